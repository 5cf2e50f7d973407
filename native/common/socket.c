#include "socket.h"

#include <asm/socket.h>
#include <linux/socket.h>
#include <linux/uio.h>

#include "text.h"

/* The kernel's struct user_msghdr and struct cmsghdr, which its headers for programs leave out. */
struct message_header {
	void *name;
	int name_size;
	struct iovec *parts;
	usize part_count;
	void *control;
	usize control_size;
	u32 flags;
};

struct control_message {
	usize size;
	int level;
	int type;
	int descriptors[DESCRIPTORS_LIMIT];
};

#define SCM_RIGHTS 1
#define CONTROL_HEADER (sizeof(usize) + 2 * sizeof(int))

long send_message(int socket, const void *bytes, usize size, const int *descriptors, int count, u32 flags)
{
	struct iovec part = {.iov_base = (void *)bytes, .iov_len = size};
	struct control_message control = {.level = SOL_SOCKET, .type = SCM_RIGHTS};
	control.size = CONTROL_HEADER + (usize)count * sizeof(int);
	memcpy(control.descriptors, descriptors, (usize)count * sizeof(int));
	const struct message_header header = {
		.parts = &part, .part_count = 1, .control = &control, .control_size = control.size};
	return call(sendmsg, socket, &header, MSG_NOSIGNAL | flags);
}

long receive_message(int socket, void *bytes, usize size, int *descriptor)
{
	struct iovec part = {.iov_base = bytes, .iov_len = size};
	struct control_message control = {0};
	struct message_header header = {
		.parts = &part, .part_count = 1, .control = &control, .control_size = CONTROL_HEADER + sizeof(int)};
	long received = call(recvmsg, socket, &header, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
	const int came = received >= 0 && header.control_size == CONTROL_HEADER + sizeof(int) &&
			 control.level == SOL_SOCKET && control.type == SCM_RIGHTS;
	*descriptor = came ? control.descriptors[0] : -1;
	return received;
}
