package cordon.core.snapyaml;

/** When a service that ended is started again; the meanings are those of {@code Restart=} in systemd.service(5). */
public enum RestartCondition implements YamlWord {
    /** After a failure of any kind. */
    ON_FAILURE("on-failure"),
    /** After a clean exit. */
    ON_SUCCESS("on-success"),
    /** After a signal, timeout or watchdog. */
    ON_ABNORMAL("on-abnormal"),
    /** After an uncaught signal. */
    ON_ABORT("on-abort"),
    /** After the watchdog's timeout. */
    ON_WATCHDOG("on-watchdog"),
    /** Whatever ended it. */
    ALWAYS("always"),
    /** Not at all. */
    NEVER("never");

    private final String word;

    RestartCondition(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
