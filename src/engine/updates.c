/* updates.c -- what kernels that change parts of a tensor have in common. */
#include "engine/engine.h"

dl_status dl_start_update(dl_args *a) {
  dl_tensor *r = a->result[0];
  const dl_tensor *x = dl_in(a, 0);
  if (r->storage == x->storage && r->offset == x->offset) return DL_OK;
  return dl_copy_strided(r, x);
}

/* Sorted by stride, each dimension must step over all that the smaller ones reach. */
bool dl_may_overlap(const dl_tensor *t) {
  int64_t stride[DL_MAX_DIMS], shape[DL_MAX_DIMS], reach = 0;
  int n = 0;
  for (int d = 0; d < t->ndim; d++) {
    if (t->shape[d] < 2) continue;
    int64_t s = t->stride[d] < 0 ? -t->stride[d] : t->stride[d];
    int at = n++;
    for (; at > 0 && stride[at - 1] > s; at--) {
      stride[at] = stride[at - 1];
      shape[at] = shape[at - 1];
    }
    stride[at] = s;
    shape[at] = t->shape[d];
  }
  for (int k = 0; k < n; k++) {
    if (stride[k] <= reach) return true;
    reach += (shape[k] - 1) * stride[k];
  }
  return false;
}
