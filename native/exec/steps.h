/* The steps of a launch. Each returns only when it has succeeded. */
#pragma once

#include "launch.h"
#include "plan.h"

typedef void step(const struct record *record);

/* limits.c */
step limit, nice, set_umask;
/* namespaces.c */
step join_cgroup, join_mount_namespace, new_mount_namespace, hand_over_mount_namespace, new_user_namespace, rendezvous;
/* mounts.c */
step bind_mount, tmpfs, remount_read_only, attach_mount, unmount, pivot_root;
/* entries.c */
step make_directory, make_file, make_symlink;
/* devpts.c */
step new_devpts;
/* terminal.c */
step terminal;
/* directories.c */
step user_directories, working_directory;
/* confinement.c */
step apparmor_label, landlock, seccomp;
/* credentials.c */
step credentials;
/* program.c */
step execute;
/* What execute needs and cannot make under a filter. */
step prepare_program;
