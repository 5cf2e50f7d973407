package cordon.core.admission;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.Condition;
import cordon.api.admission.Party;
import cordon.api.admission.Side;
import cordon.api.admission.SystemKind;
import cordon.api.admission.TextPattern;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule is asked to fit: a plug, a slot, or a connection of both. Pure.
 *
 * @param plug   one side; empty where only a slot is asked about
 * @param slot   the other; empty where only a plug is
 * @param system that it happens on
 */
record Fit(Optional<Subject> plug, Optional<Subject> slot, SystemKind system) {

    /** A plug or a slot. */
    record Subject(SnapIdentity snap, Attributes attributes) {
    }

    static Fit of(Plug plug, SystemKind system) {
        return new Fit(Optional.of(new Subject(plug.snap(), plug.attributes())), Optional.empty(), system);
    }

    static Fit of(Slot slot, SystemKind system) {
        return new Fit(Optional.empty(), Optional.of(new Subject(slot.snap(), slot.attributes())), system);
    }

    static Fit of(Connection connection, SystemKind system) {
        return new Fit(of(connection.plug(), system).plug, of(connection.slot(), system).slot, system);
    }

    /** Whether all that the rule asks holds. */
    boolean fits(AdmissionRule rule) {
        Condition condition = rule.condition();
        Optional<Subject> own = rule.side() == Side.PLUG ? plug : slot;
        Optional<Subject> peer = rule.side() == Side.PLUG ? slot : plug;
        return (condition.systems().isEmpty() || condition.systems().contains(system))
                && (!condition.samePublisher() || samePublisher())
                && party(condition.own(), own, rule.allow()) && party(condition.peer(), peer, rule.allow());
    }

    private boolean samePublisher() {
        Optional<String> publisher = plug.flatMap(one -> one.snap().publisher());
        return publisher.isPresent() && publisher.equals(slot.flatMap(one -> one.snap().publisher()));
    }

    private static boolean party(Party party, Optional<Subject> subject, boolean allow) {
        return party.isAnybody() || subject.isPresent() && party(party, subject.get(), allow);
    }

    private static boolean party(Party party, Subject subject, boolean allow) {
        SnapIdentity snap = subject.snap();
        return (party.types().isEmpty() || party.types().contains(snap.type()))
                && (party.names().isEmpty() || any(party.names(), snap.name()))
                && (party.publishers().isEmpty() || snap.publisher().filter(one -> any(party.publishers(), one)).isPresent())
                && party.attributes().entrySet().stream().allMatch(one -> attribute(one.getValue(), subject.attributes().asMap().get(one.getKey()), allow));
    }

    /** What is allowed must be all that is asked for; what is denied must be no part of it. */
    private static boolean attribute(List<TextPattern> patterns, Object value, boolean allow) {
        List<String> texts = new ArrayList<>();
        flatten(value, texts);
        return allow ? !texts.isEmpty() && texts.stream().allMatch(text -> any(patterns, text)) : texts.stream().anyMatch(text -> any(patterns, text));
    }

    private static void flatten(Object value, List<String> texts) {
        if (value instanceof List<?> list) {
            list.forEach(element -> flatten(element, texts));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(element -> flatten(element, texts));
        } else if (value != null) {
            texts.add(value.toString());
        }
    }

    private static boolean any(List<TextPattern> patterns, String text) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(text));
    }
}
