/* gemm_body.h -- the part of gemm.c that is there for each type: T, OF(name). */

#define ROWS (LEFT_BYTES / DEPTH / (int64_t)sizeof(T))
#define RIGHT_NUMBERS (RIGHT_BYTES / (int64_t)sizeof(T))

/* A block: products of `rows` rows and `columns` columns over `depth` numbers. */
typedef struct {
  const dl_gemm *g;
  int64_t rows, columns, l, depth, tiles;    /* l: the first of them; tiles: one above the other */
  const T *a, *right;                     /* right: packed */
  int64_t step;                           /* from number to number of a left side in place: 1. A compiler that knows keeps
                                          ** a pointer for each row of a tile, and has no registers for them */
  int64_t right_next;                     /* from panel to panel of it */
  const T *from;                          /* what is added, rows so far apart; NULL: nothing */
  int64_t from_row;
  T *c;
} OF(block);

/* The right side as panels, the last of which is filled with 0. */
static __attribute__((noinline)) void OF(pack_right)(const OF(block) *w, const T *b, T *to) {
  int64_t row = w->g->ldb, last = w->columns % WIDTH, whole = w->columns - last;
  if (w->g->transpose_b) {
    for (int64_t j = 0; j < w->columns; j += WIDTH, to += w->right_next)
      OF(interleave)(least(w->columns - j, WIDTH), w->depth, b + j * row, row, to);
    return;
  }
  for (int64_t l = 0; l < w->depth; l++, b += row, to += WIDTH) {
    T *place = to;
    for (int64_t j = 0; j < whole; j += WIDTH, place += w->right_next) {
      const OF(vector) *from = (const OF(vector) *)(b + j), v = from[0], u = from[1];
      ((OF(vector) *)place)[0] = v;
      ((OF(vector) *)place)[1] = u;
    }
    for (int64_t i = 0; last && i < WIDTH; i++) place[i] = i < last ? b[whole + i] : 0;
  }
}

/* Numbers of n rows of a left side whose columns lie densely, for one tile. What a vector copies too much is overwritten
** by the next row; the last one of a tile is copied exactly, and one behind which there is nothing to read. */
static inline void OF(pack_rows)(int64_t n, bool vectors, const T *from, int64_t row, int64_t rows, T *to) {
  for (; n > 1 && vectors; n--, from += row, to += rows)
    for (int i = 0; i < HEIGHT; i += LANES) *(OF(vector) *)(to + i) = *(const OF(vector) *)(from + i);
  for (; n > 0; n--, from += row, to += rows)
    for (int64_t i = 0; i < rows; i++) to[i] = from[i];
}

/* A left side whose columns lie densely, tile by tile; so many of its rows are read while they are in the first cache. */
static __attribute__((noinline)) void OF(pack_left)(const OF(block) *w, const T *a, T *to) {
  for (int64_t l = 0; l < w->depth; l += ROWS_AT_ONCE) {
    for (int64_t r = l + ROWS_AT_ONCE; r < least(l + 2 * ROWS_AT_ONCE, w->depth); r++)
      for (int64_t i = 0; i < w->rows; i += ALIGNED / (int64_t)sizeof(T)) __builtin_prefetch(a + r * w->g->lda + i);
    for (int64_t tile = 0; tile < w->tiles; tile++) {
      int64_t first = begin_of_part(tile, w->rows, w->tiles), rows = begin_of_part(tile + 1, w->rows, w->tiles) - first;
      bool vectors = first + up(HEIGHT, LANES) <= w->rows;
      OF(pack_rows)(least(ROWS_AT_ONCE, w->depth - l), vectors, a + l * w->g->lda + first, w->g->lda, rows,
                    to + first * w->depth + l * rows);
    }
  }
}

/* A tile of each height. In one function for all of them the compiler keeps addresses of the loop on the stack; here it has
** registers for all, and of a packed left side the distances are constants. */
#define TILE(height) \
static __attribute__((noinline)) void OF(tile_##height)(const OF(block) *w, const T *a, const T *b, const T *from, T *c, int64_t c_row) { \
  const OF(left) packed = { .k = w->depth, .row = 1, .step = height, .panels = 1 }; \
  const OF(left) in_place = { .k = w->depth, .row = w->g->lda, .step = w->step, .panels = 1 }; \
  const T alpha = (T)w->g->alpha; \
  if (w->g->transpose_a) OF(tile)(height, packed, a, b, alpha, from != NULL, from, w->from_row, c, c_row); \
  else OF(tile)(height, in_place, a, b, alpha, from != NULL, from, w->from_row, c, c_row); \
}
EACH_HEIGHT(TILE)
#undef TILE

#define NAME(height) OF(tile_##height),
static void (*const OF(tiles)[])(const OF(block) *w, const T *a, const T *b, const T *from, T *c, int64_t c_row) = { EACH_HEIGHT(NAME) };
#undef NAME

/* One tile; columns that the result has not are left out. */
static inline void OF(add_tile)(const OF(block) *w, int64_t rows, int64_t columns, const T *a, const T *b, const T *from, T *c) {
  T sums[HEIGHT * WIDTH] __attribute__((aligned(ALIGNED)));
  bool whole = columns == WIDTH;
  OF(tiles)[rows - 1](w, a, b, whole ? from : NULL, whole ? c : sums, whole ? w->g->ldc : WIDTH);
  if (whole) return;
  for (int64_t r = 0; r < rows; r++, c += w->g->ldc)
    for (int64_t i = 0; i < columns; i++) c[i] = sums[r * WIDTH + i] + (from ? from[r * w->from_row + i] : 0);
}

/* Some tiles that fit the first cache meet all panels, which come from the second. */
static void OF(run_block)(const OF(block) *w, const T *packed) {
  bool packs = w->g->transpose_a;
  int64_t together = most(1, TILE_BYTES / HEIGHT / w->depth / (int64_t)sizeof(T));
  for (int64_t t = 0; t < w->tiles; t += together)
    for (int64_t j = 0; j < w->columns; j += WIDTH)
      for (int64_t tile = t; tile < least(t + together, w->tiles); tile++) {
        int64_t first = begin_of_part(tile, w->rows, w->tiles), rows = begin_of_part(tile + 1, w->rows, w->tiles) - first;
        OF(add_tile)(w, rows, least(WIDTH, w->columns - j),
                     packs ? packed + first * w->depth : w->a + first * w->g->lda,
                     w->right + j / WIDTH * w->right_next,
                     w->from ? w->from + first * w->from_row + j : NULL, w->c + first * w->g->ldc + j);
      }
}

/* c = what the product is added to: `add`, or beta c, which is 0 whatever c held where beta is. */
static void OF(begin)(const dl_gemm *g, T *c) {
  const T *add = g->add;
  for (int64_t i = 0; i < g->m; i++, c += g->ldc)
    for (int64_t j = 0; j < g->n; j++) c[j] = add ? add[i * g->add_row + j] : g->beta == 0 ? 0 : (T)g->beta * c[j];
}

/* Where a block of the right side begins in all of it, packed; a number more in a column than there is, since panels with a
** power of two between them would share places in the cache. */
static int64_t OF(place)(const dl_gemm *g, int64_t l, int64_t depth_number, int64_t depth, int64_t j) {
  return (l + depth_number) * up(g->n, WIDTH) + j * (depth + 1);
}

/* Block number d of so many over k, and the columns from j on. */
static OF(block) OF(block_at)(const dl_gemm *g, int64_t d, int64_t j) {
  int64_t depths = parts(g->k, DEPTH), l = begin_of_part(d, g->k, depths);
  OF(block) w = { .g = g, .step = 1, .l = l, .depth = begin_of_part(d + 1, g->k, depths) - l };
  w.right_next = (w.depth + 1) * WIDTH;
  w.columns = least(RIGHT_NUMBERS / w.right_next * WIDTH, g->n - j);
  return w;
}

static const T *OF(right_of)(const dl_gemm *g, const T *b, int64_t l, int64_t j) {
  return b + (g->transpose_b ? j * g->ldb + l : l * g->ldb + j);
}

static void OF(pack)(const dl_gemm *g, const T *b, T *to) {
  for (int64_t d = 0; d < parts(g->k, DEPTH); d++)
    for (int64_t j = 0, columns; j < g->n; j += columns) {
      OF(block) w = OF(block_at)(g, d, j);
      columns = w.columns;
      OF(pack_right)(&w, OF(right_of)(g, b, w.l, j), to + OF(place)(g, w.l, d, w.depth, j));
    }
}

static dl_status OF(gemm)(const dl_gemm *g, const T *a, const T *b, T *c) {
  T right[RIGHT_NUMBERS] __attribute__((aligned(ALIGNED)));
  T packed[(ROWS + HEIGHT) * DEPTH] __attribute__((aligned(ALIGNED)));
  int64_t depths = parts(g->k, DEPTH), most_rows = up(parts(g->m, parts(g->m, ROWS)), HEIGHT);
  if (depths == 0 || (g->beta != 0 && g->beta != 1)) OF(begin)(g, c);
  for (int64_t d = 0; d < depths; d++)
    for (int64_t j = 0, columns; j < g->n; j += columns) {
      OF(block) w = OF(block_at)(g, d, j);
      columns = w.columns;
      if (dl_interrupt_pending()) return dl_error_interrupted();
      w.right = g->packed_b ? b + OF(place)(g, w.l, d, w.depth, j) : right;
      if (!g->packed_b) OF(pack_right)(&w, OF(right_of)(g, b, w.l, j), right);
      for (int64_t i = 0; i < g->m; i += most_rows) {
        w.rows = least(most_rows, g->m - i);
        w.tiles = parts(w.rows, HEIGHT);
        w.a = a + (g->transpose_a ? w.l * g->lda + i : i * g->lda + w.l);
        w.c = c + i * g->ldc + j;
        bool given = d == 0 && g->add;
        w.from = given ? (const T *)g->add + i * g->add_row + j : d > 0 || g->beta != 0 ? w.c : NULL;
        w.from_row = given ? g->add_row : g->ldc;
        bool kept = j > 0 && most_rows >= g->m;                 /* of the columns before */
        if (g->transpose_a && !kept) OF(pack_left)(&w, w.a, packed);
        OF(run_block)(&w, packed);
      }
    }
  return DL_OK;
}

#undef ROWS
#undef RIGHT_NUMBERS
