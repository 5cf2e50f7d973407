package cordon.backend.apparmor;

import cordon.api.backend.StoredProfile;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.Origin;
import cordon.api.policy.Rule;
import cordon.api.snap.SecurityLabel;
import cordon.api.snap.SnapIdentity;
import cordon.testkit.backend.TestPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Policies of the snap foo, and their profiles as core stores them. */
final class Policies {
    static final Origin NETWORK = new Origin.Connection("network", "foo:network", ":network");

    private Policies() {
    }

    static SnapIdentity foo() {
        return TestPolicy.snap("foo", "1");
    }

    /** A policy of foo's command, with these rules ({@code KIND: TEXT}) of the template. */
    static AppPolicy of(String app, String... rules) {
        return of(app, Confinement.STRICT, new Origin.Template(), rules);
    }

    static AppPolicy of(String app, Confinement confinement, Origin origin, String... rules) {
        return new AppPolicy(new SecurityLabel("foo", app), foo(), confinement, TestPolicy.entries(origin, rules));
    }

    static Rule rule(String text) {
        return TestPolicy.rule(text);
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
