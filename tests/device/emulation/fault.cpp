// fault.cpp -- how the emulation ends a program that does what a device would not forgive: with one line that
// names the kernel and the thread, or the host's mistake.
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "emulation.h"
#include "fiber.h"

namespace emulation {

static const size_t STACK_BYTES = 64 << 10;

void stop(const char *format, ...) {
  char message[1024], thread[256];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  if (describe_running_thread(thread, sizeof thread))
    fprintf(stderr, "cuda emulation: %s: %s\n", thread, message);
  else fprintf(stderr, "cuda emulation: %s\n", message);
  fflush(stderr);
  abort();
}

static struct sigaction before_segv, before_bus;

static void explain(const void *address) {
  char thread[256];
  if (describe_running_thread(thread, sizeof thread)) {
    const char *what = "access to no memory, or a misaligned vector, at";
    if (is_device_address(address)) what = "access to device memory that it may not use, at";
    if (is_below_stack(address)) what = "local variables beyond the stack of the thread, at";
    fprintf(stderr, "cuda emulation: %s: %s %p\n", thread, what, address);
  } else if (is_device_address(address)) {
    const Allocation *const found = find_allocation(address);
    fprintf(stderr, "cuda emulation: the host reads or writes device memory at %p", address);
    if (found) {
      fprintf(stderr, ", byte %td of %zu that cudaMalloc gave", (const char *)address - found->start,
              found->bytes);
    }
    fprintf(stderr, "; only kernels and copies may\n");
  }
  fflush(stderr);
}

// The access happens once more after the return, and then meets the handler that was there before.
static void on_fault(int signal, siginfo_t *info, void *) {
  explain(info->si_addr);
  sigaction(signal, signal == SIGSEGV ? &before_segv : &before_bus, nullptr);
}

void install_fault_handler() {
  struct sigaction action = {};
  action.sa_sigaction = on_fault;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  sigaction(SIGSEGV, &action, &before_segv);
  sigaction(SIGBUS, &action, &before_bus);
}

FaultStack::FaultStack() {
  static void *const memory =
      mmap(nullptr, STACK_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  stack_t ours = {};
  ours.ss_sp = memory;
  ours.ss_size = STACK_BYTES;
  sigaltstack(nullptr, &before);
  if (before.ss_flags & SS_DISABLE && memory != MAP_FAILED) sigaltstack(&ours, nullptr);
}

FaultStack::~FaultStack() {
  if (before.ss_flags & SS_DISABLE) sigaltstack(&before, nullptr);
}

}
