/* Files that would run with somebody else's rights, by every call that sets a mode, an owner or a capability. */
#define _GNU_SOURCE
#include "attack.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#define TRY(name, call) static long name(void) { return call; }
#define AT AT_FDCWD
#define NEW "/tmp/new-file.%u"

/* Whether a file ended up with one of the bits: a kernel may drop them and say that all is well. */
static long marked(long result, const char *path) {
    struct stat stat;
    if (result < 0) {
        return result;
    }
    return lstat(path, &stat) == 0 && (stat.st_mode & 06000) ? 0 : without_effect();
}

/* /tmp is shared by the users of a snap: each has names of its own. */
static const char *fresh(const char *format) {
    static char path[64];
    snprintf(path, sizeof path, format, getuid());
    unlink(path);
    rmdir(path);
    return path;
}
static long marked_new(long result) {
    char path[64];
    snprintf(path, sizeof path, NEW, getuid());
    return marked(result, path);
}

TRY(mode_chmod, chmod(scratch(), 04755))
TRY(mode_chmod_high, syscall(SYS_chmod, scratch(), 0xffffffff00000000ul | 04755))
TRY(mode_chmod_group, chmod(scratch(), 02755))
static long in_new_directory(void) {
    const char *path = fresh(NEW);
    return mkdir(path, 0755) ? 0 : chmod(path, 02755);
}
TRY(mode_chmod_directory, in_new_directory())
TRY(mode_fchmod, fchmod(open(scratch(), O_RDWR), 04755))
TRY(mode_fchmodat, syscall(SYS_fchmodat, AT, scratch(), 06755))
TRY(mode_fchmodat2, syscall(452, AT, scratch(), 04755, 0))
TRY(mode_creat, marked_new(creat(fresh(NEW), 04755)))
TRY(mode_open, marked_new(open(fresh(NEW), O_CREAT | O_WRONLY, 04755)))
TRY(mode_openat, marked_new(openat(AT, fresh(NEW), O_CREAT | O_WRONLY, 02755)))
TRY(mode_openat_high, marked_new(syscall(SYS_openat, AT, fresh(NEW), O_CREAT | O_WRONLY, 0xff00000000ul | 04755)))
static long mode_openat2(void) {
    struct open_how how = {.flags = O_CREAT | O_WRONLY, .mode = 04755};
    return marked_new(syscall(SYS_openat2, AT, fresh(NEW), &how, sizeof how));
}
static long mode_tmpfile(void) {
    int file = open("/tmp", O_TMPFILE | O_RDWR, 04755);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    return file < 0 ? file : linkat(AT, path, AT, fresh(NEW), AT_SYMLINK_FOLLOW);
}
TRY(mode_mkdir, marked_new(mkdir(fresh(NEW), 02755)))
TRY(mode_mkdirat, marked_new(mkdirat(AT, fresh(NEW), 06755)))
TRY(mode_mknod, marked_new(mknod(fresh(NEW), S_IFREG | 04755, 0)))
TRY(mode_mknodat, marked_new(mknodat(AT, fresh(NEW), S_IFREG | 02755, 0)))
TRY(mode_removexattr, removexattr("/etc/passwd", "security.capability"))
static const char every_capability[20] = {0, 0, 0, 2, -1, -1, -1, -1, -1, -1, -1, -1};
TRY(xattr_capability, setxattr(scratch(), "security.capability", every_capability, 20, 0))
TRY(xattr_trusted, setxattr(scratch(), "trusted.x", "y", 1, 0))
TRY(owner_other, chown(scratch(), 1, 1))
TRY(owner_group, chown(scratch(), -1, 42))
TRY(device_block, mknod(fresh("/tmp/disk.%u"), S_IFBLK | 0600, makedev(7, 0)))
TRY(device_memory, mknod(fresh("/tmp/mem.%u"), S_IFCHR | 0600, makedev(1, 1)))
TRY(device_null, mknodat(AT, fresh("/tmp/null.%u"), S_IFCHR | 0600, makedev(1, 3)))
TRY(device_bits, syscall(SYS_mknod, fresh("/tmp/odd.%u"), 0xf0000 | S_IFBLK | 0600, makedev(7, 0)))

/* A set-user-ID program of root that an administrator left in the snap's own data. */
static long setuid_program(void) {
    FILE *out = popen(fact("SETUID"), "r");
    int real = -1, effective = -1;
    if (fscanf(out, "uid %d %d", &real, &effective) != 2) {
        errno = EACCES;
        return -1;
    }
    return getuid() != 0 && effective == 0 ? 0 : without_effect();
}
#define A(f) {#f, f}
const struct attack mode_attacks[] = {A(mode_chmod), A(mode_chmod_high), A(mode_chmod_group), A(mode_chmod_directory), A(mode_fchmod), A(mode_fchmodat), A(mode_fchmodat2),
    A(mode_creat), A(mode_open), A(mode_openat), A(mode_openat_high), A(mode_openat2), A(mode_tmpfile), A(mode_mkdir), A(mode_mkdirat), A(mode_mknod), A(mode_mknodat),
    A(mode_removexattr), A(xattr_capability), A(xattr_trusted), A(owner_other), A(owner_group), A(device_block), A(device_memory), A(device_null), A(device_bits), A(setuid_program), {0, 0}};
