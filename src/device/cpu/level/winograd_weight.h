/* winograd_weight.h -- the gradient of the weight: sums over tiles of what a patch and its tile of y are at the points.
**
**   weight = A' [ sum over tiles of (G y G') * (B' d B) ] A
**
** Here 4x4 numbers are taken to the points, and 3x3 come back.
*/

/* Tile t of LANES filters, whose planes begin at y. */
static inline __attribute__((always_inline)) void transform_result(const job *j, const float *const *y, const places *p, int t, bool whole,
                                                                   float *to) {
  vector rows[SIDE][PATCH];
  for (int r = 0; r < SIDE; r++) {
    const float *from[LANES];
    vector d[COLUMNS];
    for (int lane = 0; lane < LANES; lane++) from[lane] = y[lane] + p->to[t] + r * j->c->out[2];
    read_rows(from, &p->result[r][t], 0, whole, SIDE, d);
    to_points(SIDE, d, 1, rows[r], 1);
  }
  int64_t step = out_step(j);
  for (int column = 0; column < PATCH; column++) {
    vector d[PATCH];
    to_points(SIDE, &rows[0][column], PATCH, d, 1);
    for (int i = 0; i < PATCH; i++) *(vector *)(to + (i * PATCH + column) * step) = d[i];
  }
}

/* Pieces begin..end: WIDTH filters of a panel each; those that are missing repeat the last. */
static void transform_results(void *context, int64_t begin, int64_t end) {
  const job *j = context;
  int64_t blocks = j->width / WIDTH, plane = j->c->out[1] * j->c->out[2];
  int64_t all = j->c->batch * j->c->groups * j->c->filters * plane;
  places p;
  for (int64_t piece = begin; piece < end; piece++) {
    int64_t panel = piece / blocks, block = piece % blocks;
    if (piece == begin || block == 0) find_places(j, panel, &p);
    for (int64_t f = 0; f < WIDTH; f += LANES) {
      const float *y[LANES];
      for (int lane = 0; lane < LANES; lane++) y[lane] = j->dy + (j->filter + least(block * WIDTH + f + lane, j->filters - 1)) * plane;
      int64_t behind = y[LANES - 1] - j->dy + (SIDE - 1) * j->c->out[2] + COLUMNS;
      float *to = j->out + (block * j->panels + panel) * WIDTH * WIDTH + f;
      for (int t = 0; t < WIDTH; t++)
        if (p.to[t] + behind <= all) transform_result(j, y, &p, t, true, to + t * WIDTH);
        else transform_result(j, y, &p, t, false, to + t * WIDTH);
    }
  }
}

/* Points begin..end. */
static void add_products(void *context, int64_t begin, int64_t end) {
  const job *j = context;
  int64_t width = j->width, next = j->c->channels * WIDTH;
  const left_float left = { .k = WIDTH, .row = WIDTH, .step = 1, .panels = j->panels, .next = next };
  for (int64_t point = begin; point < end; point++)
    for (int64_t f = 0; f < width; f += WIDTH)
      for (int64_t c = 0; c < j->c->channels; c += HEIGHT) {
        float *sums = j->weight + point * weight_step(j) + c * width + f;
        tile_float(HEIGHT, left, j->in + point * in_step(j) + c * WIDTH, j->out + point * out_step(j) + f * j->panels * WIDTH, 1,
                   j->first > 0, sums, width, sums, width);
      }
}

/* LANES filters of a channel. */
static void finish_weight(const job *j, const float *from, int64_t filters, float *to, int64_t next) {
  vector rows[3][PATCH], w[3][3];
  int64_t step = weight_step(j);
  for (int column = 0; column < PATCH; column++) {
    vector m[PATCH];
    for (int i = 0; i < PATCH; i++) m[i] = *(const vector *)(from + (i * PATCH + column) * step);
    from_points(3, m, &rows[0][column], PATCH);
  }
  for (int r = 0; r < 3; r++) from_points(3, rows[r], w[r], 1);
  for (int64_t f = 0; f < filters; f++)
    for (int k = 0; k < 9; k++) to[f * next + k] = ((const float *)&w[k / 3][k % 3])[f];
}

/* Channels begin..end. */
static void finish_weights(void *context, int64_t begin, int64_t end) {
  const job *j = context;
  int64_t filters = j->filters, next = j->c->channels * 9, width = j->width;
  for (int64_t c = begin; c < end; c++)
    for (int64_t f = 0; f < filters; f += LANES)
      finish_weight(j, j->weight + c * width + f, least(LANES, filters - f), j->result + (j->group * j->c->filters + j->filter + f) * next + c * 9, next);
}
