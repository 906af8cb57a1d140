/* pinned.cu -- see pinned.h. */
#include <iterator>
#include <map>
#include <mutex>
#include <new>
#include <vector>
#include "dl_op.h"
#include "core/core.h"
#include "device/cuda/launch.h"
#include "device/cuda/pinned.h"

#define SMALLEST 4096
#define SMALL ((size_t)256 << 10)      /* up to here blocks are cut from slabs, which stay until the device is closed */
#define SLAB ((size_t)4 << 20)

namespace {

struct block {
  size_t bytes;
  bool is_cut;
  std::vector<std::pair<cudaStream_t, cudaEvent_t>> copies;      /* the last one of each stream */
};

}

struct dl_cuda_pinned {
  int ordinal;
  std::mutex lock;
  std::map<char *, block> blocks;
  std::vector<char *> slabs;
  size_t cut_off = SLAB;                               /* of the last slab */
  std::map<size_t, std::vector<char *>> spare;
  std::vector<char *> waiting;                         /* released, with copies under way */
  std::vector<cudaEvent_t> events;                     /* to be used again */
};

/* Powers of two: pinning is slow, and batches have few sizes. */
static size_t class_of(size_t bytes) {
  return bytes <= SMALLEST ? SMALLEST : (size_t)1 << (64 - __builtin_clzll(bytes - 1));
}

dl_cuda_pinned *dl_cuda_pinned_new(int ordinal) {
  dl_cuda_pinned *p = new (std::nothrow) dl_cuda_pinned;
  if (p) p->ordinal = ordinal;
  return p;
}

void dl_cuda_pinned_delete(dl_cuda_pinned *p) {
  for (auto &entry : p->blocks) {
    for (auto &copy : entry.second.copies) cudaEventDestroy(copy.second);
    if (!entry.second.is_cut) cudaFreeHost(entry.first);
  }
  for (char *slab : p->slabs) cudaFreeHost(slab);
  for (cudaEvent_t event : p->events) cudaEventDestroy(event);
  delete p;
}

static bool is_copied(dl_cuda_pinned *p, block &b) {
  while (!b.copies.empty()) {
    const cudaError_t code = cudaEventQuery(b.copies.back().second);
    cudaGetLastError();                /* "not ready" is no failure; others are told where the host waits */
    if (code == cudaErrorNotReady) return false;
    p->events.push_back(b.copies.back().second);
    b.copies.pop_back();
  }
  return true;
}

static void look_at_waiting(dl_cuda_pinned *p) {
  size_t kept = 0;
  for (char *memory : p->waiting) {
    block &b = p->blocks[memory];
    if (is_copied(p, b)) p->spare[b.bytes].push_back(memory);
    else p->waiting[kept++] = memory;
  }
  p->waiting.resize(kept);
}

static char *pin(dl_cuda_pinned *p, size_t bytes) {
  void *memory = nullptr;
  if (dl_cuda_enter(p->ordinal) == cudaSuccess && cudaHostAlloc(&memory, bytes, cudaHostAllocPortable) == cudaSuccess)
    return (char *)memory;
  cudaGetLastError();
  return nullptr;
}

/* A block of this size that nobody had before. */
static char *make_block(dl_cuda_pinned *p, size_t size) {
  char *memory = nullptr;
  if (size > SMALL) memory = pin(p, size);
  else {
    if (p->cut_off + size > SLAB) {
      char *slab = pin(p, SLAB);
      if (!slab) return nullptr;
      p->slabs.push_back(slab);
      p->cut_off = 0;
    }
    memory = p->slabs.back() + p->cut_off;
    p->cut_off += size;
  }
  if (memory) p->blocks[memory] = block{ size, size <= SMALL, {} };
  return memory;
}

void *dl_cuda_pinned_allocate(dl_cuda_pinned *p, size_t bytes) {
  const size_t size = class_of(bytes);
  {
    std::lock_guard<std::mutex> hold(p->lock);
    const dl_cuda_while_recording allowed;
    try {
      look_at_waiting(p);
      auto &list = p->spare[size];
      char *memory = list.empty() ? make_block(p, size) : list.back();
      if (!list.empty()) list.pop_back();
      if (memory) return memory;
    } catch (const std::bad_alloc &) {}
  }
  dl_error_set("out of pinned memory: %.1f MB asked for", (double)bytes / 1e6);
  return nullptr;
}

void dl_cuda_pinned_release(dl_cuda_pinned *p, void *memory) {
  std::lock_guard<std::mutex> hold(p->lock);
  block &b = p->blocks[(char *)memory];
  try {
    if (b.copies.empty()) p->spare[b.bytes].push_back((char *)memory);
    else p->waiting.push_back((char *)memory);
  } catch (const std::bad_alloc &) {}  /* it is lost until the device is closed */
}

static block *block_of(dl_cuda_pinned *p, const void *memory) {
  auto after = p->blocks.upper_bound((char *)memory);
  if (after == p->blocks.begin()) return nullptr;
  auto found = std::prev(after);
  return (const char *)memory < found->first + found->second.bytes ? &found->second : nullptr;
}

static cudaEvent_t event_for(dl_cuda_pinned *p, block *b, cudaStream_t stream) {
  cudaEvent_t event = nullptr;
  for (auto &copy : b->copies)
    if (copy.first == stream) return copy.second;
  if (!p->events.empty()) {
    event = p->events.back();
    p->events.pop_back();
  } else if (cudaEventCreateWithFlags(&event, cudaEventDisableTiming) != cudaSuccess) return nullptr;
  b->copies.push_back({ stream, event });
  return event;
}

bool dl_cuda_pinned_used(dl_cuda_pinned *p, const void *memory, cudaStream_t stream) {
  std::lock_guard<std::mutex> hold(p->lock);
  try {
    block *b = block_of(p, memory);
    cudaEvent_t event = b ? event_for(p, b, stream) : nullptr;
    return event && cudaEventRecord(event, stream) == cudaSuccess;
  } catch (const std::bad_alloc &) { return false; }
}

void dl_cuda_pinned_empty_cache(dl_cuda_pinned *p) {
  std::lock_guard<std::mutex> hold(p->lock);
  look_at_waiting(p);
  for (auto &entry : p->spare) {
    if (entry.first <= SMALL) continue;
    for (char *memory : entry.second) {
      cudaFreeHost(memory);
      p->blocks.erase(memory);
    }
    entry.second.clear();
  }
}
