/* nonzero.c -- where a tensor is not zero. The size of the answer is not known before the elements have been seen, so
** there are two kernels: one counts, in blocks, and the other writes each block's positions behind those of the
** blocks in front of it. */
#include "dl_op.h"

#define BLOCK 4096

#ifndef DL_CUDA
/* ---- counting ---- */

static void count_blocks(void *context, int64_t begin, int64_t end) {
  const dl_args *a = context;
  const uint8_t *x = (const uint8_t *)dl_tensor_data(dl_in(a, 0));
  int64_t n = dl_tensor_numel(dl_in(a, 0)), *counts = (int64_t *)dl_tensor_data(a->result[0]);
  for (int64_t b = begin; b < end; b++) {
    int64_t stop = (b + 1) * BLOCK < n ? (b + 1) * BLOCK : n;
    int count = 0;
    for (int64_t i = b * BLOCK; i < stop; i++) count += x[i];
    counts[b] = count;
  }
}

static dl_status nonzeroOffsets_kernel(dl_args *a) {
  int64_t blocks = a->result[0]->shape[0] - 1, *offsets = (int64_t *)dl_tensor_data(a->result[0]), sum = 0;
  dl_status status = dl_parallel(blocks, 16, count_blocks, a);
  for (int64_t b = 0; b <= blocks; b++) {
    int64_t count = b < blocks ? offsets[b] : 0;
    offsets[b] = sum;
    sum += count;
  }
  return status;
}
DL_KERNEL(nonzeroOffsets)

/* ---- positions ---- */

static void write_position(const dl_tensor *x, int64_t i, int64_t *to) {
  for (int d = x->ndim - 1; d > 0; d--) {
    to[d] = i % x->shape[d] + 1;
    i /= x->shape[d];
  }
  to[0] = i + 1;
}

static void write_blocks(void *context, int64_t begin, int64_t end) {
  const dl_args *a = context;
  const dl_tensor *tensor = dl_in(a, 0);
  const uint8_t *x = (const uint8_t *)dl_tensor_data(tensor);
  const int64_t *offsets = (const int64_t *)dl_tensor_data(dl_in(a, 1));
  int64_t n = dl_tensor_numel(tensor), *positions = (int64_t *)dl_tensor_data(a->result[0]);
  for (int64_t b = begin; b < end; b++) {
    int64_t stop = (b + 1) * BLOCK < n ? (b + 1) * BLOCK : n, *to = positions + offsets[b] * tensor->ndim;
    for (int64_t i = b * BLOCK; i < stop; i++)
      if (x[i]) {
        write_position(tensor, i, to);
        to += tensor->ndim;
      }
  }
}

static dl_status nonzeroPositions_kernel(dl_args *a) {
  if (dl_in(a, 0)->ndim == 0) return DL_OK;
  return dl_parallel(dl_in(a, 1)->shape[0] - 1, 16, write_blocks, a);
}
DL_KERNEL(nonzeroPositions)

#else
/* A block of threads counts a block of elements; one thread then makes running sums of the counts. */
__global__ void count_block(const uint8_t *x, int64_t n, int64_t *counts) {
  DL_SHARED(double, shared, 32);
  dl_together group = { shared };
  const int64_t begin = blockIdx.x * (int64_t)BLOCK, end = begin + BLOCK < n ? begin + BLOCK : n;
  int count = 0;
  for (int64_t i = begin + threadIdx.x; i < end; i += blockDim.x) count += x[i];
  count = group.total(count, dl_plus());
  if (threadIdx.x == 0) counts[blockIdx.x] = count;
}

static dl_status nonzeroOffsets_kernel(dl_args *a) {
  const int64_t blocks = a->result[0]->shape[0] - 1, n = dl_tensor_numel(dl_in(a, 0));
  int64_t *offsets = (int64_t *)dl_tensor_data(a->result[0]);
  if (blocks) {
    DL_LAUNCH(count_block, (unsigned)blocks, DL_THREADS, 0, dl_stream(a), (const uint8_t *)dl_tensor_data(dl_in(a, 0)), n, offsets);
    if (dl_launched(a) != DL_OK) return DL_ERROR;
  }
  return dl_each(a, 1, [=] __device__ (int64_t) {
    int64_t sum = 0;
    for (int64_t b = 0; b <= blocks; b++) {
      const int64_t count = b < blocks ? offsets[b] : 0;
      offsets[b] = sum;
      sum += count;
    }
  });
}
DL_KERNEL(nonzeroOffsets)

/* The threads of a block take its elements in stretches of their own, so each knows how many are in front of it. */
__global__ void write_block(const uint8_t *x, int64_t n, const int64_t *offsets, dl_geometry g, int64_t *positions) {
  DL_SHARED(int, before, DL_THREADS);
  const int each = BLOCK / DL_THREADS, thread = threadIdx.x;
  const int64_t begin = blockIdx.x * (int64_t)BLOCK + thread * each, stop = begin + each < n ? begin + each : n;
  int count = 0;
  for (int64_t i = begin; i < stop; i++) count += x[i];
  before[thread] = count;
  __syncthreads();
  int64_t at = offsets[blockIdx.x];
  for (int t = 0; t < thread; t++) at += before[t];
  for (int64_t i = begin; i < stop; i++) {
    if (!x[i]) continue;
    int64_t rest = i, *to = positions + at++ * g.ndim;
    for (int d = g.ndim - 1; d > 0; d--) {
      to[d] = rest % g.shape[d] + 1;
      rest /= g.shape[d];
    }
    to[0] = rest + 1;
  }
}

static dl_status nonzeroPositions_kernel(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  const int64_t blocks = dl_in(a, 1)->shape[0] - 1;
  if (x->ndim == 0 || blocks == 0) return DL_OK;
  DL_LAUNCH(write_block, (unsigned)blocks, DL_THREADS, 0, dl_stream(a), (const uint8_t *)dl_tensor_data(x), dl_tensor_numel(x),
            (const int64_t *)dl_tensor_data(dl_in(a, 1)), dl_geometry_of(x), (int64_t *)dl_tensor_data(a->result[0]));
  return dl_launched(a);
}
DL_KERNEL(nonzeroPositions)
#endif

#ifndef DL_DEVICE_PASS

static dl_status check_bool(const dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  if (x->dtype == DL_BOOL) return DL_OK;
  return dl_fail_argument(a, 0, "expected a bool tensor, got %s", dl_dtype_name((dl_dtype)x->dtype));
}

static dl_status nonzero_offsets_shape(dl_args *a) {
  int64_t size = (dl_tensor_numel(dl_in(a, 0)) + BLOCK - 1) / BLOCK + 1;
  return check_bool(a) == DL_OK ? dl_result(a, 0, DL_INT64, 1, &size) : DL_ERROR;
}

DL_OP(nonzeroOffsets) {
  .sig = "x: Tensor",
  .doc = "For each block of 4096 elements of a bool tensor, how many elements in front of it are true; the last number "
         "is how many there are in all. The first half of nonzero.",
  .flags = DL_NO_GRAD,
  .shape = nonzero_offsets_shape,
  .kernel = nonzeroOffsets_kernel,
  .sample = "{ bools(3, 4) }, { bools(100, 99) }, { bools(0) }",
  .error = "{ randn(3) }",
};

static dl_status nonzero_positions_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *offsets = dl_in(a, 1);
  int64_t size = (dl_tensor_numel(x) + BLOCK - 1) / BLOCK + 1;
  if (check_bool(a) != DL_OK) return DL_ERROR;
  if (offsets->dtype != DL_INT64 || offsets->ndim != 1 || offsets->shape[0] != size)
    return dl_fail_argument(a, 1, "expected what nonzeroOffsets gives");
  if (dl_integer(a, 2) < 0) return dl_fail_argument(a, 2, "is negative");
  return dl_result(a, 0, DL_INT64, 2, (int64_t[]){ dl_integer(a, 2), x->ndim });
}

DL_OP(nonzeroPositions) {
  .sig = "x: Tensor, offsets: Tensor, count: int",
  .doc = "The positions where a bool tensor is true, given nonzeroOffsets(x) and its last number. The second half of "
         "nonzero.",
  .flags = DL_NO_GRAD,
  .shape = nonzero_positions_shape,
  .kernel = nonzeroPositions_kernel,
  .sample = "{ tensor({ true, false, true }, 'bool'), tensor({ 0, 2 }, 'int64'), 2 }",
  .error = "{ randn(3), randn(2), 1 }, { bools(3), randn(2), 1 }, { bools(3), tensor({ 0, 2 }, 'int64'), -1 }",
};

static dl_status nonzero_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0);
  if (x->dtype != DL_BOOL) x = DL(a, to, x, (int)DL_BOOL);
  dl_tensor *offsets = DL(a, nonzeroOffsets, x);
  int64_t count;
  if (!offsets || dl_tensor_read(offsets, offsets->shape[0] - 1, NULL, &count) != DL_OK) return DL_ERROR;
  return dl_give_result(a, 0, DL(a, nonzeroPositions, x, offsets, count));
}

DL_OP(nonzero) {
  .sig = "x: Tensor",
  .doc = "The positions of the elements of x that are not zero: a row for each, in row-major order, a column for each "
         "dimension, counted from 1.",
  .flags = DL_NO_GRAD,
  .decomp = nonzero_decomp,
  .sample = "{ bools(3, 4) }, { ints(3, 10) - 2 }, { randn(0, 2) }, { randn() }, { bools(90, 100) }",
};
#endif
