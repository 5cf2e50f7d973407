package cordon.shell.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.api.policy.Statement;
import cordon.api.snap.EndpointRef;
import cordon.core.ReviewView;
import cordon.core.ReviewView.Offer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewTextTest {
    private static final Statement RULE = Statement.parse("capability", "net_admin", "addresses");
    private static final Statement OWN = Statement.parse("capability", "kill", "the name");

    @Test
    void whatIsSensitiveAndWhatItComesToIsSaid() {
        ReviewView plug = new ReviewView(new EndpointRef("foo", "net"), "network-control", "it redirects", List.of(),
                List.of(new Offer(new EndpointRef("system", "network-control"), false, List.of(RULE), ""), new Offer(new EndpointRef("bar", "net"), false, List.of(), "it is held")));
        ReviewView slot = new ReviewView(new EndpointRef("foo", "bus"), "dbus", "it answers", List.of(OWN),
                List.of(new Offer(new EndpointRef("baz", "bus"), true, List.of(RULE), "")));
        assertEquals("""
                Plug or slot  Interface        State                 Why it is sensitive
                foo:net       network-control  not connected         it redirects
                foo:bus       dbus             connected to baz:bus  it answers

                foo:net would get from the connection to :network-control:
                  can use the capability net_admin where it runs as root  addresses

                foo:net cannot be connected to bar:net: it is held

                foo:bus has, because it is declared:
                  can use the capability kill where it runs as root  the name

                foo:bus has from the connection to baz:bus:
                  can use the capability net_admin where it runs as root  addresses""", String.join("\n", ReviewText.lines(List.of(plug, slot), 0, false)));
    }
}
