/*
 * cordon-exec N: carries out the launch plan in descriptor N, a sealed memfd, and becomes the program that it ends in.
 * It has no policy, reads no configuration and runs no helper: a copy of it elsewhere is worth nothing to anybody.
 */
#include <linux/auxvec.h>
#include <linux/close_range.h>
#include <linux/fcntl.h>
#include <linux/mman.h>
#include <linux/prctl.h>
#include <linux/stat.h>
#include <asm/stat.h>

#include "launch.h"
#include "plan.h"

struct launch launch = {.step = "start", .devpts = -1};

NORETURN void fail_with(int status, const char *what, long error)
{
	struct message m = {0};
	add_text(&m, "cordon-exec: cannot ");
	add_text(&m, launch.step);
	add_text(&m, " ");
	add_text(&m, what);
	add_text(&m, ": ");
	add_error(&m, error);
	show(&m);
	exit_with(status);
}

NORETURN void fail(const char *what, long error)
{
	fail_with(STATUS_FAILED, what, error);
}

/* Seals keep the content as it is checked; owner and link count tell our parent's memfd from a file lying about. */
static struct plan_header *map_plan(int descriptor, usize *size)
{
	const int required = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW;
	struct stat file;
	must("with this plan", call(fstat, descriptor, &file));
	if (!S_ISREG(file.st_mode) || file.st_nlink || file.st_uid != launch.euid)
		fail("with a plan that is not a memfd of ours", -EPERM);
	if ((must("with this plan", call(fcntl, descriptor, F_GET_SEALS)) & required) != required)
		fail("with a plan that is not sealed", -EPERM);
	*size = (usize)file.st_size;
	return (void *)must("with this plan", call(mmap, 0, *size, PROT_READ, MAP_PRIVATE, descriptor, 0));
}

__attribute__((used)) NORETURN void start(struct start_block *block)
{
	if (auxiliary_value(block, AT_SECURE))
		fail("with the rights of the file: cordon-exec must not be set-user-ID", -EPERM);
	launch.euid = auxiliary_value(block, AT_EUID);
	long descriptor = block->argc == 2 ? parse_number(block->argv[1]) : -1;
	if (descriptor < 3)
		fail("without the number of a plan's descriptor", -EINVAL);

	must("undumpable", call(prctl, PR_SET_DUMPABLE, 0));
	must("with descriptors closed at exec", call(close_range, 3, ~0u, CLOSE_RANGE_CLOEXEC));
	launch.umask = (u32)call(umask, 0);

	usize size;
	struct plan_header *plan = map_plan((int)descriptor, &size);
	check_plan(plan, size);
	carry_out(plan);
	exit_with(0);
}

PROGRAM_ENTRY;
