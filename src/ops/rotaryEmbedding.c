/* rotaryEmbedding.c -- positions as rotations of pairs of features (Su et al., "RoFormer", 2021). */
#include "dl_op.h"

#ifndef DL_CUDA
typedef struct {
  int64_t steps, size;             /* size: of the last dimension */
  bool interleaved;
  const char *x;
  char *y;
  double *turns;                   /* for each step cosines, then sines, of half the size */
} rotation;

static void find_turns(const rotation *w, double base, int64_t offset, bool inverse) {
  int64_t half = w->size / 2;
  for (int64_t t = 0; t < w->steps; t++)
    for (int64_t k = 0; k < half; k++) {
      const double angle = ((double)t + (double)offset) * pow(base, -2.0 * (double)k / (double)w->size);
      w->turns[t * w->size + k] = cos(angle);
      w->turns[t * w->size + half + k] = inverse ? -sin(angle) : sin(angle);
    }
}

#define ROTATE(T) \
static void rotate_##T(void *context, int64_t begin, int64_t end) { \
  const rotation *w = context; \
  int64_t half = w->size / 2; \
  for (int64_t r = begin; r < end; r++) { \
    const double *c = w->turns + r % w->steps * w->size, *s = c + half; \
    const T *x = (const T *)w->x + r * w->size; \
    T *y = (T *)w->y + r * w->size; \
    if (w->interleaved) DL_RUN(half) { \
      const T u = x[2 * i], v = x[2 * i + 1]; \
      y[2 * i] = (T)(u * c[i] - v * s[i]); \
      y[2 * i + 1] = (T)(v * c[i] + u * s[i]); \
    } else DL_RUN(half) { \
      const T u = x[i], v = x[half + i]; \
      y[i] = (T)(u * c[i] - v * s[i]); \
      y[half + i] = (T)(v * c[i] + u * s[i]); \
    } \
  } \
}
ROTATE(float)
ROTATE(double)

static dl_status rotaryEmbedding_kernel(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  rotation w = { .steps = x->shape[x->ndim - 2], .size = x->shape[x->ndim - 1], .interleaved = dl_boolean(a, 3),
                 .x = dl_tensor_data(x), .y = dl_tensor_data(a->result[0]), .turns = a->scratch };
  int64_t n = dl_tensor_numel(x);
  if (n == 0) return DL_OK;
  find_turns(&w, dl_number(a, 1), dl_integer(a, 2), dl_boolean(a, 4));
  return dl_parallel(n / w.size, 16384 / w.size + 1, x->dtype == DL_FLOAT32 ? rotate_float : rotate_double, &w);
}
DL_KERNEL(rotaryEmbedding)
#endif

#ifndef DL_DEVICE_PASS
static size_t rotary_scratch(const dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  return (size_t)(x->shape[x->ndim - 2] * x->shape[x->ndim - 1]) * sizeof(double);
}

static dl_status rotary_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (x->ndim < 2 || x->shape[x->ndim - 1] % 2)
    return dl_fail_argument(a, 0, "expected (..., steps, size) with an even size, got shape %s", DL_SHAPE_TEXT(x));
  if (!(dl_number(a, 1) > 0)) return dl_fail_argument(a, 1, "must be positive, got %g", dl_number(a, 1));
  return dl_result_like(a, 0, x);
}

/* In double as the kernel does, then in x's dtype. */
static dl_status rotary_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *part[2] = { NULL };
  int64_t steps = x->shape[x->ndim - 2], half = x->shape[x->ndim - 1] / 2;
  bool interleaved = dl_boolean(a, 3);
  dl_tensor *position = DL(a, arange, (double)dl_integer(a, 2), (double)(dl_integer(a, 2) + steps), 1.0, (int)DL_FLOAT64);
  dl_tensor *power = DL(a, mul, DL(a, arange, 0.0, (double)half, 1.0, (int)DL_FLOAT64), half ? -1.0 / (double)half : 0.0);
  dl_tensor *angle = DL(a, outer, position, DL(a, exp, DL(a, mul, power, log(dl_number(a, 1)))));
  dl_tensor *c = DL(a, to, DL(a, cos, angle), (int)x->dtype), *s = DL(a, to, DL(a, sin, angle), (int)x->dtype);
  if (dl_boolean(a, 4)) s = DL(a, neg, s);
  int64_t pairs[DL_MAX_DIMS + 1];
  if (x->ndim == DL_MAX_DIMS) return dl_fail_argument(a, 0, "at most %d dimensions", DL_MAX_DIMS - 1);
  memcpy(pairs, x->shape, sizeof x->shape);
  pairs[x->ndim - 1] = interleaved ? half : 2;
  pairs[x->ndim] = interleaved ? 2 : half;
  int along = interleaved ? -1 : -2;
  DL_ALL(a, part, unbind, DL(a, reshape, x, ((dl_ints){ pairs, x->ndim + 1 })), along);
  dl_tensor **turned = dl_scope_list(a->scope, 2);
  if (!turned) return DL_NO_MEMORY;
  turned[0] = DL(a, sub, DL(a, mul, part[0], c), DL(a, mul, part[1], s));
  turned[1] = DL(a, add, DL(a, mul, part[1], c), DL(a, mul, part[0], s));
  return dl_give_result(a, 0, DL(a, reshape, DL(a, stack, ((dl_tensors){ turned, 2 }), along), dl_shape_of(x)));
}

/* A rotation is undone by the one back. */
static void rotary_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, rotaryEmbedding, dl_upstream(g, 0), g->arg[1], g->arg[2], g->arg[3], !g->arg[4].boolean));
}

DL_OP(rotaryEmbedding) {
  .sig = "x: Tensor, base: number = 10000, offset: int = 0, interleaved: bool = true, inverse: bool = false",
  .doc = "Turns each pair of features of x (..., steps, size) by an angle that grows with the step: pair k (from 0) of step t (the "
         "first is `offset`) by t * base^(-2 k / size), back when `inverse`. Products of such queries and keys depend on the "
         "distance of their steps only. Pairs are neighbours (the paper's), or without `interleaved` k and k + size / 2. Su et al., "
         "\"RoFormer\", 2021.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON_FLOAT,
  .shape = rotary_shape,
  .kernel = rotaryEmbedding_kernel,
  .scratch = rotary_scratch,
  .decomp = rotary_decomp,
  .grad = rotary_grad,
  .sample = "{ randn(3, 4) }, { randn(2, 3, 4), 100, 5, false }, { randn(2, 3, 2), 10, 1, true, true }, { randn(0, 4) }, { randn(3, 0) }, "
            "{ randn(2, 0, 2, 2) }",
  .error = "{ randn(4) }, { randn(3, 3) }, { randn(3, 4), -1 }",
};
#endif
