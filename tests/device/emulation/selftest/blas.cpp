// blas.cpp -- cublasLtMatmul against a product in float64: shapes, transpositions, batches, types, what
// follows a product, and what is refused.
#include <cublasLt.h>

#include "selftest.h"

#define SUCCEEDS(call) EXPECT((call) == CUBLAS_STATUS_SUCCESS)

// ---- float16 and bfloat16 by arithmetic, apart from the emulation's own ----

static int width(cudaDataType_t type) { return type == CUDA_R_64F ? 8 : type == CUDA_R_32F ? 4 : 2; }

// A number that has 8 bits at most is the same in each type.
static std::vector<char> as_type(cudaDataType_t type, const std::vector<double> &values) {
  std::vector<char> bytes(values.size() * width(type));
  for (size_t i = 0; i < values.size(); i++) {
    const double value = values[i];
    const float single = (float)value;
    uint32_t bits;
    memcpy(&bits, &single, sizeof bits);
    int exponent;
    const double fraction = frexp(fabs(value), &exponent);
    uint16_t half = value == 0 ? 0 : (uint16_t)((exponent + 14) << 10 | (int)((fraction * 2 - 1) * 1024));
    if (value < 0) half |= 0x8000;
    const uint16_t shortened = (uint16_t)(bits >> 16);
    const void *const source = type == CUDA_R_64F   ? (const void *)&value
                               : type == CUDA_R_32F ? (const void *)&single
                               : type == CUDA_R_16F ? (const void *)&half
                                                    : (const void *)&shortened;
    memcpy(&bytes[i * width(type)], source, width(type));
  }
  return bytes;
}

static std::vector<double> as_numbers(cudaDataType_t type, const std::vector<char> &bytes) {
  std::vector<double> values(bytes.size() / width(type));
  for (size_t i = 0; i < values.size(); i++) {
    uint16_t bits;
    memcpy(&bits, &bytes[i * width(type)], sizeof bits);
    const int exponent = bits >> 10 & 31;
    const double half = exponent ? ldexp(1024 + (bits & 1023), exponent - 25) : ldexp(bits & 1023, -24);
    const uint32_t widened = (uint32_t)bits << 16;
    float single;
    if (type == CUDA_R_16BF) memcpy(&single, &widened, sizeof single);
    if (type == CUDA_R_32F) memcpy(&single, &bytes[i * 4], sizeof single);
    if (type == CUDA_R_64F) memcpy(&values[i], &bytes[i * 8], sizeof values[i]);
    else values[i] = type == CUDA_R_16F ? (bits & 0x8000 ? -half : half) : single;
  }
  return values;
}

// ---- one product ----

struct Case {
  cudaDataType_t type, result_type;
  cublasComputeType_t compute;
  cublasLtEpilogue_t epilogue;
  int m, n, k, batch;
  bool transpose_a, transpose_b;
  double alpha, beta;
  double tolerance;
};

struct Library {
  cublasLtHandle_t handle = nullptr;
  Library() { SUCCEEDS(cublasLtCreate(&handle)); }
  ~Library() { cublasLtDestroy(handle); }
};

// By columns, the columns `leading` apart, the matrices of a batch one after the other.
struct Matrix {
  int rows, columns, leading, batch;
  cudaDataType_t type;
  std::vector<double> values;
  Device<char> device;
  cublasLtMatrixLayout_t layout = nullptr;

  Matrix(int rows, int columns, int batch, cudaDataType_t type, int seed)
      : rows(rows), columns(columns), leading(rows + 3), batch(batch), type(type), values(size()),
        device((size_t)size() * width(type)) {
    for (int i = 0; i < size(); i++) values[i] = ((i * 29 + seed) % 17 - 8) / 8.0;
    const std::vector<char> bytes = as_type(type, values);
    CHECK(cudaMemcpy(device.data, bytes.data(), bytes.size(), cudaMemcpyHostToDevice));
    SUCCEEDS(cublasLtMatrixLayoutCreate(&layout, type, rows, columns, leading));
    const int64_t stride = (int64_t)leading * columns;
    SUCCEEDS(
        cublasLtMatrixLayoutSetAttribute(layout, CUBLASLT_MATRIX_LAYOUT_BATCH_COUNT, &batch, sizeof batch));
    SUCCEEDS(cublasLtMatrixLayoutSetAttribute(layout, CUBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET, &stride,
                                              sizeof stride));
  }
  Matrix(const Matrix &) = delete;
  ~Matrix() { cublasLtMatrixLayoutDestroy(layout); }

  int size() const { return leading * columns * batch; }
  int at(int b, int row, int column) const { return (b * columns + column) * leading + row; }
  double read(int b, int row, int column, bool transposed) const {
    return transposed ? values[at(b, column, row)] : values[at(b, row, column)];
  }
};

struct Operation {
  cublasLtMatmulDesc_t description = nullptr;
  cublasLtMatmulPreference_t preference = nullptr;
  cublasLtMatmulHeuristicResult_t best;

  Operation(const Case &c) {
    const cublasOperation_t yes = CUBLAS_OP_T;
    SUCCEEDS(
        cublasLtMatmulDescCreate(&description, c.compute, c.type == CUDA_R_64F ? CUDA_R_64F : CUDA_R_32F));
    if (c.transpose_a) set(CUBLASLT_MATMUL_DESC_TRANSA, yes);
    if (c.transpose_b) set(CUBLASLT_MATMUL_DESC_TRANSB, yes);
    set(CUBLASLT_MATMUL_DESC_EPILOGUE, c.epilogue);
    SUCCEEDS(cublasLtMatmulPreferenceCreate(&preference));
    const size_t workspace = 1 << 20;
    const uint32_t alignment = 16;
    prefer(CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, workspace);
    prefer(CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES, alignment);
    prefer(CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES, alignment);
    prefer(CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES, alignment);
    prefer(CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES, alignment);
  }
  Operation(const Operation &) = delete;
  ~Operation() {
    cublasLtMatmulPreferenceDestroy(preference);
    cublasLtMatmulDescDestroy(description);
  }

  template <class T> void set(cublasLtMatmulDescAttributes_t attribute, const T &value) {
    SUCCEEDS(cublasLtMatmulDescSetAttribute(description, attribute, &value, sizeof value));
  }
  template <class T> void prefer(cublasLtMatmulPreferenceAttributes_t attribute, const T &value) {
    SUCCEEDS(cublasLtMatmulPreferenceSetAttribute(preference, attribute, &value, sizeof value));
  }
  cublasStatus_t choose(const Library &library, const Matrix &a, const Matrix &b, const Matrix &d) {
    int found = 0;
    const cublasStatus_t status = cublasLtMatmulAlgoGetHeuristic(
        library.handle, description, a.layout, b.layout, d.layout, d.layout, preference, 1, &best, &found);
    return status == CUBLAS_STATUS_SUCCESS && !found ? CUBLAS_STATUS_NOT_SUPPORTED : status;
  }
  cublasStatus_t run(const Library &library, double alpha, const Matrix &a, const char *a_data,
                     const Matrix &b, double beta, Matrix &d) {
    const Device<char> workspace(1 << 20);
    const float alpha_single = (float)alpha, beta_single = (float)beta;
    const bool wide = d.type == CUDA_R_64F;
    const cublasStatus_t status = cublasLtMatmul(
        library.handle, description, wide ? (const void *)&alpha : &alpha_single, a_data, a.layout,
        b.device.data, b.layout, wide ? (const void *)&beta : &beta_single, d.device.data, d.layout,
        d.device.data, d.layout, &best.algo, workspace.data, workspace.count, nullptr);
    CHECK(cudaDeviceSynchronize());
    return status;
  }
};

static double gelu(double x) { return 0.5 * x * (1 + tanh(sqrt(2 / M_PI) * (x + 0.044715 * x * x * x))); }

static double after(cublasLtEpilogue_t epilogue, double value, double bias) {
  switch (epilogue) {
    case CUBLASLT_EPILOGUE_BIAS: return value + bias;
    case CUBLASLT_EPILOGUE_RELU: return value > 0 ? value : 0;
    case CUBLASLT_EPILOGUE_RELU_BIAS: return value + bias > 0 ? value + bias : 0;
    case CUBLASLT_EPILOGUE_GELU: return gelu(value);
    case CUBLASLT_EPILOGUE_GELU_BIAS: case CUBLASLT_EPILOGUE_GELU_AUX_BIAS: return gelu(value + bias);
    default: return value;
  }
}

static bool product_is_right(const Library &library, const Case &c) {
  const Matrix a(c.transpose_a ? c.k : c.m, c.transpose_a ? c.m : c.k, c.batch, c.type, 1);
  const Matrix b(c.transpose_b ? c.n : c.k, c.transpose_b ? c.k : c.n, c.batch, c.type, 5);
  Matrix d(c.m, c.n, c.batch, c.result_type, 9);
  const Matrix bias(c.m, 1, 1, c.result_type, 3);
  const int64_t leading = (c.m + 7) / 8 * 8;
  const Device<char> auxiliary((size_t)leading * c.n * width(c.result_type));
  Operation operation(c);
  if (c.epilogue & CUBLASLT_EPILOGUE_BIAS)
    operation.set(CUBLASLT_MATMUL_DESC_BIAS_POINTER, (const void *)bias.device.data);
  if (c.epilogue & 128) {
    operation.set(CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_POINTER, (void *)auxiliary.data);
    operation.set(CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_LD, leading);
  }
  if (operation.choose(library, a, b, d) != CUBLAS_STATUS_SUCCESS) return false;
  if (operation.run(library, c.alpha, a, a.device.data, b, c.beta, d) != CUBLAS_STATUS_SUCCESS) return false;
  const std::vector<double> got = as_numbers(c.result_type, d.device.read());
  for (int i = 0; i < c.batch * c.m * c.n; i++) {
    const int batch = i / (c.m * c.n), row = i / c.n % c.m, column = i % c.n;
    double sum = 0;
    for (int j = 0; j < c.k; j++)
      sum += a.read(batch, row, j, c.transpose_a) * b.read(batch, j, column, c.transpose_b);
    const double plain = c.alpha * sum + c.beta * d.values[d.at(batch, row, column)];
    const double wanted = after(c.epilogue, plain, bias.values[row]);
    if (!(fabs(got[d.at(batch, row, column)] - wanted) <= c.tolerance * (1 + fabs(wanted)))) return false;
  }
  return got[d.at(0, c.m, 0)] == d.values[d.at(0, c.m, 0)]; // what lies between two columns is as it was
}

static const cublasLtEpilogue_t PLAIN = CUBLASLT_EPILOGUE_DEFAULT;

static void test_products(const Library &library) {
  const cublasComputeType_t single = CUBLAS_COMPUTE_32F, wide = CUBLAS_COMPUTE_64F;
  for (int flags = 0; flags < 4; flags++) {
    const bool ta = flags & 1, tb = flags & 2;
    EXPECT(
        product_is_right(library, {CUDA_R_32F, CUDA_R_32F, single, PLAIN, 9, 13, 21, 1, ta, tb, 1, 0, 1e-6}));
    EXPECT(product_is_right(library,
                            {CUDA_R_32F, CUDA_R_32F, single, PLAIN, 5, 4, 17, 3, ta, tb, 0.5, 2, 1e-6}));
    EXPECT(
        product_is_right(library, {CUDA_R_64F, CUDA_R_64F, wide, PLAIN, 6, 7, 8, 2, ta, tb, 2, -1, 1e-14}));
    EXPECT(
        product_is_right(library, {CUDA_R_16F, CUDA_R_16F, single, PLAIN, 13, 5, 16, 2, ta, tb, 1, 0, 1e-3}));
    EXPECT(product_is_right(library,
                            {CUDA_R_16BF, CUDA_R_16BF, single, PLAIN, 13, 5, 16, 2, ta, tb, 1, 1, 8e-3}));
  }
  EXPECT(product_is_right(library,
                          {CUDA_R_16BF, CUDA_R_32F, single, PLAIN, 13, 5, 16, 1, true, false, 1, 0, 1e-6}));
  EXPECT(product_is_right(library,
                          {CUDA_R_16F, CUDA_R_32F, single, PLAIN, 13, 5, 16, 1, false, false, 1, 0, 1e-6}));
  const cublasComputeType_t tf32 = CUBLAS_COMPUTE_32F_FAST_TF32;
  EXPECT(product_is_right(library,
                          {CUDA_R_32F, CUDA_R_32F, tf32, PLAIN, 9, 13, 21, 1, false, false, 1, 0, 1e-3}));
  const cublasLtEpilogue_t epilogues[] = {
    CUBLASLT_EPILOGUE_BIAS, CUBLASLT_EPILOGUE_RELU, CUBLASLT_EPILOGUE_RELU_BIAS, CUBLASLT_EPILOGUE_GELU,
    CUBLASLT_EPILOGUE_GELU_BIAS, CUBLASLT_EPILOGUE_GELU_AUX_BIAS,
  };
  for (const cublasLtEpilogue_t epilogue : epilogues) {
    EXPECT(product_is_right(
        library, {CUDA_R_32F, CUDA_R_32F, single, epilogue, 16, 6, 9, 1, true, false, 1, 0, 2e-3}));
    EXPECT(product_is_right(
        library, {CUDA_R_16BF, CUDA_R_16BF, single, epilogue, 16, 8, 8, 1, true, false, 1, 0, 1e-2}));
  }
}

// The gradient of a bias, beside a product or in one pass with the gradient of GELU.
static void test_gradients(const Library &library) {
  Case c = {
      CUDA_R_32F, CUDA_R_32F, CUBLAS_COMPUTE_32F, CUBLASLT_EPILOGUE_BGRADB, 8, 12, 20, 1, false, true, 1,
      0,          0};
  const Matrix a(c.m, c.k, 1, c.type, 1), b(c.n, c.k, 1, c.type, 5);
  Matrix d(c.m, c.n, 1, c.type, 9);
  const Device<float> sums(20);
  const auto run = [&](cublasLtEpilogue_t epilogue, const Matrix *auxiliary) {
    c.epilogue = epilogue;
    Operation operation(c);
    operation.set(CUBLASLT_MATMUL_DESC_BIAS_POINTER, (const void *)sums.data);
    if (auxiliary) {
      const int64_t leading = 8;
      operation.set(CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_POINTER, (const void *)auxiliary->device.data);
      operation.set(CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_LD, leading);
    }
    SUCCEEDS(operation.choose(library, a, b, d));
    SUCCEEDS(operation.run(library, 1, a, a.device.data, b, 0, d));
    return sums.read();
  };
  double of_b = 0, of_a = 0;
  for (int j = 0; j < c.k; j++) of_b += b.read(0, 7, j, false), of_a += a.read(0, 3, j, false);
  EXPECT(fabs(run(CUBLASLT_EPILOGUE_BGRADB, nullptr)[7] - of_b) < 1e-5);
  EXPECT(fabs(run(CUBLASLT_EPILOGUE_BGRADA, nullptr)[3] - of_a) < 1e-5);

  const Matrix before(16, 12, 1, c.type, 2);                           // read as 8 x 12 with columns of 8
  const std::vector<float> gradient = run(CUBLASLT_EPILOGUE_DGELU_BGRAD, &before);
  double wanted = 0;
  for (int column = 0; column < c.n; column++) {
    double sum = 0;
    for (int j = 0; j < c.k; j++) sum += a.read(0, 2, j, false) * b.read(0, column, j, false);
    const double x = before.values[column * 8 + 2], step = 1e-5;
    wanted += sum * (gelu(x + step) - gelu(x - step)) / (2 * step);
  }
  EXPECT(fabs(gradient[2] - wanted) < 1e-2 * (1 + fabs(wanted)));
}

// ReLU leaves a bit for each element, which its gradient reads.
static void test_relu_gradient(const Library &library) {
  Case c = {CUDA_R_16BF, CUDA_R_16BF, CUBLAS_COMPUTE_32F, CUBLASLT_EPILOGUE_RELU_AUX_BIAS,
            16, 8, 8, 1, true, false, 1, 0, 0};
  const Matrix a(c.k, c.m, 1, c.type, 1), b(c.k, c.n, 1, c.type, 5), bias(c.m, 1, 1, c.type, 3);
  const int64_t leading = 128;
  const Device<char> bits(leading * c.n / 8), sums(2 * c.m);
  Matrix d(c.m, c.n, 1, c.type, 9);
  const auto run = [&](const void *bias_data) {
    Operation operation(c);
    operation.set(CUBLASLT_MATMUL_DESC_BIAS_POINTER, bias_data);
    operation.set(CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_POINTER, (void *)bits.data);
    operation.set(CUBLASLT_MATMUL_DESC_EPILOGUE_AUX_LD, leading);
    SUCCEEDS(operation.choose(library, a, b, d));
    SUCCEEDS(operation.run(library, 1, a, a.device.data, b, 0, d));
    return as_numbers(c.type, d.device.read());
  };
  const std::vector<double> forward = run(bias.device.data);
  c.epilogue = CUBLASLT_EPILOGUE_DRELU_BGRAD;
  const std::vector<double> backward = run(sums.data), sum = as_numbers(c.type, sums.read());
  for (int row = 0; row < c.m; row++) {
    double wanted = 0;
    for (int column = 0; column < c.n; column++) {
      double product = 0;
      for (int j = 0; j < c.k; j++) product += a.read(0, row, j, true) * b.read(0, j, column, false);
      const bool passes = product + bias.values[row] > 0;
      EXPECT((forward[d.at(0, row, column)] > 0) == passes);
      EXPECT(fabs(backward[d.at(0, row, column)] - (passes ? product : 0)) <= 1e-2 * (1 + fabs(product)));
      wanted += passes ? product : 0;
    }
    EXPECT(fabs(sum[row] - wanted) <= 2e-2 * (1 + fabs(wanted)));
  }
}

// Matrices that lie by rows, and factors that lie on the device.
static void test_rows(const Library &library) {
  const int m = 8, n = 12, k = 20;
  const cublasLtOrder_t order = CUBLASLT_ORDER_ROW;
  const Matrix a(k, m, 1, CUDA_R_32F, 1), b(n, k, 1, CUDA_R_32F, 5);       // in memory: their transposes by columns
  const Matrix d(n, m, 1, CUDA_R_32F, 9);
  const Matrix *const matrices[] = {&a, &b, &d};
  for (const Matrix *matrix : matrices) {
    const uint64_t rows = matrix->columns, columns = matrix->rows;
    const cublasLtMatrixLayout_t layout = matrix->layout;
    SUCCEEDS(cublasLtMatrixLayoutSetAttribute(layout, CUBLASLT_MATRIX_LAYOUT_ORDER, &order, sizeof order));
    SUCCEEDS(cublasLtMatrixLayoutSetAttribute(layout, CUBLASLT_MATRIX_LAYOUT_ROWS, &rows, sizeof rows));
    SUCCEEDS(cublasLtMatrixLayoutSetAttribute(layout, CUBLASLT_MATRIX_LAYOUT_COLS, &columns, sizeof columns));
  }
  Operation operation({CUDA_R_32F, CUDA_R_32F, CUBLAS_COMPUTE_32F, PLAIN, m, n, k, 1, false, false, 1, 0, 0});
  operation.set(CUBLASLT_MATMUL_DESC_POINTER_MODE, CUBLASLT_POINTER_MODE_DEVICE);
  SUCCEEDS(operation.choose(library, a, b, d));
  const Device<float> factors(std::vector<float>{0.5f, 2.0f});
  const Device<char> workspace(1 << 20);
  SUCCEEDS(cublasLtMatmul(library.handle, operation.description, factors.data, a.device.data, a.layout,
                          b.device.data, b.layout, factors.data + 1, d.device.data, d.layout, d.device.data,
                          d.layout, &operation.best.algo, workspace.data, workspace.count, nullptr));
  const std::vector<double> got = as_numbers(CUDA_R_32F, d.device.read());
  for (int i = 0; i < m * n; i++) {
    const int row = i / n, column = i % n;
    double wanted = 2 * d.values[d.at(0, column, row)];
    for (int j = 0; j < k; j++) wanted += 0.5 * a.read(0, j, row, false) * b.read(0, column, j, false);
    EXPECT(fabs(got[d.at(0, column, row)] - wanted) <= 1e-5);
  }
}

static void test_refusals(const Library &library) {
  const Case plain = {CUDA_R_32F, CUDA_R_32F, CUBLAS_COMPUTE_32F, PLAIN, 8, 8, 8, 1, false, false, 1, 0, 0};
  Matrix a(8, 8, 1, CUDA_R_32F, 1), b(8, 8, 1, CUDA_R_32F, 2), d(8, 8, 1, CUDA_R_32F, 3),
      half(8, 8, 1, CUDA_R_16F, 4);
  const Matrix other(9, 8, 1, CUDA_R_32F, 5);
  Operation operation(plain);
  EXPECT(operation.choose(library, other, b, d) != CUBLAS_STATUS_SUCCESS); // another number of rows
  EXPECT(operation.choose(library, a, half, d) != CUBLAS_STATUS_SUCCESS);              // two types
  SUCCEEDS(operation.choose(library, a, b, d));
  EXPECT(operation.run(library, 1, a, a.device.data + 4, b, 0, d) !=
         CUBLAS_STATUS_SUCCESS); // less aligned than said
  const int64_t leading = 7;
  SUCCEEDS(cublasLtMatrixLayoutSetAttribute(a.layout, CUBLASLT_MATRIX_LAYOUT_LD, &leading, sizeof leading));
  EXPECT(operation.choose(library, a, b, d) != CUBLAS_STATUS_SUCCESS);                 // columns that overlap
  Case wrong = plain;
  wrong.compute = CUBLAS_COMPUTE_64F;
  Operation wide(wrong);
  EXPECT(wide.choose(library, b, b, d) != CUBLAS_STATUS_SUCCESS);
  (void)cudaGetLastError();
}

void test_blas() {
  const Library library;
  EXPECT(library.handle != nullptr);
  test_products(library);
  test_gradients(library);
  test_relu_gradient(library);
  test_rows(library);
  test_refusals(library);
}
