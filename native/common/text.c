#include "text.h"

/* gcc makes calls of these two by itself, so they exist under their usual names. */
__attribute__((used)) void *memcpy(void *to, const void *from, usize size)
{
	char *t = to;
	const char *f = from;
	while (size--)
		*t++ = *f++;
	return to;
}

__attribute__((used)) void *memset(void *to, int byte, usize size)
{
	char *t = to;
	while (size--)
		*t++ = (char)byte;
	return to;
}

usize length_of(const char *text)
{
	const char *end = text;
	while (*end)
		end++;
	return (usize)(end - text);
}

int same(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return *a == *b;
}

const char *after_prefix(const char *text, const char *prefix)
{
	while (*prefix)
		if (*text++ != *prefix++)
			return 0;
	return text;
}

long parse_number(const char *text)
{
	long value = 0;
	if (!*text)
		return -1;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return -1;
		value = value * 10 + (*text - '0');
		if (value > 0x7fffffff)
			return -1;
	}
	return value;
}

void add_text(struct message *m, const char *text)
{
	while (*text && m->used < sizeof m->text - 1)
		m->text[m->used++] = *text++;
}

void add_number(struct message *m, u64 number)
{
	char digits[21];
	char *first = digits + sizeof digits - 1;
	*first = 0;
	do
		*--first = (char)('0' + number % 10);
	while (number /= 10);
	add_text(m, first);
}

void show(struct message *m)
{
	m->text[m->used++] = '\n';
	call(write, 2, m->text, m->used);
}
