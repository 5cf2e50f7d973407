package cordon.api.iface;

import cordon.api.iface.InterfaceInfo.AttributeInfo;
import cordon.api.policy.FileRule;
import cordon.api.policy.PathPattern;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An interface to files that the plug itself names: those in its attribute {@code read} to read, those in {@code write} to read, make,
 * change and remove. A directory stands for all below it.
 */
@ConsumerType
public abstract class FilesInterface implements Interface {
    private static final String READ = "read";
    private static final String WRITE = "write";
    private static final String WITH_ALL_BELOW = "{,/,/**}";

    private final InterfaceInfo info;
    private final BiFunction<PathPattern, String, FileRule> rule;

    /**
     * @param info what is said of the interface, with {@link #attributes}
     * @param rule of a pattern and the letters of an access, such as {@code FileRule::allow}
     */
    protected FilesInterface(InterfaceInfo info, BiFunction<PathPattern, String, FileRule> rule) {
        this.info = info;
        this.rule = rule;
    }

    /** Documentation of the attributes. @param paths what they list, such as {@code absolute paths such as /etc/foo} */
    protected static List<AttributeInfo> attributes(String paths) {
        return List.of(new AttributeInfo(READ, "plug", "list", false, paths + ", with all below, to read"),
                new AttributeInfo(WRITE, "plug", "list", false, "the same, to read, make, change and remove"));
    }

    /**
     * The file or directory that a text of a list names.
     *
     * @param attributes make errors
     * @param attribute  the list's name, for {@link Attributes#error}
     * @param text       as the snap has it: not trusted
     * @return without a slash at its end
     * @throws AttributeException when it names none that this interface gives
     */
    protected abstract PathPattern named(Attributes attributes, String attribute, String text) throws AttributeException;

    /** Exactly one path, for {@link #named}. @throws AttributeException when it is none, or has a slash at its end */
    protected static PathPattern path(Attributes attributes, String attribute, String text) throws AttributeException {
        PathPattern path = PathPattern.literal(attributes, attribute, text);
        if (path.isDirectory()) {
            throw attributes.error(attribute, "\"" + text + "\" ends in a slash; a directory is named without, and stands for all below it");
        }
        return path;
    }

    @Override
    public final InterfaceInfo info() {
        return info;
    }

    @Override
    public final void checkPlug(Plug plug) throws AttributeException {
        statements(plug.attributes());
    }

    @Override
    public final List<Statement> connectedPlug(Connection connection) throws AttributeException {
        return statements(connection.plug().attributes());
    }

    private List<Statement> statements(Attributes attributes) throws AttributeException {
        List<Statement> statements = new ArrayList<>(statements(attributes, READ, "rk", "the plug names it, to read"));
        statements.addAll(statements(attributes, WRITE, "rwkl", "the plug names it, to write"));
        if (statements.isEmpty()) {
            throw attributes.error(READ, "neither \"read\" nor \"write\" names a path");
        }
        return statements;
    }

    private List<Statement> statements(Attributes attributes, String attribute, String access, String reason) throws AttributeException {
        List<Statement> statements = new ArrayList<>();
        for (String text : attributes.strings(attribute)) {
            statements.add(new Statement(rule.apply(named(attributes, attribute, text).below(WITH_ALL_BELOW), access), reason));
        }
        return statements;
    }
}
