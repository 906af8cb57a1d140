/* convolution.cu -- the three products of a convolution on CUDA (engine/convolution.h), as gathered products (gathered.h).
**
**   result      a         x, gathered   a row            a column
**   y           weight    x             channel, tap     image, position in y
**   x           weight    y             filter, tap      image, position in x; a phase for each remainder by the stride
**   weight      y         x             image, position  channel, tap
*/
#include "dl_op.h"
#include "core/sizes.h"
#include "device/cuda/cudnn.h"
#include "device/cuda/gathered.h"

#define FAR (INT64_C(1) << 30)         /* coordinates in one dimension are below */

static int64_t volume(const int64_t *sizes) { return sizes[0] * sizes[1] * sizes[2]; }

static void rows_of_memory(const int64_t *sizes, int64_t *space) {
  space[2] = 1;
  space[1] = sizes[2];
  space[0] = sizes[1] * sizes[2];
}

static dl_axis axis_of(int64_t first, const int64_t *sizes) {
  dl_axis axis = {};
  axis.extent[0] = first;
  for (int d = 0; d < DL_SPACE; d++) axis.extent[d + 1] = sizes[d];
  axis.n = first * volume(sizes);
  return axis;
}

static void lies(dl_axis *axis, int64_t outer, const int64_t *sizes) {
  axis->place[0] = outer;
  rows_of_memory(sizes, axis->place + 1);
}

/* Positions of y, and taps, as coordinates of x. */
static dl_axis positions_of(const dl_convolution *c) {
  dl_axis axis = axis_of(c->batch, c->out);
  axis.outer = c->groups * c->channels * volume(c->in);
  lies(&axis, c->groups * c->filters * volume(c->out), c->out);
  for (int d = 0; d < DL_SPACE; d++) {
    axis.step[d] = (int32_t)c->stride[d];
    axis.base[d] = (int32_t)-c->before[d];
  }
  return axis;
}

static dl_axis taps_of(const dl_convolution *c) {
  dl_axis axis = axis_of(c->channels, c->kernel);
  axis.outer = volume(c->in);
  lies(&axis, volume(c->kernel), c->kernel);
  for (int d = 0; d < DL_SPACE; d++) axis.step[d] = (int32_t)c->dilation[d];
  return axis;
}

static void gather_from(dl_gathered *p, const int64_t *sizes, int64_t group) {
  p->x_group = group;
  rows_of_memory(sizes, p->space);
  for (int d = 0; d < DL_SPACE; d++) p->limit[d] = (int32_t)sizes[d];
}

static dl_gathered forward(const dl_convolution *c) {
  dl_gathered p = {};
  p.m = c->filters;
  p.a_row = c->channels * volume(c->kernel);
  p.a_group = c->filters * p.a_row;
  p.result_row = volume(c->out);
  p.result_group = c->filters * p.result_row;
  gather_from(&p, c->in, c->channels * volume(c->in));
  p.columns = positions_of(c);
  p.rows = taps_of(c);
  p.most_columns = p.columns.n;
  return p;
}

static dl_gathered by_weight(const dl_convolution *c) {
  dl_gathered p = {};
  p.m = c->filters;
  p.a_row = volume(c->out);
  p.a_group = c->filters * p.a_row;
  p.result_row = c->channels * volume(c->kernel);
  p.result_group = c->filters * p.result_row;
  gather_from(&p, c->in, c->channels * volume(c->in));
  p.columns = taps_of(c);
  p.rows = positions_of(c);
  p.along_rows = true;
  p.most_columns = p.columns.n;
  return p;
}

static int64_t divisor_of(int64_t a, int64_t b) { return b ? divisor_of(b, a % b) : a; }

/* The number whose product with n is 1 modulo `modulus`, which has no divisor in common with n (Euclid). */
static int64_t inverse_of(int64_t n, int64_t modulus) {
  int64_t a = n % modulus, b = modulus, x = 1, y = 0;
  while (b) {
    const int64_t times = a / b, rest = a % b, next = x - times * y;
    a = b;
    b = rest;
    x = y;
    y = next;
  }
  return (x % modulus + modulus) % modulus;
}

static dl_gathered by_input(const dl_convolution *c) {
  dl_gathered p = {};
  dl_phases *phases = &p.phases;
  p.m = c->channels;
  p.a_row = volume(c->kernel);
  p.a_group = c->filters * c->channels * p.a_row;
  p.result_row = volume(c->in);
  p.result_group = c->channels * p.result_row;
  gather_from(&p, c->out, c->filters * volume(c->out));
  p.columns = axis_of(c->batch, c->in);
  p.columns.outer = c->groups * c->filters * volume(c->out);
  lies(&p.columns, c->groups * c->channels * volume(c->in), c->in);
  p.rows = axis_of(c->filters, c->kernel);
  p.rows.outer = volume(c->out);
  lies(&p.rows, c->channels * volume(c->kernel), c->kernel);
  phases->count = 1;
  p.most_columns = c->batch;
  for (int d = 0; d < DL_SPACE; d++) {
    phases->in[d] = c->in[d];
    phases->kernel[d] = c->kernel[d];
    phases->stride[d] = c->stride[d];
    phases->dilation[d] = c->dilation[d];
    phases->before[d] = c->before[d];
    phases->divisor[d] = divisor_of(c->stride[d], c->dilation[d]);
    phases->step[d] = c->stride[d] / phases->divisor[d];
    phases->inverse[d] = inverse_of(c->dilation[d] / phases->divisor[d], phases->step[d]);
    phases->cycle[d] = least(c->stride[d], c->in[d]);
    phases->count *= phases->cycle[d];
    phases->column[d] = p.columns.place[d + 1];
    phases->row[d] = p.rows.place[d + 1];
    p.columns.place[d + 1] *= c->stride[d];
    p.columns.step[d] = 1;
    p.rows.place[d + 1] *= phases->step[d];
    p.rows.step[d] = (int32_t)-(c->dilation[d] / phases->divisor[d]);
    p.most_columns *= (c->in[d] + c->stride[d] - 1) / c->stride[d];
  }
  return p;
}

/* ---- tiles and pieces ---- */

/* Where tiles are too few for the device, rows are cut into pieces, each long enough to be worth its place in memory. */
static void cut(const dl_args *a, dl_gathered *p, int64_t tile_m, int64_t tile_n) {
  const int64_t tiles = (p->m + tile_m - 1) / tile_m * ((p->most_columns + tile_n - 1) / tile_n) * p->groups;
  const int64_t wanted = 2 * (int64_t)dl_cuda_of(a)->processors, shortest = 128;
  p->pieces = p->phases.count > 1 || tiles == 0 ? 1 : least(wanted / tiles, p->rows.n / shortest);
  if (p->pieces < 1) p->pieces = 1;
  p->piece = (p->rows.n + p->pieces - 1) / p->pieces;
}

template <class T, class Tile> static dl_status run_tiles(const dl_args *a, dl_gathered *p) {
  cut(a, p, Tile::M, Tile::N);
  if (p->pieces == 1) return dl_gathered_launch<T, Tile>(a, *p);
  dl_temporary partial(a, p->pieces * p->groups * p->m * p->columns.n * (int64_t)sizeof(typename dl_wide_of<T>::type));
  if (!partial.data) return DL_NO_MEMORY;
  p->partial = partial.data;
  dl_status status = dl_gathered_launch<T, Tile>(a, *p);
  return status == DL_OK ? dl_gathered_join<T>(a, *p) : status;
}

/* Large tiles read less, but there must be enough of them. float64 has not the registers. */
template <class T> static bool wants_large(const dl_args *a, const dl_gathered &p) {
  const int64_t tiles = (p.m + 127) / 128 * ((p.most_columns + 127) / 128) * p.groups * (p.phases.count > 1 ? p.phases.count : 1);
  return p.m > 64 && p.most_columns > 64 && (tiles >= dl_cuda_of(a)->processors || (p.phases.count <= 1 && p.rows.n >= 4096));
}

template <class T> static dl_status run(const dl_args *a, dl_gathered *p) {
  if (p->m <= 4) return run_tiles<T, dl_tile<4, 256, 4, 1, 8>>(a, p);
  if (p->m <= 16) return run_tiles<T, dl_tile<16, 128, 4, 2, 16>>(a, p);
  if (wants_large<T>(a, *p)) return run_tiles<T, dl_tile<128, 128, 8, 8, 16>>(a, p);
  return run_tiles<T, dl_tile<64, 64, 4, 4, 16>>(a, p);
}

template <> dl_status run<double>(const dl_args *a, dl_gathered *p) {
  if (p->m <= 4) return run_tiles<double, dl_tile<4, 256, 4, 1, 8>>(a, p);
  return run_tiles<double, dl_tile<64, 64, 4, 4, 16>>(a, p);
}

static bool fits(const dl_convolution *c) {
  for (int d = 0; d < DL_SPACE; d++)
    if (c->in[d] >= FAR || c->out[d] >= FAR || c->out[d] * c->stride[d] >= FAR || c->kernel[d] * c->dilation[d] >= FAR
        || c->before[d] >= FAR || c->before[d] <= -FAR) return false;
  return true;
}

/* No kernel asks for scratch here (DL_KERNEL_NO_SCRATCH). cuDNN comes first where the program wants it, and does what it can. */
dl_status dl_convolution_run(const dl_convolution *c, dl_convolve which, const void *first, const void *second,
                             const void *bias, void *result, void *) {
  dl_args a = {};
  a.device = c->device;
  bool done = false;
  const dl_status status = dl_cuda_cudnn_convolution(&a, c, which, first, second, bias, result, &done);
  if (done || status != DL_OK) return status;
  if (!fits(c)) return dl_error_set("convolutions on CUDA: sizes, borders and reach of a kernel must be below 2^30");
  dl_gathered p = which == DL_CONVOLVE ? forward(c) : which == DL_CONVOLVE_INPUT ? by_input(c) : by_weight(c);
  p.groups = c->groups;
  p.a = which == DL_CONVOLVE_WEIGHT ? first : second;
  p.x = which == DL_CONVOLVE_WEIGHT ? second : first;
  p.bias = bias;
  p.result = result;
#define RUN(T) return run<T>(&a, &p)
  DL_BY_FLOAT(c->dtype, RUN)
#undef RUN
  return DL_OK;
}
