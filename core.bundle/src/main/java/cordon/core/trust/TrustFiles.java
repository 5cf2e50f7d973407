package cordon.core.trust;

import cordon.core.CordonException;
import cordon.core.site.RootsFile;
import cordon.core.site.SiteException;
import cordon.linux.AtomicFile;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an administrator wrote down: {@code ceiling.yaml}, and a file an interface below {@code approvals/} with the bundle and the rules
 * that were approved, each in full, with the hash of the bundle then, so that an update that grants more is in question again and one that grants less is not. Stateless.
 *
 * @param root the directory of all state, which root alone can change
 */
record TrustFiles(Path root) {
    private static final String CEILING = "ceiling.yaml";
    private static final String APPROVALS = "approvals";
    private static final String BUNDLE = "bundle ";
    private static final String CONTENT = "content sha256:";
    private static final int LARGEST = 1 << 20;

    /** The ceiling; the reading before, when it says the same. When it cannot be used, every rule of others is in question. */
    CeilingReading ceiling(Optional<CeilingReading> before) {
        String name = root.resolve(CEILING).toString();
        String text = "";
        Optional<String> problem = Optional.empty();
        Ceiling ceiling = Ceiling.STANDARD;
        try (Fd directory = directory()) {
            // Asked first, because most sites have none, and a failed open costs an exception each time.
            if (Paths.stat(directory, CEILING).isPresent()) {
                text = text(directory, CEILING).orElse("");
                if (before.isPresent() && before.get().says(text, Optional.empty())) {
                    return before.get();
                }
                ceiling = CeilingText.read(text, name);
            }
        } catch (LinuxException e) {
            problem = Optional.of(name + ": " + e.getMessage());
        } catch (CordonException e) {
            problem = Optional.of(e.getMessage());
        }
        if (before.isPresent() && before.get().says(text, problem)) {
            return before.get();
        }
        return new CeilingReading(text, Judge.of(ceiling, root, problem));
    }

    /** The rules that were approved for an interface of this bundle. */
    Set<String> approved(String interfaceName, String bundle) throws LinuxException, CordonException {
        try (Fd directory = directory()) {
            if (Paths.stat(directory, APPROVALS).isEmpty()) {
                return Set.of();
            }
            List<String> lines = text(directory, APPROVALS + "/" + interfaceName).map(text -> text.lines().toList()).orElse(List.of());
            return lines.isEmpty() || !lines.get(0).equals(BUNDLE + bundle) ? Set.of() : lines.stream().skip(1).filter(line -> !line.startsWith(CONTENT)).collect(Collectors.toSet());
        }
    }

    /** Takes down that these rules are approved. @param contentHash of the bundle that was looked at, for whoever asks later what that was */
    void approve(String interfaceName, String bundle, String contentHash, Collection<String> rules) throws LinuxException {
        String text = BUNDLE + bundle + "\n" + CONTENT + contentHash + "\n" + String.join("\n", new TreeSet<>(rules)) + "\n";
        try (Fd directory = directory(); Fd approvals = Paths.ensureDirectory(directory, APPROVALS, 0700)) {
            AtomicFile.write(approvals, interfaceName, text.getBytes(StandardCharsets.UTF_8), 0600);
        }
    }

    private Fd directory() throws LinuxException {
        return Paths.openAbsolute(root.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY);
    }

    private Optional<String> text(Fd directory, String name) throws LinuxException, CordonException {
        try {
            return Optional.of(new String(RootsFile.read(directory, name, root.resolve(name).toString(), LARGEST), StandardCharsets.UTF_8));
        } catch (SiteException e) {
            throw new CordonException(CordonException.Kind.INVALID, e.getMessage(), e);
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
