// device_math.h -- the mathematics that CUDA knows beside <math.h>: integer intrinsics, reinterpretation of
// bits, fast and rounded forms. The fast forms are exact here; a real GPU's differ in the last digits.
#pragma once

#include <limits.h>
#include <math.h>        // with the overloads for float
#include <stdlib.h>
#include <string.h>

#include <type_traits>

// ---- bits ----

inline int __popc(unsigned x) { return __builtin_popcount(x); }
inline int __popcll(unsigned long long x) { return __builtin_popcountll(x); }
inline int __clz(int x) { return x ? __builtin_clz((unsigned)x) : 32; }
inline int __clzll(long long x) { return x ? __builtin_clzll((unsigned long long)x) : 64; }
inline int __ffs(int x) { return __builtin_ffs(x); }
inline int __ffsll(long long x) { return __builtin_ffsll(x); }
inline unsigned __brev(unsigned x) {
  unsigned reversed = 0;
  for (int bit = 0; bit < 32; bit++) reversed |= (x >> bit & 1) << (31 - bit);
  return reversed;
}

inline int __mulhi(int x, int y) { return (int)((long long)x * y >> 32); }
inline unsigned __umulhi(unsigned x, unsigned y) { return (unsigned)((unsigned long long)x * y >> 32); }
inline unsigned long long __umul64hi(unsigned long long x, unsigned long long y) {
  return (unsigned long long)((unsigned __int128)x * y >> 64);
}
inline long long __mul64hi(long long x, long long y) { return (long long)((__int128)x * y >> 64); }
inline unsigned __funnelshift_l(unsigned low, unsigned high, unsigned shift) {
  return (unsigned)(((unsigned long long)high << 32 | low) << (shift & 31) >> 32);
}
inline unsigned __funnelshift_r(unsigned low, unsigned high, unsigned shift) {
  return (unsigned)(((unsigned long long)high << 32 | low) >> (shift & 31));
}

namespace emulation {
template <class To, class From> To bits_as(From value) {
  static_assert(sizeof(To) == sizeof(From), "the same bits");
  To result;
  memcpy(&result, &value, sizeof result);
  return result;
}
}

inline unsigned __float_as_uint(float x) { return emulation::bits_as<unsigned>(x); }
inline int __float_as_int(float x) { return emulation::bits_as<int>(x); }
inline float __uint_as_float(unsigned x) { return emulation::bits_as<float>(x); }
inline float __int_as_float(int x) { return emulation::bits_as<float>(x); }
inline long long __double_as_longlong(double x) { return emulation::bits_as<long long>(x); }
inline double __longlong_as_double(long long x) { return emulation::bits_as<double>(x); }
inline int __double2hiint(double x) { return (int)(emulation::bits_as<unsigned long long>(x) >> 32); }
inline int __double2loint(double x) { return (int)(unsigned)emulation::bits_as<unsigned long long>(x); }
inline double __hiloint2double(int high, int low) {
  return emulation::bits_as<double>((unsigned long long)(unsigned)high << 32 | (unsigned)low);
}

// ---- conversions: a value out of range becomes the nearest one, a NaN zero ----

namespace emulation {
template <class Integer, class Float> Integer saturated(Float x) {
  if (x != x) return 0;
  const Float low = (Float)std::is_signed_v<Integer> * -ldexp((Float)1, sizeof(Integer) * CHAR_BIT - 1);
  const Float high = ldexp((Float)1, sizeof(Integer) * CHAR_BIT - std::is_signed_v<Integer>);
  const Integer most =
      (Integer)(std::is_signed_v<Integer> ? ~(1ull << (sizeof(Integer) * CHAR_BIT - 1)) : ~0ull);
  if (x < low) return std::is_signed_v<Integer> ? (Integer)(-most - 1) : 0;
  return x >= high ? most : (Integer)x;
}
}

inline int __float2int_rn(float x) { return emulation::saturated<int>(rintf(x)); }
inline int __float2int_rz(float x) { return emulation::saturated<int>(truncf(x)); }
inline int __float2int_rd(float x) { return emulation::saturated<int>(floorf(x)); }
inline int __float2int_ru(float x) { return emulation::saturated<int>(ceilf(x)); }
inline unsigned __float2uint_rz(float x) { return emulation::saturated<unsigned>(truncf(x)); }
inline long long __float2ll_rz(float x) { return emulation::saturated<long long>(truncf(x)); }
inline long long __float2ll_rn(float x) { return emulation::saturated<long long>(rintf(x)); }
inline long long __double2ll_rz(double x) { return emulation::saturated<long long>(trunc(x)); }
inline long long __double2ll_rn(double x) { return emulation::saturated<long long>(rint(x)); }
inline int __double2int_rz(double x) { return emulation::saturated<int>(trunc(x)); }
inline float __int2float_rn(int x) { return (float)x; }
inline float __uint2float_rn(unsigned x) { return (float)x; }
inline float __double2float_rn(double x) { return (float)x; }

// ---- single precision with a stated rounding, and the fast forms ----

inline float __fadd_rn(float x, float y) { return x + y; }
inline float __fsub_rn(float x, float y) { return x - y; }
inline float __fmul_rn(float x, float y) { return x * y; }
inline float __fdiv_rn(float x, float y) { return x / y; }
inline float __fmaf_rn(float x, float y, float z) { return fmaf(x, y, z); }
inline float __fsqrt_rn(float x) { return sqrtf(x); }
inline float __frcp_rn(float x) { return 1.0f / x; }
inline float __frsqrt_rn(float x) { return (float)(1.0 / sqrt((double)x)); }
inline double __dadd_rn(double x, double y) { return x + y; }
inline double __dmul_rn(double x, double y) { return x * y; }
inline double __fma_rn(double x, double y, double z) { return fma(x, y, z); }
inline float __fdividef(float x, float y) { return x / y; }
inline float __saturatef(float x) { return x > 0 ? (x < 1 ? x : 1.0f) : 0.0f; }

inline float __expf(float x) { return expf(x); }
inline float __exp10f(float x) { return (float)pow(10.0, (double)x); }
inline float __logf(float x) { return logf(x); }
inline float __log2f(float x) { return log2f(x); }
inline float __log10f(float x) { return log10f(x); }
inline float __powf(float x, float y) { return powf(x, y); }
inline float __sinf(float x) { return sinf(x); }
inline float __cosf(float x) { return cosf(x); }
inline float __tanf(float x) { return tanf(x); }
inline void __sincosf(float x, float *sine, float *cosine) { *sine = sinf(x), *cosine = cosf(x); }

// ---- what CUDA adds to <math.h> ----

inline float rsqrtf(float x) { return (float)(1.0 / sqrt((double)x)); }
inline float rsqrt(float x) { return rsqrtf(x); }
inline double rsqrt(double x) { return 1.0 / sqrt(x); }
inline float rcbrtf(float x) { return 1.0f / cbrtf(x); }
inline double rcbrt(double x) { return 1.0 / cbrt(x); }
inline float fdividef(float x, float y) { return x / y; }
inline float sinpif(float x) { return (float)sin(M_PI * fmod((double)x, 2.0)); }
inline double sinpi(double x) { return sin(M_PI * fmod(x, 2.0)); }
inline float cospif(float x) { return (float)cos(M_PI * fmod((double)x, 2.0)); }
inline double cospi(double x) { return cos(M_PI * fmod(x, 2.0)); }
inline float normcdff(float x) { return 0.5f * erfcf(-x * (float)M_SQRT1_2); }
inline double normcdf(double x) { return 0.5 * erfc(-x * M_SQRT1_2); }

// CUDA has min and max for each pair of arithmetic types; a NaN loses against a number.
namespace emulation {
template <class A, class B> using Common = decltype(true ? A() : B());
template <class A, class B> using Arithmetic =
    std::enable_if_t<std::is_arithmetic_v<A> && std::is_arithmetic_v<B>, Common<A, B>>;
}
template <class A, class B> constexpr emulation::Arithmetic<A, B> max(A a, B b) {
  using T = emulation::Common<A, B>;
  if constexpr (std::is_floating_point_v<T>) return (T)fmax((T)a, (T)b);
  else return (T)a > (T)b ? (T)a : (T)b;
}
template <class A, class B> constexpr emulation::Arithmetic<A, B> min(A a, B b) {
  using T = emulation::Common<A, B>;
  if constexpr (std::is_floating_point_v<T>) return (T)fmin((T)a, (T)b);
  else return (T)a < (T)b ? (T)a : (T)b;
}
