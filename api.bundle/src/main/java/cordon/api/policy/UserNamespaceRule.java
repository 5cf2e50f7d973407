package cordon.api.policy;

/** Making user namespaces (user_namespaces(7)). */
public record UserNamespaceRule() implements Rule {
    @Override
    public String kind() {
        return "userns";
    }

    @Override
    public String text() {
        return "";
    }
}
