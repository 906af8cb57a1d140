"""What NumPy writes, as files in hexadecimal: tests/golden/data/numpy.lua, which tests/data/npy_spec.lua reads.

    /opt/peer/bin/python tests/golden/data/make.py
"""
import io
import pathlib
import numpy

ARRAYS = {
    "float32": numpy.array([[0.0, -1.5, 2.25], [3.0, numpy.inf, 1e-3]], dtype="<f4"),
    "float64": numpy.array([0.1, -2.0, 1e300], dtype="<f8"),
    "float16": numpy.array([[1.0], [-0.5]], dtype="<f2"),
    "int64": numpy.array([[[1, -2], [3, 2**62]]], dtype="<i8"),
    "int32": numpy.array([5, -6], dtype="<i4"),
    "uint8": numpy.array([[0, 255]], dtype="u1"),
    "bool": numpy.array([True, False, True]),
    "scalar": numpy.array(7.0, dtype="<f4"),
    "empty": numpy.zeros((0, 3), dtype="<f4"),
}
FOREIGN = {
    "bigEndian": numpy.array([[1.5, 2.5], [3.5, -4.5]], dtype=">f4"),
    "bigInt": numpy.array([1, -2, 300], dtype=">i8"),
    "int8": numpy.array([1, -128], dtype="i1"),
    "int16": numpy.array([1, -300], dtype="<i2"),
    "uint16": numpy.array([1, 65535], dtype=">u2"),
    "uint32": numpy.array([1, 2**32 - 1], dtype="<u4"),
    "uint64": numpy.array([1, 2**63 - 1], dtype="<u8"),
    "fortran": numpy.asfortranarray(numpy.arange(24, dtype="<i4").reshape(2, 3, 4)),
}
REFUSED = {
    "complex": numpy.array([1 + 2j]),
    "text": numpy.array(["ab", "c"]),
    "object": numpy.array([{}, 1], dtype=object),
    "record": numpy.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f4")]),
    "tooLarge": numpy.array([2**64 - 1], dtype="<u8"),
    "nineDimensions": numpy.zeros((1,) * 9, dtype="<f4"),
}


def saved(array):
    stream = io.BytesIO()
    numpy.save(stream, array)
    return stream.getvalue()


def archived(compressed):
    stream = io.BytesIO()
    arrays = {"x": ARRAYS["float32"], "labels": numpy.arange(300, dtype="<i8"), "flag": ARRAYS["bool"]}
    (numpy.savez_compressed if compressed else numpy.savez)(stream, **arrays)
    return stream.getvalue()


def text(value):
    if isinstance(value, (bool, numpy.bool_)):
        return "true" if value else "false"
    if isinstance(value, (int, numpy.integer)):
        return str(int(value))
    return "math.huge" if value == numpy.inf else repr(float(value))


def versioned(version):
    stream = io.BytesIO()
    numpy.lib.format.write_array(stream, ARRAYS["float32"], version=version)
    return stream.getvalue()


def entry(name, array):
    values = ", ".join(text(v) for v in array.flatten(order="C"))
    shape = ", ".join(str(n) for n in array.shape)
    return '  %s = {\n    shape = { %s }, data = { %s },\n    file = "%s",\n  },' % (name, shape, values, saved(array).hex())


lines = ["-- Made by tests/golden/data/make.py: files that NumPy %s wrote, in hexadecimal." % numpy.__version__, "return {"]
for title, arrays in (("same", ARRAYS), ("foreign", FOREIGN)):
    lines += [" %s = {" % title] + [entry(name, array) for name, array in arrays.items()] + [" },"]
lines += [" refused = {"] + ['  %s = "%s",' % (name, saved(array).hex()) for name, array in REFUSED.items()] + [" },"]
lines += [' version%d = "%s",' % (n, versioned((n, 0)).hex()) for n in (2, 3)]
lines += [' npz = "%s",' % archived(False).hex(), ' compressed = "%s",' % archived(True).hex(), "}"]
pathlib.Path(__file__).with_name("numpy.lua").write_text("\n".join(lines) + "\n")
