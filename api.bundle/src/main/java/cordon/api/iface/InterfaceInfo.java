package cordon.api.iface;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.Step;
import cordon.api.snap.SnapType;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is said of an interface.
 *
 * @param name        lower-case words joined by dashes: {@code network-bind}
 * @param summary     what the plug's side can do, in one line
 * @param offeredBy   what kinds of snap may have the slot; with {@link SnapType#SYSTEM} the system has one of that name
 * @param autoConnect whether a plug is connected at install when exactly one slot fits, where no rule says otherwise
 * @param review      whether a person should look before it is granted
 * @param attributes  documentation of the attributes that it reads
 * @param checks      what a connected plug can do on a live system, and must not be able to do
 * @param rules       who may have what, beyond {@code offeredBy} and {@code autoConnect}
 */
public record InterfaceInfo(String name, String summary, Set<SnapType> offeredBy, boolean autoConnect, Review review,
        List<AttributeInfo> attributes, List<Check> checks, List<AdmissionRule> rules) {
    private static final Pattern NAME = Pattern.compile("[a-z](-?[a-z0-9])*");

    /**
     * @throws IllegalArgumentException when the name is none, summary or offerers are missing, an attribute stands twice, a check is
     *                                  empty, or a rule connects on its own what is to be reviewed
     */
    public InterfaceInfo {
        if (!NAME.matcher(name).matches() || name.length() > 64) {
            throw new IllegalArgumentException("\"" + name + "\" cannot be the name of an interface: lower-case letters and digits, joined by single dashes");
        }
        if (summary.isBlank() || summary.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("the interface " + name + " needs a summary of one line");
        }
        offeredBy = Set.copyOf(offeredBy);
        if (offeredBy.isEmpty()) {
            throw new IllegalArgumentException("the interface " + name + " must say who may offer the slot");
        }
        Objects.requireNonNull(review);
        attributes = List.copyOf(attributes);
        checks = List.copyOf(checks);
        if (attributes.stream().map(one -> one.side() + " " + one.name()).distinct().count() != attributes.size()) {
            throw new IllegalArgumentException("the interface " + name + " documents an attribute twice");
        }
        if (checks.stream().anyMatch(one -> one.action().isBlank())) {
            throw new IllegalArgumentException("the interface " + name + " has a check that names no action");
        }
        rules = List.copyOf(rules);
        if (review.manual() && rules.stream().anyMatch(one -> one.allow() && one.step() == Step.AUTO_CONNECTION)) {
            throw new IllegalArgumentException("the interface " + name + " is to be reviewed, so no rule can connect it on its own");
        }
    }

    /** Without rules. */
    public InterfaceInfo(String name, String summary, Set<SnapType> offeredBy, boolean autoConnect, Review review, List<AttributeInfo> attributes,
            List<Check> checks) {
        this(name, summary, offeredBy, autoConnect, review, attributes, checks, List.of());
    }

    /** Whether the system itself has a slot of this interface, named like it. */
    public boolean systemSlot() {
        return offeredBy.contains(SnapType.SYSTEM);
    }

    /**
     * Whether a person should look before the interface is granted.
     *
     * @param manual connections are made by {@code connect} alone, and an install warns
     * @param reason why it is sensitive; empty unless {@code manual}
     */
    public record Review(boolean manual, String reason) {
        /** No review. */
        public static final Review NONE = new Review(false, "");

        /** @throws IllegalArgumentException when a review has no reason */
        public Review {
            if (manual == reason.isBlank()) {
                throw new IllegalArgumentException("a manual review has a reason, and no other has one");
            }
        }
    }

    /**
     * An attribute that the interface reads.
     *
     * @param name        its name
     * @param side        {@code plug} or {@code slot}
     * @param type        {@code string}, {@code number}, {@code flag}, {@code list} or {@code map}
     * @param required    whether it must be there
     * @param description one line
     */
    public record AttributeInfo(String name, String side, String type, boolean required, String description) {
        /** @throws IllegalArgumentException when the name is empty, or side or type is none */
        public AttributeInfo {
            if (name.isBlank()) {
                throw new IllegalArgumentException("an attribute has no name");
            }
            if (!Set.of("plug", "slot").contains(side) || !Set.of("string", "number", "flag", "list", "map").contains(type)) {
                throw new IllegalArgumentException("attribute " + name + ": side is plug or slot, type is string, number, flag, list or map");
            }
        }
    }

    /**
     * An action to try on a live system.
     *
     * @param action  e.g. {@code open /etc/fstab r}, {@code socket inet stream}, {@code syscall mount}
     * @param allowed whether a connected plug can do it
     */
    public record Check(String action, boolean allowed) {
    }
}
