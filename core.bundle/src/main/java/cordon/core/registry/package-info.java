/**
 * What is here now: interfaces and backends that bundles offer, the installed snaps, and the board on which plugs and slots
 * are joined.
 */
package cordon.core.registry;
