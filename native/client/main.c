/*
 * cordon VERB ARG...: asks the daemon to carry out a verb and is its stand-in here: same input, output, signals, end.
 * cordon --app=ROOT:NAME FILE ARG...: what the first line of a command file makes of it. See docs/PROTOCOL.md.
 */
#include <linux/fcntl.h>
#include <linux/limits.h>
#include <asm/stat.h>

#include "session.h"

NORETURN void give_up(const char *what, long error, const char *hint)
{
	struct message m = {0};
	restore();
	add_text(&m, "error: cannot ");
	add_text(&m, what);
	add_text(&m, ": ");
	add_error(&m, error);
	add_text(&m, hint);
	show(&m);
	exit_with(1);
}

/* A caller may have closed them; the lowest free number is the one that is missing. */
static void open_standard_descriptors(void)
{
	struct stat file;
	for (int standard = 0; standard < 3; standard++)
		if (call(fstat, standard, &file) < 0)
			call(openat, AT_FDCWD, "/dev/null", O_RDWR);
}

/* The daemon's own starter lies beside us; no other place is looked at. */
static NORETURN void start_daemon(char **arguments, char **environment)
{
	char path[PATH_MAX + sizeof "cordond"];
	long length = call(readlinkat, AT_FDCWD, "/proc/self/exe", path, PATH_MAX);
	if (length < 0)
		give_up("find myself", length, "");
	while (length && path[length - 1] != '/')
		length--;
	memcpy(path + length, "cordond", sizeof "cordond");
	give_up("start the daemon", call(execve, path, arguments, environment), "");
}

/* "ROOT:NAME" of a command file; the colon becomes the end of ROOT. */
static void read_command_file(struct command *c, char *text)
{
	char *colon = 0;
	for (char *at = text; *at; at++)
		if (*at == ':')
			colon = at;
	if (!colon || *text != '/' || !colon[1])
		give_up("run a command file whose line is not --app=ROOT:NAME", -EINVAL, "");
	*colon = 0;
	c->root = text;
	c->app = colon + 1;
	c->from_file = 1;
}

__attribute__((used)) NORETURN void start(struct start_block *block)
{
	struct session s = {.channel = -1, .master = -1};
	struct command c = {.environment = environment_of(block)};
	char **argv = block->argv;
	const char *app = block->argc >= 3 ? after_prefix(argv[1], "--app=") : 0;

	if (app) {
		/* The kernel gives us the line's text in our own memory, to change as we like. */
		read_command_file(&c, (char *)app);
		c.arguments = argv + 3;
	} else {
		c.root = state_root(c.environment);
		c.arguments = argv + (block->argc > 0);
		if (*c.arguments && same(*c.arguments, "up"))
			start_daemon(argv, c.environment);
	}
	open_standard_descriptors();
	take_signals(&s);
	send_request(&s, &c);
	relay(&s);
}

PROGRAM_ENTRY;
