package cordon.iface.gpio;

import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo.AttributeInfo;
import cordon.api.iface.InterfaceInfo.Check;
import cordon.api.iface.ResourceInterface;
import cordon.api.policy.FileRule;
import cordon.api.policy.PathPattern;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Lets a program use one pin, as sysfs numbers them (Documentation/admin-guide/gpio/sysfs.rst). */
@Component(service = Interface.class)
public final class Gpio extends ResourceInterface<Long> {
    private static final String NUMBER = "number";
    private static final String EXAMPLE = "17";
    private static final long MOST = 65535;

    /** One serves all connections. */
    public Gpio() {
        super("gpio", "allows accessing a specific GPIO pin", "what a pin switches may be a machine that moves",
                new AttributeInfo(NUMBER, "slot", "number", true, "the pin, as sysfs numbers it"), EXAMPLE,
                List.of(new Check("open /sys/class/gpio/ r", true), new Check("open /sys/class/gpio/export w", false), new Check("open /dev/gpiochip0 rw", false)));
    }

    @Override
    protected Long named(Attributes attributes) throws AttributeException {
        long number = attributes.number(NUMBER).orElseThrow(() -> attributes.error(NUMBER, "it is required, such as " + EXAMPLE));
        if (number < 0 || number > MOST) {
            throw attributes.error(NUMBER, number + " is no pin; there are 0 to " + MOST);
        }
        return number;
    }

    @Override
    protected List<Statement> granted(Long pin) {
        String pins = "/sys/devices/**/gpio/gpio" + pin + "/";
        return List.of(
                Statement.parse("file", "/sys/class/gpio/ r", "to find pins"),
                new Statement(FileRule.allow(PathPattern.parse(pins), "r"), "the pin"),
                new Statement(FileRule.allow(PathPattern.parse(pins + "{active_low,direction,edge,value}"), "rw"), "its direction and value"));
    }
}
