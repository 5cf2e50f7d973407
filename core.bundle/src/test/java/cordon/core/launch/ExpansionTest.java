package cordon.core.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {

    @ParameterizedTest
    @CsvSource({"plain,plain", "$A,1", "${A},1", "x${A}y$B!,x1y$A!", "$AB/$A,/1", "$MISSING.,.", "$,$", "$$A,$1", "${A,${A", "${},${}", "$1,$1", "'${A B}','${A B}'",
            "'$A$A ${B}','11 $A'"})
    void variablesAreReplacedOnce(String text, String expected) {
        assertEquals(expected, Expansion.expand(text, Map.of("A", "1", "B", "$A")));
    }
}
