/* product.c -- products of matrices and of batches of them, of any strides.
**
** A float product is cut into tiles, and each tile is one GEMM on one thread: the cut depends on the shape
** alone, so the numbers are the same for any number of threads, and an interruption is seen between tiles.
** GEMM reads rows or columns that lie densely; any other operand is copied first. Products of a batch that
** share their right side and whose rows follow each other become one.
*/
#include "engine/engine.h"

#define TWO_TILES 16e6            /* operations (about 0.1 ms): below this a second thread gives nothing */
#define EACH_TILE 256e6           /* of more than two; each of them packs its rows and columns again, so few are best: */
#define MOST_TILES 16             /* one thread computes 1024^3 at 135 GFLOP/s in one tile, 115 in 8, 100 in 64 */
#define LARGEST_TILE 1e10         /* an interruption may wait for two of them, 0.1 s */
#define BATCH_GRAIN 4e6           /* small products of a batch go to a thread by so many operations */

/* ---- what GEMM can read ---- */

typedef struct { bool transpose, readable; int64_t leading; } layout;

static layout layout_of(const dl_matrix *m, int64_t rows, int64_t columns) {
  if ((m->column == 1 || columns <= 1) && (m->row >= columns || rows <= 1))
    return (layout){ false, true, rows > 1 && m->row > 0 ? m->row : columns > 0 ? columns : 1 };
  if ((m->row == 1 || rows <= 1) && (m->column >= rows || columns <= 1))
    return (layout){ true, true, columns > 1 && m->column > 0 ? m->column : rows > 0 ? rows : 1 };
  return (layout){ 0 };
}

static bool is_readable(const dl_product *p, const dl_matrix *m, int64_t rows, int64_t columns) {
  if (dl_dtype_is_float(p->dtype)) return layout_of(m, rows, columns).readable;
  return m == &p->a || m->column == 1 || columns <= 1;       /* the loops over integers walk along B's rows */
}

/* Elements of a copy: batch dimensions that repeat are there once. */
static int64_t copied_elements(const dl_product *p, const dl_matrix *m, int64_t rows, int64_t columns) {
  int64_t n = rows * columns;
  for (int d = 0; d < p->batch_dims; d++) if (m->batch[d]) n *= p->batch[d];
  return n;
}

static size_t copy_bytes(const dl_product *p, const dl_matrix *m, int64_t rows, int64_t columns) {
  if (is_readable(p, m, rows, columns)) return 0;
  return ((size_t)copied_elements(p, m, rows, columns) * dl_dtype_size(p->dtype) + 63) / 64 * 64;
}

size_t dl_product_scratch(const dl_product *p) {
  return copy_bytes(p, &p->a, p->m, p->k) + copy_bytes(p, &p->b, p->k, p->n);
}

/* Replace an operand by a dense copy of it at `place`. */
static dl_status make_dense(const dl_product *p, dl_matrix *m, int64_t rows, int64_t columns, void *place) {
  dl_storage to_storage = { .data = place }, from_storage = { .data = m->data };
  dl_tensor to = { .dtype = (uint8_t)p->dtype, .storage = &to_storage };
  dl_tensor from = { .dtype = (uint8_t)p->dtype, .storage = &from_storage };
  int n = 0;
  int64_t step = columns;
  for (int d = p->batch_dims - 1; d >= 0; d--) if (m->batch[d]) n++;
  to.ndim = from.ndim = (uint8_t)(n + 2);
  from.shape[n] = to.shape[n] = rows;
  from.shape[n + 1] = to.shape[n + 1] = columns;
  from.stride[n] = m->row;
  from.stride[n + 1] = m->column;
  to.stride[n] = columns;
  to.stride[n + 1] = 1;
  step *= rows;
  for (int d = p->batch_dims - 1; d >= 0; d--) {
    if (m->batch[d] == 0) continue;
    n--;
    from.shape[n] = to.shape[n] = p->batch[d];
    from.stride[n] = m->batch[d];
    to.stride[n] = m->batch[d] = step;
    step *= p->batch[d];
  }
  m->data = place;
  m->row = columns;
  m->column = 1;
  return dl_copy_strided(&to, &from);
}

/* ---- one tile ---- */

typedef struct {
  const dl_product *p;
  layout a, b;
  int64_t tile_m, tile_n, across, tiles;     /* across: tiles side by side; tiles: of one product */
  dl_status status;
} product_work;

#define FLOAT_TILE(T, gemm) \
static dl_status tile_##T(const product_work *w, int64_t m, int64_t n, const void *a, const void *b, const void *bias, void *c) { \
  const dl_product *p = w->p; \
  const dl_gemm g = { w->a.transpose, w->b.transpose, false, m, n, p->k, w->a.leading, w->b.leading, \
                      p->m > 1 && p->c.row ? p->c.row : p->n, p->alpha, p->beta, bias, 0 }; \
  return gemm(&g, a, b, c); \
}
FLOAT_TILE(float, dl_gemm_float32)
FLOAT_TILE(double, dl_gemm_float64)

/* Rows of B are added to a row of C, in blocks of B that stay in the cache. Sums wrap around. */
#define BLOCK_ROWS 64
#define BLOCK_COLUMNS 256
#define INTEGER_TILE(T, U) \
static dl_status tile_##T(const product_work *w, int64_t m, int64_t n, const void *a, const void *b, const void *bias, void *c) { \
  (void)bias; \
  const dl_product *p = w->p; \
  const T *left = a, *right = b; \
  const U alpha = (U)(T)p->alpha, beta = (U)(T)p->beta; \
  T *to = c; \
  int64_t row = p->m > 1 && p->c.row ? p->c.row : p->n; \
  for (int64_t i = 0; i < m; i++) \
    for (int64_t j = 0; j < n; j++) to[i * row + j] = beta == 0 ? 0 : (T)(beta * (U)to[i * row + j]); \
  for (int64_t l0 = 0; l0 < p->k; l0 += BLOCK_ROWS) \
    for (int64_t j0 = 0; j0 < n; j0 += BLOCK_COLUMNS) { \
      int64_t l1 = l0 + BLOCK_ROWS < p->k ? l0 + BLOCK_ROWS : p->k; \
      int64_t width = n - j0 < BLOCK_COLUMNS ? n - j0 : BLOCK_COLUMNS; \
      for (int64_t i = 0; i < m; i++) \
        for (int64_t l = l0; l < l1; l++) { \
          const U factor = alpha * (U)left[i * p->a.row + l * p->a.column]; \
          const T *from = right + l * p->b.row + j0; \
          T *sum = to + i * row + j0; \
          _Pragma("GCC ivdep") \
          for (int64_t j = 0; j < width; j++) sum[j] = (T)((U)sum[j] + factor * (U)from[j]); \
        } \
    } \
  return DL_OK; \
}
INTEGER_TILE(int64_t, uint64_t)
INTEGER_TILE(int32_t, uint32_t)
INTEGER_TILE(uint8_t, uint8_t)

typedef dl_status (*tile_function)(const product_work *w, int64_t m, int64_t n,
                                   const void *a, const void *b, const void *bias, void *c);
static const tile_function tile_of[DL_DTYPE_COUNT] = {      /* none for bool and 16-bit floats: callers see to that */
  [DL_FLOAT32] = tile_float, [DL_FLOAT64] = tile_double,
  [DL_INT64] = tile_int64_t, [DL_INT32] = tile_int32_t, [DL_UINT8] = tile_uint8_t
};

/* ---- all tiles ---- */

/* The sides of a tile: the longer one is halved until there are enough of them. */
static void cut(product_work *w) {
  const dl_product *p = w->p;
  double operations = 2.0 * (double)p->m * (double)p->n * (double)p->k;
  if (p->m == 1 || p->n == 1) operations *= 8;              /* these wait for memory */
  double wanted = operations < TWO_TILES ? 1 : operations < 2 * EACH_TILE ? 2 : operations / EACH_TILE;
  if (wanted > MOST_TILES) wanted = operations / LARGEST_TILE > MOST_TILES ? operations / LARGEST_TILE : MOST_TILES;
  w->tile_m = p->m;
  w->tile_n = p->n;
  for (double tiles = 1; 2 * tiles <= wanted; tiles *= 2) {
    int64_t *longer = w->tile_m >= w->tile_n ? &w->tile_m : &w->tile_n;
    if (*longer < 64) break;
    *longer = ((*longer + 1) / 2 + 15) / 16 * 16;
  }
  w->across = (p->n + w->tile_n - 1) / w->tile_n;
  w->tiles = w->across * ((p->m + w->tile_m - 1) / w->tile_m);
}

static void run_tiles(void *context, int64_t begin, int64_t end) {
  product_work *w = context;
  const dl_product *p = w->p;
  int64_t size = (int64_t)dl_dtype_size(p->dtype);
  for (int64_t item = begin; item < end; item++) {
    int64_t which = item / w->tiles, tile = item % w->tiles;
    int64_t i = tile / w->across * w->tile_m, j = tile % w->across * w->tile_n;
    int64_t a = i * p->a.row, b = j * p->b.column, c = i * p->c.row + j;
    for (int d = p->batch_dims - 1; d >= 0; d--) {
      int64_t at = which % p->batch[d];
      which /= p->batch[d];
      a += at * p->a.batch[d];
      b += at * p->b.batch[d];
      c += at * p->c.batch[d];
    }
    int64_t m = p->m - i < w->tile_m ? p->m - i : w->tile_m;
    int64_t n = p->n - j < w->tile_n ? p->n - j : w->tile_n;
    dl_status status = tile_of[p->dtype](w, m, n, p->a.data + a * size, p->b.data + b * size,
                                         p->bias ? p->bias + j * size : NULL, p->c.data + c * size);
    if (status != DL_OK) w->status = status;      /* an interruption: dl_parallel reports it too */
  }
}

dl_status dl_product_run(const dl_product *given, void *scratch) {
  dl_product p = *given;
  size_t bytes = copy_bytes(&p, &p.a, p.m, p.k);
  dl_status status = DL_OK;
  if (copy_bytes(&p, &p.b, p.k, p.n)) status = make_dense(&p, &p.b, p.k, p.n, (char *)scratch + bytes);
  if (bytes && status == DL_OK) status = make_dense(&p, &p.a, p.m, p.k, scratch);
  product_work w = { .p = &p, .a = layout_of(&p.a, p.m, p.k), .b = layout_of(&p.b, p.k, p.n) };
  int64_t count = 1;
  for (int d = 0; d < p.batch_dims; d++) count *= p.batch[d];
  if (status != DL_OK || count == 0 || p.m == 0 || p.n == 0) return status;
  cut(&w);
  double one = 2.0 * (double)w.tile_m * (double)w.tile_n * (double)p.k + 1;
  status = dl_parallel(count * w.tiles, w.tiles > 1 ? 1 : 1 + (int64_t)(BATCH_GRAIN / one), run_tiles, &w);
  return status == DL_OK ? w.status : status;
}
