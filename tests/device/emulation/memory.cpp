// memory.cpp -- device memory: one range of addresses for each device, which the host cannot read, and where
// everything fresh is NaN. Pinned host memory, which kernels may use as well.
#include "emulation.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <map>

#include "sanitizers.h"

namespace emulation {

static const size_t UNIT = 256;            // what cudaMalloc aligns to
static const size_t GAP = 64;              // at least, between two allocations
static const size_t HUGE_PAGE = 2 << 20;   // protecting a range costs time by the page, so pages are large

static size_t round_up(size_t bytes, size_t unit) { return (bytes + unit - 1) / unit * unit; }

// ---- the ranges ----

struct Arena {
  char *start, *end;
  char *top;                               // the end of what was ever used, which is opened and closed
  size_t given;                            // bytes in use
  bool open;
  std::map<char *, size_t> gaps;           // free again, below top
};

static Arena *arenas() {
  static Arena *const made = [] {
    const size_t each = round_up(options().memory, HUGE_PAGE), all = each * DEVICES + HUGE_PAGE;
    void *const where = mmap(nullptr, all, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (where == MAP_FAILED) stop("no room for %d devices of %zu MB", DEVICES, options().memory >> 20);
    Arena *const list = new Arena[DEVICES]();
    char *const first = (char *)round_up((size_t)where, HUGE_PAGE);
    madvise(first, each * DEVICES, MADV_HUGEPAGE);
    for (int i = 0; i < DEVICES; i++) {
      list[i].start = list[i].top = first + each * i;
      list[i].end = list[i].start + options().memory;
    }
    return list;
  }();
  return made;
}

static void protect(const Arena &arena) {
  const size_t bytes = round_up((size_t)(arena.top - arena.start), HUGE_PAGE);
  if (bytes && mprotect(arena.start, bytes, arena.open ? PROT_READ | PROT_WRITE : PROT_NONE) != 0) {
    stop("device memory cannot be %s", arena.open ? "opened" : "closed");
  }
}

static void set_open(Arena &arena, bool open) {
  if (arena.open == open || (!open && !options().guard)) return;
  arena.open = open;
  protect(arena);
}

OpenMemory::OpenMemory() : OpenMemory(HOST) {}

OpenMemory::OpenMemory(int device) {
  for (int i = 0; i < DEVICES; i++) {
    was_open[i] = arenas()[i].open;
    if (device == HOST || can_access(device, i)) set_open(arenas()[i], true);
  }
}

OpenMemory::~OpenMemory() {
  for (int i = 0; i < DEVICES; i++) set_open(arenas()[i], was_open[i]);
}

bool is_device_address(const void *pointer) {
  return (const char *)pointer >= arenas()[0].start && (const char *)pointer < arenas()[DEVICES - 1].end;
}

// ---- what is allocated ----

using Allocations = std::map<const char *, Allocation>;

static Allocations &allocations() {
  static auto *const map = new Allocations;
  return *map;
}

const Allocation *find_allocation(const void *pointer) {
  auto next = allocations().upper_bound((const char *)pointer);
  if (next == allocations().begin()) return nullptr;
  const Allocation &candidate = (--next)->second;
  return (const char *)pointer < candidate.start + candidate.bytes ? &candidate : nullptr;
}

static const Allocation *allocation_at(const void *start, bool on_host) {
  const auto found = allocations().find((const char *)start);
  return found != allocations().end() && (found->second.device == HOST) == on_host ? &found->second : nullptr;
}

// The first gap that is large enough, else what was never used.
static char *take(Arena &arena, size_t bytes) {
  for (auto gap = arena.gaps.begin(); gap != arena.gaps.end(); ++gap) {
    if (gap->second < bytes) continue;
    char *const start = gap->first;
    const size_t rest = gap->second - bytes;
    arena.gaps.erase(gap);
    if (rest) arena.gaps[start + bytes] = rest;
    return start;
  }
  if ((size_t)(arena.end - arena.top) < bytes) return nullptr;
  char *const start = arena.top;
  arena.top += bytes;
  protect(arena);
  return start;
}

static void give_back(Arena &arena, char *start, size_t bytes) {
  const auto gap = arena.gaps.emplace(start, bytes).first;
  const auto next = std::next(gap);
  if (next != arena.gaps.end() && start + bytes == next->first) {
    gap->second += next->second;
    arena.gaps.erase(next);
  }
  if (gap == arena.gaps.begin()) return;
  const auto before = std::prev(gap);
  if (before->first + before->second == start) {
    before->second += gap->second;
    arena.gaps.erase(gap);
  }
}

static cudaError_t allocate(void **pointer, size_t bytes) {
  Arena &arena = arenas()[current_device()];
  *pointer = nullptr;
  if (bytes == 0) return cudaSuccess;
  if (bytes > options().memory) return cudaErrorMemoryAllocation;
  const OpenMemory open;
  const size_t whole = round_up(bytes + GAP, UNIT);
  char *const start = take(arena, whole);
  if (!start) return cudaErrorMemoryAllocation;
  allow(start, bytes);
  memset(start, 0xff, bytes);
  forbid(start + bytes, whole - bytes);
  allocations()[start] = {start, bytes, current_device()};
  arena.given += whole;
  *pointer = start;
  return cudaSuccess;
}

// ---- what a kernel is given ----

// Asks the system, which refuses to read where there is nothing; by system calls, which no sanitizer watches.
static bool is_readable(const void *address) {
  static int ends[2];
  static const bool ready = pipe(ends) == 0;
  char byte;
  return ready && syscall(SYS_write, ends[1], address, 1) == 1 && syscall(SYS_read, ends[0], &byte, 1) == 1;
}

static bool is_on_heap_or_stack(const void *address) {
  Dl_info library;
  return is_readable(address) && dladdr(address, &library) == 0;
}

// What is wrong with this address for a kernel on a device; null: nothing. The end of an allocation is right
// as well: it is where an empty slice may begin.
static const char *complaint(int device, const void *pointer) {
  const Allocation *found = find_allocation(pointer);
  if (!found) found = find_allocation((const char *)pointer - 1);
  if (found)
    return found->device == HOST || can_access(device, found->device) ? nullptr : "memory of another device";
  if (is_device_address(pointer)) return "device memory that is free";
  return "a host pointer";
}

void check_pointer(Argument argument, const void *pointer) {
  const char *const wrong = pointer ? complaint(argument.device, pointer) : nullptr;
  if (wrong) stop("kernel %s: argument %d, %p, is %s", argument.kernel, argument.position, pointer, wrong);
}

// The types of what a struct or lambda object holds are unknown here. A word that is an address of device
// memory or of the host's heap or stack is taken for a pointer, though it may be left over in a part that
// nobody has set. (Addresses of the program's own constants may pass: kernels hand them back to the host as
// names of things.) All of these lie above 2^44, which most pairs of 32-bit sizes do not reach.
void check_struct(Argument argument, const void *bytes, size_t count) {
  if (!options().inspect) return;
  for (size_t at = 0; at + sizeof(void *) <= count; at += sizeof(void *)) {
    void *word;
    memcpy(&word, (const char *)bytes + at, sizeof word);
    if ((size_t)word >> 44 == 0 || (size_t)word >> 47) continue;
    const char *const wrong = complaint(argument.device, word);
    if (!wrong || !(is_device_address(word) || is_on_heap_or_stack(word))) continue;
    stop("kernel %s: argument %d, a struct or lambda of %zu bytes, holds at byte %zu the address %p: %s (or "
         "it is not wholly initialized)", argument.kernel, argument.position, count, at, word, wrong);
  }
}

}

using namespace emulation;

// ---- device memory ----

cudaError_t cudaMalloc(void **pointer, size_t bytes) {
  const Entry entry;
  host_waits();
  if (!pointer) return report(cudaErrorInvalidValue);
  const cudaError_t forbidden = forbidden_while_capturing();
  return report(forbidden ? forbidden : allocate(pointer, bytes));
}

cudaError_t cudaFree(void *pointer) {
  const Entry entry;
  host_waits();
  if (const cudaError_t forbidden = forbidden_while_capturing()) return report(forbidden);
  if (!pointer) return cudaSuccess;
  const Allocation *const found = allocation_at(pointer, false);
  if (!found) return report(cudaErrorInvalidValue);
  run_all(found->device);
  Arena &arena = arenas()[found->device];
  const size_t whole = round_up(found->bytes + GAP, UNIT);
  forbid(found->start, found->bytes);
  give_back(arena, found->start, whole);
  arena.given -= whole;
  allocations().erase((const char *)pointer);
  return cudaSuccess;
}

// Work that is still to be done may use what has another owner by then: deferred work here, and that of a recorded step, for
// which the allocator allows all. Else fresh memory is NaN, as after cudaMalloc.
void cudaEmulationBlock(void *start, size_t room, size_t used) {
  if (!EMULATION_ASAN) return;
  const Entry entry;
  if (options().defer) used = room;
  allow(start, room);
  if (used && used < room) {
    const OpenMemory open;
    memset(start, 0xff, used);
  }
  forbid((char *)start + used, room - used);
}

cudaError_t cudaMemGetInfo(size_t *free_bytes, size_t *total_bytes) {
  const Entry entry;
  if (!free_bytes || !total_bytes) return report(cudaErrorInvalidValue);
  *total_bytes = options().memory;
  *free_bytes = options().memory - arenas()[current_device()].given;
  return cudaSuccess;
}

// ---- pinned host memory ----

cudaError_t cudaHostAlloc(void **pointer, size_t bytes, unsigned flags) {
  const Entry entry;
  host_waits();
  if (!pointer ||
      flags & ~(unsigned)(cudaHostAllocPortable | cudaHostAllocMapped | cudaHostAllocWriteCombined)) {
    return report(cudaErrorInvalidValue);
  }
  if (const cudaError_t forbidden = forbidden_while_capturing()) return report(forbidden);
  *pointer = nullptr;
  if (bytes == 0) return cudaSuccess;
  if (posix_memalign(pointer, UNIT, bytes) != 0) return report(cudaErrorMemoryAllocation);
  memset(*pointer, 0xff, bytes);
  allocations()[(const char *)*pointer] = {(char *)*pointer, bytes, HOST};
  return cudaSuccess;
}

cudaError_t cudaMallocHost(void **pointer, size_t bytes) {
  return cudaHostAlloc(pointer, bytes, cudaHostAllocDefault);
}

cudaError_t cudaFreeHost(void *pointer) {
  const Entry entry;
  host_waits();
  if (const cudaError_t forbidden = forbidden_while_capturing()) return report(forbidden);
  if (!pointer) return cudaSuccess;
  if (!allocation_at(pointer, true)) return report(cudaErrorInvalidValue);
  for (int device = 0; device < DEVICES; device++) run_all(device);
  allocations().erase((const char *)pointer);
  free(pointer);
  return cudaSuccess;
}

cudaError_t cudaHostRegister(void *pointer, size_t bytes, unsigned flags) {
  const Entry entry;
  if (!pointer || !bytes || flags & ~(unsigned)(cudaHostRegisterPortable | cudaHostRegisterMapped)) {
    return report(cudaErrorInvalidValue);
  }
  if (find_allocation(pointer)) return report(cudaErrorHostMemoryAlreadyRegistered);
  allocations()[(const char *)pointer] = {(char *)pointer, bytes, HOST};
  return cudaSuccess;
}

cudaError_t cudaHostUnregister(void *pointer) {
  const Entry entry;
  if (!allocation_at(pointer, true)) return report(cudaErrorHostMemoryNotRegistered);
  for (int device = 0; device < DEVICES; device++) run_all(device);
  allocations().erase((const char *)pointer);
  return cudaSuccess;
}

cudaError_t cudaHostGetDevicePointer(void **device_pointer, void *host_pointer, unsigned flags) {
  const Entry entry;
  if (!device_pointer || flags) return report(cudaErrorInvalidValue);
  const Allocation *const found = find_allocation(host_pointer);
  if (!found || found->device != HOST) return report(cudaErrorInvalidValue);
  *device_pointer = host_pointer;
  return cudaSuccess;
}

cudaError_t cudaPointerGetAttributes(cudaPointerAttributes *attributes, const void *pointer) {
  const Entry entry;
  if (!attributes) return report(cudaErrorInvalidValue);
  const Allocation *const found = find_allocation(pointer);
  void *const same = const_cast<void *>(pointer);
  if (!found) *attributes = {cudaMemoryTypeUnregistered, -2, nullptr, same};
  else if (found->device == HOST) *attributes = {cudaMemoryTypeHost, current_device(), same, same};
  else *attributes = {cudaMemoryTypeDevice, found->device, same, nullptr};
  return cudaSuccess;
}
