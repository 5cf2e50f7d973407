/* The leader of a terminal's session, and what it sends over the channel (docs/PROTOCOL.md, "With a channel"). */
#pragma once

#include "../common/system.h"

#define CHANNEL_TERMINAL 'T'
#define CHANNEL_STOPPED 'S'

/* leader.c: waits for the application, passes signals on to its group, reports its stops, and ends as it ends. */
NORETURN void lead(int child, int channel);
