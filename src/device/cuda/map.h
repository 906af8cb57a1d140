/* map.h -- what the formulas of engine/map.h become on CUDA: a type with one function, of(operands), and two kernels for each
** type of elements: one for dense memory, 16 bytes at a time, and one for any strides.
*/
#ifndef DL_CUDA_MAP_H
#define DL_CUDA_MAP_H

#include "device/cuda/launch.h"
#include "engine/kernel.h"

struct dl_constants { double k[3]; };

/* One call of an elementwise kernel: operand 0 is the result. */
struct dl_map_call {
  dl_args *a;
  dl_loop loop;
  int64_t total;
  dl_constants k;
};
typedef dl_status (*dl_inner)(const dl_map_call *call);

/* As on the CPU (engine/loops.h): the tensors of a call, the instance by the dtype of the last of them. */
dl_status dl_map(dl_args *a, const dl_inner inner[DL_DTYPE_COUNT]);
dl_status dl_map_with(dl_args *a, const dl_inner inner[DL_DTYPE_COUNT], const double *k);

/* ---- instances ---- */

/* In a namespace without a name, or instances of two files that share theirs would be merged. */
#define DL_INSTANCE(function, TYPE, RESULT, n, names, formula) \
namespace { struct function { \
  typedef TYPE operand; typedef RESULT result; \
  static const int operands = n; \
  static __device__ __forceinline__ RESULT of(const TYPE *v, const double *k) { \
    DL_NAMES(TYPE) names return (RESULT)(formula); } \
}; }
#define DL_INNER1(function, TYPE, RESULT, formula) \
  DL_INSTANCE(function, TYPE, RESULT, 1, const T x = v[0];, formula)
#define DL_INNER2(function, TYPE, RESULT, formula) \
  DL_INSTANCE(function, TYPE, RESULT, 2, const T x = v[0] DL_COMMA y = v[1];, formula)
#define DL_INNER3(function, TYPE, RESULT, formula) \
  DL_INSTANCE(function, TYPE, RESULT, 3, const T x = v[0] DL_COMMA y = v[1] DL_COMMA z = v[2];, formula)
#define DL_COMMA ,

/* The functions of engine/blocks.h compute a block of one element here, in double. */
#define DL_BLOCK 1
#define DL_RUN(n) for (int64_t i = 0; i < (n); i++)
#define DL_BLOCK_INNER1(name, T, function) \
namespace { struct name { \
  typedef T operand; typedef T result; \
  static const int operands = 1; \
  static __device__ __forceinline__ T of(const T *v, const double *k) { \
    const double x = v[0]; double r; function(1, &x, &r, k); return (T)r; } \
}; }
#define DL_BLOCK_INNER2(name, T, function) \
namespace { struct name { \
  typedef T operand; typedef T result; \
  static const int operands = 2; \
  static __device__ __forceinline__ T of(const T *v, const double *k) { \
    const double x = v[0], y = v[1]; double r; function(1, &x, &y, &r, k); return (T)r; } \
}; }

/* In the order of dl_dtype. */
#define DL_ROWS_OF_FLOATS(op) \
  dl_map_run<op##_float32, float>, dl_map_run<op##_float64, double>, \
  dl_map_run<op##_float32, dl_half>, dl_map_run<op##_float32, dl_bfloat16>
#define DL_ROWS_OF_INTEGERS(op) \
  dl_map_run<op##_int64, int64_t>, dl_map_run<op##_int32, int32_t>, dl_map_run<op##_uint8, uint8_t>
#define DL_ROWS_DL_FLOAT(op) DL_ROWS_OF_FLOATS(op), NULL, NULL, NULL, NULL
#define DL_ROWS_DL_INTEGRAL(op) NULL, NULL, NULL, NULL, DL_ROWS_OF_INTEGERS(op), NULL
#define DL_ROWS_DL_REAL(op) DL_ROWS_OF_FLOATS(op), DL_ROWS_OF_INTEGERS(op), NULL
#define DL_ROWS_DL_ALL_TYPES(op) DL_ROWS_OF_FLOATS(op), DL_ROWS_OF_INTEGERS(op), dl_map_run<op##_bool, uint8_t>
#define DL_ROWS_DL_BITS(op) NULL, NULL, NULL, NULL, DL_ROWS_OF_INTEGERS(op), dl_map_run<op##_bool, uint8_t>

/* ---- kernels ---- */

/* A result of the type of its operands is stored as they are (a dl_half, say), any other as itself. */
template <class F, class S> struct dl_result_of {
  typedef typename std::conditional<std::is_same<typename F::result, typename F::operand>::value, S,
                                    typename F::result>::type type;
};

template <class S, int n> struct alignas(sizeof(S) * n) dl_pack { S v[n]; };

/* Operands of stride 0 are one number for all. n is a multiple of nothing: the last elements go one by one. */
template <class F, class S, class R> __global__ void dl_map_dense(int64_t n, dl_loop loop, dl_constants k) {
  const int width = 16 / sizeof(S);
  const int64_t first = blockIdx.x * (int64_t)blockDim.x + threadIdx.x, stride = gridDim.x * (int64_t)blockDim.x;
  dl_pack<S, width> in[F::operands];
  typename F::operand v[F::operands];
  for (int o = 0; o < F::operands; o++)
    if (loop.step[0][o + 1] == 0)
      for (int j = 0; j < width; j++) in[o].v[j] = *(const S *)loop.data[o + 1];
  for (int64_t i = first; i < n / width; i += stride) {
    dl_pack<R, width> out;
    for (int o = 0; o < F::operands; o++)
      if (loop.step[0][o + 1]) in[o] = ((const dl_pack<S, width> *)loop.data[o + 1])[i];
    for (int j = 0; j < width; j++) {
      for (int o = 0; o < F::operands; o++) v[o] = dl_wide(in[o].v[j]);
      out.v[j] = dl_narrow<R>::of(F::of(v, k.k));
    }
    ((dl_pack<R, width> *)loop.data[0])[i] = out;
  }
  for (int64_t i = n / width * width + first; i < n; i += stride) {
    for (int o = 0; o < F::operands; o++)
      v[o] = dl_wide(((const S *)loop.data[o + 1])[loop.step[0][o + 1] ? i : 0]);
    ((R *)loop.data[0])[i] = dl_narrow<R>::of(F::of(v, k.k));
  }
}

/* Where element i of a loop lies for each operand. */
template <int operands> __device__ inline void dl_places(const dl_loop &loop, int64_t i, char **place) {
  for (int o = 0; o < operands; o++) place[o] = loop.data[o];
  for (int d = loop.ndim - 1; d >= 0; d--) {
    int64_t at = i;
    if (d > 0) {
      int64_t rest = i <= UINT32_MAX && loop.shape[d] <= UINT32_MAX ? (uint32_t)i / (uint32_t)loop.shape[d]
                                                                    : i / loop.shape[d];
      at = i - rest * loop.shape[d];
      i = rest;
    }
    for (int o = 0; o < operands; o++) place[o] += at * loop.step[d][o];
  }
}

template <class F, class S, class R> __global__ void dl_map_strided(int64_t n, dl_loop loop, dl_constants k) {
  const int64_t stride = gridDim.x * (int64_t)blockDim.x;
  for (int64_t i = blockIdx.x * (int64_t)blockDim.x + threadIdx.x; i < n; i += stride) {
    char *place[F::operands + 1];
    typename F::operand v[F::operands];
    dl_places<F::operands + 1>(loop, i, place);
    for (int o = 0; o < F::operands; o++) v[o] = dl_wide(*(const S *)place[o + 1]);
    *(R *)place[0] = dl_narrow<R>::of(F::of(v, k.k));
  }
}

/* May the dense kernel take it? Steps of one element, or 0 for an operand, and whole packs at every address. */
template <class S, class R> bool dl_is_dense(const dl_loop &loop) {
  const int width = 16 / sizeof(S);
  if (loop.ndim != 1 || loop.step[0][0] != (int64_t)sizeof(R) || (uintptr_t)loop.data[0] % (width * sizeof(R))) return false;
  for (int o = 1; o < loop.operands; o++) {
    int64_t step = loop.step[0][o];
    if (step && (step != (int64_t)sizeof(S) || (uintptr_t)loop.data[o] % 16)) return false;
  }
  return true;
}

template <class F, class S> dl_status dl_map_run(const dl_map_call *call) {
  typedef typename dl_result_of<F, S>::type R;
  const dl_args *a = call->a;
  if (call->total == 0) return DL_OK;
  if (dl_is_dense<S, R>(call->loop))
    DL_LAUNCH((dl_map_dense<F, S, R>), dl_blocks(a, call->total, DL_THREADS * 16 / (int64_t)sizeof(S)), DL_THREADS, 0,
              dl_stream(a), call->total, call->loop, call->k);
  else
    DL_LAUNCH((dl_map_strided<F, S, R>), dl_blocks(a, call->total), DL_THREADS, 0, dl_stream(a), call->total,
              call->loop, call->k);
  return dl_launched(a);
}

#endif
