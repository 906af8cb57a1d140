"""Golden cases of normalisations."""
import torch.nn.functional as F

from golden import T, operator, transposed

positive = {"low": 0.25, "high": 3}


@operator("batchNorm")
def batch_norm(x, weight=None, bias=None, mean=None, variance=None, epsilon=1e-5):
    if mean is None:
        dims = [d for d in range(x.dim()) if d != 1]
        mean, variance = x.mean(dims), x.var(dims, correction=0)
        return F.batch_norm(x, None, None, weight, bias, True, 0, epsilon), mean, variance
    if not mean.requires_grad:
        y = F.batch_norm(x, mean, variance, weight, bias, False, 0, epsilon)
    else:  # PyTorch has no gradients of these
        wide = [1, -1] + [1] * (x.dim() - 2)
        y = (x - mean.view(wide)) / (variance.view(wide) + epsilon).sqrt()
        y = y * weight.view(wide) + bias.view(wide)
    return y, mean.clone(), variance.clone()


batch_norm.add("of the batch", T(3, 2, 4), T(2), T(2))
batch_norm.add("images", T(2, 3, 2, 2), T(3), T(3))
batch_norm.add("vectors", T(4, 3), T(3), T(3))
batch_norm.add("weight alone", T(2, 2, 3), weight=T(2))
batch_norm.add("bias alone", T(2, 2, 3), bias=T(2))
batch_norm.add("neither, epsilon", T(3, 2), epsilon=0.5)
batch_norm.add("statistics given", T(2, 2, 3, grad=False), T(2, grad=False), T(2, grad=False),
               T(2, grad=False), T(2, **positive, grad=False))
batch_norm.add("vectors, statistics given", T(3, 2, grad=False), T(2, grad=False), T(2, grad=False),
               T(2, grad=False), T(2, **positive, grad=False))
batch_norm.add("statistics given, with gradients", T(2, 2, 3), T(2), T(2), T(2), T(2, **positive))
batch_norm.add("transposed", transposed(2, 3, 4), T(3), T(3))
batch_norm.add("long rows", T(2, 1, 19, low=-4, high=4), T(1), T(1))
batch_norm.add("three dimensions", T(1, 2, 2, 1, 3), T(2), T(2))


@operator("groupNorm")
def group_norm(x, groups, weight=None, bias=None, epsilon=1e-5):
    return F.group_norm(x, groups, weight, bias, epsilon)


group_norm.add("plain", T(2, 4, 3), 2, T(4), T(4))
group_norm.add("one group", T(2, 2, 2, 2), 1, T(2), T(2))
group_norm.add("each channel a group", T(1, 3, 4), 3, epsilon=0.1)


@operator("instanceNorm")
def instance_norm(x, weight=None, bias=None, epsilon=1e-5):
    return F.instance_norm(x, None, None, weight, bias, True, 0, epsilon)


instance_norm.add("plain", T(2, 2, 4), T(2), T(2))
instance_norm.add("images", T(1, 2, 3, 2), epsilon=0.25)


@operator("rmsNorm")
def rms_norm(x, shape, weight=None, epsilon=None):
    return F.rms_norm(x, shape if isinstance(shape, list) else [shape], weight, epsilon)


rms_norm.add("plain", T(2, 4), 4, T(4))
rms_norm.add("two dimensions, epsilon", T(2, 2, 3), [2, 3], epsilon=0.125)
rms_norm.both("small numbers", T(1, 3, low=-0.0, high=0, data=[0, 0, 0], grad=False), 3)


@operator("localResponseNorm")
def local_response_norm(x, size, alpha=1e-4, beta=0.75, k=1.0):
    return F.local_response_norm(x, size, alpha, beta, k)


local_response_norm.add("plain", T(2, 4, 3), 3, 0.5)
local_response_norm.add("even size", T(1, 3, 2, 2), 2, 1.0, 0.5, 2.0)
local_response_norm.add("wider than all", T(1, 2, 3), 5, 0.25)
