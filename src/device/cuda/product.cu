/* product.cu -- products of tensors by cuBLASLt, of any strides and batches; of integers by a kernel of our own.
**
** cuBLASLt reads columns, we write rows: C = A B in rows is C^T = B^T A^T in columns, so A and B change places and
** nothing is moved. An operand in which neither rows nor columns are dense is copied first. What cuBLASLt's heuristic
** chose for a shape is kept: asking costs more than a small product. What follows a product goes into the same call, where
** cuBLASLt has an epilogue for it (epilogue.h): not in float64.
*/
#include <cublasLt.h>
#include <string.h>
#include <atomic>
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
  int dtype, tf32, aligned, epilogue;
};

struct plan { bool exists; cublasLtMatmulAlgo_t algorithm; };

/* What follows the product: an epilogue with BIAS adds the vector, BGRADB writes the sums of A's rows there; one with AUX
** writes what the activation gets, in rows `leading` apart. */
struct follower { int32_t epilogue; void *vector, *before; int64_t leading; };
static const follower nothing = { CUBLASLT_EPILOGUE_DEFAULT, nullptr, nullptr, 0 };

struct less_key {
  bool operator()(const plan_key &x, const plan_key &y) const { return memcmp(&x, &y, sizeof x) < 0; }
};

struct blas {
  cublasLtHandle_t handle;
  std::mutex lock;
  std::map<plan_key, plan, less_key> plans;
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

static std::atomic<int> tf32(0);

int dl_cuda_allow_tf32(int allow) { return allow < 0 ? tf32.load() : tf32.exchange(allow); }

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

template <class V> static dl_status set(const descriptors *d, cublasLtMatmulDescAttributes_t attribute, const V &value,
                                        const char *what) {
  return blas_status(cublasLtMatmulDescSetAttribute(d->product, attribute, &value, sizeof value), what);
}

static dl_status make_descriptors(descriptors *d, const plan_key &key, const follower &after) {
  const cudaDataType_t type = data_type((dl_dtype)key.dtype), scale = key.dtype == DL_FLOAT64 ? CUDA_R_64F : CUDA_R_32F;
  const cublasComputeType_t compute = key.dtype == DL_FLOAT64 ? CUBLAS_COMPUTE_64F
    : key.tf32 ? CUBLAS_COMPUTE_32F_FAST_TF32 : CUBLAS_COMPUTE_32F;
  const cublasOperation_t transpose = CUBLAS_OP_T;
  dl_status status = blas_status(cublasLtMatmulDescCreate(&d->product, compute, scale), "cublasLtMatmulDescCreate");
  if (status == DL_OK && key.left.transposed) status = set(d, CUBLASLT_MATMUL_DESC_TRANSA, transpose, "transpose");
  if (status == DL_OK && key.right.transposed) status = set(d, CUBLASLT_MATMUL_DESC_TRANSB, transpose, "transpose");
  if (status == DL_OK && after.epilogue != CUBLASLT_EPILOGUE_DEFAULT)
    status = set(d, CUBLASLT_MATMUL_DESC_EPILOGUE, after.epilogue, "epilogue");
  if (status == DL_OK && after.vector) status = set(d, CUBLASLT_MATMUL_DESC_BIAS_POINTER, after.vector, "bias");
  if (status == DL_OK && after.before)
    status = set(d, CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_POINTER, after.before, "what the activation gets");
  if (status == DL_OK && after.before) status = set(d, CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_LD, after.leading, "its rows");
  if (status == DL_OK) status = make_layout(&d->left, type, key.left, key.batch);
  if (status == DL_OK) status = make_layout(&d->right, type, key.right, key.batch);
  const operand result = { key.n, key.m, key.leading, key.stride, 0 };
  if (status == DL_OK) status = make_layout(&d->result, type, result, key.batch);
  return status;
}

/* Asks cuBLASLt; a product that it does not know has no plan. */
static dl_status ask(blas *b, descriptors *d, const plan_key &key, plan *chosen) {
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
  const cublasStatus_t code = cublasLtMatmulAlgoGetHeuristic(b->handle, d->product, d->left, d->right, d->result, d->result,
                                                             d->preference, 1, &best, &found);
  chosen->exists = code == CUBLAS_STATUS_SUCCESS && found > 0;
  if (chosen->exists) chosen->algorithm = best.algo;
  return code == CUBLAS_STATUS_NOT_SUPPORTED ? DL_OK : blas_status(code, "cublasLtMatmulAlgoGetHeuristic");
}

static dl_status find_plan(blas *b, descriptors *d, const plan_key &key, plan *chosen) {
  std::lock_guard<std::mutex> hold(b->lock);
  auto known = b->plans.find(key);
  if (known != b->plans.end()) {
    *chosen = known->second;
    return DL_OK;
  }
  dl_status status = ask(b, d, key, chosen);
  if (status != DL_OK) return status;
  if (b->plans.size() >= MOST_PLANS) b->plans.clear();
  b->plans[key] = *chosen;
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

static int alignment_of(char *const data[3], const follower &after) {
  const uintptr_t bits = (uintptr_t)data[0] | (uintptr_t)data[1] | (uintptr_t)data[2] | (uintptr_t)after.vector
    | (uintptr_t)after.before;
  return bits % 16 == 0 ? 16 : bits % 8 == 0 ? 8 : bits % 4 == 0 ? 4 : 2;
}

/* `count` products whose matrices lie `stride` apart (the innermost batch dimension), by one call. *known: does cuBLASLt
** know how? If not, nothing was done. */
static dl_status run_batch(dl_cuda *cuda, const dl_product *p, const operand *a, const operand *b, char *const data[3],
                           int64_t count, const follower &after, bool *known) {
  blas *lt = blas_of(cuda);
  void *workspace = lt ? workspace_of(cuda) : nullptr;
  if (!workspace) return DL_NO_MEMORY;
  plan_key key;
  memset(&key, 0, sizeof key);
  key.m = p->m; key.n = p->n; key.k = p->k; key.batch = count;
  key.left = *b; key.right = *a;
  key.leading = p->m > 1 ? p->c.row : p->n;
  key.stride = p->batch_dims ? p->c.batch[p->batch_dims - 1] : 0;
  key.dtype = p->dtype; key.tf32 = p->dtype == DL_FLOAT32 && tf32.load();
  key.aligned = alignment_of(data, after);
  key.epilogue = after.epilogue;
  descriptors d;
  plan chosen;
  dl_status status = make_descriptors(&d, key, after);
  if (status == DL_OK) status = find_plan(lt, &d, key, &chosen);
  *known = status == DL_OK && chosen.exists;
  if (!*known) return status;
  const float alpha = (float)p->alpha, beta = (float)p->beta;
  const bool wide = p->dtype == DL_FLOAT64;
  return blas_status(cublasLtMatmul(lt->handle, d.product, wide ? (const void *)&p->alpha : &alpha, data[1], d.left, data[0],
    d.right, wide ? (const void *)&p->beta : &beta, data[2], d.result, data[2], d.result, &chosen.algorithm, workspace,
    DL_CUDA_WORKSPACE, cuda->stream), "cublasLtMatmul");
}

/* Batch dimensions but the last are walked; their products are alike, so cuBLASLt knows all of them or none. */
static dl_status run_floats(dl_cuda *cuda, const dl_product *p, const follower &after, bool *known) {
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
  *known = true;
  for (int64_t i = 0; i < outer && status == DL_OK && *known; i++) {
    char *data[3] = { p->a.data, p->b.data, p->c.data };
    int64_t rest = i;
    for (int d = last - 1; d >= 0; d--) {
      const int64_t at = rest % p->batch[d];
      rest /= p->batch[d];
      data[0] += at * p->a.batch[d] * size;
      data[1] += at * p->b.batch[d] * size;
      data[2] += at * p->c.batch[d] * size;
    }
    status = run_batch(cuda, p, &a, &b, data, inner, after, known);
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

/* Of k = 0: beta C. */
static dl_status scale_result(const dl_args *a, const dl_product *p) {
  if (p->dtype == DL_FLOAT64) return run_plainly<double>(a, p);
  if (p->dtype == DL_FLOAT32) return run_plainly<float>(a, p);
  if (p->beta == 1) return DL_OK;
  const dl_product q = *p;
  int64_t n = p->m * p->n;
  for (int d = 0; d < p->batch_dims; d++) n *= p->batch[d];
  return dl_each(a, n, [=] __device__ (int64_t i) {
    int64_t at = i % q.n + i / q.n % q.m * q.c.row, rest = i / q.n / q.m;
    for (int d = q.batch_dims - 1; d >= 0; d--) {
      at += rest % q.batch[d] * q.c.batch[d];
      rest /= q.batch[d];
    }
    dl_half *half = (dl_half *)q.c.data + at;
    dl_bfloat16 *bfloat = (dl_bfloat16 *)q.c.data + at;
    if (q.beta == 0) half->bits = 0;
    else if (q.dtype == DL_FLOAT16) *half = dl_narrow<dl_half>::of((float)q.beta * dl_wide(*half));
    else *bfloat = dl_narrow<dl_bfloat16>::of((float)q.beta * dl_wide(*bfloat));
  });
}

/* *known: has it been done, with what follows? A plain product is either done or fails. */
static dl_status run(const dl_product *product, const follower &after, bool *known) {
  dl_product p = *product;
  dl_args a = {};
  operand unused;
  a.device = p.device;
  const bool copy_a = !view(p.a, p.m, p.k, &unused), copy_b = !view(p.b, p.k, p.n, &unused);
  dl_temporary left(&a, copy_a ? dense_bytes(&p, &p.a, p.m, p.k) : 0), right(&a, copy_b ? dense_bytes(&p, &p.b, p.k, p.n) : 0);
  if (!left.data || !right.data) return DL_NO_MEMORY;
  dl_status status = copy_a ? make_dense(&p, &p.a, p.m, p.k, left.data) : DL_OK;
  if (status == DL_OK && copy_b) status = make_dense(&p, &p.b, p.k, p.n, right.data);
  if (status == DL_OK) status = run_floats(dl_cuda_of(&a), &p, after, known);
  if (status != DL_OK || *known || after.epilogue != CUBLASLT_EPILOGUE_DEFAULT) return status;
  return dl_error_set("cuBLASLt knows no way to multiply these (%lld x %lld x %lld, %s)", (long long)p.m, (long long)p.k,
                      (long long)p.n, dl_dtype_name(p.dtype));
}

static bool is_empty(const dl_product *p) {
  int64_t n = p->m * p->n;
  for (int d = 0; d < p->batch_dims; d++) n *= p->batch[d];
  return n == 0;
}

dl_status dl_product_run(const dl_product *p, void *scratch) {
  dl_args a = {};
  bool known;
  (void)scratch;
  a.device = p->device;
  if (is_empty(p)) return DL_OK;
  if (p->dtype == DL_INT64) return run_plainly<int64_t>(&a, p);
  if (p->dtype == DL_INT32) return run_plainly<int32_t>(&a, p);
  if (p->dtype == DL_UINT8) return run_plainly<uint8_t>(&a, p);
  return p->k == 0 ? scale_result(&a, p) : run(p, nothing, &known);
}

/* ---- what follows ---- */

/* The numbers of cuBLASLt's epilogues are sums of their parts. */
static follower follower_of(const dl_epilogue *e) {
  follower after = nothing;
  if (e->sums) return follower{ CUBLASLT_EPILOGUE_BGRADB, dl_tensor_data(e->sums), nullptr, 0 };
  after.epilogue = e->activation == DL_RELU_FOLLOWS ? CUBLASLT_EPILOGUE_RELU
    : e->activation == DL_GELU_FOLLOWS ? CUBLASLT_EPILOGUE_GELU_AUX : 0;
  if (e->bias) {
    after.epilogue |= CUBLASLT_EPILOGUE_BIAS;
    after.vector = dl_tensor_data(e->bias);
  }
  if (e->before) {
    after.before = dl_tensor_data(e->before);
    after.leading = e->before->shape[e->before->ndim - 1];
  }
  return after;
}

/* Not of float64. The rows of `before` are multiples of 8 elements, and it has one place for a whole batch. */
static bool has_epilogue(const dl_product *p, const dl_epilogue *e) {
  if (is_empty(p) || p->k == 0 || !dl_dtype_is_float(p->dtype) || p->dtype == DL_FLOAT64) return false;
  if (e->bias && e->bias->stride[0] != 1 && p->n > 1) return false;
  return !e->before || (p->n % 8 == 0 && p->batch_dims == 0);
}

dl_status dl_product_with(const dl_product *p, const dl_epilogue *epilogue, bool *known) {
  *known = has_epilogue(p, epilogue);
  return *known ? run(p, follower_of(epilogue), known) : DL_OK;
}
