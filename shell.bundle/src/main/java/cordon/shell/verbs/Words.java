package cordon.shell.verbs;

import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.core.Cordon;
import cordon.core.DamagedSnap;
import cordon.core.SnapView;
import java.util.List;
import java.util.stream.Stream;

/** The names that a person can type: for completion. Each call asks the core anew. */
final class Words {
    private final Cordon cordon;

    Words(Cordon cordon) {
        this.cordon = cordon;
    }

    List<String> snaps() {
        return cordon.snaps().stream().map(snap -> snap.identity().instanceName()).toList();
    }

    /** What can be removed: the damaged ones as well. */
    List<String> removable() {
        return Stream.concat(snaps().stream(), cordon.damaged().stream().map(DamagedSnap::name)).toList();
    }

    /** Commands as they are run: {@code snap.app}. */
    List<String> commands() {
        return cordon.snaps().stream().map(SnapView::commands).flatMap(List::stream).map(SnapView.CommandView::name).toList();
    }

    /** What a command can be compared with: the kept revisions of its snap, and all commands. */
    List<String> comparable(String command) {
        String snap = command.contains(".") ? command.substring(0, command.indexOf('.')) : command;
        return Stream.concat(cordon.snap(snap).stream().map(SnapView::revisions).flatMap(List::stream), commands().stream()).toList();
    }

    List<String> plugs() {
        return cordon.plugboard().plugs().stream().map(Plug::ref).map(Object::toString).toList();
    }

    /** Slots of one interface, or of all when it is empty. */
    List<String> slots(String interfaceName) {
        return cordon.plugboard().slots().stream().filter(slot -> interfaceName.isEmpty() || slot.interfaceName().equals(interfaceName))
                .map(Slot::ref).map(Object::toString).toList();
    }

    /** The interface of a plug, empty when there is no such plug. */
    String interfaceOf(String plug) {
        return cordon.plugboard().plugs().stream().filter(known -> known.ref().text().equals(plug)).map(Plug::interfaceName)
                .findFirst().orElse("");
    }

    /** Both ends of connections. */
    List<String> connected() {
        return cordon.plugboard().connections().stream().flatMap(joint -> Stream.of(joint.plug().text(), joint.slot().text()))
                .distinct().toList();
    }

    List<String> interfaces() {
        return cordon.interfaces().stream().map(view -> view.info().name()).toList();
    }
}
