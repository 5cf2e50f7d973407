/*
 * The wire format of a launch plan. The Java side writes it (cordon.core.exec.PlanEncoder); both lists of operations are
 * kept in one order.
 *
 * A plan is a header and records, all in this machine's byte order and 8-aligned. A record is its header, then words (u64),
 * then strings that each end in NUL, then fewer than 8 zero bytes. How many words and strings an operation has says the
 * table in plan.c; a word may say how many more follow. A descriptor is a word with its number; -1 as a number is all ones.
 */
#pragma once

#include "../common/system.h"

#define PLAN_MAGIC 0x314e4c50u /* the bytes "PLN1" */

struct plan_header {
	u32 magic;
	u32 size; /* of the whole plan, this header included */
};

struct record {
	u32 operation;
	u32 size; /* of the whole record, this header included; a multiple of 8 */
	u64 word[];
};

enum operation {
	LIMIT = 1,
	NICE,
	UMASK,
	JOIN_CGROUP,
	JOIN_MOUNT_NAMESPACE,
	NEW_MOUNT_NAMESPACE,
	HAND_OVER_MOUNT_NAMESPACE,
	NEW_USER_NAMESPACE,
	BIND,
	TMPFS,
	MAKE_DIRECTORY,
	MAKE_FILE,
	MAKE_SYMLINK,
	REMOUNT_READ_ONLY,
	ATTACH,
	UNMOUNT,
	PIVOT_ROOT,
	NEW_DEVPTS,
	RENDEZVOUS,
	TERMINAL,
	APPARMOR_LABEL,
	USER_DIRECTORIES,
	WORKING_DIRECTORY,
	LANDLOCK,
	CREDENTIALS,
	SECCOMP,
	EXEC,
};

/* Flags of a BIND. */
#define BIND_RECURSIVE 1
#define BIND_READ_ONLY 2
#define BIND_NO_SUID 4
#define BIND_NO_DEV 8
#define BIND_NO_EXEC 16
#define BIND_OPTIONAL 32

/* Flags of a SECCOMP. The listener closes at exec: who started us takes it before, while execve(2) waits for an answer. */
#define FILTER_LOG 1
#define FILTER_LISTENED 2

/* The strings of a record, one after the other: strings_of gives the first, next_string what follows. */
const char *strings_of(const struct record *record);
const char *next_string(const char *string);

/* Checks every record of a plan before the first is carried out, then carries them out in order. */
void check_plan(const struct plan_header *plan, usize size);
void carry_out(const struct plan_header *plan);
