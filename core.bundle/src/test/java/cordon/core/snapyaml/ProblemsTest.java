package cordon.core.snapyaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of mistake is found, at its line and key, with what would be right. */
class ProblemsTest {

    /** Lines follow name and version, so the first of the text is line 3; {@code ~} stands for a new line. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        // the top level
        "type: snap | 3 | type | possible are app, base, os, kernel, gadget, snapd",
        "type: system | 3 | type | possible are app, base, os, kernel, gadget, snapd",
        "type: ap | 3 | type | did you mean \"app\"?",
        "confinement: strikt | 3 | confinement | did you mean \"strict\"?",
        "grade: beta | 3 | grade | possible are stable, devel",
        "base: Core24 | 3 | base | the name of a snap",
        "base: core24_x | 3 | base | the name of a snap",
        "type: base~base: core | 4 | base | is a base and has none",
        "base: none~apps: {a: {command: b}} | 3 | base | cannot have apps or hooks",
        "summary: [a] | 3 | summary | is a list; a text is needed",
        "architectures: amd64 | 3 | architectures | a list is needed, such as [amd64]",
        "architectures: [a/b] | 3 | architectures[0] | a name of Debian's",
        "assumes: [snapd2.55, 'a b'] | 3 | assumes[1] | is not possible",
        "assumes: [{a: b}] | 3 | assumes[0] | is a map; a text is needed",
        "license: MIT AND | 3 | license | SPDX",
        "provenance: global-upload | 3 | provenance | is not global-upload",
        "title: 12345678901234567890123456789012345678901 | 3 | title | at most 40",
        "website: gopher://example.org | 3 | website | http or https",
        "links: {contact: nobody} | 3 | links.contact | e-mail",
        "links: {contact: []} | 3 | links.contact | has no link",
        "links: {9lives: a@b} | 3 | links.9lives | kind of link",
        "layouts: {/etc/x: {type: tmpfs}} | 3 | layouts | write \"layout\"",
        "snapd-info: {} | 3 | snapd-info | in the snap \"snapd\" only",
        // epoch
        "epoch: -1 | 3 | epoch | is not a decimal number",
        "epoch: 01 | 3 | epoch | leading zeros",
        "epoch: 0* | 3 | epoch | no epoch before 0",
        "epoch: 4294967296 | 3 | epoch | out of range",
        "epoch: {read: [1], write: [2]} | 3 | epoch | no epoch is both",
        "epoch: {read: [2, 1]} | 3 | epoch | ascending",
        "epoch: {read: []} | 3 | epoch | holds 0 epochs",
        "epoch: {read: [0,1,2,3,4,5,6,7,8,9,10]} | 3 | epoch | holds 11 epochs",
        // environment
        "environment: {1A: x} | 3 | environment.1A | does not begin with a digit",
        "environment: {A: [x]} | 3 | environment.A | a text is needed",
        "environment: [A] | 3 | environment | is a list; a map is needed",
        // plugs and slots
        "plugs: {P: home} | 3 | plugs.P | lower case",
        "plugs: {p: Home} | 3 | plugs.p | lower case",
        "plugs: {p: [home]} | 3 | plugs.p | is a list",
        "plugs: {p: {interface: a--b}} | 3 | plugs.p.interface | is not possible",
        "plugs: {p: {$x: 1}} | 3 | plugs.p.$x | does not begin with $",
        "plugs: {p: {'': 1}} | 3 | plugs.p. | no name of an attribute",
        "plugs: {p: {x: ~}} | 3 | plugs.p.x | has no value",
        "plugs: {p: {x: 99999999999999999999}} | 3 | plugs.p.x | put a text in quotes",
        "plugs: {p: {x: [1, !!int two]}} | 3 | plugs.p.x[1] | put a text in quotes",
        "plugs: {p: {label: [x]}} | 3 | plugs.p.label | a text is needed",
        "plugs: [home] | 3 | plugs | a map is needed",
        "plugs: {p: a}~slots: {p: a} | 3 | plugs.p | is also in \"slots\"",
        "slots: {p: a}~apps: {a: {command: a, plugs: [p]}} | 4 | apps.a.plugs | is also in \"slots\"",
        // apps
        "apps: {a_b: {command: x}} | 3 | apps.a_b | single inner dashes",
        "apps: {a: x} | 3 | apps.a | a map is needed",
        "apps: {a: } | 3 | apps.a.command | is missing",
        "apps:~  a:~    plugs: [home] | 5 | apps.a.command | is missing",
        "apps: {a: {command: ''}} | 3 | apps.a.command | is blank",
        "apps: {a: {command: /bin/sh}} | 3 | apps.a.command | relative to the snap",
        "apps: {a: {command: $SNAP/bin/x}} | 3 | apps.a.command | relative to the snap",
        "apps: {a: {command: bin/../../x}} | 3 | apps.a.command | leaves the snap",
        "apps: {a: {command: x; reboot}} | 3 | apps.a.command | no shell",
        "apps: {a: {command: \"x\\ny\"}} | 3 | apps.a.command | no shell",
        "apps: {a: {command: x 'y z'}} | 3 | apps.a.command | no shell",
        "apps: {a: {command: a$b}} | 3 | apps.a.command | is no program's path",
        "apps: {a: {command: x, command-chain: [/a]}} | 3 | apps.a.command-chain[0] | relative to the snap",
        "apps: {a: {command: x, command-chain: [a, b c]}} | 3 | apps.a.command-chain[1] | is not possible",
        "apps: {a: {command: x, plugs: [A]}} | 3 | apps.a.plugs[0] | lower case",
        "apps: {a: {command: x, plugs: home}} | 3 | apps.a.plugs | such as [home]",
        "apps: {a: {command: x, aliases: [-a]}} | 3 | apps.a.aliases[0] | is not possible",
        "apps: {a: {command: x, aliases: [z]}, b: {command: x, aliases: [z]}} | 3 | apps.b.aliases | of the app \"a\" already",
        "apps: {a: {command: x, common-id: z}, b: {command: x, common-id: z}} | 3 | apps.b.common-id | of the app \"a\" already",
        "apps: {a: {command: x, completer: ../c}} | 3 | apps.a.completer | relative to the snap",
        "apps: {a: {command: x, desktop: /c}} | 3 | apps.a.desktop | relative to the snap",
        "apps: {a: {command: x, autostart: a/b}} | 3 | apps.a.autostart | without a directory",
        "apps: {a: {command: x, bus-name: foo}} | 3 | apps.a.bus-name | org.example.Foo",
        "apps: {a: {command: x, refresh-mode: endure}} | 3 | apps.a.refresh-mode | possible are ignore-running",
        // services
        "apps: {a: {command: x, daemon: simpel}} | 3 | apps.a.daemon | did you mean \"simple\"?",
        "apps: {a: {command: x, stop-timeout: 3s}} | 3 | apps.a.stop-timeout | for services only",
        "apps: {a: {command: x, daemon-scope: user}} | 3 | apps.a.daemon-scope | for services only",
        "apps: {a: {command: x, daemon: simple, daemon-scope: all}} | 3 | apps.a.daemon-scope | possible are system, user",
        "apps: {a: {command: x, daemon: simple, stop-timeout: 30}} | 3 | apps.a.stop-timeout | such as 30s",
        "apps: {a: {command: x, daemon: simple, restart-delay: -1s}} | 3 | apps.a.restart-delay | such as 30s",
        "apps: {a: {command: x, daemon: simple, restart-condition: on-abbort}} | 3 | apps.a.restart-condition | \"on-abort\"?",
        "apps: {a: {command: x, daemon: simple, stop-mode: sigkill}} | 3 | apps.a.stop-mode | possible are sigterm",
        "apps: {a: {command: x, daemon: simple, refresh-mode: ignore-running}} | 3 | apps.a.refresh-mode | possible are endure, restart",
        "apps: {a: {command: x, daemon: simple, install-mode: off}} | 3 | apps.a.install-mode | enable, disable",
        "apps: {a: {command: x, daemon: simple, timer: often}} | 3 | apps.a.timer | days and times",
        "apps: {a: {command: x, daemon: simple, stop-command: /x}} | 3 | apps.a.stop-command | relative to the snap",
        "apps: {a: {command: x, daemon: simple, success-exit-status: [256]}} | 3 | apps.a.success-exit-status[0] | from 0 to 255",
        "apps: {a: {command: x, daemon: simple, activates-on: [b]}} | 3 | apps.a.activates-on[0] | the snap declares",
        "apps: {a: {command: x, daemon: simple, after: [c]}} | 3 | apps.a.after | is not an app",
        "apps: {web: {command: x, daemon: simple, after: [wbe]}} | 3 | apps.web.after | did you mean \"web\"?",
        "apps: {a: {command: x, daemon: simple, after: [b]}, b: {command: x}} | 3 | apps.a.after | is not a service",
        "apps: {a: {command: x, daemon: simple, before: [b]}, b: {command: x, daemon: simple, daemon-scope: user}} | 3 | apps.a.before | another daemon-scope",
        "apps: {a: {command: x, daemon: simple, after: [b]}, b: {command: x, daemon: simple, after: [a]}} | 3 | apps.a | in a circle among a, b",
        "apps: {a: {command: x, daemon: simple, before: [a]}} | 3 | apps.a | in a circle among a",
        // sockets
        "apps: {a: {command: x, daemon: simple, sockets: {S: {listen-stream: 80}}}} | 3 | apps.a.sockets.S | lower case",
        "apps: {a: {command: x, daemon: simple, sockets: {s: }}} | 3 | apps.a.sockets.s.listen-stream | is missing",
        "apps: {a: {command: x, daemon: simple, sockets: {s: {listen-stream: 65536}}}} | 3 | apps.a.sockets.s.listen-stream | 1 to 65535",
        "apps: {a: {command: x, daemon: simple, sockets: {s: {listen-stream: '0.0.0.0:80'}}}} | 3 | apps.a.sockets.s.listen-stream | possible are 127.0.0.1",
        "apps: {a: {command: x, daemon: simple, sockets: {s: {listen-stream: /run/x}}}} | 3 | apps.a.sockets.s.listen-stream | $SNAP_COMMON/",
        "apps: {a: {command: x, daemon: simple, sockets: {s: {listen-stream: $SNAP_DATA/../x}}}} | 3 | apps.a.sockets.s.listen-stream | is not clean",
        "apps: {a: {command: x, daemon: simple, sockets: {s: {listen-stream: $SNAP_DATA}}}} | 3 | apps.a.sockets.s.listen-stream | must lie there",
        "apps: {a: {command: x, daemon: simple, sockets: {s: {listen-stream: $SNAP_USER_DATA/x}}}} | 3 | apps.a.sockets.s.listen-stream | must lie there",
        "apps: {a: {command: x, daemon: simple, sockets: {s: {listen-stream: '@snap.bar.x'}}}} | 3 | apps.a.sockets.s.listen-stream | begins with @snap.foo.",
        "apps: {a: {command: x, daemon: simple, sockets: {s: {listen-stream: 80, socket-mode: 01000}}}} | 3 | apps.a.sockets.s.socket-mode | at most 0777",
        "apps: {a: {command: x, daemon: simple, sockets: {s: {listen-stream: 80, socket-mode: rw}}}} | 3 | apps.a.sockets.s.socket-mode | such as 0660",
        // hooks, components, users
        "hooks: {Configure: } | 3 | hooks.Configure | lower case",
        "hooks: {default-configure: } | 3 | hooks.default-configure | \"configure\" beside it",
        "hooks: {configure: {plugs: home}} | 3 | hooks.configure.plugs | a list is needed",
        "components: {xy: } | 3 | components.xy.type | is missing",
        "components: {xy: {type: kernel-modules}} | 3 | components.xy.type | of type kernel only",
        "components: {xy: {type: standard, hooks: {install: {slots: [a]}}}} | 3 | components.xy.hooks.install.slots | a component's hook",
        "components: {X: {type: standard}} | 3 | components.X | rules for snaps",
        "system-usernames: {Root: shared} | 3 | system-usernames.Root | lower case",
        "system-usernames: {snap_daemon: } | 3 | system-usernames.snap_daemon | has no scope",
        "system-usernames: {snap_daemon: {scope: shared, x: ~}} | 3 | system-usernames.snap_daemon.x | has no value",
        "system-usernames: {snap_daemon: {x: y}} | 3 | system-usernames.snap_daemon | has no scope",
    })
    void aMistakeIsFoundAtItsLineAndKey(String text, int line, String key, String message) {
        List<Problem> problems = Reading.problems(Reading.HEAD + text.replace('~', text.contains("x: ~") ? '~' : '\n') + "\n");
        assertEquals(1, problems.size(), problems::toString);
        Problem problem = problems.get(0);
        assertEquals(line, problem.line(), problem::toString);
        assertEquals(key, problem.key(), problem::toString);
        assertTrue(problem.message().contains(message), problem::toString);
    }

    @ParameterizedTest
    @CsvSource({"name, version: '1'", "version, name: foo"})
    void aNameAndAVersionAreNeeded(String key, String text) {
        Problem problem = Reading.problems(text).get(0);
        assertEquals(key, problem.key());
        assertTrue(problem.message().startsWith("is missing"), problem::toString);
    }

    @Test
    void allProblemsAreFoundInTheOrderOfTheFile() {
        String text = "name: Foo\nversion: ''\napps:\n  a:\n    command: /x\n    daemon: no\nbase: '!'\n";
        assertEquals(List.of("name", "version", "apps.a.command", "apps.a.daemon", "base"),
                Reading.problems(text).stream().map(Problem::key).toList());
    }

    @Test
    void aProblemSaysFileLineAndKey() {
        Problem problem = Reading.problems("name: foo\nversion: '1'\napps:\n  web:\n    command: /bin/x\n".getBytes(StandardCharsets.UTF_8)).get(0);
        assertEquals("snap.yaml:5: apps.web.command: \"/bin/x\" does not lie in the snap; write the path relative to the snap, such as bin/foo",
                problem.toString());
        assertEquals(14, problem.column());
    }
}
