/* xlogy.c -- x log(y), which is 0 where x is. */
#include "dl_op.h"

DL_MAP2(xlogy, DL_FLOAT, y != y ? y : x == 0 ? 0 : x * log(y))

#ifndef DL_DEVICE_PASS
/* dx = dr log(y), 0 where x = 0 and y <= 0; dy = dr x / y */
static void xlogy_grad(dl_grad *g) {
  dl_tensor *x = dl_saved(g, 0), *y = dl_saved(g, 1), *up = dl_upstream(g, 0);
  if (dl_wants(g, 0)) {
    dl_tensor *nothing = DL(g, logicalAnd, DL(g, eq, x, 0), DL(g, le, y, 0));
    dl_give(g, 0, DL(g, mul, up, DL(g, where, nothing, 0.0, DL(g, log, y))));
  }
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, mul, up, DL(g, div, x, y)));
}

DL_OP(xlogy) {
  .sig = "x: Tensor|number, y: Tensor|number",
  .doc = "x log(y), element by element; 0 where x is 0, whatever y is (but NaN).",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .promote = DL_COMMON_FLOAT,
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1),
  .shape = dl_shape_broadcast,
  .kernel = xlogy_kernel,
  .grad = xlogy_grad,
  .sample = "{ randn(3, 4), positive(3, 4) }, { 2, positive(3) }, { randn(2, 1), positive(3) }",
  .error = "{ randn(3), randn(4) }, { 1, 2 }",
};
#endif
