#include <linux/capability.h>
#include <linux/prctl.h>

#include "steps.h"

#define GROUPS_LIMIT 65536 /* NGROUPS_MAX */

/* Without CAP_SETPCAP (a launch without root's rights) the bounding set stays; that program can gain nothing by it that the
 * user could not gain anyway, and nothing at all under no_new_privs. */
static void drop_bounding_set(u64 keep)
{
	for (u64 capability = 0; capability < 64; capability++) {
		if (keep >> capability & 1)
			continue;
		long dropped = call(prctl, PR_CAPBSET_DROP, capability, 0, 0, 0);
		if (dropped == -EINVAL || (dropped == -EPERM && launch.euid))
			return;
		must("drop from the bounding set", dropped);
	}
}

static void set_capabilities(u64 set)
{
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct data[2] = {
		{.effective = (u32)set, .permitted = (u32)set},
		{.effective = (u32)(set >> 32), .permitted = (u32)(set >> 32)},
	};
	must("set capabilities", call(capset, &header, data));
}

static u64 permitted_capabilities(void)
{
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct data[2];
	must("get capabilities", call(capget, &header, data));
	return (u64)data[1].permitted << 32 | data[0].permitted;
}

/* A process that is the user already has the user's groups; without root's rights nobody may change them. */
static void set_groups(const u64 *group, u64 count)
{
	static u32 list[GROUPS_LIMIT];
	if (launch.euid || launch.user_namespace)
		return;
	if (count > GROUPS_LIMIT)
		fail("set groups", -EINVAL);
	for (u64 i = 0; i < count; i++)
		list[i] = (u32)group[i];
	must("set groups", call(setgroups, count, list));
}

/*
 * A filter without no_new_privs needs CAP_SYS_ADMIN, which is kept for it beside the wanted set: exec takes it away, because
 * it is not in the bounding set (root) or because a user's exec clears all (capabilities(7)).
 */
void credentials(const struct record *r)
{
	const u64 uid = r->word[0], gid = r->word[1], wanted = r->word[2], no_new_privs = r->word[3];
	const u64 for_filter = no_new_privs ? 0 : 1ull << CAP_SYS_ADMIN;

	if (no_new_privs)
		must("set no_new_privs", call(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
	else
		must("keep capabilities", call(prctl, PR_SET_KEEPCAPS, 1, 0, 0, 0));
	drop_bounding_set(wanted);
	must("clear ambient capabilities", call(prctl, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0));
	set_groups(r->word + 5, r->word[4]);
	must("set gid", call(setresgid, gid, gid, gid));
	must("set uid", call(setresuid, uid, uid, uid));
	set_capabilities(permitted_capabilities() & ((uid ? 0 : wanted) | for_filter));
	/* A change of uid resets it to the system's default. */
	must("stay undumpable", call(prctl, PR_SET_DUMPABLE, 0));
}
