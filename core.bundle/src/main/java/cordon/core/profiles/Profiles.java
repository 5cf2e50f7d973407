package cordon.core.profiles;

import cordon.api.backend.Backend;
import cordon.api.backend.Reach;
import cordon.api.backend.StoredProfile;
import cordon.api.policy.AppPolicy;
import cordon.api.snap.SecurityLabel;
import cordon.core.registry.Foreign;
import cordon.core.registry.Provider;
import cordon.linux.LinuxException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Compiles policies for backends and makes the profiles effective. A policy whose hash a backend has loaded is not compiled for it
 * again. Backends compile and load at the same time, and neither sees what another does. Called by one thread at a time; {@link #compilations} and
 * {@link #load(ProfileSet, Collection, AppPolicy)} by any.
 */
public final class Profiles implements AutoCloseable {
    private final Path root;
    private final SideBySide sideBySide = new SideBySide();
    private final AtomicLong compilations = new AtomicLong();
    private final MadeOf made;
    private final SeenEdits edits = new SeenEdits();
    private final Object loading = new Object();

    /** @param root the directory of all state */
    public Profiles(Path root) {
        this.root = root;
        this.made = new MadeOf(root);
    }

    /** Ends the threads on which backends work. Called when nothing changes any more. */
    @Override
    public void close() {
        sideBySide.close();
    }

    /** How many profiles were compiled since the start. */
    public long compilations() {
        return compilations.get();
    }

    /**
     * What {@link #settle} came to.
     *
     * @param after    all profiles as they are now; what failed is not among them
     * @param failures lines by command: why a backend has no profile of it
     * @param warnings lines for people
     * @param touched  commands whose profiles were looked at
     */
    public record Settled(ProfileSet after, Map<SecurityLabel, List<String>> failures, List<String> warnings, Set<SecurityLabel> touched) {
    }

    /**
     * Makes these policies effective in all backends, or in none.
     *
     * @param before   what is loaded
     * @param backends that enforce here, in the order of their stages
     * @param policies those that changed
     * @throws ProfileException when a backend cannot; what was loaded before is in force
     */
    public Change apply(ProfileSet before, Collection<Provider<Backend>> backends, Collection<AppPolicy> policies) throws ProfileException {
        List<Batch> batches = SideBySide.results(sideBySide.each(backends, backend -> compiled(before, backend, policies)));
        return load(before, batches.stream().filter(batch -> !batch.isEmpty()).toList());
    }

    private Batch compiled(ProfileSet before, Provider<Backend> backend, Collection<AppPolicy> policies) throws ProfileException {
        Batch batch = batch(backend, before);
        for (AppPolicy policy : missing(before, backend, policies)) {
            compile(batch, policy);
        }
        return batch;
    }

    private Change load(ProfileSet before, List<Batch> batches) throws ProfileException {
        List<SideBySide.End<Batch.InForce>> ends = sideBySide.each(batches, Batch::load);
        List<Batch> done = ends.stream().flatMap(end -> end.result().stream()).map(Batch.InForce::batch).toList();
        try {
            return changed(before, SideBySide.results(ends));
        } catch (ProfileException e) {
            new Change(before, List.of(), List.of(), done).undo(e);
            throw e;
        }
    }

    private static Change changed(ProfileSet before, List<Batch.InForce> all) {
        ProfileSet after = before;
        List<Change.Loaded> loaded = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Batch.InForce one : all) {
            after = after.with(one.batch().backend(), one.batch().profiles(), one.reach());
            loaded.add(new Change.Loaded(one.batch().backend().name(), one.reach(), one.batch().labels()));
            warnings.addAll(one.warnings());
        }
        return new Change(after, loaded, warnings, all.stream().map(Batch.InForce::batch).toList());
    }

    /**
     * Puts a text in the place of a command's profile, or what its policy compiles to.
     *
     * @param backends whose profile it is
     * @param text     empty for what the policy compiles to
     * @throws ProfileException when a backend does not understand it; what was loaded before is in force
     */
    public Change exchange(ProfileSet before, Collection<Provider<Backend>> backends, AppPolicy policy, Optional<String> text) throws ProfileException {
        List<Batch> batches = new ArrayList<>();
        for (Provider<Backend> backend : backends) {
            Batch batch = batch(backend, before);
            batch.put(policy, text);
            batches.add(batch);
        }
        return load(before, batches);
    }

    /**
     * Loads the profiles of a command that wait: from here on they are as if they had never waited. Where their files are not what the policy
     * compiles to now, that is found out here. Nothing else may change the command's profiles meanwhile.
     *
     * @param backends those that are to have it loaded
     * @return lines for people
     * @throws ProfileException when a backend cannot; then all of them wait as before
     */
    public List<String> load(ProfileSet inForce, Collection<Provider<Backend>> backends, AppPolicy policy) throws ProfileException {
        synchronized (loading) {
            List<Batch> batches = new ArrayList<>();
            for (Provider<Backend> backend : backends) {
                if (inForce.waits(backend, policy.label())) {
                    Batch batch = batch(backend, inForce);
                    compile(batch, policy);
                    batches.add(batch);
                }
            }
            Change change = load(inForce, batches);
            batches.forEach(batch -> batch.profiles().forEach(profile -> inForce.loaded(batch.backend(), profile, change.after().reach(batch.backend()))));
            return change.warnings();
        }
    }

    /** A profile as its file is now; empty when the backend has none of the command. */
    public Optional<EditedProfile> current(ProfileSet loaded, Provider<Backend> backend, SecurityLabel label) throws LinuxException {
        ProfileStore store = new ProfileStore(root, backend.name());
        Optional<String> file = loaded.policyHash(backend, label).isEmpty() ? Optional.empty() : store.read(label);
        return file.map(ProfileText::parse).map(text -> new EditedProfile(store.file(label), text.body(), text.edited()));
    }

    /**
     * Whether a profile is not what its policy compiles to, now. It costs a look at the file where it is the text that was loaded: listings ask it of all commands.
     *
     * @throws IOException when the file cannot be read
     */
    public boolean isEdited(ProfileSet loaded, Provider<Backend> backend, SecurityLabel label) throws IOException {
        Optional<String> policyHash = loaded.policyHash(backend, label);
        if (policyHash.isEmpty()) {
            return false;
        }
        try {
            Path file = new ProfileStore(root, backend.name()).file(label);
            Optional<StoredProfile> stored = loaded.get(backend, label);
            if (stored.isEmpty()) {
                return edits.of(file, policyHash.get());
            }
            String now = Files.readString(file);
            return now.equals(stored.get().text()) ? stored.get().edited() : ProfileText.parse(now).edited();
        } catch (NoSuchFileException e) {
            return false; // The command does not launch until there is one.
        } catch (CharacterCodingException e) {
            return true; // Nothing that was compiled is no text.
        }
    }

    /**
     * Makes these policies effective as far as possible: after interfaces or backends came or went, old rules must not stay in
     * force because one command's new ones cannot be loaded. What fails is left out, and its command does not launch.
     *
     * @param policies of all commands
     * @param waiting  which profiles need not be looked at before they are needed
     */
    public Settled settle(ProfileSet before, Collection<Provider<Backend>> backends, Collection<AppPolicy> policies, Waiting waiting) {
        ProfileSet after = before.of(backends);
        Map<SecurityLabel, List<String>> failures = new HashMap<>();
        List<String> warnings = new ArrayList<>();
        Set<SecurityLabel> touched = new HashSet<>();
        for (SideBySide.End<Possible> end : sideBySide.each(backends, backend -> loadWhatCan(before, backend, policies, waiting))) {
            Possible possible = end.result().orElseThrow(); // Failures are among its results.
            after = possible.waiting().isEmpty() ? after : after.withWaiting(possible.backend(), possible.waiting());
            for (Batch.InForce one : possible.loaded()) {
                after = after.with(one.batch().backend(), one.batch().profiles(), one.reach());
                warnings.addAll(one.warnings());
            }
            warnings.addAll(possible.warnings());
            touched.addAll(possible.touched());
            possible.failed().forEach(one -> one.labels().forEach(label -> failures.computeIfAbsent(label, key -> new ArrayList<>()).add(one.why())));
        }
        return new Settled(after.without(failures.keySet()), failures, warnings, touched);
    }

    /** Commands of which a backend has no profile, and why. */
    private record Failed(List<SecurityLabel> labels, String why) {
    }

    /**
     * What came of the profiles of one backend.
     *
     * @param loaded   what could be loaded
     * @param failed   what could not
     * @param waiting  the hashes of the policies whose profiles wait
     * @param warnings about edits that were replaced in these
     * @param touched  commands whose profiles were looked at
     */
    private record Possible(Provider<Backend> backend, List<Batch.InForce> loaded, List<Failed> failed, Map<SecurityLabel, String> waiting, List<String> warnings,
            List<SecurityLabel> touched) {
    }

    private Possible loadWhatCan(ProfileSet before, Provider<Backend> backend, Collection<AppPolicy> policies, Waiting waiting) {
        List<AppPolicy> missing = missing(before, backend, policies);
        Map<SecurityLabel, String> hashes = waiting.of(backend, missing);
        missing = missing.stream().filter(one -> !hashes.containsKey(one.label())).toList();
        Possible possible = new Possible(backend, new ArrayList<>(), new ArrayList<>(), hashes, new ArrayList<>(), missing.stream().map(AppPolicy::label).toList());
        Batch batch = batch(backend, before);
        for (AppPolicy policy : missing) {
            try {
                if (waiting.mayWait(policy.label())) {
                    // One at a time: the texts of all are more than fit into memory.
                    Batch one = batch(backend, before);
                    compile(one, policy);
                    possible.warnings().addAll(one.write());
                    hashes.put(policy.label(), policy.hash());
                } else {
                    compile(batch, policy);
                }
            } catch (ProfileException e) {
                possible.failed().add(new Failed(List.of(policy.label()), e.getMessage()));
            }
        }
        if (!batch.isEmpty()) {
            try {
                possible.loaded().add(batch.load());
            } catch (ProfileException e) {
                batch.single().forEach(one -> load(one, possible));
            }
        }
        return possible;
    }

    private static void load(Batch batch, Possible into) {
        try {
            into.loaded().add(batch.load());
        } catch (ProfileException e) {
            into.failed().add(new Failed(batch.labels(), e.getMessage()));
        }
    }

    /**
     * What the profiles of one policy and of another differ in, by backend. Writes and loads nothing; the first is as it lies on disk, edits
     * included, when it is loaded.
     *
     * @param loaded   what is loaded
     * @param backends that enforce here, in the order of their stages
     * @throws ProfileException when a backend cannot compile one of them
     */
    public List<Difference> compare(ProfileSet loaded, Collection<Provider<Backend>> backends, AppPolicy was, AppPolicy is) throws ProfileException {
        List<Difference> differences = new ArrayList<>();
        for (Provider<Backend> backend : backends) {
            Batch batch = batch(backend, loaded);
            ProfileText before = batch.inForce(was);
            ProfileText after = batch.compiled(is);
            if (!before.body().equals(after.body())) {
                differences.add(new Difference(backend.name(), loaded.reach(backend), before.body(), after.body(), before.edited()));
            }
        }
        return differences;
    }

    /**
     * Profiles of one backend that differ.
     *
     * @param backend its name
     * @param reach   whom a change from the one to the other would reach
     * @param before  the first text
     * @param after   the second
     * @param edited  whether somebody changed the first by hand
     */
    public record Difference(String backend, Reach reach, String before, String after, boolean edited) {
    }

    /**
     * Takes profiles of commands that are gone out of effect and off the disk.
     *
     * @return a line for each that could not be
     */
    public List<String> forget(Collection<Provider<Backend>> backends, Collection<SecurityLabel> labels) {
        List<String> problems = new ArrayList<>();
        for (Provider<Backend> backend : backends) {
            ProfileStore store = new ProfileStore(root, backend.name());
            try {
                Foreign.call(() -> {
                    backend.service().unload(labels);
                    return Reach.LATER;
                });
                store.forget(labels);
            } catch (Foreign.Failure | LinuxException e) {
                problems.add("the " + backend.name() + " profiles of " + labels + " are not all removed: " + e.getMessage());
            }
        }
        return problems;
    }

    /**
     * Forgets profiles of commands that are not known: what a removal that was cut short left behind.
     *
     * @param backends that came, whose profiles on disk were not looked at yet
     * @return a line for each problem
     */
    public List<String> leftBehind(Collection<Provider<Backend>> backends, Set<SecurityLabel> known) {
        List<String> problems = new ArrayList<>();
        for (Provider<Backend> backend : backends) {
            try {
                List<SecurityLabel> left = new ProfileStore(root, backend.name()).labelsBut(known);
                problems.addAll(left.isEmpty() ? List.of() : forget(List.of(backend), left));
            } catch (LinuxException e) {
                problems.add("the " + backend.name() + " profiles on disk cannot be listed: " + e.getMessage());
            }
        }
        return problems;
    }

    /**
     * Takes down what the profiles of some snaps are made of, so that the next start need not look at them. It is called when they are in force.
     *
     * @param policies of all commands of these snaps; those of others are passed over
     * @return a line when it cannot be: the next start looks at them, then
     */
    public Optional<String> takeDown(Set<String> snaps, ProfileSet inForce, List<Provider<Backend>> backends, Collection<AppPolicy> policies) {
        try {
            if (!snaps.isEmpty()) {
                made.write(snaps, inForce, backends, policies);
            }
            return Optional.empty();
        } catch (LinuxException e) {
            return Optional.of("what profiles are made of cannot be taken down: " + e.getMessage());
        }
    }

    /** Which profiles may wait when the daemon starts: those that were made of the same, of commands of which no process runs. */
    public Waiting waiting(Predicate<SecurityLabel> idle) {
        try {
            return new Waiting(made.read(), idle);
        } catch (LinuxException e) {
            return Waiting.NONE; // All are looked at, then.
        }
    }

    private Batch batch(Provider<Backend> backend, ProfileSet before) {
        return new Batch(backend, new ProfileStore(root, backend.name()), before);
    }

    private void compile(Batch batch, AppPolicy policy) throws ProfileException {
        compilations.incrementAndGet();
        batch.add(policy);
    }

    private static List<AppPolicy> missing(ProfileSet before, Provider<Backend> backend, Collection<AppPolicy> policies) {
        return policies.stream().filter(policy -> before.policyHash(backend, policy.label()).filter(policy.hash()::equals).isEmpty()).toList();
    }
}
