package cordon.core;

import cordon.api.iface.Interface;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Reads the files that describe interfaces. A service of whoever knows their grammar. Thread-safe. */
@ProviderType
public interface InterfaceFiles {

    /**
     * Reads a description.
     *
     * @param text of the file
     * @param file its name, for messages
     * @throws CordonException when it is wrong; the message has a line for each problem, {@code FILE:LINE: KEY: what is wrong}
     */
    Interface read(byte[] text, String file) throws CordonException;

    /** What is wrong with the descriptions in bundles that are started now: a line each, as in {@link #read}. */
    List<String> problems();
}
