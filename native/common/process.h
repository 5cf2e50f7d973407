/* Signals and how processes end (wait4(2), signal(7)). */
#pragma once

#include "system.h"

#define SIGNAL_BIT(signal) (1ull << ((signal) - 1))
#define LAST_SIGNAL 64

static inline int stopped(int status)
{
	return (status & 0xff) == 0x7f;
}

static inline int stop_signal(int status)
{
	return status >> 8 & 0xff;
}

static inline int killed_by(int status)
{
	return status & 0x7f;
}

static inline int exit_status(int status)
{
	return status >> 8 & 0xff;
}

/* Sets a signal to its default action; the mask stays. SIGKILL and SIGSTOP have no other. */
void default_action(int signal);

/* Ends the process by a signal, without a core file: what died of it was another process. */
NORETURN void die_by(int signal);
