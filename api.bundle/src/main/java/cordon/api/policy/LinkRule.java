package cordon.api.policy;

/**
 * A hard link from a new name to an existing file.
 *
 * @param link   the new name
 * @param target the existing file
 * @param owner  only when the user owns both
 * @param deny   refused, whatever other rules grant
 */
public record LinkRule(PathPattern link, PathPattern target, boolean owner, boolean deny) implements Rule {
    @Override
    public String kind() {
        return "link";
    }

    @Override
    public String text() {
        return (deny ? "deny " : "") + (owner ? "owner " : "") + link.text() + " -> " + target.text();
    }

    static LinkRule parse(Words words) {
        boolean deny = words.take("deny");
        boolean owner = words.take("owner");
        PathPattern link = PathPattern.parse(words.next("the new name"));
        if (!words.take("->")) {
            throw new IllegalArgumentException("a link rule reads: NEW-NAME -> EXISTING-FILE");
        }
        PathPattern target = PathPattern.parse(words.next("the existing file"));
        words.end();
        return new LinkRule(link, target, owner, deny);
    }
}
