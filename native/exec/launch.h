/* What the steps of one launch share. */
#pragma once

#include "../common/text.h"

struct launch {
	const char *step;	/* the name of the step that is being carried out, for messages */
	u64 euid;		/* as the kernel started us */
	u32 umask;		/* the program's; ours is 0, so that modes of what we make are exact */
	int user_namespace;	/* we made one: its groups cannot be changed */
	int no_new_privs;	/* the plan asks for it */
	int devpts;		/* the mount made by NewDevpts, -1 before */
	int leader;		/* pid of the terminal's session leader, our parent; 0 without a terminal */
};

extern struct launch launch;

#define STATUS_FAILED 125
#define STATUS_CANNOT_EXECUTE 126
#define STATUS_NOT_FOUND 127

/* "cordon-exec: cannot STEP WHAT: ENAME (number)", and the end. */
NORETURN void fail_with(int status, const char *what, long error);
NORETURN void fail(const char *what, long error);

/* The result of a system call that must succeed. */
static inline long must(const char *what, long result)
{
	if (result < 0)
		fail(what, result);
	return result;
}

/* paths.c: absolute paths, resolved without following any symbolic link (openat2(2)). A negative result is an error. */
long open_path(const char *path, u64 flags);
/* Opens the parent of a path and gives its last name, which points into the path. */
int open_parent(const char *path, const char **name);
/* S_IFMT bits of what a descriptor is open on. */
u32 kind_of(int descriptor, const char *what);

/* program.c: umask, signals and death with the leader, as the program is to have them. Once a launch; later calls do nothing. */
void settle(void);
