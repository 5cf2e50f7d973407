package cordon.backend.kmod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.BackendException;
import cordon.api.backend.Enforcement;
import cordon.api.backend.Reach;
import cordon.api.backend.StoredProfile;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.KernelModuleRule;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rules;
import cordon.api.snap.SecurityLabel;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The backend, with directories in the place of the kernel's and a script in the place of modprobe(8). */
class KmodBackendTest {
    private static final SecurityLabel LABEL = new SecurityLabel("foo", "bar");
    private static final String NOBODY = "only root can load kernel modules, and in a container not even that (CAP_SYS_MODULE)";
    @TempDir
    private Path directory;
    private Path calls;
    private KmodBackend backend;

    @BeforeEach
    void kernelThatCanLoad() throws IOException {
        calls = directory.resolve("calls");
        write("proc/self/uid_map", "         0          0 4294967295\n");
        write("proc/modules", "loop 40960 0 - Live 0x0\n");
        write("proc/sys/kernel/modules_disabled", "0\n");
        write("sys/loop/refcnt", "0\n");
        write("files/modules.builtin", "kernel/drivers/net/tun.ko\nkernel/net/netfilter/nf-nat.ko\n");
        Path script = write("modprobe", """
                #!/bin/sh
                echo "$#: $*" >>CALLS
                tr '\\0' '\\n' </proc/$$/environ | sort >ENVIRONMENT
                case $2 in
                  absent*) echo "modprobe: FATAL: Module $2 not found" >&2; exit 1 ;;
                  silent) exit 3 ;;
                  *) mkdir -p "SYS/$2" ;;
                esac
                """.replace("CALLS", calls.toString()).replace("ENVIRONMENT", directory.resolve("environment").toString())
                .replace("SYS", directory.resolve("sys").toString()));
        assertTrue(script.toFile().setExecutable(true));
        backend = backend(true);
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private KmodBackend backend(boolean capable) throws IOException {
        return new KmodBackend(Kernel.at(directory.resolve("proc"), directory.resolve("sys"), directory.resolve("files"), capable),
                Optional.of(new Modprobe(directory.resolve("modprobe"))));
    }

    private static AppPolicy policy(String... rules) {
        List<PolicyEntry> entries = Arrays.stream(rules).map(rule -> rule.split(": ", 2))
                .map(rule -> new PolicyEntry(Rules.parse(rule[0], rule[1]), new Origin.Connection("net", "foo:net", ":net"), "why")).toList();
        return new AppPolicy(LABEL, new SnapIdentity("foo", "foo", "x1", "1", SnapType.APP, Optional.empty(), Optional.empty()), Confinement.STRICT, entries);
    }

    private StoredProfile text(String text) {
        return new StoredProfile(LABEL, "hash", directory.resolve("profile"), text, false);
    }

    private Reach connect(String... rules) throws BackendException {
        return backend.load(List.of(text(backend.compile(policy(rules)).text())));
    }

    private List<String> lacking() {
        return backend.shortfalls(List.of(LABEL));
    }

    private List<String> called() throws IOException {
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    private Enforcement enforcement(String module) {
        return backend.enforces(new KernelModuleRule(module));
    }

    @Test
    void aModuleIsLoadedByTheSameCommandForAllAndNothingOfTheDaemonsEnvironment() throws Exception {
        assertEquals(Reach.RUNNING, connect("kernel-module: dummy", "kernel-module: dummy", "capability: net_admin"));
        assertEquals(List.of("2: -- dummy"), called());
        List<String> environment = Files.readAllLines(directory.resolve("environment"));
        assertEquals(List.of("LC_ALL=C", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"), environment);
        assertEquals(List.of(), lacking());
        assertEquals(new Enforcement.Exactly(), enforcement("dummy"));
    }

    @Test
    void whatIsThereIsNotAskedForAgain() throws Exception {
        connect("kernel-module: loop", "kernel-module: tun", "kernel-module: nf_nat", "kernel-module: nf-nat");
        connect("kernel-module: dummy");
        connect("kernel-module: dummy");
        assertEquals(List.of("2: -- dummy"), called());
        assertEquals(List.of(), lacking());
    }

    @Test
    void aModuleThatDoesNotExistIsToldAndIsNoFailure() throws Exception {
        assertEquals(Reach.RUNNING, connect("kernel-module: absent_one", "kernel-module: silent", "kernel-module: dummy"));
        assertEquals(List.of("kernel module absent_one not loaded: modprobe: FATAL: Module absent_one not found",
                "kernel module silent not loaded: " + directory.resolve("modprobe") + " ended with status 3"), lacking());
        assertEquals(new Enforcement.NotAtAll("modprobe: FATAL: Module absent_one not found"), enforcement("absent_one"));
        Files.createDirectories(directory.resolve("sys/absent_one"));
        connect("kernel-module: absent_one");
        assertEquals(List.of(), lacking());
        assertEquals(new Enforcement.Exactly(), enforcement("absent_one"));
    }

    @Test
    void nothingIsUnloadedWhenARuleOrACommandGoes() throws Exception {
        connect("kernel-module: dummy");
        assertEquals(Reach.NOBODY, connect());
        backend.unload(List.of(LABEL, new SecurityLabel("other", "one")));
        assertEquals(1, called().size());
        assertTrue(Files.exists(directory.resolve("sys/dummy")));
    }

    @Test
    void whereNothingCanBeLoadedTheReasonIsToldAndNothingIsTried() throws Exception {
        backend = backend(false);
        cannot(NOBODY);
        write("proc/self/uid_map", "0 1000 1\n");
        backend = backend(true);
        cannot("in a user namespace nobody can load kernel modules");
        kernelThatCanLoad();
        write("proc/sys/kernel/modules_disabled", "1\n");
        backend = backend(true);
        cannot("kernel.modules_disabled is set: until the next start of the machine no module can be loaded");
        Files.delete(directory.resolve("proc/modules"));
        backend = backend(true);
        cannot("this kernel was built without modules");
        kernelThatCanLoad();
        backend = new KmodBackend(Kernel.at(directory.resolve("proc"), directory.resolve("sys"), directory.resolve("nothing"), true), Optional.empty());
        cannot("there is no modprobe; install kmod");
    }

    private void cannot(String why) throws Exception {
        assertFalse(backend.support().available());
        assertEquals(List.of(why), backend.support().limits());
        assertEquals(Reach.NOBODY, connect("kernel-module: dummy", "kernel-module: loop", "kernel-module: other"));
        assertEquals(List.of("kernel modules dummy, other not loaded: " + why), lacking());
        assertEquals(new Enforcement.NotAtAll(why), enforcement("dummy"));
        assertEquals(List.of(), called());
    }

    @Test
    void itConfinesNothingSoNoCommandNeedsIt() {
        assertTrue(backend.facets().isEmpty());
        assertTrue(backend.prepares());
        assertTrue(backend.enforces(Rules.parse("capability", "sys_module")) instanceof Enforcement.NotAtAll);
    }

    @Test
    void theTextNamesEachModuleOnceWithWhoAsksForIt() {
        assertEquals("""
                # Modules that the kernel is asked to load for snap.foo.bar.
                # net: foo:net :net: why
                kernel-module: dummy
                # net: foo:net :net: why
                kernel-module: tun
                """, backend.compile(policy("kernel-module: tun", "kernel-module: dummy", "kernel-module: tun")).text());
    }

    @Test
    void whatIsWrittenIntoTheTextIsLoadedAtTheNextLaunchAndTriedOnce() throws Exception {
        connect("kernel-module: dummy");
        assertEquals(List.of(), backend.follow(text("kernel-module: dummy # a comment\n")));
        assertEquals(List.of("kernel module absent not loaded: modprobe: FATAL: Module absent not found"), backend.follow(text("kernel-module: absent\n")));
        assertEquals(List.of(), backend.follow(text("kernel-module: absent\n")));
        assertEquals(List.of("2: -- dummy", "2: -- absent"), called());
    }

    @Test
    void aTextThatMakesNoSenseIsRefusedBeforeAnythingIsLoaded() throws Exception {
        for (String line : List.of("dummy", "kernel-module:", "kernel-module: -r", "kernel-module: ../x", "kernel-module: a b", "kernel-module: a;b", "kernel-module: a=b")) {
            String bad = "kernel-module: dummy\n" + line + "\n";
            String place = "cannot read " + directory.resolve("profile") + ":2: ";
            BackendException loading = assertThrows(BackendException.class, () -> backend.load(List.of(text("kernel-module: dummy\n"), text(bad))));
            assertTrue(loading.getMessage().startsWith(place), loading.getMessage());
            assertTrue(assertThrows(BackendException.class, () -> backend.follow(text(bad))).getMessage().startsWith(place));
        }
        assertEquals(List.of(), called());
    }

    @Test
    void ofTheRunningKernelItSaysWhatCanBeDoneOrWhyNot() {
        KmodBackend real = new KmodBackend();
        assertEquals(real.support().available(), real.support().limits().isEmpty());
        assertFalse(Kernel.running().has("no_module_has_this_name"));
    }
}
