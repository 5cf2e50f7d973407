/* What the parts of the client share about the one command that it runs. */
#pragma once

#include "../common/text.h"

struct session {
	int connection; /* to the daemon */
	int channel;	/* to cordon-exec; -1 when the command gets no terminal of ours */
	int master;	/* of the command's terminal, -1 before it came and after it hung up */
	int signals;	/* a signalfd */
	u64 ignored;	/* signals that our caller had ignored: they are not for us */
};

/* Frames to and from the daemon (docs/PROTOCOL.md). */
#define FRAME_EXIT 1
#define FRAME_KILLED 2
#define FRAME_SIGNAL 1

struct frame {
	u32 type;
	u32 value;
};

/* "error: cannot DO WHAT: ENAME (number)HINT" and exit status 1; the terminal is restored first. */
NORETURN void give_up(const char *what, long error, const char *hint);

/* root.c: where the daemon's state is: CORDON_ROOT, the user's own root, or the system's. */
const char *state_root(char **environment);

/* request.c: connects to <root>/run/control.sock and sends the one request. */
struct command {
	const char *root;
	int from_file;		/* started by a command file */
	const char *app;	/* then: the application; or 0, and the arguments hold the verb */
	char **arguments;	/* ends in 0 */
	char **environment;
};

void send_request(struct session *s, const struct command *c);

/* relay.c: until the daemon says how the command ended. */
NORETURN void relay(struct session *s);

/* signals.c */
void take_signals(struct session *s);
void handle_signals(struct session *s);
/* Stops us, as the shell that started us expects when its terminal's command stops; returns when we are continued. */
void stop_like(struct session *s, int signal);
void send_signal(struct session *s, int signal);

/* terminal.c: the caller's own terminal. */
int is_terminal(int descriptor);
int in_foreground(void);
void make_raw(struct session *s);
void restore(void);
void copy_size(struct session *s);
