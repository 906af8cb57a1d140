/* debug.c -- DLUA_DEBUG=1 (and every test build): each tensor of each call is looked at before and after. */
#include <stdlib.h>
#include "engine/engine.h"

unsigned dl_watch;

void dl_debug_start(void) {
  const char *wish = getenv("DLUA_DEBUG");
  bool debug = false;
#ifdef DL_TEST
  debug = true;
#endif
  if (wish) debug = atoi(wish) > 0;
  if (debug) __atomic_fetch_or(&dl_watch, DL_WATCH_TENSORS, __ATOMIC_RELAXED);
}

static dl_status bad(const dl_args *a, const char *what) {
  return dl_fail(a, "DLUA_DEBUG: a tensor of this call %s (this is a bug in dlua)", what);
}

/* References are there, and no element lies outside of the storage. */
static dl_status check_tensor(const dl_args *a, const dl_tensor *t) {
  int64_t first = t->offset, last = t->offset, size = (int64_t)dl_dtype_size((dl_dtype)t->dtype);
  if (t->references < 1 || t->ndim > DL_MAX_DIMS || t->dtype >= DL_DTYPE_COUNT) return bad(a, "was released");
  if (!t->storage) return bad(a, "has no storage");
  if (t->storage->references < 1) return bad(a, "has a storage that was released");
  for (int d = 0; d < t->ndim; d++) {
    if (t->shape[d] < 0) return bad(a, "has a negative size");
    if (t->shape[d] == 0) return DL_OK;
    int64_t reach = (t->shape[d] - 1) * t->stride[d];
    if (reach < 0) first += reach;
    else last += reach;
  }
  if (first < 0 || (last + 1) * size > (int64_t)t->storage->bytes) return bad(a, "reaches past its storage");
  return DL_OK;
}

dl_status dl_debug_arguments(const dl_args *a, int nargs, const dl_value *args) {
  dl_status status = DL_OK;
  DL_EACH_TENSOR(t, nargs, args) if (status == DL_OK) status = check_tensor(a, t);
  return status;
}

dl_status dl_debug_results(const dl_args *a) {
  dl_status status = dl_debug_arguments(a, a->nargs, a->arg);
  for (int i = 0; i < a->nresults && status == DL_OK; i++) status = check_tensor(a, a->result[i]);
  return status;
}
