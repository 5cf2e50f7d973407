package cordon.core.manage;

import cordon.api.iface.Interface;
import cordon.api.policy.Confinement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Plug;
import cordon.api.snap.SecurityLabel;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapType;
import cordon.core.CordonException.Kind;
import cordon.core.CordonException;
import cordon.core.InstallOptions;
import cordon.core.registry.Board;
import cordon.core.registry.Catalog;
import cordon.core.registry.Foreign;
import cordon.core.registry.InstalledSnap;
import cordon.core.snapyaml.SnapInfo;
import cordon.core.state.Mode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether a snap may be installed here, decided before anything changes. Pure but for the questions to interfaces. */
final class InstallChecks {
    /** {@code snap.NAME.APP.bin.XXXXXXXXXXXXX} must be the name of a file (255 bytes). */
    private static final int LABEL_MAX = 200;

    private final String what;

    /** @param what for messages: {@code install foo} */
    InstallChecks(String what) {
        this.what = what;
    }

    /** The mode that it is installed in. @throws CordonException when its confinement and the options do not go together */
    Mode mode(Confinement wanted, InstallOptions options) throws CordonException {
        long given = Stream.of(options.devmode(), options.jailmode(), options.classic()).filter(one -> one).count();
        if (given > 1) {
            throw invalid("--devmode, --jailmode and --classic exclude each other; give one of them");
        }
        if (options.classic() && wanted != Confinement.CLASSIC) {
            throw invalid("it is made for " + wanted.text() + " confinement; install it without --classic");
        }
        if (wanted == Confinement.CLASSIC && options.jailmode()) {
            throw invalid("it is made to run without confinement and would not work confined");
        }
        if (wanted == Confinement.CLASSIC && !options.classic()) {
            throw invalid("it asks to run without any confinement, with all rights of whoever starts it; if you trust it, give --classic");
        }
        if (wanted == Confinement.DEVMODE && !options.devmode() && !options.jailmode()) {
            throw invalid("it asks for devmode, where violations are logged and permitted; give --devmode to accept that, or --jailmode to confine it");
        }
        return options.devmode() ? Mode.DEVMODE : options.jailmode() ? Mode.JAILMODE : options.classic() ? Mode.CLASSIC : Mode.DEFAULT;
    }

    /**
     * What of its {@code snap.yaml} does not go here.
     *
     * @param architecture of this machine, as snaps name it
     * @param present      the snap as it is installed now
     */
    void info(SnapInfo info, String architecture, Optional<InstalledSnap> present) throws CordonException {
        if (info.name().equals("system")) {
            throw invalid("\"system\" is how the system itself is called on the board of plugs and slots; no snap may have that name");
        }
        if (!Set.of(SnapType.APP, SnapType.BASE, SnapType.OS, SnapType.GADGET).contains(info.type())) {
            throw invalid("it is of type " + info.type().text() + ", which a device boots from or is managed by; apps, bases and gadgets can be installed");
        }
        if (!info.architectures().contains("all") && !info.architectures().contains(architecture)) {
            throw invalid("it is made for " + String.join(", ", info.architectures()) + ", and this machine is " + architecture);
        }
        if (present.isPresent() && !info.epoch().canRead(present.get().info().epoch())) {
            throw invalid("it cannot read the data of the installed revision " + present.get().record().current() + " (epoch "
                    + present.get().info().epoch() + ", it has " + info.epoch() + "); install a revision between the two first");
        }
    }

    /** The snap as it would be installed. @throws CordonException when a name cannot be in a label, or an attribute is of no known type */
    InstalledSnap snap(InstalledSnapMaker maker) throws CordonException {
        try {
            InstalledSnap snap = maker.make();
            for (SecurityLabel label : snap.labels()) {
                if (label.text().length() > LABEL_MAX) {
                    throw invalid("the name of its command \"" + label.app() + "\" is too long; \"" + label.text() + "\" must have at most " + LABEL_MAX
                            + " characters");
                }
            }
            return snap;
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    /** Makes a snap of values that are not checked yet. */
    @FunctionalInterface
    interface InstalledSnapMaker {
        InstalledSnap make();
    }

    /** What the interfaces that are here, and the rules, say to its plugs and slots. */
    void interfaces(InstalledSnap snap, World now) throws CordonException {
        Catalog<Interface> interfaces = now.interfaces();
        try {
            for (Plug plug : snap.plugs()) {
                Optional<String> refusal = Board.refusal(plug, interfaces, now.admission());
                if (refusal.isPresent()) {
                    throw invalid("it has the plug \"" + plug.name() + "\": " + refusal.get());
                }
                Optional<Interface> contract = interfaces.get(plug.interfaceName());
                if (contract.isPresent()) {
                    Foreign.call(() -> checked(contract.get(), plug));
                }
            }
            for (Slot slot : snap.slots()) {
                Optional<String> refusal = Board.refusal(slot, interfaces, now.admission());
                if (refusal.isPresent()) {
                    throw invalid("it has the slot \"" + slot.name() + "\": " + refusal.get());
                }
                Optional<Interface> contract = interfaces.get(slot.interfaceName());
                if (contract.isPresent()) {
                    Foreign.call(() -> checked(contract.get(), slot));
                }
            }
        } catch (Foreign.Failure e) {
            throw new CordonException(Kind.INVALID, "cannot " + what + ": " + e.getMessage(), e);
        }
    }

    private static String checked(Interface contract, Plug plug) throws AttributeException {
        contract.checkPlug(plug);
        return plug.name();
    }

    private static String checked(Interface contract, Slot slot) throws AttributeException {
        contract.checkSlot(slot);
        return slot.name();
    }

    private CordonException invalid(String why) {
        return new CordonException(Kind.INVALID, "cannot " + what + ": " + why);
    }
}
