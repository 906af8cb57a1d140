/* convolution_body.h -- the part of convolution.c that is there for each type: T, MASK (an integer as wide), OF(name). */

#define TILE (TILE_BYTES / (int64_t)sizeof(T))

/* ---- c += left right, for up to HEIGHT rows and WIDTH columns ---- */

/* left: a column of so many numbers for each of the k steps. */
#define MULTIPLY(height) \
static __attribute__((noinline)) void OF(multiply_##height)(int64_t k, const T *a, const T *b, T *c, int64_t c_row) { \
  OF(tile)(height, (OF(left)){ .k = k, .row = 1, .step = height, .panels = 1 }, a, b, 1, true, c, c_row, c, c_row); \
}
EACH_HEIGHT(MULTIPLY)
#undef MULTIPLY

#define NAME(height) OF(multiply_##height),
static void (*const OF(multiply)[])(int64_t k, const T *a, const T *b, T *c, int64_t c_row) = { NULL, EACH_HEIGHT(NAME) };
#undef NAME

/* left: rows of WIDTH numbers in each of so many panels, `next` numbers apart. */
static void OF(multiply_panels)(int64_t panels, int64_t next, const T *a, const T *b, T *c, int64_t c_row) {
  OF(tile)(HEIGHT, (OF(left)){ .k = WIDTH, .row = WIDTH, .step = 1, .panels = panels, .next = next }, a, b, 1, true, c, c_row, c, c_row);
}

/* ---- packing ---- */

/* Where a tile of some rows begins. */
static int64_t OF(first_row)(int64_t tile, int64_t rows) { return begin_of_part(tile, rows, most(parts(rows, HEIGHT), 1)); }

/* The left side: row m, channel c, tap k lie at m m_step + c c_step + k k_step. Tile by tile, one column after another. */
static void OF(pack_left)(int64_t rows, int64_t channels, int64_t taps, int64_t m_step, int64_t c_step, int64_t k_step,
                          const T *from, T *to) {
  for (int64_t tile = 0; tile < parts(rows, HEIGHT); tile++) {
    int64_t m = OF(first_row)(tile, rows), height = OF(first_row)(tile + 1, rows) - m;
    for (int64_t c = 0; c < channels; c++)
      for (int64_t k = 0; k < taps; k++, to += height) {
        const T *at = from + m * m_step + c * c_step + k * k_step;
        for (int64_t i = 0; i < height; i++) to[i] = at[i * m_step];
      }
  }
}

/* Some lanes of a vector, the others 0. */
static inline OF(mask) OF(lanes)(int64_t first, int64_t last) {
#define NUMBER(i) i,
  const OF(mask) number = { EACH_LANE(NUMBER) };
#undef NUMBER
  return (number >= (MASK)first) & (number < (MASK)last);
}

/* One tap of a run, for all channels: length numbers each, into rows `row` apart. `room`: numbers up to the end of a row;
** what lies behind the run may be spoilt, since the runs there come later. `all`: elements of the whole source. */
static void OF(copy_tap)(int64_t channels, tap t, int64_t length, int64_t room, int64_t all, int64_t step,
                         const T *source, int64_t plane, T *to, int64_t row) {
#define EVEN(i) 2 * i,
  const OF(mask) even = { EACH_LANE(EVEN) };
#undef EVEN
  for (int64_t i = 0; i < length; i += LANES) {
    int64_t at = least(i, room - LANES), offset = t.offset + at * step;      /* a vector at the end of a row begins before the run */
    bool whole = offset >= 0 && offset + (channels - 1) * plane + step * LANES <= all;
    const T *from = source + (whole ? offset : 0);
    const OF(mask) m = OF(lanes)(most(t.first, i) - at, t.last - at);
    if (whole && step == 1 && at == i) {
      for (int64_t c = 0; c < channels; c++, from += plane) *(OF(mask) *)(to + c * row + at) = *(const OF(mask) *)from & m;
    } else if (whole && step <= 2) {
      const OF(mask) kept = OF(lanes)(0, i - at);
      for (int64_t c = 0; c < channels; c++, from += plane) {
        const OF(mask) *v = (const OF(mask) *)from;
        OF(mask) *place = (OF(mask) *)(to + c * row + at);
        *place = (*place & kept) | ((step == 1 ? v[0] : __builtin_shuffle(v[0], v[1], even)) & m);
      }
    } else {
      int64_t end = least(length, i + LANES);
      for (int64_t c = 0; c < channels; c++)
        for (int64_t j = i; j < end; j++)
          to[c * row + j] = j >= t.first && j < t.last ? source[t.offset + c * plane + j * step] : 0;
    }
  }
}

/* What the positions begin..end see of some channels from `channel` on, as a panel. */
static void OF(gather)(const window *w, int64_t begin, int64_t end, const T *source, int64_t channel, int64_t channels,
                       T *panel) {
  run runs[WIDTH];
  int n = runs_of(w, begin, end, runs);
  int64_t taps = volume(w->kernel), all = w->batch * w->image - channel * w->plane;
  if (end - begin < WIDTH) memset(panel, 0, (size_t)(channels * taps * WIDTH) * sizeof *panel);
  for (const run *r = runs; r < runs + n; r++) {
    T *to = panel + r->first;
    for (int64_t d = 0; d < w->kernel[0]; d++)
      for (int64_t h = 0; h < w->kernel[1]; h++)
        for (int64_t k = 0; k < w->kernel[2]; k++, to += WIDTH)
          OF(copy_tap)(channels, tap_of(w, r, d, h, k), r->length, WIDTH - r->first, all, w->stride[2],
                       source + channel * w->plane, w->plane, to, taps * WIDTH);
  }
}

/* The adjoint of gather: a panel is added to what its positions see. */
static void OF(scatter)(const window *w, int64_t begin, int64_t end, T *target, int64_t channel, int64_t channels,
                        const T *panel) {
  run runs[WIDTH];
  int n = runs_of(w, begin, end, runs);
  int64_t taps = volume(w->kernel), step = w->stride[2];
  for (const run *r = runs; r < runs + n; r++) {
    const T *from = panel + r->first;
    for (int64_t d = 0; d < w->kernel[0]; d++)
      for (int64_t h = 0; h < w->kernel[1]; h++)
        for (int64_t k = 0; k < w->kernel[2]; k++, from += WIDTH) {
          tap t = tap_of(w, r, d, h, k);
          for (int64_t c = 0; c < channels; c++) {
            T *to = target + (channel + c) * w->plane + t.offset;
            const T *add = from + c * taps * WIDTH;
            for (int64_t i = t.first; i < t.last; i++) to[i * step] += add[i];
          }
        }
  }
}

/* The columns begin..end of `plane`-sized rows, transposed: numbers of WIDTH rows for each position. Rows and positions
** that are missing are 0. */
static void OF(transpose)(const window *w, int64_t begin, int64_t end, const T *source, int64_t rows, T *to) {
  memset(to + (end - begin) * WIDTH, 0, (size_t)((up(end - begin, WIDTH) - (end - begin)) * WIDTH) * sizeof *to);
  for (int64_t p = begin; p < end;) {
    int64_t image = p / w->plane, at = p % w->plane, n = least(w->plane - at, end - p);
    OF(interleave)(least(rows, WIDTH), n, source + image * w->image + at, w->plane, to + (p - begin) * WIDTH);
    p += n;
  }
}

/* ---- pieces of work ---- */

typedef struct {
  const dl_convolution *c;
  window w, y;                    /* how positions see x; how they see themselves in y */
  const T *left, *source, *other; /* the packed operand; what is gathered */
  const T *bias;
  T *result, *total;
  int64_t taps, positions, depth; /* positions: of all images; depth: of the packed operand */
  int64_t tiles, cuts, block, blocks, images;
  slots slots;
} OF(job);

/* All positions begin..end of rows of the result begin as the bias. */
static void OF(begin_rows)(const window *y, int64_t begin, int64_t end, T *result, const T *bias, int64_t row, int64_t rows) {
  for (int64_t p = begin; p < end;) {
    int64_t image = p / y->plane, at = p % y->plane, n = least(y->plane - at, end - p);
    for (int64_t r = row; r < row + rows; r++) {
      T *to = result + image * y->image + r * y->plane + at;
      const T value = bias ? bias[r] : 0;
      for (int64_t i = 0; i < n; i++) to[i] = value;
    }
    p += n;
  }
}

/* Add a product of so many rows and the positions begin..end to the result. */
static void OF(add_product)(const window *y, int64_t begin, int64_t end, int64_t k, const T *a, const T *b, T *result,
                            int64_t row, int64_t rows) {
  int64_t image = begin / y->plane, at = begin % y->plane;
  if (end - begin == WIDTH && at + WIDTH <= y->plane) {
    OF(multiply)[rows](k, a, b, result + image * y->image + row * y->plane + at, y->plane);
    return;
  }
  T sums[HEIGHT * WIDTH] __attribute__((aligned(ALIGNED))) = { 0 };
  OF(multiply)[rows](k, a, b, sums, WIDTH);
  for (int64_t p = begin; p < end;) {
    int64_t n = least(y->plane - at, end - p);
    for (int64_t r = 0; r < rows; r++) {
      T *to = result + image * y->image + (row + r) * y->plane + at;
      for (int64_t i = 0; i < n; i++) to[i] += sums[r * WIDTH + p - begin + i];
    }
    p += n;
    image++;
    at = 0;
  }
}

/* A tile of positions, for some filters of a group. */
static void OF(forward_tile)(OF(job) *j, int64_t tile, int64_t group, int64_t cut, T *columns) {
  const dl_convolution *c = j->c;
  int64_t begin = tile * TILE, end = least(begin + TILE, j->positions), heights = parts(c->filters, HEIGHT);
  int64_t first = cut * heights / j->cuts, last = (cut + 1) * heights / j->cuts, from = OF(first_row)(first, c->filters);
  const T *left = j->left + group * c->filters * j->depth;
  OF(begin_rows)(&j->y, begin, end, j->result, j->bias, group * c->filters + from, OF(first_row)(last, c->filters) - from);
  for (int64_t channel = 0; channel < c->channels; channel += j->block) {
    int64_t channels = least(j->block, c->channels - channel), rows = channels * j->taps;
    for (int64_t p = begin; p < end; p += WIDTH)
      OF(gather)(&j->w, p, least(p + WIDTH, end), j->source, group * c->channels + channel, channels,
                 columns + (p - begin) * rows);
    for (int64_t t = first; t < last; t++) {
      int64_t f = OF(first_row)(t, c->filters), height = OF(first_row)(t + 1, c->filters) - f;
      for (int64_t p = begin; p < end; p += WIDTH)
        OF(add_product)(&j->y, p, least(p + WIDTH, end), rows, left + f * j->depth + channel * j->taps * height,
                        columns + (p - begin) * rows, j->result, group * c->filters + f, height);
    }
  }
}

static void OF(forward_pieces)(void *context, int64_t begin, int64_t end) {
  OF(job) *j = context;
  int slot = take_slot(&j->slots);
  for (int64_t i = begin; i < end; i++)
    OF(forward_tile)(j, i / j->cuts / j->c->groups, i / j->cuts % j->c->groups, i % j->cuts,
                     (T *)(j->slots.data + (size_t)slot * j->slots.bytes));
  give_slot(&j->slots, slot);
}

/* The gradient of some images and channels of x: the products of weight and y are added to the taps they come from. */
static void OF(input_block)(OF(job) *j, int64_t image, int64_t group, int64_t block, T *panels) {
  const dl_convolution *c = j->c;
  int64_t plane = j->y.plane, end = least(image + j->images, c->batch) * plane, channel = block * j->block;
  int64_t channels = least(j->block, c->channels - channel), rows = channels * j->taps;
  const T *left = j->left + (group * c->channels + channel) * j->taps * c->filters;
  T *sums = panels + least(c->filters, BLOCK_ROWS) * TILE;
  window x = { .image = j->w.image, .plane = j->w.plane };
  OF(begin_rows)(&x, image * x.plane, end / most(plane, 1) * x.plane, j->result, j->bias, group * c->channels + channel, channels);
  for (int64_t begin = image * plane; begin < end; begin += TILE) {
    int64_t last = least(begin + TILE, end);
    memset(sums, 0, (size_t)(rows * up(last - begin, WIDTH)) * sizeof *sums);
    for (int64_t f = 0; f < c->filters; f += BLOCK_ROWS) {
      int64_t filters = least(BLOCK_ROWS, c->filters - f);
      for (int64_t p = begin; p < last; p += WIDTH)
        OF(gather)(&j->y, p, least(p + WIDTH, last), j->source, group * c->filters + f, filters, panels + (p - begin) * filters);
      for (int64_t t = 0; t < parts(rows, HEIGHT); t++) {
        int64_t m = OF(first_row)(t, rows), height = OF(first_row)(t + 1, rows) - m;
        for (int64_t p = begin; p < last; p += WIDTH)
          OF(multiply)[height](filters, left + m * c->filters + f * height, panels + (p - begin) * filters,
                               sums + (p - begin) * rows + m * WIDTH, WIDTH);
      }
    }
    for (int64_t p = begin; p < last; p += WIDTH)
      OF(scatter)(&j->w, p, least(p + WIDTH, last), j->result, group * c->channels + channel, channels,
                  sums + (p - begin) * rows);
  }
}

static void OF(input_pieces)(void *context, int64_t begin, int64_t end) {
  OF(job) *j = context;
  int slot = take_slot(&j->slots);
  for (int64_t i = begin; i < end; i++)
    OF(input_block)(j, i / j->blocks / j->c->groups * j->images, i / j->blocks % j->c->groups, i % j->blocks,
                    (T *)(j->slots.data + (size_t)slot * j->slots.bytes));
  give_slot(&j->slots, slot);
}

/* The gradient of some rows of the (transposed) weight, summed over a part of the positions. */
static void OF(weight_block)(OF(job) *j, int64_t group, int64_t block, int64_t cut, T *columns) {
  const dl_convolution *c = j->c;
  int64_t channel = block * j->block, channels = least(j->block, c->channels - channel), rows = channels * j->taps;
  int64_t width = up(c->filters, WIDTH), height = up(j->block * j->taps, HEIGHT);
  int64_t from = cut * j->tiles / j->cuts * TILE, to = least((cut + 1) * j->tiles / j->cuts * TILE, j->positions);
  T *sums = j->total + ((cut * c->groups + group) * j->blocks + block) * height * width;
  T *right = columns + (height + HEIGHT) * TILE;
  memset(sums, 0, (size_t)(height * width) * sizeof *sums);
  for (int64_t begin = from; begin < to; begin += TILE) {
    int64_t end = least(begin + TILE, to), panels = parts(end - begin, WIDTH);
    for (int64_t p = begin; p < end; p += WIDTH)
      OF(gather)(&j->w, p, least(p + WIDTH, end), j->source, group * c->channels + channel, channels,
                 columns + (p - begin) * rows);
    for (int64_t f = 0; f < c->filters; f += WIDTH) {
      OF(transpose)(&j->y, begin, end, j->other + (group * c->filters + f) * j->y.plane, c->filters - f, right);
      for (int64_t m = 0; m < rows; m += HEIGHT)
        OF(multiply_panels)(panels, rows * WIDTH, columns + m * WIDTH, right, sums + m * width + f, width);
    }
  }
}

static void OF(weight_pieces)(void *context, int64_t begin, int64_t end) {
  OF(job) *j = context;
  int slot = take_slot(&j->slots);
  for (int64_t i = begin; i < end; i++)
    OF(weight_block)(j, i / j->cuts / j->blocks, i / j->cuts % j->blocks, i % j->cuts,
                     (T *)(j->slots.data + (size_t)slot * j->slots.bytes));
  give_slot(&j->slots, slot);
}

/* The sums of all parts in their order, transposed: blocks begin..end of WIDTH filters of the weight. */
static void OF(finish_filters)(void *context, int64_t begin, int64_t end) {
  OF(job) *j = context;
  const dl_convolution *c = j->c;
  int64_t width = up(c->filters, WIDTH), height = up(j->block * j->taps, HEIGHT), across = width / WIDTH, rows = j->block * j->taps;
  int64_t part = c->groups * j->blocks * height * width;
  for (int64_t i = begin; i < end; i++) {
    int64_t group = i / across, first = i % across * WIDTH, count = least(WIDTH, c->filters - first);
    for (int64_t r = 0; r < j->depth; r++) {
      const T *from = j->total + ((group * j->blocks + r / rows) * height + r % rows) * width + first;
      T *to = j->result + (group * c->filters + first) * j->depth + r;
      for (int64_t f = 0; f < count; f++) {
        T sum = from[f];
        for (int64_t cut = 1; cut < j->cuts; cut++) sum += from[cut * part + f];
        to[f * j->depth] = sum;
      }
    }
  }
}

/* ---- plans: how the work is cut, from the shape alone ---- */

static OF(job) OF(plan)(const dl_convolution *c, dl_convolve which) {
  OF(job) j = { .c = c, .w = window_of(c), .y = window_of_output(c), .taps = volume(c->kernel), .cuts = 1, .images = 1 };
  j.positions = c->batch * j.y.plane;
  j.depth = c->channels * j.taps;
  j.tiles = parts(j.positions, TILE);
  j.block = block_channels(c->channels, j.taps);
  j.blocks = parts(c->channels, most(j.block, 1));
  int64_t pieces = which == DL_CONVOLVE ? j.tiles * c->groups : c->groups * j.blocks;
  int64_t wanted = FEW_PIECES / most(pieces, 1);
  if (which == DL_CONVOLVE) j.cuts = most(1, least(wanted, c->filters / (4 * HEIGHT)));
  if (which == DL_CONVOLVE_WEIGHT) j.cuts = most(1, least(wanted, j.tiles / 2));
  if (which == DL_CONVOLVE_INPUT) j.images = most(1, TILE / 2 / most(j.y.plane, 1));
  return j;
}

/* Elements of the packed operand or of the partial sums, which come first in scratch. */
static int64_t OF(packed)(const OF(job) *j, dl_convolve which) {
  const dl_convolution *c = j->c;
  int64_t height = up(j->block * j->taps, HEIGHT);
  if (which != DL_CONVOLVE_WEIGHT) return c->groups * c->filters * j->depth;
  return j->cuts * c->groups * j->blocks * height * up(c->filters, WIDTH);
}

static int64_t OF(pieces)(const OF(job) *j, dl_convolve which) {
  const dl_convolution *c = j->c;
  if (which == DL_CONVOLVE) return j->tiles * c->groups * j->cuts;
  if (which == DL_CONVOLVE_INPUT) return parts(c->batch, j->images) * c->groups * j->blocks;
  return c->groups * j->blocks * j->cuts;
}

static size_t OF(slot_bytes)(const OF(job) *j, dl_convolve which) {
  int64_t height = up(j->block * j->taps, HEIGHT), rows = j->block * j->taps;
  if (which == DL_CONVOLVE_INPUT) rows = least(j->c->filters, BLOCK_ROWS) + height;
  if (which == DL_CONVOLVE_WEIGHT) rows = height + HEIGHT + WIDTH;
  return (size_t)up(rows * TILE_BYTES, ALIGNED);
}

static size_t OF(scratch)(const dl_convolution *c, dl_convolve which) {
  OF(job) j = OF(plan)(c, which);
  return slots_offset(OF(packed)(&j, which), sizeof(T))
    + (size_t)slot_count(OF(pieces)(&j, which)) * OF(slot_bytes)(&j, which);
}

/* The weight as the left side. `flips`: of the flipped convolution, whose filters are the channels of this weight. */
static void OF(pack_weight)(const OF(job) *j, dl_convolve which, bool flips, const T *weight, T *to) {
  const dl_convolution *c = j->c;
  int64_t taps = j->taps, size = c->filters * j->depth;
  for (int64_t g = 0; g < c->groups; g++) {
    const T *from = weight + g * size;
    if (flips) OF(pack_left)(c->filters, c->channels, taps, taps, c->filters * taps, -1, from + taps - 1,
                             to + g * size);
    else if (which == DL_CONVOLVE) OF(pack_left)(c->filters, c->channels, taps, j->depth, taps, 1, from,
                                                 to + g * size);
    else for (int64_t b = 0; b < j->blocks; b++)
      OF(pack_left)(least(j->block, c->channels - b * j->block) * taps, c->filters, 1, 1, j->depth, 0,
                    from + b * j->block * taps,
                    to + g * size + b * j->block * taps * c->filters);
  }
}

/* As planned; `flips`: the flipped convolution. */
static dl_status OF(run)(const dl_convolution *c, dl_convolve which, bool flips, const void *first, const void *second,
                         const void *bias, void *result, void *scratch) {
  OF(job) j = OF(plan)(c, which);
  int64_t pieces = OF(pieces)(&j, which);
  j.source = which == DL_CONVOLVE_WEIGHT ? second : first;
  j.other = first;
  j.bias = bias;
  j.result = result;
  j.left = j.total = scratch;
  j.slots = (slots){ .count = slot_count(pieces), .bytes = OF(slot_bytes)(&j, which),
                     .data = (char *)scratch + slots_offset(OF(packed)(&j, which), sizeof(T)) };
  if (which == DL_CONVOLVE_WEIGHT) {
    dl_status status = dl_parallel(pieces, 1, OF(weight_pieces), &j);
    int64_t grain = 1 + 1024 / most(1, j.depth), blocks = c->groups * parts(c->filters, WIDTH);
    return status == DL_OK ? dl_parallel(blocks, grain, OF(finish_filters), &j) : status;
  }
  OF(pack_weight)(&j, which, flips, second, scratch);
  return dl_parallel(pieces, 1, which == DL_CONVOLVE ? OF(forward_pieces) : OF(input_pieces), &j);
}
