package cordon.backend.mount;

import cordon.api.launch.LaunchStep;
import cordon.api.launch.MountStep;
import java.util.ArrayList;
import java.util.List;

/** Collects the steps that fill a new root, with paths as they will be seen inside. Not thread-safe. */
final class StepList {
    private final String newRoot;
    private final List<LaunchStep> steps = new ArrayList<>();

    /** For a root that is being made at a path of the host. */
    StepList(String newRoot) {
        this.newRoot = newRoot;
    }

    /** The host's path of a path inside. */
    String outside(String inside) {
        return inside.equals("/") ? newRoot : newRoot + inside;
    }

    void directory(String inside, int mode) {
        steps.add(new MountStep.MakeDirectory(outside(inside), mode));
    }

    void file(String inside, int mode) {
        steps.add(new MountStep.MakeFile(outside(inside), mode));
    }

    void link(String inside, String target) {
        steps.add(new MountStep.MakeSymlink(outside(inside), target));
    }

    void tmpfs(String inside, int mode, long size) {
        steps.add(new MountStep.Tmpfs(outside(inside), mode, size));
    }

    void readOnly(String inside) {
        steps.add(new MountStep.RemountReadOnly(outside(inside), false));
    }

    /** A tree of the host with what is mounted below it. */
    void tree(String source, String inside, boolean readOnly) {
        directory(inside, 0755);
        steps.add(new MountStep.Bind(source, outside(inside), true, readOnly, false, false, false, false));
    }

    /** A directory of the host alone, without set-user-ID programs and device nodes. */
    void plain(String source, String inside, int mode, boolean readOnly) {
        directory(inside, mode);
        steps.add(new MountStep.Bind(source, outside(inside), false, readOnly, true, true, false, false));
    }

    /** One file, device or socket of the host: it can be used, and its mode and times cannot be changed. */
    void node(String source, String inside) {
        file(inside, 0444);
        steps.add(new MountStep.Bind(source, outside(inside), false, true, false, false, false, false));
    }

    /** Hides a file or directory of the host; an optional one need not be there. */
    void cover(String inside, boolean isDirectory, boolean optional) {
        String empty = outside(isDirectory ? Places.EMPTY : Places.EMPTY_FILE);
        steps.add(new MountStep.Bind(empty, outside(inside), false, true, true, true, true, optional));
    }

    /** A step outside of the new root. */
    void onHost(LaunchStep step) {
        steps.add(step);
    }

    void bind(MountStep.Bind bind) {
        steps.add(bind);
    }

    /** Makes it the root; from then on it cannot be changed. */
    void pivot() {
        steps.add(new MountStep.PivotRoot(newRoot));
        steps.add(new MountStep.RemountReadOnly("/", false));
    }

    List<LaunchStep> steps() {
        return List.copyOf(steps);
    }
}
