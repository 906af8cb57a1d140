// shared_memory.cpp -- the shared memory of the block that runs: fresh NaNs for each block, and room between
// two arrays, so that running over the end of one is seen by the address sanitizer.
#include "shared_memory.h"

#include <sys/mman.h>

#include "emulation.h"
#include "sanitizers.h"

namespace emulation {

static const size_t GAP = 128, BYTES = 512 << 10;  // of arrays with their gaps
static const int MAX_ARRAYS = 64;

static char *memory;
static size_t dynamic, used, static_bytes;         // of the block: without, with, and without gaps
static struct { const void *key; char *start; } arrays[MAX_ARRAYS];
static int array_count;

static void map_memory() {
  void *const where = mmap(memory, BYTES, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | (memory ? MAP_FIXED : 0), -1, 0);
  if (where == MAP_FAILED) stop("no memory for shared memory");
  memory = (char *)where;
}

// Word by word, so that the thread sanitizer does not see the first thread of the block write what others
// write later.
static void fill_with_nan(char *start, size_t bytes) {
  volatile uint64_t *const words = (uint64_t *)start;
  for (size_t i = 0; i < bytes / 8; i++) words[i] = ~(uint64_t)0;
  for (size_t i = bytes / 8 * 8; i < bytes; i++) ((volatile char *)start)[i] = -1;
}

static char *take(size_t bytes, size_t alignment) {
  const size_t start = (used + alignment - 1) / alignment * alignment;
  if (start + bytes + GAP > BYTES) stop("more shared memory than the emulation has room for");
  used = start + bytes + GAP;
  allow(memory + start, bytes);
  fill_with_nan(memory + start, bytes);
  return memory + start;
}

// A new mapping makes the thread sanitizer forget what the last block did: it was another piece of memory.
void start_shared_memory(size_t dynamic_bytes) {
  if (!memory || (EMULATION_TSAN && used)) map_memory();
  forbid(memory, used ? used : BYTES);
  used = static_bytes = 0;
  array_count = 0;
  dynamic = dynamic_bytes;
  if (dynamic) take(dynamic, 1);
}

void *dynamic_shared_memory() {
  if (!dynamic) stop("the kernel uses dynamic shared memory and was launched without any");
  return memory;
}

void *shared_memory(const void *key, size_t bytes, size_t alignment) {
  for (int i = 0; i < array_count; i++) {
    if (arrays[i].key == key) return arrays[i].start;
  }
  static_bytes += bytes;
  if (static_bytes > MAX_STATIC_BYTES || static_bytes + dynamic > MAX_SHARED_BYTES ||
      array_count == MAX_ARRAYS) {
    stop(
        "a block has %zu bytes of static shared memory (at most %zu) and %zu of dynamic (at most %zu in all)",
        static_bytes, MAX_STATIC_BYTES, dynamic, MAX_SHARED_BYTES);
  }
  arrays[array_count].key = key;
  return arrays[array_count++].start = take(bytes, alignment > 16 ? alignment : 16);
}

}
