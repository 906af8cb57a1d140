/* reshape.c -- the same elements under another shape: views where the memory allows. */
#include "dl_op.h"

#ifndef DL_DEVICE_PASS

/* Sizes with one -1 worked out from the number of elements. */
static dl_status settle_sizes(dl_args *a, int i, int64_t *sizes, int *ndim) {
  dl_ints given = dl_intlist(a, i);
  int64_t known = 1, total = dl_tensor_numel(dl_in(a, 0));
  int open = -1;
  if (given.count > DL_MAX_DIMS)
    return dl_fail_argument(a, i, "%d dimensions, at most %d are possible", given.count, DL_MAX_DIMS);
  for (int d = 0; d < given.count; d++) {
    sizes[d] = given.data[d];
    if (sizes[d] == -1 && open < 0) open = d;
    else if (sizes[d] < 0) return dl_fail_argument(a, i, "size %lld of dimension %d", (long long)sizes[d], d + 1);
    else if (__builtin_mul_overflow(known, sizes[d], &known)) return dl_fail_argument(a, i, "the sizes overflow");
  }
  if (open >= 0 && known == 0) return dl_fail_argument(a, i, "-1 cannot be worked out beside a size of 0");
  if (open >= 0) sizes[open] = total / known;
  *ndim = given.count;
  if ((open >= 0 ? known * sizes[open] : known) == total) return DL_OK;
  return dl_fail_argument(a, i, "shape %s has %lld elements, %s cannot hold them", DL_SHAPE_TEXT(dl_in(a, 0)),
                          (long long)total, dl_text_of(given.count, given.data).text);
}

/* Strides of the new shape over the old memory: each old run of dimensions that lie densely
** can be cut anew, but no new dimension may cross a gap. */
static bool view_strides(const dl_tensor *x, int ndim, const int64_t *sizes, int64_t *stride) {
  if (dl_tensor_numel(x) == 0) {
    int64_t step = 1;
    for (int d = ndim - 1; d >= 0; d--) {
      stride[d] = step;
      step = (int64_t)((uint64_t)step * (uint64_t)(sizes[d] > 1 ? sizes[d] : 1));      /* of nothing: it may wrap */
    }
    return true;
  }
  int to = ndim - 1;
  int64_t run = 1, base = x->ndim ? x->stride[x->ndim - 1] : 1, used = 1;
  for (int d = x->ndim - 1; d >= 0; d--) {
    run *= x->shape[d];
    bool ends = d == 0 || (x->shape[d - 1] != 1 && x->stride[d - 1] != run * base);
    if (!ends) continue;
    while (to >= 0 && (used < run || sizes[to] == 1)) {
      stride[to] = used * base;
      used *= sizes[to--];
    }
    if (used != run) return false;
    if (d > 0) base = x->stride[d - 1];
    run = used = 1;
  }
  for (; to >= 0; to--) stride[to] = 1;                /* leading sizes of 1 */
  return true;
}

static dl_status view_shape(dl_args *a) {
  int64_t sizes[DL_MAX_DIMS], stride[DL_MAX_DIMS];
  int ndim;
  const dl_tensor *x = dl_in(a, 0);
  dl_status status = settle_sizes(a, 1, sizes, &ndim);
  if (status != DL_OK) return status;
  if (!view_strides(x, ndim, sizes, stride))
    return dl_fail(a, "the memory of this tensor has gaps or another order, so this shape cannot be a view "
                   "(use reshape, which copies)");
  if ((status = dl_result_view(a, 0)) != DL_OK) return status;
  dl_tensor *r = a->result[0];
  r->ndim = (uint8_t)ndim;
  memcpy(r->shape, sizes, sizeof sizes);
  memcpy(r->stride, stride, sizeof stride);
  return DL_OK;
}

static void view_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, reshape, dl_upstream(g, 0), dl_shape_of(dl_saved(g, 0))));
}

DL_OP(view) {
  .sig = "x: Tensor, sizes: sizes",
  .doc = "The same memory under another shape; one size may be -1 and is worked out. Fails where a copy would be needed.",
  .flags = DL_VIEW,
  .shape = view_shape,
  .grad = view_grad,
  .sample = "{ randn(3, 4), 2, 6 }, { randn(3, 4), -1 }, { randn(0, 3), 3, 0 }, { randn(1), {} }",
  .error = "{ randn(3, 4), 5 }, { randn(3, 4), -1, 5 }, { randn(3, 4):t(), 12 }, { randn(3), -2 }",
};

static dl_status reshape_decomp(dl_args *a) {
  int64_t sizes[DL_MAX_DIMS], stride[DL_MAX_DIMS];
  int ndim;
  dl_tensor *x = dl_in(a, 0);
  dl_status status = settle_sizes(a, 1, sizes, &ndim);
  if (status != DL_OK) return status;
  if (!view_strides(x, ndim, sizes, stride)) x = DL(a, clone, x);
  return dl_give_result(a, 0, DL(a, view, x, ((dl_ints){ sizes, ndim })));
}

DL_OP(reshape) {
  .sig = "x: Tensor, sizes: sizes",
  .doc = "The same elements under another shape; one size may be -1. A view where the memory allows, else a copy.",
  .decomp = reshape_decomp,
  .sample = "{ randn(3, 4), 2, 6 }, { randn(3, 4):t(), -1 }",
  .error = "{ randn(3, 4), 5 }, { randn(3, 4), -1, 5 }",
};

static dl_status unsqueeze_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (x->ndim == DL_MAX_DIMS) return dl_fail(a, "the tensor has %d dimensions already", DL_MAX_DIMS);
  if (dl_normal_dim(a, 1, x->ndim + 1) != DL_OK || dl_result_view(a, 0) != DL_OK) return DL_ERROR;
  int d = (int)dl_integer(a, 1);
  dl_tensor *r = a->result[0];
  memmove(r->shape + d + 1, r->shape + d, (size_t)(r->ndim - d) * sizeof *r->shape);
  memmove(r->stride + d + 1, r->stride + d, (size_t)(r->ndim - d) * sizeof *r->stride);
  r->shape[d] = 1;
  r->stride[d] = d < x->ndim ? x->shape[d] * x->stride[d] : 1;
  r->ndim++;
  return DL_OK;
}

DL_OP(unsqueeze) {
  .sig = "x: Tensor, dim: dim",
  .doc = "x with a dimension of size 1 put in at `dim`. A view.",
  .flags = DL_VIEW,
  .shape = unsqueeze_shape,
  .grad = view_grad,
  .sample = "{ randn(3, 4), 1 }, { randn(3), -1 }, { randn(), 1 }",
  .error = "{ randn(3), 3 }",
};

static dl_status squeeze_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  unsigned mask;
  if (dl_normal_dims(a, 1, x->ndim, &mask) != DL_OK || dl_result_view(a, 0) != DL_OK) return DL_ERROR;
  dl_tensor *r = a->result[0];
  int n = 0;
  for (int d = 0; d < x->ndim; d++) {
    if (x->shape[d] == 1 && (mask >> d & 1)) continue;
    r->shape[n] = x->shape[d];
    r->stride[n++] = x->stride[d];
  }
  r->ndim = (uint8_t)n;
  return DL_OK;
}

DL_OP(squeeze) {
  .sig = "x: Tensor, dim: dims?",
  .doc = "x without its dimensions of size 1, or without those of them that `dim` names. A view.",
  .flags = DL_VIEW,
  .shape = squeeze_shape,
  .grad = view_grad,
  .sample = "{ randn(1, 3, 1) }, { randn(1, 3, 1), 1 }, { randn(3), 1 }, { randn(1, 1), { 1, 2 } }",
  .error = "{ randn(3), 2 }",
};

static dl_status flatten_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  int64_t sizes[DL_MAX_DIMS];
  int n = 0;
  if (dl_normal_dim(a, 1, x->ndim) != DL_OK || dl_normal_dim(a, 2, x->ndim) != DL_OK) return DL_ERROR;
  int64_t first = dl_integer(a, 1), last = dl_integer(a, 2);
  if (first > last) return dl_fail(a, "dimension %lld comes after %lld", (long long)first + 1, (long long)last + 1);
  if (x->ndim == 0) sizes[n++] = 1;
  for (int d = 0; d < x->ndim; d++)
    if (d > first && d <= last) sizes[n - 1] *= x->shape[d];
    else sizes[n++] = x->shape[d];
  return dl_give_result(a, 0, DL(a, reshape, x, ((dl_ints){ sizes, n })));
}

DL_OP(flatten) {
  .sig = "x: Tensor, start: dim = 1, stop: dim = -1",
  .doc = "x with the dimensions from `start` to `stop` made one. A view where the memory allows.",
  .decomp = flatten_decomp,
  .sample = "{ randn(2, 3, 4) }, { randn(2, 3, 4), 2 }, { randn(2, 3, 4), 1, 2 }, { randn() }",
  .error = "{ randn(2, 3), 2, 1 }, { randn(2, 3), 3 }",
};

/* ---- expand ---- */

static dl_status expand_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_ints sizes = dl_intlist(a, 1);
  int fresh = sizes.count - x->ndim;
  if (sizes.count > DL_MAX_DIMS || fresh < 0)
    return dl_fail_argument(a, 1, "%d sizes for a %d-dimensional tensor", sizes.count, x->ndim);
  dl_status status = dl_result_view(a, 0);
  if (status != DL_OK) return status;
  dl_tensor *r = a->result[0];
  for (int d = sizes.count - 1; d >= 0; d--) {
    int64_t have = d >= fresh ? x->shape[d - fresh] : 1, want = sizes.data[d];
    if (want == -1 && d >= fresh) want = have;
    if (want < 0 || (have != want && have != 1))
      return dl_fail_argument(a, 1, "size %lld of dimension %d; the tensor has %lld there (only 1 expands)",
                              (long long)want, d + 1, (long long)have);
    r->shape[d] = want;
    r->stride[d] = d >= fresh && have == want ? x->stride[d - fresh] : 0;
  }
  r->ndim = (uint8_t)sizes.count;
  return dl_check_countable(a, (dl_dtype)r->dtype, r->ndim, r->shape);
}

static void expand_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, sumTo, dl_upstream(g, 0), dl_shape_of(dl_saved(g, 0))));
}

DL_OP(expand) {
  .sig = "x: Tensor, sizes: sizes",
  .doc = "x broadcast to larger sizes without a copy: dimensions of size 1 repeat, new ones come in front; "
         "-1 keeps a size. A view whose elements share memory.",
  .flags = DL_VIEW,
  .shape = expand_shape,
  .grad = expand_grad,
  .sample = "{ randn(3, 1), 3, 4 }, { randn(3), 2, -1 }, { randn(), 2 }",
  .error = "{ randn(3), 4 }, { randn(3, 4), 3 }, { randn(3), -1, 3 }",
};
#endif
