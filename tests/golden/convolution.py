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


def average_pool(name, function, many):
    def answer(x, kernelSize, stride=None, padding=0, ceilMode=False, countIncludePad=True, divisor=None):
        more = (divisor,) if many else ()
        return function(x, kernelSize, stride, padding, ceilMode, countIncludePad, *more)

    return operator(name)(answer)


pool = average_pool("avgPool1d", F.avg_pool1d, False)
pool.add("plain", T(2, 2, 6), 2)
pool.add("overlap, border", T(1, 2, 5), 3, 1, 1)
pool.add("border does not count", T(1, 2, 5), 3, 2, 1, countIncludePad=False)
pool.add("ceilMode", T(1, 2, 6), 4, 3, 1, ceilMode=True)

pool = average_pool("avgPool2d", F.avg_pool2d, True)
pool.add("plain", T(1, 2, 4, 4), 2)
pool.add("oblong", T(1, 1, 4, 5), [2, 3], [1, 2], [1, 0])
pool.add("ceilMode, border does not count", T(1, 1, 5, 5), 3, 2, 1, True, False)
pool.add("divisor", T(2, 3, 3), 2, 1, divisor=3)

pool = average_pool("avgPool3d", F.avg_pool3d, True)
pool.add("plain", T(1, 2, 2, 4, 2), 2)
pool.add("border", T(1, 1, 3, 3, 3), 2, 2, 1)

for dims, function in ((1, F.lp_pool1d), (2, F.lp_pool2d), (3, F.lp_pool3d)):
    pool = operator("lpPool%dd" % dims)(
        lambda x, kernelSize, stride=None, ceilMode=False, p=2.0, function=function:
            function(x, p, kernelSize, stride, ceilMode))
    sizes = [3, 4, 2][:dims]
    pool.add("plain", T(1, 2, *sizes, low=0.25, high=2), 2)
    pool.add("p", T(1, 1, *sizes, low=0.25, high=2), 2, 1, p=3.0)
    pool.add("even p, signs", T(1, 1, *sizes), 2, 1, p=2.0)

for dims, function in ((1, F.adaptive_avg_pool1d), (2, F.adaptive_avg_pool2d), (3, F.adaptive_avg_pool3d)):
    pool = operator("adaptiveAvgPool%dd" % dims)(
        lambda x, sizes, function=function:
            function(x, [None if n == -1 else n for n in sizes] if isinstance(sizes, list) else sizes))
    pool.add("to one", T(2, 2, *[3, 2, 2][:dims]), 1)
    pool.add("even", T(1, 2, *[4, 2, 6][:dims]), 2)
    pool.add("uneven", T(1, 1, *[5, 3, 4][:dims]), [3, 2, 3][:dims])
    pool.add("no batch, larger", T(1, *[2, 3, 1][:dims]), [5, 4, 2][:dims])
pool.add("as it is", T(1, 1, 2, 3, 2), [-1, 2, -1])

for dims, function in ((1, F.adaptive_max_pool1d), (2, F.adaptive_max_pool2d), (3, F.adaptive_max_pool3d)):
    def adaptive_max(x, sizes, function=function):
        values, indices = function(x, sizes, True)
        return values, indices + 1

    pool = operator("adaptiveMaxPool%dd" % dims)(adaptive_max)
    pool.add("to one", T(2, 2, *[3, 2, 2][:dims]), 1)
    pool.add("uneven", T(1, 1, *[5, 3, 4][:dims]), [3, 2, 3][:dims])
    pool.add("no batch", T(1, *[4, 5, 3][:dims]), [2, 2, 2][:dims])

for dims, function in ((2, F.fractional_max_pool2d), (3, F.fractional_max_pool3d)):
    def fractional(x, kernelSize, sizes, samples, function=function):
        values, indices = function(x, kernelSize, sizes, None, True, samples)
        return values, indices + 1

    pool = operator("fractionalMaxPool%dd" % dims)(fractional)
    pool.add("plain", T(1, 2, *[5, 6, 4][:dims]), 2, [3, 4, 2][:dims],
             T(1, 2, dims, low=0, high=0.9375, grad=False))
    pool.add("oblong", T(1, 1, *[6, 5, 4][:dims]), [3, 1, 2][:dims], [2, 4, 2][:dims],
             T(1, 1, dims, low=0, high=0.9375, grad=False))

for dims, function in ((1, F.max_unpool1d), (2, F.max_unpool2d), (3, F.max_unpool3d)):
    def unpool(x, indices, kernelSize, stride=None, padding=0, sizes=None, function=function):
        return function(x, indices - 1, kernelSize, stride, padding, sizes)

    pool = operator("maxUnpool%dd" % dims)(unpool)
    pool.add("plain", T(1, 1, *[1] * (dims - 1), 3), T(1, 1, *[1] * (dims - 1), 3, dtype="int64", data=[2, 3, 6]), 2)
    pool.add("sizes", T(1, 1, *[1] * (dims - 1), 2), T(1, 1, *[1] * (dims - 1), 2, dtype="int64", data=[1, 5]),
             2, sizes=[3] * (dims - 1) + [5])

# ---- other sizes ---------------------------------------------------------------------------------


@operator("interpolate")
def interpolate(x, sizes=None, scale=None, mode="nearest", alignCorners=False):
    align = alignCorners if mode in ("linear", "bilinear", "trilinear", "bicubic") else None
    return F.interpolate(x, sizes, scale, mode.replace("nearestExact", "nearest-exact"), align)


interpolate.add("nearest", T(1, 2, 4), 7)
interpolate.add("nearest, smaller", T(1, 1, 5, 3), [2, 2])
interpolate.add("nearest, scale", T(1, 1, 3, 2), scale=2.5)
interpolate.add("nearest by the middles", T(1, 1, 5, 4), [3, 7], mode="nearestExact")
interpolate.add("linear", T(1, 2, 4), 7, mode="linear")
interpolate.add("linear, smaller", T(1, 1, 7), 3, mode="linear")
interpolate.add("linear, corners", T(1, 1, 4), 7, mode="linear", alignCorners=True)
interpolate.add("linear, scale", T(1, 1, 5), scale=0.75, mode="linear")
interpolate.add("bilinear", T(1, 2, 2, 3), [4, 5], mode="bilinear")
interpolate.add("bilinear, corners", T(1, 1, 3, 3), [5, 2], mode="bilinear", alignCorners=True)
interpolate.add("bilinear, to one", T(1, 1, 3, 3), 1, mode="bilinear", alignCorners=True)
interpolate.add("bicubic", T(1, 1, 4, 4), [6, 3], mode="bicubic")
interpolate.add("bicubic, corners", T(1, 1, 3, 4), [5, 6], mode="bicubic", alignCorners=True)
interpolate.add("trilinear", T(1, 1, 2, 2, 3), [3, 4, 2], mode="trilinear")
interpolate.add("area", T(1, 1, 5, 4), [2, 3], mode="area")

one = operator("pixelShuffle")(F.pixel_shuffle)
one.add("plain", T(1, 8, 2, 3), 2)
one.add("no batch", T(9, 1, 2), 3)
one = operator("pixelUnshuffle")(F.pixel_unshuffle)
one.add("plain", T(2, 1, 4, 2), 2)

one = operator("im2col")(lambda x, kernelSize, dilation=1, padding=0, stride=1:
                         F.unfold(x, kernelSize, dilation, padding, stride))
one.add("plain", T(1, 2, 3, 4), 2)
one.add("all numbers", T(1, 2, 5, 4), [2, 3], [2, 1], [1, 0], [1, 2])
one = operator("col2im")(lambda x, sizes, kernelSize, dilation=1, padding=0, stride=1:
                         F.fold(x, sizes, kernelSize, dilation, padding, stride))
one.add("plain", T(1, 8, 6), [3, 4], 2)
one.add("no batch, all numbers", T(6, 10), [5, 4], [2, 3], [2, 1], [1, 0], [1, 1])


@operator("gridSample")
def grid_sample(x, grid, mode="bilinear", paddingMode="zeros", alignCorners=False):
    return F.grid_sample(x, grid, mode, paddingMode, alignCorners)


# Points between elements: PyTorch's gradient at the elements themselves is one-sided.
points = {"low": -1.5, "high": 1.4375}
grid_sample.add("bilinear", T(1, 2, 3, 4), T(1, 2, 3, 2, **points))
grid_sample.add("corners", T(2, 1, 3, 4), T(2, 2, 2, 2, **points), alignCorners=True)
grid_sample.add("border", T(1, 1, 5, 3), T(1, 2, 2, 2, **points), "bilinear", "border")
grid_sample.add("reflection", T(1, 1, 5, 3), T(1, 3, 2, 2, low=-2.9, high=2.8), "bilinear", "reflection")
grid_sample.add("reflection, corners", T(1, 1, 4, 6), T(1, 3, 2, 2, low=-2.9, high=2.8), "bilinear",
                "reflection", True)
grid_sample.add("nearest", T(1, 2, 3, 5), T(1, 2, 2, 2, **points, grad=False), "nearest")
grid_sample.add("bicubic", T(1, 1, 4, 5), T(1, 2, 2, 2, **points), "bicubic")
grid_sample.add("bicubic, border", T(1, 1, 4, 5), T(1, 2, 2, 2, **points), "bicubic", "border", True)
grid_sample.add("three dimensions", T(1, 1, 3, 2, 5), T(1, 1, 2, 2, 3, **points))

one = operator("affineGrid")(lambda theta, sizes, alignCorners=False: F.affine_grid(theta, sizes, alignCorners))
one.add("images", T(2, 2, 3), [2, 1, 2, 3])
one.add("corners", T(1, 2, 3), [1, 2, 3, 1], True)
one.add("three dimensions", T(1, 3, 4), [1, 1, 2, 1, 2])
