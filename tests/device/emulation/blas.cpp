// blas.cpp -- cuBLASLt's descriptors, and the checks before a product: what NVIDIA's documentation of
// cublasLtMatmul does not list as supported is refused here too.
#include "blas.h"

#include <string.h>

#include <new>

struct cublasLtContext { int device; };
struct cublasLtMatmulPreferenceStruct { size_t workspace; uint32_t alignment[4]; };

namespace emulation {

// What cublasLtMatmulAlgo_t holds here.
struct Algorithm {
  uint32_t mark, alignment[4];         // of A, B, C and D, in bytes
  uint64_t workspace;
};
static const uint32_t MARK = 0x656d756c;
static_assert(sizeof(Algorithm) <= sizeof(cublasLtMatmulAlgo_t), "fits");

// A real algorithm may need some, so that one must be there and must be our own.
static const size_t WORKSPACE = 1024;

// ---- attributes ----

template <class T> static cublasStatus_t set(T *member, const void *value, size_t bytes) {
  if (!value || bytes != sizeof *member) return CUBLAS_STATUS_INVALID_VALUE;
  memcpy(member, value, bytes);
  return CUBLAS_STATUS_SUCCESS;
}

// ---- checks ----

static bool is_single(cudaDataType_t type) { return type == CUDA_R_32F; }
static bool is_short(cudaDataType_t type) { return type == CUDA_R_16F || type == CUDA_R_16BF; }

static bool types_are_supported(const Product &p) {
  if (p.a.type != p.b.type || p.c.type != p.d.type) return false;
  switch (p.how.compute) {
    case CUBLAS_COMPUTE_64F: case CUBLAS_COMPUTE_64F_PEDANTIC:
      return p.how.scale == CUDA_R_64F && p.a.type == CUDA_R_64F && p.d.type == CUDA_R_64F;
    case CUBLAS_COMPUTE_32F: case CUBLAS_COMPUTE_32F_PEDANTIC:
      return p.how.scale == CUDA_R_32F &&
             ((is_single(p.a.type) && is_single(p.d.type)) ||
              (is_short(p.a.type) && (is_single(p.d.type) || p.d.type == p.a.type)));
    case CUBLAS_COMPUTE_32F_FAST_TF32: case CUBLAS_COMPUTE_32F_FAST_16F: case CUBLAS_COMPUTE_32F_FAST_16BF:
      return p.how.scale == CUDA_R_32F && is_single(p.a.type) && is_single(p.d.type);
    default: return false;
  }
}

static bool is_layout(const cublasLtMatrixLayoutStruct &layout) {
  const uint64_t line = layout.order == CUBLASLT_ORDER_COL ? layout.rows : layout.columns;
  return layout.rows > 0 && layout.columns > 0 && layout.leading >= (int64_t)line && layout.batch > 0;
}

static bool shapes_agree(const Product &p) {
  const bool keep_a = p.how.transpose_a == CUBLAS_OP_N, keep_b = p.how.transpose_b == CUBLAS_OP_N;
  return (keep_a ? p.a.rows : p.a.columns) == p.d.rows && (keep_b ? p.b.columns : p.b.rows) == p.d.columns &&
         (keep_b ? p.b.rows : p.b.columns) == p.inner() && p.c.rows == p.d.rows &&
         p.c.columns == p.d.columns && p.b.batch == p.a.batch && p.c.batch == p.a.batch &&
         p.d.batch == p.a.batch;
}

static int64_t elements(const cublasLtMatrixLayoutStruct &layout) {
  const bool by_columns = layout.order == CUBLASLT_ORDER_COL;
  const int64_t lines = (int64_t)(by_columns ? layout.columns : layout.rows);
  return (lines - 1) * layout.leading + (int64_t)(by_columns ? layout.rows : layout.columns);
}

static bool epilogue_is_supported(const Product &p) {
  if (!options().epilogues && p.how.epilogue != CUBLASLT_EPILOGUE_DEFAULT) return false;
  switch (p.how.epilogue) {
    case CUBLASLT_EPILOGUE_DEFAULT: return true;
    case CUBLASLT_EPILOGUE_RELU: case CUBLASLT_EPILOGUE_RELU_AUX: case CUBLASLT_EPILOGUE_BIAS:
    case CUBLASLT_EPILOGUE_RELU_BIAS: case CUBLASLT_EPILOGUE_RELU_AUX_BIAS: case CUBLASLT_EPILOGUE_DRELU:
    case CUBLASLT_EPILOGUE_DRELU_BGRAD: case CUBLASLT_EPILOGUE_GELU: case CUBLASLT_EPILOGUE_GELU_AUX:
    case CUBLASLT_EPILOGUE_GELU_BIAS: case CUBLASLT_EPILOGUE_GELU_AUX_BIAS: case CUBLASLT_EPILOGUE_DGELU:
    case CUBLASLT_EPILOGUE_DGELU_BGRAD: case CUBLASLT_EPILOGUE_BGRADA: case CUBLASLT_EPILOGUE_BGRADB: break;
    default: return false;
  }
  return p.how.scale != CUDA_R_64F && p.d.order == CUBLASLT_ORDER_COL && p.how.bias_type == (int)p.d.type &&
         p.how.auxiliary_type == (int)p.d.type;
}

static bool epilogue_is_complete(const Product &p) {
  const bool wants_bias = p.has(BIAS | BIAS_GRADIENT | SUM_A | SUM_B), wants_auxiliary = p.has(AUXILIARY);
  const int64_t multiple = p.has(RELU | DRELU) ? 128 : 8;
  return (!wants_bias || p.how.bias) &&
         (!wants_auxiliary || (p.how.auxiliary && p.how.auxiliary_leading >= (int64_t)p.d.rows &&
                               p.how.auxiliary_leading % multiple == 0));
}

// Without what only the pointers tell.
static cublasStatus_t check(const Product &p) {
  if (!is_layout(p.a) || !is_layout(p.b) || !is_layout(p.c) || !is_layout(p.d))
    return CUBLAS_STATUS_INVALID_VALUE;
  if (!shapes_agree(p)) return CUBLAS_STATUS_INVALID_VALUE;
  if (p.d.batch > 1 && p.d.stride == 0) return CUBLAS_STATUS_INVALID_VALUE;  // results on top of each other
  if (!types_are_supported(p) || !epilogue_is_supported(p)) return CUBLAS_STATUS_NOT_SUPPORTED;
  return epilogue_is_complete(p) ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_INVALID_VALUE;
}

static Product product_of(cublasLtMatmulDesc_t how, cublasLtMatrixLayout_t a, cublasLtMatrixLayout_t b,
                          cublasLtMatrixLayout_t c, cublasLtMatrixLayout_t d) {
  Product p = {};
  p.how = *how, p.a = *a, p.b = *b, p.c = *c, p.d = *d;
  if (p.how.bias_type < 0) p.how.bias_type = (int)d->type;
  if (p.how.auxiliary_type < 0) p.how.auxiliary_type = (int)d->type;
  return p;
}

// A product that leaves its memory would be an illegal access some time later: here it ends the program.
static void check_memory(int device, const char *what, const void *start, int64_t bytes) {
  const Allocation *const found = find_allocation(start);
  if (!found || (found->device != HOST && !can_access(device, found->device))) {
    stop("cublasLtMatmul: %s, %p, is no memory of the device", what, start);
  }
  const int64_t left = found->start + found->bytes - (const char *)start;
  if (bytes <= left) return;
  stop("cublasLtMatmul: %s, %p, takes %lld bytes where %lld are left", what, start, (long long)bytes,
       (long long)left);
}

static void check_matrix(int device, const char *what, const void *start,
                         const cublasLtMatrixLayoutStruct &layout) {
  const int64_t distance = layout.batch > 1 ? (layout.batch - 1) * layout.stride : 0;
  check_memory(device, what, start, (distance + elements(layout)) * (int64_t)bytes_of(layout.type));
}

static void check_all_memory(int device, const Product &p) {
  check_matrix(device, "A", p.A, p.a);
  check_matrix(device, "B", p.B, p.b);
  check_matrix(device, "D", p.D, p.d);
  if (p.beta != 0 || p.beta_pointer) check_matrix(device, "C", p.C, p.c);
  const int64_t last = p.d.batch - 1;
  if (p.has(BIAS | BIAS_GRADIENT | SUM_A | SUM_B)) {
    const int64_t length = (int64_t)(p.has(SUM_B) ? p.d.columns : p.d.rows);
    check_memory(device, "the bias", p.how.bias,
                 (last * p.how.bias_stride + length) * (int64_t)bytes_of(p.d.type));
  }
  if (p.has(AUXILIARY)) {
    const int64_t count = last * p.how.auxiliary_stride +
                          ((int64_t)p.d.columns - 1) * p.how.auxiliary_leading + (int64_t)p.d.rows;
    check_memory(device, "the auxiliary memory", p.how.auxiliary,
                 p.has(RELU | DRELU) ? (count + 7) / 8 : count * (int64_t)bytes_of(p.d.type));
  }
  if (p.workspace_bytes) check_memory(device, "the workspace", p.workspace, (int64_t)p.workspace_bytes);
}

static bool is_aligned(const void *pointer, size_t bytes) { return (size_t)pointer % bytes == 0; }

// An algorithm runs only for pointers that are as well aligned as was said when it was asked for.
static cublasStatus_t check_pointers(const Product &p, const cublasLtMatmulAlgo_t *chosen) {
  Algorithm algorithm = {MARK, {0, 0, 0, 0}, 0};
  if (chosen) memcpy(&algorithm, chosen, sizeof algorithm);
  if (algorithm.mark != MARK) return CUBLAS_STATUS_INVALID_VALUE;
  if (algorithm.workspace > p.workspace_bytes) return CUBLAS_STATUS_INVALID_VALUE;
  if (p.workspace_bytes && !is_aligned(p.workspace, 16)) return CUBLAS_STATUS_INVALID_VALUE;
  const void *const pointers[] = {p.A, p.B, p.C, p.D};
  const cudaDataType_t types[] = {p.a.type, p.b.type, p.c.type, p.d.type};
  for (int i = 0; i < 4; i++) {
    const size_t least =
        algorithm.alignment[i] > bytes_of(types[i]) ? algorithm.alignment[i] : bytes_of(types[i]);
    if (!is_aligned(pointers[i], least)) return CUBLAS_STATUS_INVALID_VALUE;
  }
  if (p.has(BIAS) && !is_aligned(p.how.bias, bytes_of(p.d.type))) return CUBLAS_STATUS_INVALID_VALUE;
  if (p.has(AUXILIARY) && !is_aligned(p.how.auxiliary, 16)) return CUBLAS_STATUS_INVALID_VALUE;
  return CUBLAS_STATUS_SUCCESS;
}

}

using namespace emulation;

// ---- the library ----

cublasStatus_t cublasLtCreate(cublasLtHandle_t *handle) {
  const Entry entry;
  if (!handle) return CUBLAS_STATUS_INVALID_VALUE;
  *handle = new (std::nothrow) cublasLtContext{current_device()};
  return *handle ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_ALLOC_FAILED;
}

cublasStatus_t cublasLtDestroy(cublasLtHandle_t handle) {
  const Entry entry;
  if (!handle) return CUBLAS_STATUS_INVALID_VALUE;
  run_all(handle->device);
  delete handle;
  return CUBLAS_STATUS_SUCCESS;
}

size_t cublasLtGetVersion(void) { return CUBLAS_VERSION; }

static const struct { cublasStatus_t status; const char *name, *text; } statuses[] = {
  {CUBLAS_STATUS_SUCCESS, "CUBLAS_STATUS_SUCCESS", "success"},
  {CUBLAS_STATUS_NOT_INITIALIZED, "CUBLAS_STATUS_NOT_INITIALIZED", "the library was not initialized"},
  {CUBLAS_STATUS_ALLOC_FAILED, "CUBLAS_STATUS_ALLOC_FAILED", "the resource allocation failed"},
  {CUBLAS_STATUS_INVALID_VALUE, "CUBLAS_STATUS_INVALID_VALUE", "an invalid value was used as a parameter"},
  {CUBLAS_STATUS_ARCH_MISMATCH, "CUBLAS_STATUS_ARCH_MISMATCH", "an absent device feature is required"},
  {CUBLAS_STATUS_MAPPING_ERROR, "CUBLAS_STATUS_MAPPING_ERROR", "an access to GPU memory space failed"},
  {CUBLAS_STATUS_EXECUTION_FAILED, "CUBLAS_STATUS_EXECUTION_FAILED",
   "the function failed to launch on the GPU"},
  {CUBLAS_STATUS_INTERNAL_ERROR, "CUBLAS_STATUS_INTERNAL_ERROR", "an internal operation failed"},
  {CUBLAS_STATUS_NOT_SUPPORTED, "CUBLAS_STATUS_NOT_SUPPORTED", "the functionality is not supported"},
};

const char *cublasLtGetStatusName(cublasStatus_t status) {
  for (const auto &known : statuses) if (known.status == status) return known.name;
  return "unrecognized status";
}

const char *cublasLtGetStatusString(cublasStatus_t status) {
  for (const auto &known : statuses) if (known.status == status) return known.text;
  return "unrecognized status";
}

// ---- descriptors ----

cublasStatus_t cublasLtMatmulDescCreate(cublasLtMatmulDesc_t *description, cublasComputeType_t compute,
                                        cudaDataType_t scale) {
  if (!description) return CUBLAS_STATUS_INVALID_VALUE;
  *description = new (std::nothrow) cublasLtMatmulDescStruct{
    compute, scale, CUBLASLT_POINTER_MODE_HOST, CUBLAS_OP_N, CUBLAS_OP_N, CUBLASLT_EPILOGUE_DEFAULT,
    nullptr, -1, 0, nullptr, 0, 0, -1};
  return *description ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_ALLOC_FAILED;
}

cublasStatus_t cublasLtMatmulDescDestroy(cublasLtMatmulDesc_t description) {
  delete description;
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasLtMatmulDescSetAttribute(cublasLtMatmulDesc_t how,
                                              cublasLtMatmulDescAttributes_t attribute, const void *value,
                                              size_t bytes) {
  if (!how) return CUBLAS_STATUS_INVALID_VALUE;
  switch (attribute) {
    case CUBLASLT_MATMUL_DESC_COMPUTE_TYPE: return set(&how->compute, value, bytes);
    case CUBLASLT_MATMUL_DESC_SCALE_TYPE: return set(&how->scale, value, bytes);
    case CUBLASLT_MATMUL_DESC_POINTER_MODE: return set(&how->pointer_mode, value, bytes);
    case CUBLASLT_MATMUL_DESC_TRANSA: return set(&how->transpose_a, value, bytes);
    case CUBLASLT_MATMUL_DESC_TRANSB: return set(&how->transpose_b, value, bytes);
    case CUBLASLT_MATMUL_DESC_EPILOGUE: return set(&how->epilogue, value, bytes);
    case CUBLASLT_MATMUL_DESC_BIAS_POINTER: return set(&how->bias, value, bytes);
    case CUBLASLT_MATMUL_DESC_BIAS_BATCH_STRIDE: return set(&how->bias_stride, value, bytes);
    case CUBLASLT_MATMUL_DESC_BIAS_DATA_TYPE: return set(&how->bias_type, value, bytes);
    case CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_POINTER: return set(&how->auxiliary, value, bytes);
    case CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_LD: return set(&how->auxiliary_leading, value, bytes);
    case CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_BATCH_STRIDE: return set(&how->auxiliary_stride, value, bytes);
    case CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_DATA_TYPE: return set(&how->auxiliary_type, value, bytes);
    default: return CUBLAS_STATUS_INVALID_VALUE;
  }
}

cublasStatus_t cublasLtMatrixLayoutCreate(cublasLtMatrixLayout_t *layout, cudaDataType_t type, uint64_t rows,
                                          uint64_t columns, int64_t leading) {
  if (!layout) return CUBLAS_STATUS_INVALID_VALUE;
  *layout =
      new (std::nothrow) cublasLtMatrixLayoutStruct{type, rows, columns, leading, CUBLASLT_ORDER_COL, 1, 0};
  return *layout ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_ALLOC_FAILED;
}

cublasStatus_t cublasLtMatrixLayoutDestroy(cublasLtMatrixLayout_t layout) {
  delete layout;
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasLtMatrixLayoutSetAttribute(cublasLtMatrixLayout_t layout,
                                                cublasLtMatrixLayoutAttribute_t attribute, const void *value,
                                                size_t bytes) {
  if (!layout) return CUBLAS_STATUS_INVALID_VALUE;
  switch (attribute) {
    case CUBLASLT_MATRIX_LAYOUT_TYPE: return set(&layout->type, value, bytes);
    case CUBLASLT_MATRIX_LAYOUT_ORDER: return set(&layout->order, value, bytes);
    case CUBLASLT_MATRIX_LAYOUT_ROWS: return set(&layout->rows, value, bytes);
    case CUBLASLT_MATRIX_LAYOUT_COLS: return set(&layout->columns, value, bytes);
    case CUBLASLT_MATRIX_LAYOUT_LD: return set(&layout->leading, value, bytes);
    case CUBLASLT_MATRIX_LAYOUT_BATCH_COUNT: return set(&layout->batch, value, bytes);
    case CUBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET: return set(&layout->stride, value, bytes);
    default: return CUBLAS_STATUS_INVALID_VALUE;
  }
}

// Unless said otherwise the library counts on what cudaMalloc gives: 256 bytes.
cublasStatus_t cublasLtMatmulPreferenceCreate(cublasLtMatmulPreference_t *preference) {
  if (!preference) return CUBLAS_STATUS_INVALID_VALUE;
  *preference = new (std::nothrow) cublasLtMatmulPreferenceStruct{0, {256, 256, 256, 256}};
  return *preference ? CUBLAS_STATUS_SUCCESS : CUBLAS_STATUS_ALLOC_FAILED;
}

cublasStatus_t cublasLtMatmulPreferenceDestroy(cublasLtMatmulPreference_t preference) {
  delete preference;
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasLtMatmulPreferenceSetAttribute(cublasLtMatmulPreference_t preference,
                                                    cublasLtMatmulPreferenceAttributes_t attribute,
                                                    const void *value, size_t bytes) {
  uint32_t search_mode;
  if (!preference) return CUBLAS_STATUS_INVALID_VALUE;
  switch (attribute) {
    case CUBLASLT_MATMUL_PREF_SEARCH_MODE: return set(&search_mode, value, bytes);
    case CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES: return set(&preference->workspace, value, bytes);
    case CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES: return set(&preference->alignment[0], value, bytes);
    case CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES: return set(&preference->alignment[1], value, bytes);
    case CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES: return set(&preference->alignment[2], value, bytes);
    case CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES: return set(&preference->alignment[3], value, bytes);
    default: return CUBLAS_STATUS_INVALID_VALUE;
  }
}

// ---- products ----

cublasStatus_t cublasLtMatmulAlgoGetHeuristic(cublasLtHandle_t handle, cublasLtMatmulDesc_t how,
                                              cublasLtMatrixLayout_t a, cublasLtMatrixLayout_t b,
                                              cublasLtMatrixLayout_t c, cublasLtMatrixLayout_t d,
                                              cublasLtMatmulPreference_t preference, int wanted,
                                              cublasLtMatmulHeuristicResult_t *results, int *found) {
  const Entry entry;
  if (!handle) return CUBLAS_STATUS_NOT_INITIALIZED;
  if (!how || !a || !b || !c || !d || !preference || wanted < 1 || !results || !found) {
    return CUBLAS_STATUS_INVALID_VALUE;
  }
  *found = 0;
  const Product product = product_of(how, a, b, c, d);
  if (const cublasStatus_t status = check(product)) return status;
  Algorithm algorithm = {MARK, {}, preference->workspace < WORKSPACE ? preference->workspace : WORKSPACE};
  memcpy(algorithm.alignment, preference->alignment, sizeof algorithm.alignment);
  results[0] = {};
  memcpy(&results[0].algo, &algorithm, sizeof algorithm);
  results[0].workspaceSize = algorithm.workspace;
  results[0].wavesCount = 1;
  *found = 1;
  return CUBLAS_STATUS_SUCCESS;
}

cublasStatus_t cublasLtMatmul(cublasLtHandle_t handle, cublasLtMatmulDesc_t how, const void *alpha,
                              const void *A, cublasLtMatrixLayout_t a, const void *B,
                              cublasLtMatrixLayout_t b, const void *beta, const void *C,
                              cublasLtMatrixLayout_t c, void *D, cublasLtMatrixLayout_t d,
                              const cublasLtMatmulAlgo_t *algorithm, void *workspace, size_t workspace_bytes,
                              cudaStream_t stream) {
  const Entry entry;
  if (!handle) return CUBLAS_STATUS_NOT_INITIALIZED;
  if (!how || !a || !b || !c || !d || !alpha || !beta || !A || !B || !D) return CUBLAS_STATUS_INVALID_VALUE;
  const int device = device_of_stream(stream);
  if (device != handle->device) return CUBLAS_STATUS_INVALID_VALUE;
  Product p = product_of(how, a, b, c, d);
  p.A = A, p.B = B, p.C = C, p.D = D;
  if (how->pointer_mode == CUBLASLT_POINTER_MODE_DEVICE) p.alpha_pointer = alpha, p.beta_pointer = beta;
  else p.alpha = read_number(how->scale, alpha, 0), p.beta = read_number(how->scale, beta, 0);
  p.workspace = workspace, p.workspace_bytes = workspace ? workspace_bytes : 0;
  if (const cublasStatus_t status = check(p)) return status;
  if (const cublasStatus_t status = check_pointers(p, algorithm)) return status;
  if (C == D &&
      (c->leading != d->leading || c->order != d->order || (d->batch > 1 && c->stride != d->stride))) {
    return CUBLAS_STATUS_INVALID_VALUE;
  }
  check_all_memory(device, p);
  return submit(stream, [p] { multiply(p); }) == cudaSuccess ? CUBLAS_STATUS_SUCCESS
                                                             : CUBLAS_STATUS_EXECUTION_FAILED;
}
