/* Each gives 0 or more, or a negative error number. */
#pragma once

#include "../common/system.h"

#ifndef ENOTSUP
#define ENOTSUP EOPNOTSUPP
#endif

long try_open(const char *path, const char *access, int make);
long try_socket(long family, long type, long protocol);

/* ENOTSUP when this architecture has no call of that name. */
long try_call(const char *name);
