/**
 * Watching what a program does, refusing nothing: a filter whose system calls wait for a listener, which looks at them and lets the
 * kernel carry them out.
 */
package cordon.core.observe;
