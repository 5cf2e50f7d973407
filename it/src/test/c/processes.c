/* Other processes, and who the attacker is. VICTIM is a process of the same user outside, DAEMON is Cordon's. */
#define _GNU_SOURCE
#include "attack.h"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define TRY(name, call) static long name(void) { return call; }
#define OF(who, call) static long call##_##who(void) { return call(number(#who)); }
#define BOTH(call) OF(VICTIM, call) OF(DAEMON, call)

static long trace(int pid) { return ptrace(PTRACE_ATTACH, pid, 0, 0); }
static long seize(int pid) { return ptrace(PTRACE_SEIZE, pid, 0, 0); }
static char buffer[8];
static long read_memory(int pid) {
    struct iovec mine = {buffer, 8}, theirs = {(void *) 0x400000, 8};
    return process_vm_readv(pid, &mine, 1, &theirs, 1, 0);
}
static long write_memory(int pid) {
    struct iovec mine = {buffer, 8}, theirs = {(void *) 0x400000, 8};
    return process_vm_writev(pid, &mine, 1, &theirs, 1, 0);
}
static long take_descriptor(int pid) { return syscall(SYS_pidfd_getfd, syscall(SYS_pidfd_open, pid, 0), 0, 0); }
static long watch(int pid) { return syscall(SYS_pidfd_open, pid, 0); }
static long compare(int pid) { return syscall(SYS_kcmp, pid, getpid(), 0, 0, 0); }
static long robust_list(int pid) {
    void *head;
    size_t size;
    return syscall(SYS_get_robust_list, pid, &head, &size);
}
static long advise(int pid) { return syscall(SYS_process_madvise, syscall(SYS_pidfd_open, pid, 0), 0, 0, 20, 0); }
static long move_memory(int pid) { return syscall(SYS_move_pages, pid, 0, 0, 0, 0, 0); }
static long migrate(int pid) { return syscall(SYS_migrate_pages, pid, 0, 0, 0); }
static long stop(int pid) { return kill(pid, SIGSTOP); }
static long end(int pid) { return syscall(SYS_tgkill, pid, pid, SIGTERM); }
static long end_thread(int pid) { return syscall(SYS_tkill, pid, SIGTERM); }
static long queue(int pid) {
    siginfo_t info = {.si_signo = SIGTERM, .si_code = SI_QUEUE};
    return syscall(SYS_rt_sigqueueinfo, pid, SIGTERM, &info);
}
static long end_by_pidfd(int pid) { return syscall(SYS_pidfd_send_signal, syscall(SYS_pidfd_open, pid, 0), SIGTERM, 0, 0); }
static long limit(int pid) {
    struct rlimit one = {1, 1};
    return prlimit(pid, RLIMIT_CPU, &one, 0);
}
static long slow_down(int pid) { return setpriority(PRIO_PROCESS, pid, 19); }
static long io_priority(int pid) { return syscall(SYS_ioprio_set, 1, pid, 3 << 13); }
static long affinity(int pid) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(0, &set);
    return sched_setaffinity(pid, sizeof set, &set);
}
static long file_of(int pid, const char *name, int flags) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
    return open(path, flags);
}
#define FILE_OF(name, path, flags) static long name(int pid) { return file_of(pid, path, flags); }
FILE_OF(read_mem, "mem", O_RDWR)
FILE_OF(read_environ, "environ", O_RDONLY)
FILE_OF(read_maps, "maps", O_RDONLY)
FILE_OF(read_root, "root/etc/hostname", O_RDONLY)
FILE_OF(read_cwd, "cwd/.", O_RDONLY)
FILE_OF(read_fd, "fd/0", O_RDONLY)
FILE_OF(read_exe, "exe", O_RDONLY)
FILE_OF(write_oom, "oom_score_adj", O_WRONLY)
FILE_OF(write_comm, "comm", O_WRONLY)
FILE_OF(write_clear, "clear_refs", O_WRONLY)
FILE_OF(read_ns, "ns/mnt", O_RDONLY)
FILE_OF(read_stack, "stack", O_RDONLY)

BOTH(trace) BOTH(seize) BOTH(read_memory) BOTH(write_memory) BOTH(take_descriptor) BOTH(watch) BOTH(compare) BOTH(robust_list) BOTH(advise)
BOTH(move_memory) BOTH(migrate) BOTH(stop) BOTH(end) BOTH(end_thread) BOTH(queue) BOTH(end_by_pidfd) BOTH(limit) BOTH(slow_down)
BOTH(io_priority) BOTH(affinity) BOTH(read_mem) BOTH(read_environ) BOTH(read_maps) BOTH(read_root) BOTH(read_cwd) BOTH(read_fd)
BOTH(read_exe) BOTH(write_oom) BOTH(write_comm) BOTH(write_clear) BOTH(read_ns) BOTH(read_stack)

/* A signal that the kernel sends when a pipe becomes readable. */
static long signal_by_pipe(void) {
    int ends[2];
    if (pipe(ends) || fcntl(ends[0], F_SETOWN, number("VICTIM")) || fcntl(ends[0], F_SETSIG, SIGTERM) || fcntl(ends[0], F_SETFL, O_ASYNC)) {
        return -1;
    }
    write(ends[1], "x", 1);
    return without_effect(); /* the test looks whether the victim lives */
}

TRY(user_root, setuid(0) || getuid() != 0 || number("ROOT") ? without_effect() : 0)
TRY(user_other, setuid(1))
TRY(user_saved, setresuid(-1, -1, 1))
TRY(user_files, (syscall(SYS_setfsuid, 1), syscall(SYS_setfsuid, -1)) == 1 ? 0 : without_effect())
TRY(group_other, setgid(1))
static long groups(void) {
    gid_t shadow = 42;
    return setgroups(1, &shadow);
}
static long capability_raised(void) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2] = {{-1u, -1u, -1u}, {-1u, -1u, -1u}};
    return syscall(SYS_capset, &header, data);
}
static long capability_left(void) {
    for (int i = 0; i < 41; i++) {
        if (i != CAP_IPC_LOCK && prctl(PR_CAPBSET_READ, i) == 1) {
            return i;
        }
    }
    return without_effect();
}
TRY(capability_ambient, prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_SYS_ADMIN, 0, 0))
TRY(secure_bits, prctl(PR_SET_SECUREBITS, 0x2f))
TRY(new_privileges, prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? without_effect() : 0)
TRY(limit_raised, setrlimit(RLIMIT_NICE, &(struct rlimit){40, 40}))
TRY(real_time, sched_setscheduler(0, SCHED_FIFO, &(struct sched_param){50}))

#define A(f) {#f, f}
#define B(f) A(f##_VICTIM), A(f##_DAEMON)
const struct attack process_attacks[] = {B(trace), B(seize), B(read_memory), B(write_memory), B(take_descriptor), B(watch), B(compare), B(robust_list), B(advise),
    B(move_memory), B(migrate), B(stop), B(end), B(end_thread), B(queue), B(end_by_pidfd), B(limit), B(slow_down), B(io_priority), B(affinity),
    B(read_mem), B(read_environ), B(read_maps), B(read_root), B(read_cwd), B(read_fd), B(read_exe), B(write_oom), B(write_comm), B(write_clear), B(read_ns), B(read_stack),
    A(signal_by_pipe), A(user_root), A(user_other), A(user_saved), A(user_files), A(group_other), A(groups), A(capability_raised), A(capability_left),
    A(capability_ambient), A(secure_bits), A(new_privileges), A(limit_raised), A(real_time), {0, 0}};
