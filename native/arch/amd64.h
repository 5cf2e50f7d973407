/* System calls and program start on amd64 (System V ABI, AMD64 supplement, A.2.1 and 3.4.1). */
#pragma once

static inline long system_call(long number, long a, long b, long c, long d, long e, long f)
{
	long result;
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	register long r9 __asm__("r9") = f;
	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return result;
}

/* The kernel starts a program with argc, argv, envp and the auxiliary vector on the stack; start() gets their address. */
#define PROGRAM_ENTRY                         \
	__asm__(".globl _start\n"             \
		"_start:\n"                   \
		"	xor %ebp, %ebp\n"     \
		"	mov %rsp, %rdi\n"     \
		"	and $-16, %rsp\n"     \
		"	call start\n"         \
		"	ud2\n")
