// stream.h -- streams and events, as stream.cpp and graph.cpp share them.
#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <set>
#include <vector>

#include "emulation.h"

struct CUstream_st {
  int device;
  bool legacy;                             // the stream that is called null
  bool blocking;                           // works by turns with the legacy stream of its device
  std::deque<emulation::Work> waiting;
  uint64_t submitted, done;                // pieces of work so far
  CUgraph_st *capture;                     // where its work goes instead, while capturing
  size_t captured_until;                   // nodes of the graph when it last added one
};

namespace emulation {

using Clock = std::chrono::steady_clock;
using Stream = std::shared_ptr<CUstream_st>;

struct Record {                            // one cudaEventRecord
  Stream stream;
  uint64_t position;                       // done when the stream has done so much
  Clock::time_point when;
};

// Null is the legacy stream. An empty result: there is no such stream.
Stream find_stream(cudaStream_t stream);

// graph.cpp
cudaError_t capture_work(const Stream &stream, Work work);
cudaError_t capture_record(cudaEvent_t event, const Stream &stream);
cudaError_t capture_wait(const Stream &stream, cudaEvent_t event);
cudaError_t forbidden_for(const Stream &stream);           // to wait for, while it is capturing
bool blocking_stream_is_capturing(int device);
cudaError_t invalidate_captures(cudaError_t error);        // of all captures in progress; returns the error

}

struct CUevent_st {
  int device;
  bool timing;
  std::shared_ptr<emulation::Record> last;
  CUgraph_st *capture;                     // if last recorded in a capture: in which, and after how much
  emulation::Stream captured_stream;
  size_t captured_position;
};
