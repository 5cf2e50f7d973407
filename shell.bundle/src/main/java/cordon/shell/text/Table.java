package cordon.shell.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows in columns, two spaces apart. The last column is not padded, and is cut to fit a terminal. Control characters, which
 * would speak to the terminal, become {@code ?}.
 */
public final class Table {
    private static final String BOLD = "\033[1m";
    private static final String PLAIN = "\033[0m";

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean header;
    private final int width;
    private final boolean colours;

    private Table(boolean header, int width, boolean colours) {
        this.header = header;
        this.width = width;
        this.colours = colours;
    }

    /** Without a header, of any width. */
    public static Table plain() {
        return new Table(false, 0, false);
    }

    /**
     * With a header.
     *
     * @param width   of the terminal, 0 for none
     * @param colours whether the header stands out
     */
    public static Table of(int width, boolean colours, String... names) {
        Table table = new Table(true, width, colours);
        table.row(names);
        return table;
    }

    /** Adds a row; as many cells as the others. */
    public Table row(String... cells) {
        List<String> clean = new ArrayList<>();
        for (String cell : cells) {
            clean.add(printable(cell));
        }
        rows.add(clean);
        return this;
    }

    /** Whether there is no row but the header. */
    public boolean isEmpty() {
        return rows.size() <= (header ? 1 : 0);
    }

    /** The lines, without trailing spaces. */
    public List<String> lines() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i)).append(i + 1 < row.size() ? " ".repeat(widths[i] - row.get(i).length() + 2) : "");
            }
            String text = fit(line.toString().stripTrailing());
            lines.add(header && colours && lines.isEmpty() ? BOLD + text + PLAIN : text);
        }
        return lines;
    }

    private String fit(String line) {
        return width < 20 || line.length() <= width ? line : line.substring(0, width - 1) + "…";
    }

    /** The text on one line, with nothing in it that moves the cursor or colours. */
    public static String printable(String text) {
        return text.codePoints().anyMatch(Table::isControl)
                ? text.codePoints().map(c -> isControl(c) ? '?' : c).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString()
                : text;
    }

    private static boolean isControl(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.FORMAT
                || Character.getType(codePoint) == Character.SURROGATE;
    }
}
