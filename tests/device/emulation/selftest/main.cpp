// main.cpp -- does the emulation behave as CUDA does, and does it see what is wrong?
//
//   selftest            runs everything that is right; prints what differs, and how many checks passed
//   selftest NAME       runs one planted bug. Status 0 and "nothing noticed" when the program itself saw
//   nothing wrong selftest --list     the names of the bugs selftest --time     what launches cost
//
// tests/device/emulation_spec.lua builds it plainly, and with each sanitizer. It is CUDA as well:
//   nvcc -std=c++17 -arch=sm_90 --extended-lambda -x cu *.cpp -lcublasLt -o selftest
// runs on a GPU, all but the planted bugs, whose outcome there is undefined.
#include <functional>

#include "selftest.h"

int passed, failed;

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
  EXPECT(cudaFuncSetAttribute(add_one, cudaFuncAttributeMaxDynamicSharedMemorySize, 300 << 10) ==
         cudaErrorInvalidValue);
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

#ifdef DL_CUDA_EMULATED
// What makes the host wait is counted, and nothing else.
static void test_waits() {
  float *pinned = nullptr, pageable[64] = {};
  cudaStream_t stream;
  cudaEvent_t event;
  const Device<float> data(64);
  CHECK(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
  CHECK(cudaEventCreateWithFlags(&event, cudaEventDisableTiming));
  CHECK(cudaMallocHost(&pinned, sizeof pageable));
  unsigned long long before = cudaEmulationWaits();
  CHECK(cudaMemcpyAsync(data.data, pinned, sizeof pageable, cudaMemcpyHostToDevice, stream));
  DL_LAUNCH(add_one, 2, 32, 0, stream, 64, data.data);
  CHECK(cudaMemsetAsync(data.data, 0, 4, stream));
  CHECK(cudaMemcpyAsync(pinned, data.data, sizeof pageable, cudaMemcpyDeviceToHost, stream));
  CHECK(cudaEventRecord(event, stream));
  (void)cudaEventQuery(event);
  (void)cudaGetLastError();
  EXPECT(cudaEmulationWaits() == before);
  CHECK(cudaMemcpyAsync(data.data, pageable, sizeof pageable, cudaMemcpyHostToDevice, stream));
  EXPECT(cudaEmulationWaits() == before + 1);
  CHECK(cudaMemcpyAsync(pageable, data.data, sizeof pageable, cudaMemcpyDeviceToHost, stream));
  CHECK(cudaEventSynchronize(event));
  CHECK(cudaStreamSynchronize(stream));
  EXPECT(cudaEmulationWaits() == before + 4);
  CHECK(cudaEventDestroy(event));
  CHECK(cudaStreamDestroy(stream));
  CHECK(cudaFreeHost(pinned));
}
#endif

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

int main(int count, char **arguments) {
  const char *const wanted = count > 1 ? arguments[1] : "";
  if (strcmp(wanted, "--list") == 0) return list_bugs(), 0;
  if (strcmp(wanted, "--time") == 0) return time_launches(), 0;
  if (*wanted) return run_bug(wanted);
  test_kernels();
  test_atomics();
  test_errors();
  test_memory();
  test_streams();
#ifdef DL_CUDA_EMULATED
  test_waits();
#endif
  test_capture();
  test_blas();
  printf("%d passed, %d failed\n", passed, failed);
  return failed > 0;
}
