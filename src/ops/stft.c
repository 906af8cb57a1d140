/* stft.c -- Fourier transforms of a signal's windows, and the signal of them again; the usual windows. */
#include "dl_op.h"

#ifndef DL_DEVICE_PASS

/* What the two transforms share: arguments n, hop, windowLength, window from place 1 on. */
typedef struct { int64_t n, hop; dl_tensor *window; } frames_of;

/* The window in the middle of n zeros; NULL: all ones. */
static dl_status read_frames(dl_args *a, frames_of *f) {
  int64_t n = dl_integer(a, 1), hop = dl_given(a, 2) ? dl_integer(a, 2) : n / 4;
  int64_t length = dl_given(a, 3) ? dl_integer(a, 3) : n;
  dl_tensor *window = dl_in(a, 4);
  *f = (frames_of){ n, hop, window };
  if (n < 1) return dl_fail_argument(a, 1, "expected a length, got %lld", (long long)n);
  if (hop < 1) return dl_fail_argument(a, 2, "expected a step, got %lld", (long long)hop);
  if (length < 1 || length > n) return dl_fail_argument(a, 3, "expected a length from 1 to %lld, got %lld", (long long)n, (long long)length);
  if (window && (window->ndim != 1 || window->shape[0] != length))
    return dl_fail_argument(a, 4, "expected a vector of %lld, got shape %s", (long long)length, DL_SHAPE_TEXT(window));
  if (length == n) return DL_OK;
  if (!window) f->window = DL(a, ones, DL_LIST(length), (int)dl_in(a, 0)->dtype);
  int64_t left = (n - length) / 2;
  f->window = DL(a, pad, f->window, DL_LIST(left, n - length - left));
  return f->window ? DL_OK : dl_error_status();
}

static dl_status stft_decomp(dl_args *a) {
  frames_of f;
  dl_tensor *x = dl_in(a, 0);
  if (x->ndim < 1 || x->ndim > DL_MAX_DIMS - 2) return dl_fail_argument(a, 0, "expected signals (..., samples), got shape %s", DL_SHAPE_TEXT(x));
  if (read_frames(a, &f) != DL_OK) return DL_ERROR;
  int64_t added = dl_boolean(a, 5) ? f.n / 2 * 2 : 0, samples = x->shape[x->ndim - 1];
  if (samples < f.n - added)
    return dl_fail_argument(a, 1, "windows of %lld do not fit into %lld samples", (long long)f.n, (long long)(samples + added));
  if (dl_boolean(a, 5)) x = DL(a, pad, x, DL_LIST(f.n / 2, f.n / 2), dl_string(a, 6));
  x = DL(a, unfold, x, -1, f.n, f.hop);
  if (f.window) x = DL(a, mul, x, f.window);
  double scale = dl_boolean(a, 7) ? 1 / sqrt((double)f.n) : 1;
  dl_tensor *y;
  if (dl_boolean(a, 8)) y = DL(a, fourierFromReal, x, -1, scale);
  else y = x ? DL(a, fourier, DL(a, complex, x, DL(a, zerosLike, x)), -1, false, scale) : NULL;
  return dl_give_result(a, 0, DL(a, transpose, y, -2, -3));
}

#define FRAMES "n: int, hop: int?, windowLength: int?, window: Tensor?, center: bool = true, "
#define FRAMES_DOC " hop: the step between windows (n / 4). window: what they are multiplied by, of windowLength (n), in the middle of " \
  "zeros where that is less. center: the signal is continued by n / 2 at both ends, so that window t has its middle at t hop. " \
  "normalized: times 1 / sqrt(n). onesided: n / 2 + 1 frequencies, else all n."

DL_OP(stft) {
  .sig = "x: Tensor, " FRAMES "padMode: string = \"reflect\", normalized: bool = false, onesided: bool = true",
  .doc = "The Fourier transforms of windows of n samples of real signals (..., samples): complex numbers (..., frequencies, windows, 2)."
         FRAMES_DOC " padMode: as in pad.",
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .decomp = stft_decomp,
  .sample = "{ randn(12), 4 }, { randn(2, 12), 4, 2, 3, positive(3) }, { randn(10), 4, 3, nil, positive(4), false, 'reflect', true, false }, "
            "{ randn(9), 5, 2, nil, nil, true, 'constant' }",
  .error = "{ randn(), 4 }, { randn(12), 0 }, { randn(12), 4, 0 }, { randn(12), 4, 1, 5 }, { randn(12), 4, 1, nil, randn(3) }, "
           "{ randn(3), 4, 1, nil, nil, false }",
};

/* Windows added at their places, divided by the sum of the squares of what they were multiplied by. Griffin and Lim,
** "Signal estimation from modified short-time Fourier transform", 1984. */
static dl_status istft_decomp(dl_args *a) {
  frames_of f;
  dl_tensor *x = dl_in(a, 0);
  bool center = dl_boolean(a, 5), onesided = dl_boolean(a, 7);
  if (x->ndim < 3 || x->shape[x->ndim - 1] != 2)
    return dl_fail_argument(a, 0, "expected (..., frequencies, windows, 2), got shape %s", DL_SHAPE_TEXT(x));
  if (read_frames(a, &f) != DL_OK) return DL_ERROR;
  int64_t bins = onesided ? f.n / 2 + 1 : f.n, windows = x->shape[x->ndim - 2], shape[DL_MAX_DIMS];
  if (x->shape[x->ndim - 3] != bins)
    return dl_fail_argument(a, 0, "%lld frequencies, expected %lld", (long long)x->shape[x->ndim - 3], (long long)bins);
  if (windows == 0) return dl_fail_argument(a, 0, "has no window");
  double scale = (dl_boolean(a, 6) ? sqrt((double)f.n) : 1) / (double)f.n;
  x = DL(a, transpose, x, -2, -3);            /* of all frequencies, half are enough: the signal is real */
  if (!onesided) x = DL(a, narrow, x, -2, 0, f.n / 2 + 1);
  dl_tensor *y = DL(a, fourierToReal, x, -1, f.n, scale);
  if (f.window) y = DL(a, mul, y, f.window);
  if (!y) return dl_error_status();
  int64_t total = f.n + f.hop * (windows - 1), start = center ? f.n / 2 : 0, stop = center ? total - f.n / 2 : total;
  int64_t wanted = dl_given(a, 8) ? dl_integer(a, 8) : stop - start;
  if (wanted < 1) return dl_fail_argument(a, 8, "expected a length, got %lld", (long long)wanted);
  if (dl_given(a, 8)) stop = start + wanted < total ? start + wanted : total;
  memcpy(shape, y->shape, sizeof shape);
  shape[y->ndim - 2] = total;
  dl_tensor *sum = DL(a, unfoldAdjoint, y, ((dl_ints){ shape, y->ndim - 1 }), y->ndim - 2, f.hop);
  dl_tensor *square = f.window ? DL(a, mul, f.window, f.window) : DL(a, ones, DL_LIST(f.n), (int)y->dtype);
  dl_tensor *weights = DL(a, unfoldAdjoint, DL(a, expand, DL(a, unsqueeze, square, 0), DL_LIST(windows, f.n)), DL_LIST(total), 0, f.hop);
  weights = DL(a, narrow, weights, 0, start, stop - start);
  dl_tensor *gap = DL(a, any, DL(a, lt, weights, 1e-11));
  int64_t found = 0;
  if (!gap || dl_tensor_read(gap, 0, NULL, &found) != DL_OK) return dl_error_status();
  if (found) return dl_fail_argument(a, 4, "leaves samples out: windows a hop apart must overlap where they are not 0");
  y = DL(a, div, DL(a, narrow, sum, -1, start, stop - start), weights);
  if (stop - start < wanted) y = DL(a, pad, y, DL_LIST(0, wanted - (stop - start)));
  return dl_give_result(a, 0, y);
}

DL_OP(istft) {
  .sig = "x: Tensor, " FRAMES "normalized: bool = false, onesided: bool = true, samples: int?",
  .doc = "The inverse of stft: the signals (..., samples) nearest to having these transforms (..., frequencies, windows, 2)." FRAMES_DOC
         " samples: the length of the signal, which the windows do not quite tell.",
  .promote = DL_COMMON_FLOAT,
  .autocast = DL_HIGH,
  .decomp = istft_decomp,
  .sample = "{ randn(3, 5, 2), 4 }, { randn(2, 3, 4, 2), 4, 2, 3, positive(3), true, true, true, 5 }, "
            "{ randn(4, 3, 2), 4, 3, nil, positive(4), false, false, false }, { randn(3, 4, 2), 5, 2, nil, nil, true, false, true, 12 }",
  .error = "{ randn(3, 2), 4 }, { randn(4, 5, 2), 4 }, { randn(3, 5, 2), 4, 5, nil, nil, false }, { randn(3, 0, 2), 4 }, "
           "{ randn(3, 5, 2), 4, 2, nil, nil, true, false, true, 0 }",
};

/* ---- windows: c0 - c1 cos(t) + c2 cos(2 t) over a period ---- */

static dl_status window(dl_args *a, double c0, double c1, double c2, int dtype_at) {
  int64_t n = dl_integer(a, 0);
  dl_dtype dtype = dl_given(a, dtype_at) ? (dl_dtype)dl_integer(a, dtype_at) : DL_FLOAT32;
  if (n < 0) return dl_fail_argument(a, 0, "expected a length, got %lld", (long long)n);
  if (!dl_dtype_is_float(dtype)) return dl_fail_argument(a, dtype_at, "expected a float type, got %s", dl_dtype_name(dtype));
  if (n <= 1) return dl_give_result(a, 0, DL(a, ones, DL_LIST(n), (int)dtype));
  double period = (double)(dl_boolean(a, 1) ? n : n - 1);
  dl_tensor *t = DL(a, mul, DL(a, to, DL(a, arange, 0, n), (int)DL_FLOAT64), 6.283185307179586 / period);
  dl_tensor *w = DL(a, sub, c0, DL(a, mul, DL(a, cos, t), c1));
  if (c2 != 0) w = DL(a, add, w, DL(a, mul, DL(a, cos, DL(a, mul, t, 2.0)), c2));
  return dl_give_result(a, 0, DL(a, to, w, (int)dtype));
}

static dl_status hannWindow_decomp(dl_args *a) { return window(a, 0.5, 0.5, 0, 2); }
static dl_status hammingWindow_decomp(dl_args *a) { return window(a, 0.54, 0.46, 0, 2); }
static dl_status blackmanWindow_decomp(dl_args *a) { return window(a, 0.42, 0.5, 0.08, 2); }

#define WINDOW(op, formula) { \
  .sig = "n: int, periodic: bool = true, dtype: dtype?", \
  .doc = formula " with t = 2 pi k / n for k from 0 (periodic = false: / (n - 1), which is symmetric).", \
  .flags = DL_CREATES | DL_NO_GRAD, .decomp = op##_decomp, \
  .sample = "{ 5 }, { 4, false }, { 1 }, { 0 }, { 3, true, 'float64' }", .error = "{ -1 }, { 3, true, 'int64' }" }

DL_OP(hannWindow) WINDOW(hannWindow, "Hann's window, 0.5 - 0.5 cos(t),");
DL_OP(hammingWindow) WINDOW(hammingWindow, "Hamming's window, 0.54 - 0.46 cos(t),");
DL_OP(blackmanWindow) WINDOW(blackmanWindow, "Blackman's window, 0.42 - 0.5 cos(t) + 0.08 cos(2 t),");
#endif
