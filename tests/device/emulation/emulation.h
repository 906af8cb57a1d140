// emulation.h -- what the parts of the emulation know of each other. Kernels and host code see include/ only.
#pragma once

#include <signal.h>

#include <functional>
#include <memory>
#include <mutex>

#include "cuda_runtime_api.h"
#include "device_launch.h"

namespace emulation {

constexpr int DEVICES = 2;

// From the environment, read once; README.md lists them.
struct Options {
  bool defer;              // CUDA_EMULATION_DEFER: streams work when somebody waits for them, and not before
  int order;               // CUDA_EMULATION_ORDER: of blocks, warps, lanes: 0 forward, 1 backward, 2 shuffled
  bool guard;              // CUDA_EMULATION_GUARD: device memory is unreadable for the host
  bool inspect;            // CUDA_EMULATION_INSPECT: structs given to kernels are searched for host pointers
  size_t memory;           // CUDA_EMULATION_MEMORY: megabytes of each device
  long fail;               // CUDA_EMULATION_FAIL: so many kernels run, the next one reads an illegal address
  bool epilogues;          // CUDA_EMULATION_EPILOGUES: cuBLASLt knows what follows a product
};
const Options &options();

// ---- device.cpp ----

// Stands first in each API call: one host thread at a time uses the emulation.
class Entry {
  std::unique_lock<std::recursive_mutex> lock;
public:
  Entry();
};

cudaError_t report(cudaError_t error);          // what an API call returns; remembered for cudaGetLastError
int current_device();
bool can_access(int device, int other);         // the same one, or a peer that was enabled

cudaError_t failure();                          // of a kernel that ran: from then on every call returns it
void fail_from_now_on(cudaError_t error);
void host_waits();                              // one more call that makes the host wait for a device

// ---- memory.cpp ----

struct Allocation {
  char *start;
  size_t bytes;
  int device;              // or HOST: pinned, and mapped into all devices
};
constexpr int HOST = -1;

const Allocation *find_allocation(const void *pointer);    // that holds this byte, or null
bool is_device_address(const void *pointer);               // allocated or not

// Device memory is readable while one of these lives: all of it, or what a kernel on one device may use.
class OpenMemory {
  bool was_open[DEVICES];
public:
  OpenMemory();
  explicit OpenMemory(int device);
  ~OpenMemory();
};

// ---- stream.cpp ----

using Work = std::function<void()>;
int device_of_stream(cudaStream_t stream);                 // or -1 when there is no such stream
cudaError_t submit(cudaStream_t stream, Work work);        // runs it now, later, or notes it in a graph
void run_all(int device);                                  // everything that its streams still have to do

// ---- graph.cpp ----

bool is_capturing(cudaStream_t stream);
// An error when a capture in progress forbids a call like cudaMalloc, which then makes the capture invalid.
cudaError_t forbidden_while_capturing();

// ---- launch.cpp ----

bool describe_running_thread(char *text, size_t bytes);    // "kernel f, block (0,0,0), thread (1,0,0)"
void run_grid(const Launch &launch, int device, const Work &call);

// ---- fault.cpp ----

void install_fault_handler();

// While one lives, a fault handler finds a stack of its own: the thread's may be what is used up.
class FaultStack {
  stack_t before;
public:
  FaultStack();
  ~FaultStack();
};

}
