/* fourier.c -- discrete Fourier transforms along one dimension: complex to complex, real to half a spectrum, and back.
**
** Complex numbers are a last dimension of two: real and imaginary part.
**
** Stockham's algorithm (Van Loan, "Computational frameworks for the fast Fourier transform", 1992) with radices 4, 2, 3,
** 5 and small primes; lengths with a larger prime factor become a convolution of a length that has none (Bluestein,
** 1970). Several transforms go side by side as lanes, so the innermost loops are long and become vectors; real and
** imaginary parts are kept apart inside. A real transform of even length is a complex one of half the length. An inverse
** one is the forward one with real and imaginary parts exchanged. CUDA does the same (device/cuda/fourier.cu).
**
** Own code rather than FFTW: that would plan under a lock, and come as two libraries of 4 MB for what is 300 lines.
*/
#include "dl_op.h"

#ifndef DL_CUDA
#define MOST_LANES 8
#define LANE_ELEMENTS 16384      /* of a group of transforms: its four buffers stay in the cache */

static dl_fourier see(const dl_args *a, dl_fourier_kind kind) {
  dl_fourier w = dl_fourier_of(a, kind);
  if (w.n == 0 || w.count == 0) return w;
  w.lanes = LANE_ELEMENTS / w.size < MOST_LANES ? LANE_ELEMENTS / w.size : MOST_LANES;
  if (w.lanes > w.count) w.lanes = w.count;
  if (w.lanes < 1) w.lanes = 1;
  return w;
}

static int64_t group_elements(const dl_fourier *w) { return 4 * w->size * w->lanes; }
static int64_t groups(const dl_fourier *w) { return (w->count + w->lanes - 1) / w->lanes; }
static double group_operations(const dl_fourier *w) {
  return (double)(w->size * w->lanes) * (10 + 5 * w->factors) * (w->chirp ? 3 : 1);
}

/* Butterflies over `run` neighbours (engine/fourier.h), and transforms of all neighbours at once. */
#define FOURIER(T) \
/* exp(-2 pi i k / n); a quarter of them is computed where symmetry gives the others exactly. */ \
static void roots_##T(int64_t n, T *re, T *im) { \
  int64_t part = n % 4 == 0 ? n / 4 : n % 2 == 0 ? n / 2 : n; \
  const double step = DL_TAU / (double)n; \
  for (int64_t i = 0; i < part; i++) { \
    const double angle = (double)i * step; \
    re[i] = (T)cos(angle); \
    im[i] = (T)-sin(angle); \
  } \
  for (int64_t i = part; i < n; i++) { \
    const bool quarter = n % 4 == 0; \
    re[i] = quarter ? im[i - part] : -re[i - part]; \
    im[i] = quarter ? -re[i - part] : -im[i - part]; \
  } \
} \
static void radix2_##T(int64_t run, int64_t gap, const T *xr, const T *xi, T *yr, T *yi, const T *wr, const T *wi) { \
  DL_RUN(run) DL_RADIX2(T) \
} \
static void radix3_##T(int64_t run, int64_t gap, const T *xr, const T *xi, T *yr, T *yi, const T *wr, const T *wi) { \
  DL_RUN(run) DL_RADIX3(T) \
} \
static void radix4_##T(int64_t run, int64_t gap, const T *xr, const T *xi, T *yr, T *yi, const T *wr, const T *wi) { \
  DL_RUN(run) DL_RADIX4(T) \
} \
static void radix5_##T(int64_t run, int64_t gap, const T *xr, const T *xi, T *yr, T *yi, const T *wr, const T *wi) { \
  DL_RUN(run) DL_RADIX5(T) \
} \
/* Any radix: the sum as it is defined. `step`: the radix's first root among the roots of order n. */ \
static void radix_##T(int radix, int64_t run, int64_t gap, const T *xr, const T *xi, T *yr, T *yi, const T *wr, const T *wi, \
                      int64_t n, int64_t step, const T *re, const T *im) { \
  for (int j = 0; j < radix; j++) { \
    T *to_r = yr + j * run, *to_i = yi + j * run; \
    for (int k = 0; k < radix; k++) { \
      const int64_t at = (int64_t)(j * k % radix) * step % n; \
      const T cr = re[at] * wr[j] - im[at] * wi[j], ci = re[at] * wi[j] + im[at] * wr[j]; \
      const T *from_r = xr + k * gap, *from_i = xi + k * gap; \
      if (k == 0) DL_RUN(run) { to_r[i] = from_r[i] * cr - from_i[i] * ci; to_i[i] = from_r[i] * ci + from_i[i] * cr; } \
      else DL_RUN(run) { to_r[i] += from_r[i] * cr - from_i[i] * ci; to_i[i] += from_r[i] * ci + from_i[i] * cr; } \
    } \
  } \
} \
/* The transform of `lanes` neighbours with the roots (re, im) of order size * spread. Both pairs of buffers are used; \
** the result is exchanged into x. */ \
static void stockham_##T(const dl_fourier *w, int64_t lanes, T **xr, T **xi, T **yr, T **yi, const T *re, const T *im, \
                         int64_t spread) { \
  int64_t length = w->size, run = lanes, order = w->size * spread; \
  for (int f = 0; f < w->factors; f++) { \
    const int radix = w->factor[f]; \
    const int64_t rest = length / radix, gap = run * rest, stride = w->size / length * spread; \
    for (int64_t p = 0; p < rest; p++) { \
      T wr[DL_FOURIER_LARGEST_RADIX], wi[DL_FOURIER_LARGEST_RADIX]; \
      for (int j = 0; j < radix; j++) { wr[j] = re[p * j * stride]; wi[j] = im[p * j * stride]; } \
      const T *ar = *xr + p * run, *ai = *xi + p * run; \
      T *br = *yr + p * radix * run, *bi = *yi + p * radix * run; \
      switch (radix) { \
        case 2: radix2_##T(run, gap, ar, ai, br, bi, wr, wi); break; \
        case 3: radix3_##T(run, gap, ar, ai, br, bi, wr, wi); break; \
        case 4: radix4_##T(run, gap, ar, ai, br, bi, wr, wi); break; \
        case 5: radix5_##T(run, gap, ar, ai, br, bi, wr, wi); break; \
        default: radix_##T(radix, run, gap, ar, ai, br, bi, wr, wi, order, order / radix, re, im); \
      } \
    } \
    T *other = *xr; *xr = *yr; *yr = other; \
    other = *xi; *xi = *yi; *yi = other; \
    length = rest; \
    run *= radix; \
  } \
} \
/* exp(-pi i k^2 / m) from the roots of order 2 m. */ \
static inline int64_t chirp_at_##T(const dl_fourier *w, int64_t k) { return k * k % (2 * w->m); } \
static void fill_tables_##T(const dl_fourier *w, T *group) { \
  T *re = (T *)w->tables, *im = re + w->n; \
  if (w->n) roots_##T(w->n, re, im); \
  if (!w->chirp) return; \
  T *cr = im + w->n, *ci = cr + 2 * w->m, *sr = ci + 2 * w->m, *si = sr + w->size, *fr = si + w->size, *fi = fr + w->size; \
  roots_##T(2 * w->m, cr, ci); \
  roots_##T(w->size, sr, si); \
  T *xr = group, *xi = xr + w->size, *yr = xi + w->size, *yi = yr + w->size; \
  memset(group, 0, (size_t)(2 * w->size) * sizeof(T)); \
  for (int64_t k = 0; k < w->m; k++) { \
    int64_t at = chirp_at_##T(w, k), back = k ? w->size - k : 0; \
    xr[k] = xr[back] = cr[at]; \
    xi[k] = xi[back] = -ci[at]; \
  } \
  stockham_##T(w, 1, &xr, &xi, &yr, &yi, sr, si, 1); \
  const T share = 1 / (T)w->size; \
  DL_RUN(w->size) { fr[i] = xr[i] * share; fi[i] = xi[i] * share; } \
} \
/* X_k = c_k sum_j (x_j c_j) conj(c_(k - j)): a convolution, which is a product of spectra. */ \
static void bluestein_##T(const dl_fourier *w, int64_t lanes, T **xr, T **xi, T **yr, T **yi) { \
  const T *cr = (const T *)w->tables + 2 * w->n, *ci = cr + 2 * w->m, *sr = ci + 2 * w->m, *si = sr + w->size; \
  const T *fr = si + w->size, *fi = fr + w->size; \
  for (int pass = 0; pass < 2; pass++) { \
    for (int64_t k = 0; k < w->m; k++) { \
      int64_t at = chirp_at_##T(w, k); \
      T *re = *xr + k * lanes, *im = *xi + k * lanes; \
      DL_RUN(lanes) { const T r = re[i]; re[i] = r * cr[at] - im[i] * ci[at]; im[i] = r * ci[at] + im[i] * cr[at]; } \
    } \
    if (pass == 1) return; \
    DL_RUN((w->size - w->m) * lanes) { (*xr)[w->m * lanes + i] = 0; (*xi)[w->m * lanes + i] = 0; } \
    stockham_##T(w, lanes, xr, xi, yr, yi, sr, si, 1); \
    for (int64_t k = 0; k < w->size; k++) { \
      T *re = *xr + k * lanes, *im = *xi + k * lanes; \
      DL_RUN(lanes) { const T r = re[i]; re[i] = r * fr[k] - im[i] * fi[k]; im[i] = r * fi[k] + im[i] * fr[k]; } \
    } \
    stockham_##T(w, lanes, xi, xr, yi, yr, sr, si, 1); \
  } \
} \
static void load_##T(const dl_fourier *w, int64_t first, int64_t lanes, T *re, T *im) { \
  const T *tables = (const T *)w->tables, *x = (const T *)w->x; \
  const int64_t inner = w->inner, m = w->m; \
  for (int64_t l = 0; l < lanes; l++) { \
    const T *from = x + DL_FOURIER_START(w, first + l, w->from_length) * (w->kind == DL_FOURIER_FROM_REAL ? 1 : 2); \
    if (w->kind == DL_FOURIER_FROM_REAL) \
      for (int64_t k = 0; k < m; k++) { \
        re[k * lanes + l] = w->even ? from[2 * k * inner] : from[k * inner]; \
        im[k * lanes + l] = w->even ? from[(2 * k + 1) * inner] : 0; \
      } \
    else if (w->kind == DL_FOURIER_COMPLEX) \
      for (int64_t k = 0; k < m; k++) { \
        re[k * lanes + l] = from[2 * k * inner]; \
        im[k * lanes + l] = from[2 * k * inner + 1]; \
      } \
    else if (w->even)      /* Z_k = (X_k + conj X_(m-k)) + i (X_k - conj X_(m-k)) w^-k, ends without imaginary part */ \
      for (int64_t k = 0; k < m; k++) { \
        const T *low = from + 2 * k * inner, *high = from + 2 * (m - k) * inner; \
        const T ar = low[0], ai = k ? low[1] : 0, br = high[0], bi = k ? -high[1] : 0; \
        const T dr = ar - br, di = ai - bi, wr = tables[k], wi = -tables[w->n + k]; \
        re[k * lanes + l] = ar + br - (dr * wi + di * wr); \
        im[k * lanes + l] = ai + bi + (dr * wr - di * wi); \
      } \
    else                   /* the whole spectrum of a real signal */ \
      for (int64_t k = 0; k < m; k++) { \
        const bool mirrored = k > m / 2; \
        const T *at = from + 2 * (mirrored ? m - k : k) * inner; \
        re[k * lanes + l] = at[0]; \
        im[k * lanes + l] = k == 0 ? 0 : mirrored ? -at[1] : at[1]; \
      } \
  } \
} \
static void store_##T(const dl_fourier *w, int64_t first, int64_t lanes, const T *re, const T *im) { \
  const T *tables = (const T *)w->tables, scale = (T)w->scale; \
  const int64_t inner = w->inner, m = w->m; \
  for (int64_t l = 0; l < lanes; l++) { \
    T *to = (T *)w->y + DL_FOURIER_START(w, first + l, w->to_length) * (w->kind == DL_FOURIER_TO_REAL ? 1 : 2); \
    if (w->kind == DL_FOURIER_TO_REAL) \
      for (int64_t k = 0; k < m; k++) { \
        to[(w->even ? 2 * k : k) * inner] = scale * re[k * lanes + l]; \
        if (w->even) to[(2 * k + 1) * inner] = scale * im[k * lanes + l]; \
      } \
    else if (w->kind == DL_FOURIER_FROM_REAL && w->even)     /* X_k = (Z_k + conj Z_(m-k)) / 2 - i w^k (Z_k - conj Z_(m-k)) / 2 */ \
      for (int64_t k = 0; k <= m; k++) { \
        const int64_t at = (k == m ? 0 : k) * lanes + l, other = (k == 0 ? 0 : m - k) * lanes + l; \
        const T dr = re[at] - re[other], di = im[at] + im[other]; \
        const T wr = k == m ? -1 : tables[k], wi = k == m ? 0 : tables[w->n + k], half = scale / 2; \
        to[2 * k * inner] = half * (re[at] + re[other] + (dr * wi + di * wr)); \
        to[2 * k * inner + 1] = half * (im[at] - im[other] - (dr * wr - di * wi)); \
      } \
    else \
      for (int64_t k = 0; k < w->to_length; k++) { \
        to[2 * k * inner] = scale * re[k * lanes + l]; \
        to[2 * k * inner + 1] = scale * im[k * lanes + l]; \
      } \
  } \
} \
static void transform_##T(const dl_fourier *w, int64_t group, T *scratch) { \
  int64_t first = group * w->lanes, lanes = w->count - first < w->lanes ? w->count - first : w->lanes; \
  int64_t elements = w->size * w->lanes; \
  T *xr = scratch, *xi = xr + elements, *yr = xi + elements, *yi = yr + elements; \
  T **re = w->inverse ? &xi : &xr, **im = w->inverse ? &xr : &xi; \
  load_##T(w, first, lanes, *re, *im); \
  const T *roots = (const T *)w->tables; \
  if (w->chirp) bluestein_##T(w, lanes, &xr, &xi, &yr, &yi); \
  else stockham_##T(w, lanes, &xr, &xi, &yr, &yi, roots, roots + w->n, w->even ? 2 : 1); \
  store_##T(w, first, lanes, *re, *im); \
}
FOURIER(float)
FOURIER(double)

static int transform_single(void *context, int64_t group, char *scratch) {
  transform_float(context, group, (float *)scratch);
  return 0;
}
static int transform_wide(void *context, int64_t group, char *scratch) {
  transform_double(context, group, (double *)scratch);
  return 0;
}

static dl_status run(dl_args *a, dl_fourier_kind kind) {
  dl_fourier w = see(a, kind);
  bool single = dl_in(a, 0)->dtype == DL_FLOAT32;
  int64_t size = single ? sizeof(float) : sizeof(double);
  if (w.n == 0 || w.count == 0) return DL_OK;
  w.tables = a->scratch;
  dl_each_matrix each = { .count = groups(&w), .bytes = group_elements(&w) * size, .work = group_operations(&w), .context = &w,
                          .body = single ? transform_single : transform_wide,
                          .scratch = w.tables + (dl_fourier_table_elements(&w) * size + 63) / 64 * 64 };
  if (single) fill_tables_float(&w, (float *)each.scratch);
  else fill_tables_double(&w, (double *)each.scratch);
  return dl_each_matrix_run(&each);
}

#else
static dl_status run(dl_args *a, dl_fourier_kind kind) {
  const dl_fourier w = dl_fourier_of(a, kind);
  return w.n == 0 || w.count == 0 ? DL_OK : dl_fourier_run(a, &w);
}
#endif

static dl_status fourier_kernel(dl_args *a) { return run(a, DL_FOURIER_COMPLEX); }
DL_KERNEL_WITH(fourier, DL_KERNEL_NO_SCRATCH)
static dl_status fourierFromReal_kernel(dl_args *a) { return run(a, DL_FOURIER_FROM_REAL); }
DL_KERNEL_WITH(fourierFromReal, DL_KERNEL_NO_SCRATCH)
static dl_status fourierToReal_kernel(dl_args *a) { return run(a, DL_FOURIER_TO_REAL); }
DL_KERNEL_WITH(fourierToReal, DL_KERNEL_NO_SCRATCH)

#ifndef DL_DEVICE_PASS
static size_t scratch_of(const dl_args *a, dl_fourier_kind kind) {
  dl_fourier w = see(a, kind);
  int64_t size = (int64_t)dl_dtype_size((dl_dtype)dl_in(a, 0)->dtype);
  if (w.n == 0 || w.count == 0) return 0;
  return (size_t)((dl_fourier_table_elements(&w) * size + 63) / 64 * 64)
    + dl_each_matrix_scratch(groups(&w), group_operations(&w), group_elements(&w) * size);
}

static size_t fourier_scratch(const dl_args *a) { return scratch_of(a, DL_FOURIER_COMPLEX); }
static size_t fourierFromReal_scratch(const dl_args *a) { return scratch_of(a, DL_FOURIER_FROM_REAL); }
static size_t fourierToReal_scratch(const dl_args *a) { return scratch_of(a, DL_FOURIER_TO_REAL); }

static dl_status check_complex(const dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (x->ndim >= 2 && x->shape[x->ndim - 1] == 2) return DL_OK;
  return dl_fail_argument(a, 0, "expected complex numbers, (..., n, 2), got shape %s", DL_SHAPE_TEXT(x));
}

static dl_status fourier_shape(dl_args *a) {
  if (check_complex(a) != DL_OK || dl_normal_dim(a, 1, dl_in(a, 0)->ndim - 1) != DL_OK) return DL_ERROR;
  return dl_result_like(a, 0, dl_in(a, 0));
}

static dl_status fourierFromReal_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t shape[DL_MAX_DIMS + 1];
  if (x->ndim == 0 || x->ndim == DL_MAX_DIMS)
    return dl_fail_argument(a, 0, "expected 1 to %d dimensions, got %d", DL_MAX_DIMS - 1, x->ndim);
  if (dl_normal_dim(a, 1, x->ndim) != DL_OK) return DL_ERROR;
  memcpy(shape, x->shape, sizeof x->shape);
  int64_t n = shape[dl_integer(a, 1)];
  if (n == 0) return dl_fail_argument(a, 0, "has no element along dimension %lld", (long long)dl_integer(a, 1) + 1);
  shape[dl_integer(a, 1)] = n / 2 + 1;
  shape[x->ndim] = 2;
  return dl_result(a, 0, (dl_dtype)x->dtype, x->ndim + 1, shape);
}

static dl_status fourierToReal_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t shape[DL_MAX_DIMS], n = dl_integer(a, 2);
  if (check_complex(a) != DL_OK || dl_normal_dim(a, 1, x->ndim - 1) != DL_OK) return DL_ERROR;
  memcpy(shape, x->shape, sizeof shape);
  int64_t *along = &shape[dl_integer(a, 1)];
  if (n < 1 || *along != n / 2 + 1)
    return dl_fail_argument(a, 2, "%lld numbers of a real signal of length %lld, expected n / 2 + 1", (long long)*along, (long long)n);
  *along = n;
  return dl_result(a, 0, (dl_dtype)x->dtype, x->ndim - 1, shape);
}

/* ---- gradients: the adjoint of a transform is the other one ---- */

static void fourier_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, fourier, dl_upstream(g, 0), g->arg[1], !g->arg[2].boolean, g->arg[3]));
}

/* x times `inside` along the dimension, but for the numbers that stand alone in half a spectrum: the first, and the last
** of a signal of even length. */
static dl_tensor *weigh(dl_grad *g, dl_tensor *x, int64_t n, double inside) {
  int64_t dim = g->arg[1].integer, ones[DL_MAX_DIMS], half = n / 2 + 1;
  if (!x) return NULL;
  for (int d = 0; d < x->ndim; d++) ones[d] = d == dim ? half : 1;
  dl_tensor *weights = DL(g, full, ((dl_ints){ ones, x->ndim }), inside, (int)x->dtype);
  DL_WRITE(g, fill, DL(g, narrow, weights, dim, 0, 1), 1.0);
  if (n % 2 == 0) DL_WRITE(g, fill, DL(g, narrow, weights, dim, half - 1, 1), 1.0);
  return DL(g, mul, x, weights);
}

static void fourierFromReal_grad(dl_grad *g) {
  int64_t n = dl_saved(g, 0)->shape[g->arg[1].integer];
  dl_give(g, 0, DL(g, fourierToReal, weigh(g, dl_upstream(g, 0), n, 0.5), g->arg[1], n, g->arg[2]));
}

static void fourierToReal_grad(dl_grad *g) {
  dl_tensor *half = DL(g, fourierFromReal, dl_upstream(g, 0), g->arg[1], g->arg[3]);
  dl_give(g, 0, weigh(g, half, g->arg[2].integer, 2));
}

/* ---- by their definition: products with matrices of cosines and sines ---- */

/* The angles 2 pi j k / n of `rows` by `columns` numbers, as cos or sin, times scale. */
static dl_tensor *waves(dl_args *a, bool sine, int64_t rows, int64_t columns, int64_t n, double scale) {
  dl_tensor *j = DL(a, arange, 0, rows), *k = DL(a, arange, 0, columns);
  dl_tensor *turns = DL(a, remainder, DL(a, outer, j, k), n);
  dl_tensor *angles = DL(a, mul, DL(a, to, turns, (int)DL_FLOAT64), DL_TAU / (double)n);
  dl_tensor *wave = DL(a, mul, sine ? DL(a, sin, angles) : DL(a, cos, angles), scale);
  return DL(a, to, wave, (int)dl_in(a, 0)->dtype);
}

/* The part (0 real, 1 imaginary) of x with the dimension last. */
static dl_tensor *part_of(dl_args *a, dl_tensor *x, int part) {
  return DL(a, transpose, DL(a, select, x, -1, part), dl_integer(a, 1), -1);
}

static dl_status give_complex(dl_args *a, dl_tensor *re, dl_tensor *im) {
  dl_tensor *parts[2] = { DL(a, transpose, re, dl_integer(a, 1), -1), DL(a, transpose, im, dl_integer(a, 1), -1) };
  if (!parts[1]) return dl_error_status();
  return dl_give_result(a, 0, DL(a, stack, ((dl_tensors){ parts, 2 }), -1));
}

static dl_status fourier_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  int64_t n = x->shape[dl_integer(a, 1)];
  double sign = dl_boolean(a, 2) ? 1 : -1;
  if (n == 0) return dl_give_result(a, 0, DL(a, clone, x));
  dl_tensor *c = waves(a, false, n, n, n, dl_number(a, 3)), *s = waves(a, true, n, n, n, sign * dl_number(a, 3));
  dl_tensor *re = part_of(a, x, 0), *im = part_of(a, x, 1);
  return give_complex(a, DL(a, sub, DL(a, matmul, re, c), DL(a, matmul, im, s)),
                      DL(a, add, DL(a, matmul, re, s), DL(a, matmul, im, c)));
}

static dl_status fourierFromReal_decomp(dl_args *a) {
  dl_tensor *x = DL(a, transpose, dl_in(a, 0), dl_integer(a, 1), -1);
  int64_t n = dl_in(a, 0)->shape[dl_integer(a, 1)], half = n / 2 + 1;
  return give_complex(a, DL(a, matmul, x, waves(a, false, n, half, n, dl_number(a, 2))),
                      DL(a, matmul, x, waves(a, true, n, half, n, -dl_number(a, 2))));
}

static dl_status fourierToReal_decomp(dl_args *a) {
  int64_t n = dl_integer(a, 2), half = n / 2 + 1;
  dl_tensor *twice = DL(a, full, DL_LIST(half, 1), 2 * dl_number(a, 3), (int)dl_in(a, 0)->dtype);
  DL_WRITE(a, fill, DL(a, narrow, twice, 0, 0, 1), dl_number(a, 3));
  if (n % 2 == 0) DL_WRITE(a, fill, DL(a, narrow, twice, 0, half - 1, 1), dl_number(a, 3));
  dl_tensor *c = DL(a, mul, waves(a, false, half, n, n, 1), twice), *s = DL(a, mul, waves(a, true, half, n, n, 1), twice);
  dl_tensor *alone = DL(a, sub, DL(a, matmul, part_of(a, dl_in(a, 0), 0), c), DL(a, matmul, part_of(a, dl_in(a, 0), 1), s));
  return dl_give_result(a, 0, DL(a, transpose, alone, dl_integer(a, 1), -1));
}

/* ---- records ---- */

#define TRANSFORM(op) \
  .flags = DL_VIA_FLOAT32, .promote = DL_COMMON_FLOAT, .shape = op##_shape, .kernel = op##_kernel, .scratch = op##_scratch, \
  .decomp = op##_decomp, .grad = op##_grad

DL_OP(fourier) {
  .sig = "x: Tensor, dim: dim = -1, inverse: bool = false, scale: number = 1",
  .doc = "The sums over j of x[j] exp(-2 pi i j k / n), inverse: with the other sign, times scale: what fft and ifft are made of. x: "
         "complex numbers (..., n, 2), real and imaginary part last, which dim does not count.",
  TRANSFORM(fourier),
  .sample = "{ randn(4, 2) }, { randn(2, 6, 2), -1, true, 0.5 }, { randn(5, 3, 2), 1 }, { randn(2, 7, 2, 2), 2 }, { randn(29, 2) }, "
            "{ randn(9, 2, 2), 1, true }, { randn(0, 2) }, { randn(0, 3, 2) }, { randn(1, 2) }",
  .error = "{ randn(4) }, { randn(4, 3) }, { randn(4, 2), 2 }",
};

DL_OP(fourierFromReal) {
  .sig = "x: Tensor, dim: dim = -1, scale: number = 1",
  .doc = "The first n / 2 + 1 numbers (..., n / 2 + 1, 2) of the transform `fourier` of real x (..., n); the others mirror them: what "
         "rfft is made of.",
  TRANSFORM(fourierFromReal),
  .saves = 0,
  .sample = "{ randn(8) }, { randn(2, 5) }, { randn(6, 3), 1, 0.5 }, { randn(1) }, { randn(2) }, { randn(2, 58) }, { randn(29) }, { randn(0, 3) }",
  .error = "{ randn() }, { randn(4), 2 }, { randn(0) }",
};

DL_OP(fourierToReal) {
  .sig = "x: Tensor, dim: dim, n: int, scale: number = 1",
  .doc = "The inverse sums of `fourier` for a spectrum of which x has the first n / 2 + 1 numbers and the others mirror them, so that "
         "they are real (..., n): what irfft is made of. Imaginary parts of numbers that mirror themselves do not count.",
  TRANSFORM(fourierToReal),
  .sample = "{ randn(5, 2), -1, 8 }, { randn(2, 3, 2), -1, 5 }, { randn(4, 3, 2), 1, 6, 0.5 }, { randn(1, 2), 1, 1 }, { randn(2, 2), 1, 2 }, "
            "{ randn(30, 2), -1, 58 }, { randn(15, 2), -1, 29 }, { randn(0, 2, 2), -1, 3 }",
  .error = "{ randn(5), 1, 8 }, { randn(5, 2), 1, 7 }, { randn(5, 2), 1, 0 }",
};
#endif
