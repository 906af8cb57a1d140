/* product.c -- the geometry of a product of tensors: which strides are rows, columns and batches. Devices compute it. */
#include "engine/engine.h"

/* Two dimensions of t as rows and columns, the others as the batch, broadcast to that of the result. */
static dl_matrix matrix_of(const dl_tensor *t, int rows_at, int columns_at, int batch_dims, const int64_t *batch) {
  dl_matrix m = { .data = dl_tensor_data(t) };
  if (rows_at >= 0) m.row = t->stride[rows_at];
  if (columns_at >= 0) m.column = t->stride[columns_at];
  int own = t->ndim - (rows_at >= 0) - (columns_at >= 0), shift = batch_dims - own;
  for (int d = 0; d < own; d++)
    m.batch[d + shift] = t->shape[d] == batch[d + shift] ? t->stride[d] : 0;
  return m;
}

/* Rows of the next batch follow the last row of this one, and B is the same: one larger product. */
static void fold(dl_product *p) {
  while (p->batch_dims) {
    int last = p->batch_dims - 1;
    int64_t n = p->batch[last];
    bool follows = p->b.batch[last] == 0 && p->a.batch[last] == p->a.row * p->m
      && p->c.batch[last] == p->c.row * p->m;
    if (n != 1 && !follows) return;
    p->m *= n;
    p->batch_dims--;
  }
}

void dl_product_make(dl_product *p, const dl_tensor *x, const dl_tensor *y, const dl_tensor *result) {
  bool row = x->ndim == 1, column = y->ndim == 1;
  int ndim = result->ndim;
  p->device = result->storage->device;
  p->dtype = (dl_dtype)result->dtype;
  p->m = row ? 1 : x->shape[x->ndim - 2];
  p->k = x->shape[x->ndim - 1];
  p->n = column ? 1 : y->shape[y->ndim - 1];
  p->batch_dims = ndim - !row - !column;
  memcpy(p->batch, result->shape, (size_t)p->batch_dims * sizeof *p->batch);
  p->a = matrix_of(x, row ? -1 : x->ndim - 2, x->ndim - 1, p->batch_dims, p->batch);
  p->b = matrix_of(y, column ? 0 : y->ndim - 2, column ? -1 : y->ndim - 1, p->batch_dims, p->batch);
  p->c = matrix_of(result, row ? -1 : ndim - 1 - !column, column ? -1 : ndim - 1, p->batch_dims, p->batch);
  p->alpha = 1;
  p->beta = 0;
  p->bias = NULL;
  fold(p);
}
