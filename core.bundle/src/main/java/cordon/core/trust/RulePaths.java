package cordon.core.trust;

import cordon.api.policy.FileRule;
import cordon.api.policy.LinkRule;
import cordon.api.policy.MountEntryRule;
import cordon.api.policy.MountRule;
import cordon.api.policy.PathPattern;
import cordon.api.policy.RawRule;
import cordon.api.policy.Rule;
import cordon.api.policy.UnixSocketRule;
import java.util.List;
import java.util.stream.Stream;

/** The paths that a rule opens. Pure. */
final class RulePaths {
    private RulePaths() {
    }

    /** All paths of a rule that grants something. */
    static List<PathPattern> of(Rule rule) {
        if (rule instanceof FileRule file) {
            return file.deny() ? List.of() : List.of(file.path());
        }
        if (rule instanceof LinkRule link) {
            return link.deny() ? List.of() : List.of(link.link(), link.target());
        }
        if (rule instanceof MountEntryRule entry) {
            return Stream.concat(tree(entry.source()), Stream.of(entry.target())).toList();
        }
        if (rule instanceof MountRule mount) {
            return Stream.concat(tree(mount.source()), Stream.ofNullable(mount.target())).toList();
        }
        if (rule instanceof UnixSocketRule socket) {
            return Stream.of(socket.address(), socket.peerAddress()).filter(address -> address != null && address.startsWith("/")).map(PathPattern::parse).toList();
        }
        if (rule instanceof RawRule raw) {
            return RawPaths.of(raw.line());
        }
        return List.of();
    }

    /** What is mounted elsewhere: a path, and all below it. */
    static Stream<PathPattern> tree(PathPattern path) {
        return path == null ? Stream.empty() : Stream.of(path, path.below(path.isDirectory() ? "**" : "/**"));
    }
}
