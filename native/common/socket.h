/* Messages with descriptors over Unix sockets (unix(7), cmsg(3)). */
#pragma once

#include "system.h"

#define DESCRIPTORS_LIMIT 8

/* Of these the kernel's headers for programs have nothing (socket(2), recv(2), send(2)). */
#define AF_UNIX 1
#define SOCK_STREAM 1
#define SOCK_SEQPACKET 5
#define SOCK_CLOEXEC 02000000
#define MSG_DONTWAIT 0x40
#define MSG_WAITALL 0x100
#define MSG_NOSIGNAL 0x4000
#define MSG_CMSG_CLOEXEC 0x40000000

/*
 * Sends all bytes and the descriptors in one message; the number of bytes sent, or a negative error. Never raises SIGPIPE. The
 * flags are 0 or MSG_DONTWAIT.
 */
long send_message(int socket, const void *bytes, usize size, const int *descriptors, int count, u32 flags);

/* Receives one message; at most one descriptor, -1 when none came. It is close-on-exec. */
long receive_message(int socket, void *bytes, usize size, int *descriptor);
