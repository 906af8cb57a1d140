/* unfold.c -- windows that slide along a dimension, as a view; and the sum of overlapping windows, its adjoint. */
#include "dl_op.h"

#ifndef DL_CUDA
#define ADD(name, T) \
static void name(int64_t n, char *const *p, const int64_t *step, const double *k) { \
  (void)k; \
  if (step[0] == sizeof(T) && step[1] == sizeof(T)) { \
    T *r = (T *)p[0]; \
    const T *y = (const T *)p[1]; \
    DL_RUN(n) r[i] += y[i]; \
  } else \
    for (int64_t i = 0; i < n; i++) *(T *)(p[0] + i * step[0]) += *(const T *)(p[1] + i * step[1]); \
}
ADD(add_float32, float)
ADD(add_float64, double)

static dl_status add_to(const dl_args *a, const dl_loop *loop, bool narrow) {
  (void)a;
  return dl_loop_run(loop, narrow ? add_float32 : add_float64, NULL);
}
#else
template <class T> static dl_status add_elements(const dl_args *a, const dl_loop &loop) {
  return dl_each_place<2>(a, loop, [=] __device__ (char *const *place) { *(T *)place[0] += *(const T *)place[1]; });
}

static dl_status add_to(const dl_args *a, const dl_loop *loop, bool narrow) {
  return narrow ? add_elements<float>(a, *loop) : add_elements<double>(a, *loop);
}
#endif

/* Element k of every window at once: they do not overlap, so each pass can be shared among threads. */
static dl_status unfoldAdjoint_kernel(dl_args *a) {
  dl_tensor windows = *dl_in(a, 0), place = *a->result[0];
  int d = (int)dl_integer(a, 2), last = windows.ndim - 1;
  int64_t size = windows.shape[last], inner = windows.stride[last], step = place.stride[d];
  dl_status status = dl_clear(&place);
  place.shape[d] = windows.shape[d];
  place.stride[d] = step * dl_integer(a, 3);
  windows.ndim--;
  for (int64_t k = 0; k < size && status == DL_OK; k++) {
    dl_tensor *both[2] = { &place, &windows };
    dl_loop loop = { 0 };
    dl_loop_make(&loop, place.ndim, place.shape, 2, both);
    status = add_to(a, &loop, place.dtype == DL_FLOAT32);
    place.offset += step;
    windows.offset += inner;
  }
  return status;
}
DL_KERNEL(unfoldAdjoint)

#ifndef DL_DEVICE_PASS

static dl_status unfold_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (x->ndim == 0) return dl_fail(a, "a 0-dimensional tensor has no windows");
  if (x->ndim == DL_MAX_DIMS) return dl_fail(a, "the tensor has %d dimensions already", DL_MAX_DIMS);
  if (dl_normal_dim(a, 1, x->ndim) != DL_OK) return DL_ERROR;
  int64_t d = dl_integer(a, 1), size = dl_integer(a, 2), step = dl_integer(a, 3);
  if (size < 0 || size > x->shape[d])
    return dl_fail_argument(a, 2, "a window of %lld does not fit into the %lld elements of dimension %d", (long long)size,
                            (long long)x->shape[d], (int)d + 1);
  if (step < 1) return dl_fail_argument(a, 3, "must be 1 or more, got %lld", (long long)step);
  if (dl_result_view(a, 0) != DL_OK) return DL_ERROR;
  dl_tensor *r = a->result[0];
  r->shape[d] = (x->shape[d] - size) / step + 1;
  r->stride[d] *= r->shape[d] > 1 ? step : 1;
  r->shape[r->ndim] = size;
  r->stride[r->ndim++] = x->stride[d];
  return DL_OK;
}

static void unfold_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, unfoldAdjoint, dl_upstream(g, 0), dl_shape_of(dl_saved(g, 0)), g->arg[1], g->arg[3]));
}

DL_OP(unfold) {
  .sig = "x: Tensor, dim: dim, size: int, step: int",
  .doc = "Windows of so many elements of a dimension, a step apart: the dimension counts the windows, and a new last one holds their "
         "elements. A view; windows that overlap share memory.",
  .flags = DL_VIEW,
  .shape = unfold_shape,
  .grad = unfold_grad,
  .sample = "{ randn(5), 1, 3, 1 }, { randn(2, 5), 2, 2, 3 }, { randn(4, 2), -2, 2, 2 }, { randn(3), 1, 3, 1 }, { randn(6, 2), 1, 4, 1 }, { randn(3), 1, 0, 1 }",
  .error = "{ randn(3), 1, 4, 1 }, { randn(3), 1, 2, 0 }, { randn(3), 2, 2, 1 }, { randn(), 1, 1, 1 }, { randn(3), 1, -1, 1 }",
};

static dl_status unfold_adjoint_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_ints sizes = dl_intlist(a, 1);
  if (!dl_dtype_is_float((dl_dtype)x->dtype))
    return dl_fail_argument(a, 0, "expected a float tensor, got %s", dl_dtype_name((dl_dtype)x->dtype));
  if (dl_check_sizes(a, 1, sizes) != DL_OK) return DL_ERROR;
  if (sizes.count == 0 || sizes.count != x->ndim - 1)
    return dl_fail_argument(a, 1, "%d sizes for a %d-dimensional tensor, expected one less", sizes.count, x->ndim);
  if (dl_normal_dim(a, 2, sizes.count) != DL_OK) return DL_ERROR;
  int64_t dim = dl_integer(a, 2), step = dl_integer(a, 3), size = x->shape[x->ndim - 1];
  bool fits = step >= 1 && size <= sizes.data[dim] && x->shape[dim] == (sizes.data[dim] - size) / step + 1;
  for (int d = 0; d < sizes.count && fits; d++) fits = d == dim || sizes.data[d] == x->shape[d];
  if (!fits) return dl_fail(a, "x is not what unfold makes of a tensor of these sizes");
  return dl_result(a, 0, (dl_dtype)x->dtype, sizes.count, sizes.data);
}

static void unfold_adjoint_grad(dl_grad *g) {
  const dl_tensor *x = dl_saved(g, 0);
  dl_give(g, 0, DL(g, unfold, dl_upstream(g, 0), g->arg[2], x->shape[x->ndim - 1], g->arg[3]));
}

DL_OP(unfoldAdjoint) {
  .sig = "x: Tensor, sizes: ints, dim: dim, step: int",
  .doc = "The sum of the windows of x, each at its place in a tensor of the given sizes: the adjoint of unfold. Where windows "
         "overlap, they add.",
  .flags = DL_STRIDED | DL_VIA_FLOAT32,
  .shape = unfold_adjoint_shape,
  .kernel = unfoldAdjoint_kernel,
  .grad = unfold_adjoint_grad,
  .sample = "{ randn(3, 3), { 5 }, 1, 1 }, { randn(2, 2, 2), { 2, 5 }, 2, 3 }, { randn(3, 2, 4), { 6, 2 }, 1, 1 }, { randn(1, 3), { 3 }, 1, 1 }",
  .error = "{ randn(3, 3), { 6 }, 1, 1 }, { randn(3, 3), { 5, 1 }, 1, 1 }, { randn(3), {}, 1, 1 }, { randn(3, 3), { 5 }, 1, 0 }",
};
#endif
