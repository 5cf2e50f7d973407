#include <asm/stat.h>
#include <asm/statfs.h>
#include <linux/fcntl.h>
#include <linux/filter.h>
#include <linux/magic.h>
#include <linux/prctl.h>
#include <linux/seccomp.h>

#include "steps.h"

#define LABEL_LIMIT 512

/* The file must be the kernel's own: the new root could hold a directory /proc of somebody's making. */
static int open_label_file(void)
{
	static const char *const paths[] = {"/proc/thread-self/attr/apparmor/exec", "/proc/thread-self/attr/exec"};
	long file = call(openat, AT_FDCWD, paths[0], O_WRONLY | O_CLOEXEC);
	if (file == -ENOENT)
		file = call(openat, AT_FDCWD, paths[1], O_WRONLY | O_CLOEXEC);
	struct statfs filesystem;
	must(paths[0], file);
	must(paths[0], call(fstatfs, file, &filesystem));
	if (filesystem.f_type != PROC_SUPER_MAGIC)
		fail(paths[0], -EPERM);
	return (int)file;
}

void apparmor_label(const struct record *r)
{
	const char *label = strings_of(r);
	struct message m = {0};
	if (length_of(label) > LABEL_LIMIT)
		fail(label, -ENAMETOOLONG);
	add_text(&m, "exec ");
	add_text(&m, label);
	int file = open_label_file();
	if (must(label, call(write, file, m.text, m.used)) != (long)m.used)
		fail(label, -EIO);
	call(close, file);
}

#ifndef LANDLOCK_RESTRICT_SELF_LOG_NEW_EXEC_ON
#define LANDLOCK_RESTRICT_SELF_LOG_NEW_EXEC_ON (1U << 1)
#endif

/* Denials are logged of the program that is executed too: by default the kernel logs those of this one alone.
   Without root's rights the kernel wants no_new_privs first, so it is set here already when the plan asks for it later. */
void landlock(const struct record *r)
{
	const char *summary = strings_of(r);
	if (launch.no_new_privs)
		must(summary, call(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
	long result = call(landlock_restrict_self, r->word[0], LANDLOCK_RESTRICT_SELF_LOG_NEW_EXEC_ON);
	if (result == -EINVAL) /* before Linux 6.15, which logs no denial at all */
		result = call(landlock_restrict_self, r->word[0], 0);
	must(summary, result);
}

/* Installed last: after it only execve(2) is called, and write(2) and exit_group(2) when that fails. */
void seccomp(const struct record *r)
{
	static struct sock_filter instructions[BPF_MAXINSNS];
	const char *summary = strings_of(r);
	struct stat file;
	must(summary, call(fstat, r->word[0], &file));
	const usize size = (usize)file.st_size;
	if (!size || size > sizeof instructions || size % sizeof *instructions)
		fail(summary, -EINVAL);
	if (must(summary, call(pread64, r->word[0], instructions, size, 0)) != (long)size)
		fail(summary, -EIO);
	const struct sock_fprog program = {.len = (u16)(size / sizeof *instructions), .filter = instructions};
	settle();
	const u64 flags = (r->word[1] & FILTER_LOG ? SECCOMP_FILTER_FLAG_LOG : 0) |
			  (r->word[1] & FILTER_LISTENED ? SECCOMP_FILTER_FLAG_NEW_LISTENER : 0);
	must(summary, call(seccomp, SECCOMP_SET_MODE_FILTER, flags, &program));
}
