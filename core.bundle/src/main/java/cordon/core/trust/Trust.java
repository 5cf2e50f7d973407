package cordon.core.trust;

import cordon.api.backend.Backend;
import cordon.api.iface.Interface;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.core.Outcome;
import cordon.core.registry.Provider;
import cordon.core.signing.Evidence;
import cordon.core.signing.Signatures;
import cordon.linux.LinuxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Guards what arrives from outside, and takes down approvals. Thread-safe. */
public final class Trust {
    private final TrustFiles files;
    private final Signatures signatures;
    private volatile CeilingReading ceiling;

    /** @param root the directory of all state, absolute */
    public Trust(Path root) {
        files = new TrustFiles(root);
        signatures = new Signatures(root);
        ceiling = files.ceiling(Optional.empty());
    }

    /** Who judges, by the ceiling and the demands of the site as they are now; the same object while they say the same. */
    public Judge judge() {
        CeilingReading before = ceiling;
        CeilingReading now = files.ceiling(Optional.of(before)).demanding(signatures.demand());
        if (now != before) {
            ceiling = now;
        }
        return now.judge();
    }

    /**
     * The provider; when its bundle is not of the distribution, with its interface guarded by the ceiling.
     *
     * @param evidence about its bundle
     */
    public Provider<Interface> guarded(Provider<Interface> provider, Evidence evidence) throws CordonException {
        if (provider.bundled()) {
            return provider;
        }
        try {
            judge();
            Set<String> approved = files.approved(provider.name(), provider.bundle());
            return provider.with(new GuardedInterface(provider.service(), Origin.of(provider.origin(), evidence), () -> ceiling.judge(), approved));
        } catch (LinuxException e) {
            throw new CordonException(Kind.SYSTEM, "cannot read what is approved for the interface " + provider.name() + ": " + e.getMessage(), e);
        }
    }

    /**
     * The provider; when its bundle is not of the distribution, with a backend that is used while the site demands no other signature.
     *
     * @param evidence about its bundle
     */
    public Provider<Backend> guardedBackend(Provider<Backend> provider, Evidence evidence) {
        if (provider.bundled()) {
            return provider;
        }
        judge();
        return provider.with(new GuardedBackend(provider.service(), provider.name(), Origin.of(provider.origin(), evidence), () -> ceiling.judge()));
    }

    /**
     * Approves all that is in question of an interface.
     *
     * @throws CordonException when nothing is, or something is never granted
     */
    public Outcome approve(Provider<Interface> provider) throws CordonException {
        String what = "cannot approve interface \"" + provider.name() + "\": ";
        if (!(provider.service() instanceof GuardedInterface guarded)) {
            throw new CordonException(Kind.CONFLICT, what + "it is part of the distribution, and needs no approval");
        }
        judge();
        List<Question> held = guarded.held();
        if (held.isEmpty()) {
            throw new CordonException(Kind.CONFLICT, what + "nothing of it is held");
        }
        List<String> never = held.stream().filter(Question::never).map(Question::line).toList();
        if (!never.isEmpty()) {
            throw new CordonException(Kind.INVALID, what + String.join("; ", never));
        }
        try {
            Set<String> rules = new TreeSet<>(files.approved(provider.name(), provider.bundle()));
            rules.addAll(held.stream().map(Question::what).collect(Collectors.toSet()));
            files.approve(provider.name(), provider.bundle(), guarded.contentHash(), rules);
            guarded.approve(rules);
        } catch (LinuxException e) {
            throw new CordonException(Kind.SYSTEM, what + e.getMessage(), e);
        }
        return new Outcome("approved " + provider.name() + " of " + provider.origin(), held.stream().map(Question::what).toList(), List.of());
    }
}
