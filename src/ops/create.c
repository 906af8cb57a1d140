/* create.c -- tensors of one value: zeros, ones, full, empty, and the same in the shape of another tensor. */
#include "dl_op.h"

#ifndef DL_CUDA
typedef struct { char *to; size_t size; char element[8]; bool bytes; } fill_work;

#define FILL(T) { \
  T value, *to = (T *)work->to; \
  memcpy(&value, work->element, sizeof value); \
  for (int64_t i = begin; i < end; i++) to[i] = value; \
}

static void fill_piece(void *context, int64_t begin, int64_t end) {
  const fill_work *work = context;
  if (work->bytes) memset(work->to + begin * (int64_t)work->size, work->element[0], (size_t)(end - begin) * work->size);
  else if (work->size == 8) FILL(uint64_t)
  else if (work->size == 4) FILL(uint32_t)
  else FILL(uint16_t)
}

static dl_status set_all(dl_args *a, dl_dtype from, const void *value) {
  dl_tensor *r = a->result[0];
  fill_work work = { .to = dl_tensor_data(r), .size = dl_dtype_size((dl_dtype)r->dtype), .bytes = true };
  dl_convert((dl_dtype)r->dtype, work.element, from, value, 1);
  for (size_t i = 1; i < work.size; i++) work.bytes = work.bytes && work.element[i] == work.element[0];
  return dl_parallel(dl_tensor_numel(r), 1 << 18, fill_piece, &work);
}

#else
template <class T> static dl_status fill_all(const dl_args *a, char *memory, int64_t n, const char *element) {
  T value, *to = (T *)memory;
  memcpy(&value, element, sizeof value);
  return dl_each(a, n, [=] __device__ (int64_t i) { to[i] = value; });
}

static dl_status set_all(dl_args *a, dl_dtype from, const void *value) {
  dl_tensor *r = a->result[0];
  char element[8];
  dl_convert((dl_dtype)r->dtype, element, from, value, 1);
#define FILL(T) return fill_all<T>(a, dl_tensor_data(r), dl_tensor_numel(r), element)
  DL_BY_WIDTH((dl_dtype)r->dtype, FILL)
  return DL_OK;
}
#endif

static dl_status set_number(dl_args *a, double value) { return set_all(a, DL_FLOAT64, &value); }

/* A Lua integer goes into an int64 tensor without a detour through double. */
static dl_status set_argument(dl_args *a, int i) {
  const dl_value *v = &a->arg[i];
  return v->kind == DL_INTEGER ? set_all(a, DL_INT64, &v->integer) : set_number(a, v->number);
}

static dl_status zeros_kernel(dl_args *a) { return set_number(a, 0); }
DL_KERNEL(zeros)

static dl_status zerosLike_kernel(dl_args *a) { return set_number(a, 0); }
DL_KERNEL(zerosLike)

static dl_status ones_kernel(dl_args *a) { return set_number(a, 1); }
DL_KERNEL(ones)

static dl_status onesLike_kernel(dl_args *a) { return set_number(a, 1); }
DL_KERNEL(onesLike)

static dl_status full_kernel(dl_args *a) { return set_argument(a, 1); }
DL_KERNEL(full)

static dl_status fullLike_kernel(dl_args *a) { return set_argument(a, 1); }
DL_KERNEL(fullLike)

static dl_status empty_kernel(dl_args *a) {
  (void)a;
  return DL_OK;
}
DL_KERNEL(empty)

static dl_status emptyLike_kernel(dl_args *a) {
  (void)a;
  return DL_OK;
}
DL_KERNEL(emptyLike)

#ifndef DL_DEVICE_PASS
DL_OP(zeros) {
  .sig = "sizes: sizes, dtype: dtype?",
  .doc = "A tensor of zeros.",
  .flags = DL_CREATES | DL_NO_GRAD,
  .shape = dl_shape_created,
  .kernel = zeros_kernel,
  .sample = "{ 2, 3 }, { { 2, 0 } }, { { 2 }, 'int64' }, {}",
  .error = "{ -1 }, { 1e30 }, { 'x' }, { 2, 3, 'float31' }",
};

DL_OP(ones) {
  .sig = "sizes: sizes, dtype: dtype?",
  .doc = "A tensor of ones.",
  .flags = DL_CREATES | DL_NO_GRAD,
  .shape = dl_shape_created,
  .kernel = ones_kernel,
  .sample = "{ 2, 3 }, { { 2 }, 'bool' }, { { 3 }, 'float16' }",
  .error = "{ -1 }",
};

static dl_status check_value(const dl_args *a) {
  return dl_in(a, 1) ? dl_fail_argument(a, 1, "expected a number, got a Tensor (use item())") : DL_OK;
}

static dl_status full_shape(dl_args *a) { return check_value(a) == DL_OK ? dl_shape_created(a) : DL_ERROR; }

DL_OP(full) {
  .sig = "sizes: ints, value: Tensor|number, dtype: dtype?",
  .doc = "A tensor whose elements all have one value, a number or a boolean.",
  .flags = DL_CREATES | DL_NO_GRAD,
  .shape = full_shape,
  .kernel = full_kernel,
  .sample = "{ { 2, 3 }, 2.5 }, { { 2 }, 7, 'int32' }, { { 2 }, true, 'bool' }, { {}, math.maxinteger, 'int64' }",
  .error = "{ { -1 }, 1 }, { { 2 } }, { { 2 }, randn() }",
};

DL_OP(empty) {
  .sig = "sizes: sizes, dtype: dtype?",
  .doc = "A tensor whose elements are whatever the memory held.",
  .flags = DL_CREATES | DL_NO_GRAD | DL_RANDOM,
  .shape = dl_shape_created,
  .kernel = empty_kernel,
  .sample = "{ 2, 3 }",
  .error = "{ -1 }",
};

/* ---- in the shape of another tensor: the dtype is the last parameter ---- */

static dl_status like_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  int last = a->nargs - 1;
  dl_dtype dtype = dl_given(a, last) ? (dl_dtype)dl_integer(a, last) : (dl_dtype)x->dtype;
  return dl_result(a, 0, dtype, x->ndim, x->shape);
}

static dl_status full_like_shape(dl_args *a) { return check_value(a) == DL_OK ? like_shape(a) : DL_ERROR; }

DL_OP(zerosLike) {
  .sig = "x: Tensor, dtype: dtype?",
  .doc = "Zeros in the shape, dtype and device of x.",
  .flags = DL_CREATES | DL_NO_GRAD | DL_STRIDED,
  .shape = like_shape,
  .kernel = zerosLike_kernel,
  .sample = "{ randn(3, 4) }, { ints(3, 2), 'float32' }, { randn(0) }, { randn() }",
  .error = "{ 3 }, { randn(3), 'float31' }",
};

DL_OP(onesLike) {
  .sig = "x: Tensor, dtype: dtype?",
  .doc = "Ones in the shape, dtype and device of x.",
  .flags = DL_CREATES | DL_NO_GRAD | DL_STRIDED,
  .shape = like_shape,
  .kernel = onesLike_kernel,
  .sample = "{ randn(3, 4) }, { bools(2) }, { ints(3, 2), 'float32' }, { randn() }",
  .error = "{ 3 }, { randn(3), 'float31' }",
};

DL_OP(fullLike) {
  .sig = "x: Tensor, value: Tensor|number, dtype: dtype?",
  .doc = "One value in the shape, dtype and device of x.",
  .flags = DL_CREATES | DL_NO_GRAD | DL_STRIDED,
  .shape = full_like_shape,
  .kernel = fullLike_kernel,
  .sample = "{ randn(3, 4), 2.5 }, { ints(3, 2), 7 }, { randn(2), -1, 'int64' }",
  .error = "{ randn(3) }, { randn(3), randn(1) }, { randn(3), 1, 'float31' }",
};

DL_OP(emptyLike) {
  .sig = "x: Tensor, dtype: dtype?",
  .doc = "A tensor in the shape, dtype and device of x, whose elements are whatever the memory held.",
  .flags = DL_CREATES | DL_NO_GRAD | DL_STRIDED | DL_RANDOM,
  .shape = like_shape,
  .kernel = emptyLike_kernel,
  .sample = "{ randn(3, 4) }, { ints(3, 2), 'float32' }",
  .error = "{ 3 }",
};
#endif
