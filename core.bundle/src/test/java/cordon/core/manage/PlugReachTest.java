package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.api.snap.SecurityLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which commands and hooks a plug reaches: in the profiles that backends were given. */
class PlugReachTest extends SystemTest {
    private static final String APPS = "apps: {one: {command: c%s}, two: {command: c%s}}\nhooks: {configure: {%s}}\n";

    @BeforeEach
    void addInterfaces() {
        system.add(FakeInterface.system("radio", true, "net_raw"));
        system.add(FakeInterface.system("clock", true, "sys_time"));
    }

    /** The capabilities in the profile of a command, without the lines that say what it is. */
    private String profile(String command) {
        return system.seccomp.loaded.get(new SecurityLabel("foo", command)).lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).collect(Collectors.joining(","));
    }

    /** What each has: {@code -} for nothing. The snap's plugs, then those that one, two and the hook name. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", value = {
        // the snap's: all
        "radio:                                   |        |        |       | net_raw          | net_raw          | net_raw",
        "radio: , clock:                          |        |        |       | net_raw,sys_time | net_raw,sys_time | net_raw,sys_time",
        // one command's, one hook's: that one
        "none                                     | radio  |        |       | net_raw          | -                | -",
        "none                                     |        | radio  |       | -                | net_raw          | -",
        "none                                     |        |        | radio | -                | -                | net_raw",
        "none                                     | radio  | clock  |       | net_raw          | sys_time         | -",
        "none                                     | radio  |        | radio | net_raw          | -                | net_raw",
        "'radio: {interface: radio}'              | radio  |        |       | net_raw          | -                | -",
        // the snap's of one interface, a command's of another
        "clock:                                   | radio  |        |       | net_raw,sys_time | sys_time         | sys_time",
        // both of one interface, with different attributes
        "'all: {interface: radio, capability: kill}'                                             | radio |       |      | kill,net_raw | kill     | kill",
        "'all: {interface: radio, capability: kill}'                                             | radio | radio |      | kill,net_raw | kill,net_raw | kill",
        // several of one interface with different attributes
        "'a: {interface: radio, capability: kill}, b: {interface: radio, capability: chown}'     |       |       |      | chown,kill   | chown,kill | chown,kill",
        "'a: {interface: radio, capability: kill}, b: {interface: radio, capability: chown}'     | a     | b     |      | kill         | chown    | -",
        "'a: {interface: radio, capability: kill}, b: {interface: radio, capability: chown}'     | a     |       |      | chown,kill   | chown    | chown",
        "'a: {interface: radio, capability: kill}, b: {interface: radio, capability: chown}'     | 'a, b' | b    | a    | chown,kill   | chown    | kill"})
    void aPlugReachesWhatItIsDeclaredFor(String plugs, String ofOne, String ofTwo, String ofHook, String one, String two, String hook) throws Exception {
        system.install("foo", (plugs == null ? "" : "plugs: {" + plugs + "}\n") + APPS.formatted(named(", ", ofOne), named(", ", ofTwo), named("", ofHook)));
        List<String> profiles = List.of(profile("one"), profile("two"), profile("hook.configure"));
        assertEquals(List.of(one, two, hook), profiles.stream().map(text -> text.isEmpty() ? "-" : text).toList());
    }

    private static String named(String before, String plugs) {
        return plugs == null ? "" : before + "plugs: [" + plugs + "]";
    }

    @Test
    void disconnectingOneOfSeveralPlugsLeavesTheOthers() throws Exception {
        system.install("foo", "plugs: {a: {interface: radio, capability: kill}, b: {interface: radio, capability: chown}}\napps: {one: {command: c}}\n");
        system.cordon.disconnect("foo:a", Optional.empty());
        assertEquals("chown", profile("one"));
    }

    @Test
    void aSnapWithTwentyPlugsIsInstalledInOneComposition() throws Exception {
        List<FakeInterface> twenty = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> twenty.add(FakeInterface.system("iface" + i, true, "net_raw")));
        twenty.forEach(system::add);
        system.install("other", "apps: {app: {command: c}}\n");
        system.seccomp.compiled.clear();
        system.install("foo", twenty.stream().map(one -> one.info().name() + ": ").collect(Collectors.joining(", ", "plugs: {", "}\n")) + "apps: {one: {command: c}, two: {command: c}}\n");
        assertEquals(20, system.settled().plugboard().connections().size());
        twenty.forEach(one -> assertEquals(1, one.compositions, one.info().name()));
        assertEquals(List.of("snap.foo.one", "snap.foo.two"), system.seccomp.compiled.stream().map(SecurityLabel::text).sorted().toList());
    }
}
