/* tile_body.h -- the micro-kernel of all products, for each type: T of so many BITS, MASK (an integer as wide), OF(name).
**
** The right side lies in panels of WIDTH columns: rows follow each other, WIDTH numbers each. A tile is HEIGHT rows of the
** left side, or fewer, times a panel, with all sums in registers. See Goto, van de Geijn, "Anatomy of high-performance
** matrix multiplication", 2008.
*/

/* Registers hold HEIGHT x 2 vectors of sums, two of the right side and one of the left. */
#ifndef VECTOR
#if defined(__AVX512F__)
#define VECTOR 64
#define HEIGHT 12
#define EACH_ROW(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11)
#define EACH_HEIGHT(X) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12)
#else
#if defined(__AVX__)
#define VECTOR 32
#else
#define VECTOR 16
#endif
#define HEIGHT 6
#define EACH_ROW(X) X(0) X(1) X(2) X(3) X(4) X(5)
#define EACH_HEIGHT(X) X(1) X(2) X(3) X(4) X(5) X(6)
#endif
#endif

typedef T OF(vector) __attribute__((vector_size(VECTOR), aligned(sizeof(T)), may_alias));
typedef MASK OF(mask) __attribute__((vector_size(VECTOR), aligned(sizeof(T)), may_alias));

#undef LANES
#undef EACH_LANE
#undef WIDTH
#define LANES (VECTOR * 8 / BITS)
#if LANES == 2
#define EACH_LANE(X) X(0) X(1)
#elif LANES == 4
#define EACH_LANE(X) X(0) X(1) X(2) X(3)
#elif LANES == 8
#define EACH_LANE(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7)
#else
#define EACH_LANE(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13) X(14) X(15)
#endif
#define WIDTH (2 * LANES)

/* One side of a tile: number l of row i of the left lies at i row + l step; it may go on in further panels, `next` numbers
** apart. Rows of the right follow each other in all of them. */
typedef struct { int64_t k, row, step, panels, next; } OF(left);

/* c = alpha left right, if `add` plus the numbers at `from`. What is constant at the call is so in the loop. */
static inline __attribute__((always_inline)) void OF(tile)(const int rows, OF(left) left, const T *a, const T *b,
                                                           T alpha, bool add, const T *from, int64_t from_row, T *c, int64_t c_row) {
#define DECLARE(i) OF(vector) p##i = { 0 }, q##i = { 0 };
#define STEP(i) if (i < rows) { const T x = at[i / 3][i % 3 * left.row]; p##i += x * b0; q##i += x * b1; }
#define ADD(i) if (i < rows) { \
  const OF(vector) *more = (const OF(vector) *)(from + i * from_row); \
  OF(vector) *to = (OF(vector) *)(c + i * c_row); \
  to[0] = more[0] + p##i * alpha; \
  to[1] = more[1] + q##i * alpha; }
#define SET(i) if (i < rows) { OF(vector) *to = (OF(vector) *)(c + i * c_row); to[0] = p##i * alpha; to[1] = q##i * alpha; }
  EACH_ROW(DECLARE)
  for (int64_t panel = 0; panel < left.panels; panel++, a += left.next) {
    const T *at[HEIGHT / 3];        /* a place reaches itself and one and two rows behind it: so all are in registers */
    for (int i = 0; i < HEIGHT / 3; i++) at[i] = a + 3 * i * left.row;
    for (int64_t l = 0; l < left.k; l++, b += WIDTH) {
      const OF(vector) b0 = ((const OF(vector) *)b)[0], b1 = ((const OF(vector) *)b)[1];
      EACH_ROW(STEP)
      for (int i = 0; i < HEIGHT / 3; i++) at[i] += left.step;
    }
  }
  if (add) { EACH_ROW(ADD) } else { EACH_ROW(SET) }
#undef DECLARE
#undef STEP
#undef ADD
#undef SET
}

/* Vectors of which units alternate: of the first half of two vectors or of the second, in each piece of so many numbers.
** (The compiler wants to see such an order spelled out.) */
#define SQUARE (16 / (int)sizeof(T))
#define SQUARES (LANES / SQUARE)
#define FROM(i, piece, unit, half) \
  ((i) / (piece) * (piece) + (half) * (piece) / 2 + (i) % (piece) / (unit) / 2 * (unit) + (i) % (unit) + (i) / (unit) % 2 * LANES)
#define IN_SQUARE_0(i) FROM(i, SQUARE, 1, 0),
#define IN_SQUARE_1(i) FROM(i, SQUARE, 1, 1),
#define SQUARES_0(i) FROM(i, LANES, SQUARE, 0),
#define SQUARES_1(i) FROM(i, LANES, SQUARE, 1),
#define ALTERNATE(v, u, order) __builtin_shuffle(v, u, (OF(mask)){ EACH_LANE(order) })

/* v: LANES rows, becomes their columns: first in squares of 16 bytes, which processors do at once, then these as units. */
static inline __attribute__((always_inline)) void OF(turn)(OF(vector) *v) {
  OF(vector) u[LANES];
#pragma GCC unroll 4
  for (int round = 1; round < SQUARE; round *= 2) {
#pragma GCC unroll 16
    for (int i = 0; i < LANES / 2; i++) {
      int first = i / (SQUARE / 2) * SQUARE, k = i % (SQUARE / 2);
      u[first + 2 * k] = ALTERNATE(v[first + k], v[first + k + SQUARE / 2], IN_SQUARE_0);
      u[first + 2 * k + 1] = ALTERNATE(v[first + k], v[first + k + SQUARE / 2], IN_SQUARE_1);
    }
#pragma GCC unroll 16
    for (int i = 0; i < LANES; i++) v[i] = u[i];
  }
#pragma GCC unroll 4
  for (int round = 1; round < SQUARES; round *= 2) {
#pragma GCC unroll 16
    for (int i = 0; i < LANES / 2; i++) {
      int k = i / SQUARE, c = i % SQUARE;
      u[2 * k * SQUARE + c] = ALTERNATE(v[k * SQUARE + c], v[(k + SQUARES / 2) * SQUARE + c], SQUARES_0);
      u[(2 * k + 1) * SQUARE + c] = ALTERNATE(v[k * SQUARE + c], v[(k + SQUARES / 2) * SQUARE + c], SQUARES_1);
    }
#pragma GCC unroll 16
    for (int i = 0; i < LANES; i++) v[i] = u[i];
  }
}

/* Numbers of `rows` rows, at most WIDTH, side by side: to[l WIDTH + r] = from[r row + l]. Missing rows are 0. */
static __attribute__((noinline, unused)) void OF(interleave)(int64_t rows, int64_t n, const T *from, int64_t row, T *to) {
  for (int half = 0; half < 2; half++, rows -= LANES, from += LANES * row, to += LANES) {
    int64_t l = 0;
    for (; rows >= LANES && l + LANES <= n; l += LANES) {
      OF(vector) v[LANES];
#pragma GCC unroll 16
      for (int i = 0; i < LANES; i++) v[i] = *(const OF(vector) *)(from + i * row + l);
      OF(turn)(v);
#pragma GCC unroll 16
      for (int i = 0; i < LANES; i++) *(OF(vector) *)(to + (l + i) * WIDTH) = v[i];
    }
    for (; l < n; l++)
      for (int64_t r = 0; r < LANES; r++) to[l * WIDTH + r] = r < rows ? from[r * row + l] : 0;
  }
}

#undef SQUARE
#undef SQUARES
#undef FROM
#undef IN_SQUARE_0
#undef IN_SQUARE_1
#undef SQUARES_0
#undef SQUARES_1
#undef ALTERNATE
