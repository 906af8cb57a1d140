// graph.cpp -- stream capture: work goes into a list instead of being done, and what would need the device's
// answer is refused. A graph here is that list in the order of submission, which the dependencies allow.
#include "stream.h"

#include <pthread.h>

#include <vector>

using Nodes = std::vector<emulation::Work>;

struct CUgraph_st {
  Nodes nodes;
  emulation::Stream origin;                // while capturing
  std::vector<emulation::Stream> joined;   // other streams that take part
  cudaStreamCaptureMode mode;
  pthread_t thread;
  bool valid;
};

struct CUgraphExec_st {
  std::shared_ptr<const Nodes> nodes;      // work in progress outlives cudaGraphExecDestroy
};

namespace emulation {

static std::set<CUgraph_st *> &captures() {                // in progress
  static auto *const set = new std::set<CUgraph_st *>;
  return *set;
}

static std::set<CUgraph_st *> &graphs() {
  static auto *const set = new std::set<CUgraph_st *>;
  return *set;
}

static std::set<CUgraphExec_st *> &executables() {
  static auto *const set = new std::set<CUgraphExec_st *>;
  return *set;
}

static thread_local cudaStreamCaptureMode thread_mode = cudaStreamCaptureModeGlobal;

bool is_capturing(cudaStream_t stream) {
  const Stream found = find_stream(stream);
  return found && found->capture;
}

cudaError_t invalidate_captures(cudaError_t error) {
  for (CUgraph_st *capture : captures()) capture->valid = false;
  return error;
}

// A relaxed capture forbids nothing, a thread-local one only to its own thread. A thread that has made itself
// relaxed (cudaThreadExchangeStreamCaptureMode) is free; a thread-local one minds its own captures only.
cudaError_t forbidden_while_capturing() {
  if (thread_mode == cudaStreamCaptureModeRelaxed) return cudaSuccess;
  for (CUgraph_st *capture : captures()) {
    const bool own = pthread_equal(capture->thread, pthread_self());
    const bool minds =
        capture->mode == cudaStreamCaptureModeGlobal && thread_mode == cudaStreamCaptureModeGlobal;
    if (capture->mode == cudaStreamCaptureModeRelaxed || (!own && !minds)) continue;
    capture->valid = false;
    return cudaErrorStreamCaptureUnsupported;
  }
  return cudaSuccess;
}

cudaError_t forbidden_for(const Stream &stream) {
  if (stream->legacy && blocking_stream_is_capturing(stream->device)) {
    return invalidate_captures(cudaErrorStreamCaptureImplicit);
  }
  if (!stream->capture) return cudaSuccess;
  stream->capture->valid = false;
  return cudaErrorStreamCaptureUnsupported;
}

bool blocking_stream_is_capturing(int device) {
  for (CUgraph_st *capture : captures()) {
    if (capture->origin->blocking && capture->origin->device == device) return true;
    for (const Stream &stream : capture->joined) {
      if (stream->blocking && stream->device == device) return true;
    }
  }
  return false;
}

cudaError_t capture_work(const Stream &stream, Work work) {
  CUgraph_st *const graph = stream->capture;
  if (!graph->valid) return cudaErrorStreamCaptureInvalidated;
  graph->nodes.push_back(std::move(work));
  stream->captured_until = graph->nodes.size();
  return cudaSuccess;
}

cudaError_t capture_record(cudaEvent_t event, const Stream &stream) {
  if (!stream->capture->valid) return cudaErrorStreamCaptureInvalidated;
  event->capture = stream->capture;
  event->captured_stream = stream;
  event->captured_position = stream->capture->nodes.size();
  return cudaSuccess;
}

// Waiting for an event of a capture makes a stream part of it, and the event's stream joined so far.
cudaError_t capture_wait(const Stream &stream, cudaEvent_t event) {
  if (stream->capture && !stream->capture->valid) return cudaErrorStreamCaptureInvalidated;
  if (!event->capture) {
    return event->last ? invalidate_captures(cudaErrorStreamCaptureIsolation) : cudaSuccess;
  }
  if (!captures().count(event->capture)) return cudaErrorCapturedEvent;
  if (stream->capture && stream->capture != event->capture)
    return invalidate_captures(cudaErrorStreamCaptureMerge);
  if (stream->legacy) return invalidate_captures(cudaErrorStreamCaptureImplicit);
  if (!stream->capture) {
    stream->capture = event->capture;
    event->capture->joined.push_back(stream);
  }
  stream->captured_until = event->capture->nodes.size();
  const Stream &other = event->captured_stream;
  if (other != stream && other->captured_until <= event->captured_position) other->captured_until = 0;
  return cudaSuccess;
}

static cudaError_t end_capture(CUgraph_st *graph) {
  cudaError_t error = graph->valid ? cudaSuccess : cudaErrorStreamCaptureInvalidated;
  for (const Stream &stream : graph->joined) {
    if (error == cudaSuccess && stream->captured_until > 0) error = cudaErrorStreamCaptureUnjoined;
    stream->capture = nullptr;
  }
  graph->origin->capture = nullptr;
  graph->origin.reset();
  graph->joined.clear();
  captures().erase(graph);
  return error;
}

static void run_nodes(const Nodes &nodes) {
  for (const Work &node : nodes) node();
}

}

using namespace emulation;

cudaError_t cudaStreamBeginCapture(cudaStream_t stream, cudaStreamCaptureMode mode) {
  const Entry entry;
  const Stream found = find_stream(stream);
  if (!found) return report(cudaErrorInvalidResourceHandle);
  if (mode < cudaStreamCaptureModeGlobal || mode > cudaStreamCaptureModeRelaxed)
    return report(cudaErrorInvalidValue);
  if (found->legacy) return report(cudaErrorStreamCaptureUnsupported);
  if (found->capture) return report(invalidate_captures(cudaErrorIllegalState));
  CUgraph_st *const graph = new CUgraph_st();
  graph->origin = found, graph->mode = mode, graph->thread = pthread_self(), graph->valid = true;
  found->capture = graph;
  found->captured_until = 0;
  captures().insert(graph);
  return cudaSuccess;
}

cudaError_t cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t *result) {
  const Entry entry;
  const Stream found = find_stream(stream);
  if (!found || !result) return report(found ? cudaErrorInvalidValue : cudaErrorInvalidResourceHandle);
  *result = nullptr;
  CUgraph_st *const graph = found->capture;
  if (!graph) return report(cudaErrorIllegalState);
  if (graph->origin != found) return report(invalidate_captures(cudaErrorStreamCaptureUnmatched));
  if (graph->mode != cudaStreamCaptureModeRelaxed && !pthread_equal(graph->thread, pthread_self())) {
    return report(cudaErrorStreamCaptureWrongThread);
  }
  const cudaError_t error = end_capture(graph);
  if (error != cudaSuccess) {
    delete graph;
    return report(error);
  }
  graphs().insert(graph);
  *result = graph;
  return cudaSuccess;
}

cudaError_t cudaStreamIsCapturing(cudaStream_t stream, cudaStreamCaptureStatus *status) {
  const Entry entry;
  const Stream found = find_stream(stream);
  if (!found || !status) return report(found ? cudaErrorInvalidValue : cudaErrorInvalidResourceHandle);
  if (found->legacy && blocking_stream_is_capturing(found->device))
    return report(cudaErrorStreamCaptureImplicit);
  *status = !found->capture         ? cudaStreamCaptureStatusNone
            : found->capture->valid ? cudaStreamCaptureStatusActive
                                    : cudaStreamCaptureStatusInvalidated;
  return cudaSuccess;
}

cudaError_t cudaThreadExchangeStreamCaptureMode(cudaStreamCaptureMode *mode) {
  const Entry entry;
  if (!mode || *mode < cudaStreamCaptureModeGlobal || *mode > cudaStreamCaptureModeRelaxed) {
    return report(cudaErrorInvalidValue);
  }
  std::swap(*mode, thread_mode);
  return cudaSuccess;
}

// Only their number: nodes are not shown.
cudaError_t cudaGraphGetNodes(cudaGraph_t graph, cudaGraphNode_t *nodes, size_t *count) {
  const Entry entry;
  if (!graphs().count(graph) || !count || nodes) return report(cudaErrorInvalidValue);
  *count = graph->nodes.size();
  return cudaSuccess;
}

cudaError_t cudaGraphInstantiate(cudaGraphExec_t *exec, cudaGraph_t graph, unsigned long long) {
  const Entry entry;
  if (!exec || !graphs().count(graph)) return report(cudaErrorInvalidValue);
  *exec = new CUgraphExec_st{std::make_shared<const Nodes>(graph->nodes)};
  executables().insert(*exec);
  return cudaSuccess;
}

cudaError_t cudaGraphLaunch(cudaGraphExec_t exec, cudaStream_t stream) {
  const Entry entry;
  if (!executables().count(exec)) return report(cudaErrorInvalidValue);
  return report(submit(stream, [nodes = exec->nodes] { run_nodes(*nodes); }));
}

cudaError_t cudaGraphExecDestroy(cudaGraphExec_t exec) {
  const Entry entry;
  if (!executables().erase(exec)) return report(cudaErrorInvalidValue);
  delete exec;
  return cudaSuccess;
}

cudaError_t cudaGraphDestroy(cudaGraph_t graph) {
  const Entry entry;
  if (!graphs().erase(graph)) return report(cudaErrorInvalidValue);
  delete graph;
  return cudaSuccess;
}
