/* sort.c -- order along a dimension: sort, argsort, topk, kthvalue, median, mode.
**
** Memory is seen as outer x n x inner; each of the outer * inner strips is copied out as pairs of value and position and
** sorted by merging, which is stable. NaN counts as larger than any number, as in PyTorch.
*/
#include "dl_op.h"

#ifndef DL_CUDA
typedef struct {
  int64_t n, inner, rank;
  int pick;
  int64_t k;                       /* results of a strip */
  bool descending;
  const char *x;
  char *values;                    /* NULL: not asked for */
  int64_t *indices;
  char *scratch;                   /* room for two runs of pairs for each strip */
} order_work;

enum { PICK_RANK, PICK_MEDIAN, PICK_MODE };

#define RUN 16                     /* shorter runs are sorted by insertion */

#define SORTING(T) \
typedef struct { T value; int64_t at; } pair_##T; \
static inline bool below_##T(T a, T b) { return a < b || (b != b && a == a); } \
static inline bool before_##T(pair_##T a, pair_##T b, bool descending) { \
  return descending ? below_##T(b.value, a.value) : below_##T(a.value, b.value); \
} \
static void insert_##T(pair_##T *p, int64_t n, bool descending) { \
  for (int64_t i = 1; i < n; i++) { \
    pair_##T moved = p[i]; \
    int64_t k = i; \
    for (; k > 0 && before_##T(moved, p[k - 1], descending); k--) p[k] = p[k - 1]; \
    p[k] = moved; \
  } \
} \
static void merge_##T(const pair_##T *a, int64_t na, const pair_##T *b, int64_t nb, pair_##T *to, bool descending) { \
  int64_t i = 0, j = 0; \
  while (i < na && j < nb) { \
    if (before_##T(b[j], a[i], descending)) *to++ = b[j++]; \
    else *to++ = a[i++]; \
  } \
  memcpy(to, a + i, (size_t)(na - i) * sizeof *to); \
  memcpy(to + na - i, b + j, (size_t)(nb - j) * sizeof *to); \
} \
/* The pairs of one strip as they lie in x. */ \
static pair_##T *unsorted_##T(const order_work *w, int64_t strip) { \
  pair_##T *to = (pair_##T *)w->scratch + 2 * strip * w->n; \
  const T *x = (const T *)w->x + strip / w->inner * w->n * w->inner + strip % w->inner; \
  for (int64_t i = 0; i < w->n; i++) to[i] = (pair_##T){ x[i * w->inner], i + 1 }; \
  return to; \
} \
/* The pairs of one strip in order; they lie in one of the two halves of the scratch. */ \
static pair_##T *sorted_##T(const order_work *w, int64_t strip, bool descending) { \
  pair_##T *from = unsorted_##T(w, strip), *to = from + w->n; \
  for (int64_t i = 0; i < w->n; i += RUN) insert_##T(from + i, w->n - i < RUN ? w->n - i : RUN, descending); \
  for (int64_t width = RUN; width < w->n; width *= 2) { \
    for (int64_t i = 0; i < w->n; i += 2 * width) { \
      int64_t na = w->n - i < width ? w->n - i : width, rest = w->n - i - na; \
      merge_##T(from + i, na, from + i + na, rest < width ? rest : width, to + i, descending); \
    } \
    pair_##T *other = from; from = to; to = other; \
  } \
  return from; \
} \
static void store_##T(const order_work *w, int64_t strip, const pair_##T *p) { \
  int64_t at = strip / w->inner * w->k * w->inner + strip % w->inner; \
  for (int64_t i = 0; i < w->k; i++) { \
    if (w->values) ((T *)w->values)[at + i * w->inner] = p[i].value; \
    w->indices[at + i * w->inner] = p[i].at; \
  } \
} \
static void sort_strips_##T(void *context, int64_t begin, int64_t end) { \
  const order_work *w = context; \
  for (int64_t s = begin; s < end; s++) store_##T(w, s, sorted_##T(w, s, w->descending)); \
} \
/* The k first in order, kept in a heap with the last of them at its root. */ \
static void sift_##T(pair_##T *heap, int64_t n, int64_t i, bool descending) { \
  for (int64_t child; (child = 2 * i + 1) < n; i = child) { \
    if (child + 1 < n && before_##T(heap[child], heap[child + 1], descending)) child++; \
    if (!before_##T(heap[i], heap[child], descending)) return; \
    pair_##T moved = heap[i]; \
    heap[i] = heap[child]; \
    heap[child] = moved; \
  } \
} \
static void top_strips_##T(void *context, int64_t begin, int64_t end) { \
  const order_work *w = context; \
  for (int64_t s = begin; s < end && w->k; s++) { \
    pair_##T *heap = (pair_##T *)w->scratch + 2 * s * w->n; \
    const T *x = (const T *)w->x + s / w->inner * w->n * w->inner + s % w->inner; \
    for (int64_t i = 0; i < w->k; i++) heap[i] = (pair_##T){ x[i * w->inner], i + 1 }; \
    for (int64_t i = w->k / 2 - 1; i >= 0; i--) sift_##T(heap, w->k, i, w->descending); \
    for (int64_t i = w->k; i < w->n; i++) { \
      pair_##T p = { x[i * w->inner], i + 1 }; \
      if (!before_##T(p, heap[0], w->descending)) continue; \
      heap[0] = p; \
      sift_##T(heap, w->k, 0, w->descending); \
    } \
    for (int64_t n = w->k - 1; n > 0; n--) { \
      pair_##T last = heap[0]; \
      heap[0] = heap[n]; \
      heap[n] = last; \
      sift_##T(heap, n, 0, w->descending); \
    } \
    store_##T(w, s, heap); \
  } \
} \
/* The longest run of equal values; the first of them if several are as long. */ \
static int64_t mode_of_##T(const pair_##T *p, int64_t n) { \
  int64_t best = 0, length = 0; \
  for (int64_t i = 0, run = 0; i < n; i++) { \
    run = i && p[i].value == p[i - 1].value ? run + 1 : 1; \
    if (run > length) { length = run; best = i; } \
  } \
  return best; \
} \
/* Of equal values the one at the smaller position comes first: the order that a stable sort gives. */ \
static inline bool precedes_##T(pair_##T a, pair_##T b) { \
  return below_##T(a.value, b.value) || (!below_##T(b.value, a.value) && a.at < b.at); \
} \
/* Moves the pair of a rank to its place, those before it to its left (Hoare's selection). Pivots that divide badly so often \
** that it would take long end it: false. */ \
static bool select_##T(pair_##T *p, int64_t n, int64_t rank) { \
  int64_t left = 0, right = n - 1, budget = 8 * n; \
  while (left < right) { \
    pair_##T a = p[left], pivot = p[left + (right - left) / 2], c = p[right];     /* the middle one of three */ \
    if (precedes_##T(pivot, a)) { pair_##T moved = a; a = pivot; pivot = moved; } \
    if (precedes_##T(c, pivot)) pivot = precedes_##T(c, a) ? a : c; \
    if ((budget -= right - left) < 0) return false; \
    int64_t i = left, j = right; \
    while (i <= j) { \
      while (precedes_##T(p[i], pivot)) i++; \
      while (precedes_##T(pivot, p[j])) j--; \
      if (i <= j) { pair_##T moved = p[i]; p[i++] = p[j]; p[j--] = moved; } \
    } \
    if (rank <= j) right = j; \
    else if (rank >= i) left = i; \
    else return true; \
  } \
  return true; \
} \
/* The pair of a rank, of a median the first NaN if there is one. */ \
static const pair_##T *ranked_##T(const order_work *w, int64_t strip) { \
  pair_##T *p = unsorted_##T(w, strip); \
  if (w->pick == PICK_MEDIAN) \
    for (int64_t i = 0; i < w->n; i++) if (p[i].value != p[i].value) return p + i; \
  const int64_t rank = w->pick == PICK_MEDIAN ? (w->n - 1) / 2 : w->rank; \
  return (select_##T(p, w->n, rank) ? p : sorted_##T(w, strip, false)) + rank; \
} \
static void pick_strips_##T(void *context, int64_t begin, int64_t end) { \
  const order_work *w = context; \
  for (int64_t s = begin; s < end; s++) { \
    const pair_##T *p = w->pick == PICK_MODE ? sorted_##T(w, s, false) : ranked_##T(w, s); \
    store_##T(w, s, w->pick == PICK_MODE ? p + mode_of_##T(p, w->n) : p); \
  } \
}
SORTING(float)
SORTING(double)
SORTING(int64_t)
SORTING(int32_t)
SORTING(uint8_t)

#define BODIES(kind) { \
  [DL_FLOAT32] = kind##_strips_float, [DL_FLOAT64] = kind##_strips_double, [DL_INT64] = kind##_strips_int64_t, \
  [DL_INT32] = kind##_strips_int32_t, [DL_UINT8] = kind##_strips_uint8_t, [DL_BOOL] = kind##_strips_uint8_t }
static const dl_range_body sort_bodies[DL_DTYPE_COUNT] = BODIES(sort);
static const dl_range_body top_bodies[DL_DTYPE_COUNT] = BODIES(top);
static const dl_range_body pick_bodies[DL_DTYPE_COUNT] = BODIES(pick);

/* values < 0: results hold indices only. note[0] is the dimension, note[1] the results of a strip. */
static dl_status run_order(dl_args *a, order_work w, const dl_range_body *bodies) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t outer = 1, d = a->note[0];
  w.n = w.inner = 1;
  w.k = a->note[1];
  w.x = dl_tensor_data(x);
  w.values = a->nresults > 1 ? dl_tensor_data(a->result[0]) : NULL;
  w.indices = (int64_t *)dl_tensor_data(a->result[a->nresults - 1]);
  w.scratch = a->scratch;
  for (int k = 0; k < x->ndim; k++) *(k < d ? &outer : k == d ? &w.n : &w.inner) *= x->shape[k];
  return dl_parallel(outer * w.inner, 4096 / (w.n + 1) + 1, bodies[x->dtype], &w);
}

static dl_status sort_kernel(dl_args *a) {
  return run_order(a, (order_work){ .descending = dl_boolean(a, 2) }, sort_bodies);
}
DL_KERNEL(sort)

static dl_status argsort_kernel(dl_args *a) { return sort_kernel(a); }
DL_KERNEL(argsort)

static dl_status topk_kernel(dl_args *a) {
  return run_order(a, (order_work){ .descending = dl_boolean(a, 3) }, top_bodies);
}
DL_KERNEL(topk)

static dl_status kthvalue_kernel(dl_args *a) {
  return run_order(a, (order_work){ .pick = PICK_RANK, .rank = dl_integer(a, 1) - 1 }, pick_bodies);
}
DL_KERNEL(kthvalue)

static dl_status median_kernel(dl_args *a) {
  return run_order(a, (order_work){ .pick = PICK_MEDIAN }, pick_bodies);
}
DL_KERNEL(median)

static dl_status mode_kernel(dl_args *a) {
  return run_order(a, (order_work){ .pick = PICK_MODE }, pick_bodies);
}
DL_KERNEL(mode)

#else
/* All strips are sorted at once, by merging runs of 1, 2, 4 ... in turn: each element finds its place in the merged run by
** itself, since it knows its own rank and looks up how many of the other run come before it. That is stable. */
template <class T> struct ranked { T value; int64_t at; };
enum { PICK_RANK, PICK_MEDIAN, PICK_MODE };

template <class T> __device__ inline bool comes_before(T a, T b, bool descending) {
  if (descending) { const T c = a; a = b; b = c; }
  return a < b || (b != b && a == a);
}

/* The pairs of every strip in order, in one half of `room`. NULL: failed. */
template <class T> static const ranked<T> *sort_strips(dl_args *a, dl_lines l, bool descending, char *room) {
  const T *x = (const T *)dl_tensor_data(dl_in(a, 0));
  const int64_t n = l.n, inner = l.inner, all = l.outer * l.n * l.inner;
  ranked<T> *from = (ranked<T> *)room, *to = from + all;
  if (!room) return NULL;
  dl_status status = dl_each(a, all, [=] __device__ (int64_t i) {
    const int64_t strip = i / n, k = i % n;
    from[i] = ranked<T>{ x[strip / inner * n * inner + k * inner + strip % inner], k + 1 };
  });
  for (int64_t width = 1; width < n && status == DL_OK; width *= 2) {
    const ranked<T> *p = from;
    ranked<T> *q = to;
    status = dl_each(a, all, [=] __device__ (int64_t i) {
      const int64_t strip = i / n * n, k = i - strip, run = k / (2 * width) * (2 * width);
      const int64_t middle = run + width < n ? run + width : n, end = run + 2 * width < n ? run + 2 * width : n;
      const bool left = k < middle;
      const int64_t other = left ? middle : run;
      const T v = p[i].value;
      int64_t low = other, high = left ? end : middle;
      while (low < high) {             /* how many of the other run go first: of equal ones, those of the left run */
        const int64_t half = (low + high) / 2;
        const T u = p[strip + half].value;
        const bool first = left ? comes_before(u, v, descending) : !comes_before(v, u, descending);
        if (first) low = half + 1;
        else high = half;
      }
      q[strip + k + low - middle] = p[i];       /* its rank in its own run, and in the other */
    });
    ranked<T> *swapped = from; from = to; to = swapped;
  }
  return status == DL_OK ? from : NULL;
}

template <class T> static int64_t room_for(dl_lines l) { return 2 * l.outer * l.n * l.inner * (int64_t)sizeof(ranked<T>); }

/* Element i of the results is pair `first` + i of its strip. */
template <class T> static dl_status give_pairs(dl_args *a, dl_lines l, const ranked<T> *pairs, const int64_t *first, int64_t rank) {
  const int64_t n = l.n, inner = l.inner, count = a->note[1];
  T *values = a->nresults > 1 ? (T *)dl_tensor_data(a->result[0]) : NULL;
  int64_t *indices = (int64_t *)dl_tensor_data(a->result[a->nresults - 1]);
  return dl_each(a, l.outer * inner * count, [=] __device__ (int64_t i) {
    const int64_t strip = i / count, k = i % count, at = strip / inner * count * inner + k * inner + strip % inner;
    const ranked<T> p = pairs[strip * n + k + (first ? first[strip] : rank)];
    if (values) values[at] = p.value;
    indices[at] = p.at;
  });
}

template <class T> static dl_status order(dl_args *a, bool descending) {
  const dl_lines l = dl_lines_of(dl_in(a, 0), a->note[0]);
  dl_temporary room(a, room_for<T>(l));
  const ranked<T> *pairs = sort_strips<T>(a, l, descending, room.data);
  return pairs ? give_pairs<T>(a, l, pairs, NULL, 0) : DL_ERROR;
}

/* Which pair of a sorted strip is picked: the middle one or the first NaN; the first of the longest run of equals. */
template <class T> __device__ inline int64_t picked(const ranked<T> *p, int64_t n, int pick) {
  int64_t best = 0, length = 0, run = 0, i = n - 1;
  if (pick == PICK_MEDIAN) {
    if (p[n - 1].value == p[n - 1].value) return (n - 1) / 2;
    while (i > 0 && p[i - 1].value != p[i - 1].value) i--;
    return i;
  }
  for (i = 0; i < n; i++) {
    run = i && p[i].value == p[i - 1].value ? run + 1 : 1;
    if (run > length) { length = run; best = i; }
  }
  return best;
}

template <class T> static dl_status pick_one(dl_args *a, int pick, int64_t rank) {
  const dl_lines l = dl_lines_of(dl_in(a, 0), a->note[0]);
  dl_temporary room(a, room_for<T>(l)), memory(a, l.outer * l.inner * (int64_t)sizeof(int64_t));
  const ranked<T> *pairs = sort_strips<T>(a, l, false, room.data);
  int64_t *first = (int64_t *)memory.data;
  if (!pairs || !first) return DL_ERROR;
  if (pick == PICK_RANK) return give_pairs<T>(a, l, pairs, NULL, rank);
  const int64_t n = l.n;
  dl_status status = dl_each(a, l.outer * l.inner, [=] __device__ (int64_t s) { first[s] = picked(pairs + s * n, n, pick); });
  return status == DL_OK ? give_pairs<T>(a, l, pairs, first, 0) : status;
}

#define BY_REAL(dtype, call) \
  switch (dtype) { \
    case DL_FLOAT32: { typedef float T; return call; } \
    case DL_FLOAT64: { typedef double T; return call; } \
    case DL_INT64: { typedef int64_t T; return call; } \
    case DL_INT32: { typedef int32_t T; return call; } \
    default: { typedef uint8_t T; return call; } \
  }

static dl_status sort_kernel(dl_args *a) { BY_REAL(dl_in(a, 0)->dtype, order<T>(a, dl_boolean(a, 2))) }
DL_KERNEL(sort)

static dl_status argsort_kernel(dl_args *a) { return sort_kernel(a); }
DL_KERNEL(argsort)

static dl_status topk_kernel(dl_args *a) { BY_REAL(dl_in(a, 0)->dtype, order<T>(a, dl_boolean(a, 3))) }
DL_KERNEL(topk)

static dl_status kthvalue_kernel(dl_args *a) { BY_REAL(dl_in(a, 0)->dtype, pick_one<T>(a, PICK_RANK, dl_integer(a, 1) - 1)) }
DL_KERNEL(kthvalue)

static dl_status median_kernel(dl_args *a) { BY_REAL(dl_in(a, 0)->dtype, pick_one<T>(a, PICK_MEDIAN, 0)) }
DL_KERNEL(median)

static dl_status mode_kernel(dl_args *a) { BY_REAL(dl_in(a, 0)->dtype, pick_one<T>(a, PICK_MODE, 0)) }
DL_KERNEL(mode)
#endif

#ifndef DL_DEVICE_PASS
static size_t order_scratch(const dl_args *a) {
  const dl_tensor *x = a->arg[0].tensor;
  size_t pair = x->dtype == DL_FLOAT64 || x->dtype == DL_INT64 ? sizeof(pair_double) : sizeof(pair_float);
  return 2 * (size_t)dl_tensor_numel(x) * pair;
}

/* Results of x's shape with `k` along the dimension, which is dropped if `drop`. */
static dl_status order_shape(dl_args *a, int64_t d, int64_t k, bool drop, bool values) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t shape[DL_MAX_DIMS];
  int n = 0;
  a->note[0] = d;
  a->note[1] = k;
  for (int i = 0; i < x->ndim; i++)
    if (i != d) shape[n++] = x->shape[i];
    else if (!drop) shape[n++] = k;
  dl_status status = values ? dl_result(a, 0, (dl_dtype)x->dtype, n, shape) : DL_OK;
  return status == DL_OK ? dl_result(a, values, DL_INT64, n, shape) : status;
}

static int64_t size_along(const dl_tensor *x, int64_t d) { return x->ndim ? x->shape[d] : 1; }

static dl_status sort_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (dl_normal_dim(a, 1, x->ndim) != DL_OK) return DL_ERROR;
  return order_shape(a, dl_integer(a, 1), size_along(x, dl_integer(a, 1)), false, true);
}

static dl_status argsort_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (dl_normal_dim(a, 1, x->ndim) != DL_OK) return DL_ERROR;
  return order_shape(a, dl_integer(a, 1), size_along(x, dl_integer(a, 1)), false, false);
}

/* The gradient goes back to the places from which the values came. */
static void give_to_chosen(dl_grad *g, int64_t d, dl_tensor *indices, dl_tensor *dy) {
  dl_tensor *x = dl_saved(g, 0);
  dl_tensor *zeros = DL(g, zeros, dl_shape_of(x), (int)x->dtype);
  dl_give(g, 0, DL(g, scatterAdd, zeros, d, indices, dy));
}

static void sort_grad(dl_grad *g) { give_to_chosen(g, g->arg[1].integer, g->result[1], dl_upstream(g, 0)); }

#define SORT_SIG "x: Tensor, dim: dim = -1, descending: bool = false, stable: bool = false"

DL_OP(sort) {
  .sig = SORT_SIG,
  .returns = "values, indices",
  .doc = "x in order along a dimension, and the positions (from 1) from which the values came. NaN is the largest. The sort is "
         "always stable.",
  .flags = DL_VIA_FLOAT32, .saves = DL_RESULT(1),
  .shape = sort_shape, .scratch = order_scratch, .kernel = sort_kernel, .grad = sort_grad,
  .sample = "{ distinct(3, 4) }, { distinct(5, 2), 1, true }, { distinct(40) }, { distinct() }, { randn(0) }, { ints(9, 6) }",
  .error = "{ randn(3), 2 }",
};

DL_OP(argsort) {
  .sig = SORT_SIG,
  .doc = "The positions (from 1) of x's elements in order along a dimension. NaN is the largest.",
  .flags = DL_NO_GRAD | DL_VIA_FLOAT32,
  .shape = argsort_shape, .scratch = order_scratch, .kernel = argsort_kernel,
  .sample = "{ distinct(3, 4) }, { distinct(5, 2), 1, true }, { ints(9, 6), -1, false, true }",
  .error = "{ randn(3), 2 }",
};

static dl_status topk_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t k = dl_integer(a, 1);
  if (dl_normal_dim(a, 2, x->ndim) != DL_OK) return DL_ERROR;
  int64_t n = size_along(x, dl_integer(a, 2));
  if (k < 0 || k > n) return dl_fail_argument(a, 1, "%lld of %lld elements", (long long)k, (long long)n);
  return order_shape(a, dl_integer(a, 2), k, false, true);
}

static void topk_grad(dl_grad *g) { give_to_chosen(g, g->arg[2].integer, g->result[1], dl_upstream(g, 0)); }

DL_OP(topk) {
  .sig = "x: Tensor, k: int, dim: dim = -1, largest: bool = true, sorted: bool = true",
  .returns = "values, indices",
  .doc = "The k largest (or smallest) elements along a dimension in order, and their positions (from 1).",
  .flags = DL_VIA_FLOAT32, .saves = DL_RESULT(1),
  .shape = topk_shape, .scratch = order_scratch, .kernel = topk_kernel, .grad = topk_grad,
  .sample = "{ distinct(3, 6), 2 }, { distinct(6, 2), 3, 1, false }, { distinct(4), 4 }, { distinct(4), 0 }",
  .error = "{ randn(3), 4 }, { randn(3), -1 }, { randn(3), 1, 2 }",
};

static dl_status kthvalue_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t k = dl_integer(a, 1);
  if (dl_normal_dim(a, 2, x->ndim) != DL_OK) return DL_ERROR;
  int64_t n = size_along(x, dl_integer(a, 2));
  if (k < 1 || k > n) return dl_fail_argument(a, 1, "number %lld of %lld elements", (long long)k, (long long)n);
  return order_shape(a, dl_integer(a, 2), 1, !dl_boolean(a, 3), true);
}

/* One value of each strip was chosen: its dimension comes back for the scatter. */
static void give_to_picked(dl_grad *g, int64_t d, bool kept) {
  dl_tensor *indices = g->result[1], *dy = dl_upstream(g, 0);
  if (!kept && dl_saved(g, 0)->ndim) {
    indices = DL(g, unsqueeze, indices, d);
    dy = DL(g, unsqueeze, dy, d);
  }
  give_to_chosen(g, d, indices, dy);
}

static void kthvalue_grad(dl_grad *g) { give_to_picked(g, g->arg[2].integer, g->arg[3].boolean); }

DL_OP(kthvalue) {
  .sig = "x: Tensor, k: int, dim: dim = -1, keepdim: bool = false",
  .returns = "values, indices",
  .doc = "The k-th smallest element along a dimension, and its position (from 1).",
  .flags = DL_VIA_FLOAT32, .saves = DL_RESULT(1),
  .shape = kthvalue_shape, .scratch = order_scratch, .kernel = kthvalue_kernel, .grad = kthvalue_grad,
  .sample = "{ distinct(3, 5), 2 }, { distinct(5, 2), 5, 1, true }, { distinct(), 1 }",
  .error = "{ randn(3), 4 }, { randn(3), 0 }",
};

static dl_status picked_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (!dl_given(a, 1)) {                         /* over all elements: the decomposition flattens them */
    a->composite = true;
    return dl_result(a, 0, (dl_dtype)x->dtype, 0, NULL);
  }
  if (dl_normal_dim(a, 1, x->ndim) != DL_OK) return DL_ERROR;
  if (size_along(x, dl_integer(a, 1)) == 0)
    return dl_fail(a, "dimension %lld is empty", (long long)dl_integer(a, 1) + 1);
  return order_shape(a, dl_integer(a, 1), 1, !dl_boolean(a, 2), true);
}

static dl_status median_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *results[DL_MAX_RESULTS] = { NULL };
  if (dl_given(a, 1)) {                          /* asked to decompose with a dimension: the middle of the sorted */
    DL_ALL(a, results, kthvalue, x, (size_along(x, dl_integer(a, 1)) + 1) / 2, dl_integer(a, 1), dl_boolean(a, 2));
    dl_give_result(a, 0, results[0]);
    return dl_give_result(a, 1, results[1]);
  }
  if (dl_tensor_numel(x) == 0) return dl_fail(a, "the tensor is empty");
  return dl_give_result(a, 0, DL(a, median, DL(a, reshape, x, DL_LIST(-1)), 0));
}

static void picked_grad(dl_grad *g) { give_to_picked(g, g->arg[1].integer, g->arg[2].boolean); }

DL_OP(median) {
  .sig = "x: Tensor, dim: dim?, keepdim: bool = false",
  .returns = "values, indices",
  .doc = "The median along a dimension (the lower one of two) and its position (from 1); without `dim` the median of all elements "
         "alone. NaN if there is one.",
  .flags = DL_VIA_FLOAT32, .saves = DL_RESULT(1),
  .shape = picked_shape, .scratch = order_scratch, .kernel = median_kernel, .decomp = median_decomp, .grad = picked_grad,
  .sample = "{ distinct(3, 5), 2 }, { distinct(4, 2), 1, true }, { distinct(3, 3) }, { distinct() }",
  .error = "{ randn(3), 2 }, { randn(0) }, { randn(0, 3), 1 }",
};

DL_OP(mode) {
  .sig = "x: Tensor, dim: dim = -1, keepdim: bool = false",
  .returns = "values, indices",
  .doc = "The value that is found most often along a dimension (the smallest of several) and the last position (from 1) of it.",
  .flags = DL_VIA_FLOAT32, .saves = DL_RESULT(1),
  .shape = picked_shape, .scratch = order_scratch, .kernel = mode_kernel, .grad = picked_grad,
  .sample = "{ distinct(3, 5) }, { ints(3, 4, 6), 1, true }, { distinct() }",
  .error = "{ randn(3), 2 }, { randn(0) }",
};
#endif
