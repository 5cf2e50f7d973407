package cordon.core.snapyaml;

/** Puts words of a file into messages: a hostile file must not write to the terminal of whoever reads them. */
final class Shown {

    private static final int MAX = 80;

    private Shown() {
    }

    /** The text in quotes. */
    static String quoted(String text) {
        return '"' + plain(text) + '"';
    }

    /** The text with control and format characters escaped, cut off where it gets long. */
    static String plain(String text) {
        StringBuilder shown = new StringBuilder();
        int[] points = text.codePoints().limit(MAX + 1L).toArray();
        for (int i = 0; i < Math.min(points.length, MAX); i++) {
            int type = Character.getType(points[i]);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR) {
                shown.append(String.format("\\u%04x", points[i]));
            } else {
                shown.appendCodePoint(points[i]);
            }
        }
        return points.length > MAX ? shown + "..." : shown.toString();
    }
}
