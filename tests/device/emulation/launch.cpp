// launch.cpp -- runs the blocks of a grid one after the other, and a block's threads by turns, in the order
// that is least kind to a missing barrier: each warp goes as far as it can before the next one starts.
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <algorithm>
#include <map>

#include "device_atomics.h"
#include "emulation.h"
#include "fiber.h"
#include "sanitizers.h"
#include "shared_memory.h"

uint3 threadIdx, blockIdx;
dim3 blockDim, gridDim;

namespace emulation {

enum State { NEW, READY, AT_WARP, AT_BLOCK, ENDED };

struct Thread {
  State state;
  Fiber *fiber;
  uint3 index;
  unsigned number;         // in its block
  bool fenced;             // has called __threadfence
  Place place;             // where it waits
  unsigned mask;           // of the lanes it waits for, at a warp's meeting
  int source;
  bool predicate;
  uint64_t value;
  Lanes lanes;             // what the meeting gave
};

// A thread that never waits costs no switch: the fiber goes on with the next thread of the warp. Under the
// thread sanitizer each thread has a fiber of its own, and so have the threads of the next few blocks: it
// takes what happens on one fiber as ordered. (It spends nearly a megabyte on each, so large blocks have two
// sets only.)
static const bool ONE_FIBER_EACH = EMULATION_TSAN;

static Thread threads[MAX_THREADS];
static unsigned thread_count;
static Thread *running;
static const Launch *launched;
static const Work *body;
static int ballots;                                // of the last vote of the block

static Fiber *idle;                                // fibers without a thread
static Fiber *own_fibers[ONE_FIBER_EACH ? 2 * MAX_THREADS : 1];
static unsigned fiber_sets, fiber_set;

// What orders threads, for the thread sanitizer. A barrier uses two objects by turns: the next meeting begins
// before everybody has left this one.
static char grid_start, grid_end, block_barrier[2], warp_barrier[MAX_THREADS / WARP][2];
static unsigned block_meetings, warp_meetings[MAX_THREADS / WARP];

// ---- order ----

static int order;                                  // options().order

// The i-th of n in the chosen order. "Shuffled" steps around the circle of n by a number that has no divisor
// in common with it.
static uint64_t in_order(uint64_t i, uint64_t n, uint64_t salt) {
  if (order == 0) return i;
  if (order == 1) return n - 1 - i;
  const auto common_divisor = [](uint64_t a, uint64_t b) {
    while (b) { const uint64_t rest = a % b; a = b, b = rest; }
    return a;
  };
  uint64_t step = (n * 5 / 8) | 1;
  while (common_divisor(step, n) != 1) step++;
  return (uint64_t)(((unsigned __int128)i * step + salt * 7 + 3) % n);
}

// ---- one thread ----

static unsigned warp_start, warp_size, warp_next;  // the warp whose turn it is; its next lane that is NEW

static Thread *next_new_thread() {
  while (warp_next < warp_size) {
    Thread *const thread = &threads[warp_start + in_order(warp_next++, warp_size, warp_start)];
    if (thread->state == NEW) return thread;
  }
  return nullptr;
}

static void run_as(Thread *thread) {
  running = thread;
  threadIdx = thread->index;
}

static void run_threads(Fiber *fiber) {
  for (;;) {
    acquire(&grid_start);
    (*body)();
    release(&grid_end);
    running->state = ENDED;
    Thread *const next = ONE_FIBER_EACH ? nullptr : next_new_thread();
    if (next) {
      next->fiber = fiber;
      run_as(next);
    } else {
      fiber->next = idle;
      idle = fiber;
      leave_fiber(fiber);
    }
  }
}

static Fiber *fiber_for(const Thread *thread) {
  if (ONE_FIBER_EACH) {
    Fiber *&own = own_fibers[fiber_set * thread_count + thread->number];
    return own ? own : (own = new_fiber(run_threads));
  }
  Fiber *const fiber = idle;
  if (!fiber) return new_fiber(run_threads);
  idle = fiber->next;
  return fiber;
}

static void resume(Thread *thread) {
  if (thread->state == NEW) thread->fiber = fiber_for(thread);
  run_as(thread);
  enter_fiber(thread->fiber);
  running = nullptr;
}

// Stops the running thread until everybody is where it is.
static void wait(State state, Place place) {
  Thread *const self = running;
  if (!self) stop("%s:%d: a function for kernels was called by the host", place.file, place.line);
  const unsigned warp = self->number / WARP;
  const char *const barrier = state == AT_BLOCK ? &block_barrier[block_meetings & 1]
                                                : &warp_barrier[warp][warp_meetings[warp] & 1];
  self->state = state;
  self->place = place;
  release(barrier);
  leave_fiber(self->fiber);
  acquire(barrier);
}

// ---- the warp ----

unsigned lane_of_thread() { return running ? running->number % WARP : 0; }

Lanes exchange_in_warp(unsigned mask, uint64_t value, bool predicate, int source, Place place) {
  Thread *const self = running;
  if (self) {
    const unsigned lane = lane_of_thread();
    if (!(mask >> lane & 1))
      stop("%s:%d: lane %u is not in its own mask 0x%08x", place.file, place.line, lane, mask);
    self->mask = mask, self->value = value, self->predicate = predicate, self->source = source;
  }
  wait(AT_WARP, place);
  return self->lanes;
}

static void describe(const Thread &thread, char *text, size_t bytes) {
  if (thread.state == ENDED) snprintf(text, bytes, "has ended");
  else snprintf(text, bytes, "waits at %s:%d%s", thread.place.file, thread.place.line,
                thread.state == AT_BLOCK ? " for the block" : "");
}

[[noreturn]] static void stop_for_warp(const Thread &waiting, const Thread &missing) {
  char other[512];
  describe(missing, other, sizeof other);
  running = const_cast<Thread *>(&waiting);
  stop("%s:%d: lane %u waits for the lanes 0x%08x, but lane %u %s%s", waiting.place.file, waiting.place.line,
       waiting.number % WARP, waiting.mask, missing.number % WARP, other,
       missing.state == AT_WARP && missing.mask != waiting.mask ? " with another mask" : "");
}

static bool are_same(Place a, Place b) {
  return a.line == b.line && (a.file == b.file || strcmp(a.file, b.file) == 0);
}

static bool has_come(const Thread &lane, const Thread &first) {
  return lane.state == AT_WARP && lane.mask == first.mask && are_same(lane.place, first.place);
}

// The first lane that `first` waits for in vain, or null. Nobody waits for one that has ended.
static const Thread *missing_at(const Thread *lanes, const Thread &first) {
  for (unsigned i = 0; i < warp_size; i++) {
    if (first.mask >> i & 1 && lanes[i].state != ENDED && !has_come(lanes[i], first)) return &lanes[i];
  }
  return nullptr;
}

// A lane that gives nothing, because it is absent, gives all bits set: NaN, or -1.
static void meet(Thread *lanes, const Thread &first) {
  unsigned present = 0, voted = 0;
  for (unsigned i = 0; i < warp_size; i++) {
    if (!(first.mask >> i & 1) || lanes[i].state == ENDED) continue;
    present |= 1u << i;
    if (lanes[i].predicate) voted |= 1u << i;
  }
  for (unsigned i = 0; i < warp_size; i++) {
    if (!(present >> i & 1)) continue;
    const unsigned source = (unsigned)lanes[i].source % WARP;
    lanes[i].lanes = {i, voted, present >> source & 1 ? lanes[source].value : ~(uint64_t)0};
    lanes[i].state = READY;
  }
}

// Lets those go on that have met. False: nobody waits within the warp.
static bool meet_in_warp(Thread *lanes) {
  const Thread *waiting = nullptr;
  bool any = false;
  for (unsigned i = 0; i < warp_size; i++) {
    if (lanes[i].state != AT_WARP) continue;
    if (missing_at(lanes, lanes[i])) {
      if (!waiting) waiting = &lanes[i];
    } else {
      meet(lanes, lanes[i]);
      any = true;
    }
  }
  if (waiting && !any) stop_for_warp(*waiting, *missing_at(lanes, *waiting));
  if (any) warp_meetings[lanes[0].number / WARP]++;
  return any;
}

// Until each lane waits for the block or has ended.
static void run_warp(unsigned warp) {
  warp_start = warp * WARP;
  warp_size = thread_count - warp_start < WARP ? thread_count - warp_start : WARP;
  warp_next = 0;
  while (Thread *const thread = next_new_thread()) resume(thread);
  Thread *const lanes = &threads[warp_start];
  do {
    for (unsigned i = 0; i < warp_size; i++) {
      Thread *const thread = &lanes[in_order(i, warp_size, warp_start)];
      if (thread->state == READY) resume(thread);
    }
  } while (meet_in_warp(lanes));
}

// ---- the block ----

void wait_for_block(Place place) { wait(AT_BLOCK, place); }

int vote_of_block(Vote vote, int predicate, Place place) {
  if (running) running->predicate = predicate != 0;
  wait(AT_BLOCK, place);
  return vote == VOTE_COUNT ? ballots : vote == VOTE_AND ? ballots == (int)thread_count : ballots > 0;
}

[[noreturn]] static void stop_for_block(Thread &waiting, const Thread &missing) {
  char other[512];
  describe(missing, other, sizeof other);
  running = &waiting;
  stop("%s:%d: the block's barrier is not reached by thread (%u,%u,%u), which %s", waiting.place.file,
       waiting.place.line, missing.index.x, missing.index.y, missing.index.z, other);
}

// Lets all go on that have met. False: all have ended.
static bool meet_in_block() {
  Thread *waiting = nullptr;
  for (unsigned i = 0; i < thread_count && !waiting; i++) {
    if (threads[i].state == AT_BLOCK) waiting = &threads[i];
  }
  if (!waiting) return false;
  ballots = 0;
  for (unsigned i = 0; i < thread_count; i++) {
    Thread &thread = threads[i];
    if (thread.state != AT_BLOCK || !are_same(thread.place, waiting->place)) stop_for_block(*waiting, thread);
    ballots += thread.predicate;
  }
  for (unsigned i = 0; i < thread_count; i++) threads[i].state = READY;
  block_meetings++;
  return true;
}

static void run_block(uint64_t number) {
  blockIdx = {(unsigned)(number % gridDim.x), (unsigned)(number / gridDim.x % gridDim.y),
              (unsigned)(number / ((uint64_t)gridDim.x * gridDim.y))};
  start_shared_memory(launched->dynamic_bytes);
  release(&grid_start);
  for (unsigned i = 0; i < thread_count; i++) {
    threads[i].state = NEW;
    threads[i].fenced = threads[i].predicate = false;
  }
  const unsigned warps = (thread_count + WARP - 1) / WARP;
  do {
    for (unsigned i = 0; i < warps; i++) run_warp((unsigned)in_order(i, warps, number));
  } while (meet_in_block());
}

static void lay_out_threads(dim3 block) {
  if (block.x == blockDim.x && block.y == blockDim.y && block.z == blockDim.z && thread_count) return;
  blockDim = block;
  thread_count = 0;
  uint3 at;
  for (at.z = 0; at.z < block.z; at.z++) {
    for (at.y = 0; at.y < block.y; at.y++) {
      for (at.x = 0; at.x < block.x; at.x++, thread_count++) {
        threads[thread_count].number = thread_count;
        threads[thread_count].index = at;
      }
    }
  }
}

// Behind a kernel that failed nothing runs any more.
static bool may_run() {
  static long run = 0;
  if (failure() != cudaSuccess) return false;
  if (run++ != options().fail) return true;
  fail_from_now_on(cudaErrorIllegalAddress);
  return false;
}

void run_grid(const Launch &launch, int device, const Work &call) {
  if (!may_run()) return;
  if (running || launched) stop("kernel %s is started by a kernel", launch.kernel);
  const OpenMemory open(device);
  const FaultStack stack;
  launched = &launch, body = &call;
  gridDim = launch.grid;
  order = options().order;
  lay_out_threads(launch.block);
  fiber_sets = std::min(std::max(MAX_THREADS / thread_count, 2u), 8u);
  const uint64_t blocks = (uint64_t)gridDim.x * gridDim.y * gridDim.z;
  for (uint64_t i = 0; i < blocks; i++) {
    fiber_set = (unsigned)(i % fiber_sets);
    run_block(in_order(i, blocks, 0));
  }
  acquire(&grid_end);
  launched = nullptr;
}

bool describe_running_thread(char *text, size_t bytes) {
  if (!launched) return false;
  const int length = snprintf(text, bytes, "kernel %s, block (%u,%u,%u)", launched->kernel, blockIdx.x,
                              blockIdx.y, blockIdx.z);
  if (running && length > 0 && (size_t)length < bytes) {
    snprintf(text + length, bytes - (size_t)length, ", thread (%u,%u,%u)", running->index.x, running->index.y,
             running->index.z);
  }
  return true;
}

// ---- fences ----

void fence() {
  if (running) running->fenced = true;
}

void atomic_order(const void *address) {
  acquire(address);
  if (running && running->fenced) release(address);
}

// ---- the host's side ----

// How much dynamic shared memory a kernel was allowed.
static std::map<const void *, int> &allowances() {
  static auto *const map = new std::map<const void *, int>;
  return *map;
}

static size_t allowance(const void *function) {
  const auto found = allowances().find(function);
  return found == allowances().end() ? MAX_STATIC_BYTES : (size_t)found->second;
}

static bool fits(const Launch &launch) {
  const dim3 grid = launch.grid, block = launch.block;
  const bool grid_fits = grid.x && grid.y && grid.z && grid.x <= 0x7fffffffu &&
                         grid.y <= 65535 && grid.z <= 65535;
  const bool block_fits = block.x && block.y && block.z && block.x <= MAX_THREADS && block.y <= MAX_THREADS &&
                          block.z <= 64 && (uint64_t)block.x * block.y * block.z <= MAX_THREADS;
  return grid_fits && block_fits;
}

bool may_launch(const Launch &launch) {
  const Entry entry;
  cudaError_t error = cudaSuccess;
  if (device_of_stream(launch.stream) != current_device()) error = cudaErrorInvalidResourceHandle;
  else if (!fits(launch)) error = cudaErrorInvalidConfiguration;
  else if (launch.dynamic_bytes > allowance(launch.function)) error = cudaErrorInvalidValue;
  return report(error) == cudaSuccess;
}

void submit_launch(const Launch &launch, std::function<void(int)> check, Work call) {
  const Entry entry;
  const int device = device_of_stream(launch.stream);
  report(submit(launch.stream, [launch, device, check, call] {
    check(device);
    run_grid(launch, device, call);
  }));
}

}

using namespace emulation;

cudaError_t cudaFuncSetAttribute(const void *function, cudaFuncAttribute attribute, int value) {
  const Entry entry;
  if (!function) return report(cudaErrorInvalidDeviceFunction);
  if (attribute == cudaFuncAttributePreferredSharedMemoryCarveout) return cudaSuccess;
  if (attribute != cudaFuncAttributeMaxDynamicSharedMemorySize || value < 0 ||
      value > (int)MAX_SHARED_BYTES) {
    return report(cudaErrorInvalidValue);
  }
  allowances()[function] = value;
  return cudaSuccess;
}

long long clock64() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (long long)now.tv_sec * 1000000000 + now.tv_nsec;
}
