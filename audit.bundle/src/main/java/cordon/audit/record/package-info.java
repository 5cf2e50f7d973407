/**
 * What the kernel's log says: from a line of any log to typed records. Pure functions, and no line makes them fail: one that is damaged
 * gives what can be read of it, or nothing.
 *
 * <p>The shapes are those of the kernel's sources (security/apparmor/audit.c, kernel/auditsc.c, security/landlock/audit.c) and of
 * auditd(8), journalctl(1) and syslog(3).
 */
package cordon.audit.record;
