package cordon.core.profiles;

import cordon.api.snap.SecurityLabel;
import cordon.linux.AtomicFile;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One backend's profiles on disk: {@code <root>/BACKEND/profiles/LABEL}. Called by one thread at a time. */
final class ProfileStore {
    private static final int LIMIT = 16 << 20;
    private static final String ASIDE = ".edited-before";
    private static final Pattern LABEL = Pattern.compile("snap\\.([a-z0-9-]{1,40}(?:_[a-z0-9]{1,10})?)\\.((?:hook\\.)?[a-zA-Z0-9-]{1,255})");

    private final Path root;
    private final String backend;

    ProfileStore(Path root, String backend) {
        this.root = root;
        this.backend = backend;
    }

    Path file(SecurityLabel label) {
        return root.resolve(backend).resolve("profiles").resolve(label.text());
    }

    /** The file as it is, if it is there. */
    Optional<String> read(SecurityLabel label) throws LinuxException {
        try (Fd directory = open()) {
            return read(directory, label.text());
        }
    }

    /** Not synced: a text that a power failure cut short lacks its last line, and is compiled again. */
    void write(SecurityLabel label, String text) throws LinuxException {
        try (Fd directory = open()) {
            AtomicFile.replace(directory, label.text(), text.getBytes(StandardCharsets.UTF_8), 0644);
        }
    }

    /** Keeps an edited text that is about to be replaced. Returns where. */
    Path keepAside(SecurityLabel label, String text) throws LinuxException {
        try (Fd directory = open()) {
            AtomicFile.write(directory, label.text() + ASIDE, text.getBytes(StandardCharsets.UTF_8), 0644);
        }
        return file(label).resolveSibling(label.text() + ASIDE);
    }

    /** Removes the file, if it is there. */
    void delete(SecurityLabel label) throws LinuxException {
        try (Fd directory = open()) {
            Paths.unlinkIfThere(directory, label.text());
        }
    }

    /** Removes the files of commands: a text that was kept aside, and what an earlier backend derived, too. */
    void forget(Collection<SecurityLabel> labels) throws LinuxException {
        Set<String> names = labels.stream().map(SecurityLabel::text).collect(Collectors.toSet());
        try (Fd directory = open()) {
            for (String name : Paths.list(directory)) {
                boolean derived = name.lastIndexOf('.') > 0 && names.contains(name.substring(0, name.lastIndexOf('.'))) && label(name).isEmpty();
                if (names.contains(name) || derived) {
                    Paths.unlinkIfThere(directory, name);
                }
            }
        }
    }

    /** The labels that have a profile here, but for those that are known. Derived files beside them are told apart by the first line. */
    List<SecurityLabel> labelsBut(Set<SecurityLabel> known) throws LinuxException {
        List<SecurityLabel> labels = new ArrayList<>();
        try (Fd directory = open()) {
            for (String name : Paths.list(directory)) {
                Optional<SecurityLabel> label = label(name).filter(one -> !known.contains(one));
                if (label.isPresent() && read(directory, name).orElse("").startsWith(ProfileText.title(label.get(), backend))) {
                    labels.add(label.get());
                }
            }
        }
        return labels;
    }

    private static Optional<SecurityLabel> label(String name) {
        Matcher matcher = LABEL.matcher(name);
        return matcher.matches() ? Optional.of(new SecurityLabel(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    private static Optional<String> read(Fd directory, String name) throws LinuxException {
        try {
            return Optional.of(new String(AtomicFile.read(directory, name, LIMIT), StandardCharsets.UTF_8));
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Fd open() throws LinuxException {
        try (Fd state = Paths.openAbsolute(root.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY);
                Fd own = Paths.ensureDirectory(state, backend, 0755)) {
            return Paths.ensureDirectory(own, "profiles", 0755);
        }
    }
}
