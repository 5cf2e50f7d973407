package cordon.core;

/**
 * How a snap is installed. At most one is set.
 *
 * @param devmode  violations are logged and permitted
 * @param jailmode strict, whatever the snap says
 * @param classic  no confinement, for a snap that asks for it
 */
public record InstallOptions(boolean devmode, boolean jailmode, boolean classic) {
    /** Strict unless the snap needs another mode, which is then refused. */
    public static final InstallOptions STRICT = new InstallOptions(false, false, false);
}
