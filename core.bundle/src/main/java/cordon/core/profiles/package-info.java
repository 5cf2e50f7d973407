/**
 * From policies to each backend's profiles: compiled when the policy changes and not before, kept as text that a person can edit, made
 * effective all or none.
 */
package cordon.core.profiles;
