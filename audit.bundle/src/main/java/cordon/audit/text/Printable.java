package cordon.audit.text;

/** Text that programs chose, made harmless: on one line, with nothing in it that a terminal would obey. */
public final class Printable {
    private Printable() {
    }

    /** Control characters, those that change the direction or hide, and lone surrogates are shown as {@code \\u001b}. */
    public static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isUnfit(c)) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static boolean isUnfit(int codePoint) {
        int type = Character.getType(codePoint);
        return Character.isISOControl(codePoint) || type == Character.FORMAT || type == Character.SURROGATE || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR || type == Character.PRIVATE_USE;
    }
}
