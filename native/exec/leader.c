#include <asm/siginfo.h>
#include <asm/signal.h>
#include <linux/capability.h>
#include <linux/close_range.h>
#include <linux/resource.h>
#include <linux/socket.h>
#include <linux/wait.h>

#include "../common/process.h"
#include "../common/socket.h"
#include "launch.h"
#include "terminal.h"

/* What reaches the leader is meant for the application; keys do not come this way, the terminal signals its group itself. */
static const u64 passed_on = SIGNAL_BIT(SIGHUP) | SIGNAL_BIT(SIGINT) | SIGNAL_BIT(SIGQUIT) | SIGNAL_BIT(SIGUSR1) |
			     SIGNAL_BIT(SIGUSR2) | SIGNAL_BIT(SIGTERM) | SIGNAL_BIT(SIGCONT) | SIGNAL_BIT(SIGWINCH) |
			     SIGNAL_BIT(SIGTSTP);

/* It lives as long as the application and needs but to signal it. */
static void keep_only(int channel, u32 capability)
{
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct data[2] = {{0}};
	must("leader's capabilities", call(capget, &header, data));
	const u32 bit = data[0].permitted & 1u << capability;
	data[0] = (struct __user_cap_data_struct){.effective = bit, .permitted = bit};
	data[1] = (struct __user_cap_data_struct){0};
	must("leader's capabilities", call(capset, &header, data));
	if (channel > 3)
		call(close_range, 3, channel - 1, 0);
	call(close_range, channel + 1, ~0u, 0);
}

static void report_stop(int channel, int signal)
{
	const char stop[] = {CHANNEL_STOPPED, (char)signal};
	/* Nobody may listen any more (the client was killed): then the terminal hangs up, which the kernel tells us. */
	call(sendto, channel, stop, sizeof stop, MSG_NOSIGNAL | MSG_DONTWAIT, 0, 0);
}

static void look_after(int child, int channel)
{
	int status;
	while (call(wait4, child, &status, WNOHANG | WUNTRACED, 0) > 0) {
		if (stopped(status))
			report_stop(channel, stop_signal(status));
		else if (killed_by(status))
			die_by(killed_by(status));
		else
			exit_with(exit_status(status));
	}
}

NORETURN void lead(int child, int channel)
{
	const u64 all = ~0ull;
	keep_only(channel, CAP_KILL);
	/* The child does the same: whoever comes first, a signal finds the group. */
	call(setpgid, child, child);
	for (;;) {
		long signal = call(rt_sigtimedwait, &all, 0, 0, sizeof all);
		if (signal == SIGCHLD)
			look_after(child, channel);
		else if (signal > 0 && passed_on & SIGNAL_BIT(signal))
			call(kill, -child, signal);
	}
}
