/* recurrence.c -- one layer of a recurrent network over a whole sequence, and its gradient.
**
** What a layer makes of its inputs is one product over all steps (linear), which is made before. Here is what cannot
** be: a product of the state with the weight in each step, and the cell, one loop over a row of the batch. Rows of
** the batch do not know each other, so a piece of them runs through all steps on one thread. The gradient walks
** back with the gates that the forward pass kept; the gradient of the weight is one product over all steps again.
** Elman, 1990 ("tanh", "relu"); Hochreiter, Schmidhuber, 1997, with the forget gate of Gers et al., 2000 ("lstm");
** Cho et al., 2014, in the form in which the reset gate works behind the product ("gru").
*/
#include "dl_op.h"

#ifndef DL_CUDA
typedef enum { TANH, RELU, LSTM, GRU } cell_kind;
static const char *const cell_names[] = { "tanh", "relu", "lstm", "gru" };
static const int gates_of[] = { 1, 1, 4, 3 };     /* rows of the weight, in units of the hidden size */
static const int kept_of[] = { 0, 0, 4, 4 };      /* columns of the gates that are kept */

static int kind_of(const char *name) {
  for (int k = 0; k < 4; k++) if (strcmp(name, cell_names[k]) == 0) return k;
  return -1;
}

#define PIECE 16              /* rows of the batch that run together: a product that is worth its call */

typedef struct {
  cell_kind kind;
  int64_t steps, rows, hidden;
  bool reverse;
  const int64_t *lengths;
  const char *x, *weight, *h, *c;
  char *states, *kept, *cells;
  const char *dstates, *dkept, *dcells;
  char *dx, *dh, *dc, *dhidden;
  dl_gemm gemm;                          /* the product of each step, with the weight packed */
  const void *packed;
  dl_status status;
} recurrence_work;

/* Rows of the state before step t. */
#define BEFORE(T, all, first, t) \
  ((const T *)(k == 0 ? first : all + (w->reverse ? t + 1 : t - 1) * w->rows * w->hidden * (int64_t)sizeof(T)))

#define CELLS(T) \
/* x: what the inputs give; h, gates and kept hold the products of the state, with the bias, and then the values */ \
static inline void tanh_cell_##T(int64_t n, const T *x, T *h) { DL_RUN(n) h[i] = tanh(x[i] + h[i]); } \
static inline void relu_cell_##T(int64_t n, const T *x, T *h) { DL_RUN(n) h[i] = x[i] + h[i] > 0 ? x[i] + h[i] : 0; } \
/* gates: input, forget, new, output */ \
static inline void lstm_cell_##T(int64_t n, const T *x, T *gates, const T *c0, T *c, T *h) { \
  T *in = gates, *forget = gates + n, *fresh = gates + 2 * n, *out = gates + 3 * n; \
  DL_RUN(2 * n) in[i] = 1 / (1 + exp(-(x[i] + in[i]))); \
  DL_RUN(n) out[i] = 1 / (1 + exp(-(x[3 * n + i] + out[i]))); \
  DL_RUN(n) { \
    fresh[i] = tanh(x[2 * n + i] + fresh[i]); \
    c[i] = forget[i] * c0[i] + in[i] * fresh[i]; \
    h[i] = out[i] * tanh(c[i]); \
  } \
} \
/* kept: reset, update, new, and what the state gave to new */ \
static inline void gru_cell_##T(int64_t n, const T *x, T *kept, const T *h0, T *h) { \
  T *reset = kept, *update = kept + n, *fresh = kept + 2 * n, *from_state = kept + 3 * n; \
  DL_RUN(2 * n) kept[i] = 1 / (1 + exp(-(x[i] + kept[i]))); \
  DL_RUN(n) { \
    from_state[i] = fresh[i]; \
    fresh[i] = tanh(x[2 * n + i] + reset[i] * from_state[i]); \
    h[i] = (1 - update[i]) * fresh[i] + update[i] * h0[i]; \
  } \
} \
static inline void tanh_back_##T(int64_t n, const T *h, const T *dh, T *dx) { DL_RUN(n) dx[i] = dh[i] * (1 - h[i] * h[i]); } \
static inline void relu_back_##T(int64_t n, const T *h, const T *dh, T *dx) { DL_RUN(n) dx[i] = h[i] > 0 ? dh[i] : 0; } \
/* dx begins as what flows into the gates directly; dc: of this step's cells, then of those before */ \
static inline void lstm_back_##T(int64_t n, const T *gates, const T *c0, const T *c, const T *dh, T *dc, T *dx) { \
  const T *in = gates, *forget = gates + n, *fresh = gates + 2 * n, *out = gates + 3 * n; \
  DL_RUN(n) { \
    const T u = tanh(c[i]), d = dc[i] + dh[i] * out[i] * (1 - u * u); \
    dx[i] = (dx[i] + d * fresh[i]) * in[i] * (1 - in[i]); \
    dx[n + i] = (dx[n + i] + d * c0[i]) * forget[i] * (1 - forget[i]); \
    dx[2 * n + i] = (dx[2 * n + i] + d * in[i]) * (1 - fresh[i] * fresh[i]); \
    dx[3 * n + i] = (dx[3 * n + i] + dh[i] * u) * out[i] * (1 - out[i]); \
    dc[i] = d * forget[i]; \
  } \
} \
/* dx: through the inputs; dhidden: through the products of the state; dh: becomes what goes around the gates. Inlined where dkept \
** is known to be there or not: a loop that asks is no vector. */ \
static inline __attribute__((always_inline)) void gru_back_##T(int64_t n, const T *kept, const T *dkept, const T *h0, T *dh, T *dx, T *dhidden) { \
  const T *reset = kept, *update = kept + n, *fresh = kept + 2 * n, *from_state = kept + 3 * n; \
  DL_RUN(n) { \
    T dreset = 0, dupdate = 0, dfresh = 0, dfrom = 0; \
    if (dkept) { dreset = dkept[i]; dupdate = dkept[n + i]; dfresh = dkept[2 * n + i]; dfrom = dkept[3 * n + i]; } \
    const T d = (dfresh + dh[i] * (1 - update[i])) * (1 - fresh[i] * fresh[i]); \
    dx[i] = dhidden[i] = (dreset + d * from_state[i]) * reset[i] * (1 - reset[i]); \
    dx[n + i] = dhidden[n + i] = (dupdate + dh[i] * (h0[i] - fresh[i])) * update[i] * (1 - update[i]); \
    dx[2 * n + i] = d; \
    dhidden[2 * n + i] = dfrom + d * reset[i]; \
    dh[i] *= update[i]; \
  } \
}
CELLS(float)
CELLS(double)

#define FORWARD(T, GEMM) \
/* Behind its end a row keeps its state. */ \
static void carry_##T(const recurrence_work *w, const T *h0, const T *c0, T *h, T *c, T *kept) { \
  size_t bytes = (size_t)w->hidden * sizeof(T); \
  memcpy(h, h0, bytes); \
  if (c) memcpy(c, c0, bytes); \
  if (kept) memset(kept, 0, (size_t)kept_of[w->kind] * bytes); \
} \
static void forward_##T(void *context, int64_t begin, int64_t end) { \
  recurrence_work *w = context; \
  const int64_t n = w->hidden, gates = gates_of[w->kind] * n, width = kept_of[w->kind] ? kept_of[w->kind] * n : n; \
  dl_gemm gemm = w->gemm; \
  gemm.m = end - begin; \
  for (int64_t k = 0; k < w->steps && w->status == DL_OK; k++) { \
    int64_t t = w->reverse ? w->steps - 1 - k : k, at = t * w->rows; \
    const T *h0 = BEFORE(T, w->states, w->h, t), *c0 = w->cells ? BEFORE(T, w->cells, w->c, t) : NULL; \
    const T *x = (const T *)w->x + at * gates; \
    T *h = (T *)w->states + at * n, *c = w->cells ? (T *)w->cells + at * n : NULL; \
    T *sums = w->kept ? (T *)w->kept + at * width : h; \
    dl_status status = GEMM(&gemm, h0 + begin * n, (const T *)w->packed, sums + begin * width); \
    if (status != DL_OK) __atomic_store_n(&w->status, status, __ATOMIC_RELAXED); \
    for (int64_t r = begin; r < end; r++) { \
      const T *h_old = h0 + r * n, *c_old = c0 ? c0 + r * n : NULL; \
      T *h_new = h + r * n, *c_new = c ? c + r * n : NULL, *row = sums + r * width; \
      if (w->lengths && t >= w->lengths[r]) carry_##T(w, h_old, c_old, h_new, c_new, w->kept ? row : NULL); \
      else if (w->kind == LSTM) lstm_cell_##T(n, x + r * gates, row, c_old, c_new, h_new); \
      else if (w->kind == GRU) gru_cell_##T(n, x + r * gates, row, h_old, h_new); \
      else if (w->kind == TANH) tanh_cell_##T(n, x + r * gates, row); \
      else relu_cell_##T(n, x + r * gates, row); \
    } \
  } \
}
FORWARD(float, dl_gemm_float32)
FORWARD(double, dl_gemm_float64)

#define BACKWARD(T, GEMM) \
/* One row of one step: from dh (and dc) of this step to what goes around the product to the step before. */ \
static void back_row_##T(const recurrence_work *w, int64_t t, int64_t r, const T *h0, const T *c0, T *dh, T *dc) { \
  const int64_t n = w->hidden, gates = gates_of[w->kind] * n, width = kept_of[w->kind] * n, at = t * w->rows + r; \
  const T *h = (const T *)w->states + at * n, *kept = (const T *)w->kept + at * width; \
  const T *dkept = w->dkept ? (const T *)w->dkept + at * width : NULL; \
  T *dx = (T *)w->dx + at * gates; \
  if (w->lengths && t >= w->lengths[r]) { \
    memset(dx, 0, (size_t)gates * sizeof(T)); \
    if (w->dhidden) memset((T *)w->dhidden + at * gates, 0, (size_t)gates * sizeof(T)); \
    return; \
  } \
  if (w->kind == GRU) { \
    if (dkept) gru_back_##T(n, kept, dkept, h0, dh, dx, (T *)w->dhidden + at * gates); \
    else gru_back_##T(n, kept, NULL, h0, dh, dx, (T *)w->dhidden + at * gates); \
    return; \
  } \
  if (w->kind == LSTM) { \
    if (dkept) memcpy(dx, dkept, (size_t)gates * sizeof(T)); \
    else memset(dx, 0, (size_t)gates * sizeof(T)); \
    lstm_back_##T(n, kept, c0, (const T *)w->cells + at * n, dh, dc, dx); \
  } else if (w->kind == TANH) tanh_back_##T(n, h, dh, dx); \
  else relu_back_##T(n, h, dh, dx); \
  memset(dh, 0, (size_t)n * sizeof(T)); \
} \
static void backward_##T(void *context, int64_t begin, int64_t end) { \
  recurrence_work *w = context; \
  const int64_t n = w->hidden, gates = gates_of[w->kind] * n; \
  T *dh = (T *)w->dh, *dc = (T *)w->dc; \
  dl_gemm gemm = w->gemm; \
  gemm.m = end - begin; \
  memset(dh + begin * n, 0, (size_t)((end - begin) * n) * sizeof(T)); \
  if (dc) memset(dc + begin * n, 0, (size_t)((end - begin) * n) * sizeof(T)); \
  for (int64_t k = w->steps - 1; k >= 0 && w->status == DL_OK; k--) { \
    int64_t t = w->reverse ? w->steps - 1 - k : k, at = t * w->rows; \
    const T *h0 = BEFORE(T, w->states, w->h, t), *c0 = dc ? BEFORE(T, w->cells, w->c, t) : NULL; \
    const T *dstates = (const T *)w->dstates + at * n, *dcells = w->dcells ? (const T *)w->dcells + at * n : NULL; \
    for (int64_t r = begin; r < end; r++) { \
      DL_RUN(n) dh[r * n + i] += dstates[r * n + i]; \
      if (dcells) DL_RUN(n) dc[r * n + i] += dcells[r * n + i]; \
      back_row_##T(w, t, r, h0 + r * n, dc ? c0 + r * n : NULL, dh + r * n, dc ? dc + r * n : NULL); \
    } \
    const T *through = (const T *)(w->dhidden ? w->dhidden : w->dx) + (at + begin) * gates; \
    dl_status status = GEMM(&gemm, through, (const T *)w->packed, dh + begin * n); \
    if (status != DL_OK) __atomic_store_n(&w->status, status, __ATOMIC_RELAXED); \
  } \
}
BACKWARD(float, dl_gemm_float32)
BACKWARD(double, dl_gemm_float64)

/* ---- kernels ---- */

static const char *data_of(const dl_tensor *t) { return t ? dl_tensor_data(t) : NULL; }

static recurrence_work see(const dl_tensor *weight, const dl_tensor *h, const dl_tensor *c, const dl_tensor *lengths,
                           const dl_tensor *states, const char *cell, bool reverse) {
  return (recurrence_work){
    .kind = (cell_kind)kind_of(cell), .steps = states->shape[0], .rows = states->shape[1], .hidden = states->shape[2],
    .reverse = reverse, .lengths = (const int64_t *)data_of(lengths), .weight = data_of(weight), .h = data_of(h),
    .c = data_of(c), .states = dl_tensor_data(states),
  };
}

static dl_status run(dl_args *a, recurrence_work *w, bool narrow, dl_range_body float32, dl_range_body float64) {
  dl_dtype dtype = narrow ? DL_FLOAT32 : DL_FLOAT64;
  for (int64_t r = 0; w->lengths && r < w->rows; r++)
    if (w->lengths[r] < 0 || w->lengths[r] > w->steps)
      return dl_fail(a, "length %lld of sequence %lld is not in 0 to %lld, the number of steps",
                     (long long)w->lengths[r], (long long)r + 1, (long long)w->steps);
  w->gemm.m = w->rows;
  w->packed = w->weight;
  if (w->steps > 1) {                    /* a single step meets the weight once */
    dl_gemm_pack(&w->gemm, dtype, w->weight, a->scratch);
    w->packed = a->scratch;
    w->gemm.packed_b = true;
  }
  dl_status status = dl_parallel(w->rows, PIECE, narrow ? float32 : float64, w);
  return status == DL_OK ? w->status : status;
}

/* The state before times the transposed weight; dh += what flows through the products times the weight. */
static dl_gemm forward_product(const dl_tensor *weight) {
  int64_t gates = weight->shape[0], n = weight->shape[1];
  return (dl_gemm){ .transpose_b = true, .n = gates, .k = n, .lda = n, .ldb = n, .ldc = gates, .alpha = 1 };
}

static dl_gemm backward_product(const dl_tensor *weight) {
  int64_t gates = weight->shape[0], n = weight->shape[1];
  return (dl_gemm){ .n = n, .k = gates, .lda = gates, .ldb = n, .ldc = n, .alpha = 1, .beta = 1 };
}

static dl_status recurrence_kernel(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *states = a->result[0];
  recurrence_work w = see(dl_in(a, 1), dl_in(a, 3), dl_in(a, 4), dl_in(a, 5), states, dl_string(a, 6), dl_boolean(a, 7));
  w.x = dl_tensor_data(x);
  w.gemm = forward_product(dl_in(a, 1));
  w.gemm.add = data_of(dl_in(a, 2));
  if (kept_of[w.kind]) {
    w.kept = dl_tensor_data(a->result[1]);
    w.gemm.ldc = kept_of[w.kind] * w.hidden;
  }
  if (w.kind == LSTM) w.cells = dl_tensor_data(a->result[2]);
  return run(a, &w, x->dtype == DL_FLOAT32, forward_float, forward_double);
}
DL_KERNEL(recurrence)

static dl_status recurrenceGrad_kernel(dl_args *a) {
  const dl_tensor *states = dl_in(a, 7);
  recurrence_work w = see(dl_in(a, 3), dl_in(a, 4), dl_in(a, 5), dl_in(a, 6), states, dl_string(a, 10), dl_boolean(a, 11));
  w.gemm = backward_product(dl_in(a, 3));
  w.dstates = dl_tensor_data(dl_in(a, 0));
  w.dkept = data_of(dl_in(a, 1));
  w.dcells = data_of(dl_in(a, 2));
  w.kept = (char *)data_of(dl_in(a, 8));
  w.cells = (char *)data_of(dl_in(a, 9));
  w.dx = dl_tensor_data(a->result[0]);
  w.dh = dl_tensor_data(a->result[1]);
  if (w.kind == LSTM) w.dc = dl_tensor_data(a->result[2]);
  if (w.kind == GRU) w.dhidden = dl_tensor_data(a->result[2]);
  return run(a, &w, states->dtype == DL_FLOAT32, backward_float, backward_double);
}
DL_KERNEL(recurrenceGrad)
#endif

#ifndef DL_DEVICE_PASS

static size_t recurrence_scratch(const dl_args *a) {
  const dl_gemm gemm = forward_product(a->arg[1].tensor);
  return dl_gemm_pack_bytes(&gemm, (dl_dtype)a->arg[1].tensor->dtype);
}

static size_t recurrence_grad_scratch(const dl_args *a) {
  const dl_gemm gemm = backward_product(a->arg[3].tensor);
  return dl_gemm_pack_bytes(&gemm, (dl_dtype)a->arg[3].tensor->dtype);
}

/* ---- shapes ---- */

static bool has_shape(const dl_tensor *t, int ndim, const int64_t *shape) {
  return t->ndim == ndim && memcmp(t->shape, shape, (size_t)ndim * sizeof *shape) == 0;
}

static dl_status expect(dl_args *a, int i, int ndim, const int64_t *shape) {
  if (has_shape(dl_in(a, i), ndim, shape)) return DL_OK;
  return dl_fail_argument(a, i, "expected shape %s, got %s", dl_text_of(ndim, shape).text, DL_SHAPE_TEXT(dl_in(a, i)));
}

/* What both operators ask of the cell's name, the weight, the first state, the first cells and the lengths, which
** follow each other from argument i on. */
static dl_status check_layer(dl_args *a, int weight, int h, int name, int64_t rows) {
  int kind = kind_of(dl_string(a, name));
  const dl_tensor *w = dl_in(a, weight), *lengths = dl_in(a, h + 2);
  if (kind < 0) return dl_fail_argument(a, name, "there is no cell '%s': tanh, relu, lstm or gru", dl_string(a, name));
  if (!dl_dtype_is_float((dl_dtype)w->dtype))
    return dl_fail_argument(a, weight, "expected floats, got %s", dl_dtype_name((dl_dtype)w->dtype));
  if (w->ndim != 2 || w->shape[0] != gates_of[kind] * w->shape[1])
    return dl_fail_argument(a, weight, "expected a matrix with %d times as many rows as columns, got shape %s",
                            gates_of[kind], DL_SHAPE_TEXT(w));
  const int64_t state[] = { rows, w->shape[1] };
  if (expect(a, h, 2, state) != DL_OK) return DL_ERROR;
  if ((kind == LSTM) != dl_given(a, h + 1))
    return dl_fail_argument(a, h + 1, kind == LSTM ? "the cells of an lstm are missing" : "only an lstm has cells");
  if (kind == LSTM && expect(a, h + 1, 2, state) != DL_OK) return DL_ERROR;
  if (!lengths) return DL_OK;
  if (lengths->dtype != DL_INT64)
    return dl_fail_argument(a, h + 2, "expected int64, got %s", dl_dtype_name((dl_dtype)lengths->dtype));
  return expect(a, h + 2, 1, &rows);
}

static dl_status recurrence_shape(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0), *weight = dl_in(a, 1);
  if (x->ndim != 3 || x->shape[0] == 0)
    return dl_fail_argument(a, 0, "expected steps x batch x gates with at least one step, got shape %s", DL_SHAPE_TEXT(x));
  if (check_layer(a, 1, 3, 6, x->shape[1]) != DL_OK) return DL_ERROR;
  int64_t n = weight->shape[1], kept = kept_of[kind_of(dl_string(a, 6))];
  if (expect(a, 0, 3, (int64_t[]){ x->shape[0], x->shape[1], weight->shape[0] }) != DL_OK) return DL_ERROR;
  if (dl_given(a, 2) && expect(a, 2, 1, weight->shape) != DL_OK) return DL_ERROR;
  int64_t states[] = { x->shape[0], x->shape[1], n }, gates[] = { x->shape[0], x->shape[1], kept * n };
  dl_status status = dl_result(a, 0, (dl_dtype)x->dtype, 3, states);
  if (status == DL_OK && kept) status = dl_result(a, 1, (dl_dtype)x->dtype, 3, gates);
  if (status == DL_OK && dl_given(a, 4)) status = dl_result(a, 2, (dl_dtype)x->dtype, 3, states);
  return status;
}

static dl_status recurrence_grad_shape(dl_args *a) {
  const dl_tensor *states = dl_in(a, 7), *weight = dl_in(a, 3);
  dl_dtype dtype = (dl_dtype)states->dtype;
  if (states->ndim != 3 || states->shape[0] == 0)
    return dl_fail_argument(a, 7, "expected steps x batch x hidden with at least one step, got shape %s", DL_SHAPE_TEXT(states));
  if (check_layer(a, 3, 4, 10, states->shape[1]) != DL_OK) return DL_ERROR;
  int kind = kind_of(dl_string(a, 10));
  int64_t n = weight->shape[1], through[] = { states->shape[0], states->shape[1], weight->shape[0] };
  int64_t like[] = { through[0], through[1], n }, gates[] = { through[0], through[1], kept_of[kind] * n };
  if (dl_given(a, 8) != (kept_of[kind] > 0)) return dl_fail_argument(a, 8, "the gates of an lstm or gru");
  if (dl_given(a, 9) != (kind == LSTM)) return dl_fail_argument(a, 9, "the cells of an lstm");
  for (int i = 0; i < 10; i++) {
    bool of_gates = i == 1 || i == 8;
    if ((i < 3 || i > 6) && dl_given(a, i) && expect(a, i, 3, of_gates ? gates : like) != DL_OK) return DL_ERROR;
  }
  dl_status status = dl_result(a, 0, dtype, 3, through);
  if (status == DL_OK) status = dl_result(a, 1, dtype, 2, like + 1);
  if (status == DL_OK && kind == LSTM) status = dl_result(a, 2, dtype, 2, like + 1);
  if (status == DL_OK && kind == GRU) status = dl_result(a, 2, dtype, 3, through);
  return status;
}

/* The product of the state with the weight, in each step; in the gradient with its transpose. */
static double steps_flops(const dl_tensor *states, const dl_tensor *weight) {
  return 2.0 * (double)states->shape[0] * (double)states->shape[1] * (double)dl_tensor_numel(weight);
}

static double recurrence_flops(const dl_args *a) { return steps_flops(dl_in(a, 0), dl_in(a, 1)); }

static double recurrence_grad_flops(const dl_args *a) { return steps_flops(dl_in(a, 7), dl_in(a, 3)); }

/* ---- in smaller operators ---- */

typedef struct { dl_tensor *h, *c, *kept; } step_values;
typedef struct { dl_tensor *dx, *through, *dh, *dc; } step_gradients;

static dl_tensor *joined(dl_args *a, int n, dl_tensor **parts) {
  dl_tensor **list = dl_scope_list(a->scope, n);
  if (!list) return NULL;
  memcpy(list, parts, (size_t)n * sizeof *list);
  return DL(a, cat, ((dl_tensors){ list, n }), -1);
}

static step_values cell_of(dl_args *a, cell_kind kind, dl_tensor *x, dl_tensor *from_state, step_values before) {
  dl_tensor *g[4] = { NULL }, *s[3] = { NULL };
  if (kind == LSTM) {
    DL_ALL(a, g, chunk, DL(a, add, x, from_state), 4, -1);
    dl_tensor *kept[] = { DL(a, sigmoid, g[0]), DL(a, sigmoid, g[1]), DL(a, tanh, g[2]), DL(a, sigmoid, g[3]) };
    dl_tensor *c = DL(a, add, DL(a, mul, kept[1], before.c), DL(a, mul, kept[0], kept[2]));
    return (step_values){ DL(a, mul, kept[3], DL(a, tanh, c)), c, joined(a, 4, kept) };
  }
  if (kind == GRU) {
    DL_ALL(a, g, chunk, x, 3, -1);
    DL_ALL(a, s, chunk, from_state, 3, -1);
    dl_tensor *reset = DL(a, sigmoid, DL(a, add, g[0], s[0])), *update = DL(a, sigmoid, DL(a, add, g[1], s[1]));
    dl_tensor *fresh = DL(a, tanh, DL(a, add, g[2], DL(a, mul, reset, s[2])));
    dl_tensor *h = DL(a, add, fresh, DL(a, mul, update, DL(a, sub, before.h, fresh)));
    return (step_values){ h, NULL, joined(a, 4, (dl_tensor *[]){ reset, update, fresh, s[2] }) };
  }
  dl_tensor *sum = DL(a, add, x, from_state);
  return (step_values){ kind == TANH ? DL(a, tanh, sum) : DL(a, relu, sum), NULL, NULL };
}

static dl_tensor *is_alive(dl_args *a, dl_tensor *lengths, int64_t t) { return DL(a, unsqueeze, DL(a, gt, lengths, t), 1); }

static dl_status recurrence_decomp(dl_args *a) {
  dl_tensor *x = dl_in(a, 0), *lengths = dl_in(a, 5);
  cell_kind kind = (cell_kind)kind_of(dl_string(a, 6));
  int steps = (int)x->shape[0];
  dl_tensor **states = dl_scope_list(a->scope, steps), **kept = dl_scope_list(a->scope, steps);
  dl_tensor **cells = dl_scope_list(a->scope, steps);
  step_values before = { dl_in(a, 3), dl_in(a, 4), NULL };
  if (!states || !kept || !cells) return DL_NO_MEMORY;
  for (int k = 0; k < steps; k++) {
    int t = dl_boolean(a, 7) ? steps - 1 - k : k;
    step_values now = cell_of(a, kind, DL(a, select, x, 0, t), DL(a, linear, before.h, a->arg[1], a->arg[2]), before);
    if (lengths) {
      dl_tensor *alive = is_alive(a, lengths, t);
      now.h = DL(a, where, alive, now.h, before.h);
      if (now.c) now.c = DL(a, where, alive, now.c, before.c);
      if (now.kept) now.kept = DL(a, where, alive, now.kept, 0.0);
    }
    states[t] = now.h;
    cells[t] = now.c;
    kept[t] = now.kept;
    before = now;
  }
  if (kind == LSTM) dl_give_result(a, 2, DL(a, stack, ((dl_tensors){ cells, steps }), 0));
  if (kept_of[kind]) dl_give_result(a, 1, DL(a, stack, ((dl_tensors){ kept, steps }), 0));
  return dl_give_result(a, 0, DL(a, stack, ((dl_tensors){ states, steps }), 0));
}

/* gradient * y (1 - y) for a logistic gate, gradient * (1 - y^2) for a tanh, with what flows into the gate directly. */
static dl_tensor *through_sigmoid(dl_args *a, dl_tensor *gradient, dl_tensor *direct, dl_tensor *y) {
  return DL(a, sigmoidGrad, direct ? DL(a, add, gradient, direct) : gradient, y);
}
static dl_tensor *through_tanh(dl_args *a, dl_tensor *gradient, dl_tensor *direct, dl_tensor *y) {
  return DL(a, tanhGrad, direct ? DL(a, add, gradient, direct) : gradient, y);
}

/* The gradients of one step: of its inputs, of the products of its state, of the state around them, of the cells. */
static step_gradients back_of(dl_args *a, cell_kind kind, step_values at, step_values before, dl_tensor *dkept,
                              dl_tensor *dh, dl_tensor *dc) {
  dl_tensor *g[4] = { NULL }, *d[4] = { NULL };
  step_gradients r = { .dc = dc };
  if (kept_of[kind]) DL_ALL(a, g, chunk, at.kept, 4, -1);
  if (dkept) DL_ALL(a, d, chunk, dkept, 4, -1);
  if (kind == LSTM) {
    dl_tensor *u = DL(a, tanh, at.c);
    dc = DL(a, add, dc, DL(a, tanhGrad, DL(a, mul, dh, g[3]), u));
    r.dc = DL(a, mul, dc, g[1]);
    r.dx = r.through = joined(a, 4, (dl_tensor *[]){
      through_sigmoid(a, DL(a, mul, dc, g[2]), d[0], g[0]), through_sigmoid(a, DL(a, mul, dc, before.c), d[1], g[1]),
      through_tanh(a, DL(a, mul, dc, g[0]), d[2], g[2]), through_sigmoid(a, DL(a, mul, dh, u), d[3], g[3]) });
  } else if (kind == GRU) {
    dl_tensor *fresh = through_tanh(a, DL(a, sub, dh, DL(a, mul, dh, g[1])), d[2], g[2]);
    dl_tensor *reset = through_sigmoid(a, DL(a, mul, fresh, g[3]), d[0], g[0]);
    dl_tensor *update = through_sigmoid(a, DL(a, mul, dh, DL(a, sub, before.h, g[2])), d[1], g[1]);
    dl_tensor *from_state = DL(a, mul, fresh, g[0]);
    if (d[3]) from_state = DL(a, add, from_state, d[3]);
    r.dx = joined(a, 3, (dl_tensor *[]){ reset, update, fresh });
    r.through = joined(a, 3, (dl_tensor *[]){ reset, update, from_state });
    r.dh = DL(a, mul, dh, g[1]);
  } else r.dx = r.through = kind == TANH ? DL(a, tanhGrad, dh, at.h) : DL(a, mul, dh, DL(a, gt, at.h, 0));
  return r;
}

static dl_tensor *step_of(dl_args *a, int i, int64_t t) { return dl_in(a, i) ? DL(a, select, dl_in(a, i), 0, t) : NULL; }

static dl_status recurrence_grad_decomp(dl_args *a) {
  dl_tensor *weight = dl_in(a, 3), *h = dl_in(a, 4), *c = dl_in(a, 5), *lengths = dl_in(a, 6);
  cell_kind kind = (cell_kind)kind_of(dl_string(a, 10));
  int steps = (int)dl_in(a, 7)->shape[0], back = dl_boolean(a, 11) ? 1 : -1;
  dl_tensor **dx = dl_scope_list(a->scope, steps), **through = dl_scope_list(a->scope, steps);
  dl_tensor *dh = DL(a, zerosLike, h), *dc = c ? DL(a, zerosLike, c) : NULL;
  if (!dx || !through) return DL_NO_MEMORY;
  for (int k = steps - 1; k >= 0; k--) {
    int t = back > 0 ? steps - 1 - k : k;
    step_values at = { step_of(a, 7, t), step_of(a, 9, t), step_of(a, 8, t) }, before = { h, c, NULL };
    if (k > 0) before = (step_values){ step_of(a, 7, t + back), step_of(a, 9, t + back), NULL };
    dh = DL(a, add, dh, step_of(a, 0, t));
    if (dl_in(a, 2)) dc = DL(a, add, dc, step_of(a, 2, t));
    step_gradients r = back_of(a, kind, at, before, step_of(a, 1, t), dh, dc);
    if (lengths) {
      dl_tensor *alive = is_alive(a, lengths, t);
      r.through = DL(a, where, alive, r.through, 0.0);
      r.dx = DL(a, where, alive, r.dx, 0.0);
      r.dh = r.dh ? DL(a, where, alive, r.dh, dh) : DL(a, where, alive, 0.0, dh);
      if (dc) r.dc = DL(a, where, alive, r.dc, dc);
    }
    dx[t] = r.dx;
    through[t] = r.through;
    dh = DL(a, mm, r.through, weight);
    if (r.dh) dh = DL(a, add, dh, r.dh);
    dc = r.dc;
  }
  if (kind == LSTM) dl_give_result(a, 2, dc);
  if (kind == GRU) dl_give_result(a, 2, DL(a, stack, ((dl_tensors){ through, steps }), 0));
  dl_give_result(a, 1, dh);
  return dl_give_result(a, 0, DL(a, stack, ((dl_tensors){ dx, steps }), 0));
}

/* The sum over all steps of (what flows through the products of the state)^T times the state before. */
static dl_tensor *weight_gradient(dl_grad *g, dl_tensor *through) {
  dl_tensor *states = g->result[0], *h = dl_saved(g, 3);
  bool reverse = g->arg[7].boolean;
  if (!through) return NULL;
  int64_t steps = states->shape[0], rows = states->shape[1] * (steps - 1);
  dl_tensor *sum = DL(g, mm, DL(g, t, DL(g, select, through, 0, reverse ? steps - 1 : 0)), h);
  if (steps == 1) return sum;
  dl_tensor *later = DL(g, reshape, DL(g, narrow, through, 0, reverse ? 0 : 1, steps - 1), DL_LIST(rows, through->shape[2]));
  dl_tensor *before = DL(g, reshape, DL(g, narrow, states, 0, reverse ? 1 : 0, steps - 1), DL_LIST(rows, states->shape[2]));
  return DL(g, addmm, sum, DL(g, t, later), before);
}

static void recurrence_grad(dl_grad *g) {
  dl_tensor *results[3] = { NULL };
  cell_kind kind = (cell_kind)kind_of(g->arg[6].string);
  dl_tensor *kept = kept_of[kind] ? g->result[1] : NULL, *cells = kind == LSTM ? g->result[2] : NULL;
  DL_ALL(g, results, recurrenceGrad, dl_upstream(g, 0), kept ? g->upstream[1] : NULL, cells ? g->upstream[2] : NULL,
         g->arg[1], g->arg[3], g->arg[4], g->arg[5], g->result[0], kept, cells, g->arg[6], g->arg[7]);
  dl_tensor *through = results[kind == GRU ? 2 : 0];
  dl_give(g, 0, results[0]);
  dl_give(g, 3, results[1]);
  if (cells) dl_give(g, 4, results[2]);
  if (dl_wants(g, 1)) dl_give(g, 1, weight_gradient(g, through));
  if (dl_wants(g, 2)) dl_give(g, 2, DL(g, sumTo, through, DL_LIST(dl_saved(g, 1)->shape[0])));
}

DL_OP(recurrence) {
  .sig = "x: Tensor, weight: Tensor, bias: Tensor?, h: Tensor, c: Tensor?, lengths: Tensor?, "
         "cell: string = \"tanh\", reverse: bool = false",
  .returns = "states, gates, cells",
  .doc = "One recurrent layer over a sequence, without the product of its inputs: what rnn, lstm and gru are made of. x: "
         "(steps, batch, k hidden), what the inputs give to the gates; weight: (k hidden, hidden) and bias: (k hidden), of the "
         "state; h: (batch, hidden), the first state; c: the first cells, of an lstm only. cell: \"tanh\", \"relu\" (k = 1), "
         "\"lstm\" (k = 4: input, forget, new, output) or \"gru\" (k = 3: reset, update, new). lengths: int64 (batch): behind "
         "its length a row keeps its state. reverse: from the last step to the first. Results: the states of all steps; of "
         "lstm and gru the values of the gates (of gru behind them what the state gave to the new one); of lstm the cells.",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON, .keeps = DL_ARGUMENT(5),
  .saves = DL_ARGUMENT(1) | DL_ARGUMENT(3) | DL_ARGUMENT(4) | DL_ARGUMENT(5) | DL_RESULT(0) | DL_RESULT(1) | DL_RESULT(2),
  .shape = recurrence_shape,
  .kernel = recurrence_kernel,
  .scratch = recurrence_scratch,
  .flops = recurrence_flops,
  .decomp = recurrence_decomp,
  .grad = recurrence_grad,
  .sample = "{ randn(3, 2, 2), randn(2, 2), randn(2), randn(2, 2) }, "
            "{ away(2, 1, 2), away(2, 2), nil, away(1, 2), nil, nil, 'relu', true }, "
            "{ randn(2, 1, 8), randn(8, 2), randn(8), randn(1, 2), randn(1, 2), nil, 'lstm' }, "
            "{ randn(3, 2, 4), randn(4, 1), nil, randn(2, 1), randn(2, 1), tensor({ 3, 1 }, 'int64'), 'lstm', true }, "
            "{ randn(2, 1, 6), randn(6, 2), randn(6), randn(1, 2), nil, nil, 'gru' }, "
            "{ randn(3, 2, 3), randn(3, 1), nil, randn(2, 1), nil, tensor({ 0, 2 }, 'int64'), 'gru', true }, "
            "{ randn(2, 0, 4), randn(4, 1), nil, randn(0, 1), randn(0, 1), nil, 'lstm' }, "
            "{ constant(randn(1, 20, 1)), randn(1, 1), nil, constant(randn(20, 1)) }",
  .error = "{ randn(3, 2, 2), randn(2, 2), nil, randn(2, 2), nil, nil, 'elman' }, "
           "{ randn(3, 2, 4), randn(2, 2), nil, randn(2, 2) }, { randn(3, 2, 2), randn(2, 2), randn(3), randn(2, 2) }, "
           "{ randn(0, 2, 2), randn(2, 2), nil, randn(2, 2) }, { randn(3, 2, 2), randn(2, 2), nil, randn(1, 2) }, "
           "{ randn(3, 2, 4), randn(4, 1), nil, randn(2, 1), nil, nil, 'lstm' }, "
           "{ randn(3, 2, 2), randn(2, 2), nil, randn(2, 2), nil, tensor({ 4, 1 }, 'int64') }, "
           "{ randn(3, 2, 2), randn(2, 2), nil, randn(2, 2), nil, randn(2) }",
};

DL_OP(recurrenceGrad) {
  .sig = "states: Tensor, gates: Tensor?, cells: Tensor?, weight: Tensor, h: Tensor, c: Tensor?, lengths: Tensor?, "
         "statesMade: Tensor, gatesMade: Tensor?, cellsMade: Tensor?, cell: string, reverse: bool",
  .returns = "x, h, other",
  .doc = "The gradients of recurrence from those of its results (the first three) and from its results (Made): of x, of h, and of "
         "c (lstm), or what flows through the products of the state where that is not the gradient of x (gru).",
  .flags = DL_VIA_FLOAT32,
  .promote = DL_COMMON, .keeps = DL_ARGUMENT(6),
  .shape = recurrence_grad_shape,
  .kernel = recurrenceGrad_kernel,
  .scratch = recurrence_grad_scratch,
  .flops = recurrence_grad_flops,
  .decomp = recurrence_grad_decomp,
  .sample = "{ randn(2, 1, 2), nil, nil, randn(2, 2), randn(1, 2), nil, nil, unit(2, 1, 2), nil, nil, 'tanh', false }, "
            "{ randn(2, 2, 1), nil, nil, randn(1, 1), randn(2, 1), nil, nil, away(2, 2, 1), nil, nil, 'relu', true }, "
            "{ randn(2, 1, 1), randn(2, 1, 4), randn(2, 1, 1), randn(4, 1), randn(1, 1), randn(1, 1), nil, "
            "unit(2, 1, 1), rand(2, 1, 4), randn(2, 1, 1), 'lstm', false }, "
            "{ randn(2, 2, 1), nil, nil, randn(4, 1), randn(2, 1), randn(2, 1), tensor({ 2, 1 }, 'int64'), "
            "unit(2, 2, 1), rand(2, 2, 4), randn(2, 2, 1), 'lstm', true }, "
            "{ randn(2, 1, 1), randn(2, 1, 4), nil, randn(3, 1), randn(1, 1), nil, nil, unit(2, 1, 1), rand(2, 1, 4), nil, 'gru', true }, "
            "{ randn(2, 2, 1), nil, nil, randn(3, 1), randn(2, 1), nil, tensor({ 1, 0 }, 'int64'), "
            "unit(2, 2, 1), rand(2, 2, 4), nil, 'gru', false }",
  .error = "{ randn(2, 1, 2), nil, nil, randn(2, 2), randn(1, 2), nil, nil, randn(2, 1, 2), nil, nil, 'elman', false }, "
           "{ randn(2, 1, 2), nil, nil, randn(2, 2), randn(1, 2), nil, nil, randn(2, 2, 2), nil, nil, 'tanh', false }, "
           "{ randn(2, 1, 1), nil, nil, randn(3, 1), randn(1, 1), nil, nil, randn(2, 1, 1), nil, nil, 'gru', false }",
};
#endif
