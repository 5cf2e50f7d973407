package cordon.core.manage;

import cordon.api.admission.AdmissionRule;
import cordon.api.backend.Support;
import cordon.api.iface.Interface;
import cordon.core.BackendView;
import cordon.core.InterfaceView;
import cordon.core.Plugboard;
import cordon.core.SnapView;
import cordon.core.registry.Catalog;
import cordon.core.registry.InstalledSnap;
import cordon.core.registry.Provider;
import cordon.core.registry.StoppedBundle;
import cordon.core.report.Reports;
import cordon.core.snapyaml.Nearest;
import cordon.core.state.Revision;
import cordon.core.state.Tried;
import cordon.core.trust.GuardedInterface;
import cordon.core.trust.Question;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A moment as the ways in show it. Pure. */
final class Views {
    private Views() {
    }

    static SnapView snap(InstalledSnap snap, World world) {
        Revision current = snap.record().currentRevision();
        List<SnapView.CommandView> commands = snap.info().apps().values().stream().map(app -> new SnapView.CommandView(app.name(),
                Commands.name(snap.name(), app.name()), app.daemon().map(daemon -> daemon.type().word()).orElse(""))).toList();
        return new SnapView(snap.identity(), snap.info().title(), snap.info().summary(), snap.info().description(), snap.confinement(), current.mode().text(),
                current.installed(), snap.directory(), snap.record().revisions().stream().map(Revision::name).toList(),
                current.tried().map(Tried::directory), commands, SnapNotes.of(snap, world));
    }

    /** Plugs and slots of interfaces that are not here appear only while a connection of theirs is remembered. */
    static Plugboard plugboard(World world) {
        Set<Object> joined = world.board().joints().stream().flatMap(joint -> Stream.of(joint.plug(), joint.slot())).collect(Collectors.toSet());
        return new Plugboard(
                world.board().plugs().stream().filter(plug -> world.interfaces().has(plug.interfaceName()) || joined.contains(plug.ref())).toList(),
                world.board().slots().stream().filter(slot -> world.interfaces().has(slot.interfaceName()) || joined.contains(slot.ref()))
                        .sorted(Comparator.comparing(slot -> !slot.snap().isSystem())).toList(),
                world.board().joints());
    }

    static List<InterfaceView> interfaces(World world) {
        return world.interfaces().all().stream().map(one -> new InterfaceView(one.service().info(), one.bundle(), one.version(),
                one.service() instanceof GuardedInterface guarded ? guarded.signedBy() : "", held(one.service()), world.admission().siteRules(one.name()))).toList();
    }

    static SortedMap<String, List<String>> shadowed(Catalog<Interface> interfaces) {
        return interfaces.shadowed().stream().collect(Collectors.groupingBy(Provider::name, TreeMap::new, Collectors.mapping(Provider::origin, Collectors.toList())));
    }

    /** The names of those that grant nothing before they are approved. */
    static Set<String> held(Catalog<Interface> interfaces) {
        return interfaces.hasForeign() ? interfaces.all().stream().filter(one -> !held(one.service()).isEmpty()).map(Provider::name).collect(Collectors.toSet()) : Set.of();
    }

    private static List<String> held(Interface service) {
        return service instanceof GuardedInterface guarded ? guarded.held().stream().map(Question::line).toList() : List.of();
    }

    /** An interface that is not here may come yet; or its name is misspelt, and a rule that refuses something does not count. */
    static List<String> siteProblems(World world) {
        if (world.services().site().problem().isPresent()) {
            return List.of(world.services().site().problem().get());
        }
        return world.admission().site().entrySet().stream().filter(one -> !world.interfaces().has(one.getKey())).sorted(Map.Entry.comparingByKey())
                .map(one -> one.getValue().rules().stream().map(AdmissionRule::reason).findFirst().map(place -> place + ": ").orElse("")
                        + "the interface \"" + one.getKey() + "\" is not here" + Nearest.hint(one.getKey(), world.interfaces().names())).toList();
    }

    /** What they are called and mediate is not known before they run. */
    static List<BackendView> stopped(List<StoppedBundle> bundles) {
        return bundles.stream().map(one -> new BackendView(one.name(), new Support(false, "", List.of(StoppedBundle.advice(List.of(one)))), List.of(), one.name()))
                .sorted(Comparator.comparing(BackendView::name)).toList();
    }

    static List<BackendView> backends(World world) {
        return world.backends().stream().map(Reports::view).sorted(Comparator.comparing(BackendView::name)).toList();
    }
}
