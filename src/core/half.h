/* half.h -- float16 and bfloat16 to and from float32, rounding to nearest even. */
#ifndef DL_HALF_H
#define DL_HALF_H

#include <stdint.h>
#include <string.h>
#include "core/inline.h"

DL_INLINE float dl_from_bfloat16(uint16_t h) {
  uint32_t bits = (uint32_t)h << 16;
  float f;
  memcpy(&f, &bits, 4);
  return f;
}

DL_INLINE uint16_t dl_to_bfloat16(float f) {
  uint32_t bits;
  memcpy(&bits, &f, 4);
  uint32_t rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
  return (bits & 0x7FFFFFFF) > 0x7F800000 ? (uint16_t)((bits >> 16) | 0x40) : (uint16_t)rounded;
}

#if defined(__FLT16_MANT_DIG__) && !defined(__cplusplus)      /* g++ 12 on ARM has the limit, but not the type */
DL_INLINE float dl_from_float16(uint16_t h) {
  _Float16 x;
  memcpy(&x, &h, 2);
  return (float)x;
}
DL_INLINE uint16_t dl_to_float16(float f) {
  _Float16 x = (_Float16)f;
  uint16_t h;
  memcpy(&h, &x, 2);
  return h;
}
#else
DL_INLINE float dl_from_float16(uint16_t h) {
  uint32_t sign = (uint32_t)(h & 0x8000) << 16, rest = h & 0x7FFF, bits;
  float f;
  if (rest >= 0x7C00) bits = 0x7F800000 | (rest & 0x3FF) << 13;          /* inf, nan */
  else if (rest >= 0x400) bits = (rest << 13) + 0x38000000;             /* normal */
  else {                                                                /* subnormal: rest * 2^-24 */
    f = (float)rest * 0x1p-24f;
    memcpy(&bits, &f, 4);
  }
  bits |= sign;
  memcpy(&f, &bits, 4);
  return f;
}
DL_INLINE uint16_t dl_to_float16(float f) {
  uint32_t bits;
  memcpy(&bits, &f, 4);
  uint16_t sign = (uint16_t)(bits >> 16 & 0x8000);
  bits &= 0x7FFFFFFF;
  if (bits > 0x7F800000) return sign | 0x7E00;
  if (bits >= 0x477FF000) return sign | 0x7C00;                         /* rounds to infinity */
  if (bits < 0x38800000) {                                              /* subnormal or zero */
    float magnitude, shifted;
    memcpy(&magnitude, &bits, 4);
    shifted = magnitude + 0.5f;               /* the adder rounds at 2^-24 */
    memcpy(&bits, &shifted, 4);
    return sign | (uint16_t)(bits - 0x3F000000);
  }
  uint32_t odd = bits >> 13 & 1;
  return sign | (uint16_t)((bits - 0x38000000 + 0xFFF + odd) >> 13);
}
#endif

#endif
