package cordon.shell.verb;

import java.util.Locale;

/** Who may call a verb through the control socket. */
public enum Who {
    /** Everybody, as themselves. */
    ANYONE,
    /** Root, and the members of the group {@code cordon} where there is one. */
    ADMINISTRATOR,
    /** Root alone. */
    ROOT;

    /** The service property of a Gogo command that says it; without it the command is the administrator's. */
    public static final String PROPERTY = "cordon.who";

    /** The value of the service property. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the service property; what is missing or unknown is the administrator's. */
    public static Who of(Object property) {
        for (Who who : values()) {
            if (who.text().equals(property)) {
                return who;
            }
        }
        return ADMINISTRATOR;
    }
}
