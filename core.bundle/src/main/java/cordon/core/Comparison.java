package cordon.core;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.PolicyEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Two policies, and the profiles that the backends make of them.
 *
 * @param command  as it is run
 * @param before   what the first policy is of, for people: {@code web.wget (x1)}
 * @param after    what the second is of
 * @param was      the first policy
 * @param is       the second
 * @param profiles a backend each whose profiles differ
 */
public record Comparison(String command, String before, String after, AppPolicy was, AppPolicy is, List<Profile> profiles) {
    /** Copies the list. */
    public Comparison {
        profiles = List.copyOf(profiles);
    }

    /**
     * Two profiles of one backend, without what their files have around them.
     *
     * @param backend its name
     * @param before  the text that is in force, or that the first policy compiles to
     * @param after   the text that the second policy compiles to
     * @param edited  whether the first was edited by hand
     */
    public record Profile(String backend, String before, String after, boolean edited) {
    }

    /** The rules that only the second has. */
    public List<PolicyEntry> added() {
        return only(is, was);
    }

    /** The rules that only the first has. */
    public List<PolicyEntry> removed() {
        return only(was, is);
    }

    private static List<PolicyEntry> only(AppPolicy one, AppPolicy other) {
        Set<String> there = new HashSet<>();
        other.entries().forEach(entry -> there.add(entry.rule().render()));
        return one.entries().stream().filter(entry -> there.add(entry.rule().render())).toList();
    }
}
