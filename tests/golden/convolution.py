"""Golden cases of convolutions and of what slides over images. Positions and dimensions count from 1."""
import torch.nn.functional as F

from golden import T, operator, strided, transposed

# ---- convolutions --------------------------------------------------------------------------------


def convolution(name, function):
    def answer(x, weight, bias=None, stride=1, padding=0, dilation=1, groups=1):
        return function(x, weight, bias, stride, padding, dilation, groups)

    return operator(name)(answer)


conv1d = convolution("conv1d", F.conv1d)
conv1d.add("plain", T(2, 2, 5), T(3, 2, 3), T(3))
conv1d.add("stride and padding", T(1, 2, 5), T(2, 2, 2), T(2), 2, 1)
conv1d.add("dilation", T(1, 2, 6), T(2, 2, 3), dilation=2)
conv1d.add("groups", T(2, 4, 4), T(4, 2, 2), T(4), groups=2)
conv1d.add("one channel in each group", T(2, 3, 5), T(6, 1, 3), T(6), padding=1, groups=3)
conv1d.add("no batch", T(2, 5), T(2, 2, 3), T(2))
conv1d.add("same, even kernel", T(1, 2, 5), T(2, 2, 4), T(2), 1, "same")
conv1d.add("same, dilated", T(1, 1, 6), T(1, 1, 3), padding="same", dilation=2)
conv1d.add("valid", T(1, 1, 4), T(1, 1, 3), stride=2, padding="valid")
conv1d.add("no example", T(0, 2, 4), T(2, 2, 3), T(2))

conv2d = convolution("conv2d", F.conv2d)
conv2d.add("plain", T(2, 2, 4, 3), T(2, 2, 3, 2), T(2))
conv2d.add("no bias", T(1, 1, 3, 4), T(2, 1, 2, 2))
conv2d.add("stride, padding", T(1, 2, 4, 5), T(2, 2, 3, 2), T(2), [2, 1], [1, 2])
conv2d.add("stride 3", T(1, 1, 7, 5), T(1, 1, 2, 2), T(1), 3)
conv2d.add("dilation", T(1, 2, 5, 5), T(1, 2, 2, 3), T(1), 1, 1, [3, 2])
conv2d.add("groups", T(1, 4, 3, 3), T(2, 2, 2, 2), T(2), groups=2)
conv2d.add("one channel in each group", T(2, 2, 4, 3), T(4, 1, 3, 3), T(4), 2, 1, groups=2)
conv2d.add("kernel 1", T(2, 3, 2, 2), T(2, 3, 1, 1), T(2))
conv2d.add("kernel 1, stride 2", T(1, 2, 3, 3), T(2, 2, 1, 1), T(2), 2)
conv2d.add("no batch", T(2, 3, 4), T(1, 2, 2, 2), T(1))
conv2d.add("same", T(1, 1, 4, 3), T(1, 1, 3, 2), T(1), 1, "same")
conv2d.add("transposed", transposed(1, 2, 4, 3), transposed(2, 2, 2, 2), strided(2))

conv3d = convolution("conv3d", F.conv3d)
conv3d.add("plain", T(1, 2, 3, 3, 2), T(2, 2, 2, 2, 1), T(2))
conv3d.add("stride, padding", T(1, 1, 3, 2, 3), T(1, 1, 2, 2, 2), T(1), [2, 1, 2], [1, 0, 1])
conv3d.add("groups, dilation", T(1, 2, 3, 3, 3), T(2, 1, 2, 2, 2), dilation=2, groups=2)


def transposed_convolution(name, function):
    def answer(x, weight, bias=None, stride=1, padding=0, outputPadding=0, groups=1, dilation=1):
        return function(x, weight, bias, stride, padding, outputPadding, groups, dilation)

    return operator(name)(answer)


one = transposed_convolution("convTranspose1d", F.conv_transpose1d)
one.add("plain", T(2, 2, 3), T(2, 3, 3), T(3))
one.add("stride, padding, output padding", T(1, 2, 3), T(2, 2, 3), T(2), 2, 1, 1)
one.add("groups, dilation", T(1, 4, 3), T(4, 1, 2), T(2), groups=2, dilation=2)
one.add("no batch", T(2, 3), T(2, 1, 2), stride=3)

one = transposed_convolution("convTranspose2d", F.conv_transpose2d)
one.add("plain", T(1, 2, 2, 3), T(2, 2, 2, 2), T(2))
one.add("kernel 4, stride 2", T(1, 2, 2, 2), T(2, 1, 4, 4), T(1), 2, 1)
one.add("output padding", T(1, 1, 2, 2), T(1, 2, 3, 3), stride=2, padding=1, outputPadding=[1, 0])
one.add("output padding below the dilation", T(1, 1, 2, 2), T(1, 1, 2, 2), outputPadding=1, dilation=2)
one.add("groups", T(2, 2, 2, 2), T(2, 2, 2, 1), T(4), groups=2)

one = transposed_convolution("convTranspose3d", F.conv_transpose3d)
one.add("stride", T(1, 1, 2, 2, 1), T(1, 2, 2, 1, 2), T(2), 2)

# ---- pooling -------------------------------------------------------------------------------------


def max_pool(name, function):
    def answer(x, kernelSize, stride=None, padding=0, dilation=1, ceilMode=False):
        values, indices = function(x, kernelSize, stride, padding, dilation, ceilMode, True)
        return values, indices + 1

    return operator(name)(answer)


pool = max_pool("maxPool1d", F.max_pool1d)
pool.add("plain", T(2, 2, 6), 2)
pool.add("overlap, border", T(1, 2, 5), 3, 1, 1)
pool.add("ceilMode", T(1, 2, 5), 2, ceilMode=True)
pool.add("ceilMode, nothing left to start in", T(1, 1, 4), 2, 3, 1, ceilMode=True)
pool.add("dilation", T(1, 1, 7), 3, 1, 0, 2)
pool.add("no batch", T(2, 4), 2)
pool.add("NaN", T(1, 6, data=[1, float("nan"), 2, 3, 5, float("nan")], grad=False), 3, 1)
pool.add("equal", T(1, 1, 4, data=[1, 1, 2, 2]), 2)

pool = max_pool("maxPool2d", F.max_pool2d)
pool.add("plain", T(2, 2, 4, 4), 2)
pool.add("border, overlap", T(1, 1, 5, 4), 3, 2, 1)
pool.add("oblong", T(1, 2, 4, 5), [2, 3], [1, 2], [1, 0])
pool.add("ceilMode", T(1, 1, 5, 5), 2, ceilMode=True)
pool.add("dilation", T(1, 1, 5, 5), 2, 1, 0, [2, 3])
pool.add("no batch", T(2, 3, 3), 2, 1)
pool.add("transposed", transposed(1, 1, 4, 3), 2)

pool = max_pool("maxPool3d", F.max_pool3d)
pool.add("plain", T(1, 2, 2, 4, 2), 2)
pool.add("border", T(1, 1, 3, 3, 3), 2, 2, 1)
