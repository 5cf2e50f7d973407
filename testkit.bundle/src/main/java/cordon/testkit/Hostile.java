package cordon.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values that a hostile {@code snap.yaml} would put in the place of a good one. Pure. */
final class Hostile {
    /** Marks what was put in: no good value has it. */
    static final String MARK = "zq7x";

    /** What would become something else in a profile, or leave a directory. The mark follows, so that it is found where it came through. */
    private static final List<String> ENDS = List.of("\n/** rwx,\n", ",\n", ", /** rw", "*", "**", "?", "[a-z]", "[^a]", "{,/**}", "{", "}", "@{HOME}", "@{PROC}/", "^", "\"", "'",
            "\\", " ", "\t", "\r", "\0", "#", ";", "|", "<", ">", "(", ")", "$", "`", "!", "&", "/../", "/./", "//", "\u202e", "\u00a0", "\ud83d");

    private Hostile() {
    }

    /** Each has the mark and is a text; those that are refused are refused for what stands before it. */
    static List<String> texts(String good) {
        List<String> texts = new ArrayList<>();
        for (String end : ENDS) {
            texts.add(good + end + MARK);
            texts.add(good.substring(0, good.length() / 2) + end + MARK + good.substring(good.length() / 2));
            texts.add(end + MARK + good);
        }
        return texts;
    }

    /** Whether a text has the mark beside what makes it hostile: nothing that is right has such characters in a rule. */
    static boolean in(String ruleText) {
        int at = ruleText.indexOf(MARK);
        return at >= 0 && ENDS.stream().anyMatch(end -> ruleText.startsWith(end, at - end.length()));
    }

    /** Values of every type but the right one, and the right one without content. */
    static List<Object> ofOtherTypes() {
        Map<Object, Object> odd = new LinkedHashMap<>();
        odd.put("key", List.of(Map.of("deep", List.of())));
        return List.of("", " ", "x".repeat(100_000), 0, -1, Integer.MAX_VALUE, Long.MAX_VALUE, 1.5, true, false, List.of(), List.of(1, 2), List.of(""), List.of(List.of("x")),
                List.of(Map.of()), Map.of(), odd);
    }

    /** The same attributes with each text in them, however deep, replaced by each hostile one, one at a time. */
    static List<Map<String, Object>> variants(Map<String, Object> good) {
        List<Map<String, Object>> variants = new ArrayList<>();
        good.forEach((name, value) -> variantsOf(value).forEach(variant -> {
            Map<String, Object> changed = new LinkedHashMap<>(good);
            changed.put(name, variant);
            variants.add(changed);
        }));
        return variants;
    }

    private static List<Object> variantsOf(Object value) {
        List<Object> variants = new ArrayList<>();
        if (value instanceof String text) {
            variants.addAll(texts(text));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                for (Object element : variantsOf(list.get(i))) {
                    List<Object> changed = new ArrayList<>(list);
                    changed.set(i, element);
                    variants.add(changed);
                }
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> variantsOf(element).forEach(variant -> {
                Map<Object, Object> changed = new LinkedHashMap<>(map);
                changed.put(key, variant);
                variants.add(changed);
            }));
        }
        return variants;
    }
}
