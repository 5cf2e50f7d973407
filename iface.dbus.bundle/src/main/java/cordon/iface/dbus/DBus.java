package cordon.iface.dbus;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.Side;
import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.iface.InterfaceInfo.AttributeInfo;
import cordon.api.iface.InterfaceInfo.Check;
import cordon.api.iface.InterfaceInfo.Review;
import cordon.api.policy.DBusRule;
import cordon.api.policy.DBusRule.Access;
import cordon.api.policy.DBusRule.Bus;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.SecurityLabel;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;

/**
 * A service on a message bus: the slot's commands own a well-known name and answer, the plug's commands call them. Both sides name
 * {@code bus} and {@code name}, and each talks to processes of the other alone, whom the bus knows by their security labels.
 */
@Component
public final class DBus implements Interface {
    private static final String BUS = "bus";
    private static final String NAME = "name";
    /** D-Bus Specification, "Bus names", without those that begin with a colon. */
    private static final Pattern WELL_KNOWN = Pattern.compile("[A-Za-z_-][A-Za-z0-9_-]*(\\.[A-Za-z_-][A-Za-z0-9_-]*)+");
    private static final int LONGEST = 255;
    private static final Set<String> RESERVED = Set.of("org.freedesktop.DBus", "org.freedesktop.systemd1", "org.freedesktop.login1", "org.freedesktop.PolicyKit1");
    private static final InterfaceInfo INFO = new InterfaceInfo("dbus", "allows owning a name on a message bus, and calling its owner", Set.of(SnapType.APP), false,
            new Review(true, "a service on the bus answers whoever can call it"),
            List.of(new AttributeInfo(BUS, "slot", "string", true, "session or system"), new AttributeInfo(NAME, "slot", "string", true, "the well-known name, such as com.example.Foo"),
                    new AttributeInfo(BUS, "plug", "string", true, "session or system"), new AttributeInfo(NAME, "plug", "string", true, "the same name")),
            List.of(new Check("open /run/systemd/private rw", false)),
            List.of(AdmissionRule.parse(Side.SLOT, "deny-installation", "attribute.bus=system attribute.name=org.freedesktop.* on=classic",
                    "such a name is that of a service of the system, which has its own")));

    @Override
    public InterfaceInfo info() {
        return INFO;
    }

    @Override
    public void checkPlug(Plug plug) throws AttributeException {
        bus(plug.attributes());
        name(plug.attributes());
    }

    @Override
    public void checkSlot(Slot slot) throws AttributeException {
        bus(slot.attributes());
        name(slot.attributes());
    }

    @Override
    public List<String> objections(Connection connection) {
        List<String> objections = new ArrayList<>();
        for (String attribute : List.of(BUS, NAME)) {
            Object wanted = connection.plug().attributes().asMap().get(attribute);
            Object offered = connection.slot().attributes().asMap().get(attribute);
            if (wanted == null || !wanted.equals(offered)) {
                objections.add("the plug has the " + attribute + " " + wanted + ", the slot " + offered);
            }
        }
        return objections;
    }

    @Override
    public List<Statement> connectedPlug(Connection connection) throws AttributeException {
        Bus bus = bus(connection.plug().attributes());
        String owner = SecurityLabel.pattern(connection.slot().snap().instanceName(), connection.slot().apps());
        List<Statement> statements = onTheBus(bus);
        statements.add(new Statement(new DBusRule(bus, Set.of(Access.SEND), null, null, null, null, owner), "to call the service"));
        statements.add(new Statement(new DBusRule(bus, Set.of(Access.RECEIVE), null, null, null, null, owner), "its answers and signals"));
        return statements;
    }

    @Override
    public List<Statement> connectedSlot(Connection connection) throws AttributeException {
        Bus bus = bus(connection.slot().attributes());
        String caller = SecurityLabel.pattern(connection.plug().snap().instanceName(), connection.plug().apps());
        return List.of(new Statement(new DBusRule(bus, Set.of(Access.RECEIVE), null, null, null, null, caller), "calls"),
                new Statement(new DBusRule(bus, Set.of(Access.SEND), null, null, null, null, caller), "answers and signals"));
    }

    @Override
    public List<Statement> declaredSlot(Slot slot) throws AttributeException {
        Bus bus = bus(slot.attributes());
        List<Statement> statements = onTheBus(bus);
        statements.add(new Statement(new DBusRule(bus, Set.of(Access.SEND), "/org/freedesktop/DBus", "org.freedesktop.DBus", "{RequestName,ReleaseName,GetConnection*}",
                "org.freedesktop.DBus", "unconfined"), "to ask for the name, and who calls"));
        statements.add(new Statement(new DBusRule(bus, Set.of(Access.BIND), null, null, null, name(slot.attributes()), null), "the name of the service"));
        return statements;
    }

    private static List<Statement> onTheBus(Bus bus) {
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.parse("file", bus == Bus.SYSTEM ? "/run/dbus/system_bus_socket rw" : "owner @{RUN_USER}/bus rw", "the bus"));
        statements.add(new Statement(new DBusRule(bus, Set.of(Access.SEND), "/org/freedesktop/DBus", "org.freedesktop.DBus",
                "{Hello,GetNameOwner,NameHasOwner,StartServiceByName,AddMatch,RemoveMatch}", "org.freedesktop.DBus", "unconfined"), "to be on the bus"));
        return statements;
    }

    private static Bus bus(Attributes attributes) throws AttributeException {
        String bus = attributes.requiredString(BUS);
        if (!Set.of("session", "system").contains(bus)) {
            throw attributes.error(BUS, "\"" + bus + "\" is no bus; there are session and system");
        }
        return Bus.valueOf(bus.toUpperCase(Locale.ROOT));
    }

    private static String name(Attributes attributes) throws AttributeException {
        String name = attributes.requiredString(NAME);
        if (name.length() > LONGEST || !WELL_KNOWN.matcher(name).matches()) {
            throw attributes.error(NAME, "it is no well-known name of a bus; write for example com.example.Foo");
        }
        if (RESERVED.stream().anyMatch(reserved -> name.equals(reserved) || name.startsWith(reserved + "."))) {
            throw attributes.error(NAME, "\"" + name + "\" is a name of the system's own services");
        }
        return name;
    }
}
