/* oneHot.c -- labels as rows of zeros with a single one. */
#include "dl_op.h"

#ifndef DL_CUDA
static dl_status oneHot_kernel(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  const char *labels = dl_tensor_data(x);
  int64_t n = dl_tensor_numel(x), classes = dl_integer(a, 1), *to = (int64_t *)dl_tensor_data(a->result[0]);
  memset(to, 0, (size_t)(n * classes) * sizeof *to);
  for (int64_t i = 0; i < n; i++) {
    int64_t label = x->dtype == DL_INT64 ? ((const int64_t *)labels)[i] : ((const int32_t *)labels)[i];
    if (label < 1 || label > classes)
      return dl_fail_argument(a, 0, "label %lld is not in 1 to %lld", (long long)label, (long long)classes);
    to[i * classes + label - 1] = 1;
  }
  return DL_OK;
}
DL_KERNEL(oneHot)

#else
template <class T> static dl_status mark(const dl_args *a) {
  const T *labels = (const T *)dl_tensor_data(dl_in(a, 0));
  const int64_t n = dl_tensor_numel(dl_in(a, 0)), classes = dl_integer(a, 1);
  int64_t *to = (int64_t *)dl_tensor_data(a->result[0]);
  const dl_blame blame = dl_blame_of(a, 0);
  return dl_each(a, n, [=] __device__ (int64_t i) {
    const int64_t label = labels[i];
    if (label >= 1 && label <= classes) to[i * classes + label - 1] = 1;
    else blame.complain(DL_BAD_LABEL, label, classes);
  });
}

static dl_status oneHot_kernel(dl_args *a) {
  if (dl_clear(a->result[0]) != DL_OK) return DL_ERROR;
  return dl_in(a, 0)->dtype == DL_INT64 ? mark<int64_t>(a) : mark<int32_t>(a);
}
DL_KERNEL(oneHot)
#endif

#ifndef DL_DEVICE_PASS

static dl_status one_hot_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t shape[DL_MAX_DIMS], classes = dl_integer(a, 1);
  if (x->dtype != DL_INT64 && x->dtype != DL_INT32)
    return dl_fail_argument(a, 0, "expected labels (int64 or int32), got %s", dl_dtype_name((dl_dtype)x->dtype));
  if (x->ndim == DL_MAX_DIMS) return dl_fail_argument(a, 0, "has %d dimensions already", DL_MAX_DIMS);
  if (classes < -1) return dl_fail_argument(a, 1, "is negative: %lld", (long long)classes);
  if (classes == -1 && dl_tensor_numel(x) == 0)
    return dl_fail_argument(a, 1, "must be given where there are no labels");
  a->composite = classes == -1;                /* first the labels must be seen */
  memcpy(shape, x->shape, sizeof shape);
  shape[x->ndim] = a->composite ? 0 : classes;
  return dl_result(a, 0, DL_INT64, x->ndim + 1, shape);
}

static dl_status one_hot_decomp(dl_args *a) {
  int64_t classes = dl_integer(a, 1);
  if (classes == -1) {
    dl_tensor *most = DL(a, amax, DL(a, reshape, dl_in(a, 0), DL_LIST(-1)));
    if (!most || dl_tensor_read(most, 0, NULL, &classes) != DL_OK) return dl_error_status();
    return dl_give_result(a, 0, DL(a, oneHot, dl_in(a, 0), classes > 0 ? classes : 0));
  }
  dl_tensor *numbers = DL(a, arange, 1, (long)classes + 1);
  return dl_give_result(a, 0, DL(a, to, DL(a, eq, DL(a, unsqueeze, dl_in(a, 0), -1), numbers), (int)DL_INT64));
}

DL_OP(oneHot) {
  .sig = "x: Tensor, classes: int = -1",
  .doc = "Labels from 1 as rows of zeros with a one at the label's position, in a new last dimension; as many classes as the "
         "largest label if not given. int64.",
  .flags = DL_NO_GRAD,
  .shape = one_hot_shape,
  .kernel = oneHot_kernel,
  .decomp = one_hot_decomp,
  .sample = "{ ints(3, 4), 3 }, { ints(3, 2, 2), 5 }, { ints(3, 4) }, { ints(2), 3 }, { ints(3, 0), 3 }",
  .error = "{ ints(3, 4) + 3, 3 }, { ints(1, 2) - 1, 3 }, { randn(3), 3 }, { ints(3, 0) }, { ints(3, 4), -2 }",
};
#endif
