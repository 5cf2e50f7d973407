/**
 * The mount backend: the snap's own view of the file system, made once and shared by its commands, a private {@code /tmp}, and
 * a devpts instance for each launch.
 *
 * <p>Inside the namespace the directory {@code /.cordon}, which root alone can enter, holds what launches need and applications
 * do not see: {@code empty} (an empty directory to cover others with), {@code run} and {@code dev} (the host's, covered at
 * each launch), {@code homes} (the framework's own stubs of home directories), {@code home} (a place to hold a home directory
 * while a view of it is made). The Landlock backend uses the last two.
 */
package cordon.backend.mount;
