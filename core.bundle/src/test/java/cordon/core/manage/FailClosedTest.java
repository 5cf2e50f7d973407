package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.Facet;
import cordon.api.backend.Support;
import cordon.api.launch.Stage;
import cordon.api.policy.Statement;
import cordon.core.CordonException.Kind;
import cordon.core.InstallOptions;
import cordon.core.registry.StoppedBundle;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A launch is never less confined than its policy says, whichever backend is missing, unable or broken. */
class FailClosedTest extends SystemTest {
    private static final InstallOptions DEVMODE = new InstallOptions(true, false, false);
    private static final String APP = "apps: {app: {command: c}}\n";
    private final FakeInterface network = FakeInterface.system("network", true, "net_raw");

    @BeforeEach
    void install() throws Exception {
        system.install("foo", "plugs: {network: }\n" + APP);
    }

    private void launches() throws Exception {
        system.cordon.run(system.request("foo.app")).process().close();
    }

    private void refusedBecause(String why) {
        refused(Kind.CONFINEMENT, "cannot run foo.app: " + why, () -> system.cordon.run(system.request("foo.app")));
        refused(Kind.CONFINEMENT, "cannot plan foo.app: " + why, () -> system.cordon.plan(system.request("foo.app")));
    }

    /** The backend as a kernel without what it needs leaves it. */
    private void unable(FakeBackend backend, String why) {
        system.remove(backend);
        backend.support = new Support(false, "", List.of(why));
        system.add(backend);
    }

    @Test
    void aBackendThatLeavesTakesLaunchesWithItAndTheMessageSaysWhatIsMissing() throws Exception {
        for (FakeBackend backend : List.of(system.seccomp, system.mount, system.landlock)) {
            system.remove(backend);
            refusedBecause("no backend that mediates " + backend.facets().iterator().next().text() + " is here; start the bundle that brings it");
            system.add(backend);
            launches();
        }
    }

    @Test
    void oneOfTwoBackendsThatMediateTheSameIsEnough() throws Exception {
        FakeBackend apparmor = new FakeBackend("apparmor", Facet.FILES, Stage.LABEL);
        system.add(apparmor);
        system.remove(system.landlock);
        launches();
        unable(apparmor, "the kernel was built without AppArmor");
        refusedBecause("this kernel cannot mediate files: apparmor: the kernel was built without AppArmor; to allow launches without, name all else in "
                + "require-mediation-of of " + system.root.resolve("site.yaml"));
        system.add(system.landlock);
        launches();
    }

    @Test
    void aStoppedBundleIsNamedAndTheKernelNotBlamed() throws Exception {
        FakeBackend apparmor = new FakeBackend("apparmor", Facet.FILES, Stage.LABEL);
        apparmor.support = new Support(false, "", List.of("this kernel has no AppArmor"));
        system.add(apparmor);
        launches();
        system.stopped = List.of(new StoppedBundle("cordon.backend.landlock", 9));
        system.remove(system.landlock);
        String advice = "start the stopped bundle cordon.backend.landlock (\"start 9\" in \"cordon shell\")";
        refusedBecause("of the backends that are here none can mediate files: apparmor: this kernel has no AppArmor; " + advice);
        assertEquals(List.of(advice), system.settled().stoppedBackends().get(0).support().limits());
        system.remove(apparmor);
        refusedBecause("no backend that mediates files is here; " + advice);
        system.site("require-backends: [landlock]\n");
        refusedBecause("the backend landlock is not here, which " + system.root.resolve("site.yaml") + " demands; " + advice);
        system.site("");
        system.stopped = List.of();
        system.add(system.landlock);
        launches();
    }

    @Test
    void whatTheKernelCannotMediateIsRefusedUnlessTheSiteAllowsIt() throws Exception {
        unable(system.landlock, "the kernel was built without Landlock");
        refusedBecause("this kernel cannot mediate files: landlock: the kernel was built without Landlock; to allow launches without, name all else in "
                + "require-mediation-of of " + system.root.resolve("site.yaml"));
        system.site("require-mediation-of: [system-calls, mounts]\n");
        assertEquals(List.of("files are not mediated: landlock: the kernel was built without Landlock"), system.cordon.run(system.request("foo.app")).notes());
        system.site("");
        refused(Kind.CONFINEMENT, system.cordon.report("foo.app").verdict().replace("does not launch", "cannot run foo.app"),
                () -> system.cordon.run(system.request("foo.app")));
    }

    @Test
    void aSiteCanDemandMore() throws Exception {
        system.site("require-mediation-of: [system-calls, mounts, files, devices]\n");
        refusedBecause("no backend that mediates devices is here; start the bundle that brings it");
        FakeBackend cgroup = new FakeBackend("cgroup", Facet.DEVICES, Stage.CGROUP);
        system.add(cgroup);
        launches();
        system.site("require-backends: [cgroup, nofile]\n");
        refusedBecause("the backend nofile is not here, which " + system.root.resolve("site.yaml") + " demands; start the bundle that brings it");
        unable(cgroup, "no cgroup is mounted");
        system.site("require-backends: [cgroup]\n");
        refusedBecause("the backend cgroup, which " + system.root.resolve("site.yaml") + " demands, can do nothing here: cgroup: no cgroup is mounted");
    }

    @Test
    void aSiteSettingThatCannotBeUsedRefusesStrictLaunchesAndIsLoggedOnce() throws Exception {
        system.site("require-mediation-of: [system-calls]\nrequire-backend: [nofile]\n");
        String problem = system.root.resolve("site.yaml") + ":2: \"require-backend\" is not a known key; known are require-mediation-of, require-backends, require-signed-bundles, "
                + "unmediated-bus, publishers, interfaces; did you mean \"require-backends\"?";
        refusedBecause("what this site demands is not known: " + problem);
        assertEquals(1, system.log.stream().filter(problem::equals).count());
        system.site("require-mediation-of: [system-calls]\n");
        launches();
    }

    @Test
    void devmodeLaunchesWithWhatIsHereAndSaysWhatIsNot() throws Exception {
        system.install("dev", "confinement: devmode\n" + APP, DEVMODE);
        system.remove(system.landlock);
        assertEquals(List.of("files are not mediated: no backend that mediates files is here; start the bundle that brings it"),
                system.cordon.run(system.request("dev.app")).notes());
    }

    @Test
    void aRuleForABackendThatIsGoneKeepsItsCommandFromLaunching() throws Exception {
        FakeBackend nofile = new FakeBackend("nofile", Set.of(), Stage.LIMITS);
        network.more = Statement.parse("raw", "nofile limit 77", "many files");
        system.install("bar", APP);
        system.add(nofile);
        system.add(network);
        launches();
        system.remove(nofile);
        refusedBecause("the backend nofile is not here, which the rule \"raw: nofile limit 77\" (network: foo:network :network) is for; "
                + "start the bundle that brings it");
        system.cordon.run(system.request("bar.app")).process().close();
        system.cordon.disconnect("foo:network", Optional.empty());
        launches();
    }

    @Test
    void aCommandThatUsesDevicesNeedsABackendThatKeepsItFromOthersWhereTheKernelCan() throws Exception {
        network.more = Statement.parse("device", "char /dev/null rw", "a device");
        system.add(network);
        refusedBecause("no backend that mediates devices is here; start the bundle that brings it");
        FakeBackend cgroup = new FakeBackend("cgroup", Facet.DEVICES, Stage.CGROUP);
        system.add(cgroup);
        launches();
        unable(cgroup, "no cgroup is mounted");
        assertEquals(List.of("devices are not mediated: cgroup: no cgroup is mounted"), system.cordon.run(system.request("foo.app")).notes());
        system.remove(cgroup);
        system.site("require-mediation-of: [system-calls, mounts, files]\n");
        launches();
    }

    @Test
    void nothingDependsOnABackendThatOnlyAdds() throws Exception {
        FakeBackend nofile = new FakeBackend("nofile", Set.of(), Stage.LIMITS);
        system.add(nofile);
        launches();
        assertEquals(1, nofile.loaded.size());
        system.remove(nofile);
        launches();
        assertEquals(3, system.launcher.started.get(1).backends().size());
    }

    @Test
    void aBackendThatBreaksWhenItIsAskedMediatesNothing() throws Exception {
        system.remove(system.landlock);
        system.landlock.broken = new IllegalStateException("a bug");
        system.add(system.landlock);
        refusedBecause("no backend that mediates files is here; landlock: bundle cordon.backend.landlock 1.0.0 failed: java.lang.IllegalStateException: a bug");
    }

    @Test
    void runningApplicationsKeepTheirProfileWhenABackendLeaves() throws Exception {
        system.add(network);
        launches();
        String before = system.seccomp.loaded.toString();
        system.remove(system.seccomp);
        system.cordon.disconnect("foo:network", Optional.empty());
        assertEquals(before, system.seccomp.loaded.toString());
        assertEquals(1, system.launcher.running().size());
    }

    @Test
    void whicheverBackendFailsInTheMiddleOfABatchNothingHasChanged() throws Exception {
        system.install("bar", "plugs: {network: }\n" + APP);
        system.add(FakeInterface.system("other", false, "sys_time"));
        system.install("baz", "plugs: {other: }\n" + APP);
        String record = system.recordText("baz").orElseThrow();
        List<FakeBackend> all = List.of(system.mount, system.landlock, system.seccomp);
        List<String> loaded = all.stream().map(one -> one.loaded.toString()).toList();
        for (FakeBackend failing : all) {
            failing.refuses = "sys_time";
            refused(Kind.SYSTEM, "cannot connect baz:other to :other: cannot load the " + failing.name() + " profile of snap.baz.app: the kernel does not like sys_time",
                    () -> system.cordon.connect("baz:other", Optional.empty()));
            failing.refuses = null;
            failing.failure = new IllegalStateException("a bug");
            refused(Kind.SYSTEM, "cannot connect baz:other to :other: cannot load the " + failing.name() + " profile of snap.baz.app: "
                    + "java.lang.IllegalStateException: a bug", () -> system.cordon.connect("baz:other", Optional.empty()));
            failing.failure = null;
            failing.uncompilable = "sys_time";
            refused(Kind.SYSTEM, "cannot connect baz:other to :other: cannot compile the " + failing.name() + " profile of snap.baz.app: it cannot say sys_time",
                    () -> system.cordon.connect("baz:other", Optional.empty()));
            failing.uncompilable = null;
            assertEquals(loaded, all.stream().map(one -> one.loaded.toString()).toList());
            assertEquals(record, system.recordText("baz").orElseThrow());
            assertFalse(system.settled().plugboard().connections().stream().anyMatch(joint -> joint.interfaceName().equals("other")));
        }
        system.cordon.connect("baz:other", Optional.empty());
        assertTrue(system.seccomp.loaded.toString().contains("sys_time"));
    }
}
