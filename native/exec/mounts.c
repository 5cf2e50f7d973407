/* Mounts by descriptors: what was checked is what is mounted, whatever happens to the path meanwhile. */
#include <linux/fcntl.h>
#include <linux/mount.h>
#include <linux/sched.h>
#include <linux/stat.h>

#include "mounts.h"
#include "steps.h"

#define MNT_DETACH 2
#define UMOUNT_NOFOLLOW 8

static u64 attributes(u64 flags)
{
	return (flags & BIND_READ_ONLY ? MOUNT_ATTR_RDONLY : 0) | (flags & BIND_NO_SUID ? MOUNT_ATTR_NOSUID : 0) |
	       (flags & BIND_NO_DEV ? MOUNT_ATTR_NODEV : 0) | (flags & BIND_NO_EXEC ? MOUNT_ATTR_NOEXEC : 0);
}

static void set_attributes(const char *what, int mount, u64 attributes, int recursive)
{
	const struct mount_attr wanted = {.attr_set = attributes};
	const int flags = AT_EMPTY_PATH | (recursive ? AT_RECURSIVE : 0);
	must(what, call(mount_setattr, mount, "", flags, &wanted, sizeof wanted));
}

void attach(const char *what, int mount, int target)
{
	const int flags = MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH;
	must(what, call(move_mount, mount, "", target, "", flags));
}

void bind_mount(const struct record *r)
{
	const u64 flags = r->word[0];
	const int recursive = (flags & BIND_RECURSIVE) != 0;
	const char *source = strings_of(r), *target = next_string(source);

	long from = open_path(source, O_PATH);
	if (from == -ENOENT && flags & BIND_OPTIONAL)
		return;
	must(source, from);
	long onto = open_path(target, O_PATH);
	if (onto == -ENOENT && flags & BIND_OPTIONAL) {
		call(close, from);
		return;
	}
	must(target, onto);
	if (S_ISDIR(kind_of((int)from, source)) != S_ISDIR(kind_of((int)onto, target)))
		fail(target, -ENOTDIR);

	const int how = OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_EMPTY_PATH | (recursive ? AT_RECURSIVE : 0);
	int copy = (int)must(source, call(open_tree, from, "", how));
	if (attributes(flags))
		set_attributes(source, copy, attributes(flags), recursive);
	attach(target, copy, (int)onto);
	call(close, copy);
	call(close, onto);
	call(close, from);
}

int new_filesystem(const char *type)
{
	return (int)must(type, call(fsopen, type, FSOPEN_CLOEXEC));
}

void option(int filesystem, const char *key, const char *value)
{
	must(key, call(fsconfig, filesystem, FSCONFIG_SET_STRING, key, value, 0));
}

void number_option(int filesystem, const char *key, u64 number, u64 base)
{
	char digits[24], *first = digits + sizeof digits - 1;
	*first = 0;
	do
		*--first = (char)('0' + number % base);
	while (number /= base);
	option(filesystem, key, first);
}

int make_mount(const char *what, int filesystem, u64 attributes)
{
	must(what, call(fsconfig, filesystem, FSCONFIG_CMD_CREATE, 0, 0, 0));
	int mount = (int)must(what, call(fsmount, filesystem, FSMOUNT_CLOEXEC, attributes));
	call(close, filesystem);
	return mount;
}

void tmpfs(const struct record *r)
{
	const char *target = strings_of(r);
	int onto = (int)must(target, open_path(target, O_PATH | O_DIRECTORY));
	int filesystem = new_filesystem("tmpfs");
	number_option(filesystem, "mode", r->word[0] & 07777, 8);
	if (r->word[1])
		number_option(filesystem, "size", r->word[1], 10);
	int mount = make_mount(target, filesystem, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
	attach(target, mount, onto);
	call(close, mount);
	call(close, onto);
}

void remount_read_only(const struct record *r)
{
	const char *path = strings_of(r);
	int mount = (int)must(path, open_path(path, O_PATH));
	set_attributes(path, mount, MOUNT_ATTR_RDONLY, r->word[0] != 0);
	call(close, mount);
}

void attach_mount(const struct record *r)
{
	const char *target = strings_of(r);
	int onto = (int)must(target, open_path(target, O_PATH | O_DIRECTORY));
	attach(target, (int)r->word[0], onto);
	call(close, onto);
}

static int is_mount(int directory, const char *what)
{
	struct statx found;
	must(what, call(statx, directory, "", AT_EMPTY_PATH, 0, &found));
	return (found.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

/* A locked mount of a more privileged namespace stays, and then the launch ends: it would be seen. */
void unmount(const struct record *r)
{
	const char *path = strings_of(r);
	for (;;) {
		int directory = (int)must(path, open_path(path, O_PATH | O_DIRECTORY));
		if (!is_mount(directory, path))
			return;
		long entered = call(fchdir, directory);
		call(close, directory);
		if (entered == -EACCES) {
			/* An ordinary user may not enter root's home. What lies above it is the view's own, which nobody changes. */
			must(path, call(umount2, path, MNT_DETACH | UMOUNT_NOFOLLOW));
			continue;
		}
		must(path, entered);
		must(path, call(umount2, ".", MNT_DETACH));
		must(path, call(chdir, "/"));
	}
}

/*
 * Joining our own namespace makes its very root ours again (setns(2)). In a chroot that is another directory than "/", and a
 * pivot from "/" would leave it below the new root, for everybody who joins the namespace later.
 */
static void enter_root_of_namespace(const char *what)
{
	int namespace = (int)must(what, call(openat, AT_FDCWD, "/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC));
	must(what, call(setns, namespace, CLONE_NEWNS));
	/* What lies above a chroot is still shared with the host: taking the old root away would unmount the host's own mounts. */
	const struct mount_attr slave = {.propagation = MS_SLAVE};
	must(what, call(mount_setattr, AT_FDCWD, "/", AT_RECURSIVE, &slave, sizeof slave));
	call(close, namespace);
}

/* The old root ends up over the new one at "/", where "." of the old call still means it (pivot_root(2)). */
void pivot_root(const struct record *r)
{
	const char *path = strings_of(r);
	int root = (int)must(path, open_path(path, O_PATH | O_DIRECTORY));
	enter_root_of_namespace(path);
	must(path, call(fchdir, root));
	must(path, call(pivot_root, ".", "."));
	must(path, call(umount2, ".", MNT_DETACH));
	must(path, call(chdir, "/"));
	call(close, root);
}
