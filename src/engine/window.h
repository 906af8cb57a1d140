/* window.h -- windows that slide over the last dimensions of a tensor: what pooling operators share. */
#ifndef DL_WINDOW_H
#define DL_WINDOW_H

/* Dimensions that a tensor has not are 1 long and come first. */
typedef struct dl_windows {
  int n;                                /* dimensions that windows slide over */
  int64_t planes;                       /* the product of the sizes in front */
  int64_t in[DL_SPACE], out[DL_SPACE], kernel[DL_SPACE], stride[DL_SPACE], before[DL_SPACE], dilation[DL_SPACE];
} dl_windows;

/* The columns first <= i < last of an output row whose tap begins `at` (column 0) lie inside of a row of `size`. */
static inline void dl_window_columns(int64_t at, int64_t step, int64_t size, int64_t columns, int64_t *first, int64_t *last) {
  int64_t room = size - at;
  *last = room > 0 ? (room + step - 1) / step : 0;
  if (*last > columns) *last = columns;
  *first = at < 0 ? (step - 1 - at) / step : 0;
  if (*first > *last) *first = *last;
}

static inline int64_t dl_window_volume(const int64_t *sizes) { return sizes[0] * sizes[1] * sizes[2]; }

/* The rule of all pooling: read from the arguments `kernel`, `stride` (nil: the kernel's), `padding` and `dilation` (-1:
** there is none); out is counted with `ceil`, or taken from the sizes of `given`. Fails with a message. */
dl_status dl_windows_read(const dl_args *a, const dl_tensor *x, const int arguments[4], bool ceil, dl_windows *w);
/* The sizes of x with those of the output in the place of the last ones. */
void dl_windows_shape(const dl_windows *w, const dl_tensor *x, int64_t *shape);
/* x as planes x in..., with a border of the value: in front `before`, behind as much as the last windows want. Windows: planes
** x out... x kernel..., in the scope of the call. */
dl_tensor *dl_windows_take(dl_args *a, const dl_windows *w, dl_tensor *x, double border);

/* A vector of n numbers, value(context, i), where the arguments of the call are; in the scope of the call. */
dl_tensor *dl_vector_of(dl_args *a, dl_dtype dtype, int64_t n, double (*value)(const void *context, int64_t i), const void *context);

#endif
