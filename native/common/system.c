#include "system.h"

struct auxiliary_entry {
	u64 type;
	u64 value;
};

u64 auxiliary_value(struct start_block *block, u64 type)
{
	char **variable = environment_of(block);
	while (*variable)
		variable++;
	for (struct auxiliary_entry *e = (void *)(variable + 1); e->type; e++)
		if (e->type == type)
			return e->value;
	return 0;
}
