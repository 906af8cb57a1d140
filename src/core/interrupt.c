/* interrupt.c -- a flag that a signal handler sets and long loops poll. */
#include <signal.h>
#include "core/core.h"

static volatile sig_atomic_t pending;

void dl_interrupt_request(void) { pending = 1; }
void dl_interrupt_clear(void) { pending = 0; }
bool dl_interrupt_pending(void) { return pending != 0; }
