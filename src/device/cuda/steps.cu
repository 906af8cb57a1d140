/* steps.cu -- a step that is recorded once and then repeated by one call for each of its parts: CUDA graphs.
**
** Everything that kernels were given is fixed then: addresses, so the step allocates from a pool of its own and the blocks
** of others that it uses are held; and numbers, so those that change (the state of the random generator, the coefficients
** of optimizers) lie in device memory and are written there before the part runs, by kernels whose arguments they are.
*/
#include <string.h>
#include <map>
#include <new>
#include <set>
#include <vector>
#include "device/cuda/pinned.h"
#include "device/cuda/streams.h"
#include "engine/engine.h"

#define CHUNK 64                       /* numbers that one kernel writes */
#define STATE 2                        /* the first of a part: the random state */

namespace {

struct chunk {
  double *place;                       /* on the device */
  double value[CHUNK];
  int count;
  bool changed;
};

struct part {
  cudaGraphExec_t graph;
  std::vector<chunk> chunks;
  size_t renewed_chunk;                /* how far they were renewed since the part last ran */
  int renewed;
  bool asked;                          /* were they to be? */
};

struct new_values { double value[CHUNK]; };

/* A stream of the part that is being recorded; the first one is where it began. */
struct branch {
  dl_cuda_stream *stream;
  void *workspace;                     /* that the stream has outside of the step */
  bool apart;                          /* the first one has not waited for it since it took part */
  int uses;                            /* how often it was chosen, or left */
};

struct mark { size_t branch; int uses; };                      /* where an event was recorded, and when */

}

struct dl_cuda_step {
  dl_cuda_pool *pool, *before;         /* and what was used before recording began */
  std::map<dl_cuda_stream *, void *> workspaces;               /* product.cu */
  std::vector<branch> branches;
  std::map<cudaEvent_t, mark> events;  /* that were recorded in the part, and may be waited for */
  std::vector<part> parts;
  std::set<void *> held, seen;         /* blocks of others; all that were looked at since the part began */
  std::vector<void *> pinned;
  std::set<cudaStream_t> streams;      /* in which it has run */
  int renewing;                        /* part */
  bool follows;                        /* numbers that are recorded now will be renewed */
  dl_cuda_step *next_dead;
};

__global__ void write_numbers(new_values from, double *to, int count) {
  for (int i = threadIdx.x; i < count; i += blockDim.x) to[i] = from.value[i];
}

/* ---- numbers ---- */

/* Not from the step's pool, whose blocks its kernels may have written into before. */
static bool add_chunk(dl_cuda *cuda, dl_cuda_step *step, part *p) {
  chunk c = {};
  dl_cuda_pool *pool = dl_cuda_pool_use(cuda->allocator, step->before);
  c.place = (double *)dl_cuda_allocate(cuda->allocator, sizeof c.value);
  dl_cuda_pool_use(cuda->allocator, pool);
  if (!c.place) return false;
  c.changed = true;
  p->chunks.push_back(c);
  return true;
}

static const double *record_numbers(dl_cuda *cuda, part *p, const double *numbers, int n) {
  if (p->chunks.back().count + n > CHUNK && !add_chunk(cuda, cuda->recorded, p)) return NULL;
  chunk &c = p->chunks.back();
  memcpy(c.value + c.count, numbers, (size_t)n * sizeof *numbers);
  c.count += n;
  return c.place + c.count - n;
}

/* In the order in which they were recorded. */
static void renew_numbers(part *p, const double *numbers, int n) {
  if (p->renewed_chunk < p->chunks.size() && p->renewed + n > p->chunks[p->renewed_chunk].count) {
    p->renewed_chunk++;
    p->renewed = 0;
  }
  if (p->renewed_chunk >= p->chunks.size()) {
    p->renewed = CHUNK + 1;            /* more than there were: the part will not run */
    return;
  }
  chunk &c = p->chunks[p->renewed_chunk];
  c.changed = c.changed || memcmp(c.value + p->renewed, numbers, (size_t)n * sizeof *numbers) != 0;
  memcpy(c.value + p->renewed, numbers, (size_t)n * sizeof *numbers);
  p->renewed += n;
}

dl_status dl_numbers_of(const dl_args *a, const double *numbers, int n, dl_numbers *to) {
  dl_cuda *cuda = dl_cuda_of(a);
  to->moved = NULL;
  to->renewed = cuda->renewed != NULL;
  if (cuda->renewed) renew_numbers(&cuda->renewed->parts[(size_t)cuda->renewed->renewing], numbers, n);
  if (!cuda->recorded) return DL_OK;
  if (!cuda->recorded->follows)
    return dl_error_set("its numbers would be the same each time that the recorded step (dl.cuda.capture) runs: use it through "
                        "an optimizer (optim.Adam), or dl.cuda.number(fn)");
  to->moved = record_numbers(cuda, &cuda->recorded->parts.back(), numbers, n);
  return to->moved ? DL_OK : DL_NO_MEMORY;
}

dl_drawn dl_drawn_of(const dl_args *a) {
  const dl_cuda_step *step = dl_cuda_of(a)->recorded;
  return dl_drawn{ a->seed, a->counter, step ? (const uint64_t *)step->parts.back().chunks[0].place : NULL };
}

/* ---- making and deleting ---- */

void *dl_cuda_step_new(void *context) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_error_clear();
  dl_cuda_step *step = new (std::nothrow) dl_cuda_step();
  if (step && (step->pool = dl_cuda_pool_new(cuda->allocator, NULL))) return step;
  delete step;
  dl_error_memory(sizeof *step);
  return NULL;
}

static dl_cuda_step *dead;             /* deleted while another one was recorded */

/* What it wrote and read is free for others from now on, so it must have run to its end. */
void dl_cuda_step_delete(void *context, void *pointer) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_cuda_step *step = (dl_cuda_step *)pointer;
  if (cuda->recorded) {
    step->next_dead = dead;
    dead = step;
    return;
  }
  dl_cuda_enter(cuda->ordinal);
  for (cudaStream_t stream : step->streams) cudaStreamSynchronize(stream);
  if (!step->streams.empty()) cuda->waited++;
  for (part &p : step->parts)
    if (p.graph) cudaGraphExecDestroy(p.graph);
  for (part &p : step->parts)
    for (chunk &c : p.chunks) dl_cuda_release(cuda->allocator, c.place, sizeof c.value);
  for (auto &entry : step->workspaces)
    if (entry.second) dl_cuda_release(cuda->allocator, entry.second, DL_CUDA_WORKSPACE);
  for (void *block : step->held) dl_cuda_let_go(cuda->allocator, block);
  for (void *memory : step->pinned) dl_cuda_pinned_release(cuda->pinned, memory);
  dl_cuda_pool_join(cuda->allocator, step->pool, cuda->own->pool);
  delete step;
}

/* ---- its streams ----
**
** A block that one stream releases may still be used by another. So from the first event on, which is where streams may part,
** nothing that is released is used again, until the first stream has waited for all others; then what was recorded before
** is no place to go on from: events have to be recorded anew. */

static branch *branch_of(dl_cuda_step *step, const dl_cuda_stream *stream) {
  for (branch &b : step->branches)
    if (b.stream == stream) return &b;
  return NULL;
}

static bool takes_part(dl_cuda_step *step, const dl_cuda_stream *stream) {
  const branch *b = branch_of(step, stream);
  return b && (b == &step->branches[0] || b->apart);
}

static dl_status must_take_part(dl_cuda_step *step, const dl_cuda_stream *stream) {
  if (takes_part(step, stream)) return DL_OK;
  return dl_error_set("this stream has no part in the step that is being recorded (dl.cuda.capture): let it first wait for an "
                      "event that was recorded in a stream which has, stream:wait(event)");
}

static void add_branch(dl_cuda_step *step, dl_cuda_stream *stream) {
  step->branches.push_back(branch{ stream, stream->workspace, false, 0 });
  stream->workspace = step->workspaces[stream];
}

void dl_cuda_step_stream(dl_cuda *cuda, dl_cuda_stream *stream) {
  dl_cuda_step *step = cuda->recorded;
  if (branch *left = branch_of(step, cuda->current)) left->uses++;
  if (branch *chosen = branch_of(step, stream)) chosen->uses++;
}

dl_status dl_cuda_step_record(dl_cuda *cuda, cudaEvent_t event, dl_cuda_stream *stream) {
  dl_cuda_step *step = cuda->recorded;
  if (must_take_part(step, stream) != DL_OK) return DL_ERROR;
  dl_status status = dl_cuda_status(cudaEventRecord(event, stream->handle), "cudaEventRecord");
  if (status != DL_OK) return status;
  branch *b = branch_of(step, stream);
  step->events[event] = mark{ (size_t)(b - &step->branches[0]), b->uses };
  dl_cuda_keep_released(cuda->allocator, true);
  return DL_OK;
}

/* The first stream waits for the others at marks: have all of them come back? */
static void join(dl_cuda *cuda, dl_cuda_step *step, const mark &at) {
  branch &joined = step->branches[at.branch];
  if (joined.uses == at.uses && joined.stream != cuda->current) joined.apart = false;
  for (const branch &b : step->branches)
    if (b.apart) return;
  step->events.clear();
  dl_cuda_keep_released(cuda->allocator, false);
}

dl_status dl_cuda_step_wait(dl_cuda *cuda, dl_cuda_stream *stream, cudaEvent_t event) {
  dl_cuda_step *step = cuda->recorded;
  auto known = step->events.find(event);
  if (known == step->events.end())
    return dl_error_set("a step is being recorded (dl.cuda.capture), and in it a stream waits for events alone that were recorded in "
                        "it, since its streams were last joined");
  const mark at = known->second;
  dl_status status = dl_cuda_status(cudaStreamWaitEvent(stream->handle, event, 0), "cudaStreamWaitEvent");
  if (status != DL_OK) return status;
  if (!branch_of(step, stream)) add_branch(step, stream);
  branch *waiting = branch_of(step, stream);
  if (waiting == &step->branches[0]) join(cuda, step, at);
  else {
    waiting->apart = true;
    waiting->uses++;
  }
  return DL_OK;
}

void dl_cuda_step_forgets(dl_cuda *cuda, cudaEvent_t event) {
  if (cuda->recorded) cuda->recorded->events.erase(event);
}

dl_status dl_cuda_step_uses(dl_cuda *cuda, void *memory) {
  dl_cuda_step *step = cuda->recorded;
  bool held = false;
  if (must_take_part(step, cuda->current) != DL_OK) return DL_ERROR;
  if (!step->seen.insert(memory).second || step->held.count(memory)) return DL_OK;
  if (!dl_cuda_hold(cuda->allocator, memory, step->pool, &held)) return dl_error_memory(sizeof(void *));
  if (held) step->held.insert(memory);
  return DL_OK;
}

dl_status dl_cuda_step_keeps(dl_cuda *cuda, void *pinned) {
  cuda->recorded->pinned.push_back(pinned);
  return DL_OK;
}

/* ---- recording ---- */

int dl_cuda_part_begin(void *context, void *pointer) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_cuda_step *step = (dl_cuda_step *)pointer;
  dl_error_clear();
  dl_cuda_enter(cuda->ordinal);
  step->before = dl_cuda_pool_use(cuda->allocator, step->pool);
  step->parts.push_back(part());
  step->seen.clear();
  step->follows = false;
  dl_status status = add_chunk(cuda, step, &step->parts.back()) ? DL_OK : DL_ERROR;
  if (status == DL_OK)
    status = dl_cuda_status(cudaStreamBeginCapture(cuda->stream, cudaStreamCaptureModeThreadLocal), "cudaStreamBeginCapture");
  if (status != DL_OK) {
    step->parts.pop_back();            /* its chunk stays with the stream */
    dl_cuda_pool_use(cuda->allocator, step->before);
    return (int)status;
  }
  step->parts.back().chunks[0].count = step->parts.back().renewed = STATE;
  dl_cuda_recording(cuda->allocator, cuda->stream);
  add_branch(step, cuda->current);
  cuda->recorded = step;
  return DL_OK;
}

static dl_status end_capture(dl_cuda *cuda, dl_cuda_step *step, cudaGraph_t *graph) {
  dl_cuda_stream *first = step->branches[0].stream;
  const cudaError_t code = cudaStreamEndCapture(first->handle, graph);
  if (code == cudaErrorStreamCaptureUnjoined) {
    cudaGetLastError();
    return dl_error_set("another stream has work in the step at its end (or where uncaptured work stands in it): let the step's own "
                        "stream wait for it before, dl.cuda.currentStream():wait(stream)");
  }
  if (code == cudaSuccess && cuda->current != first)
    return dl_error_set("a part of the step ends within withStream: work that is not captured belongs outside of it");
  return dl_cuda_status(code, "cudaStreamEndCapture");
}

int dl_cuda_part_end(void *context, void *pointer, int keep) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_cuda_step *step = (dl_cuda_step *)pointer;
  cudaGraph_t graph = NULL;
  dl_error_clear();
  dl_status status = end_capture(cuda, step, &graph);
  cuda->recorded = NULL;
  for (branch &b : step->branches) {
    step->workspaces[b.stream] = b.stream->workspace;
    b.stream->workspace = b.workspace;
  }
  step->branches.clear();
  step->events.clear();
  dl_cuda_keep_released(cuda->allocator, false);
  dl_cuda_recording(cuda->allocator, NULL);
  dl_cuda_pool_use(cuda->allocator, step->before);
  size_t nodes = 0;                    /* without any, there is nothing to run */
  if (status == DL_OK && keep) status = dl_cuda_status(cudaGraphGetNodes(graph, NULL, &nodes), "cudaGraphGetNodes");
  if (status == DL_OK && keep && nodes)
    status = dl_cuda_status(cudaGraphInstantiate(&step->parts.back().graph, graph, 0), "cudaGraphInstantiate");
  if (graph) cudaGraphDestroy(graph);
  if (status != DL_OK || !keep) step->parts.pop_back();
  while (dead) {
    dl_cuda_step *gone = dead;
    dead = gone->next_dead;
    dl_cuda_step_delete(context, gone);
  }
  return (int)status;
}

/* ---- running ---- */

int dl_cuda_step_renew(void *context, void *pointer, int number) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_cuda_step *step = (dl_cuda_step *)pointer;
  if (cuda->recorded) {
    step->follows = number >= 0;
    return DL_OK;
  }
  if (number < 0) {
    cuda->renewed = NULL;
    return DL_OK;
  }
  step->renewing = number;
  step->parts[(size_t)number].asked = true;
  cuda->renewed = step;
  return DL_OK;
}

static dl_status write_changed(dl_cuda *cuda, part *p) {
  for (chunk &c : p->chunks) {
    new_values values;
    if (!c.changed) continue;
    memcpy(values.value, c.value, sizeof values.value);
    DL_LAUNCH(write_numbers, 1, CHUNK, 0, cuda->stream, values, c.place, c.count);
    if (dl_cuda_status(cudaGetLastError(), "a step's numbers") != DL_OK) return DL_ERROR;
    c.changed = false;
  }
  return DL_OK;
}

static bool is_complete(const part &p) {
  return !p.asked || (p.renewed_chunk + 1 == p.chunks.size() && p.renewed == p.chunks.back().count);
}

int dl_cuda_part_run(void *context, void *pointer, int number, uint64_t seed, uint64_t moved) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_cuda_step *step = (dl_cuda_step *)pointer;
  part &p = step->parts[(size_t)number];
  dl_error_clear();
  dl_cuda_enter(cuda->ordinal);
  const bool complete = is_complete(p);
  p.renewed_chunk = 0;
  p.renewed = STATE;
  p.asked = false;
  if (!complete)
    return (int)dl_error_set("an optimizer of the step goes on in another way than it did when the step was recorded "
                             "(were its groups or parameters changed?): capture the step anew");
  if (!p.graph) return DL_OK;
  const uint64_t state[STATE] = { seed, moved };
  chunk &first = p.chunks[0];
  first.changed = first.changed || memcmp(first.value, state, sizeof state) != 0;
  memcpy(first.value, state, sizeof state);
  dl_status status = write_changed(cuda, &p);
  if (status != DL_OK) return (int)status;
  step->streams.insert(cuda->stream);
  dl_cuda_queued("a recorded step");
  status = dl_cuda_status(cudaGraphLaunch(p.graph, cuda->stream), "cudaGraphLaunch");
  return (int)(status == DL_OK && cuda->waits ? dl_cuda_wait_for(cuda, cuda->stream) : status);
}
