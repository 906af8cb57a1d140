/* launch.h -- starting kernels: the stream of a call, launches, what is checked after them, memory for the time of a call.
**
** Kernel sources are the subset of CUDA C++ that the emulation (tests/device/emulation) understands as well: launches
** and shared arrays are written with the three macros below, and nothing is written in PTX.
*/
#ifndef DL_CUDA_LAUNCH_H
#define DL_CUDA_LAUNCH_H

#include <cuda_runtime.h>
#include "core/philox.h"
#include "dl_device.h"
#include "device/cuda/types.h"

#ifndef DL_CUDA_EMULATED
#define DL_LAUNCH(kernel, grid, block, shared, stream, ...) (kernel)<<<grid, block, shared, stream>>>(__VA_ARGS__)
#define DL_SHARED(T, name, n) __shared__ T name[n]
#define DL_DYNAMIC_SHARED(T, name) extern __shared__ T name[]
#define DL_UNROLL _Pragma("unroll")    /* where arrays are to become registers */
#else
#define DL_UNROLL
#endif

#define DL_THREADS 256                 /* of a block, where nothing asks for another number */

/* What a kernel found wrong with the data, in memory that both sides see: the first one wins. */
struct dl_cuda_report {
  unsigned found;                      /* dl_cuda_complaint */
  int argument;
  long long value, size;
  int op;                              /* dl_op_number */
};
enum dl_cuda_complaint { DL_NO_COMPLAINT, DL_BAD_POSITION, DL_BAD_LABEL, DL_DIVISION_BY_ZERO, DL_BAD_PROBABILITY, DL_BAD_WEIGHT,
  DL_SINGULAR, DL_NOT_POSITIVE, DL_NO_CONVERGENCE };

struct dl_cuda_allocator;
struct dl_cuda_pinned;
struct dl_cuda_stream;
struct dl_cuda_step;

/* One opened device: what the device table calls its context. */
struct dl_cuda {
  int ordinal, processors, architecture;
  bool waits;                          /* DLUA_DEBUG=1: after each kernel until it is done */
  cudaStream_t stream;                 /* where work goes: the handle of `current` */
  dl_cuda_stream *own, *current;       /* streams.cu */
  dl_cuda_report *report;
  dl_cuda_allocator *allocator;
  dl_cuda_pinned *pinned;
  dl_cuda_step *recorded, *renewed;    /* steps.cu: the step whose work is being recorded; whose numbers are being renewed */
  uint64_t waited, launched;
  void *blas;                          /* product.cu */
  void *cudnn;                         /* cudnn.cu */
  char description[320];
};

/* This thread's calls are for that device from now on. */
cudaError_t dl_cuda_enter(int ordinal);

/* While one lives, calls that concern the whole device are allowed though a step is being recorded. */
class dl_cuda_while_recording {
  cudaStreamCaptureMode mode = cudaStreamCaptureModeRelaxed;
public:
  dl_cuda_while_recording() { cudaThreadExchangeStreamCaptureMode(&mode); }
  ~dl_cuda_while_recording() { cudaThreadExchangeStreamCaptureMode(&mode); }
};

static inline dl_cuda *dl_cuda_of(const dl_args *a) { return (dl_cuda *)a->device->context; }
/* Where the kernels of this call go. */
static inline cudaStream_t dl_stream(const dl_args *a) {
  dl_cuda_enter(dl_cuda_of(a)->ordinal);
  return dl_cuda_of(a)->stream;
}

/* After a launch: did it start, and with DLUA_DEBUG also: did it end well? */
dl_status dl_launched(const dl_args *a);
/* A status of the runtime as ours; `what` was tried. */
dl_status dl_cuda_status(cudaError_t code, const char *what);

/* Blocks of a grid whose threads walk n items by themselves. */
static inline unsigned dl_blocks(const dl_args *a, int64_t n, int64_t each = DL_THREADS) {
  int64_t blocks = (n + each - 1) / each, most = (int64_t)dl_cuda_of(a)->processors * 32;
  return (unsigned)(blocks < 1 ? 1 : blocks < most ? blocks : most);
}

/* ---- what differs each time a recorded step runs ---- */

/* Random numbers of a call. In a recorded step the seed and the way that the generator has gone since lie in device memory. */
struct dl_drawn {
  uint64_t seed, counter;
  const uint64_t *moved;               /* NULL: nothing */
  __device__ void words(uint64_t block, uint32_t *w) const {
    if (moved) dl_philox(moved[0], counter + moved[1] + block, w);
    else dl_philox(seed, counter + block, w);
  }
};
dl_drawn dl_drawn_of(const dl_args *a);

/* Numbers that an operator (DL_RENEWS) computes from arguments which differ each time a step runs. Kernels take them as they
** are, or in a recorded step from device memory. */
struct dl_numbers {
  const double *moved;                 /* NULL: as they are */
  bool renewed;                        /* that was all: start no kernel */
};
dl_status dl_numbers_of(const dl_args *a, const double *numbers, int n, dl_numbers *to);

/* Memory for the kernels of one call. It goes back when the call's host side is done: whoever gets it next runs behind
** us on the same stream. */
class dl_temporary {
public:
  dl_temporary(const dl_args *a, int64_t bytes);
  ~dl_temporary();
  char *data;                          /* NULL: no memory, the error is set */
private:
  dl_cuda *cuda;
  size_t bytes;
  dl_temporary(const dl_temporary &);
  void operator=(const dl_temporary &);
};

/* ---- complaints ---- */

/* What a kernel needs to complain about an argument of its operator. */
struct dl_blame {
  dl_cuda_report *report;
  int op, argument;
  __device__ void complain(unsigned what, int64_t value = 0, int64_t size = 0) const {
    if (atomicCAS(&report->found, (unsigned)DL_NO_COMPLAINT, what) != DL_NO_COMPLAINT) return;
    report->op = op;
    report->argument = argument;
    report->value = value;
    report->size = size;
  }
};
dl_blame dl_blame_of(const dl_args *a, int argument);

/* What kernels need to complain about a position (an element of an index tensor), and to read it. */
struct dl_positions {
  const int64_t *values;
  int64_t size;
  dl_blame blame;

  /* Position i from 0; a bad one is reported, and 0 is as good as any then. */
  __device__ int64_t at(int64_t i) const {
    int64_t v = values[i], p = v > 0 ? v - 1 : v + size;
    if (v != 0 && p >= 0 && p < size) return p;
    blame.complain(DL_BAD_POSITION, v, size);
    return 0;
  }
};

static inline dl_positions dl_positions_of(const dl_args *a, int argument, const dl_tensor *index, int64_t size) {
  return dl_positions{ (const int64_t *)dl_tensor_data(index), size, dl_blame_of(a, argument) };
}

#endif
