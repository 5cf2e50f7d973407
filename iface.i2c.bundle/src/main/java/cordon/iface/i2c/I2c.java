package cordon.iface.i2c;

import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.iface.InterfaceInfo.AttributeInfo;
import cordon.api.iface.InterfaceInfo.Check;
import cordon.api.iface.InterfaceInfo.Review;
import cordon.api.policy.DeviceRule;
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
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;

/**
 * Lets a program use one I2C bus. A slot of a gadget names the device by its attribute {@code path}; the system's slot has no
 * attributes, and there the plug names it, for an administrator to look at before connecting.
 */
@Component
public final class I2c implements Interface {
    private static final String PATH = "path";
    private static final Pattern NODE = Pattern.compile("/dev/i2c-[0-9]{1,4}");
    private static final InterfaceInfo INFO = new InterfaceInfo("i2c", "allows accessing a specific I2C bus",
            Set.of(SnapType.SYSTEM, SnapType.GADGET, SnapType.OS), false, new Review(true, "voltage regulators and memory modules hang on such buses: a wrong write can break the machine"),
            List.of(new AttributeInfo(PATH, "slot", "string", true, "the device, such as /dev/i2c-1"),
                    new AttributeInfo(PATH, "plug", "string", false, "the same; required for the slot of the system, which names none")),
            List.of(new Check("open /dev/i2c-1 rw", true), new Check("open /dev/mem r", false), new Check("open /dev/sda rw", false)));

    @Override
    public InterfaceInfo info() {
        return INFO;
    }

    @Override
    public void checkPlug(Plug plug) throws AttributeException {
        if (plug.attributes().has(PATH)) {
            device(plug.attributes());
        }
    }

    @Override
    public void checkSlot(Slot slot) throws AttributeException {
        device(slot.attributes());
    }

    @Override
    public List<String> objections(Connection connection) {
        return connection.disagreement(PATH, "/dev/i2c-1");
    }

    @Override
    public List<Statement> connectedPlug(Connection connection) throws AttributeException {
        PathPattern device = device(connection.naming(PATH));
        Set<DeviceRule.Access> both = Set.of(DeviceRule.Access.READ, DeviceRule.Access.WRITE);
        return List.of(
                new Statement(FileRule.allow(device, "rw"), "I2C bus"),
                new Statement(new DeviceRule(DeviceRule.Type.CHAR, DeviceRule.ANY, DeviceRule.ANY, device, both), "the same"),
                Statement.parse("file", "/sys/class/i2c-dev/ r", "to find buses"),
                Statement.parse("file", "/sys/devices/**/i2c-[0-9]*/name r", "what they are called"));
    }

    private static PathPattern device(Attributes attributes) throws AttributeException {
        PathPattern path = PathPattern.literal(attributes, PATH);
        if (!NODE.matcher(path.text()).matches()) {
            throw attributes.error(PATH, "\"" + path + "\" is no I2C bus; write for example /dev/i2c-1");
        }
        return path;
    }
}
