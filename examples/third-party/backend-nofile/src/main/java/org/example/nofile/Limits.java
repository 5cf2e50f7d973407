package org.example.nofile;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.RawRule;
import java.util.OptionalInt;

/** The language of the profiles, {@code limit N} and comments. Pure. */
final class Limits {
    /** The name of the backend: rules for it read {@code raw: nofile limit N}. */
    static final String NAME = "nofile";
    /** Without a rule; what programs expect that use select(2). */
    static final int DEFAULT = 1024;
    /** Nothing grants more: the kernel's own default for the whole of a process (fs.nr_open, proc_sys_fs(5)). */
    static final int HIGHEST = 1 << 20;

    private Limits() {
    }

    /** Whether the rule is for this backend. */
    static boolean concerns(RawRule rule) {
        return rule.backend().equals(NAME);
    }

    /**
     * The limit of a policy: the highest that a rule grants, so that the order of rules means nothing.
     *
     * @throws IllegalArgumentException when a rule for this backend is none that it knows
     */
    static int of(AppPolicy policy) {
        return policy.rules(RawRule.class).stream().filter(Limits::concerns).mapToInt(rule -> line(rule.line())).max().orElse(DEFAULT);
    }

    /** The profile of a limit. */
    static String render(int limit) {
        return "limit " + limit + "\n";
    }

    /**
     * Reads a profile as it lies on disk, which an administrator may have edited.
     *
     * @throws IllegalArgumentException when it is anything but comments and one limit
     */
    static int parse(String text) {
        OptionalInt limit = OptionalInt.empty();
        for (String line : text.lines().map(String::strip).filter(one -> !one.isEmpty() && !one.startsWith("#")).toList()) {
            if (limit.isPresent()) {
                throw new IllegalArgumentException("\"" + line + "\" is a second limit; a profile has one");
            }
            limit = OptionalInt.of(line(line));
        }
        return limit.orElseThrow(() -> new IllegalArgumentException("there is no limit; write: limit " + DEFAULT));
    }

    /** Reads {@code limit N}. @throws IllegalArgumentException when it is something else */
    static int line(String line) {
        if (!line.matches("limit [0-9]{1,7}") || Integer.parseInt(line.substring(6)) > HIGHEST) {
            throw new IllegalArgumentException("\"" + line + "\" is no \"limit N\" with N from 0 to " + HIGHEST);
        }
        return Integer.parseInt(line.substring(6));
    }
}
