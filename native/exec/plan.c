#include "plan.h"

#include "steps.h"

/* Where a word says how many more words or strings follow: its index and one, 0 for nowhere. */
struct shape {
	const char *name;
	step *run;
	u8 words;
	u8 strings;
	u8 more_words;
	u8 more_strings;
	u8 more_strings_too;
};

static const struct shape shapes[] = {
	[LIMIT] = {"set limit", limit, 3, 0},
	[NICE] = {"set nice value", nice, 1, 0},
	[UMASK] = {"set umask", set_umask, 1, 0},
	[JOIN_CGROUP] = {"join control group", join_cgroup, 1, 1},
	[JOIN_MOUNT_NAMESPACE] = {"join mount namespace", join_mount_namespace, 1, 1},
	[NEW_MOUNT_NAMESPACE] = {"make mount namespace", new_mount_namespace, 0, 0},
	[HAND_OVER_MOUNT_NAMESPACE] = {"hand over mount namespace", hand_over_mount_namespace, 1, 0},
	[NEW_USER_NAMESPACE] = {"make user namespace", new_user_namespace, 2, 0},
	[BIND] = {"bind", bind_mount, 1, 2},
	[TMPFS] = {"mount tmpfs on", tmpfs, 2, 1},
	[MAKE_DIRECTORY] = {"make directory", make_directory, 1, 1},
	[MAKE_FILE] = {"make file", make_file, 1, 1},
	[MAKE_SYMLINK] = {"make symbolic link", make_symlink, 0, 2},
	[REMOUNT_READ_ONLY] = {"make read-only", remount_read_only, 1, 1},
	[ATTACH] = {"attach a mount on", attach_mount, 1, 1},
	[UNMOUNT] = {"unmount", unmount, 0, 1},
	[PIVOT_ROOT] = {"change the root to", pivot_root, 0, 1},
	[NEW_DEVPTS] = {"make new terminals:", new_devpts, 1, 0},
	[RENDEZVOUS] = {"meet the framework:", rendezvous, 2, 0},
	[TERMINAL] = {"open a terminal:", terminal, 6, 0},
	[APPARMOR_LABEL] = {"take AppArmor label", apparmor_label, 0, 1},
	[USER_DIRECTORIES] = {"make the user's directory", user_directories, 4, 1, .more_strings = 4},
	[WORKING_DIRECTORY] = {"enter directory", working_directory, 2, 2},
	[LANDLOCK] = {"apply Landlock ruleset", landlock, 1, 1},
	[CREDENTIALS] = {"take the user's identity:", credentials, 5, 0, .more_words = 5},
	[SECCOMP] = {"install the system call filter", seccomp, 2, 1},
	[EXEC] = {"execute", execute, 2, 1, .more_strings = 1, .more_strings_too = 2},
};

/* The words of a record whose fixed words are known to be inside it; at most what fits, or the record is too short. */
static u64 words_of(const struct record *r, const struct shape *s)
{
	return s->words + (s->more_words ? r->word[s->more_words - 1] : 0);
}

const char *strings_of(const struct record *record)
{
	return (const char *)(record->word + words_of(record, &shapes[record->operation]));
}

const char *next_string(const char *string)
{
	return string + length_of(string) + 1;
}

static NORETURN void malformed(const char *why)
{
	launch.step = "read the plan:";
	fail(why, -EINVAL);
}

static void check_record(const struct record *r, const struct shape *s)
{
	u64 room = (r->size - sizeof *r) / 8;
	if (s->words > room)
		malformed("too few words in a record");
	u64 more = s->more_words ? r->word[s->more_words - 1] : 0;
	if (more > room - s->words)
		malformed("too few words in a record");

	const char *at = strings_of(r), *end = (const char *)r + r->size;
	u64 strings = s->strings;
	for (int i = 0; i < 2; i++) {
		u8 index = i ? s->more_strings_too : s->more_strings;
		u64 count = index ? r->word[index - 1] : 0;
		if (count > r->size)
			malformed("too few strings in a record");
		strings += count;
	}
	for (; strings; strings--) {
		while (at < end && *at)
			at++;
		if (at++ >= end)
			malformed("too few strings in a record");
	}
	if (end - at >= 8)
		malformed("something after the strings of a record");
	for (; at < end; at++)
		if (*at)
			malformed("something after the strings of a record");
}

void check_plan(const struct plan_header *plan, usize size)
{
	if (size < sizeof *plan || plan->magic != PLAN_MAGIC || plan->size != size || size % 8)
		malformed("not a whole plan");
	for (const char *at = (const char *)(plan + 1), *end = (const char *)plan + size; at < end;) {
		const struct record *r = (const void *)at;
		if (r->size < sizeof *r || r->size % 8 || r->size > (usize)(end - at))
			malformed("a record that is not inside it");
		if (r->operation >= sizeof shapes / sizeof *shapes || !shapes[r->operation].run)
			malformed("an unknown operation");
		check_record(r, &shapes[r->operation]);
		at += r->size;
		if (r->operation == EXEC && at < end)
			malformed("something after the program");
		if (r->operation == CREDENTIALS && r->word[3])
			launch.no_new_privs = 1;
		if (r->operation == EXEC)
			prepare_program(r);
	}
}

void carry_out(const struct plan_header *plan)
{
	for (const char *at = (const char *)(plan + 1), *end = (const char *)plan + plan->size; at < end;) {
		const struct record *r = (const void *)at;
		launch.step = shapes[r->operation].name;
		shapes[r->operation].run(r);
		at += r->size;
	}
}
