package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

/** What users are told about enforcement, and what a site's setting does, from outside. */
public class ReportIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    @BeforeClass
    public static void install() {
        SnapSource snap = SnapSource.in(DAEMON.place(), "net").yaml("name: net\nversion: '1'\nsummary: s\napps:\n  net: {command: bin/true, plugs: [network]}\n")
                .script("bin/true", "exit 0\n");
        DAEMON.cordon("install", snap.path()).succeeds();
    }

    private static Result run() {
        return DAEMON.as(Daemon.ALICE, "run", "net");
    }

    @Test
    public void anybodyIsToldHowEachRuleIsEnforced() {
        String report = DAEMON.as(Daemon.ALICE, "report", "net").succeeds().out();
        assertTrue(report, report.lines().anyMatch(line -> line.matches("verdict: +(strict|partial: .*)")));
        assertTrue(report, report.lines().anyMatch(line -> line.matches("  seccomp: [0-9]+ syscall rules of template")));
        String all = DAEMON.as(Daemon.ALICE, "report", "--all", "net").succeeds().out();
        assertTrue(all, all.lines().anyMatch(line -> line.matches("    network: .* +network: net:network :network")));
        String json = DAEMON.as(Daemon.ALICE, "report", "--json", "net").succeeds().out();
        assertTrue(json, json.contains("\"verdict\": \"") && json.contains("\"enforced\": \"exactly\""));
        assertEquals(DAEMON.as(Daemon.ALICE, "policy", "--json", "net").out().lines().filter(line -> line.contains("\"origin\"")).count(),
                json.lines().filter(line -> line.contains("\"origin\"")).count());
    }

    @Test
    public void everyBackendOfTheDistributionIsListedWithWhatTheKernelOffersOrTheReason() {
        String table = DAEMON.as(Daemon.ALICE, "backends").succeeds().out();
        for (String name : new String[] {"apparmor", "cgroup", "kmod", "landlock", "mount", "seccomp"}) {
            String row = table.lines().filter(line -> line.startsWith(name + " ")).findFirst().orElse("");
            assertTrue(name + " in\n" + table, !row.isEmpty() && (!row.contains("not available") || !row.endsWith("-")));
        }
        assertTrue(table, table.lines().reduce((one, next) -> next).orElse("").matches("Strict commands: (strict|partial: .*)"));
    }

    @Test
    public void whatTheSiteDemandsHoldsFromTheNextLaunchOn() throws IOException {
        Path site = DAEMON.root().resolve("site.yaml");
        run().succeeds();
        Files.writeString(site, "require-backends: [no-such]\n");
        try {
            assertEquals("error: cannot run net: the backend no-such is not here, which " + site + " demands; start the bundle that brings it\n", run().fails().err());
            assertTrue(DAEMON.cordon("backends").out().contains("Strict commands: does not launch: the backend no-such is not here"));
            Files.writeString(site, "require-backends:\n  - ?\n");
            assertTrue(run().fails().err().contains(site + ":2: "));
        } finally {
            Files.delete(site);
        }
        run().succeeds();
    }
}
