/* Bytes, strings, and one-line messages on standard error. */
#pragma once

#include "system.h"

void *memcpy(void *to, const void *from, usize size);
void *memset(void *to, int byte, usize size);
usize length_of(const char *text);
int same(const char *a, const char *b);

/* What follows the prefix, or 0 when the text begins otherwise. */
const char *after_prefix(const char *text, const char *prefix);

/* A decimal number without a sign; -1 when the text is not one or is over 2^31-1. */
long parse_number(const char *text);

/* A message grows in place and is cut at its end, so that it reaches standard error by a single write(2). */
struct message {
	usize used;
	char text[1024];
};

void add_text(struct message *m, const char *text);
void add_number(struct message *m, u64 number);
/* "ENAME (number)"; takes the error with or without its sign. */
void add_error(struct message *m, long error);
void show(struct message *m);
