package cordon.core.trust;

import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.policy.Rule;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import cordon.core.registry.Foreign;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * An interface from outside the distribution. While one of its rules is in question and not approved, the whole of it is held: it is
 * listed, its connections are remembered, and it grants nothing. What is asked is what it grants in each case, so an
 * interface whose rules depend on attributes is judged by the rules that come out. Thread-safe.
 */
public final class GuardedInterface implements Interface {
    private final Interface contract;
    private final Origin origin;
    private final Supplier<Judge> judges;
    private volatile Hearing hearing;
    private volatile Set<String> approved;

    /** @param judges gives the one who judges now; whenever it is another one, all is judged anew */
    GuardedInterface(Interface contract, Origin origin, Supplier<Judge> judges, Set<String> approved) {
        this.contract = contract;
        this.origin = origin;
        this.judges = judges;
        this.approved = Set.copyOf(approved);
        this.hearing = new Hearing(judges.get(), origin);
        sample();
    }

    /** Who signed its bundle, by name. */
    public String signedBy() {
        return origin.signature().signedBy();
    }

    /** SHA-256 of the content of its bundle, hexadecimal. */
    String contentHash() {
        return origin.hash().get();
    }

    /** What one judge made of the bundle, and of the rules that came out so far. */
    private static final class Hearing {
        private final Judge judge;
        private final Optional<Question> ofBundle;
        private final Map<Rule, Optional<Question>> judged = new ConcurrentHashMap<>();
        /** Everything that was ever in question, by the text of the rule. */
        private final Map<String, Question> questions = new ConcurrentSkipListMap<>();

        Hearing(Judge judge, Origin origin) {
            this.judge = judge;
            this.ofBundle = judge.asks(origin);
        }

        void note(Rule rule) {
            judged.computeIfAbsent(rule, judge::asks).ifPresent(question -> questions.put(rule.render(), question));
        }
    }

    /** One at a time: what is noted while another takes over would be forgotten, and granted. */
    private synchronized Hearing hearing() {
        Hearing now = hearing;
        Judge judge = judges.get();
        if (now.judge == judge) {
            return now;
        }
        Hearing next = new Hearing(judge, origin);
        now.judged.keySet().forEach(next::note);
        hearing = next;
        return next;
    }

    /** Asks for what a plug without attributes gets, so that it is known before there is one. */
    private void sample() {
        String name = info().name();
        SnapIdentity snap = new SnapIdentity("any", "any", "x1", "", SnapType.APP, Optional.empty(), Optional.empty());
        Plug plug = new Plug(snap, name, name, Attributes.none(), Set.of());
        Slot slot = new Slot(info().systemSlot() ? SnapIdentity.system() : snap, name, name, Attributes.none(), Set.of());
        Connection connection = new Connection(plug, slot);
        List<Grant> all = List.of(() -> contract.connectedPlug(connection), () -> contract.connectedSlot(connection), () -> contract.declaredPlug(plug),
                () -> contract.declaredSlot(slot));
        all.forEach(grant -> ask(grant));
    }

    @FunctionalInterface
    private interface Grant {
        List<Statement> statements() throws AttributeException;
    }

    /** One that fails grants nothing, and says so where it is really asked. */
    private void ask(Grant grant) {
        try {
            note(Foreign.call(grant::statements), hearing());
        } catch (Foreign.Failure e) {
            System.getLogger(GuardedInterface.class.getName()).log(System.Logger.Level.DEBUG, info().name() + ": " + e.getMessage());
        }
    }

    private static void note(Collection<Statement> statements, Hearing now) {
        statements.forEach(one -> now.note(one.rule()));
    }

    /** What keeps it from granting anything; empty when nothing does. */
    public List<Question> held() {
        return held(hearing());
    }

    private List<Question> held(Hearing now) {
        List<Question> held = new ArrayList<>();
        now.ofBundle.ifPresent(held::add);
        now.questions.values().stream().filter(one -> one.never() || !approved.contains(one.what())).forEach(held::add);
        return held;
    }

    void approve(Set<String> rules) {
        approved = Set.copyOf(rules);
    }

    @Override
    public InterfaceInfo info() {
        return contract.info();
    }

    @Override
    public void checkPlug(Plug plug) throws AttributeException {
        contract.checkPlug(plug);
    }

    @Override
    public void checkSlot(Slot slot) throws AttributeException {
        contract.checkSlot(slot);
    }

    @Override
    public boolean connectsOnItsOwn(Connection connection) {
        return contract.connectsOnItsOwn(connection);
    }

    @Override
    public List<String> objections(Connection connection) {
        List<String> objections = new ArrayList<>(contract.objections(connection));
        ask(() -> contract.connectedPlug(connection));
        ask(() -> contract.connectedSlot(connection));
        List<Question> held = held();
        if (!held.isEmpty()) {
            objections.add("the interface " + info().name() + " is held for review: " + held.get(0).line()
                    + (held.size() > 1 ? ", and " + (held.size() - 1) + " more" : "") + "; \"cordon interface " + info().name() + "\" shows all");
        }
        return objections;
    }

    @Override
    public List<Statement> connectedPlug(Connection connection) throws AttributeException {
        return unlessHeld(contract.connectedPlug(connection));
    }

    @Override
    public List<Statement> connectedSlot(Connection connection) throws AttributeException {
        return unlessHeld(contract.connectedSlot(connection));
    }

    @Override
    public List<Statement> declaredPlug(Plug plug) throws AttributeException {
        return unlessHeld(contract.declaredPlug(plug));
    }

    @Override
    public List<Statement> declaredSlot(Slot slot) throws AttributeException {
        return unlessHeld(contract.declaredSlot(slot));
    }

    private List<Statement> unlessHeld(List<Statement> statements) {
        List<Statement> granted = List.copyOf(statements);
        Hearing now = hearing();
        note(granted, now);
        return held(now).isEmpty() ? granted : List.of();
    }
}
