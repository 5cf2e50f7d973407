package cordon.shell.control;

import cordon.linux.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The strings of a request.
 *
 * @param arguments   the verb and its words
 * @param environment of the caller; of two variables with one name the first counts, as for getenv(3)
 */
record RequestBody(List<String> arguments, Map<String, String> environment) {

    /** @throws ProtocolException when the bytes are not that many strings, each ended by NUL */
    static RequestBody parse(RequestHeader header, byte[] bytes) throws ProtocolException {
        List<String> strings = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == 0) {
                strings.add(Text.decode(bytes, start, at - start));
                start = at + 1;
            }
        }
        if (start != bytes.length || strings.size() != header.arguments() + header.variables()) {
            throw new ProtocolException("the body is not " + header.arguments() + " arguments and " + header.variables() + " variables");
        }
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : strings.subList(header.arguments(), strings.size())) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                environment.putIfAbsent(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return new RequestBody(List.copyOf(strings.subList(0, header.arguments())), environment);
    }
}
