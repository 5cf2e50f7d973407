package cordon.it;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Predicate;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/** A site that lets in what it knows the author of, and nothing else. Keys and signatures are those of keytool(1) and jarsigner(1). */
public class SigningIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    private static final String TOOLS = Path.of(System.getProperty("java.home"), "bin").toString();
    private static final String MOON = "interface: moon\nsummary: see it\nslot: {offered-by: [system]}\nconnected-plug:\n  - file: /etc/moon r  # it\n";

    private Path work;

    @Before
    public void demand() throws IOException {
        work = Files.createTempDirectory(DAEMON.place(), "work");
        Files.writeString(DAEMON.root().resolve("site.yaml"), "require-signed-bundles: true\n");
        Files.createDirectories(trusted());
    }

    @After
    public void forget() throws IOException {
        DAEMON.cordon("undeploy", "moon");
        Files.delete(DAEMON.root().resolve("site.yaml"));
        Programs.need("rm", "-rf", trusted().toString());
    }

    private static Path trusted() {
        return DAEMON.root().resolve("trusted-signers");
    }

    private Path jar(String yaml) throws IOException {
        Path jar = work.resolve("moon.jar");
        Files.write(jar, InterfaceJar.of("moon", yaml).readAllBytes());
        return jar;
    }

    private void key(String name) {
        Programs.need(TOOLS + "/keytool", "-genkeypair", "-alias", name, "-dname", "CN=" + name, "-keyalg", "EC", "-keystore", keys(), "-storepass", "password");
    }

    private void trust(String name) {
        Programs.need(TOOLS + "/keytool", "-exportcert", "-rfc", "-alias", name, "-keystore", keys(), "-storepass", "password", "-file", trusted().resolve(name + ".pem").toString());
    }

    private String keys() {
        return work.resolve("keys.p12").toString();
    }

    private String signed(Path jar, String name) {
        Programs.need(TOOLS + "/jarsigner", "-keystore", keys(), "-storepass", "password", jar.toString(), name);
        return jar.toString();
    }

    @Test
    public void onlyWhatATrustedSignerSignedIsLetIn() throws Exception {
        key("friend");
        key("stranger");
        trust("friend");
        DAEMON.cordon("deploy", Files.writeString(work.resolve("moon.yaml"), MOON).toString()).fails("nobody signed it", "require-signed-bundles", "pack it into a jar");
        DAEMON.cordon("deploy", jar(MOON).toString()).fails("moon.jar: nobody signed it");
        DAEMON.cordon("deploy", signed(jar(MOON), "stranger")).fails("CN=stranger: the certificate is not in trusted-signers");
        assertEquals("nothing is left of what was refused", 0, Files.list(DAEMON.root().resolve("deploy")).count());
        DAEMON.cordon("deploy", signed(jar(MOON), "friend")).succeeds().prints("deployed moon");
        DAEMON.cordon("interface", "moon").succeeds().prints("signed by:", "CN=friend").doesNotPrint("held");
        DAEMON.cordon("interface", "network").succeeds().prints("part of the distribution");
    }

    @Test
    public void aDryRunIsJudgedAsTheDeploymentWouldBe() throws Exception {
        key("friend");
        key("stranger");
        trust("friend");
        String moon = Files.writeString(work.resolve("moon.yaml"), MOON).toString();
        DAEMON.cordon("deploy", "--dry-run", moon).fails("cannot deploy moon.yaml: moon.yaml: nobody signed it", "pack it into a jar");
        DAEMON.cordon("deploy", "--dry-run", signed(jar(MOON), "stranger")).fails("moon.jar: nobody whom this site trusts signed it");
        DAEMON.cordon("deploy", "--dry-run", signed(jar(MOON), "friend")).succeeds().prints("would deploy the interface moon");
        assertEquals("a look is no deployment", 0, Files.list(DAEMON.root().resolve("deploy")).count());
        DAEMON.cordon("deploy", signed(jar(MOON), "friend")).succeeds();
        byte[] before = Files.readAllBytes(DAEMON.root().resolve("deploy/moon.jar"));
        Path other = jar(MOON.replace("/etc/moon r", "/etc/sun r"));
        DAEMON.cordon("deploy", "--dry-run", other.toString()).fails("moon.jar: nobody signed it");
        DAEMON.cordon("deploy", "--dry-run", signed(other, "friend")).succeeds().prints("/etc/sun");
        assertArrayEquals("a look is no update", before, Files.readAllBytes(DAEMON.root().resolve("deploy/moon.jar")));
        DAEMON.cordon("interface", "moon").succeeds().prints("CN=friend");
    }

    /** Who reads does not wait for what follows an edit of the site's files. */
    private static Result interfaceMoon(Predicate<Result> wanted) throws Exception {
        return Until.answer(() -> DAEMON.cordon("interface", "moon").succeeds(), wanted);
    }

    private static void unusable(String why) throws Exception {
        Until.answer(() -> DAEMON.cordon("backends").succeeds(), result -> result.out().contains("may not be used: ")).prints("nofile", why);
    }

    @Test
    public void backendsThatAreHereAlreadyAreJudgedToo() throws Exception {
        key("friend");
        Path nofile = BackendJar.build(work.resolve("nofile"));
        Files.delete(DAEMON.root().resolve("site.yaml"));
        try {
            DAEMON.cordon("deploy", nofile.toString()).succeeds();
            DAEMON.cordon("backends").succeeds().doesNotPrint("may not be used");
            Files.writeString(DAEMON.root().resolve("site.yaml"), "require-signed-bundles: true\n");
            unusable("nobody signed it");
            DAEMON.cordon("undeploy", "backend-nofile").succeeds();
            signed(nofile, "friend");
            DAEMON.cordon("deploy", nofile.toString()).fails("nobody whom this site trusts signed it");
            trust("friend");
            DAEMON.cordon("deploy", nofile.toString()).succeeds();
            DAEMON.cordon("backends").succeeds().prints("nofile").doesNotPrint("may not be used");
            Files.delete(trusted().resolve("friend.pem"));
            unusable("nobody whom this site trusts signed it");
        } finally {
            DAEMON.cordon("undeploy", "backend-nofile");
            Files.writeString(DAEMON.root().resolve("site.yaml"), "require-signed-bundles: true\n");
        }
    }

    @Test
    public void aTamperedVersionLeavesTheOneBeforeInForce() throws Exception {
        key("friend");
        trust("friend");
        String good = signed(jar(MOON), "friend");
        DAEMON.cordon("deploy", good).succeeds();
        Path evil = Files.createDirectory(work.resolve("evil"));
        Files.writeString(evil.resolve("interface.yaml"), MOON.replace("/etc/moon r", "/etc/sun r"));
        Programs.need(TOOLS + "/jar", "--update", "--file", good, "-C", evil.toString(), "interface.yaml");
        DAEMON.cordon("deploy", good).fails("its signature does not hold");
        DAEMON.cordon("interface", "moon").succeeds().prints("CN=friend");
        Path elsewhere = Files.copy(Path.of(good), DAEMON.root().resolve("moon.jar"));
        Files.move(elsewhere, DAEMON.root().resolve("deploy/moon.jar"), StandardCopyOption.ATOMIC_MOVE);
        Until.answer(() -> DAEMON.cordon("interface", "--problems"), result -> !result.out().isEmpty()).prints("moon.jar: its signature does not hold");
        DAEMON.cordon("interface", "moon").succeeds().prints("CN=friend");
    }

    @Test
    public void whatIsExchangedWhileTheDaemonIsDownIsNotLetIn() throws Exception {
        key("friend");
        trust("friend");
        String good = signed(jar(MOON), "friend");
        Path deployed = DAEMON.root().resolve("deploy/moon.jar");
        DAEMON.cordon("deploy", good).succeeds();
        byte[] content = Files.readAllBytes(deployed);
        DAEMON.stop();
        Files.write(deployed, Files.readAllBytes(jar(MOON)));
        DAEMON.start();
        DAEMON.cordon("interface", "moon").fails("it is not here");
        DAEMON.cordon("interface", "--problems").succeeds().prints("moon.jar: nobody signed it");
        DAEMON.stop();
        Files.write(deployed, content);
        DAEMON.start();
        DAEMON.cordon("interface", "moon").succeeds().prints("CN=friend").doesNotPrint("held");
    }

    @Test
    public void whoIsNotTrustedAnyMoreGrantsNothingAnyMore() throws Exception {
        key("friend");
        trust("friend");
        DAEMON.cordon("deploy", signed(jar(MOON), "friend")).succeeds();
        Files.delete(trusted().resolve("friend.pem"));
        interfaceMoon(result -> result.out().contains("held:")).prints("nobody whom this site trusts signed it");
        DAEMON.cordon("interface", "approve", "moon").fails("nobody whom this site trusts signed it");
        trust("friend");
        interfaceMoon(result -> !result.out().contains("held:")).doesNotPrint("held");
    }
}
