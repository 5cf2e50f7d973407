#include <linux/fcntl.h>
#include <linux/limits.h>

#include "session.h"

#define SYSTEM_ROOT "/var/lib/cordon"

struct path {
	usize used;
	char text[PATH_MAX];
};

static const char *variable(char **environment, const char *prefix)
{
	for (; *environment; environment++) {
		const char *value = after_prefix(*environment, prefix);
		if (value && *value)
			return value;
	}
	return 0;
}

static void join(struct path *p, const char *text)
{
	const usize length = length_of(text);
	if (p->used + length >= sizeof p->text)
		give_up("use the data directory of the user", -ENAMETOOLONG, "");
	memcpy(p->text + p->used, text, length + 1);
	p->used += length;
}

/* The root of an ordinary user's own daemon, by the rules of cnf/cordond, while that daemon is there. */
static const char *own_root(char **environment)
{
	static struct path own, control;
	const char *data = variable(environment, "XDG_DATA_HOME=");
	const char *home = variable(environment, "HOME=");
	if (!call(geteuid) || (!data && !home))
		return 0;
	join(&own, data ? data : home);
	join(&own, data ? "/cordon" : "/.local/share/cordon");
	join(&control, own.text);
	join(&control, "/run/control.sock");
	return call(faccessat, AT_FDCWD, control.text, 0 /* F_OK */) < 0 ? 0 : own.text;
}

const char *state_root(char **environment)
{
	const char *given = variable(environment, "CORDON_ROOT=");
	const char *own = given ? 0 : own_root(environment);
	return given ? given : own ? own : SYSTEM_ROOT;
}
