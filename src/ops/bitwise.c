/* bitwise.c -- the bits of integers and of truths; shifts of integers. */
#include "dl_op.h"

#define BITS ((int)(8 * sizeof(T)))
/* A distance below 0 is as good as one beyond the last bit. */
#define BEYOND(y) ((uint64_t)(int64_t)(y) >= (uint64_t)BITS)
#define LAST (sizeof(T) == 8 ? 63 : 31)          /* shorter types are shifted as int */

DL_MAP2(bitwiseAnd, DL_BITS, (T)(x & y))
DL_MAP2(bitwiseOr, DL_BITS, (T)(x | y))
DL_MAP2(bitwiseXor, DL_BITS, (T)(x ^ y))
DL_MAP2(bitwiseLeftShift, DL_INTEGRAL, BEYOND(y) ? 0 : (T)((U)x << y))
DL_MAP2(bitwiseRightShift, DL_INTEGRAL, (T)(x >> (BEYOND(y) ? LAST : y)))

DL_INTEGRAL(DL_INNER1, bitwiseNot, DL_SAME_TYPE, (T)~x)
DL_INNER1(bitwiseNot_bool, uint8_t, uint8_t, !x)
static const dl_inner bitwiseNot_inner[DL_DTYPE_COUNT] = { DL_ROWS_DL_BITS(bitwiseNot) };
DL_MAP_KERNEL(bitwiseNot)

#ifndef DL_DEVICE_PASS
DL_OP(bitwiseNot) {
  .sig = "x: Tensor",
  .doc = "Every bit of x turned over, element by element; of a truth, the other one.",
  .flags = DL_NO_GRAD | DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .shape = dl_shape_same,
  .kernel = bitwiseNot_kernel,
  .sample = "{ ints(9, 3, 4) }, { bools(4) }, { ints(9, 0) }, { ints(9) }",
  .error = "{ randn(3) }",
};

#define BITWISE(op, what, samples) { \
  .sig = "x: Tensor|number, y: Tensor|number", .doc = what, \
  .flags = DL_NO_GRAD | DL_IN_PLACE | DL_BROADCAST | DL_STRIDED, .promote = DL_COMMON, \
  .shape = dl_shape_broadcast, .kernel = op##_kernel, .sample = samples, \
  .error = "{ ints(9, 3), ints(9, 4) }, { ints(9, 3) }, { 1, 2 }, { randn(3), 1 }" }
#define PAIRS "{ ints(99, 3, 4), ints(99, 4) }, { ints(99, 3), 6 }, { 6, ints(99, 3) }, { ints(9, 0), 1 }"

DL_OP(bitwiseAnd) BITWISE(bitwiseAnd, "The bits that x and y both have, element by element.", PAIRS ", { bools(3), bools(3) }");
DL_OP(bitwiseOr) BITWISE(bitwiseOr, "The bits that x or y has, element by element.", PAIRS ", { bools(3), bools(3) }");
DL_OP(bitwiseXor) BITWISE(bitwiseXor, "The bits that one of x and y has, element by element.", PAIRS ", { bools(3), bools(3) }");
DL_OP(bitwiseLeftShift) BITWISE(bitwiseLeftShift, "x with its bits moved up by y places, element by element; "
  "0 where y is negative or at least the width of the type.", PAIRS);
DL_OP(bitwiseRightShift) BITWISE(bitwiseRightShift, "x with its bits moved down by y places, the sign kept, element by element; "
  "0 (or -1, of a negative x) where y is negative or at least the width of the type.", PAIRS);
#endif
