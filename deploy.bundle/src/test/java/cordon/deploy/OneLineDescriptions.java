package cordon.deploy;

import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.policy.Statement;
import cordon.api.snap.Connection;
import cordon.api.snap.SnapType;
import cordon.core.CordonException;
import cordon.core.InterfaceFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Descriptions for tests: the name, a blank, and the text of a file rule. */
final class OneLineDescriptions implements InterfaceFiles {

    @Override
    public Interface read(byte[] text, String file) throws CordonException {
        String[] words = new String(text, StandardCharsets.UTF_8).split(" ", 2);
        if (words.length != 2) {
            throw new CordonException(CordonException.Kind.INVALID, file + ":1: one word is too few");
        }
        InterfaceInfo info = new InterfaceInfo(words[0], "for tests", Set.of(SnapType.SYSTEM), false, InterfaceInfo.Review.NONE, List.of(), List.of());
        return new Interface() {
            @Override
            public InterfaceInfo info() {
                return info;
            }

            @Override
            public List<Statement> connectedPlug(Connection connection) {
                return List.of(Statement.parse("file", words[1], ""));
            }
        };
    }

    @Override
    public List<String> problems() {
        return List.of();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
