package cordon.audit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rule;
import cordon.api.policy.Rules;
import cordon.api.snap.SecurityLabel;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import cordon.audit.record.Context;
import cordon.audit.record.Denial;
import cordon.audit.record.LogLine;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelTest {
    private static final SnapIdentity SNAP = new SnapIdentity("web", "web", "x1", "1", SnapType.APP, Optional.empty(), Optional.empty());
    private static final SecurityLabel LABEL = new SecurityLabel("web", "wget");

    private static List<PolicyEntry> rules(String... texts) {
        return Arrays.stream(texts).map(text -> {
            int colon = text.indexOf(": ");
            Rule rule = Rules.parse(text.substring(0, colon), text.substring(colon + 2));
            return new PolicyEntry(rule, new Origin.Template(), "");
        }).toList();
    }

    private static String ask(List<PolicyEntry> rules, String action) {
        return Model.of(SNAP, LABEL, true).ask(rules, Needs.parse(List.of(action.split(" ")))).answer().name();
    }

    private static void asks(List<PolicyEntry> rules, String... pairs) {
        for (String pair : pairs) {
            String[] parts = pair.split(" = ");
            assertEquals(parts[1], ask(rules, parts[0]), pair);
        }
    }

    @Test
    void accessOfSeveralRulesAddsUpAndADenialWins() {
        List<PolicyEntry> rules = rules("file: /etc/a r", "file: /etc/* w", "file: owner @{HOME}/** rw", "file: deny @{HOME}/bin/** w", "file: @{SNAP}/** rix");
        asks(rules, "open /etc/a r = ALLOWED", "open /etc/a rw = ALLOWED", "open /etc/b r = REFUSED", "open /etc/b w = ALLOWED", "open /etc/b a = ALLOWED",
                "open /home/u/x r = DEPENDS", "open /home/u/bin/x w = REFUSED", "open /home/u/bin/x r = DEPENDS", "exec /snap/web/x1/bin/wget = ALLOWED",
                "exec /snap/other/x1/bin/wget = REFUSED", "open /etc/sub/a r = REFUSED");
    }

    @Test
    void systemCallsAreAskedWithTheirArguments() {
        List<PolicyEntry> rules = rules("syscall: read", "syscall: socket AF_UNIX", "network: inet stream", "network: inet6 stream tcp", "syscall: ioctl", "syscall: deny ioctl - TIOCSTI",
                "syscall: setpriority PRIO_PROCESS 0 <=19", "syscall: mknod - |S_IFREG");
        asks(rules, "syscall read = ALLOWED", "syscall mount = REFUSED", "socket unix stream = ALLOWED", "socket inet stream = ALLOWED", "socket inet dgram = REFUSED",
                "socket packet raw = REFUSED", "socket inet stream tcp = ALLOWED", "socket inet6 stream = ALLOWED", "socket inet6 stream sctp = REFUSED", "syscall ioctl 0 TIOCSTI = REFUSED",
                "syscall ioctl = DEPENDS", "syscall setpriority PRIO_PROCESS 0 5 = ALLOWED", "syscall setpriority PRIO_PROCESS 0 20 = REFUSED",
                "syscall setpriority = DEPENDS", "syscall socket = DEPENDS", "syscall socket 1 = ALLOWED", "syscall socket 2 = REFUSED");
    }

    @Test
    void aDeviceNeedsAFileRuleAndADeviceRule() {
        List<PolicyEntry> rules = rules("file: /dev/ttyUSB0 rw", "device: char /dev/ttyUSB* rw", "file: /dev/null rw", "device: char 1:3 rw", "file: /dev/sda r");
        asks(rules, "device /dev/ttyUSB0 rw = ALLOWED", "device /dev/ttyUSB1 rw = REFUSED", "device /dev/sda r = REFUSED", "device /dev/null rw = ALLOWED");
        assertEquals(Verdict.Answer.ALLOWED, Model.of(SNAP, LABEL, false).ask(rules, Needs.parse(List.of("device", "/dev/sda", "r"))).answer());
    }

    @Test
    void aDeviceWithoutANameIsAskedByItsNumber() {
        List<PolicyEntry> rules = rules("device: char 240:5 r", "device: char 241:* rw", "device: char /dev/x rw");
        asks(rules, "device char 240:5 r = ALLOWED", "device char 240:5 rw = REFUSED", "device char 240:6 r = REFUSED", "device block 240:5 r = REFUSED",
                "device char 241:9 w = ALLOWED", "device char 242:0 r = REFUSED");
    }

    @Test
    void aRefusedDeviceAsksForItsFileTooWhereItHasAName() {
        Context context = new Context(Optional.empty(), -1, 0, "", "", "");
        assertEquals("device /dev/kvm rw", Needs.of(new Denial.Ruled(context, "cgroup", Rules.parse("device", "char /dev/kvm rw"))).orElseThrow().text());
        assertEquals("device char 240:5 r", Needs.of(new Denial.Ruled(context, "cgroup", Rules.parse("device", "char 240:5 r"))).orElseThrow().text());
        assertEquals("device char /dev/kvm m", Needs.of(new Denial.Ruled(context, "cgroup", Rules.parse("device", "char /dev/kvm m"))).orElseThrow().text());
    }

    @Test
    void otherSubjects() {
        List<PolicyEntry> rules = rules("capability: net_admin", "signal: send term,hup peer=snap.web.*", "ptrace: read peer=snap.web.*",
                "dbus: system send path=/org/a interface=org.a.{B,C} member=Get*", "dbus: session bind name=org.web.*");
        asks(rules, "capability net_admin = ALLOWED", "capability CAP_SYS_ADMIN = REFUSED", "signal term snap.web.other = ALLOWED", "signal term unconfined = REFUSED",
                "signal kill snap.web.other = REFUSED", "ptrace read snap.web.x = ALLOWED", "ptrace trace snap.web.x = REFUSED", "dbus system send /org/a org.a.C.GetAll = ALLOWED",
                "dbus system send /org/a org.a.D.GetAll = REFUSED", "dbus session send /org/a org.a.C.GetAll = REFUSED", "dbus session bind org.web.X = ALLOWED");
    }

    @Test
    void unixSocketsAndMounts() {
        List<PolicyEntry> rules = rules("unix: create,getattr", "unix: connect,send,receive type=stream peer-address=@/tmp/.X11-unix/X* peer-label=unconfined", "unix: bind,listen address=@snap.web.**",
                "mount: type=ext4 options=ro source=/dev/sd* target=/media/{,**}", "umount: target=/media/{,**}", "capability: sys_admin", "syscall: mount", "syscall: deny umount2");
        asks(rules, "unix connect @/tmp/.X11-unix/X0 = ALLOWED", "unix connect @other = REFUSED", "unix connect @/tmp/.X11-unix/X0 snap.other.app = REFUSED", "unix bind @snap.web.x = ALLOWED",
                "unix bind @x = REFUSED", "mount /dev/sda1 /media/stick ext4 ro = ALLOWED", "mount /dev/sda1 /media/stick ext4 rw = REFUSED", "mount /dev/sda1 /srv ext4 ro = REFUSED",
                "mount /dev/sda1 /media/stick vfat ro = REFUSED", "umount /media/stick = REFUSED", "remount /media/stick ro = REFUSED");
        asks(rules("network: unix stream"), "unix connect @x = ALLOWED");
        asks(rules("mount: type=ext4", "syscall: mount"), "mount /dev/sda1 /media/ ext4 = REFUSED");
    }

    @Test
    void aDenialAsksWhatItsWordsWouldAsk() {
        String[][] pairs = {
            {"type=1400 audit(1.0:1): apparmor=\"DENIED\" operation=\"open\" profile=\"snap.web.wget\" name=\"/etc/x\" requested_mask=\"wr\" denied_mask=\"wr\"", "open /etc/x rw"},
            {"type=1326 audit(1.0:1): pid=1 comm=\"x\" exe=\"/x\" sig=0 arch=c000003e syscall=165 code=0x50001", "syscall mount"},
            {"type=1423 audit(1.0:1): domain=1 blockers=fs.read_file path=\"/etc/shadow\"", "open /etc/shadow r"},
            {"type=1423 audit(1.0:1): domain=1 blockers=fs.read_dir path=\"/root\"", "open /root/ r"},
            {"type=1423 audit(1.0:1): domain=1 blockers=fs.make_reg path=\"/srv\"", "open /srv/new w"},
            {"type=1400 audit(1.0:1): apparmor=\"DENIED\" operation=\"create\" profile=\"a\" family=\"inet\" sock_type=\"dgram\" protocol=17", "socket inet dgram"},
            {"type=1400 audit(1.0:1): apparmor=\"DENIED\" operation=\"connect\" profile=\"a\" family=\"unix\" sock_type=\"stream\" requested_mask=\"send receive connect\" addr=none "
                    + "peer_addr=\"@x\" peer=\"unconfined\"", "unix connect,send,receive @x unconfined"},
            {"type=1400 audit(1.0:1): apparmor=\"DENIED\" operation=\"mount\" profile=\"a\" name=\"/mnt/\" fstype=\"ext4\" srcname=\"/dev/sda1\" flags=\"ro, nosuid\"",
                    "mount /dev/sda1 /mnt/ ext4 ro,nosuid"},
            {"type=1400 audit(1.0:1): apparmor=\"DENIED\" operation=\"umount\" profile=\"a\" name=\"/mnt/\"", "umount /mnt/"}};
        for (String[] pair : pairs) {
            Denial denial = (Denial) LogLine.read(pair[0]).get(0);
            assertEquals(pair[1], Needs.of(denial).orElseThrow().text());
        }
    }

    @Test
    void linesForAnInterfaceOfOnesOwnAreRulesOrThereAreNone() {
        for (String action : new String[] {"open /etc/shadow r", "exec /usr/bin/x", "device /dev/ttyUSB0 rw", "device char 240:5 r", "socket packet raw", "syscall mount", "capability net_admin",
                "signal term unconfined", "ptrace trace unconfined", "unix connect @x", "unix bind @x", "mount /dev/sda1 /mnt ext4 ro", "mount none /mnt/ tmpfs", "umount /mnt", "dbus system send /org/a org.a.B.C", "dbus session bind org.a.B"}) {
            List<Rule> rules = LocalInterface.rules(Needs.parse(List.of(action.split(" "))));
            assertTrue(!rules.isEmpty(), action);
            List<PolicyEntry> entries = rules.stream().map(rule -> new PolicyEntry(rule, new Origin.Template(), "")).toList();
            assertEquals("ALLOWED", ask(entries, action), action);
        }
        assertEquals("mount: type=tmpfs target=/mnt/", LocalInterface.rules(Needs.parse(List.of("mount", "none", "/mnt/", "tmpfs"))).get(0).render());
        assertEquals("file: /usr/bin/x mrix", LocalInterface.rules(Needs.parse(List.of("exec", "/usr/bin/x"))).get(0).render().replace("rm", "mr"));
        assertEquals(List.of(), LocalInterface.rules(Needs.parse(List.of("open", "/home/u/a b*{", "r"))));
        assertEquals(List.of(), LocalInterface.rules(Needs.parse(List.of("open", "/x\n- file: /** rw", "r"))));
    }

    @Test
    void whatIsNoActionSaysWhatThereIs() {
        for (String words : new String[] {"fly", "open", "open etc r", "open /etc q", "capability nosuch", "socket", "dbus system", "unix fly @x", "mount /dev/sda", "umount mnt", "device char x r"}) {
            assertThrows(IllegalArgumentException.class, () -> Needs.parse(List.of(words.split(" "))), words);
        }
    }
}
