/**
 * From the template, the installed snaps and their connections to one policy a command. Pure but for the reading of the template.
 */
package cordon.core.compose;
