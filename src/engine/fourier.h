/* fourier.h -- discrete Fourier transforms along one dimension: how one is cut, and the butterflies it is made of. The CPU's loops
** are in ops/fourier.c, the kernels of CUDA in device/cuda/fourier.cu.
*/
#ifndef DL_FOURIER_H
#define DL_FOURIER_H

#include "dl_op.h"

#ifdef __cplusplus
extern "C" {
#endif

#define DL_FOURIER_LARGEST_RADIX 23
#define DL_FOURIER_MOST_FACTORS 64
#define DL_TAU 6.283185307179586

typedef enum { DL_FOURIER_COMPLEX, DL_FOURIER_FROM_REAL, DL_FOURIER_TO_REAL } dl_fourier_kind;

typedef struct dl_fourier {
  dl_fourier_kind kind;
  bool inverse, even, chirp;     /* even: a real transform by one of half the length; chirp: by Bluestein's */
  int64_t n, m, size;            /* length; that of the complex transform; that of Stockham's, which is m but for chirps */
  int64_t inner, count, lanes;   /* transforms that lie between each other; all of them; those that go side by side */
  int64_t from_length, to_length;        /* elements of x and the result along the dimension */
  double scale;
  int factors, factor[DL_FOURIER_MOST_FACTORS];     /* of size */
  const char *x;
  char *y, *tables;              /* roots of unity: of order n; for chirps: of order 2 m, of order size, the chirp's spectrum */
} dl_fourier;

static inline bool dl_fourier_factorise(int64_t n, dl_fourier *w) {
  static const int radices[] = { 4, 2, 3, 5, 7, 11, 13, 17, 19, 23 };
  w->factors = 0;
  for (size_t r = 0; r < sizeof radices / sizeof *radices; r++)
    while (n % radices[r] == 0) {
      w->factor[w->factors++] = radices[r];
      n /= radices[r];
    }
  return n == 1;
}

/* The least length of factors 2, 3 and 5 that is not below n. */
static inline int64_t dl_fourier_smooth(int64_t n) {
  for (;; n++) {
    int64_t rest = n;
    while (rest % 2 == 0) rest /= 2;
    while (rest % 3 == 0) rest /= 3;
    while (rest % 5 == 0) rest /= 5;
    if (rest == 1) return n;
  }
}

/* All but lanes and tables; without elements also size and factors are left out. */
static inline dl_fourier dl_fourier_of(const dl_args *a, dl_fourier_kind kind) {
  const dl_tensor *x = a->arg[0].tensor, *y = a->result[0];
  const int dim = (int)a->arg[1].integer;
  dl_fourier w;
  memset(&w, 0, sizeof w);
  w.kind = kind;
  w.inner = w.count = 1;
  w.x = dl_tensor_data(x);
  w.y = dl_tensor_data(y);
  w.from_length = x->shape[dim];
  w.to_length = y->shape[dim];
  w.n = kind == DL_FOURIER_TO_REAL ? w.to_length : w.from_length;
  w.inverse = kind == DL_FOURIER_COMPLEX ? dl_boolean(a, 2) : kind == DL_FOURIER_TO_REAL;
  w.scale = dl_number(a, kind == DL_FOURIER_FROM_REAL ? 2 : 3);
  for (int d = 0; d < y->ndim - (kind != DL_FOURIER_TO_REAL); d++) {
    if (d != dim) w.count *= y->shape[d];
    if (d > dim) w.inner *= y->shape[d];
  }
  w.even = kind != DL_FOURIER_COMPLEX && w.n % 2 == 0;
  w.m = w.even ? w.n / 2 : w.n;
  w.size = w.m;
  if (w.n == 0 || w.count == 0) return w;
  w.chirp = !dl_fourier_factorise(w.m, &w);
  if (w.chirp) dl_fourier_factorise(w.size = dl_fourier_smooth(2 * w.m - 1), &w);
  return w;
}

static inline int64_t dl_fourier_table_elements(const dl_fourier *w) {
  return 2 * w->n + (w->chirp ? 4 * w->m + 4 * w->size : 0);
}

/* Where transform t of a tensor that has `length` elements along the dimension begins. */
#define DL_FOURIER_START(w, t, length) ((t) / (w)->inner * (length) * (w)->inner + (t) % (w)->inner)

#ifdef DL_CUDA
/* fourier.cu, which has tables of its own. */
dl_status dl_fourier_run(const dl_args *a, const dl_fourier *w);
#endif

/* ---- butterflies: elements k of x, `gap` apart, give elements j of y, `run` apart, times w^j ---- */

#define DL_OF_X(T, k) const T r##k = xr[(k) * gap + i], i##k = xi[(k) * gap + i];
#define DL_TO_Y(j, re, im) \
  yr[(j) * run + i] = (re) * wr[j] - (im) * wi[j]; \
  yi[(j) * run + i] = (re) * wi[j] + (im) * wr[j];

#define DL_RADIX2(T) { \
  DL_OF_X(T, 0) DL_OF_X(T, 1) \
  DL_TO_Y(0, r0 + r1, i0 + i1) \
  DL_TO_Y(1, r0 - r1, i0 - i1) \
}
#define DL_RADIX3(T) { \
  const T half = (T)0.5, sine = (T)0.8660254037844386; \
  DL_OF_X(T, 0) DL_OF_X(T, 1) DL_OF_X(T, 2) \
  const T sr = r1 + r2, si = i1 + i2, dr = (r1 - r2) * sine, di = (i1 - i2) * sine; \
  const T cr = r0 - half * sr, ci = i0 - half * si; \
  DL_TO_Y(0, r0 + sr, i0 + si) \
  DL_TO_Y(1, cr + di, ci - dr) \
  DL_TO_Y(2, cr - di, ci + dr) \
}
#define DL_RADIX4(T) { \
  DL_OF_X(T, 0) DL_OF_X(T, 1) DL_OF_X(T, 2) DL_OF_X(T, 3) \
  const T ar = r0 + r2, ai = i0 + i2, br = r0 - r2, bi = i0 - i2; \
  const T cr = r1 + r3, ci = i1 + i3, dr = r1 - r3, di = i1 - i3; \
  DL_TO_Y(0, ar + cr, ai + ci) \
  DL_TO_Y(1, br + di, bi - dr) \
  DL_TO_Y(2, ar - cr, ai - ci) \
  DL_TO_Y(3, br - di, bi + dr) \
}
#define DL_RADIX5(T) { \
  const T c1 = (T)0.30901699437494745, c2 = (T)-0.8090169943749475; \
  const T s1 = (T)0.9510565162951535, s2 = (T)0.5877852522924731; \
  DL_OF_X(T, 0) DL_OF_X(T, 1) DL_OF_X(T, 2) DL_OF_X(T, 3) DL_OF_X(T, 4) \
  const T ar = r1 + r4, ai = i1 + i4, br = r2 + r3, bi = i2 + i3; \
  const T cr = r1 - r4, ci = i1 - i4, dr = r2 - r3, di = i2 - i3; \
  const T er = r0 + c1 * ar + c2 * br, ei = i0 + c1 * ai + c2 * bi; \
  const T fr = r0 + c2 * ar + c1 * br, fi = i0 + c2 * ai + c1 * bi; \
  const T gr = s1 * cr + s2 * dr, gi = s1 * ci + s2 * di; \
  const T hr = s2 * cr - s1 * dr, hi = s2 * ci - s1 * di; \
  DL_TO_Y(0, r0 + ar + br, i0 + ai + bi) \
  DL_TO_Y(1, er + gi, ei - gr) \
  DL_TO_Y(2, fr + hi, fi - hr) \
  DL_TO_Y(3, fr - hi, fi + hr) \
  DL_TO_Y(4, er - gi, ei + gr) \
}

#ifdef __cplusplus
}
#endif

#endif
