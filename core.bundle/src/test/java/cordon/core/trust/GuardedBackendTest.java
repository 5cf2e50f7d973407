package cordon.core.trust;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import cordon.api.backend.Backend;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

class GuardedBackendTest {
    @Test
    void everyMethodOfTheContractIsGuardedAndTheOnesThatAreOptionalPassedOn() {
        for (Method method : Backend.class.getMethods()) {
            assertDoesNotThrow(() -> GuardedBackend.class.getDeclaredMethod(method.getName(), method.getParameterTypes()), method.toString());
        }
    }
}
