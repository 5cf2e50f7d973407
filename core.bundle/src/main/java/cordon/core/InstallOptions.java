package cordon.core;

/**
 * How a snap is installed. At most one of the first three is set.
 *
 * @param devmode  violations are logged and permitted
 * @param jailmode strict, whatever the snap says
 * @param classic  no confinement, for a snap that asks for it
 * @param inPlace  the directory is used where it is, and can be edited
 */
public record InstallOptions(boolean devmode, boolean jailmode, boolean classic, boolean inPlace) {
    /** Strict unless the snap needs another mode, which is then refused. */
    public static final InstallOptions STRICT = new InstallOptions(false, false, false);

    /** With a copy of the package. */
    public InstallOptions(boolean devmode, boolean jailmode, boolean classic) {
        this(devmode, jailmode, classic, false);
    }
}
