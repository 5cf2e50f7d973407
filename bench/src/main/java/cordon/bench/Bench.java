package cordon.bench;

import cordon.core.Cordon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Measures in the running framework, prints a table, and stops the framework. Everything that is compared is measured in turns, so that
 * what else the machine does falls on all alike. {@code bench/run} starts it.
 */
@Component(immediate = true, service = {})
public final class Bench {
    private static final int ROUNDS = Integer.getInteger("cordon.bench.rounds", 300);
    private static final int PAUSED_ROUNDS = Integer.getInteger("cordon.bench.paused", 200);
    private static final int WARM_UP = 150;
    private static final int PAUSE_MILLIS = 200;

    private final BundleContext context;
    private final Cordon cordon;
    private final Thread thread;
    private final List<String> failed = new ArrayList<>();

    /** Begins to measure, on a thread of its own. */
    @Activate
    public Bench(BundleContext context, @Reference Cordon cordon) {
        this.context = context;
        this.cordon = cordon;
        this.thread = new Thread(this::run, "bench");
        thread.start();
    }

    @Deactivate
    void stop() {
        thread.interrupt();
    }

    private interface Action {
        void run() throws Exception;
    }

    private void run() {
        try {
            Path mark = cordon.root().resolve("bench.start");
            while (!Files.exists(mark)) {
                Thread.sleep(20);
            }
            measure(new Launches(cordon, Path.of(context.getProperty("cordon.client"))));
        } catch (Exception e) {
            System.out.println("the benchmark ended early: " + e);
            failed.add("ended early");
        } finally {
            end();
        }
    }

    private void measure(Launches launches) throws Exception {
        List<Action> actions = List.of(launches::bare, launches::resident, () -> launches.throughClient("run", "bench.true"), launches::bubblewrap);
        turns(actions, WARM_UP, 0);
        System.out.printf("%n%-52s %9s %9s %9s %7s%n", "launching /bin/true, milliseconds", "median", "90 %", "of bwrap", "of bare");
        report(turns(actions, ROUNDS, 0), "");
        report(turns(actions, PAUSED_ROUNDS, PAUSE_MILLIS), ", after pauses of 200 ms");

        System.out.printf("%n%-52s %9s %9s%n", "commands, milliseconds", "median", "90 %");
        Samples listing = turns(List.of(() -> launches.throughClient("connections")), ROUNDS, 0).get(0);
        absolute("cordon connections, the client included", listing, 3);
        absolute("planning a launch, part of the resident core's", turns(List.of(launches::planning), ROUNDS, 0).get(0), 1);
        List<Samples> changes = turns(List.of(() -> cordon.disconnect("bench:network", Optional.empty()),
                () -> cordon.connect("bench:network", Optional.empty())), PAUSED_ROUNDS, 0);
        absolute("disconnect that changes one application", changes.get(0), 20);
        absolute("connect that changes one application", changes.get(1), 20);
    }

    private List<Samples> turns(List<Action> actions, int rounds, int pause) throws Exception {
        List<Samples> samples = new ArrayList<>();
        actions.forEach(action -> samples.add(new Samples("", rounds)));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < actions.size(); i++) {
                Thread.sleep(pause);
                long start = System.nanoTime();
                actions.get(i).run();
                samples.get(i).add(System.nanoTime() - start);
            }
        }
        return samples;
    }

    private void report(List<Samples> samples, String suffix) {
        double bare = samples.get(0).medianMillis();
        double bwrap = samples.get(3).medianMillis();
        String[] names = {"posix_spawn, nothing else", "the resident core, namespace kept", "cordon run", "bwrap, equal root, devpts, tmp, filter"};
        for (int i = 0; i < names.length; i++) {
            double median = samples.get(i).medianMillis();
            System.out.printf("%-52s %9.2f %9.2f %9.2f %7.2f%n", names[i] + suffix, median, samples.get(i).quantile(0.9), median / bwrap, median / bare);
        }
        goal("the resident core, of bwrap" + suffix, samples.get(1).medianMillis() / bwrap, 0.45);
        goal("the resident core, of posix_spawn" + suffix, samples.get(1).medianMillis() / bare, 1.8);
        goal("cordon run, of bwrap" + suffix, samples.get(2).medianMillis() / bwrap, 0.8);
    }

    private void absolute(String name, Samples samples, double most) {
        System.out.printf("%-52s %9.2f %9.2f%n", name, samples.medianMillis(), samples.quantile(0.9));
        goal(name, samples.medianMillis(), most);
    }

    private void goal(String name, double value, double most) {
        if (value > most) {
            failed.add(String.format("%s: %.2f, at most %.2f", name, value, most));
        }
    }

    private void end() {
        System.out.println(failed.isEmpty() ? "\nevery goal holds" : "\ngoals missed:");
        failed.forEach(line -> System.out.println("  " + line));
        System.out.flush();
        try {
            Files.writeString(cordon.root().resolve("bench.done"), String.join("\n", failed));
            context.getBundle(0).stop();
        } catch (IOException | BundleException e) {
            System.out.println("cannot stop after the benchmark: " + e);
        }
    }
}
