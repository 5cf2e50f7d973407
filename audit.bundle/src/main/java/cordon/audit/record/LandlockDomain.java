package cordon.audit.record;

/**
 * A Landlock domain begins to matter, or ends (record 1424). It is logged with the first denial of the domain, and says whose it is:
 * the denials themselves do not (Documentation/admin-guide/LSM/landlock.rst).
 *
 * @param context of the process that made the domain
 * @param domain  its id, as text
 * @param ended   whether it is gone
 */
public record LandlockDomain(Context context, String domain, boolean ended) implements LogRecord {
}
