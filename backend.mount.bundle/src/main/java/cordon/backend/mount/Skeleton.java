package cordon.backend.mount;

import cordon.api.launch.MountStep;
import cordon.api.policy.MountEntryRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Directories that a policy's mounts need in the snap's package, which is read-only and may not have them. Over the directory that lacks one goes
 * a small tmpfs in which each entry of that directory has its place again, and the missing one as well. Pure.
 */
final class Skeleton {
    private static final long SMALL = 1 << 20;

    private final Construction what;
    private final Construction.Facts facts;
    private final StepList steps;
    private final String top;

    private Skeleton(Construction what, Construction.Facts facts, StepList steps) {
        this.what = what;
        this.facts = facts;
        this.steps = steps;
        this.top = top(what);
    }

    /** Adds the steps, after the package is in its place and before anything is mounted in it. */
    static void add(Construction what, Construction.Facts facts, StepList steps) {
        new Skeleton(what, facts, steps).add();
    }

    /** The directories of the package, as the host has them, whose entries decide what is made. */
    static List<String> asks(Construction what) {
        TreeSet<String> directories = new TreeSet<>();
        String top = top(what);
        for (String target : targets(what, top)) {
            for (int slash = top.length(); slash > 0; slash = target.indexOf('/', slash + 1)) {
                directories.add(what.snapDirectory() + target.substring(top.length(), slash));
            }
        }
        return List.copyOf(directories);
    }

    private static String top(Construction what) {
        return "/snap/" + what.snap() + "/" + what.revision();
    }

    private static List<String> targets(Construction what, String top) {
        return what.entries().stream().filter(entry -> entry.type() != MountEntryRule.Type.SYMLINK && entry.type() != MountEntryRule.Type.BIND_FILE)
                .map(entry -> MountEntries.clean(entry.target().text())).filter(target -> target.startsWith(top + "/")).distinct().sorted().toList();
    }

    /** Directories that lack an entry, in order: one above another comes first, and what is bound in it may be covered in its turn. */
    private void add() {
        Map<String, List<String>> missing = new TreeMap<>();
        for (String target : targets(what, top)) {
            String lacking = lacking(target);
            if (lacking != null) {
                missing.computeIfAbsent(lacking, directory -> new ArrayList<>()).add(target);
            }
        }
        missing.forEach(this::cover);
    }

    /** The deepest directory of the package on the way to the target; null when the target is there. */
    private String lacking(String target) {
        for (int slash = top.length(); slash > 0; slash = target.indexOf('/', slash + 1)) {
            String directory = target.substring(0, slash);
            int end = target.indexOf('/', slash + 1);
            if (!facts.isDirectory(onHost(directory), target.substring(slash + 1, end < 0 ? target.length() : end))) {
                return directory;
            }
        }
        return null;
    }

    private void cover(String directory, List<String> targets) {
        steps.tmpfs(directory, 0755, SMALL);
        facts.entries(onHost(directory)).forEach((name, entry) -> {
            String inside = directory + "/" + name;
            switch (entry.kind()) {
                case DIRECTORY -> steps.plain(onHost(inside), inside, 0755, true);
                case LINK -> steps.link(inside, entry.link());
                case FILE -> {
                    steps.file(inside, 0444);
                    steps.bind(new MountStep.Bind(onHost(inside), steps.outside(inside), false, true, true, true, false, false));
                }
            }
        });
        TreeSet<String> made = new TreeSet<>();
        for (String target : targets) {
            for (int slash = target.indexOf('/', directory.length() + 1); slash > 0; slash = target.indexOf('/', slash + 1)) {
                made.add(target.substring(0, slash));
            }
            made.add(target);
        }
        made.forEach(path -> steps.directory(path, 0755));
        steps.readOnly(directory);
    }

    private String onHost(String inside) {
        return what.snapDirectory() + inside.substring(top.length());
    }
}
