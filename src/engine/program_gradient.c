/* program_gradient.c -- the gradient of a program of pointwise steps, as another program.
**
** It is derived forward, input by input: the derivative of each value by that input, from those of its operands. So
** the branch of a `where` that is not taken stays out of the derivative, too: the gradient of x > 0 ? sqrt(x) : 0 is 0
** at 0, not NaN. Equal steps become one, and what is 0 or 1 is left out.
**
** While a program is built, a value is a reference: an input by its number, a constant or a step behind a base.
*/
#include <math.h>
#include <string.h>
#include "engine/engine.h"
#include "engine/program.h"

enum { NONE = -1, CONSTANTS = 10000, STEPS = 20000 };        /* NONE: 0, as a derivative */

typedef struct builder {
  dl_program *p;
  bool full;
} builder;

static int constant(builder *b, double v) {
  dl_program *p = b->p;
  for (int i = 0; i < p->constants; i++)
    if (memcmp(&p->constant[i], &v, sizeof v) == 0) return CONSTANTS + i;
  if (p->constants == DL_PROGRAM_MOST_CONSTANTS) {
    b->full = true;
    return CONSTANTS;
  }
  p->constant[p->constants] = v;
  return CONSTANTS + p->constants++;
}

static bool is_constant(const builder *b, int ref, double *v) {
  if (ref < CONSTANTS || ref >= STEPS) return false;
  *v = b->p->constant[ref - CONSTANTS];
  return true;
}

static bool is(const builder *b, int ref, double v) {
  double c;
  return is_constant(b, ref, &c) && c == v;
}

/* A step, or the one that does the same already. */
static int step(builder *b, dl_step_kind kind, int x, int y, int z) {
  dl_program *p = b->p;
  const dl_step wanted = { (uint8_t)kind, { (uint16_t)x, (uint16_t)y, (uint16_t)z } };
  for (int s = p->steps - 1; s >= 0; s--)
    if (p->step[s].kind == kind && memcmp(p->step[s].of, wanted.of, sizeof wanted.of) == 0) return STEPS + s;
  if (p->steps == DL_PROGRAM_MOST_STEPS) {
    b->full = true;
    return 0;
  }
  p->step[p->steps] = wanted;
  return STEPS + p->steps++;
}

/* ---- formulas of derivatives; NONE is 0 ---- */

static int of1(builder *b, dl_step_kind kind, int x) { return step(b, kind, x, 0, 0); }
static int of2(builder *b, dl_step_kind kind, int x, int y) { return step(b, kind, x, y, 0); }

static int neg(builder *b, int x) {
  double v;
  if (x == NONE) return NONE;
  return is_constant(b, x, &v) ? constant(b, -v) : of1(b, DL_STEP_neg, x);
}

static int add(builder *b, int x, int y) {
  double v, w;
  if (x == NONE || y == NONE) return x == NONE ? y : x;
  return is_constant(b, x, &v) && is_constant(b, y, &w) ? constant(b, v + w) : of2(b, DL_STEP_add, x, y);
}

static int sub(builder *b, int x, int y) {
  if (y == NONE) return x;
  return x == NONE ? neg(b, y) : of2(b, DL_STEP_sub, x, y);
}

static int mul(builder *b, int x, int y) {
  double v, w;
  if (x == NONE || y == NONE || is(b, x, 0) || is(b, y, 0)) return NONE;
  if (is(b, x, 1)) return y;
  if (is(b, y, 1)) return x;
  return is_constant(b, x, &v) && is_constant(b, y, &w) ? constant(b, v * w) : of2(b, DL_STEP_mul, x, y);
}

static int divide(builder *b, int x, int y) {
  if (x == NONE) return NONE;
  return is(b, y, 1) ? x : of2(b, DL_STEP_div, x, y);
}

static int square(builder *b, int x) { return mul(b, x, x); }
static int plus(builder *b, int x, double v) { return add(b, x, constant(b, v)); }
static int minus_from(builder *b, double v, int x) { return sub(b, constant(b, v), x); }
static int root(builder *b, int x) { return of1(b, DL_STEP_sqrt, x); }

static int where(builder *b, int condition, int x, int y) {
  if (x == y) return x;
  const int zero = constant(b, 0);
  return step(b, DL_STEP_where, condition, x == NONE ? zero : x, y == NONE ? zero : y);
}

/* y x^(y - 1) dx + log(x) r dy; 0 where y is 0, and for y where x is 0 too, as in PyTorch. */
static int of_power(builder *b, int x, int y, int r, int dx, int dy) {
  int by_x = NONE, by_y = NONE;
  double v;
  if (dx != NONE && is_constant(b, y, &v))
    by_x = v == 0 ? NONE : v == 1 ? dx : mul(b, mul(b, y, v == 2 ? x : of2(b, DL_STEP_pow, x, constant(b, v - 1))), dx);
  else if (dx != NONE) {
    const int slope = mul(b, y, of2(b, DL_STEP_pow, x, plus(b, y, -1)));
    by_x = mul(b, where(b, of2(b, DL_STEP_eq, y, constant(b, 0)), NONE, slope), dx);
  }
  if (dy != NONE) {
    const int zero = constant(b, 0), slope = mul(b, r, of1(b, DL_STEP_log, x));
    const int at_zero = of2(b, DL_STEP_logicalAnd, of2(b, DL_STEP_eq, x, zero), of2(b, DL_STEP_ge, y, zero));
    by_y = mul(b, where(b, at_zero, NONE, slope), dy);
  }
  return add(b, by_x, by_y);
}

/* The larger's (for kind gt) or smaller's derivative, half of both where they are equal. */
static int of_extremum(builder *b, dl_step_kind kind, int x, int y, int dx, int dy) {
  const int tie = where(b, of2(b, DL_STEP_eq, x, y), mul(b, constant(b, 0.5), add(b, dx, dy)), dy);
  return where(b, of2(b, kind, x, y), dx, tie);
}

/* The derivative of a step's result r by its operand x, times dx: the functions of one operand. */
static int of_function(builder *b, dl_step_kind kind, int x, int r, int dx) {
  switch (kind) {
    case DL_STEP_abs: return mul(b, of1(b, DL_STEP_sign, x), dx);
    case DL_STEP_acos: return neg(b, divide(b, dx, root(b, minus_from(b, 1, square(b, x)))));
    case DL_STEP_acosh: return divide(b, dx, root(b, plus(b, square(b, x), -1)));
    case DL_STEP_asin: return divide(b, dx, root(b, minus_from(b, 1, square(b, x))));
    case DL_STEP_asinh: return divide(b, dx, root(b, plus(b, square(b, x), 1)));
    case DL_STEP_atan: return divide(b, dx, plus(b, square(b, x), 1));
    case DL_STEP_atanh: return divide(b, dx, minus_from(b, 1, square(b, x)));
    case DL_STEP_cos: return neg(b, mul(b, of1(b, DL_STEP_sin, x), dx));
    case DL_STEP_cosh: return mul(b, of1(b, DL_STEP_sinh, x), dx);
    case DL_STEP_erf: case DL_STEP_erfc: {
      const double slope = kind == DL_STEP_erf ? 1.1283791670955126 : -1.1283791670955126;      /* 2 / sqrt(pi) */
      return mul(b, mul(b, constant(b, slope), of1(b, DL_STEP_exp, neg(b, square(b, x)))), dx);
    }
    case DL_STEP_exp: return mul(b, r, dx);
    case DL_STEP_expm1: return mul(b, plus(b, r, 1), dx);
    case DL_STEP_log: return divide(b, dx, x);
    case DL_STEP_log10: return divide(b, dx, mul(b, x, constant(b, 2.302585092994046)));
    case DL_STEP_log2: return divide(b, dx, mul(b, x, constant(b, 0.6931471805599453)));
    case DL_STEP_log1p: return divide(b, dx, plus(b, x, 1));
    case DL_STEP_neg: return neg(b, dx);
    case DL_STEP_sigmoid: return mul(b, mul(b, r, minus_from(b, 1, r)), dx);
    case DL_STEP_sin: return mul(b, of1(b, DL_STEP_cos, x), dx);
    case DL_STEP_sinh: return mul(b, of1(b, DL_STEP_cosh, x), dx);
    case DL_STEP_sqrt: return divide(b, dx, mul(b, constant(b, 2), r));
    case DL_STEP_tan: return mul(b, plus(b, square(b, r), 1), dx);
    case DL_STEP_tanh: return mul(b, minus_from(b, 1, square(b, r)), dx);
    default: return NONE;                  /* steps, signs, comparisons */
  }
}

static int derivative(builder *b, dl_step_kind kind, const int v[3], int r, const int d[3]) {
  const int x = v[0], y = v[1], dx = d[0], dy = d[1];
  if (dl_step_operands(kind) == 1) return dx == NONE ? NONE : of_function(b, kind, x, r, dx);
  if (dx == NONE && dy == NONE && d[2] == NONE) return NONE;
  switch (kind) {
    case DL_STEP_add: return add(b, dx, dy);
    case DL_STEP_sub: return sub(b, dx, dy);
    case DL_STEP_mul: return add(b, mul(b, dx, y), mul(b, x, dy));
    case DL_STEP_div: return sub(b, divide(b, dx, y), dy == NONE ? NONE : mul(b, divide(b, r, y), dy));
    case DL_STEP_atan2:
      return divide(b, sub(b, mul(b, dx, y), mul(b, dy, x)), add(b, square(b, x), square(b, y)));
    case DL_STEP_fmod: return sub(b, dx, dy == NONE ? NONE : mul(b, of1(b, DL_STEP_trunc, divide(b, x, y)), dy));
    case DL_STEP_maximum: return of_extremum(b, DL_STEP_gt, x, y, dx, dy);
    case DL_STEP_minimum: return of_extremum(b, DL_STEP_lt, x, y, dx, dy);
    case DL_STEP_pow: return of_power(b, x, y, r, dx, dy);
    case DL_STEP_where: return dy == NONE && d[2] == NONE ? NONE : where(b, x, dy, d[2]);
    default: return NONE;
  }
}

/* ---- the whole ---- */

enum { MOST = DL_PROGRAM_MOST_INPUTS + DL_PROGRAM_MOST_CONSTANTS + DL_PROGRAM_MOST_STEPS };

/* The values of p as references into the program that is built. */
static void carry_over(builder *b, const dl_program *p, int ref[MOST]) {
  const int first = dl_program_first_step(p);
  for (int v = 0; v < p->inputs; v++) ref[v] = v;
  for (int c = 0; c < p->constants; c++) ref[p->inputs + c] = constant(b, p->constant[c]);
  for (int s = 0; s < p->steps; s++) {
    const dl_step *from = &p->step[s];
    int of[3] = { 0 };
    for (int i = 0; i < dl_step_operands((dl_step_kind)from->kind); i++) of[i] = ref[from->of[i]];
    ref[first + s] = step(b, (dl_step_kind)from->kind, of[0], of[1], of[2]);
  }
}

static int by_input(builder *b, const dl_program *p, const int ref[MOST], int input, unsigned given) {
  const int first = dl_program_first_step(p);
  int d[MOST], sum = NONE, upstream = p->inputs;
  for (int v = 0; v < first; v++) d[v] = NONE;
  d[input] = constant(b, 1);
  for (int s = 0; s < p->steps; s++) {
    const dl_step *from = &p->step[s];
    int v[3] = { NONE, NONE, NONE }, dv[3] = { NONE, NONE, NONE };
    for (int i = 0; i < dl_step_operands((dl_step_kind)from->kind); i++) {
      v[i] = ref[from->of[i]];
      dv[i] = d[from->of[i]];
    }
    d[first + s] = derivative(b, (dl_step_kind)from->kind, v, ref[first + s], dv);
  }
  for (int r = 0; r < p->results; r++)
    if (given >> r & 1) sum = add(b, sum, mul(b, upstream++, d[p->result[r]]));
  return sum == NONE ? constant(b, 0) : sum;
}

static uint16_t number_of(const dl_program *p, int ref) {
  return (uint16_t)(ref >= STEPS ? ref - STEPS + dl_program_first_step(p) : ref >= CONSTANTS ? ref - CONSTANTS + p->inputs : ref);
}

bool dl_program_gradient(dl_program *gradient, const dl_program *p, unsigned wanted, unsigned given) {
  builder b = { gradient, false };
  int ref[MOST], result[DL_PROGRAM_MOST_INPUTS];
  gradient->inputs = p->inputs;
  for (int r = 0; r < p->results; r++) gradient->inputs += given >> r & 1;
  gradient->constants = gradient->steps = gradient->results = 0;
  if (gradient->inputs > DL_PROGRAM_MOST_INPUTS) return false;
  carry_over(&b, p, ref);
  for (int i = 0; i < p->inputs && !b.full; i++)
    if (wanted >> i & 1) result[gradient->results++] = by_input(&b, p, ref, i, given);
  if (b.full) return false;
  for (int r = 0; r < gradient->results; r++) gradient->result[r] = number_of(gradient, result[r]);
  for (int s = 0; s < gradient->steps; s++)
    for (int i = 0; i < dl_step_operands((dl_step_kind)gradient->step[s].kind); i++)
      gradient->step[s].of[i] = number_of(gradient, gradient->step[s].of[i]);
  return true;
}
