/*
 * cordon-probe ACTION...: tries each action in a process of its own and prints how it ended, a line each: "ok", the name of an error,
 * or the signal that ended the process. It runs inside a sandbox that is to be checked, and changes nothing in it:
 *   open PATH ACCESS [make]      ACCESS has r, w, a, x; a PATH that ends in a slash is a directory, which w adds a file to and removes
 *                                it; with make, w makes a file that is not there, and removes it
 *   socket FAMILY TYPE PROTOCOL  as numbers
 *   syscall NAME                 all arguments are -1, which no call does anything with
 */
#include <asm/signal.h>
#include <linux/time.h>

#include "../common/process.h"
#include "../common/text.h"
#include "actions.h"

#define WORDS 4
#define LONGEST_SECONDS 2

/* The words are parted in place. */
static long try(char *action)
{
	const char *word[WORDS] = {"", "", "", ""};
	for (int count = 0; *action && count < WORDS; count++) {
		word[count] = action;
		while (*action && *action != ' ')
			action++;
		if (*action)
			*action++ = 0;
	}
	if (same(word[0], "open"))
		return try_open(word[1], word[2], same(word[3], "make"));
	if (same(word[0], "socket"))
		return try_socket(parse_number(word[1]), parse_number(word[2]), parse_number(word[3]));
	return same(word[0], "syscall") ? try_call(word[1]) : -ENOTSUP;
}

/* A call that waits for something is one that was let through: SIGALRM ends it. */
static NORETURN void carry_out(char *action)
{
	const struct __kernel_old_itimerval soon = {.it_value.tv_sec = LONGEST_SECONDS};
	call(setitimer, ITIMER_REAL, &soon, 0);
	long result = try(action);
	exit_with(result < 0 ? (int)-result : 0);
}

static void print_end(int status)
{
	struct message m = {0};
	if (killed_by(status) == SIGALRM) {
		add_text(&m, "ok");
	} else if (killed_by(status)) {
		add_text(&m, "signal ");
		add_number(&m, (u64)killed_by(status));
	} else if (exit_status(status)) {
		add_error(&m, exit_status(status));
	} else {
		add_text(&m, "ok");
	}
	m.text[m.used++] = '\n';
	call(write, 1, m.text, m.used);
}

__attribute__((used)) NORETURN void start(struct start_block *block)
{
	for (long i = 1; i < block->argc; i++) {
		int status = 0;
		long child = call(clone, SIGCHLD);
		if (!child)
			carry_out(block->argv[i]);
		if (child < 0 || call(wait4, child, &status, 0) < 0)
			exit_with(1);
		print_end(status);
	}
	exit_with(0);
}

PROGRAM_ENTRY;
