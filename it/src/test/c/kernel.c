/* System calls that change the machine, or that kernels had holes in. */
#define _GNU_SOURCE
#include "attack.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/keyctl.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <pty.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define TRY(name, call) static long name(void) { return call; }
#define AT AT_FDCWD

static int terminal(void) {
    int master = open("/dev/ptmx", O_RDWR | O_NOCTTY), slave = -1, zero = 0;
    ioctl(master, TIOCSPTLCK, &zero);
    slave = ioctl(master, TIOCGPTPEER, O_RDWR);
    setsid();
    ioctl(slave, TIOCSCTTY, 0);
    return slave;
}

static char pushed[2] = "x";
TRY(tiocsti, syscall(SYS_ioctl, terminal(), 0x5412ul, pushed))
TRY(tiocsti_high, syscall(SYS_ioctl, terminal(), 0x100005412ul, pushed))
TRY(tiocsti_highest, syscall(SYS_ioctl, terminal(), 0xffffffff00005412ul, pushed))
TRY(tioclinux, syscall(SYS_ioctl, terminal(), 0x541cul, "\3"))
TRY(tioclinux_high, syscall(SYS_ioctl, terminal(), 0x10000541cul, "\3"))

#ifdef __x86_64__
/* The table of 32-bit programs, from a 64-bit one; pointers are below 4 GiB. */
static long old(long number, long a, long b, long c, long d) {
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(number), "b"(a), "c"(b), "d"(c), "S"(d), "D"(0l) : "memory", "r8", "r9", "r10", "r11");
    if (result < 0 && result > -4096) {
        errno = (int) -result;
        return -1;
    }
    return result;
}

static char *low(const char *text) {
    char *page = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
    return strcpy(page, text);
}

TRY(old_ioctl, old(54, terminal(), 0x5412, (long) low("x"), 0))
TRY(old_mount, old(21, (long) low("none"), (long) low("/tmp"), (long) low("tmpfs"), 0))
TRY(old_unshare, old(310, CLONE_NEWUSER, 0, 0, 0))
TRY(old_clone, old(120, CLONE_NEWUSER | SIGCHLD, 0, 0, 0))
TRY(old_chmod, old(15, (long) low(scratch()), 04755, 0, 0))
TRY(old_open, old(5, (long) low("/tmp/old"), O_CREAT | O_EXCL | O_WRONLY, 04755, 0))
TRY(old_ptrace, old(26, 16, number("VICTIM"), 0, 0))
TRY(old_inet, old(359, 2, 1, 0, 0))
static long old_socketcall(void) {
    int *three = (int *) low("");
    three[0] = 2;
    three[1] = 1;
    return old(102, 1, (long) three, 0, 0);
}
TRY(old_keyctl, old(288, 0, KEY_SPEC_SESSION_KEYRING, 1, 0))
TRY(x32_mount, syscall(0x40000000 | SYS_mount, "none", "/tmp", "tmpfs", 0, 0))
TRY(x32_getpid, syscall(0x40000000 | SYS_getpid))
TRY(x32_ioctl, syscall(0x40000000 | 514, terminal(), 0x5412ul, pushed))
#endif

static long in_child(long pid) {
    if (pid == 0) {
        _exit(0);
    }
    return pid;
}
TRY(unshare_user, unshare(CLONE_NEWUSER))
TRY(unshare_mount, unshare(CLONE_NEWNS))
TRY(unshare_all, unshare(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWPID))
TRY(unshare_files, unshare(CLONE_FS | CLONE_FILES))
TRY(clone_user, in_child(syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0)))
TRY(clone_user_high, in_child(syscall(SYS_clone, 0xff00000000000000ul | CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0)))
TRY(clone_all, in_child(syscall(SYS_clone, CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | SIGCHLD, 0, 0, 0, 0)))
TRY(clone_net, in_child(syscall(SYS_clone, CLONE_NEWNET | SIGCHLD, 0, 0, 0, 0)))
static long clone3_user(void) {
    struct clone_args how = {.flags = CLONE_NEWUSER, .exit_signal = SIGCHLD};
    return in_child(syscall(SYS_clone3, &how, sizeof how));
}
TRY(setns_mount, setns(open("/proc/self/ns/mnt", O_RDONLY), CLONE_NEWNS))
TRY(setns_user, setns(open("/proc/1/ns/user", O_RDONLY), CLONE_NEWUSER))

TRY(do_mount, syscall(SYS_mount, "none", "/tmp", "tmpfs", 0, 0))
TRY(do_bind, syscall(SYS_mount, "/", "/tmp", "", 0x5000, 0))
TRY(do_remount, syscall(SYS_mount, "", "/usr", "", 0x1020, 0))
TRY(do_propagate, syscall(SYS_mount, "", "/", "", 0x104000, 0))
TRY(do_umount, syscall(SYS_umount2, "/tmp", 2))
TRY(do_move_mount, syscall(SYS_move_mount, AT, "/tmp", AT, "/var/tmp", 0))
TRY(do_open_tree, syscall(SYS_open_tree, AT, "/", 1))
TRY(do_fsopen, syscall(SYS_fsopen, "tmpfs", 0))
TRY(do_fspick, syscall(SYS_fspick, AT, "/tmp", 0))
TRY(do_fsconfig, syscall(SYS_fsconfig, 0, 0, 0, 0, 0))
TRY(do_fsmount, syscall(SYS_fsmount, 0, 0, 0))
TRY(do_mount_setattr, syscall(SYS_mount_setattr, AT, "/usr", 0, "", 32))
TRY(do_pivot_root, syscall(SYS_pivot_root, "/tmp", "/tmp"))
TRY(do_statmount, syscall(457, 0, 0, 0, 0))
TRY(do_listmount, syscall(458, 0, 0, 0, 0))
TRY(do_chroot, chroot("/tmp"))
TRY(do_handle, syscall(SYS_name_to_handle_at, AT, "/tmp", 0, 0, 0))
TRY(do_by_handle, syscall(SYS_open_by_handle_at, AT, 0, 0))

TRY(do_bpf, syscall(SYS_bpf, 0, 0, 0))
TRY(do_perf, syscall(SYS_perf_event_open, 0, 0, -1, -1, 0))
TRY(do_userfaultfd, syscall(SYS_userfaultfd, 1))
TRY(do_uring, syscall(SYS_io_uring_setup, 1, 0))
TRY(do_uring_enter, syscall(SYS_io_uring_enter, 0, 1, 0, 0, 0, 0))
TRY(do_uring_register, syscall(SYS_io_uring_register, 0, 0, 0, 0))
TRY(do_keyctl, syscall(SYS_keyctl, KEYCTL_GET_KEYRING_ID, KEY_SPEC_SESSION_KEYRING, 1))
TRY(do_add_key, syscall(SYS_add_key, "user", "x", "y", 1, KEY_SPEC_USER_KEYRING))
TRY(do_request_key, syscall(SYS_request_key, "user", "x", 0, KEY_SPEC_USER_KEYRING))
TRY(do_init_module, syscall(SYS_init_module, "", 0, ""))
TRY(do_finit_module, syscall(SYS_finit_module, 0, "", 0))
TRY(do_delete_module, syscall(SYS_delete_module, "none", 0))
TRY(do_kexec, syscall(SYS_kexec_load, 0, 0, 0, 0))
TRY(do_kexec_file, syscall(SYS_kexec_file_load, -1, -1, 0, "", 0))
TRY(do_reboot, syscall(SYS_reboot, 0, 0, 0, 0))
TRY(do_swapon, syscall(SYS_swapon, "/tmp/none", 0))
TRY(do_swapoff, syscall(SYS_swapoff, "/tmp/none"))
TRY(do_acct, syscall(SYS_acct, "/tmp/acct"))
TRY(do_quota, syscall(SYS_quotactl, 0x800002, "/dev/none", 0, 0))
TRY(do_fanotify, syscall(SYS_fanotify_init, 0, 0))
TRY(do_vhangup, syscall(SYS_vhangup))
TRY(do_memfd_secret, syscall(447, 0))
TRY(do_hostname, syscall(SYS_sethostname, "cordon-was-here", 15))
TRY(do_domain, syscall(SYS_setdomainname, "cordon-was-here", 15))
TRY(do_clear_log, syscall(SYS_syslog, 5, 0, 0))
TRY(do_console_level, syscall(SYS_syslog, 8, 0, 1))
TRY(do_adjtimex, syscall(SYS_adjtimex, &(char[512]){1}))
static long do_settime(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return clock_settime(CLOCK_REALTIME, &now);
}
#ifdef __x86_64__
TRY(do_iopl, syscall(SYS_iopl, 3))
TRY(do_ioperm, syscall(SYS_ioperm, 0x80, 1, 1))
#endif

/* A filter of the attacker's own, whose supervisor says that all is well. Filters only add up. */
static struct sock_filter ask_for_mount[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mount, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};
static void *consent(void *listener) {
    struct seccomp_notif asked;
    struct seccomp_notif_resp answer;
    memset(&asked, 0, sizeof asked);
    if (ioctl((int) (intptr_t) listener, SECCOMP_IOCTL_NOTIF_RECV, &asked) == 0) {
        memset(&answer, 0, sizeof answer);
        answer.id = asked.id;
        answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
        ioctl((int) (intptr_t) listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
    }
    return 0;
}
static long own_supervisor(void) {
    struct sock_fprog program = {4, ask_for_mount};
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    long listener = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
    pthread_t thread;
    pthread_create(&thread, 0, consent, (void *) (intptr_t) listener);
    return syscall(SYS_mount, "none", "/tmp", "tmpfs", 0, 0);
}
static long own_filter(void) {
    struct sock_fprog program = {1, ask_for_mount + 3};
    syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program);
    return syscall(SYS_mount, "none", "/tmp", "tmpfs", 0, 0);
}

#define A(f) {#f, f}
const struct attack kernel_attacks[] = {
    A(tiocsti), A(tiocsti_high), A(tiocsti_highest), A(tioclinux), A(tioclinux_high),
#ifdef __x86_64__
    A(old_ioctl), A(old_mount), A(old_unshare), A(old_clone), A(old_chmod), A(old_open), A(old_ptrace), A(old_inet), A(old_socketcall), A(old_keyctl),
    A(x32_mount), A(x32_getpid), A(x32_ioctl), A(do_iopl), A(do_ioperm),
#endif
    A(unshare_user), A(unshare_mount), A(unshare_all), A(unshare_files), A(clone_user), A(clone_user_high), A(clone_all), A(clone_net), A(clone3_user),
    A(setns_mount), A(setns_user), A(do_mount), A(do_bind), A(do_remount), A(do_propagate), A(do_umount), A(do_move_mount), A(do_open_tree), A(do_fsopen),
    A(do_fspick), A(do_fsconfig), A(do_fsmount), A(do_mount_setattr), A(do_pivot_root), A(do_statmount), A(do_listmount), A(do_chroot), A(do_handle), A(do_by_handle),
    A(do_bpf), A(do_perf), A(do_userfaultfd), A(do_uring), A(do_uring_enter), A(do_uring_register), A(do_keyctl), A(do_add_key), A(do_request_key),
    A(do_init_module), A(do_finit_module), A(do_delete_module), A(do_kexec), A(do_kexec_file), A(do_reboot), A(do_swapon), A(do_swapoff), A(do_acct),
    A(do_quota), A(do_fanotify), A(do_vhangup), A(do_memfd_secret), A(do_hostname), A(do_domain), A(do_clear_log), A(do_console_level), A(do_adjtimex),
    A(do_settime), A(own_supervisor), A(own_filter), {0, 0}};
