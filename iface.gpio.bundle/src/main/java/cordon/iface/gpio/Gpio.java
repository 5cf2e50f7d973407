package cordon.iface.gpio;

import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.iface.InterfaceInfo.AttributeInfo;
import cordon.api.iface.InterfaceInfo.Check;
import cordon.api.iface.InterfaceInfo.Review;
import cordon.api.policy.FileRule;
import cordon.api.policy.PathPattern;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapType;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/**
 * Lets a program use one pin, as sysfs numbers them (Documentation/admin-guide/gpio/sysfs.rst). A slot of a gadget names it by its
 * attribute {@code number}; the system's slot has no attributes, and there the plug names it.
 */
@Component
public final class Gpio implements Interface {
    private static final String NUMBER = "number";
    private static final long MOST = 65535;
    private static final InterfaceInfo INFO = new InterfaceInfo("gpio", "allows accessing a specific GPIO pin",
            Set.of(SnapType.SYSTEM, SnapType.GADGET, SnapType.OS), false, new Review(true, "what a pin switches may be a machine that moves"),
            List.of(new AttributeInfo(NUMBER, "slot", "number", true, "the pin, as sysfs numbers it"),
                    new AttributeInfo(NUMBER, "plug", "number", false, "the same; required for the slot of the system, which names none")),
            List.of(new Check("open /sys/class/gpio/ r", true), new Check("open /sys/class/gpio/export w", false), new Check("open /dev/gpiochip0 rw", false)));

    @Override
    public InterfaceInfo info() {
        return INFO;
    }

    @Override
    public void checkPlug(Plug plug) throws AttributeException {
        if (plug.attributes().has(NUMBER)) {
            pin(plug.attributes());
        }
    }

    @Override
    public void checkSlot(Slot slot) throws AttributeException {
        pin(slot.attributes());
    }

    @Override
    public List<String> objections(Connection connection) {
        return connection.disagreement(NUMBER, "17");
    }

    @Override
    public List<Statement> connectedPlug(Connection connection) throws AttributeException {
        String name = "gpio" + pin(connection.naming(NUMBER));
        return List.of(
                new Statement(FileRule.allow(PathPattern.parse("/sys/class/gpio/"), "r"), "to find pins"),
                new Statement(FileRule.allow(PathPattern.parse("/sys/devices/**/gpio/" + name + "/"), "r"), "the pin"),
                new Statement(FileRule.allow(PathPattern.parse("/sys/devices/**/gpio/" + name + "/{active_low,direction,edge,value}"), "rw"),
                        "its direction and value"));
    }

    private static long pin(Attributes attributes) throws AttributeException {
        long number = attributes.number(NUMBER).orElseThrow(() -> attributes.error(NUMBER, "it is required, such as 17"));
        if (number < 0 || number > MOST) {
            throw attributes.error(NUMBER, number + " is no pin; there are 0 to " + MOST);
        }
        return number;
    }
}
