/* Making and attaching filesystems (fsopen(2), move_mount(2)). All end the launch when they fail. */
#pragma once

#include "../common/system.h"

int new_filesystem(const char *type);
void option(int filesystem, const char *key, const char *value);
void number_option(int filesystem, const char *key, u64 number, u64 base);
/* Creates the filesystem, closes its context, and gives a mount that is attached nowhere yet. */
int make_mount(const char *what, int filesystem, u64 attributes);
void attach(const char *what, int mount, int target);
