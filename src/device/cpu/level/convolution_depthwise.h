/* convolution_depthwise.h -- the part of convolution.c for groups of one channel: rows of images are added directly.
** There for each type: T, OF(name). */

typedef struct {
  const dl_convolution *c;
  window w;
  const T *first, *second, *bias;
  T *result;
} OF(depthwise_job);

/* The statements for each tap k and each row of positions that see an element of the plane through it: n of them, the first
** at o of the output, what it sees at e of the plane. */
#define EACH_LINE(w, ...) \
  for (int64_t k = 0, d = 0; d < (w).kernel[0]; d++) \
    for (int64_t h = 0; h < (w).kernel[1]; h++) \
      for (int64_t column = 0; column < (w).kernel[2]; column++, k++) { \
        const seen planes = seen_by(&(w), 0, d), rows = seen_by(&(w), 1, h), columns = seen_by(&(w), 2, column); \
        const int64_t n = columns.last - columns.first; \
        for (int64_t p = planes.first; p < planes.last && n > 0; p++) \
          for (int64_t q = rows.first; q < rows.last; q++) { \
            const int64_t o = (p * (w).out[1] + q) * (w).out[2] + columns.first; \
            const int64_t e = ((planes.at + p * (w).stride[0]) * (w).in[1] + rows.at + q * (w).stride[1]) * (w).in[2] \
              + columns.at + columns.first * (w).stride[2]; \
            __VA_ARGS__ \
          } \
      }

/* to += factor from */
static inline void OF(add_row)(int64_t n, T factor, const T *from, int64_t from_step, T *to, int64_t to_step) {
  if (from_step == 1 && to_step == 1) DL_RUN(n) to[i] += factor * from[i];
  else for (int64_t i = 0; i < n; i++) to[i * to_step] += factor * from[i * from_step];
}

/* Planes of y, of all images. */
static void OF(depthwise_forward)(void *context, int64_t begin, int64_t end) {
  OF(depthwise_job) *j = context;
  const dl_convolution *c = j->c;
  const window w = j->w;
  int64_t taps = volume(w.kernel), filters = c->groups * c->filters, positions = volume(w.out), step = w.stride[2];
  for (int64_t i = begin; i < end; i++) {
    int64_t f = i % filters;
    const T *x = j->first + (i / filters * c->groups + f / c->filters) * w.plane, *weight = j->second + f * taps;
    T *y = j->result + i * positions;
    DL_RUN(positions) y[i] = j->bias ? j->bias[f] : 0;
    EACH_LINE(w, OF(add_row)(n, weight[k], x + e, step, y + o, 1);)
  }
}

/* Planes of x, of all images. */
static void OF(depthwise_input)(void *context, int64_t begin, int64_t end) {
  OF(depthwise_job) *j = context;
  const dl_convolution *c = j->c;
  const window w = j->w;
  int64_t taps = volume(w.kernel), positions = volume(w.out), step = w.stride[2];
  for (int64_t i = begin; i < end; i++) {
    int64_t g = i % c->groups;
    T *x = j->result + i * w.plane;
    DL_RUN(w.plane) x[i] = j->bias ? j->bias[g] : 0;
    for (int64_t f = 0; f < c->filters; f++) {
      const T *y = j->first + (i * c->filters + f) * positions, *weight = j->second + (g * c->filters + f) * taps;
      EACH_LINE(w, OF(add_row)(n, weight[k], y + o, 1, x + e, step);)
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
      EACH_LINE(w, {
        T sum = 0;
        if (step == 1) sum = OF(dl_row_dot)(n, x + e, y + o);
        else for (int64_t i = 0; i < n; i++) sum += y[o + i] * x[e + i * step];
        weight[k] += sum;
      })
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
