/* repeat.c -- copies of a tensor side by side: repeat, tile, expandCopies. */
#include "dl_op.h"

#ifndef DL_DEVICE_PASS

/* Dimension d so many times: whatever lies from d on is one long row, which a new dimension in front of it repeats. */
static dl_tensor *repeat_dimension(dl_args *a, dl_tensor *x, int d, int64_t times) {
  int64_t shape[DL_MAX_DIMS], before = 1, row = 1;
  if (!x) return NULL;
  int ndim = x->ndim;
  memcpy(shape, x->shape, sizeof shape);
  for (int k = 0; k < ndim; k++) *(k < d ? &before : &row) *= shape[k];
  if (__builtin_mul_overflow(shape[d], times, &shape[d])) {
    dl_fail_argument(a, 1, "%lld times is larger than any tensor", (long long)times);
    return NULL;
  }
  dl_tensor *rows = DL(a, expand, DL(a, reshape, x, DL_LIST(before, 1, row)), DL_LIST(before, times, row));
  return DL(a, reshape, rows, ((dl_ints){ shape, ndim }));
}

/* `times` has an entry for each dimension of the result; x gets dimensions of size 1 in front. */
static dl_status repeat_all(dl_args *a, int ndim, const int64_t *times) {
  dl_tensor *x = dl_in(a, 0), *result;
  int64_t shape[DL_MAX_DIMS];
  int fresh = ndim - x->ndim;
  for (int d = 0; d < ndim; d++) shape[d] = d < fresh ? 1 : x->shape[d - fresh];
  result = DL(a, reshape, x, ((dl_ints){ shape, ndim }));
  for (int d = ndim - 1; d >= 0; d--)
    if (times[d] != 1) result = repeat_dimension(a, result, d, times[d]);
  bool shared = result && result->storage == x->storage;      /* nothing was repeated; a copy all the same */
  return dl_give_result(a, 0, shared ? DL(a, clone, result) : result);
}

static dl_status repeat_decomp(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_ints times = dl_intlist(a, 1);
  if (dl_check_sizes(a, 1, times) != DL_OK) return DL_ERROR;
  if (times.count < x->ndim)
    return dl_fail_argument(a, 1, "%d numbers for a %d-dimensional tensor (tile() takes fewer)", times.count, x->ndim);
  return repeat_all(a, times.count, times.data);
}

DL_OP(repeat) {
  .sig = "x: Tensor, sizes: sizes",
  .alias = "repeatTensor",
  .doc = "Copies of x side by side, so many along each dimension; more numbers than x has dimensions make new ones in front. "
         "In Lua, where repeat is a keyword: x:repeatTensor(2, 3).",
  .decomp = repeat_decomp,
  .sample = "{ randn(2, 3), 2, 2 }, { randn(3), { 2, 1 } }, { randn(2, 3), 0, 1 }, { randn(2), 1 }, { randn(), 2 }, { randn(2, 3):t(), 1, 2 }, "
            "{ randn(1, 2, 1, 2, 1), 2, 1, 2, 2, 3 }",
  .error = "{ randn(2, 3), 2 }, { randn(2), -1 }, { randn(2), 1, 1, 1, 1, 1, 1, 1, 1, 1 }",
};

static dl_status tile_decomp(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_ints given = dl_intlist(a, 1);
  int64_t times[DL_MAX_DIMS];
  if (dl_check_sizes(a, 1, given) != DL_OK) return DL_ERROR;
  int ndim = given.count > x->ndim ? given.count : x->ndim, fresh = ndim - given.count;
  for (int d = 0; d < ndim; d++) times[d] = d < fresh ? 1 : given.data[d - fresh];
  return repeat_all(a, ndim, times);
}

DL_OP(tile) {
  .sig = "x: Tensor, sizes: sizes",
  .doc = "Copies of x side by side, as repeat; fewer numbers than dimensions count from the last dimension.",
  .decomp = tile_decomp,
  .sample = "{ randn(2, 3), 2 }, { randn(2), 2, 2 }, { randn(2, 3), { 2, 1 } }",
  .error = "{ randn(2), -1 }",
};

static dl_status expand_copies_decomp(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  int64_t sizes[DL_MAX_DIMS], copies = dl_integer(a, 2);
  if (x->ndim == DL_MAX_DIMS) return dl_fail(a, "the tensor has %d dimensions already", DL_MAX_DIMS);
  if (dl_normal_dim(a, 1, x->ndim + 1) != DL_OK) return DL_ERROR;
  if (copies < 0) return dl_fail_argument(a, 2, "is negative: %lld", (long long)copies);
  dl_tensor *raised = DL(a, unsqueeze, dl_in(a, 0), a->arg[1]);
  if (!raised) return dl_error_status();
  memcpy(sizes, raised->shape, sizeof sizes);
  sizes[dl_integer(a, 1)] = copies;
  return dl_give_result(a, 0, DL(a, clone, DL(a, expand, raised, ((dl_ints){ sizes, raised->ndim }))));
}

DL_OP(expandCopies) {
  .sig = "x: Tensor, dim: dim, copies: int",
  .doc = "So many copies of x along a new dimension. The gradient sums over them. (expand() gives a view instead.)",
  .decomp = expand_copies_decomp,
  .sample = "{ randn(2, 3), 1, 2 }, { randn(2, 3), 2, 3 }, { randn(3), -1, 2 }, { randn(), 1, 3 }, { randn(2), 1, 0 }",
  .error = "{ randn(2), 3, 2 }, { randn(2), 1, -1 }",
};
#endif
