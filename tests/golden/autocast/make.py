"""Writes dtypes.lua: the dtypes of results within torch.autocast("cpu", dtype), for tests/core/autocast_spec.lua.

    $(bench/peer.sh) tests/golden/autocast/make.py

Each case is an expression of dlua and one of PyTorch. f are float32, h are of the region's dtype, d are float64.
"""
import pathlib
import torch
import torch.nn.functional as F

CASES = [
    # products
    ("dl.linear(f34, f54, f5)", "F.linear(f34, f54, f5)"),
    ("dl.linear(h34, f54, f5)", "F.linear(h34, f54, f5)"),
    ("dl.linear(d34, d54)", "F.linear(d34, d54)"),
    ("f34:matmul(f45)", "f34.matmul(f45)"),
    ("f34:matmul(f4)", "f34.matmul(f4)"),
    ("h34:matmul(f45)", "h34.matmul(f45)"),
    ("f34:mm(h45)", "f34.mm(h45)"),
    ("f234:bmm(f245)", "f234.bmm(f245)"),
    ("dl.addmm(f35, f34, f45)", "torch.addmm(f35, f34, f45)"),
    ("dl.baddbmm(f235, f234, f245)", "torch.baddbmm(f235, f234, f245)"),
    ("dl.einsum('ij,jk->ik', { f34, f45 })", "torch.einsum('ij,jk->ik', f34, f45)"),
    ("dl.conv1d(f234, f533)", "F.conv1d(f234, f533)"),
    ("dl.conv2d(f1344, f2333, f2)", "F.conv2d(f1344, f2333, f2)"),
    ("dl.convTranspose2d(f1344, f3233)", "F.conv_transpose2d(f1344, f3233)"),
    ("dl.scaledDotProductAttention(f234, f234, f234)", "F.scaled_dot_product_attention(f234, f234, f234)"),
    ("dl.prelu(f34, f4)", "F.prelu(f34, f4)"),
    # losses and what else is float32
    ("dl.mse(h34, f34)", "F.mse_loss(h34, f34)"),
    ("dl.l1(h34, h34)", "F.l1_loss(h34, h34)"),
    ("dl.smoothL1(h34, h34)", "F.smooth_l1_loss(h34, h34)"),
    ("dl.huber(h34, h34)", "F.huber_loss(h34, h34)"),
    ("dl.bce(h34:sigmoid(), f34:sigmoid())", "F.binary_cross_entropy(h34.sigmoid(), f34.sigmoid())"),
    ("dl.bceWithLogits(h34, f34:sigmoid())", "F.binary_cross_entropy_with_logits(h34, f34.sigmoid())"),
    ("dl.crossEntropy(h34, dl.tensor({ 1, 2, 3 }, 'int64'))", "F.cross_entropy(h34, torch.tensor([0, 1, 2]))"),
    ("dl.nll(h34, dl.tensor({ 1, 2, 3 }, 'int64'))", "F.nll_loss(h34, torch.tensor([0, 1, 2]))"),
    ("dl.klDiv(h34, h34:softmax(-1))", "F.kl_div(h34, h34.softmax(-1))"),
    ("dl.poissonNll(h34, h34)", "F.poisson_nll_loss(h34, h34)"),
    ("dl.cosineEmbedding(h34, h34, dl.ones(3))", "F.cosine_embedding_loss(h34, h34, torch.ones(3))"),
    ("dl.marginRanking(h4, h4, dl.ones(4))", "F.margin_ranking_loss(h4, h4, torch.ones(4))"),
    ("dl.softMargin(h34, h34:sign())", "F.soft_margin_loss(h34, h34.sign())"),
    ("h34:prod()", "h34.prod()"),
    ("dl.cdist(h34, h54)", "torch.cdist(h34, h54)"),
    ("dl.rfft(h34)", "torch.view_as_real(torch.fft.rfft(h34))"),
    ("h44:inverse()", "h44.inverse()"),
    ("h44:svdvals()", "torch.linalg.svdvals(h44)"),
    # as they come on the CPU
    ("h34:softmax(-1)", "h34.softmax(-1)"),
    ("f34:softmax(-1)", "f34.softmax(-1)"),
    ("h34:exp()", "h34.exp()"),
    ("h34:sum()", "h34.sum()"),
    ("h34:sum { dtype = 'float32' }", "h34.sum(dtype=torch.float32)"),
    ("h34:mean()", "h34.mean()"),
    ("h34 + f34", "h34 + f34"),
    ("h34 * 2", "h34 * 2"),
    ("h34:gelu()", "F.gelu(h34)"),
    ("h34:relu()", "h34.relu()"),
    ("dl.layerNorm(f34, 4, f4, f4)", "F.layer_norm(f34, (4,), f4, f4)"),
    ("dl.layerNorm(h34, 4, f4, f4)", "F.layer_norm(h34, (4,), f4, f4)"),
    ("dl.layerNorm(h34, 4)", "F.layer_norm(h34, (4,))"),
    ("dl.groupNorm(h234, 1, f3, f3)", "F.group_norm(h234, 1, f3, f3)"),
    ("dl.batchNorm(h34, f4, f4)", "F.batch_norm(h34, None, None, f4, f4, True)"),
    ("dl.batchNorm(h34, f4, f4, f4, f4 * f4)", "F.batch_norm(h34, f4, f4 * f4, f4, f4, False)"),
    ("dl.embedding(dl.tensor({ 1, 2 }, 'int64'), f54)", "F.embedding(torch.tensor([0, 1]), f54)"),
    ("dl.maxPool2d(h1344, 2)", "F.max_pool2d(h1344, 2)"),
    # the widest
    ("dl.cat({ h34, f34 })", "torch.cat([h34, f34])"),
    ("dl.cat({ h34, h34 })", "torch.cat([h34, h34])"),
    ("dl.stack({ f34, h34 })", "torch.stack([f34, h34])"),
    ("dl.where(f34:gt(0), h34, f34)", "torch.where(f34 > 0, h34, f34)"),
    ("dl.addcmul(h34, f34, h34)", "torch.addcmul(h34, f34, h34)"),
    # in place: as the target is
    ("h34:clone():add_(f34)", "h34.clone().add_(f34)"),
]


def answers(dtype):
    torch.manual_seed(0)
    names = {"F": F, "torch": torch}
    for shape in ["2", "3", "4", "5", "34", "44", "45", "35", "54", "234", "235", "245", "533", "1344", "2333", "3233"]:
        x = torch.randn([int(c) for c in shape])
        names.update({"f" + shape: x, "h" + shape: x.to(dtype), "d" + shape: x.double()})
    with torch.autocast("cpu", dtype=dtype):
        for ours, theirs in CASES:
            yield ours, str(eval(theirs, names).dtype)[6:]


def main():
    lines = ["-- Made by make.py with PyTorch " + torch.__version__.split("+")[0] + ": see there.", "return {"]
    for ours, result in answers(torch.bfloat16):
        lines.append("  { \"%s\", \"%s\" }," % (ours, result))
    pathlib.Path(__file__).with_name("dtypes.lua").write_text("\n".join(lines + ["}"]) + "\n")


main()
