/* rows.h -- sums, maxima and exponentials of contiguous rows, as vectors.
**
** The compiler may not reorder a sum of floats, so these go in lanes, which are folded at the end. Exponentials are
** vectors to the last element: the rest of a row is padded, and short rows are treated together.
*/
#if !defined DL_ROWS_H && !defined DL_CUDA
#define DL_ROWS_H

#define DL_ROW_LANES 16
#define DL_ROW_BLOCK 1024      /* elements that are treated together on the stack */
#define DL_ROW_SHORT 64        /* rows shorter than this are treated together */

/* STEP changes lane[l] by element k, TAIL changes `rest` by element k. */
#define DL_ROW_WALK(n, STEP, TAIL) \
  int64_t k = 0; \
  for (; k + DL_ROW_LANES <= (n); k += DL_ROW_LANES) \
    for (int l = 0; l < DL_ROW_LANES; l++) { STEP; } \
  for (; k < (n); k++) { TAIL; }
#define DL_ROW_FOLD(STEP) \
  for (int width = DL_ROW_LANES / 2; width; width /= 2) \
    for (int l = 0; l < width; l++) { STEP; }

#define DL_ROW_TOOLS(T) \
static inline T dl_row_max_##T(int64_t n, const T *x) { \
  T lane[DL_ROW_LANES], rest = (T)-INFINITY; \
  if (n >= DL_ROW_LANES) { \
    for (int l = 0; l < DL_ROW_LANES; l++) lane[l] = x[l]; \
    DL_ROW_WALK(n, lane[l] = x[k + l] > lane[l] ? x[k + l] : lane[l], rest = x[k] > rest ? x[k] : rest) \
    DL_ROW_FOLD(lane[l] = lane[l + width] > lane[l] ? lane[l + width] : lane[l]) \
    return lane[0] > rest ? lane[0] : rest; \
  } \
  for (int64_t k = 0; k < n; k++) rest = x[k] > rest ? x[k] : rest; \
  return rest; \
} \
static inline T dl_row_sum_##T(int64_t n, const T *x) { \
  T lane[DL_ROW_LANES] = { 0 }, rest = 0; \
  if (n >= DL_ROW_LANES) { \
    DL_ROW_WALK(n, lane[l] += x[k + l], rest += x[k]) \
    DL_ROW_FOLD(lane[l] += lane[l + width]) \
    return lane[0] + rest; \
  } \
  for (int64_t k = 0; k < n; k++) rest += x[k]; \
  return rest; \
} \
static inline T dl_row_dot_##T(int64_t n, const T *x, const T *y) { \
  T lane[DL_ROW_LANES] = { 0 }, rest = 0; \
  if (n >= DL_ROW_LANES) { \
    DL_ROW_WALK(n, lane[l] += x[k + l] * y[k + l], rest += x[k] * y[k]) \
    DL_ROW_FOLD(lane[l] += lane[l + width]) \
    return lane[0] + rest; \
  } \
  for (int64_t k = 0; k < n; k++) rest += x[k] * y[k]; \
  return rest; \
} \
static inline void dl_row_exp_##T(int64_t n, const T *x, T shift, T *e) { \
  int64_t whole = n / DL_ROW_LANES * DL_ROW_LANES; \
  DL_RUN(whole) e[i] = exp(x[i] - shift); \
  if (whole == n) return; \
  T rest[DL_ROW_LANES] = { 0 }; \
  for (int64_t k = whole; k < n; k++) rest[k - whole] = x[k] - shift; \
  DL_RUN(DL_ROW_LANES) rest[i] = exp(rest[i]); \
  for (int64_t k = whole; k < n; k++) e[k] = rest[k - whole]; \
} \
/* e = exp(x - most) with the largest element of each row, which is left in most[row]. */ \
static inline void dl_rows_exp_##T(int64_t rows, int64_t n, const T *x, T *e, T *most) { \
  for (int64_t r = 0; r < rows; r++) { \
    const T *from = x + r * n, m = dl_row_max_##T(n, from); \
    T *to = e + r * n; \
    most[r] = m; \
    if (n >= DL_ROW_SHORT) dl_row_exp_##T(n, from, m, to); \
    else for (int64_t i = 0; i < n; i++) to[i] = from[i] - m; \
  } \
  if (n < DL_ROW_SHORT) dl_row_exp_##T(rows * n, e, 0, e); \
} \
/* The sum of exp(x - m) of a row of any length. */ \
static inline T dl_row_exp_sum_##T(int64_t n, const T *x, T m) { \
  T e[DL_ROW_BLOCK], sum = 0; \
  for (int64_t begin = 0; begin < n; begin += DL_ROW_BLOCK) { \
    int64_t count = n - begin < DL_ROW_BLOCK ? n - begin : DL_ROW_BLOCK; \
    dl_row_exp_##T(count, x + begin, m, e); \
    sum += dl_row_sum_##T(count, e); \
  } \
  return sum; \
}
DL_ROW_TOOLS(float)
DL_ROW_TOOLS(double)

/* How many rows of n fit into DL_ROW_BLOCK; at least one. */
static inline int64_t dl_rows_together(int64_t n) {
  return n < DL_ROW_BLOCK ? DL_ROW_BLOCK / (n ? n : 1) : 1;
}

#endif
