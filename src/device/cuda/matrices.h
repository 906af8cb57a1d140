/* matrices.h -- factorisations of small matrices on CUDA: a block of threads for each matrix of a batch.
**
** These are the textbook's algorithms (Golub and Van Loan, "Matrix Computations", 4th edition: 3.4 elimination with
** pivoting, 4.2 Cholesky, 5.2 Householder, 8.5 Jacobi for eigenvalues; Hestenes' one-sided Jacobi for singular values).
** They are made for many small matrices; one large matrix keeps one block of threads busy and the rest of the device idle.
** Matrices are dense and row-major. All threads of a block call a function together.
*/
#ifndef DL_CUDA_MATRICES_H
#define DL_CUDA_MATRICES_H

#include "device/cuda/each.h"

#define DL_MATRIX_THREADS 128

template <class F> __global__ void dl_matrix_kernel(int64_t count, F f) {
  DL_SHARED(double, shared, 32);
  dl_together group = { shared };
  for (int64_t i = blockIdx.x; i < count; i += gridDim.x) {
    f(group, i);
    __syncthreads();
  }
}

/* f(group, i) for every matrix i. */
template <class F> dl_status dl_matrices(const dl_args *a, int64_t count, F f) {
  if (count <= 0) return DL_OK;
  DL_LAUNCH((dl_matrix_kernel<F>), dl_blocks(a, count, 1), DL_MATRIX_THREADS, 0, dl_stream(a), count, f);
  return dl_launched(a);
}

/* How many matrices the last two dimensions of t make. */
static inline int64_t dl_matrix_count(const dl_tensor *t) { return dl_numel_of(t->shape, t->ndim - 2); }

/* Where matrix i of `of` begins, whose batch dimensions broadcast to those of `to`. */
static inline dl_geometry dl_batch_geometry(const dl_tensor *to, int to_dims, const dl_tensor *of, int of_dims) {
  dl_geometry g = {};
  const int own = of->ndim - of_dims;
  g.ndim = to->ndim - to_dims;
  for (int d = 0; d < g.ndim; d++) {
    const int at = d - (g.ndim - own);
    g.shape[d] = to->shape[d];
    g.stride[d] = at >= 0 && of->shape[at] != 1 ? of->stride[at] : 0;
  }
  return g;
}

struct dl_least { template <class T> __device__ T operator()(T a, T b) const { return a < b ? a : b; } };

#define DL_SHARE(i, from, to) for (int64_t i = (from) + group.lane(); i < (to); i += group.width())

template <class T> __device__ inline void dl_matrix_copy(dl_together &group, int64_t n, const T *from, T *to) {
  DL_SHARE(i, 0, n) to[i] = from[i];
  __syncthreads();
}

/* Row order[i] of the m x n matrix a is row i of L U; L (below the diagonal) and U replace a. `sign` is the determinant of the
** exchange. Returns 0, or the number of the first pivot that is zero. */
template <class T> __device__ int dl_block_lu(dl_together &group, int64_t m, int64_t n, T *a, int64_t *order, T *sign) {
  int info = 0;
  *sign = 1;
  DL_SHARE(i, 0, m) order[i] = i;
  __syncthreads();
  for (int64_t k = 0; k < m && k < n; k++) {
    T best = -1;
    long long at = m;
    DL_SHARE(i, k, m) if (fabs(a[i * n + k]) > best) { best = fabs(a[i * n + k]); at = i; }
    const T most = group.total(best, dl_most());
    const long long found = group.total(best == most ? at : (long long)m, dl_least());
    const int64_t pivot = found < m ? found : k;       /* NaN: any will do */
    if (pivot != k) {
      DL_SHARE(j, 0, n) { const T v = a[k * n + j]; a[k * n + j] = a[pivot * n + j]; a[pivot * n + j] = v; }
      if (group.lane() == 0) { const int64_t v = order[k]; order[k] = order[pivot]; order[pivot] = v; }
      *sign = -*sign;
      __syncthreads();
    }
    const T p = a[k * n + k];
    if (p == 0) {
      if (!info) info = (int)k + 1;
      continue;
    }
    DL_SHARE(i, k + 1, m) a[i * n + k] /= p;
    __syncthreads();
    const int64_t wide = n - k - 1;
    DL_SHARE(e, 0, (m - k - 1) * wide) {
      const int64_t i = k + 1 + e / wide, j = k + 1 + e % wide;
      a[i * n + j] -= a[i * n + k] * a[k * n + j];
    }
    __syncthreads();
  }
  return info;
}

/* x (n x columns) with A x = b, from dl_block_lu. b: NULL, the identity. */
template <class T> __device__ void dl_block_lu_solve(dl_together &group, int64_t n, int64_t columns, const T *lu,
                                                      const int64_t *order, const T *b, T *x) {
  DL_SHARE(c, 0, columns) {
    for (int64_t i = 0; i < n; i++) {
      T v = b ? b[order[i] * columns + c] : (T)(order[i] == c ? 1 : 0);
      for (int64_t j = 0; j < i; j++) v -= lu[i * n + j] * x[j * columns + c];
      x[i * columns + c] = v;
    }
    for (int64_t i = n - 1; i >= 0; i--) {
      T v = x[i * columns + c];
      for (int64_t j = i + 1; j < n; j++) v -= lu[i * n + j] * x[j * columns + c];
      x[i * columns + c] = v / lu[i * n + i];
    }
  }
  __syncthreads();
}

/* The lower factor in place of a symmetric matrix, zeros above. Returns 0, or the order of the minor that is not positive. */
template <class T> __device__ int dl_block_cholesky(dl_together &group, int64_t n, T *a) {
  int info = 0;
  for (int64_t k = 0; k < n; k++) {
    const T p = a[k * n + k];
    if (!(p > 0) && !info) info = (int)k + 1;
    const T root = sqrt(p);
    __syncthreads();                   /* the pivot has been read */
    DL_SHARE(i, k, n) a[i * n + k] = i == k ? root : a[i * n + k] / root;
    __syncthreads();
    const int64_t left = n - k - 1;
    DL_SHARE(e, 0, left * left) {
      const int64_t i = k + 1 + e / left, j = k + 1 + e % left;
      if (j <= i) a[i * n + j] -= a[i * n + k] * a[j * n + k];
    }
    __syncthreads();
  }
  DL_SHARE(e, 0, n * n) if (e % n > e / n) a[e] = 0;
  __syncthreads();
  return info;
}

/* y with T y = b, or y T = b where left is false; b and y are m x n, and may be one. */
template <class T> __device__ void dl_block_triangular_solve(dl_together &group, bool left, bool upper, bool unit, int64_t m,
                                                              int64_t n, const T *t, const T *b, T *y) {
  const int64_t side = left ? m : n, step = left ? n : 1;
  const bool down = left ? !upper : upper;             /* from the first unknown on, or from the last */
  DL_SHARE(c, 0, left ? n : m) {
    const int64_t first = left ? c : c * n;
    for (int64_t s = 0; s < side; s++) {
      const int64_t i = down ? s : side - 1 - s;
      T v = b[first + i * step];
      for (int64_t r = 0; r < s; r++) {
        const int64_t j = down ? r : side - 1 - r;
        v -= (left ? t[i * side + j] : t[j * side + i]) * y[first + j * step];
      }
      y[first + i * step] = unit ? v : v / t[i * side + i];
    }
  }
  __syncthreads();
}

/* Householder: R on and above the diagonal of the m x n matrix a, the reflectors (their first component is 1) below it. */
template <class T> __device__ void dl_block_qr(dl_together &group, int64_t m, int64_t n, T *a, T *tau) {
  for (int64_t k = 0; k < m && k < n; k++) {
    T squares = 0;
    DL_SHARE(i, k + 1, m) squares += a[i * n + k] * a[i * n + k];
    squares = group.total(squares, dl_plus());
    const T alpha = a[k * n + k];
    const T norm = sqrt(alpha * alpha + squares), beta = alpha > 0 ? -norm : norm;
    const T factor = squares == 0 ? (T)0 : (beta - alpha) / beta;
    __syncthreads();
    if (factor != 0) DL_SHARE(i, k + 1, m) a[i * n + k] /= alpha - beta;
    if (group.lane() == 0) {
      tau[k] = factor;
      if (factor != 0) a[k * n + k] = beta;
    }
    __syncthreads();
    DL_SHARE(j, k + 1, n) {
      T dot = a[k * n + j];
      for (int64_t i = k + 1; i < m; i++) dot += a[i * n + k] * a[i * n + j];
      dot *= factor;
      a[k * n + j] -= dot;
      for (int64_t i = k + 1; i < m; i++) a[i * n + j] -= dot * a[i * n + k];
    }
    __syncthreads();
  }
}

/* The first columns of Q from dl_block_qr. */
template <class T> __device__ void dl_block_qr_q(dl_together &group, int64_t m, int64_t n, int64_t columns, const T *a,
                                                  const T *tau, T *q) {
  const int64_t reflectors = m < n ? m : n;
  DL_SHARE(c, 0, columns) {
    for (int64_t i = 0; i < m; i++) q[i * columns + c] = i == c;
    for (int64_t k = reflectors - 1; k >= 0; k--) {
      T dot = q[k * columns + c];
      for (int64_t i = k + 1; i < m; i++) dot += a[i * n + k] * q[i * columns + c];
      dot *= tau[k];
      q[k * columns + c] -= dot;
      for (int64_t i = k + 1; i < m; i++) q[i * columns + c] -= dot * a[i * n + k];
    }
  }
  __syncthreads();
}

/* Jacobi's rotations until nothing is left beside the diagonal: a becomes diagonal, the columns of v eigenvectors. False: it does
** not converge (an element is not finite). */
template <class T> __device__ bool dl_block_jacobi(dl_together &group, int64_t n, T *a, T *v) {
  const T epsilon = sizeof(T) == 4 ? (T)1.2e-7 : (T)2.3e-16;
  DL_SHARE(e, 0, n * n) v[e] = e / n == e % n;
  __syncthreads();
  for (int sweep = 0; sweep < 60; sweep++) {
    T off = 0, all = 0;
    DL_SHARE(e, 0, n * n) {
      all += a[e] * a[e];
      if (e / n != e % n) off += a[e] * a[e];
    }
    off = group.total(off, dl_plus());
    all = group.total(all, dl_plus());
    if (!(all < (T)INFINITY)) return false;
    if (off <= epsilon * epsilon * all) return true;
    for (int64_t p = 0; p < n; p++)
      for (int64_t q = p + 1; q < n; q++) {
        const T apq = a[p * n + q], app = a[p * n + p], aqq = a[q * n + q];
        if (apq == 0) continue;
        const T theta = (aqq - app) / (2 * apq);
        const T t = (theta < 0 ? -1 : 1) / (fabs(theta) + sqrt(theta * theta + 1)), c = 1 / sqrt(t * t + 1), s = t * c;
        __syncthreads();               /* the three have been read */
        DL_SHARE(k, 0, n) {
          const T kp = a[k * n + p], kq = a[k * n + q], vp = v[k * n + p], vq = v[k * n + q];
          a[k * n + p] = c * kp - s * kq;
          a[k * n + q] = s * kp + c * kq;
          v[k * n + p] = c * vp - s * vq;
          v[k * n + q] = s * vp + c * vq;
        }
        __syncthreads();
        DL_SHARE(k, 0, n) {
          const T pk = a[p * n + k], qk = a[q * n + k];
          a[p * n + k] = c * pk - s * qk;
          a[q * n + k] = s * pk + c * qk;
        }
        __syncthreads();
      }
  }
  return true;
}

/* Hestenes: the columns of the m x n matrix w (m >= n) are turned until they stand on each other; v (n x n) keeps the turns, so
** w = x v. False: an element is not finite. */
template <class T> __device__ bool dl_block_turn_columns(dl_together &group, int64_t m, int64_t n, T *w, T *v) {
  const T epsilon = sizeof(T) == 4 ? (T)1.2e-7 : (T)2.3e-16;
  DL_SHARE(e, 0, n * n) v[e] = e / n == e % n;
  __syncthreads();
  for (int sweep = 0; sweep < 60; sweep++) {
    bool turned = false;
    for (int64_t p = 0; p < n; p++)
      for (int64_t q = p + 1; q < n; q++) {
        T pp = 0, qq = 0, pq = 0;
        DL_SHARE(i, 0, m) {
          pp += w[i * n + p] * w[i * n + p];
          qq += w[i * n + q] * w[i * n + q];
          pq += w[i * n + p] * w[i * n + q];
        }
        pp = group.total(pp, dl_plus());
        qq = group.total(qq, dl_plus());
        pq = group.total(pq, dl_plus());
        if (!(pp + qq < (T)INFINITY)) return false;
        if (fabs(pq) <= epsilon * sqrt(pp * qq) || pq == 0) continue;
        turned = true;
        const T zeta = (qq - pp) / (2 * pq);
        const T t = (zeta < 0 ? -1 : 1) / (fabs(zeta) + sqrt(1 + zeta * zeta)), c = 1 / sqrt(1 + t * t), s = c * t;
        DL_SHARE(i, 0, m) {
          const T x = w[i * n + p], y = w[i * n + q];
          w[i * n + p] = c * x - s * y;
          w[i * n + q] = s * x + c * y;
        }
        DL_SHARE(i, 0, n) {
          const T x = v[i * n + p], y = v[i * n + q];
          v[i * n + p] = c * x - s * y;
          v[i * n + q] = s * x + c * y;
        }
        __syncthreads();
      }
    if (!turned) return true;
  }
  return true;
}

#endif
