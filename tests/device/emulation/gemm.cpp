// gemm.cpp -- the arithmetic of cublasLtMatmul: sums in float32, or in float64 for float64, and what follows
// a product.
#include <math.h>
#include <string.h>

#include "blas.h"

namespace emulation {

// ---- numbers in memory ----

size_t bytes_of(cudaDataType_t type) {
  switch (type) {
    case CUDA_R_64F: return 8;
    case CUDA_R_32F: return 4;
    case CUDA_R_16F: case CUDA_R_16BF: return 2;
    default: return 0;
  }
}

static float from_bits(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static uint32_t to_bits(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static float from_half(uint16_t bits) {
  const int exponent = bits >> 10 & 31, fraction = bits & 1023;
  const float sign = bits >> 15 ? -1.0f : 1.0f;
  if (exponent == 31) return fraction ? NAN : sign * INFINITY;
  return sign * (exponent ? ldexpf((float)(1024 + fraction), exponent - 25) : ldexpf((float)fraction, -24));
}

// To the nearest, ties to even: rintf does so by itself once the last place has become 1.
static uint16_t to_half(float value) {
  const uint16_t sign = signbit(value) ? 0x8000 : 0;
  const float size = fabsf(value);
  if (isnan(value)) return 0x7fff;
  if (size >= 65520) return sign | 0x7c00;
  int exponent;
  frexpf(size, &exponent);
  const int last = (exponent < -13 ? -13 : exponent) - 11;           // the power of two of the last place
  const int places = (int)rintf(ldexpf(size, -last));                // up to 2048: then one exponent higher
  return sign | (places < 1024 ? places : ((last + 25) << 10) + places - 1024);
}

// Keeps this many bits of the fraction.
static float rounded(float value, int kept) {
  if (!isfinite(value)) return value;
  const int dropped = 23 - kept;
  uint32_t bits = to_bits(value);
  bits += (1u << (dropped - 1)) - 1 + (bits >> dropped & 1);
  return from_bits(bits >> dropped << dropped);
}

double read_number(cudaDataType_t type, const void *from, int64_t i) {
  switch (type) {
    case CUDA_R_64F: return ((const double *)from)[i];
    case CUDA_R_32F: return ((const float *)from)[i];
    case CUDA_R_16F: return from_half(((const uint16_t *)from)[i]);
    default: return from_bits((uint32_t)((const uint16_t *)from)[i] << 16);
  }
}

void write_number(cudaDataType_t type, void *to, int64_t i, double value) {
  switch (type) {
    case CUDA_R_64F: ((double *)to)[i] = value; break;
    case CUDA_R_32F: ((float *)to)[i] = (float)value; break;
    case CUDA_R_16F: ((uint16_t *)to)[i] = to_half((float)value); break;
    default: {
      const float narrow = (float)value;
      ((uint16_t *)to)[i] = isnan(narrow) ? 0x7fff : (uint16_t)(to_bits(rounded(narrow, 7)) >> 16);
    }
  }
}

// ---- the product ----

static int64_t position(const cublasLtMatrixLayoutStruct &layout, uint64_t row, uint64_t column) {
  return layout.order == CUBLASLT_ORDER_COL ? (int64_t)column * layout.leading + (int64_t)row
                                            : (int64_t)row * layout.leading + (int64_t)column;
}

static const char *matrix_of_batch(const void *data, const cublasLtMatrixLayoutStruct &layout, int i) {
  return (const char *)data + i * layout.stride * (int64_t)bytes_of(layout.type);
}

static double as_computed(cublasComputeType_t compute, double value) {
  switch (compute) {
    case CUBLAS_COMPUTE_32F_FAST_TF32: return rounded((float)value, 10);
    case CUBLAS_COMPUTE_32F_FAST_16BF: return rounded((float)value, 7);
    case CUBLAS_COMPUTE_32F_FAST_16F: return from_half(to_half((float)value));
    default: return value;
  }
}

// op(X) by rows.
template <class T>
static std::vector<T> gather(const Product &p, const void *data, const cublasLtMatrixLayoutStruct &layout,
                             cublasOperation_t operation, uint64_t rows, uint64_t columns) {
  std::vector<T> dense(rows * columns);
  for (uint64_t row = 0; row < rows; row++) {
    for (uint64_t column = 0; column < columns; column++) {
      const int64_t at =
          operation == CUBLAS_OP_N ? position(layout, row, column) : position(layout, column, row);
      dense[row * columns + column] = (T)as_computed(p.how.compute, read_number(layout.type, data, at));
    }
  }
  return dense;
}

template <class T>
static std::vector<T> product_of(const std::vector<T> &left, const std::vector<T> &right, uint64_t m,
                                 uint64_t n, uint64_t k) {
  std::vector<T> result(m * n, 0);
  for (uint64_t row = 0; row < m; row++) {
    T *const sums = &result[row * n];
    for (uint64_t i = 0; i < k; i++) {
      const T factor = left[row * k + i];
      const T *const line = &right[i * n];
      for (uint64_t column = 0; column < n; column++) sums[column] += factor * line[column];
    }
  }
  return result;
}

// ---- what follows ----

// Of Hendrycks and Gimpel, "Gaussian Error Linear Units" (2016), the form with tanh.
static const double GELU_SCALE = 0.7978845608028654, GELU_CUBIC = 0.044715;          // sqrt(2 / pi)

static double gelu(double x) { return 0.5 * x * (1 + tanh(GELU_SCALE * (x + GELU_CUBIC * x * x * x))); }

static double gelu_gradient(double x) {
  const double t = tanh(GELU_SCALE * (x + GELU_CUBIC * x * x * x));
  return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * GELU_SCALE * (1 + 3 * GELU_CUBIC * x * x);
}

// ReLU's auxiliary memory has a bit for each element, GELU's a number.
struct Auxiliary {
  char *data;
  int64_t leading;
  cudaDataType_t type;

  int64_t index(uint64_t row, uint64_t column) const { return (int64_t)column * leading + (int64_t)row; }
  bool bit(int64_t i) const { return (unsigned char)data[i / 8] >> i % 8 & 1; }
  void set_bit(int64_t i, bool on) const {
    data[i / 8] = (char)((data[i / 8] & ~(1 << i % 8)) | on << i % 8);
  }
};

static double finish(const Product &p, double value, const Auxiliary &auxiliary, uint64_t row,
                     uint64_t column) {
  const int64_t i = auxiliary.index(row, column);
  if (p.has(DRELU)) return auxiliary.bit(i) ? value : 0;
  if (p.has(DGELU)) return value * gelu_gradient(read_number(auxiliary.type, auxiliary.data, i));
  if (p.has(AUXILIARY) && p.has(RELU)) auxiliary.set_bit(i, value > 0);
  if (p.has(AUXILIARY) && p.has(GELU)) write_number(auxiliary.type, auxiliary.data, i, value);
  return p.has(RELU) ? (value > 0 || isnan(value) ? value : 0) : p.has(GELU) ? gelu(value) : value;
}

// Sums of the lines of a matrix that lies by rows, along its rows or columns.
template <class T>
static void write_sums(const Product &p, char *to, const std::vector<T> &matrix, uint64_t rows,
                       uint64_t columns, bool along_rows) {
  const uint64_t lines = along_rows ? rows : columns, length = along_rows ? columns : rows;
  for (uint64_t line = 0; line < lines; line++) {
    T sum = 0;
    for (uint64_t i = 0; i < length; i++)
      sum += along_rows ? matrix[line * columns + i] : matrix[i * columns + line];
    write_number((cudaDataType_t)p.how.bias_type, to, (int64_t)line, (double)sum);
  }
}

template <class T> static void multiply_one(const Product &p, int batch) {
  const uint64_t m = p.d.rows, n = p.d.columns, k = p.inner();
  const auto left = gather<T>(p, matrix_of_batch(p.A, p.a, batch), p.a, p.how.transpose_a, m, k);
  const auto right = gather<T>(p, matrix_of_batch(p.B, p.b, batch), p.b, p.how.transpose_b, k, n);
  auto result = product_of<T>(left, right, m, n, k);
  const char *const addend = p.beta != 0 ? matrix_of_batch(p.C, p.c, batch) : nullptr;
  char *const target = const_cast<char *>(matrix_of_batch(p.D, p.d, batch));
  const cudaDataType_t bias_type = (cudaDataType_t)p.how.bias_type,
                       auxiliary_type = (cudaDataType_t)p.how.auxiliary_type;
  char *const bias =
      p.how.bias ? (char *)p.how.bias + batch * p.how.bias_stride * (int64_t)bytes_of(bias_type) : nullptr;
  const int64_t auxiliary_bits = p.has(RELU | DRELU) ? 1 : 8 * (int64_t)bytes_of(auxiliary_type);
  const Auxiliary auxiliary = {(char *)p.how.auxiliary + batch * p.how.auxiliary_stride * auxiliary_bits / 8,
                               p.how.auxiliary_leading, auxiliary_type};
  for (uint64_t row = 0; row < m; row++) {
    for (uint64_t column = 0; column < n; column++) {
      T value = (T)p.alpha * result[row * n + column];
      if (addend) value += (T)p.beta * (T)read_number(p.c.type, addend, position(p.c, row, column));
      if (p.has(BIAS)) value += (T)read_number(bias_type, bias, (int64_t)row);
      value = (T)finish(p, value, auxiliary, row, column);
      result[row * n + column] = value;
      write_number(p.d.type, target, position(p.d, row, column), value);
    }
  }
  if (p.has(BIAS_GRADIENT)) write_sums(p, bias, result, m, n, true);
  if (p.has(SUM_A)) write_sums(p, bias, left, m, k, true);
  if (p.has(SUM_B)) write_sums(p, bias, right, k, n, false);
}

// The workspace is overwritten, as the device does.
void multiply(const Product &given) {
  const OpenMemory open;
  Product p = given;
  if (p.alpha_pointer) p.alpha = read_number(p.how.scale, p.alpha_pointer, 0);
  if (p.beta_pointer) p.beta = read_number(p.how.scale, p.beta_pointer, 0);
  if (p.workspace) memset(p.workspace, 0xff, p.workspace_bytes);
  for (int batch = 0; batch < p.d.batch; batch++) {
    if (p.how.scale == CUDA_R_64F) multiply_one<double>(p, batch);
    else multiply_one<float>(p, batch);
  }
}

}
