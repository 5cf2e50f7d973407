package cordon.backend.seccomp;

import cordon.api.backend.BackendException;
import cordon.api.backend.StoredProfile;
import cordon.api.snap.SecurityLabel;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * The filters of all commands, compiled and ready for launches. Profiles that say the same share one compilation. Thread-safe: a launch
 * can take the filter of a command while that is replaced.
 */
final class Filters implements AutoCloseable {

    private final Map<SecurityLabel, LoadedFilter> loaded = new ConcurrentHashMap<>();
    private final FilterCompiler compiler;
    private final ExecutorService executor;

    /** The executor stays the caller's. */
    Filters(FilterCompiler compiler, ExecutorService executor) {
        this.compiler = compiler;
        this.executor = executor;
    }

    /** Compiles what is new or different, in parallel, and makes it the labels' filter: all or none. */
    void load(List<StoredProfile> batch) throws BackendException {
        Map<SecurityLabel, LoadedFilter> fresh = new LinkedHashMap<>();
        boolean done = false;
        try {
            prepare(batch, fresh);
            put(fresh);
            done = true;
        } catch (LinuxException e) {
            throw new BackendException("cannot load system call filters: " + e.getMessage(), e);
        } finally {
            if (!done) {
                fresh.values().forEach(LoadedFilter::close);
            }
        }
    }

    /** All or none. */
    private synchronized void put(Map<SecurityLabel, LoadedFilter> fresh) throws BackendException, LinuxException {
        List<LoadedFilter> written = new ArrayList<>();
        boolean done = false;
        try {
            for (LoadedFilter filter : fresh.values()) {
                written.add(filter);
                DerivedFile.write(filter.file(), filter.program());
            }
            fresh.forEach(this::replace);
            done = true;
        } finally {
            if (!done) {
                restore(fresh, written);
            }
        }
    }

    /** What a launch takes: a filter, and its descriptor, which the launch closes. */
    record Use(LoadedFilter filter, Optional<Fd> descriptor) {
    }

    /**
     * The filter of a profile: compiled again when somebody edited it, or a launch still has the profile of before. The descriptor is
     * taken while nobody can put another filter in the place of this one.
     *
     * @throws BackendException when it cannot be compiled; the message names the line
     */
    synchronized Use use(StoredProfile profile) throws BackendException {
        LoadedFilter filter = loaded.get(profile.label());
        try {
            if (filter == null || !filter.isFrom(profile.text())) {
                Said said = Said.by(profile);
                filter = LoadedFilter.of(profile.file(), profile.text(), said.text(), said.meaning(), compile(profile, said.text()));
                DerivedFile.write(profile.file(), filter.program());
                replace(profile.label(), filter);
            }
            return new Use(filter, filter.share());
        } catch (LinuxException e) {
            throw new BackendException("cannot filter the system calls of " + profile.label() + ": " + e.getMessage(), e);
        }
    }

    /** Forgets filters, with the files that were derived. */
    synchronized void unload(Collection<SecurityLabel> labels) throws BackendException {
        for (SecurityLabel label : labels) {
            LoadedFilter filter = loaded.remove(label);
            if (filter != null) {
                filter.close();
                try {
                    DerivedFile.write(filter.file(), Optional.empty());
                } catch (LinuxException e) {
                    throw new BackendException("cannot remove the filter of " + label + ": " + e.getMessage(), e);
                }
            }
        }
    }

    @Override
    public synchronized void close() {
        loaded.values().forEach(LoadedFilter::close);
        loaded.clear();
    }

    /** What a profile says. */
    private record Said(FilterText text, FilterText.Meaning meaning) {
        static Said by(StoredProfile profile) throws BackendException {
            FilterText text = parse(profile);
            return new Said(text, text.meaning());
        }
    }

    /** A profile on its way to a filter. */
    private record Pending(StoredProfile profile, Said said, Future<FilterCompiler.Filter> compiled) {
        LoadedFilter filter() throws BackendException, LinuxException {
            return LoadedFilter.of(profile.file(), profile.text(), said.text(), said.meaning(), await(compiled));
        }
    }

    /** Adds to {@code fresh} what has to be replaced. The commands of a snap mostly have the same lines, which are read once. */
    private void prepare(List<StoredProfile> batch, Map<SecurityLabel, LoadedFilter> fresh) throws BackendException, LinuxException {
        Map<String, Said> said = new HashMap<>();
        Map<FilterText.Meaning, Future<FilterCompiler.Filter>> compiled = new HashMap<>();
        List<Pending> pending = new ArrayList<>();
        for (StoredProfile profile : batch) {
            LoadedFilter filter = loaded.get(profile.label());
            if (filter == null || !filter.isFrom(profile.text())) {
                String lines = FilterText.withoutHead(profile.text());
                if (!said.containsKey(lines)) {
                    said.put(lines, Said.by(profile));
                }
                Said one = said.get(lines);
                pending.add(new Pending(profile, one, compiled.computeIfAbsent(one.meaning(), meaning -> compiled(profile, one))));
            }
        }
        for (Pending one : pending) {
            LoadedFilter twice = fresh.put(one.profile().label(), one.filter());
            if (twice != null) {
                twice.close();
            }
        }
    }

    /** That of a profile which says the same, or a new one. */
    private Future<FilterCompiler.Filter> compiled(StoredProfile profile, Said said) {
        return loaded.values().stream().filter(filter -> filter.meaning().equals(said.meaning())).findFirst()
                .<Future<FilterCompiler.Filter>>map(filter -> CompletableFuture.completedFuture(filter.compiled()))
                .orElseGet(() -> executor.submit(() -> compile(profile, said.text())));
    }

    private static FilterCompiler.Filter await(Future<FilterCompiler.Filter> future) throws BackendException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackendException("cannot load system call filters: interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BackendException failure) {
                throw failure;
            }
            throw new IllegalStateException("cannot compile a system call filter", e.getCause());
        }
    }

    private FilterCompiler.Filter compile(StoredProfile profile, FilterText text) throws BackendException {
        try {
            return compiler.compile(text);
        } catch (FilterTextException e) {
            throw failure(profile, e);
        }
    }

    private static FilterText parse(StoredProfile profile) throws BackendException {
        try {
            return FilterText.parse(profile.text());
        } catch (FilterTextException e) {
            throw failure(profile, e);
        }
    }

    private static BackendException failure(StoredProfile profile, FilterTextException e) {
        return new BackendException("cannot filter the system calls of " + profile.label() + ": " + profile.file()
                + (e.line() == 0 ? "" : ":" + e.line()) + ": " + e.getMessage() + "; correct the text", e);
    }

    private void replace(SecurityLabel label, LoadedFilter filter) {
        LoadedFilter before = loaded.put(label, filter);
        if (before != null) {
            before.close();
        }
    }

    /** Writes the derived files of before again. What fails here is not in force anyway: launches use the copies in memory. */
    private void restore(Map<SecurityLabel, LoadedFilter> fresh, List<LoadedFilter> written) throws BackendException {
        for (Map.Entry<SecurityLabel, LoadedFilter> entry : fresh.entrySet()) {
            if (written.contains(entry.getValue())) {
                LoadedFilter before = loaded.get(entry.getKey());
                try {
                    DerivedFile.write(entry.getValue().file(), before == null ? Optional.empty() : before.program());
                } catch (LinuxException e) {
                    throw new BackendException("cannot load system call filters, and cannot undo it: " + e.getMessage(), e);
                }
            }
        }
    }
}
