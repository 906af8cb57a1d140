// kernels.cpp -- kernels of the usual kinds, and whether their results are right. Those that take a `bug` can
// be made wrong in a known way.
#include <time.h>

#include "selftest.h"

static const unsigned ALL = 0xffffffffu;

// ---- right kernels; `bug` plants one ----

// Four at a time, and the tail one by one.
__global__ void scale_and_add(int64_t n, float a, const float *__restrict__ x, float *y, int bug) {
  const int64_t step = (int64_t)gridDim.x * blockDim.x,
                first = (int64_t)blockIdx.x * blockDim.x + threadIdx.x;
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
template <class T, int TILE>
__global__ void product(int m, int n, int k, const T *a, const T *b, T *c, int bug) {
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

// ---- their results ----

bool scale_and_add_is_right(int bug) {
  const std::vector<float> x = numbers(1003);
  std::vector<float> y(1003, 1), wanted(1003);
  for (size_t i = 0; i < x.size(); i++) wanted[i] = 1 + 2 * x[i];
  const Device<float> on_x(x), on_y(y);
  DL_LAUNCH(scale_and_add, 2, 64, 0, nullptr, (int64_t)x.size(), 2.0f, on_x.data, on_y.data, bug);
  CHECK(cudaGetLastError());
  return close(on_y.read(), wanted, 1e-6);
}

bool normalize_is_right(int bug) {
  const int rows = 5, columns = 150;
  const std::vector<float> x = numbers(rows * columns);
  std::vector<float> wanted(x.size());
  for (int r = 0; r < rows; r++) {
    double sum = 0, squares = 0;
    for (int i = 0; i < columns; i++) sum += x[r * columns + i];
    for (int i = 0; i < columns; i++) squares += pow(x[r * columns + i] - sum / columns, 2);
    for (int i = 0; i < columns; i++) {
      wanted[r * columns + i] =
          (float)((x[r * columns + i] - sum / columns) / sqrt(squares / columns + 1e-5));
    }
  }
  const Device<float> on_x(x), on_y(x.size());
  DL_LAUNCH(normalize, rows, 96, 0, nullptr, columns, on_x.data, on_y.data, bug);
  CHECK(cudaGetLastError());
  return close(on_y.read(), wanted, 1e-4);
}

bool product_is_right(int bug) {
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

bool count_is_right(bool racing) {
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

void test_kernels() {
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

void test_atomics() {
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

// ---- time ----

// Of the processor, not of the clock: the machine may be shared.
template <class F> static void report_time(const char *what, int times, F f) {
  f();
  const clock_t start = clock();
  for (int i = 0; i < times; i++) f();
  printf("%-52s %9.2f us\n", what, 1e6 * (double)(clock() - start) / CLOCKS_PER_SEC / times);
}

void time_launches() {
  const Device<float> data(std::vector<float>(1 << 20, 1)), small(std::vector<float>(256, 1));
  report_time("one block of 256 threads, no barrier", 1000,
              [&] { DL_LAUNCH(add_one, 1, 256, 0, nullptr, 256, small.data); });
  report_time("one block of 96 threads, 2 x 7 meetings", 1000, [&] {
    DL_LAUNCH(normalize, 1, 96, 0, nullptr, 96, data.data, data.data + 4096, (int)NONE);
  });
  report_time("1 M elements, one each", 3,
              [&] { DL_LAUNCH(add_one, 4096, 256, 0, nullptr, 1 << 20, data.data); });
  report_time("1 M elements, 4096 threads, by fours", 10, [&] {
    DL_LAUNCH(scale_and_add, 16, 256, 0, nullptr, (int64_t)1 << 20, 1.0f, data.data, data.data, (int)NONE);
  });
  const Device<float> segment((size_t)64 << 20 >> 2);
  report_time("the first again, beside 64 MB", 1000,
              [&] { DL_LAUNCH(add_one, 1, 256, 0, nullptr, 256, small.data); });
}

