#include "gmime.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

/* The name that its ABI goes by. */
#define LIBRARY "libgmime-3.0.so.0"

/* Never unloaded: GLib keeps types and threads of its own. */
static struct gmime library;
static bool is_open;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Function NAME of HANDLE to TO; C has no cast from the one to the other. */
static bool
find(void *handle, const char *name, void *to)
{
	void *found = dlsym(handle, name);

	memcpy(to, &found, sizeof(found));
	return found != NULL;
}

static void
load(void)
{
	void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);

	if (!handle)
		return;
	is_open = true;
#define GMIME_FIND(name)                                                       \
	is_open = find(handle, #name, &library.name) && is_open;
	GMIME_FUNCTIONS(GMIME_FIND)
#undef GMIME_FIND
	if (is_open)
		library.g_mime_init();
}

const struct gmime *
gmime_open(void)
{
	pthread_once(&once, load);
	return is_open ? &library : NULL;
}
