#include <asm/socket.h>
#include <asm/termbits.h>
#include <asm/ioctls.h>
#include <asm/termios.h>
#include <linux/fcntl.h>
#include <linux/mman.h>
#include <linux/net.h>
#include <linux/socket.h>
#include <linux/un.h>

#include "../common/socket.h"
#include "session.h"

#define MAGIC 0x31445243 /* "CRD1" */
#define BODY_LIMIT 4194304
#define SOCKET_NAME "/run/control.sock"

#define FLAG_CHANNEL 8
#define FLAG_COMMAND_FILE 16

struct request {
	u32 magic;
	u32 body;
	u32 arguments;
	u32 variables;
	u32 flags;
	u16 rows;
	u16 columns;
	u32 umask;
	u32 descriptors;
};

struct peer {
	u32 pid;
	u32 uid;
	u32 gid;
};

static NORETURN void unreachable(const char *path, long error)
{
	struct message m = {0};
	add_text(&m, "reach the daemon at ");
	add_text(&m, path);
	give_up(m.text, error, "; start it with \"cordon up\" (as root)");
}

/* Environment and descriptors are for root's daemon or our own, not for whoever could listen in a directory of that name. */
static void check_peer(int connection, const char *path)
{
	struct peer peer;
	int size = sizeof peer;
	long known = call(getsockopt, connection, SOL_SOCKET, SO_PEERCRED, &peer, &size);
	if (known < 0)
		unreachable(path, known);
	if (peer.uid && peer.uid != call(geteuid))
		give_up("trust the daemon: it is neither root's nor ours", -EPERM, "");
}

static int connect_to(const char *root)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	const usize length = length_of(root);
	if (length + sizeof SOCKET_NAME > sizeof address.sun_path)
		unreachable(root, -ENAMETOOLONG);
	memcpy(address.sun_path, root, length);
	memcpy(address.sun_path + length, SOCKET_NAME, sizeof SOCKET_NAME);
	long connection = call(socket, AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	long connected = connection < 0 ? connection : call(connect, connection, &address, sizeof address);
	if (connected < 0)
		unreachable(address.sun_path, connected);
	check_peer((int)connection, address.sun_path);
	return (int)connection;
}

/* Copies strings to a place, or with no place only measures them; counts them too. */
static usize gather(char *to, char **strings, u32 *count)
{
	usize size = 0;
	for (*count = 0; *strings; strings++, ++*count) {
		const usize length = length_of(*strings) + 1;
		if (to)
			memcpy(to + size, *strings, length);
		size += length;
	}
	return size;
}

static char *body_of(const struct command *c, struct request *r)
{
	char *in_front[] = {c->app ? "run" : 0, (char *)c->app, 0};
	u32 front, arguments;
	const usize first = gather(0, in_front, &front), second = gather(0, c->arguments, &arguments);
	const usize size = first + second + gather(0, c->environment, &r->variables);
	if (size > BODY_LIMIT)
		give_up("send so many arguments and environment variables", -E2BIG, "");
	r->body = (u32)size;
	r->arguments = front + arguments;
	long memory = call(mmap, 0, size + 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory < 0)
		give_up("hold the request", memory, "");
	char *body = (char *)memory;
	gather(body, in_front, &front);
	gather(body + first, c->arguments, &arguments);
	gather(body + first + second, c->environment, &r->variables);
	return body;
}

static u32 terminals(struct request *r)
{
	struct winsize size;
	u32 flags = 0;
	for (int standard = 0; standard < 3; standard++)
		flags |= is_terminal(standard) ? 1u << standard : 0;
	if (flags & 2 && call(ioctl, 1, TIOCGWINSZ, &size) >= 0) {
		r->rows = size.ws_row;
		r->columns = size.ws_col;
	}
	return flags;
}

/* The settings of our terminal lie in the channel before anybody asks for them. */
static int open_channel(struct session *s)
{
	int ends[2];
	struct termios settings;
	long made = call(socketpair, AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends);
	if (made < 0)
		give_up("make a channel", made, "");
	if (call(ioctl, 0, TCGETS, &settings) >= 0)
		call(sendto, ends[0], &settings, sizeof settings, MSG_NOSIGNAL | MSG_DONTWAIT, 0, 0);
	s->channel = ends[0];
	return ends[1];
}

static void send_all(int connection, const char *bytes, usize size)
{
	while (size) {
		long sent = call(sendto, connection, bytes, size, MSG_NOSIGNAL, 0, 0);
		if (sent < 0)
			give_up("send the request", sent, "");
		bytes += sent;
		size -= (usize)sent;
	}
}

void send_request(struct session *s, const struct command *c)
{
	struct request r = {.magic = MAGIC, .descriptors = 4};
	const char *body = body_of(c, &r);
	int descriptors[5] = {0, 1, 2};

	s->connection = connect_to(c->root);
	long directory = call(openat, AT_FDCWD, ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (directory < 0)
		give_up("open the current directory", directory, "");
	descriptors[3] = (int)directory;
	r.umask = (u32)call(umask, 077);
	r.flags = terminals(&r) | (c->from_file ? FLAG_COMMAND_FILE : 0);
	if ((r.flags & 3) == 3) {
		r.flags |= FLAG_CHANNEL;
		descriptors[r.descriptors++] = open_channel(s);
	}
	long sent = send_message(s->connection, &r, sizeof r, descriptors, (int)r.descriptors, 0);
	if (sent != sizeof r)
		give_up("send the request", sent < 0 ? sent : -EIO, "");
	send_all(s->connection, body, r.body);
	call(close, directory);
	if (r.descriptors == 5)
		call(close, descriptors[4]);
}
