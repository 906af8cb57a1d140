/* winograd_tiles.h -- the tiles of a convolution by winograd.c, and what their patches are at the points. */

#define SIDE 4                     /* of a tile of results */
#define PATCH 6                    /* what it sees; as many points in each direction */
#define POINTS (PATCH * PATCH)
#define P 0.625f
#define Q 1.5f
#define NEAR (2 * P * P * (P * P - Q * Q))      /* the product of the differences of P to the other points */
#define FAR (2 * Q * Q * (Q * Q - P * P))
#define LINE (ALIGNED / (int64_t)sizeof(float))
#define CHUNK_BYTES (2 * 1024 * 1024)
#define LEAST_PANELS 2             /* of a chunk, which reads all of the weight */
#define BLOCK_BYTES (2 * 1024 * 1024)           /* of the weight at the points, where one chunk is all */
#define CHANNELS_AT_ONCE 8         /* of a panel: a piece of work */

typedef vector_float vector;
typedef mask_float mask;

/* A patch's row takes this many vectors. */
#define PIECES (LANES < 8 ? 8 / LANES : 1)
#define COLUMNS (PIECES * LANES)

/* G, for n vectors at so many steps: the values of a polynomial with these coefficients, over the product of a point's
** differences to the others; at infinity the last one. */
static inline __attribute__((always_inline)) void to_points(const int n, const vector *d, int64_t from, vector *to, int64_t step) {
  vector near = d[0] * (1 / NEAR) + d[2 * from] * (P * P / NEAR), near_odd = d[from] * (P / NEAR);
  vector far = d[0] * (1 / FAR) + d[2 * from] * (Q * Q / FAR), far_odd = d[from] * (Q / FAR);
  if (n == 4) {
    near_odd += d[3 * from] * (P * P * P / NEAR);
    far_odd += d[3 * from] * (Q * Q * Q / FAR);
  }
  to[0] = d[0] * (1 / (P * P * Q * Q));
  to[step] = near + near_odd;
  to[2 * step] = near - near_odd;
  to[3 * step] = far + far_odd;
  to[4 * step] = far - far_odd;
  to[5 * step] = d[(n - 1) * from];
}

/* A', from six vectors to n. */
static inline __attribute__((always_inline)) void from_points(const int n, const vector *m, vector *y, int step) {
  vector near = m[1] + m[2], near_odd = m[1] - m[2], far = m[3] + m[4], far_odd = m[3] - m[4];
  y[0] = m[0] + near + far;
  y[step] = P * near_odd + Q * far_odd;
  y[2 * step] = P * P * near + Q * Q * far;
  if (n == 4) y[3 * step] = P * P * P * near_odd + Q * Q * Q * far_odd;
  y[(n - 1) * step] += m[5];
}

typedef struct {
  const dl_convolution *c;
  dl_convolve which;              /* DL_CONVOLVE or DL_CONVOLVE_WEIGHT */
  const float *x, *dy, *bias;
  float *result;
  float *weight, *in, *out;       /* weight, x and y at the points */
  dl_winograd_weight from;
  int64_t down, across, tiles;    /* tiles of an image, and of all */
  int64_t block, filter, filters; /* most filters at a time; the first of them, and how many */
  int64_t height, width;          /* of a block, with those that fill the last tile_float */
  int64_t panels, first;          /* of a chunk; its first tile */
  int64_t group;
} job;

/* Numbers from a point to the next: a line more than there are, since powers of two would share places in the cache. */
static int64_t weight_step(const job *j) {
  return (j->which == DL_CONVOLVE_WEIGHT ? up(j->c->channels, HEIGHT) * j->width : j->height * j->c->channels) + LINE;
}

/* The products for the weight read HEIGHT channels behind the last. */
static int64_t in_step(const job *j) { return (j->panels * j->c->channels + HEIGHT) * WIDTH + LINE; }

static int64_t out_step(const job *j) {
  return j->panels * WIDTH * (j->which == DL_CONVOLVE_WEIGHT ? j->width : j->height) + LINE;
}

static job plan(const dl_convolution *c, dl_convolve which) {
  job j = { .c = c, .which = which, .down = parts(c->out[1], SIDE), .across = parts(c->out[2], SIDE), .block = c->filters };
  j.tiles = c->batch * j.down * j.across;
  int64_t panels = parts(j.tiles, WIDTH), point = POINTS * (int64_t)sizeof(float);
  j.panels = most(1, least(panels, most(LEAST_PANELS, CHUNK_BYTES / (point * (c->channels + c->filters) * WIDTH))));
  if (panels <= j.panels) j.block = least(c->filters, up(most(1, BLOCK_BYTES / (point * c->channels)), HEIGHT * WIDTH / 2));
  j.height = up(j.block, HEIGHT);
  j.width = up(j.block, WIDTH);
  return j;
}

/* Where the patches of a panel's tiles lie in the first channel, and the tiles in the first result. */
typedef struct {
  int64_t at[WIDTH], to[WIDTH], lowest, highest;
  int rows[WIDTH], columns[WIDTH];             /* of the tile: fewer than SIDE at the border, 0 of one that is missing */
  mask inside[PATCH][WIDTH][PIECES], result[SIDE][WIDTH][PIECES];
} places;

static void find_places(const job *j, int64_t panel, places *p) {
  const dl_convolution *c = j->c;
  int64_t plane = c->in[1] * c->in[2], results = c->out[1] * c->out[2];
#define NUMBER(i) i,
  const mask number = { EACH_LANE(NUMBER) };
#undef NUMBER
  memset(p, 0, sizeof *p);
  p->lowest = INT64_MAX;
  p->highest = INT64_MIN;
  for (int t = 0; t < WIDTH; t++) {
    int64_t tile = j->first + panel * WIDTH + t;
    bool there = tile < j->tiles;
    if (!there) tile = j->first + panel * WIDTH;
    int64_t column = tile % j->across * SIDE, row = tile / j->across % j->down * SIDE, image = tile / j->across / j->down;
    int64_t x = column - c->before[2], y = row - c->before[1];
    p->at[t] = (image * c->groups + j->group) * c->channels * plane + y * c->in[2] + x;
    p->to[t] = (image * c->groups + j->group) * c->filters * results + row * c->out[2] + column;
    p->lowest = least(p->lowest, p->at[t]);
    p->highest = most(p->highest, p->at[t] + (PATCH - 1) * c->in[2] + COLUMNS);
    if (!there) continue;
    p->rows[t] = (int)least(SIDE, c->out[1] - row);
    p->columns[t] = (int)least(SIDE, c->out[2] - column);
    int32_t first = (int32_t)most(0, least(PATCH, -x)), last = (int32_t)most(0, least(PATCH, c->in[2] - x));
    for (int i = 0; i < PATCH; i++)
      for (int piece = 0; piece < PIECES && y + i >= 0 && y + i < c->in[1]; piece++)
        p->inside[i][t][piece] = (number >= first - piece * LANES) & (number < last - piece * LANES);
    for (int r = 0; r < p->rows[t]; r++) p->result[r][t][0] = number < p->columns[t];
  }
}

/* ---- patches to points ---- */

/* B', for six vectors at so many steps. */
static inline __attribute__((always_inline)) void patch_to_points(const vector *d, int from, vector *to, int64_t step) {
  vector near = d[4 * from] - Q * Q * d[2 * from], near_odd = P * (d[3 * from] - Q * Q * d[from]);
  vector far = d[4 * from] - P * P * d[2 * from], far_odd = Q * (d[3 * from] - P * P * d[from]);
  to[0] = P * P * Q * Q * d[0] - (P * P + Q * Q) * d[2 * from] + d[4 * from];
  to[step] = near + near_odd;
  to[2 * step] = near - near_odd;
  to[3 * step] = far + far_odd;
  to[4 * step] = far - far_odd;
  to[5 * step] = P * P * Q * Q * d[from] - (P * P + Q * Q) * d[3 * from] + d[5 * from];
}

/* A row of which not all can be read: numbers outside are not looked at. */
static void read_row(const float *from, const mask *inside, float *to) {
  for (int i = 0; i < COLUMNS; i++) to[i] = ((const int32_t *)inside)[i] ? from[i] : 0;
}

/* LANES rows of so many numbers, as columns. What is not inside is 0; inside: of each row, or (next 0) of all of them. */
static inline __attribute__((always_inline)) void read_rows(const float *const *from, const mask (*inside)[PIECES], int next, bool whole,
                                                            int numbers, vector *columns) {
  for (int piece = 0; piece * LANES < numbers; piece++) {
    vector v[LANES];
#pragma GCC unroll 16
    for (int lane = 0; lane < LANES; lane++) {
      float few[COLUMNS];
      if (!whole) read_row(from[lane], inside[lane * next], few);
      v[lane] = whole ? (vector)(*(const mask *)(from[lane] + piece * LANES) & inside[lane * next][piece])
                      : *(const vector *)(few + piece * LANES);
    }
    turn_float(v);
    for (int column = 0; column < LANES && piece * LANES + column < numbers; column++) columns[piece * LANES + column] = v[column];
  }
}

/* Channel c of LANES patches from the t-th of a panel on. */
static inline __attribute__((always_inline)) void transform_patches(const job *j, const float *x, const places *p, int t, bool whole, float *to) {
  vector rows[PATCH][PATCH];
  for (int i = 0; i < PATCH; i++) {
    const float *from[LANES];
    vector d[PATCH];
    for (int lane = 0; lane < LANES; lane++) from[lane] = x + p->at[t + lane] + i * j->c->in[2];
    read_rows(from, p->inside[i] + t, 1, whole, PATCH, d);
    patch_to_points(d, 1, rows[i], 1);
  }
  int64_t step = in_step(j);
  for (int column = 0; column < PATCH; column++) {
    vector d[PATCH];
    patch_to_points(&rows[0][column], PATCH, d, 1);
    for (int i = 0; i < PATCH; i++) *(vector *)(to + (i * PATCH + column) * step) = d[i];
  }
}

/* Pieces begin..end: some channels of a panel each. */
static void transform_inputs(void *context, int64_t begin, int64_t end) {
  const job *j = context;
  int64_t channels = j->c->channels, blocks = parts(channels, CHANNELS_AT_ONCE), plane = j->c->in[1] * j->c->in[2];
  int64_t all = j->c->batch * j->c->groups * channels * plane;
  places p;
  for (int64_t piece = begin; piece < end; piece++) {
    int64_t panel = piece / blocks, first = piece % blocks * CHANNELS_AT_ONCE;
    if (piece == begin || first == 0) find_places(j, panel, &p);
    for (int64_t c = first; c < least(channels, first + CHANNELS_AT_ONCE); c++) {
      bool whole = p.lowest + c * plane >= 0 && p.highest + c * plane <= all;
      float *to = j->in + (panel * channels + c) * WIDTH;
      for (int t = 0; t < WIDTH; t += LANES)
        if (whole) transform_patches(j, j->x + c * plane, &p, t, true, to + t);
        else transform_patches(j, j->x + c * plane, &p, t, false, to + t);
    }
  }
}
