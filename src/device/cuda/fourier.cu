/* fourier.cu -- Fourier transforms along a dimension (engine/fourier.h): O(n log n) for every length.
**
** Lines whose four buffers fit into shared memory are read, transformed and written by one kernel, several short ones by a
** block. Longer ones take a kernel for each radix, through buffers in global memory, a part of the lines at a time. Roots of
** unity are computed in double by each call.
*/
#include "dl_op.h"

#define SHARED ((int64_t)96 << 10)     /* bytes of a block: two of them fit into a multiprocessor of compute capability 8 or more */
#define SHORT_LINES 1024               /* elements of short lines that a block transforms side by side */
#define PASSED ((int64_t)1 << 22)      /* elements of long lines that are in the buffers at a time */

namespace {

template <class T> struct number { T re, im; };
template <class T> static __device__ number<T> times(number<T> x, T re, T im) {
  return number<T>{ x.re * re - x.im * im, x.re * im + x.im * re };
}
template <class T> static __device__ number<T> exchanged(number<T> x) { return number<T>{ x.im, x.re }; }

template <class T> struct table { T *re, *im; };
template <class T> struct buffers {
  T *xr, *xi, *yr, *yi;
  __host__ __device__ void exchange() {
    T *const r = xr, *const i = xi;
    xr = yr; xi = yi; yr = r; yi = i;
  }
  /* Real and imaginary parts change places: what is transformed then is the inverse. */
  __host__ __device__ void turn() {
    T *const x = xr, *const y = yr;
    xr = xi; xi = x; yr = yi; yi = y;
  }
};

template <class T> struct transform {
  dl_fourier w;
  table<T> roots, chirp, passes, spectrum;     /* of order n; 2 m; of Stockham's passes; of the chirp */
  int64_t spread;                              /* passes has roots of order size * spread */

  __device__ number<T> chirp_at(int64_t k) const {
    const int64_t at = k * k % (2 * w.m);
    return number<T>{ chirp.re[at], chirp.im[at] };
  }

  /* Element k < m of what is transformed, from line t. See ops/fourier.c. */
  __device__ number<T> read(int64_t t, int64_t k) const {
    const int64_t inner = w.inner, m = w.m;
    const T *from = (const T *)w.x + DL_FOURIER_START(&w, t, w.from_length) * (w.kind == DL_FOURIER_FROM_REAL ? 1 : 2);
    if (w.kind == DL_FOURIER_COMPLEX) return number<T>{ from[2 * k * inner], from[2 * k * inner + 1] };
    if (w.kind == DL_FOURIER_FROM_REAL)
      return w.even ? number<T>{ from[2 * k * inner], from[(2 * k + 1) * inner] } : number<T>{ from[k * inner], 0 };
    if (w.even) {
      const T *low = from + 2 * k * inner, *high = from + 2 * (m - k) * inner;
      const T ar = low[0], ai = k ? low[1] : 0, br = high[0], bi = k ? -high[1] : 0;
      const T dr = ar - br, di = ai - bi, wr = roots.re[k], wi = -roots.im[k];
      return number<T>{ ar + br - (dr * wi + di * wr), ai + bi + (dr * wr - di * wi) };
    }
    const bool mirrored = k > m / 2;
    const T *at = from + 2 * (mirrored ? m - k : k) * inner;
    return number<T>{ at[0], k == 0 ? 0 : mirrored ? -at[1] : at[1] };
  }

  /* The same, as it goes into the buffers, for k < size. */
  __device__ number<T> prepared(int64_t t, int64_t k) const {
    if (k >= w.m) return number<T>{ 0, 0 };
    number<T> x = read(t, k);
    if (w.inverse) x = exchanged(x);
    if (!w.chirp) return x;
    const number<T> c = chirp_at(k);
    return times(x, c.re, c.im);
  }

  /* Element k of the transform of a line, from its buffers. */
  __device__ number<T> finished(const T *xr, const T *xi, int64_t k) const {
    number<T> x = { xr[k], xi[k] };
    if (w.chirp) {
      const number<T> c = chirp_at(k);
      x = times(x, c.re, c.im);
    }
    return w.inverse ? exchanged(x) : x;
  }

  /* How many numbers (real ones of TO_REAL) line t of the result has: to_length. This writes number k. */
  __device__ void write(int64_t t, int64_t k, const T *xr, const T *xi) const {
    const int64_t inner = w.inner, m = w.m;
    const T scale = (T)w.scale;
    T *to = (T *)w.y + DL_FOURIER_START(&w, t, w.to_length) * (w.kind == DL_FOURIER_TO_REAL ? 1 : 2);
    if (w.kind == DL_FOURIER_TO_REAL) {
      const number<T> z = finished(xr, xi, w.even ? k / 2 : k);
      to[k * inner] = scale * (w.even && k % 2 ? z.im : z.re);
    } else if (w.kind == DL_FOURIER_FROM_REAL && w.even) {
      const number<T> z = finished(xr, xi, k == m ? 0 : k), other = finished(xr, xi, k == 0 ? 0 : m - k);
      const T dr = z.re - other.re, di = z.im + other.im, half = scale / 2;
      const T wr = k == m ? -1 : roots.re[k], wi = k == m ? 0 : roots.im[k];
      to[2 * k * inner] = half * (z.re + other.re + (dr * wi + di * wr));
      to[2 * k * inner + 1] = half * (z.im - other.im - (dr * wr - di * wi));
    } else {
      const number<T> z = finished(xr, xi, k);
      to[2 * k * inner] = scale * z.re;
      to[2 * k * inner + 1] = scale * z.im;
    }
  }
};

/* One pass of Stockham's: all its lengths. */
template <class I> struct pass { int radix; I run, gap, stride; };

/* Any radix: the sum as it is defined. */
template <class T, class I> static __device__ void any_radix(const pass<I> &s, I p, const T *xr, const T *xi, T *yr, T *yi,
                                                             const table<T> &roots, I order) {
  const I first = order / s.radix;
  for (int j = 0; j < s.radix; j++) {
    number<T> sum = { 0, 0 };
    for (int k = 0; k < s.radix; k++) {
      const I at = (I)(j * k % s.radix) * first;
      const number<T> product = times(number<T>{ xr[k * s.gap], xi[k * s.gap] }, roots.re[at], roots.im[at]);
      sum.re += product.re;
      sum.im += product.im;
    }
    sum = times(sum, roots.re[p * j * s.stride], roots.im[p * j * s.stride]);
    yr[j * s.run] = sum.re;
    yi[j * s.run] = sum.im;
  }
}

/* Butterfly b of a line: size / radix of them are a pass. */
template <class T, class I> static __device__ void butterfly(const pass<I> &s, I b, const T *xr, const T *xi, T *yr, T *yi,
                                                             const table<T> &roots, I order) {
  const I p = b / s.run, place = b % s.run, run = s.run, gap = s.gap;
  const int i = 0;                     /* engine/fourier.h: of one neighbour */
  T wr[5], wi[5];
  xr += b;
  xi += b;
  yr += p * s.radix * run + place;
  yi += p * s.radix * run + place;
  if (s.radix > 5) return any_radix(s, p, xr, xi, yr, yi, roots, order);
  for (int j = 0; j < 5; j++) {
    wr[j] = j < s.radix ? roots.re[p * j * s.stride] : 0;
    wi[j] = j < s.radix ? roots.im[p * j * s.stride] : 0;
  }
  switch (s.radix) {
    case 2: DL_RADIX2(T) break;
    case 3: DL_RADIX3(T) break;
    case 4: DL_RADIX4(T) break;
    default: DL_RADIX5(T)
  }
}

/* ---- lines in shared memory ---- */

/* By all threads of a block; the buffers are ready when it ends. */
template <class T> static __device__ void transform_shared(const transform<T> &t, int lines, buffers<T> &b) {
  const int size = (int)t.w.size, order = (int)(size * t.spread);
  __syncthreads();
  int length = size, run = 1;
  for (int f = 0; f < t.w.factors; f++) {
    const int radix = t.w.factor[f], each = size / radix, rest = length / radix;
    const pass<int> s = { radix, run, run * rest, size / length * (int)t.spread };
    for (int e = threadIdx.x; e < lines * each; e += blockDim.x) {
      const int line = e / each * size;
      butterfly(s, e % each, b.xr + line, b.xi + line, b.yr + line, b.yi + line, t.passes, order);
    }
    b.exchange();
    length = rest;
    run *= radix;
    __syncthreads();
  }
}

/* Neighbouring threads read neighbouring elements: of a line, or of lines that lie between each other. */
struct place { int line, k; };
static __device__ place place_of(const dl_fourier &w, int e, int lines, int length) {
  return w.inner == 1 ? place{ e / length, e % length } : place{ e % lines, e / lines };
}

template <class T> __global__ void transform_lines(transform<T> t) {
  DL_DYNAMIC_SHARED(double, shared);
  const int size = (int)t.w.size, most = (int)t.w.lanes;
  for (int64_t first = blockIdx.x * (int64_t)most; first < t.w.count; first += gridDim.x * (int64_t)most) {
    const int lines = (int)(t.w.count - first < most ? t.w.count - first : most), all = size * most;
    T *const room = (T *)shared;
    buffers<T> b = { room, room + all, room + 2 * all, room + 3 * all };
    __syncthreads();                   /* the lines before have been written */
    for (int e = threadIdx.x; e < lines * size; e += blockDim.x) {
      const place at = place_of(t.w, e, lines, size);
      const number<T> x = t.prepared(first + at.line, at.k);
      b.xr[at.line * size + at.k] = x.re;
      b.xi[at.line * size + at.k] = x.im;
    }
    transform_shared(t, lines, b);
    if (t.w.chirp) {
      for (int e = threadIdx.x; e < lines * size; e += blockDim.x) {
        const number<T> x = times(number<T>{ b.xr[e], b.xi[e] }, t.spectrum.re[e % size], t.spectrum.im[e % size]);
        b.xr[e] = x.re;
        b.xi[e] = x.im;
      }
      b.turn();
      transform_shared(t, lines, b);
      b.turn();
    }
    const int length = (int)t.w.to_length;
    for (int e = threadIdx.x; e < lines * length; e += blockDim.x) {
      const place at = place_of(t.w, e, lines, length);
      t.write(first + at.line, at.k, b.xr + at.line * size, b.xi + at.line * size);
    }
  }
}

template <class T> static dl_status run_shared(const dl_args *a, const transform<T> &t) {
  const int64_t bytes = 4 * t.w.size * t.w.lanes * (int64_t)sizeof(T), groups = (t.w.count + t.w.lanes - 1) / t.w.lanes;
  const int threads = t.w.size * t.w.lanes >= 2048 ? 512 : t.w.size * t.w.lanes >= 512 ? 256 : 64;
  cudaStream_t stream = dl_stream(a);
  if (bytes > 48 << 10) {
    const cudaError_t code = cudaFuncSetAttribute(transform_lines<T>, cudaFuncAttributeMaxDynamicSharedMemorySize, (int)SHARED);
    if (code != cudaSuccess) return dl_cuda_status(code, "shared memory of a transform");
  }
  DL_LAUNCH((transform_lines<T>), dl_blocks(a, groups, 1), threads, (size_t)bytes, stream, t);
  return dl_launched(a);
}

/* ---- long lines: a kernel for each step, lines in global memory ---- */

template <class T> static dl_status pass_lines(const dl_args *a, const transform<T> &t, int64_t lines, buffers<T> &b) {
  const int64_t size = t.w.size, order = size * t.spread;
  const table<T> roots = t.passes;
  dl_status status = DL_OK;
  int64_t length = size, run = 1;
  for (int f = 0; f < t.w.factors && status == DL_OK; f++) {
    const int radix = t.w.factor[f];
    const int64_t each = size / radix, rest = length / radix;
    const pass<int64_t> s = { radix, run, run * rest, size / length * t.spread };
    const buffers<T> now = b;
    status = dl_each(a, lines * each, [=] __device__ (int64_t e) {
      const int64_t line = e / each * size;
      butterfly(s, e % each, now.xr + line, now.xi + line, now.yr + line, now.yi + line, roots, order);
    });
    b.exchange();
    length = rest;
    run *= radix;
  }
  return status;
}

template <class T> static dl_status convolve_lines(const dl_args *a, const transform<T> &t, int64_t lines, buffers<T> &b) {
  const buffers<T> now = b;
  const table<T> spectrum = t.spectrum;
  const int64_t size = t.w.size;
  dl_status status = dl_each(a, lines * size, [=] __device__ (int64_t e) {
    const number<T> x = times(number<T>{ now.xr[e], now.xi[e] }, spectrum.re[e % size], spectrum.im[e % size]);
    now.xr[e] = x.re;
    now.xi[e] = x.im;
  });
  b.turn();
  if (status == DL_OK) status = pass_lines(a, t, lines, b);
  b.turn();
  return status;
}

template <class T> static dl_status run_passes(const dl_args *a, const transform<T> &t) {
  const int64_t size = t.w.size, most = PASSED / size < 1 ? 1 : PASSED / size < t.w.count ? PASSED / size : t.w.count;
  dl_temporary room(a, 4 * most * size * (int64_t)sizeof(T));
  if (!room.data) return DL_NO_MEMORY;
  T *const first_buffer = (T *)room.data;
  dl_status status = DL_OK;
  for (int64_t first = 0; first < t.w.count && status == DL_OK; first += most) {
    const int64_t lines = t.w.count - first < most ? t.w.count - first : most, all = most * size;
    buffers<T> b = { first_buffer, first_buffer + all, first_buffer + 2 * all, first_buffer + 3 * all };
    const buffers<T> before = b;
    const transform<T> here = t;
    status = dl_each(a, lines * size, [=] __device__ (int64_t e) {
      const bool along = here.w.inner == 1;
      const int64_t line = along ? e / size : e % lines, k = along ? e % size : e / lines;
      const number<T> x = here.prepared(first + line, k);
      before.xr[line * size + k] = x.re;
      before.xi[line * size + k] = x.im;
    });
    if (status == DL_OK) status = pass_lines(a, t, lines, b);
    if (status == DL_OK && t.w.chirp) status = convolve_lines(a, t, lines, b);
    const buffers<T> after = b;
    const int64_t length = t.w.to_length;
    if (status == DL_OK)
      status = dl_each(a, lines * length, [=] __device__ (int64_t e) {
        const bool along = here.w.inner == 1;
        const int64_t line = along ? e / length : e % lines, k = along ? e % length : e / lines;
        here.write(first + line, k, after.xr + line * size, after.xi + line * size);
      });
  }
  return status;
}

/* ---- tables ---- */

/* exp(-2 pi i k / n): a quarter of the circle is computed, the others have the same numbers. */
template <class T> static dl_status make_roots(const dl_args *a, const table<T> &to, int64_t n) {
  const int64_t part = n % 4 == 0 ? n / 4 : n % 2 == 0 ? n / 2 : n;
  return dl_each(a, n, [=] __device__ (int64_t k) {
    const double angle = (double)(k % part) * (DL_TAU / (double)n);
    double re = cos(angle), im = -sin(angle);
    for (int64_t turn = k / part; turn > 0; turn--) {
      const double was = re;
      re = n % 4 == 0 ? im : -re;
      im = n % 4 == 0 ? -was : -im;
    }
    to.re[k] = (T)re;
    to.im[k] = (T)im;
  });
}

/* The spectrum of the chirp's conjugate, which is mirrored, divided by size. */
template <class T> static dl_status make_spectrum(const dl_args *a, const transform<T> &t) {
  const int64_t size = t.w.size, m = t.w.m;
  dl_temporary room(a, 4 * size * (int64_t)sizeof(T));
  if (!room.data) return DL_NO_MEMORY;
  T *const start = (T *)room.data;
  buffers<T> b = { start, start + size, start + 2 * size, start + 3 * size };
  const buffers<T> before = b;
  const transform<T> here = t;
  dl_status status = dl_each(a, size, [=] __device__ (int64_t e) {
    const int64_t k = e < m ? e : size - e;
    const number<T> c = k < m ? here.chirp_at(k) : number<T>{ 0, 0 };
    before.xr[e] = c.re;
    before.xi[e] = -c.im;
  });
  if (status == DL_OK) status = pass_lines(a, t, 1, b);
  const buffers<T> after = b;
  const table<T> to = t.spectrum;
  const T share = 1 / (T)size;
  if (status != DL_OK) return status;
  return dl_each(a, size, [=] __device__ (int64_t e) {
    to.re[e] = after.xr[e] * share;
    to.im[e] = after.xi[e] * share;
  });
}

template <class T> static dl_status run(const dl_args *a, const dl_fourier *w) {
  transform<T> t;
  dl_temporary room(a, dl_fourier_table_elements(w) * (int64_t)sizeof(T));
  if (!room.data) return DL_NO_MEMORY;
  T *const at = (T *)room.data, *const chirps = at + 2 * w->n;
  t.w = *w;
  t.spread = w->even && !w->chirp ? 2 : 1;
  t.roots = t.passes = table<T>{ at, at + w->n };
  t.chirp = t.spectrum = table<T>{ NULL, NULL };
  dl_status status = make_roots(a, t.roots, w->n);
  if (w->chirp) {
    t.chirp = table<T>{ chirps, chirps + 2 * w->m };
    t.passes = table<T>{ chirps + 4 * w->m, chirps + 4 * w->m + w->size };
    t.spectrum = table<T>{ t.passes.im + w->size, t.passes.im + 2 * w->size };
    if (status == DL_OK) status = make_roots(a, t.chirp, 2 * w->m);
    if (status == DL_OK) status = make_roots(a, t.passes, w->size);
    if (status == DL_OK) status = make_spectrum(a, t);
  }
  if (status != DL_OK) return status;
  if (4 * w->size * (int64_t)sizeof(T) > SHARED) return run_passes(a, t);
  t.w.lanes = SHORT_LINES / w->size < 1 ? 1 : SHORT_LINES / w->size < w->count ? SHORT_LINES / w->size : w->count;
  return run_shared(a, t);
}

}

dl_status dl_fourier_run(const dl_args *a, const dl_fourier *w) {
  return dl_in(a, 0)->dtype == DL_FLOAT32 ? run<float>(a, w) : run<double>(a, w);
}
