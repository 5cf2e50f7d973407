package cordon.core.launch;

/**
 * Where a command sees its directories. Pure.
 *
 * @param instance the snap's instance name
 * @param revision in use
 */
record AppPaths(String instance, String revision) {

    /** The package. */
    String snap() {
        return "/snap/" + instance + "/" + revision;
    }

    /** Data of the whole system, of this revision. */
    String data() {
        return "/var/snap/" + instance + "/" + revision;
    }

    /** Data of the whole system, of all revisions. */
    String common() {
        return "/var/snap/" + instance + "/common";
    }

    /** The user's data, of this revision. */
    String userData(String home) {
        return home + "/snap/" + instance + "/" + revision;
    }

    /** The user's data, of all revisions. */
    String userCommon(String home) {
        return home + "/snap/" + instance + "/common";
    }

    /** Its part of the user's runtime directory. */
    String runtime(int uid) {
        return "/run/user/" + Integer.toUnsignedString(uid) + "/" + runtimeName();
    }

    /** The name of that part. */
    String runtimeName() {
        return "snap." + instance;
    }
}
