/* convolution_depthwise.h -- the part of convolution.c for groups of one channel: rows of images are added directly.
** There for each type: T, OF(name). */

typedef struct {
  const dl_convolution *c;
  window w;
  const T *first, *second, *bias;
  T *result;
} OF(depthwise_job);

/* The statements for each row of the kernel, the weights of which begin at k, and each row of the output which sees a row of
** the image through it: they begin at o and e of their planes. */
#define EACH_LINE(w, ...) \
  for (int64_t k = 0, d = 0; d < (w).kernel[0]; d++) \
    for (int64_t h = 0; h < (w).kernel[1]; h++, k += (w).kernel[2]) { \
      const seen planes = seen_by(&(w), 0, d), rows = seen_by(&(w), 1, h); \
      for (int64_t p = planes.first; p < planes.last; p++) \
        for (int64_t q = rows.first; q < rows.last; q++) { \
          const int64_t o = (p * (w).out[1] + q) * (w).out[2]; \
          const int64_t e = ((planes.at + p * (w).stride[0]) * (w).in[1] + rows.at + q * (w).stride[1]) * (w).in[2]; \
          __VA_ARGS__ \
        } \
    }

/* The statements for each column of the kernel: n numbers of y from y_row on see those of x from x_row on. */
#define EACH_COLUMN(w, ...) \
  for (int64_t column = 0; column < (w).kernel[2]; column++) { \
    const seen columns = seen_by(&(w), 2, column); \
    const int64_t n = columns.last - columns.first; \
    __typeof__(y + 0) y_row = y + o + columns.first; \
    __typeof__(x + 0) x_row = x + e + columns.at + columns.first * (w).stride[2]; \
    __VA_ARGS__ \
  }

/* A row of numbers that sees another of m numbers: its number i sees number i + at + c step through column c of the kernel. */
typedef struct { int64_t n, m, at, step; } OF(line);

/* to[i] += the sum over the columns of the kernel of weight[c] times what is seen. */
static inline void OF(add_seen)(const OF(line) *l, int64_t i, int64_t columns, const T *weight, const T *from, T *to) {
  for (int64_t c = 0; c < columns; c++) {
    const int64_t j = i + l->at + c * l->step;
    if (j >= 0 && j < l->m) to[i] += weight[c] * from[j];
  }
}
/* The same of a vector from i on, all of which is inside. */
static inline __attribute__((always_inline)) void OF(add_inside)(const OF(line) *l, int64_t i, int64_t columns, const T *weight,
                                                                 const T *from, const T *to, OF(vector) *sum) {
  *sum = *(const OF(vector) *)(to + i);
  for (int64_t c = 0; c < columns; c++) *sum += weight[c] * *(const OF(vector) *)(from + i + l->at + c * l->step);
}
/* The last vector is of the last numbers, some of which another one has, too: it is computed before that is stored. */
static inline __attribute__((always_inline)) void OF(add_columns_of)(const OF(line) *l, int64_t columns, const T *weight,
                                                                     const T *from, T *to) {
  const int64_t end = l->at + (columns - 1) * l->step;
  const int64_t first = least(l->n, most(0, -least(l->at, end))), last = least(l->n, l->m - most(l->at, end));
  OF(vector) sum, rest;
  int64_t i = 0;
  for (; i < first; i++) OF(add_seen)(l, i, columns, weight, from, to);
  if (last - first >= LANES) {
    OF(add_inside)(l, last - LANES, columns, weight, from, to, &rest);
    for (; i + LANES <= last; i += LANES) {
      OF(add_inside)(l, i, columns, weight, from, to, &sum);
      *(OF(vector) *)(to + i) = sum;
    }
    *(OF(vector) *)(to + last - LANES) = rest;
    i = last;
  }
  for (; i < l->n; i++) OF(add_seen)(l, i, columns, weight, from, to);
}
static void OF(add_columns)(const OF(line) *l, int64_t columns, const T *weight, const T *from, T *to) {
  if (columns == 3) OF(add_columns_of)(l, 3, weight, from, to);
  else OF(add_columns_of)(l, columns, weight, from, to);
}

/* Planes of y, of all images. */
static void OF(depthwise_forward)(void *context, int64_t begin, int64_t end) {
  OF(depthwise_job) *j = context;
  const dl_convolution *c = j->c;
  const window w = j->w;
  int64_t taps = volume(w.kernel), filters = c->groups * c->filters, positions = volume(w.out), step = w.stride[2];
  const OF(line) line = { w.out[2], w.in[2], -w.before[2], w.dilation[2] };
  for (int64_t i = begin; i < end; i++) {
    int64_t f = i % filters;
    const T *x = j->first + (i / filters * c->groups + f / c->filters) * w.plane, *weight = j->second + f * taps;
    T *y = j->result + i * positions;
    DL_RUN(positions) y[i] = j->bias ? j->bias[f] : 0;
    if (step == 1) { EACH_LINE(w, OF(add_columns)(&line, w.kernel[2], weight + k, x + e, y + o);) }
    else EACH_LINE(w, EACH_COLUMN(w, { DL_RUN(n) y_row[i] += weight[k + column] * x_row[i * step]; }))
  }
}

/* Planes of x, of all images. */
static void OF(depthwise_input)(void *context, int64_t begin, int64_t end) {
  OF(depthwise_job) *j = context;
  const dl_convolution *c = j->c;
  const window w = j->w;
  int64_t taps = volume(w.kernel), positions = volume(w.out), step = w.stride[2];
  const OF(line) line = { w.in[2], w.out[2], w.before[2], -w.dilation[2] };
  for (int64_t i = begin; i < end; i++) {
    int64_t g = i % c->groups;
    T *x = j->result + i * w.plane;
    DL_RUN(w.plane) x[i] = j->bias ? j->bias[g] : 0;
    for (int64_t f = 0; f < c->filters; f++) {
      const T *y = j->first + (i * c->filters + f) * positions, *weight = j->second + (g * c->filters + f) * taps;
      if (step == 1) { EACH_LINE(w, OF(add_columns)(&line, w.kernel[2], weight + k, y + o, x + e);) }
      else EACH_LINE(w, EACH_COLUMN(w, { DL_RUN(n) x_row[i * step] += weight[k + column] * y_row[i]; }))
    }
  }
}

/* Filters of the weight. */
static void OF(depthwise_weight)(void *context, int64_t begin, int64_t end) {
  OF(depthwise_job) *j = context;
  const dl_convolution *c = j->c;
  const window w = j->w;
  int64_t taps = volume(w.kernel), filters = c->groups * c->filters, positions = volume(w.out), step = w.stride[2];
  for (int64_t f = begin; f < end; f++) {
    T *weight = j->result + f * taps;
    memset(weight, 0, (size_t)taps * sizeof *weight);
    for (int64_t image = 0; image < c->batch; image++) {
      const T *x = j->second + (image * c->groups + f / c->filters) * w.plane, *y = j->first + (image * filters + f) * positions;
      EACH_LINE(w, EACH_COLUMN(w, {
        T sum = 0;
        if (step == 1) sum = OF(dl_row_dot)(n, x_row, y_row);
        else for (int64_t i = 0; i < n; i++) sum += y_row[i] * x_row[i * step];
        weight[k + column] += sum;
      }))
    }
  }
}

static dl_status OF(depthwise)(const dl_convolution *c, dl_convolve which, const void *first, const void *second,
                               const void *bias, void *result) {
  OF(depthwise_job) j = { c, window_of(c), first, second, bias, result };
  int64_t work = volume(j.w.out) * volume(j.w.kernel) + 1;
  if (which == DL_CONVOLVE)
    return dl_parallel(c->batch * c->groups * c->filters, 1 + 16384 / work, OF(depthwise_forward), &j);
  if (which == DL_CONVOLVE_INPUT)
    return dl_parallel(c->batch * c->groups, 1 + 16384 / (work * c->filters), OF(depthwise_input), &j);
  return dl_parallel(c->groups * c->filters, 1 + 16384 / (work * most(1, c->batch)), OF(depthwise_weight), &j);
}

#undef EACH_LINE
#undef EACH_COLUMN
