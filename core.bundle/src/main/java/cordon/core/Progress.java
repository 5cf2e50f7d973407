package cordon.core;

/** Is told what a long change is doing. Called from the thread of the change. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress SILENT = what -> { };

    /** A new step begins, e.g. {@code mounting the package}. */
    void step(String what);
}
