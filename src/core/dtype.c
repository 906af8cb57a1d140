/* dtype.c -- names, sizes and the promotion table of element types. */
#include <string.h>
#include "core/core.h"

static const char *const names[DL_DTYPE_COUNT] = {
  [DL_FLOAT32] = "float32", [DL_FLOAT64] = "float64", [DL_FLOAT16] = "float16", [DL_BFLOAT16] = "bfloat16",
  [DL_INT64] = "int64", [DL_INT32] = "int32", [DL_UINT8] = "uint8", [DL_BOOL] = "bool",
};

const char *dl_dtype_name(dl_dtype dtype) { return names[dtype]; }
extern inline size_t dl_dtype_size(dl_dtype dtype);

int dl_dtype_from_name(const char *name) {
  for (int i = 0; i < DL_DTYPE_COUNT; i++)
    if (strcmp(names[i], name) == 0) return i;
  return -1;
}

/* Floats beat integers, wider beats narrower, and the two 16-bit floats, neither
** of which holds the other, meet in float32. (torch.promote_types) */
dl_dtype dl_dtype_promote(dl_dtype a, dl_dtype b) {
  if (a == b) return a;
  bool float_a = dl_dtype_is_float(a), float_b = dl_dtype_is_float(b);
  if (float_a != float_b) return float_a ? a : b;
  if (float_a) {
    if (a == DL_FLOAT64 || b == DL_FLOAT64) return DL_FLOAT64;
    return DL_FLOAT32;
  }
  if (a == DL_BOOL) return b;
  if (b == DL_BOOL) return a;
  if (a == DL_INT64 || b == DL_INT64) return DL_INT64;
  return DL_INT32;
}
