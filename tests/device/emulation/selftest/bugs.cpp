// bugs.cpp -- planted bugs, of kernels and of the host. Each says whether its results or a status show that
// something is wrong; the emulation or a sanitizer may have ended the program before.
#include <functional>

#include "selftest.h"

__global__ void barrier_in_a_branch(float *x, int bug) {
  if (bug == DIVERGENT && threadIdx.x < 7) __syncthreads();
  x[threadIdx.x] = 1;
  __syncthreads();
}

__global__ void shuffle_in_a_branch(int *x) {
  int v = threadIdx.x;
  if (threadIdx.x < 7) v = __shfl_xor_sync(0xffffffffu, v, 1);
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

struct Slice {
  const float *data;
  int count;
};

__global__ void copy_slice(Slice from, float *to) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < from.count) to[i] = from.data[i];
}

// A block that an allocator cut from what it had.
static bool past_a_block() {
  const Device<float> memory(256);
  cudaEmulationBlock(memory.data, 512, 100);
  DL_LAUNCH(add_one, 1, 32, 0, nullptr, 26, memory.data);
  CHECK(cudaDeviceSynchronize());
  return false;
}

// ---- the host's ----

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
  DL_LAUNCH(copy_slice, 2, 32, 0, nullptr, (Slice{host.data(), 64}), to.data);
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

static bool graph_outlives_its_memory() {
  cudaStream_t stream;
  cudaGraph_t graph;
  cudaGraphExec_t exec;
  CHECK(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
  {
    const Device<float> data(64);
    CHECK(cudaStreamBeginCapture(stream, cudaStreamCaptureModeGlobal));
    DL_LAUNCH(add_one, 2, 32, 0, stream, 64, data.data);
    CHECK(cudaStreamEndCapture(stream, &graph));
  }
  CHECK(cudaGraphInstantiate(&exec, graph, 0));
  CHECK(cudaGraphLaunch(exec, stream));
  return cudaStreamSynchronize(stream) != cudaSuccess;
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

template <class... P, class... A>
static bool wrong_after(void (*kernel)(P...), unsigned threads, A... arguments) {
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

// The copy reads pinned memory when its turn comes.
static bool pinned_memory_written_early() {
  float *pinned = nullptr;
  cudaStream_t stream;
  const Device<float> x(64);
  CHECK(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
  CHECK(cudaMallocHost(&pinned, 64 * sizeof *pinned));
  for (int i = 0; i < 64; i++) pinned[i] = 1;
  CHECK(cudaMemcpyAsync(x.data, pinned, 64 * sizeof *pinned, cudaMemcpyHostToDevice, stream));
  for (int i = 0; i < 64; i++) pinned[i] = 2;
  CHECK(cudaStreamSynchronize(stream));
  return x.read()[0] != 1;
}

// With CUDA_EMULATION_FAIL: where the host waits, and from then on everywhere.
static bool kernel_fails() {
  const Device<float> x(std::vector<float>(64, 1));
  DL_LAUNCH(add_one, 2, 32, 0, nullptr, 64, x.data);
  const bool seen = cudaDeviceSynchronize() == cudaErrorIllegalAddress;
  DL_LAUNCH(add_one, 2, 32, 0, nullptr, 64, x.data);
  return seen && cudaGetLastError() == cudaErrorIllegalAddress && cudaGetLastError() == cudaErrorIllegalAddress;
}

static const struct { const char *name; std::function<bool()> run; } bugs[] = {
  {"past-the-end", [] { return !scale_and_add_is_right(PAST_THE_END); }},
  {"past-a-block", past_a_block},
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
  {"pinned-memory-written-early", pinned_memory_written_early},
  {"failing-kernel", kernel_fails},
  {"missing-wait-between-streams", missing_wait_between_streams},
  {"host-reads-device-memory", host_reads_device_memory},
  {"host-pointer", kernel_gets_host_pointer},
  {"host-pointer-in-struct", struct_holds_host_pointer},
  {"freed-memory", kernel_gets_freed_memory},
  {"freed-memory-in-a-graph", graph_outlives_its_memory},
  {"memory-of-another-device", kernel_gets_memory_of_another_device},
  {"misaligned-vector", misaligned_vector},
};

int run_bug(const char *name) {
  for (const auto &bug : bugs) {
    if (strcmp(bug.name, name) != 0) continue;
    const bool noticed = bug.run();
    puts(noticed ? "noticed: wrong results or an error" : "nothing noticed");
    return noticed;
  }
  fprintf(stderr, "selftest: no bug is called %s\n", name);
  return 2;
}

void list_bugs() {
  for (const auto &bug : bugs) puts(bug.name);
}
