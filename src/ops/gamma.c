/* gamma.c -- the logarithm of the gamma function, and its derivatives. */
#include "dl_op.h"

#define PI 3.14159265358979323846

/* sum = sum * t + c, for one coefficient after the other. */
DL_INLINE void horner(int64_t n, double *sum, const double *t, int count, const double *c) {
  DL_RUN(n) sum[i] = c[count - 1];
  for (int j = count - 2; j >= 0; j--) DL_RUN(n) sum[i] = sum[i] * t[i] + c[j];
}

/* r = v^-exponent, by squaring. */
DL_INLINE void inverse_power(int64_t n, double *r, const double *v, int exponent) {
  double base[DL_BLOCK];
  base[0] = 1;                                     /* n may be 0 for all the compiler knows */
  DL_RUN(n) {
    base[i] = 1 / v[i];
    r[i] = 1;
  }
  for (; exponent; exponent >>= 1) {
    if (exponent & 1) DL_RUN(n) r[i] *= base[i];
    DL_RUN(n) base[i] *= base[i];
  }
}

/* The distance to the nearest whole number, which is exact: sin(pi x) is taken of it. */
DL_INLINE double from_whole(double x) { return x - rint(x); }

/* ---- lgamma ---- */

/* lgamma(1 + a) / (a (a - 1)) in powers of 2a - 1, for a in 0..1: its Chebyshev series, right to 2^-59. */
DL_TABLE double lgamma_series[] = {
  0.48312895054098089, -0.0729799479571530433, 0.0157278502686410948, -0.00391356093762618265,
  0.00104981866445474015, -0.000294550701519647212, 8.51009037349943131e-5, -2.50943286689471938e-5,
  7.51139185564188294e-6, -2.27424741023839365e-6, 6.94842806418631189e-7, -2.13863233841155195e-7,
  6.62387807726530068e-8, -2.06210274318542861e-8, 6.43026072763696563e-9, -2.01694795562398169e-9,
  6.56640381926311172e-10, -2.08746206939710928e-10, 5.02582220956093459e-11, -1.53957480064207858e-11,
  1.15861152951572777e-11, -3.80361816662236403e-12
};

/* Stirling's series in 1 / v^2 (Abramowitz and Stegun 6.1.41). */
DL_TABLE double stirling_series[] = {
  1. / 12, -1. / 360, 1. / 1260, -1. / 1680, 1. / 1188, -691. / 360360, 1. / 156, -3617. / 122400, 43867. / 244188
};

/* From the interval 1..2 by lgamma(v + 1) = lgamma(v) + log(v): right near the zeros at 1 and 2, too. */
DL_INLINE void lgamma_near(int64_t n, const double *v, double *r) {
  double t[DL_BLOCK];
  DL_RUN(n) t[i] = 2 * (v[i] < 1 ? v[i] : v[i] - floor(v[i])) - 1;
  horner(n, r, t, 22, lgamma_series);
  DL_RUN(n) {
    double a = v[i] < 1 ? v[i] : v[i] - floor(v[i]), product = 1;
    for (int j = 1; j < 8; j++) product *= v[i] - j >= 1 ? v[i] - j : 1;
    double steps = log(v[i] < 1 ? v[i] : product);
    r[i] = a * (a - 1) * r[i] + (v[i] < 1 ? -steps : steps);
  }
}

DL_INLINE void lgamma_far(int64_t n, const double *v, double *r) {
  const double half_log_2pi = 0.91893853320467274178;
  double t[DL_BLOCK];
  DL_RUN(n) t[i] = 1 / (v[i] * v[i]);
  horner(n, r, t, 9, stirling_series);
  DL_RUN(n) r[i] = (v[i] - 0.5) * (log(v[i]) - 1) + (half_log_2pi - 0.5 + r[i] / v[i]);
}

/* Below 0 by reflection: gamma(x) gamma(1 - x) = pi / sin(pi x). */
DL_INLINE void lgamma_block(int64_t n, const double *x, double *r, const double *k) {
  const double log_pi = 1.14472988584940017414;
  double v[DL_BLOCK], near[DL_BLOCK], far[DL_BLOCK];
  (void)k;
  DL_RUN(n) v[i] = x[i] < 0 ? 1 - x[i] : x[i];
  lgamma_near(n, v, near);
  lgamma_far(n, v, far);
  DL_RUN(n) {
    double value = v[i] < 8 ? near[i] : far[i];
    double reflected = log_pi - log(fabs(sin(PI * from_whole(x[i])))) - value;
    bool pole = x[i] < 0 && x[i] == floor(x[i]);
    r[i] = pole ? (double)INFINITY : x[i] < 0 ? reflected : value;
  }
}
DL_BLOCKS1(lgamma, lgamma_block)
DL_MAP_KERNEL(lgamma)

/* ---- digamma ---- */

/* Abramowitz and Stegun 6.3.18 */
DL_TABLE double digamma_series[] = {
  1. / 12, -1. / 120, 1. / 252, -1. / 240, 1. / 132, -691. / 32760, 1. / 12, -3617. / 8160, 43867. / 14364
};

/* The series serves from 8 on; below, digamma(v) = digamma(v + 1) - 1 / v, and below 0 reflection. */
DL_INLINE void digamma_block(int64_t n, const double *x, double *r, const double *k) {
  double v[DL_BLOCK], over[DL_BLOCK], under[DL_BLOCK], t[DL_BLOCK];
  (void)k;
  DL_RUN(n) {
    v[i] = x[i] < 0 ? 1 - x[i] : x[i];
    over[i] = 0;
    under[i] = 1;                                   /* the sum of 1 / v as one fraction */
  }
  for (int j = 0; j < 8; j++)
    DL_RUN(n) {
      over[i] = v[i] < 8 ? over[i] * v[i] + under[i] : over[i];
      under[i] = v[i] < 8 ? under[i] * v[i] : under[i];
      v[i] = v[i] < 8 ? v[i] + 1 : v[i];
    }
  DL_RUN(n) t[i] = 1 / (v[i] * v[i]);
  horner(n, r, t, 9, digamma_series);
  DL_RUN(n) {
    double value = log(v[i]) - 0.5 / v[i] - t[i] * r[i] - over[i] / under[i];
    double reflected = value - PI / tan(PI * from_whole(x[i]));
    bool pole = x[i] < 0 && x[i] == floor(x[i]);
    r[i] = pole ? (double)NAN : x[i] < 0 ? reflected : value;
  }
}
DL_BLOCKS1(digamma, digamma_block)
DL_MAP_KERNEL(digamma)

/* ---- polygamma ----
** (-1)^(n+1) n! zeta(n + 1, x). The Hurwitz zeta function by the formula of Euler and Maclaurin: the first terms
** one by one, the rest as an integral with corrections. Below 0 by reflection, for which the n-th derivative of
** pi cot(pi x) is needed: a polynomial in c = cot(pi x), since each derivative of c is -pi (1 + c^2). */

#define MAX_ORDER 50
#define CORRECTIONS 12
enum { ORDER, TERMS, SCALE, CORRECTION, COTANGENT = CORRECTION + CORRECTIONS, NUMBERS = COTANGENT + MAX_ORDER + 2 };

/* B_2j / (2j)! */
static const double bernoulli_series[CORRECTIONS] = {
  1. / 12, -1. / 720, 1. / 30240, -1. / 1209600, 2.0876756987868098979e-8, -5.2841901386874931848e-10,
  1.3382536530684678833e-11, -3.3896802963225828668e-13, 8.5860620562778445641e-15, -2.174868698558061873e-16,
  5.5090028283602295152e-18, -1.3954464685812523341e-19
};

static void cotangent_derivative(int order, double *c) {
  double before[MAX_ORDER + 2] = { 0, 1 };
  for (int j = 0; j < order; j++) {
    memset(c, 0, (MAX_ORDER + 2) * sizeof *c);
    for (int d = 1; d <= j + 1; d++) {
      c[d - 1] -= PI * d * before[d];
      c[d + 1] -= PI * d * before[d];
    }
    memcpy(before, c, sizeof before);
  }
  for (int d = 0; d < order + 2; d++) c[d] = PI * before[d];
}

static void polygamma_numbers(int order, double *k) {
  double s = order + 1, rising = s;
  k[ORDER] = order;
  k[TERMS] = 9 + order / 2;
  k[SCALE] = order % 2 ? 1 : -1;
  for (int j = 2; j <= order; j++) k[SCALE] *= j;
  for (int j = 0; j < CORRECTIONS; j++) {
    k[CORRECTION + j] = bernoulli_series[j] * rising;
    rising *= (s + 2 * j + 1) * (s + 2 * j + 2);
  }
  cotangent_derivative(order, k + COTANGENT);
}

DL_INLINE void polygamma_block(int64_t n, const double *x, double *r, const double *k) {
  const int order = (int)k[ORDER], terms = (int)k[TERMS];
  const double sign = order % 2 ? -1 : 1;
  double v[DL_BLOCK], sum[DL_BLOCK], power[DL_BLOCK], t[DL_BLOCK];
  DL_RUN(n) {
    v[i] = x[i] < 0 ? 1 - x[i] : x[i];
    sum[i] = 0;
  }
  for (int j = 0; j < terms; j++) {
    inverse_power(n, power, v, order + 1);
    DL_RUN(n) {
      sum[i] += v[i] < terms ? power[i] : 0;
      v[i] += v[i] < terms ? 1 : 0;
    }
  }
  inverse_power(n, power, v, order);
  DL_RUN(n) t[i] = 1 / (v[i] * v[i]);
  horner(n, r, t, CORRECTIONS, k + CORRECTION);
  DL_RUN(n) sum[i] = k[SCALE] * (sum[i] + power[i] / order + power[i] / v[i] * (0.5 + r[i] / v[i]));
  DL_RUN(n) t[i] = 1 / tan(PI * from_whole(x[i]));
  horner(n, r, t, order + 2, k + COTANGENT);
  DL_RUN(n) r[i] = x[i] < 0 ? sign * sum[i] - r[i] : sum[i];
}
#ifndef DL_CUDA
DL_BLOCKS1(polygamma, polygamma_block)

static dl_status polygamma_kernel(dl_args *a) {
  double k[NUMBERS] = { 0 };
  int order = (int)dl_integer(a, 1);
  if (order == 0) return dl_map(a, digamma_inner);
  polygamma_numbers(order, k);
  return dl_map_with(a, polygamma_inner, k);
}
DL_KERNEL(polygamma)

#else
struct polygamma_constants { double k[NUMBERS]; };

template <class T> static dl_status polygamma_places(const dl_args *a, const dl_loop &loop, const polygamma_constants &c) {
  return dl_each_place<2>(a, loop, [=] __device__ (char *const *place) {
    const double x = (double)dl_wide(*(const T *)place[1]);
    double r;
    polygamma_block(1, &x, &r, c.k);
    *(T *)place[0] = dl_narrow<T>::of(r);
  });
}

static dl_status polygamma_kernel(dl_args *a) {
  dl_tensor *tensors[2] = { a->result[0], dl_in(a, 0) };
  polygamma_constants c = {};
  dl_loop loop = { 0 };
  if (dl_integer(a, 1) == 0) return dl_map(a, digamma_inner);
  polygamma_numbers((int)dl_integer(a, 1), c.k);
  dl_loop_make(&loop, tensors[0]->ndim, tensors[0]->shape, 2, tensors);
#define PLACES(T) return polygamma_places<T>(a, loop, c)
  DL_BY_FLOAT(tensors[1]->dtype, PLACES)
  return DL_OK;
}
DL_KERNEL(polygamma)
#endif

#ifndef DL_DEVICE_PASS
DL_INLINE void lgamma_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, mul, dl_upstream(g, 0), DL(g, digamma, dl_saved(g, 0))));
}

static void digamma_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, mul, dl_upstream(g, 0), DL(g, polygamma, dl_saved(g, 0), 1)));
}

static dl_status polygamma_shape(dl_args *a) {
  if (dl_integer(a, 1) < 0 || dl_integer(a, 1) > MAX_ORDER)
    return dl_fail_argument(a, 1, "expected 0 to %d, got %lld", MAX_ORDER, (long long)dl_integer(a, 1));
  return dl_shape_same(a);
}

static void polygamma_grad(dl_grad *g) {
  int64_t next = g->arg[1].integer + 1;
  dl_give(g, 0, DL(g, mul, dl_upstream(g, 0), DL(g, polygamma, dl_saved(g, 0), next)));
}

DL_OP(lgamma) DL_FUNCTION(lgamma, "The logarithm of |gamma(x)|, element by element: infinite at 0, -1, -2 ...",
  DL_ARGUMENT(0), "{ positive(3, 4) }, { away(4) }, { positive(4) * 9 }, { positive(0) }, { positive() }");
DL_OP(digamma) DL_FUNCTION(digamma, "The derivative of lgamma, element by element: NaN at -1, -2 ...",
  DL_ARGUMENT(0), "{ positive(3, 4) }, { away(4) }, { positive(4) * 9 }, { positive(0) }, { positive() }");

DL_OP(polygamma) {
  .sig = "x: Tensor, order: int",
  .doc = "The derivative of digamma of this order (0 to 50; 0 is digamma itself), element by element.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .saves = DL_ARGUMENT(0),
  .promote = DL_COMMON_FLOAT,
  .shape = polygamma_shape,
  .kernel = polygamma_kernel,
  .grad = polygamma_grad,
  .sample = "{ positive(3, 4), 1 }, { away(4), 2 }, { positive(4), 0 }, { positive(4) * 9, 3 }, { positive(0), 1 }, { positive(), 1 }",
  .error = "{ positive(3), -1 }, { positive(3), 51 }, { positive(3) }",
};
#endif
