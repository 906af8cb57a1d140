/* conv.c -- the convolutions that programs call: conv1d, conv2d, conv3d and the transposed ones, in PyTorch's conventions.
**
** They check, turn "same" and "valid" into numbers, take single examples as batches of one, and call convolution and
** convolutionInput (convolution.c).
*/
#include "dl_op.h"

#ifndef DL_DEVICE_PASS

#define MOST 3

/* One number for all dimensions, or one for each. */
static dl_status read(const dl_args *a, int i, int n, int64_t *to) {
  dl_ints list = dl_intlist(a, i);
  if (list.count != 1 && list.count != n) return dl_fail_argument(a, i, "expected 1 number or %d, got %d", n, list.count);
  for (int d = 0; d < n; d++) to[d] = list.data[list.count == 1 ? 0 : d];
  return DL_OK;
}

/* x as a batch: n dimensions more than one (a single example) or two. */
static dl_tensor *as_batch(dl_args *a, int n, bool *single) {
  dl_tensor *x = dl_in(a, 0), *weight = dl_in(a, 1);
  if (weight->ndim != n + 2) dl_fail_argument(a, 1, "expected %d dimensions, got shape %s", n + 2, DL_SHAPE_TEXT(weight));
  else if (x->ndim != n + 1 && x->ndim != n + 2)
    dl_fail_argument(a, 0, "expected %d dimensions, or %d without a batch, got shape %s", n + 2, n + 1, DL_SHAPE_TEXT(x));
  else {
    *single = x->ndim == n + 1;
    return *single ? DL(a, unsqueeze, x, 0) : x;
  }
  return NULL;
}

static dl_status finish(dl_args *a, dl_tensor *y, bool single) {
  return dl_give_result(a, 0, single ? DL(a, squeeze, y, DL_LIST(0)) : y);
}

/* Borders with which the output is as large as the input: in front the smaller half. */
static dl_status same_borders(dl_args *a, int n, int64_t *widths) {
  int64_t stride[MOST] = { 0 }, dilation[MOST] = { 0 };
  if (read(a, 3, n, stride) != DL_OK || read(a, 5, n, dilation) != DL_OK) return DL_ERROR;
  for (int d = 0; d < n; d++) {
    int64_t both = dilation[d] * (dl_in(a, 1)->shape[2 + d] - 1);
    if (stride[d] != 1) return dl_fail_argument(a, 4, "\"same\" needs a stride of 1, got %lld", (long long)stride[d]);
    widths[2 * d] = both / 2;
    widths[2 * d + 1] = both - both / 2;
  }
  return DL_OK;
}

static dl_status conv(dl_args *a, int n) {
  int64_t widths[2 * MOST] = { 0 };
  bool single;
  dl_value padding = a->arg[4];
  dl_tensor *x = as_batch(a, n, &single);
  if (!x) return DL_ERROR;
  if (padding.kind == DL_STRING) {
    const char *how = padding.string;
    if (strcmp(how, "same") != 0 && strcmp(how, "valid") != 0)
      return dl_fail_argument(a, 4, "expected numbers, \"same\" or \"valid\", got \"%s\"", how);
    if (how[0] == 's' && same_borders(a, n, widths) != DL_OK) return DL_ERROR;
    padding = dl_value_ints((dl_ints){ widths, 2 * n });
  } else if (padding.ints.count != 1 && padding.ints.count != n)
    return dl_fail_argument(a, 4, "expected 1 number or %d, got %d", n, padding.ints.count);
  for (int k = 0; k < padding.ints.count; k++)
    if (padding.ints.data[k] < 0) return dl_fail_argument(a, 4, "must not be negative, got %lld", (long long)padding.ints.data[k]);
  return finish(a, DL(a, convolution, x, dl_in(a, 1), dl_in(a, 2), a->arg[3], padding, a->arg[5], a->arg[6]), single);
}

/* The size of what a convolution with these numbers makes x of; the output padding widens it, since several sizes do. */
static dl_status transposed_sizes(dl_args *a, int n, const dl_tensor *x, int64_t *sizes, int64_t *widths) {
  int64_t stride[MOST] = { 0 }, padding[MOST] = { 0 }, extra[MOST] = { 0 }, dilation[MOST] = { 0 };
  if (read(a, 3, n, stride) != DL_OK || read(a, 4, n, padding) != DL_OK || read(a, 5, n, extra) != DL_OK
      || read(a, 7, n, dilation) != DL_OK) return DL_ERROR;
  for (int d = 0; d < n; d++) {
    int64_t reach = dilation[d] * (dl_in(a, 1)->shape[2 + d] - 1) + 1;
    if (padding[d] < 0) return dl_fail_argument(a, 4, "must not be negative, got %lld", (long long)padding[d]);
    if (extra[d] < 0 || (extra[d] && extra[d] >= stride[d] && extra[d] >= dilation[d]))
      return dl_fail_argument(a, 5, "must be below the stride or the dilation, got %lld", (long long)extra[d]);
    sizes[d] = (x->shape[2 + d] - 1) * stride[d] + reach - 2 * padding[d] + extra[d];
    if (sizes[d] < 1) return dl_fail_argument(a, 0, "an output of %lld elements in dimension %d", (long long)sizes[d], d + 1);
    widths[2 * d] = padding[d];
    widths[2 * d + 1] = padding[d] - extra[d];
  }
  return DL_OK;
}

static dl_status conv_transpose(dl_args *a, int n) {
  int64_t sizes[MOST], widths[2 * MOST];
  bool single;
  dl_tensor *x = as_batch(a, n, &single);
  if (!x || transposed_sizes(a, n, x, sizes, widths) != DL_OK) return DL_ERROR;
  dl_tensor *y = DL(a, convolutionInput, x, dl_in(a, 1), dl_in(a, 2), ((dl_ints){ sizes, n }), a->arg[3],
                    ((dl_ints){ widths, 2 * n }), a->arg[7], a->arg[6]);
  return finish(a, y, single);
}

static dl_status conv1d_decomp(dl_args *a) { return conv(a, 1); }
static dl_status conv2d_decomp(dl_args *a) { return conv(a, 2); }
static dl_status conv3d_decomp(dl_args *a) { return conv(a, 3); }
static dl_status convTranspose1d_decomp(dl_args *a) { return conv_transpose(a, 1); }
static dl_status convTranspose2d_decomp(dl_args *a) { return conv_transpose(a, 2); }
static dl_status convTranspose3d_decomp(dl_args *a) { return conv_transpose(a, 3); }

#define CONV(op, sizes, samples, errors) { \
  .sig = "x: Tensor, weight: Tensor, bias: Tensor?, stride: ints = 1, padding: ints|string = 0, dilation: ints = 1, " \
         "groups: int = 1", \
  .doc = "The convolution of x (N, C, " sizes " or without N) with weight (F, C / groups, kernel sizes), plus bias (F): each of F " \
         "filters slides over the channels of its group. An output size is (size + 2 padding - dilation (kernel - 1) - 1) / stride " \
         "+ 1, rounded down. padding: zeros at both ends, or \"valid\" (none), or \"same\" (as many as keep the size; stride 1). " \
         "stride, padding and dilation: a number, or one for each dimension.", \
  .autocast = DL_LOW, .decomp = op##_decomp, .sample = samples, .error = errors, .tolerance = 1e-4 }

DL_OP(conv1d) CONV(conv1d, "L",
  "{ randn(2, 2, 5), randn(3, 2, 3), randn(3), { padding = 1 } }, { randn(2, 5), randn(3, 2, 2), nil, 1, 'same' }, "
  "{ randn(1, 2, 5), randn(2, 1, 2), nil, { stride = 2, dilation = 2, groups = 2, padding = 'valid' } }",
  "{ randn(2, 2, 5), randn(3, 2, 3, 1) }, { randn(5), randn(3, 2, 3) }, { randn(2, 2, 5), randn(3, 2, 3), nil, 2, 'same' }, "
  "{ randn(2, 2, 5), randn(3, 2, 3), nil, 1, 'full' }, { randn(2, 2, 5), randn(3, 2, 3), nil, 1, -1 }, "
  "{ randn(2, 2, 5), randn(3, 2, 3), nil, 1, { 1, 1 } }, { randn(2, 3, 5), randn(3, 2, 3) }");

DL_OP(conv2d) CONV(conv2d, "H, W",
  "{ randn(2, 2, 4, 3), randn(2, 2, 3, 2), randn(2), 1, { 1, 0 } }, { randn(2, 4, 4), randn(2, 2, 3, 2), randn(2), 1, 'same' }, "
  "{ randn(1, 2, 4, 4), randn(4, 1, 2, 2), nil, { stride = { 2, 1 }, groups = 2 } }",
  "{ randn(2, 2, 5), randn(3, 2, 3) }, { randn(1, 2, 2, 2), randn(1, 2, 3, 3) }, { randn(1, 2, 4, 4), randn(1, 2, 3, 3), nil, { 1, 1, 1 } }");

DL_OP(conv3d) CONV(conv3d, "D, H, W",
  "{ randn(1, 2, 3, 3, 2), randn(2, 2, 2, 2, 1), randn(2) }, { randn(1, 2, 2, 3), randn(1, 1, 2, 2, 2), nil, 1, 'same' }",
  "{ randn(1, 2, 3, 3), randn(2, 2, 2, 2) }");

#define CONV_TRANSPOSE(op, sizes, samples, errors) { \
  .sig = "x: Tensor, weight: Tensor, bias: Tensor?, stride: ints = 1, padding: ints = 0, outputPadding: ints = 0, " \
         "groups: int = 1, dilation: ints = 1", \
  .doc = "The transposed convolution, the adjoint of a convolution with the same numbers: x (N, C, " sizes " or without N), weight (C, F / " \
         "groups, kernel sizes), bias (F). Each element of x adds its multiple of the kernel to the output. An output size is (size - 1) " \
         "stride - 2 padding + dilation (kernel - 1) + outputPadding + 1.", \
  .autocast = DL_LOW, .decomp = op##_decomp, .sample = samples, .error = errors, .tolerance = 1e-4 }

DL_OP(convTranspose1d) CONV_TRANSPOSE(convTranspose1d, "L",
  "{ randn(2, 2, 3), randn(2, 3, 3), randn(3) }, { randn(2, 3), randn(2, 1, 2), nil, 2, 0, 1 }, { randn(1, 2, 3), randn(2, 2, 2), randn(4), 2, 1, 1, 2, 2 }",
  "{ randn(2, 2, 3), randn(2, 3, 3), nil, 1, 0, 1 }, { randn(2, 3, 3), randn(2, 3, 3) }, { randn(1, 2, 1), randn(2, 1, 2), nil, 1, 1 }");

DL_OP(convTranspose2d) CONV_TRANSPOSE(convTranspose2d, "H, W",
  "{ randn(1, 2, 3, 2), randn(2, 2, 2, 3), randn(2), { stride = 2, padding = { 0, 1 } } }, { randn(2, 2, 2), randn(2, 1, 3, 3), nil, 3, 1, { 2, 1 } }",
  "{ randn(2, 2, 3), randn(2, 3, 3) }, { randn(1, 2, 3, 3), randn(2, 3, 3, 3), nil, 1, -1 }");

DL_OP(convTranspose3d) CONV_TRANSPOSE(convTranspose3d, "D, H, W",
  "{ randn(1, 1, 2, 2, 2), randn(1, 2, 2, 1, 2), randn(2), 2 }",
  "{ randn(1, 2, 3, 3), randn(2, 2, 2, 2) }");
#endif
