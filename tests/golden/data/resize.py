"""PyTorch's interpolate and grid_sample of a small image: resize.lua beside this script.

    /opt/peer/bin/python tests/golden/data/resize.py
"""
import math
import pathlib
import torch
import torch.nn.functional as F

torch.manual_seed(0)
image = (torch.rand(1, 2, 5, 7) * 100).round() / 100


def lua(t):
    return "{ " + ", ".join("%.7g" % v for v in t.flatten().tolist()) + " }"


lines = ["-- Made by tests/golden/data/resize.py with PyTorch %s." % torch.__version__, "return {",
         " image = %s," % lua(image), " resize = {"]
for height, width in ((3, 4), (9, 11), (2, 14), (5, 3)):
    for mode, antialias in (("bilinear", True), ("bilinear", False), ("nearest", False)):
        extra = dict(align_corners=False) if mode == "bilinear" else {}
        out = F.interpolate(image, size=(height, width), mode=mode, antialias=antialias, **extra)
        lines.append('  { height = %d, width = %d, mode = "%s", antialias = %s,\n    data = %s },' % (
            height, width, mode, str(antialias).lower(), lua(out)))
lines += [" },", " affine = {"]
for degrees, shear, scale, down, right in ((29, 0, 1, 0, 0), (0, 20, 1, 0, 0), (-15, 10, 1.5, 1, -2), (0, 0, 1, 1, 2)):
    a, k = math.radians(degrees), math.tan(math.radians(shear))
    turn = torch.tensor([[math.cos(a), math.sin(a)], [-math.sin(a), math.cos(a)]], dtype=torch.float64)  # rows go down
    change = scale * turn @ torch.tensor([[1, k], [0, 1]], dtype=torch.float64)
    back = torch.linalg.inv(change)
    ys, xs = torch.meshgrid(torch.arange(5.0, dtype=torch.float64), torch.arange(7.0, dtype=torch.float64), indexing="ij")
    points = torch.stack((xs - 3 - right, ys - 2 - down), -1) @ back.T
    grid = torch.stack(((points[..., 0] + 3 + 0.5) * 2 / 7 - 1, (points[..., 1] + 2 + 0.5) * 2 / 5 - 1), -1)[None]
    for mode in ("bilinear", "nearest"):
        out = F.grid_sample(image.double(), grid, mode=mode, align_corners=False)
        lines.append('  { degrees = %g, shear = %g, scale = %g, down = %g, right = %g, mode = "%s",\n    data = %s },' % (
            degrees, shear, scale, down, right, mode, lua(out)))
lines += [" },", "}"]
pathlib.Path(__file__).with_name("resize.lua").write_text("\n".join(lines) + "\n")
