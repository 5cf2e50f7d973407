#include <asm/signal.h>
#include <linux/mman.h>
#include <linux/prctl.h>

#include "../common/process.h"
#include "steps.h"

/* Actions are the default ones already (Spawn asks posix_spawn(3) for it); the mask is ours to undo after a fork. */
static void unblock_signals(void)
{
	const u64 none = 0;
	call(rt_sigprocmask, SIG_SETMASK, &none, 0, sizeof none);
}

/* A change of uid clears the parent death signal, so it is set after it; the leader may have ended before. */
static void die_with_leader(void)
{
	must("(parent death signal)", call(prctl, PR_SET_PDEATHSIG, SIGKILL));
	if (call(getppid) != launch.leader)
		die_by(SIGKILL);
}

void settle(void)
{
	static int settled;
	if (settled)
		return;
	settled = 1;
	call(umask, launch.umask);
	if (launch.leader)
		die_with_leader();
	unblock_signals();
}

/* Fills a list of pointers to the strings from one on; gives the string after them. */
static const char *point_to(const char **list, const char *string, u64 count)
{
	for (u64 i = 0; i < count; i++) {
		list[i] = string;
		string = next_string(string);
	}
	return string;
}

static const char **arguments, **environment;

/* Made when the plan is checked, so that no mmap(2) is needed under the filter. */
void prepare_program(const struct record *r)
{
	const u64 pointers = r->word[0] + r->word[1] + 2;
	arguments = (void *)must("(memory)", call(mmap, 0, pointers * sizeof *arguments, PROT_READ | PROT_WRITE,
						  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
	environment = arguments + r->word[0] + 1;
	point_to(environment, point_to(arguments, next_string(strings_of(r)), r->word[0]), r->word[1]);
}

void execute(const struct record *r)
{
	const char *path = strings_of(r);
	settle();
	long error = call(execve, path, arguments, environment);
	fail_with(error == -ENOENT ? STATUS_NOT_FOUND : STATUS_CANNOT_EXECUTE, path, error);
}
