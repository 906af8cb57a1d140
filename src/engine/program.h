/* program.h -- programs of pointwise steps: what dl.pointwise makes of a user's formula.
**
** A program is text, so that it travels as an argument of an operator and lies on the tape: steps, then results,
**
**   "gt 0 2 mul 1 0 where 3 0 4 = 5"            x > 0 ? x : a * x
**
** with values counted from 0: the inputs (x, a), the constants (a text of their own, "0"), the result of each step.
** Steps are named as the operators that do the same. A result that is a comparison is bool, others are of the
** dtype of the inputs.
*/
#ifndef DL_PROGRAM_H
#define DL_PROGRAM_H

#include "dlua.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Name, number of operands, formula of x, y and z of type T; in the order of their names (they are looked up). The
** formulas are C and CUDA C++: loops on the CPU, an interpreter on CUDA, and text for NVRTC. */
#define DL_PROGRAM_STEPS(STEP) \
  STEP(abs, 1, fabs(x)) \
  STEP(acos, 1, acos(x)) \
  STEP(acosh, 1, acosh(x)) \
  STEP(add, 2, x + y) \
  STEP(asin, 1, asin(x)) \
  STEP(asinh, 1, asinh(x)) \
  STEP(atan, 1, atan(x)) \
  STEP(atan2, 2, atan2(x, y)) \
  STEP(atanh, 1, atanh(x)) \
  STEP(ceil, 1, ceil(x)) \
  STEP(cos, 1, cos(x)) \
  STEP(cosh, 1, cosh(x)) \
  STEP(div, 2, x / y) \
  STEP(eq, 2, x == y) \
  STEP(erf, 1, erf(x)) \
  STEP(erfc, 1, erfc(x)) \
  STEP(exp, 1, exp(x)) \
  STEP(expm1, 1, expm1(x)) \
  STEP(floor, 1, floor(x)) \
  STEP(fmod, 2, fmod(x, y)) \
  STEP(ge, 2, x >= y) \
  STEP(gt, 2, x > y) \
  STEP(isnan, 1, x != x) \
  STEP(le, 2, x <= y) \
  STEP(log, 1, log(x)) \
  STEP(log10, 1, log10(x)) \
  STEP(log1p, 1, log1p(x)) \
  STEP(log2, 1, log2(x)) \
  STEP(logicalAnd, 2, (x != 0) & (y != 0)) \
  STEP(logicalNot, 1, x == 0) \
  STEP(logicalOr, 2, (x != 0) | (y != 0)) \
  STEP(lt, 2, x < y) \
  STEP(maximum, 2, x > y || x != x ? x : y) \
  STEP(minimum, 2, x < y || x != x ? x : y) \
  STEP(mul, 2, x * y) \
  STEP(ne, 2, x != y) \
  STEP(neg, 1, -x) \
  STEP(pow, 2, pow(x, y)) \
  STEP(round, 1, rint(x)) \
  STEP(sigmoid, 1, 1 / (1 + exp(-x))) \
  STEP(sign, 1, (x > 0) - (x < 0)) \
  STEP(sin, 1, sin(x)) \
  STEP(sinh, 1, sinh(x)) \
  STEP(sqrt, 1, sqrt(x)) \
  STEP(sub, 2, x - y) \
  STEP(tan, 1, tan(x)) \
  STEP(tanh, 1, tanh(x)) \
  STEP(trunc, 1, trunc(x)) \
  STEP(where, 3, x != 0 ? y : z)

typedef enum {
#define DL_PROGRAM_NAME(name, operands, formula) DL_STEP_##name,
  DL_PROGRAM_STEPS(DL_PROGRAM_NAME)
#undef DL_PROGRAM_NAME
  DL_STEP_KINDS
} dl_step_kind;

#define DL_PROGRAM_MOST_INPUTS 16
#define DL_PROGRAM_MOST_RESULTS 16
#define DL_PROGRAM_MOST_CONSTANTS 128
#define DL_PROGRAM_MOST_STEPS 2048

typedef struct dl_step {
  uint8_t kind;
  uint16_t of[3];              /* values */
} dl_step;

typedef struct dl_program {
  int inputs, constants, steps, results;
  double constant[DL_PROGRAM_MOST_CONSTANTS];
  uint16_t result[DL_PROGRAM_MOST_RESULTS];
  dl_step step[DL_PROGRAM_MOST_STEPS];
} dl_program;

int dl_step_operands(dl_step_kind kind);
const char *dl_step_name(dl_step_kind kind);
/* Is what a step makes true or false? */
bool dl_step_is_truth(dl_step_kind kind);
static inline int dl_program_first_step(const dl_program *p) { return p->inputs + p->constants; }
static inline int dl_program_values(const dl_program *p) { return p->inputs + p->constants + p->steps; }
bool dl_program_result_is_truth(const dl_program *p, int result);

/* Read and check both texts; NULL, or what is wrong with them. */
const char *dl_program_read(dl_program *p, int inputs, const char *steps, const char *constants);

/* The same as texts, without what no result needs, into memory of these sizes. */
void dl_program_write(const dl_program *p, char *steps, char *constants);
static inline int dl_program_text_size(const dl_program *p) { return p->steps * 32 + p->results * 8 + 8; }
static inline int dl_program_constants_size(const dl_program *p) { return p->constants * 32 + 8; }

/* The gradients by the inputs that `wanted` (bits) names: a program of p's inputs, followed by the gradients of those
** results that `given` names. False: it has too many steps. */
bool dl_program_gradient(dl_program *gradient, const dl_program *p, unsigned wanted, unsigned given);

/* ---- places: each value that is computed has one for as long as it is needed ---- */

typedef struct dl_places_of_values {
  int count;
  uint16_t of[DL_PROGRAM_MOST_INPUTS + DL_PROGRAM_MOST_CONSTANTS + DL_PROGRAM_MOST_STEPS];
} dl_places_of_values;
/* Inputs and constants have the first ones, for all the time. */
void dl_program_place(const dl_program *p, dl_places_of_values *places);

/* What travels with one launch on CUDA; a larger program runs as its steps, one by one. */
#define DL_PROGRAM_MOST_LAUNCHED 320
#define DL_PROGRAM_LAUNCHED_PLACES 128
#define DL_PROGRAM_LAUNCHED_CONSTANTS 64
bool dl_program_fits_a_launch(const dl_program *p);

/* ---- as CUDA C++, for NVRTC ---- */

/* The kernel `formula` of elements of this dtype, whose one argument is a struct of these numbers: */
typedef struct dl_program_launched {
  int64_t total, ndim, shape[DL_MAX_DIMS];
  int64_t step[DL_MAX_DIMS][DL_PROGRAM_MOST_INPUTS];       /* a dl_program_walk's */
  const char *from[DL_PROGRAM_MOST_INPUTS];
  char *to[DL_PROGRAM_MOST_RESULTS];
  double constant[DL_PROGRAM_MOST_CONSTANTS];
} dl_program_launched;
/* The length of the source, of which as much as there is room for is at `to`, ended by 0. It does not depend on the values
** of constants. */
size_t dl_program_source(const dl_program *p, dl_dtype dtype, char *to, size_t room);

/* ---- where the inputs' elements are: a walk in the row-major order of the results ---- */

typedef struct dl_program_walk {
  int ndim, inputs;
  int64_t total, shape[DL_MAX_DIMS];
  int64_t step[DL_MAX_DIMS][DL_PROGRAM_MOST_INPUTS];       /* in elements */
  char *data[DL_PROGRAM_MOST_INPUTS];
} dl_program_walk;
void dl_program_walk_make(dl_program_walk *walk, int ndim, const int64_t *shape, int inputs, dl_tensor *const *tensors);

#ifdef __cplusplus
}
#endif

#endif
