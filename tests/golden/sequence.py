"""Golden cases of the operators on sequences: recurrent networks, attention, bags, CTC."""
import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from golden import T, operator, strided, transposed


def network(kind, x, weights, states, layers, bidirectional, batch_first, lengths, options):
    """A recurrent module of torch.nn with these parameters, on these tensors."""
    inputs, hidden = weights[0].shape[1], weights[1].shape[1]
    each = len(weights) // (layers * (2 if bidirectional else 1))
    if each % 2:
        hidden, size = weights[1].shape[0] // 4, hidden
        options = {"proj_size": size}
    module = kind(inputs, hidden, layers, bias=each >= 4, bidirectional=bidirectional,
                  batch_first=batch_first, dtype=x.dtype, **options)
    names = [name for name, _ in module.named_parameters()]
    given = [states] if states is not None else []
    if lengths is not None:
        steps = x.shape[1 if batch_first else 0]
        x = pack_padded_sequence(x, lengths, batch_first, enforce_sorted=False)
    output, last = torch.func.functional_call(module, dict(zip(names, weights)), (x, *given))
    if lengths is not None:
        output, _ = pad_packed_sequence(output, batch_first, total_length=steps)
    return (output, *last) if isinstance(last, tuple) else (output, last)


@operator("lstm")
def lstm(x, weights, h=None, c=None, layers=1, bidirectional=False, batchFirst=False,
         lengths=None):
    states = None if h is None else (h, c)
    return network(torch.nn.LSTM, x, weights, states, layers, bidirectional, batchFirst, lengths,
                   {})


@operator("gru")
def gru(x, weights, h=None, layers=1, bidirectional=False, batchFirst=False, lengths=None):
    return network(torch.nn.GRU, x, weights, h, layers, bidirectional, batchFirst, lengths, {})


@operator("rnn")
def rnn(x, weights, h=None, layers=1, bidirectional=False, batchFirst=False, lengths=None,
        nonlinearity="tanh"):
    return network(torch.nn.RNN, x, weights, h, layers, bidirectional, batchFirst, lengths,
                   {"nonlinearity": nonlinearity})


def weights_of(gates, inputs, hidden, layers=1, directions=1, bias=True):
    """The parameters of a network in PyTorch's order."""
    tensors = []
    for layer in range(layers):
        width = inputs if layer == 0 else hidden * directions
        for _ in range(directions):
            tensors += [T(gates * hidden, size, low=-1, high=1) for size in (width, hidden)]
            if bias:
                tensors += [T(gates * hidden), T(gates * hidden)]
    return tensors


def lengths(*values):
    return T(len(values), dtype="int64", data=list(values))


for one, gates in ((lstm, 4), (gru, 3), (rnn, 1)):
    first = [T(1, 2, 2) for _ in range(2 if one is lstm else 1)]
    one.both("ordinary", T(3, 2, 2), weights_of(gates, 2, 2))
    one.add("first state", T(2, 2, 1), weights_of(gates, 1, 2), *first)
    one.add("no bias", T(2, 1, 2), weights_of(gates, 2, 1, bias=False))
    one.add("no batch", T(2, 2), weights_of(gates, 2, 1))
    one.add("batch first", T(2, 3, 2), weights_of(gates, 2, 1), batchFirst=True)
    one.add("two layers", T(2, 2, 1), weights_of(gates, 1, 2, layers=2), layers=2)
    one.add("both directions", T(3, 1, 2), weights_of(gates, 2, 1, directions=2),
            bidirectional=True)
    one.add("two layers in both directions, lengths", T(3, 3, 1),
            weights_of(gates, 1, 1, layers=2, directions=2), layers=2, bidirectional=True,
            lengths=lengths(2, 3, 1))
    one.add("lengths, batch first", T(2, 3, 1), weights_of(gates, 1, 1), batchFirst=True,
            lengths=lengths(3, 1))
rnn.both("relu", T(3, 2, 2), weights_of(1, 2, 2), nonlinearity="relu")
lstm.add("projection", T(2, 2, 2), [T(8, 2), T(8, 1), T(8), T(8), T(1, 2)], T(1, 2, 1), T(1, 2, 2))
lstm.add("projection, both directions, no bias, lengths", T(3, 2, 1),
         [T(8, 1), T(8, 1), T(1, 2), T(8, 1), T(8, 1), T(1, 2)], bidirectional=True,
         lengths=lengths(3, 1))


@operator("lstmCell")
def lstmCell(x, h, c, weightIh, weightHh, biasIh=None, biasHh=None):
    return torch._VF.lstm_cell(x, (h, c), weightIh, weightHh, biasIh, biasHh)


@operator("gruCell")
def gruCell(x, h, weightIh, weightHh, biasIh=None, biasHh=None):
    return torch._VF.gru_cell(x, h, weightIh, weightHh, biasIh, biasHh)


@operator("rnnCell")
def rnnCell(x, h, weightIh, weightHh, biasIh=None, biasHh=None, nonlinearity="tanh"):
    step = torch._VF.rnn_tanh_cell if nonlinearity == "tanh" else torch._VF.rnn_relu_cell
    return step(x, h, weightIh, weightHh, biasIh, biasHh)


for one, gates in ((lstmCell, 4), (gruCell, 3), (rnnCell, 1)):
    states = 2 if one is lstmCell else 1
    one.both("ordinary", T(2, 3), *[T(2, 2) for _ in range(states)], *weights_of(gates, 3, 2))
    one.add("no bias", T(2, 2), *[T(2, 1) for _ in range(states)],
            *weights_of(gates, 2, 1, bias=False))
rnnCell.both("relu", T(2, 2), T(2, 2), *weights_of(1, 2, 2), nonlinearity="relu")


@operator("scaledDotProductAttention")
def scaledDotProductAttention(query, key, value, mask=None, dropout=0.0, causal=False, scale=None,
                              enableGqa=False):
    return torch.nn.functional.scaled_dot_product_attention(
        query, key, value, mask, dropout, causal, scale=scale, enable_gqa=enableGqa)


attend = scaledDotProductAttention
attend.both("ordinary", T(2, 3, 2), T(2, 4, 2), T(2, 4, 3))
attend.add("heads", T(1, 2, 3, 2), T(1, 2, 2, 2), T(1, 2, 2, 2))
attend.add("no batch", T(2, 3), T(3, 3), T(3, 2))
attend.both("causal", T(1, 3, 2), T(1, 3, 2), T(1, 3, 2), causal=True)
attend.add("causal, more keys", T(2, 2), T(4, 2), T(4, 1), causal=True)
attend.add("causal, more queries", T(4, 2), T(2, 2), T(2, 1), causal=True)
attend.add("scale", T(2, 2), T(3, 2), T(3, 2), scale=2.0)
attend.add("bool mask", T(2, 2, 2), T(2, 3, 2), T(2, 3, 1),
           T(2, 3, dtype="bool", data=[True, False, True, False, True, True]))
attend.add("bool mask of keys", T(2, 2, 2), T(2, 3, 2), T(2, 3, 1),
           T(2, 1, 3, dtype="bool", data=[True, False, True, False, True, True]))
attend.add("added mask", T(1, 2, 2), T(1, 3, 2), T(1, 3, 2), T(2, 3, grad=False))
attend.add("added mask that learns", T(1, 2, 2), T(1, 3, 2), T(1, 3, 2), T(2, 3))
attend.add("transposed", transposed(2, 3), transposed(3, 3), transposed(3, 2))
attend.add("strided", strided(2, 2), strided(3, 2), strided(3, 2))
attend.add("shared heads", T(1, 4, 2, 2), T(1, 2, 3, 2), T(1, 2, 3, 1), enableGqa=True)
attend.add("shared heads, a mask for each", T(2, 4, 2, 2), T(2, 2, 3, 2), T(2, 2, 3, 1),
           T(4, 2, 3, grad=False), enableGqa=True)
attend.add("shared heads, a mask for all", T(2, 2, 2), T(1, 3, 2), T(1, 3, 1),
           T(1, 2, 3, dtype="bool", data=[True, False, True, False, True, True]), enableGqa=True)
attend.add("large", T(2, 2, low=-60, high=60), T(3, 2, low=-60, high=60), T(3, 2))


@operator("embeddingBag")
def embeddingBag(index, weight, offsets=None, mode="mean", perSampleWeights=None,
                 includeLastOffset=False, paddingIndex=None):
    return torch.nn.functional.embedding_bag(
        index - 1, weight, None if offsets is None else offsets - 1, mode=mode,
        per_sample_weights=perSampleWeights, include_last_offset=includeLastOffset,
        padding_idx=None if paddingIndex is None else paddingIndex - 1)


def indices(*values, shape=None):
    return T(*(shape or [len(values)]), dtype="int64", data=list(values))


for mode in ("mean", "sum", "max"):
    embeddingBag.both(mode + " of rows", indices(1, 3, 2, 4, 4, 1, shape=(2, 3)), T(4, 2),
                      mode=mode)
    embeddingBag.add(mode + ", offsets, an empty bag", indices(1, 3, 2, 4, 4), T(4, 2),
                     indices(1, 3, 3), mode)
    embeddingBag.add(mode + ", last offset, padding", indices(1, 3, 2, 4, 4, 2), T(4, 2),
                     indices(1, 3, 7), mode=mode, includeLastOffset=True, paddingIndex=4)
embeddingBag.both("weights", indices(1, 3, 2, 4), T(4, 2), indices(1, 2), "sum", T(4))
embeddingBag.add("weights of rows", indices(1, 3, 2, 4, shape=(2, 2)), T(4, 2), mode="sum",
                 perSampleWeights=T(2, 2))


@operator("ctcLoss")
def ctcLoss(logProbs, targets, inputLengths=None, targetLengths=None, blank=1, reduction="mean",
            zeroInfinity=False):
    """PyTorch leaves exp(logProbs) in the gradient, which logSoftmax would take away: so do we."""
    steps, batch = logProbs.shape[0], logProbs.shape[1] if logProbs.ndim == 3 else 1
    if inputLengths is None:
        inputLengths = torch.full((batch,), steps)
    if targetLengths is None:
        targetLengths = torch.full((batch,), targets.shape[-1])
    logs = logProbs if logProbs.ndim == 3 else logProbs.unsqueeze(1)
    rows = targets if logProbs.ndim == 3 else targets.unsqueeze(0)
    loss = torch.nn.functional.ctc_loss(logs, rows - 1, inputLengths, targetLengths, blank - 1,
                                        "none", zeroInfinity)
    seen = (torch.arange(steps).unsqueeze(1) < inputLengths) & loss.isfinite()
    if zeroInfinity:
        seen &= loss != 0
    extra = (logs.detach().exp() * (logs - logs.detach())).sum(2)
    loss = loss - (extra * seen).sum(0)
    if reduction == "mean":
        return (loss / targetLengths.clamp(min=1)).mean()
    return loss.sum() if reduction == "sum" else loss if logProbs.ndim == 3 else loss.squeeze(0)


def logs(*shape):
    return T(*shape, low=-4, high=0)


ctcLoss.both("ordinary", logs(5, 2, 3), indices(2, 3, 3, 3, shape=(2, 2)))
ctcLoss.both("lengths", logs(5, 3, 4), indices(2, 3, 4, 3, 1, 1, 4, 4, 1, shape=(3, 3)),
             indices(5, 3, 4), indices(3, 1, 2))
ctcLoss.add("in a row", logs(4, 3, 3), indices(2, 3, 3, 2, 3), indices(4, 3, 4), indices(2, 1, 2))
ctcLoss.add("no batch", logs(4, 3), indices(2, 3), reduction="none")
ctcLoss.add("another blank", logs(4, 2, 3), indices(2, 1, 1, 1, shape=(2, 2)), blank=3,
            reduction="sum")
ctcLoss.add("none", logs(4, 2, 3), indices(2, 3, 3, 2, shape=(2, 2)), reduction="none")
ctcLoss.add("no label", logs(3, 2, 3), indices(2, 3, shape=(2, 1)), targetLengths=indices(0, 1))
ctcLoss.add("does not fit, zero", logs(2, 2, 3), indices(2, 3, 3, 3, shape=(2, 2)),
            zeroInfinity=True)
