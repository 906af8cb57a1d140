/* memory.c -- the caching allocator of host memory.
**
** Blocks are sized: who frees one says how large it was, so blocks carry no
** header and sit on 64-byte lines. Sizes round up to classes, eight to a doubling
** (at most 12.5 % waste); a freed block waits in the list of its class for the next
** of its kind, which makes a training step free of malloc and of page faults.
** What is cached and live together stays within a half above what was live at the
** peak: without that room, sizes that take turns would push each other out for good
** (an eighth left a convolutional network with 330 page faults in each step, a half with none).
** Under the address sanitizer nothing is cached, so that it sees every use after free.
*/
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "core/core.h"

#define LINE 64
#define SMALL_CLASSES 16                    /* 64, 128, ... 1024 bytes */
#define STEPS 8                             /* classes to a doubling above that */
#define CLASSES (SMALL_CLASSES + STEPS * 40)
#define ROOM ((size_t)8 << 20)              /* above the peak and its half */
#define HUGE_PAGE ((size_t)2 << 20)
#define HUGE_FROM ((size_t)4 << 20)

typedef struct block { struct block *next; } block;

/* In a test build fresh memory is NaN to every float type, freed memory is poison, and the bytes behind a block,
** from the last that was asked for, are guarded: who writes there stops the program when the block is freed. */
#ifdef DL_TEST
#include <stdio.h>
#define GUARD LINE
#define GUARD_BYTE 0xA5
static void prepare(unsigned char *memory, size_t bytes, size_t rounded) {
  memset(memory, 0xFF, bytes);
  memset(memory + bytes, GUARD_BYTE, rounded + GUARD - bytes);
}
static void inspect(unsigned char *memory, size_t bytes, size_t rounded) {
  for (size_t i = bytes; i < rounded + GUARD; i++)
    if (memory[i] != GUARD_BYTE) {
      fprintf(stderr, "dlua test build: byte %zu behind a block of %zu bytes was written\n", i - bytes, bytes);
      abort();
    }
  memset(memory, 0xDD, rounded);
}
#else
#define GUARD 0
#define prepare(memory, bytes, rounded) ((void)(bytes))
#define inspect(memory, bytes, rounded) ((void)(bytes))
#endif

static struct {
  char lock;
  block *free[CLASSES];
  size_t live, cached, peak, limit;
  int64_t fail_after;          /* > 0: so many to go; -1: every one fails */
} heap;
/* Of each thread: it is the Lua state of this one that has to collect. All bytes ever, and which of them it knows of. */
static _Thread_local size_t allocated, told;

/* Held for some ten instructions, so waiting spins; inline, since every tensor pays for it. */
static inline void lock(void) {
  if (dl_is_single_threaded()) return;
  while (__atomic_test_and_set(&heap.lock, __ATOMIC_ACQUIRE))
    while (__atomic_load_n(&heap.lock, __ATOMIC_RELAXED)) dl_pause();
}
static inline void unlock(void) {
  if (!dl_is_single_threaded()) __atomic_clear(&heap.lock, __ATOMIC_RELEASE);
}

__attribute__((constructor)) static void start(void) {
  dl_memory_set_limit(0);
}

/* The class of a size, and the size of the class. */
static int class_of(size_t bytes, size_t *rounded) {
  if (bytes <= SMALL_CLASSES * LINE) {
    size_t lines = bytes ? (bytes + LINE - 1) / LINE : 1;
    *rounded = lines * LINE;
    return (int)lines - 1;
  }
  int power = 63 - __builtin_clzll(bytes - 1);     /* 2^power <= bytes - 1; power >= 10 */
  size_t step = ((size_t)1 << power) / STEPS;
  size_t steps = (bytes - ((size_t)1 << power) + step - 1) / step;   /* 1..STEPS */
  *rounded = ((size_t)1 << power) + steps * step;
  return SMALL_CLASSES + (power - 10) * STEPS + (int)steps - 1;
}

static void *from_system(size_t rounded) {
  void *memory = NULL;
  size_t alignment = rounded >= HUGE_FROM ? HUGE_PAGE : LINE;
  if (posix_memalign(&memory, alignment, rounded + GUARD) != 0) return NULL;
  if (rounded >= HUGE_FROM) madvise(memory, rounded, MADV_HUGEPAGE);
  return memory;
}

/* Take a block from the cache, or room for a new one from the budget. */
static bool reserve(int class, size_t rounded, block **cached) {
  bool granted = true;
  *cached = NULL;
  lock();
  if (heap.fail_after > 0 && --heap.fail_after == 0) heap.fail_after = -1;
  if (heap.fail_after < 0 || heap.live + rounded > heap.limit) granted = false;
  else if (heap.free[class]) {
    *cached = heap.free[class];
    heap.free[class] = (*cached)->next;
    heap.cached -= rounded;
  }
  if (granted) {
    heap.live += rounded;
    allocated += rounded;
    if (heap.live > heap.peak) heap.peak = heap.live;
  }
  unlock();
  return granted;
}

void *dl_allocate(size_t bytes) {
  size_t rounded;
  block *found;
  if (bytes > (size_t)1 << 46) { dl_error_memory(bytes); return NULL; }
  int class = class_of(bytes, &rounded);
  if (!reserve(class, rounded, &found)) { dl_error_memory(bytes); return NULL; }
  if (!found && !(found = from_system(rounded))) {
    dl_memory_empty_cache();
    if (!(found = from_system(rounded))) {
      lock();
      heap.live -= rounded;
      unlock();
      dl_error_memory(bytes);
      return NULL;
    }
  }
  prepare((unsigned char *)found, bytes, rounded);
  return found;
}

void *dl_allocate_zeroed(size_t bytes) {
  void *memory = dl_allocate(bytes);
  if (memory) memset(memory, 0, bytes);
  return memory;
}

void dl_deallocate(void *memory, size_t bytes) {
  size_t rounded;
  if (!memory) return;
  int class = class_of(bytes, &rounded);
  inspect(memory, bytes, rounded);
  lock();
  heap.live -= rounded;
#ifdef __SANITIZE_ADDRESS__
  bool keep = false;
#else
  bool keep = heap.cached + heap.live + rounded <= heap.peak + heap.peak / 2 + ROOM;
#endif
  if (keep) {
    ((block *)memory)->next = heap.free[class];
    heap.free[class] = memory;
    heap.cached += rounded;
  }
  unlock();
  if (!keep) free(memory);
}

void dl_memory_empty_cache(void) {
  for (int class = 0; class < CLASSES; class++) {
    lock();
    block *list = heap.free[class];
    heap.free[class] = NULL;
    unlock();
    size_t size = class < SMALL_CLASSES ? (size_t)(class + 1) * LINE
      : ((size_t)1 << (10 + (class - SMALL_CLASSES) / STEPS)) / STEPS
        * (size_t)(STEPS + 1 + (class - SMALL_CLASSES) % STEPS);
    while (list) {
      block *next = list->next;
      free(list);
      list = next;
      lock();
      heap.cached -= size;
      unlock();
    }
  }
}

dl_memory_info dl_memory(void) {
  lock();
  dl_memory_info info = { heap.live, heap.cached, heap.peak, heap.limit };
  unlock();
  return info;
}

/* Linux grants memory that it does not have and kills whoever touches it, so the
** machine's own size is the limit that turns this into an error. */
void dl_memory_set_limit(size_t bytes) {
  if (bytes == 0)
    bytes = (size_t)sysconf(_SC_PHYS_PAGES) * (size_t)sysconf(_SC_PAGESIZE) / 10 * 9;
  lock();
  heap.limit = bytes;
  unlock();
}

int64_t dl_memory_fail_after(int64_t n) {
  lock();
  int64_t left = heap.fail_after;
  heap.fail_after = n;
  unlock();
  return left;
}

bool dl_memory_is_failing(void) {
  lock();
  bool failing = heap.fail_after < 0;
  unlock();
  return failing;
}

/* Asked at every call: what is not worth telling stays. */
size_t dl_memory_take_debt(size_t least) {
  size_t debt = allocated - told;
  if (debt < least) return 0;
  told = allocated;
  return debt;
}

void dl_memory_add_debt(size_t bytes) { told -= bytes; }

size_t dl_memory_allocated(void) { return allocated; }

static size_t elsewhere;

void dl_memory_hold_elsewhere(size_t bytes, bool taken) {
  if (taken) {
    dl_memory_add_debt(bytes);
    __atomic_fetch_add(&elsewhere, bytes, __ATOMIC_RELAXED);
  } else __atomic_fetch_sub(&elsewhere, bytes, __ATOMIC_RELAXED);
}

size_t dl_memory_elsewhere(void) { return __atomic_load_n(&elsewhere, __ATOMIC_RELAXED); }
