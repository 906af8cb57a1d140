/* positions.c -- the values of index tensors, checked. */
#include "engine/engine.h"

dl_status dl_check_positions(const dl_args *a, int i, const int64_t *values, int64_t n, int64_t size) {
  uint64_t signs = 0;
  for (int64_t k = 0; k < n; k++) {            /* |v| - 1 and size - |v| are not negative: signs are vectors where conditions are not */
    const uint64_t sign = (uint64_t)(values[k] >> 63), magnitude = ((uint64_t)values[k] ^ sign) - sign;
    signs |= (magnitude - 1) | ((uint64_t)size - magnitude);
  }
  if (!(signs >> 63)) return DL_OK;
  for (int64_t k = 0; k < n; k++) {
    int64_t v = values[k];
    if (v != 0 && v <= size && v >= -size) continue;
    return dl_fail_argument(a, i, "index %lld is out of range for %lld element%s (1 to %lld, or -%lld to -1 "
      "from the end)", (long long)v, (long long)size, size == 1 ? "" : "s", (long long)size, (long long)size);
  }
  return DL_OK;
}
