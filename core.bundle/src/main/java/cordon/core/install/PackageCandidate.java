package cordon.core.install;

import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.Fd;
import java.util.List;

/** A checked copy below {@code <root>/packages}, under a temporary name until it is placed. */
final class PackageCandidate extends ReadPackage implements Placeable {
    private final Incoming incoming;
    private final List<String> warnings;

    PackageCandidate(Incoming incoming, PackageReader.Contents contents, List<String> warnings) {
        super(contents);
        this.incoming = incoming;
        this.warnings = List.copyOf(warnings);
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public Fd top() {
        return incoming.top();
    }

    @Override
    public boolean isImage() {
        return incoming.isImage();
    }

    @Override
    public void settle(Fd packages, String name, String revision) throws LinuxException {
        incoming.renameTo(Placeable.packageName(name, revision, incoming.isImage()));
    }

    @Override
    public void close() {
        incoming.close();
    }
}
