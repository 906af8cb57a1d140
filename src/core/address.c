/* address.c -- where a tensor's first element is. By itself, because a device plug-in may have a rule of its own. */
#include "core/core.h"

char *dl_tensor_data(const dl_tensor *t) {
  return t->storage->data + t->offset * (int64_t)dl_dtype_size((dl_dtype)t->dtype);
}
