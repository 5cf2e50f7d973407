/* The host's files, by every way that is not open(2) alone. HOSTDIR is a directory of the attacker's user, with a file "mine". */
#define _GNU_SOURCE
#include "attack.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/xattr.h>
#include <unistd.h>

#define TRY(name, call) static long name(void) { return call; }
#define READ(name, path) TRY(name, open(path, O_RDONLY | O_NONBLOCK))
#define WRITE(name, path) TRY(name, open(path, O_WRONLY | O_NONBLOCK))

READ(read_shadow, "/etc/shadow")
READ(read_shadow_dots, "/snap/../etc/shadow")
READ(read_shadow_self, "/proc/self/root/etc/shadow")
READ(read_shadow_thread, "/proc/thread-self/cwd/../../../../../etc/shadow")
READ(read_root_of_1, "/proc/1/root/etc/hostname")
READ(read_environ_of_1, "/proc/1/environ")
READ(read_root_home, "/root")
READ(read_state, fact("STATE"))
READ(read_hidden, "/.cordon")
READ(read_hidden_run, "/.cordon/run")
READ(read_hidden_home, "/.cordon/homes")
READ(read_kmsg, "/dev/kmsg")
READ(read_proc_kmsg, "/proc/kmsg")
READ(read_kcore, "/proc/kcore")
TRY(read_kallsyms, open("/proc/kallsyms", O_RDONLY) < 0 || lseek(open("/proc/kallsyms", O_RDONLY), 0, SEEK_END) == 0 ? without_effect() : 0)
READ(read_mem, "/dev/mem")
READ(read_port, "/dev/port")
READ(read_disk, fact("DISK"))
READ(read_loop, "/dev/loop0")
READ(read_loop_control, "/dev/loop-control")
READ(read_fuse, "/dev/fuse")
READ(read_tun, "/dev/net/tun")
READ(read_vsock, "/dev/vsock")
READ(read_tty, "/dev/tty1")
READ(read_other_pts, "/dev/pts/0")
READ(read_cgroup, "/sys/fs/cgroup/devices/devices.list")
READ(read_tracing, "/sys/kernel/tracing/trace")
READ(read_other_snap, "/var/snap/other/common")
READ(read_journal, "/var/log/journal")
WRITE(write_core_pattern, "/proc/sys/kernel/core_pattern")
WRITE(write_modprobe, "/proc/sys/kernel/modprobe")
WRITE(write_binfmt, "/proc/sys/fs/binfmt_misc/register")
WRITE(write_ns_limit, "/proc/sys/user/max_user_namespaces")
WRITE(write_core_pattern_self, "/proc/self/root/proc/sys/kernel/core_pattern")
WRITE(write_sysrq, "/proc/sysrq-trigger")
WRITE(write_uevent_helper, "/sys/kernel/uevent_helper")
WRITE(write_vmcoreinfo, "/sys/kernel/mm/transparent_hugepage/enabled")
WRITE(write_release_agent, "/sys/fs/cgroup/memory/release_agent")
WRITE(write_cgroup, "/sys/fs/cgroup/devices/cgroup.procs")
TRY(make_cgroup, mkdir("/sys/fs/cgroup/memory/cordon-was-here", 0755))
WRITE(write_uid_map, "/proc/self/uid_map")
WRITE(write_passwd, "/etc/passwd")
WRITE(write_preload, "/etc/ld.so.preload")
TRY(make_preload, open("/etc/ld.so.preload", O_CREAT | O_WRONLY, 0644))
TRY(make_cron, open("/etc/cron.d/cordon-was-here", O_CREAT | O_WRONLY, 0644))
TRY(make_unit, open("/etc/systemd/system/cordon-was-here.service", O_CREAT | O_WRONLY, 0644))
TRY(make_bin, open("/usr/bin/cordon-was-here", O_CREAT | O_WRONLY, 0755))
TRY(make_usr, mkdir("/usr/cordon-was-here", 0755))
TRY(make_root, mkdir("/cordon-was-here", 0755))
WRITE(write_own_program, "/proc/self/exe")
TRY(make_in_snap, open("/snap/attacker/current/cordon-was-here", O_CREAT | O_WRONLY, 0644))
TRY(rename_snap, rename("/snap/attacker/current", "/snap/attacker/cordon-was-here"))

/* What Landlock does not look at: attributes of files that cannot be opened. */
TRY(mode_of_etc, chmod("/etc", 0777))
TRY(mode_of_shadow, chmod("/etc/shadow", 0666))
TRY(mode_of_null, chmod("/dev/null", 0600))
TRY(mode_of_log, chmod("/dev/log", 0600))
TRY(mode_of_var_lib, chmod("/var/lib", 0777))
TRY(mode_of_sys, chmod("/sys/kernel/mm/transparent_hugepage/enabled", 0666))
TRY(mode_of_sys_dir, chmod("/sys/kernel", 0777))
TRY(mode_of_home, chmod(fact("HOSTDIR"), 0777))
static const char *mine(void) {
    static char path[256];
    snprintf(path, sizeof path, "%s/mine", fact("HOSTDIR"));
    return path;
}
READ(read_mine, mine())
TRY(mode_of_mine, chmod(mine(), 0666))
TRY(times_of_mine, utimensat(AT_FDCWD, mine(), (struct timespec[]){{1, 0}, {1, 0}}, 0))
TRY(owner_of_mine, chown(mine(), -1, -1))
TRY(attribute_of_mine, setxattr(mine(), "user.cordon", "y", 1, 0))
TRY(length_of_mine, truncate(mine(), 0))
TRY(link_of_mine, link(mine(), "/tmp/mine"))
TRY(link_into_data, link(mine(), fact("OWN")))
TRY(move_of_mine, rename(mine(), fact("OWN")))
TRY(move_over_mine, rename(scratch(), mine()))
TRY(removal_of_mine, unlink(mine()))
TRY(link_to_passwd, link("/etc/passwd", "/tmp/passwd"))
TRY(bin_of_user, mkdir(fact("BIN"), 0755))

/* A link in the snap's own data that leads out, and the descriptors that came with the launch. */
static long symlink_out(void) {
    const char *path = scratch();
    return unlink(path) || symlink("/etc/shadow", path) ? 0 : open(path, O_RDONLY);
}
static long inherited(void) {
    DIR *all = opendir("/proc/self/fd");
    for (struct dirent *entry; all && (entry = readdir(all));) {
        int fd = -1;
        if (sscanf(entry->d_name, "%d", &fd) == 1 && fd > 2 && fd != dirfd(all)) {
            return fd;
        }
    }
    return without_effect();
}
static long above_the_root(void) {
    struct stat here, above;
    for (int i = 0; i < 20; i++) {
        chdir("..");
    }
    return stat(".", &here) || stat("/", &above) || here.st_ino != above.st_ino ? 0 : without_effect();
}

#define A(f) {#f, f}
const struct attack file_attacks[] = {A(read_shadow), A(read_shadow_dots), A(read_shadow_self), A(read_shadow_thread), A(read_root_of_1), A(read_environ_of_1), A(read_root_home),
    A(read_state), A(read_hidden), A(read_hidden_run), A(read_hidden_home), A(read_kmsg), A(read_proc_kmsg), A(read_kcore), A(read_kallsyms), A(read_mem), A(read_port),
    A(read_disk), A(read_loop), A(read_loop_control), A(read_fuse), A(read_tun), A(read_vsock), A(read_tty), A(read_other_pts), A(read_cgroup), A(read_tracing),
    A(read_other_snap), A(read_journal), A(write_core_pattern), A(write_modprobe), A(write_binfmt), A(write_ns_limit), A(write_core_pattern_self), A(write_sysrq),
    A(write_uevent_helper), A(write_vmcoreinfo), A(write_release_agent), A(write_cgroup), A(make_cgroup), A(write_uid_map), A(write_passwd), A(write_preload), A(make_preload),
    A(make_cron), A(make_unit), A(make_bin), A(make_usr), A(make_root), A(write_own_program), A(make_in_snap), A(rename_snap),
    A(mode_of_etc), A(mode_of_shadow), A(mode_of_null), A(mode_of_log), A(mode_of_var_lib), A(mode_of_sys), A(mode_of_sys_dir), A(mode_of_home), A(read_mine), A(mode_of_mine),
    A(times_of_mine), A(owner_of_mine), A(attribute_of_mine), A(length_of_mine), A(link_of_mine), A(link_into_data), A(move_of_mine), A(move_over_mine), A(removal_of_mine),
    A(link_to_passwd), A(bin_of_user), A(symlink_out), A(inherited), A(above_the_root), {0, 0}};
