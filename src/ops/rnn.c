/* rnn.c -- recurrent networks over whole sequences, and single steps: rnn, lstm, gru and their cells.
**
** In each layer and direction the inputs of all steps meet their weight in one product, and `recurrence` goes through
** the steps. Names, shapes and the order of gates and parameters are PyTorch's.
*/
#include "dl_op.h"

#ifndef DL_DEVICE_PASS

/* Of one layer in one direction. wr: the projection of the state, of an lstm that has one. */
typedef struct { dl_tensor *wi, *wh, *bi, *bh, *wr; } layer_weights;
typedef struct { dl_tensor *states, *h, *c; } layer_results;

typedef struct {
  const char *cell;
  dl_tensors weights;
  dl_tensor *h, *c, *lengths;           /* h, c: (layers * directions, batch, hidden) */
  int layers, directions, each;         /* each: tensors of a layer and direction */
  int64_t hidden, size;                 /* size: of the state, which a projection makes smaller than the cells */
  double dropout;
} network;

static layer_weights weights_of(const network *net, int k) {
  dl_tensor *const *w = net->weights.data + k * net->each;
  bool biases = net->each >= 4, projected = net->each % 2;
  return (layer_weights){ w[0], w[1], biases ? w[2] : NULL, biases ? w[3] : NULL, projected ? w[net->each - 1] : NULL };
}

/* An lstm whose states are projected (Sak, Senior, Beaufays, 2014), step by step. */
static layer_results run_projected(dl_args *a, layer_weights w, dl_tensor *x, dl_tensor *h, dl_tensor *c, dl_tensor *lengths,
                                   bool reverse) {
  int steps = x ? (int)x->shape[0] : 0;
  dl_tensor **states = dl_scope_list(a->scope, steps ? steps : 1);
  dl_tensor *sums = DL(a, linear, x, w.wi, w.bi ? DL(a, add, w.bi, w.bh) : NULL);
  if (!states || !x) return (layer_results){ NULL };
  for (int k = 0; k < steps; k++) {
    int t = reverse ? steps - 1 - k : k;
    dl_tensor *g[4] = { NULL };
    DL_ALL(a, g, chunk, DL(a, add, DL(a, select, sums, 0, t), DL(a, linear, h, w.wh)), 4, -1);
    dl_tensor *fresh = DL(a, mul, DL(a, sigmoid, g[0]), DL(a, tanh, g[2]));
    dl_tensor *now = DL(a, add, DL(a, mul, DL(a, sigmoid, g[1]), c), fresh);
    dl_tensor *out = DL(a, linear, DL(a, mul, DL(a, sigmoid, g[3]), DL(a, tanh, now)), w.wr);
    dl_tensor *alive = lengths ? DL(a, unsqueeze, DL(a, gt, lengths, t), 1) : NULL;
    c = alive ? DL(a, where, alive, now, c) : now;
    h = states[t] = alive ? DL(a, where, alive, out, h) : out;
  }
  return (layer_results){ DL(a, stack, ((dl_tensors){ states, steps }), 0), h, c };
}

/* x: (steps, batch, inputs). Only the reset gate of a gru can tell the two biases apart: else one sum of both does. */
static layer_results run_layer(dl_args *a, const char *cell, layer_weights w, dl_tensor *x, dl_tensor *h, dl_tensor *c,
                               dl_tensor *lengths, bool reverse) {
  dl_tensor *made[3] = { NULL }, *bias = w.bi, *bias_state = w.bh;
  if (w.wr) return run_projected(a, w, x, h, c, lengths, reverse);
  if (bias && strcmp(cell, "gru") != 0) {
    bias = DL(a, add, bias, bias_state);
    bias_state = NULL;
  }
  dl_tensor *sums = DL(a, linear, x, w.wi, bias);
  DL_ALL(a, made, recurrence, sums, w.wh, bias_state, h, c, lengths, cell, reverse);
  int64_t last = reverse || !x ? 0 : x->shape[0] - 1;
  return (layer_results){ made[0], DL(a, select, made[0], 0, last), made[2] ? DL(a, select, made[2], 0, last) : NULL };
}

/* ---- checks ---- */

static dl_status check_network(dl_args *a, const network *net, const dl_tensor *x, int layers_at) {
  int want = net->layers * net->directions * net->each;
  bool lstm = strcmp(net->cell, "lstm") == 0;
  if (net->layers < 1) return dl_fail_argument(a, layers_at, "at least one layer expected, got %d", net->layers);
  if (!(net->dropout >= 0 && net->dropout <= 1))
    return dl_fail_argument(a, layers_at + 2, "a probability is in 0 to 1, got %g", net->dropout);
  if (net->weights.count != want || net->each < 2 || net->each > (lstm ? 5 : 4) || (net->each == 3 && !lstm))
    return dl_fail_argument(a, 1, "%d layers in %d direction%s have %d tensors with biases or %d without, got %d", net->layers,
                            net->directions, net->directions > 1 ? "s" : "", 4 * net->layers * net->directions,
                            2 * net->layers * net->directions, net->weights.count);
  for (int i = 0; i < want; i++) {
    int at = i % net->each, wanted = at < 2 || (net->each % 2 && at == net->each - 1) ? 2 : 1;
    if (net->weights.data[i]->ndim != wanted)
      return dl_fail_argument(a, 1, "tensor %d: %d dimension%s expected, got shape %s", i + 1, wanted, wanted > 1 ? "s" : "",
                              DL_SHAPE_TEXT(net->weights.data[i]));
  }
  if (x->ndim != 2 && x->ndim != 3)
    return dl_fail_argument(a, 0, "steps x batch x inputs or steps x inputs expected, got shape %s", DL_SHAPE_TEXT(x));
  int64_t inputs = net->weights.data[0]->shape[1];
  if (x->shape[x->ndim - 1] != inputs)
    return dl_fail_argument(a, 0, "the last size must be %lld, the inputs of the weight, got shape %s", (long long)inputs,
                            DL_SHAPE_TEXT(x));
  return DL_OK;
}

static dl_status check_state(dl_args *a, int i, const network *net, int64_t size, const dl_tensor *x, int batch_at) {
  const dl_tensor *t = dl_in(a, i);
  int64_t want[3] = { net->layers * net->directions, batch_at < 0 ? size : x->shape[batch_at], size };
  int n = batch_at < 0 ? 2 : 3;
  if (!t || (t->ndim == n && memcmp(t->shape, want, (size_t)n * sizeof *want) == 0)) return DL_OK;
  return dl_fail_argument(a, i, "expected shape %s (layers and directions%s, hidden), got %s", dl_text_of(n, want).text,
                          batch_at < 0 ? "" : ", batch", DL_SHAPE_TEXT(t));
}

/* ---- all layers ---- */

static dl_tensor *state_of(dl_args *a, dl_tensor *given, int64_t size, int k, dl_tensor *x) {
  if (given) return DL(a, select, given, 0, k);
  return x ? DL(a, zeros, DL_LIST(x->shape[1], size), (int)x->dtype) : NULL;
}

/* The outputs of the last layer; the last states (and cells) of all are left in h and c. */
static dl_tensor *run_layers(dl_args *a, const network *net, dl_tensor *x, dl_tensor **h, dl_tensor **c) {
  bool lstm = strcmp(net->cell, "lstm") == 0;
  for (int layer = 0; layer < net->layers; layer++) {
    dl_tensor **out = dl_scope_list(a->scope, 2);
    if (!out) return NULL;
    if (layer > 0 && net->dropout > 0) x = DL(a, dropout, x, net->dropout);
    for (int d = 0; d < net->directions; d++) {
      int k = layer * net->directions + d;
      dl_tensor *h0 = state_of(a, net->h, net->size, k, x), *c0 = lstm ? state_of(a, net->c, net->hidden, k, x) : NULL;
      layer_results r = run_layer(a, net->cell, weights_of(net, k), x, h0, c0, net->lengths, d > 0);
      out[d] = r.states;
      h[k] = r.h;
      c[k] = r.c;
    }
    x = net->directions == 1 ? out[0] : DL(a, cat, ((dl_tensors){ out, 2 }), 2);
  }
  return x;
}

/* Zeros behind the end of each sequence. */
static dl_tensor *cut_off(dl_args *a, dl_tensor *x, dl_tensor *lengths) {
  dl_tensor *step = x ? DL(a, unsqueeze, DL(a, arange, 0, x->shape[0]), 1) : NULL;
  return DL(a, where, DL(a, unsqueeze, DL(a, lt, step, lengths), 2), x, 0.0);
}

/* Arguments: x, weights, h, (c,) and from `options` on: layers, bidirectional, dropout, training, batchFirst, lengths. */
static dl_status run_network(dl_args *a, const char *cell, int options) {
  dl_tensor *x = dl_in(a, 0);
  network net = {
    .cell = cell, .weights = a->arg[1].tensors, .h = dl_in(a, 2), .c = options == 4 ? dl_in(a, 3) : NULL,
    .layers = (int)dl_integer(a, options), .directions = dl_boolean(a, options + 1) ? 2 : 1,
    .dropout = dl_number(a, options + 2), .lengths = dl_in(a, options + 5),
  };
  bool single = x->ndim == 2, batch_first = dl_boolean(a, options + 4) && !single;
  net.each = net.layers > 0 ? net.weights.count / (net.layers * net.directions) : 4;
  if (check_network(a, &net, x, options) != DL_OK) return DL_ERROR;
  net.size = net.hidden = net.weights.data[1]->shape[1];
  if (net.each % 2) net.hidden = net.weights.data[1]->shape[0] / 4;
  int batch_at = single ? -1 : batch_first ? 0 : 1;
  if (check_state(a, 2, &net, net.size, x, batch_at) != DL_OK) return DL_ERROR;
  if (options == 4 && check_state(a, 3, &net, net.hidden, x, batch_at) != DL_OK) return DL_ERROR;
  if (!dl_boolean(a, options + 3)) net.dropout = 0;
  if (batch_first) x = DL(a, contiguous, DL(a, transpose, x, 0, 1));
  if (single) {
    x = DL(a, unsqueeze, x, 1);
    if (net.h) net.h = DL(a, unsqueeze, net.h, 1);
    if (net.c) net.c = DL(a, unsqueeze, net.c, 1);
    if (net.lengths && net.lengths->ndim == 0) net.lengths = DL(a, unsqueeze, net.lengths, 0);
  }
  int states = net.layers * net.directions;
  dl_tensor **h = dl_scope_list(a->scope, states), **c = dl_scope_list(a->scope, states);
  if (!h || !c) return DL_NO_MEMORY;
  dl_tensor *y = run_layers(a, &net, x, h, c);
  if (net.lengths) y = cut_off(a, y, net.lengths);
  dl_tensor *last = DL(a, stack, ((dl_tensors){ h, states }), 0), *cells = NULL;
  if (options == 4) cells = DL(a, stack, ((dl_tensors){ c, states }), 0);
  if (batch_first) y = DL(a, transpose, y, 0, 1);
  if (single) {
    y = DL(a, squeeze, y, 1);
    last = DL(a, squeeze, last, 1);
    if (cells) cells = DL(a, squeeze, cells, 1);
  }
  if (options == 4) dl_give_result(a, 2, cells);
  dl_give_result(a, 1, last);
  return dl_give_result(a, 0, y);
}

static dl_status rnn_decomp(dl_args *a) { return run_network(a, dl_string(a, 9), 3); }
static dl_status gru_decomp(dl_args *a) { return run_network(a, "gru", 3); }
static dl_status lstm_decomp(dl_args *a) { return run_network(a, "lstm", 4); }

/* The cell's name goes on to `recurrence`, which would also take the others'. */
static dl_status check_nonlinearity(dl_args *a, int i) {
  const char *name = dl_string(a, i);
  if (strcmp(name, "tanh") == 0 || strcmp(name, "relu") == 0) return DL_OK;
  return dl_fail_argument(a, i, "\"tanh\" or \"relu\" expected, got \"%s\"", name);
}

static dl_status rnn_shape(dl_args *a) { return check_nonlinearity(a, 9); }

#define NETWORK_DOC \
  " x: (steps, batch, inputs), with batchFirst (batch, steps, inputs), or (steps, inputs). weights: for each layer, and in it " \
  "for each direction, weightIh (k hidden, inputs), weightHh (k hidden, hidden) and, if there are biases, biasIh and biasHh (k " \
  "hidden); the inputs of a later layer are the outputs of the one before, of both directions when bidirectional. h: the " \
  "first states (layers * directions, batch, hidden), zeros if not given. dropout acts on the outputs of all layers but the " \
  "last, in training. lengths: int64 (batch), the steps of each sequence; behind them the output is 0, and the last state is " \
  "that of the last step of each. Results: the outputs of the last layer (steps, batch, directions * hidden) and the last " \
  "state of each layer and direction."

#define NETWORK_OPTIONS \
  "layers: int = 1, bidirectional: bool = false, dropout: number = 0, training: bool = true, batchFirst: bool = false, " \
  "lengths: Tensor?"

DL_OP(rnn) {
  .sig = "x: Tensor, weights: Tensors, h: Tensor?, " NETWORK_OPTIONS ", nonlinearity: string = \"tanh\"",
  .returns = "output, h",
  .doc = "Elman's recurrent network over whole sequences: h = tanh(Wi x + bi + Wh h + bh), or relu of it (k = 1)." NETWORK_DOC,
  .flags = DL_RANDOM,
  .autocast = DL_LOW,
  .shape = rnn_shape,
  .decomp = rnn_decomp,
  .sample = "{ randn(2, 2, 3), { randn(2, 3), randn(2, 2), randn(2), randn(2) } }, "
            "{ randn(2, 2), { randn(1, 2), randn(1, 1), randn(1, 2), randn(1, 1) }, randn(2, 1), 1, true }, "
            "{ away(2, 1, 2), { away(2, 2), away(2, 2) }, nil, { nonlinearity = 'relu', batchFirst = true } }",
  .error = "{ randn(2, 2, 3), { randn(2, 3), randn(2, 2) }, { nonlinearity = 'lstm' } }, "
           "{ randn(2, 2, 3), { randn(2, 3), randn(2, 2), randn(2) } }, { randn(2, 2, 3), { randn(2, 2), randn(2, 2) } }, "
           "{ randn(3), { randn(2, 3), randn(2, 2) } }, { randn(2, 2, 3), { randn(2, 3), randn(2, 2) }, randn(2, 2) }",
};

DL_OP(lstm) {
  .sig = "x: Tensor, weights: Tensors, h: Tensor?, c: Tensor?, " NETWORK_OPTIONS,
  .returns = "output, h, c",
  .doc = "A long short-term memory over whole sequences (k = 4): with the gates i, f, o = sigmoid and g = tanh of Wi x + bi + Wh "
         "h + bh, in the order i, f, g, o: c = f c + i g, h = o tanh(c). c: the first cells, of the shape of h; the third result "
         "are the last ones. With one matrix more at the end of the weights of each layer and direction, weightHr (projected, hidden), "
         "states are h = weightHr (o tanh(c)), and other weights see their size (Sak et al., 2014; step by step, not quick)." NETWORK_DOC,
  .flags = DL_RANDOM,
  .autocast = DL_LOW,
  .decomp = lstm_decomp,
  .sample = "{ randn(2, 2, 2), { randn(4, 2), randn(4, 1), randn(4), randn(4) }, randn(1, 2, 1), randn(1, 2, 1) }, "
            "{ randn(2, 2, 2), { randn(4, 2), randn(4, 1), randn(4, 2), randn(4, 1) }, "
            "{ bidirectional = true, batchFirst = true, lengths = tensor({ 2, 1 }, 'int64') } }, "
            "{ randn(1, 2, 1), { randn(4, 1), randn(4, 1), randn(4, 1), randn(4, 1) }, { layers = 2, dropout = 0.5 } }, "
            "{ randn(2, 1, 1), { randn(8, 1), randn(8, 1), randn(1, 2) }, randn(1, 1, 1), randn(1, 1, 2) }",
  .error = "{ randn(2, 2, 3), { randn(4, 3), randn(4, 1), randn(4) } }, "
           "{ randn(2, 2, 3), { randn(3, 3), randn(3, 1) } }, "
           "{ randn(2, 2, 3), { randn(4, 3), randn(4, 1) }, randn(1, 2, 1), randn(1, 2, 2) }, "
           "{ randn(2, 2, 3), { randn(4, 3), randn(4, 1) }, { layers = 0 } }, "
           "{ randn(2, 2, 3), { randn(4, 3), randn(4, 1) }, { dropout = 2 } }",
};

DL_OP(gru) {
  .sig = "x: Tensor, weights: Tensors, h: Tensor?, " NETWORK_OPTIONS,
  .returns = "output, h",
  .doc = "A gated recurrent unit over whole sequences (k = 3): r, z = sigmoid(Wi x + bi + Wh h + bh), n = tanh(Wi x + bi + r (Wh h "
         "+ bh)), in the order r, z, n: h = (1 - z) n + z h." NETWORK_DOC,
  .flags = DL_RANDOM,
  .autocast = DL_LOW,
  .decomp = gru_decomp,
  .sample = "{ randn(2, 2, 2), { randn(3, 2), randn(3, 1), randn(3), randn(3) }, randn(1, 2, 1) }, "
            "{ randn(2, 2), { randn(3, 2), randn(3, 1), randn(3, 2), randn(3, 1) }, { bidirectional = true } }",
  .error = "{ randn(2, 2, 3), { randn(4, 3), randn(4, 1) } }, { randn(2, 2, 3), { randn(3, 3), randn(3, 1), randn(3, 1), randn(3) } }",
};

/* ---- single steps ---- */

/* Arguments: x, h, (c,) and from `weights` on: weightIh, weightHh, biasIh, biasHh. */
static dl_status run_cell(dl_args *a, const char *cell, int weights) {
  dl_tensor *x = dl_in(a, 0), *h = dl_in(a, 1), *c = weights == 3 ? dl_in(a, 2) : NULL;
  layer_weights w = { dl_in(a, weights), dl_in(a, weights + 1), dl_in(a, weights + 2), dl_in(a, weights + 3) };
  bool single = x->ndim == 1;
  if (x->ndim != 1 && x->ndim != 2)
    return dl_fail_argument(a, 0, "batch x inputs or inputs expected, got shape %s", DL_SHAPE_TEXT(x));
  if (!w.bi != !w.bh) return dl_fail_argument(a, weights + 2, "both biases expected, or none");
  for (int i = 1; i < weights; i++)
    if (dl_in(a, i)->ndim != x->ndim)
      return dl_fail_argument(a, i, "%d dimension%s expected, as x has, got shape %s", x->ndim, single ? "" : "s",
                              DL_SHAPE_TEXT(dl_in(a, i)));
  if (single) {
    x = DL(a, unsqueeze, x, 0);
    h = DL(a, unsqueeze, h, 0);
    if (c) c = DL(a, unsqueeze, c, 0);
  }
  layer_results r = run_layer(a, cell, w, DL(a, unsqueeze, x, 0), h, c, NULL, false);
  if (weights == 3) dl_give_result(a, 1, single ? DL(a, squeeze, r.c, 0) : r.c);
  return dl_give_result(a, 0, single ? DL(a, squeeze, r.h, 0) : r.h);
}

static dl_status rnnCell_decomp(dl_args *a) { return run_cell(a, dl_string(a, 6), 2); }
static dl_status gruCell_decomp(dl_args *a) { return run_cell(a, "gru", 2); }
static dl_status lstmCell_decomp(dl_args *a) { return run_cell(a, "lstm", 3); }
static dl_status rnn_cell_shape(dl_args *a) { return check_nonlinearity(a, 6); }

#define CELL_WEIGHTS "weightIh: Tensor, weightHh: Tensor, biasIh: Tensor?, biasHh: Tensor?"

DL_OP(rnnCell) {
  .sig = "x: Tensor, h: Tensor, " CELL_WEIGHTS ", nonlinearity: string = \"tanh\"",
  .doc = "One step of rnn. x: (batch, inputs), h: (batch, hidden); or both without the batch. The result is the new state.",
  .autocast = DL_LOW,
  .shape = rnn_cell_shape,
  .decomp = rnnCell_decomp,
  .sample = "{ randn(2, 3), randn(2, 2), randn(2, 3), randn(2, 2), randn(2), randn(2) }, "
            "{ away(2), away(1), away(1, 2), away(1, 1), { nonlinearity = 'relu' } }",
  .error = "{ randn(2, 3), randn(2), randn(2, 3), randn(2, 2) }, { randn(2, 3), randn(2, 2), randn(2, 3), randn(2, 2), randn(2) }, "
           "{ randn(2, 3), randn(2, 2), randn(2, 3), randn(2, 2), { nonlinearity = 'gru' } }",
};

DL_OP(lstmCell) {
  .sig = "x: Tensor, h: Tensor, c: Tensor, " CELL_WEIGHTS,
  .returns = "h, c",
  .doc = "One step of lstm. x: (batch, inputs), h and c: (batch, hidden); or all without the batch. The results are the new ones.",
  .autocast = DL_LOW,
  .decomp = lstmCell_decomp,
  .sample = "{ randn(2, 3), randn(2, 1), randn(2, 1), randn(4, 3), randn(4, 1), randn(4), randn(4) }, "
            "{ randn(2), randn(1), randn(1), randn(4, 2), randn(4, 1) }",
  .error = "{ randn(2, 3), randn(2, 1), randn(1), randn(4, 3), randn(4, 1) }, { randn(2, 3), randn(2, 1), randn(2, 1), randn(4, 2), randn(4, 1) }",
};

DL_OP(gruCell) {
  .sig = "x: Tensor, h: Tensor, " CELL_WEIGHTS,
  .doc = "One step of gru. x: (batch, inputs), h: (batch, hidden); or both without the batch. The result is the new state.",
  .autocast = DL_LOW,
  .decomp = gruCell_decomp,
  .sample = "{ randn(2, 3), randn(2, 1), randn(3, 3), randn(3, 1), randn(3), randn(3) }, { randn(2), randn(1), randn(3, 2), randn(3, 1) }",
  .error = "{ randn(2, 3), randn(2, 2), randn(3, 3), randn(3, 1) }, { randn(1, 2, 3), randn(2, 1), randn(3, 3), randn(3, 1) }",
};
#endif
