package cordon.core.snapyaml;

import cordon.core.snapyaml.YamlValue.Items;
import cordon.core.snapyaml.YamlValue.Scalar;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads {@code links}, and the keys {@code website}, {@code contact}, {@code issues}, {@code donation} and {@code source-code}
 * where a file has them at its top level instead.
 */
final class LinksReader {

    private static final List<String> DIRECT = List.of("website", "contact", "issues", "donation", "source-code");
    private static final String RIGHT = "a link is an http or https address, or an e-mail address with or without mailto:";

    private LinksReader() {
    }

    static Map<String, List<String>> read(Section top) {
        Map<String, List<String>> links = new LinkedHashMap<>();
        top.section("links").ifPresent(section -> {
            for (String kind : section.keys()) {
                if (!Names.isLink(kind)) {
                    section.problem(kind, Shown.quoted(kind)
                            + " is not possible; a kind of link has letters, digits and single inner dashes");
                    continue;
                }
                List<String> addresses = addresses(section, kind);
                YamlValue value = section.value(kind).orElse(null);
                if (value == null || value instanceof Items items && items.items().isEmpty()) {
                    section.problem(kind, "has no link; add one or remove the key");
                }
                links.put(kind, addresses);
            }
        });
        for (String kind : DIRECT) {
            List<String> addresses = addresses(top, kind);
            if (!addresses.isEmpty()) {
                List<String> all = new ArrayList<>(links.getOrDefault(kind, List.of()));
                addresses.stream().filter(address -> !all.contains(address)).forEach(all::add);
                links.put(kind, List.copyOf(all));
            }
        }
        return links;
    }

    private static List<String> addresses(Section section, String key) {
        YamlValue value = section.value(key).orElse(null);
        if (value instanceof Scalar) {
            String address = section.text(key, LinksReader::isLink, RIGHT);
            return address.isEmpty() ? List.of() : List.of(address);
        }
        return section.texts(key, LinksReader::isLink, RIGHT);
    }

    private static boolean isLink(String text) {
        try {
            String scheme = new URI(text).getScheme();
            if (scheme == null || scheme.equalsIgnoreCase("mailto")) {
                return text.indexOf('@') > 0 && text.chars().noneMatch(Character::isWhitespace);
            }
            return List.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
