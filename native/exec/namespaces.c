#include <linux/fcntl.h>
#include <linux/mount.h>
#include <linux/prctl.h>
#include <linux/sched.h>

#include "../common/socket.h"
#include "steps.h"

/* "0" and not a pid: a pid makes the kernel wait for an RCU grace period, up to 0.1 s. */
void join_cgroup(const struct record *r)
{
	const char *path = strings_of(r);
	if (must(path, call(write, r->word[0], "0", 1)) != 1)
		fail(path, -EIO);
}

void join_mount_namespace(const struct record *r)
{
	must(strings_of(r), call(setns, r->word[0], CLONE_NEWNS));
}

void new_mount_namespace(const struct record *r)
{
	(void)r;
	const struct mount_attr slave = {.propagation = MS_SLAVE};
	must("(unshare)", call(unshare, CLONE_NEWNS));
	must("(propagation)", call(mount_setattr, AT_FDCWD, "/", AT_RECURSIVE, &slave, sizeof slave));
}

/* Nobody waits for what cannot be sent: then it is we who end the namespace. */
void hand_over_mount_namespace(const struct record *r)
{
	int namespace = (int)call(openat, AT_FDCWD, "/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC);
	if (namespace < 0)
		return;
	send_message((int)r->word[0], "N", 1, &namespace, 1, MSG_DONTWAIT);
	call(close, namespace);
}

static void write_file(const char *path, const char *text, usize size)
{
	int file = (int)must(path, call(openat, AT_FDCWD, path, O_WRONLY | O_CLOEXEC));
	if (must(path, call(write, file, text, size)) != (long)size)
		fail(path, -EIO);
	call(close, file);
}

static void map_identity(const char *path, u64 id)
{
	struct message m = {0};
	add_number(&m, id);
	add_text(&m, " ");
	add_number(&m, id);
	add_text(&m, " 1");
	write_file(path, m.text, m.used);
}

/* An undumpable process's files in /proc are root's, so that the maps can be written only while we are dumpable. */
void new_user_namespace(const struct record *r)
{
	must("(unshare)", call(unshare, CLONE_NEWUSER));
	launch.user_namespace = 1;
	must("(dumpable)", call(prctl, PR_SET_DUMPABLE, 1));
	write_file("/proc/self/setgroups", "deny", 4);
	map_identity("/proc/self/uid_map", r->word[0]);
	map_identity("/proc/self/gid_map", r->word[1]);
	must("(dumpable)", call(prctl, PR_SET_DUMPABLE, 0));
}

void rendezvous(const struct record *r)
{
	char byte = 'R';
	if (must("say ready", call(write, r->word[0], &byte, 1)) != 1)
		fail("say ready", -EIO);
	must("wait for go", call(read, r->word[1], &byte, 1));
}
