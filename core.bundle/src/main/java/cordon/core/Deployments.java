package cordon.core;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Bundles that are put into the running system as files. What lies in the folder is in force, also after a start; whoever writes
 * there directly gets the same as through {@link #deploy}, a moment later. Thread-safe.
 */
@ProviderType
public interface Deployments {

    /** The folder, absolute. */
    Path folder();

    /** The files in force, by name: {@code NAME.yaml} and {@code NAME.jar}. */
    List<String> files();

    /** What is wrong with files of the folder: {@code FILE:LINE: KEY: what is wrong} where there is a line. */
    List<String> problems();

    /**
     * A file to deploy.
     *
     * @param name    without directories
     * @param content of the file
     */
    record Given(String name, byte[] content) {
    }

    /**
     * Fetches a file, and does nothing else with it.
     *
     * @param url      {@code https:}; {@code http:} for what no other machine sends, or has no code
     * @param progress told how much is there
     * @throws CordonException when it cannot be fetched, is too large, or somebody on the way could have made code of it
     */
    Given fetch(String url, Progress progress) throws CordonException;

    /**
     * Checks a file, puts it into the folder, and waits until it is in effect.
     *
     * @param name    of the file; it ends in {@code .yaml} or {@code .jar}
     * @param content of the file
     * @return what it grants, in words
     * @throws CordonException when it is wrong; nothing has changed
     */
    Outcome deploy(String name, byte[] content) throws CordonException;

    /**
     * What {@link #deploy} would change. Changes nothing.
     *
     * @throws CordonException when it would be refused, or when code would have to run to know
     */
    Preview preview(String name, byte[] content) throws CordonException;

    /**
     * Takes a file out of the folder, and waits until its rules are gone.
     *
     * @param name of the file, with or without its ending
     * @throws CordonException when there is none
     */
    Outcome undeploy(String name) throws CordonException;

    /**
     * Tries what a description says that a connected plug can do and cannot, on this kernel, in an instance that is there for that alone.
     *
     * @param name of the file, for messages
     * @param text of the file
     * @return the lines that hold as details, those that do not as warnings
     * @throws CordonException when the description is wrong, or no such instance can be started
     */
    Outcome tryChecks(String name, byte[] text) throws CordonException;

    /**
     * What a description of an interface would grant, and what in it a reviewer would ask about. Changes nothing.
     *
     * @param name of the file, for messages
     * @param text of the file
     * @return the grants as details, the questions as warnings
     * @throws CordonException when it is wrong
     */
    Outcome check(String name, byte[] text) throws CordonException;

    /**
     * Files to begin an interface with: commented, and valid as they stand.
     *
     * @param name of the interface
     * @param java whether attributes of snaps decide about its rules: a Maven project, in place of a description
     * @return their texts, by path; all of a project are below one directory
     * @throws CordonException when it cannot be the name of one
     */
    SortedMap<String, String> starter(String name, boolean java) throws CordonException;
}
