package cordon.iface.i2c;

import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo.AttributeInfo;
import cordon.api.iface.InterfaceInfo.Check;
import cordon.api.iface.ResourceInterface;
import cordon.api.policy.DeviceRule;
import cordon.api.policy.FileRule;
import cordon.api.policy.PathPattern;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import java.util.List;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;

/** Lets a program use one I2C bus. */
@Component(service = Interface.class)
public final class I2c extends ResourceInterface<PathPattern> {
    private static final String PATH = "path";
    private static final String EXAMPLE = "/dev/i2c-1";
    private static final Pattern NODE = Pattern.compile("/dev/i2c-[0-9]{1,4}");

    /** One serves all connections. */
    public I2c() {
        super("i2c", "allows accessing a specific I2C bus",
                "voltage regulators and memory modules hang on such buses: a wrong write can break the machine",
                new AttributeInfo(PATH, "slot", "string", true, "the device, such as " + EXAMPLE), EXAMPLE,
                List.of(new Check("open " + EXAMPLE + " rw", true), new Check("open /dev/mem r", false), new Check("open /dev/sda rw", false)));
    }

    @Override
    protected PathPattern named(Attributes attributes) throws AttributeException {
        PathPattern path = PathPattern.literal(attributes, PATH);
        if (!NODE.matcher(path.text()).matches()) {
            throw attributes.error(PATH, "\"" + path + "\" is no I2C bus; write for example " + EXAMPLE);
        }
        return path;
    }

    @Override
    protected List<Statement> granted(PathPattern device) {
        return List.of(
                new Statement(FileRule.allow(device, "rw"), "I2C bus"),
                new Statement(DeviceRule.named(DeviceRule.Type.CHAR, device, DeviceRule.Access.READ, DeviceRule.Access.WRITE), "the same"),
                Statement.parse("file", "/sys/class/i2c-dev/ r", "to find buses"),
                Statement.parse("file", "/sys/devices/**/i2c-[0-9]*/name r", "what they are called"));
    }
}
