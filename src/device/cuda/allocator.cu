/* allocator.cu -- see allocator.h. */
#include <map>
#include <mutex>
#include <new>
#include <vector>
#include "core/core.h"
#include "device/cuda/allocator.h"

#define SMALLEST 512
#define SMALL (1 << 20)                /* up to here blocks are cut from segments of SEGMENT bytes */
#define SEGMENT ((size_t)8 << 20)

namespace {

struct segment {
  char *start;
  size_t bytes, used, live;            /* cut off so far; blocks that are in use */
};

}

struct dl_cuda_allocator {
  int ordinal;
  cudaStream_t stream;
  std::mutex lock;
  std::map<size_t, std::vector<char *>> spare;         /* blocks by class */
  std::map<char *, segment> segments;                  /* by address */
  segment *cutting = nullptr;                          /* where the next small block comes from */
  dl_memory_info info = {};                            /* cached: held from the device and not live */
};

/* The class of a size: 512, 640, 768, 896, 1024, 1280 ... */
static size_t class_of(size_t bytes) {
  if (bytes <= SMALLEST) return SMALLEST;
  size_t power = (size_t)1 << (63 - __builtin_clzll(bytes - 1)), step = power / 4;
  return power + (bytes - power + step - 1) / step * step;
}

static segment &segment_of(dl_cuda_allocator *m, char *block) { return std::prev(m->segments.upper_bound(block))->second; }

static char *new_segment(dl_cuda_allocator *m, size_t bytes) {
  void *start = nullptr;
  if (cudaSetDevice(m->ordinal) != cudaSuccess || cudaMalloc(&start, bytes) != cudaSuccess) {
    cudaGetLastError();
    return nullptr;
  }
  m->segments[(char *)start] = segment{ (char *)start, bytes, 0, 0 };
  m->info.cached += bytes;
  return (char *)start;
}

static char *cut(dl_cuda_allocator *m, size_t bytes) {
  if (bytes > SMALL) {
    char *start = new_segment(m, bytes);
    if (start) m->segments[start].used = bytes;
    return start;
  }
  if (!m->cutting || m->cutting->used + bytes > m->cutting->bytes) {
    char *start = new_segment(m, SEGMENT);
    if (!start) return nullptr;
    m->cutting = &m->segments[start];
  }
  char *block = m->cutting->start + m->cutting->used;
  m->cutting->used += bytes;
  return block;
}

static char *take_spare(dl_cuda_allocator *m, size_t bytes) {
  auto found = m->spare.find(bytes);
  if (found == m->spare.end() || found->second.empty()) return nullptr;
  char *block = found->second.back();
  found->second.pop_back();
  return block;
}

static void empty(dl_cuda_allocator *m) {
  cudaStreamSynchronize(m->stream);
  for (auto &entry : m->spare) {
    auto &list = entry.second;
    size_t kept = 0;
    for (char *block : list)
      if (segment_of(m, block).live) list[kept++] = block;
    list.resize(kept);
  }
  for (auto at = m->segments.begin(); at != m->segments.end();) {
    if (at->second.live) { ++at; continue; }
    m->info.cached -= at->second.bytes;
    if (m->cutting == &at->second) m->cutting = nullptr;
    cudaFree(at->second.start);
    at = m->segments.erase(at);
  }
}

dl_cuda_allocator *dl_cuda_allocator_new(int ordinal, cudaStream_t stream) {
  dl_cuda_allocator *m = new (std::nothrow) dl_cuda_allocator;
  if (!m) return nullptr;
  m->ordinal = ordinal;
  m->stream = stream;
  size_t unused = 0, total = 0;
  if (cudaMemGetInfo(&unused, &total) == cudaSuccess) m->info.limit = total;
  return m;
}

void dl_cuda_allocator_delete(dl_cuda_allocator *m) {
  for (auto &entry : m->segments) cudaFree(entry.second.start);
  delete m;
}

void *dl_cuda_allocate(dl_cuda_allocator *m, size_t bytes) {
  size_t size = class_of(bytes);
  std::lock_guard<std::mutex> hold(m->lock);
  try {
    char *block = take_spare(m, size);
    if (!block) block = cut(m, size);
    if (!block) {
      empty(m);
      block = cut(m, size);
    }
    if (block) {
      segment_of(m, block).live++;
      m->info.live += size;
      m->info.cached -= size;
      if (m->info.live > m->info.peak) m->info.peak = m->info.live;
      return block;
    }
  } catch (const std::bad_alloc &) {}
  dl_error_set("out of memory on the device: %.1f MB asked for, %.1f MB in use, %.1f MB there", (double)bytes / 1e6,
               (double)m->info.live / 1e6, (double)m->info.limit / 1e6);
  return nullptr;
}

void dl_cuda_release(dl_cuda_allocator *m, void *memory, size_t bytes) {
  size_t size = class_of(bytes);
  std::lock_guard<std::mutex> hold(m->lock);
  segment &home = segment_of(m, (char *)memory);
  home.live--;
  m->info.live -= size;
  m->info.cached += size;
  try {
    m->spare[size].push_back((char *)memory);
  } catch (const std::bad_alloc &) {}   /* the block comes back with its segment */
}

void dl_cuda_empty_cache(dl_cuda_allocator *m) {
  std::lock_guard<std::mutex> hold(m->lock);
  empty(m);
}

dl_memory_info dl_cuda_memory(const dl_cuda_allocator *m) {
  std::lock_guard<std::mutex> hold(const_cast<std::mutex &>(m->lock));
  return m->info;
}
