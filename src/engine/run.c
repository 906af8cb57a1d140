/* run.c -- runs loops on the CPU: inner loops over strided tensors.
**
** Elementwise kernels see only runs of elements (dl_inner). 16-bit floats are computed in
** float32: a run is converted block by block on the stack, so formulas exist for float and double only.
*/
#include <string.h>
#include "engine/engine.h"

#define GRAIN 32768          /* elements: below this a second thread costs more than it gives */
#define BLOCK 512            /* elements of a run of 16-bit floats converted at a time */

/* ---- running ---- */

/* A run whose 16-bit operands pass through float32; where they are not dense, through 16 bits first. */
static void run_half(const dl_loop *loop, int64_t n, char *const *p, const int64_t *step,
                     dl_inner inner, const double *k) {
  float buffer[DL_LOOP_OPERANDS][BLOCK];
  uint16_t narrow[BLOCK];
  for (int64_t begin = 0; begin < n; begin += BLOCK) {
    int64_t count = n - begin < BLOCK ? n - begin : BLOCK, steps[DL_LOOP_OPERANDS];
    char *at[DL_LOOP_OPERANDS];
    for (int o = 0; o < loop->operands; o++) {
      char *from = p[o] + begin * step[o];
      const bool dense = step[o] == sizeof *narrow;
      at[o] = loop->half[o] ? (char *)buffer[o] : from;
      steps[o] = loop->half[o] ? (int64_t)sizeof(float) : step[o];
      if (o == 0 || !loop->half[o]) continue;
      for (int64_t i = 0; i < count && !dense; i++) memcpy(&narrow[i], from + i * step[o], sizeof *narrow);
      dl_convert(DL_FLOAT32, buffer[o], (dl_dtype)loop->half[o], dense ? (void *)from : narrow, count);
    }
    inner(count, at, steps, k);
    if (!loop->half[0]) continue;
    char *to = p[0] + begin * step[0];
    const bool dense = step[0] == sizeof *narrow;
    dl_convert((dl_dtype)loop->half[0], dense ? (void *)to : narrow, DL_FLOAT32, buffer[0], count);
    for (int64_t i = 0; i < count && !dense; i++) memcpy(to + i * step[0], &narrow[i], sizeof *narrow);
  }
}

static void run(const dl_loop *loop, int64_t n, char *const *p, dl_inner inner, const double *k) {
  static const int64_t none[DL_LOOP_OPERANDS];
  const int64_t *step = loop->ndim ? loop->step[loop->ndim - 1] : none;
  bool half = false;
  for (int o = 0; o < loop->operands; o++) half = half || loop->half[o];
  if (half) run_half(loop, n, p, step, inner, k);
  else inner(n, p, step, k);
}

typedef struct { const dl_loop *loop; dl_inner inner; const double *k; int64_t row, grain; } loop_work;

/* To the next position in all dimensions but the last. */
static void advance(const dl_loop *loop, int64_t *index, char **row) {
  for (int d = loop->ndim - 2; d >= 0; d--) {
    int64_t back = ++index[d] == loop->shape[d] ? loop->shape[d] - 1 : -1;
    for (int o = 0; o < loop->operands; o++) row[o] -= back * loop->step[d][o];
    if (back < 0) return;
    index[d] = 0;
  }
}

/* Elements begin..end of the loop in row-major order, run by run. */
static void run_elements(void *context, int64_t begin, int64_t end) {
  const loop_work *work = context;
  const dl_loop *loop = work->loop;
  int last = loop->ndim - 1;
  int64_t index[DL_MAX_DIMS], rest = begin / work->row, column = begin % work->row;
  char *row[DL_LOOP_OPERANDS], *p[DL_LOOP_OPERANDS];
  for (int o = 0; o < loop->operands; o++) row[o] = loop->data[o];
  for (int d = last - 1; d >= 0; d--) {
    index[d] = rest % loop->shape[d];
    rest /= loop->shape[d];
    for (int o = 0; o < loop->operands; o++) row[o] += index[d] * loop->step[d][o];
  }
  while (begin < end) {
    int64_t n = work->row - column < end - begin ? work->row - column : end - begin;
    for (int o = 0; o < loop->operands; o++) p[o] = row[o] + column * loop->step[last][o];
    run(loop, n, p, work->inner, work->k);
    begin += n;
    column = 0;
    advance(loop, index, row);
  }
}

dl_status dl_loop_run(const dl_loop *loop, dl_inner inner, const double *k) {
  int64_t total = 1;
  for (int d = 0; d < loop->ndim; d++) total *= loop->shape[d];
  if (total == 0) return DL_OK;
  if (loop->ndim == 0) {
    run(loop, 1, loop->data, inner, k);
    return DL_OK;
  }
  loop_work work = { loop, inner, k, loop->shape[loop->ndim - 1], GRAIN };
  return dl_parallel(total, GRAIN, run_elements, &work);
}

/* ---- elementwise kernels ---- */

/* Are all of one shape and contiguous? Strides are compared, which is less work than to see for each what they should be. */
static bool is_plain(int operands, dl_tensor *const *tensors) {
  const dl_tensor *first = tensors[0];
  if (!dl_tensor_is_contiguous(first)) return false;
  for (int o = 1; o < operands; o++) {
    const dl_tensor *t = tensors[o];
    if (t->ndim != first->ndim) return false;
    for (int d = 0; d < first->ndim; d++)
      if (t->shape[d] != first->shape[d] || t->stride[d] != first->stride[d]) return false;
  }
  return true;
}

typedef struct {
  int operands;
  char *data[DL_LOOP_OPERANDS];
  int64_t step[DL_LOOP_OPERANDS];
  dl_inner inner;
  const double *k;
} plain_work;

static void run_plain(void *context, int64_t begin, int64_t end) {
  const plain_work *work = context;
  char *p[DL_LOOP_OPERANDS];
  for (int o = 0; o < work->operands; o++) p[o] = work->data[o] + begin * work->step[o];
  work->inner(end - begin, p, work->step, work->k);
}

/* The common case: one run, without a walk. */
static dl_status map_plain(int operands, dl_tensor *const *tensors, dl_inner inner, const double *k) {
  plain_work work;
  work.operands = operands;
  work.inner = inner;
  work.k = k;
  for (int o = 0; o < operands; o++) {
    work.data[o] = dl_tensor_data(tensors[o]);
    work.step[o] = (int64_t)dl_dtype_size((dl_dtype)tensors[o]->dtype);
  }
  return dl_parallel(dl_tensor_numel(tensors[0]), GRAIN, run_plain, &work);
}

dl_status dl_map(dl_args *a, const dl_inner inner[DL_DTYPE_COUNT]) {
  double k[DL_MAP_NUMBERS] = { 0 };
  dl_map_numbers(a, k);
  return dl_map_with(a, inner, k);
}

dl_status dl_map_with(dl_args *a, const dl_inner inner[DL_DTYPE_COUNT], const double *k) {
  dl_tensor *tensors[DL_LOOP_OPERANDS];
  tensors[0] = a->result[0];
  int operands = 1;
  for (int i = 0; i < a->nargs; i++)
    if (a->arg[i].kind == DL_TENSOR) tensors[operands++] = a->arg[i].tensor;
  dl_dtype dtype = (dl_dtype)tensors[operands - 1]->dtype;
  bool half = dl_dtype_is_half(dtype);
  dl_inner fn = inner[half ? DL_FLOAT32 : dtype];
  if (!fn) return dl_fail(a, "is not defined for %s", dl_dtype_name(dtype));
  const dl_tensor *result = a->result[0];
  if (!half && is_plain(operands, tensors)) return map_plain(operands, tensors, fn, k);
  dl_loop loop;
  dl_loop_make(&loop, result->ndim, result->shape, operands, tensors);
  for (int o = 0; o < operands; o++)
    if (dl_dtype_is_half((dl_dtype)tensors[o]->dtype)) loop.half[o] = tensors[o]->dtype;
  return dl_loop_run(&loop, fn, k);
}
