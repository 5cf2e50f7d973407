/* Directories, files and links that mounts need. Parents are never made, no link is followed. */
#include <linux/fcntl.h>
#include <linux/stat.h>

#include "steps.h"

void make_directory(const struct record *r)
{
	const char *path = strings_of(r), *name;
	int parent = open_parent(path, &name);
	long made = call(mkdirat, parent, name, r->word[0] & 07777);
	if (made == -EEXIST) {
		made = call(openat, parent, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		call(close, made);
	}
	must(path, made);
	call(close, parent);
}

void make_file(const struct record *r)
{
	const char *path = strings_of(r), *name;
	int parent = open_parent(path, &name);
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	long file = call(openat, parent, name, flags, r->word[0] & 07777);
	if (file == -EEXIST) {
		file = must(path, call(openat, parent, name, O_PATH | O_NOFOLLOW | O_CLOEXEC));
		if (!S_ISREG(kind_of((int)file, path)))
			fail(path, -EEXIST);
	}
	must(path, file);
	call(close, file);
	call(close, parent);
}

void make_symlink(const struct record *r)
{
	const char *path = strings_of(r), *name;
	int parent = open_parent(path, &name);
	must(path, call(symlinkat, next_string(path), parent, name));
	call(close, parent);
}
