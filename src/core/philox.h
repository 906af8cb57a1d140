/* philox.h -- Philox 4x32-10, a counter-based generator: block c of seed s is a pure function.
** Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3" (SC 2011). */
#ifndef DL_PHILOX_H
#define DL_PHILOX_H

#include <stdint.h>
#include "core/inline.h"

DL_INLINE void dl_philox(uint64_t seed, uint64_t counter, uint32_t out[4]) {
  uint32_t c0 = (uint32_t)counter, c1 = (uint32_t)(counter >> 32), c2 = 0, c3 = 0;
  uint32_t key0 = (uint32_t)seed, key1 = (uint32_t)(seed >> 32);
  for (int round = 0; round < 10; round++) {
    uint64_t p0 = (uint64_t)0xD2511F53u * c0, p1 = (uint64_t)0xCD9E8D57u * c2;
    uint32_t n0 = (uint32_t)(p1 >> 32) ^ c1 ^ key0, n2 = (uint32_t)(p0 >> 32) ^ c3 ^ key1;
    c1 = (uint32_t)p1;
    c3 = (uint32_t)p0;
    c0 = n0;
    c2 = n2;
    key0 += 0x9E3779B9u;      /* the golden ratio and sqrt(3) - 1 as 32-bit fractions */
    key1 += 0xBB67AE85u;
  }
  out[0] = c0; out[1] = c1; out[2] = c2; out[3] = c3;
}

DL_INLINE void dl_philox_blocks(uint64_t seed, uint64_t counter, int64_t count, uint32_t *out) {   /* of so many blocks on */
  for (int64_t b = 0; b < count; b++) dl_philox(seed, counter + (uint64_t)b, out + 4 * b);
}

/* Uniform in [0, 1): 24 and 53 random bits. */
DL_INLINE float dl_uniform_float(uint32_t word) { return (float)(word >> 8) * 0x1p-24f; }
DL_INLINE double dl_uniform_double(uint32_t high, uint32_t low) {
  return (double)((((uint64_t)high << 32) | low) >> 11) * 0x1p-53;
}

#endif
