#include <asm/stat.h>
#include <linux/fcntl.h>
#include <linux/limits.h>
#include <linux/openat2.h>
#include <linux/stat.h>

#include "launch.h"

long open_path(const char *path, u64 flags)
{
	const struct open_how how = {
		.flags = flags | O_CLOEXEC,
		.resolve = RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
	};
	return call(openat2, AT_FDCWD, path, &how, sizeof how);
}

int open_parent(const char *path, const char **name)
{
	char parent[PATH_MAX];
	usize length = length_of(path), slash = length;
	while (slash && path[slash - 1] != '/')
		slash--;
	*name = path + slash;
	if (!slash || **name == 0 || same(*name, ".") || same(*name, ".."))
		fail(path, -EINVAL);
	if (slash >= sizeof parent)
		fail(path, -ENAMETOOLONG);
	memcpy(parent, path, slash);
	parent[slash] = 0;
	return (int)must(path, open_path(parent, O_PATH | O_DIRECTORY));
}

u32 kind_of(int descriptor, const char *what)
{
	struct stat file;
	must(what, call(fstat, descriptor, &file));
	return file.st_mode & S_IFMT;
}
