/* dropout.c -- elements set to zero at random (Srivastava et al., 2014). */
#include <math.h>
#include "dl_op.h"

/* Element i of the mask takes word i mod 4 of block i / 4. */
#ifndef DL_CUDA
#define MASK(T) \
static void mask_##T(void *context, int64_t begin, int64_t end) { \
  dl_args *a = context; \
  T *to = (T *)dl_tensor_data(a->result[0]); \
  const double p = dl_number(a, 1); \
  const float drop = (float)p; \
  const T kept = p < 1 ? (T)(1 / (1 - p)) : 0; \
  uint32_t w[4] = { 0 }; \
  for (int64_t i = begin; i < end; i++) { \
    if (i % 4 == 0) dl_philox(a->seed, a->counter + (uint64_t)(i / 4), w); \
    to[i] = dl_uniform_float(w[i % 4]) < drop ? 0 : kept; \
  } \
}
MASK(float)
MASK(double)

static dl_status dropoutMask_kernel(dl_args *a) {
  const dl_tensor *r = a->result[0];
  return dl_parallel(dl_tensor_numel(r), 16384, r->dtype == DL_FLOAT64 ? mask_double : mask_float, a);
}
DL_KERNEL(dropoutMask)

#else
template <class T> static dl_status draw_mask(const dl_args *a) {
  const double p = dl_number(a, 1);
  const float drop = (float)p;
  const T kept = p < 1 ? (T)(1 / (1 - p)) : 0;
  const dl_drawn drawn = dl_drawn_of(a);
  T *to = (T *)dl_tensor_data(a->result[0]);
  return dl_each(a, dl_tensor_numel(a->result[0]), [=] __device__ (int64_t i) {
    uint32_t w[4];
    drawn.words((uint64_t)(i / 4), w);
    to[i] = dl_uniform_float(w[i % 4]) < drop ? 0 : kept;
  });
}

static dl_status dropoutMask_kernel(dl_args *a) {
  return a->result[0]->dtype == DL_FLOAT64 ? draw_mask<double>(a) : draw_mask<float>(a);
}
DL_KERNEL(dropoutMask)
#endif

#ifndef DL_DEVICE_PASS
static dl_status check_probability(dl_args *a) {
  double p = dl_number(a, 1);
  if (!dl_dtype_is_float((dl_dtype)dl_in(a, 0)->dtype))
    return dl_fail_argument(a, 0, "expected floats, got %s", dl_dtype_name((dl_dtype)dl_in(a, 0)->dtype));
  return p >= 0 && p <= 1 ? DL_OK : dl_fail_argument(a, 1, "a probability is in 0 to 1, got %g", p);
}

static dl_status mask_shape(dl_args *a) {
  dl_status status = check_probability(a);
  if (status == DL_OK) status = dl_result_like(a, 0, dl_in(a, 0));
  if (status == DL_OK) a->random_blocks = (uint64_t)(dl_tensor_numel(a->result[0]) + 3) / 4;
  return status;
}

DL_OP(dropoutMask) {
  .sig = "x: Tensor, p: number = 0.5",
  .doc = "A tensor like x which is 0 with probability p and 1 / (1 - p) otherwise: what dropout multiplies by.",
  .flags = DL_NO_GRAD | DL_RANDOM | DL_VIA_FLOAT32 | DL_STRIDED,
  .shape = mask_shape,
  .kernel = dropoutMask_kernel,
  .sample = "{ randn(3, 4) }, { randn(0), 0.2 }",
  .error = "{ randn(3), 1.5 }, { randn(3), 0 / 0 }, { ints(3, 3) }",
};

static dl_status dropout_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  double p = dl_number(a, 1);
  if (check_probability(a) != DL_OK) return DL_ERROR;
  if (!dl_boolean(a, 2) || p == 0) return dl_give_result(a, 0, DL(a, view, x, dl_shape_of(x)));
  return dl_give_result(a, 0, DL(a, mul, x, DL(a, dropoutMask, x, p)));
}

DL_OP(dropout) {
  .sig = "x: Tensor, p: number = 0.5, training: bool = true",
  .doc = "In training each element is 0 with probability p and x / (1 - p) otherwise, so the mean stays; else x as it is.",
  .flags = DL_RANDOM,
  .decomp = dropout_decomp,
  .sample = "{ randn(3, 4) }, { randn(3, 4), 0.2 }, { randn(3), 0.5, false }, { randn(3), 1 }, { randn(3), 0 }",
  .error = "{ randn(3), 1.5 }, { randn(3), -0.1 }, { ints(3, 3) }",
};

/* What decides for x: an element of it, or with `channels` one for all that lies behind dimension 2. */
static dl_tensor *deciding(dl_args *a, dl_tensor *x, bool channels) {
  dl_tensor *part = x;
  for (int d = 2; d < x->ndim && channels; d++)
    if (x->shape[d] > 1) part = DL(a, narrow, part, d, 0, 1);
  return part;
}

static dl_status check_channels(dl_args *a) {
  if (check_probability(a) != DL_OK) return DL_ERROR;
  int ndim = dl_in(a, 0)->ndim;
  if (ndim >= 2) return DL_OK;
  return dl_fail_argument(a, 0, "expected 2 dimensions or more, (batch, channels, ...), got %d", ndim);
}

static dl_status feature_dropout_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  double p = dl_number(a, 1);
  if (check_channels(a) != DL_OK) return DL_ERROR;
  if (!dl_boolean(a, 2) || p == 0) return dl_give_result(a, 0, DL(a, view, x, dl_shape_of(x)));
  return dl_give_result(a, 0, DL(a, mul, x, DL(a, dropoutMask, deciding(a, x, true), p)));
}

DL_OP(featureDropout) {
  .sig = "x: Tensor, p: number = 0.5, training: bool = true",
  .doc = "Dropout of whole channels: x is (batch, channels, ...), and all of a channel of an example is 0, or times "
         "1 / (1 - p). Tompson et al. 2015.",
  .flags = DL_RANDOM,
  .decomp = feature_dropout_decomp,
  .sample = "{ randn(3, 4, 2) }, { randn(2, 3, 2, 2), 0.2 }, { randn(3, 4), 0.5, false }, { randn(2, 2, 0) }, "
            "{ randn(2, 3, 2), 1 }, { randn(2, 3, 2), 0 }",
  .error = "{ randn(3, 2, 2), 1.5 }, { randn(3) }, { ints(3, 3, 3) }",
};

/* Klambauer et al. 2017, "Self-normalizing neural networks", section 3: dropped elements take the value -k that selu
** tends to, k = 1.0507 * 1.6733, and all is scaled and moved so that mean and variance stay. */
#define SATURATION 1.7580993408473766

static dl_status alpha_dropout(dl_args *a, bool channels) {
  dl_tensor *x = dl_in(a, 0);
  double p = dl_number(a, 1);
  if (!dl_boolean(a, 2) || p == 0) return dl_give_result(a, 0, DL(a, view, x, dl_shape_of(x)));
  if (p == 1) return dl_give_result(a, 0, DL(a, mul, x, 0.0));
  double scale = 1 / sqrt((SATURATION * SATURATION * p + 1) * (1 - p)), move = scale * SATURATION;
  dl_tensor *kept = DL(a, mul, DL(a, dropoutMask, deciding(a, x, channels), p), 1 - p);    /* 1 or 0 */
  dl_tensor *moved = DL(a, add, DL(a, mul, kept, move), move * p - move);
  return dl_give_result(a, 0, DL(a, add, DL(a, mul, x, DL(a, mul, kept, scale)), moved));
}

static dl_status alpha_dropout_decomp(dl_args *a) {
  return check_probability(a) == DL_OK ? alpha_dropout(a, false) : DL_ERROR;
}

static dl_status feature_alpha_dropout_decomp(dl_args *a) {
  return check_channels(a) == DL_OK ? alpha_dropout(a, true) : DL_ERROR;
}

DL_OP(alphaDropout) {
  .sig = "x: Tensor, p: number = 0.5, training: bool = true",
  .doc = "Dropout for self-normalising networks: with probability p an element becomes what selu tends to for large "
         "negative numbers, and all is scaled and moved so that mean 0 and variance 1 stay.",
  .flags = DL_RANDOM,
  .decomp = alpha_dropout_decomp,
  .sample = "{ randn(3, 4) }, { randn(3), 0.2 }, { randn(3), 0.5, false }, { randn(0) }, { randn(3), 1 }, "
            "{ randn(3), 0 }",
  .error = "{ randn(3), 1.5 }, { randn(3), -0.1 }, { ints(3, 3) }",
};

DL_OP(featureAlphaDropout) {
  .sig = "x: Tensor, p: number = 0.5, training: bool = true",
  .doc = "alphaDropout of whole channels: x is (batch, channels, ...).",
  .flags = DL_RANDOM,
  .decomp = feature_alpha_dropout_decomp,
  .sample = "{ randn(3, 4, 2) }, { randn(2, 3, 2, 2), 0.2 }, { randn(3, 4), 0.5, false }, { randn(2, 3, 2), 1 }",
  .error = "{ randn(3, 2, 2), 1.5 }, { randn(3) }",
};
#endif
