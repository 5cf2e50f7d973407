/*
 * The kernel's interface without a libc. call(NAME, ...) makes the system call NAME and gives its result: a value of 0
 * or more, or a negative error number. Only calls that amd64 and arm64 have under one name are used (openat, ppoll, dup3).
 */
#pragma once

#include <asm/unistd.h>
#include <linux/errno.h>
#include <linux/types.h>

#if defined(__x86_64__)
#include "../arch/amd64.h"
#elif defined(__aarch64__)
#include "../arch/arm64.h"
#else
#error "this architecture has no file in arch/"
#endif

typedef __u8 u8;
typedef __u16 u16;
typedef __u32 u32;
typedef __u64 u64;
typedef unsigned long usize;

#define call(name, ...) CALL_ARGS(__NR_##name, ##__VA_ARGS__, 0, 0, 0, 0, 0, 0)
#define CALL_ARGS(number, a, b, c, d, e, f, ...) \
	system_call(number, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))

#define NORETURN __attribute__((noreturn))

static inline NORETURN void exit_with(int status)
{
	for (;;)
		call(exit_group, status);
}

/* What the kernel puts on the stack of a new program (execve(2), getauxval(3)). */
struct start_block {
	long argc;
	char *argv[];
};

static inline char **environment_of(struct start_block *block)
{
	return block->argv + block->argc + 1;
}

u64 auxiliary_value(struct start_block *block, u64 type);
