package cordon.core.manage;

import cordon.core.install.PackageStore;
import cordon.core.install.SnapData;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What operations work with.
 *
 * @param root         the directory of all state
 * @param changes      the present moment
 * @param records      of the snaps
 * @param packages     on disk
 * @param data         of the snaps
 * @param running      what runs
 * @param clock        for the time of an installation
 * @param architecture of this machine, as snaps name it
 */
record Tools(Path root, Changes changes, Records records, PackageStore packages, SnapData data, Running running, Clock clock, String architecture) {
}
