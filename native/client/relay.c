#include <linux/fcntl.h>
#include <linux/poll.h>
#include <linux/socket.h>
#include <linux/time_types.h>

#include "../common/channel.h"
#include "../common/process.h"
#include "../common/socket.h"
#include "session.h"

/* How often we look whether a shell has put us in the foreground: "fg" of a running job sends no signal. */
#define FOREGROUND_CHECK_NS 300000000

enum { CONNECTION, CHANNEL, SIGNALS, KEYS, MASTER, SOURCES };

/* Keys that the command's terminal has no room for yet. Only here can a write block: so it does not. */
static struct {
	char bytes[4096];
	usize first, last;
} keys;

static void hang_up(struct session *s)
{
	call(close, s->master);
	s->master = -1;
	keys.first = keys.last = 0;
	restore();
}

static void read_keys(struct session *s)
{
	long count = call(read, 0, keys.bytes, sizeof keys.bytes);
	if (count > 0) {
		keys.first = 0;
		keys.last = (usize)count;
	} else if (count != -EAGAIN && count != -EINTR) {
		/* Our own terminal has gone; the command learns it as it would have without us. */
		hang_up(s);
	}
}

static void write_keys(struct session *s)
{
	long count = call(write, s->master, keys.bytes + keys.first, keys.last - keys.first);
	if (count > 0)
		keys.first += (usize)count;
	else if (count != -EAGAIN && count != -EINTR)
		keys.first = keys.last;
}

/* Whether there was something. */
static int copy_output(struct session *s)
{
	char bytes[8192];
	long count = call(read, s->master, bytes, sizeof bytes);
	if (count <= 0) {
		/* EIO: no process has the other side open, nor will have. */
		if (count != -EAGAIN && count != -EINTR)
			hang_up(s);
		return 0;
	}
	for (const char *at = bytes; count > 0;) {
		long written = call(write, 1, at, count);
		if (written == -EINTR || written == -EAGAIN)
			continue;
		if (written < 0)
			break;
		at += written;
		count -= written;
	}
	return 1;
}

/* What the command wrote before it stopped or ended; others of its processes may write on without end. */
static void drain(struct session *s)
{
	for (int left = 64; left && s->master >= 0 && copy_output(s); left--)
		;
}

static void read_channel(struct session *s)
{
	u8 bytes[2] = {0};
	int descriptor;
	long count = receive_message(s->channel, bytes, sizeof bytes, &descriptor);
	if (count == -EAGAIN || count == -EINTR)
		return;
	if (count <= 0) {
		call(close, s->channel);
		s->channel = -1;
	} else if (bytes[0] == CHANNEL_TERMINAL && descriptor >= 0 && s->master < 0) {
		s->master = descriptor;
		call(fcntl, s->master, F_SETFL, O_RDWR | O_NONBLOCK);
		make_raw(s);
	} else if (bytes[0] == CHANNEL_STOPPED && count == 2) {
		drain(s);
		stop_like(s, bytes[1]);
	}
}

static NORETURN void finish(struct session *s, const struct frame *last)
{
	if (s->channel >= 0 && s->master < 0)
		read_channel(s);
	drain(s);
	restore();
	if (last->type == FRAME_KILLED && last->value >= 1 && last->value <= LAST_SIGNAL)
		die_by((int)last->value);
	exit_with((int)last->value & 0xff);
}

static void read_frame(struct session *s)
{
	struct frame f;
	long count = call(recvfrom, s->connection, &f, sizeof f, MSG_WAITALL, 0, 0);
	if (count == sizeof f && (f.type == FRAME_EXIT || f.type == FRAME_KILLED))
		finish(s, &f);
	if (count != -EINTR)
		give_up("tell how the command ended: the daemon has gone", count < 0 ? count : -EPIPE, "");
}

static short wanted(int condition, short events)
{
	return condition ? events : 0;
}

NORETURN void relay(struct session *s)
{
	for (;;) {
		const int proxied = s->master >= 0, waiting = keys.first < keys.last;
		const int background = proxied && !in_foreground();
		if (proxied && !background)
			make_raw(s);
		struct pollfd sources[SOURCES] = {
			[CONNECTION] = {.fd = s->connection, .events = POLLIN},
			[CHANNEL] = {.fd = s->channel, .events = POLLIN},
			[SIGNALS] = {.fd = s->signals, .events = POLLIN},
			[KEYS] = {.fd = proxied && !waiting && !background ? 0 : -1, .events = POLLIN},
			[MASTER] = {.fd = s->master, .events = POLLIN | wanted(waiting, POLLOUT)},
		};
		struct __kernel_timespec check = {.tv_nsec = FOREGROUND_CHECK_NS};
		if (call(ppoll, sources, SOURCES, background ? &check : 0, 0, 0) <= 0)
			continue;
		if (sources[SIGNALS].revents)
			handle_signals(s);
		if (sources[KEYS].revents && s->master >= 0)
			read_keys(s);
		if (keys.first < keys.last && s->master >= 0)
			write_keys(s);
		if (sources[MASTER].revents & (POLLIN | POLLHUP | POLLERR) && s->master >= 0)
			copy_output(s);
		if (sources[CHANNEL].revents && s->channel >= 0)
			read_channel(s);
		if (sources[CONNECTION].revents)
			read_frame(s);
	}
}
