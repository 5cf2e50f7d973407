package cordon.core.snapyaml;

import java.util.regex.Pattern;

/**
 * The rules for names in the snap world, as snapd enforces them. Names end up in paths, security labels and file names,
 * so every rule is an allow-list and none admits {@code /}, {@code .} alone, white space or a control character.
 *
 * <p>Pure functions; null is never a valid name. No pattern can backtrack more than linearly: repeated groups start with
 * a character that the preceding part cannot hold, or are possessive.
 */
public final class Names {

    /** The fewest characters of a snap's name. */
    public static final int SNAP_MIN = 2;
    /** The most characters of a snap's name. */
    public static final int SNAP_MAX = 40;
    /** The most characters of a version. */
    public static final int VERSION_MAX = 32;

    private static final Pattern LOWER_DASHED = Pattern.compile("[a-z0-9]++(?:-[a-z0-9]++)*+");
    private static final Pattern INSTANCE_KEY = Pattern.compile("[a-z0-9]{1,10}");
    private static final Pattern LETTER_FIRST = Pattern.compile("[a-z][a-z0-9]*+(?:-[a-z0-9]++)*+");
    private static final Pattern APP = Pattern.compile("[a-zA-Z0-9]++(?:-[a-zA-Z0-9]++)*+");
    private static final Pattern ALIAS = Pattern.compile("[a-zA-Z0-9][-_.a-zA-Z0-9]*+");
    private static final Pattern VERSION = Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9:.+~-]{0,30}[a-zA-Z0-9+~])?");
    private static final Pattern ENVIRONMENT = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*+");
    private static final Pattern USER = Pattern.compile("[a-z0-9_][-a-z0-9+._]*+");
    private static final Pattern LINK = Pattern.compile("[a-zA-Z][a-zA-Z0-9]*+(?:-[a-zA-Z0-9]++)*+");
    private static final Pattern COMMON_ID = Pattern.compile("[a-zA-Z0-9][-_.a-zA-Z0-9]*+");
    private static final Pattern PROVENANCE = Pattern.compile("[a-zA-Z0-9]++(?:-[a-zA-Z0-9]++)*+");

    private Names() {
    }

    /** Whether this may name a snap: lower case letters, digits and single inner dashes, at least one letter, 2 to 40 long. */
    public static boolean isSnap(String name) {
        return name != null && name.length() >= SNAP_MIN && name.length() <= SNAP_MAX && isLowerDashed(name);
    }

    /** Whether this may name an installed snap: a snap's name, or one followed by {@code _} and an instance key. */
    public static boolean isInstance(String name) {
        if (name == null) {
            return false;
        }
        int split = name.indexOf('_');
        return split < 0 ? isSnap(name) : isSnap(name.substring(0, split)) && isInstanceKey(name.substring(split + 1));
    }

    /** Whether this may tell instances of one snap apart: 1 to 10 lower case letters and digits. */
    public static boolean isInstanceKey(String key) {
        return matches(INSTANCE_KEY, key);
    }

    /** Whether this may name an app: letters, digits and single inner dashes. */
    public static boolean isApp(String name) {
        return matches(APP, name);
    }

    /** Whether this may name a hook: a lower case letter first, then lower case letters, digits and single inner dashes. */
    public static boolean isHook(String name) {
        return matches(LETTER_FIRST, name);
    }

    /** Whether this may name a plug or a slot; the rule is that of hooks. */
    public static boolean isPlugOrSlot(String name) {
        return matches(LETTER_FIRST, name);
    }

    /** Whether this may name an interface; the rule is that of hooks. */
    public static boolean isInterface(String name) {
        return matches(LETTER_FIRST, name);
    }

    /** Whether this may be another name of a command: a letter or digit, then also dash, underscore and dot. */
    public static boolean isAlias(String name) {
        return matches(ALIAS, name);
    }

    /** Whether this may name a socket of an app; the rule is that of snaps, with no limit of length. */
    public static boolean isSocket(String name) {
        return name != null && isLowerDashed(name);
    }

    /** Whether this may name a component of a snap; the rule is that of snaps. */
    public static boolean isComponent(String name) {
        return isSnap(name);
    }

    /** Whether this may be a version: up to 32 of letters, digits and {@code : . + ~ -}, with a letter or digit first. */
    public static boolean isVersion(String version) {
        return matches(VERSION, version);
    }

    /** Whether this may name an environment variable (POSIX.1-2017, Base Definitions, 8.1; lower case too). */
    public static boolean isEnvironmentVariable(String name) {
        return matches(ENVIRONMENT, name);
    }

    /** Whether this may name a user: up to 32 of lower case letters, digits and {@code - + . _}, the first none of {@code - + .}. */
    public static boolean isUser(String name) {
        return matches(USER, name) && name.length() <= 32;
    }

    /** Whether this may name a kind of link, such as {@code website} or {@code source-code}. */
    public static boolean isLink(String name) {
        return matches(LINK, name);
    }

    /** Whether this may be an AppStream component ID, or a D-Bus name, or the name of a desktop file. */
    public static boolean isDottedId(String name) {
        return matches(COMMON_ID, name);
    }

    /** Whether this may be a provenance: letters, digits and single inner dashes. */
    public static boolean isProvenance(String name) {
        return matches(PROVENANCE, name);
    }

    private static boolean isLowerDashed(String name) {
        return LOWER_DASHED.matcher(name).matches() && name.chars().anyMatch(c -> c >= 'a' && c <= 'z');
    }

    private static boolean matches(Pattern pattern, String name) {
        return name != null && pattern.matcher(name).matches();
    }
}
