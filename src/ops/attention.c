/* attention.c -- scaled dot-product attention (Vaswani et al., 2017) in memory that grows with the sequence, not its square.
**
** Queries and keys are taken in blocks whose scores stay in the cache. A row of scores is never whole: its maximum and sum
** are corrected as blocks come (Milakov, Gimelshein, 2018), and the gradient computes the scores again from the
** logarithm of the sum that the forward pass kept (Dao et al., "FlashAttention", 2022). Dropped weights are told by a seed
** and their position, so that both passes drop the same.
*/
#include "dl_op.h"

#ifndef DL_CUDA
#define BLOCK 64              /* queries, and keys, that meet at a time: 16 kB of float scores */

typedef struct { const char *data; int64_t row, batch[DL_MAX_DIMS]; } rows_of_batches;

typedef struct {
  int batch_dims;
  int64_t batch[DL_MAX_DIMS], batches, queries, keys, depth, width;   /* depth: of queries and keys, width: of values */
  rows_of_batches q, k, v, mask, dy;
  int64_t mask_column;
  bool causal, truth;                      /* truth: the mask says which keys are seen; else it is added */
  double scale, dropout;
  const int64_t *seed;
  char *y, *log_sum, *dq, *dk, *dv;
  const char *dlog_sum;
  double *along;                           /* of each query the product of y and its gradient */
  dl_status status;
} attention_work;

/* ---- where things are ---- */

static rows_of_batches rows_of(const dl_tensor *t) {
  int64_t rows = t->shape[t->ndim - 2], columns = t->shape[t->ndim - 1];
  rows_of_batches r = { .data = dl_tensor_data(t), .row = rows == 1 ? columns : t->stride[t->ndim - 2] };
  for (int d = 0; d < t->ndim - 2; d++) r.batch[d] = t->stride[d];
  return r;
}

/* A mask has at most the dimensions of the scores, and one element stands for all along any of them. */
static void see_mask(attention_work *w, const dl_tensor *mask) {
  int missing = w->batch_dims + 2 - mask->ndim;
  int64_t step[DL_MAX_DIMS] = { 0 };
  for (int d = 0; d < mask->ndim; d++) step[d + missing] = mask->shape[d] == 1 ? 0 : mask->stride[d];
  memcpy(w->mask.batch, step, (size_t)w->batch_dims * sizeof *step);
  w->mask.row = step[w->batch_dims];
  w->mask_column = step[w->batch_dims + 1];
  w->mask.data = dl_tensor_data(mask);
  w->truth = mask->dtype == DL_BOOL;
}

static attention_work see(const dl_tensor *q, const dl_tensor *k, const dl_tensor *v, const dl_tensor *mask,
                          const dl_tensor *seed) {
  attention_work w = { .batch_dims = q->ndim - 2, .batches = 1, .queries = q->shape[q->ndim - 2], .keys = k->shape[k->ndim - 2],
                       .depth = q->shape[q->ndim - 1], .width = v->shape[v->ndim - 1], .q = rows_of(q), .k = rows_of(k),
                       .v = rows_of(v), .seed = seed ? (const int64_t *)dl_tensor_data(seed) : NULL };
  for (int d = 0; d < w.batch_dims; d++) w.batches *= w.batch[d] = q->shape[d];
  if (mask) see_mask(&w, mask);
  return w;
}

/* The first element of row `row` of batch b, in elements from the data. */
static int64_t place_of(const attention_work *w, const rows_of_batches *r, int64_t b, int64_t row) {
  int64_t place = row * r->row;
  for (int d = w->batch_dims - 1; d >= 0; d--) {
    place += b % w->batch[d] * r->batch[d];
    b /= w->batch[d];
  }
  return place;
}

/* ---- blocks of scores ---- */

/* How many of the `columns` keys from j0 on query i sees. */
static int64_t seen_of(const attention_work *w, int64_t i, int64_t j0, int64_t columns) {
  int64_t seen = i - j0 + 1;
  return !w->causal || seen > columns ? columns : seen > 0 ? seen : 0;
}

#define SCORES(T, GEMM) \
/* scale * q k^T for a block, masked: -infinity where a key is not seen. Rows are BLOCK apart. Behind seen_of there is \
** anything. */ \
static dl_status scores_##T(const attention_work *w, int64_t b, int64_t i0, int64_t rows, int64_t j0, int64_t columns, T *tile) { \
  const dl_gemm gemm = { .transpose_b = true, .m = rows, .n = columns, .k = w->depth, .lda = w->q.row, .ldb = w->k.row, \
                         .ldc = BLOCK, .alpha = w->scale }; \
  const T *q = (const T *)w->q.data + place_of(w, &w->q, b, i0), *key = (const T *)w->k.data + place_of(w, &w->k, b, j0); \
  if (w->depth == 0) memset(tile, 0, (size_t)rows * BLOCK * sizeof(T)); \
  dl_status status = w->depth ? GEMM(&gemm, q, key, tile) : DL_OK; \
  for (int64_t r = 0; r < rows; r++) { \
    T *row = tile + r * BLOCK; \
    if (w->mask.data) { \
      int64_t at = place_of(w, &w->mask, b, i0 + r) + j0 * w->mask_column, step = w->mask_column; \
      if (w->truth) for (int64_t i = 0; i < columns; i++) row[i] = w->mask.data[at + i * step] ? row[i] : (T)-INFINITY; \
      else if (step == 1) DL_RUN(columns) row[i] += ((const T *)w->mask.data)[at + i]; \
      else for (int64_t i = 0; i < columns; i++) row[i] += ((const T *)w->mask.data)[at + i * step]; \
    } \
  } \
  return status; \
} \
/* What dropout multiplies n weights by, from position `at` of all weights. */ \
static void kept_##T(const attention_work *w, int64_t at, int64_t n, T *to) { \
  const T kept = w->dropout < 1 ? (T)(1 / (1 - w->dropout)) : 0; \
  const float drop = (float)w->dropout; \
  uint32_t word[4]; \
  for (int64_t i = 0; i < n; i++) { \
    if (i == 0 || (at + i) % 4 == 0) dl_philox((uint64_t)w->seed[0], (uint64_t)((at + i) / 4), word); \
    to[i] = dl_uniform_float(word[(at + i) % 4]) < drop ? 0 : kept; \
  } \
} \
static int64_t position_##T(const attention_work *w, int64_t b, int64_t i, int64_t j) { return (b * w->queries + i) * w->keys + j; }
SCORES(float, dl_gemm_float32)
SCORES(double, dl_gemm_float64)

#define FORWARD(T, GEMM) \
/* Fold one block of scores into the rows: their maxima, sums and outputs; the scores become weights. */ \
static void fold_##T(const attention_work *w, int64_t b, int64_t i0, int64_t rows, int64_t j0, int64_t columns, T *tile, \
                     T *most, T *sum, T *y) { \
  T kept[BLOCK], now[BLOCK], factor[BLOCK]; \
  for (int64_t r = 0; r < rows; r++) { \
    const T here = dl_row_max_##T(seen_of(w, i0 + r, j0, columns), tile + r * BLOCK); \
    now[r] = here > most[r] ? here : most[r]; \
  } \
  DL_RUN(rows) factor[i] = exp(most[i] == now[i] ? 0 : most[i] - now[i]); \
  for (int64_t r = 0; r < rows; r++) { \
    T *row = tile + r * BLOCK, *out = y + r * w->width; \
    const int64_t seen = now[r] == (T)-INFINITY ? 0 : seen_of(w, i0 + r, j0, columns); \
    const T by = factor[r]; \
    memset(row + seen, 0, (size_t)(columns - seen) * sizeof(T)); \
    if (seen == 0) continue; \
    dl_row_exp_##T(seen, row, now[r], row); \
    sum[r] = sum[r] * by + dl_row_sum_##T(seen, row); \
    if (by != 1 && j0) DL_RUN(w->width) out[i] *= by; \
    most[r] = now[r]; \
    if (!w->seed) continue; \
    kept_##T(w, position_##T(w, b, i0 + r, j0), seen, kept); \
    DL_RUN(seen) row[i] *= kept[i]; \
  } \
} \
static void forward_##T(void *context, int64_t begin, int64_t end) { \
  attention_work *w = context; \
  int64_t blocks = (w->queries + BLOCK - 1) / BLOCK; \
  T tile[BLOCK * BLOCK], most[BLOCK], sum[BLOCK]; \
  for (int64_t item = begin; item < end && w->status == DL_OK; item++) { \
    int64_t b = item / blocks, i0 = item % blocks * BLOCK, rows = w->queries - i0 < BLOCK ? w->queries - i0 : BLOCK; \
    T *y = (T *)w->y + (b * w->queries + i0) * w->width, *log_sum = (T *)w->log_sum + b * w->queries + i0; \
    int64_t keys = w->causal && i0 + rows < w->keys ? i0 + rows : w->keys; \
    dl_status status = DL_OK; \
    memset(y, 0, (size_t)(rows * w->width) * sizeof(T)); \
    for (int64_t r = 0; r < rows; r++) { most[r] = (T)-INFINITY; sum[r] = 0; } \
    for (int64_t j0 = 0; j0 < keys && status == DL_OK; j0 += BLOCK) { \
      int64_t columns = keys - j0 < BLOCK ? keys - j0 : BLOCK; \
      const dl_gemm gemm = { .m = rows, .n = w->width, .k = columns, .lda = BLOCK, .ldb = w->v.row, .ldc = w->width, \
                             .alpha = 1, .beta = 1 }; \
      status = scores_##T(w, b, i0, rows, j0, columns, tile); \
      if (status != DL_OK) break; \
      fold_##T(w, b, i0, rows, j0, columns, tile, most, sum, y); \
      status = GEMM(&gemm, tile, (const T *)w->v.data + place_of(w, &w->v, b, j0), y); \
    } \
    DL_RUN(rows) log_sum[i] = most[i] + log(sum[i]); \
    for (int64_t r = 0; r < rows; r++) { \
      const T over = sum[r] > 0 ? 1 / sum[r] : 0; \
      DL_RUN(w->width) y[r * w->width + i] *= over; \
    } \
    if (status != DL_OK) __atomic_store_n(&w->status, status, __ATOMIC_RELAXED); \
  } \
}
FORWARD(float, dl_gemm_float32)
FORWARD(double, dl_gemm_float64)

#define BACKWARD(T, GEMM) \
/* From scores to weights p, with dropout in `tile`, and from the gradients of the weights to those of the scores. */ \
static void weights_##T(const attention_work *w, int64_t b, int64_t i0, int64_t rows, int64_t j0, int64_t columns, T *tile, T *kept) { \
  const T *log_sum = (const T *)w->log_sum + b * w->queries + i0; \
  for (int64_t r = 0; r < rows; r++) { \
    T *row = tile + r * BLOCK; \
    const int64_t seen = log_sum[r] == (T)-INFINITY ? 0 : seen_of(w, i0 + r, j0, columns); \
    dl_row_exp_##T(seen, row, log_sum[r], row); \
    memset(row + seen, 0, (size_t)(columns - seen) * sizeof(T)); \
    if (w->seed) kept_##T(w, position_##T(w, b, i0 + r, j0), columns, kept + r * BLOCK); \
  } \
} \
static dl_status back_block_##T(const attention_work *w, int64_t b, int64_t i0, int64_t rows, int64_t j0, int64_t columns, \
                                T *p, T *ds, T *kept) { \
  const T *q = (const T *)w->q.data + place_of(w, &w->q, b, i0), *key = (const T *)w->k.data + place_of(w, &w->k, b, j0); \
  const T *v = (const T *)w->v.data + place_of(w, &w->v, b, j0), *dy = (const T *)w->dy.data + place_of(w, &w->dy, b, i0); \
  T *dq = (T *)w->dq + (b * w->queries + i0) * w->depth, *dk = (T *)w->dk + (b * w->keys + j0) * w->depth; \
  T *dv = (T *)w->dv + (b * w->keys + j0) * w->width; \
  const dl_gemm to_p = { .transpose_b = true, .m = rows, .n = columns, .k = w->width, .lda = w->dy.row, .ldb = w->v.row, \
                         .ldc = BLOCK, .alpha = 1 }; \
  const dl_gemm to_v = { .transpose_a = true, .m = columns, .n = w->width, .k = rows, .lda = BLOCK, .ldb = w->dy.row, \
                         .ldc = w->width, .alpha = 1, .beta = 1 }; \
  const dl_gemm to_q = { .m = rows, .n = w->depth, .k = columns, .lda = BLOCK, .ldb = w->k.row, .ldc = w->depth, \
                         .alpha = w->scale, .beta = 1 }; \
  const dl_gemm to_k = { .transpose_a = true, .m = columns, .n = w->depth, .k = rows, .lda = BLOCK, .ldb = w->q.row, \
                         .ldc = w->depth, .alpha = w->scale, .beta = 1 }; \
  dl_status status = scores_##T(w, b, i0, rows, j0, columns, p); \
  if (status != DL_OK) return status; \
  weights_##T(w, b, i0, rows, j0, columns, p, kept); \
  if (w->width == 0) memset(ds, 0, (size_t)rows * BLOCK * sizeof(T)); \
  else if ((status = GEMM(&to_p, dy, v, ds)) != DL_OK) return status; \
  for (int64_t r = 0; r < rows; r++) { \
    const int64_t at = b * w->queries + i0 + r; \
    const T shift = (T)w->along[at] - (w->dlog_sum ? ((const T *)w->dlog_sum)[at] : 0); \
    T *row = p + r * BLOCK, *d = ds + r * BLOCK, *z = kept + r * BLOCK; \
    if (w->seed) DL_RUN(columns) { d[i] = row[i] * (d[i] * z[i] - shift); row[i] *= z[i]; } \
    else DL_RUN(columns) d[i] = row[i] * (d[i] - shift); \
  } \
  status = GEMM(&to_v, p, dy, dv); \
  if (status == DL_OK) status = GEMM(&to_q, ds, key, dq); \
  return status == DL_OK ? GEMM(&to_k, ds, q, dk) : status; \
} \
static void backward_##T(void *context, int64_t begin, int64_t end) { \
  attention_work *w = context; \
  T p[BLOCK * BLOCK], ds[BLOCK * BLOCK], kept[BLOCK * BLOCK]; \
  for (int64_t b = begin; b < end && w->status == DL_OK; b++) { \
    dl_status status = DL_OK; \
    memset((T *)w->dq + b * w->queries * w->depth, 0, (size_t)(w->queries * w->depth) * sizeof(T)); \
    memset((T *)w->dk + b * w->keys * w->depth, 0, (size_t)(w->keys * w->depth) * sizeof(T)); \
    memset((T *)w->dv + b * w->keys * w->width, 0, (size_t)(w->keys * w->width) * sizeof(T)); \
    for (int64_t i = 0; i < w->queries; i++) \
      w->along[b * w->queries + i] = (double)dl_row_dot_##T(w->width, (const T *)w->y + (b * w->queries + i) * w->width, \
                                                            (const T *)w->dy.data + place_of(w, &w->dy, b, i)); \
    for (int64_t j0 = 0; j0 < w->keys && status == DL_OK; j0 += BLOCK) \
      for (int64_t i0 = w->causal ? j0 : 0; i0 < w->queries && status == DL_OK; i0 += BLOCK) \
        status = back_block_##T(w, b, i0, w->queries - i0 < BLOCK ? w->queries - i0 : BLOCK, j0, \
                                w->keys - j0 < BLOCK ? w->keys - j0 : BLOCK, p, ds, kept); \
    if (status != DL_OK) __atomic_store_n(&w->status, status, __ATOMIC_RELAXED); \
  } \
}
BACKWARD(float, dl_gemm_float32)
BACKWARD(double, dl_gemm_float64)

/* ---- kernels ---- */

static dl_status run(attention_work *w, int64_t items, dl_range_body body) {
  const dl_gemm whole = { .m = w->queries, .n = w->keys, .k = w->depth, .lda = w->q.row, .ldb = w->k.row, .ldc = w->v.row };
  dl_status status = dl_gemm_check(&whole);
  if (status == DL_OK) status = dl_parallel(items, 1, body, w);
  return status == DL_OK ? w->status : status;
}

static dl_status attention_kernel(dl_args *a) {
  const dl_tensor *q = dl_in(a, 0);
  attention_work w = see(q, dl_in(a, 1), dl_in(a, 2), dl_in(a, 3), dl_in(a, 4));
  w.scale = dl_number(a, 5);
  w.causal = dl_boolean(a, 6);
  w.dropout = dl_number(a, 7);
  w.y = dl_tensor_data(a->result[0]);
  w.log_sum = dl_tensor_data(a->result[1]);
  return run(&w, w.batches * ((w.queries + BLOCK - 1) / BLOCK), q->dtype == DL_FLOAT32 ? forward_float : forward_double);
}
DL_KERNEL(attention)

static dl_status attentionGrad_kernel(dl_args *a) {
  const dl_tensor *q = dl_in(a, 2);
  attention_work w = see(q, dl_in(a, 3), dl_in(a, 4), dl_in(a, 5), dl_in(a, 6));
  w.scale = dl_number(a, 9);
  w.causal = dl_boolean(a, 10);
  w.dropout = dl_number(a, 11);
  w.dy = rows_of(dl_in(a, 0));
  w.dlog_sum = dl_in(a, 1) ? dl_tensor_data(dl_in(a, 1)) : NULL;
  w.y = dl_tensor_data(dl_in(a, 7));
  w.log_sum = dl_tensor_data(dl_in(a, 8));
  w.dq = dl_tensor_data(a->result[0]);
  w.dk = dl_tensor_data(a->result[1]);
  w.dv = dl_tensor_data(a->result[2]);
  w.along = a->scratch;
  return run(&w, w.batches, q->dtype == DL_FLOAT32 ? backward_float : backward_double);
}
DL_KERNEL(attentionGrad)

/* One piece of a call: elements begin to end of all weights. */
static void keep_float(void *context, int64_t begin, int64_t end) {
  const attention_work *w = context;
  kept_float(w, begin, end - begin, (float *)w->y + begin);
}
static void keep_double(void *context, int64_t begin, int64_t end) {
  const attention_work *w = context;
  kept_double(w, begin, end - begin, (double *)w->y + begin);
}

static dl_status attentionDropout_kernel(dl_args *a) {
  const dl_tensor *r = a->result[0];
  attention_work w = { .seed = (const int64_t *)dl_tensor_data(dl_in(a, 1)), .dropout = dl_number(a, 3), .y = dl_tensor_data(r) };
  return dl_parallel(dl_tensor_numel(r), 16384, r->dtype == DL_FLOAT32 ? keep_float : keep_double, &w);
}
DL_KERNEL(attentionDropout)

#else
/* Attention itself is its decomposition there. */
template <class T> static dl_status keep_weights(const dl_args *a) {
  const int64_t *seed = (const int64_t *)dl_tensor_data(dl_in(a, 1));
  const double p = dl_number(a, 3);
  const float drop = (float)p;
  const T kept = p < 1 ? (T)(1 / (1 - p)) : 0;
  T *to = (T *)dl_tensor_data(a->result[0]);
  return dl_each(a, dl_tensor_numel(a->result[0]), [=] __device__ (int64_t i) {
    uint32_t word[4];
    dl_philox((uint64_t)*seed, (uint64_t)(i / 4), word);
    to[i] = dl_uniform_float(word[i % 4]) < drop ? 0 : kept;
  });
}

static dl_status attentionDropout_kernel(dl_args *a) {
  return a->result[0]->dtype == DL_FLOAT32 ? keep_weights<float>(a) : keep_weights<double>(a);
}
DL_KERNEL(attentionDropout)
#endif

#ifndef DL_DEVICE_PASS

/* ---- shapes ---- */

/* Query, key and value from argument q on, then the mask and the seed. */
static dl_status check_attention(dl_args *a, int q) {
  const dl_tensor *query = dl_in(a, q), *mask = dl_in(a, q + 3), *seed = dl_in(a, q + 4);
  int n = query->ndim;
  if (n < 2) return dl_fail_argument(a, q, "expected queries x depth or batches of them, got shape %s", DL_SHAPE_TEXT(query));
  for (int i = q; i < q + 3; i++) {
    const dl_tensor *t = dl_in(a, i), *key = dl_in(a, q + 1);
    if (!dl_dtype_is_float((dl_dtype)t->dtype))
      return dl_fail_argument(a, i, "expected floats, got %s", dl_dtype_name((dl_dtype)t->dtype));
    bool fits = t->ndim == n && memcmp(t->shape, query->shape, (size_t)(n - 2) * sizeof *t->shape) == 0;
    if (i == q + 1) fits = fits && t->shape[n - 1] == query->shape[n - 1];
    if (i == q + 2) fits = fits && t->shape[n - 2] == key->shape[n - 2];
    if (!fits) return dl_fail_argument(a, i, "shape %s does not fit queries of %s%s%s", DL_SHAPE_TEXT(t), DL_SHAPE_TEXT(query),
                                       i == q + 2 ? " and keys of " : "", i == q + 2 ? DL_SHAPE_TEXT(key) : "");
  }
  if (seed && (seed->dtype != DL_INT64 || dl_tensor_numel(seed) != 1))
    return dl_fail_argument(a, q + 4, "expected one int64 number");
  if (!mask) return DL_OK;
  if (mask->dtype != DL_BOOL && mask->dtype != query->dtype)
    return dl_fail_argument(a, q + 3, "expected bool or %s, got %s", dl_dtype_name((dl_dtype)query->dtype),
                            dl_dtype_name((dl_dtype)mask->dtype));
  int64_t scores[DL_MAX_DIMS];
  memcpy(scores, query->shape, sizeof scores);
  scores[n - 1] = dl_in(a, q + 1)->shape[n - 2];
  bool fits = mask->ndim <= n;
  for (int d = 0; fits && d < mask->ndim; d++) fits = mask->shape[d] == 1 || mask->shape[d] == scores[n - mask->ndim + d];
  return fits ? DL_OK : dl_fail_argument(a, q + 3, "shape %s does not broadcast to that of the scores, %s", DL_SHAPE_TEXT(mask),
                                         dl_text_of(n, scores).text);
}

static dl_status check_probability(dl_args *a, int i) {
  double p = dl_number(a, i);
  return p >= 0 && p <= 1 ? DL_OK : dl_fail_argument(a, i, "a probability is in 0 to 1, got %g", p);
}

/* A mask that learns takes the decomposition, which has its gradient. */
static dl_status attention_shape(dl_args *a) {
  const dl_tensor *q = dl_in(a, 0), *v = dl_in(a, 2), *mask = dl_in(a, 3);
  if (check_attention(a, 0) != DL_OK || check_probability(a, 7) != DL_OK) return DL_ERROR;
  int64_t shape[DL_MAX_DIMS];
  memcpy(shape, q->shape, sizeof shape);
  shape[q->ndim - 1] = v->shape[v->ndim - 1];
  a->composite = mask && dl_grad_enabled() && dl_tensor_needs_grad(mask);
  dl_status status = dl_result(a, 0, (dl_dtype)q->dtype, q->ndim, shape);
  return status == DL_OK ? dl_result(a, 1, (dl_dtype)q->dtype, q->ndim - 1, shape) : status;
}

static dl_status attention_grad_shape(dl_args *a) {
  const dl_tensor *q = dl_in(a, 2), *v = dl_in(a, 4);
  if (check_attention(a, 2) != DL_OK) return DL_ERROR;
  int64_t shape[DL_MAX_DIMS];
  memcpy(shape, q->shape, sizeof shape);
  shape[q->ndim - 1] = v->shape[v->ndim - 1];
  for (int i = 0; i < 9; i++) {
    const dl_tensor *t = dl_in(a, i);
    if (!t || (i > 1 && i < 7)) continue;
    int n = i == 0 || i == 7 ? q->ndim : q->ndim - 1;
    if (t->ndim != n || memcmp(t->shape, shape, (size_t)n * sizeof *shape) != 0)
      return dl_fail_argument(a, i, "expected shape %s, got %s", dl_text_of(n, shape).text, DL_SHAPE_TEXT(t));
  }
  for (int i = 0; i < 3; i++) if (dl_result_like(a, i, dl_in(a, 2 + i)) != DL_OK) return DL_ERROR;
  return DL_OK;
}

static size_t grad_scratch(const dl_args *a) { return (size_t)dl_tensor_numel(dl_in(a, 8)) * sizeof(double); }

/* The pairs of a query and a key that it sees; a mask hides scores which are computed. */
static double pairs_of(const dl_tensor *q, const dl_tensor *k, bool causal) {
  double queries = (double)q->shape[q->ndim - 2], keys = (double)k->shape[k->ndim - 2], pairs = queries * keys, early;
  if (causal) {
    early = queries < keys ? queries : keys;
    pairs = early * (early + 1) / 2 + (queries - early) * keys;
  }
  for (int d = 0; d < q->ndim - 2; d++) pairs *= (double)q->shape[d];
  return pairs;
}

/* Scores and outputs. */
static double attention_flops(const dl_args *a) {
  const dl_tensor *q = dl_in(a, 0), *v = dl_in(a, 2);
  return 2 * pairs_of(q, dl_in(a, 1), dl_boolean(a, 6)) * (double)(q->shape[q->ndim - 1] + v->shape[v->ndim - 1]);
}

/* Of the depth of queries: the scores again, the gradients of queries and keys; of the width of values: the gradients
** of the weights and of the values. */
static double attention_grad_flops(const dl_args *a) {
  const dl_tensor *q = dl_in(a, 2), *v = dl_in(a, 4);
  return 2 * pairs_of(q, dl_in(a, 3), dl_boolean(a, 10))
    * (double)(3 * q->shape[q->ndim - 1] + 2 * v->shape[v->ndim - 1]);
}

static dl_status attention_dropout_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *seed = dl_in(a, 1);
  if (!dl_dtype_is_float((dl_dtype)x->dtype)) return dl_fail_argument(a, 0, "expected floats, got %s", dl_dtype_name((dl_dtype)x->dtype));
  if (seed->dtype != DL_INT64 || dl_tensor_numel(seed) != 1) return dl_fail_argument(a, 1, "expected one int64 number");
  if (check_probability(a, 3) != DL_OK || dl_check_sizes(a, 2, dl_intlist(a, 2)) != DL_OK) return DL_ERROR;
  return dl_result(a, 0, (dl_dtype)x->dtype, dl_intlist(a, 2).count, dl_intlist(a, 2).data);
}

/* ---- in smaller operators ---- */

/* scale q k^T, masked. */
static dl_tensor *scores_of(dl_args *a, dl_tensor *q, dl_tensor *k, dl_tensor *mask, double scale, bool causal) {
  dl_tensor *s = DL(a, mul, DL(a, matmul, q, DL(a, transpose, k, -1, -2)), scale);
  if (mask) s = mask->dtype == DL_BOOL ? DL(a, where, mask, s, -INFINITY) : DL(a, add, s, mask);
  if (!causal) return s;
  dl_tensor *query = DL(a, unsqueeze, DL(a, arange, 0, q->shape[q->ndim - 2]), 1);
  return DL(a, where, DL(a, le, DL(a, arange, 0, k->shape[k->ndim - 2]), query), s, -INFINITY);
}

/* exp(s - the logarithm of its row's sum), 0 where nothing is seen. */
static dl_tensor *weights_of(dl_args *a, dl_tensor *s, dl_tensor *log_sum) {
  dl_tensor *finite = DL(a, where, DL(a, eq, log_sum, -INFINITY), 0.0, log_sum);
  return DL(a, exp, DL(a, sub, s, DL(a, unsqueeze, finite, -1)));
}

static dl_tensor *dropped(dl_args *a, dl_tensor *p, dl_tensor *kept) { return kept ? DL(a, mul, p, kept) : p; }

/* log(sum(exp(s))) along the last dimension, also where all of s is -infinity, which has a gradient of 0. */
static dl_tensor *log_sum_of(dl_args *a, dl_tensor *s) {
  if (!s || s->shape[s->ndim - 1] == 0) return s ? DL(a, log, DL(a, sum, s, -1)) : NULL;
  dl_tensor *most = DL(a, amax, s, -1);
  dl_tensor *blind = DL(a, eq, most, -INFINITY), *safe = DL(a, where, DL(a, unsqueeze, blind, -1), 0.0, s);
  return DL(a, where, blind, -INFINITY, DL(a, logsumexp, safe, -1));
}

static dl_status attention_decomp(dl_args *a) {
  dl_tensor *q = dl_in(a, 0), *v = dl_in(a, 2), *seed = dl_in(a, 4), *kept = NULL;
  dl_tensor *s = scores_of(a, q, dl_in(a, 1), dl_in(a, 3), dl_number(a, 5), dl_boolean(a, 6));
  dl_tensor *log_sum = log_sum_of(a, s);
  if (seed && s) kept = DL(a, attentionDropout, q, seed, dl_shape_of(s), a->arg[7]);
  dl_tensor *y = DL(a, matmul, dropped(a, weights_of(a, s, log_sum), kept), v);
  dl_give_result(a, 1, log_sum);
  return dl_give_result(a, 0, y);
}

/* With D = the product of each output and its gradient: ds = p (dp - D + the gradient of the logarithm of the sum). */
static dl_status attention_grad_decomp(dl_args *a) {
  dl_tensor *dy = dl_in(a, 0), *q = dl_in(a, 2), *k = dl_in(a, 3), *v = dl_in(a, 4), *seed = dl_in(a, 6), *kept = NULL;
  dl_tensor *s = scores_of(a, q, k, dl_in(a, 5), dl_number(a, 9), dl_boolean(a, 10));
  dl_tensor *p = weights_of(a, s, dl_in(a, 8)), *shift = DL(a, sum, DL(a, mul, dy, dl_in(a, 7)), -1);
  if (seed && s) kept = DL(a, attentionDropout, q, seed, dl_shape_of(s), a->arg[11]);
  if (dl_in(a, 1)) shift = DL(a, sub, shift, dl_in(a, 1));
  dl_tensor *dp = dropped(a, DL(a, matmul, dy, DL(a, transpose, v, -1, -2)), kept);
  dl_tensor *ds = DL(a, mul, DL(a, mul, p, DL(a, sub, dp, DL(a, unsqueeze, shift, -1))), dl_number(a, 9));
  dl_give_result(a, 2, DL(a, matmul, DL(a, transpose, dropped(a, p, kept), -1, -2), dy));
  dl_give_result(a, 1, DL(a, matmul, DL(a, transpose, ds, -1, -2), q));
  return dl_give_result(a, 0, DL(a, matmul, ds, k));
}

static void attention_grad(dl_grad *g) {
  dl_tensor *results[3] = { NULL };
  DL_ALL(g, results, attentionGrad, dl_upstream(g, 0), g->upstream[1], g->arg[0], g->arg[1], g->arg[2], g->arg[3], g->arg[4],
         g->result[0], g->result[1], g->arg[5], g->arg[6], g->arg[7]);
  for (int i = 0; i < 3; i++) dl_give(g, i, results[i]);
}

DL_OP(attention) {
  .sig = "query: Tensor, key: Tensor, value: Tensor, mask: Tensor?, seed: Tensor?, scale: number, causal: bool = false, "
         "dropout: number = 0",
  .returns = "output, logSum",
  .doc = "softmax(scale * query key^T) value, computed in blocks: what scaledDotProductAttention is made of. query: (..., L, d), "
         "key: (..., S, d), value: (..., S, e), all batch dimensions the same; mask: bool (what is seen) or of the dtype of the "
         "others (what is added), of a shape that broadcasts to (..., L, S). seed: one int64 number, from which come the weights "
         "that are dropped with probability `dropout`; without it none. The second result (..., L) is the logarithm of the sum of "
         "the exponentials of each row of scores, from which the gradient makes the weights again.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON, .keeps = DL_ARGUMENT(3) | DL_ARGUMENT(4),
  .autocast = DL_LOW,
  .dense_rows = DL_ARGUMENT(0) | DL_ARGUMENT(1) | DL_ARGUMENT(2),
  .saves = DL_ARGUMENT(0) | DL_ARGUMENT(1) | DL_ARGUMENT(2) | DL_ARGUMENT(3) | DL_ARGUMENT(4) | DL_RESULT(0) | DL_RESULT(1),
  .shape = attention_shape,
  .kernel = attention_kernel,
  .flops = attention_flops,
  .decomp = attention_decomp,
  .grad = attention_grad,
  .sample = "{ randn(2, 2, 2), randn(2, 3, 2), randn(2, 3, 1), nil, nil, 0.5 }, "
            "{ randn(3, 2), randn(3, 2), randn(3, 1), nil, nil, 1, true }, "
            "{ randn(1, 2, 1), randn(1, 3, 1), randn(1, 3, 2), tensor({ { true, false, true }, { true, true, true } }, 'bool'), nil, 0.7 }, "
            "{ randn(2, 2, 1), randn(2, 2, 1), randn(2, 2, 1), randn(2, 1, 2), nil, 2 }, "
            "{ randn(1, 1, 2, 2), randn(1, 1, 3, 2), randn(1, 1, 3, 2), nil, tensor({ 5 }, 'int64'), 0.5, false, 0.4 }, "
            "{ randn(0, 2, 2), randn(0, 3, 2), randn(0, 3, 2), nil, nil, 0.5 }, "
            "{ randn(2, 1, 2):transpose(1, 2), randn(1, 2, 2), randn(1, 2, 1), nil, nil, 1 }",
  .error = "{ randn(3), randn(3, 2), randn(3, 2), nil, nil, 1 }, { randn(3, 2), randn(3, 3), randn(3, 2), nil, nil, 1 }, "
           "{ randn(3, 2), randn(3, 2), randn(2, 2), nil, nil, 1 }, { randn(2, 3, 2), randn(3, 3, 2), randn(3, 3, 2), nil, nil, 1 }, "
           "{ randn(3, 2), randn(3, 2), randn(3, 2), bools(2, 3), nil, 1 }, { randn(3, 2), randn(3, 2), randn(3, 2), ints(2, 3, 3), nil, 1 }, "
           "{ randn(3, 2), randn(3, 2), randn(3, 2), nil, ints(2, 3), 1 }, { ints(2, 3, 2), ints(2, 3, 2), ints(2, 3, 2), nil, nil, 1 }, "
           "{ randn(3, 2), randn(3, 2), randn(3, 2), nil, nil, 1, false, 2 }",
};

DL_OP(attentionGrad) {
  .sig = "output: Tensor, logSum: Tensor?, query: Tensor, key: Tensor, value: Tensor, mask: Tensor?, seed: Tensor?, "
         "outputMade: Tensor, logSumMade: Tensor, scale: number, causal: bool, dropout: number",
  .returns = "query, key, value",
  .doc = "The gradients of attention by query, key and value, from those of its results (the first two), from its arguments and "
         "its results (Made).",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON, .keeps = DL_ARGUMENT(5) | DL_ARGUMENT(6),
  .dense_rows = DL_ARGUMENT(0) | DL_ARGUMENT(2) | DL_ARGUMENT(3) | DL_ARGUMENT(4),
  .shape = attention_grad_shape,
  .scratch = grad_scratch,
  .kernel = attentionGrad_kernel,
  .flops = attention_grad_flops,
  .decomp = attention_grad_decomp,
  .sample = "{ randn(2, 2), randn(2), randn(2, 1), randn(3, 1), randn(3, 2), nil, nil, randn(2, 2), positive(2), 0.5, false, 0 }, "
            "{ randn(1, 2, 1), nil, randn(1, 2, 1), randn(1, 2, 1), randn(1, 2, 1), tensor({ { true, false } }, 'bool'), "
            "tensor({ 3 }, 'int64'), randn(1, 2, 1), positive(1, 2), 0.5, true, 0.3 }",
  .error = "{ randn(2, 1), randn(2), randn(2, 1), randn(3, 1), randn(3, 2), nil, nil, randn(2, 2), positive(2), 0.5, false, 0 }, "
           "{ randn(2, 2), randn(2), randn(2, 1), randn(3, 1), randn(3, 2), nil, nil, randn(2, 2), positive(3), 0.5, false, 0 }",
};

DL_OP(attentionDropout) {
  .sig = "like: Tensor, seed: Tensor, sizes: ints, dropout: number",
  .doc = "What attention multiplies its weights by to drop some: 0 with probability `dropout`, else 1 / (1 - dropout), of these "
         "sizes and the dtype of `like`. The seed, one int64 number, and the position tell which.",
  .flags = DL_NO_GRAD | DL_VIA_FLOAT32 | DL_STRIDED,
  .autocast = DL_LOW,
  .shape = attention_dropout_shape,
  .kernel = attentionDropout_kernel,
  .sample = "{ randn(1), tensor({ 5 }, 'int64'), { 3, 4 }, 0.5 }, { randn(0), tensor({ 5 }, 'int64'), { 0 }, 0.2 }, "
            "{ randn(1), tensor({ 5 }, 'int64'), { 5 }, 1 }",
  .error = "{ randn(3), randn(1), { 3 }, 0.5 }, { randn(3), tensor({ 5 }, 'int64'), { 3 }, 1.5 }, { ints(3, 3), tensor({ 5 }, 'int64'), { 3 }, 0.5 }",
};
#endif
