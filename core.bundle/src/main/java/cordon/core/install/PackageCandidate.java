package cordon.core.install;

import cordon.core.snapyaml.SnapInfo;
import cordon.linux.Fd;
import java.util.List;

/** A checked copy below {@code <root>/packages}, under a temporary name until it is placed. */
final class PackageCandidate implements Candidate {
    private final Incoming incoming;
    private final PackageReader.Contents contents;
    private final List<String> warnings;

    PackageCandidate(Incoming incoming, PackageReader.Contents contents, List<String> warnings) {
        this.incoming = incoming;
        this.contents = contents;
        this.warnings = List.copyOf(warnings);
    }

    @Override
    public SnapInfo info() {
        return contents.info();
    }

    @Override
    public byte[] snapYaml() {
        return contents.snapYaml().clone();
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    Incoming incoming() {
        return incoming;
    }

    @Override
    public void close() {
        incoming.close();
    }
}
