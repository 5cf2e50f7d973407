package cordon.testkit.backend;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rule;
import cordon.api.policy.Rules;
import cordon.api.snap.SecurityLabel;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Policies of rules that are written as in {@code interface.yaml}: {@code KIND: TEXT}, or a kind alone. Pure. */
public final class TestPolicy {
    private TestPolicy() {
    }

    /** A snap of applications without a base. */
    public static SnapIdentity snap(String name, String revision) {
        return new SnapIdentity(name, name, revision, "1", SnapType.APP, Optional.empty(), Optional.empty());
    }

    /** The rule of a line. @throws IllegalArgumentException when it is none */
    public static Rule rule(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? Rules.parse(line, "") : Rules.parse(line.substring(0, colon), line.substring(colon + 1).strip());
    }

    /** Entries of these rules, all of one origin. */
    public static List<PolicyEntry> entries(Origin origin, String... rules) {
        return Stream.of(rules).map(rule -> new PolicyEntry(rule(rule), origin, "needed")).toList();
    }

    /** The origin of rules that a connection gives to a plug {@code test} of the snap. */
    public static Origin connection(SnapIdentity snap) {
        return new Origin.Connection("test", snap.instanceName() + ":test", ":test");
    }

    /** The policy of a command of the snap, with these rules of a connection. */
    public static AppPolicy connected(SnapIdentity snap, String app, Confinement confinement, String... rules) {
        return new AppPolicy(new SecurityLabel(snap.instanceName(), app), snap, confinement, entries(connection(snap), rules));
    }
}
