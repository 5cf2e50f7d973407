/* The leader of a terminal's session. */
#pragma once

#include "../common/channel.h"
#include "../common/system.h"

/* leader.c: waits for the application, passes signals on to its group, reports its stops, and ends as it ends. */
NORETURN void lead(int child, int channel);
