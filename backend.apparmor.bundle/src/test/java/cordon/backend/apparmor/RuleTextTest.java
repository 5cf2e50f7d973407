package cordon.backend.apparmor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.policy.RawRule;
import cordon.api.policy.Rules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleTextTest {
    /** A rule, and how it is said: several lines are joined by a blank. */
    private static final String[][] SAID = {
        {"file: /etc/fstab r", "\"/etc/fstab\" r,"},
        {"file: owner @{HOME}/{a,b}/** mrwklix", "owner \"@{HOME}/{a,b}/**\" rwmklix,"},
        {"file: deny /usr/[^a-z]*/ wx", "deny \"/usr/[^/a-z]*/\" wx,"},
        {"file: /usr/bin/one Px", "\"/usr/bin/one\" Px,"},
        {"file: /usr/bin/two Ux", "\"/usr/bin/two\" Ux,"},
        {"file: /var/log/x a", "\"/var/log/x\" a,"},
        {"link: owner /a/* -> /b/*", "owner link \"/a/*\" -> \"/b/*\","},
        {"capability: net_admin", "capability net_admin,"},
        {"capability: deny sys_admin", "deny capability sys_admin,"},
        {"network: inet6 stream", "network inet6 stream,"},
        {"network: netlink", "network netlink,"},
        {"network: inet - udp", "network inet dgram,"},
        {"network: netlink raw route", "network netlink raw,"},
        {"network: deny can raw", "deny network can raw,"},
        {"unix: create,bind type=stream address=@snap.foo.*", "unix (create, bind) type=\"stream\" addr=\"@snap.foo.*\","},
        {"unix: all peer-label=snap.foo.*", "unix (accept, connect, send, receive) peer=(label=\"snap.foo.*\"),"},
        {"unix: send,setopt peer-address=@x peer-label=unconfined",
            "unix (setopt), unix (send) peer=(label=\"unconfined\", addr=\"@x\"),"},
        {"dbus: system send path=/org/x interface=org.x.* member={Get,Set}* name=org.x peer-label=unconfined",
            "dbus (send) bus=system path=\"/org/x\" interface=\"org.x.*\" member=\"{Get,Set}*\" peer=(name=\"org.x\", label=\"unconfined\"),"},
        {"dbus: session bind name=com.example.App", "dbus (bind) bus=session name=\"com.example.App\","},
        {"dbus: accessibility all", "dbus (send, receive) bus=accessibility,"},
        {"dbus: system eavesdrop", "dbus (eavesdrop) bus=system,"},
        {"signal: send term,hup peer=snap.foo.*", "signal (send) set=(hup, term) peer=\"snap.foo.*\","},
        {"signal: all all", "signal,"},
        {"ptrace: read,tracedby peer=snap.x.y", "ptrace (read, tracedby) peer=\"snap.x.y\","},
        {"mount: type=ext4 options=ro,nosuid source=/dev/sd[a-z]* target=/media/**",
            "mount fstype=\"ext4\" options=(nosuid, ro) \"/dev/sd[a-z]*\" -> \"/media/**\","},
        {"mount: ", "mount,"},
        {"mount: target=/media/*/", "mount -> \"/media/*/\","},
        {"remount: options=ro target=/media/*/", "remount options=(ro) \"/media/*/\","},
        {"umount: target=/media/**", "umount \"/media/**\","},
        {"raw: apparmor /x/y rw", "/x/y rw,"},
    };

    @TempDir
    private Path root;

    @Test
    void eachKindOfRuleIsSaidInTheParsersLanguage() throws IOException {
        List<String> rules = new ArrayList<>();
        for (String[] one : SAID) {
            assertEquals(one[1], String.join(" ", RuleText.of(Policies.rule(one[0]), false)), one[0]);
            rules.add(one[0]);
        }
        assertEquals("", Compiling.refusal(Policies.stored(root, Policies.of("bar", rules.toArray(new String[0])))));
    }

    @Test
    void whatAppArmorDoesNotMediateIsLeftToOthers() {
        for (String rule : List.of("syscall: mount", "device: char 1:3 rw", "environment: A=b", "kernel-module: loop", "raw: seccomp read",
                "udev: tty", "mount-entry: tmpfs target=/x access=rw", "userns:")) {
            assertEquals(List.of(), RuleText.of(Policies.rule(rule), false), rule);
        }
        assertEquals(List.of("userns,"), RuleText.of(Policies.rule("userns:"), true));
    }

    @Test
    void aClassMatchesNoSlash() throws IOException {
        CompiledProfile compiled = Compiling.compile(Policies.stored(root, Policies.of("bar", "file: /etc[^a]shadow r")));
        assertEquals("deny", compiled.file("/etc/shadow", 'r', true));
        assertEquals("allow", compiled.file("/etc-shadow", 'r', true));
    }

    @Test
    void aPathThatTheParserWouldReadAsABlockIsRefused() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> RuleText.of(Policies.rule("file: {/a,/b}/c r"), false))
                .getMessage().contains("several rules"));
    }

    @Test
    void noWordOfARuleCanEndItsStringItsRuleOrItsProfile() {
        for (String evil : List.of("/x\" rw, /y", "/x rw,\n/etc/shadow", "/x#", "/x} profile y {", "/x\\", "/x, /etc/shadow", "/a b", "/x@{NO}", "/x\u0000y")) {
            assertThrows(IllegalArgumentException.class, () -> Rules.parse("file", evil + " r"), evil);
            assertThrows(IllegalArgumentException.class, () -> Rules.parse("umount", "target=" + evil), evil);
        }
        for (String evil : List.of("x\"", "x,y)", "x)", "x y", "x\n", "x#", "x\\")) {
            assertThrows(IllegalArgumentException.class, () -> Rules.parse("signal", "send term peer=" + evil), evil);
            assertThrows(IllegalArgumentException.class, () -> Rules.parse("dbus", "system send name=" + evil), evil);
            assertThrows(IllegalArgumentException.class, () -> Rules.parse("unix", "send address=" + evil), evil);
            assertThrows(IllegalArgumentException.class, () -> Rules.parse("mount", "options=" + evil), evil);
            assertThrows(IllegalArgumentException.class, () -> Rules.parse("network", "inet " + evil + " z"), evil);
            assertThrows(IllegalArgumentException.class, () -> Rules.parse("capability", evil), evil);
        }
        for (String evil : List.of("/x r, } profile y {", "change_profile -> unconfined,", "#include </etc/passwd>", "/x r,\n/y w,")) {
            assertThrows(IllegalArgumentException.class, () -> new RawRule("apparmor", evil), evil);
        }
    }

    @Test
    void setsAreInOneOrderHoweverTheyWereMade() {
        assertEquals(RuleText.of(Policies.rule("signal: send,receive term,hup"), false), RuleText.of(Policies.rule("signal: receive,send hup,term"), false));
        assertEquals(RuleText.of(Policies.rule("file: /x rwklm"), false), RuleText.of(Policies.rule("file: /x mlkwr"), false));
    }
}
