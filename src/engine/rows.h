/* rows.h -- sums, maxima and exponentials of contiguous rows, as vectors.
**
** The compiler may not reorder a sum of floats, so these go in lanes, which are folded at the end; in as many as four vectors
** have where a row is long, since an addition waits for the one before it in its lane. Exponentials are vectors to the last
** element: the rest of a row is padded, and short rows are treated together.
*/
#if !defined DL_ROWS_H && !defined DL_CUDA
#define DL_ROWS_H

#define DL_ROW_LANES 16
#define DL_ROW_BLOCK 1024      /* elements that are treated together on the stack */
#define DL_ROW_SHORT 64        /* rows shorter than this are treated together */
#define DL_ROW_LONG 512        /* rows from this on are summed in more lanes */
/* Spelled out, so that the lanes can be registers. */
#define DL_ROW_HALF(n, STEP) { enum { width = n }; for (int l = 0; l < width; l++) { STEP; } }
#define DL_ROW_FOLD(STEP) DL_ROW_HALF(8, STEP) DL_ROW_HALF(4, STEP) DL_ROW_HALF(2, STEP) DL_ROW_HALF(1, STEP)
#if defined __AVX512F__
#define DL_ROW_WIDE 64
#define DL_ROW_FOLD_WIDE(STEP) DL_ROW_HALF(32, STEP) DL_ROW_HALF(16, STEP) DL_ROW_FOLD(STEP)
#elif defined __AVX__
#define DL_ROW_WIDE 32
#define DL_ROW_FOLD_WIDE(STEP) DL_ROW_HALF(16, STEP) DL_ROW_FOLD(STEP)
#else
#define DL_ROW_WIDE DL_ROW_LANES
#define DL_ROW_FOLD_WIDE(STEP) DL_ROW_FOLD(STEP)
#endif

/* T name(int64_t n, ...): the sum of TERM(k) for k from 0 to n - 1. Long rows go by a function of their own, which leaves the
** loops of short ones as they are. */
#define DL_ROW_SUM(T, name, parameters, arguments, TERM) \
static __attribute__((noinline, unused)) T name##_long parameters { \
  T lane[DL_ROW_WIDE] = { 0 }, rest = 0; \
  int64_t k = 0; \
  for (; k + DL_ROW_WIDE <= n; k += DL_ROW_WIDE) \
    for (int l = 0; l < DL_ROW_WIDE; l++) lane[l] += TERM(k + l); \
  for (; k < n; k++) rest += TERM(k); \
  DL_ROW_FOLD_WIDE(lane[l] += lane[l + width]) \
  return lane[0] + rest; \
} \
static inline T name parameters { \
  T lane[DL_ROW_LANES] = { 0 }, rest = 0; \
  int64_t k = 0; \
  if (__builtin_expect(n >= DL_ROW_LONG, false)) return name##_long arguments; \
  if (n >= DL_ROW_LANES) { \
    for (; k + DL_ROW_LANES <= n; k += DL_ROW_LANES) \
      for (int l = 0; l < DL_ROW_LANES; l++) lane[l] += TERM(k + l); \
    for (; k < n; k++) rest += TERM(k); \
    DL_ROW_FOLD(lane[l] += lane[l + width]) \
    return lane[0] + rest; \
  } \
  for (; k < n; k++) rest += TERM(k); \
  return rest; \
}
#define DL_ROW_OF_X(k) x[k]
#define DL_ROW_OF_XY(k) x[k] * y[k]

/* u > v ? u : v. That is an instruction, but of two comparisons and masks GCC 12 does not make it. */
#ifdef __AVX__
#define DL_ROW_VECTOR 32       /* bytes */
#define DL_ROW_LARGER(T, u, v, instruction) instruction(u, v)
#else
#define DL_ROW_VECTOR 16
#define DL_ROW_LARGER(T, u, v, instruction) \
  (dl_row_vector_##T)((((u) > (v)) & (dl_row_mask_##T)(u)) | (~((u) > (v)) & (dl_row_mask_##T)(v)))
#endif

#define DL_ROW_TOOLS(T, MASK, LARGER) \
typedef T dl_row_vector_##T __attribute__((vector_size(DL_ROW_VECTOR), aligned(sizeof(T)), may_alias)); \
typedef MASK dl_row_mask_##T __attribute__((vector_size(DL_ROW_VECTOR))); \
static inline void dl_row_larger_##T(const dl_row_vector_##T *x, dl_row_vector_##T *most) { \
  *most = DL_ROW_LARGER(T, *x, *most, LARGER); \
} \
static inline T dl_row_max_##T(int64_t n, const T *x) { \
  enum { lanes = DL_ROW_VECTOR / sizeof(T) }; \
  T most = (T)-INFINITY; \
  int64_t k = 0; \
  if (n >= 2 * lanes) { \
    dl_row_vector_##T u = *(const dl_row_vector_##T *)x, v = *(const dl_row_vector_##T *)(x + lanes); \
    for (k = 2 * lanes; k + 2 * lanes <= n; k += 2 * lanes) { \
      dl_row_larger_##T((const dl_row_vector_##T *)(x + k), &u); \
      dl_row_larger_##T((const dl_row_vector_##T *)(x + k + lanes), &v); \
    } \
    dl_row_larger_##T(&v, &u); \
    for (int l = 0; l < lanes; l++) most = u[l] > most ? u[l] : most; \
  } \
  for (; k < n; k++) most = x[k] > most ? x[k] : most; \
  return most; \
} \
/* n elements that are read soon. Processors look ahead by themselves where memory is all that they wait for; while they compute \
** on a row, memory would rest. What is behind the last row does no harm. */ \
static inline void dl_row_ahead_##T(int64_t n, const T *x) { \
  for (int64_t k = 0; k < n; k += 64 / (int64_t)sizeof(T)) __builtin_prefetch(x + k, 0, 2); \
} \
DL_ROW_SUM(T, dl_row_sum_##T, (int64_t n, const T *x), (n, x), DL_ROW_OF_X) \
DL_ROW_SUM(T, dl_row_dot_##T, (int64_t n, const T *x, const T *y), (n, x, y), DL_ROW_OF_XY) \
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
    for (int64_t begin = 0, count; begin < n && n >= DL_ROW_SHORT; begin += count) { \
      count = n - begin < DL_ROW_BLOCK ? n - begin : DL_ROW_BLOCK; \
      dl_row_ahead_##T(count, from + n + begin); \
      dl_row_exp_##T(count, from + begin, m, to + begin); \
    } \
    for (int64_t i = 0; i < n && n < DL_ROW_SHORT; i++) to[i] = from[i] - m; \
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
DL_ROW_TOOLS(float, int32_t, __builtin_ia32_maxps256)
DL_ROW_TOOLS(double, int64_t, __builtin_ia32_maxpd256)

/* How many rows of n fit into DL_ROW_BLOCK; at least one. */
static inline int64_t dl_rows_together(int64_t n) {
  return n < DL_ROW_BLOCK ? DL_ROW_BLOCK / (n ? n : 1) : 1;
}

#endif
