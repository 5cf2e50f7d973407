package cordon.backend.apparmor;

import cordon.api.backend.StoredProfile;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rule;
import cordon.api.policy.Rules;
import cordon.api.snap.SecurityLabel;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Policies of the snap foo, and their profiles as core stores them. */
final class Policies {
    static final Origin NETWORK = new Origin.Connection("network", "foo:network", ":network");

    private Policies() {
    }

    static SnapIdentity foo() {
        return new SnapIdentity("foo", "foo", "1", "1.0", SnapType.APP, Optional.empty(), Optional.empty());
    }

    /** A policy of foo's command, with these rules ({@code KIND: TEXT}) of the template. */
    static AppPolicy of(String app, String... rules) {
        return of(app, Confinement.STRICT, new Origin.Template(), rules);
    }

    static AppPolicy of(String app, Confinement confinement, Origin origin, String... rules) {
        List<PolicyEntry> entries = new ArrayList<>();
        for (String rule : rules) {
            entries.add(new PolicyEntry(rule(rule), origin, "needed"));
        }
        return new AppPolicy(new SecurityLabel("foo", app), foo(), confinement, entries);
    }

    static Rule rule(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? Rules.parse(text, "") : Rules.parse(text.substring(0, colon), text.substring(colon + 1).strip());
    }

    /** Writes a profile as core does, below {@code root}. */
    static StoredProfile stored(Path root, AppPolicy policy) throws IOException {
        return stored(root, policy, ProfileText.of(policy, false));
    }

    static StoredProfile stored(Path root, AppPolicy policy, String profile) throws IOException {
        String text = "# A comment\n# and another.\n" + profile;
        Path file = Files.createDirectories(root.resolve("apparmor/profiles")).resolve(policy.label().text());
        Files.writeString(file, text);
        return new StoredProfile(policy.label(), policy.hash(), file, text, false);
    }
}
