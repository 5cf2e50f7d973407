package cordon.api.snap;

/**
 * An attribute of a plug or slot is wrong. The message names snap, plug or slot, and attribute. It is one line for a terminal, whatever the
 * snap says: what controls one is replaced by a question mark.
 */
public final class AttributeException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param owner     e.g. {@code plug "docs" of snap "foo"}
     * @param attribute its name
     * @param why       what is wrong, and what would be right
     */
    public AttributeException(String owner, String attribute, String why) {
        super((owner + ": attribute \"" + attribute + "\": " + why).replaceAll("[\\p{Cntrl}\\p{Cf}\u2028\u2029]", "?"));
    }
}
