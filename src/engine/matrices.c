/* matrices.c -- kernels that treat one matrix after the other: the walk over a batch. */
#include <stdio.h>
#include "engine/engine.h"

#define MOST_PIECES 16           /* of a batch; each has scratch of its own */
#define PIECE_WORK 1e6           /* operations below which a second thread gives nothing */

dl_batch dl_batch_of(const dl_tensor *t) {
  return (dl_batch){ dl_numel_of(t->shape, t->ndim - 2), t->shape[t->ndim - 2], t->shape[t->ndim - 1] };
}

int64_t dl_batch_offset(const dl_tensor *to, int to_matrix_dims, const dl_tensor *of, int of_matrix_dims, int64_t i) {
  int64_t offset = 0;
  for (int d = to->ndim - to_matrix_dims - 1, k = of->ndim - of_matrix_dims - 1; k >= 0; d--, k--) {
    int64_t at = i % to->shape[d];
    i /= to->shape[d];
    if (of->shape[k] > 1) offset += at * of->stride[k];
  }
  return offset;
}

static int64_t grain_of(int64_t count, double work) {
  int64_t share = (count + MOST_PIECES - 1) / MOST_PIECES, least = (int64_t)(PIECE_WORK / (work + 1)) + 1;
  return share > least ? share : least;
}

/* Never nothing: matrices without elements have scratch at a valid address too. */
static int64_t aligned(int64_t bytes) { return (bytes + 64) / 64 * 64; }

size_t dl_each_matrix_scratch(int64_t count, double work, int64_t bytes) {
  int64_t grain = grain_of(count, work);
  return (size_t)((count + grain - 1) / grain * aligned(bytes));
}

/* A piece ends at its first failure, so which matrix fails first does not depend on the threads. */
static void note_failure(dl_each_matrix *each, int64_t index, int info) {
#pragma omp critical(dl_matrix_failure)
  if (each->failed < 0 || index < each->failed) {
    each->failed = index;
    each->info = info;
  }
}

static void run_piece(void *context, int64_t begin, int64_t end) {
  dl_each_matrix *each = context;
  char *scratch = each->scratch + begin / grain_of(each->count, each->work) * aligned(each->bytes);
  for (int64_t i = begin; i < end && !dl_interrupt_pending(); i++) {
    int info = each->body(each->context, i, scratch);
    if (info == 0) continue;
    note_failure(each, i, info);
    return;
  }
}

dl_status dl_each_matrix_run(dl_each_matrix *each) {
  each->failed = -1;
  dl_status status = dl_parallel(each->count, grain_of(each->count, each->work), run_piece, each);
  return status == DL_OK && dl_interrupt_pending() ? dl_error_interrupted() : status;
}

dl_matrix_name dl_name_matrix(const dl_each_matrix *each) {
  dl_matrix_name name = { "the matrix" };
  if (each->count > 1)
    snprintf(name.text, sizeof name.text, "matrix %lld of the batch", (long long)each->failed + 1);
  return name;
}
