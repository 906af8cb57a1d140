/* loop.c -- the shape of a walk over strided tensors of one (broadcast) shape: dimensions sorted and merged. */
#include <string.h>
#include "engine/engine.h"

static bool mergeable(const dl_loop *loop, int outer, int inner) {
  for (int o = 0; o < loop->operands; o++)
    if (loop->step[outer][o] != loop->step[inner][o] * loop->shape[inner]) return false;
  return true;
}

/* Row-major loops over row-major tensors become one run. */
static void merge(dl_loop *loop) {
  int kept = 0;
  for (int d = 0; d < loop->ndim; d++) {
    if (loop->shape[d] == 1) continue;
    loop->shape[kept] = loop->shape[d];
    memmove(loop->step[kept], loop->step[d], sizeof loop->step[d]);
    if (kept > 0 && mergeable(loop, kept - 1, kept)) {
      loop->shape[kept - 1] *= loop->shape[kept];
      memcpy(loop->step[kept - 1], loop->step[kept], sizeof loop->step[kept]);
    } else kept++;
  }
  loop->ndim = kept;
}

/* The dimension along which the result is densest goes innermost (a transposed result). */
static void sort_by_result(dl_loop *loop) {
  for (int i = 1; i < loop->ndim; i++)
    for (int d = i; d > 0; d--) {
      int64_t outer = loop->step[d - 1][0], inner = loop->step[d][0];
      if ((outer < 0 ? -outer : outer) >= (inner < 0 ? -inner : inner)) break;
      int64_t shape = loop->shape[d], step[DL_LOOP_OPERANDS];
      loop->shape[d] = loop->shape[d - 1];
      loop->shape[d - 1] = shape;
      memcpy(step, loop->step[d], sizeof step);
      memcpy(loop->step[d], loop->step[d - 1], sizeof step);
      memcpy(loop->step[d - 1], step, sizeof step);
    }
}

void dl_loop_make(dl_loop *loop, int ndim, const int64_t *shape, int operands, dl_tensor *const *tensors) {
  loop->ndim = ndim;
  loop->operands = operands;
  memcpy(loop->shape, shape, (size_t)ndim * sizeof *shape);
  memset(loop->half, 0, sizeof loop->half);
  for (int o = 0; o < operands; o++) {
    const dl_tensor *t = tensors[o];
    int64_t size = (int64_t)dl_dtype_size((dl_dtype)t->dtype);
    int shift = ndim - t->ndim;
    loop->data[o] = dl_tensor_data(t);
    for (int d = 0; d < ndim; d++) {
      bool there = d >= shift && t->shape[d - shift] == shape[d];
      loop->step[d][o] = there ? t->stride[d - shift] * size : 0;
    }
  }
  sort_by_result(loop);
  merge(loop);
}

void dl_map_numbers(const dl_args *a, double k[DL_MAP_NUMBERS]) {
  int numbers = 0;
  for (int i = 0; i < a->nargs && numbers < DL_MAP_NUMBERS; i++) {
    const dl_value *v = &a->arg[i];
    if (v->kind == DL_NUMBER) k[numbers++] = v->number;
    else if (v->kind == DL_INTEGER) k[numbers++] = (double)v->integer;
  }
}
