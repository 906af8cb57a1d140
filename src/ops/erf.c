/* erf.c -- the error function, its complement and its inverse. */
#include "dl_op.h"

#define TWO_BY_ROOT_PI 1.12837916709551257390
#define ROOT_PI_BY_TWO 0.88622692545275801365

DL_MAP1(erf, DL_FLOAT, erf(x))
DL_MAP1(erfc, DL_FLOAT, erfc(x))

/* Winitzki 2008, "A handy approximation for the error function and its inverse": right to 0.2%. */
DL_INLINE double erfinv_near(double x) {
  const double a = 0.147, pi = 3.14159265358979323846;
  double l = log1p(-x * x), b = 2 / (pi * a) + l / 2;
  return copysign(sqrt(-l / a / (sqrt(b * b - l / a) + b)), x);
}

/* A step of Halley's method: the error becomes its cube. Near 1 the small difference is that of the complements. */
DL_INLINE double erfinv_step(double x, double y) {
  double inner = erf(y) - x, outer = copysign(1.0, x) * ((1 - fabs(x)) - erfc(fabs(y)));
  double d = (fabs(x) < 0.5 ? inner : outer) * exp(y * y) * ROOT_PI_BY_TWO;
  return y - d / (1 + y * d);
}

DL_INLINE void erfinv_block(int64_t n, const double *x, double *r, const double *k) {
  (void)k;
  DL_RUN(n) {
    double y = erfinv_step(x[i], erfinv_step(x[i], erfinv_near(x[i])));
    r[i] = fabs(x[i]) == 1 ? copysign((double)INFINITY, x[i]) : x[i] == 0 ? x[i] : y;
  }
}
DL_BLOCKS1(erfinv, erfinv_block)
DL_MAP_KERNEL(erfinv)

#ifndef DL_DEVICE_PASS
/* The slope of erf is 2 / sqrt(pi) exp(-x^2). */
static dl_tensor *times_density(dl_grad *g, double factor) {
  dl_tensor *density = DL(g, exp, DL(g, neg, DL(g, square, dl_saved(g, 0))));
  return DL(g, mul, DL(g, mul, dl_upstream(g, 0), factor), density);
}

static void erf_grad(dl_grad *g) { dl_give(g, 0, times_density(g, TWO_BY_ROOT_PI)); }
static void erfc_grad(dl_grad *g) { dl_give(g, 0, times_density(g, -TWO_BY_ROOT_PI)); }

static void erfinv_grad(dl_grad *g) {
  dl_tensor *spread = DL(g, exp, DL(g, square, g->result[0]));
  dl_give(g, 0, DL(g, mul, DL(g, mul, dl_upstream(g, 0), ROOT_PI_BY_TWO), spread));
}

DL_OP(erf) DL_FUNCTION(erf, "The error function, element by element: the share of a normal distribution "
  "of variance 1/2 between -x and x.", DL_ARGUMENT(0), "{ randn(3, 4) }, { randn(0) }, { randn() }");
DL_OP(erfc) DL_FUNCTION(erfc, "1 - erf(x), element by element, exact to the last digits for large x too.",
  DL_ARGUMENT(0), "{ randn(3, 4) }, { randn(0) }, { randn() }");
DL_OP(erfinv) DL_FUNCTION(erfinv, "The inverse of erf, element by element: infinite at -1 and 1, NaN outside.",
  DL_RESULT(0), "{ unit(3, 4) }, { unit(0) }, { unit() }", .autocast = DL_HIGH_ON_DEVICES);
#endif
