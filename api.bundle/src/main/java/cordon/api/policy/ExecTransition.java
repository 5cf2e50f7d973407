package cordon.api.policy;

/** Under which policy an executed program runs; the texts are AppArmor's (apparmor.d(5)). */
public enum ExecTransition {
    /** The rule does not allow execution. */
    NONE(""),
    /** Under the policy of the caller. */
    INHERIT("ix"),
    /** Under a profile named by the program's path, with a cleaned environment. */
    PROFILE("Px"),
    /** Under a child profile, with a cleaned environment. */
    CHILD("Cx"),
    /** Without confinement, with a cleaned environment. A site's ceiling refuses it to third parties. */
    UNCONFINED("Ux"),
    /** A deny rule: execution in any way. */
    ANY("x");

    private final String text;

    ExecTransition(String text) {
        this.text = text;
    }

    /** As in the text of a rule. */
    public String text() {
        return text;
    }
}
