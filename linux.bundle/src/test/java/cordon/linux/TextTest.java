package cordon.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void validTextIsUtf8() {
        String text = "caf\u00e9 \u20ac \ud83d\ude00 \ufffd";
        assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), Text.encode(text));
        assertEquals(text, Text.decode(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anyBytesComeBackUnchanged() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            for (int b = 0; b < bytes.length; b++) {
                // Mostly lead and continuation bytes, where decoding is hard; never NUL.
                bytes[b] = (byte) (random.nextBoolean() ? 0x80 + random.nextInt(128) : 1 + random.nextInt(255));
            }
            assertArrayEquals(bytes, Text.encode(Text.decode(bytes)));
        }
    }

    @Test
    void overlongFormsAndEncodedSurrogatesAreNotText() {
        assertEquals("\udcc0\udcaf", Text.decode(new byte[] {(byte) 0xc0, (byte) 0xaf}));
        assertEquals("\udced\udca0\udc80", Text.decode(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}));
    }

    @Test
    void whatStandsForNoBytesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Text.encode("a\0b"));
        assertThrows(IllegalArgumentException.class, () -> Text.encode("\ud800"));
        assertThrows(IllegalArgumentException.class, () -> Text.encode("\udc00"));
    }
}
