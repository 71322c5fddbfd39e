#include <time.h>

#include "pingjian/limits.h"

const struct pj_limits PJ_LIMITS_DEFAULT = {
	.file_bytes = (size_t)64 << 20,
	.unpacked_bytes = (size_t)256 << 20,
	.ratio = 200,
	.ratio_after = (size_t)1 << 20,
	.depth = 10000,
	.seconds = 20,
};

static int64_t
now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

struct pj_deadline
pj_deadline_in(uint32_t seconds)
{
	struct pj_deadline d = { 0 };

	if (seconds > 0)
		d.at_ns = now_ns() + (int64_t)seconds * 1000000000;
	return d;
}

bool
pj_deadline_passed(struct pj_deadline deadline)
{
	return deadline.at_ns != 0 && now_ns() >= deadline.at_ns;
}
