package cordon.core.manage;

import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.core.Progress;
import cordon.core.install.Candidate;
import cordon.core.install.PackageStore;
import cordon.core.install.Placed;
import cordon.core.install.SnapData;
import cordon.core.snapyaml.Parsed;
import cordon.core.snapyaml.SnapInfo;
import cordon.core.snapyaml.SnapYaml;
import cordon.core.snapyaml.SnapYamlException;
import cordon.core.snapyaml.Warning;
import cordon.core.state.Tried;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Packages that are a snap.yaml and nothing else, and data directories, below a root. */
final class FakePackages implements PackageStore, SnapData {
    private final Path root;
    boolean dataFails;
    final List<String> unmounted = new ArrayList<>();

    FakePackages(Path root) {
        this.root = root;
    }

    @Override
    public Candidate open(Path source, Progress progress) throws CordonException {
        try {
            byte[] yaml = Files.readAllBytes(source);
            Parsed parsed = SnapYaml.read(yaml, "meta/snap.yaml");
            return new FakeCandidate(parsed.info(), yaml, parsed.warnings().stream().map(Warning::toString).toList());
        } catch (SnapYamlException e) {
            throw new CordonException(Kind.INVALID, "cannot install " + source + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Candidate look(Path source) throws CordonException {
        return open(source, Progress.SILENT);
    }

    private record FakeCandidate(SnapInfo info, byte[] snapYaml, List<String> warnings) implements Candidate {
        @Override
        public void close() {
            // Nothing is held.
        }
    }

    @Override
    public Placed place(Candidate candidate, String revision) {
        Path directory = directory(candidate.info().name(), revision);
        try {
            Files.createDirectories(directory.resolve("meta"));
            Files.write(directory.resolve("meta/snap.yaml"), candidate.snapYaml());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Placed() {
            @Override
            public Path directory() {
                return directory;
            }

            @Override
            public void undo() {
                delete(directory);
            }
        };
    }

    @Override
    public Path directory(String name, String revision) {
        return root.resolve("snap").resolve(name).resolve(revision);
    }

    @Override
    public Candidate openInPlace(Path directory) {
        throw new UnsupportedOperationException("no test of the core's steps tries a directory");
    }

    @Override
    public Path snapYaml(String name, String revision, boolean inPlace) {
        return directory(name, revision).resolve("meta/snap.yaml");
    }

    @Override
    public void restore(String name, String revision, Optional<Tried> tried) throws CordonException {
        if (!Files.exists(directory(name, revision))) {
            throw new CordonException(Kind.SYSTEM, "the package of " + name + " " + revision + " is gone");
        }
    }

    @Override
    public void unmount(String name, String revision) {
        unmounted.add(name + " " + revision);
    }

    @Override
    public void makeCurrent(String name, String revision) {
        // No link is kept.
    }

    @Override
    public void withdraw(String name, String revision) {
        delete(directory(name, revision));
    }

    @Override
    public Prepared prepare(String name, String revision, Optional<String> fromRevision) throws CordonException {
        if (dataFails) {
            throw new CordonException(Kind.SYSTEM, "cannot make the data of " + name);
        }
        Path data = data(name).resolve(revision);
        try {
            Files.createDirectories(data);
            if (fromRevision.isPresent()) {
                Files.writeString(data.resolve("from"), fromRevision.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Prepared() {
            @Override
            public List<String> warnings() {
                return List.of();
            }

            @Override
            public void undo() {
                delete(data);
            }
        };
    }

    @Override
    public void drop(String name, String revision) {
        delete(data(name).resolve(revision));
    }

    @Override
    public void purge(String name) {
        delete(data(name));
    }

    Path data(String name) {
        return root.resolve("var/snap").resolve(name);
    }

    private static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
