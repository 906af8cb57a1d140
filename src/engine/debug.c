/* debug.c -- DLUA_DEBUG=1 (and every test build): each tensor of each call is looked at before and after. */
#include <stdlib.h>
#include "engine/engine.h"

bool dl_debug;

void dl_debug_start(void) {
  const char *wish = getenv("DLUA_DEBUG");
#ifdef DL_TEST
  dl_debug = true;
#endif
  if (wish) dl_debug = atoi(wish) > 0;
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

dl_status dl_debug_look(const dl_args *a, bool results) {
  dl_status status = DL_OK;
  DL_EACH_TENSOR(t, a->nargs, a->arg) if (status == DL_OK) status = check_tensor(a, t);
  for (int i = 0; i < a->nresults && results && status == DL_OK; i++) status = check_tensor(a, a->result[i]);
  return status;
}
