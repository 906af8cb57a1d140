/* steps.cu -- a step that is recorded once and then repeated by one call for each of its parts: CUDA graphs.
**
** Everything that kernels were given is fixed then: addresses, so the step allocates from a pool of its own and the blocks
** of others that it uses are held; and numbers, so those that change (the state of the random generator, the coefficients
** of optimizers) lie in device memory and are written there before the part runs, by kernels whose arguments they are.
*/
#include <string.h>
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

}

struct dl_cuda_step {
  dl_cuda_pool *pool, *before;         /* and what was used before recording began */
  void *workspace, *workspace_before;
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
  if (step->workspace) dl_cuda_release(cuda->allocator, step->workspace, DL_CUDA_WORKSPACE);
  for (void *block : step->held) dl_cuda_let_go(cuda->allocator, block);
  for (void *memory : step->pinned) dl_cuda_pinned_release(cuda->pinned, memory);
  dl_cuda_pool_join(cuda->allocator, step->pool, cuda->own->pool);
  delete step;
}

dl_status dl_cuda_step_uses(dl_cuda *cuda, void *memory) {
  dl_cuda_step *step = cuda->recorded;
  bool held = false;
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
  step->workspace_before = cuda->current->workspace;
  cuda->current->workspace = step->workspace;
  cuda->recorded = step;
  return DL_OK;
}

int dl_cuda_part_end(void *context, void *pointer, int keep) {
  dl_cuda *cuda = (dl_cuda *)context;
  dl_cuda_step *step = (dl_cuda_step *)pointer;
  cudaGraph_t graph = NULL;
  dl_error_clear();
  dl_status status = dl_cuda_status(cudaStreamEndCapture(cuda->stream, &graph), "cudaStreamEndCapture");
  cuda->recorded = NULL;
  step->workspace = cuda->current->workspace;
  cuda->current->workspace = step->workspace_before;
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
