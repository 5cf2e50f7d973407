package cordon.extender;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.api.policy.Rule;
import cordon.api.policy.Rules;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The matcher that parity is judged with. */
class VerdictsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "file: /etc/fstab r                                    | /etc/fstab r              | allow",
        "file: /etc/fstab r                                    | /etc/fstab w              | deny",
        "file: owner @{PROC}/[0-9]*/mounts r                   | /proc/4242/mounts r       | deny",
        "file: owner @{PROC}/[0-9]*/mounts r                   | /proc/4242/mounts r owner | allow",
        "file: /bin/ip rix                                     | /bin/ip x                 | allow i",
        "file: /a/** r; file: deny /a/b r                      | /a/b r                    | deny",
        "file: /a/** r; file: deny /a/b r                      | /a/c r                    | allow",
        "capability: net_admin                                 | cap net_admin             | allow",
        "capability: net_admin                                 | cap net_raw               | deny",
        "network: inet                                         | net inet raw              | allow",
        "network: inet stream                                  | net inet raw              | deny",
        "network: inet; network: deny inet                     | net inet raw              | deny",
        "syscall: bind                                         | syscall bind              | ALLOW",
        "syscall: setns - CLONE_NEWNET                         | syscall setns             | COND",
        "syscall: ioctl; syscall: deny ioctl - TIOCSTI         | syscall ioctl             | COND",
        "syscall: bind                                         | syscall listen            | ERRNO(1)",
        "umount: target=/media/**                              | umount /media/x           | allow",
        "umount: target=/media/**                              | umount /tmp/x             | deny",
        "mount: type=ext4 source=/dev/sda1 target=/media/*     | mount ext4 /dev/sda1 /media/x | allow",
        "mount: type=ext4 source=/dev/sda1 target=/media/*     | mount tmpfs tmpfs /media/x | deny",
        "mount: options=rw,bind target=/a/                     | mount - /b/ /a/ bind      | allow",
        "mount: options=rw,bind target=/a/                     | mount tmpfs tmpfs /a/     | deny",
        "ptrace: read                                          | ptrace read unconfined    | allow",
        "ptrace: read peer=snap.foo.*                          | ptrace read snap.bar.x    | deny",
        "signal: send term peer=unconfined                     | signal send kill unconfined | deny",
        "signal: send term,kill peer=unconfined                | signal send kill unconfined | allow",
        "dbus: system bind name=a.b                            | dbus bind system a.b      | allow",
        "dbus: session bind name=a.b                           | dbus bind system a.b      | deny",
        "dbus: system send path=/a/* interface=a.b member={Get,Set} | dbus send system a.c unconfined /a/x a.b Set | allow",
        "dbus: system send path=/a/* interface=a.b member={Get,Set} | dbus send system a.c unconfined /a/x a.b Put | deny",
        "dbus: system send peer-label=unconfined               | dbus send system a.c snap.x.y /a a.b Put | deny"
    })
    void aProbeIsAnsweredAsTheRulesMean(String rules, String probe, String verdict) {
        assertEquals(verdict, new Verdicts(Stream.of(rules.split("; ")).map(VerdictsTest::rule).toList()).on(probe));
    }

    private static Rule rule(String text) {
        int colon = text.indexOf(": ");
        return Rules.parse(text.substring(0, colon), text.substring(colon + 2).strip());
    }
}
