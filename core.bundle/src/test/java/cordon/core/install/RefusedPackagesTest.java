package cordon.core.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.core.CordonException;
import cordon.core.Progress;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusedPackagesTest extends RootedTest {
    private Packages store;
    private TestPackage made;

    @BeforeEach
    void makeStore() throws Exception {
        store = new Packages(root);
        made = TestPackage.in(temp);
    }

    /** A refusal leaves no copy, no mount and no loop device. */
    @AfterEach
    void leaveNothing() throws Exception {
        assertEquals(List.of(), names("packages"));
        assertEquals(List.of(), mounts());
        assertNoLoops();
    }

    private String refusal(Path source) {
        CordonException e = assertThrows(CordonException.class, () -> store.open(source, Progress.SILENT).close());
        assertTrue(e.getMessage().startsWith("cannot install " + source + ": "), e.getMessage());
        return e.getMessage();
    }

    /** The refusal of the directory; its image is refused for the same reason. */
    private String refusalOfBoth() throws Exception {
        String ofDirectory = refusal(made.directory());
        String ofImage = refusal(made.image());
        String reason = ofDirectory.substring(ofDirectory.indexOf(": "));
        assertEquals(reason, ofImage.substring(ofImage.indexOf(": ")));
        return reason;
    }

    private void refuses(String part) throws Exception {
        String reason = refusalOfBoth();
        assertTrue(reason.contains(part), reason);
    }

    @Test
    void fifos() throws Exception {
        TestPackage.run("mkfifo", made.path("meta/gui/icon.png").toString());
        refuses("\"meta/gui/icon.png\" is a fifo");
    }

    @Test
    void devices() throws Exception {
        TestPackage.run("mknod", made.path("null").toString(), "c", "1", "3");
        refuses("\"null\" is a device");
    }

    @Test
    void sockets() throws Exception {
        Path socket = made.path("s");
        try (var server = java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            server.bind(java.net.UnixDomainSocketAddress.of(socket));
            refuses("\"s\" is a socket");
        }
    }

    @Test
    void aFifoInPlaceOfTheSnapYamlDoesNotHang() throws Exception {
        Files.delete(made.path("meta/snap.yaml"));
        TestPackage.run("mkfifo", made.path("meta/snap.yaml").toString());
        refuses("meta/snap.yaml is no regular file");
    }

    @Test
    void aFifoInPlaceOfThePackage() throws Exception {
        Path fifo = temp.resolve("fifo");
        TestPackage.run("mkfifo", fifo.toString());
        assertTrue(refusal(fifo).contains("it is a fifo"));
    }

    @Test
    void absoluteLinksOut() throws Exception {
        made.link("passwd", "/etc/passwd");
        refuses("the link \"passwd\" leads out of the package, to \"/etc/passwd\"");
    }

    @Test
    void relativeLinksOut() throws Exception {
        made.link("a/b", "../../etc");
        refuses("the link \"a/b\" leads out");
    }

    @Test
    void linksOutThroughOtherLinks() throws Exception {
        made.file("t/x", "").link("a/b/s", "../../t").link("out", "a/b/s/../../x");
        refuses("the link \"out\" leads out");
    }

    @Test
    void linksWithinAndToItsOwnPlaceAreFine() throws Exception {
        made.link("a/b", "../bin/hello").link("c", "/snap/foo/current/bin/hello").link("dangling", "nothing").link("loop", "loop");
        store.open(made.directory(), Progress.SILENT).close();
        store.open(made.image(), Progress.SILENT).close();
        made.link("d", "/snap/foo/../../etc/passwd");
        refuses("the link \"d\" leads out");
    }

    @Test
    void aBaseMayHaveAbsoluteLinks() throws Exception {
        made.file("meta/snap.yaml", "name: foo\nversion: '1.0'\nsummary: s\ndescription: d\ntype: base\n").link("etc/awk", "/usr/bin/mawk");
        store.open(made.directory(), Progress.SILENT).close();
    }

    @Test
    void aSnapYamlThatIsALink() throws Exception {
        Files.move(made.path("meta/snap.yaml"), made.path("meta/other.yaml"));
        made.link("meta/snap.yaml", "other.yaml");
        refuses("meta/snap.yaml is no regular file");
    }

    @Test
    void aSnapYamlThatIsMissingHugeOrWrong() throws Exception {
        Files.delete(made.path("meta/snap.yaml"));
        refuses("it has no meta/snap.yaml");
        made.file("meta/snap.yaml", "#".repeat(2 << 20));
        refuses("meta/snap.yaml has more than 1048576 bytes");
        made.file("meta/snap.yaml", "name: Foo!\nversion: '1'\n");
        refuses("meta/snap.yaml:1: name");
    }

    @Test
    void commandsThatAreMissingOrNotExecutable() throws Exception {
        Files.delete(made.path("bin/hello"));
        refuses("\"bin/hello\" (apps.foo.command) is not in the package");
        made.file("bin/hello", "");
        refuses("\"bin/hello\" (apps.foo.command) is not executable");
        Files.delete(made.path("bin/hello"));
        Files.createDirectory(made.path("bin/hello"));
        refuses("\"bin/hello\" (apps.foo.command) is no regular file");
    }

    @Test
    void chainsAndHooksThatAreMissingOrNotExecutable() throws Exception {
        made.file("meta/snap.yaml", Files.readString(made.path("meta/snap.yaml")) + "    command-chain: [bin/first]\n");
        refuses("\"bin/first\" (apps.foo.command-chain) is not in the package");
        made.program("bin/first").file("meta/hooks/configure", "");
        refuses("\"meta/hooks/configure\" (hooks.configure) is not executable");
    }

    @Test
    void hardLinksToAnotherUsersFiles() throws Exception {
        Path secret = Files.writeString(temp.resolve("secret"), "root's");
        Files.createLink(made.path("secret"), secret);
        TestPackage.run("chown", "-R", "1234", made.directory().toString());
        TestPackage.run("chown", "0", secret.toString());
        assertTrue(refusal(made.directory()).contains("\"secret\" is a hard link to a file of another user (0)"));
    }

    @Test
    void sourcesThatAreNotThere() {
        assertTrue(refusal(temp.resolve("nothing")).contains("ENOENT"));
    }

    @Test
    void filesThatAreNoImage() throws Exception {
        assertTrue(refusal(Files.writeString(temp.resolve("a.snap"), "PK\3\4 not squashfs")).contains("it is no squashfs image"));
        assertTrue(refusal(Files.writeString(temp.resolve("b.snap"), "")).contains("it is no squashfs image"));
    }

    @Test
    void imagesCutOffAnywhere() throws Exception {
        Files.write(made.path("data"), random(300_000));
        byte[] whole = Files.readAllBytes(made.image());
        Path cut = temp.resolve("cut.snap");
        // mksquashfs pads to 4 KiB: of the padding nothing is missed.
        for (int length : new int[] {4, 50, 95, 96, 97, 4096, whole.length / 2, whole.length - 4097}) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertTrue(refusal(cut).contains("squashfs image"), "length " + length);
        }
    }

    @Test
    void imagesWithDamagedDataOrTables() throws Exception {
        for (int i = 0; i < 8; i++) {
            made.file("text" + i, "some compressible text ".repeat(20_000));
        }
        Path image = made.image("-comp", "gzip");
        long size = Files.size(image);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            // Data comes first in the file, right after the superblock.
            file.seek(Math.min(200, size / 2));
            file.write(random(64));
        }
        assertTrue(refusal(image).contains("the squashfs image is damaged"));
    }

    @Test
    void bitsTurnedOverAnywhereAreRefusedOrHarmless() throws Exception {
        byte[] whole = Files.readAllBytes(made.image("-comp", "gzip"));
        Path damaged = temp.resolve("damaged.snap");
        Random random = new Random(11);
        for (int i = 0; i < 64; i++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(i < 32 ? Squashfs.SUPERBLOCK_SIZE : bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(damaged, bytes);
            try {
                store.open(damaged, Progress.SILENT).close();
            } catch (CordonException e) {
                assertEquals(CordonException.Kind.INVALID, e.kind(), e.getMessage());
            }
            leaveNothing();
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
