package cordon.testkit.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A snap with one plug of an interface and nothing else and, where the system offers no slot of it, a snap that does. Installed and not connected.
 * For one thread.
 */
public final class CheckSnaps {
    static final String SNAP = "cordon-check";
    private static final String PROVIDER = "cordon-check-slot";
    private static final String PLUG = SNAP + ":it";

    private final Scratch scratch;
    private final String slot;
    private final List<String> installed = new ArrayList<>();

    private CheckSnaps(Scratch scratch, String slot) {
        this.scratch = scratch;
        this.slot = slot;
    }

    /**
     * Installs them.
     *
     * @param interfaceName an interface that is in force
     * @param sample        sides that fit each other
     * @throws ScratchException when an attribute is refused; nothing is left installed
     */
    public static CheckSnaps install(Scratch scratch, String interfaceName, Sample sample) throws ScratchException {
        List<String> offerers = scratch.cordon("interface", interfaceName).needed().out().lines().filter(line -> line.startsWith("offered by:"))
                .flatMap(line -> Arrays.stream(line.substring(line.indexOf(':') + 1).strip().split(", "))).toList();
        boolean ofSystem = sample.slot().isEmpty() && offerers.contains("system");
        CheckSnaps snaps = new CheckSnaps(scratch, ofSystem ? ":" + interfaceName : PROVIDER + ":it");
        boolean complete = false;
        try {
            if (!ofSystem) {
                String type = offerers.stream().filter(one -> !one.equals("system")).sorted().findFirst().orElse("app");
                snaps.add(PROVIDER, "type: " + type + "\nslots:\n  it: " + Sample.declaration(interfaceName, sample.slot()) + "\n");
            }
            snaps.add(SNAP, "plugs:\n  it: " + Sample.declaration(interfaceName, sample.plug()) + "\n");
            scratch.cordon("disconnect", PLUG);
            complete = true;
            return snaps;
        } finally {
            if (!complete) {
                snaps.remove();
            }
        }
    }

    private void add(String name, String endpoints) throws ScratchException {
        Path directory = scratch.packageDirectory(name);
        try {
            Files.writeString(directory.resolve("meta/snap.yaml"), "name: " + name + "\nversion: '1'\nsummary: tries an interface\n" + endpoints
                    + "apps:\n  " + name + ": {command: bin/probe}\n");
        } catch (IOException e) {
            throw new ScratchException("cannot write the package of " + name + ": " + e.getMessage(), e);
        }
        scratch.cordon("install", directory.toString()).needed();
        installed.add(name);
    }

    /** Connects the plug. */
    public void connect() throws ScratchException {
        scratch.cordon("connect", PLUG, slot).needed();
    }

    /** Parts them. */
    public void disconnect() throws ScratchException {
        scratch.cordon("disconnect", PLUG).needed();
    }

    /** Starts the program of the snap, and has it do nothing: each backend reads its profile for that. */
    public void launch() throws ScratchException {
        attempt(List.of());
    }

    /** How each action ends, tried by the program of the snap. */
    List<String> attempt(List<Action> actions) throws ScratchException {
        List<String> command = new ArrayList<>(List.of("run", SNAP));
        actions.forEach(action -> command.add(action.forProbe(scratch.copies())));
        List<String> ends = scratch.cordon(command.toArray(String[]::new)).needed().out().lines().toList();
        if (ends.size() != actions.size()) {
            throw new ScratchException("the probe printed " + ends.size() + " lines for " + actions.size() + " actions");
        }
        return ends;
    }

    /** Removes them. */
    public void remove() throws ScratchException {
        for (String name : installed) {
            scratch.cordon("remove", "--purge", name).needed();
        }
    }
}
