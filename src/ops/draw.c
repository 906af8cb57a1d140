/* draw.c -- random integers, permutations, coin flips and choices. */
#include "dl_op.h"

/* A whole number in [0, range): the upper half of a 128-bit product; the bias is below range / 2^64. */
DL_INLINE uint64_t below(const uint32_t *w, uint64_t range) {
  uint64_t u = (uint64_t)w[0] << 32 | w[1];
  return (uint64_t)((unsigned __int128)u * range >> 64);
}

#ifndef DL_CUDA
#define CHUNK 128                                     /* draws, whose words are made together */

static void integers(void *context, int64_t begin, int64_t end) {
  dl_args *a = context;
  int64_t *to = (int64_t *)dl_tensor_data(a->result[0]);
  uint64_t low = (uint64_t)dl_integer(a, 0), range = (uint64_t)dl_integer(a, 1) - low;
  uint32_t w[2 * CHUNK];
  for (int64_t at = begin; at < end; at += CHUNK) {
    int64_t n = end - at < CHUNK ? end - at : CHUNK;
    dl_philox_blocks(a->seed, a->counter + (uint64_t)(at / 2), (n + 1) / 2, w);
    DL_RUN(n) to[at + i] = (int64_t)(low + below(w + 2 * i, range));
  }
}

static dl_status randint_kernel(dl_args *a) {
  return dl_parallel(dl_tensor_numel(a->result[0]), 128 * CHUNK, integers, a);
}
DL_KERNEL(randint)

/* Fisher and Yates: the i-th from the end changes places with one of those before it, or itself. */
static dl_status randperm_kernel(dl_args *a) {
  int64_t *to = (int64_t *)dl_tensor_data(a->result[0]), n = dl_tensor_numel(a->result[0]);
  uint32_t w[2 * CHUNK];
  int64_t place[CHUNK];
  for (int64_t i = 0; i < n; i++) to[i] = i + 1;
  for (int64_t begin = 0; begin < n - 1; begin += CHUNK) {
    int64_t *last = to + n - 1 - begin, count = n - 1 - begin < CHUNK ? n - 1 - begin : CHUNK;
    dl_philox_blocks(a->seed, a->counter + (uint64_t)(begin / 2), (count + 1) / 2, w);
    for (int64_t k = 0; k < count; k++) {
      place[k] = (int64_t)below(w + 2 * k, (uint64_t)(n - begin - k));
      __builtin_prefetch(to + place[k], 1);               /* far apart: all are on their way before the first is needed */
    }
    for (int64_t k = 0; k < count; k++) {
      const int64_t moved = last[-k];
      last[-k] = to[place[k]];
      to[place[k]] = moved;
    }
  }
  return DL_OK;
}
DL_KERNEL(randperm)

#define FLIP(T) \
static void flip_##T(void *context, int64_t begin, int64_t end) { \
  dl_args *a = context; \
  const T *p = (const T *)dl_tensor_data(dl_in(a, 0)); \
  T *to = (T *)dl_tensor_data(a->result[0]); \
  uint32_t w[4] = { 0 }; \
  for (int64_t i = begin; i < end; i++) { \
    if (i % 2 == 0) dl_philox(a->seed, a->counter + (uint64_t)(i / 2), w); \
    if (!(p[i] >= 0 && p[i] <= 1)) __atomic_store_n(&a->note[0], 1, __ATOMIC_RELAXED); \
    to[i] = dl_uniform_double(w[i % 2 * 2], w[i % 2 * 2 + 1]) < (double)p[i]; \
  } \
}
FLIP(float)
FLIP(double)

static dl_status bernoulli_kernel(dl_args *a) {
  const dl_tensor *p = dl_in(a, 0);
  a->note[0] = 0;
  dl_status status = dl_parallel(dl_tensor_numel(p), 16384, p->dtype == DL_FLOAT32 ? flip_float : flip_double, a);
  return status == DL_OK && a->note[0] ? dl_fail_argument(a, 0, "a probability is not in 0 to 1") : status;
}
DL_KERNEL(bernoulli)

/* ---- multinomial ---- */

/* A choice by weight: the first position where the running sum passes u times the total. Without replacement a chosen
** weight becomes 0. The running sums of a row lie in scratch. */
static bool choose_row(dl_args *a, int64_t row, const double *weights, int64_t n, int64_t count, bool replace, double *left) {
  int64_t *to = (int64_t *)dl_tensor_data(a->result[0]) + row * count;
  memcpy(left, weights, (size_t)n * sizeof *left);
  for (int64_t c = 0; c < count; c++) {
    uint32_t w[4];
    double total = 0, passed = 0;
    int64_t k, last = -1;
    for (k = 0; k < n; k++) total += left[k];
    if (!(total > 0) || isinf(total)) return false;
    dl_philox(a->seed, a->counter + (uint64_t)(row * count + c), w);
    double mark = dl_uniform_double(w[0], w[1]) * total;
    for (k = 0; k < n; k++) {
      if (left[k] > 0) last = k;
      passed += left[k];
      if (left[k] > 0 && passed > mark) break;
    }
    to[c] = last + 1;
    if (!replace) left[last] = 0;
  }
  return true;
}

static dl_status multinomial_kernel(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t n = x->shape[x->ndim - 1], rows = n ? dl_tensor_numel(x) / n : 0, count = dl_integer(a, 1);
  double *weights = a->scratch, *left = weights + n;
  size_t size = dl_dtype_size((dl_dtype)x->dtype);
  for (int64_t r = 0; r < rows; r++) {
    if (dl_interrupt_pending()) return dl_error_set("interrupted!");
    dl_convert(DL_FLOAT64, weights, (dl_dtype)x->dtype, dl_tensor_data(x) + (size_t)(r * n) * size, n);
    int64_t positive = 0;
    for (int64_t k = 0; k < n; k++) {
      if (!(weights[k] >= 0) || isinf(weights[k]))
        return dl_fail_argument(a, 0, "a weight is negative, infinite or NaN: %g", weights[k]);
      positive += weights[k] > 0;
    }
    if (positive == 0 || (!dl_boolean(a, 2) && positive < count))
      return dl_fail_argument(a, 1, "%lld choices of %lld positive weights%s", (long long)count, (long long)positive,
                              positive && !dl_boolean(a, 2) ? " (without replacement)" : "");
    if (!choose_row(a, r, weights, n, count, dl_boolean(a, 2), left))
      return dl_fail_argument(a, 0, "the weights have no sum");
  }
  return DL_OK;
}
DL_KERNEL(multinomial)

#else
static dl_status randint_kernel(dl_args *a) {
  int64_t *to = (int64_t *)dl_tensor_data(a->result[0]);
  const uint64_t low = (uint64_t)dl_integer(a, 0), range = (uint64_t)dl_integer(a, 1) - low;
  const dl_drawn drawn = dl_drawn_of(a);
  return dl_each(a, dl_tensor_numel(a->result[0]), [=] __device__ (int64_t i) {
    uint32_t w[4];
    drawn.words((uint64_t)(i / 2), w);
    to[i] = (int64_t)(low + below(w + i % 2 * 2, range));
  });
}
DL_KERNEL(randint)

/* Fisher and Yates is a chain of exchanges, so one thread makes it: the same permutation as on the CPU. */
static dl_status randperm_kernel(dl_args *a) {
  int64_t *to = (int64_t *)dl_tensor_data(a->result[0]);
  const int64_t n = dl_tensor_numel(a->result[0]);
  const dl_drawn drawn = dl_drawn_of(a);
  dl_status status = dl_each(a, n, [=] __device__ (int64_t i) { to[i] = i + 1; });
  if (status != DL_OK || n < 2) return status;
  return dl_each(a, 1, [=] __device__ (int64_t) {
    uint32_t w[4];
    for (int64_t i = n - 1, k = 0; i > 0; i--, k++) {
      if (k % 2 == 0) drawn.words((uint64_t)(k / 2), w);
      const int64_t j = (int64_t)below(w + k % 2 * 2, (uint64_t)i + 1), moved = to[i];
      to[i] = to[j];
      to[j] = moved;
    }
  });
}
DL_KERNEL(randperm)

template <class T> static dl_status flip_coins(const dl_args *a) {
  const T *p = (const T *)dl_tensor_data(dl_in(a, 0));
  T *to = (T *)dl_tensor_data(a->result[0]);
  const dl_drawn drawn = dl_drawn_of(a);
  const dl_blame blame = dl_blame_of(a, 0);
  return dl_each(a, dl_tensor_numel(dl_in(a, 0)), [=] __device__ (int64_t i) {
    uint32_t w[4];
    drawn.words((uint64_t)(i / 2), w);
    if (!(p[i] >= 0 && p[i] <= 1)) blame.complain(DL_BAD_PROBABILITY);
    to[i] = dl_uniform_double(w[i % 2 * 2], w[i % 2 * 2 + 1]) < (double)p[i];
  });
}

static dl_status bernoulli_kernel(dl_args *a) {
  return dl_in(a, 0)->dtype == DL_FLOAT32 ? flip_coins<float>(a) : flip_coins<double>(a);
}
DL_KERNEL(bernoulli)

/* A row for each thread; the weights that are left lie in memory of the call. */
template <class T> static dl_status choose_rows(const dl_args *a, int64_t rows, int64_t n) {
  const T *x = (const T *)dl_tensor_data(dl_in(a, 0));
  int64_t *to = (int64_t *)dl_tensor_data(a->result[0]);
  const int64_t count = dl_integer(a, 1);
  const bool replace = dl_boolean(a, 2);
  const dl_drawn drawn = dl_drawn_of(a);
  const dl_blame blame = dl_blame_of(a, 0);
  dl_temporary weights(a, rows * n * (int64_t)sizeof(double));
  if (!weights.data) return DL_NO_MEMORY;
  double *all = (double *)weights.data;
  return dl_each(a, rows, [=] __device__ (int64_t row) {
    double *left = all + row * n;
    int64_t positive = 0;
    bool bad = false;
    for (int64_t k = 0; k < n; k++) {
      left[k] = (double)dl_wide(x[row * n + k]);
      bad = bad || !(left[k] >= 0) || isinf(left[k]);
      positive += left[k] > 0;
    }
    bad = bad || positive == 0 || (!replace && positive < count);
    if (bad) blame.complain(DL_BAD_WEIGHT);
    for (int64_t c = 0; c < count; c++) {
      uint32_t w[4];
      double total = 0, passed = 0;
      int64_t last = 0;
      for (int64_t k = 0; k < n; k++) total += left[k];
      drawn.words((uint64_t)(row * count + c), w);
      const double mark = dl_uniform_double(w[0], w[1]) * total;
      for (int64_t k = 0; k < n && !bad; k++) {
        if (left[k] > 0) last = k;
        passed += left[k];
        if (left[k] > 0 && passed > mark) break;
      }
      to[row * count + c] = last + 1;
      if (!replace) left[last] = 0;
    }
  });
}

static dl_status multinomial_kernel(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  const int64_t n = x->shape[x->ndim - 1], rows = n ? dl_tensor_numel(x) / n : 0;
#define ROWS(T) return choose_rows<T>(a, rows, n)
  DL_BY_DTYPE((dl_dtype)x->dtype, ROWS)
  return DL_OK;
}
DL_KERNEL(multinomial)
#endif

#ifndef DL_DEVICE_PASS
static dl_status randint_shape(dl_args *a) {
  dl_ints sizes = dl_intlist(a, 2);
  if (dl_integer(a, 0) >= dl_integer(a, 1))
    return dl_fail_argument(a, 1, "%lld is not above the low end, %lld", (long long)dl_integer(a, 1), (long long)dl_integer(a, 0));
  if (dl_check_sizes(a, 2, sizes) != DL_OK || dl_result(a, 0, DL_INT64, sizes.count, sizes.data) != DL_OK) return dl_error_status();
  a->random_blocks = (uint64_t)(dl_tensor_numel(a->result[0]) + 1) / 2;
  return DL_OK;
}

DL_OP(randint) {
  .sig = "low: int, high: int, sizes: sizes",
  .doc = "Random whole numbers in [low, high), int64.",
  .flags = DL_CREATES | DL_NO_GRAD | DL_RANDOM,
  .shape = randint_shape,
  .kernel = randint_kernel,
  .sample = "{ 1, 7, 3, 4 }, { -5, 5, { 10 } }, { 0, 1, 2 }",
  .error = "{ 3, 3, 2 }, { 1, 7, -2 }, { 1 }",
};

static dl_status randperm_shape(dl_args *a) {
  int64_t n = dl_integer(a, 0);
  if (n < 0) return dl_fail_argument(a, 0, "must be 0 or more, got %lld", (long long)n);
  a->random_blocks = ((uint64_t)n + 1) / 2;
  return dl_result(a, 0, DL_INT64, 1, &n);
}

DL_OP(randperm) {
  .sig = "n: int",
  .doc = "The whole numbers 1 to n in random order, int64.",
  .flags = DL_CREATES | DL_NO_GRAD | DL_RANDOM,
  .shape = randperm_shape,
  .kernel = randperm_kernel,
  .sample = "{ 7 }, { 0 }, { 1 }",
  .error = "{ -1 }, { 1.5 }",
};

/* x:bernoulli_(p) draws with probability p; bernoulli(x) takes the probabilities from x. */
static dl_status bernoulli_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (dl_given(a, 1)) a->composite = true;
  else if (!dl_dtype_is_float((dl_dtype)x->dtype))
    return dl_fail_argument(a, 0, "expected probabilities in a float dtype, got %s", dl_dtype_name((dl_dtype)x->dtype));
  a->random_blocks = (uint64_t)(dl_tensor_numel(x) + 1) / 2;
  return dl_result_like(a, 0, x);
}

static dl_status bernoulli_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  double p = dl_number(a, 1);
  if (!(p >= 0 && p <= 1)) return dl_fail_argument(a, 1, "a probability is in 0 to 1, got %g", p);
  dl_tensor *drawn = DL(a, bernoulli, DL(a, full, dl_shape_of(x), p, DL_FLOAT32));
  return dl_give_result(a, 0, DL(a, to, drawn, (int)x->dtype));
}

DL_OP(bernoulli) {
  .sig = "x: Tensor, p: number?",
  .doc = "1 with the probability that x holds, else 0, for each element; with p given, with probability p whatever x holds: "
         "x:bernoulli_(0.5) fills x with coin flips.",
  .flags = DL_IN_PLACE | DL_NO_GRAD | DL_RANDOM | DL_VIA_FLOAT32,
  .shape = bernoulli_shape,
  .kernel = bernoulli_kernel,
  .decomp = bernoulli_decomp,
  .sample = "{ rand(3, 4) }, { rand(5), 0.3 }, { rand(0) }",
  .error = "{ tensor({ 2 }) }, { rand(3), 1.5 }, { ints(3, 3) }",
};

static dl_status multinomial_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t shape[2], count = dl_integer(a, 1);
  if (x->ndim != 1 && x->ndim != 2) return dl_fail_argument(a, 0, "expected 1 or 2 dimensions, got %d", x->ndim);
  if (!dl_dtype_is_float((dl_dtype)x->dtype)) return dl_fail_argument(a, 0, "expected floats, got %s", dl_dtype_name((dl_dtype)x->dtype));
  if (count < 1) return dl_fail_argument(a, 1, "must be 1 or more, got %lld", (long long)count);
  if (x->shape[x->ndim - 1] == 0) return dl_fail_argument(a, 0, "there are no weights");
  shape[0] = x->shape[0];
  shape[x->ndim - 1] = count;
  dl_status status = dl_result(a, 0, DL_INT64, x->ndim, shape);
  if (status == DL_OK) a->random_blocks = (uint64_t)dl_tensor_numel(a->result[0]);
  return status;
}

static size_t multinomial_scratch(const dl_args *a) {
  const dl_tensor *x = a->arg[0].tensor;
  return 2 * (size_t)x->shape[x->ndim - 1] * sizeof(double);
}

DL_OP(multinomial) {
  .sig = "weights: Tensor, count: int, replacement: bool = false",
  .doc = "`count` positions (from 1) of each row, drawn with probabilities in proportion to its weights (which need not add up to 1).",
  .flags = DL_NO_GRAD | DL_RANDOM,
  .shape = multinomial_shape,
  .scratch = multinomial_scratch,
  .kernel = multinomial_kernel,
  .sample = "{ positive(5), 3 }, { positive(2, 4), 6, true }, { positive(3), 3 }",
  .error = "{ tensor({ -1, 2 }), 1 }, { tensor({ 0, 0 }), 1 }, { positive(3), 4 }, { positive(3), 0 }, { ints(3, 3), 1 }, { tensor({ 0 / 0, 1 }), 1 }",
};
#endif
