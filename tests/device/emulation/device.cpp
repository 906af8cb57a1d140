// device.cpp -- two devices that are called emulated, the errors of API calls, and the options.
// What a lambda leaves unset between its values may look like an address: where kernels are lambdas, inspection is for those who ask.
#ifndef CUDA_EMULATION_INSPECTS
#define CUDA_EMULATION_INSPECTS 1
#endif

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "emulation.h"
#include "shared_memory.h"

namespace emulation {

// ---- options ----

static int number_from(const char *name, int otherwise) {
  const char *const text = getenv(name);
  return text && *text ? atoi(text) : otherwise;
}

const Options &options() {
  static const Options read = {
    number_from("CUDA_EMULATION_DEFER", 0) != 0,
    number_from("CUDA_EMULATION_ORDER", 0),
    number_from("CUDA_EMULATION_GUARD", 1) != 0,
    number_from("CUDA_EMULATION_INSPECT", CUDA_EMULATION_INSPECTS) != 0,
    (size_t)number_from("CUDA_EMULATION_MEMORY", 2048) << 20,
    number_from("CUDA_EMULATION_FAIL", -1),
    number_from("CUDA_EMULATION_EPILOGUES", 1) != 0,
  };
  return read;
}

// ---- one at a time ----

// A plug-in's code must stay as long as the fault handler points to it.
static bool stay_loaded() {
  Dl_info library;
  if (dladdr((const void *)&options, &library) && library.dli_fname) {
    dlopen(library.dli_fname, RTLD_NOW | RTLD_NODELETE | RTLD_NOLOAD);
  }
  return true;
}

// Not destroyed at the end of the program: other destructors may still free device memory.
static std::recursive_mutex &everything() {
  static auto *const mutex = new std::recursive_mutex;
  return *mutex;
}

Entry::Entry() : lock(everything()) {
  static const bool once = (install_fault_handler(), stay_loaded());
  (void)once;
}

// ---- errors ----

static thread_local cudaError_t last_error = cudaSuccess;

static cudaError_t failed = cudaSuccess;

cudaError_t failure() { return failed; }
void fail_from_now_on(cudaError_t error) { failed = error; }

cudaError_t report(cudaError_t error) {
  if (failed != cudaSuccess) error = failed;
  if (error != cudaSuccess) last_error = error;
  return error;
}

static unsigned long long waits;

void host_waits() { waits++; }

struct Meaning { cudaError_t error; const char *name, *text; };

#define MEANING(error, text) {error, #error, text}
static const Meaning meanings[] = {
  MEANING(cudaSuccess, "no error"),
  MEANING(cudaErrorInvalidValue, "invalid argument"),
  MEANING(cudaErrorMemoryAllocation, "out of memory"),
  MEANING(cudaErrorInitializationError, "initialization error"),
  MEANING(cudaErrorInvalidConfiguration, "invalid configuration argument"),
  MEANING(cudaErrorInvalidDevicePointer, "invalid device pointer"),
  MEANING(cudaErrorInvalidMemcpyDirection, "invalid copy direction for memcpy"),
  MEANING(cudaErrorInsufficientDriver, "CUDA driver version is insufficient for CUDA runtime version"),
  MEANING(cudaErrorInvalidDeviceFunction, "invalid device function"),
  MEANING(cudaErrorNoDevice, "no CUDA-capable device is detected"),
  MEANING(cudaErrorInvalidDevice, "invalid device ordinal"),
  MEANING(cudaErrorInvalidResourceHandle, "invalid resource handle"),
  MEANING(cudaErrorIllegalState, "the operation cannot be performed in the present state"),
  MEANING(cudaErrorNotReady, "device not ready"),
  MEANING(cudaErrorIllegalAddress, "an illegal memory access was encountered"),
  MEANING(cudaErrorLaunchOutOfResources, "too many resources requested for launch"),
  MEANING(cudaErrorPeerAccessAlreadyEnabled, "peer access is already enabled"),
  MEANING(cudaErrorPeerAccessNotEnabled, "peer access has not been enabled"),
  MEANING(cudaErrorHostMemoryAlreadyRegistered,
          "part or all of the requested memory range is already mapped"),
  MEANING(cudaErrorHostMemoryNotRegistered, "pointer does not correspond to a registered memory region"),
  MEANING(cudaErrorLaunchFailure, "unspecified launch failure"),
  MEANING(cudaErrorNotSupported, "operation not supported"),
  MEANING(cudaErrorStreamCaptureUnsupported, "operation not permitted when stream is capturing"),
  MEANING(cudaErrorStreamCaptureInvalidated, "operation failed due to a previous error during capture"),
  MEANING(cudaErrorStreamCaptureMerge, "operation would result in a merge of separate capture sequences"),
  MEANING(cudaErrorStreamCaptureUnmatched, "capture was not ended in the same stream as it began"),
  MEANING(cudaErrorStreamCaptureUnjoined, "capturing stream has unjoined work"),
  MEANING(cudaErrorStreamCaptureIsolation, "dependency created on uncaptured work in another stream"),
  MEANING(cudaErrorStreamCaptureImplicit,
          "operation would make the legacy stream depend on a capturing blocking stream"),
  MEANING(cudaErrorCapturedEvent, "operation not permitted on an event last recorded in a capturing stream"),
  MEANING(cudaErrorStreamCaptureWrongThread,
          "attempt to terminate a thread-local capture sequence from another thread"),
  MEANING(cudaErrorUnknown, "unknown error"),
};
#undef MEANING

static const Meaning *meaning_of(cudaError_t error) {
  for (const Meaning &meaning : meanings) {
    if (meaning.error == error) return &meaning;
  }
  return nullptr;
}

// ---- devices ----

static thread_local int device = 0;
static bool peer_enabled[DEVICES][DEVICES];

int current_device() { return device; }
bool can_access(int from, int to) { return from == to || peer_enabled[from][to]; }

static bool is_device(int number) { return number >= 0 && number < DEVICES; }

static void fill_in(cudaDeviceProp *properties) {
  *properties = cudaDeviceProp{};
  strcpy(properties->name, "emulated");
  properties->totalGlobalMem = options().memory;
  properties->sharedMemPerBlock = MAX_STATIC_BYTES;
  properties->sharedMemPerBlockOptin = MAX_SHARED_BYTES;
  properties->sharedMemPerMultiprocessor = 228 << 10;
  properties->reservedSharedMemPerBlock = 1 << 10;
  properties->regsPerBlock = properties->regsPerMultiprocessor = 65536;
  properties->warpSize = WARP;
  properties->maxThreadsPerBlock = MAX_THREADS;
  properties->maxThreadsDim[0] = properties->maxThreadsDim[1] = MAX_THREADS;
  properties->maxThreadsDim[2] = 64;
  properties->maxGridSize[0] = 0x7fffffff;
  properties->maxGridSize[1] = properties->maxGridSize[2] = 65535;
  properties->maxThreadsPerMultiProcessor = 2048;
  properties->maxBlocksPerMultiProcessor = 32;
  properties->totalConstMem = 64 << 10;
  properties->major = 9;
  properties->multiProcessorCount = 4;
  properties->canMapHostMemory = properties->unifiedAddressing = properties->concurrentKernels = 1;
  properties->asyncEngineCount = 2;
  properties->memoryBusWidth = 512;
  properties->l2CacheSize = 1 << 20;
}

}

using namespace emulation;

unsigned long long cudaEmulationWaits(void) { return waits; }

// What a kernel did cannot be taken back: its error stays the last one.
cudaError_t cudaGetLastError(void) {
  const cudaError_t error = cudaPeekAtLastError();
  last_error = cudaSuccess;
  return error;
}

cudaError_t cudaPeekAtLastError(void) { return failed != cudaSuccess ? failed : last_error; }

const char *cudaGetErrorName(cudaError_t error) {
  const Meaning *const meaning = meaning_of(error);
  return meaning ? meaning->name : "unrecognized error code";
}

const char *cudaGetErrorString(cudaError_t error) {
  const Meaning *const meaning = meaning_of(error);
  return meaning ? meaning->text : "unrecognized error code";
}

cudaError_t cudaGetDeviceCount(int *count) {
  if (!count) return report(cudaErrorInvalidValue);
  *count = DEVICES;
  return cudaSuccess;
}

cudaError_t cudaGetDevice(int *number) {
  if (!number) return report(cudaErrorInvalidValue);
  *number = device;
  return cudaSuccess;
}

cudaError_t cudaSetDevice(int number) {
  if (!is_device(number)) return report(cudaErrorInvalidDevice);
  device = number;
  return cudaSuccess;
}

cudaError_t cudaGetDeviceProperties(cudaDeviceProp *properties, int number) {
  if (!properties) return report(cudaErrorInvalidValue);
  if (!is_device(number)) return report(cudaErrorInvalidDevice);
  fill_in(properties);
  properties->pciBusID = number + 1;
  return cudaSuccess;
}

cudaError_t cudaDeviceGetAttribute(int *value, cudaDeviceAttr attribute, int number) {
  if (!value) return report(cudaErrorInvalidValue);
  if (!is_device(number)) return report(cudaErrorInvalidDevice);
  cudaDeviceProp properties;
  fill_in(&properties);
  switch (attribute) {
    case cudaDevAttrMaxThreadsPerBlock: *value = properties.maxThreadsPerBlock; break;
    case cudaDevAttrMaxSharedMemoryPerBlock: *value = (int)properties.sharedMemPerBlock; break;
    case cudaDevAttrWarpSize: *value = properties.warpSize; break;
    case cudaDevAttrMultiProcessorCount: *value = properties.multiProcessorCount; break;
    case cudaDevAttrMaxThreadsPerMultiProcessor: *value = properties.maxThreadsPerMultiProcessor; break;
    case cudaDevAttrComputeCapabilityMajor: *value = properties.major; break;
    case cudaDevAttrComputeCapabilityMinor: *value = properties.minor; break;
    case cudaDevAttrMaxSharedMemoryPerBlockOptin: *value = (int)properties.sharedMemPerBlockOptin; break;
    default: return report(cudaErrorInvalidValue);
  }
  return cudaSuccess;
}

cudaError_t cudaDeviceCanAccessPeer(int *can, int from, int to) {
  if (!can) return report(cudaErrorInvalidValue);
  if (!is_device(from) || !is_device(to)) return report(cudaErrorInvalidDevice);
  *can = from != to;
  return cudaSuccess;
}

cudaError_t cudaDeviceEnablePeerAccess(int peer, unsigned flags) {
  const Entry entry;
  if (flags) return report(cudaErrorInvalidValue);
  if (!is_device(peer) || peer == device) return report(cudaErrorInvalidDevice);
  if (peer_enabled[device][peer]) return report(cudaErrorPeerAccessAlreadyEnabled);
  peer_enabled[device][peer] = true;
  return cudaSuccess;
}

cudaError_t cudaDeviceDisablePeerAccess(int peer) {
  const Entry entry;
  if (!is_device(peer)) return report(cudaErrorInvalidDevice);
  if (peer == device || !peer_enabled[device][peer]) return report(cudaErrorPeerAccessNotEnabled);
  peer_enabled[device][peer] = false;
  return cudaSuccess;
}

cudaError_t cudaDriverGetVersion(int *version) {
  if (!version) return report(cudaErrorInvalidValue);
  *version = CUDART_VERSION;
  return cudaSuccess;
}

cudaError_t cudaRuntimeGetVersion(int *version) { return cudaDriverGetVersion(version); }
