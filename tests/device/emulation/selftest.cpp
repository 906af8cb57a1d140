// selftest.cpp -- kernels that are right, and kernels and host code that are each wrong in one known way.
//
//   selftest            runs everything that is right; prints what differs, and how many checks passed
//   selftest NAME       runs one planted bug. Status 0 and "nothing noticed" when the program itself saw nothing wrong
//   selftest --list     the names of the bugs
//   selftest --time     what launches cost
//
// tests/device/emulation_spec.lua builds it plainly, and with each sanitizer. It is CUDA as well: nvcc compiles it.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <functional>
#include <vector>

#include <cuda_runtime.h>

#ifndef DL_CUDA_EMULATED
#define DL_LAUNCH(kernel, grid, block, bytes, stream, ...) kernel<<<grid, block, bytes, stream>>>(__VA_ARGS__)
#define DL_SHARED(T, name, n) __shared__ T name[n]
#define DL_DYNAMIC_SHARED(T, name)                       \
  extern __shared__ __align__(16) char name##_bytes[];   \
  T *const name = (T *)name##_bytes
#endif

static const unsigned ALL = 0xffffffffu;

// ---- right kernels; `bug` plants one ----

enum Bug { NONE, PAST_THE_END, READ_EARLY, WRITE_EARLY, NO_BARRIER_BETWEEN_TILES, DIVERGENT };

// Four at a time, and the tail one by one.
__global__ void scale_and_add(int64_t n, float a, const float *__restrict__ x, float *y, int bug) {
  const int64_t step = (int64_t)gridDim.x * blockDim.x, first = (int64_t)blockIdx.x * blockDim.x + threadIdx.x;
  const int64_t end = n + (bug == PAST_THE_END);
  for (int64_t i = first; i < n / 4; i += step) {
    const float4 v = reinterpret_cast<const float4 *>(x)[i];
    float4 w = reinterpret_cast<float4 *>(y)[i];
    w.x += a * v.x, w.y += a * v.y, w.z += a * v.z, w.w += a * v.w;
    reinterpret_cast<float4 *>(y)[i] = w;
  }
  for (int64_t i = n / 4 * 4 + first; i < end; i += step) y[i] += a * x[i];
}

template <class F> __global__ void map(int64_t n, F f) {
  const int64_t i = (int64_t)blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) f(i);
}

static __device__ __forceinline__ float warp_sum(float v) {
  for (int delta = warpSize / 2; delta > 0; delta /= 2) v += __shfl_down_sync(ALL, v, delta);
  return v;
}

// The sum over a block of up to 1024 threads, known to all of them.
static __device__ float block_sum(float v, int bug) {
  DL_SHARED(float, partial, 32);
  const int lane = threadIdx.x % 32, warp = threadIdx.x / 32;
  v = warp_sum(v);
  if (bug != WRITE_EARLY) __syncthreads();         // the last sum may still be being read
  if (lane == 0) partial[warp] = v;
  if (bug != READ_EARLY) __syncthreads();
  float sum = 0;
  for (int i = 0; i < (int)blockDim.x / 32; i++) sum += partial[i];
  return sum;
}

// Each row minus its mean, divided by its deviation.
__global__ void normalize(int columns, const float *x, float *y, int bug) {
  const float *row = x + (int64_t)blockIdx.x * columns;
  float sum = 0, squares = 0;
  for (int i = threadIdx.x; i < columns; i += blockDim.x) sum += row[i];
  const float mean = block_sum(sum, bug) / columns;
  for (int i = threadIdx.x; i < columns; i += blockDim.x) squares += (row[i] - mean) * (row[i] - mean);
  const float scale = rsqrtf(block_sum(squares, bug) / columns + 1e-5f);
  for (int i = threadIdx.x; i < columns; i += blockDim.x) {
    y[(int64_t)blockIdx.x * columns + i] = (row[i] - mean) * scale;
  }
}

// c = a b, by tiles of 8 x 8 in dynamic shared memory.
template <class T, int TILE> __global__ void product(int m, int n, int k, const T *a, const T *b, T *c, int bug) {
  DL_DYNAMIC_SHARED(T, tiles);
  T *const left = tiles, *const right = tiles + TILE * TILE;
  const int x = threadIdx.x, y = threadIdx.y, row = blockIdx.y * TILE + y, column = blockIdx.x * TILE + x;
  T sum = 0;
  for (int start = 0; start < k; start += TILE) {
    left[y * TILE + x] = row < m && start + x < k ? a[row * k + start + x] : T(0);
    right[y * TILE + x] = start + y < k && column < n ? b[(start + y) * n + column] : T(0);
    __syncthreads();
    for (int i = 0; i < TILE; i++) sum += left[y * TILE + i] * right[i * TILE + x];
    if (bug != NO_BARRIER_BETWEEN_TILES) __syncthreads();
  }
  if (row < m && column < n) c[row * n + column] = sum;
}

// One counter for each of 16 values; the racing form has lost the "atomic".
__global__ void count_values(int n, const int *values, unsigned *counts, bool racing) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n) return;
  if (racing) counts[values[i]] = counts[values[i]] + 1;
  else atomicAdd(&counts[values[i]], 1u);
}

// The block that comes last adds up what all have left behind a fence.
__global__ void sum_in_one_launch(int n, const float *x, float *partial, unsigned *tickets, float *sum) {
  DL_SHARED(bool, is_last, 1);
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  const float own = block_sum(i < n ? x[i] : 0, NONE);
  if (threadIdx.x == 0) {
    partial[blockIdx.x] = own;
    __threadfence();
    is_last[0] = atomicAdd(tickets, 1u) == gridDim.x - 1;
  }
  __syncthreads();
  if (!is_last[0]) return;
  const float all = block_sum(threadIdx.x < gridDim.x ? partial[threadIdx.x] : 0, NONE);
  if (threadIdx.x == 0) *sum = all;
}

__global__ void all_primitives(unsigned *out) {
  const int lane = threadIdx.x % 32, i = threadIdx.x;
  unsigned right = 0, bit = 1;
  const auto check = [&](bool holds) { right |= holds ? bit : 0, bit <<= 1; };
  check(__shfl_sync(ALL, lane * 2, 5) == 10);
  check(__shfl_sync(ALL, lane, 3, 8) == lane / 8 * 8 + 3);
  check(__shfl_up_sync(ALL, lane, 1) == (lane ? lane - 1 : 0));
  check(__shfl_down_sync(ALL, lane, 4, 16) == (lane % 16 < 12 ? lane + 4 : lane));
  check(__shfl_xor_sync(ALL, (double)lane, 16) == (lane ^ 16));
  check(__ballot_sync(ALL, lane & 1) == 0xaaaaaaaau);
  check(__any_sync(ALL, lane == 7) && !__any_sync(ALL, lane == 32));
  check(__all_sync(ALL, lane < 32) && !__all_sync(ALL, lane != 7));
  check(__syncthreads_count(i % 2) == (int)blockDim.x / 2);
  check(__syncthreads_or(i == 3) != 0 && __syncthreads_or(i == 1000) == 0);
  check(__syncthreads_and(i < 1000) != 0 && __syncthreads_and(i != 3) == 0);
  if (lane < 16) check(__shfl_xor_sync(0xffffu, lane, 1) == (lane ^ 1));       // half of a warp by itself
  else check(__shfl_xor_sync(0xffff0000u, lane, 1) == (lane ^ 1));
  __syncwarp();
  check(__popc(0xf0u) == 4 && __clz(1) == 31 && __ffs(8) == 4 && __umulhi(1u << 31, 4) == 2);
  check(__umul64hi(1ull << 63, 6) == 3 && __float_as_uint(1.0f) == 0x3f800000u);
  check(max(3, 5) == 5 && min(2.0f, 1.0f) == 1.0f && fmaxf(1.0f, 2.0f) == 2.0f && rsqrt(4.0) == 0.5);
  out[i] = right;
}

__global__ void all_atomics(int *i, unsigned *u, unsigned long long *l, float *f, double *d) {
  const int self = blockIdx.x * blockDim.x + threadIdx.x;
  atomicAdd(&i[0], 1), atomicMax(&i[1], self), atomicMin(&i[2], -self), atomicOr(&i[3], 1 << self % 31);
  atomicAdd(&u[0], 1u), atomicMax(&u[1], (unsigned)self), atomicMin(&u[2], (unsigned)self);
  if (atomicCAS(&u[3], 0u, 7u) == 0) atomicExch(&u[4], 9u);
  atomicAdd(&l[0], 1ull << 33), atomicMax(&l[1], (unsigned long long)self), atomicCAS(&l[2], 0ull, 1ull);
  atomicAdd(f, 0.5f), atomicAdd(d, 0.25);
}

struct View {
  const float *data;
  int rows, columns;
};

__global__ void transpose(View from, float *to) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < from.rows * from.columns) to[i % from.columns * from.rows + i / from.columns] = from.data[i];
}

__global__ void add_one(int n, float *x) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) x[i] += 1;
}

__global__ void barrier_in_a_branch(float *x, int bug) {
  if (bug == DIVERGENT && threadIdx.x < 7) __syncthreads();
  x[threadIdx.x] = 1;
  __syncthreads();
}

__global__ void shuffle_in_a_branch(int *x) {
  int v = threadIdx.x;
  if (threadIdx.x < 7) v = __shfl_xor_sync(ALL, v, 1);
  __syncwarp();
  x[threadIdx.x] = v;
}

__global__ void read_four(const float *x, float *y) {
  const float4 v = *reinterpret_cast<const float4 *>(x + 1);
  y[0] = v.x + v.y + v.z + v.w;
}

static __device__ float go_deep(int depth) {
  volatile float local[1024];
  local[depth % 1024] = depth;
  return (depth ? go_deep(depth - 1) : 0) + local[depth % 1024];
}

__global__ void lose_the_stack(int depth, float *x) { x[threadIdx.x] = go_deep(depth); }

__global__ void past_shared(float *x) {
  DL_SHARED(float, values, 32);
  values[threadIdx.x] = 1;
  __syncthreads();
  x[threadIdx.x] = values[threadIdx.x + 1];
}

// ---- the host's side of the tests ----

static int passed, failed;

static void expect(bool holds, const char *what, int line) {
  if (holds) passed++;
  else failed++, printf("selftest.cpp:%d: %s\n", line, what);
}
#define EXPECT(condition) expect(condition, #condition, __LINE__)
#define CHECK(call) must(call, #call, __LINE__)

static void must(cudaError_t error, const char *call, int line) {
  if (error == cudaSuccess) return;
  printf("selftest.cpp:%d: %s: %s (%s)\n", line, call, cudaGetErrorName(error), cudaGetErrorString(error));
  exit(3);
}

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

static std::vector<float> numbers(size_t count) {
  std::vector<float> list(count);
  for (size_t i = 0; i < count; i++) list[i] = (float)((i * 37 + 11) % 101) / 101 - 0.5f;
  return list;
}

template <class T> static bool close(const std::vector<T> &a, const std::vector<T> &b, double tolerance) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); i++) {
    if (!(fabs((double)a[i] - (double)b[i]) <= tolerance)) return false;
  }
  return true;
}

static bool scale_and_add_is_right(int bug) {
  const std::vector<float> x = numbers(1003);
  std::vector<float> y(1003, 1), wanted(1003);
  for (size_t i = 0; i < x.size(); i++) wanted[i] = 1 + 2 * x[i];
  const Device<float> on_x(x), on_y(y);
  DL_LAUNCH(scale_and_add, 2, 64, 0, nullptr, (int64_t)x.size(), 2.0f, on_x.data, on_y.data, bug);
  CHECK(cudaGetLastError());
  return close(on_y.read(), wanted, 1e-6);
}

static bool normalize_is_right(int bug) {
  const int rows = 5, columns = 150;
  const std::vector<float> x = numbers(rows * columns);
  std::vector<float> wanted(x.size());
  for (int r = 0; r < rows; r++) {
    double sum = 0, squares = 0;
    for (int i = 0; i < columns; i++) sum += x[r * columns + i];
    for (int i = 0; i < columns; i++) squares += pow(x[r * columns + i] - sum / columns, 2);
    for (int i = 0; i < columns; i++) {
      wanted[r * columns + i] = (float)((x[r * columns + i] - sum / columns) / sqrt(squares / columns + 1e-5));
    }
  }
  const Device<float> on_x(x), on_y(x.size());
  DL_LAUNCH(normalize, rows, 96, 0, nullptr, columns, on_x.data, on_y.data, bug);
  CHECK(cudaGetLastError());
  return close(on_y.read(), wanted, 1e-4);
}

static bool product_is_right(int bug) {
  const int m = 19, n = 21, k = 18;
  const std::vector<float> a = numbers(m * k), b = numbers(k * n);
  std::vector<float> wanted(m * n);
  for (int i = 0; i < m * n; i++) {
    double sum = 0;
    for (int j = 0; j < k; j++) sum += (double)a[i / n * k + j] * b[j * n + i % n];
    wanted[i] = (float)sum;
  }
  const Device<float> on_a(a), on_b(b), on_c(m * n);
  DL_LAUNCH((product<float, 8>), dim3(3, 3), dim3(8, 8), 2 * 64 * sizeof(float), nullptr, m, n, k, on_a.data,
            on_b.data, on_c.data, bug);
  CHECK(cudaGetLastError());
  return close(on_c.read(), wanted, 1e-4);
}

static bool count_is_right(bool racing) {
  std::vector<int> values(500);
  std::vector<unsigned> wanted(16);
  for (size_t i = 0; i < values.size(); i++) wanted[values[i] = (int)(i * i % 16)]++;
  const Device<int> on_values(values);
  const Device<unsigned> on_counts(std::vector<unsigned>(16, 0));
  DL_LAUNCH(count_values, 8, 64, 0, nullptr, (int)values.size(), on_values.data, on_counts.data, racing);
  CHECK(cudaGetLastError());
  return on_counts.read() == wanted;
}

template <class F> static void for_each(int64_t n, F f) {
  DL_LAUNCH((map<F>), (unsigned)((n + 127) / 128), 128, 0, nullptr, n, f);
}

static void test_kernels() {
  EXPECT(scale_and_add_is_right(NONE));
  EXPECT(normalize_is_right(NONE));
  EXPECT(product_is_right(NONE));
  EXPECT(count_is_right(false));

  const int n = 300;
  const Device<float> squares(n);
  float *const data = squares.data;
  for_each(n, [=] __device__ (int64_t i) { data[i] = (float)(i * i); });
  const std::vector<float> got = squares.read();
  EXPECT(got[0] == 0 && got[17] == 289 && got[299] == 299 * 299);

  const Device<float> to(n);
  DL_LAUNCH(transpose, 3, 128, 0, nullptr, (View{squares.data, 3, 100}), to.data);
  EXPECT(to.read()[1] == 10000 && to.read()[3] == 1);

  const Device<unsigned> seen(96);
  DL_LAUNCH(all_primitives, 1, 96, 0, nullptr, seen.data);
  EXPECT(seen.read() == std::vector<unsigned>(96, (1u << 15) - 1));
}

static void test_atomics() {
  const std::vector<float> x = numbers(1000);
  double sum = 0;
  for (float v : x) sum += v;
  const Device<float> on_x(x), partial(16), total(1);
  const Device<unsigned> tickets(std::vector<unsigned>{0});
  DL_LAUNCH(sum_in_one_launch, 16, 64, 0, nullptr, 1000, on_x.data, partial.data, tickets.data, total.data);
  EXPECT(fabs(total.read()[0] - sum) < 1e-4);

  const Device<int> i(std::vector<int>(4, 0));
  const Device<unsigned> u(std::vector<unsigned>{0, 0, 100, 0, 0});
  const Device<unsigned long long> l(std::vector<unsigned long long>(3, 0));
  const Device<float> f(std::vector<float>{0});
  const Device<double> d(std::vector<double>{0});
  DL_LAUNCH(all_atomics, 3, 40, 0, nullptr, i.data, u.data, l.data, f.data, d.data);
  EXPECT((i.read() == std::vector<int>{120, 119, -119, 0x7fffffff}));
  EXPECT((u.read() == std::vector<unsigned>{120, 119, 0, 7, 9}));
  EXPECT((l.read() == std::vector<unsigned long long>{120ull << 33, 119, 1}));
  EXPECT(f.read()[0] == 60 && d.read()[0] == 30);
}

static void test_errors() {
  float *data = nullptr;
  CHECK(cudaMalloc(&data, 100 * sizeof *data));
  DL_LAUNCH(add_one, 1, 2048, 0, nullptr, 100, data);
  EXPECT(cudaPeekAtLastError() == cudaErrorInvalidConfiguration);
  EXPECT(cudaGetLastError() == cudaErrorInvalidConfiguration && cudaGetLastError() == cudaSuccess);
  DL_LAUNCH(add_one, dim3(1, 65536), 32, 0, nullptr, 100, data);
  EXPECT(cudaGetLastError() == cudaErrorInvalidConfiguration);
  DL_LAUNCH(add_one, 0, 32, 0, nullptr, 100, data);
  EXPECT(cudaGetLastError() == cudaErrorInvalidConfiguration);
  DL_LAUNCH(add_one, 1, 32, 64 << 10, nullptr, 100, data);
  EXPECT(cudaGetLastError() == cudaErrorInvalidValue);
  CHECK(cudaFuncSetAttribute(add_one, cudaFuncAttributeMaxDynamicSharedMemorySize, 64 << 10));
  DL_LAUNCH(add_one, 1, 32, 64 << 10, nullptr, 100, data);
  EXPECT(cudaGetLastError() == cudaSuccess);
  EXPECT(cudaFuncSetAttribute(add_one, cudaFuncAttributeMaxDynamicSharedMemorySize, 300 << 10) == cudaErrorInvalidValue);
  float host[101];
  EXPECT(cudaMemcpy(host, data, 101 * sizeof *data, cudaMemcpyDeviceToHost) == cudaErrorInvalidValue);
  EXPECT(cudaMemcpy(data, host, 16, cudaMemcpyDeviceToHost) != cudaSuccess);
  EXPECT(cudaSetDevice(2) == cudaErrorInvalidDevice);
  void *huge = data;
  EXPECT(cudaMalloc(&huge, (size_t)1 << 46) == cudaErrorMemoryAllocation);
  EXPECT(strcmp(cudaGetErrorName(cudaErrorMemoryAllocation), "cudaErrorMemoryAllocation") == 0);
  CHECK(cudaFree(data));
  EXPECT(cudaFree(data + 1) != cudaSuccess);
  (void)cudaGetLastError();
}

static void test_memory() {
  int count = 0;
  cudaDeviceProp properties;
  CHECK(cudaGetDeviceCount(&count));
  CHECK(cudaGetDeviceProperties(&properties, 0));
  EXPECT(count >= 1 && properties.warpSize == 32 && properties.maxThreadsPerBlock == 1024);
  size_t before, after, total;
  CHECK(cudaMemGetInfo(&before, &total));
  {
    const Device<float> some(1000), more(5000);
    CHECK(cudaMemGetInfo(&after, &total));
    EXPECT(after <= before && (size_t)some.data % 256 == 0 && (size_t)more.data % 256 == 0);
    CHECK(cudaMemset(some.data, 0, 4000));
    EXPECT(some.read()[999] == 0);
  }
  CHECK(cudaMemGetInfo(&after, &total));
  EXPECT(after == before);
  float *pinned = nullptr;                         // kernels use it like device memory
  CHECK(cudaHostAlloc(&pinned, 100 * sizeof *pinned, cudaHostAllocMapped));
  for (int i = 0; i < 100; i++) pinned[i] = (float)i;
  DL_LAUNCH(add_one, 4, 32, 0, nullptr, 100, pinned);
  CHECK(cudaDeviceSynchronize());
  EXPECT(pinned[0] == 1 && pinned[99] == 100);
  CHECK(cudaFreeHost(pinned));
#ifdef DL_CUDA_EMULATED
  const Device<float> here(std::vector<float>{1, 2, 3});
  EXPECT(isnan(Device<float>(8).read()[3]));
  CHECK(cudaSetDevice(1));
  {
    const Device<float> there(3);
    CHECK(cudaMemcpyPeerAsync(there.data, 1, here.data, 0, 12));
    DL_LAUNCH(add_one, 1, 32, 0, nullptr, 3, there.data);
    EXPECT((there.read() == std::vector<float>{2, 3, 4}));
  }
  CHECK(cudaSetDevice(0));
#endif
}

static void test_streams() {
  cudaStream_t first, second;
  cudaEvent_t start, half, end;
  CHECK(cudaStreamCreateWithFlags(&first, cudaStreamNonBlocking));
  CHECK(cudaStreamCreateWithFlags(&second, cudaStreamNonBlocking));
  CHECK(cudaEventCreate(&start));
  CHECK(cudaEventCreateWithFlags(&half, cudaEventDisableTiming));
  CHECK(cudaEventCreate(&end));
  float *pinned = nullptr;
  CHECK(cudaMallocHost(&pinned, 64 * sizeof *pinned));
  for (int i = 0; i < 64; i++) pinned[i] = 1;
  const Device<float> data(64);
  CHECK(cudaEventRecord(start, first));
  CHECK(cudaMemcpyAsync(data.data, pinned, 256, cudaMemcpyHostToDevice, first));
  DL_LAUNCH(add_one, 2, 32, 0, first, 64, data.data);
  CHECK(cudaEventRecord(half, first));
  CHECK(cudaStreamWaitEvent(second, half, 0));
  DL_LAUNCH(add_one, 2, 32, 0, second, 64, data.data);
  CHECK(cudaMemcpyAsync(pinned, data.data, 256, cudaMemcpyDeviceToHost, second));
  CHECK(cudaEventRecord(end, second));
  while (cudaStreamQuery(second) == cudaErrorNotReady) {}
  (void)cudaGetLastError();                        // which a question leaves behind
  CHECK(cudaEventSynchronize(end));
  EXPECT(pinned[0] == 3 && pinned[63] == 3);
  EXPECT(cudaEventQuery(half) == cudaSuccess);
  float milliseconds = -1;
  CHECK(cudaEventElapsedTime(&milliseconds, start, end));
  EXPECT(milliseconds >= 0);
  EXPECT(cudaEventElapsedTime(&milliseconds, half, end) == cudaErrorInvalidResourceHandle);
  (void)cudaGetLastError();
  CHECK(cudaEventDestroy(start));
  CHECK(cudaEventDestroy(half));
  CHECK(cudaEventDestroy(end));
  CHECK(cudaStreamDestroy(first));
  CHECK(cudaStreamDestroy(second));
  CHECK(cudaFreeHost(pinned));
}

static void test_capture() {
  cudaStream_t stream, side;
  cudaEvent_t forked, joined;
  CHECK(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
  CHECK(cudaStreamCreateWithFlags(&side, cudaStreamNonBlocking));
  CHECK(cudaEventCreateWithFlags(&forked, cudaEventDisableTiming));
  CHECK(cudaEventCreateWithFlags(&joined, cudaEventDisableTiming));
  const Device<float> data(std::vector<float>(32, 0));
  cudaGraph_t graph = nullptr;
  cudaGraphExec_t exec = nullptr;
  CHECK(cudaStreamBeginCapture(stream, cudaStreamCaptureModeGlobal));
  DL_LAUNCH(add_one, 1, 32, 0, stream, 32, data.data);
  CHECK(cudaEventRecord(forked, stream));
  CHECK(cudaStreamWaitEvent(side, forked, 0));
  DL_LAUNCH(add_one, 1, 32, 0, side, 32, data.data);
  CHECK(cudaEventRecord(joined, side));
  CHECK(cudaStreamWaitEvent(stream, joined, 0));
  cudaStreamCaptureStatus status;
  CHECK(cudaStreamIsCapturing(side, &status));
  EXPECT(status == cudaStreamCaptureStatusActive);
  CHECK(cudaStreamEndCapture(stream, &graph));
  EXPECT(data.read()[5] == 0);                     // nothing has run yet
  CHECK(cudaGraphInstantiate(&exec, graph, 0));
  CHECK(cudaGraphDestroy(graph));
  for (int i = 0; i < 10; i++) CHECK(cudaGraphLaunch(exec, stream));
  CHECK(cudaStreamSynchronize(stream));
  EXPECT(data.read()[5] == 20);
  CHECK(cudaGraphExecDestroy(exec));

  // What waits or allocates spoils a capture.
  void *pointer = nullptr;
  const std::function<cudaError_t()> forbidden[] = {
    [&] { return cudaStreamSynchronize(stream); },
    [&] { return cudaMalloc(&pointer, 16); },
    [&] { return cudaStreamQuery(stream); },
    [&] { return cudaDeviceSynchronize(); },
  };
  for (const auto &call : forbidden) {
    CHECK(cudaStreamBeginCapture(stream, cudaStreamCaptureModeGlobal));
    EXPECT(call() == cudaErrorStreamCaptureUnsupported);
    EXPECT(cudaStreamEndCapture(stream, &graph) == cudaErrorStreamCaptureInvalidated && !graph);
  }
  // A stream that took part must be waited for.
  CHECK(cudaStreamBeginCapture(stream, cudaStreamCaptureModeGlobal));
  CHECK(cudaEventRecord(forked, stream));
  CHECK(cudaStreamWaitEvent(side, forked, 0));
  DL_LAUNCH(add_one, 1, 32, 0, side, 32, data.data);
  EXPECT(cudaStreamEndCapture(stream, &graph) == cudaErrorStreamCaptureUnjoined);
  (void)cudaGetLastError();
  CHECK(cudaEventDestroy(forked));
  CHECK(cudaEventDestroy(joined));
  CHECK(cudaStreamDestroy(side));
  CHECK(cudaStreamDestroy(stream));
}

// ---- planted bugs: true when the results or statuses show that something is wrong ----

static bool missing_synchronisation() {
  float *pinned = nullptr;
  CHECK(cudaMallocHost(&pinned, 64 * sizeof *pinned));
  const Device<float> data(std::vector<float>(64, 1));
  CHECK(cudaDeviceSynchronize());
  cudaStream_t stream;
  CHECK(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
  CHECK(cudaMemcpyAsync(pinned, data.data, 256, cudaMemcpyDeviceToHost, stream));
  return pinned[7] != 1;
}

static bool missing_wait_between_streams() {
  cudaStream_t first, second;
  CHECK(cudaStreamCreateWithFlags(&first, cudaStreamNonBlocking));
  CHECK(cudaStreamCreateWithFlags(&second, cudaStreamNonBlocking));
  const Device<float> data(std::vector<float>(64, 1));
  float *pinned = nullptr;
  CHECK(cudaMallocHost(&pinned, 64 * sizeof *pinned));
  DL_LAUNCH(add_one, 2, 32, 0, first, 64, data.data);
  CHECK(cudaMemcpyAsync(pinned, data.data, 256, cudaMemcpyDeviceToHost, second));
  CHECK(cudaStreamSynchronize(second));
  return pinned[7] != 2;
}

static bool launch_is_refused(dim3 block) {
  const Device<float> data(64);
  DL_LAUNCH(add_one, 1, block, 0, nullptr, 64, data.data);
  return cudaGetLastError() != cudaSuccess;
}

static bool host_reads_device_memory() {
  const Device<float> data(std::vector<float>(64, 1));
  return *(volatile float *)&data.data[3] != 1;
}

static bool kernel_gets_host_pointer() {
  std::vector<float> host(64, 1);
  DL_LAUNCH(add_one, 2, 32, 0, nullptr, 64, host.data());
  return cudaGetLastError() != cudaSuccess;
}

static bool struct_holds_host_pointer() {
  const std::vector<float> host(64, 1);
  const Device<float> to(64);
  DL_LAUNCH(transpose, 2, 32, 0, nullptr, (View{host.data(), 8, 8}), to.data);
  return cudaGetLastError() != cudaSuccess;
}

static bool kernel_gets_freed_memory() {
  float *freed;
  {
    const Device<float> data(64);
    freed = data.data;
  }
  DL_LAUNCH(add_one, 2, 32, 0, nullptr, 64, freed);
  return cudaGetLastError() != cudaSuccess;
}

static bool kernel_gets_memory_of_another_device() {
  const Device<float> data(64);
  CHECK(cudaSetDevice(1));
  DL_LAUNCH(add_one, 2, 32, 0, nullptr, 64, data.data);
  return cudaGetLastError() != cudaSuccess;
}

static bool misaligned_vector() {
  const Device<float> x(std::vector<float>(8, 1)), y(1);
  DL_LAUNCH(read_four, 1, 1, 0, nullptr, x.data, y.data);
  return y.read()[0] != 4;
}

template <class... P, class... A> static bool wrong_after(void (*kernel)(P...), unsigned threads, A... arguments) {
  const Device<float> x(std::vector<float>(256, 1));
  DL_LAUNCH(kernel, 1, threads, 0, nullptr, arguments..., x.data);
  return x.read()[0] != 1;
}

static bool barrier_is_divergent() {
  const Device<float> x(64);
  DL_LAUNCH(barrier_in_a_branch, 1, 64, 0, nullptr, x.data, (int)DIVERGENT);
  return x.read()[0] != 1;
}

static bool shuffle_is_divergent() {
  const Device<int> x(64);
  DL_LAUNCH(shuffle_in_a_branch, 1, 64, 0, nullptr, x.data);
  return x.read()[0] != 1;
}

static const struct { const char *name; std::function<bool()> run; } bugs[] = {
  {"past-the-end", [] { return !scale_and_add_is_right(PAST_THE_END); }},
  {"past-shared-memory", [] { return wrong_after(past_shared, 32); }},
  {"read-before-barrier", [] { return !normalize_is_right(READ_EARLY); }},
  {"write-before-barrier", [] { return !normalize_is_right(WRITE_EARLY); }},
  {"no-barrier-between-tiles", [] { return !product_is_right(NO_BARRIER_BETWEEN_TILES); }},
  {"race-between-blocks", [] { return !count_is_right(true); }},
  {"divergent-barrier", barrier_is_divergent},
  {"divergent-shuffle", shuffle_is_divergent},
  {"too-many-threads", [] { return launch_is_refused(2048); }},
  {"stack-overflow", [] { return wrong_after(lose_the_stack, 32, 1000); }},
  {"missing-synchronisation", missing_synchronisation},
  {"missing-wait-between-streams", missing_wait_between_streams},
  {"host-reads-device-memory", host_reads_device_memory},
  {"host-pointer", kernel_gets_host_pointer},
  {"host-pointer-in-struct", struct_holds_host_pointer},
  {"freed-memory", kernel_gets_freed_memory},
  {"memory-of-another-device", kernel_gets_memory_of_another_device},
  {"misaligned-vector", misaligned_vector},
};

static int run_bug(const char *name) {
  for (const auto &bug : bugs) {
    if (strcmp(bug.name, name) != 0) continue;
    const bool noticed = bug.run();
    puts(noticed ? "noticed: wrong results or an error" : "nothing noticed");
    return noticed;
  }
  fprintf(stderr, "selftest: no bug is called %s\n", name);
  return 2;
}

// ---- time ----

// Of the processor, not of the clock: the machine may be shared.
template <class F> static void report_time(const char *what, int times, F f) {
  f();
  const clock_t start = clock();
  for (int i = 0; i < times; i++) f();
  printf("%-52s %9.2f us\n", what, 1e6 * (double)(clock() - start) / CLOCKS_PER_SEC / times);
}

static void time_launches() {
  const Device<float> data(std::vector<float>(1 << 20, 1)), small(std::vector<float>(256, 1));
  report_time("one block of 256 threads, no barrier", 1000, [&] { DL_LAUNCH(add_one, 1, 256, 0, nullptr, 256, small.data); });
  report_time("one block of 96 threads, 2 x 7 meetings", 1000, [&] {
    DL_LAUNCH(normalize, 1, 96, 0, nullptr, 96, data.data, data.data + 4096, (int)NONE);
  });
  report_time("1 M elements, one each", 3, [&] { DL_LAUNCH(add_one, 4096, 256, 0, nullptr, 1 << 20, data.data); });
  report_time("1 M elements, 4096 threads, by fours", 10, [&] {
    DL_LAUNCH(scale_and_add, 16, 256, 0, nullptr, (int64_t)1 << 20, 1.0f, data.data, data.data, (int)NONE);
  });
  const Device<float> segment((size_t)64 << 20 >> 2);
  report_time("the first again, beside 64 MB", 1000, [&] { DL_LAUNCH(add_one, 1, 256, 0, nullptr, 256, small.data); });
}

int main(int count, char **arguments) {
  if (count > 1 && strcmp(arguments[1], "--time") == 0) return time_launches(), 0;
  if (count > 1 && strcmp(arguments[1], "--list") == 0) {
    for (const auto &bug : bugs) puts(bug.name);
    return 0;
  }
  if (count > 1) return run_bug(arguments[1]);
  test_kernels();
  test_atomics();
  test_errors();
  test_memory();
  test_streams();
  test_capture();
  printf("%d passed, %d failed\n", passed, failed);
  return failed > 0;
}
