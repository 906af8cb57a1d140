// fiber.h -- stacks of their own, on which CUDA threads run by turns.
#pragma once

#include <stddef.h>

namespace emulation {

struct Fiber {
  void *stack_pointer;     // while it does not run
  char *stack;
  void (*body)(Fiber *);   // must not return
  void *sanitizer_thread;  // how the thread sanitizer knows it
  void *fake_stack;        // the address sanitizer's
  Fiber *next;             // for the owner's lists
};

Fiber *new_fiber(void (*body)(Fiber *));
void enter_fiber(Fiber *fiber);          // from the scheduler; comes back with the fiber's next leave_fiber
void leave_fiber(Fiber *fiber);          // back to the scheduler
bool is_below_stack(const void *address);

}
