#include "terminal.h"

#include <asm/ioctls.h>
#include <asm/signal.h>
#include <asm/stat.h>
#include <asm/termbits.h>
#include <asm/termios.h>
#include <linux/fcntl.h>
#include <linux/kdev_t.h>
#include <linux/socket.h>
#include <linux/stat.h>

#include "../common/socket.h"
#include "steps.h"

/* The multiplexer of our own devpts; without one (a kept namespace has it) that of the namespace. */
static int open_multiplexer(void)
{
	const int flags = O_RDWR | O_NOCTTY | O_CLOEXEC | O_NOFOLLOW;
	long master;
	if (launch.devpts >= 0) {
		master = call(openat, launch.devpts, "ptmx", flags);
	} else {
		master = open_path("/dev/ptmx", flags);
		if (master == -ELOOP)
			master = open_path("/dev/pts/ptmx", flags);
	}
	struct stat file;
	must("ptmx", master);
	must("ptmx", call(fstat, master, &file));
	if (!S_ISCHR(file.st_mode) || (file.st_rdev & ~0xffull) != 5 << 8)
		fail("ptmx is not the terminal multiplexer", -ENOTTY);
	return (int)master;
}

/* The caller's settings (erase key, UTF-8) lie in the channel when the client has a terminal to take them from. */
static void copy_settings(int channel, int slave)
{
	struct termios settings;
	if (call(recvfrom, channel, &settings, sizeof settings, MSG_DONTWAIT, 0, 0) == sizeof settings)
		must("settings", call(ioctl, slave, TCSETS, &settings));
}

static int open_slave(int master, const struct record *r)
{
	const int unlocked = 0;
	const struct winsize size = {.ws_row = (u16)r->word[1], .ws_col = (u16)r->word[2]};
	must("unlock", call(ioctl, master, TIOCSPTLCK, &unlocked));
	if (size.ws_row && size.ws_col)
		must("window size", call(ioctl, master, TIOCSWINSZ, &size));
	int slave = (int)must("slave", call(ioctl, master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC));
	copy_settings((int)r->word[0], slave);
	must("owner", call(fchown, slave, r->word[3], r->word[4]));
	return slave;
}

/*
 * Signals are blocked from before anybody can type to the exec. A key that comes now waits for the leader, which passes it on:
 * unblocked, a stop would be discarded, because the leader's group is orphaned until the fork. And taking the terminal from
 * the background does not stop the child.
 */
static void block_signals(void)
{
	const u64 all = ~0ull;
	must("block signals", call(rt_sigprocmask, SIG_BLOCK, &all, 0, sizeof all));
}

void terminal(const struct record *r)
{
	const int channel = (int)r->word[0];
	int master = open_multiplexer();
	int slave = open_slave(master, r);
	block_signals();
	must("control", call(ioctl, slave, TIOCSCTTY, 0));
	must("send", send_message(channel, (char[]){CHANNEL_TERMINAL}, 1, &master, 1, 0));
	for (int standard = 0; standard < (r->word[5] ? 3 : 2); standard++)
		must("standard descriptors", call(dup3, slave, standard, 0));
	call(close, master);
	call(close, slave);

	const int leader = (int)call(getpid);
	int child = (int)must("fork", call(clone, SIGCHLD, 0, 0, 0, 0));
	if (child)
		lead(child, channel);
	const int self = (int)call(getpid);
	must("process group", call(setpgid, 0, 0));
	must("foreground", call(ioctl, 0, TIOCSPGRP, &self));
	call(close, channel);
	launch.leader = leader;
}
