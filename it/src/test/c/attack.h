/* A program that misbehaves: each attack tries one thing and says how it ended. */
#ifndef ATTACK_H
#define ATTACK_H

/* One thing to try: what a system call returned, or -1 with errno. Runs in a process of its own. */
struct attack {
    const char *name;
    long (*try)(void);
};

extern const struct attack kernel_attacks[], mode_attacks[], process_attacks[], file_attacks[], socket_attacks[];

/* What the test says about the host: a number or a path. Empty, 0 when it does not. */
const char *fact(const char *name);
int number(const char *name);

/* A scratch file of the snap's own, new and empty. */
const char *scratch(void);

/* Fails with EPERM: an attack that was let through and had no effect. */
long without_effect(void);

/* What somebody plays outside the sandbox. */
struct role {
    const char *name;
    int (*play)(char **arguments);
};

extern const struct role roles[];

#endif
