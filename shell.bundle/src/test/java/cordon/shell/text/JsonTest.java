package cordon.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void valuesOfEveryKindAreWritten() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "a");
        value.put("number", 3);
        value.put("flag", true);
        value.put("none", Optional.empty());
        value.put("list", Arrays.asList(1L, null));
        value.put("empty", List.of());
        value.put("object", Map.of());
        assertEquals("""
                {
                  "text": "a",
                  "number": 3,
                  "flag": true,
                  "none": null,
                  "list": [
                    1,
                    null
                  ],
                  "empty": [],
                  "object": {}
                }""", Json.write(value));
    }

    @Test
    void aLineHasTheSameValuesWithoutBreaks() {
        assertEquals("{\"list\": [1,\"a\\n  b\"],\"empty\": {}}", Json.line(new TreeMap<>(Map.of("list", List.of(1, "a\n  b"), "empty", Map.of())).descendingMap()));
    }

    @Test
    void whatIsSpecialInATextIsEscaped() {
        assertEquals("\"\\\"\\\\\\n\\t\\u001b\\u007f\\udc80 ü 😀\"", Json.write("\"\\\n\t\u001b\u007f\udc80 ü 😀"));
    }

    @Test
    void aValueOfAnotherKindIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Json.write(new Object()));
    }
}
