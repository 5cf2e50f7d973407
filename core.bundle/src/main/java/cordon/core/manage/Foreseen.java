package cordon.core.manage;

import cordon.api.iface.Interface;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.snap.SecurityLabel;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.core.compose.Composer;
import cordon.core.registry.Board;
import cordon.core.registry.Catalog;
import cordon.core.registry.InstalledSnap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What a moment with other snaps or interfaces would be.
 *
 * @param board    plugs, slots, connections
 * @param composed policies of all commands
 * @param changed  those that are new or differ
 * @param gone     commands that are confined now, and would not be there or not be confined
 * @param problems why a connection would grant nothing, where it is not so already
 */
record Foreseen(Board board, Composer.Composition composed, List<AppPolicy> changed, Set<SecurityLabel> gone, List<String> problems) {

    /** Looks ahead from a moment. Changes nothing. */
    static Foreseen from(World now, SortedMap<String, InstalledSnap> snaps, Catalog<Interface> known, Composer composer) {
        Board board = now.board().next(snaps.values(), known, now.admission());
        Composer.Composition composed = composer.compose(snaps.values(), board, known, now.policies());
        List<AppPolicy> changed = new ArrayList<>();
        Set<SecurityLabel> gone = new HashSet<>();
        Differing.each(now.policies(), composed.policies(), (label, before, after) -> {
            if (after != null && (before == null || !before.hash().equals(after.hash()))) {
                changed.add(after);
            }
            if (isConfined(before) && !isConfined(after)) {
                gone.add(label);
            }
        });
        return new Foreseen(board, composed, changed, gone,
                Failures.added(now.failures(), composed.problems()).values().stream().flatMap(List::stream).toList());
    }

    /** @throws CordonException when a connection would grant nothing */
    void refuseProblems(String what) throws CordonException {
        if (!problems.isEmpty()) {
            throw new CordonException(Kind.INVALID, "cannot " + what + ": " + problems.stream().distinct().collect(Collectors.joining("; ")));
        }
    }

    /** The policies among these that backends carry out. */
    static List<AppPolicy> confined(Collection<AppPolicy> policies) {
        return policies.stream().filter(Foreseen::isConfined).toList();
    }

    private static boolean isConfined(AppPolicy policy) {
        return policy != null && policy.confinement() != Confinement.CLASSIC;
    }
}
