package cordon.backend.seccomp;

import cordon.linux.LinuxException;
import cordon.linux.User;
import cordon.linux.Users;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The number that a value of a condition stands for. Users and groups are looked up when asked. Thread-safe. */
final class Values {
    private final Constants constants;

    Values(Constants constants) {
        this.constants = constants;
    }

    /** @throws IllegalArgumentException when there is no such constant, user or group */
    long value(String text) {
        char first = text.charAt(0);
        if (text.startsWith("u:") || text.startsWith("g:")) {
            return id(text);
        }
        if (first == '-' || first >= '0' && first <= '9') {
            try {
                return Numbers.parse(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("\"" + text + "\" is no number of 64 bits", e);
            }
        }
        OptionalLong value = constants.value(text);
        if (value.isEmpty()) {
            throw new IllegalArgumentException("there is no constant \"" + text + "\" in the table; its number can be written instead");
        }
        return value.getAsLong();
    }

    private static long id(String text) {
        String name = text.substring(2);
        try {
            OptionalInt id = text.charAt(0) == 'g' ? Users.groupByName(name)
                    : Users.byName(name).map(User::uid).map(OptionalInt::of).orElse(OptionalInt.empty());
            if (id.isEmpty()) {
                throw new IllegalArgumentException("there is no " + (text.charAt(0) == 'g' ? "group" : "user") + " \"" + name + "\" on this system");
            }
            return Integer.toUnsignedLong(id.getAsInt());
        } catch (LinuxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
