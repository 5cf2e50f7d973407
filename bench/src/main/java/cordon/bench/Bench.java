package cordon.bench;

import cordon.api.launch.LaunchStep;
import cordon.api.launch.PlanRunner;
import cordon.core.Cordon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Measures in the running framework, prints tables, and stops the framework. {@code bench/run} starts it. */
@Component(immediate = true, service = {})
public final class Bench {
    private static final int WARM_UP = 150;
    private static final int PAUSE_MILLIS = 200;
    private static final String PLUG = "bench:network";

    private final BundleContext context;
    private final Cordon cordon;
    private final PlanRunner runner;
    private final Thread thread;
    /** One by rename waits for the folder to be looked at: a fifth of a second. */
    private static final int DEPLOYMENTS = 50;

    private final Goals goals = new Goals();

    /** Begins to measure, on a thread of its own. */
    @Activate
    public Bench(BundleContext context, @Reference Cordon cordon, @Reference PlanRunner runner) {
        this.context = context;
        this.cordon = cordon;
        this.runner = runner;
        this.thread = new Thread(this::run, "bench");
        thread.start();
    }

    @Deactivate
    void stop() {
        thread.interrupt();
    }

    private void run() {
        String failure = "";
        try {
            Path mark = cordon.root().resolve("bench.start");
            while (!Files.exists(mark)) {
                Thread.sleep(20);
            }
            Order order = Order.read(mark);
            Launches launches = new Launches(cordon, runner, Path.of(context.getProperty("cordon.client")));
            launches(launches, order);
            steps(launches, order);
            profiles(order);
            commands(launches, order);
            deploying(new Deploying(cordon, launches), order);
            new Following(cordon, Path.of(context.getProperty("cordon.client"))).measure(order, goals);
            new Questions(cordon, launches).measure(order, goals);
            goals.add("daemon: ready after start with 10 snaps, ms", order.ready(), 600);
            goals.add("daemon: resident set with 10 snaps, MiB", order.resident(), 80);
            System.out.printf("%n%s", goals.table());
        } catch (Exception e) {
            failure = "the benchmark ended early: " + e;
            System.out.println(failure);
        } finally {
            end(failure);
        }
    }

    private void launches(Launches launches, Order order) throws Exception {
        Samples.inTurns(List.of(launches::bare, launches::resident, launches::client, launches::bubblewrap), WARM_UP, 0);
        System.out.printf("%n%-72s %9s %9s %9s%n", "launching /bin/true, ms", "median", "90 %", "ratio");
        launches(launches, order.rounds(), 0, "");
        launches(launches, order.pausedRounds(), PAUSE_MILLIS, ", after pauses of 200 ms");
    }

    /**
     * Bubblewrap is not among those that a bare spawn is compared with: it waits for the kernel's grace periods, and a processor that
     * has been idle is slow for whoever comes next.
     */
    private void launches(Launches launches, int rounds, int pause, String suffix) throws Exception {
        List<Samples> bare = Samples.inTurns(List.of(launches::bare, launches::resident), rounds, pause);
        goals.add("launch by the resident core, of a bare posix_spawn" + suffix, ratio(bare, 1, "the resident core, namespace kept", "posix_spawn, nothing else", suffix), 1.8);
        List<Samples> bwrap = Samples.inTurns(List.of(launches::bubblewrap, launches::resident, launches::client), rounds, pause);
        String other = "bwrap, equal root, devpts, tmp, filter";
        goals.add("launch by the resident core, of bwrap" + suffix, ratio(bwrap, 1, "the resident core, namespace kept", other, suffix), 0.45);
        goals.add("launch by cordon run, of bwrap" + suffix, ratio(bwrap, 2, "cordon run", other, suffix), 0.8);
    }

    /** Prints two rows, and gives how many times as long one took as the first. */
    private static double ratio(List<Samples> samples, int which, String name, String base, String suffix) {
        double ratio = samples.get(which).medianMillis() / samples.get(0).medianMillis();
        String row = "%-72s %9.2f %9.2f %9.2f%n";
        System.out.printf(row, base + suffix, samples.get(0).medianMillis(), samples.get(0).quantile(0.9), 1.0);
        System.out.printf(row, name + suffix, samples.get(which).medianMillis(), samples.get(which).quantile(0.9), ratio);
        return ratio;
    }

    /** What each step of a launch adds to those before it. */
    private void steps(Launches launches, Order order) throws Exception {
        List<LaunchStep> steps = launches.steps();
        List<Samples.Action> actions = new ArrayList<>(List.of(launches::bare, launches::planning));
        for (int i = 0; i < steps.size(); i++) {
            int count = i;
            actions.add(() -> launches.cutShort(count));
        }
        List<Samples> samples = Samples.inTurns(actions, order.rounds(), 0);
        System.out.printf("%n%-72s %9s %9s%n", "what a launch costs, microseconds", "median", "added");
        double before = samples.get(0).medianMillis();
        double planning = samples.get(1).medianMillis();
        System.out.printf("%-72s %9.0f%n", "posix_spawn, nothing else", before * 1000);
        System.out.printf("%-72s %9s %9.0f%n", "planning", "", planning * 1000);
        before += planning;
        for (int i = 2; i < samples.size(); i++) {
            double now = samples.get(i).medianMillis();
            String name = i == 2 ? "cordon-exec, no step" : steps.get(i - 3).getClass().getSimpleName();
            System.out.printf("%-72s %9.0f %9.0f%n", name, now * 1000, (now - before) * 1000);
            before = now;
        }
    }

    private void profiles(Order order) throws Exception {
        if (AppArmorProfiles.possible()) {
            AppArmorProfiles profiles = new AppArmorProfiles(cordon.root().resolve("apparmor"));
            List<Samples> samples = Samples.inTurns(List.of(profiles::compileOwn, profiles::compileUsual), order.pausedRounds(), 0);
            goals.add("compiling an AppArmor profile, of one of 577 rules", samples.get(0).medianMillis() / samples.get(1).medianMillis(), 0.7);
        }
    }

    private void commands(Launches launches, Order order) throws Exception {
        Samples.Action disconnect = () -> cordon.disconnect(PLUG, Optional.empty());
        Samples.Action connect = () -> cordon.connect(PLUG, Optional.empty());
        Samples listing = Samples.inTurns(List.of(() -> launches.throughClient("connections")), order.rounds(), 0).get(0);
        goals.add("cordon connections, the client included, ms", listing.medianMillis(), 3);
        List<Samples> all = Samples.inTurns(List.of(disconnect, connect), order.pausedRounds(), 0);
        System.out.printf("%n%-72s %9.1f%n%-72s %9.1f%n", "disconnect that changes one application, all backends side by side, ms", all.get(0).medianMillis(),
                "connect that changes one application, all backends side by side, ms", all.get(1).medianMillis());
        // apparmor_parser(8) takes longer than all else, and its time is not what is asked for.
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getSymbolicName().equals("cordon.backend.apparmor")) {
                bundle.stop(Bundle.STOP_TRANSIENT);
            }
        }
        Samples.inTurns(List.of(disconnect, connect), WARM_UP / 10, 0);
        List<Samples> changes = Samples.inTurns(List.of(disconnect, connect), order.pausedRounds(), 0);
        goals.add("disconnect that changes one application, without AppArmor, ms", changes.get(0).medianMillis(), 20);
        goals.add("connect that changes one application, without AppArmor, ms", changes.get(1).medianMillis(), 20);
        disconnect.run();
        Path profiles = cordon.root().resolve("seccomp/profiles");
        Filters before = Filters.now(profiles);
        connect.run();
        Filters after = Filters.now(profiles);
        goals.add("filters compiled by that connect, of " + after.inodes().size(), after.compiledSince(before), 1);
    }

    private void deploying(Deploying deploying, Order order) throws Exception {
        int rounds = Math.min(order.rounds(), DEPLOYMENTS);
        List<Samples> samples = Samples.inTurns(List.of(deploying::byVerb, deploying::byRename), rounds, 0);
        goals.add("cordon deploy, until in force for an application, ms", samples.get(0).medianMillis(), 150);
        goals.add("a file renamed into deploy/, until in force for an application, ms", samples.get(1).medianMillis(), 500);
        deploying.end();
    }

    private void end(String failure) {
        System.out.flush();
        try {
            Files.writeString(cordon.root().resolve("bench.done"), failure + String.join("\n", goals.missed()));
            context.getBundle(0).stop();
        } catch (IOException | BundleException e) {
            System.out.println("cannot stop after the benchmark: " + e);
        }
    }
}
