/* compare.c -- comparisons by elements. */
#include "dl_op.h"

DL_TEST2(eq, DL_ALL_TYPES, x == y)
DL_TEST2(ne, DL_ALL_TYPES, x != y)
DL_TEST2(lt, DL_ALL_TYPES, x < y)
DL_TEST2(le, DL_ALL_TYPES, x <= y)
DL_TEST2(gt, DL_ALL_TYPES, x > y)
DL_TEST2(ge, DL_ALL_TYPES, x >= y)

#ifndef DL_DEVICE_PASS
#define COMPARISON(op, symbol) \
  { .sig = "x: Tensor|number, y: Tensor|number", \
    .doc = "x " symbol " y, element by element: a bool tensor of the common shape.", \
    .flags = DL_NO_GRAD | DL_STRIDED, .promote = DL_COMMON, \
    .shape = dl_shape_broadcast_bool, .kernel = op##_kernel, \
    .sample = "{ randn(3, 4), randn(4) }, { randn(3), 0 }, { randn(0), 1 }", \
    .error = "{ randn(3), randn(4) }, { randn(3) }, { 1, 2 }" }

DL_OP(eq) COMPARISON(eq, "==");
DL_OP(ne) COMPARISON(ne, "~=");
DL_OP(lt) COMPARISON(lt, "<");
DL_OP(le) COMPARISON(le, "<=");
DL_OP(gt) COMPARISON(gt, ">");
DL_OP(ge) COMPARISON(ge, ">=");
#endif
