/* each.h -- kernels written as a function of one index:
**
**   return dl_each(a, n, [=] __device__ (int64_t i) { to[i] = from[n - 1 - i]; });
**
** runs it for i in 0..n-1, each once, in any order. What it captures is copied to the device: pointers into device memory
** (dl_tensor_data), numbers, small structs. dl_place finds an element of a strided tensor.
*/
#ifndef DL_CUDA_EACH_H
#define DL_CUDA_EACH_H

#include "device/cuda/launch.h"
#include "core/philox.h"

template <class Body> __global__ void dl_each_kernel(int64_t n, Body body) {
  const int64_t stride = gridDim.x * (int64_t)blockDim.x;
  for (int64_t i = blockIdx.x * (int64_t)blockDim.x + threadIdx.x; i < n; i += stride) body(i);
}

template <class Body> dl_status dl_each(const dl_args *a, int64_t n, Body body) {
  if (n <= 0) return DL_OK;
  DL_LAUNCH((dl_each_kernel<Body>), dl_blocks(a, n), DL_THREADS, 0, dl_stream(a), n, body);
  return dl_launched(a);
}

/* ---- strided tensors in kernels ---- */

struct dl_geometry {
  int ndim;
  int64_t shape[DL_MAX_DIMS], stride[DL_MAX_DIMS];     /* in elements */
  /* The place of element i in row-major order. */
  __device__ int64_t place(int64_t i) const {
    int64_t at = 0;
    for (int d = ndim - 1; d >= 0; d--) {
      at += i % shape[d] * stride[d];
      i /= shape[d];
    }
    return at;
  }
};

static inline dl_geometry dl_geometry_of(const dl_tensor *t) {
  dl_geometry g = {};
  g.ndim = t->ndim;
  for (int d = 0; d < t->ndim; d++) {
    g.shape[d] = t->shape[d];
    g.stride[d] = t->stride[d];
  }
  return g;
}

/* The same over strided tensors of one shape: body(place) with the address of element i of each operand. */
template <int operands, class Body> dl_status dl_each_place(const dl_args *a, const dl_loop &loop, Body body) {
  int64_t n = 1;
  for (int d = 0; d < loop.ndim; d++) n *= loop.shape[d];
  return dl_each(a, n, [=] __device__ (int64_t i) {
    char *place[operands];
    dl_places<operands>(loop, i, place);
    body(place);
  });
}

/* ---- lines: a tensor as (outer, n, inner) around one dimension; element k of a line is at `first` + k * inner ----
**
** dl_each_line runs f(group, first, i) for line i. A line that lies densely is worked on by a block of threads, others
** each by one thread, whose neighbours take the neighbouring lines; `group` hides which:
**
**   for (int64_t k = group.lane(); k < n; k += group.width()) sum += x[first + k * inner];
**   sum = group.total(sum, dl_plus());
*/
struct dl_lines { int64_t outer, n, inner; };
static inline dl_lines dl_lines_of(const dl_tensor *t, int64_t dim) {
  dl_lines l = { 1, 1, 1 };
  for (int d = 0; d < t->ndim; d++) *(d < dim ? &l.outer : d == dim ? &l.n : &l.inner) *= t->shape[d];
  return l;
}

struct dl_plus { template <class T> __device__ T operator()(T a, T b) const { return a + b; } };
struct dl_most { template <class T> __device__ T operator()(T a, T b) const { return a > b || a != a ? a : b; } };

struct dl_alone {
  __device__ int64_t lane() const { return 0; }
  __device__ int64_t width() const { return 1; }
  template <class T, class Join> __device__ T total(T v, Join) { return v; }
};

/* All threads get the total of their values; the order of joining is the same every time. */
struct dl_together {
  double *shared;                      /* room for a value of each warp */
  __device__ int64_t lane() const { return threadIdx.x; }
  __device__ int64_t width() const { return blockDim.x; }
  template <class T, class Join> __device__ T total(T v, Join join) {
    T *values = (T *)shared;
    const int warps = blockDim.x / 32;
    for (int distance = 16; distance; distance /= 2) v = join(v, __shfl_xor_sync(0xffffffffu, v, distance));
    __syncthreads();                   /* the last total has been read */
    if (threadIdx.x % 32 == 0) values[threadIdx.x / 32] = v;
    __syncthreads();
    v = values[0];
    for (int w = 1; w < warps; w++) v = join(v, values[w]);
    return v;
  }
};

template <class F> __global__ void dl_dense_lines(dl_lines l, F f) {
  DL_SHARED(double, shared, 32);
  dl_together group = { shared };
  for (int64_t i = blockIdx.x; i < l.outer; i += gridDim.x) f(group, i * l.n, i);
}

template <class F> __global__ void dl_other_lines(dl_lines l, F f) {
  const int64_t stride = gridDim.x * (int64_t)blockDim.x;
  dl_alone group;
  for (int64_t i = blockIdx.x * (int64_t)blockDim.x + threadIdx.x; i < l.outer * l.inner; i += stride)
    f(group, i / l.inner * l.n * l.inner + i % l.inner, i);
}

template <class F> dl_status dl_each_line(const dl_args *a, dl_lines l, F f) {
  if (l.outer * l.inner == 0) return DL_OK;
  if (l.inner == 1 && l.n >= 16)
    DL_LAUNCH((dl_dense_lines<F>), dl_blocks(a, l.outer, 1), l.n > 512 ? DL_THREADS : l.n > 64 ? 64 : 32, 0, dl_stream(a), l, f);
  else
    DL_LAUNCH((dl_other_lines<F>), dl_blocks(a, l.outer * l.inner), DL_THREADS, 0, dl_stream(a), l, f);
  return dl_launched(a);
}

/* ---- sums into places that several threads may name ---- */

__device__ inline void dl_add_to(float *to, float v) { atomicAdd(to, v); }
__device__ inline void dl_add_to(double *to, double v) { atomicAdd(to, v); }
__device__ inline void dl_add_to(int32_t *to, int32_t v) { atomicAdd(to, v); }
__device__ inline void dl_add_to(int64_t *to, int64_t v) {
  atomicAdd((unsigned long long *)to, (unsigned long long)v);
}
/* Bytes change by exchanging the word around them. */
template <class Change> __device__ inline void dl_change_byte(uint8_t *to, Change change) {
  unsigned *word = (unsigned *)((uintptr_t)to & ~(uintptr_t)3), shift = (unsigned)((uintptr_t)to & 3) * 8, old = *word, seen;
  do {
    seen = old;
    const unsigned byte = change((uint8_t)(seen >> shift)) & 0xffu;
    old = atomicCAS(word, seen, (seen & ~(0xffu << shift)) | byte << shift);
  } while (old != seen);
}
__device__ inline void dl_add_to(uint8_t *to, uint8_t v) { dl_change_byte(to, [=](uint8_t x) { return (unsigned)x + v; }); }
__device__ inline void dl_add_to(dl_truth *to, dl_truth v) {
  dl_change_byte((uint8_t *)to, [=](uint8_t x) { return (unsigned)(x | v.bits); });
}
template <class T> __device__ inline T dl_times(T v, double factor) { return (T)(v * (T)factor); }
__device__ inline dl_truth dl_times(dl_truth v, double factor) { return dl_truth{ (uint8_t)(factor != 0 ? v.bits : 0) }; }

#define DL_BY_SUMMED(dtype, BODY) \
  switch (dtype) { \
    case DL_FLOAT64: BODY(double); break; \
    case DL_INT64: BODY(int64_t); break; \
    case DL_INT32: BODY(int32_t); break; \
    case DL_UINT8: BODY(uint8_t); break; \
    case DL_BOOL: BODY(dl_truth); break; \
    default: BODY(float); \
  }

#endif
