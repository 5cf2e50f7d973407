/** The commands of this bundle. Each is a Gogo command of scope {@code cordon}. */
package cordon.audit.verb;
