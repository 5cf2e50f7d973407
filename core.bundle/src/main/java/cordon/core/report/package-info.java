/**
 * How faithfully policies are enforced by the backends that are here. Pure.
 */
package cordon.core.report;
