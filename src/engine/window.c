/* window.c -- the arguments of pooling operators, their output sizes, and windows in smaller operators. */
#include <string.h>
#include "engine/engine.h"

/* One number for all dimensions, or one for each. */
static dl_status fill(const dl_args *a, int i, int n, int64_t least, int64_t *to) {
  dl_ints list = dl_intlist(a, i);
  if (list.count != 1 && list.count != n) return dl_fail_argument(a, i, "expected 1 number or %d, got %d", n, list.count);
  for (int d = 0; d < n; d++) {
    int64_t v = list.data[list.count == 1 ? 0 : d];
    if (v < least || v > INT32_MAX)
      return dl_fail_argument(a, i, "must be %lld or more, got %lld", (long long)least, (long long)v);
    to[DL_SPACE - n + d] = v;
  }
  return DL_OK;
}

/* Windows start inside of the image or in its border in front. */
static int64_t output_size(const dl_windows *w, int d, bool ceil) {
  int64_t room = w->in[d] + 2 * w->before[d] - w->dilation[d] * (w->kernel[d] - 1) - 1, step = w->stride[d];
  if (room < 0 && !(ceil && room + step > 0)) return 0;
  int64_t size = (ceil ? room + step - 1 : room) / step + 1;
  if (ceil && (size - 1) * step >= w->in[d] + w->before[d]) size--;
  return size;
}

dl_status dl_windows_read(const dl_args *a, const dl_tensor *x, const int at[4], bool ceil, dl_windows *w) {
  int n = w->n, first = DL_SPACE - n;
  for (int d = 0; d < DL_SPACE; d++) {
    w->in[d] = w->out[d] = w->kernel[d] = w->stride[d] = w->dilation[d] = 1;
    w->before[d] = 0;
  }
  if (x->ndim < n) return dl_fail(a, "needs %d dimensions or more, got shape %s", n, DL_SHAPE_TEXT(x));
  w->planes = dl_numel_of(x->shape, x->ndim - n);
  for (int d = 0; d < n; d++) w->in[first + d] = x->shape[x->ndim - n + d];
  if (fill(a, at[0], n, 1, w->kernel) != DL_OK) return DL_ERROR;
  memcpy(w->stride, w->kernel, sizeof w->stride);
  if (at[1] >= 0 && dl_given(a, at[1]) && fill(a, at[1], n, 1, w->stride) != DL_OK) return DL_ERROR;
  if (at[2] >= 0 && fill(a, at[2], n, 0, w->before) != DL_OK) return DL_ERROR;
  if (at[3] >= 0 && fill(a, at[3], n, 1, w->dilation) != DL_OK) return DL_ERROR;
  for (int d = first; d < DL_SPACE; d++) {
    int64_t reach = w->dilation[d] * (w->kernel[d] - 1) + 1;
    if (2 * w->before[d] > reach)
      return dl_fail_argument(a, at[2], "a border of %lld is more than half of a window that reaches over %lld",
                              (long long)w->before[d], (long long)reach);
    w->out[d] = output_size(w, d, ceil);
    if (w->out[d] < 1)
      return dl_fail(a, "a window that reaches over %lld elements does not fit into %lld with a border of %lld",
                     (long long)reach, (long long)w->in[d], (long long)w->before[d]);
  }
  return DL_OK;
}

void dl_windows_shape(const dl_windows *w, const dl_tensor *x, int64_t *shape) {
  memcpy(shape, x->shape, x->ndim * sizeof *shape);
  for (int d = 0; d < w->n; d++) shape[x->ndim - w->n + d] = w->out[DL_SPACE - w->n + d];
}

dl_tensor *dl_windows_take(dl_args *a, const dl_windows *w, dl_tensor *x, double border) {
  int64_t sizes[1 + DL_SPACE] = { w->planes }, widths[2 * DL_SPACE];
  int n = w->n, first = DL_SPACE - n;
  for (int d = 0; d < n; d++) {
    int k = first + d, place = 2 * (n - 1 - d);
    int64_t reach = w->dilation[k] * (w->kernel[k] - 1) + 1;
    sizes[1 + d] = w->in[k];
    widths[place] = w->before[k];
    widths[place + 1] = (w->out[k] - 1) * w->stride[k] + reach - w->before[k] - w->in[k];
  }
  dl_tensor *t = DL(a, reshape, x, ((dl_ints){ sizes, 1 + n }));
  t = DL(a, pad, t, ((dl_ints){ widths, 2 * n }), "constant", border);
  for (int d = 0; d < n; d++) {
    int k = first + d;
    t = DL(a, unfold, t, 1 + d, w->dilation[k] * (w->kernel[k] - 1) + 1, w->stride[k]);
    if (w->dilation[k] > 1) t = DL(a, slice, t, -1, 0, DL_NONE, w->dilation[k]);
  }
  return t;
}

dl_tensor *dl_vector_of(dl_args *a, dl_dtype dtype, int64_t n, double (*value)(const void *context, int64_t i), const void *context) {
  if (a->scope->status != DL_OK) return NULL;
  dl_tensor *here = dl_scope_own(a->scope, dl_tensor_new(DL_FLOAT64, 1, &n, dl_device_cpu()));
  dl_tensor *there = dl_scope_own(a->scope, dl_tensor_new(dtype, 1, &n, a->device));
  if (!here || !there) return NULL;
  for (int64_t i = 0; i < n; i++) ((double *)dl_tensor_data(here))[i] = value(context, i);
  return dl_copy_data(there, here) == DL_OK ? there : NULL;
}
