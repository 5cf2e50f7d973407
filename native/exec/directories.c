/* File work in the user's directories, with the user's rights: the kernel checks as it would check the user. */
#include <asm/stat.h>
#include <linux/fcntl.h>
#include <linux/openat2.h>

#include "steps.h"

#define NOBODY_AND_NO_CHANGE ((u32)-1)

/* setfsuid(2) says nothing about failure, but asked for an impossible id it gives the present one. */
static void act_as(u64 uid, u64 gid)
{
	call(setfsgid, gid);
	call(setfsuid, uid);
	if (call(setfsgid, NOBODY_AND_NO_CHANGE) != (long)gid || call(setfsuid, NOBODY_AND_NO_CHANGE) != (long)uid)
		fail("as the user", -EPERM);
}

static void act_as_before(void)
{
	const long uid = call(geteuid), gid = call(getegid);
	call(setfsuid, uid);
	call(setfsgid, gid);
}

static int deeper(int directory, const char *name, u64 uid, u64 mode)
{
	const int flags = O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
	long next = call(openat, directory, name, flags);
	if (next == -ENOENT) {
		long made = call(mkdirat, directory, name, mode & 07777);
		if (made != -EEXIST)
			must(name, made);
		next = call(openat, directory, name, flags);
	}
	struct stat found;
	must(name, next);
	must(name, call(fstat, next, &found));
	if (found.st_uid != uid)
		fail(name, -EPERM);
	call(close, directory);
	return (int)next;
}

void user_directories(const struct record *r)
{
	const u64 uid = r->word[0], gid = r->word[1], mode = r->word[2];
	const char *name = strings_of(r);
	act_as(uid, gid);
	int directory = (int)must(name, open_path(name, O_PATH | O_DIRECTORY));
	for (u64 left = r->word[3]; left; left--) {
		name = next_string(name);
		directory = deeper(directory, name, uid, mode);
	}
	call(close, directory);
	act_as_before();
}

static long enter(const char *path)
{
	const struct open_how how = {.flags = O_PATH | O_DIRECTORY | O_CLOEXEC, .resolve = RESOLVE_NO_MAGICLINKS};
	long directory = call(openat2, AT_FDCWD, path, &how, sizeof how);
	if (directory < 0)
		return directory;
	long entered = call(fchdir, directory);
	call(close, directory);
	return entered;
}

void working_directory(const struct record *r)
{
	const char *path = strings_of(r), *fallback = next_string(path);
	act_as(r->word[0], r->word[1]);
	if (enter(path) < 0)
		must(fallback, enter(fallback));
	act_as_before();
}
