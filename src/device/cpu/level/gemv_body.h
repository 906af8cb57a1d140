/* gemv_body.h -- products with a vector, the part of gemm.c that is there for each type: T, OF(name).
**
** Such a product waits for its matrix, each number of which is read once, where it lies. Several rows are read side by side:
** that keeps memory busy, and a vector of x or of sums in a register for all of them.
*/

#define PIECE (VECTOR_BYTES / (int64_t)sizeof(T))
#define FEW (16 / (int64_t)sizeof(T))

/* For rows and ends that are shorter than a vector. */
typedef T OF(few) __attribute__((vector_size(16), aligned(sizeof(T)), may_alias));

/* y = alpha M x, or alpha M^T x, plus what was there. x and y may lie in steps. */
typedef struct {
  const dl_gemm *g;
  int64_t rows, columns, row;           /* of M as it is stored */
  const T *m, *x;
  int64_t x_step, y_step, add_step;
  T *y;
} OF(vector_work);

static inline void OF(set)(const OF(vector_work) *w, int64_t i, bool first, T sum) {
  const T *add = w->g->add;
  T *y = w->y + i * w->y_step, before = 0;
  if (!first) before = *y;
  else if (add) before = add[i * w->add_step];
  else if (w->g->beta != 0) before = (T)w->g->beta * *y;
  *y = before + (T)w->g->alpha * sum;
}

/* Sums of so many rows times n numbers of x. */
static inline __attribute__((always_inline)) void OF(dots)(const int rows, int64_t n, const T *m, int64_t row, const T *x, T *sums) {
  OF(vector) p[4] = { 0 }, q[4] = { 0 };
  int64_t l = 0;
  for (; l + 2 * LANES <= n; l += 2 * LANES) {
    const OF(vector) x0 = *(const OF(vector) *)(x + l), x1 = *(const OF(vector) *)(x + l + LANES);
#pragma GCC unroll 4
    for (int r = 0; r < rows; r++) {
      p[r] += *(const OF(vector) *)(m + r * row + l) * x0;
      q[r] += *(const OF(vector) *)(m + r * row + l + LANES) * x1;
    }
  }
#pragma GCC unroll 4
  for (int r = 0; r < rows; r++) {
    const OF(vector) both = p[r] + q[r];
    OF(few) end = { 0 };
    T sum = 0;
    int64_t rest = l;
    for (; rest + FEW <= n; rest += FEW) end += *(const OF(few) *)(m + r * row + rest) * *(const OF(few) *)(x + rest);
    for (int i = 0; i < LANES && l > 0; i++) sum += both[i];
    for (int i = 0; i < FEW; i++) sum += end[i];
    for (; rest < n; rest++) sum += m[r * row + rest] * x[rest];
    sums[r] = sum;
  }
}

/* M x: rows are summed over, in pieces of x that stay in the first cache. */
static dl_status OF(along_rows)(const OF(vector_work) *w) {
  T copy[PIECE], sums[4];
  for (int64_t l = 0, n; l < w->columns; l += n) {
    n = least(PIECE, w->columns - l);
    const T *x = w->x + l * w->x_step, *m = w->m + l;
    for (int64_t i = 0; i < n && w->x_step != 1; i++) copy[i] = x[i * w->x_step];
    if (w->x_step != 1) x = copy;
    if (dl_interrupt_pending()) return dl_error_interrupted();
    int64_t i = 0;
    for (; i + 4 <= w->rows; i += 4) {
      OF(dots)(4, n, m + i * w->row, w->row, x, sums);
      for (int r = 0; r < 4; r++) OF(set)(w, i + r, l == 0, sums[r]);
    }
    for (; i < w->rows; i++) {
      OF(dots)(1, n, m + i * w->row, w->row, x, sums);
      OF(set)(w, i, l == 0, sums[0]);
    }
  }
  return DL_OK;
}

/* Rows are added to each other first, so that few rows after the other need not wait for what is at `sums`. */
static inline __attribute__((always_inline)) void OF(add_rows)(const int rows, int64_t n, const T *m, int64_t row, const T *x, int64_t step,
                                                               T *sums) {
  T factor[8];
  int64_t j = 0;
#pragma GCC unroll 8
  for (int r = 0; r < rows; r++) factor[r] = x[r * step];
#define ADD(vector, lanes) \
  for (; j + lanes <= n; j += lanes) { \
    vector sum = *(const vector *)(m + j) * factor[0]; \
    _Pragma("GCC unroll 8") \
    for (int r = 1; r < rows; r++) sum += *(const vector *)(m + r * row + j) * factor[r]; \
    *(vector *)(sums + j) += sum; \
  }
  ADD(OF(vector), LANES)
  ADD(OF(few), FEW)
#undef ADD
  for (; j < n; j++)
    for (int r = 0; r < rows; r++) sums[j] += m[r * row + j] * factor[r];
}

/* M^T x: rows are added, in pieces whose sums stay in the first cache. */
static dl_status OF(across_rows)(const OF(vector_work) *w) {
  T sums[PIECE];
  for (int64_t j = 0, n; j < w->columns; j += n) {
    n = least(PIECE, w->columns - j);
    memset(sums, 0, (size_t)n * sizeof *sums);
    if (dl_interrupt_pending()) return dl_error_interrupted();
    int64_t l = 0;
    for (; l + 8 <= w->rows; l += 8) OF(add_rows)(8, n, w->m + l * w->row + j, w->row, w->x + l * w->x_step, w->x_step, sums);
    for (; l < w->rows; l++) OF(add_rows)(1, n, w->m + l * w->row + j, w->row, w->x + l * w->x_step, w->x_step, sums);
    for (int64_t i = 0; i < n; i++) OF(set)(w, j + i, true, sums[i]);
  }
  return DL_OK;
}

/* A product of one row or one column. A row x times B is B^T times a column. */
static dl_status OF(gemv)(const dl_gemm *g, const T *a, const T *b, T *c) {
  bool is_row = g->m == 1, stored_across = is_row ? !g->transpose_b : g->transpose_a;
  int64_t results = is_row ? g->n : g->m;
  OF(vector_work) w = { .g = g, .rows = stored_across ? g->k : results, .columns = stored_across ? results : g->k, .y = c };
  w.m = is_row ? b : a;
  w.x = is_row ? a : b;
  w.row = is_row ? g->ldb : g->lda;
  w.x_step = is_row ? (g->transpose_a ? g->lda : 1) : g->transpose_b ? 1 : g->ldb;
  w.y_step = is_row ? 1 : g->ldc;
  w.add_step = is_row ? 1 : g->add_row;
  return stored_across ? OF(across_rows)(&w) : OF(along_rows)(&w);
}

#undef PIECE
#undef FEW
