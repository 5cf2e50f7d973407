package cordon.iface.serialport;

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

/** Lets a program use one serial port. */
@Component(service = Interface.class)
public final class SerialPort extends ResourceInterface<PathPattern> {
    private static final String PATH = "path";
    private static final String EXAMPLE = "/dev/ttyUSB0";
    private static final Pattern NODE = Pattern.compile("/dev/(tty(S|USB|ACM|AMA|SC|PS|O|MAX|HS|THS|XRUSB|mxc)[0-9]{1,4}|serial-port-[a-z0-9-]{1,64})");

    /** One serves all connections. */
    public SerialPort() {
        super("serial-port", "allows accessing a specific serial port",
                "what hangs on a serial port may be a machine that moves, or the console of another one",
                new AttributeInfo(PATH, "slot", "string", true, "the device, such as " + EXAMPLE), EXAMPLE,
                List.of(new Check("open " + EXAMPLE + " rw", true), new Check("open /dev/mem r", false), new Check("open /dev/sda rw", false)));
    }

    @Override
    protected PathPattern named(Attributes attributes) throws AttributeException {
        PathPattern path = PathPattern.literal(attributes, PATH);
        if (!NODE.matcher(path.text()).matches()) {
            throw attributes.error(PATH, "\"" + path + "\" is no serial port; write for example " + EXAMPLE);
        }
        return path;
    }

    @Override
    protected List<Statement> granted(PathPattern device) {
        return List.of(
                new Statement(FileRule.allow(device, "rwk"), "serial port"),
                new Statement(DeviceRule.named(DeviceRule.Type.CHAR, device, DeviceRule.Access.READ, DeviceRule.Access.WRITE), "the same"),
                Statement.parse("file", "/sys/class/tty/ r", "to find ports"),
                Statement.parse("file", "/run/udev/data/c{4,166,188,204}:[0-9]* r", "what udev(7) knows of them"));
    }
}
