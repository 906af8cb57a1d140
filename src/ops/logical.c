/* logical.c -- truth by elements: what is not 0 is true, NaN too. */
#include "dl_op.h"

DL_TEST1(logicalNot, DL_ALL_TYPES, x == 0)
DL_TEST2(logicalAnd, DL_ALL_TYPES, x != 0 && y != 0)
DL_TEST2(logicalOr, DL_ALL_TYPES, x != 0 || y != 0)
DL_TEST2(logicalXor, DL_ALL_TYPES, (x != 0) != (y != 0))

#ifndef DL_DEVICE_PASS
DL_OP(logicalNot) {
  .sig = "x: Tensor",
  .doc = "Whether x is 0, element by element: a bool tensor.",
  .flags = DL_NO_GRAD | DL_STRIDED,
  .shape = dl_shape_same_bool,
  .kernel = logicalNot_kernel,
  .sample = "{ bools(3, 4) }, { ints(3, 4) - 1 }, { randn(0) }, { bools() }",
};

#define LOGICAL(op, what) { \
  .sig = "x: Tensor|number, y: Tensor|number", .doc = what ", element by element: a bool tensor of the common shape.", \
  .flags = DL_NO_GRAD | DL_STRIDED, .promote = DL_COMMON, .shape = dl_shape_broadcast_bool, .kernel = op##_kernel, \
  .sample = "{ bools(3, 4), bools(4) }, { ints(3, 4) - 1, ints(3, 4) - 1 }, { bools(3), 1 }, { randn(0), 1 }", \
  .error = "{ bools(3), bools(4) }, { bools(3) }, { 1, 2 }" }

DL_OP(logicalAnd) LOGICAL(logicalAnd, "Whether both x and y are not 0");
DL_OP(logicalOr) LOGICAL(logicalOr, "Whether x or y is not 0");
DL_OP(logicalXor) LOGICAL(logicalXor, "Whether one of x and y is not 0 and the other is");
#endif
