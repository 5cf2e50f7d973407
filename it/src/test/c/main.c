/*
 * attacker all FACT=VALUE... : every attack, a line each. attacker one NAME FACT=VALUE... : one. attacker ids : who it is.
 * attacker reveal : what its user's data has. attacker ROLE ... : outside; see outside.c.
 */
#define _GNU_SOURCE
#include "attack.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct attack *const families[] = {kernel_attacks, mode_attacks, process_attacks, file_attacks, socket_attacks};

const char *fact(const char *name) {
    const char *value = getenv(name);
    return value ? value : "";
}

int number(const char *name) { return atoi(fact(name)); }

const char *scratch(void) {
    static char path[64];
    snprintf(path, sizeof path, "/tmp/scratch.%d", getpid());
    FILE *file = fopen(path, "w");
    if (!file) {
        perror(path);
        _exit(99);
    }
    fclose(file);
    return path;
}

long without_effect(void) {
    errno = EPERM;
    return -1;
}

static void attempt(const struct attack *attack) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        alarm(60);
        long result = attack->try();
        printf("%s %s\n", attack->name, result >= 0 ? "ok" : strerrorname_np(errno));
        fflush(stdout);
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) {
        printf("%s %s\n", attack->name, sigabbrev_np(WTERMSIG(status)));
    } else if (WEXITSTATUS(status)) {
        printf("%s broken\n", attack->name);
    }
}

static int reveal(void) {
    char path[256], text[64] = "";
    snprintf(path, sizeof path, "%s/id", getenv("SNAP_USER_COMMON"));
    FILE *file = fopen(path, "r");
    puts(file && fgets(text, sizeof text, file) ? text : "nothing");
    return 0;
}

int main(int count, char **arguments) {
    if (count < 2) {
        return 2;
    }
    if (!strcmp(arguments[1], "ids")) {
        printf("uid %d %d\n", getuid(), geteuid());
        return 0;
    }
    if (!strcmp(arguments[1], "reveal")) {
        return reveal();
    }
    for (const struct role *role = roles; role->name; role++) {
        if (!strcmp(arguments[1], role->name)) {
            return role->play(arguments + 2);
        }
    }
    int one = !strcmp(arguments[1], "one");
    for (int i = one ? 3 : 2; i < count; i++) {
        putenv(arguments[i]);
    }
    for (unsigned f = 0; f < sizeof families / sizeof *families; f++) {
        for (const struct attack *attack = families[f]; attack->name; attack++) {
            if (!one || !strcmp(attack->name, arguments[2])) {
                attempt(attack);
            }
        }
    }
    return 0;
}
