package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cordon.core.CordonException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A test that has a core of its own. */
abstract class SystemTest {
    TestSystem system;

    @BeforeEach
    void startSystem(@TempDir Path temporary) throws Exception {
        system = new TestSystem(temporary);
    }

    @AfterEach
    void stopSystem() {
        system.close();
    }

    static void refused(CordonException.Kind kind, String message, Executable action) {
        CordonException refusal = assertThrows(CordonException.class, action);
        assertEquals(message, refusal.getMessage());
        assertEquals(kind, refusal.kind());
    }
}
