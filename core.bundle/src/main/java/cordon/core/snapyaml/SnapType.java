package cordon.core.snapyaml;

/** What a snap is for. */
public enum SnapType implements YamlWord {
    /** Applications; the default. */
    APP("app"),
    /** A root file system for apps. */
    BASE("base"),
    /** The first base, which also carried the daemon; written {@code os}. */
    OS("os"),
    /** A kernel. */
    KERNEL("kernel"),
    /** The device's description. */
    GADGET("gadget"),
    /** The tool that manages snaps. */
    SNAPD("snapd");

    private final String word;

    SnapType(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
