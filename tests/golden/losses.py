"""Golden cases of the losses, softmax, layerNorm, embedding and dropout. Labels count from 1."""
import torch
import torch.nn.functional as F

from golden import INF, NAN, T, dim0, flat, operator, strided, transposed


def labels(*values, shape=None):
    return T(*(shape or [len(values)]), dtype="int64", data=list(values))


def labels0(target, ignore):
    """Labels from 0; those that are ignored become -100."""
    return torch.where(target == ignore, torch.full_like(target, -100), target - 1)


@operator("softmax")
def softmax(x, dim=-1):
    return torch.softmax(x, dim0(dim))


@operator("logSoftmax")
def logSoftmax(x, dim=-1):
    return torch.log_softmax(x, dim0(dim))


for one in (softmax, logSoftmax):
    one.add("last dimension", T(2, 3))
    one.add("dim 1", T(3, 2), 1)
    one.add("middle of three", T(2, 3, 2), 2)
    one.add("by name", T(2, 3), dim=-2)
    one.add("transposed", transposed(3, 2))
    one.add("transposed, dim 1", transposed(3, 2), 1)
    one.add("strided", strided(2, 3))
    one.both("large", T(2, 3, data=[1000.0, 1000.5, 999.0, -1000.0, -1000.5, -1e4]))
    one.both("minus infinity", T(2, 3, data=[1.0, -INF, 0.5, 0.0, 1.0, -INF]))
    one.add("all minus infinity, nan, infinity", T(3, 2, data=[-INF, -INF, NAN, 1.0, INF, 1.0],
                                                   grad=False))
    one.add("no dimension", T())
    one.add("one element", T(1, 1))
    one.add("no element", T(0, 3))
    one.add("over no element", T(2, 0))
    one.add("a longer row", T(1, 19, low=-6, high=6))

# ---- classes -------------------------------------------------------------------------------------


@operator("crossEntropy")
def crossEntropy(x, target, weight=None, ignoreIndex=-100, labelSmoothing=0, reduction="mean"):
    if not target.is_floating_point():
        target = labels0(target, ignoreIndex)
    return F.cross_entropy(x, target, weight, reduction=reduction, label_smoothing=labelSmoothing)


@operator("nll")
def nll(x, target, weight=None, ignoreIndex=-100, reduction="mean"):
    return F.nll_loss(x, labels0(target, ignoreIndex), weight, reduction=reduction)


def class_weight():
    return flat([0.5, 2.0, 1.25], grad=False)


for one in (crossEntropy, nll):
    for reduction in ("mean", "sum", "none"):
        one.both(reduction, T(4, 3), labels(1, 3, 2, 3), reduction=reduction)
        one.add(reduction + ", weight", T(4, 3), labels(1, 3, 2, 3), weight=class_weight(),
                reduction=reduction)
        one.add(reduction + ", ignoreIndex", T(4, 3), labels(1, 3, 2, 3), ignoreIndex=3,
                reduction=reduction)
        one.add(reduction + ", weight and ignoreIndex", T(4, 3), labels(1, -100, 2, 3),
                class_weight(),
                reduction=reduction)
        one.add(reduction + ", two dimensions of labels", T(2, 3, 2),
                labels(1, 3, 2, 3, shape=(2, 2)), reduction=reduction)
    one.add("default", T(4, 3), labels(1, 3, 2, 3))
    one.add("weight by position", T(2, 3), labels(2, 3), class_weight(), -100)
    one.add("all ignored, sum", T(2, 3), labels(-100, -100), reduction="sum")
    one.add("all ignored, mean", T(2, 3, grad=False), labels(-100, -100))
    one.add("one example without a batch", T(3), T(dtype="int64", data=[2]))
    one.add("transposed", transposed(3, 2), labels(1, 2, 1))
    one.add("strided labels", strided(2, 3), strided(2, dtype="int64", data=[1, 3, 2, 1]))
    one.add("one example", T(1, 2), labels(1))
    one.add("images", T(1, 2, 2, 2), labels(1, 2, 2, 1, shape=(1, 2, 2)))
    one.add("no example, sum", T(0, 3), T(0, dtype="int64"), reduction="sum")
    one.add("no example, none", T(0, 3), T(0, dtype="int64"), reduction="none")

for reduction in ("mean", "sum", "none"):
    crossEntropy.both(reduction + ", labelSmoothing", T(4, 3), labels(1, 3, 2, 3),
                      labelSmoothing=0.125,
                      reduction=reduction)
    crossEntropy.add(reduction + ", labelSmoothing, weight, ignoreIndex", T(4, 3),
                     labels(1, 3, 2, 3), class_weight(), 2, 0.25, reduction)
    crossEntropy.both(reduction + ", probabilities", T(2, 3), T(2, 3, low=0, high=1),
                      reduction=reduction)
    crossEntropy.add(reduction + ", probabilities, weight, labelSmoothing", T(2, 3),
                     T(2, 3, low=0, high=1),
                     class_weight(), labelSmoothing=0.25, reduction=reduction)
    crossEntropy.add(reduction + ", probabilities, three dimensions", T(2, 3, 2),
                     T(2, 3, 2, low=0, high=1), reduction=reduction)
crossEntropy.add("probabilities of one example without a batch", T(3), T(3, low=0, high=1))
crossEntropy.add("probabilities transposed", transposed(2, 3), transposed(2, 3, low=0, high=1))
crossEntropy.both("large", T(2, 3, data=[1000.0, -1000.0, 0.0, 0.0, 1000.0, 999.0]), labels(2, 3))

# ---- element by element --------------------------------------------------------------------------


def of_elements(name, x=(-2, 2), target=(-2, 2)):
    """Decorator: registers the loss and adds the cases that each of them has."""
    x, y = {"low": x[0], "high": x[1]}, {"low": target[0], "high": target[1]}

    def register(answer):
        one = operator(name)(answer)
        for reduction in ("mean", "sum", "none"):
            one.both(reduction, T(2, 3, **x), T(2, 3, **y), reduction=reduction)
        one.add("default", T(2, 3, **x), T(2, 3, **y))
        one.add("transposed and strided", transposed(2, 3, **x), strided(2, 3, **y))
        one.add("transposed, none", transposed(3, 2, **x), transposed(3, 2, **y), reduction="none")
        one.add("one element", T(1, **x), T(1, **y))
        one.add("no dimension", T(**x), T(**y))
        one.add("no element, sum", T(0, 3, **x), T(0, 3, **y), reduction="sum")
        one.add("no element, none", T(0, 3, **x), T(0, 3, **y), reduction="none")
        one.add("no element, mean", T(0, grad=False), T(0, grad=False))
        return one
    return register


@of_elements("mse")
def mse(x, target, reduction="mean"):
    return F.mse_loss(x, target, reduction=reduction)


@of_elements("l1")
def l1(x, target, reduction="mean"):
    return F.l1_loss(x, target, reduction=reduction)


for one in (mse, l1):
    one.add("reduction by position", T(2, 2), T(2, 2), "sum")
    one.add("broadcast", T(2, 3), T(3), reduction="none")
l1.both("equal", flat([1.0, 2.0]), flat([1.0, 3.0]))


@of_elements("smoothL1")
def smoothL1(x, target, beta=1, reduction="mean"):
    return F.smooth_l1_loss(x, target, beta=beta, reduction=reduction)


@of_elements("huber")
def huber(x, target, delta=1, reduction="mean"):
    return F.huber_loss(x, target, delta=delta, reduction=reduction)


for one, parameter in ((smoothL1, "beta"), (huber, "delta")):
    one.both("at the change", flat([1.0, -1.0, 0.0, 2.0]), flat([0.0, 0.0, 0.0, 0.5]),
             reduction="none")
    one.add(parameter + " 0.5", T(2, 3), T(2, 3), 0.5, "sum")
    one.add(parameter + " 2", T(2, 3), T(2, 3), **{parameter: 2})
smoothL1.add("beta 0", flat([1.0, -1.5, 0.0]), flat([0.0, 0.0, 0.0]), beta=0, reduction="none")


@of_elements("bce", x=(0.1, 0.9), target=(0, 1))
def bce(x, target, weight=None, reduction="mean"):
    return F.binary_cross_entropy(x, target, weight, reduction=reduction)


@of_elements("bceWithLogits", x=(-4, 4), target=(0, 1))
def bceWithLogits(x, target, weight=None, posWeight=None, reduction="mean"):
    return F.binary_cross_entropy_with_logits(x, target, weight, reduction=reduction,
                                              pos_weight=posWeight)


for one in (bce, bceWithLogits):
    x = {"low": 0.1, "high": 0.9}
    for reduction in ("mean", "sum", "none"):
        one.add(reduction + ", weight", T(2, 3, **x), T(2, 3, low=0, high=1),
                weight=T(2, 3, low=0, high=2, grad=False), reduction=reduction)
    one.add("weight of a row, by position", T(2, 3, **x), T(2, 3, low=0, high=1),
            T(3, low=0, high=2, grad=False))
bce.both("at 0 and 1", flat([0.0, 1.0, 0.0, 1.0]), flat([0.0, 1.0, 1.0, 0.0], grad=False),
         reduction="none")
bceWithLogits.both("large", flat([1000.0, -1000.0, 1000.0, -1000.0]), flat([1.0, 0.0, 0.0, 1.0]),
                   reduction="none")
for reduction in ("mean", "sum", "none"):
    bceWithLogits.add(reduction + ", posWeight", T(2, 3), T(2, 3, low=0, high=1),
                      posWeight=T(3, low=0.5, high=2, grad=False), reduction=reduction)
bceWithLogits.add("weight and posWeight", T(2, 3), T(2, 3, low=0, high=1),
                  T(2, 1, low=0, high=2, grad=False), T(3, low=0.5, high=2, grad=False), "sum")

SIGNS = [1.0, -1.0, -1.0, 1.0, 1.0, -1.0]


@operator("hinge")
def hinge(x, target, margin=1, reduction="mean"):
    """PyTorch has no binary hinge loss: this is composed of its operators."""
    loss = torch.relu(margin - target * x)
    return {"mean": torch.mean, "sum": torch.sum, "none": lambda v: v}[reduction](loss)


def signs(*shape):
    return T(*shape, data=SIGNS, grad=False)


for reduction in ("mean", "sum", "none"):
    hinge.both(reduction, T(2, 3), signs(2, 3), reduction=reduction)
hinge.add("default", T(6), signs(6))
hinge.add("margin", T(2, 3), signs(2, 3), 0.5, "sum")
hinge.add("margin by name", T(2, 3), signs(2, 3), margin=2)
hinge.add("at the margin", flat([1.0, -1.0, 0.0]), flat([1.0, -1.0, 1.0], grad=False),
          reduction="none")
hinge.add("transposed", transposed(3, 2), T(3, 2, data=SIGNS, grad=False))
hinge.add("no element, sum", T(0), T(0, grad=False), reduction="sum")


@operator("klDiv")
def klDiv(x, target, reduction="mean", logTarget=False):
    return F.kl_div(x, target, reduction=reduction, log_target=logTarget)


for reduction in ("mean", "sum", "none", "batchmean"):
    klDiv.both(reduction, T(2, 3, low=-3, high=-0.1), T(2, 3, low=0.1, high=1), reduction)
    klDiv.add(reduction + ", logTarget", T(2, 3, low=-3, high=-0.1), T(2, 3, low=-3, high=-0.1),
              reduction=reduction, logTarget=True)
klDiv.both("target 0", flat([-1.0, -2.0, -0.5]), flat([0.0, 0.5, 1.0]), "none")
klDiv.add("transposed", transposed(3, 2, low=-3, high=-0.1), strided(3, 2, low=0.1, high=1))
klDiv.add("one element", T(1, low=-3, high=-0.1), T(1, low=0.1, high=1))
klDiv.add("no element, sum", T(0, 3), T(0, 3), "sum")


@operator("cosineSimilarity")
def cosineSimilarity(x, y, dim=2, epsilon=1e-8):
    return F.cosine_similarity(x, y, dim0(dim), epsilon)


cosineSimilarity.add("rows", T(2, 3), T(2, 3))
cosineSimilarity.add("dim 1", T(3, 2), T(3, 2), 1)
cosineSimilarity.add("by name", T(2, 3, 2), T(2, 3, 2), dim=-1)
cosineSimilarity.add("vectors", T(3), T(3), 1)
cosineSimilarity.add("broadcast", T(2, 3), T(1, 3))
cosineSimilarity.add("transposed", transposed(2, 3), strided(2, 3))
cosineSimilarity.both("a zero vector", T(2, 2, data=[0.0, 0.0, 3.0, 4.0], grad=False),
                      T(2, 2, data=[1.0, 2.0, -3.0, -4.0], grad=False))
cosineSimilarity.add("large epsilon", T(2, 2, data=[0.25, 0.5, 3.0, 4.0], grad=False),
                     T(2, 2, grad=False), 2, 1.5)
cosineSimilarity.add("one element", T(1, 1), T(1, 1))
cosineSimilarity.add("no element is left", T(0, 3), T(0, 3))

# ---- layers --------------------------------------------------------------------------------------


@operator("layerNorm")
def layerNorm(x, shape, weight=None, bias=None, epsilon=1e-5):
    shape = shape if isinstance(shape, list) else [shape]
    return F.layer_norm(x, shape, weight, bias, epsilon)


layerNorm.add("plain", T(2, 4), [4])
layerNorm.add("weight and bias", T(2, 4), [4], T(4), T(4))
layerNorm.add("weight alone", T(2, 4), [4], weight=T(4))
layerNorm.add("bias alone", T(2, 4), [4], bias=T(4))
layerNorm.add("a size for the shape", T(2, 3), 3, T(3), T(3))
layerNorm.add("two dimensions", T(2, 2, 3), [2, 3], T(2, 3), T(2, 3))
layerNorm.add("three dimensions, the last normalised", T(2, 2, 3), [3], T(3), T(3))
layerNorm.add("epsilon", T(2, 3), [3], T(3), T(3), 0.5)
layerNorm.add("epsilon by name", T(2, 3), [3], epsilon=0.125)
layerNorm.add("transposed", transposed(3, 4), [4], strided(4), T(4))
layerNorm.add("vector", T(4), [4], T(4), T(4))
layerNorm.both("no spread", T(2, 3, data=[2.0, 2.0, 2.0, 1.0, 2.0, 3.0]), [3], T(3), T(3))
layerNorm.add("one element", T(2, 1), [1], T(1), T(1))
layerNorm.add("no row", T(0, 3), [3], T(3), T(3))
layerNorm.add("a longer row", T(1, 19, low=-6, high=6), [19], T(19), T(19))


@operator("embedding")
def embedding(index, weight, paddingIndex=None):
    if paddingIndex is not None and paddingIndex > 0:
        paddingIndex -= 1
    return F.embedding(index - 1, weight, paddingIndex)


embedding.add("vector", labels(2, 1, 2), T(3, 2))
embedding.add("matrix", labels(1, 3, 2, 3, shape=(2, 2)), T(3, 2))
embedding.add("padding has no gradient", labels(1, 2, 2, 3), T(3, 2), 2)
embedding.add("padding by name", labels(1, 3), T(3, 2), paddingIndex=1)
embedding.add("transposed", transposed(2, 2, dtype="int64", data=[1, 2, 3, 1]), transposed(3, 2))
embedding.add("no dimension", T(dtype="int64", data=[2]), T(3, 2))
embedding.add("no index", T(0, dtype="int64"), T(3, 2))
embedding.add("int32 index", T(2, dtype="int32", data=[3, 1]), T(3, 2))


@operator("dropout")
def dropout(x, p=0.5, training=True):
    return F.dropout(x, p, training)


dropout.add("not training", T(2, 3), 0.5, False)
dropout.add("not training, by name", T(2, 3), training=False)
dropout.add("p 0", T(2, 3), 0)
dropout.add("p 1", T(2, 3), 1)
dropout.add("transposed, not training", transposed(3, 2), 0.25, False)
dropout.add("no element", T(0, 3), 0.5)


# ---- margins -------------------------------------------------------------------------------------

REDUCTIONS = ("mean", "sum", "none")


def signs(*values, **options):
    return flat([float(v) for v in values], grad=False, **options)


@operator("marginRanking")
def margin_ranking(x1, x2, target, margin=0.0, reduction="mean"):
    return F.margin_ranking_loss(x1, x2, target, margin=margin, reduction=reduction)


@operator("hingeEmbedding")
def hinge_embedding(x, target, margin=1.0, reduction="mean"):
    return F.hinge_embedding_loss(x, target, margin=margin, reduction=reduction)


@operator("cosineEmbedding")
def cosine_embedding(x1, x2, target, margin=0.0, reduction="mean"):
    return F.cosine_embedding_loss(x1, x2, target, margin=margin, reduction=reduction)


@operator("tripletMargin")
def triplet_margin(anchor, positive, negative, margin=1.0, p=2.0, epsilon=1e-6, swap=False,
                   reduction="mean"):
    return F.triplet_margin_loss(anchor, positive, negative, margin=margin, p=p, eps=epsilon,
                                 swap=swap, reduction=reduction)


@operator("multiMargin")
def multi_margin(x, target, p=1, weight=None, margin=1.0, reduction="mean"):
    return F.multi_margin_loss(x, target - 1, p=p, margin=margin, weight=weight,
                               reduction=reduction)


@operator("multiLabelMargin")
def multi_label_margin(x, target, reduction="mean"):
    return F.multilabel_margin_loss(x, target - 1, reduction=reduction)


@operator("softMargin")
def soft_margin(x, target, reduction="mean"):
    return F.soft_margin_loss(x, target, reduction=reduction)


@operator("multiLabelSoftMargin")
def multi_label_soft_margin(x, target, weight=None, reduction="mean"):
    return F.multilabel_soft_margin_loss(x, target, weight=weight, reduction=reduction)


for reduction in REDUCTIONS:
    margin_ranking.both(reduction, T(4), T(4), signs(1, -1, 1, -1), reduction=reduction)
    hinge_embedding.both(reduction, T(4), signs(1, -1, 1, -1), reduction=reduction)
    cosine_embedding.both(reduction, T(4, 3), T(4, 3), signs(1, -1, 1, -1), reduction=reduction)
    triplet_margin.both(reduction, T(3, 2), T(3, 2), T(3, 2), reduction=reduction)
    multi_margin.both(reduction, T(2, 3), labels(3, 1), reduction=reduction)
    multi_label_margin.both(reduction, T(2, 3), labels(2, 3, 0, 1, 0, 2, shape=(2, 3)),
                            reduction=reduction)
    soft_margin.both(reduction, T(4), signs(1, -1, 1, -1), reduction=reduction)
    multi_label_soft_margin.both(reduction, T(2, 3), T(2, 3, low=0, high=1, grad=False),
                                 reduction=reduction)
margin_ranking.add("margin", T(3), T(3), signs(1, -1, 1), 0.53125)
hinge_embedding.add("margin", T(4), signs(1, -1, 1, -1), 0.53125)
cosine_embedding.add("margin", T(4, 3), T(4, 3), signs(-1, -1, -1, -1), 0.25)
cosine_embedding.add("one pair", T(3), T(3), T(data=[-1.0], grad=False))
cosine_embedding.add("vectors of zeros", T(2, 2, data=[0.0] * 4), T(2, 2), signs(1, -1))
triplet_margin.add("margin, p 1, swap", T(3, 2), T(3, 2), T(3, 2), 2.0, 1.0, 1e-6, True)
triplet_margin.add("epsilon", T(3, 2), T(3, 2), T(3, 2), 3.0, 3.0, 0.25)
triplet_margin.add("one triplet", T(2), T(2), T(2))
multi_margin.add("p 2, weight, margin", T(2, 3), labels(3, 2), 2, class_weight(), 0.53125)
multi_margin.add("one example", T(3), T(dtype="int64", data=[2]), 2)
multi_label_margin.add("one example", T(4), labels(4, 1, 0, 2))
multi_label_margin.add("no label, all labels", T(2, 3), labels(0, 1, 2, 1, 3, 2, shape=(2, 3)))
soft_margin.add("two dimensions", T(2, 2), T(2, 2, data=[1.0, -1.0, -1.0, 1.0], grad=False))
multi_label_soft_margin.add("weight", T(2, 3), T(2, 3, low=0, high=1, grad=False),
                            class_weight())
multi_label_soft_margin.add("one example", T(3), T(3, low=0, high=1, grad=False))


# ---- likelihoods ---------------------------------------------------------------------------------

@operator("poissonNll")
def poisson_nll(x, target, logInput=True, full=False, epsilon=1e-8, reduction="mean"):
    return F.poisson_nll_loss(x, target, log_input=logInput, full=full, eps=epsilon,
                              reduction=reduction)


@operator("gaussianNll")
def gaussian_nll(x, target, variance, full=False, epsilon=1e-6, reduction="mean"):
    return F.gaussian_nll_loss(x, target, variance, full=full, eps=epsilon, reduction=reduction)


for reduction in REDUCTIONS:
    poisson_nll.both(reduction, T(4), T(4, low=0, high=5), reduction=reduction)
    gaussian_nll.both(reduction, T(2, 3), T(2, 3), T(2, 3, low=0.25, high=2), reduction=reduction)
poisson_nll.add("full", T(5), flat([0.0, 1.0, 2.0, 3.5, 6.0], grad=False), True, True)
poisson_nll.add("mean given", T(4, low=0.25, high=2), T(4, low=0, high=5), False, True, 0.125)
gaussian_nll.add("full", T(2, 3), T(2, 3), T(2, 3, low=0.25, high=2), True)
gaussian_nll.add("variance of rows", T(2, 3), T(2, 3), T(2, low=0.25, high=2))
gaussian_nll.add("variance below epsilon", T(3), T(3), T(3, low=0, high=1), False, 0.5)
