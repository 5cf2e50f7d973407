package cordon.api.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    private static final List<String> CANONICAL = List.of(
            "file: /etc/fstab r", "file: owner @{HOME}/[^.]** rwkl", "file: deny /etc/shadow rwkl", "file: /usr/bin/* rmix",
            "file: /bin/{su,sudo} Px", "file: deny /x x", "file: @{PROC}/[0-9]*/stat r", "file: /var/log/* a",
            "link: owner @{HOME}/** -> @{HOME}/**", "link: deny /a -> /b",
            "capability: net_admin", "capability: deny sys_admin",
            "network: inet", "network: inet stream", "network: netlink - kobject_uevent", "network: deny inet6 dgram udp",
            "unix: all", "unix: connect,send,receive type=stream address=@/tmp/.X11-unix/X* peer-label=unconfined",
            "dbus: system send path=/org/freedesktop/timedate1 interface=org.freedesktop.timedate1 member=Set* peer-label=unconfined",
            "dbus: session bind name=org.example.Foo", "dbus: accessibility send,receive",
            "signal: send hup,term peer=snap.foo.*", "signal: all all", "ptrace: read", "ptrace: trace,tracedby peer=snap.foo.bar",
            "mount: type=ext4 options=ro source=/dev/sd[a-z]* target=/media/**", "remount: options=ro target=/media/**",
            "umount: target=/media/**", "umount", "syscall: accept", "syscall: deny ioctl - TIOCSTI", "syscall: socket AF_INET SOCK_STREAM", "syscall: quotactl - - - >=5",
            "syscall: setpriority PRIO_PROCESS 0 <=19", "syscall: ioctl - !TIOCSTI", "syscall: chown - u:root g:root", "syscall: clone |0x10000",
            "device: char /dev/ttyUSB[0-9]* rw", "device: block 8:* r", "device: char 1:3 rwm",
            "mount-entry: bind source=/snap/a/x1/data target=/snap/b/x1/data access=ro", "mount-entry: tmpfs target=/opt/x access=rw",
            "mount-entry: bind source=@{SNAP}/etc target=/etc/demo access=ro",
            "kernel-module: ip_tables", "udev: usb idProduct=0042 idVendor=1d6b", "udev: tty", "environment: DISPLAY=:0", "environment: EMPTY=",
            "userns", "raw: apparmor audit deny /x w,", "raw: apparmor /{a,b}/ux/px rix,");

    private static Rule read(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? Rules.parse(line, "") : Rules.parse(line.substring(0, colon), line.substring(colon + 1).trim());
    }

    @Test
    void whatARuleWritesIsReadBackAsTheSameRule() {
        for (String line : CANONICAL) {
            Rule rule = read(line);
            assertEquals(line, rule.render());
            assertEquals(rule, read(rule.render()));
            assertEquals(rule.hashCode(), read(rule.render()).hashCode());
        }
    }

    @Test
    void everyKindHasACanonicalExample() {
        Set<String> kinds = new HashSet<>();
        Set<Class<?>> classes = new HashSet<>();
        CANONICAL.forEach(line -> {
            kinds.add(read(line).kind());
            classes.add(read(line).getClass());
        });
        assertEquals(new HashSet<>(Rules.KINDS), kinds);
        assertEquals(new HashSet<>(Arrays.asList(Rule.class.getPermittedSubclasses())), classes);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "file: /a", "file: a r", "file: /a q", "file: /a r extra", "file: /a wa", "file: /a x", "file: deny deny /a r",
        "link: /a /b", "link: /a ->", "capability: cap_net_admin", "capability: NET_ADMIN", "capability:",
        "network: INET", "network: inet stream tcp more", "unix: fly", "unix: connect color=red", "unix: all type=stream type=dgram",
        "dbus: system", "dbus: moon send", "dbus: system bind path=/x", "dbus: system bind", "dbus: system send path=x", "dbus: system send member=a{b",
        "signal: send TERM", "signal: send term peer=a\"b", "ptrace: look", "mount: target=x", "mount: type=EXT4",
        "umount: source=/x target=/y", "syscall: Open", "syscall: deny", "syscall: a - - - - - - 1", "syscall: a =1", "syscall: a af_inet", "syscall: a 0xg",
        "device: char 8 r", "device: char 5000:1 r", "device: chair 1:3 r", "device: char /etc/x r", "device: char 1:3", "device: char 1:3 z",
        "mount-entry: bind target=/x access=ro", "mount-entry: tmpfs source=/x target=/y", "mount-entry: bind source=/a/* target=/b",
        "kernel-module: a/b", "udev: tty idVendor", "udev: tty idVendor=a\"b", "environment: A B=1", "environment: LD_LIBRARY_PATH=/x", "environment: NAME",
        "userns: yes", "raw: apparmor", "raw: apparmor }", "raw: apparmor profile x {", "raw: apparmor #include <x>", "raw: apparmor change_profile,",
        "raw: Apparmor x", "raw: apparmor ^x { /** rw, }", "raw: apparmor {", "raw: apparmor /x{ /** rw, }", "raw: apparmor change_hat x,", "raw: apparmor /bin/sh ux,",
        "raw: apparmor /bin/sh rUx,", "raw: apparmor /x r, /bin/sh PUx", "raw: apparmor cix /bin/sh -> x,", "raw: apparmor /bin/* px -> unconfined,", "raw: apparmor /x flags=(x)", "nothing: x"})
    void aRuleThatIsWrongIsRefusedWithAReasonOnOneLine(String line) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> read(line));
        assertFalse(e.getMessage().isBlank());
        assertFalse(e.getMessage().contains("\n"));
    }

    @Test
    void aRuleIsOneLine() {
        for (String kind : Rules.KINDS) {
            assertThrows(IllegalArgumentException.class, () -> Rules.parse(kind, "/x r\n/y rw"));
        }
    }

    @Test
    void trailingConditionsThatSayNothingAreNoDifference() {
        assertEquals(read("syscall: quotactl"), read("syscall: quotactl - - -"));
        assertEquals("syscall: quotactl", read("syscall: quotactl - -").render());
    }

    @Test
    void aRuleCannotBeChangedThroughTheCollectionsItWasMadeOf() {
        Set<FileAccess> access = new HashSet<>(Set.of(FileAccess.READ));
        FileRule rule = new FileRule(PathPattern.parse("/x"), access, ExecTransition.NONE, false, false);
        access.add(FileAccess.WRITE);
        assertEquals("/x r", rule.text());
        assertThrows(UnsupportedOperationException.class, () -> rule.access().add(FileAccess.WRITE));
    }

    @Test
    void rulesThatGrantTheSameInAnotherOrderAreEqual() {
        assertEquals(read("signal: send term,hup"), read("signal: send hup,term"));
        assertEquals(read("udev: usb idVendor=1 idProduct=2"), read("udev: usb idProduct=2 idVendor=1"));
        assertEquals(read("file: /x wr"), read("file:  /x   rw"));
    }
}
