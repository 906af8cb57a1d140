/* device.cu -- the CUDA device behind the device table: opening, copies, complaints of kernels, errors.
**
** Work goes to the stream that is used now, in the order of the calls (streams.cu has others than the device's own); the
** host waits only where it reads a value. What a kernel finds wrong with the data (an index out of range) it writes into memory that both sides see; the host finds
** it at the next call or where it waits, and raises it then.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "dl_op.h"
#include "device/cuda/allocator.h"
#include "device/cuda/cudnn.h"
#include "device/cuda/pinned.h"
#include "device/cuda/product.h"
#include "device/cuda/streams.h"
#include "device/plugin/registry.h"
#include "engine/engine.h"

/* ---- errors ---- */

dl_status dl_cuda_status(cudaError_t code, const char *what) {
  if (code == cudaSuccess) return DL_OK;
  cudaGetLastError();                  /* an error that is not sticky is forgotten: it has been told */
  return dl_error_set("%s: %s (%s)", what, cudaGetErrorString(code), cudaGetErrorName(code));
}

/* The message goes to the caller once; then the next failure may speak. */
static const char *take_error(void) {
  static thread_local char text[512];
  snprintf(text, sizeof text, "%s", dl_error_message());
  dl_error_clear();
  return text;
}

/* The device knows operators by number: their records are the host's. */
#define MOST_OPERATORS 2048
static const dl_op *operators[MOST_OPERATORS];

dl_blame dl_blame_of(const dl_args *a, int argument) {
  const int number = a->op && a->op->index < MOST_OPERATORS ? a->op->index : 0;
  operators[number] = a->op;
  return dl_blame{ dl_cuda_of(a)->report, number, argument };
}

static dl_status complaint(dl_cuda_report *shared) {
  const dl_cuda_report r = *shared;
  char text[200];
  memset(shared, 0, sizeof *shared);
  switch (r.found) {
    case DL_BAD_POSITION:
      snprintf(text, sizeof text, "index %lld is out of range for %lld element%s (1 to %lld, or -%lld to -1 from the end)",
               r.value, r.size, r.size == 1 ? "" : "s", r.size, r.size);
      break;
    case DL_BAD_LABEL: snprintf(text, sizeof text, "%lld is not in 1 to %lld", r.value, r.size); break;
    case DL_DIVISION_BY_ZERO: snprintf(text, sizeof text, "division of integers by 0"); break;
    case DL_BAD_PROBABILITY: snprintf(text, sizeof text, "a probability is not in 0 to 1"); break;
    case DL_SINGULAR: snprintf(text, sizeof text, "a matrix is singular (its pivot %lld is zero)", r.value); break;
    case DL_NOT_POSITIVE:
      snprintf(text, sizeof text, "a matrix is not positive definite (its leading minor of order %lld is not positive)", r.value);
      break;
    case DL_NO_CONVERGENCE: snprintf(text, sizeof text, "an element of a matrix is not finite"); break;
    default: snprintf(text, sizeof text, "a weight is negative, infinite or NaN, or too few are positive");
  }
  const dl_op *op = operators[r.op];
  if (!op || r.argument < 0 || r.argument >= op->nparameters) return dl_error_set("%s", text);
  return dl_error_set("%s: argument %d '%s': %s", op->name, r.argument + 1, op->parameter[r.argument].name, text);
}

dl_status dl_cuda_check_report(dl_cuda *cuda) {
  return __atomic_load_n(&cuda->report->found, __ATOMIC_ACQUIRE) == DL_NO_COMPLAINT ? DL_OK : complaint(cuda->report);
}

/* The names of the last operators, for errors that turn up long after their cause. */
#define LAST 4
static thread_local const char *last[LAST];
static thread_local unsigned launches;

void dl_cuda_queued(const char *name) { last[launches++ % LAST] = name; }

dl_status dl_cuda_late(cudaError_t code) {
  char names[160] = "";
  for (unsigned i = 0; i < LAST && i < launches; i++) {
    size_t used = strlen(names);
    snprintf(names + used, sizeof names - used, "%s%s", i ? ", " : "", last[(launches - 1 - i) % LAST]);
  }
  return dl_error_set("%s (%s); the last operators queued: %s", cudaGetErrorString(code), cudaGetErrorName(code), names);
}

dl_status dl_cuda_may_wait(const dl_cuda *cuda) {
  if (!cuda->recorded) return DL_OK;
  return dl_error_set("this needs the host to wait for a value, and a step is being recorded (dl.cuda.capture)");
}

dl_status dl_cuda_wait_for(dl_cuda *cuda, cudaStream_t stream) {
  if (dl_cuda_may_wait(cuda) != DL_OK) return DL_ERROR;
  cuda->waited++;
  cudaError_t code = cudaStreamSynchronize(stream);
  return code == cudaSuccess ? dl_cuda_check_report(cuda) : dl_cuda_late(code);
}

cudaError_t dl_cuda_enter(int ordinal) {
  static thread_local int entered = -1;
  if (entered == ordinal) return cudaSuccess;
  cudaError_t code = cudaSetDevice(ordinal);
  if (code == cudaSuccess) entered = ordinal;
  return code;
}

dl_status dl_launched(const dl_args *a) {
  dl_cuda *cuda = dl_cuda_of(a);
  cuda->launched++;
  dl_cuda_queued(a->op ? a->op->name : "copy");
  cudaError_t code = cudaGetLastError();
  if (code != cudaSuccess) return dl_cuda_late(code);
  return cuda->waits && !cuda->recorded ? dl_cuda_wait_for(cuda, cuda->stream) : dl_cuda_check_report(cuda);
}

/* ---- opening ---- */

static int count(void) {
  int n = 0;
  cudaError_t code = cudaGetDeviceCount(&n);
  if (code == cudaSuccess && n > 0) return n;
  cudaGetLastError();
  if (code == cudaSuccess || code == cudaErrorNoDevice) dl_error_set("there is no CUDA device");
  else dl_error_set("%s (%s)", cudaGetErrorString(code), cudaGetErrorName(code));
  return 0;
}

static void close_device(void *context) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_cuda_cudnn_close(cuda);
  dl_cuda_product_close(cuda);
  dl_cuda_streams_close(cuda);
  if (cuda->pinned) dl_cuda_pinned_delete(cuda->pinned);
  if (cuda->allocator) dl_cuda_allocator_delete(cuda->allocator);
  if (cuda->report) cudaFreeHost(cuda->report);
  free(cuda);
}

static bool is_wanted(const char *variable) {
  const char *value = getenv(variable);
  return value && *value && strcmp(value, "0") != 0;
}

static dl_status start(dl_cuda *cuda) {
  cudaDeviceProp properties;
  dl_status status = dl_cuda_status(dl_cuda_enter(cuda->ordinal), "cudaSetDevice");
  if (status == DL_OK) status = dl_cuda_status(cudaGetDeviceProperties(&properties, cuda->ordinal), "cudaGetDeviceProperties");
  if (status == DL_OK)
    status = dl_cuda_status(cudaHostAlloc((void **)&cuda->report, sizeof *cuda->report, cudaHostAllocMapped), "cudaHostAlloc");
  if (status != DL_OK) return status;
  memset(cuda->report, 0, sizeof *cuda->report);
  cuda->processors = properties.multiProcessorCount;
  cuda->architecture = properties.major * 10 + properties.minor;
  snprintf(cuda->description, sizeof cuda->description, "%s, compute capability %d.%d", properties.name, properties.major,
           properties.minor);
  cuda->waits = is_wanted("DLUA_DEBUG");
#ifndef DL_CUDA_EMULATED
  if (is_wanted("DLUA_CUDNN") && dl_cuda_use_cudnn(1) < 0) return DL_ERROR;
#endif
  cuda->allocator = dl_cuda_allocator_new(cuda->ordinal);
  cuda->pinned = dl_cuda_pinned_new(cuda->ordinal);
  return cuda->allocator && cuda->pinned ? dl_cuda_streams_open(cuda) : dl_error_memory(sizeof(void *));
}

static int open_device(int ordinal, void **context) {
  dl_error_clear();
  dl_cuda *cuda = (dl_cuda *)calloc(1, sizeof *cuda);
  if (!cuda) return (int)dl_error_memory(sizeof *cuda);
  cuda->ordinal = ordinal;
  dl_status status = start(cuda);
  if (status == DL_OK) *context = cuda;
  else close_device(cuda);
  return (int)status;
}

/* ---- memory ---- */

static void *allocate(void *context, size_t bytes) { return dl_cuda_allocate(((dl_cuda *)context)->allocator, bytes); }

static void release(void *context, void *memory, size_t bytes) {
  dl_cuda_release(((dl_cuda *)context)->allocator, memory, bytes);
}

dl_temporary::dl_temporary(const dl_args *a, int64_t n) : data(NULL), cuda(dl_cuda_of(a)), bytes((size_t)n) {
  data = (char *)dl_cuda_allocate(cuda->allocator, bytes);
}
dl_temporary::~dl_temporary() {
  if (data) dl_cuda_release(cuda->allocator, data, bytes);
}

/* So much from the host's memory goes to pinned memory first, and the copy from there is not waited for. */
#define MOST_STAGED ((size_t)16 << 20)

static dl_status copy_staged(dl_cuda *cuda, void *to, const void *from, size_t bytes) {
  void *between = dl_cuda_pinned_allocate(cuda->pinned, bytes);
  if (!between) return DL_ERROR;
  memcpy(between, from, bytes);
  dl_status status = dl_cuda_status(cudaMemcpyAsync(to, between, bytes, cudaMemcpyHostToDevice, cuda->stream), "copy");
  if (cuda->recorded) return status == DL_OK ? dl_cuda_step_keeps(cuda, between) : status;
  if (status == DL_OK && !dl_cuda_pinned_used(cuda->pinned, between, cuda->stream)) status = dl_cuda_wait_for(cuda, cuda->stream);
  dl_cuda_pinned_release(cuda->pinned, between);
  return status;
}

/* The host may use its memory as soon as this returns. */
static int copy(void *context, void *to, const void *from, size_t bytes, int direction) {
  static const cudaMemcpyKind kinds[] = { cudaMemcpyHostToDevice, cudaMemcpyDeviceToHost, cudaMemcpyDeviceToDevice };
  dl_cuda *cuda = (dl_cuda *)context;
  dl_error_clear();
  dl_cuda_enter(cuda->ordinal);
  if (bytes == 0) return DL_OK;
  if (direction == DL_TO_DEVICE && (bytes <= MOST_STAGED || cuda->recorded)) return (int)copy_staged(cuda, to, from, bytes);
  if (direction != DL_WITHIN_DEVICE && dl_cuda_may_wait(cuda) != DL_OK) return DL_ERROR;
  dl_cuda_queued("copy");
  cudaError_t code = cudaMemcpyAsync(to, from, bytes, kinds[direction], cuda->stream);
  if (code != cudaSuccess) return (int)dl_cuda_late(code);
  return (int)(direction == DL_WITHIN_DEVICE ? DL_OK : dl_cuda_wait_for(cuda, cuda->stream));
}

__global__ void put_word(uint64_t value, char *to, int bytes) {
  if ((int)threadIdx.x < bytes) to[threadIdx.x] = (char)(value >> 8 * threadIdx.x);
}

static int put(void *context, void *to, const void *value, size_t bytes) {
  dl_cuda *cuda = (dl_cuda *)context;
  uint64_t word = 0;
  dl_error_clear();
  dl_cuda_enter(cuda->ordinal);
  memcpy(&word, value, bytes);
  DL_LAUNCH(put_word, 1, 8, 0, cuda->stream, word, (char *)to, (int)bytes);
  const cudaError_t code = cudaGetLastError();
  return (int)(code == cudaSuccess ? DL_OK : dl_cuda_late(code));
}

/* All streams of the device. */
static int synchronize(void *context) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_error_clear();
  dl_cuda_enter(cuda->ordinal);
  if (dl_cuda_may_wait(cuda) != DL_OK) return DL_ERROR;
  cuda->waited++;
  const cudaError_t code = cudaDeviceSynchronize();
  return (int)(code == cudaSuccess ? dl_cuda_check_report(cuda) : dl_cuda_late(code));
}

static void memory(void *context, size_t bytes[4]) {
  const dl_memory_info info = dl_cuda_memory(((dl_cuda *)context)->allocator);
  bytes[0] = info.live;
  bytes[1] = info.cached;
  bytes[2] = info.peak;
  bytes[3] = info.limit;
}

static void empty_cache(void *context) {
  dl_cuda_empty_cache(((dl_cuda *)context)->allocator);
  dl_cuda_pinned_empty_cache(((dl_cuda *)context)->pinned);
}

static const char *describe(void *context) { return ((dl_cuda *)context)->description; }

/* ---- kernels compiled at run time ---- */

static int architecture(void *context) { return ((dl_cuda *)context)->architecture; }

#ifndef DL_CUDA_EMULATED
static int load_kernel(void *context, const void *image, const char *name, void **kernel) {
  cudaLibrary_t library;
  dl_error_clear();
  dl_status status = dl_cuda_status(dl_cuda_enter(((dl_cuda *)context)->ordinal), "cudaSetDevice");
  if (status == DL_OK)
    status = dl_cuda_status(cudaLibraryLoadData(&library, image, NULL, NULL, 0, NULL, NULL, 0), "loading a kernel");
  if (status == DL_OK) status = dl_cuda_status(cudaLibraryGetKernel((cudaKernel_t *)kernel, library, name), "finding a kernel");
  return (int)status;
}

static int launch_kernel(void *context, void *kernel, const unsigned grid[3], const unsigned block[3], unsigned shared,
                         void **arguments) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_error_clear();
  dl_cuda_enter(cuda->ordinal);
  dl_cuda_queued("a kernel of the program");
  cudaError_t code = cudaSuccess;
  if (shared > 48 * 1024) code = cudaFuncSetAttribute(kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, (int)shared);
  if (code == cudaSuccess)
    code = cudaLaunchKernel(kernel, dim3(grid[0], grid[1], grid[2]), dim3(block[0], block[1], block[2]), arguments, shared,
                            cuda->stream);
  if (code != cudaSuccess) return (int)dl_cuda_status(code, "launch");
  const bool waits = cuda->waits && !cuda->recorded;
  return (int)(waits ? dl_cuda_wait_for(cuda, cuda->stream) : dl_cuda_check_report(cuda));
}
#else
static int load_kernel(void *, const void *, const char *, void **) {
  dl_error_clear();
  return (int)dl_error_set("the emulation runs no kernels that are compiled at run time");
}
#define launch_kernel NULL
#endif

/* ---- the table ---- */

static dl_device_kernel kernel(const char *name) { return (dl_device_kernel)dl_device_kernel_find(name); }

#ifdef DL_CUDA_EMULATED
#define NAME "cuda-emu"
#else
#define NAME "cuda"
#endif

static const dl_device_table table = {
  DL_DEVICE_ABI, sizeof table, NAME, count, open_device, close_device, allocate, release, copy, synchronize, kernel, take_error,
  memory, empty_cache, describe, architecture, load_kernel, launch_kernel, put, &dl_cuda_queues, dl_device_kernel_traits_find,
  dl_cuda_allow_tf32, dl_cuda_use_cudnn,
};

extern "C" DL_API const dl_device_table *dl_device_table_v1(uint32_t abi) { return abi == DL_DEVICE_ABI ? &table : NULL; }
