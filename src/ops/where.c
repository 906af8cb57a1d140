/* where.c -- one of two by a condition: where, maskedFill. Elements are moved, not computed, so their width is all that counts. */
#include "dl_op.h"

#ifndef DL_CUDA
#define CHOOSE(x, y) DL_RUN(n) r[i] = c[i] ? x : y;

#define WHERE_INNER(function, T) \
static void function(int64_t n, char *const *p, const int64_t *step, const double *k) { \
  (void)k; \
  T *r = (T *)p[0]; \
  const uint8_t *c = (const uint8_t *)p[1]; \
  const T *x = (const T *)p[2], *y = (const T *)p[3], x0 = *x, y0 = *y; \
  const int64_t one = sizeof(T); \
  const bool dense = step[0] == one && step[1] == 1; \
  if (dense && step[2] == one && step[3] == one) CHOOSE(x[i], y[i]) \
  else if (dense && step[2] == one && step[3] == 0) CHOOSE(x[i], y0) \
  else if (dense && step[2] == 0 && step[3] == one) CHOOSE(x0, y[i]) \
  else if (dense && step[2] == 0 && step[3] == 0) CHOOSE(x0, y0) \
  else \
    for (int64_t i = 0; i < n; i++) \
      *(T *)(p[0] + i * step[0]) = DL_AT(uint8_t, 1) ? DL_AT(T, 2) : DL_AT(T, 3); \
}
WHERE_INNER(where_1, uint8_t)
WHERE_INNER(where_2, uint16_t)
WHERE_INNER(where_4, uint32_t)
WHERE_INNER(where_8, uint64_t)

static dl_status choose(dl_args *a, dl_tensor *condition, dl_tensor *x, dl_tensor *y) {
  dl_tensor *tensors[] = { a->result[0], condition, x, y };
  size_t width = dl_dtype_size((dl_dtype)tensors[0]->dtype);
  dl_loop loop = { 0 };
  dl_loop_make(&loop, tensors[0]->ndim, tensors[0]->shape, 4, tensors);
  return dl_loop_run(&loop, width == 8 ? where_8 : width == 4 ? where_4 : width == 2 ? where_2 : where_1, NULL);
}

#else
template <class T> static dl_status choose_places(const dl_args *a, const dl_loop &loop) {
  return dl_each_place<4>(a, loop, [=] __device__ (char *const *place) {
    *(T *)place[0] = *(const uint8_t *)place[1] ? *(const T *)place[2] : *(const T *)place[3];
  });
}

static dl_status choose(dl_args *a, dl_tensor *condition, dl_tensor *x, dl_tensor *y) {
  dl_tensor *tensors[] = { a->result[0], condition, x, y };
  dl_loop loop = { 0 };
  dl_loop_make(&loop, tensors[0]->ndim, tensors[0]->shape, 4, tensors);
#define PLACES(T) return choose_places<T>(a, loop)
  DL_BY_WIDTH((dl_dtype)tensors[0]->dtype, PLACES)
  return DL_OK;
}
#endif

static dl_status where_kernel(dl_args *a) { return choose(a, dl_in(a, 0), dl_in(a, 1), dl_in(a, 2)); }
DL_KERNEL(where)

static dl_status maskedFill_kernel(dl_args *a) { return choose(a, dl_in(a, 1), dl_in(a, 2), dl_in(a, 0)); }
DL_KERNEL(maskedFill)

#ifndef DL_DEVICE_PASS
static dl_status check_condition(const dl_args *a, int i) {
  dl_dtype condition = (dl_dtype)dl_in(a, i)->dtype;
  if (condition == DL_BOOL || condition == DL_UINT8) return DL_OK;
  return dl_fail_argument(a, i, "expected a bool tensor, got %s", dl_dtype_name(condition));
}

static dl_status where_shape(dl_args *a) {
  if (check_condition(a, 0) != DL_OK) return DL_ERROR;
  dl_status status = dl_shape_broadcast(a);
  if (status == DL_OK) a->result[0]->dtype = dl_in(a, 1)->dtype;
  return status;
}

static void where_grad(dl_grad *g) {
  dl_tensor *condition = dl_saved(g, 0), *dy = dl_upstream(g, 0);
  if (dl_wants(g, 1)) dl_give(g, 1, DL(g, where, condition, dy, 0.0));
  if (dl_wants(g, 2)) dl_give(g, 2, DL(g, where, condition, 0.0, dy));
}

DL_OP(where) {
  .sig = "condition: Tensor, x: Tensor|number, y: Tensor|number",
  .doc = "x where the condition (a bool tensor) is true, else y, element by element, broadcast to a common shape.",
  .flags = DL_BROADCAST | DL_STRIDED,
  .saves = DL_ARGUMENT(0),
  .promote = DL_COMMON,
  .keeps = DL_ARGUMENT(0),
  .shape = where_shape,
  .kernel = where_kernel,
  .grad = where_grad,
  .sample = "{ bools(3, 4), randn(3, 4), randn(3, 4) }, { bools(3, 1), randn(4), randn(3, 4) }, { bools(3), randn(3), 0.5 }, "
            "{ bools(3), 1, randn(3) }, { bools(4), 1, 0 }, { bools(0), randn(0), 1 }, { bools(), randn(), randn(2) }",
  .error = "{ randn(3), 1, 2 }, { bools(3), randn(4), 0 }, { bools(3), 1 }",
};

static dl_status masked_fill_shape(dl_args *a) {
  return check_condition(a, 1) == DL_OK ? dl_shape_broadcast(a) : DL_ERROR;
}

static void masked_fill_grad(dl_grad *g) {
  dl_tensor *mask = dl_saved(g, 1), *dy = dl_upstream(g, 0);
  if (dl_wants(g, 0)) dl_give(g, 0, DL(g, maskedFill, dy, mask, 0.0));
  if (dl_wants(g, 2)) dl_give(g, 2, DL(g, where, mask, dy, 0.0));
}

DL_OP(maskedFill) {
  .sig = "x: Tensor, mask: Tensor, value: Tensor|number",
  .doc = "x with a value where the mask (a bool tensor) is true, in the dtype of x. All broadcast.",
  .flags = DL_IN_PLACE | DL_BROADCAST | DL_STRIDED,
  .saves = DL_ARGUMENT(1),
  .promote = DL_LIKE_FIRST,
  .keeps = DL_ARGUMENT(1),
  .shape = masked_fill_shape,
  .kernel = maskedFill_kernel,
  .grad = masked_fill_grad,
  .sample = "{ randn(3, 4), bools(3, 4), 0.5 }, { randn(3, 4), bools(4), randn() }, { randn(4), bools(3, 4), 1 }, { randn(0), bools(0), 1 }, "
            "{ randn(3, 4), bools(3, 1), randn(4) }, { ints(5, 3), bools(3), 7 }",
  .error = "{ randn(3), bools(4), 0 }, { randn(3), randn(3), 0 }, { randn(3), bools(3) }",
};
#endif
