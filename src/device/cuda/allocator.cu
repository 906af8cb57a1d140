/* allocator.cu -- see allocator.h. */
#include <algorithm>
#include <map>
#include <mutex>
#include <new>
#include <vector>
#include "dl_op.h"
#include "core/core.h"
#include "device/cuda/allocator.h"
#include "device/cuda/launch.h"

#define SMALLEST 512
#define SMALL (1 << 20)                /* up to here blocks are cut from segments of SEGMENT bytes */
#define SEGMENT ((size_t)8 << 20)

/* Under the address sanitizer nobody may touch what is between two blocks, nor what is nobody's. */
#if defined DL_CUDA_EMULATED && defined __SANITIZE_ADDRESS__
#define BETWEEN 32
#else
#define BETWEEN 0
#define cudaEmulationBlock(start, room, used) ((void)(start), (void)(room), (void)(used))
#endif

namespace {

struct segment {
  char *start;
  size_t bytes, used, live;            /* cut off so far; blocks that are not spare */
  dl_cuda_pool *home;
};

struct note {                          /* what else happened to a block */
  std::vector<cudaStream_t> streams;   /* that used it besides its own */
  int holds = 0;
  size_t released = 0;                 /* its class, when its owner has released it */
};

struct pending {
  char *block;
  size_t bytes;
  std::vector<cudaEvent_t> events;
};

}

struct dl_cuda_pool {
  cudaStream_t stream;
  std::map<size_t, std::vector<char *>> spare;         /* blocks by class */
  segment *cutting = nullptr;                          /* where the next small block comes from */
};

struct dl_cuda_allocator {
  int ordinal;
  mutable std::mutex lock;
  std::vector<dl_cuda_pool *> pools;
  dl_cuda_pool *pool = nullptr;                        /* that is used now */
  std::map<char *, segment> segments;                  /* by address */
  std::map<char *, note> notes;
  std::vector<pending> waiting;
  std::vector<cudaEvent_t> events;                     /* to be used again */
  cudaStream_t recording = nullptr;
  bool keeps = false;                                  /* dl_cuda_keep_released */
  std::vector<std::pair<char *, size_t>> kept;
  dl_memory_info info = {};                            /* cached: held from the device and not live */
  uint64_t segments_made = 0;
};

/* The class of a size: 512, 640, 768, 896, 1024, 1280 ... */
static size_t class_of(size_t bytes) {
  bytes += BETWEEN;
  if (bytes <= SMALLEST) return SMALLEST;
  size_t power = (size_t)1 << (63 - __builtin_clzll(bytes - 1)), step = power / 4;
  return power + (bytes - power + step - 1) / step * step;
}

static segment &segment_of(dl_cuda_allocator *m, char *block) { return std::prev(m->segments.upper_bound(block))->second; }

/* ---- memory from the device ---- */

static char *new_segment(dl_cuda_allocator *m, size_t bytes) {
  void *start = nullptr;
  const dl_cuda_while_recording allowed;
  if (dl_cuda_enter(m->ordinal) != cudaSuccess || cudaMalloc(&start, bytes) != cudaSuccess) {
    cudaGetLastError();
    return nullptr;
  }
  m->segments_made++;
  m->segments[(char *)start] = segment{ (char *)start, bytes, 0, 0, m->pool };
  m->info.cached += bytes;
  cudaEmulationBlock(start, bytes, 0);
  return (char *)start;
}

static char *cut(dl_cuda_allocator *m, size_t bytes) {
  if (bytes > SMALL) {
    char *start = new_segment(m, bytes);
    if (start) m->segments[start].used = bytes;
    return start;
  }
  segment *&cutting = m->pool->cutting;
  if (!cutting || cutting->used + bytes > cutting->bytes) {
    char *start = new_segment(m, SEGMENT);
    if (!start) return nullptr;
    cutting = &m->segments[start];
  }
  char *block = cutting->start + cutting->used;
  cutting->used += bytes;
  return block;
}

static char *take_spare(dl_cuda_allocator *m, size_t bytes) {
  auto found = m->pool->spare.find(bytes);
  if (found == m->pool->spare.end() || found->second.empty()) return nullptr;
  char *block = found->second.back();
  found->second.pop_back();
  return block;
}

/* ---- released blocks ---- */

/* Nobody uses it any more, and nothing in another stream does. */
static void make_spare(dl_cuda_allocator *m, char *block, size_t bytes) {
  segment &home = segment_of(m, block);
  home.live--;
  if (home.home->stream) cudaEmulationBlock(block, bytes, 0);      /* else a recorded step comes back to it */
  try {
    home.home->spare[bytes].push_back(block);
  } catch (const std::bad_alloc &) {}   /* the block comes back with its segment */
}

static cudaEvent_t take_event(dl_cuda_allocator *m) {
  cudaEvent_t event = nullptr;
  if (m->events.empty()) {
    if (cudaEventCreateWithFlags(&event, cudaEventDisableTiming) != cudaSuccess) cudaGetLastError();
    return event;
  }
  event = m->events.back();
  m->events.pop_back();
  return event;
}

/* Behind what the noted streams have been given so far. Without an event the host waits. */
static void make_pending(dl_cuda_allocator *m, char *block, size_t bytes, const std::vector<cudaStream_t> &streams) {
  pending entry = { block, bytes, {} };
  for (cudaStream_t stream : streams) {
    cudaEvent_t event = take_event(m);
    if (event && cudaEventRecord(event, stream) == cudaSuccess) entry.events.push_back(event);
    else cudaStreamSynchronize(stream);
  }
  m->waiting.push_back(entry);
}

/* What the other streams are done with becomes spare. */
static void look_at_pending(dl_cuda_allocator *m) {
  if (m->waiting.empty() || m->recording) return;
  size_t kept = 0;
  for (size_t i = 0; i < m->waiting.size(); i++) {
    pending &entry = m->waiting[i];
    while (!entry.events.empty() && cudaEventQuery(entry.events.back()) != cudaErrorNotReady) {
      m->events.push_back(entry.events.back());
      entry.events.pop_back();
    }
    if (entry.events.empty()) make_spare(m, entry.block, entry.bytes);
    else if (kept++ != i) std::swap(m->waiting[kept - 1], entry);
  }
  m->waiting.resize(kept);
  cudaGetLastError();                  /* "not ready" is no failure */
}

/* Its owner is done with it, and so are recorded steps. */
static void put_away(dl_cuda_allocator *m, char *block, size_t bytes) {
  auto found = m->notes.find(block);
  if (found == m->notes.end()) {
    make_spare(m, block, bytes);
    return;
  }
  if (found->second.holds || m->recording) {
    found->second.released = bytes;
    return;
  }
  const std::vector<cudaStream_t> streams = std::move(found->second.streams);
  m->notes.erase(found);
  if (streams.empty()) make_spare(m, block, bytes);
  else make_pending(m, block, bytes, streams);
}

/* ---- giving back ---- */

static bool is_recorded(cudaStream_t stream) {
  cudaStreamCaptureStatus status = cudaStreamCaptureStatusNone;
  return cudaStreamIsCapturing(stream, &status) == cudaSuccess && status != cudaStreamCaptureStatusNone;
}

static void wait_for_all(dl_cuda_allocator *m) {
  for (dl_cuda_pool *pool : m->pools)
    if (pool->stream && !(m->recording && is_recorded(pool->stream))) cudaStreamSynchronize(pool->stream);
}

static void empty(dl_cuda_allocator *m) {
  const dl_cuda_while_recording allowed;
  wait_for_all(m);
  look_at_pending(m);
  for (dl_cuda_pool *pool : m->pools) {
    if (!pool->stream) continue;       /* of a recorded step: it writes there when it runs again */
    for (auto &entry : pool->spare) {
      auto &list = entry.second;
      list.erase(std::remove_if(list.begin(), list.end(), [m](char *block) { return !segment_of(m, block).live; }), list.end());
    }
  }
  for (auto at = m->segments.begin(); at != m->segments.end();) {
    segment &s = at->second;
    if (s.live || !s.home->stream) { ++at; continue; }
    m->info.cached -= s.bytes;
    if (s.home->cutting == &s) s.home->cutting = nullptr;
    cudaFree(s.start);
    at = m->segments.erase(at);
  }
}

/* ---- the whole ---- */

dl_cuda_allocator *dl_cuda_allocator_new(int ordinal) {
  dl_cuda_allocator *m = new (std::nothrow) dl_cuda_allocator;
  if (!m) return nullptr;
  m->ordinal = ordinal;
  size_t unused = 0, total = 0;
  if (cudaMemGetInfo(&unused, &total) == cudaSuccess) m->info.limit = total;
  return m;
}

void dl_cuda_allocator_delete(dl_cuda_allocator *m) {
  for (auto &entry : m->segments) cudaFree(entry.second.start);
  for (auto &entry : m->waiting)
    for (cudaEvent_t event : entry.events) cudaEventDestroy(event);
  for (cudaEvent_t event : m->events) cudaEventDestroy(event);
  for (dl_cuda_pool *pool : m->pools) delete pool;
  delete m;
}

void *dl_cuda_allocate(dl_cuda_allocator *m, size_t bytes) {
  size_t size = class_of(bytes);
  std::lock_guard<std::mutex> hold(m->lock);
  try {
    look_at_pending(m);
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
      cudaEmulationBlock(block, size, m->pool->stream ? bytes : size);
      return block;
    }
  } catch (const std::bad_alloc &) {}
  dl_error_set("out of memory on the device: %.1f MB asked for, %.1f MB in use, %.1f MB there", (double)bytes / 1e6,
               (double)m->info.live / 1e6, (double)m->info.limit / 1e6);
  return nullptr;
}

static void give_back(dl_cuda_allocator *m, char *block, size_t size) {
  if (m->notes.empty()) make_spare(m, block, size);
  else put_away(m, block, size);
}

void dl_cuda_release(dl_cuda_allocator *m, void *memory, size_t bytes) {
  size_t size = class_of(bytes);
  std::lock_guard<std::mutex> hold(m->lock);
  m->info.live -= size;
  m->info.cached += size;
  if (!m->keeps) {
    give_back(m, (char *)memory, size);
    return;
  }
  try {
    m->kept.push_back({ (char *)memory, size });
  } catch (const std::bad_alloc &) {}   /* it stays away until the process ends */
}

void dl_cuda_empty_cache(dl_cuda_allocator *m) {
  std::lock_guard<std::mutex> hold(m->lock);
  empty(m);
}

dl_memory_info dl_cuda_memory(const dl_cuda_allocator *m) {
  std::lock_guard<std::mutex> hold(m->lock);
  return m->info;
}

uint64_t dl_cuda_segments_made(const dl_cuda_allocator *m) {
  std::lock_guard<std::mutex> hold(m->lock);
  return m->segments_made;
}

/* ---- pools ---- */

dl_cuda_pool *dl_cuda_pool_new(dl_cuda_allocator *m, cudaStream_t stream) {
  std::lock_guard<std::mutex> hold(m->lock);
  dl_cuda_pool *pool = new (std::nothrow) dl_cuda_pool;
  if (!pool) return nullptr;
  pool->stream = stream;
  try {
    m->pools.push_back(pool);
  } catch (const std::bad_alloc &) {
    delete pool;
    return nullptr;
  }
  if (!m->pool) m->pool = pool;
  return pool;
}

void dl_cuda_pool_join(dl_cuda_allocator *m, dl_cuda_pool *pool, dl_cuda_pool *into) {
  std::lock_guard<std::mutex> hold(m->lock);
  for (auto &entry : m->segments)
    if (entry.second.home == pool) entry.second.home = into;
  for (auto &entry : pool->spare)
    for (char *block : entry.second) {
      try {
        into->spare[entry.first].push_back(block);
      } catch (const std::bad_alloc &) {}
    }
  m->pools.erase(std::find(m->pools.begin(), m->pools.end(), pool));
  delete pool;
}

dl_cuda_pool *dl_cuda_pool_use(dl_cuda_allocator *m, dl_cuda_pool *pool) {
  std::lock_guard<std::mutex> hold(m->lock);
  dl_cuda_pool *before = m->pool;
  m->pool = pool;
  return before;
}

/* ---- who else uses a block ---- */

bool dl_cuda_used_in(dl_cuda_allocator *m, void *memory, cudaStream_t stream) {
  std::lock_guard<std::mutex> hold(m->lock);
  if (segment_of(m, (char *)memory).home->stream == stream) return true;
  try {
    auto &streams = m->notes[(char *)memory].streams;
    if (std::find(streams.begin(), streams.end(), stream) == streams.end()) streams.push_back(stream);
    return true;
  } catch (const std::bad_alloc &) { return false; }
}

bool dl_cuda_hold(dl_cuda_allocator *m, void *memory, const dl_cuda_pool *unless, bool *held) {
  std::lock_guard<std::mutex> hold(m->lock);
  *held = segment_of(m, (char *)memory).home != unless;
  try {
    if (*held) m->notes[(char *)memory].holds++;
    return true;
  } catch (const std::bad_alloc &) { return false; }
}

void dl_cuda_let_go(dl_cuda_allocator *m, void *memory) {
  std::lock_guard<std::mutex> hold(m->lock);
  note &n = m->notes[(char *)memory];
  if (--n.holds) return;
  if (n.released) put_away(m, (char *)memory, n.released);
  else if (n.streams.empty()) m->notes.erase((char *)memory);
}

void dl_cuda_recording(dl_cuda_allocator *m, cudaStream_t stream) {
  std::lock_guard<std::mutex> hold(m->lock);
  m->recording = stream;
  if (stream) return;
  std::vector<std::pair<char *, size_t>> released;     /* meanwhile */
  for (auto &entry : m->notes)
    if (entry.second.released && entry.second.holds == 0) released.push_back({ entry.first, entry.second.released });
  for (auto &entry : released) put_away(m, entry.first, entry.second);
}

void dl_cuda_keep_released(dl_cuda_allocator *m, bool keep) {
  std::lock_guard<std::mutex> hold(m->lock);
  m->keeps = keep;
  if (keep) return;
  for (auto &entry : m->kept) give_back(m, entry.first, entry.second);
  m->kept.clear();
}
