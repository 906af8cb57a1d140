"""Golden cases of the Fourier transforms. Complex numbers have a last dimension of two."""
import torch

from golden import T, operator, strided, transposed


def dim0(dim):
    if isinstance(dim, (list, tuple)):
        return [dim0(d) for d in dim]
    return dim if dim is None or dim < 0 else dim - 1


def view(x):
    return torch.view_as_real(x)


def number(x):
    return torch.complex(x[..., 0], x[..., 1])


NORMS = ("backward", "ortho", "forward")
LENGTHS = (1, 2, 3, 4, 5, 6, 7, 9, 12, 16, 29)


@operator("fft")
def fft(x, n=None, dim=-1, norm="backward"):
    return view(torch.fft.fft(number(x), n, dim0(dim), norm))


@operator("ifft")
def ifft(x, n=None, dim=-1, norm="backward"):
    return view(torch.fft.ifft(number(x), n, dim0(dim), norm))


@operator("rfft")
def rfft(x, n=None, dim=-1, norm="backward"):
    return view(torch.fft.rfft(x, n, dim0(dim), norm))


@operator("irfft")
def irfft(x, n=None, dim=-1, norm="backward"):
    return torch.fft.irfft(number(x), n, dim0(dim), norm)


for one in (fft, ifft):
    for n in LENGTHS:
        one.add("length %d" % n, T(n, 2))
    for norm in NORMS:
        one.both(norm, T(2, 3, 2), norm=norm)
    one.add("dimension 1", T(4, 3, 2), dim=1)
    one.add("cut", T(5, 2), 3)
    one.add("continued", T(3, 2), 5)
    one.add("strided", strided(4, 2))
    one.add("no signal", T(0, 3, 2))
for n in LENGTHS:
    rfft.add("length %d" % n, T(n))
    irfft.add("length %d" % n, T(n // 2 + 1, 2), n)
for norm in NORMS:
    rfft.both(norm, T(2, 6), norm=norm)
    irfft.both(norm, T(2, 4, 2), norm=norm)
rfft.add("dimension 1", T(4, 3), dim=1)
rfft.add("cut", T(5), 4)
rfft.add("continued", T(3), 6)
rfft.add("strided", transposed(3, 4))
irfft.add("dimension 1", T(4, 3, 2), dim=1)
irfft.add("cut", T(5, 2), 4)
irfft.add("continued", T(3, 2), 9)


@operator("fft2")
def fft2(x, sizes=None, dim=(-2, -1), norm="backward"):
    return view(torch.fft.fft2(number(x), sizes, dim0(dim), norm))


@operator("ifft2")
def ifft2(x, sizes=None, dim=(-2, -1), norm="backward"):
    return view(torch.fft.ifft2(number(x), sizes, dim0(dim), norm))


@operator("rfft2")
def rfft2(x, sizes=None, dim=(-2, -1), norm="backward"):
    return view(torch.fft.rfft2(x, sizes, dim0(dim), norm))


@operator("irfft2")
def irfft2(x, sizes=None, dim=(-2, -1), norm="backward"):
    return torch.fft.irfft2(number(x), sizes, dim0(dim), norm)


@operator("fftn")
def fftn(x, sizes=None, dim=None, norm="backward"):
    return view(torch.fft.fftn(number(x), sizes, dim0(dim), norm))


@operator("ifftn")
def ifftn(x, sizes=None, dim=None, norm="backward"):
    return view(torch.fft.ifftn(number(x), sizes, dim0(dim), norm))


@operator("rfftn")
def rfftn(x, sizes=None, dim=None, norm="backward"):
    return view(torch.fft.rfftn(x, sizes, dim0(dim), norm))


@operator("irfftn")
def irfftn(x, sizes=None, dim=None, norm="backward"):
    return torch.fft.irfftn(number(x), sizes, dim0(dim), norm)


for one in (fft2, ifft2, irfft2, fftn, ifftn, irfftn):
    one.both("plain", T(2, 3, 2))
    one.add("sizes, dim, norm", T(2, 2, 3, 2), [3, 4], [1, 3], "ortho")
for one in (rfft2, rfftn):
    one.both("plain", T(3, 4))
    one.add("sizes, dim, norm", T(2, 2, 3), [3, 4], [1, 3], "ortho")
for one in (fftn, ifftn, irfftn):
    one.add("last dimension", T(3, 4, 2), [3])


@operator("fftfreq")
def fftfreq(n, spacing=1.0):
    return torch.fft.fftfreq(n, spacing)


@operator("rfftfreq")
def rfftfreq(n, spacing=1.0):
    return torch.fft.rfftfreq(n, spacing)


for one in (fftfreq, rfftfreq):
    for n in (1, 4, 5):
        one.add(str(n), n)
    one.add("spacing", 4, 0.25)


@operator("fftshift")
def fftshift(x, dim):
    return torch.fft.fftshift(x, dim0(dim))


@operator("ifftshift")
def ifftshift(x, dim):
    return torch.fft.ifftshift(x, dim0(dim))


for one in (fftshift, ifftshift):
    one.add("even", T(4), 1)
    one.add("odd", T(5), 1)
    one.add("two dimensions", T(3, 4), [1, 2])


@operator("complex")
def complex_(real, imaginary):
    return view(torch.complex(real, imaginary))


@operator("complexMul")
def complex_mul(x, y):
    return view(number(x) * number(y))


@operator("complexConj")
def complex_conj(x):
    return view(number(x).conj().resolve_conj())


@operator("complexAbs")
def complex_abs(x):
    return number(x).abs()


@operator("complexAngle")
def complex_angle(x):
    return number(x).angle()


complex_.both("plain", T(3), T(3))
complex_mul.both("broadcast", T(3, 1, 2), T(2, 2))
complex_conj.both("plain", T(3, 2))
complex_abs.both("with zero", T(3, 2, data=[3.0, 4.0, 0.0, 0.0, -1.0, 0.5]))
complex_angle.both("plain", T(3, 2, data=[3.0, 4.0, -2.0, -0.25, -1.0, 0.5]))


@operator("stft")
def stft(x, n, hop=None, windowLength=None, window=None, center=True, padMode="reflect",
         normalized=False, onesided=True):
    return view(torch.stft(x, n, hop, windowLength, window, center, padMode, normalized, onesided,
                           return_complex=True))


@operator("istft")
def istft(x, n, hop=None, windowLength=None, window=None, center=True, normalized=False,
          onesided=True, samples=None):
    return torch.istft(number(x), n, hop, windowLength, window, center, normalized, onesided,
                       samples)


HANN3 = [0.25, 1.0, 0.5]
stft.both("plain", T(12), 4)
stft.add("window, batch", T(2, 12), 4, 2, 3, T(3, data=HANN3))
stft.add("not centred, all frequencies", T(10), 4, 3, center=False, normalized=True, onesided=False)
stft.add("odd length, zeros", T(9), 5, 2, padMode="constant")
istft.both("plain", T(3, 5, 2), 4)
istft.add("window, batch, length", T(2, 3, 4, 2), 4, 2, 3, T(3, data=HANN3), samples=5)
istft.add("not centred, all frequencies", T(4, 3, 2), 4, 3, center=False, normalized=True,
          onesided=False)
istft.add("odd length, longer", T(3, 4, 2), 5, 2, samples=9)


@operator("hannWindow")
def hann_window(n, periodic=True):
    return torch.hann_window(n, periodic)


@operator("hammingWindow")
def hamming_window(n, periodic=True):
    return torch.hamming_window(n, periodic)


@operator("blackmanWindow")
def blackman_window(n, periodic=True):
    return torch.blackman_window(n, periodic)


for one in (hann_window, hamming_window, blackman_window):
    one.add("periodic", 5)
    one.add("symmetric", 4, False)
    one.add("one", 1)
