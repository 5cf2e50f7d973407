package cordon.core.snapyaml;

/** When a service counts as started; the meanings are those of {@code Type=} in systemd.service(5). */
public enum DaemonType implements YamlWord {
    /** As soon as its process runs. */
    SIMPLE("simple"),
    /** When its first process has exited and left a child. */
    FORKING("forking"),
    /** When it has exited. */
    ONESHOT("oneshot"),
    /** When it says so by sd_notify(3). */
    NOTIFY("notify"),
    /** When it owns its name on the bus. */
    DBUS("dbus");

    private final String word;

    DaemonType(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
