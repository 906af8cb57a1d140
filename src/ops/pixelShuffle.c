/* pixelShuffle.c -- channels that become places and back: pixelShuffle (Shi et al., 2016), and the columns of windows, im2col
** and col2im. In smaller operators.
*/
#include "dl_op.h"

#ifndef DL_DEVICE_PASS

/* Leading dimensions, then channels, height and width. */
static dl_status shuffle(dl_args *a, bool back) {
  dl_tensor *x = dl_in(a, 0);
  int lead = x->ndim - 3;
  int64_t r = dl_integer(a, 1), n = dl_numel_of(x->shape, lead), shape[DL_MAX_DIMS];
  if (lead < 0) return dl_fail_argument(a, 0, "expected 3 dimensions or more, got shape %s", DL_SHAPE_TEXT(x));
  if (r < 1 || r > INT32_MAX) return dl_fail_argument(a, 1, "must be 1 or more, got %lld", (long long)r);
  int64_t c = x->shape[lead], h = x->shape[lead + 1], w = x->shape[lead + 2];
  if (back ? h % r || w % r : c % (r * r))
    return dl_fail_argument(a, 0, back ? "the sizes of shape %s are not multiples of %lld" : "the channels of shape %s are not a multiple of the square of %lld",
                            DL_SHAPE_TEXT(x), (long long)r);
  memcpy(shape, x->shape, sizeof shape);
  shape[lead] = back ? c * r * r : c / (r * r);
  shape[lead + 1] = back ? h / r : h * r;
  shape[lead + 2] = back ? w / r : w * r;
  dl_tensor *y;
  if (back) y = DL(a, permute, DL(a, reshape, x, DL_LIST(n, c, h / r, r, w / r, r)), DL_LIST(0, 1, 3, 5, 2, 4));
  else y = DL(a, permute, DL(a, reshape, x, DL_LIST(n, c / (r * r), r, r, h, w)), DL_LIST(0, 1, 4, 2, 5, 3));
  return dl_give_result(a, 0, DL(a, reshape, DL(a, contiguous, y), ((dl_ints){ shape, x->ndim })));
}

static dl_status pixelShuffle_decomp(dl_args *a) { return shuffle(a, false); }
static dl_status pixelUnshuffle_decomp(dl_args *a) { return shuffle(a, true); }

DL_OP(pixelShuffle) {
  .sig = "x: Tensor, factor: int",
  .doc = "Channels become places: (..., C r^2, H, W) becomes (..., C, H r, W r) with r = factor. Shi et al., \"Real-time single image and video "
         "super-resolution\", 2016.",
  .decomp = pixelShuffle_decomp,
  .sample = "{ randn(2, 4, 2, 3), 2 }, { randn(9, 1, 2), 3 }, { randn(1, 2, 2, 2), 1 }, { randn(0, 4, 2, 2), 2 }",
  .error = "{ randn(2, 3, 2, 2), 2 }, { randn(4, 2), 2 }, { randn(4, 2, 2), 0 }",
};

DL_OP(pixelUnshuffle) {
  .sig = "x: Tensor, factor: int",
  .doc = "Places become channels: (..., C, H r, W r) becomes (..., C r^2, H, W) with r = factor. The inverse of pixelShuffle.",
  .decomp = pixelUnshuffle_decomp,
  .sample = "{ randn(2, 1, 4, 6), 2 }, { randn(1, 3, 6), 3 }",
  .error = "{ randn(2, 3, 3, 2), 2 }, { randn(4, 2), 2 }, { randn(4, 2, 2), 0 }",
};

/* ---- windows as columns: a convolution with one filter for each element of the kernel, and its adjoint ---- */

static dl_status two(const dl_args *a, int i, int64_t *to) {
  dl_ints list = dl_intlist(a, i);
  if (list.count != 1 && list.count != 2) return dl_fail_argument(a, i, "expected 1 number or 2, got %d", list.count);
  for (int d = 0; d < 2; d++) {
    to[d] = list.data[list.count == 1 ? 0 : d];
    if (to[d] < 0 || to[d] > INT32_MAX) return dl_fail_argument(a, i, "expected numbers from 0 to %d, got %lld", INT32_MAX, (long long)to[d]);
  }
  return DL_OK;
}

/* Filter k of each channel sees element k of the window. */
static dl_tensor *selectors(dl_args *a, const dl_tensor *x, int64_t channels, const int64_t *kernel) {
  int64_t k = kernel[0] * kernel[1];
  dl_tensor *one = DL(a, unsqueeze, DL(a, eye, k, k, (int)x->dtype), 0);
  return DL(a, reshape, DL(a, expand, one, DL_LIST(channels, k, k)), DL_LIST(channels * k, 1, kernel[0], kernel[1]));
}

static dl_status check_kernel(const dl_args *a, int i, const int64_t *kernel) {
  for (int d = 0; d < 2; d++)
    if (kernel[d] < 1 || kernel[d] > INT16_MAX) return dl_fail_argument(a, i, "a kernel of %lld elements", (long long)kernel[d]);
  return DL_OK;
}

static dl_status im2col_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  int64_t kernel[2] = { 0 };
  if (x->ndim != 3 && x->ndim != 4) return dl_fail_argument(a, 0, "expected (N, C, H, W) or (C, H, W), got shape %s", DL_SHAPE_TEXT(x));
  if (two(a, 1, kernel) != DL_OK || check_kernel(a, 1, kernel) != DL_OK) return DL_ERROR;
  bool single = x->ndim == 3;
  dl_tensor *batch = single ? DL(a, unsqueeze, x, 0) : x;
  int64_t channels = x->shape[x->ndim - 3];
  if (channels < 1) return dl_fail_argument(a, 0, "no channels, shape %s", DL_SHAPE_TEXT(x));
  dl_tensor *y = DL(a, convolution, batch, selectors(a, x, channels, kernel), DL_NONE, a->arg[4], a->arg[3], a->arg[2], channels);
  y = DL(a, flatten, y, 2, -1);
  return dl_give_result(a, 0, single ? DL(a, squeeze, y, DL_LIST(0)) : y);
}

DL_OP(im2col) {
  .sig = "x: Tensor, kernelSize: ints, dilation: ints = 1, padding: ints = 0, stride: ints = 1",
  .doc = "The windows of images as columns: x (N, C, H, W) or (C, H, W) becomes (N, C kH kW, L) with a column for each of L places, row by row. What a convolution multiplies; "
         "nn.Unfold. (The method unfold gives windows along one dimension, as a view.)",
  .promote = DL_COMMON_FLOAT,
  .decomp = im2col_decomp,
  .sample = "{ randn(1, 2, 3, 4), 2 }, { randn(2, 4, 3), { 3, 2 }, 1, { 1, 0 }, 2 }, { randn(1, 1, 4, 4), 2, 2 }",
  .error = "{ randn(3, 4), 2 }, { randn(1, 2, 3, 4), 5 }, { randn(1, 2, 3, 4), { 1, 2, 3 } }, { randn(1, 2, 3, 4), 0 }",
};

static dl_status col2im_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  int64_t sizes[2] = { 0 }, kernel[2] = { 0 }, dilation[2] = { 0 }, padding[2] = { 0 }, stride[2] = { 0 }, out[2];
  if (x->ndim != 2 && x->ndim != 3) return dl_fail_argument(a, 0, "expected (N, C kH kW, L) or (C kH kW, L), got shape %s", DL_SHAPE_TEXT(x));
  if (two(a, 1, sizes) != DL_OK || two(a, 2, kernel) != DL_OK || check_kernel(a, 2, kernel) != DL_OK || two(a, 3, dilation) != DL_OK
      || two(a, 4, padding) != DL_OK || two(a, 5, stride) != DL_OK) return DL_ERROR;
  for (int d = 0; d < 2; d++) {
    if (stride[d] < 1) return dl_fail_argument(a, 5, "must be 1 or more, got %lld", (long long)stride[d]);
    out[d] = (sizes[d] + 2 * padding[d] - dilation[d] * (kernel[d] - 1) - 1) / stride[d] + 1;
    if (out[d] < 1) return dl_fail_argument(a, 2, "windows of %lld do not fit into %lld", (long long)kernel[d], (long long)sizes[d]);
  }
  int64_t k = kernel[0] * kernel[1], rows = x->shape[x->ndim - 2];
  if (rows < 1 || rows % k) return dl_fail_argument(a, 0, "%lld rows are not a multiple of the kernel's %lld elements", (long long)rows, (long long)k);
  if (x->shape[x->ndim - 1] != out[0] * out[1])
    return dl_fail_argument(a, 0, "%lld columns, expected %lld x %lld", (long long)x->shape[x->ndim - 1], (long long)out[0], (long long)out[1]);
  dl_tensor *batch = DL(a, reshape, x, DL_LIST(x->ndim == 3 ? x->shape[0] : 1, rows, out[0], out[1]));
  dl_tensor *y = DL(a, convolutionInput, batch, selectors(a, x, rows / k, kernel), DL_NONE, ((dl_ints){ sizes, 2 }), a->arg[5], a->arg[4],
                    a->arg[3], rows / k);
  return dl_give_result(a, 0, x->ndim == 2 ? DL(a, squeeze, y, DL_LIST(0)) : y);
}

DL_OP(col2im) {
  .sig = "x: Tensor, sizes: ints, kernelSize: ints, dilation: ints = 1, padding: ints = 0, stride: ints = 1",
  .doc = "Columns (N, C kH kW, L), as im2col makes them, added up as windows of images (N, C, sizes): the adjoint of im2col; nn.Fold.",
  .promote = DL_COMMON_FLOAT,
  .decomp = col2im_decomp,
  .sample = "{ randn(1, 8, 6), { 3, 4 }, 2 }, { randn(6, 4), { 4, 3 }, { 3, 2 }, 1, { 1, 0 }, { 2, 1 } }",
  .error = "{ randn(1, 8, 5), { 3, 4 }, 2 }, { randn(1, 7, 6), { 3, 4 }, 2 }, { randn(8), { 3, 4 }, 2 }, { randn(1, 8, 6), { 3, 4 }, 2, 1, 0, 0 }",
};
#endif
