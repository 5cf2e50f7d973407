package cordon.core.manage;

import cordon.api.backend.Reach;
import cordon.api.iface.Interface;
import cordon.api.policy.AppPolicy;
import cordon.api.snap.SecurityLabel;
import cordon.core.Comparison;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.core.Plugboard;
import cordon.core.Preview;
import cordon.core.Proposal;
import cordon.core.RunningView;
import cordon.core.install.Candidate;
import cordon.core.profiles.Profiles;
import cordon.core.registry.Board;
import cordon.core.registry.Catalog;
import cordon.core.registry.Foreign;
import cordon.core.registry.InstalledSnap;
import cordon.core.registry.KnownInterface;
import cordon.core.registry.Provider;
import cordon.core.signing.Evidence;
import cordon.core.trust.GuardedInterface;
import cordon.core.trust.Question;
import cordon.core.trust.Trust;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;

/** What changes would do, found out with the steps of the changes themselves up to where these begin to have effects. */
final class Previews {
    private final Tools tools;
    private final Installation installation;
    private final Trust trust;

    Previews(Tools tools, Installation installation, Trust trust) {
        this.tools = tools;
        this.installation = installation;
        this.trust = trust;
    }

    Preview of(Proposal proposal) throws CordonException {
        World now = tools.changes().settled();
        if (proposal instanceof Proposal.Connect connect) {
            return of(now, Connecting.joining(now, connect.plug(), connect.slot()));
        }
        if (proposal instanceof Proposal.Disconnect disconnect) {
            return of(now, Connecting.parting(now, disconnect.endpoint(), disconnect.slot()));
        }
        if (proposal instanceof Proposal.Install install) {
            return of(now, install);
        }
        return of(now, (Proposal.Deploy) proposal);
    }

    private Preview of(World now, Connecting.Wish wish) throws CordonException {
        if (wish.changed().isEmpty()) {
            return new Preview(wish.done(), List.of(), List.of(), List.of(), List.of());
        }
        Foreseen next = tools.changes().foresee(now, wish.snaps(now), now.interfaces());
        next.refuseProblems(wish.what());
        return preview(now, "would " + wish.what(), next, List.of(), wish.snaps(now));
    }

    private Preview of(World now, Proposal.Install install) throws CordonException {
        try (Candidate candidate = tools.packages().look(install.source())) {
            InstalledSnap snap = installation.accepted(now, candidate, install.options());
            SortedMap<String, InstalledSnap> snaps = new TreeMap<>(now.snaps());
            snaps.put(snap.name(), snap);
            connectOnTheirOwn(now, snaps, now.interfaces());
            Foreseen next = tools.changes().foresee(now, snaps, now.interfaces());
            String what = "install " + snap.name();
            next.refuseProblems(what);
            List<String> warnings = new ArrayList<>(candidate.warnings());
            snap.plugs().stream().filter(plug -> !now.interfaces().has(plug.interfaceName()))
                    .forEach(plug -> warnings.add("the interface " + plug.interfaceName() + " of the plug " + plug.name() + " is not here; nothing would be granted for it"));
            warnings.addAll(Reviews.left(snap, next.board(), now.interfaces()));
            String before = Optional.ofNullable(now.snaps().get(snap.name())).map(one -> ", an upgrade of " + one.record().current()).orElse("");
            return preview(now, "would " + what + " (" + snap.record().current() + before + ")", next, warnings, snaps);
        }
    }

    private Preview of(World now, Proposal.Deploy deploy) throws CordonException {
        Provider<Interface> arriving = arriving(deploy);
        Catalog<Interface> known = Catalog.of(Stream.concat(Stream.concat(now.interfaces().all().stream(), now.interfaces().shadowed().stream())
                .filter(one -> !one.bundle().equals(deploy.bundle().getSymbolicName())), Stream.of(arriving)).toList());
        SortedMap<String, InstalledSnap> snaps = new TreeMap<>(now.snaps());
        connectOnTheirOwn(now, snaps, known);
        Foreseen next = tools.changes().foresee(now, snaps, known);
        List<String> warnings = new ArrayList<>(next.problems());
        if (arriving.service() instanceof GuardedInterface guarded && !guarded.held().isEmpty()) {
            guarded.held().stream().map(Question::line).forEach(line -> warnings.add("it would be held: " + line));
        }
        return preview(now, "would deploy the interface " + arriving.name(), next, warnings, snaps);
    }

    /** As it would arrive, a newcomer of its bundle. */
    private Provider<Interface> arriving(Proposal.Deploy deploy) throws CordonException {
        Bundle bundle = deploy.bundle();
        try {
            KnownInterface contract = KnownInterface.of(deploy.contract());
            return trust.guarded(new Provider<>(contract, contract.info().name(), bundle.getSymbolicName(), bundle.getVersion().toString(), false, 0, Long.MAX_VALUE,
                    Long.MAX_VALUE), Evidence.of(bundle));
        } catch (Foreign.Failure e) {
            throw new CordonException(Kind.INVALID, "cannot deploy " + bundle.getSymbolicName() + ": " + e.getMessage(), e);
        }
    }

    /** While what the site allows is not known, nothing is. */
    private static void connectOnTheirOwn(World now, SortedMap<String, InstalledSnap> snaps, Catalog<Interface> known) {
        if (now.services().site().problem().isPresent()) {
            return;
        }
        Board board = now.board().next(snaps.values(), known, now.admission());
        snaps.replaceAll((name, snap) -> Records.with(snap, AutoConnections.of(snap, board, known)));
    }

    private Preview preview(World now, String summary, Foreseen next, List<String> warnings, SortedMap<String, InstalledSnap> snaps) throws CordonException {
        Comparing comparing = tools.changes().comparing(now);
        List<Comparing.Found> found = new ArrayList<>();
        List<String> replaced = new ArrayList<>(warnings);
        for (AppPolicy policy : next.changed()) {
            AppPolicy present = now.policies().get(policy.label());
            String revision = " (" + policy.snap().revision() + ")";
            found.add(present == null ? comparing.of(Comparing.BARE, comparing.bare(snaps.get(policy.label().snap()), policy.label()), policy.label() + revision, policy)
                    : comparing.of(present.label() + " (" + present.snap().revision() + ")", present, policy.label() + revision, policy));
        }
        List<Comparison> commands = found.stream().map(Comparing.Found::comparison).toList();
        commands.forEach(one -> one.profiles().stream().filter(Comparison.Profile::edited)
                .forEach(profile -> replaced.add("the edited " + profile.backend() + " profile of " + one.command() + " would be replaced; the edit would be kept aside")));
        return new Preview(summary, details(now, next), replaced, commands, reached(now, found));
    }

    /** Connections that come and go, and commands that go. */
    private static List<String> details(World now, Foreseen next) {
        List<String> lines = new ArrayList<>();
        Set<Plugboard.Joint> before = new HashSet<>(now.board().joints());
        Set<Plugboard.Joint> after = new HashSet<>(next.board().joints());
        next.board().joints().stream().filter(joint -> !before.contains(joint) && !joint.suspended())
                .forEach(joint -> lines.add("would be connected: " + joint.plug() + " to " + joint.slot()));
        now.board().joints().stream().filter(joint -> !after.contains(joint) && !joint.suspended())
                .forEach(joint -> lines.add("would not be connected any more: " + joint.plug() + " to " + joint.slot()));
        now.policies().keySet().stream().filter(label -> !next.composed().policies().containsKey(label))
                .forEach(label -> lines.add("the command " + Commands.name(label.snap(), label.app()) + " would go"));
        return lines;
    }

    private List<Preview.Reached> reached(World now, List<Comparing.Found> found) throws CordonException {
        List<Preview.Reached> reached = new ArrayList<>();
        for (RunningView process : tools.running().of(found.stream().map(one -> one.comparison().is().label()).toList(), now)) {
            SecurityLabel label = process.label();
            List<Profiles.Difference> own = found.stream().filter(one -> one.comparison().is().label().equals(label)).flatMap(one -> one.differences().stream()).toList();
            if (!own.isEmpty()) {
                reached.add(new Preview.Reached(process, backends(own, Reach.RUNNING), backends(own, Reach.LATER)));
            }
        }
        return reached;
    }

    private static List<String> backends(List<Profiles.Difference> differences, Reach reach) {
        return differences.stream().filter(one -> one.reach() == reach).map(Profiles.Difference::backend).toList();
    }
}
