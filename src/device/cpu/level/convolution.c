/* convolution.c -- convolutions as products of matrices which are never whole in memory.
**
** The columns of such a matrix are output positions (of all images, one after the other), its rows are the taps
** (channel, kernel element) that a position sees. A block of it is gathered into a piece of scratch that fits the cache, as
** panels of WIDTH positions: rows follow each other, WIDTH numbers each. One micro-kernel multiplies a panel with HEIGHT
** rows of the other operand, with all sums in registers. So nothing is copied twice, and the order of every sum
** depends on shapes alone. See Goto, van de Geijn, "Anatomy of high-performance matrix multiplication", 2008;
** Chetlur et al., "cuDNN: efficient primitives for deep learning", 2014.
**
**   result          left: HEIGHT rows          right: WIDTH columns       summed over
**   y               weight (packed)            panel of x                 taps
**   x, stride 1     weight (packed, flipped)   panel of y                 taps of the flipped kernel
**   x               weight (packed)            panel of y, 1 tap          filters; the products are added into x
**   weight          panel of x                 y, transposed              positions
**
** Where each group has one channel (depthwise), rows of images are added directly. Kernels of 3x3 with stride 1 are taken
** to points (winograd.c) where that is quicker.
*/
#include "engine/engine.h"
#include "core/sizes.h"
#include "device/cpu/level/winograd.h"

#define TILE_BYTES 1024           /* of a row of a block: the columns that are treated together */
#define BLOCK_ROWS 256            /* taps that are treated together, as far as whole channels allow */
#define MOST_SLOTS 64
#define FEW_PIECES 8              /* below this, work is cut in a second way too */

static int64_t volume(const int64_t *sizes) { return sizes[0] * sizes[1] * sizes[2]; }

/* Scratch of a thread: taken at the begin of a piece, given back at its end. */
typedef struct { uint64_t busy; int count; size_t bytes; char *data; } slots;

static int slot_count(int64_t pieces) { return (int)least(least(dl_threads_get(), MOST_SLOTS), most(pieces, 1)); }

static int take_slot(slots *s) {
  for (int i = 0;; i = (i + 1) % s->count) {
    uint64_t bit = (uint64_t)1 << i;
    if (!(__atomic_fetch_or(&s->busy, bit, __ATOMIC_ACQUIRE) & bit)) return i;
  }
}

static void give_slot(slots *s, int i) { __atomic_fetch_and(&s->busy, ~((uint64_t)1 << i), __ATOMIC_RELEASE); }

/* How output positions see the images they are gathered from. */
typedef struct {
  int64_t batch, image, plane;            /* elements of a source image (all groups), and of a channel */
  int64_t in[DL_SPACE], out[DL_SPACE], kernel[DL_SPACE], stride[DL_SPACE], dilation[DL_SPACE], before[DL_SPACE];
} window;

/* Positions side by side in one row of one image. `at`: the element that the first tap of the first one sees. */
typedef struct { int64_t image, at[DL_SPACE], length; int first; } run;

static int runs_of(const window *w, int64_t begin, int64_t end, run *runs) {
  int64_t row = w->out[2], positions = volume(w->out), first = begin;
  int n = 0;
  while (begin < end) {
    int64_t image = begin / positions, p = begin % positions, column = p % row, line = p / row;
    run *r = &runs[n++];
    r->image = image;
    r->length = least(row - column, end - begin);
    r->first = (int)(begin - first);
    r->at[2] = column * w->stride[2] - w->before[2];
    r->at[1] = line % w->out[1] * w->stride[1] - w->before[1];
    r->at[0] = line / w->out[1] * w->stride[0] - w->before[0];
    begin += r->length;
  }
  return n;
}

/* A tap of a run: where it begins, and the positions first <= i < last of it which lie inside of the image. */
typedef struct { int64_t offset, first, last; } tap;

static tap tap_of(const window *w, const run *r, int64_t d, int64_t h, int64_t k) {
  tap t = { 0, 0, 0 };
  int64_t at = r->at[2] + k * w->dilation[2], step = w->stride[2], room = w->in[2] - at;
  d = r->at[0] + d * w->dilation[0];
  h = r->at[1] + h * w->dilation[1];
  if (d < 0 || d >= w->in[0] || h < 0 || h >= w->in[1]) return t;
  t.offset = r->image * w->image + (d * w->in[1] + h) * w->in[2] + at;
  t.last = room > 0 ? least(r->length, (room + step - 1) / step) : 0;
  t.first = at < 0 ? least(t.last, (step - 1 - at) / step) : 0;
  return t;
}

/* The positions first <= p < last of one dimension for which a tap lies inside of the image, and where that of position 0 is. */
typedef struct { int64_t first, last, at; } seen;

static seen seen_by(const window *w, int d, int64_t tap) {
  const int64_t at = tap * w->dilation[d] - w->before[d], step = w->stride[d], room = w->in[d] - at;
  const int64_t last = room > 0 ? least(w->out[d], parts(room, step)) : 0;
  return (seen){ at < 0 ? least(last, parts(-at, step)) : 0, last, at };
}

/* A kernel of one element on the same grid: all positions of an image are side by side. */
static void flatten(window *w) {
  for (int d = 0; d < DL_SPACE; d++)
    if (w->kernel[d] != 1 || w->stride[d] != 1 || w->before[d] != 0 || w->in[d] != w->out[d]) return;
  w->in[2] = w->out[2] = volume(w->in);
  w->in[0] = w->in[1] = w->out[0] = w->out[1] = 1;
}

static window window_of(const dl_convolution *c) {
  window w = { .batch = c->batch, .plane = volume(c->in) };
  w.image = c->groups * c->channels * w.plane;
  memcpy(w.in, c->in, sizeof w.in);
  memcpy(w.out, c->out, sizeof w.out);
  memcpy(w.kernel, c->kernel, sizeof w.kernel);
  memcpy(w.stride, c->stride, sizeof w.stride);
  memcpy(w.dilation, c->dilation, sizeof w.dilation);
  memcpy(w.before, c->before, sizeof w.before);
  flatten(&w);
  return w;
}

/* The output as images, each position of which sees itself. */
static window window_of_output(const dl_convolution *c) {
  window w = { .batch = c->batch, .plane = volume(c->out) };
  w.image = c->groups * c->filters * w.plane;
  for (int d = 0; d < DL_SPACE; d++) {
    w.in[d] = w.out[d] = c->out[d];
    w.kernel[d] = w.stride[d] = w.dilation[d] = 1;
  }
  flatten(&w);
  return w;
}

/* With stride 1 the gradient of the input is a convolution of the gradient of the output with the kernel flipped. */
static bool is_flippable(const dl_convolution *c) {
  return c->stride[0] == 1 && c->stride[1] == 1 && c->stride[2] == 1;
}

static dl_convolution flipped(const dl_convolution *c) {
  dl_convolution f = *c;
  f.channels = c->filters;
  f.filters = c->channels;
  for (int d = 0; d < DL_SPACE; d++) {
    f.in[d] = c->out[d];
    f.out[d] = c->in[d];
    f.before[d] = (c->kernel[d] - 1) * c->dilation[d] - c->before[d];
  }
  return f;
}

static bool is_depthwise(const dl_convolution *c) { return c->channels == 1 && c->groups > 1 && c->filters <= 4; }

/* Channels of a block of taps: as many blocks as are needed, of one size. */
static int64_t block_channels(int64_t channels, int64_t taps) {
  int64_t largest = least(channels, most(1, BLOCK_ROWS / most(taps, 1)));
  return channels ? parts(channels, parts(channels, largest)) : 0;
}

/* One slot after the packed operand and what else comes first. */
static size_t slots_offset(int64_t elements, size_t size) { return (size_t)up(elements * (int64_t)size, ALIGNED); }

#define T float
#define BITS 32
#define MASK int32_t
#define OF(name) name##_float
#include "device/cpu/level/tile_body.h"
#include "device/cpu/level/convolution_body.h"
#include "device/cpu/level/convolution_depthwise.h"
#undef T
#undef BITS
#undef MASK
#undef OF
#undef TILE
#define T double
#define BITS 64
#define MASK int64_t
#define OF(name) name##_double
#include "device/cpu/level/tile_body.h"
#include "device/cpu/level/convolution_body.h"
#include "device/cpu/level/convolution_depthwise.h"

/* The gradient of x with stride 1 is planned as the convolution that it is. */
static dl_convolve as_planned(const dl_convolution *c, dl_convolve which, dl_convolution *planned) {
  bool flips = which == DL_CONVOLVE_INPUT && is_flippable(c);
  *planned = flips ? flipped(c) : *c;
  return flips ? DL_CONVOLVE : which;
}

size_t dl_convolution_scratch(const dl_convolution *given, dl_convolve which) {
  dl_convolution c;
  if (is_depthwise(given)) return 0;
  which = as_planned(given, which, &c);
  if (dl_winograd_pays(&c, which)) return dl_winograd_scratch(&c, which);
  return c.dtype == DL_FLOAT32 ? scratch_float(&c, which) : scratch_double(&c, which);
}

/* How a planned convolution of 3x3 sees the weight; a flipped one's filters are the channels that it has. */
static dl_winograd_weight weight_of(const dl_convolution *c, bool flips, const float *weight) {
  int64_t taps = 9, group = c->filters * c->channels * taps;
  if (flips) return (dl_winograd_weight){ weight + taps - 1, taps, c->filters * taps, -1, group };
  return (dl_winograd_weight){ weight, c->channels * taps, taps, 1, group };
}

dl_status dl_convolution_run(const dl_convolution *given, dl_convolve which, const void *first, const void *second,
                             const void *bias, void *result, void *scratch) {
  bool narrow = given->dtype == DL_FLOAT32;
  dl_convolution c;
  if (is_depthwise(given)) return narrow ? depthwise_float(given, which, first, second, bias, result)
                                         : depthwise_double(given, which, first, second, bias, result);
  dl_convolve how = as_planned(given, which, &c);
  bool flips = how != which;
  if (dl_winograd_pays(&c, how))
    return how == DL_CONVOLVE ? dl_winograd_run(&c, first, weight_of(&c, flips, second), bias, result, scratch)
                              : dl_winograd_run_weight(&c, first, second, result, scratch);
  return narrow ? run_float(&c, how, flips, first, second, bias, result, scratch)
                : run_double(&c, how, flips, first, second, bias, result, scratch);
}
