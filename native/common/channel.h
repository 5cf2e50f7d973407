/* What cordon-exec tells the client over the channel (docs/PROTOCOL.md, "With a channel"). */
#pragma once

#define CHANNEL_TERMINAL 'T' /* with one descriptor: the master */
#define CHANNEL_STOPPED 'S'  /* and one byte: the signal */
