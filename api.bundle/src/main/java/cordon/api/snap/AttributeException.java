package cordon.api.snap;

/** An attribute of a plug or slot is wrong. The message names snap, plug or slot, and attribute. */
public final class AttributeException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param owner     e.g. {@code plug "docs" of snap "foo"}
     * @param attribute its name
     * @param why       what is wrong, and what would be right
     */
    public AttributeException(String owner, String attribute, String why) {
        super(owner + ": attribute \"" + attribute + "\": " + why);
    }
}
