/* views.c -- other geometries of the same memory. A view's gradient puts the pieces back. */
#include "dl_op.h"

static dl_status sliceScatter_kernel(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_tensor place = *a->result[0];
  int d = (int)dl_integer(a, 2);
  if (dl_clear(&place) != DL_OK) return dl_error_status();
  place.offset += dl_integer(a, 3) * place.stride[d];
  place.stride[d] *= dl_integer(a, 4);
  place.shape[d] = x->shape[d];
  return dl_copy_strided(&place, x);
}
DL_KERNEL(sliceScatter)

#ifndef DL_DEVICE_PASS

/* ---- select, slice, narrow ---- */

static dl_status select_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (x->ndim == 0) return dl_fail(a, "a 0-dimensional tensor has nothing to select");
  if (dl_normal_dim(a, 1, x->ndim) != DL_OK) return DL_ERROR;
  int d = (int)dl_integer(a, 1);
  if (dl_normal_index(a, 2, x->shape[d]) != DL_OK || dl_result_view(a, 0) != DL_OK) return DL_ERROR;
  dl_tensor *r = a->result[0];
  r->offset += dl_integer(a, 2) * x->stride[d];
  r->ndim--;
  memmove(r->shape + d, x->shape + d + 1, (size_t)(r->ndim - d) * sizeof *r->shape);
  memmove(r->stride + d, x->stride + d + 1, (size_t)(r->ndim - d) * sizeof *r->stride);
  return DL_OK;
}

static void select_grad(dl_grad *g) {
  int64_t d = g->arg[1].integer, i = g->arg[2].integer;
  dl_give(g, 0, DL(g, sliceScatter, DL(g, unsqueeze, dl_upstream(g, 0), d), dl_shape_of(dl_saved(g, 0)), d, i, 1));
}

DL_OP(select) {
  .sig = "x: Tensor, dim: dim, index: index",
  .doc = "The slice of x at a position of a dimension, which is removed. A view.",
  .flags = DL_VIEW,
  .shape = select_shape,
  .grad = select_grad,
  .sample = "{ randn(3, 4), 1, 2 }, { randn(3, 4), -1, -1 }",
  .error = "{ randn(3, 4), 3, 1 }, { randn(3, 4), 1, 4 }, { randn(3, 4), 1, 0 }, { randn(), 1, 1 }",
};

/* x[start:stop:step] of dimension d; start and stop lie within it. */
static dl_status slice_view(dl_args *a, int d, int64_t start, int64_t stop, int64_t step) {
  dl_status status = dl_result_view(a, 0);
  if (status != DL_OK) return status;
  dl_tensor *r = a->result[0];
  int64_t n = stop > start ? (stop - start + step - 1) / step : 0;
  if (n) r->offset += start * r->stride[d];
  r->shape[d] = n;
  r->stride[d] *= step;
  a->note[0] = start;
  return DL_OK;
}

static dl_status slice_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (x->ndim == 0) return dl_fail(a, "a 0-dimensional tensor has no slices");
  if (dl_normal_dim(a, 1, x->ndim) != DL_OK) return DL_ERROR;
  int d = (int)dl_integer(a, 1);
  int64_t n = x->shape[d], start = dl_integer(a, 2), step = dl_integer(a, 4);
  int64_t stop = dl_given(a, 3) ? dl_integer(a, 3) : n;
  if (step < 1) return dl_fail_argument(a, 4, "must be 1 or more, got %lld", (long long)step);
  start = start < 0 ? start + n : start;
  stop = stop < 0 ? stop + n + 1 : stop;                 /* -1: to the end, inclusive as in Lua */
  start = start < 0 ? 0 : start > n ? n : start;
  stop = stop < start ? start : stop > n ? n : stop;
  a->arg[2].integer = start;
  return slice_view(a, d, start, stop, step);
}

static void slice_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, sliceScatter, dl_upstream(g, 0), dl_shape_of(dl_saved(g, 0)),
                   g->arg[1].integer, g->arg[2].integer, g->arg[4].integer));
}

DL_OP(slice) {
  .sig = "x: Tensor, dim: dim, start: index, stop: int?, step: int = 1",
  .doc = "The positions start, start + step, ... up to and including stop of a dimension; positions past the ends "
         "are cut off. A view.",
  .flags = DL_VIEW,
  .shape = slice_shape,
  .grad = slice_grad,
  .sample = "{ randn(5, 4), 1, 2, 4 }, { randn(5), 1, 1, -1, 2 }, { randn(4), 1, 3, 2 }",
  .error = "{ randn(3), 2, 1 }, { randn(3), 1, 1, 3, 0 }, { randn(), 1, 1 }",
};

static dl_status narrow_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (x->ndim == 0) return dl_fail(a, "a 0-dimensional tensor cannot be narrowed");
  if (dl_normal_dim(a, 1, x->ndim) != DL_OK) return DL_ERROR;
  int d = (int)dl_integer(a, 1);
  int64_t n = x->shape[d], start = dl_integer(a, 2), length = dl_integer(a, 3);
  if (start < 0) start += n;
  if (length < 0 || start < 0 || start > n || length > n - start)
    return dl_fail(a, "start %lld and length %lld do not fit into %lld elements",
                   (long long)start + 1, (long long)length, (long long)n);
  a->arg[2].integer = start;
  return slice_view(a, d, start, start + length, 1);
}

static void narrow_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, sliceScatter, dl_upstream(g, 0), dl_shape_of(dl_saved(g, 0)),
                   g->arg[1].integer, g->arg[2].integer, 1));
}

DL_OP(narrow) {
  .sig = "x: Tensor, dim: dim, start: index, length: int",
  .doc = "`length` positions of a dimension from `start` on. A view.",
  .flags = DL_VIEW,
  .shape = narrow_shape,
  .grad = narrow_grad,
  .sample = "{ randn(3, 4), 2, 2, 2 }, { randn(3), 1, -2, 2 }, { randn(3), 1, 1, 0 }",
  .error = "{ randn(3), 1, 3, 2 }, { randn(3), 1, 1, -1 }, { randn(), 1, 1, 1 }",
};

/* ---- the adjoint of slice ---- */

static dl_status slice_scatter_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_ints sizes = dl_intlist(a, 1);
  if (dl_check_sizes(a, 1, sizes) != DL_OK) return DL_ERROR;
  if (sizes.count != x->ndim || x->ndim == 0)
    return dl_fail_argument(a, 1, "%d sizes for a %d-dimensional tensor", sizes.count, x->ndim);
  if (dl_normal_dim(a, 2, x->ndim) != DL_OK) return DL_ERROR;
  int64_t d = dl_integer(a, 2), start = dl_integer(a, 3), step = dl_integer(a, 4), n = x->shape[d];
  if (step < 1) return dl_fail_argument(a, 4, "must be 1 or more, got %lld", (long long)step);
  if (start < 0 || (n && (n - 1 > (sizes.data[d] - 1 - start) / step || start >= sizes.data[d])))
    return dl_fail(a, "%lld slices from %lld on in steps of %lld do not fit into %lld",
                   (long long)n, (long long)start + 1, (long long)step, (long long)sizes.data[d]);
  for (int k = 0; k < x->ndim; k++)
    if (k != d && sizes.data[k] != x->shape[k])
      return dl_fail_argument(a, 1, "size %lld of dimension %d, x has %lld", (long long)sizes.data[k], k + 1,
                              (long long)x->shape[k]);
  return dl_result(a, 0, (dl_dtype)x->dtype, sizes.count, sizes.data);
}

static void slice_scatter_grad(dl_grad *g) {
  const dl_tensor *x = dl_saved(g, 0);
  int64_t d = g->arg[2].integer, start = g->arg[3].integer, step = g->arg[4].integer, n = x->shape[d];
  dl_give(g, 0, DL(g, slice, dl_upstream(g, 0), d, start, n ? start + (n - 1) * step + 1 : start, step));
}

DL_OP(sliceScatter) {
  .sig = "x: Tensor, sizes: ints, dim: dim, start: index, step: int = 1",
  .doc = "Zeros of the given sizes, with x at positions start, start + step, ... of a dimension: the adjoint of slice.",
  .flags = DL_STRIDED,
  .shape = slice_scatter_shape,
  .kernel = sliceScatter_kernel,
  .grad = slice_scatter_grad,
  .sample = "{ randn(2, 4), { 5, 4 }, 1, 2, 2 }, { randn(3), { 4 }, 1, 1 }, { randn(0), { 4 }, 1, 1 }",
  .error = "{ randn(3), { 2 }, 1, 1 }, { randn(3), { 4 }, 1, 3 }, { randn(3), { 4, 4 }, 1, 1 }",
};

/* ---- transpose, permute ---- */

static dl_status transpose_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (dl_normal_dim(a, 1, x->ndim) != DL_OK || dl_normal_dim(a, 2, x->ndim) != DL_OK) return DL_ERROR;
  dl_status status = dl_result_view(a, 0);
  if (status != DL_OK || x->ndim == 0) return status;
  int p = (int)dl_integer(a, 1), q = (int)dl_integer(a, 2);
  dl_tensor *r = a->result[0];
  r->shape[p] = x->shape[q];
  r->shape[q] = x->shape[p];
  r->stride[p] = x->stride[q];
  r->stride[q] = x->stride[p];
  return DL_OK;
}

static void transpose_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, transpose, dl_upstream(g, 0), g->arg[1].integer, g->arg[2].integer));
}

DL_OP(transpose) {
  .sig = "x: Tensor, dim1: dim, dim2: dim",
  .doc = "x with two dimensions exchanged. A view.",
  .flags = DL_VIEW,
  .shape = transpose_shape,
  .grad = transpose_grad,
  .sample = "{ randn(3, 4), 1, 2 }, { randn(2, 3, 4), -1, 1 }",
  .error = "{ randn(3), 1, 2 }",
};

static dl_status t_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (x->ndim > 2) return dl_fail(a, "takes a tensor of at most 2 dimensions, got %d (use transpose)", x->ndim);
  dl_status status = dl_result_view(a, 0);
  if (status != DL_OK || x->ndim < 2) return status;
  dl_tensor *r = a->result[0];
  r->shape[0] = x->shape[1];
  r->shape[1] = x->shape[0];
  r->stride[0] = x->stride[1];
  r->stride[1] = x->stride[0];
  return DL_OK;
}

static void t_grad(dl_grad *g) { dl_give(g, 0, DL(g, t, dl_upstream(g, 0))); }

DL_OP(t) {
  .sig = "x: Tensor",
  .doc = "The transpose of a matrix. A view.",
  .flags = DL_VIEW,
  .shape = t_shape,
  .grad = t_grad,
  .sample = "{ randn(3, 4) }, { randn(3) }",
  .error = "{ randn(2, 2, 2) }",
};

static dl_status permute_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_ints dims = dl_intlist(a, 1);
  unsigned mask;
  if (dims.count != x->ndim)
    return dl_fail_argument(a, 1, "%d dimensions for a %d-dimensional tensor", dims.count, x->ndim);
  if (dl_normal_dims(a, 1, x->ndim, &mask) != DL_OK || dl_result_view(a, 0) != DL_OK) return DL_ERROR;
  dl_tensor *r = a->result[0];
  for (int d = 0; d < x->ndim; d++) {
    int64_t from = dl_from_front(dims.data[d], x->ndim);
    r->shape[d] = x->shape[from];
    r->stride[d] = x->stride[from];
  }
  return DL_OK;
}

static void permute_grad(dl_grad *g) {
  dl_ints dims = g->arg[1].ints;
  int64_t inverse[DL_MAX_DIMS];
  for (int d = 0; d < dims.count; d++) inverse[dl_from_front(dims.data[d], dims.count)] = d;
  dl_give(g, 0, DL(g, permute, dl_upstream(g, 0), ((dl_ints){ inverse, dims.count })));
}

DL_OP(permute) {
  .sig = "x: Tensor, dims: dims",
  .doc = "x with its dimensions in another order. A view.",
  .flags = DL_VIEW,
  .shape = permute_shape,
  .grad = permute_grad,
  .sample = "{ randn(2, 3, 4), { 3, 1, 2 } }, { randn(3), { 1 } }",
  .error = "{ randn(2, 3), { 1 } }, { randn(2, 3), { 1, 1 } }, { randn(2, 3), { 1, 3 } }",
};

/* ---- the general view, by which views of tensors that were written in place find their place ---- */

static dl_status as_strided_shape(dl_args *a) {
  dl_ints sizes = dl_intlist(a, 1), strides = dl_intlist(a, 2);
  if (sizes.count != strides.count || dl_check_sizes(a, 1, sizes) != DL_OK)
    return dl_fail_argument(a, 2, "%d strides for %d sizes", strides.count, sizes.count);
  dl_status status = dl_result_view(a, 0);
  if (status != DL_OK) return status;
  dl_tensor *r = a->result[0];
  int64_t size = (int64_t)dl_dtype_size((dl_dtype)r->dtype), first, last;
  r->offset += dl_integer(a, 3);
  first = last = r->offset;
  bool empty = false, overflow = false;
  for (int d = 0; d < sizes.count; d++) {
    int64_t reach;
    r->shape[d] = sizes.data[d];
    r->stride[d] = strides.data[d];
    if (sizes.data[d] == 0) empty = true;
    else overflow = overflow || __builtin_mul_overflow(sizes.data[d] - 1, strides.data[d], &reach)
      || __builtin_add_overflow(reach < 0 ? first : last, reach, reach < 0 ? &first : &last);
  }
  r->ndim = (uint8_t)sizes.count;
  if (dl_check_countable(a, (dl_dtype)r->dtype, r->ndim, r->shape) != DL_OK) return DL_ERROR;
  if (!empty && (overflow || first < 0 || last >= (int64_t)r->storage->bytes / size))
    return dl_fail(a, "the view reaches past the memory of the tensor");
  return DL_OK;
}

/* Memory that is laid out as the tensor's is, from its first element to its last, holding `fill` (zeros if
** NULL); the tensor's own geometry, and that of any view of it, can be read from it. */
static dl_tensor *layout(dl_grad *g, const dl_tensor *x, dl_tensor *like, dl_tensor *fill) {
  int64_t span = 1;
  for (int d = 0; d < x->ndim; d++) span += (x->shape[d] ? x->shape[d] - 1 : 0) * x->stride[d];
  dl_tensor *flat = DL(g, zeros, DL_LIST(span), (int)like->dtype);
  dl_tensor *place = flat && fill ? DL(g, asStrided, flat, dl_shape_of(x), ((dl_ints){ x->stride, x->ndim }), 0) : NULL;
  if (place) DL_WRITE(g, copy, place, fill);
  return flat;
}

static dl_tensor *read_layout(dl_grad *g, dl_tensor *flat, const dl_tensor *x) {
  return flat ? DL(g, clone, DL(g, asStrided, flat, dl_shape_of(x), ((dl_ints){ x->stride, x->ndim }), 0)) : NULL;
}

static void as_strided_grad(dl_grad *g) {
  const dl_tensor *x = dl_saved(g, 0);
  dl_tensor *dy = dl_upstream(g, 0), *flat = layout(g, x, dy, NULL);
  dl_tensor *place = flat ? DL(g, asStrided, flat, g->arg[1], g->arg[2], g->arg[3]) : NULL;
  DL_WRITE(g, copy, place, dy);
  dl_give(g, 0, read_layout(g, flat, x));
}

DL_OP(asStrided) {
  .sig = "x: Tensor, sizes: ints, strides: ints, offset: int = 0",
  .doc = "The memory of a contiguous x read with other sizes and strides (in elements), from an offset relative to "
         "the first element of x. A view.",
  .flags = DL_VIEW,
  .shape = as_strided_shape,
  .grad = as_strided_grad,
  .sample = "{ randn(3, 4), { 2, 2 }, { 4, 1 }, 1 }, { randn(4), { 2 }, { 2 } }",
  .error = "{ randn(3), { 4 }, { 1 } }, { randn(3), { 2 }, { 1, 1 } }, { randn(3), { 2 }, { 1 }, -1 }",
};

/* x with the elements of a view of it replaced: what a tensor becomes when a view of it is written. */
static dl_status as_strided_scatter_decomp(dl_args *a) {
  dl_tensor *copy = DL(a, clone, dl_in(a, 0));
  dl_tensor *place = copy ? DL(a, asStrided, copy, a->arg[2], a->arg[3], a->arg[4]) : NULL;
  DL_WRITE(a, copy, place, a->arg[1]);
  return dl_give_result(a, 0, copy);
}

static void as_strided_scatter_grad(dl_grad *g) {
  const dl_tensor *x = dl_saved(g, 0);
  dl_tensor *dy = dl_upstream(g, 0), *flat = layout(g, x, dy, dy);
  dl_tensor *place = flat ? DL(g, asStrided, flat, g->arg[2], g->arg[3], g->arg[4]) : NULL;
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, clone, place));
  if (!dl_wants(g, 0)) return;
  DL_WRITE(g, fill, place, 0);
  dl_give(g, 0, read_layout(g, flat, x));
}

DL_OP(asStridedScatter) {
  .sig = "x: Tensor, source: Tensor, sizes: ints, strides: ints, offset: int = 0",
  .doc = "A copy of x in which the elements of asStrided(x, sizes, strides, offset) are those of source.",
  .decomp = as_strided_scatter_decomp,
  .grad = as_strided_scatter_grad,
  .sample = "{ randn(3, 4), randn(2, 2), { 2, 2 }, { 4, 1 }, 1 }, { randn(4), randn(2), { 2 }, { 2 } }",
  .error = "{ randn(3), randn(2), { 4 }, { 1 } }, { randn(3), randn(3), { 2 }, { 1 } }",
};
#endif
