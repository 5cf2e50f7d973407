package cordon.core.install;

import cordon.core.snapyaml.SnapInfo;
import java.util.List;

/** A package that was read. */
abstract class ReadPackage implements Candidate {
    private final PackageReader.Contents contents;

    ReadPackage(PackageReader.Contents contents) {
        this.contents = contents;
    }

    @Override
    public final SnapInfo info() {
        return contents.info();
    }

    @Override
    public final byte[] snapYaml() {
        return contents.snapYaml().clone();
    }

    @Override
    public List<String> warnings() {
        return contents.warnings();
    }
}
