// selftest.h -- what the parts of the selftest share.
#pragma once

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <vector>

#include <cuda_runtime.h>

#ifndef DL_CUDA_EMULATED
#define DL_LAUNCH(kernel, grid, block, bytes, stream, ...) kernel<<<grid, block, bytes, stream>>>(__VA_ARGS__)
#define DL_SHARED(T, name, n) __shared__ T name[n]
#define DL_DYNAMIC_SHARED(T, name)                       \
  extern __shared__ __align__(16) char name##_bytes[];   \
  T *const name = (T *)name##_bytes
#endif

// The simplest kernel.
[[maybe_unused]] static __global__ void add_one(int n, float *x) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) x[i] += 1;
}

// ---- expectations ----

extern int passed, failed;

inline void expect(bool holds, const char *what, const char *file, int line) {
  if (holds) passed++;
  else failed++, printf("%s:%d: %s\n", file, line, what);
}
#define EXPECT(condition) expect(condition, #condition, __FILE__, __LINE__)

// What has to work for a test to mean anything.
inline void must(cudaError_t error, const char *call, const char *file, int line) {
  if (error == cudaSuccess) return;
  printf("%s:%d: %s: %s (%s)\n", file, line, call, cudaGetErrorName(error), cudaGetErrorString(error));
  exit(3);
}
#define CHECK(call) must(call, #call, __FILE__, __LINE__)

// An array on the device.
template <class T> struct Device {
  T *data = nullptr;
  size_t count;
  explicit Device(size_t count) : count(count) { CHECK(cudaMalloc(&data, count * sizeof(T))); }
  explicit Device(const std::vector<T> &values) : Device(values.size()) {
    CHECK(cudaMemcpy(data, values.data(), count * sizeof(T), cudaMemcpyHostToDevice));
  }
  Device(const Device &) = delete;
  ~Device() { cudaFree(data); }
  std::vector<T> read() const {
    std::vector<T> values(count);
    CHECK(cudaMemcpy(values.data(), data, count * sizeof(T), cudaMemcpyDeviceToHost));
    return values;
  }
};

inline std::vector<float> numbers(size_t count) {
  std::vector<float> list(count);
  for (size_t i = 0; i < count; i++) list[i] = (float)((i * 37 + 11) % 101) / 101 - 0.5f;
  return list;
}

template <class T> bool close(const std::vector<T> &a, const std::vector<T> &b, double tolerance) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); i++) {
    if (!(fabs((double)a[i] - (double)b[i]) <= tolerance)) return false;
  }
  return true;
}

// ---- the parts ----

enum Bug { NONE, PAST_THE_END, READ_EARLY, WRITE_EARLY, NO_BARRIER_BETWEEN_TILES, DIVERGENT };

// kernels.cpp: is the result right, with this bug?
bool scale_and_add_is_right(int bug);
bool normalize_is_right(int bug);
bool product_is_right(int bug);
bool count_is_right(bool racing);
void test_kernels();
void test_atomics();
void time_launches();

// blas.cpp
void test_blas();

// bugs.cpp
int run_bug(const char *name);
void list_bugs();
