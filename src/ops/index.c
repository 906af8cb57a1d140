/* index.c -- the elements that index tensors name: read (index) and written (indexPut). */
#include "dl_op.h"

static dl_rows read_rows(const dl_args *a) {
  return (dl_rows){ DL_ROWS_READ, dl_in(a, 0), a->result[0], a->arg[1].tensors, (int)dl_integer(a, 2), 1, 0 };
}

static dl_status index_kernel(dl_args *a) {
  dl_rows rows = read_rows(a);
  return dl_rows_move(a, &rows);
}
DL_KERNEL(index)

static dl_rows written_rows(const dl_args *a) {
  dl_rows_kind kind = dl_boolean(a, 3) ? DL_ROWS_ADD : DL_ROWS_WRITE;
  return (dl_rows){ kind, a->result[0], dl_in(a, 2), a->arg[1].tensors, (int)dl_integer(a, 4), 1, 1 };
}

static dl_status indexPut_kernel(dl_args *a) {
  dl_rows rows = written_rows(a);
  return dl_rows_move(a, &rows);
}
DL_KERNEL(indexPut)

#ifndef DL_DEVICE_PASS

/* A mask becomes the positions where it is true, a tensor for each of its dimensions. */
static dl_status add_mask(dl_args *a, dl_tensor *mask, int dim, dl_tensor **list, int *n) {
  const dl_tensor *x = dl_in(a, 0);
  bool fits = mask->ndim > 0 && dim + *n + mask->ndim <= x->ndim;
  for (int d = 0; d < mask->ndim && fits; d++) fits = mask->shape[d] == x->shape[dim + *n + d];
  if (!fits)
    return dl_fail_argument(a, 1, "a mask of shape %s does not fit dimension %d of a tensor of shape %s",
                            DL_SHAPE_TEXT(mask), dim + *n + 1, DL_SHAPE_TEXT(x));
  dl_tensor *positions = DL(a, nonzero, mask);
  for (int d = 0; d < mask->ndim; d++) {
    dl_tensor *column = DL(a, select, positions, 1, d);
    if (!column) return dl_error_status();
    list[(*n)++] = mask->ndim == 1 ? column : DL(a, contiguous, column);
  }
  return dl_error_status();
}

/* The index tensors as the kernel wants them, in the place of the given ones; their common shape. */
static dl_status settle_indices(dl_args *a, int dim_at, int *ndim, int64_t *shape) {
  const dl_tensor *x = dl_in(a, 0);
  dl_tensors given = a->arg[1].tensors;
  dl_tensor **list = dl_scope_list(a->scope, DL_MAX_DIMS);
  int n = 0;
  if (!list) return DL_NO_MEMORY;
  if (x->ndim == 0) return dl_fail(a, "a 0-dimensional tensor cannot be indexed");
  if (given.count == 0) return dl_fail_argument(a, 1, "expected index tensors, got an empty list");
  if (dl_normal_dim(a, dim_at, x->ndim) != DL_OK) return DL_ERROR;
  int dim = (int)dl_integer(a, dim_at);
  for (int k = 0; k < given.count; k++) {
    dl_tensor *index = given.data[k];
    if (index->dtype == DL_BOOL) {
      if (add_mask(a, index, dim, list, &n) != DL_OK) return dl_error_status();
    } else if (dim + n == x->ndim)
      return dl_fail_argument(a, 1, "more indices than the %d-dimensional tensor has dimensions", x->ndim);
    else if (!(list[n++] = dl_index_tensor(a, 1, index))) return dl_error_status();
  }
  dl_tensor common = *list[0];
  for (int k = 1; k < n; k++) {
    if (dl_broadcast(a, &common, list[k], ndim, shape) != DL_OK) return DL_ERROR;
    common.ndim = (uint8_t)*ndim;
    memcpy(common.shape, shape, (size_t)*ndim * sizeof *shape);
  }
  *ndim = common.ndim;
  memcpy(shape, common.shape, sizeof common.shape);
  a->arg[1].tensors = (dl_tensors){ list, n };
  return DL_OK;
}

/* The shape of what the indices name: theirs in the place of the indexed dimensions. */
static dl_status named_shape(dl_args *a, int dim_at, int *ndim, int64_t *shape, int *fresh) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t common[DL_MAX_DIMS];
  dl_status status = settle_indices(a, dim_at, fresh, common);
  if (status != DL_OK) return status;
  int dim = (int)dl_integer(a, dim_at), after = dim + a->arg[1].tensors.count, n = 0;
  *ndim = x->ndim - a->arg[1].tensors.count + *fresh;
  if (*ndim > DL_MAX_DIMS) return dl_fail(a, "the result has %d dimensions, at most %d are possible", *ndim, DL_MAX_DIMS);
  for (int d = 0; d < dim; d++) shape[n++] = x->shape[d];
  for (int d = 0; d < *fresh; d++) shape[n++] = common[d];
  for (int d = after; d < x->ndim; d++) shape[n++] = x->shape[d];
  return DL_OK;
}

static dl_status index_shape(dl_args *a) {
  int ndim, fresh;
  int64_t shape[DL_MAX_DIMS];
  dl_status status = named_shape(a, 2, &ndim, shape, &fresh);
  return status == DL_OK ? dl_result(a, 0, (dl_dtype)dl_in(a, 0)->dtype, ndim, shape) : status;
}

static size_t index_scratch(const dl_args *a) {
  dl_rows rows = read_rows(a);
  return dl_rows_scratch(&rows);
}

static void index_grad(dl_grad *g) {
  dl_tensor *dy = dl_upstream(g, 0), *zeros = DL(g, zeros, dl_shape_of(dl_saved(g, 0)), (int)dy->dtype);
  dl_give(g, 0, DL_WRITE(g, indexPut, zeros, g->arg[1], dy, true, g->arg[2]));
}

DL_OP(index) {
  .sig = "x: Tensor, indices: Tensors, dim: dim = 1",
  .doc = "The elements of x at the positions that index tensors name, one tensor for each dimension from `dim` on. They "
         "broadcast, and their common shape takes the place of the indexed dimensions; what lies behind is taken whole. "
         "Positions are from 1, or negative from the end. A bool tensor stands for the positions where it is true, over "
         "as many dimensions as it has. t[index] and t[mask] are this.",
  .flags = DL_STRIDED,
  .saves = DL_ARGUMENT(1),
  .shape = index_shape,
  .kernel = index_kernel,
  .scratch = index_scratch,
  .grad = index_grad,
  .sample = "{ randn(3, 4), { ints(3, 5) } }, { randn(3, 4), { ints(3, 2, 1), ints(4, 3) } }, "
            "{ randn(3, 4), { bools(3, 4) } }, { randn(2, 3, 4), { bools(3) }, 2 }, { randn(4, 3), { ints(3, 2, 2) }, -1 }, "
            "{ randn(2, 3, 2), { ints(2, 3), ints(3, 3) } }, { randn(2, 3, 2, 2), { bools(3, 2), ints(2, 1) }, 2 }, "
            "{ randn(3), { tensor({ -1, 3, -3 }, 'int32') } }, { randn(3, 0), { ints(3, 2) } }, { randn(3), { ints(3) } }, "
            "{ randn(3, 2), { ints(3, 0) } }",
  .error = "{ randn(3), { ints(3, 2) + 3 } }, { randn(3), { ints(1, 2) - 1 } }, { randn(3), { randn(3) } }, { randn(), { ints(1) } }, "
           "{ randn(3), { bools(4) } }, { randn(3), { ints(3), ints(3) } }, { randn(3, 3), { ints(3, 2), ints(3, 3) } }, { randn(3), {} }",
};

/* The source as large as what it is written to; its rows must lie evenly. */
static dl_status spread_source(dl_args *a, int ndim, const int64_t *shape, int dim, int fresh) {
  dl_tensor *source = dl_in(a, 2), wanted = { .ndim = (uint8_t)ndim };
  memcpy(wanted.shape, shape, (size_t)ndim * sizeof *shape);
  bool fits = source->ndim <= ndim;
  for (int d = ndim - 1, s = source->ndim - 1; s >= 0 && fits; d--, s--)
    fits = source->shape[s] == 1 || source->shape[s] == shape[d];
  if (!fits)
    return dl_fail_argument(a, 2, "shape %s does not broadcast to %s, the shape of what is written",
                            DL_SHAPE_TEXT(source), DL_SHAPE_TEXT(&wanted));
  if (!dl_tensor_same_shape(source, &wanted)) source = DL(a, expand, source, ((dl_ints){ shape, ndim }));
  for (int d = dim; source && d + 1 < dim + fresh; d++)
    if (source->stride[d] != source->stride[d + 1] * source->shape[d + 1]) {
      source = DL(a, clone, source);
      break;
    }
  a->arg[2] = dl_value_tensor(source);
  return dl_error_status();
}

static dl_status index_put_shape(dl_args *a) {
  int ndim, fresh;
  int64_t shape[DL_MAX_DIMS];
  dl_status status = named_shape(a, 4, &ndim, shape, &fresh);
  if (status == DL_OK) status = spread_source(a, ndim, shape, (int)dl_integer(a, 4), fresh);
  return status == DL_OK ? dl_result_like(a, 0, dl_in(a, 0)) : status;
}

static size_t index_put_scratch(const dl_args *a) {
  dl_rows rows = written_rows(a);
  return dl_rows_scratch(&rows);
}

/* Of a place that is named twice, each source gets the gradient, as in PyTorch. */
static void index_put_grad(dl_grad *g) {
  dl_tensor *dy = dl_upstream(g, 0);
  bool accumulate = g->arg[3].boolean;
  if (dl_wants(g, 0)) dl_give(g, 0, accumulate ? dy : DL(g, indexPut, dy, g->arg[1], 0, false, g->arg[4]));
  if (dl_wants(g, 2)) dl_give(g, 2, DL(g, index, dy, g->arg[1], g->arg[4]));
}

DL_OP(indexPut) {
  .sig = "x: Tensor, indices: Tensors, source: Tensor|number, accumulate: bool = false, dim: dim = 1",
  .doc = "x with the elements that index(x, indices, dim) reads replaced by those of source, which broadcasts; with "
         "accumulate they are added. Of positions that are named twice the last one wins, or all are added. "
         "t[index] = source is this, in place.",
  .flags = DL_IN_PLACE | DL_UPDATES | DL_STRIDED | DL_VIA_FLOAT32,
  .autocast = DL_WIDEST,
  .saves = DL_ARGUMENT(1),
  .promote = DL_LIKE_FIRST,
  .keeps = DL_ARGUMENT(1),
  .shape = index_put_shape,
  .kernel = indexPut_kernel,
  .scratch = index_put_scratch,
  .grad = index_put_grad,
  .sample = "{ randn(3, 4), { tensor({ 3, 1 }, 'int64') }, randn(2, 4) }, { randn(3, 4), { ints(3, 5) }, randn(5, 4), true }, "
            "{ randn(3, 4), { bools(3, 4) }, 2.5 }, { randn(3, 4), { tensor({ 2, -1 }, 'int32') }, randn(1, 4) }, "
            "{ randn(2, 3, 2), { bools(3) }, randn(2, 1, 1), false, 2 }, { randn(3), { tensor({ 2 }, 'int64') }, randn() }, "
            "{ randn(3, 2), { ints(3, 2, 1), ints(2, 3) }, randn(2, 3), true }, { randn(3, 2), { ints(3, 2, 3) }, randn(3, 1), true }, "
            "{ randn(3), { ints(3, 0) }, randn(0) }",
  .error = "{ randn(3), { ints(3, 2) }, randn(3) }, { randn(3), { ints(3, 2) + 3 }, 1 }, { randn(3), { randn(3) }, 1 }, "
           "{ randn(), { ints(1) }, 1 }, { randn(3), { bools(4) }, 1 }, { randn(3), { ints(3) } }",
};
#endif
