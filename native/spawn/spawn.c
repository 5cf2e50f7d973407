/*
 * libcordon-spawn: posix_spawn(3) for a program that is to run in a control group from its first instruction on.
 *
 * A process that joins a group of the unified hierarchy later, by writing to its cgroup.procs, waits for an RCU grace period when
 * the machine is idle: 8 ms where the whole launch takes 1. CLONE_INTO_CGROUP (clone(2), Linux 5.7) does not wait, and no libc
 * can ask for it before glibc 2.39. A JVM calls this from any thread; it keeps no state and uses no libc.
 */
#include <asm/siginfo.h>
#include <asm/signal.h>
#include <linux/close_range.h>
#include <linux/fcntl.h>
#include <linux/sched.h>
#include <linux/wait.h>

#include "../common/process.h"
#include "../common/system.h"

/* What Java fills in: cordon.linux.GroupSpawn. */
struct spawn {
	const char *program;
	char **argv;
	char **environment;
	const int *inherited; /* from 3 on */
	u64 count;
	int stdio[3]; /* none of 0..2 but in its own place */
	int group;    /* the directory of a group */
	int pidfd;    /* out */
	u64 ignored;  /* signals that are to have their default action again */
	u64 started;  /* out: whether there was a process; an error is then the program's */
};

struct child {
	const struct spawn *how;
	long error;
};

static long keep(int descriptor)
{
	return call(fcntl, descriptor, F_SETFD, 0);
}

static long set_descriptors(const struct spawn *how)
{
	long error = call(close_range, 3, ~0u, CLOSE_RANGE_CLOEXEC);
	for (int i = 0; i < 3 && error >= 0; i++)
		error = how->stdio[i] == i ? keep(i) : call(dup3, how->stdio[i], i, 0);
	for (u64 i = 0; i < how->count && error >= 0; i++)
		error = keep(how->inherited[i]);
	return error;
}

/* A JVM ignores some signals and blocks others; handlers are gone already (CLONE_CLEAR_SIGHAND). */
static void reset_signals(u64 ignored)
{
	const u64 none = 0;
	for (int signal = 1; signal <= LAST_SIGNAL; signal++)
		if (ignored & SIGNAL_BIT(signal))
			default_action(signal);
	call(rt_sigprocmask, SIG_SETMASK, &none, 0, sizeof none);
}

/* In the parent's memory and below its stack frame, while the parent sleeps: what is written here is seen there, so it is but the error. */
static __attribute__((noinline)) NORETURN void become(struct child *child)
{
	const struct spawn *how = child->how;
	call(setsid);
	reset_signals(how->ignored);
	child->error = set_descriptors(how);
	if (child->error >= 0)
		child->error = call(execve, how->program, how->argv, how->environment);
	exit_with(127);
}

/* The signals that this process ignores, a bit each. To ask for all of them takes as long as half of a launch's other calls, so it is asked once. */
__attribute__((visibility("default"))) u64 cordon_ignored_signals(void)
{
	u64 ignored = 0;
	for (int signal = 1; signal <= LAST_SIGNAL; signal++) {
		struct sigaction action = {0};
		if (call(rt_sigaction, signal, 0, &action, sizeof(u64)) == 0 && action.sa_handler == SIG_IGN)
			ignored |= SIGNAL_BIT(signal);
	}
	return ignored;
}

/* The process's number, or a negative error number: of clone(2), or of what kept the program from being executed. */
__attribute__((visibility("default"))) long cordon_spawn(struct spawn *how)
{
	struct child child = {.how = how};
	const u64 all = ~0ull;
	u64 before;
	struct clone_args arguments = {
		.flags = CLONE_VM | CLONE_VFORK | CLONE_PIDFD | CLONE_CLEAR_SIGHAND | CLONE_INTO_CGROUP,
		.pidfd = (u64)&how->pidfd,
		.exit_signal = SIGCHLD,
		.cgroup = (u64)how->group,
	};
	call(rt_sigprocmask, SIG_SETMASK, &all, &before, sizeof all);
	long pid = call(clone3, &arguments, sizeof arguments);
	if (!pid)
		become(&child);
	call(rt_sigprocmask, SIG_SETMASK, &before, 0, sizeof before);
	how->started = pid > 0;
	if (pid > 0 && child.error < 0) {
		call(waitid, P_PIDFD, how->pidfd, 0, WEXITED, 0);
		call(close, how->pidfd);
		return child.error;
	}
	return pid;
}
