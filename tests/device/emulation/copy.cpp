// copy.cpp -- copies and fills, checked against what was allocated.
#include <string.h>

#include <memory>
#include <vector>

#include "emulation.h"

namespace emulation {

enum Side { UNKNOWN, PAGEABLE, PINNED, DEVICE };

// Where these bytes lie; UNKNOWN when they run over an allocation's end, or are device memory that is free.
static Side side_of(const void *pointer, size_t bytes) {
  const Allocation *const found = find_allocation(pointer);
  if (!found) return is_device_address(pointer) ? UNKNOWN : PAGEABLE;
  if ((const char *)pointer + bytes > found->start + found->bytes) return UNKNOWN;
  return found->device == HOST ? PINNED : DEVICE;
}

static bool agrees(Side from, Side to, cudaMemcpyKind kind) {
  switch (kind) {
    case cudaMemcpyHostToHost: return from != DEVICE && to != DEVICE;
    case cudaMemcpyHostToDevice: return from != DEVICE && to == DEVICE;
    case cudaMemcpyDeviceToHost: return from == DEVICE && to != DEVICE;
    case cudaMemcpyDeviceToDevice: return from == DEVICE && to == DEVICE;
    case cudaMemcpyDefault: return true;
  }
  return false;
}

static cudaError_t submit_copy(void *to, const void *from, size_t bytes, cudaStream_t stream) {
  return submit(stream, [=] {
    const OpenMemory open;
    memmove(to, from, bytes);
  });
}

// From pageable memory the driver copies before it returns: the caller may change it at once. It may wait for the stream first.
static cudaError_t submit_staged(void *to, const void *from, size_t bytes, cudaStream_t stream) {
  host_waits();
  const auto staged = std::make_shared<std::vector<char>>((const char *)from, (const char *)from + bytes);
  return submit(stream, [=] {
    const OpenMemory open;
    memcpy(to, staged->data(), bytes);
  });
}

static cudaError_t copy(void *to, const void *from, size_t bytes, cudaMemcpyKind kind, cudaStream_t stream) {
  if (device_of_stream(stream) < 0) return cudaErrorInvalidResourceHandle;
  if (bytes == 0) return cudaSuccess;
  if (!to || !from) return cudaErrorInvalidValue;
  const Side source = side_of(from, bytes), target = side_of(to, bytes);
  if (source == UNKNOWN || target == UNKNOWN) return cudaErrorInvalidValue;
  if (!agrees(source, target, kind)) return cudaErrorInvalidMemcpyDirection;
  if (is_capturing(stream)) return submit_copy(to, from, bytes, stream);
  if (source == PAGEABLE && target == DEVICE) return submit_staged(to, from, bytes, stream);
  const cudaError_t error = submit_copy(to, from, bytes, stream);
  // Into pageable memory, and from host to host, the call returns when it is done.
  return error == cudaSuccess && target == PAGEABLE ? cudaStreamSynchronize(stream) : error;
}

static cudaError_t fill(void *to, int value, size_t bytes, cudaStream_t stream) {
  if (device_of_stream(stream) < 0) return cudaErrorInvalidResourceHandle;
  if (bytes == 0) return cudaSuccess;
  const Side target = to ? side_of(to, bytes) : UNKNOWN;
  if (target != DEVICE && target != PINNED) return cudaErrorInvalidValue;
  return submit(stream, [=] {
    const OpenMemory open;
    memset(to, value, bytes);
  });
}

}

using namespace emulation;

cudaError_t cudaMemcpyAsync(void *to, const void *from, size_t bytes, cudaMemcpyKind kind,
                            cudaStream_t stream) {
  const Entry entry;
  return report(copy(to, from, bytes, kind, stream));
}

cudaError_t cudaMemcpy(void *to, const void *from, size_t bytes, cudaMemcpyKind kind) {
  const Entry entry;
  if (const cudaError_t forbidden = forbidden_while_capturing()) return report(forbidden);
  const cudaError_t error = report(copy(to, from, bytes, kind, nullptr));
  return error == cudaSuccess ? cudaStreamSynchronize(nullptr) : error;
}

cudaError_t cudaMemcpyPeerAsync(void *to, int to_device, const void *from, int from_device, size_t bytes,
                                cudaStream_t stream) {
  const Entry entry;
  if (to_device < 0 || to_device >= DEVICES || from_device < 0 || from_device >= DEVICES) {
    return report(cudaErrorInvalidDevice);
  }
  const Allocation *const source = find_allocation(from), *const target = find_allocation(to);
  if (bytes && (!source || !target || source->device != from_device || target->device != to_device)) {
    return report(cudaErrorInvalidValue);
  }
  return report(copy(to, from, bytes, cudaMemcpyDeviceToDevice, stream));
}

cudaError_t cudaMemset(void *to, int value, size_t bytes) {
  return cudaMemsetAsync(to, value, bytes, nullptr);
}

cudaError_t cudaMemsetAsync(void *to, int value, size_t bytes, cudaStream_t stream) {
  const Entry entry;
  return report(fill(to, value, bytes, stream));
}
