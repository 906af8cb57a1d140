// fiber.cpp -- switching from one stack to another: by a few instructions on x86-64, else by ucontext (which
// -DCUDA_EMULATION_UCONTEXT asks for).
#include "fiber.h"

#include <string.h>
#include <sys/mman.h>

#include "emulation.h"
#include "sanitizers.h"

#if defined(__x86_64__) && !defined(CUDA_EMULATION_UCONTEXT)
#define EMULATION_ASSEMBLY 1
#else
#define EMULATION_ASSEMBLY 0
#include <ucontext.h>
#endif

namespace emulation {

// The sanitizers make frames several times larger.
static const size_t STACK_BYTES = EMULATION_ASAN || EMULATION_TSAN ? 256 << 10 : 64 << 10;
static const size_t GUARD_BYTES = 64 << 10;        // below each stack: who runs over it faults

static Fiber *entered;                             // the one that runs
static void *scheduler;                            // where it goes back to
#if EMULATION_ASAN
static void *scheduler_fake_stack;
static const void *scheduler_stack;
static size_t scheduler_bytes;
#endif
#if EMULATION_TSAN
static void *scheduler_thread;
#endif

static void run_body() {
  Fiber *const fiber = entered;
#if EMULATION_ASAN
  __sanitizer_finish_switch_fiber(nullptr, &scheduler_stack, &scheduler_bytes);
#endif
  fiber->body(fiber);
  stop("the body of a fiber returned");
}

#if EMULATION_ASSEMBLY

// Saves the registers that a called function must keep, and changes rsp. Both ends are ordinary calls, so the
// compiler has saved all others. (Nobody changes the rounding mode, so that stays.)
extern "C" void emulation_switch(void **save, void *to);
asm(".text\n"
    ".hidden emulation_switch\n"
    ".globl emulation_switch\n"
    ".type emulation_switch, @function\n"
    "emulation_switch:\n"
    "  push %rbp\n  push %rbx\n  push %r12\n  push %r13\n  push %r14\n  push %r15\n"
    "  mov %rsp, (%rdi)\n"
    "  mov %rsi, %rsp\n"
    "  pop %r15\n  pop %r14\n  pop %r13\n  pop %r12\n  pop %rbx\n  pop %rbp\n"
    "  ret\n"
    ".size emulation_switch, . - emulation_switch\n");

static void prepare(Fiber *fiber) {
  void **top = (void **)(fiber->stack + STACK_BYTES);
  *--top = nullptr;                                // nobody's return address: a function starts with the
                                                   // stack 8 bytes off a multiple of 16
  *--top = (void *)run_body;
  top -= 6;                                        // the six registers
  memset(top, 0, 6 * sizeof *top);
  fiber->stack_pointer = top;
}

static void switch_stacks(void **save, void *to) { emulation_switch(save, to); }

#else

static void prepare(Fiber *fiber) {
  ucontext_t *const context = new ucontext_t;
  if (getcontext(context) != 0) stop("no context for a fiber");
  context->uc_stack.ss_sp = fiber->stack;
  context->uc_stack.ss_size = STACK_BYTES;
  context->uc_link = nullptr;
  makecontext(context, run_body, 0);
  fiber->stack_pointer = context;
}

static void switch_stacks(void **save, void *to) {
  static ucontext_t scheduler_context;
  if (!*save) *save = &scheduler_context;
  swapcontext((ucontext_t *)*save, (ucontext_t *)to);
}

#endif

void enter_fiber(Fiber *fiber) {
  entered = fiber;
#if EMULATION_TSAN
  scheduler_thread = __tsan_get_current_fiber();
  if (!fiber->sanitizer_thread) fiber->sanitizer_thread = __tsan_create_fiber(0);
  __tsan_switch_to_fiber(fiber->sanitizer_thread, __tsan_switch_to_fiber_no_sync);
#endif
#if EMULATION_ASAN
  __sanitizer_start_switch_fiber(&scheduler_fake_stack, fiber->stack, STACK_BYTES);
#endif
  switch_stacks(&scheduler, fiber->stack_pointer);
#if EMULATION_ASAN
  __sanitizer_finish_switch_fiber(scheduler_fake_stack, nullptr, nullptr);
#endif
  entered = nullptr;
}

void leave_fiber(Fiber *fiber) {
#if EMULATION_TSAN
  __tsan_switch_to_fiber(scheduler_thread, __tsan_switch_to_fiber_no_sync);
#endif
#if EMULATION_ASAN
  __sanitizer_start_switch_fiber(&fiber->fake_stack, scheduler_stack, scheduler_bytes);
#endif
  switch_stacks(&fiber->stack_pointer, scheduler);
#if EMULATION_ASAN
  __sanitizer_finish_switch_fiber(fiber->fake_stack, &scheduler_stack, &scheduler_bytes);
#endif
}

Fiber *new_fiber(void (*body)(Fiber *)) {
  void *const memory = mmap(nullptr, GUARD_BYTES + STACK_BYTES, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED || mprotect(memory, GUARD_BYTES, PROT_NONE) != 0)
    stop("no memory for a thread's stack");
  Fiber *const fiber = new Fiber{};
  fiber->stack = (char *)memory + GUARD_BYTES;
  fiber->body = body;
  prepare(fiber);
  return fiber;
}

bool is_below_stack(const void *address) {
  if (!entered) return false;
  const char *const guard = entered->stack - GUARD_BYTES;
  return (const char *)address >= guard && (const char *)address < entered->stack;
}

}
