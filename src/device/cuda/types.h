/* types.h -- the eight dtypes as C++ types on a CUDA device, and conversions between them (as device/cpu/level/convert.c). */
#ifndef DL_CUDA_TYPES_H
#define DL_CUDA_TYPES_H

#include <math.h>
#include <stdint.h>
#include <type_traits>
#include "core/half.h"
#include "dlua.h"
#ifdef __CUDACC__
#include <cuda_fp16.h>
#endif

struct dl_half { uint16_t bits; };
struct dl_bfloat16 { uint16_t bits; };
struct dl_truth { uint8_t bits; };       /* bool: 0 or 1 */

/* ---- as the number that kernels compute with ---- */

template <class T> __device__ inline T dl_wide(T v) { return v; }
__device__ inline float dl_wide(dl_half v) {
#ifdef __CUDA_ARCH__
  return __half2float(__ushort_as_half(v.bits));
#else
  return dl_from_float16(v.bits);
#endif
}
__device__ inline float dl_wide(dl_bfloat16 v) { return dl_from_bfloat16(v.bits); }
__device__ inline uint8_t dl_wide(dl_truth v) { return v.bits; }

template <class S> struct dl_wide_of { typedef S type; };
template <> struct dl_wide_of<dl_half> { typedef float type; };
template <> struct dl_wide_of<dl_bfloat16> { typedef float type; };
template <> struct dl_wide_of<dl_truth> { typedef uint8_t type; };

/* ---- and back: floats saturate in integers, NaN becomes 0, what is not 0 is true ---- */

__device__ inline int64_t dl_int64_of(double v) {
  return v >= 0x1p63 ? INT64_MAX : v >= -0x1p63 ? (int64_t)v : v < 0 ? INT64_MIN : 0;
}
__device__ inline int32_t dl_int32_of(double v) {
  return v >= 0x1p31 ? INT32_MAX : v > -0x1p31 - 1 ? (int32_t)v : v < 0 ? INT32_MIN : 0;
}

template <class S> struct dl_narrow {
  template <class T> static __device__ inline S of(T v) { return (S)v; }
};
template <> struct dl_narrow<dl_half> {
  template <class T> static __device__ inline dl_half of(T v) {
#ifdef __CUDA_ARCH__
    return dl_half{ __half_as_ushort(__float2half_rn((float)v)) };
#else
    return dl_half{ dl_to_float16((float)v) };
#endif
  }
};
template <> struct dl_narrow<dl_bfloat16> {
  template <class T> static __device__ inline dl_bfloat16 of(T v) { return dl_bfloat16{ dl_to_bfloat16((float)v) }; }
};
template <> struct dl_narrow<dl_truth> {
  template <class T> static __device__ inline dl_truth of(T v) { return dl_truth{ (uint8_t)(v != 0) }; }
};
#define DL_NARROW_INTEGER(S, of_double) \
template <> struct dl_narrow<S> { \
  template <class T> static __device__ inline S of(T v) { \
    return std::is_floating_point<T>::value ? (S)of_double((double)v) : (S)v; } \
};
DL_NARROW_INTEGER(int64_t, dl_int64_of)
DL_NARROW_INTEGER(int32_t, dl_int32_of)
DL_NARROW_INTEGER(uint8_t, dl_int64_of)        /* wraps */
#undef DL_NARROW_INTEGER

/* Element i of memory whose dtype is known at run time only, to and from a number. */
template <class T> __device__ inline void dl_store(dl_dtype dtype, void *to, int64_t i, T v) {
  switch (dtype) {
    case DL_FLOAT32: ((float *)to)[i] = (float)v; break;
    case DL_FLOAT64: ((double *)to)[i] = (double)v; break;
    case DL_FLOAT16: ((dl_half *)to)[i] = dl_narrow<dl_half>::of(v); break;
    case DL_BFLOAT16: ((dl_bfloat16 *)to)[i] = dl_narrow<dl_bfloat16>::of(v); break;
    case DL_INT64: ((int64_t *)to)[i] = dl_narrow<int64_t>::of(v); break;
    case DL_INT32: ((int32_t *)to)[i] = dl_narrow<int32_t>::of(v); break;
    case DL_UINT8: ((uint8_t *)to)[i] = dl_narrow<uint8_t>::of(v); break;
    default: ((dl_truth *)to)[i] = dl_narrow<dl_truth>::of(v);
  }
}

/* Call BODY(S) with the C++ type of a dtype; BODY is a statement macro. */
#define DL_BY_DTYPE(dtype, BODY) \
  switch (dtype) { \
    case DL_FLOAT32: BODY(float); break; \
    case DL_FLOAT64: BODY(double); break; \
    case DL_FLOAT16: BODY(dl_half); break; \
    case DL_BFLOAT16: BODY(dl_bfloat16); break; \
    case DL_INT64: BODY(int64_t); break; \
    case DL_INT32: BODY(int32_t); break; \
    case DL_UINT8: BODY(uint8_t); break; \
    default: BODY(dl_truth); \
  }
#define DL_BY_FLOAT(dtype, BODY) \
  switch (dtype) { \
    case DL_FLOAT64: BODY(double); break; \
    case DL_FLOAT16: BODY(dl_half); break; \
    case DL_BFLOAT16: BODY(dl_bfloat16); break; \
    default: BODY(float); \
  }
/* The same for kernels that move elements without looking at them. */
#define DL_BY_WIDTH(dtype, BODY) \
  switch (dl_dtype_size(dtype)) { \
    case 8: BODY(uint64_t); break; \
    case 4: BODY(uint32_t); break; \
    case 2: BODY(uint16_t); break; \
    default: BODY(uint8_t); \
  }

#endif
