/* indexSelect.c -- slices of one dimension by an index tensor: read, added to, replaced, filled. */
#include "dl_op.h"

static dl_rows rows_of(const dl_args *a, dl_rows_kind kind) {
  bool reads = kind == DL_ROWS_READ;
  dl_rows rows = { kind, reads ? dl_in(a, 0) : a->result[0], reads ? a->result[0] : dl_in(a, 3),
                   { &a->arg[2].tensor, 1 }, (int)dl_integer(a, 1), 2, 1 };
  if (kind == DL_ROWS_ADD) rows.alpha = dl_number(a, 4);
  return rows;
}

static dl_status move_rows(dl_args *a, dl_rows_kind kind) {
  dl_rows rows = rows_of(a, kind);
  return dl_rows_move(a, &rows);
}

static dl_status indexSelect_kernel(dl_args *a) { return move_rows(a, DL_ROWS_READ); }
DL_KERNEL(indexSelect)

static dl_status indexAdd_kernel(dl_args *a) { return move_rows(a, DL_ROWS_ADD); }
DL_KERNEL(indexAdd)

static dl_status indexCopy_kernel(dl_args *a) { return move_rows(a, DL_ROWS_WRITE); }
DL_KERNEL(indexCopy)

/* One number stands for all slices: a tensor without strides. */
static dl_rows filled_rows(const dl_args *a, dl_tensor *partner) {
  const dl_tensor *x = a->result[0];
  dl_rows rows = rows_of(a, DL_ROWS_WRITE);
  *partner = *dl_in(a, 3);
  partner->ndim = x->ndim;
  memcpy(partner->shape, x->shape, sizeof x->shape);
  memset(partner->stride, 0, sizeof partner->stride);
  partner->shape[rows.dim] = dl_tensor_numel(dl_in(a, 2));
  rows.partner = partner;
  return rows;
}

static dl_status indexFill_kernel(dl_args *a) {
  dl_tensor partner;
  dl_rows rows = filled_rows(a, &partner);
  return dl_rows_move(a, &rows);
}
DL_KERNEL(indexFill)

#ifndef DL_DEVICE_PASS

static size_t read_scratch(const dl_args *a) {
  dl_rows rows = rows_of(a, DL_ROWS_READ);
  return dl_rows_scratch(&rows);
}

static size_t write_scratch(const dl_args *a) {
  dl_rows rows = rows_of(a, DL_ROWS_WRITE);
  return dl_rows_scratch(&rows);
}

static size_t fill_scratch(const dl_args *a) {
  dl_tensor partner;
  dl_rows rows = filled_rows(a, &partner);
  return dl_rows_scratch(&rows);
}

/* dim and index checked; the shape of the slices that they name. */
static dl_status named_slices(dl_args *a, int64_t *shape) {
  const dl_tensor *x = dl_in(a, 0), *index = dl_in(a, 2);
  if (x->ndim == 0) return dl_fail(a, "a 0-dimensional tensor has no slices");
  if (dl_normal_dim(a, 1, x->ndim) != DL_OK) return DL_ERROR;
  if (index->ndim > 1) return dl_fail_argument(a, 2, "expected a vector, got %d dimensions", index->ndim);
  memcpy(shape, x->shape, (size_t)x->ndim * sizeof *shape);
  shape[dl_integer(a, 1)] = dl_tensor_numel(index);
  dl_tensor *settled = dl_index_tensor(a, 2, dl_in(a, 2));
  if (settled && settled->ndim == 0) settled = DL(a, view, settled, 1);
  if (!settled) return dl_error_status();
  a->arg[2] = dl_value_tensor(settled);
  return DL_OK;
}

static dl_status index_select_shape(dl_args *a) {
  int64_t shape[DL_MAX_DIMS];
  const dl_tensor *x = dl_in(a, 0);
  dl_status status = named_slices(a, shape);
  return status == DL_OK ? dl_result(a, 0, (dl_dtype)x->dtype, x->ndim, shape) : status;
}

static void index_select_grad(dl_grad *g) {
  dl_tensor *dy = dl_upstream(g, 0), *zeros = DL(g, zeros, dl_shape_of(dl_saved(g, 0)), (int)dy->dtype);
  dl_give(g, 0, DL_WRITE(g, indexAdd, zeros, g->arg[1], g->arg[2], dy));
}

DL_OP(indexSelect) {
  .sig = "x: Tensor, dim: dim, index: Tensor",
  .doc = "The slices of x at the positions of a dimension that the vector `index` names (from 1; negative from the end).",
  .flags = DL_STRIDED,
  .saves = DL_ARGUMENT(2),
  .shape = index_select_shape,
  .kernel = indexSelect_kernel,
  .picked = DL_ARGUMENT(0),
  .scratch = read_scratch,
  .grad = index_select_grad,
  .sample = "{ randn(3, 4), 1, ints(3, 5) }, { randn(3, 4), -1, ints(4, 2) }, { randn(2, 3, 2), 2, tensor({ -1, 1 }, 'int32') }, "
            "{ randn(3), 1, tensor({}, 'int64') }, { randn(3, 2), 1, ints(3) }",
  .error = "{ randn(3), 1, ints(3, 2) + 3 }, { randn(3), 1, randn(2) }, { randn(3), 2, ints(3, 2) }, { randn(3), 1, ints(3, 2, 2) }, "
           "{ randn(), 1, ints(1, 1) }",
};

static dl_status check_source(dl_args *a, int64_t *shape) {
  const dl_tensor *x = dl_in(a, 0), *source = dl_in(a, 3);
  dl_status status = named_slices(a, shape);
  if (status != DL_OK) return status;
  if (source->ndim == x->ndim && memcmp(source->shape, shape, (size_t)x->ndim * sizeof *shape) == 0) return DL_OK;
  return dl_fail_argument(a, 3, "expected shape %s, got %s", dl_text_of(x->ndim, shape).text, DL_SHAPE_TEXT(source));
}

static dl_status with_source_shape(dl_args *a) {
  int64_t shape[DL_MAX_DIMS];
  dl_status status = check_source(a, shape);
  return status == DL_OK ? dl_result_like(a, 0, dl_in(a, 0)) : status;
}

static void index_add_grad(dl_grad *g) {
  dl_tensor *dy = dl_upstream(g, 0);
  double alpha = dl_saved_number(g, 4);
  dl_give(g, 0, dy);
  if (!dl_wants(g, 3)) return;
  dl_tensor *slices = DL(g, indexSelect, dy, g->arg[1], g->arg[2]);
  dl_give(g, 3, alpha == 1 ? slices : DL(g, mul, slices, alpha));
}

DL_OP(indexAdd) {
  .sig = "x: Tensor, dim: dim, index: Tensor, source: Tensor, alpha: number = 1",
  .doc = "x with alpha * source added to its slices at the positions of a dimension that `index` names; slices that are "
         "named several times get the sum.",
  .flags = DL_IN_PLACE | DL_UPDATES | DL_STRIDED | DL_VIA_FLOAT32,
  .saves = DL_ARGUMENT(2),
  .promote = DL_LIKE_FIRST,
  .keeps = DL_ARGUMENT(2),
  .shape = with_source_shape,
  .kernel = indexAdd_kernel,
  .scratch = write_scratch,
  .grad = index_add_grad,
  .sample = "{ randn(3, 4), 1, ints(3, 5), randn(5, 4) }, { randn(2, 3), -1, ints(3, 2), randn(2, 2), -0.5 }, "
            "{ randn(3), 1, ints(3, 0), randn(0) }",
  .error = "{ randn(3), 1, ints(3, 2), randn(3) }, { randn(3), 1, ints(3, 2) + 3, randn(2) }, { randn(3), 1, randn(2), randn(2) }",
};

/* Of a slice that is named twice, each source gets the gradient, as in PyTorch. */
static void index_copy_grad(dl_grad *g) {
  dl_tensor *dy = dl_upstream(g, 0);
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, indexFill, dy, g->arg[1], g->arg[2], 0));
  if (dl_wants(g, 3)) dl_give(g, 3, DL(g, indexSelect, dy, g->arg[1], g->arg[2]));
}

DL_OP(indexCopy) {
  .sig = "x: Tensor, dim: dim, index: Tensor, source: Tensor",
  .doc = "x with its slices at the positions of a dimension that `index` names replaced by those of source; of slices "
         "that are named twice the last one wins.",
  .flags = DL_IN_PLACE | DL_UPDATES | DL_STRIDED,
  .autocast = DL_WIDEST,
  .saves = DL_ARGUMENT(2),
  .promote = DL_LIKE_FIRST,
  .keeps = DL_ARGUMENT(2),
  .shape = with_source_shape,
  .kernel = indexCopy_kernel,
  .scratch = write_scratch,
  .grad = index_copy_grad,
  .sample = "{ randn(3, 4), 1, tensor({ 3, 1 }, 'int64'), randn(2, 4) }, { randn(2, 3), -1, tensor({ -1 }, 'int32'), randn(2, 1) }, "
            "{ randn(3), 1, ints(3, 0), randn(0) }",
  .error = "{ randn(3), 1, ints(3, 2), randn(3) }, { randn(3), 1, ints(3, 2) + 3, randn(2) }",
};

static dl_status index_fill_shape(dl_args *a) {
  int64_t shape[DL_MAX_DIMS];
  const dl_tensor *x = dl_in(a, 0);
  dl_status status = named_slices(a, shape);
  if (status != DL_OK) return status;
  if (dl_in(a, 3)->ndim) return dl_fail_argument(a, 3, "expected a number or a 0-dimensional Tensor");
  return dl_result_like(a, 0, x);
}

/* The value's gradient is what that of x leaves of dy: a slice that is named twice counts once. */
static void index_fill_grad(dl_grad *g) {
  dl_tensor *dy = dl_upstream(g, 0), *dx = DL(g, indexFill, dy, g->arg[1], g->arg[2], 0);
  dl_give(g, 0, dx);
  if (dl_wants(g, 3)) dl_give(g, 3, DL(g, sub, dy, dx));
}

DL_OP(indexFill) {
  .sig = "x: Tensor, dim: dim, index: Tensor, value: Tensor|number",
  .doc = "x with its slices at the positions of a dimension that `index` names filled with a value.",
  .flags = DL_IN_PLACE | DL_UPDATES | DL_STRIDED | DL_BROADCAST,
  .saves = DL_ARGUMENT(2),
  .promote = DL_LIKE_FIRST,
  .keeps = DL_ARGUMENT(2),
  .shape = index_fill_shape,
  .kernel = indexFill_kernel,
  .scratch = fill_scratch,
  .grad = index_fill_grad,
  .sample = "{ randn(3, 4), 1, ints(3, 2), 1.5 }, { randn(2, 3), -1, ints(3, 4), randn() }, { randn(3), 1, ints(3, 0), 2 }",
  .error = "{ randn(3), 1, ints(3, 2) + 3, 0 }, { randn(3), 1, randn(2), 0 }, { randn(3), 1, ints(3), randn(2) }",
};
#endif
