package cordon.core;

import cordon.api.policy.Statement;
import cordon.api.snap.EndpointRef;
import java.util.List;

/**
 * A plug or slot of an interface that a person should look at before it is granted.
 *
 * @param endpoint      the plug or slot
 * @param interfaceName its interface
 * @param reason        why that is sensitive
 * @param declared      what the snap's commands get because it is declared, connected or not
 * @param offers        the other sides that are here, by name
 */
public record ReviewView(EndpointRef endpoint, String interfaceName, String reason, List<Statement> declared, List<Offer> offers) {
    /** Copies the lists. */
    public ReviewView {
        declared = List.copyOf(declared);
        offers = List.copyOf(offers);
    }

    /**
     * What comes of a connection.
     *
     * @param to        the other side
     * @param connected whether there is one now
     * @param gets      what the commands on this side would get from it, or have got
     * @param refusal   why it cannot be made; empty when it can
     */
    public record Offer(EndpointRef to, boolean connected, List<Statement> gets, String refusal) {
        /** Copies the list. */
        public Offer {
            gets = List.copyOf(gets);
        }
    }
}
