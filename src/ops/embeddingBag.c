/* embeddingBag.c -- sums, means or maxima of rows of a table, bag by bag, without the rows between. */
#include "dl_op.h"

#ifndef DL_CUDA
typedef struct {
  const int64_t *index, *starts;          /* values from 1; starts: one more than there are bags */
  const char *weight, *scale;
  char *to;
  int64_t *which;                         /* maxima: the number of the row each comes from, 0 in an empty bag */
  int64_t rows, size, padding, bad;
  char mode;                              /* s, m(ean), x (maximum) */
} bag_work;

#define BAGS(T) \
static void add_bag_##T(bag_work *w, int64_t b, T *to) { \
  int64_t count = 0; \
  for (int64_t i = w->starts[b] - 1; i < w->starts[b + 1] - 1; i++) { \
    int64_t k = w->index[i]; \
    if (k < 1 || k > w->rows) { __atomic_store_n(&w->bad, k ? k : INT64_MIN, __ATOMIC_RELAXED); return; } \
    if (k == w->padding) continue; \
    const T *row = (const T *)w->weight + (k - 1) * w->size, scale = w->scale ? ((const T *)w->scale)[i] : 1; \
    if (scale == 1) for (int64_t d = 0; d < w->size; d++) to[d] += row[d]; \
    else for (int64_t d = 0; d < w->size; d++) to[d] += row[d] * scale; \
    count++; \
  } \
  if (w->mode == 'm' && count > 1) { \
    const T n = (T)count; \
    for (int64_t d = 0; d < w->size; d++) to[d] /= n; \
  } \
} \
static void top_bag_##T(bag_work *w, int64_t b, T *to, int64_t *which) { \
  for (int64_t i = w->starts[b] - 1; i < w->starts[b + 1] - 1; i++) { \
    int64_t k = w->index[i]; \
    if (k < 1 || k > w->rows) { __atomic_store_n(&w->bad, k ? k : INT64_MIN, __ATOMIC_RELAXED); return; } \
    if (k == w->padding) continue; \
    const T *row = (const T *)w->weight + (k - 1) * w->size; \
    for (int64_t d = 0; d < w->size; d++) { \
      bool more = which[d] == 0 || row[d] > to[d]; \
      to[d] = more ? row[d] : to[d]; \
      which[d] = more ? k : which[d]; \
    } \
  } \
} \
static void bags_##T(void *context, int64_t begin, int64_t end) { \
  bag_work *w = context; \
  for (int64_t b = begin; b < end; b++) { \
    T *to = (T *)w->to + b * w->size; \
    memset(to, 0, (size_t)w->size * sizeof(T)); \
    if (w->mode != 'x') { add_bag_##T(w, b, to); continue; } \
    memset(w->which + b * w->size, 0, (size_t)w->size * sizeof *w->which); \
    top_bag_##T(w, b, to, w->which + b * w->size); \
  } \
}
BAGS(float)
BAGS(double)

static dl_status bagReduce_kernel(dl_args *a) {
  const dl_tensor *index = dl_in(a, 0), *weight = dl_in(a, 1), *starts = dl_in(a, 2), *scale = dl_in(a, 4);
  const char *mode = dl_string(a, 3);
  bag_work w = { .index = (const int64_t *)dl_tensor_data(index), .starts = (const int64_t *)dl_tensor_data(starts),
                 .weight = dl_tensor_data(weight), .scale = scale ? dl_tensor_data(scale) : NULL,
                 .to = dl_tensor_data(a->result[0]), .rows = weight->shape[0], .size = weight->shape[1],
                 .padding = dl_integer(a, 5), .mode = strcmp(mode, "max") == 0 ? 'x' : mode[0] };
  int64_t bags = starts->shape[0] - 1, n = index->shape[0];
  if (w.mode == 'x') w.which = (int64_t *)dl_tensor_data(a->result[1]);
  for (int64_t b = 0; b <= bags; b++) {
    int64_t least = b ? w.starts[b - 1] : 1, most = b ? n + 1 : 1;
    if (w.starts[b] < least || w.starts[b] > most)
      return dl_fail_argument(a, 2, "bag %lld begins at %lld, expected %lld to %lld", (long long)b + 1, (long long)w.starts[b],
                              (long long)least, (long long)most);
  }
  dl_status status = dl_parallel(bags, 4096 / (w.size + 1) + 1, weight->dtype == DL_FLOAT32 ? bags_float : bags_double, &w);
  if (status == DL_OK && w.bad)
    return dl_fail_argument(a, 0, "%lld is not in 1 to %lld", (long long)(w.bad == INT64_MIN ? 0 : w.bad), (long long)w.rows);
  return status;
}
DL_KERNEL(bagReduce)
#endif

#ifndef DL_DEVICE_PASS
static bool is_mode(const char *mode) { return strcmp(mode, "sum") == 0 || strcmp(mode, "mean") == 0 || strcmp(mode, "max") == 0; }

static dl_status check_mode(dl_args *a, int i, int scale) {
  if (!is_mode(dl_string(a, i))) return dl_fail_argument(a, i, "there is no mode '%s': sum, mean or max", dl_string(a, i));
  if (dl_given(a, scale) && strcmp(dl_string(a, i), "sum") != 0) return dl_fail_argument(a, scale, "only sums have weights of their own");
  return DL_OK;
}

static dl_status check_vector(dl_args *a, int i) {
  const dl_tensor *t = dl_in(a, i);
  if (t->ndim == 1 && t->dtype == DL_INT64) return DL_OK;
  return dl_fail_argument(a, i, "expected a vector of int64, got %s of shape %s", dl_dtype_name((dl_dtype)t->dtype), DL_SHAPE_TEXT(t));
}

static dl_status bag_shape(dl_args *a) {
  const dl_tensor *index = dl_in(a, 0), *weight = dl_in(a, 1), *scale = dl_in(a, 4);
  if (check_vector(a, 0) != DL_OK || check_vector(a, 2) != DL_OK || check_mode(a, 3, 4) != DL_OK) return DL_ERROR;
  if (weight->ndim != 2 || !dl_dtype_is_float((dl_dtype)weight->dtype))
    return dl_fail_argument(a, 1, "expected a matrix of floats, got %s of shape %s", dl_dtype_name((dl_dtype)weight->dtype), DL_SHAPE_TEXT(weight));
  if (dl_in(a, 2)->shape[0] == 0) return dl_fail_argument(a, 2, "expected where each bag begins, and the end");
  if (scale && (!dl_tensor_same_shape(scale, index) || scale->dtype != weight->dtype))
    return dl_fail_argument(a, 4, "expected %s of shape %s, one for each index", dl_dtype_name((dl_dtype)weight->dtype), DL_SHAPE_TEXT(index));
  int64_t shape[] = { dl_in(a, 2)->shape[0] - 1, weight->shape[1] };
  dl_status status = dl_result(a, 0, (dl_dtype)weight->dtype, 2, shape);
  return status == DL_OK && strcmp(dl_string(a, 3), "max") == 0 ? dl_result(a, 1, DL_INT64, 2, shape) : status;
}

/* ---- in smaller operators ---- */

typedef struct { dl_tensor *ids, *scale; } bag_parts;     /* of each index: the number of its bag, and its factor */

/* `like` has the dtype of the weight. */
static bag_parts parts_of(dl_scope *scope, dl_tensor *index, dl_tensor *starts, dl_tensor *like, dl_value factor, int64_t padding, bool mean) {
  struct { dl_scope *scope; } s = { scope };
  int64_t n = index->shape[0], bags = starts->shape[0] - 1;
  dl_tensor *marks = DL(&s, zeros, DL_LIST(n + 1), (int)DL_INT64), *ones = DL(&s, ones, DL_LIST(bags), (int)DL_INT64);
  marks = DL(&s, indexAdd, marks, 0, DL(&s, narrow, starts, 0, 0, bags), ones);
  bag_parts p = { DL(&s, narrow, DL(&s, cumsum, marks, 0), 0, 0, n), NULL };
  p.scale = DL(&s, to, DL(&s, ne, index, padding), (int)like->dtype);
  if (mean) {
    dl_tensor *counts = DL(&s, indexAdd, DL(&s, zeros, DL_LIST(bags), (int)like->dtype), 0, p.ids, p.scale);
    p.scale = DL(&s, div, p.scale, DL(&s, indexSelect, DL(&s, maximum, counts, DL(&s, onesLike, counts)), 0, p.ids));
  } else if (factor.kind == DL_TENSOR) p.scale = DL(&s, mul, p.scale, factor);
  return p;
}

/* Every row in every bag, -infinity where it is not in it: simple, and heavy. */
static dl_status top_decomp(dl_args *a, bag_parts p) {
  dl_tensor *index = dl_in(a, 0), *weight = dl_in(a, 1);
  int64_t bags = dl_in(a, 2)->shape[0] - 1, n = index->shape[0];
  dl_tensor *zeros = DL(a, zeros, DL_LIST(bags, weight->shape[1]), (int)weight->dtype);
  if (n == 0 || bags == 0) {
    dl_give_result(a, 1, DL(a, zeros, DL_LIST(bags, weight->shape[1]), (int)DL_INT64));
    return dl_give_result(a, 0, DL(a, add, zeros, DL(a, mul, DL(a, sum, weight), 0.0)));
  }
  dl_tensor *bag = DL(a, unsqueeze, DL(a, arange, 1, bags + 1), 1);
  dl_tensor *in = DL(a, logicalAnd, DL(a, eq, bag, p.ids), DL(a, ne, p.scale, 0));
  dl_tensor *rows = DL(a, where, DL(a, unsqueeze, in, 2), DL(a, indexSelect, weight, 0, index), -INFINITY), *found[2] = { NULL };
  DL_ALL(a, found, max, rows, 1);
  dl_tensor *empty = DL(a, logicalNot, DL(a, any, in, 1, true));
  dl_tensor *which = DL(a, reshape, DL(a, indexSelect, index, 0, DL(a, reshape, found[1], DL_LIST(-1))), DL_LIST(bags, weight->shape[1]));
  dl_give_result(a, 1, DL(a, where, empty, 0, which));
  return dl_give_result(a, 0, DL(a, where, empty, 0.0, found[0]));
}

static dl_status bag_decomp(dl_args *a) {
  dl_tensor *index = dl_in(a, 0), *weight = dl_in(a, 1), *starts = dl_in(a, 2);
  const char *mode = dl_string(a, 3);
  bag_parts p = parts_of(a->scope, index, starts, weight, a->arg[4], dl_integer(a, 5), strcmp(mode, "mean") == 0);
  if (strcmp(mode, "max") == 0) return top_decomp(a, p);
  dl_tensor *rows = DL(a, mul, DL(a, indexSelect, weight, 0, index), DL(a, unsqueeze, p.scale, 1));
  dl_tensor *zeros = DL(a, zeros, DL_LIST(starts->shape[0] - 1, weight->shape[1]), (int)weight->dtype);
  return dl_give_result(a, 0, DL(a, indexAdd, zeros, 0, p.ids, rows));
}

/* What flows into a bag flows into its rows, times their factors; a maximum's into the row it came from. */
static void bag_grad(dl_grad *g) {
  dl_tensor *dy = dl_upstream(g, 0), *index = dl_saved(g, 0), *weight = dl_saved(g, 1), *starts = dl_saved(g, 2);
  const char *mode = g->arg[3].string;
  int64_t padding = g->arg[5].integer;
  dl_tensor *zeros = DL(g, zerosLike, weight);
  if (strcmp(mode, "max") == 0) {
    dl_tensor *which = g->result[1], *found = DL(g, ne, which, 0);
    if (weight->shape[0] == 0) { dl_give(g, 1, zeros); return; }
    dl_give(g, 1, DL(g, scatterAdd, zeros, 0, DL(g, where, found, which, 1), DL(g, mul, dy, found)));
    return;
  }
  bag_parts p = parts_of(g->scope, index, starts, weight, g->arg[4], padding, strcmp(mode, "mean") == 0);
  dl_tensor *each = DL(g, indexSelect, dy, 0, p.ids);
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, indexAdd, zeros, 0, index, DL(g, mul, each, DL(g, unsqueeze, p.scale, 1))));
  if (!dl_wants(g, 4)) return;
  dl_tensor *product = DL(g, sum, DL(g, mul, each, DL(g, indexSelect, weight, 0, index)), 1);
  dl_give(g, 4, DL(g, mul, product, DL(g, ne, index, padding)));
}

DL_OP(bagReduce) {
  .sig = "index: Tensor, weight: Tensor, starts: Tensor, mode: string, scale: Tensor?, padding: int = 0",
  .returns = "output, which",
  .doc = "Rows of weight (n, d) put together in bags: bag b has those whose numbers (from 1) are index[starts[b]] to "
         "index[starts[b + 1] - 1]. mode: \"sum\" (of the rows times `scale`, one for each index), \"mean\" or \"max\", which also tells "
         "the number of the row of each maximum. The row `padding` counts nothing. An empty bag gives zeros.",
  .flags = DL_VIA_FLOAT32,
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1) | DL_ARGUMENT(2) | DL_ARGUMENT(4) | DL_RESULT(1),
  .shape = bag_shape,
  .kernel = bagReduce_kernel,
  .decomp = bag_decomp,
  .grad = bag_grad,
  .sample = "{ ints(4, 5), randn(4, 2), tensor({ 1, 3, 3, 6 }, 'int64'), 'mean', nil, 2 }, "
            "{ ints(4, 5), randn(4, 2), tensor({ 1, 2, 6 }, 'int64'), 'sum', randn(5), 3 }, "
            "{ tensor({ 1, 2, 3, 4, 2 }, 'int64'), distinct(4, 2), tensor({ 1, 4, 4, 6 }, 'int64'), 'max', nil, 1 }, "
            "{ ints(4, 0), randn(4, 2), tensor({ 1 }, 'int64'), 'sum' }, { ints(4, 0), randn(4, 2), tensor({ 1, 1 }, 'int64'), 'max' }",
  .error = "{ ints(4, 5), randn(3, 2), tensor({ 1, 6 }, 'int64'), 'median' }, { tensor({ 5 }, 'int64'), randn(3, 2), tensor({ 1, 2 }, 'int64'), 'sum' }, "
           "{ ints(3, 2), randn(3, 2), tensor({ 2, 3 }, 'int64'), 'sum' }, { ints(3, 2), randn(3, 2), tensor({ 1, 4 }, 'int64'), 'mean' }, "
           "{ ints(3, 2), randn(3, 2), tensor({ 1, 3 }, 'int64'), 'mean', randn(2) }, { randn(2), randn(3, 2), tensor({ 1, 3 }, 'int64'), 'sum' }",
};

static dl_status embedding_bag_decomp(dl_args *a) {
  dl_tensor *index = dl_in(a, 0), *weight = dl_in(a, 1), *offsets = dl_in(a, 2), *scale = dl_in(a, 4);
  if (check_mode(a, 3, 4) != DL_OK) return DL_ERROR;
  if (index->ndim != 1 && index->ndim != 2)
    return dl_fail_argument(a, 0, "expected 1 or 2 dimensions, got shape %s", DL_SHAPE_TEXT(index));
  if ((index->ndim == 1) != (offsets != NULL))
    return dl_fail_argument(a, 2, offsets ? "rows of indices are bags by themselves" : "a vector of indices needs where its bags begin");
  if (scale && !dl_tensor_same_shape(scale, index))
    return dl_fail_argument(a, 4, "expected shape %s, as the indices have, got %s", DL_SHAPE_TEXT(index), DL_SHAPE_TEXT(scale));
  dl_tensor *starts = offsets ? DL(a, to, offsets, (int)DL_INT64) : NULL;
  int64_t n = dl_tensor_numel(index);
  if (!offsets) {
    int64_t bags = index->shape[0], each = index->shape[1];
    starts = DL(a, add, DL(a, mul, DL(a, arange, 0, bags + 1), each), 1);
    index = DL(a, reshape, index, DL_LIST(n));
    if (scale) scale = DL(a, reshape, scale, DL_LIST(n));
  } else if (!dl_boolean(a, 5)) {
    dl_tensor **list = dl_scope_list(a->scope, 2);
    if (!list) return DL_NO_MEMORY;
    list[0] = starts;
    list[1] = DL(a, full, DL_LIST(1), n + 1, (int)DL_INT64);
    starts = DL(a, cat, ((dl_tensors){ list, 2 }), 0);
  }
  if (scale) scale = DL(a, to, scale, (int)weight->dtype);
  int64_t padding = dl_given(a, 6) ? dl_integer(a, 6) : 0;
  return dl_give_result(a, 0, DL(a, bagReduce, DL(a, to, index, (int)DL_INT64), weight, starts, a->arg[3], scale, padding));
}

DL_OP(embeddingBag) {
  .sig = "index: Tensor, weight: Tensor, offsets: Tensor?, mode: string = \"mean\", perSampleWeights: Tensor?, "
         "includeLastOffset: bool = false, paddingIndex: int?",
  .doc = "Sums, means or maxima of rows of weight (n, d), bag by bag, without the rows in between. index: (bags, size) numbers of rows, "
         "from 1, or a vector of them, in which bag b begins at position offsets[b] (the first at 1; includeLastOffset: the last one is "
         "where the last bag ends). mode: \"sum\", \"mean\" or \"max\"; perSampleWeights: factors of the shape of index, for sums. The row "
         "paddingIndex counts nothing and gets no gradient. An empty bag gives zeros. The result: (bags, d).",
  .decomp = embedding_bag_decomp,
  .sample = "{ ints(4, 2, 3), randn(4, 2) }, { ints(4, 5), randn(4, 2), tensor({ 1, 3 }, 'int64'), 'sum', randn(5) }, "
            "{ ints(4, 5), randn(4, 2), tensor({ 1, 3, 6 }, 'int32'), { includeLastOffset = true, paddingIndex = 2 } }, "
            "{ tensor({ { 1, 2 }, { 4, 3 } }, 'int64'), distinct(4, 2), { mode = 'max' } }, { ints(4, 2, 0), randn(4, 2) }",
  .error = "{ ints(4, 5), randn(4, 2) }, { ints(4, 2, 2), randn(4, 2), tensor({ 1 }, 'int64') }, { ints(4, 2, 2), randn(4, 2), { mode = 'top' } }, "
           "{ ints(4, 2, 2), randn(4, 2), nil, 'sum', randn(2) }, { ints(4, 2, 2, 2), randn(4, 2) }",
};
#endif
