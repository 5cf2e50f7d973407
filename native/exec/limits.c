#include <linux/resource.h>

#include "steps.h"

void limit(const struct record *r)
{
	const struct rlimit64 wanted = {.rlim_cur = r->word[1], .rlim_max = r->word[2]};
	struct message m = {0};
	add_number(&m, r->word[0]);
	must(m.text, call(prlimit64, 0, r->word[0], &wanted, 0));
}

void nice(const struct record *r)
{
	must("of the process", call(setpriority, PRIO_PROCESS, 0, r->word[0]));
}

void set_umask(const struct record *r)
{
	launch.umask = (u32)r->word[0] & 0777;
}
