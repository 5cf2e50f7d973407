/**
 * The text of a snap's {@code meta/snap.yaml} becomes an immutable {@link cordon.core.snapyaml.SnapInfo}, or a list of
 * everything that is wrong with it, each with its line and key. {@link cordon.core.snapyaml.SnapYaml} is the way in.
 *
 * <p>Nothing here touches the file system and nothing here knows an interface by name.
 */
package cordon.core.snapyaml;
