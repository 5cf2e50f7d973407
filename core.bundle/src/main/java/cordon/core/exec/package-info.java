/**
 * Hands launch plans to {@code cordon-exec} (folder {@code native}): the wire format, the process, and plans as text.
 */
package cordon.core.exec;
