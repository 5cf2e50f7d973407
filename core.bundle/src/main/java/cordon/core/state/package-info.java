/**
 * What is remembered of each snap: one record, one file, one commit point of an operation.
 */
package cordon.core.state;
