/* embedding.c -- rows of a table by their numbers. */
#include "dl_op.h"

#ifndef DL_CUDA
typedef struct { const char *index, *weight; char *to; size_t row; int64_t rows, bad; bool wide; } lookup;

static void look_up(void *context, int64_t begin, int64_t end) {
  lookup *w = context;
  for (int64_t i = begin; i < end; i++) {
    int64_t k = w->wide ? ((const int64_t *)w->index)[i] : ((const int32_t *)w->index)[i];
    if (k >= 1 && k <= w->rows) memcpy(w->to + (size_t)i * w->row, w->weight + (size_t)(k - 1) * w->row, w->row);
    else __atomic_store_n(&w->bad, k ? k : INT64_MIN, __ATOMIC_RELAXED);
  }
}

static dl_status embedding_kernel(dl_args *a) {
  const dl_tensor *index = dl_in(a, 0), *weight = dl_in(a, 1);
  lookup w = { dl_tensor_data(index), dl_tensor_data(weight), dl_tensor_data(a->result[0]),
               (size_t)weight->shape[1] * dl_dtype_size((dl_dtype)weight->dtype), weight->shape[0], 0, index->dtype == DL_INT64 };
  dl_status status = dl_parallel(dl_tensor_numel(index), 65536 / (int64_t)(w.row + 1) + 1, look_up, &w);
  if (status == DL_OK && w.bad)
    return dl_fail_argument(a, 0, "%lld is not in 1 to %lld", (long long)(w.bad == INT64_MIN ? 0 : w.bad), (long long)w.rows);
  return status;
}
DL_KERNEL(embedding)

#else
template <class T, class I> static dl_status look_up(const dl_args *a) {
  const dl_tensor *weight = dl_in(a, 1);
  const I *index = (const I *)dl_tensor_data(dl_in(a, 0));
  const T *from = (const T *)dl_tensor_data(weight);
  T *to = (T *)dl_tensor_data(a->result[0]);
  const int64_t rows = weight->shape[0], columns = weight->shape[1];
  const dl_blame blame = dl_blame_of(a, 0);
  return dl_each(a, dl_tensor_numel(a->result[0]), [=] __device__ (int64_t i) {
    const int64_t row = index[i / columns];
    const bool there = row >= 1 && row <= rows;
    if (!there && i % columns == 0) blame.complain(DL_BAD_LABEL, row, rows);
    if (there) to[i] = from[(row - 1) * columns + i % columns];
  });
}

static dl_status embedding_kernel(dl_args *a) {
  const bool wide = dl_in(a, 0)->dtype == DL_INT64;
#define LOOK_UP(T) return wide ? look_up<T, int64_t>(a) : look_up<T, int32_t>(a)
  DL_BY_WIDTH((dl_dtype)dl_in(a, 1)->dtype, LOOK_UP)
  return DL_OK;
}
DL_KERNEL(embedding)
#endif

#ifndef DL_DEVICE_PASS
static dl_status embedding_shape(dl_args *a) {
  const dl_tensor *index = dl_in(a, 0), *weight = dl_in(a, 1);
  int64_t shape[DL_MAX_DIMS];
  if (index->dtype != DL_INT64 && index->dtype != DL_INT32)
    return dl_fail_argument(a, 0, "expected int64 or int32, got %s", dl_dtype_name((dl_dtype)index->dtype));
  if (weight->ndim != 2) return dl_fail_argument(a, 1, "expected a matrix, got %d dimensions", weight->ndim);
  if (index->ndim == DL_MAX_DIMS) return dl_fail_argument(a, 0, "has %d dimensions, one more is needed", DL_MAX_DIMS);
  memcpy(shape, index->shape, sizeof shape);
  shape[index->ndim] = weight->shape[1];
  return dl_result(a, 0, (dl_dtype)weight->dtype, index->ndim + 1, shape);
}

/* The gradient of a row is the sum of the gradients of its uses; that of the padding row is 0. */
static void embedding_grad(dl_grad *g) {
  dl_tensor *index = dl_saved(g, 0), *weight = dl_saved(g, 1);
  dl_tensor *flat = DL(g, reshape, index, DL_LIST(-1));
  if (dl_tensor_numel(index) == 0) flat = DL(g, reshape, index, DL_LIST(0));
  dl_tensor *rows = DL(g, reshape, dl_upstream(g, 0), DL_LIST(dl_tensor_numel(index), weight->shape[1]));
  if (g->arg[2].kind != DL_NIL)
    rows = DL(g, mul, rows, DL(g, unsqueeze, DL(g, ne, flat, g->arg[2].integer), 1));
  dl_tensor *zeros = DL(g, zeros, dl_shape_of(weight), (int)weight->dtype);
  dl_give(g, 1, DL(g, indexAdd, zeros, 0, flat, rows));
}

DL_OP(embedding) {
  .sig = "index: Tensor, weight: Tensor, paddingIndex: int?",
  .doc = "The rows of weight (n, d) whose numbers (from 1) are in index, of any shape: index's shape with d behind it. The row "
         "paddingIndex gets no gradient.",
  .saves = DL_ARGUMENT(0),
  .shape = embedding_shape,
  .kernel = embedding_kernel,
  .picked = DL_ARGUMENT(1),
  .grad = embedding_grad,
  .sample = "{ ints(4, 3), randn(4, 2) }, { ints(4, 2, 3), constant(randn(4, 2)), 2 }, { ints(4), randn(4, 3) }, { ints(4, 0), randn(4, 3) }",
  .error = "{ tensor({ 5 }, 'int64'), randn(4, 2) }, { tensor({ 0 }, 'int64'), randn(4, 2) }, { randn(2), randn(4, 2) }, { ints(4, 3), randn(4) }",
};
#endif
