#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <asm/termios.h>

#include "session.h"

/* As our caller set the terminal; valid while it is raw. */
static struct termios original;
static int raw;

int is_terminal(int descriptor)
{
	struct termios settings;
	return call(ioctl, descriptor, TCGETS, &settings) >= 0;
}

/* A terminal that does not control us (a session of our own) has no groups that we could disturb. */
int in_foreground(void)
{
	int group;
	return call(ioctl, 0, TIOCGPGRP, &group) < 0 || group == call(getpgid, 0);
}

/* Every key is a byte for the command's own terminal, which makes signals, echo and lines of it. */
void make_raw(struct session *s)
{
	if (raw || s->master < 0 || !in_foreground() || call(ioctl, 0, TCGETS, &original) < 0)
		return;
	struct termios settings = original;
	settings.c_iflag &= ~(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
	settings.c_oflag &= ~OPOST;
	settings.c_lflag &= ~(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
	settings.c_cflag = (settings.c_cflag & ~(CSIZE | PARENB)) | CS8;
	settings.c_cc[VMIN] = 1;
	settings.c_cc[VTIME] = 0;
	raw = call(ioctl, 0, TCSETSW, &settings) >= 0;
	copy_size(s);
}

/* In the background it is not ours to touch: whoever took the foreground has set it. */
void restore(void)
{
	if (raw && in_foreground())
		call(ioctl, 0, TCSETSW, &original);
	raw = 0;
}

void copy_size(struct session *s)
{
	struct winsize size;
	if (s->master >= 0 && call(ioctl, 1, TIOCGWINSZ, &size) >= 0)
		call(ioctl, s->master, TIOCSWINSZ, &size);
}
