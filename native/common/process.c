#include "process.h"

#include <asm/signal.h>
#include <linux/resource.h>

void default_action(int signal)
{
	const struct sigaction action = {.sa_handler = SIG_DFL};
	call(rt_sigaction, signal, &action, 0, sizeof(u64));
}

NORETURN void die_by(int signal)
{
	const struct rlimit64 none = {0, 0};
	const u64 bit = SIGNAL_BIT(signal);
	call(prlimit64, 0, RLIMIT_CORE, &none, 0);
	default_action(signal);
	const long self = call(getpid);
	call(kill, self, signal);
	call(rt_sigprocmask, SIG_UNBLOCK, &bit, 0, sizeof bit);
	exit_with(128 + signal);
}
