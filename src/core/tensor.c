/* tensor.c -- headers: made, aliased, counted. Geometry only; no mathematics. */
#include <stdio.h>
#include <string.h>
#include "core/core.h"

void (*dl_tensor_forget_node)(dl_tensor *t);

void dl_tensor_set_shape(dl_tensor *t, int ndim, const int64_t *shape) {
  uint64_t step = 1;               /* may wrap for a shape too large to be had: its allocation will say so */
  t->ndim = (uint8_t)ndim;
  for (int d = ndim - 1; d >= 0; d--) {
    t->shape[d] = shape[d];
    t->stride[d] = (int64_t)step;
    step *= shape[d] > 1 ? (uint64_t)shape[d] : 1;
  }
}

dl_tensor *dl_tensor_header(dl_dtype dtype, int ndim, const int64_t *shape) {
  dl_tensor *t = dl_allocate(sizeof *t);
  if (!t) return NULL;
  memset(t, 0, offsetof(dl_tensor, shape));
  t->references = 1;
  t->dtype = (uint8_t)dtype;
  dl_tensor_set_shape(t, ndim, shape);
  return t;
}

bool dl_shape_bytes(int ndim, const int64_t *shape, dl_dtype dtype, size_t *bytes) {
  int64_t total = (int64_t)dl_dtype_size(dtype);
  bool empty = false;
  for (int d = 0; d < ndim; d++) {
    if (shape[d] == 0) empty = true;
    else if (__builtin_mul_overflow(total, shape[d], &total)) return false;
  }
  *bytes = empty ? 0 : (size_t)total;
  return true;
}

dl_tensor *dl_tensor_new(dl_dtype dtype, int ndim, const int64_t *shape, dl_device *device) {
  size_t bytes;
  if (!dl_shape_bytes(ndim, shape, dtype, &bytes)) {
    char text[96];
    dl_shape_text(text, sizeof text, ndim, shape);
    dl_error_set("a tensor of shape %s has more bytes than can be counted", text);
    return NULL;
  }
  dl_tensor *t = dl_tensor_header(dtype, ndim, shape);
  if (!t) return NULL;
  t->storage = dl_storage_new(bytes, device ? device : dl_device_cpu());
  if (t->storage) return t;
  dl_tensor_release(t);
  return NULL;
}

dl_tensor *dl_tensor_alias(const dl_tensor *of) {
  dl_tensor *t = dl_tensor_header((dl_dtype)of->dtype, 0, NULL);
  if (!t) return NULL;
  t->ndim = of->ndim;
  memcpy(t->shape, of->shape, of->ndim * sizeof *t->shape);
  memcpy(t->stride, of->stride, of->ndim * sizeof *t->stride);
  t->offset = of->offset;
  t->storage = of->storage ? dl_storage_retain(of->storage) : NULL;
  return t;
}

dl_tensor *dl_tensor_retain(dl_tensor *t) {
  if (t) t->references++;
  return t;
}

void dl_tensor_release(dl_tensor *t) {
  if (!t || --t->references > 0) return;
  dl_tensor *base = t->base, *grad = t->grad;
  if (t->node) dl_tensor_forget_node(t);
  dl_storage_release(t->storage);
  dl_deallocate(t, sizeof *t);
  dl_tensor_release(base);        /* at most one level: a base has no base */
  dl_tensor_release(grad);
}

extern inline int64_t dl_tensor_numel(const dl_tensor *t);
extern inline bool dl_tensor_is_contiguous(const dl_tensor *t);
extern inline bool dl_tensor_same_shape(const dl_tensor *a, const dl_tensor *b);

void dl_shape_text(char *buffer, size_t size, int ndim, const int64_t *shape) {
  size_t used = 0;
  if (ndim == 0) snprintf(buffer, size, "scalar");
  for (int d = 0; d < ndim && used < size; d++) {
    int wrote = snprintf(buffer + used, size - used, d ? "x%lld" : "%lld", (long long)shape[d]);
    used += (size_t)wrote;
  }
}
