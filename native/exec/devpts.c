#include <asm/stat.h>
#include <linux/fcntl.h>
#include <linux/limits.h>
#include <linux/mount.h>
#include <linux/stat.h>

#include "mounts.h"
#include "steps.h"

/* Some systems have /dev/ptmx as a link into /dev/pts: it leads to the new instance already. */
static int is_link_into_pts(int dev)
{
	char text[32];
	long length = call(readlinkat, dev, "ptmx", text, sizeof text - 1);
	if (length < 0)
		return 0;
	text[length] = 0;
	if (!same(text, "pts/ptmx") && !same(text, "/dev/pts/ptmx"))
		fail("/dev/ptmx is a link to another place", -ELOOP);
	return 1;
}

/* The file that is covered may be a device or an empty file made for this; a directory or a link is somebody's trap. */
static void cover_ptmx(int devpts)
{
	int dev = (int)must("/dev", open_path("/dev", O_PATH | O_DIRECTORY));
	if (!is_link_into_pts(dev)) {
		int onto = (int)must("/dev/ptmx", call(openat, dev, "ptmx", O_PATH | O_NOFOLLOW | O_CLOEXEC));
		u32 kind = kind_of(onto, "/dev/ptmx");
		if (!S_ISCHR(kind) && !S_ISREG(kind))
			fail("/dev/ptmx is neither a device nor a file", -EINVAL);
		int ptmx = (int)must("ptmx", call(open_tree, devpts, "ptmx", OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC));
		attach("/dev/ptmx", ptmx, onto);
		call(close, ptmx);
		call(close, onto);
	}
	call(close, dev);
}

void new_devpts(const struct record *r)
{
	int onto = (int)must("/dev/pts", open_path("/dev/pts", O_PATH | O_DIRECTORY));
	int filesystem = new_filesystem("devpts");
	option(filesystem, "ptmxmode", "0666");
	option(filesystem, "mode", "0620");
	if ((int)r->word[0] >= 0)
		number_option(filesystem, "gid", r->word[0], 10);
	launch.devpts = make_mount("/dev/pts", filesystem, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC);
	attach("/dev/pts", launch.devpts, onto);
	call(close, onto);
	cover_ptmx(launch.devpts);
}
