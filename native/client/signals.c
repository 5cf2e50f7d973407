/* All signals are blocked and read from a signalfd, so that none comes between two system calls and none is lost. */
#include <asm/signal.h>
#include <linux/fcntl.h>
#include <linux/signalfd.h>
#include <linux/socket.h>

#include "../common/process.h"
#include "../common/socket.h"
#include "session.h"

static const u64 forwarded = SIGNAL_BIT(SIGHUP) | SIGNAL_BIT(SIGINT) | SIGNAL_BIT(SIGQUIT) | SIGNAL_BIT(SIGUSR1) |
			     SIGNAL_BIT(SIGUSR2) | SIGNAL_BIT(SIGTERM);
static const u64 harmless = SIGNAL_BIT(SIGCHLD) | SIGNAL_BIT(SIGURG) | SIGNAL_BIT(SIGPIPE) | SIGNAL_BIT(SIGTTIN) |
			    SIGNAL_BIT(SIGTTOU);

void take_signals(struct session *s)
{
	const u64 all = ~0ull;
	for (int signal = 1; signal <= LAST_SIGNAL; signal++) {
		struct sigaction action;
		if (call(rt_sigaction, signal, 0, &action, sizeof all) == 0 && action.sa_handler == SIG_IGN)
			s->ignored |= SIGNAL_BIT(signal);
	}
	call(rt_sigprocmask, SIG_BLOCK, &all, 0, sizeof all);
	s->signals = (int)call(signalfd4, -1, &all, sizeof all, SFD_CLOEXEC | SFD_NONBLOCK);
	if (s->signals < 0)
		give_up("receive signals", s->signals, "");
}

void send_signal(struct session *s, int signal)
{
	const struct frame f = {FRAME_SIGNAL, (u32)signal};
	/* A daemon that has gone is noticed where its frames are read. */
	call(sendto, s->connection, &f, sizeof f, MSG_NOSIGNAL, 0, 0);
}

static void go_on(struct session *s)
{
	make_raw(s);
	send_signal(s, SIGCONT);
}

static int pending(int signal)
{
	u64 set = 0;
	call(rt_sigpending, &set, sizeof set);
	return (set & SIGNAL_BIT(signal)) != 0;
}

/* A shell continues its job with SIGCONT, which then waits in the signalfd. An orphaned group is not stopped by the kernel. */
static void stop(struct session *s, int signal)
{
	const u64 bit = SIGNAL_BIT(signal);
	default_action(signal);
	call(rt_sigprocmask, SIG_UNBLOCK, &bit, 0, sizeof bit);
	call(rt_sigprocmask, SIG_BLOCK, &bit, 0, sizeof bit);
	if (!pending(SIGCONT))
		go_on(s);
}

/* The terminal would have stopped our whole group, a script that runs us included. */
void stop_like(struct session *s, int signal)
{
	restore();
	call(kill, 0, signal);
	stop(s, signal);
}

static void suspend(struct session *s)
{
	if (s->master >= 0) {
		send_signal(s, SIGTSTP);
		return;
	}
	const long self = call(getpid);
	send_signal(s, SIGSTOP);
	call(kill, self, SIGTSTP);
	stop(s, SIGTSTP);
}

static void handle(struct session *s, int signal)
{
	const u64 bit = SIGNAL_BIT(signal);
	if (s->ignored & bit || harmless & bit)
		return;
	if (forwarded & bit)
		send_signal(s, signal);
	else if (signal == SIGTSTP)
		suspend(s);
	else if (signal == SIGCONT)
		go_on(s);
	else if (signal == SIGWINCH && s->master >= 0)
		copy_size(s);
	else if (signal == SIGWINCH)
		send_signal(s, signal);
	else {
		restore();
		die_by(signal);
	}
}

void handle_signals(struct session *s)
{
	struct signalfd_siginfo info;
	while (call(read, s->signals, &info, sizeof info) == sizeof info)
		handle(s, (int)info.ssi_signo);
}
