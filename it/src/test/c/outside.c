/* Outside the sandbox: processes that are attacked, and local users who attack the daemon. */
#define _GNU_SOURCE
#include "attack.h"
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int made(const char *name, int abstract, int type, int (*use)(int, const struct sockaddr *, socklen_t)) {
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    snprintf(at.sun_path + abstract, sizeof at.sun_path - 1, "%s", name);
    socklen_t size = (socklen_t) (offsetof(struct sockaddr_un, sun_path) + (size_t) abstract + strlen(name) + !abstract);
    int socket_made = socket(AF_UNIX, type, 0);
    return use(socket_made, (struct sockaddr *) &at, size) ? -1 : socket_made;
}

static _Noreturn void wait_for_the_end(void) {
    puts("ready");
    fflush(stdout);
    for (;;) {
        pause();
    }
}

/* STREAM DATAGRAM PATH: listens on two abstract sockets and one with a path. */
static int serve(char **names) {
    int stream = made(names[0], 1, SOCK_STREAM, bind), path = made(names[2], 0, SOCK_STREAM, bind);
    if (made(names[1], 1, SOCK_DGRAM, bind) < 0 || listen(stream, 8) || listen(path, 8)) {
        perror("serve");
        return 1;
    }
    wait_for_the_end();
}

/* A request that announces the largest body, with its four descriptors. */
static void begin_request(int connection) {
    uint32_t header[8] = {0x31445243, 4194304, 1, 0, 0, 0, 022, 4};
    int null = open("/dev/null", O_RDWR | O_CLOEXEC), four[4] = {null, null, null, null};
    char control[CMSG_SPACE(sizeof four)] = {0};
    struct iovec bytes = {header, sizeof header};
    struct msghdr message = {.msg_iov = &bytes, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof four);
    memcpy(CMSG_DATA(rights), four, sizeof four);
    sendmsg(connection, &message, MSG_NOSIGNAL);
    close(null);
}

/* PATH COUNT: opens so many connections to the daemon, begins a request on every other one, and goes on with none. */
static int hold(char **arguments) {
    int count = atoi(arguments[1]);
    setrlimit(RLIMIT_NOFILE, &(struct rlimit){8192, 8192});
    for (int i = 0; i < count; i++) {
        int connection = made(arguments[0], 0, SOCK_STREAM, connect);
        if (connection < 0) {
            perror("connect");
            return 1;
        }
        if (i % 2) {
            begin_request(connection);
        }
    }
    wait_for_the_end();
}

/* DIRECTORY LINK: the two change places for ever. */
static int swap(char **names) {
    puts("ready");
    fflush(stdout);
    while (!renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE)) {
    }
    perror("swap");
    return 1;
}

const struct role roles[] = {{"serve", serve}, {"hold", hold}, {"swap", swap}, {0, 0}};
