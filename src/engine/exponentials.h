/* exponentials.h -- exp and expm1 of floats and doubles, as arithmetic that compilers vectorise.
**
** Vector forms of libraries leave what overflows, underflows or is not finite to scalar code, 20 times slower; such numbers
** are usual: a masked score is -infinity. Here all numbers take one way. e^x = 2^n e^r with n the integer next to x / log 2,
** so |r| < 0.35, and e^r = 1 + r + r^2 q(r), where q is the polynomial of least relative error (Remez's exchange; 3e-9 for
** floats, 4e-17 for doubles). 2^n is multiplied in two halves, since it may be smaller or larger than a normal number.
** exp is within 1.1 units in the last place, expm1 within 2 (tests/ops/exponential_spec.lua).
*/
#ifndef DL_EXPONENTIALS_H
#define DL_EXPONENTIALS_H

#include <stdint.h>

/* Where exp becomes 0, where expm1 becomes -1, and where both become infinite. Defined elsewhere (exponentials.c): of limits
** that it sees, the compiler makes branches around all of the arithmetic, and not a minimum and a maximum. */
extern const struct dl_exp_limits_float { float zero, minus_one, infinity; } dl_exp_limits_float;
extern const struct dl_exp_limits_double { double zero, minus_one, infinity; } dl_exp_limits_double;

typedef union { float value; uint32_t bits; } dl_bits_float;
typedef union { double value; uint64_t bits; } dl_bits_double;

/* a b + c, rounded once where processors do so. */
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
#define DL_FUSED(a, b, c) _Generic((a), float: __builtin_fmaf, double: __builtin_fma)(a, b, c)
#else
#define DL_FUSED(a, b, c) ((a) * (b) + (c))
#endif

static inline float dl_exp_terms_float(float r) {
  float q = 0.00138140412446f;
  q = DL_FUSED(q, r, 0.00836898594877f);
  q = DL_FUSED(q, r, 0.0416684142359f);
  q = DL_FUSED(q, r, 0.166665184065f);
  return DL_FUSED(q, r, 0.499999932974f);
}

static inline double dl_exp_terms_double(double r) {
  double q = 2.4681985328416813649e-8;
  q = DL_FUSED(q, r, 2.7620039140922620283e-7);
  q = DL_FUSED(q, r, 2.7558414192942414031e-6);
  q = DL_FUSED(q, r, 0.000024801520237068023103);
  q = DL_FUSED(q, r, 0.00019841268791746372583);
  q = DL_FUSED(q, r, 0.0013888888919300604709);
  q = DL_FUSED(q, r, 0.0083333333337203446177);
  q = DL_FUSED(q, r, 0.041666666666613248674);
  q = DL_FUSED(q, r, 0.16666666666666231171);
  return DL_FUSED(q, r, 0.50000000000000023386);
}

/* A number added to ROUND has its integer part in its last bits; above those that are moved to the exponent, ROUND has zeros
** there. log 2 is subtracted in two parts, the first of which has so few bits that n times it is exact. */
#define DL_EXPONENTIALS(T, WORD, DIGITS, ONE, ROUND, LOG2_HIGH, LOG2_LOW) \
typedef struct { T more; dl_bits_##T half1, half2; } dl_exp_parts_##T;      /* e^x = (1 + more) half1 half2 */ \
static inline dl_exp_parts_##T dl_exp_of_##T(T x) { \
  const T limited = dl_exp_limits_##T.infinity < x ? dl_exp_limits_##T.infinity : x; \
  const dl_bits_##T rounded = { .value = DL_FUSED(limited, (T)1.44269504088896340736, ROUND) }; \
  const T n = rounded.value - ROUND, r = DL_FUSED(n, -LOG2_LOW, DL_FUSED(n, -LOG2_HIGH, limited)); \
  dl_exp_parts_##T to = { .more = DL_FUSED(r * r, dl_exp_terms_##T(r), r) }; \
  to.half1.bits = (rounded.bits >> 1 << DIGITS) + ONE; \
  to.half2.bits = (rounded.bits << DIGITS) - to.half1.bits + 2 * ONE; \
  return to; \
} \
/* Where e^x is 0, that of 0 is computed and masked: processors are slow where a product is too small. */ \
static inline T dl_exp_##T(T x) { \
  const WORD mask = -(WORD)!(x < dl_exp_limits_##T.zero); \
  dl_bits_##T to = { .value = x }; \
  to.bits &= mask; \
  const dl_exp_parts_##T e = dl_exp_of_##T(to.value); \
  to.value = (1 + e.more) * e.half1.value * e.half2.value; \
  to.bits &= mask; \
  return to.value; \
} \
/* (e^r - 1) 2^n + (2^n - 1), half of it first: so no part overflows before all does. The sign is that of x, also of -0. */ \
static inline T dl_expm1_##T(T x) { \
  const dl_bits_##T given = { .value = x }; \
  const dl_exp_parts_##T e = dl_exp_of_##T(dl_exp_limits_##T.minus_one > x ? dl_exp_limits_##T.minus_one : x); \
  const T scale = e.half1.value * ((T)0.5 * e.half2.value); \
  dl_bits_##T to = { .value = 2 * DL_FUSED(e.more, scale, scale - (T)0.5) }; \
  to.bits |= given.bits & (WORD)1 << (8 * sizeof(T) - 1); \
  return to.value; \
}
DL_EXPONENTIALS(float, uint32_t, 23, UINT32_C(0x3f800000), 0x1.8p23f, 0x1.62e4p-1f, 0x1.7f7d1cp-20f)
DL_EXPONENTIALS(double, uint64_t, 52, UINT64_C(0x3ff0000000000000), 0x1.8p52, 0x1.62e42fefap-1, 0x1.cf79abc9e3b3ap-40)

#endif
