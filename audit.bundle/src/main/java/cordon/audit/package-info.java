/**
 * Denials: {@code record} reads them from lines, {@code source} finds the lines and whose they are, {@code text} words them,
 * {@code model} asks the policy model about them, {@code verb} has the commands.
 */
package cordon.audit;
