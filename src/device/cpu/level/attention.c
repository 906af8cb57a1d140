/* attention.c -- attention in blocks of scores that stay in the cache, on the CPU (engine/attention.h).
**
** A row of scores is never whole: its maximum and sum are corrected as blocks come (Milakov, Gimelshein, 2018), and the
** gradient computes the scores again from the logarithm of the sum that the forward pass kept (Dao et al.,
** "FlashAttention", 2022).
*/
#include "dl_op.h"

#define BLOCK 64              /* keys that meet at a time so many queries: */
#define QUERIES 32            /* a causal mask wastes less on fewer; 8 kB of float scores */

typedef struct {
  dl_attention a;
  double *along;              /* of each query the product of y and its gradient */
  dl_status status;
} attention_work;

/* The first element of row `row` of batch b, in elements from the data. */
static int64_t place_of(const dl_attention *w, const dl_attention_rows *r, int64_t b, int64_t row) {
  int64_t place = row * r->row;
  for (int d = w->batch_dims - 1; d >= 0; d--) {
    place += b % w->batch[d] * r->batch[d];
    b /= w->batch[d];
  }
  return place;
}

/* ---- blocks of scores ---- */

/* How many of the `columns` keys from j0 on query i sees. */
static int64_t seen_of(const dl_attention *w, int64_t i, int64_t j0, int64_t columns) {
  int64_t seen = i - j0 + 1;
  return !w->causal || seen > columns ? columns : seen > 0 ? seen : 0;
}

/* The same up to whole vectors: what is more is -infinity, of which the exponential is 0. */
static int64_t lanes_of(const dl_attention *w, int64_t i, int64_t j0, int64_t columns) {
  return (seen_of(w, i, j0, columns) + DL_ROW_LANES - 1) / DL_ROW_LANES * DL_ROW_LANES;
}

/* How many keys from j0 on any of the queries i0 ... sees. */
static int64_t columns_of(const dl_attention *w, int64_t i0, int64_t rows, int64_t j0) {
  int64_t columns = w->keys - j0 < BLOCK ? w->keys - j0 : BLOCK, seen = i0 + rows - j0;
  return w->causal && seen < columns ? seen : columns;
}

#define SCORES(T, GEMM) \
/* scale * q k^T for a block, masked: -infinity where a key is not seen, up to lanes_of. Rows are BLOCK apart. */ \
static dl_status scores_##T(const dl_attention *w, int64_t b, int64_t i0, int64_t rows, int64_t j0, int64_t columns, T *tile) { \
  const dl_gemm gemm = { .transpose_b = true, .m = rows, .n = columns, .k = w->depth, .lda = w->q.row, .ldb = w->k.row, \
                         .ldc = BLOCK, .alpha = w->scale }; \
  const T *q = (const T *)w->q.data + place_of(w, &w->q, b, i0), *key = (const T *)w->k.data + place_of(w, &w->k, b, j0); \
  dl_status status = GEMM(&gemm, q, key, tile); \
  for (int64_t r = 0; r < rows; r++) { \
    T *row = tile + r * BLOCK; \
    if (w->mask.data) { \
      int64_t at = place_of(w, &w->mask, b, i0 + r) + j0 * w->mask_column, step = w->mask_column; \
      if (w->truth) for (int64_t i = 0; i < columns; i++) row[i] = w->mask.data[at + i * step] ? row[i] : (T)-INFINITY; \
      else if (step == 1) DL_RUN(columns) row[i] += ((const T *)w->mask.data)[at + i]; \
      else for (int64_t i = 0; i < columns; i++) row[i] += ((const T *)w->mask.data)[at + i * step]; \
    } \
    for (int64_t i = seen_of(w, i0 + r, j0, columns); i < lanes_of(w, i0 + r, j0, columns); i++) row[i] = (T)-INFINITY; \
  } \
  return status; \
} \
/* What dropout multiplies n weights by, from position `at` of all weights. */ \
static void kept_##T(const dl_attention *w, int64_t at, int64_t n, T *to) { \
  const T kept = w->dropout < 1 ? (T)(1 / (1 - w->dropout)) : 0; \
  const float drop = (float)w->dropout; \
  uint32_t word[4]; \
  for (int64_t i = 0; i < n; i++) { \
    if (i == 0 || (at + i) % 4 == 0) dl_philox((uint64_t)w->seed[0], (uint64_t)((at + i) / 4), word); \
    to[i] = dl_uniform_float(word[(at + i) % 4]) < drop ? 0 : kept; \
  } \
} \
static int64_t position_##T(const dl_attention *w, int64_t b, int64_t i, int64_t j) { return (b * w->queries + i) * w->keys + j; }
SCORES(float, dl_gemm_float32)
SCORES(double, dl_gemm_float64)

#define FORWARD(T, GEMM) \
/* Fold one block of scores into the rows: their maxima, sums and outputs; the scores become weights. */ \
static void fold_##T(const dl_attention *w, int64_t b, int64_t i0, int64_t rows, int64_t j0, int64_t columns, T *tile, \
                     T *most, T *sum, T *y) { \
  T kept[BLOCK], now[QUERIES], factor[QUERIES]; \
  for (int64_t r = 0; r < rows; r++) { \
    const T here = dl_row_max_##T(lanes_of(w, i0 + r, j0, columns), tile + r * BLOCK); \
    now[r] = here > most[r] ? here : most[r]; \
  } \
  DL_RUN(rows) factor[i] = exp(most[i] == now[i] ? 0 : most[i] - now[i]); \
  for (int64_t r = 0; r < rows; r++) { \
    T *row = tile + r * BLOCK, *out = y + r * w->width; \
    const int64_t lanes = now[r] == (T)-INFINITY ? 0 : lanes_of(w, i0 + r, j0, columns); \
    const T by = factor[r]; \
    if (lanes < columns) memset(row + lanes, 0, (size_t)(columns - lanes) * sizeof(T)); \
    if (lanes == 0) continue; \
    dl_row_exp_##T(lanes, row, now[r], row); \
    sum[r] = sum[r] * by + dl_row_sum_##T(lanes, row); \
    if (by != 1 && j0) DL_RUN(w->width) out[i] *= by; \
    most[r] = now[r]; \
    if (!w->seed) continue; \
    kept_##T(w, position_##T(w, b, i0 + r, j0), columns, kept); \
    DL_RUN(columns) row[i] *= kept[i]; \
  } \
} \
static void forward_##T(void *context, int64_t begin, int64_t end) { \
  attention_work *work = context; \
  const dl_attention *w = &work->a; \
  int64_t blocks = (w->queries + QUERIES - 1) / QUERIES; \
  T tile[QUERIES * BLOCK], most[QUERIES], sum[QUERIES]; \
  for (int64_t item = begin; item < end && work->status == DL_OK; item++) { \
    int64_t b = item / blocks, i0 = item % blocks * QUERIES, rows = w->queries - i0 < QUERIES ? w->queries - i0 : QUERIES; \
    T *y = (T *)w->y + (b * w->queries + i0) * w->width, *log_sum = (T *)w->log_sum + b * w->queries + i0; \
    int64_t keys = w->causal && i0 + rows < w->keys ? i0 + rows : w->keys; \
    dl_status status = DL_OK; \
    memset(y, 0, (size_t)(rows * w->width) * sizeof(T)); \
    for (int64_t r = 0; r < rows; r++) { most[r] = (T)-INFINITY; sum[r] = 0; } \
    for (int64_t j0 = 0; j0 < keys && status == DL_OK; j0 += BLOCK) { \
      int64_t columns = columns_of(w, i0, rows, j0); \
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
    if (status != DL_OK) __atomic_store_n(&work->status, status, __ATOMIC_RELAXED); \
  } \
}
FORWARD(float, dl_gemm_float32)
FORWARD(double, dl_gemm_float64)

#define BACKWARD(T, GEMM) \
/* From scores to weights p, with dropout in `tile`, and from the gradients of the weights to those of the scores. */ \
static void weights_##T(const dl_attention *w, int64_t b, int64_t i0, int64_t rows, int64_t j0, int64_t columns, T *tile, T *kept) { \
  const T *log_sum = (const T *)w->log_sum + b * w->queries + i0; \
  for (int64_t r = 0; r < rows; r++) { \
    T *row = tile + r * BLOCK; \
    const int64_t lanes = log_sum[r] == (T)-INFINITY ? 0 : lanes_of(w, i0 + r, j0, columns); \
    dl_row_exp_##T(lanes, row, log_sum[r], row); \
    if (lanes < columns) memset(row + lanes, 0, (size_t)(columns - lanes) * sizeof(T)); \
    if (w->seed) kept_##T(w, position_##T(w, b, i0 + r, j0), columns, kept + r * BLOCK); \
  } \
} \
static dl_status back_block_##T(const dl_attention *w, int64_t b, int64_t i0, int64_t rows, int64_t j0, int64_t columns, \
                                const double *along, T *p, T *ds, T *kept) { \
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
  if ((status = GEMM(&to_p, dy, v, ds)) != DL_OK) return status; \
  for (int64_t r = 0; r < rows; r++) { \
    const int64_t at = b * w->queries + i0 + r; \
    const T shift = (T)along[at] - (w->dlog_sum ? ((const T *)w->dlog_sum)[at] : 0); \
    T *row = p + r * BLOCK, *d = ds + r * BLOCK, *z = kept + r * BLOCK; \
    if (w->seed) DL_RUN(columns) { d[i] = row[i] * (d[i] * z[i] - shift); row[i] *= z[i]; } \
    else DL_RUN(columns) d[i] = row[i] * (d[i] - shift); \
  } \
  status = GEMM(&to_v, p, dy, dv); \
  if (status == DL_OK) status = GEMM(&to_q, ds, key, dq); \
  return status == DL_OK ? GEMM(&to_k, ds, q, dk) : status; \
} \
static void backward_##T(void *context, int64_t begin, int64_t end) { \
  attention_work *work = context; \
  const dl_attention *w = &work->a; \
  T p[QUERIES * BLOCK], ds[QUERIES * BLOCK], kept[QUERIES * BLOCK]; \
  for (int64_t b = begin; b < end && work->status == DL_OK; b++) { \
    dl_status status = DL_OK; \
    memset((T *)w->dq + b * w->queries * w->depth, 0, (size_t)(w->queries * w->depth) * sizeof(T)); \
    memset((T *)w->dk + b * w->keys * w->depth, 0, (size_t)(w->keys * w->depth) * sizeof(T)); \
    memset((T *)w->dv + b * w->keys * w->width, 0, (size_t)(w->keys * w->width) * sizeof(T)); \
    for (int64_t i = 0; i < w->queries; i++) \
      work->along[b * w->queries + i] = (double)dl_row_dot_##T(w->width, (const T *)w->y + (b * w->queries + i) * w->width, \
                                                            (const T *)w->dy.data + place_of(w, &w->dy, b, i)); \
    for (int64_t j0 = 0; j0 < w->keys && status == DL_OK; j0 += BLOCK) \
      for (int64_t i0 = w->causal ? j0 : 0; i0 < w->queries && status == DL_OK; i0 += QUERIES) { \
        int64_t rows = w->queries - i0 < QUERIES ? w->queries - i0 : QUERIES; \
        status = back_block_##T(w, b, i0, rows, j0, columns_of(w, i0, rows, j0), work->along, p, ds, kept); \
      } \
    if (status != DL_OK) __atomic_store_n(&work->status, status, __ATOMIC_RELAXED); \
  } \
}
BACKWARD(float, dl_gemm_float32)
BACKWARD(double, dl_gemm_float64)

/* ---- calls ---- */

static dl_status run(attention_work *work, int64_t items, dl_range_body body) {
  dl_status status = dl_parallel(items, 1, body, work);
  return status == DL_OK ? work->status : status;
}

dl_status dl_attention_forward(const dl_attention *w) {
  attention_work work = { .a = *w };
  return run(&work, w->batches * ((w->queries + QUERIES - 1) / QUERIES), w->dtype == DL_FLOAT32 ? forward_float : forward_double);
}

dl_status dl_attention_backward(const dl_attention *w, void *scratch) {
  attention_work work = { .a = *w, .along = scratch };
  return run(&work, w->batches, w->dtype == DL_FLOAT32 ? backward_float : backward_double);
}

/* One piece of a call: elements begin to end of all weights. */
static void keep_float(void *context, int64_t begin, int64_t end) {
  const dl_attention *w = context;
  kept_float(w, begin, end - begin, (float *)w->y + begin);
}
static void keep_double(void *context, int64_t begin, int64_t end) {
  const dl_attention *w = context;
  kept_double(w, begin, end - begin, (double *)w->y + begin);
}

dl_status dl_attention_dropout(const dl_attention *w, int64_t n) {
  return dl_parallel(n, 16384, w->dtype == DL_FLOAT32 ? keep_float : keep_double, (void *)w);
}
