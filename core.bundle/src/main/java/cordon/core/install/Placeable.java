package cordon.core.install;

import cordon.linux.Fd;
import cordon.linux.LinuxException;

/** A candidate of this package's own store. */
interface Placeable extends Candidate {

    /** The top directory of the package. */
    Fd top();

    /** Whether the top is that of a mounted image. */
    boolean isImage();

    /** Makes what has to last in the directory of all packages, under the name of a revision. */
    void settle(Fd packages, String name, String revision) throws LinuxException;

    /** The name of a package there. */
    static String packageName(String name, String revision, boolean isImage) {
        return name + "_" + revision + (isImage ? ".snap" : "");
    }

    /** The name of the {@code snap.yaml} there of a package that lies elsewhere. */
    static String yamlName(String name, String revision) {
        return name + "_" + revision + ".yaml";
    }
}
