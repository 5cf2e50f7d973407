/** Denials for people and for programs. Pure functions; what comes out is fit for a terminal. */
package cordon.audit.text;
