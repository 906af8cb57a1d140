/* reducers.h -- what the formulas of reduce.h become on the CPU: loops that combine blocks of elements. reduce.c walks. */
#ifndef DL_REDUCERS_H
#define DL_REDUCERS_H

#define DL_REDUCE_TILE 1024    /* results that are worked on together */
#define DL_REDUCE_RUN 4096     /* elements of a run that lanes combine */
#define DL_REDUCE_ROWS 64      /* rows that lanes combine */
#define DL_TOTAL_BYTES 24      /* the largest total */

/* m elements of each of n <= DL_REDUCE_TILE results: element i of result j is at p + i * row + j * column.
** `first` counts the elements of each result that came before. */
typedef struct dl_block {
  const char *p;
  int64_t m, n, row, column, first;
} dl_block;

typedef struct dl_reducer {
  int bytes;                       /* of one total */
  dl_dtype gives[2];               /* what finish makes, or the dtype of the totals if there is no finish */
  void (*start)(int64_t n, void *totals, const double *k);
  void (*block)(const dl_block *b, void *totals, const double *k);
  void (*merge)(int64_t n, void *totals, const void *later, const double *k);
  void (*finish)(int64_t n, const void *totals, void *const *results, const double *k);
} dl_reducer;

/* ---- one type of elements ---- */

/* More than 16: such short loops gcc unrolls, and then fails to vectorise. */
#define DL_LANES 32

/* lane[l] with the l-th of the next `width` elements; with lane[l + width]. A total with a value. */
#define DL_LANES_NEXT(TYPE, LANE, width, step, formula) \
  for (int l = 0; l < (width); l++) { \
    const LANE a = lane[l], x = (LANE)*(const TYPE *)(p + (i + l) * (step)); lane[l] = (LANE)(formula); }
#define DL_LANES_FOLD(LANE, width, joining) \
  for (int l = 0; l < (width); l++) { const LANE a = lane[l], x = lane[l + (width)]; lane[l] = (LANE)(joining); }
#define DL_TOTAL_JOIN(TOTAL, place, value, joining) \
  { const TOTAL a = (place), x = (TOTAL)(value); (place) = (TOTAL)(joining); }

/* A run of n elements into one value. Kept out of line: merged into their callers, the loops hinder each other. */
#define DL_REDUCE_RUN_OF(op, TYPE, LANE, start_value, formula, joining) \
static __attribute__((noinline)) LANE op##_run_##TYPE(const char *p, int64_t n, const double *k) { \
  DL_NAMES(LANE) \
  LANE lane[DL_LANES]; \
  int64_t i = 0; \
  for (int l = 0; l < DL_LANES; l++) lane[l] = DL_CONSTANT_##LANE(start_value); \
  for (; i + DL_LANES <= n; i += DL_LANES) DL_LANES_NEXT(TYPE, LANE, DL_LANES, (int64_t)sizeof(TYPE), formula) \
  DL_LANES_FOLD(LANE, 16, joining) \
  if (n - i >= 16) { DL_LANES_NEXT(TYPE, LANE, 16, (int64_t)sizeof(TYPE), formula) i += 16; } \
  DL_LANES_FOLD(LANE, 8, joining) \
  if (n - i >= 8) { DL_LANES_NEXT(TYPE, LANE, 8, (int64_t)sizeof(TYPE), formula) i += 8; } \
  DL_LANES_FOLD(LANE, 4, joining) \
  DL_LANES_FOLD(LANE, 2, joining) \
  DL_LANES_FOLD(LANE, 1, joining) \
  for (; i < n; i++) DL_LANES_NEXT(TYPE, LANE, 1, (int64_t)sizeof(TYPE), formula) \
  return lane[0]; \
} \
static __attribute__((noinline)) LANE op##_strided_##TYPE(const char *p, int64_t n, int64_t step, const double *k) { \
  DL_NAMES(LANE) \
  LANE lane[8]; \
  int64_t i = 0; \
  for (int l = 0; l < 8; l++) lane[l] = DL_CONSTANT_##LANE(start_value); \
  for (; i + 8 <= n; i += 8) DL_LANES_NEXT(TYPE, LANE, 8, step, formula) \
  DL_LANES_FOLD(LANE, 4, joining) \
  DL_LANES_FOLD(LANE, 2, joining) \
  DL_LANES_FOLD(LANE, 1, joining) \
  for (; i < n; i++) DL_LANES_NEXT(TYPE, LANE, 1, step, formula) \
  return lane[0]; \
}

/* Rows into a row of lanes, four at a time. */
#define DL_LANE_ROW(TYPE, LANE, q, formula) \
  { const LANE a = b, x = (LANE)*(const TYPE *)((q) + i * column); b = (LANE)(formula); }
#define DL_REDUCE_ROWS_OF(op, TYPE, LANE, start_value, formula) \
static inline __attribute__((always_inline)) void op##_rows_##TYPE(const char *p, int64_t m, int64_t n, int64_t row, \
                                                                   int64_t column, LANE *lane, const double *k) { \
  DL_NAMES(LANE) \
  int64_t r = 0; \
  DL_RUN(n) lane[i] = DL_CONSTANT_##LANE(start_value); \
  for (; r + 4 <= m; r += 4) { \
    const char *q = p + r * row; \
    DL_RUN(n) { \
      LANE b = lane[i]; \
      DL_LANE_ROW(TYPE, LANE, q, formula) \
      DL_LANE_ROW(TYPE, LANE, q + row, formula) \
      DL_LANE_ROW(TYPE, LANE, q + 2 * row, formula) \
      DL_LANE_ROW(TYPE, LANE, q + 3 * row, formula) \
      lane[i] = b; \
    } \
  } \
  for (; r < m; r++) DL_RUN(n) { LANE b = lane[i]; DL_LANE_ROW(TYPE, LANE, p + r * row, formula) lane[i] = b; } \
}

/* What takes totals: starting, merging, and blocks along and across memory. */
#define DL_REDUCE_TOTALS_OF(op, TYPE, LANE, TOTAL, start_value, joining) \
static void op##_start_##TYPE(int64_t n, void *totals, const double *k) { \
  DL_NAMES(TOTAL) \
  TOTAL *total = totals; \
  DL_RUN(n) total[i] = DL_CONSTANT_##TOTAL(start_value); \
} \
static void op##_merge_##TYPE(int64_t n, void *totals, const void *later, const double *k) { \
  DL_NAMES(TOTAL) \
  TOTAL *total = totals; \
  const TOTAL *v = later; \
  DL_RUN(n) DL_TOTAL_JOIN(TOTAL, total[i], v[i], joining) \
} \
static void op##_along_##TYPE(const dl_block *b, TOTAL *total, const double *k) { \
  DL_NAMES(TOTAL) \
  const bool dense = b->row == sizeof(TYPE); \
  for (int64_t j = 0; j < b->n; j++) \
    for (int64_t i = 0; i < b->m; i += DL_REDUCE_RUN) { \
      const char *p = b->p + j * b->column + i * b->row; \
      const int64_t count = b->m - i < DL_REDUCE_RUN ? b->m - i : DL_REDUCE_RUN; \
      const LANE v = dense ? op##_run_##TYPE(p, count, k) : op##_strided_##TYPE(p, count, b->row, k); \
      DL_TOTAL_JOIN(TOTAL, total[j], v, joining) \
    } \
} \
static void op##_across_##TYPE(const dl_block *b, TOTAL *total, const double *k) { \
  DL_NAMES(TOTAL) \
  LANE lane[DL_REDUCE_TILE]; \
  const int64_t fold = dl_reduce_fold(b, sizeof(TYPE)), n = b->n * fold, row = b->row * fold, m = b->m / fold; \
  for (int64_t r = 0; r < m; r += DL_REDUCE_ROWS) { \
    const char *p = b->p + r * row; \
    const int64_t rows = m - r < DL_REDUCE_ROWS ? m - r : DL_REDUCE_ROWS; \
    if (b->column == sizeof(TYPE)) op##_rows_##TYPE(p, rows, n, row, sizeof(TYPE), lane, k); \
    else op##_rows_##TYPE(p, rows, n, row, b->column, lane, k); \
    for (int64_t f = 0; f < n; f += b->n) DL_RUN(b->n) DL_TOTAL_JOIN(TOTAL, total[i], lane[f + i], joining) \
  } \
  if (m * fold == b->m) return; \
  op##_rows_##TYPE(b->p + m * row, b->m - m * fold, b->n, b->row, sizeof(TYPE), lane, k);   /* too few to fold */ \
  DL_RUN(b->n) DL_TOTAL_JOIN(TOTAL, total[i], lane[i], joining) \
}

#define DL_REDUCE_INSTANCE(op, TYPE, LANE, TOTAL, start_value, formula, joining) \
DL_REDUCE_RUN_OF(op, TYPE, LANE, start_value, formula, joining) \
DL_REDUCE_ROWS_OF(op, TYPE, LANE, start_value, formula) \
DL_REDUCE_TOTALS_OF(op, TYPE, LANE, TOTAL, start_value, joining) \
static void op##_block_##TYPE(const dl_block *b, void *totals, const double *k) { \
  if (dl_reduce_is_along(b)) op##_along_##TYPE(b, totals, k); \
  else op##_across_##TYPE(b, totals, k); \
}

/* Do the elements of one result lie denser than the results, and are they enough for a run? */
static inline bool dl_reduce_is_along(const dl_block *b) {
  int64_t row = b->row < 0 ? -b->row : b->row, column = b->column < 0 ? -b->column : b->column;
  return b->n == 1 || (row < column && (b->m >= DL_LANES || b->n < 8));
}

/* Short rows that follow one another in memory are taken several at a time, as one row. */
static inline int64_t dl_reduce_fold(const dl_block *b, int64_t size) {
  if (b->column != size || b->row != b->n * size || b->n > 48) return 1;
  int64_t fold = DL_REDUCE_TILE / 2 / b->n;
  return b->m >= 4 * fold ? fold : b->m >= 32 ? 4 : 1;
}

/* ---- the table by dtype ---- */

#define DL_FINISH_INSTANCE(op, TYPE, TOTAL, finishing) \
static void op##_finish_##TYPE(int64_t n, const void *totals, void *const *results, const double *k) { \
  DL_NAMES(TOTAL) \
  const TOTAL *total = totals; \
  TOTAL *result = results[0]; \
  DL_RUN(n) { const TOTAL a = total[i]; result[i] = (TOTAL)(finishing); } \
}

#define DL_REDUCER(op, TYPE, GIVES, finisher) \
  { 8, { GIVES }, op##_start_##TYPE, op##_block_##TYPE, op##_merge_##TYPE, finisher }
#define DL_NO_FINISH(op, TYPE) NULL
#define DL_HAS_FINISH(op, TYPE) op##_finish_##TYPE

#define DL_REDUCERS(op, FINISH) \
  static const dl_reducer op##_reducers[DL_DTYPE_COUNT] = { \
    [DL_FLOAT32] = DL_REDUCER(op, float, DL_FLOAT64, FINISH(op, float)), \
    [DL_FLOAT64] = DL_REDUCER(op, double, DL_FLOAT64, FINISH(op, double)), \
    [DL_INT64] = DL_REDUCER(op, int64_t, DL_INT64, FINISH(op, int64_t)), \
    [DL_INT32] = DL_REDUCER(op, int32_t, DL_INT64, FINISH(op, int32_t)), \
    [DL_UINT8] = DL_REDUCER(op, uint8_t, DL_INT64, FINISH(op, uint8_t)), \
    [DL_BOOL] = DL_REDUCER(op, uint8_t, DL_INT64, FINISH(op, uint8_t)), \
  };

#endif
