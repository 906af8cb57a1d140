/* interrupt.c -- a flag that a signal handler sets and long loops poll. A thread that works for another has a flag of
** its own: Ctrl-C is the business of the thread that talks to the user, who may want to go on afterwards. */
#include "core/core.h"

static int pending;                    /* atomic, lock-free: a signal handler may set it */
static _Thread_local int *own;

void dl_interrupt_request(void) { __atomic_store_n(&pending, 1, __ATOMIC_RELAXED); }
void dl_interrupt_clear(void) { if (!own) __atomic_store_n(&pending, 0, __ATOMIC_RELAXED); }
bool dl_interrupt_pending(void) { return __atomic_load_n(own ? own : &pending, __ATOMIC_RELAXED) != 0; }
void dl_thread_become_worker(int *interrupt) { own = interrupt; }
bool dl_thread_is_worker(void) { return own != NULL; }
