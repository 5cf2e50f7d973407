package cordon.shell.control;

import java.io.IOException;

/** What came over the control socket is not a request as docs/PROTOCOL.md has it. */
final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }
}
