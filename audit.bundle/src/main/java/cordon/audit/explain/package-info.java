/** What a command may do, in words and as a number. Pure functions of its policy. */
package cordon.audit.explain;
