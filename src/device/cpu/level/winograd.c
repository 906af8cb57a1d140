/* winograd.c -- convolutions with a kernel of 3x3 and stride 1 in float32, by fewer multiplications.
**
** A tile of 4x4 results sees a patch of 6x6 numbers of each channel. Both the patch d and the weight g of a filter are taken
** to 36 points, where the sums over channels are products of numbers, one of matrices at each point; the way back gives
** the tile:
**
**   y = A' [ sum over channels of (G g G') * (B' d B) ] A
**
** That is 36 multiplications for 16 results, where the definition has 144. See Winograd, "Arithmetic complexity of
** computations", 1980; Lavin and Gray, "Fast algorithms for convolutional neural networks", 2016. The points are 0, P, -P, Q,
** -Q and infinity; 5/8 and 3/2 lose fewer bits than 1 and 2 do (Barabasz et al., "Error analysis and improving the accuracy
** of Winograd convolution for deep neural networks", 2020). The error is some ten times that of the definition's sums, and
** what is not finite reaches all of its tile.
**
** Tiles are treated in chunks whose numbers stay in the cache, WIDTH tiles side by side (a panel), whatever image they are of. If
** one chunk is all, filters are treated in blocks.
*/
#include "engine/engine.h"
#include "core/sizes.h"
#include "device/cpu/level/winograd.h"

#define T float
#define BITS 32
#define MASK int32_t
#define OF(name) name##_float
#include "device/cpu/level/tile_body.h"
#include "device/cpu/level/winograd_tiles.h"

/* ---- the weight ---- */

/* LANES filters of a channel side by side, of which `count` are there; the others are 0. `room`: numbers that may be written. */
static inline __attribute__((always_inline)) void transform_filters(const job *j, const float *from, int64_t count, int64_t room, float *to) {
  vector g[9] = { 0 }, half[PATCH][3];
  for (int64_t i = 0; i < count; i++, from += j->from.filter)
    for (int k = 0; k < 9; k++) ((float *)&g[k])[i] = from[k * j->from.tap];
  for (int column = 0; column < 3; column++) to_points(3, g + column, 3, &half[0][column], 3);
  int64_t step = weight_step(j);
  for (int row = 0; row < PATCH; row++) {
    vector points[PATCH];
    to_points(3, half[row], 1, points, 1);
    for (int i = 0; i < PATCH; i++, to += step)
      if (room >= LANES) *(vector *)to = points[i];
      else memcpy(to, &points[i], (size_t)room * sizeof *to);
  }
}

/* HEIGHT filters of a channel. A vector too long is overwritten by the next channel, if there is one. */
static void transform_weight(const job *j, int64_t filter, int64_t channel, float *to) {
  const float *from = j->from.first + j->group * j->from.group + (j->filter + filter) * j->from.filter + channel * j->from.channel;
  int64_t behind = channel + 1 < j->c->channels ? HEIGHT : 0;
  for (int64_t f = 0; f < HEIGHT; f += LANES)
    transform_filters(j, from + f * j->from.filter, most(0, least(least(LANES, HEIGHT - f), j->filters - filter - f)), HEIGHT - f + behind,
                      to + f);
}

/* Panels begin..end of HEIGHT filters. */
static void transform_weights(void *context, int64_t begin, int64_t end) {
  const job *j = context;
  int64_t channels = j->c->channels;
  for (int64_t panel = begin; panel < end; panel++)
    for (int64_t c = 0; c < channels; c++)
      transform_weight(j, panel * HEIGHT, c, j->weight + (panel * channels + c) * HEIGHT);
}

/* ---- products: pieces begin..end are a panel at a point each ---- */

static void multiply(void *context, int64_t begin, int64_t end) {
  const job *j = context;
  int64_t channels = j->c->channels;
  const left_float left = { .k = channels, .row = 1, .step = HEIGHT, .panels = 1 };
  for (int64_t piece = begin; piece < end; piece++) {
    int64_t point = piece / j->panels, panel = piece % j->panels;
    const float *a = j->weight + point * weight_step(j), *b = j->in + point * in_step(j) + panel * channels * WIDTH;
    float *to = j->out + point * out_step(j) + panel * j->height * WIDTH;
    for (int64_t f = 0; f < j->height; f += HEIGHT)
      tile_float(HEIGHT, left, a + f * channels, b, 1, false, NULL, 0, to + f * WIDTH, WIDTH);
  }
}

/* ---- points to tiles ---- */

/* Rows of LANES tiles from the t-th of a panel on, as columns, into the result. */
static inline __attribute__((always_inline)) void write_rows(const places *p, int t, int64_t row_step, int row, vector *v, float *y) {
  turn_float(v);
#pragma GCC unroll 16
  for (int lane = 0; lane < LANES; lane++) {
    const float *numbers = (const float *)&v[lane];
    for (int r = row; r < row + LANES / SIDE && r < p->rows[t + lane]; r++, numbers += SIDE) {
      float *to = y + p->to[t + lane] + r * row_step;
      if (p->columns[t + lane] == SIDE) memcpy(to, numbers, SIDE * sizeof *to);
      else for (int i = 0; i < p->columns[t + lane]; i++) to[i] = numbers[i];
    }
  }
}

static void transform_tiles(const job *j, const float *from, const places *p, int t, float bias, float *y) {
  vector rows[SIDE][PATCH], tile[SIDE][SIDE];
  int64_t step = out_step(j);
  for (int column = 0; column < PATCH; column++) {
    vector m[PATCH];
    for (int i = 0; i < PATCH; i++) m[i] = *(const vector *)(from + (i * PATCH + column) * step);
    from_points(SIDE, m, &rows[0][column], PATCH);
  }
  for (int r = 0; r < SIDE; r++) {
    from_points(SIDE, rows[r], tile[r], 1);
    for (int column = 0; column < SIDE; column++) tile[r][column] += bias;
  }
  for (int r = 0; r < SIDE; r += LANES / SIDE) write_rows(p, t, j->c->out[2], r, tile[r], y);
}

/* Pieces begin..end: some filters of a panel each. */
static void transform_outputs(void *context, int64_t begin, int64_t end) {
  const job *j = context;
  int64_t filters = j->filters, blocks = parts(filters, CHANNELS_AT_ONCE), plane = j->c->out[1] * j->c->out[2];
  places p;
  for (int64_t piece = begin; piece < end; piece++) {
    int64_t panel = piece / blocks, first = piece % blocks * CHANNELS_AT_ONCE;
    if (piece == begin || first == 0) find_places(j, panel, &p);
    for (int64_t f = first; f < least(filters, first + CHANNELS_AT_ONCE); f++) {
      float bias = j->bias ? j->bias[j->group * j->c->filters + j->filter + f] : 0;
      for (int t = 0; t < WIDTH; t += LANES)
        transform_tiles(j, j->out + (panel * j->height + f) * WIDTH + t, &p, t, bias, j->result + (j->filter + f) * plane);
    }
  }
}

#include "device/cpu/level/winograd_weight.h"

/* ---- the whole ---- */

static size_t bytes_of(int64_t step) { return (size_t)up(POINTS * step * (int64_t)sizeof(float), ALIGNED); }

#define MOST_BYTES (64 * 1024 * 1024)           /* of the weight at the points */

/* What either way takes, in multiply-adds of the micro-kernel; measured with vectors of 32 bytes. */
#define TO_AND_FRO 450.0           /* a tile of a channel to the points, or of a filter back */
#define OF_WEIGHT 750.0            /* a kernel to the points */
#define OF_CALL 150000.0
#define GATHERED 16.0              /* a tap of a position (convolution_body.h) */

bool dl_winograd_pays(const dl_convolution *c, dl_convolve which) {
  bool fits = which != DL_CONVOLVE_INPUT && c->dtype == DL_FLOAT32 && c->kernel[0] == 1 && c->kernel[1] == 3 && c->kernel[2] == 3
    && c->in[0] == 1 && c->out[0] == 1 && c->before[0] == 0 && c->in[1] > 0 && c->in[2] > 0;
  for (int d = 0; d < DL_SPACE; d++) fits = fits && c->stride[d] == 1 && c->dilation[d] == 1;
  if (!fits || c->batch < 1 || c->channels < 1 || c->filters < 1) return false;
  job j = plan(c, which);
  double channels = (double)c->channels, filters = (double)c->filters, tiles = (double)j.tiles;
  double here = (double)up(j.tiles, WIDTH) * POINTS * channels * filters + tiles * TO_AND_FRO * (channels + filters)
    + OF_WEIGHT * channels * filters + OF_CALL;
  double directly = (double)c->batch * (double)(c->out[1] * c->out[2]) * 9 * channels * ((double)c->filters + GATHERED);
  return here < directly && bytes_of(weight_step(&j)) <= MOST_BYTES;
}

size_t dl_winograd_scratch(const dl_convolution *c, dl_convolve which) {
  job j = plan(c, which);
  return bytes_of(weight_step(&j)) + bytes_of(in_step(&j)) + bytes_of(out_step(&j));
}

/* So many pieces of such a cost are worth a thread. */
#define WORTH 1e6
static int64_t at_once(double multiply_adds) { return 1 + (int64_t)(WORTH / multiply_adds); }

static const double transform = CHANNELS_AT_ONCE * WIDTH * TO_AND_FRO;

static dl_status run_forward(job *j) {
  int64_t blocks = parts(j->filters, CHANNELS_AT_ONCE);
  dl_status status = dl_parallel(POINTS * j->panels, at_once((double)(WIDTH * j->c->channels * j->height)), multiply, j);
  return status == DL_OK ? dl_parallel(j->panels * blocks, at_once(transform), transform_outputs, j) : status;
}

static dl_status run_weight(job *j) {
  double results = (double)(WIDTH * WIDTH) * TO_AND_FRO, products = (double)(j->panels * WIDTH * j->c->channels * j->width);
  dl_status status = dl_parallel(j->panels * j->width / WIDTH, at_once(results), transform_results, j);
  return status == DL_OK ? dl_parallel(POINTS, at_once(products), add_products, j) : status;
}

/* A block of filters of a group; the inputs of the only chunk are there from the first block on. */
static dl_status run_block(job *j) {
  bool forward = j->which == DL_CONVOLVE;
  int64_t panels = j->panels, channels = j->c->channels;
  dl_status status = DL_OK;
  if (forward) status = dl_parallel(j->height / HEIGHT, at_once(HEIGHT * (double)channels * OF_WEIGHT), transform_weights, j);
  for (j->first = 0; j->first < j->tiles && status == DL_OK; j->first += panels * WIDTH) {
    j->panels = least(panels, parts(j->tiles - j->first, WIDTH));
    if (j->filter == 0) status = dl_parallel(j->panels * parts(channels, CHANNELS_AT_ONCE), at_once(transform), transform_inputs, j);
    if (status == DL_OK) status = forward ? run_forward(j) : run_weight(j);
  }
  j->panels = panels;
  if (status != DL_OK || forward) return status;
  return dl_parallel(channels, at_once((double)j->width * OF_WEIGHT), finish_weights, j);
}

static dl_status run(job *j, void *scratch) {
  dl_status status = DL_OK;
  j->weight = scratch;
  j->in = (float *)((char *)scratch + bytes_of(weight_step(j)));
  j->out = (float *)((char *)j->in + bytes_of(in_step(j)));
  for (j->group = 0; j->group < j->c->groups; j->group++)
    for (j->filter = 0; j->filter < j->c->filters && status == DL_OK; j->filter += j->block) {
      j->filters = least(j->block, j->c->filters - j->filter);
      status = run_block(j);
    }
  return status;
}

dl_status dl_winograd_run(const dl_convolution *c, const float *x, dl_winograd_weight weight, const float *bias, float *y, void *scratch) {
  job j = plan(c, DL_CONVOLVE);
  j.x = x;
  j.from = weight;
  j.bias = bias;
  j.result = y;
  return run(&j, scratch);
}

dl_status dl_winograd_run_weight(const dl_convolution *c, const float *dy, const float *x, float *weight, void *scratch) {
  job j = plan(c, DL_CONVOLVE_WEIGHT);
  j.x = x;
  j.dy = dy;
  j.result = weight;
  return run(&j, scratch);
}
