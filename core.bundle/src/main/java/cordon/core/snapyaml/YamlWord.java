package cordon.core.snapyaml;

/** A value that {@code snap.yaml} writes as one of a fixed set of words. */
public interface YamlWord {

    /** The word, as the file writes it. */
    String word();
}
