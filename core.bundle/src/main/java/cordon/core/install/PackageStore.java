package cordon.core.install;

import cordon.core.CordonException;
import cordon.core.Progress;
import cordon.core.state.Tried;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The packages of the installed snaps. What is placed lies below {@code <root>/packages}, owned by root, and appears read-only
 * at {@code <root>/snap/NAME/REVISION}, which is {@code /snap/NAME/REVISION} to applications. Called by one thread at a time.
 */
public interface PackageStore {

    /**
     * Takes a copy of a package that nobody else can change, and checks it. What is checked is what is placed later.
     *
     * @param source   a directory or a {@code .snap} file, absolute
     * @param progress told what is going on
     * @return the checked copy; the caller closes it
     * @throws CordonException when it is no package, or holds what a package must not hold; nothing is left behind
     */
    Candidate open(Path source, Progress progress) throws CordonException;

    /**
     * Looks at a package where it lies: what is read is what it says now, and its owner can change it afterwards. Whether all
     * files of an image can be read is not checked.
     *
     * @param source a directory or a {@code .snap} file, absolute
     * @return what is not to be placed; the caller closes it. An image that the kernel does not mount is copied until then
     * @throws CordonException when it is no package, or holds what a package must not hold
     */
    Candidate look(Path source) throws CordonException;

    /**
     * Looks at a directory that is to be used where it is.
     *
     * @throws CordonException when it is no package, holds what a package must not hold, somebody else than its owner and root could change it,
     *                         or this process may not mount anything
     */
    Candidate openInPlace(Path directory) throws CordonException;

    /**
     * Makes a package a revision of its snap, and that revision the current one ({@code <root>/snap/NAME/current}).
     *
     * @param candidate what {@link #open} returned; it is still the caller's to close
     * @param revision  {@code x1}, {@code x2}, ...; what a failed installation left of it is replaced
     * @throws CordonException when it cannot be placed; nothing has changed
     */
    Placed place(Candidate candidate, String revision) throws CordonException;

    /** Where a revision appears: {@code <root>/snap/NAME/REVISION}. */
    Path directory(String name, String revision);

    /**
     * Makes a revision appear again after the machine was started anew. Does nothing when it is there.
     *
     * @param tried the directory that it uses, when there is no copy
     * @throws CordonException when its package is gone or cannot be mounted
     */
    void restore(String name, String revision, Optional<Tried> tried) throws CordonException;

    /** Where the {@code snap.yaml} is that was read when the revision was placed. @param inPlace whether its package can be edited */
    Path snapYaml(String name, String revision, boolean inPlace);

    /**
     * Lets a revision disappear until it is restored; its package stays. One that somebody looks at stays where it is. Does nothing when
     * it is not there.
     *
     * @throws CordonException when it cannot be unmounted
     */
    void unmount(String name, String revision) throws CordonException;

    /** Lets {@code current} name this revision. Does nothing when it does. */
    void makeCurrent(String name, String revision) throws CordonException;

    /**
     * Takes a revision away: its mount, its package, and with the last revision the directory of the snap. Does nothing when
     * it is not there.
     */
    void withdraw(String name, String revision) throws CordonException;
}
