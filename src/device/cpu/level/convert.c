/* convert.c -- contiguous runs of numbers from one dtype to another.
**
** A float becomes an integer by truncation; anything becomes bool by "is it not zero".
** Conversions of what an integer cannot hold are defined here (they saturate, NaN gives 0),
** so that bad data gives bad numbers and never undefined behaviour.
*/
#ifdef __F16C__
#include <immintrin.h>
#endif
#include "core/half.h"
#include "engine/engine.h"

typedef struct { uint16_t bits; } half16;
typedef struct { uint16_t bits; } brain16;
typedef struct { uint8_t truth; } truth8;

/* Saturating: the bounds are exact in double, and 2^63 itself is out of range. */
static inline int64_t to_int64(double v) {
  return v >= 0x1p63 ? INT64_MAX : v >= -0x1p63 ? (int64_t)v : v < 0 ? INT64_MIN : 0;
}
static inline int32_t to_int32(double v) {
  return v >= 0x1p31 ? INT32_MAX : v > -0x1p31 - 1 ? (int32_t)v : v < 0 ? INT32_MIN : 0;
}
static inline uint8_t to_uint8(double v) { return (uint8_t)to_int64(v); }   /* wraps, as PyTorch's does */

#define LOAD_float(v) (v)
#define LOAD_double(v) (v)
#define LOAD_half16(v) dl_from_float16((v).bits)
#define LOAD_brain16(v) dl_from_bfloat16((v).bits)
#define LOAD_int64_t(v) (v)
#define LOAD_int32_t(v) (v)
#define LOAD_uint8_t(v) (v)
#define LOAD_truth8(v) ((v).truth)

#define FROM_FLOAT(v) _Generic((v), float: true, double: true, default: false)
#define STORE_float(v) ((float)(v))
#define STORE_double(v) ((double)(v))
#define STORE_half16(v) ((half16){ dl_to_float16((float)(v)) })
#define STORE_brain16(v) ((brain16){ dl_to_bfloat16((float)(v)) })
#define STORE_int64_t(v) (FROM_FLOAT(v) ? to_int64((double)(v)) : (int64_t)(v))
#define STORE_int32_t(v) (FROM_FLOAT(v) ? to_int32((double)(v)) : (int32_t)(v))
#define STORE_uint8_t(v) (FROM_FLOAT(v) ? to_uint8((double)(v)) : (uint8_t)(v))
#define STORE_truth8(v) ((truth8){ (v) != 0 })

typedef void (*run)(void *destination, const void *source, int64_t n);

#define CONVERT(TO, FROM) \
static void TO##_from_##FROM(void *destination, const void *source, int64_t n) { \
  TO *to = destination; \
  const FROM *from = source; \
  for (int64_t i = 0; i < n; i++) to[i] = STORE_##TO(LOAD_##FROM(from[i])); \
}
#define CONVERT_TO(TO) \
  CONVERT(TO, float) CONVERT(TO, double) CONVERT(TO, half16) CONVERT(TO, brain16) \
  CONVERT(TO, int64_t) CONVERT(TO, int32_t) CONVERT(TO, uint8_t) CONVERT(TO, truth8)

CONVERT_TO(float) CONVERT_TO(double) CONVERT_TO(half16) CONVERT_TO(brain16)
CONVERT_TO(int64_t) CONVERT_TO(int32_t) CONVERT_TO(uint8_t) CONVERT_TO(truth8)

#define ROW(TO) { \
  TO##_from_float, TO##_from_double, TO##_from_half16, TO##_from_brain16, \
  TO##_from_int64_t, TO##_from_int32_t, TO##_from_uint8_t, TO##_from_truth8 }
static const run runs[DL_DTYPE_COUNT][DL_DTYPE_COUNT] = {      /* in the order of dl_dtype */
  ROW(float), ROW(double), ROW(half16), ROW(brain16), ROW(int64_t), ROW(int32_t), ROW(uint8_t), ROW(truth8)
};

/* The compiler finds the processor's conversion of one float16, and not that of eight. Both return how many they did. */
#ifdef __F16C__
static int64_t narrow_eights(uint16_t *to, const float *from, int64_t n) {
  int64_t i = 0;
  for (; i + 8 <= n; i += 8)
    _mm_storeu_si128((__m128i *)(to + i), _mm256_cvtps_ph(_mm256_loadu_ps(from + i), _MM_FROUND_TO_NEAREST_INT));
  return i;
}
static int64_t widen_eights(float *to, const uint16_t *from, int64_t n) {
  int64_t i = 0;
  for (; i + 8 <= n; i += 8) _mm256_storeu_ps(to + i, _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(from + i))));
  return i;
}
#endif

#define CONVERT_LEVEL DL_PASTE(dl_convert_level_, DL_LEVEL)
void CONVERT_LEVEL(dl_dtype to, void *destination, dl_dtype from, const void *source, int64_t n);
void CONVERT_LEVEL(dl_dtype to, void *destination, dl_dtype from, const void *source, int64_t n) {
  int64_t done = 0;
#ifdef __F16C__
  if (to == DL_FLOAT16 && from == DL_FLOAT32) done = narrow_eights(destination, source, n);
  if (to == DL_FLOAT32 && from == DL_FLOAT16) done = widen_eights(destination, source, n);
#endif
  runs[to][from]((char *)destination + (size_t)done * dl_dtype_size(to), (const char *)source + (size_t)done * dl_dtype_size(from), n - done);
}
