package org.example.nofile;

import cordon.api.backend.Backend;
import cordon.api.backend.BackendException;
import cordon.api.backend.Contribution;
import cordon.api.backend.Enforcement;
import cordon.api.backend.Facet;
import cordon.api.backend.Launch;
import cordon.api.backend.Profile;
import cordon.api.backend.Reach;
import cordon.api.backend.StoredProfile;
import cordon.api.backend.Support;
import cordon.api.launch.LimitStep;
import cordon.api.launch.Stage;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.RawRule;
import cordon.api.policy.Rule;
import cordon.api.snap.SecurityLabel;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/**
 * Limits how many files a command can have open (RLIMIT_NOFILE, getrlimit(2)). It keeps nothing between calls: all that a launch
 * needs is in the file of its profile.
 */
@Component
public final class NofileBackend implements Backend {
    /** RLIMIT_NOFILE: 7 on every architecture but alpha, mips and sparc (asm-generic/resource.h). */
    private static final int RLIMIT_NOFILE = 7;

    @Override
    public String name() {
        return Limits.NAME;
    }

    @Override
    public Support support() {
        return new Support(true, "setrlimit(2)", List.of());
    }

    /** None: no application is kept from launching because this backend is not here. */
    @Override
    public Set<Facet> facets() {
        return Set.of();
    }

    @Override
    public Enforcement enforces(Rule rule) {
        if (!(rule instanceof RawRule raw) || !Limits.concerns(raw)) {
            return new Enforcement.NotAtAll("it is not about the number of open files");
        }
        try {
            Limits.line(raw.line());
            return new Enforcement.Exactly();
        } catch (IllegalArgumentException e) {
            return new Enforcement.NotAtAll(e.getMessage());
        }
    }

    @Override
    public Profile compile(AppPolicy policy) throws BackendException {
        try {
            return new Profile(policy.label(), policy.hash(), Limits.render(Limits.of(policy)));
        } catch (IllegalArgumentException e) {
            throw new BackendException("cannot limit the open files of " + policy.label() + ": " + e.getMessage(), e);
        }
    }

    /** Nothing to load into the kernel; but what cannot be carried out at a launch is refused now. */
    @Override
    public Reach load(List<StoredProfile> batch) throws BackendException {
        for (StoredProfile profile : batch) {
            limit(profile, profile.text());
        }
        return Reach.LATER;
    }

    @Override
    public void unload(Collection<SecurityLabel> labels) {
        // nothing is kept
    }

    @Override
    public Stage stage() {
        return Stage.LIMITS;
    }

    /** The profile's text is that of its file now: an administrator may have edited it since it was loaded. */
    @Override
    public Contribution plan(Launch launch) throws BackendException {
        int limit = limit(launch.profile(), launch.profile().text());
        return Contribution.of(new LimitStep.Limit(RLIMIT_NOFILE, limit, limit));
    }

    private static int limit(StoredProfile profile, String text) throws BackendException {
        try {
            return Limits.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BackendException("cannot limit the open files of " + profile.label() + ": " + profile.file() + ": " + e.getMessage(), e);
        }
    }
}
