/**
 * Questions to the policy model: whether rules allow something, which ones, and which interface has the rules that are missing. Nothing
 * here is a table of hints: the answers come from the rules that are enforced.
 */
package cordon.audit.model;
