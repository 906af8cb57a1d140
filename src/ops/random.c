/* random.c -- tensors of random numbers. Element i of a result takes its words from block i / 4 (float64: i / 2)
** of the call's range, so the numbers depend on the seed and on nothing else. */
#include "dl_op.h"

#ifndef DL_CUDA
/* What is drawn is start + scale * (a number in [0, 1), or of variance 1). */
typedef struct { dl_args *a; double start, scale; } fill_work;

/* Words first, then numbers from them, so that the second loop is one for vectors. It draws pairs in whole vectors: the
** numbers of a short tensor are those at the beginning of a long one, to the last bit. */
#define CHUNK 256                                     /* elements; ranges of dl_parallel begin at multiples of it */
#define VECTOR 32

DL_INLINE float uniform_float(const uint32_t *w) { return dl_uniform_float(w[0]); }
DL_INLINE double uniform_double(const uint32_t *w) { return dl_uniform_double(w[0], w[1]); }

#define DRAWS(T, WORDS, SQRT) \
static int64_t words_##T(const fill_work *work, int64_t at, int64_t end, uint32_t *w) { \
  int64_t n = end - at < CHUNK ? end - at : CHUNK, drawn = (n + VECTOR - 1) / VECTOR * VECTOR; \
  dl_philox_blocks(work->a->seed, work->a->counter + (uint64_t)(at * WORDS / 4), drawn * WORDS / 4, w); \
  return n; \
} \
static void uniform_##T##s(void *context, int64_t begin, int64_t end) { \
  const fill_work *work = context; \
  const T start = (T)work->start, scale = (T)work->scale; \
  uint32_t w[CHUNK * WORDS]; \
  for (int64_t at = begin; at < end; at += CHUNK) { \
    T *to = (T *)dl_tensor_data(work->a->result[0]) + at; \
    int64_t n = words_##T(work, at, end, w); \
    DL_RUN(n) to[i] = start + scale * uniform_##T(w + i * WORDS); \
  } \
} \
/* Box and Muller: two uniforms give two normals. 1 - u is never 0. */ \
static void normal_##T##s(void *context, int64_t begin, int64_t end) { \
  const fill_work *work = context; \
  const T start = (T)work->start, scale = (T)work->scale, turn = (T)(2 * 3.14159265358979323846); \
  uint32_t w[CHUNK * WORDS]; \
  T radius[CHUNK / 2], angle[CHUNK / 2], drawn[CHUNK];        /* sin and cos in one loop become sincos, for no vectors */ \
  for (int64_t at = begin; at < end; at += CHUNK) { \
    T *to = (T *)dl_tensor_data(work->a->result[0]) + at; \
    int64_t n = words_##T(work, at, end, w), pairs = (n + VECTOR - 1) / VECTOR * (VECTOR / 2); \
    DL_RUN(pairs) radius[i] = 1 - uniform_##T(w + 2 * i * WORDS); \
    DL_RUN(pairs) radius[i] = SQRT(-2 * log(radius[i])); \
    DL_RUN(pairs) angle[i] = turn * uniform_##T(w + (2 * i + 1) * WORDS); \
    DL_RUN(pairs) drawn[2 * i] = start + scale * (radius[i] * cos(angle[i])); \
    DL_RUN(pairs) drawn[2 * i + 1] = start + scale * (radius[i] * sin(angle[i])); \
    memcpy(to, drawn, (size_t)n * sizeof(T)); \
  } \
}
DRAWS(float, 1, sqrtf)
DRAWS(double, 2, sqrt)

#define UNIFORM uniform_floats, uniform_doubles
#define NORMAL normal_floats, normal_doubles
static dl_status draw(dl_args *a, double start, double scale, dl_range_body float32, dl_range_body float64) {
  fill_work work = { a, start, scale };
  const dl_tensor *r = a->result[0];
  if (r->dtype != DL_FLOAT32 && r->dtype != DL_FLOAT64)
    return dl_fail(a, "draws float32 or float64, not %s (use to())", dl_dtype_name((dl_dtype)r->dtype));
  return dl_parallel(dl_tensor_numel(r), 64 * CHUNK, r->dtype == DL_FLOAT32 ? float32 : float64, &work);
}

#else
/* The words of element i, whose type takes `each` of them. */
template <class T> struct drawing { dl_drawn drawn; T start, scale; };

__device__ inline void words_of(const dl_drawn &drawn, int64_t i, int each, uint32_t *w) {
  drawn.words((uint64_t)(i * each / 4), w);
}

struct draw_uniform {
  static __device__ double of(const drawing<double> &d, int64_t i) {
    uint32_t w[4];
    words_of(d.drawn, i, 2, w);
    return d.start + d.scale * dl_uniform_double(w[i % 2 * 2], w[i % 2 * 2 + 1]);
  }
  static __device__ float of(const drawing<float> &d, int64_t i) {
    uint32_t w[4];
    words_of(d.drawn, i, 1, w);
    return d.start + d.scale * dl_uniform_float(w[i % 4]);
  }
};

/* Box and Muller, as on the CPU. */
struct draw_normal {
  static __device__ double of(const drawing<double> &d, int64_t i) {
    uint32_t w[4];
    words_of(d.drawn, i, 2, w);
    const double radius = sqrt(-2 * log(1 - dl_uniform_double(w[0], w[1])));
    const double angle = 2 * 3.14159265358979323846 * dl_uniform_double(w[2], w[3]);
    return d.start + d.scale * (radius * (i % 2 ? sin(angle) : cos(angle)));
  }
  static __device__ float of(const drawing<float> &d, int64_t i) {
    uint32_t w[4];
    words_of(d.drawn, i, 1, w);
    const uint32_t *pair = w + i % 4 / 2 * 2;
    const float radius = sqrtf(-2 * logf(1 - dl_uniform_float(pair[0]))), angle = 2 * 3.14159265f * dl_uniform_float(pair[1]);
    return d.start + d.scale * (radius * (i % 2 ? sinf(angle) : cosf(angle)));
  }
};

template <class Kind, class T> static dl_status draw_all(const dl_args *a, double start, double scale) {
  const drawing<T> d = { dl_drawn_of(a), (T)start, (T)scale };
  T *to = (T *)dl_tensor_data(a->result[0]);
  return dl_each(a, dl_tensor_numel(a->result[0]), [=] __device__ (int64_t i) { to[i] = Kind::of(d, i); });
}

template <class Kind> static dl_status draw_kind(dl_args *a, double start, double scale) {
  const dl_dtype dtype = (dl_dtype)a->result[0]->dtype;
  if (dtype == DL_FLOAT32) return draw_all<Kind, float>(a, start, scale);
  if (dtype == DL_FLOAT64) return draw_all<Kind, double>(a, start, scale);
  return dl_fail(a, "draws float32 or float64, not %s (use to())", dl_dtype_name(dtype));
}

#define UNIFORM draw_kind<draw_uniform>
#define NORMAL draw_kind<draw_normal>
static dl_status draw(dl_args *a, double start, double scale, dl_status (*kind)(dl_args *, double, double)) {
  return kind(a, start, scale);
}
#endif

static dl_status rand_kernel(dl_args *a) { return draw(a, 0, 1, UNIFORM); }
DL_KERNEL(rand)

static dl_status randn_kernel(dl_args *a) { return draw(a, 0, 1, NORMAL); }
DL_KERNEL(randn)

static dl_status uniform_kernel(dl_args *a) {
  return draw(a, dl_number(a, 1), dl_number(a, 2) - dl_number(a, 1), UNIFORM);
}
DL_KERNEL(uniform)

static dl_status normal_kernel(dl_args *a) {
  return draw(a, dl_number(a, 1), dl_number(a, 2), NORMAL);
}
DL_KERNEL(normal)

#ifndef DL_DEVICE_PASS
static dl_status random_shape(dl_args *a) {
  dl_status status = dl_shape_created(a);
  if (status == DL_OK) a->random_blocks = (uint64_t)(dl_tensor_numel(a->result[0]) + 1) / 2;
  return status;
}

DL_OP(rand) {
  .sig = "sizes: sizes, dtype: dtype?",
  .doc = "Uniform random numbers in [0, 1).",
  .flags = DL_CREATES | DL_NO_GRAD | DL_RANDOM,
  .shape = random_shape,
  .kernel = rand_kernel,
  .sample = "{ 2, 3 }, { { 5 }, 'float64' }, { 0 }",
  .error = "{ -1 }, { 2, 'int64' }",
};

DL_OP(randn) {
  .sig = "sizes: sizes, dtype: dtype?",
  .doc = "Normally distributed random numbers of mean 0 and variance 1.",
  .flags = DL_CREATES | DL_NO_GRAD | DL_RANDOM,
  .shape = random_shape,
  .kernel = randn_kernel,
  .sample = "{ 2, 3 }, { { 5 }, 'float64' }, { 0 }",
  .error = "{ -1 }, { 2, 'int64' }",
};

/* ---- x:uniform_, x:normal_ ---- */

static dl_status refill_shape(dl_args *a) {
  dl_status status = dl_result_like(a, 0, dl_in(a, 0));
  if (status == DL_OK) a->random_blocks = (uint64_t)(dl_tensor_numel(a->result[0]) + 1) / 2;
  return status;
}

static dl_status uniform_shape(dl_args *a) {
  if (!(dl_number(a, 1) <= dl_number(a, 2)))
    return dl_fail_argument(a, 2, "%g is below the low end, %g", dl_number(a, 2), dl_number(a, 1));
  return refill_shape(a);
}

static dl_status normal_shape(dl_args *a) {
  if (!(dl_number(a, 2) >= 0)) return dl_fail_argument(a, 2, "must be 0 or more, got %g", dl_number(a, 2));
  return refill_shape(a);
}

/* What was there before does not matter any more. */
static void refill_grad(dl_grad *g) { dl_give(g, 0, DL(g, mul, dl_upstream(g, 0), 0.0)); }

DL_OP(uniform) {
  .sig = "x: Tensor, low: number = 0, high: number = 1",
  .doc = "x:uniform_(low, high) fills x with uniform random numbers in [low, high).",
  .flags = DL_ONLY_IN_PLACE | DL_RANDOM | DL_VIA_FLOAT32,
  .shape = uniform_shape,
  .kernel = uniform_kernel,
  .unread = DL_ARGUMENT(0),
  .grad = refill_grad,
  .sample = "{ randn(3, 4) }, { randn(5), -2, 3 }, { randn(0) }",
  .error = "{ randn(3), 1, 0 }, { ints(3, 3) }, { randn(3), 'x' }",
};

DL_OP(normal) {
  .sig = "x: Tensor, mean: number = 0, std: number = 1",
  .doc = "x:normal_(mean, std) fills x with normally distributed random numbers.",
  .flags = DL_ONLY_IN_PLACE | DL_RANDOM | DL_VIA_FLOAT32,
  .shape = normal_shape,
  .kernel = normal_kernel,
  .unread = DL_ARGUMENT(0),
  .grad = refill_grad,
  .sample = "{ randn(3, 4) }, { randn(5), -2, 3 }, { randn(0) }",
  .error = "{ randn(3), 0, -1 }, { ints(3, 3) }, { randn(3), 'x' }",
};

/* ---- like another tensor ---- */

static dl_status rand_like_decomp(dl_args *a) {
  return dl_give_result(a, 0, DL(a, rand, dl_shape_of(dl_in(a, 0)), (int)dl_in(a, 0)->dtype));
}

static dl_status randn_like_decomp(dl_args *a) {
  return dl_give_result(a, 0, DL(a, randn, dl_shape_of(dl_in(a, 0)), (int)dl_in(a, 0)->dtype));
}

DL_OP(randLike) {
  .sig = "x: Tensor",
  .doc = "Uniform random numbers in [0, 1) in the shape and dtype of x.",
  .flags = DL_NO_GRAD | DL_RANDOM,
  .decomp = rand_like_decomp,
  .sample = "{ randn(3, 4) }",
  .error = "{ ints(3, 3) }",
};

DL_OP(randnLike) {
  .sig = "x: Tensor",
  .doc = "Normally distributed random numbers in the shape and dtype of x.",
  .flags = DL_NO_GRAD | DL_RANDOM,
  .decomp = randn_like_decomp,
  .sample = "{ randn(3, 4) }",
  .error = "{ ints(3, 3) }",
};
#endif
