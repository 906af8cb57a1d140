/* cat.c -- tensors put together (cat, stack) and taken apart (split, chunk, unbind). */
#include "dl_op.h"

static dl_status cat_kernel(dl_args *a) {
  dl_tensors list = a->arg[0].tensors;
  dl_tensor place = *a->result[0];
  int d = (int)dl_integer(a, 1);
  dl_status status = DL_OK;
  for (int k = 0; k < list.count && status == DL_OK; k++) {
    if (dl_tensor_numel(list.data[k]) == 0) continue;
    place.shape[d] = list.data[k]->shape[d];
    status = dl_copy_strided(&place, list.data[k]);
    place.offset += place.shape[d] * place.stride[d];
  }
  return status;
}
DL_KERNEL(cat)

#ifndef DL_DEVICE_PASS

/* An empty vector takes no part: dl.cat({ dl.empty(0), x }) begins a list that grows. */
static bool takes_part(const dl_tensor *t) { return t->ndim != 1 || t->shape[0] != 0; }

static const dl_tensor *first_part(dl_tensors list) {
  for (int k = 0; k < list.count; k++)
    if (takes_part(list.data[k])) return list.data[k];
  return list.data[0];
}

static dl_status cat_shape(dl_args *a) {
  dl_tensors list = a->arg[0].tensors;
  if (list.count == 0) return dl_fail_argument(a, 0, "expected Tensors, got an empty list");
  const dl_tensor *first = first_part(list);
  if (first->ndim == 0) return dl_fail(a, "0-dimensional tensors cannot be put end to end (use stack)");
  if (dl_normal_dim(a, 1, first->ndim) != DL_OK) return DL_ERROR;
  int64_t dim = dl_integer(a, 1), shape[DL_MAX_DIMS];
  memcpy(shape, first->shape, sizeof shape);
  shape[dim] = 0;
  for (int k = 0; k < list.count; k++) {
    const dl_tensor *t = list.data[k];
    if (!takes_part(t)) continue;
    bool fits = t->ndim == first->ndim;
    for (int d = 0; d < t->ndim && fits; d++) fits = d == dim || t->shape[d] == first->shape[d];
    if (!fits)
      return dl_fail_argument(a, 0, "tensor %d has shape %s, which does not fit to %s (only dimension %d may differ)", k + 1,
                              DL_SHAPE_TEXT(t), DL_SHAPE_TEXT(first), (int)dim + 1);
    shape[dim] += t->shape[dim];
  }
  return dl_result(a, 0, (dl_dtype)first->dtype, first->ndim, shape);
}

static void cat_grad(dl_grad *g) {
  dl_tensors list = g->arg[0].tensors;
  int64_t dim = g->arg[1].integer, start = 0;
  for (int k = 0; k < list.count; k++) {
    if (!takes_part(list.data[k])) continue;
    int64_t size = list.data[k]->shape[dim];
    if (dl_wants_item(g, 0, k)) dl_give_item(g, 0, k, DL(g, narrow, dl_upstream(g, 0), dim, start, size));
    start += size;
  }
}

DL_OP(cat) {
  .sig = "tensors: Tensors, dim: dim = 1",
  .doc = "Tensors end to end along a dimension: dl.cat({ a, b }, 2) or dl.cat(a, b, 2). Their other sizes must be the same.",
  .alias = "concatenate",
  .flags = DL_STRIDED,
  .promote = DL_COMMON,
  .autocast = DL_WIDEST,
  .shape = cat_shape,
  .kernel = cat_kernel,
  .grad = cat_grad,
  .sample = "{ { randn(2, 3), randn(1, 3) } }, { { randn(2, 1), randn(2, 3), randn(2, 2) }, -1 }, { { randn(0), randn(2, 2) } }, "
            "{ { randn(3) } }, { { randn(0, 2), randn(2, 2) } }, { { randn(2, 1, 3), randn(2, 2, 3) }, 2 }",
  .error = "{ {} }, { { randn(2, 3), randn(2, 2) } }, { { randn(2), randn(2, 2) } }, { { randn(), randn() } }, { { randn(2) }, 2 }",
};

static dl_status stack_decomp(dl_args *a) {
  dl_tensors list = a->arg[0].tensors;
  if (list.count == 0) return dl_fail_argument(a, 0, "expected Tensors, got an empty list");
  const dl_tensor *first = list.data[0];
  if (dl_normal_dim(a, 1, first->ndim + 1) != DL_OK) return DL_ERROR;
  dl_tensor **raised = dl_scope_list(a->scope, list.count);
  for (int k = 0; k < list.count && raised; k++) {
    if (!dl_tensor_same_shape(list.data[k], first))
      return dl_fail_argument(a, 0, "tensor %d has shape %s, the first has %s", k + 1, DL_SHAPE_TEXT(list.data[k]),
                              DL_SHAPE_TEXT(first));
    raised[k] = DL(a, unsqueeze, list.data[k], a->arg[1]);
    if (!raised[k]) return dl_error_status();
  }
  return raised ? dl_give_result(a, 0, DL(a, cat, ((dl_tensors){ raised, list.count }), a->arg[1])) : DL_NO_MEMORY;
}

DL_OP(stack) {
  .sig = "tensors: Tensors, dim: dim = 1",
  .doc = "Tensors of one shape side by side along a new dimension.",
  .autocast = DL_WIDEST,
  .decomp = stack_decomp,
  .sample = "{ { randn(2, 3), randn(2, 3) } }, { { randn(3), randn(3) }, -1 }, { { randn(), randn() } }, { { randn(0), randn(0) }, 2 }",
  .error = "{ {} }, { { randn(2), randn(3) } }, { { randn(2) }, 3 }",
};

/* ---- apart: all pieces are views of one call, so that their gradients are put together once ---- */

static dl_status check_pieces(const dl_args *a, int64_t pieces) {
  if (pieces <= DL_MAX_RESULTS) return DL_OK;
  return dl_fail(a, "%lld pieces are more than the %d results a call can have (use narrow() or x:iter() in a loop)",
                 (long long)pieces, DL_MAX_RESULTS);
}

static dl_status add_piece(dl_args *a, int64_t dim, int64_t start, int64_t size) {
  int i = a->nresults;
  dl_status status = dl_result_view(a, i);
  if (status != DL_OK) return status;
  if (size) a->result[i]->offset += start * a->result[i]->stride[dim];
  a->result[i]->shape[dim] = size;
  return DL_OK;
}

static dl_status even_pieces(dl_args *a, int64_t dim, int64_t size) {
  int64_t n = dl_in(a, 0)->shape[dim], pieces = n ? (n - 1) / size + 1 : 1;
  dl_status status = check_pieces(a, pieces);
  for (int64_t k = 0; k < pieces && status == DL_OK; k++)
    status = add_piece(a, dim, k * size, n - k * size < size ? n - k * size : size);
  return status;
}

static dl_status split_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_ints sizes = dl_intlist(a, 1);
  if (x->ndim == 0) return dl_fail(a, "a 0-dimensional tensor cannot be split");
  if (dl_normal_dim(a, 2, x->ndim) != DL_OK) return DL_ERROR;
  int64_t dim = dl_integer(a, 2), start = 0;
  if (sizes.count == 1 && sizes.data[0] < 1)
    return dl_fail_argument(a, 1, "expected a size of at least 1, got %lld", (long long)sizes.data[0]);
  if (sizes.count == 1) return even_pieces(a, dim, sizes.data[0]);
  dl_status status = check_pieces(a, sizes.count);
  for (int k = 0; k < sizes.count && status == DL_OK; k++) {
    int64_t size = sizes.data[k];
    if (size < 0) return dl_fail_argument(a, 1, "size %lld of piece %d is negative", (long long)size, k + 1);
    if (size > x->shape[dim] - start) break;
    status = add_piece(a, dim, start, size);
    start += size;
  }
  if (status == DL_OK && (a->nresults < sizes.count || start != x->shape[dim]))
    return dl_fail_argument(a, 1, "the sizes must add up to %lld, the size of dimension %d", (long long)x->shape[dim],
                            (int)dim + 1);
  return status;
}

static dl_tensors upstreams(dl_grad *g) {
  dl_tensor **list = dl_scope_list(g->scope, g->nresults);
  for (int k = 0; k < g->nresults && list; k++)
    if (!(list[k] = dl_upstream(g, k))) return (dl_tensors){ NULL, 0 };
  return (dl_tensors){ list, list ? g->nresults : 0 };
}

static void pieces_grad(dl_grad *g) {
  dl_tensors list = upstreams(g);
  if (list.count) dl_give(g, 0, DL(g, cat, list, g->arg[2]));
}

DL_OP(split) {
  .sig = "x: Tensor, size: ints, dim: dim = 1",
  .returns = "pieces...",
  .doc = "x cut along a dimension into pieces of one size (the last may be smaller) or of the sizes of a list: "
         "local a, b = x:split(2). Views, at most 64.",
  .flags = DL_VIEW,
  .shape = split_shape,
  .grad = pieces_grad,
  .sample = "{ randn(4, 2), 2 }, { randn(2, 5), 2, -1 }, { randn(5), { 2, 0, 3 } }, { randn(0, 2), 1 }, { randn(2), 5 }",
  .error = "{ randn(4), 0 }, { randn(4), { 1, 2 } }, { randn(4), { 2, 3 } }, { randn(4), { 5, -1 } }, { randn(65), 1 }, { randn(), 1 }, "
           "{ randn(4), 2, 2 }",
};

static dl_status chunk_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t chunks = dl_integer(a, 1);
  if (x->ndim == 0) return dl_fail(a, "a 0-dimensional tensor cannot be cut");
  if (dl_normal_dim(a, 2, x->ndim) != DL_OK) return DL_ERROR;
  if (chunks < 1) return dl_fail_argument(a, 1, "expected at least 1, got %lld", (long long)chunks);
  int64_t n = x->shape[dl_integer(a, 2)];
  return even_pieces(a, dl_integer(a, 2), n ? (n - 1) / chunks + 1 : 1);
}

DL_OP(chunk) {
  .sig = "x: Tensor, chunks: int, dim: dim = 1",
  .returns = "pieces...",
  .doc = "x cut along a dimension into so many pieces of one size; the last may be smaller, and there may be fewer. Views, "
         "at most 64.",
  .flags = DL_VIEW,
  .shape = chunk_shape,
  .grad = pieces_grad,
  .sample = "{ randn(4, 2), 2 }, { randn(2, 5), 3, 2 }, { randn(2), 5 }",
  .error = "{ randn(4), 0 }, { randn(65), 65 }, { randn(), 1 }, { randn(4), 2, 2 }",
};

static dl_status unbind_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (x->ndim == 0) return dl_fail(a, "a 0-dimensional tensor has no slices");
  if (dl_normal_dim(a, 1, x->ndim) != DL_OK) return DL_ERROR;
  int64_t d = dl_integer(a, 1);
  dl_status status = check_pieces(a, x->shape[d]);
  for (int64_t k = 0; k < x->shape[d] && status == DL_OK; k++) {
    status = add_piece(a, d, k, 1);
    if (status != DL_OK) break;
    dl_tensor *r = a->result[k];
    r->ndim--;
    memmove(r->shape + d, r->shape + d + 1, (size_t)(r->ndim - d) * sizeof *r->shape);
    memmove(r->stride + d, r->stride + d + 1, (size_t)(r->ndim - d) * sizeof *r->stride);
  }
  return status;
}

static void unbind_grad(dl_grad *g) {
  dl_tensors list = upstreams(g);
  if (list.count) dl_give(g, 0, DL(g, stack, list, g->arg[1]));
}

DL_OP(unbind) {
  .sig = "x: Tensor, dim: dim = 1",
  .returns = "slices...",
  .doc = "The slices of x along a dimension, which is removed. Views, at most 64.",
  .flags = DL_VIEW,
  .shape = unbind_shape,
  .grad = unbind_grad,
  .sample = "{ randn(2, 3) }, { randn(2, 3), -1 }, { randn(3) }",
  .error = "{ randn() }, { randn(3), 2 }, { randn(65) }",
};
#endif
