/* crossEntropy.c -- softmax and negative log likelihood in one pass, and its gradient in another.
**
** Memory is seen as outer x classes x inner, a label for each (outer, inner). Labels count from 1. The loss of a
** position is w (log(sum(exp(x))) - x[label]) with w the weight of its class, 0 where the label is ignored; "mean"
** divides by the sum of the w. Label smoothing, probabilities as targets and weights that want a gradient take the
** decomposition.
*/
#include "dl_op.h"

#ifndef DL_CUDA
#define COLUMNS 128

typedef struct {
  int64_t outer, classes, inner, ignore;
  const char *x, *weight, *upstream;
  const int64_t *label;
  char *terms;                /* forward: a loss for each position; backward: the gradient */
  double scale;
  bool each;                  /* upstream has a gradient for each position */
  int64_t bad;                /* a label that is none */
} entropy_work;

static entropy_work see(const dl_tensor *x, const dl_tensor *target, const dl_tensor *weight, int64_t ignore,
                        int64_t *labels) {
  entropy_work w = { .outer = 1, .classes = 1, .inner = 1, .ignore = ignore, .x = dl_tensor_data(x),
                     .weight = weight ? dl_tensor_data(weight) : NULL, .label = labels };
  int d = x->ndim > 1 ? 1 : 0;
  for (int k = 0; k < x->ndim; k++) *(k < d ? &w.outer : k == d ? &w.classes : &w.inner) *= x->shape[k];
  if (target->dtype == DL_INT64) w.label = (const int64_t *)dl_tensor_data(target);
  else dl_convert(DL_INT64, labels, (dl_dtype)target->dtype, dl_tensor_data(target), dl_tensor_numel(target));
  return w;
}

/* The labels that do not count and those that are none take no part; the latter are noted. */
static bool counts(entropy_work *w, int64_t label) {
  if (label == w->ignore) return false;
  if (label >= 1 && label <= w->classes) return true;
  __atomic_store_n(&w->bad, label ? label : INT64_MIN, __ATOMIC_RELAXED);
  return false;
}

#define ENTROPY(T) \
static inline T weight_of_##T(const entropy_work *w, int64_t label) { \
  return w->weight ? ((const T *)w->weight)[label - 1] : 1; \
} \
/* From the maximum of a position and the logarithm of the sum of exp(x - maximum) to its loss. */ \
static inline T term_##T(entropy_work *w, int64_t p, const T *x, T most, T log_sum) { \
  int64_t label = w->label[p]; \
  if (!counts(w, label)) return 0; \
  return weight_of_##T(w, label) * (log_sum + (most - x[(label - 1) * w->inner])); \
} \
/* What the gradient of a position is multiplied by: 0 where it does not count. */ \
static inline T share_##T(entropy_work *w, int64_t p) { \
  int64_t label = w->label[p]; \
  if (!counts(w, label)) return 0; \
  return weight_of_##T(w, label) * (T)w->scale * ((const T *)w->upstream)[w->each ? p : 0]; \
} \
/* Positions whose classes lie side by side, as many at a time as fit into a block. */ \
static void forward_rows_##T(void *context, int64_t begin, int64_t end) { \
  entropy_work *w = context; \
  int64_t n = w->classes, group = dl_rows_together(n); \
  T e[DL_ROW_BLOCK], most[DL_ROW_BLOCK], sum[DL_ROW_BLOCK], *terms = (T *)w->terms; \
  for (int64_t first = begin; first < end; first += group) { \
    int64_t count = end - first < group ? end - first : group; \
    const T *x = (const T *)w->x + first * n; \
    if (n > DL_ROW_BLOCK) { \
      most[0] = dl_row_max_##T(n, x); \
      sum[0] = dl_row_exp_sum_##T(n, x, most[0]); \
    } else { \
      dl_rows_exp_##T(count, n, x, e, most); \
      for (int64_t r = 0; r < count; r++) sum[r] = dl_row_sum_##T(n, e + r * n); \
    } \
    DL_RUN(count) sum[i] = log(sum[i]); \
    for (int64_t r = 0; r < count; r++) terms[first + r] = term_##T(w, first + r, x + r * n, most[r], sum[r]); \
  } \
} \
static void backward_rows_##T(void *context, int64_t begin, int64_t end) { \
  entropy_work *w = context; \
  int64_t n = w->classes, group = dl_rows_together(n); \
  T most[DL_ROW_BLOCK]; \
  for (int64_t first = begin; first < end; first += group) { \
    int64_t count = end - first < group ? end - first : group; \
    T *dx = (T *)w->terms + first * n; \
    dl_rows_exp_##T(count, n, (const T *)w->x + first * n, dx, most); \
    for (int64_t r = 0; r < count; r++, dx += n) { \
      const T share = share_##T(w, first + r), scale = share / dl_row_sum_##T(n, dx); \
      if (share == 0) DL_RUN(n) dx[i] = 0; \
      else { \
        DL_RUN(n) dx[i] *= scale; \
        dx[w->label[first + r] - 1] -= share; \
      } \
    } \
  } \
} \
/* Neighbouring positions whose classes are `inner` apart, as columns. */ \
static void columns_exp_sum_##T(const entropy_work *w, int64_t width, const T *x, T *most, T *sum) { \
  for (int64_t c = 0; c < width; c++) { most[c] = (T)-INFINITY; sum[c] = 0; } \
  for (int64_t k = 0; k < w->classes; k++, x += w->inner) DL_RUN(width) most[i] = x[i] > most[i] ? x[i] : most[i]; \
  x -= w->classes * w->inner; \
  for (int64_t k = 0; k < w->classes; k++, x += w->inner) DL_RUN(width) sum[i] += exp(x[i] - most[i]); \
} \
static void forward_columns_##T(void *context, int64_t begin, int64_t end) { \
  entropy_work *w = context; \
  int64_t blocks = (w->inner + COLUMNS - 1) / COLUMNS; \
  for (int64_t b = begin; b < end; b++) { \
    int64_t column = b % blocks * COLUMNS, p = b / blocks * w->inner + column; \
    int64_t width = w->inner - column < COLUMNS ? w->inner - column : COLUMNS; \
    const T *x = (const T *)w->x + b / blocks * w->classes * w->inner + column; \
    T most[COLUMNS], sum[COLUMNS]; \
    columns_exp_sum_##T(w, width, x, most, sum); \
    DL_RUN(width) sum[i] = log(sum[i]); \
    for (int64_t c = 0; c < width; c++) ((T *)w->terms)[p + c] = term_##T(w, p + c, x + c, most[c], sum[c]); \
  } \
} \
static void backward_columns_##T(void *context, int64_t begin, int64_t end) { \
  entropy_work *w = context; \
  int64_t blocks = (w->inner + COLUMNS - 1) / COLUMNS, inner = w->inner; \
  for (int64_t b = begin; b < end; b++) { \
    int64_t column = b % blocks * COLUMNS, p = b / blocks * inner + column; \
    int64_t width = inner - column < COLUMNS ? inner - column : COLUMNS; \
    const T *x = (const T *)w->x + b / blocks * w->classes * inner + column; \
    T *dx = (T *)w->terms + (x - (const T *)w->x), most[COLUMNS], sum[COLUMNS], share[COLUMNS]; \
    columns_exp_sum_##T(w, width, x, most, sum); \
    for (int64_t c = 0; c < width; c++) share[c] = share_##T(w, p + c); \
    DL_RUN(width) sum[i] = share[i] / sum[i]; \
    for (int64_t k = 0; k < w->classes; k++) \
      DL_RUN(width) dx[k * inner + i] = share[i] == 0 ? 0 : exp(x[k * inner + i] - most[i]) * sum[i]; \
    for (int64_t c = 0; c < width; c++) if (share[c] != 0) dx[(w->label[p + c] - 1) * inner + c] -= share[c]; \
  } \
} \
static double total_##T(const entropy_work *w, int64_t n) { \
  double sum = 0; \
  for (int64_t p = 0; p < n; p++) sum += (double)((const T *)w->terms)[p]; \
  return sum; \
} \
/* The weights of all labels, by which "mean" divides. */ \
static double total_weight_##T(const entropy_work *w, int64_t n) { \
  double sum = 0; \
  for (int64_t p = 0; p < n; p++) { \
    int64_t label = w->label[p]; \
    if (label != w->ignore && label >= 1 && label <= w->classes) sum += (double)weight_of_##T(w, label); \
  } \
  return sum; \
}
ENTROPY(float)
ENTROPY(double)

static dl_status run(dl_args *a, entropy_work *w, dl_range_body rows, dl_range_body columns) {
  int64_t blocks = (w->inner + COLUMNS - 1) / COLUMNS, each = w->inner < COLUMNS ? w->inner : COLUMNS;
  if (w->classes == 0 && w->outer > 0 && w->inner > 0) return dl_fail(a, "there are no classes");
  dl_status status = w->inner == 1 ? dl_parallel(w->outer, 16384 / (w->classes + 1) + 1, rows, w)
    : dl_parallel(w->outer * blocks, 16384 / (w->classes * each + 1) + 1, columns, w);
  if (status == DL_OK && w->bad)
    return dl_fail_argument(a, (int)a->note[0], "label %lld is not in 1 to %lld (nor ignoreIndex)",
                            (long long)(w->bad == INT64_MIN ? 0 : w->bad), (long long)w->classes);
  return status;
}

static double mean_divisor(const entropy_work *w, int64_t n, bool narrow) {
  return narrow ? total_weight_float(w, n) : total_weight_double(w, n);
}

static dl_status crossEntropy_kernel(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *target = dl_in(a, 1), *r = a->result[0];
  int64_t n = dl_tensor_numel(target);
  entropy_work w = see(x, target, dl_in(a, 2), dl_integer(a, 3), a->scratch);
  bool narrow = x->dtype == DL_FLOAT32;
  const char how = dl_string(a, 5)[0];
  w.terms = how == 'n' ? dl_tensor_data(r) : (char *)a->scratch + n * (int64_t)sizeof(int64_t);
  dl_status status = run(a, &w, narrow ? forward_rows_float : forward_rows_double,
                         narrow ? forward_columns_float : forward_columns_double);
  if (status != DL_OK || how == 'n') return status;
  double loss = narrow ? total_float(&w, n) : total_double(&w, n);
  if (how == 'm') loss /= mean_divisor(&w, n, narrow);
  dl_convert((dl_dtype)r->dtype, dl_tensor_data(r), DL_FLOAT64, &loss, 1);
  return DL_OK;
}
DL_KERNEL(crossEntropy)

static dl_status crossEntropyGrad_kernel(dl_args *a) {
  const dl_tensor *x = dl_in(a, 1), *target = dl_in(a, 2);
  entropy_work w = see(x, target, dl_in(a, 3), dl_integer(a, 4), a->scratch);
  bool narrow = x->dtype == DL_FLOAT32;
  const char how = dl_string(a, 5)[0];
  w.terms = dl_tensor_data(a->result[0]);
  w.upstream = dl_tensor_data(dl_in(a, 0));
  w.each = how == 'n';
  w.scale = how == 'm' ? 1 / mean_divisor(&w, dl_tensor_numel(target), narrow) : 1;
  return run(a, &w, narrow ? backward_rows_float : backward_rows_double,
             narrow ? backward_columns_float : backward_columns_double);
}
DL_KERNEL(crossEntropyGrad)

#else
/* Of one position: the scores of its classes, and what its label says. */
template <class T, class I> struct entropy_line {
  const T *x, *weight, *upstream;
  const I *label;
  T *terms, *weights;                  /* forward: loss and weight of each position */
  T *dx;
  const double *divisor;               /* backward: what "mean" divides by; NULL: 1 */
  int64_t classes, inner, ignore;
  bool each;                           /* upstream has a gradient for each position */
  dl_blame blame;

  __device__ T weight_at(int64_t i) const {        /* 0: it does not count */
    const int64_t l = label[i];
    if (l == ignore) return 0;
    if (l >= 1 && l <= classes) return weight ? weight[l - 1] : (T)1;
    blame.complain(DL_BAD_LABEL, l, classes);
    return 0;
  }
  template <class Group> __device__ void operator()(Group &group, int64_t first, int64_t i) const {
    T most = (T)-INFINITY, sum = 0;
    for (int64_t k = group.lane(); k < classes; k += group.width()) most = dl_most()(x[first + k * inner], most);
    most = group.total(most, dl_most());
    for (int64_t k = group.lane(); k < classes; k += group.width()) sum += exp(x[first + k * inner] - most);
    sum = group.total(sum, dl_plus());
    const T w = weight_at(i);
    const int64_t l = w != 0 ? label[i] - 1 : -1;
    if (!dx) {
      if (group.lane()) return;
      terms[i] = l < 0 ? (T)0 : w * (log(sum) + (most - x[first + l * inner]));
      if (weights) weights[i] = w;
      return;
    }
    const T share = w * upstream[each ? i : 0] / (divisor ? (T)*divisor : (T)1);
    for (int64_t k = group.lane(); k < classes; k += group.width())
      dx[first + k * inner] = l < 0 ? (T)0 : share * (exp(x[first + k * inner] - most) / sum - (k == l ? 1 : 0));
  }
};

/* By one block: the sum of `terms`, divided by that of `weights`, as element 0 of `to`. */
template <class T> __global__ void add_up(int64_t n, const T *terms, const T *weights, dl_dtype dtype, void *to) {
  DL_SHARED(double, shared, 32);
  dl_together group = { shared };
  double sum = 0, weight = 0;
  for (int64_t i = threadIdx.x; i < n; i += blockDim.x) {
    sum += (double)terms[i];
    if (weights) weight += (double)weights[i];
  }
  sum = group.total(sum, dl_plus());
  if (weights) weight = group.total(weight, dl_plus());
  if (threadIdx.x == 0) dl_store(dtype, to, 0, weights ? sum / weight : sum);
}

template <class T, class I> static entropy_line<T, I> line_of(const dl_args *a, int xi, dl_lines *l, int64_t ignore) {
  const dl_tensor *x = dl_in(a, xi), *weight = dl_in(a, xi + 2);
  entropy_line<T, I> f = {};
  *l = dl_lines_of(x, x->ndim > 1 ? 1 : 0);
  f.x = (const T *)dl_tensor_data(x);
  f.label = (const I *)dl_tensor_data(dl_in(a, xi + 1));
  f.weight = weight ? (const T *)dl_tensor_data(weight) : NULL;
  f.classes = l->n;
  f.inner = l->inner;
  f.ignore = ignore;
  f.blame = dl_blame_of(a, xi + 1);
  return f;
}

template <class T, class I> static dl_status entropy_forward(dl_args *a) {
  const char how = dl_string(a, 5)[0];
  dl_lines l;
  entropy_line<T, I> f = line_of<T, I>(a, 0, &l, dl_integer(a, 3));
  const int64_t n = l.outer * l.inner;
  if (l.n == 0 && n > 0) return dl_fail(a, "there are no classes");
  dl_temporary memory(a, 2 * n * (int64_t)sizeof(T));
  if (!memory.data) return DL_NO_MEMORY;
  f.terms = how == 'n' ? (T *)dl_tensor_data(a->result[0]) : (T *)memory.data;
  f.weights = how == 'm' ? (T *)memory.data + n : NULL;
  dl_status status = dl_each_line(a, l, f);
  if (status != DL_OK || how == 'n') return status;
  DL_LAUNCH((add_up<T>), 1, DL_THREADS, 0, dl_stream(a), n, (const T *)f.terms, (const T *)f.weights,
            (dl_dtype)a->result[0]->dtype, (void *)dl_tensor_data(a->result[0]));
  return dl_launched(a);
}

template <class T, class I> static dl_status entropy_backward(dl_args *a) {
  const char how = dl_string(a, 5)[0];
  dl_lines l;
  entropy_line<T, I> f = line_of<T, I>(a, 1, &l, dl_integer(a, 4));
  const int64_t n = l.outer * l.inner;
  dl_temporary memory(a, n * (int64_t)sizeof(T) + 64);
  if (!memory.data) return DL_NO_MEMORY;
  if (how == 'm') {
    T *weights = (T *)(memory.data + 64);
    dl_status status = dl_each(a, n, [=] __device__ (int64_t i) { weights[i] = f.weight_at(i); });
    if (status != DL_OK) return status;
    DL_LAUNCH((add_up<T>), 1, DL_THREADS, 0, dl_stream(a), n, (const T *)weights, (const T *)NULL, DL_FLOAT64, (void *)memory.data);
    if ((status = dl_launched(a)) != DL_OK) return status;
    f.divisor = (const double *)memory.data;
  }
  f.dx = (T *)dl_tensor_data(a->result[0]);
  f.upstream = (const T *)dl_tensor_data(dl_in(a, 0));
  f.each = how == 'n';
  return dl_each_line(a, l, f);
}

#define BY_LABELS(pass, x, labels) \
  (labels)->dtype == DL_INT64 ? ((x)->dtype == DL_FLOAT32 ? pass<float, int64_t>(a) : pass<double, int64_t>(a)) \
                              : ((x)->dtype == DL_FLOAT32 ? pass<float, int32_t>(a) : pass<double, int32_t>(a))

static dl_status crossEntropy_kernel(dl_args *a) { return BY_LABELS(entropy_forward, dl_in(a, 0), dl_in(a, 1)); }
DL_KERNEL(crossEntropy)

static dl_status crossEntropyGrad_kernel(dl_args *a) { return BY_LABELS(entropy_backward, dl_in(a, 1), dl_in(a, 2)); }
DL_KERNEL(crossEntropyGrad)
#endif

#ifndef DL_DEVICE_PASS

/* Scratch: labels in int64, then a loss for each position. */
static size_t entropy_scratch(const dl_args *a) {
  return (size_t)dl_tensor_numel(a->arg[a->note[0]].tensor) * (sizeof(int64_t) + sizeof(double));
}

/* x: (C) or (N, C, d1, ...); labels: () or (N, d1, ...). */
static dl_status check_labels(dl_args *a, int xi, int ti, int wi) {
  const dl_tensor *x = dl_in(a, xi), *target = dl_in(a, ti), *weight = dl_in(a, wi);
  int d = x->ndim > 1 ? 1 : 0;
  bool fits = x->ndim && target->ndim == x->ndim - 1;
  for (int k = 0; fits && k < target->ndim; k++) fits = target->shape[k] == x->shape[k < d ? k : k + 1];
  if (!fits)
    return dl_fail(a, "labels of shape %s for scores of shape %s (expected the scores' shape without dimension %d)",
                   DL_SHAPE_TEXT(target), DL_SHAPE_TEXT(x), d + 1);
  if (weight && (weight->ndim != 1 || weight->shape[0] != x->shape[d]))
    return dl_fail_argument(a, wi, "expected one weight for each of %lld classes", (long long)x->shape[d]);
  return DL_OK;
}

static dl_status loss_shape(dl_args *a, int reduction) {
  const dl_tensor *x = dl_in(a, 0);
  const char *how = dl_string(a, reduction);
  int64_t shape[DL_MAX_DIMS];
  int n = 0, d = x->ndim > 1 ? 1 : 0;
  if (dl_check_reduction(a, reduction) != DL_OK) return DL_ERROR;
  if (how[0] == 'n') for (int k = 0; k < x->ndim; k++) if (k != d) shape[n++] = x->shape[k];
  return dl_result(a, 0, (dl_dtype)x->dtype, n, shape);
}

static dl_status cross_entropy_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *target = dl_in(a, 1);
  double smoothing = dl_number(a, 4);
  if (!dl_dtype_is_float((dl_dtype)x->dtype)) return dl_fail_argument(a, 0, "expected floats, got %s", dl_dtype_name((dl_dtype)x->dtype));
  if (!(smoothing >= 0 && smoothing <= 1)) return dl_fail_argument(a, 4, "must be in 0 to 1, got %g", smoothing);
  bool probabilities = dl_dtype_is_float((dl_dtype)target->dtype);
  if (probabilities ? !dl_tensor_same_shape(x, target) : check_labels(a, 0, 1, 2) != DL_OK)
    return dl_fail_argument(a, 1, "probabilities must have the shape of the scores; labels must be int64");
  const dl_tensor *weight = dl_in(a, 2);
  bool weight_learns = weight && dl_grad_enabled() && dl_tensor_needs_grad(weight);
  a->composite = probabilities || smoothing > 0 || weight_learns;
  a->note[0] = 1;                      /* where the labels are */
  return loss_shape(a, 5);
}

/* The weight of the class of each label: 1 without weights, 0 where it is ignored. */
static dl_tensor *label_weights(dl_args *a, dl_tensor *x, dl_tensor *target, dl_tensor *weight, int64_t ignore) {
  dl_tensor *counts = DL(a, to, DL(a, ne, target, ignore), (int)x->dtype);
  if (!weight) return counts;
  dl_tensor *safe = DL(a, where, DL(a, eq, target, ignore), 1, target);
  dl_tensor *chosen = safe ? DL(a, indexSelect, weight, 0, DL(a, flatten, safe, 0, -1)) : NULL;
  return DL(a, mul, counts, DL(a, reshape, chosen, dl_shape_of(target)));
}

/* -sum of log-probabilities at the labels, with the given weight for each position. */
static dl_tensor *picked(dl_args *a, dl_tensor *logs, dl_tensor *target, dl_tensor *weights, int64_t ignore) {
  int d = logs && logs->ndim > 1 ? 1 : 0;
  dl_tensor *safe = DL(a, where, DL(a, eq, target, ignore), 1, target);
  dl_tensor *at = DL(a, gather, logs, d, DL(a, unsqueeze, safe, d));
  return DL(a, neg, DL(a, mul, DL(a, squeeze, at, d), weights));
}

static dl_tensor *finish(dl_args *a, dl_tensor *terms, dl_tensor *weights, const char *how) {
  if (how[0] == 'n') return terms;
  dl_tensor *total = DL(a, sum, terms);
  return how[0] == 's' ? total : DL(a, div, total, DL(a, sum, weights));
}

/* Targets as probabilities, smoothed: t (1 - s) + s / C. Labels with smoothing as PyTorch has them: a part 1 - s of the
** loss at the label and a part s / C of the losses at all classes. */
static dl_status cross_entropy_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *target = dl_in(a, 1), *weight = dl_in(a, 2), *loss;
  const char *how = dl_string(a, 5);
  int d = x->ndim > 1 ? 1 : 0;
  int64_t classes = x->shape[d], ignore = dl_integer(a, 3), ones[DL_MAX_DIMS];
  double smoothing = dl_number(a, 4);
  dl_tensor *logs = DL(a, logSoftmax, x, d), *broad = NULL;
  for (int k = 0; k < x->ndim; k++) ones[k] = k == d ? classes : 1;
  if (weight) broad = DL(a, reshape, weight, ((dl_ints){ ones, x->ndim }));
  dl_tensor *weighted = broad ? DL(a, mul, logs, broad) : logs;
  if (dl_dtype_is_float((dl_dtype)target->dtype)) {
    if (smoothing > 0) target = DL(a, add, DL(a, mul, target, 1 - smoothing), smoothing / (double)classes);
    dl_tensor *terms = DL(a, neg, DL(a, sum, DL(a, mul, weighted, target), d));
    double positions = classes ? (double)dl_tensor_numel(x) / (double)classes : 0;
    loss = how[0] == 'n' ? terms : DL(a, sum, terms);
    if (how[0] == 'm') loss = DL(a, div, loss, positions);
    return dl_give_result(a, 0, loss);
  }
  dl_tensor *weights = label_weights(a, x, target, weight, ignore);
  loss = finish(a, picked(a, logs, target, weights, ignore), weights, how);
  if (smoothing > 0) {
    dl_tensor *kept = DL(a, to, DL(a, ne, target, ignore), (int)x->dtype);
    dl_tensor *all = DL(a, neg, DL(a, mul, DL(a, sum, weighted, d), kept));
    all = finish(a, all, weights, how);
    loss = DL(a, add, DL(a, mul, loss, 1 - smoothing), DL(a, mul, all, smoothing / (double)classes));
  }
  return dl_give_result(a, 0, loss);
}

static void cross_entropy_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, crossEntropyGrad, dl_upstream(g, 0), dl_saved(g, 0), dl_saved(g, 1), g->arg[2], g->arg[3], g->arg[5]));
}

DL_OP(crossEntropy) {
  .sig = "x: Tensor, target: Tensor, weight: Tensor?, ignoreIndex: int = -100, labelSmoothing: number = 0, "
         "reduction: string = \"mean\"",
  .doc = "The cross entropy of softmax(x) with the target. x: scores (C), (N, C) or (N, C, d1, ...). "
         "target: labels from 1 to C of x's shape without its class dimension, or probabilities of x's "
         "shape. weight: (C). Labels equal to ignoreIndex count nothing. \"mean\" divides by the weights "
         "of the labels (of probabilities: by the number of positions).",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_LIKE_FIRST, .keeps = DL_ARGUMENT(1),
  .autocast = DL_HIGH,
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1) | DL_ARGUMENT(2),
  .shape = cross_entropy_shape,
  .scratch = entropy_scratch,
  .kernel = crossEntropy_kernel,
  .decomp = cross_entropy_decomp,
  .grad = cross_entropy_grad,
  .sample = "{ randn(3, 4), ints(4, 3) }, { randn(4), ints(4) }, "
            "{ randn(2, 3, 4), ints(3, 2, 4), constant(positive(3)), 2 }, "
            "{ randn(3, 4), ints(4, 3), positive(4), 2 }, "
            "{ randn(3, 4), ints(4, 3), { reduction = 'none' } }, "
            "{ randn(3, 4), ints(4, 3), { labelSmoothing = 0.1 } }, "
            "{ randn(3, 4), constant(positive(3, 4)), { labelSmoothing = 0.1, reduction = 'sum' } }, "
            "{ randn(5, 20), ints(20, 5), { reduction = 'sum' } }",
  .error = "{ randn(3, 4), ints(4, 4) }, { randn(3, 4), tensor({ 1, 2, 5 }, 'int64') }, "
           "{ randn(3, 4), ints(4, 3), randn(3) }, { randn(3, 4), ints(4, 3), { reduction = 'median' } }, "
           "{ randn(3, 4), randn(3) }",
};

static dl_status grad_shape(dl_args *a) {
  a->note[0] = 2;                      /* where the labels are */
  dl_status status = check_labels(a, 1, 2, 3);
  return status == DL_OK ? dl_result_like(a, 0, dl_in(a, 1)) : status;
}

/* dx = c (softmax(x) - onehot(label)) with c = upstream * weight, over the sum of the weights for "mean" */
static dl_status cross_entropy_grad_decomp(dl_args *a) {
  dl_tensor *upstream = dl_in(a, 0), *x = dl_in(a, 1), *target = dl_in(a, 2);
  int64_t ignore = dl_integer(a, 4);
  int d = x->ndim > 1 ? 1 : 0;
  dl_tensor *weights = label_weights(a, x, target, dl_in(a, 3), ignore);
  dl_tensor *c = DL(a, mul, upstream, weights);
  if (dl_string(a, 5)[0] == 'm') c = DL(a, div, c, DL(a, sum, weights));
  dl_tensor *safe = DL(a, unsqueeze, DL(a, where, DL(a, eq, target, ignore), 1, target), d), *wide = DL(a, unsqueeze, c, d);
  dl_tensor *smooth = DL(a, mul, DL(a, softmax, x, d), wide);
  return dl_give_result(a, 0, DL(a, scatterAdd, smooth, d, safe, DL(a, neg, wide)));
}

DL_OP(crossEntropyGrad) {
  .sig = "gradient: Tensor, x: Tensor, target: Tensor, weight: Tensor?, ignoreIndex: int, reduction: string",
  .doc = "The gradient of crossEntropy with labels, from the gradient of the loss: c (softmax(x) - "
         "onehot(label)).",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON, .keeps = DL_ARGUMENT(2),
  .shape = grad_shape,
  .scratch = entropy_scratch,
  .kernel = crossEntropyGrad_kernel,
  .decomp = cross_entropy_grad_decomp,
  .sample = "{ randn(), randn(3, 4), ints(4, 3), nil, -100, 'mean' }, "
            "{ randn(3), randn(3, 4), ints(4, 3), nil, 2, 'none' }, "
            "{ randn(), randn(2, 3, 2), ints(3, 2, 2), constant(positive(3)), -100, 'sum' }",
  .error = "{ randn(), randn(3, 4), ints(4, 4), nil, -100, 'mean' }",
};

static dl_status nll_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *target = dl_in(a, 1);
  const char *how = dl_string(a, 4);
  if (check_labels(a, 0, 1, 2) != DL_OK) return DL_ERROR;
  if (dl_check_reduction(a, 4) != DL_OK) return DL_ERROR;
  dl_tensor *weights = label_weights(a, x, target, dl_in(a, 2), dl_integer(a, 3));
  dl_tensor *terms = picked(a, x, target, weights, dl_integer(a, 3));
  return dl_give_result(a, 0, finish(a, terms, weights, how));
}

DL_OP(nll) {
  .sig = "x: Tensor, target: Tensor, weight: Tensor?, ignoreIndex: int = -100, reduction: string = \"mean\"",
  .doc = "Negative log likelihood: minus the log-probability x at each label (from 1), times the weight "
         "of its class. Shapes and \"mean\" as in crossEntropy.",
  .autocast = DL_HIGH,
  .decomp = nll_decomp,
  .sample = "{ randn(3, 4), ints(4, 3) }, { randn(4), ints(4) }, "
            "{ randn(2, 3, 4), ints(3, 2, 4), constant(positive(3)), 2, 'sum' }, "
            "{ randn(3, 4), ints(4, 3), { reduction = 'none' } }",
  .error = "{ randn(3, 4), ints(4, 4) }, { randn(3, 4), tensor({ 1, 2, 5 }, 'int64') }, "
           "{ randn(3, 4), ints(4, 3), { reduction = 'median' } }",
};
#endif
