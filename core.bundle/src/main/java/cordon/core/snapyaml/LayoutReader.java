package cordon.core.snapyaml;

import cordon.core.snapyaml.LayoutEntry.Kind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@code layout}. */
final class LayoutReader {

    private static final String KINDS = Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "));
    private static final int MODE_DEFAULT = 0755;

    private final String snap;
    private final Section layout;
    private final Map<String, LayoutEntry> entries = new LinkedHashMap<>();

    private LayoutReader(Section layout, String snap) {
        this.layout = layout;
        this.snap = snap;
    }

    static Map<String, LayoutEntry> read(Section top, String snap) {
        Optional<Section> layout = top.section("layout");
        return layout.isPresent() ? new LayoutReader(layout.get(), snap).read() : Map.of();
    }

    private Map<String, LayoutEntry> read() {
        for (String path : layout.keys()) {
            Optional<String> wrong = LayoutPaths.wrongTarget(path, snap);
            if (wrong.isPresent()) {
                layout.findings().problem(layout.keyAt(path), layout.pathOf(path), wrong.get());
            } else {
                layout.sectionOrEmpty(path).ifPresent(section -> entry(section, path));
            }
        }
        refuseNested();
        refuseMixedSources();
        return entries;
    }

    private void entry(Section section, String path) {
        List<Kind> kinds = Arrays.stream(Kind.values()).filter(kind -> section.has(kind.word())).toList();
        if (kinds.size() != 1) {
            layout.findings().problem(layout.keyAt(path), layout.pathOf(path), "has " + (kinds.isEmpty() ? "none" : "several") + " of "
                    + KINDS + "; exactly one says what is put there");
        }
        section.word("type", List.of("tmpfs"));
        String user = owner(section, "user");
        String group = owner(section, "group");
        int mode = mode(section);
        section.keepUnknown();
        if (kinds.size() == 1) {
            Kind kind = kinds.get(0);
            String source = kind == Kind.TMPFS ? "" : source(section, kind.word());
            entries.put(path, new LayoutEntry(path, kind, source, user, group, mode));
        }
    }

    private static String source(Section section, String key) {
        String source = section.text(key);
        LayoutPaths.wrongSource(source).ifPresent(why -> section.problem(key, why));
        return source;
    }

    private static String owner(Section section, String key) {
        section.word(key, List.of("root"));
        return "root";
    }

    private static int mode(Section section) {
        String text = section.text("mode", mode -> mode.matches("0?o?[01]?[0-7]{3}"),
                "a mode has three octal digits, such as 0755, or four of which the first is 1");
        return text.isEmpty() ? MODE_DEFAULT : Integer.parseInt(text.replace("o", ""), 8);
    }

    /** What lies below a replaced path would be looked for in the replacement. */
    private void refuseNested() {
        for (String inner : entries.keySet()) {
            for (int slash = inner.lastIndexOf('/'); slash > 0; slash = inner.lastIndexOf('/', slash - 1)) {
                String outer = inner.substring(0, slash);
                if (entries.containsKey(outer)) {
                    layout.findings().problem(layout.keyAt(inner), layout.pathOf(inner),
                            "lies below the layout " + Shown.quoted(outer) + "; keep one of them");
                }
            }
        }
    }

    private void refuseMixedSources() {
        Map<String, LayoutEntry> first = new LinkedHashMap<>();
        for (LayoutEntry entry : entries.values()) {
            if (entry.kind() == Kind.BIND || entry.kind() == Kind.BIND_FILE) {
                LayoutEntry other = first.putIfAbsent(entry.source(), entry);
                if (other != null && other.kind() != entry.kind()) {
                    layout.problem(entry.path(), "takes " + Shown.quoted(entry.source()) + " for a " + noun(entry) + ", but the layout "
                            + Shown.quoted(other.path()) + " takes it for a " + noun(other) + "; use the same key in both");
                }
            }
        }
    }

    private static String noun(LayoutEntry entry) {
        return entry.kind() == Kind.BIND ? "directory" : "file";
    }
}
