/* Who can be reached. ABSTRACT and SOCKET are where servers of the host listen, CONTROL is the daemon's own. */
#define _GNU_SOURCE
#include "attack.h"
#include <errno.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define TRY(name, call) static long name(void) { return call; }
#define FAMILY(name, family, type, protocol) TRY(name, socket(family, type, protocol))

FAMILY(family_inet, AF_INET, SOCK_STREAM, 0)
FAMILY(family_inet6, AF_INET6, SOCK_DGRAM, 0)
FAMILY(family_raw, AF_INET, SOCK_RAW, 1)
FAMILY(family_packet, AF_PACKET, SOCK_RAW, 0)
FAMILY(family_netlink, AF_NETLINK, SOCK_RAW, 0)
FAMILY(family_uevent, AF_NETLINK, SOCK_RAW, 15)
FAMILY(family_audit, AF_NETLINK, SOCK_RAW, 9)
FAMILY(family_alg, AF_ALG, SOCK_SEQPACKET, 0)
FAMILY(family_vsock, AF_VSOCK, SOCK_STREAM, 0)
FAMILY(family_bluetooth, AF_BLUETOOTH, SOCK_RAW, 0)
FAMILY(family_can, AF_CAN, SOCK_RAW, 0)
FAMILY(family_xdp, AF_XDP, SOCK_RAW, 0)
FAMILY(family_tipc, AF_TIPC, SOCK_RDM, 0)
FAMILY(family_smc, AF_SMC, SOCK_STREAM, 0)
FAMILY(family_mctp, 45, SOCK_DGRAM, 0)
FAMILY(family_rds, AF_RDS, SOCK_SEQPACKET, 0)
FAMILY(family_high, (int) 0x00010002, SOCK_STREAM, 0)

static socklen_t address(struct sockaddr_un *to, const char *name, int abstract) {
    memset(to, 0, sizeof *to);
    to->sun_family = AF_UNIX;
    snprintf(to->sun_path + abstract, sizeof to->sun_path - 1, "%s", name);
    return (socklen_t) (offsetof(struct sockaddr_un, sun_path) + (size_t) abstract + strlen(name) + !abstract);
}
static long reach(const char *name, int abstract, int type) {
    struct sockaddr_un to;
    socklen_t size = address(&to, name, abstract);
    return connect(socket(AF_UNIX, type, 0), (struct sockaddr *) &to, size);
}
static long send_to(const char *name) {
    struct sockaddr_un to;
    socklen_t size = address(&to, name, 1);
    return sendto(socket(AF_UNIX, SOCK_DGRAM, 0), "x", 1, 0, (struct sockaddr *) &to, size);
}
static long through(const char *prefix, const char *path) {
    char whole[108];
    snprintf(whole, sizeof whole, "%s%s", prefix, path);
    return reach(whole, 0, SOCK_STREAM);
}
TRY(abstract_stream, reach(fact("ABSTRACT"), 1, SOCK_STREAM))
TRY(abstract_datagram, send_to(fact("DATAGRAM")))
TRY(socket_in_home, reach(fact("SOCKET"), 0, SOCK_STREAM))
TRY(socket_in_srv, reach(fact("SRVSOCKET"), 0, SOCK_STREAM))
TRY(socket_in_run, reach(fact("RUNSOCKET"), 0, SOCK_STREAM))
TRY(control, reach(fact("CONTROL"), 0, SOCK_STREAM))
TRY(control_self, through("/proc/self/root", fact("CONTROL")))
TRY(control_of_1, through("/proc/1/root", fact("CONTROL")))
TRY(control_hidden, through("/.cordon", fact("CONTROL")))
TRY(dbus_system, reach("/run/dbus/system_bus_socket", 0, SOCK_STREAM))
TRY(systemd_private, reach("/run/systemd/private", 0, SOCK_STREAM))
TRY(systemd_notify, reach("/run/systemd/notify", 0, SOCK_DGRAM))
TRY(userdb, reach("/run/systemd/userdb/io.systemd.DynamicUser", 0, SOCK_STREAM))
TRY(docker, reach("/run/docker.sock", 0, SOCK_STREAM))
TRY(containerd, reach("/run/containerd/containerd.sock", 0, SOCK_STREAM))
TRY(snapd, reach("/run/snapd.socket", 0, SOCK_STREAM))
TRY(x11, reach("/tmp/.X11-unix/X0", 1, SOCK_STREAM))
TRY(listening, listen(socket(AF_UNIX, SOCK_STREAM, 0), 1))

#define A(f) {#f, f}
const struct attack socket_attacks[] = {A(family_inet), A(family_inet6), A(family_raw), A(family_packet), A(family_netlink), A(family_uevent), A(family_audit), A(family_alg),
    A(family_vsock), A(family_bluetooth), A(family_can), A(family_xdp), A(family_tipc), A(family_smc), A(family_mctp), A(family_rds), A(family_high),
    A(abstract_stream), A(abstract_datagram), A(socket_in_home), A(socket_in_srv), A(socket_in_run), A(control), A(control_self), A(control_of_1), A(control_hidden),
    A(dbus_system), A(systemd_private), A(systemd_notify), A(userdb), A(docker), A(containerd), A(snapd), A(x11), A(listening), {0, 0}};
