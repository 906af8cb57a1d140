/* fft.c -- the Fourier transforms that users call, of one dimension and of several, made of those in fourier.c. */
#include "dl_op.h"

#ifndef DL_DEVICE_PASS

typedef enum { FORWARD, INVERSE, FROM_REAL, TO_REAL } fft_kind;

/* The factor of one transform of length n. */
static dl_status scale_of(dl_args *a, int i, bool inverse, int64_t n, double *scale) {
  const char *norm = dl_string(a, i);
  if (strcmp(norm, "backward") == 0) *scale = inverse ? 1 / (double)n : 1;
  else if (strcmp(norm, "forward") == 0) *scale = inverse ? 1 : 1 / (double)n;
  else if (strcmp(norm, "ortho") == 0) *scale = 1 / sqrt((double)n);
  else return dl_fail_argument(a, i, "expected \"backward\", \"ortho\" or \"forward\", got \"%s\"", norm);
  return DL_OK;
}

/* x with n elements along a dimension: what is too much is cut off, what is missing is zeros. */
static dl_tensor *resized(dl_args *a, dl_tensor *x, int dim, int64_t n) {
  if (!x || x->shape[dim] == n) return x;
  if (x->shape[dim] > n) return DL(a, narrow, x, dim, 0, n);
  int64_t shape[DL_MAX_DIMS];
  memcpy(shape, x->shape, sizeof shape);
  shape[dim] = n - x->shape[dim];
  dl_tensor *parts[2] = { x, DL(a, zeros, ((dl_ints){ shape, x->ndim }), (int)x->dtype) };
  return parts[1] ? DL(a, cat, ((dl_tensors){ parts, 2 }), dim) : NULL;
}

/* One transform of *x, in its place; n: the length of the signal (0: as x has it), argument `norm` names the factor. */
static dl_status transform(dl_args *a, dl_tensor **at, fft_kind kind, int dim, int64_t n, int at_n, int norm) {
  dl_tensor *x = *at;
  double scale = 1;
  if (!x) return DL_OK;                          /* after a failure, which the scope remembers */
  if (n == 0) n = kind == TO_REAL ? 2 * (x->shape[dim] - 1) : x->shape[dim];
  if (n < 1) return dl_fail_argument(a, at_n, "a signal of length %lld cannot be transformed", (long long)n);
  if (scale_of(a, norm, kind == INVERSE || kind == TO_REAL, n, &scale) != DL_OK) return DL_ERROR;
  x = resized(a, x, dim, kind == TO_REAL ? n / 2 + 1 : n);
  if (kind == FROM_REAL) *at = DL(a, fourierFromReal, x, dim, scale);
  else if (kind == TO_REAL) *at = DL(a, fourierToReal, x, dim, n, scale);
  else *at = DL(a, fourier, x, dim, kind == INVERSE, scale);
  return DL_OK;
}

static dl_status check_input(dl_args *a, fft_kind kind) {
  const dl_tensor *x = dl_in(a, 0);
  if (kind != FROM_REAL && (x->ndim < 2 || x->shape[x->ndim - 1] != 2))
    return dl_fail_argument(a, 0, "expected complex numbers, (..., n, 2), got shape %s (rfft transforms real ones)", DL_SHAPE_TEXT(x));
  if (x->ndim < 1) return dl_fail_argument(a, 0, "expected a signal, got a scalar");
  return DL_OK;
}

/* (x, n, dim, norm) */
static dl_status one_dimension(dl_args *a, fft_kind kind) {
  dl_tensor *x = dl_in(a, 0);
  if (check_input(a, kind) != DL_OK || dl_normal_dim(a, 2, x->ndim - (kind != FROM_REAL)) != DL_OK) return DL_ERROR;
  if (dl_given(a, 1) && dl_integer(a, 1) < 1) return dl_fail_argument(a, 1, "expected a length, got %lld", (long long)dl_integer(a, 1));
  int64_t n = dl_given(a, 1) ? dl_integer(a, 1) : 0;
  if (transform(a, &x, kind, (int)dl_integer(a, 2), n, 1, 3) != DL_OK) return DL_ERROR;
  return dl_give_result(a, 0, x);
}

/* (x, sizes, dim, norm); `fixed`: so many last dimensions when none are given, 0: all, or as many as there are sizes. The last of
** them is the one of the real transform, which is the first forwards and the last backwards. */
static dl_status several_dimensions(dl_args *a, fft_kind kind, int fixed) {
  dl_tensor *x = dl_in(a, 0);
  if (check_input(a, kind) != DL_OK) return DL_ERROR;
  int ndim = x->ndim - (kind != FROM_REAL), dims[DL_MAX_DIMS];
  dl_ints sizes = dl_given(a, 1) ? dl_intlist(a, 1) : (dl_ints){ NULL, 0 };
  dl_ints given = dl_given(a, 2) ? dl_intlist(a, 2) : (dl_ints){ NULL, fixed ? fixed : sizes.count ? sizes.count : ndim };
  unsigned mask;
  if (dl_normal_dims(a, 2, ndim, &mask) != DL_OK) return DL_ERROR;
  const int count = given.count;
  if (count == 0 || count > ndim) return dl_fail_argument(a, 2, "%d dimensions of %d", count, ndim);
  for (int i = 0; i < count; i++) dims[i] = given.data ? (int)dl_from_front(given.data[i], ndim) : ndim - count + i;
  if (dl_given(a, 1) && sizes.count != count)
    return dl_fail_argument(a, 1, "%d sizes for %d dimensions", sizes.count, count);
  for (int i = 0; i < sizes.count; i++)
    if (sizes.data[i] < 1) return dl_fail_argument(a, 1, "expected lengths, got %lld", (long long)sizes.data[i]);
  dl_status status = DL_OK;
  fft_kind others = kind == TO_REAL ? INVERSE : kind == FROM_REAL ? FORWARD : kind;
  for (int step = 0; step < count && status == DL_OK; step++) {
    int i = kind == TO_REAL ? step : count - 1 - step;
    status = transform(a, &x, i == count - 1 ? kind : others, dims[i], sizes.count ? sizes.data[i] : 0, 1, 3);
  }
  if (status != DL_OK) return status;
  return dl_give_result(a, 0, x);
}

#define NORM "norm: string = \"backward\""
#define NORM_DOC " norm: \"backward\": the inverse is divided by n; \"forward\": the transform is; \"ortho\": both by sqrt(n)."
#define COMPLEX_DOC " Complex numbers are a last dimension of 2, real and imaginary part, which dim does not count."


#define RECORD(op, parameters, what, samples, errors) { \
  .sig = "x: Tensor, " parameters ", " NORM, .doc = what NORM_DOC COMPLEX_DOC, .promote = DL_COMMON_FLOAT, \
  .autocast = DL_HIGH, .decomp = op##_decomp, .sample = samples, .error = errors }

/* ---- along one dimension ---- */

static dl_status fft_decomp(dl_args *a) { return one_dimension(a, FORWARD); }
static dl_status ifft_decomp(dl_args *a) { return one_dimension(a, INVERSE); }
static dl_status rfft_decomp(dl_args *a) { return one_dimension(a, FROM_REAL); }
static dl_status irfft_decomp(dl_args *a) { return one_dimension(a, TO_REAL); }

#define ALONG "n: int?, dim: dim = -1"
#define LENGTH " n: the length of the signal, which is cut or continued with zeros; without it, as it is."

DL_OP(fft) RECORD(fft, ALONG, "The discrete Fourier transform of a complex signal (..., n, 2) along a dimension." LENGTH,
  "{ randn(4, 2) }, { randn(2, 3, 2), nil, 1, 'ortho' }, { randn(4, 2), 6 }, { randn(5, 2), 3, -1, 'forward' }",
  "{ randn(4) }, { randn(4, 3) }, { randn(4, 2), 0 }, { randn(4, 2), nil, 2 }, { randn(4, 2), nil, 1, 'unitary' }, { randn(0, 2) }");
DL_OP(ifft) RECORD(ifft, ALONG, "The inverse of fft, of complex numbers (..., n, 2)." LENGTH,
  "{ randn(4, 2) }, { randn(2, 3, 2), nil, 1, 'ortho' }, { randn(4, 2), 6 }, { randn(5, 2), 3, -1, 'forward' }",
  "{ randn(4) }, { randn(4, 2), -1 }, { randn(4, 2), nil, 2 }, { randn(4, 2), nil, 1, 'unitary' }");
DL_OP(rfft) RECORD(rfft, ALONG, "The first n / 2 + 1 numbers (..., n / 2 + 1, 2) of the discrete Fourier transform of a real signal (..., n) "
  "along a dimension; the others are their conjugates." LENGTH,
  "{ randn(4) }, { randn(3, 2), nil, 1, 'ortho' }, { randn(5), 7 }, { randn(5), 2, -1, 'forward' }",
  "{ randn() }, { randn(4), 0 }, { randn(4), nil, 2 }, { randn(4), nil, 1, 'unitary' }");
DL_OP(irfft) RECORD(irfft, ALONG, "The inverse of rfft: a real signal (..., n) from its n / 2 + 1 numbers (..., n / 2 + 1, 2). n: the length of the "
  "signal, without it an even one, 2 (m - 1) of m numbers.",
  "{ randn(3, 2) }, { randn(3, 2, 2), nil, 1, 'ortho' }, { randn(3, 2), 5 }, { randn(3, 2), 8 }, { randn(5, 2), 4, -1, 'forward' }",
  "{ randn(4) }, { randn(3, 2), 0 }, { randn(1, 2) }, { randn(4, 2), nil, 1, 'unitary' }");

/* ---- along several dimensions ---- */

static dl_status fft2_decomp(dl_args *a) { return several_dimensions(a, FORWARD, 2); }
static dl_status ifft2_decomp(dl_args *a) { return several_dimensions(a, INVERSE, 2); }
static dl_status rfft2_decomp(dl_args *a) { return several_dimensions(a, FROM_REAL, 2); }
static dl_status irfft2_decomp(dl_args *a) { return several_dimensions(a, TO_REAL, 2); }
static dl_status fftn_decomp(dl_args *a) { return several_dimensions(a, FORWARD, 0); }
static dl_status ifftn_decomp(dl_args *a) { return several_dimensions(a, INVERSE, 0); }
static dl_status rfftn_decomp(dl_args *a) { return several_dimensions(a, FROM_REAL, 0); }
static dl_status irfftn_decomp(dl_args *a) { return several_dimensions(a, TO_REAL, 0); }

#define SEVERAL "sizes: ints?, dim: dims?"
#define SIZES " sizes: the lengths along these dimensions, to which the signal is cut or continued with zeros."
#define TWO_ERRORS(wrong) ERRORS(wrong ", { randn(2, 3, 2, 2), { 2 } }")
#define ERRORS(wrong) wrong ", { randn(2, 3, 2, 2), { 2, 0 } }, { randn(2, 3, 2, 2), nil, { 1, 1 } }, " \
  "{ randn(2, 3, 2, 2), nil, { 1, 5 } }, { randn(2, 3, 2, 2), nil, nil, 'unitary' }"

DL_OP(fft2) RECORD(fft2, SEVERAL, "fft along two dimensions, the last ones if not said otherwise." SIZES,
  "{ randn(2, 3, 2) }, { randn(2, 2, 3, 2), { 3, 2 }, { 1, 3 }, 'ortho' }", TWO_ERRORS("{ randn(4, 2) }"));
DL_OP(ifft2) RECORD(ifft2, SEVERAL, "The inverse of fft2." SIZES,
  "{ randn(2, 3, 2) }, { randn(2, 2, 3, 2), { 3, 2 }, { 1, 3 }, 'ortho' }", TWO_ERRORS("{ randn(4, 2) }"));
DL_OP(rfft2) RECORD(rfft2, SEVERAL, "fft2 of a real signal: rfft along the last of the two dimensions, fft along the other." SIZES,
  "{ randn(3, 4) }, { randn(2, 2, 3), { 3, 2 }, { 1, 3 }, 'ortho' }", TWO_ERRORS("{ randn(4) }"));
DL_OP(irfft2) RECORD(irfft2, SEVERAL, "The inverse of rfft2: ifft along the first of the two dimensions, irfft along the last." SIZES,
  "{ randn(3, 3, 2) }, { randn(2, 2, 3, 2), { 3, 5 }, { 1, 3 }, 'ortho' }", TWO_ERRORS("{ randn(4, 2) }"));
DL_OP(fftn) RECORD(fftn, SEVERAL, "fft along several dimensions: all, or the last ones, as many as there are sizes." SIZES,
  "{ randn(2, 3, 2) }, { randn(3, 2, 3, 2), { 2 } }, { randn(2, 2, 3, 2), nil, { 1, 3 }, 'forward' }", ERRORS("{ randn(4) }"));
DL_OP(ifftn) RECORD(ifftn, SEVERAL, "The inverse of fftn." SIZES,
  "{ randn(2, 3, 2) }, { randn(3, 2, 3, 2), { 2 } }, { randn(2, 2, 3, 2), nil, { 1, 3 }, 'forward' }", ERRORS("{ randn(4) }"));
DL_OP(rfftn) RECORD(rfftn, SEVERAL, "fftn of a real signal: rfft along the last of the dimensions, fft along the others." SIZES,
  "{ randn(2, 3) }, { randn(3, 2, 3), { 2 } }, { randn(2, 2, 3), nil, { 1, 3 }, 'forward' }", ERRORS("{ randn() }"));
DL_OP(irfftn) RECORD(irfftn, SEVERAL, "The inverse of rfftn: irfft along the last of the dimensions, ifft along the others." SIZES,
  "{ randn(2, 3, 2) }, { randn(3, 2, 3, 2), { 5 } }, { randn(2, 2, 3, 2), nil, { 1, 3 }, 'forward' }", ERRORS("{ randn(4) }"));

/* ---- frequencies, and their order ---- */

static dl_status check_bins(dl_args *a) {
  if (dl_integer(a, 0) < 1) return dl_fail_argument(a, 0, "expected a length, got %lld", (long long)dl_integer(a, 0));
  return DL_OK;
}

static dl_status fftfreq_decomp(dl_args *a) {
  int64_t n = dl_integer(a, 0), ahead = n - n / 2;
  if (check_bins(a) != DL_OK) return DL_ERROR;
  dl_tensor *parts[2] = { DL(a, arange, 0, ahead), DL(a, arange, -(n / 2), 0) };
  dl_tensor *bins = parts[1] ? DL(a, cat, ((dl_tensors){ parts, 2 }), 0) : NULL;
  return dl_give_result(a, 0, DL(a, div, bins, (double)n * dl_number(a, 1)));
}

DL_OP(fftfreq) {
  .sig = "n: int, spacing: number = 1",
  .doc = "The frequencies of fft's numbers, in cycles per unit of the spacing: 0, 1, ... and then the negative ones, divided by n spacing.",
  .flags = DL_CREATES | DL_NO_GRAD,
  .decomp = fftfreq_decomp,
  .sample = "{ 4 }, { 5, 0.5 }, { 1 }",
  .error = "{ 0 }",
};

static dl_status rfftfreq_decomp(dl_args *a) {
  int64_t n = dl_integer(a, 0);
  if (check_bins(a) != DL_OK) return DL_ERROR;
  return dl_give_result(a, 0, DL(a, div, DL(a, arange, 0, n / 2 + 1), (double)n * dl_number(a, 1)));
}

DL_OP(rfftfreq) {
  .sig = "n: int, spacing: number = 1",
  .doc = "The frequencies of rfft's numbers, in cycles per unit of the spacing: 0 to n / 2, divided by n spacing.",
  .flags = DL_CREATES | DL_NO_GRAD,
  .decomp = rfftfreq_decomp,
  .sample = "{ 4 }, { 5, 0.5 }, { 1 }",
  .error = "{ 0 }",
};

static dl_status shifted(dl_args *a, bool back) {
  dl_tensor *x = dl_in(a, 0);
  dl_ints dims = dl_intlist(a, 1);
  unsigned mask;
  int64_t shifts[DL_MAX_DIMS];
  if (dl_normal_dims(a, 1, x->ndim, &mask) != DL_OK) return DL_ERROR;
  for (int i = 0; i < dims.count; i++) {
    int64_t half = x->ndim ? x->shape[dl_from_front(dims.data[i], x->ndim)] / 2 : 0;
    shifts[i] = back ? -half : half;
  }
  return dl_give_result(a, 0, DL(a, roll, x, ((dl_ints){ shifts, dims.count }), dims));
}

static dl_status fftshift_decomp(dl_args *a) { return shifted(a, false); }
static dl_status ifftshift_decomp(dl_args *a) { return shifted(a, true); }

#define SHIFT(op, what) { \
  .sig = "x: Tensor, dim: dims", .doc = what, .decomp = op##_decomp, \
  .sample = "{ randn(4), 1 }, { randn(5, 2), 1 }, { randn(3, 4), { 1, 2 } }, { randn(0, 2), 1 }", \
  .error = "{ randn(4) }, { randn(4), 2 }" }

DL_OP(fftshift) SHIFT(fftshift, "Frequency 0 from the front to the middle of one or several dimensions.");
DL_OP(ifftshift) SHIFT(ifftshift, "Frequency 0 from the middle to the front of one or several dimensions: the inverse of fftshift.");
#endif
