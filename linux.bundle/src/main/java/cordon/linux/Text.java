package cordon.linux;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Strings of the kernel as Java strings. The kernel's are bytes without NUL; most are UTF-8, none need be. A byte that is
 * not part of valid UTF-8 becomes the lone surrogate U+DC00 + byte and back, so that any file name, argument or variable
 * passes unchanged. Pure functions.
 */
public final class Text {
    private Text() {
    }

    /**
     * The bytes, without a terminator.
     *
     * @throws IllegalArgumentException when the text holds NUL, or a surrogate that stands for no byte
     */
    public static byte[] encode(String text) {
        int escapes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new IllegalArgumentException("a string for the kernel holds a NUL character");
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                escapes++;
            }
        }
        return escapes == 0 ? text.getBytes(StandardCharsets.UTF_8) : encodeEscapes(text);
    }

    /** The bytes and a NUL, as C functions take them. */
    public static byte[] cString(String text) {
        byte[] bytes = encode(text);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    /** The text of bytes. */
    public static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    /** The text of a range of bytes. */
    public static String decode(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        return text.indexOf('\ufffd') < 0 ? text : decodeEscapes(bytes, from, from + length);
    }

    private static byte[] encodeEscapes(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
        for (int i = 0; i < text.length();) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (point >= 0xdc80 && point <= 0xdcff) {
                out.write(point - 0xdc00);
            } else if (point >= 0xd800 && point <= 0xdfff) {
                throw new IllegalArgumentException("a string for the kernel holds a lone surrogate");
            } else {
                out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    private static String decodeEscapes(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        for (int i = from; i < to;) {
            int length = sequenceLength(bytes, i, to);
            if (length == 0) {
                text.append((char) (0xdc00 + (bytes[i] & 0xff)));
                i++;
            } else {
                text.append(new String(bytes, i, length, StandardCharsets.UTF_8));
                i += length;
            }
        }
        return text.toString();
    }

    /** The length of the valid UTF-8 sequence at a place, 0 when there is none. */
    private static int sequenceLength(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xff;
        int length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
        if (length < 2 || at + length > to) {
            return length < 2 ? length : 0;
        }
        // The JDK's decoder is the judge of overlong forms and encoded surrogates: such a sequence does not come back.
        byte[] sequence = Arrays.copyOfRange(bytes, at, at + length);
        byte[] again = new String(sequence, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(sequence, again) ? length : 0;
    }
}
