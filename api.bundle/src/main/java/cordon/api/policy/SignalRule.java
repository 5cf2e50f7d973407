package cordon.api.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Signals between processes of different labels (apparmor.d(5), "Signal rules").
 *
 * @param access  the direction; empty for both
 * @param signals lower case without {@code SIG}, sorted; empty for all
 * @param peer    security label of the other side, or null for any
 */
public record SignalRule(Set<Access> access, List<String> signals, String peer) implements Rule {
    private static final Pattern SIGNAL = Pattern.compile("[a-z][a-z0-9+]{1,15}");

    /** A direction. */
    public enum Access {
        /** To the peer. */ SEND,
        /** From the peer. */ RECEIVE
    }

    /** @throws IllegalArgumentException when a word cannot be what it stands for */
    public SignalRule {
        access = Set.copyOf(access);
        signals.forEach(signal -> Checks.match(SIGNAL, "a signal", signal, "a name such as term"));
        signals = List.copyOf(new TreeSet<>(signals));
        Checks.label("a label", peer);
    }

    @Override
    public String kind() {
        return "signal";
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder(Words.names(access)).append(' ').append(signals.isEmpty() ? "all" : String.join(",", signals));
        Words.pair(text, "peer", peer);
        return text.toString();
    }

    static SignalRule parse(Words words) {
        Set<Access> access = Words.set(Access.class, words.next("send, receive or all"));
        String signals = words.next("signals, such as term,hup or all");
        String peer = words.pairs(Set.of("peer")).get("peer");
        return new SignalRule(access, signals.equals("all") ? List.of() : Arrays.asList(signals.split(",", -1)), peer);
    }
}
