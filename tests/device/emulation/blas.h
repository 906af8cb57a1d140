// blas.h -- a product as blas.cpp has checked it and gemm.cpp computes it.
#pragma once

#include <vector>

#include "cublasLt.h"
#include "emulation.h"

struct cublasLtMatrixLayoutStruct {
  cudaDataType_t type;
  uint64_t rows, columns;
  int64_t leading;
  cublasLtOrder_t order;
  int32_t batch;
  int64_t stride;          // from one matrix of the batch to the next
};

struct cublasLtMatmulDescStruct {
  cublasComputeType_t compute;
  cudaDataType_t scale;
  cublasLtPointerMode_t pointer_mode;
  cublasOperation_t transpose_a, transpose_b;
  cublasLtEpilogue_t epilogue;
  void *bias;
  int bias_type;           // -1: as the result
  int64_t bias_stride;
  void *auxiliary;
  int64_t auxiliary_leading, auxiliary_stride;
  int auxiliary_type;      // -1: as the result
};

namespace emulation {

struct Product {
  cublasLtMatmulDescStruct how;
  cublasLtMatrixLayoutStruct a, b, c, d;
  const void *A, *B, *C;
  void *D;
  double alpha, beta;                  // or where they are, in device memory
  const void *alpha_pointer, *beta_pointer;
  void *workspace;
  size_t workspace_bytes;

  bool has(int part) const { return (how.epilogue & part) != 0; }
  uint64_t inner() const { return how.transpose_a == CUBLAS_OP_N ? a.columns : a.rows; }
};

// The parts that an epilogue's number is made of.
enum {
  RELU = 2, BIAS = 4, DRELU = 8, BIAS_GRADIENT = 16, GELU = 32, DGELU = 64, AUXILIARY = 128, SUM_A = 256,
  SUM_B = 512
};

size_t bytes_of(cudaDataType_t type);  // 0: unknown here
double read_number(cudaDataType_t type, const void *from, int64_t i);
void write_number(cudaDataType_t type, void *to, int64_t i, double value);

void multiply(const Product &product);

}
