package cordon.audit.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.api.snap.SecurityLabel;
import cordon.audit.record.Context;
import cordon.core.Cordon;
import cordon.core.RunningView;
import cordon.linux.Self;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OwnersTest {
    /** One that has started this process. */
    private final Owners owners = new Owners((Cordon) Proxy.newProxyInstance(Cordon.class.getClassLoader(), new Class<?>[] {Cordon.class},
            (self, method, arguments) -> List.of(new RunningView(new SecurityLabel("web", "wget"), Self.pid(), 0))));

    private String owner(Instant time, int pid, String exe, String label) {
        return owners.of(new Context(Optional.of(time), 1, pid, "", exe, label)).map(one -> one.snap() + "/" + one.app()).orElse("nobody");
    }

    @Test
    void labelsOfProfilesOfChildrenAndOfStacksNameTheCommand() {
        assertEquals("web/wget", owner(Instant.EPOCH, 0, "", "snap.web.wget"));
        assertEquals("web_two/wget", owner(Instant.EPOCH, 0, "", "snap.web_two.wget"));
        assertEquals("web/hook.install", owner(Instant.EPOCH, 0, "", "snap.web.hook.install"));
        assertEquals("web/wget", owner(Instant.EPOCH, 0, "", "snap.web.wget//null-/usr/bin/x"));
        assertEquals("web/wget", owner(Instant.EPOCH, 0, "", "unconfined//&snap.web.wget"));
        for (String label : List.of("", "unconfined", "/usr/bin/man", "snap.web", "xsnap.web.wget", "snap.WEB.wget", "snap.web.wget\n")) {
            assertEquals("nobody", owner(Instant.EPOCH, 0, "", label), label);
        }
    }

    @Test
    void aProcessAndItsDescendantsAreThoseOfTheCommandWhileTheRecordIsFresh() throws Exception {
        // It calls itself what the kernel calls a parent.
        Process child = new ProcessBuilder("sh", "-c", "printf 'PPid: 1' > /proc/$$/comm; echo; read end").start();
        try {
            assertEquals('\n', child.getInputStream().read());
            assertEquals("web/wget", owner(Instant.now(), Self.pid(), "", ""));
            assertEquals("web/wget", owner(Instant.now(), (int) child.pid(), "/snap/other/1/bin/x", ""));
            assertEquals("nobody", owner(Instant.now().minus(Duration.ofHours(1)), Self.pid(), "", ""));
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    /** The kernel's record may come before the daemon has noted what it started. */
    @Test
    void aProcessThatIsBeingStartedIsThatOfTheCommandOnceItIsListed() throws Exception {
        Process child = new ProcessBuilder("sleep", "600").start();
        try {
            AtomicInteger looks = new AtomicInteger();
            Owners late = new Owners((Cordon) Proxy.newProxyInstance(Cordon.class.getClassLoader(), new Class<?>[] {Cordon.class},
                    (self, method, arguments) -> looks.incrementAndGet() < 5 ? List.of() : List.of(new RunningView(new SecurityLabel("web", "wget"), (int) child.pid(), 0))));
            Context context = new Context(Optional.of(Instant.now()), 1, (int) child.pid(), "", "", "");
            assertEquals(Optional.of(new Owners.Owner("web", "wget")), late.of(context));
            assertEquals(Optional.empty(), late.of(new Context(Optional.of(Instant.now()), 1, 1, "", "", "")), "somebody else's");
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void aProgramsPathNamesTheSnapAlone() {
        assertEquals("web/", owner(Instant.EPOCH, 0, "/snap/web/x1/bin/wget", ""));
        assertEquals("nobody", owner(Instant.EPOCH, 0, "/home/u/snap/web/x1/bin/wget", ""));
        assertEquals("nobody", owner(Instant.EPOCH, 0, "/snap/web", ""));
    }
}
