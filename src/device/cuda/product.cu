/* product.cu -- products of tensors by cuBLASLt, of any strides and batches; of integers by a kernel of our own.
**
** cuBLASLt reads columns, we write rows: C = A B in rows is C^T = B^T A^T in columns, so A and B change places and
** nothing is moved. An operand in which neither rows nor columns are dense is copied first. What cuBLASLt's heuristic
** chose for a shape is kept: asking costs more than a small product.
*/
#include <cublasLt.h>
#include <string.h>
#include <map>
#include <mutex>
#include <new>
#include "dl_op.h"
#include "device/cuda/allocator.h"
#include "device/cuda/product.h"
#include "device/cuda/streams.h"
#include "engine/engine.h"

#define MOST_PLANS 4096

/* ---- plans ---- */

namespace {

struct operand { int64_t rows, columns, leading, stride; int transposed; };   /* as cuBLASLt sees it */

struct plan_key {                      /* compared byte by byte, so it is cleared first */
  int64_t m, n, k, batch;
  operand left, right;
  int64_t leading, stride;
  int dtype, tf32, aligned;
};

struct less_key {
  bool operator()(const plan_key &x, const plan_key &y) const { return memcmp(&x, &y, sizeof x) < 0; }
};

struct blas {
  cublasLtHandle_t handle;
  bool tf32;
  std::mutex lock;
  std::map<plan_key, cublasLtMatmulAlgo_t, less_key> plans;
};

/* Descriptors of one call; each exists only if it was made. */
struct descriptors {
  cublasLtMatmulDesc_t product = nullptr;
  cublasLtMatrixLayout_t left = nullptr, right = nullptr, result = nullptr;
  cublasLtMatmulPreference_t preference = nullptr;
  ~descriptors() {
    if (preference) cublasLtMatmulPreferenceDestroy(preference);
    if (result) cublasLtMatrixLayoutDestroy(result);
    if (right) cublasLtMatrixLayoutDestroy(right);
    if (left) cublasLtMatrixLayoutDestroy(left);
    if (product) cublasLtMatmulDescDestroy(product);
  }
};

}

static dl_status blas_status(cublasStatus_t code, const char *what) {
  return code == CUBLAS_STATUS_SUCCESS ? DL_OK : dl_error_set("%s: cuBLASLt status %d", what, (int)code);
}

static blas *blas_of(dl_cuda *cuda) {
  if (cuda->blas) return (blas *)cuda->blas;
  blas *b = new (std::nothrow) blas();
  if (!b) {
    dl_error_memory(sizeof *b);
    return nullptr;
  }
  if (blas_status(cublasLtCreate(&b->handle), "cublasLtCreate") == DL_OK) {
    cuda->blas = b;
    return b;
  }
  delete b;
  return nullptr;
}

/* Each stream has its own: two products at once would write into the same place. */
static void *workspace_of(dl_cuda *cuda) {
  void *&workspace = cuda->current->workspace;
  if (!workspace) workspace = dl_cuda_allocate(cuda->allocator, DL_CUDA_WORKSPACE);
  return workspace;
}

void dl_cuda_product_close(dl_cuda *cuda) {
  blas *b = (blas *)cuda->blas;
  if (!b) return;
  cublasLtDestroy(b->handle);
  delete b;                            /* the workspaces go with the allocator */
}

bool dl_cuda_allow_tf32(dl_cuda *cuda, bool allow) {
  blas *b = blas_of(cuda);
  bool was = b && b->tf32;
  if (b) b->tf32 = allow;
  return was;
}

static cudaDataType_t data_type(dl_dtype dtype) {
  return dtype == DL_FLOAT64 ? CUDA_R_64F : dtype == DL_FLOAT16 ? CUDA_R_16F : dtype == DL_BFLOAT16 ? CUDA_R_16BF : CUDA_R_32F;
}

static dl_status make_layout(cublasLtMatrixLayout_t *layout, cudaDataType_t type, const operand &o, int64_t batch) {
  const int32_t count = (int32_t)batch;
  dl_status status = blas_status(cublasLtMatrixLayoutCreate(layout, type, (uint64_t)o.rows, (uint64_t)o.columns, o.leading),
                                 "cublasLtMatrixLayoutCreate");
  if (status != DL_OK || batch == 1) return status;
  status = blas_status(cublasLtMatrixLayoutSetAttribute(*layout, CUBLASLT_MATRIX_LAYOUT_BATCH_COUNT, &count, sizeof count),
                       "batch count");
  if (status != DL_OK) return status;
  return blas_status(cublasLtMatrixLayoutSetAttribute(*layout, CUBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET, &o.stride,
                                                      sizeof o.stride), "batch stride");
}

static dl_status make_descriptors(descriptors *d, const plan_key &key) {
  const cudaDataType_t type = data_type((dl_dtype)key.dtype), scale = key.dtype == DL_FLOAT64 ? CUDA_R_64F : CUDA_R_32F;
  const cublasComputeType_t compute = key.dtype == DL_FLOAT64 ? CUBLAS_COMPUTE_64F
    : key.dtype == DL_FLOAT32 && key.tf32 ? CUBLAS_COMPUTE_32F_FAST_TF32 : CUBLAS_COMPUTE_32F;
  const cublasOperation_t transpose = CUBLAS_OP_T;
  dl_status status = blas_status(cublasLtMatmulDescCreate(&d->product, compute, scale), "cublasLtMatmulDescCreate");
  if (status == DL_OK && key.left.transposed)
    status = blas_status(cublasLtMatmulDescSetAttribute(d->product, CUBLASLT_MATMUL_DESC_TRANSA, &transpose, sizeof transpose),
                         "transpose");
  if (status == DL_OK && key.right.transposed)
    status = blas_status(cublasLtMatmulDescSetAttribute(d->product, CUBLASLT_MATMUL_DESC_TRANSB, &transpose, sizeof transpose),
                         "transpose");
  if (status == DL_OK) status = make_layout(&d->left, type, key.left, key.batch);
  if (status == DL_OK) status = make_layout(&d->right, type, key.right, key.batch);
  const operand result = { key.n, key.m, key.leading, key.stride, 0 };
  if (status == DL_OK) status = make_layout(&d->result, type, result, key.batch);
  return status;
}

static dl_status find_plan(blas *b, descriptors *d, const plan_key &key, cublasLtMatmulAlgo_t *algorithm) {
  std::lock_guard<std::mutex> hold(b->lock);
  auto known = b->plans.find(key);
  if (known != b->plans.end()) {
    *algorithm = known->second;
    return DL_OK;
  }
  const size_t workspace = DL_CUDA_WORKSPACE;
  const uint32_t alignment = (uint32_t)key.aligned;
  cublasLtMatmulHeuristicResult_t best;
  int found = 0;
  dl_status status = blas_status(cublasLtMatmulPreferenceCreate(&d->preference), "cublasLtMatmulPreferenceCreate");
  if (status != DL_OK) return status;
  cublasLtMatmulPreferenceSetAttribute(d->preference, CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, &workspace, sizeof workspace);
  cublasLtMatmulPreferenceSetAttribute(d->preference, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES, &alignment, sizeof alignment);
  cublasLtMatmulPreferenceSetAttribute(d->preference, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES, &alignment, sizeof alignment);
  cublasLtMatmulPreferenceSetAttribute(d->preference, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES, &alignment, sizeof alignment);
  cublasLtMatmulPreferenceSetAttribute(d->preference, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES, &alignment, sizeof alignment);
  status = blas_status(cublasLtMatmulAlgoGetHeuristic(b->handle, d->product, d->left, d->right, d->result, d->result,
                                                      d->preference, 1, &best, &found), "cublasLtMatmulAlgoGetHeuristic");
  if (status != DL_OK) return status;
  if (found == 0) return dl_error_set("cuBLASLt knows no way to multiply these (%lld x %lld x %lld, %s)", (long long)key.m,
                                      (long long)key.k, (long long)key.n, dl_dtype_name((dl_dtype)key.dtype));
  if (b->plans.size() >= MOST_PLANS) b->plans.clear();
  b->plans[key] = best.algo;
  *algorithm = best.algo;
  return DL_OK;
}

/* ---- operands ---- */

/* A matrix of rows as cuBLASLt sees it: its memory read by columns is the transpose. */
static bool view(const dl_matrix &m, int64_t rows, int64_t columns, operand *o) {
  if ((m.column == 1 || columns <= 1) && (m.row >= columns || rows <= 1)) {
    *o = operand{ columns, rows, rows > 1 ? m.row : columns, 0, 0 };
    return true;
  }
  if ((m.row == 1 || rows <= 1) && (m.column >= rows || columns <= 1)) {
    *o = operand{ rows, columns, columns > 1 ? m.column : rows, 0, 1 };
    return true;
  }
  return false;
}

/* Element bytes of a dense copy of an operand; batch dimensions that repeat are there once. */
static int64_t dense_bytes(const dl_product *p, const dl_matrix *m, int64_t rows, int64_t columns) {
  int64_t n = rows * columns;
  for (int d = 0; d < p->batch_dims; d++) if (m->batch[d]) n *= p->batch[d];
  return n * (int64_t)dl_dtype_size(p->dtype);
}

static dl_status make_dense(const dl_product *p, dl_matrix *m, int64_t rows, int64_t columns, char *place) {
  dl_storage to_storage = {}, from_storage = {};
  dl_tensor to = {}, from = {};
  int n = 0;
  to_storage.device = from_storage.device = p->device;
  to_storage.data = place;
  from_storage.data = m->data;
  to.storage = &to_storage;
  from.storage = &from_storage;
  to.dtype = from.dtype = (uint8_t)p->dtype;
  int64_t strides[DL_MAX_DIMS], step = rows * columns;
  for (int d = p->batch_dims - 1; d >= 0; d--)
    if (m->batch[d]) {
      strides[d] = step;
      step *= p->batch[d];
    }
  for (int d = 0; d < p->batch_dims; d++)
    if (m->batch[d]) {
      to.shape[n] = from.shape[n] = p->batch[d];
      from.stride[n] = m->batch[d];
      to.stride[n++] = m->batch[d] = strides[d];
    }
  to.shape[n] = from.shape[n] = rows;
  to.shape[n + 1] = from.shape[n + 1] = columns;
  from.stride[n] = m->row;
  from.stride[n + 1] = m->column;
  to.stride[n] = columns;
  to.stride[n + 1] = 1;
  to.ndim = from.ndim = (uint8_t)(n + 2);
  m->data = place;
  m->row = columns;
  m->column = 1;
  return dl_copy_strided(&to, &from);
}

/* ---- running ---- */

static int alignment_of(const void *x, const void *y, const void *z) {
  uintptr_t bits = (uintptr_t)x | (uintptr_t)y | (uintptr_t)z;
  return bits % 16 == 0 ? 16 : bits % 8 == 0 ? 8 : bits % 4 == 0 ? 4 : 2;
}

/* `count` products whose matrices lie `stride` apart (the innermost batch dimension), by one call. */
static dl_status run_batch(dl_cuda *cuda, const dl_product *p, const operand *a, const operand *b, char *const data[3],
                           int64_t count) {
  blas *lt = blas_of(cuda);
  void *workspace = lt ? workspace_of(cuda) : nullptr;
  if (!workspace) return DL_NO_MEMORY;
  plan_key key;
  memset(&key, 0, sizeof key);
  key.m = p->m; key.n = p->n; key.k = p->k; key.batch = count;
  key.left = *b; key.right = *a;
  key.leading = p->m > 1 ? p->c.row : p->n;
  key.stride = p->batch_dims ? p->c.batch[p->batch_dims - 1] : 0;
  key.dtype = p->dtype; key.tf32 = lt->tf32;
  key.aligned = alignment_of(data[0], data[1], data[2]);
  descriptors d;
  cublasLtMatmulAlgo_t algorithm;
  dl_status status = make_descriptors(&d, key);
  if (status == DL_OK) status = find_plan(lt, &d, key, &algorithm);
  if (status != DL_OK) return status;
  const float alpha = (float)p->alpha, beta = (float)p->beta;
  const bool wide = p->dtype == DL_FLOAT64;
  return blas_status(cublasLtMatmul(lt->handle, d.product, wide ? (const void *)&p->alpha : &alpha, data[1], d.left, data[0],
    d.right, wide ? (const void *)&p->beta : &beta, data[2], d.result, data[2], d.result, &algorithm, workspace,
    DL_CUDA_WORKSPACE, cuda->stream), "cublasLtMatmul");
}

/* Batch dimensions but the last are walked. */
static dl_status run_floats(dl_cuda *cuda, const dl_product *p) {
  operand a = {}, b = {};
  dl_cuda_enter(cuda->ordinal);
  if (!view(p->a, p->m, p->k, &a) || !view(p->b, p->k, p->n, &b)) return dl_error_set("a product of strange strides");
  const int last = p->batch_dims - 1;
  const int64_t inner = p->batch_dims ? p->batch[last] : 1, size = (int64_t)dl_dtype_size(p->dtype);
  if (p->batch_dims) {
    a.stride = p->a.batch[last];
    b.stride = p->b.batch[last];
  }
  int64_t outer = 1;
  for (int d = 0; d < last; d++) outer *= p->batch[d];
  dl_status status = DL_OK;
  for (int64_t i = 0; i < outer && status == DL_OK; i++) {
    char *data[3] = { p->a.data, p->b.data, p->c.data };
    int64_t rest = i;
    for (int d = last - 1; d >= 0; d--) {
      const int64_t at = rest % p->batch[d];
      rest /= p->batch[d];
      data[0] += at * p->a.batch[d] * size;
      data[1] += at * p->b.batch[d] * size;
      data[2] += at * p->c.batch[d] * size;
    }
    status = run_batch(cuda, p, &a, &b, data, inner);
  }
  return status;
}

/* One thread for each element; k = 0 of floats comes here too. */
template <class T> static dl_status run_plainly(const dl_args *a, const dl_product *p) {
  const dl_product q = *p;
  int64_t n = p->m * p->n;
  for (int d = 0; d < p->batch_dims; d++) n *= p->batch[d];
  return dl_each(a, n, [=] __device__ (int64_t i) {
    const int64_t column = i % q.n, row = i / q.n % q.m;
    int64_t rest = i / q.n / q.m;
    const T *x = (const T *)q.a.data + row * q.a.row, *y = (const T *)q.b.data + column * q.b.column;
    T *to = (T *)q.c.data + row * q.c.row + column, sum = 0;
    for (int d = q.batch_dims - 1; d >= 0; d--) {
      const int64_t at = rest % q.batch[d];
      rest /= q.batch[d];
      x += at * q.a.batch[d];
      y += at * q.b.batch[d];
      to += at * q.c.batch[d];
    }
    for (int64_t k = 0; k < q.k; k++) sum += x[k * q.a.column] * y[k * q.b.row];
    *to = (T)((T)q.alpha * sum + (q.beta == 0 ? 0 : (T)q.beta * *to));
  });
}

static dl_status scale_result(const dl_args *a, const dl_product *p) {
  switch (p->dtype) {
    case DL_FLOAT64: return run_plainly<double>(a, p);
    case DL_FLOAT32: return run_plainly<float>(a, p);
    default: return p->beta == 0 ? dl_cuda_status(cudaMemsetAsync(p->c.data, 0, 2 * (size_t)(p->m * p->n), dl_stream(a)), "memset")
                                 : DL_OK;
  }
}

dl_status dl_product_run(const dl_product *product, void *scratch) {
  dl_product p = *product;
  dl_args a = {};
  operand unused;
  (void)scratch;
  a.device = p.device;
  int64_t n = p.m * p.n;
  for (int d = 0; d < p.batch_dims; d++) n *= p.batch[d];
  if (n == 0) return DL_OK;
  if (p.dtype == DL_INT64) return run_plainly<int64_t>(&a, &p);
  if (p.dtype == DL_INT32) return run_plainly<int32_t>(&a, &p);
  if (p.dtype == DL_UINT8) return run_plainly<uint8_t>(&a, &p);
  if (p.k == 0) return scale_result(&a, &p);
  const bool copy_a = !view(p.a, p.m, p.k, &unused), copy_b = !view(p.b, p.k, p.n, &unused);
  dl_temporary left(&a, copy_a ? dense_bytes(&p, &p.a, p.m, p.k) : 0), right(&a, copy_b ? dense_bytes(&p, &p.b, p.k, p.n) : 0);
  if (!left.data || !right.data) return DL_NO_MEMORY;
  dl_status status = copy_a ? make_dense(&p, &p.a, p.m, p.k, left.data) : DL_OK;
  if (status == DL_OK && copy_b) status = make_dense(&p, &p.b, p.k, p.n, right.data);
  return status == DL_OK ? run_floats(dl_cuda_of(&a), &p) : status;
}
