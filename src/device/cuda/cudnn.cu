/* cudnn.cu -- see cudnn.h. A device has a handle, and the plans for what was asked of it before. What a plan loads, recorded
** steps hold, so plans stay; for more of them than are kept there are the kernels of our own.
*/
#include "device/cuda/cudnn.h"

#ifdef DL_CUDA_EMULATED

int dl_cuda_use_cudnn(int use) {
  if (use <= 0) return 0;
  dl_error_clear();
  dl_error_set("the emulation has no cuDNN");
  return -1;
}

void dl_cuda_cudnn_close(dl_cuda *) {}

dl_status dl_cuda_cudnn_convolution(const dl_args *, const dl_convolution *, dl_convolve, const void *, const void *, const void *,
                                    void *, bool *done) {
  *done = false;
  return DL_OK;
}

dl_status dl_cuda_cudnn_attention(const dl_args *, const dl_attention *, bool, bool *done) {
  *done = false;
  return DL_OK;
}

#else

#include <float.h>
#include <string.h>
#include <atomic>
#include <map>
#include <mutex>
#include <new>
#include "device/cuda/product.h"
#include "device/cudnn/operations.h"

#define MOST_PLANS 1024

namespace {

enum kind { CONVOLUTION, ATTENTION = CONVOLUTION + 3 };          /* of each the variants */

struct plan_key {                      /* compared byte by byte, so it is cleared first */
  int kind, dtype, alignment, flag;    /* flag: TF32 is allowed; attention is causal */
  int64_t numbers[24];
};

struct less_key {
  bool operator()(const plan_key &x, const plan_key &y) const { return memcmp(&x, &y, sizeof x) < 0; }
};

struct state {
  const dl_cudnn_functions *functions;
  void *handle;
  std::mutex lock;                     /* a handle is for one thread at a time */
  std::map<plan_key, dl_cudnn_graph *, less_key> plans;          /* NULL: cuDNN does not do this */
};

/* What a plan is run with: numbers of tensors, and where these are. */
struct tensors {
  int count = 0;
  int64_t id[16];
  void *data[16];
  void add(int64_t which, const void *where) {
    id[count] = which;
    data[count++] = const_cast<void *>(where);
  }
};

}

static std::atomic<int> used(0);

int dl_cuda_use_cudnn(int use) {
  if (use < 0) return used.load();
  dl_error_clear();
  if (use && !dl_cudnn_open()) return -1;
  return used.exchange(use);
}

void dl_cuda_cudnn_close(dl_cuda *cuda) {
  state *s = (state *)cuda->cudnn;
  if (!s) return;
  for (auto &known : s->plans)
    if (known.second) {
      dl_cudnn_graph_end(known.second);
      delete known.second;
    }
  s->functions->destroy(s->handle);
  delete s;
}

/* Making a handle has memory from the device, which is allowed while a step is recorded only if we say so. */
static state *state_of(dl_cuda *cuda) {
  if (cuda->cudnn) return (state *)cuda->cudnn;
  dl_cuda_while_recording also_then;
  const dl_cudnn_functions *functions = dl_cudnn_open();
  state *s = functions ? new (std::nothrow) state() : nullptr;
  if (!s) {
    if (functions) dl_error_memory(sizeof *s);
    return nullptr;
  }
  s->functions = functions;
  const int status = functions->create(&s->handle);
  if (status != 0) {
    dl_cudnn_failed(functions, "a handle", status);
    delete s;
    return nullptr;
  }
  cuda->cudnn = s;
  return s;
}

static int alignment_of(const tensors &t) {
  uintptr_t bits = 0;
  for (int i = 0; i < t.count; i++) bits |= (uintptr_t)t.data[i];
  return bits % 16 == 0 ? 16 : bits % 8 == 0 ? 8 : bits % 4 == 0 ? 4 : 2;
}

/* ---- plans ---- */

/* The plan of a key; the first time, `describe` adds its operations to a graph. NULL: there is none, or no memory. */
template <class Describe> static dl_cudnn_graph *find_plan(state *s, const plan_key &key, Describe describe) {
  auto known = s->plans.find(key);
  if (known != s->plans.end()) return known->second;
  if (s->plans.size() >= MOST_PLANS) return nullptr;
  dl_cuda_while_recording also_then;   /* cuDNN loads what it found */
  dl_cudnn_graph *g = new (std::nothrow) dl_cudnn_graph();
  if (!g) return nullptr;
  unsigned without = 0;
  if (dl_cudnn_graph_begin(g) && describe(g, &without) == DL_OK)
    dl_cudnn_graph_plan(g, dl_cudnn_properties_of(g, s->handle), without);
  if (!g->plan) {
    dl_error_clear();                  /* our own kernels compute it */
    dl_cudnn_graph_end(g);
    delete g;
    g = nullptr;
  }
  return s->plans[key] = g;
}

/* Queues the plan behind what is in the stream. */
static dl_status run_plan(const dl_args *a, state *s, dl_cudnn_graph *plan, const tensors &t) {
  dl_temporary workspace(a, plan->workspace > 0 ? plan->workspace : 1);
  if (!workspace.data) return DL_NO_MEMORY;
  void *const place = workspace.data;
  dl_cudnn_graph call;                 /* holds the one descriptor that says where all is */
  if (!dl_cudnn_graph_begin(&call)) return DL_ERROR;
  void *pack = dl_cudnn_make(&call, DL_CUDNN_BACKEND_VARIANT_PACK_DESCRIPTOR);
  dl_cudnn_set_sizes(&call, pack, DL_CUDNN_ATTR_VARIANT_PACK_UNIQUE_IDS, t.count, t.id);
  dl_cudnn_set(&call, pack, DL_CUDNN_ATTR_VARIANT_PACK_DATA_POINTERS, DL_CUDNN_TYPE_VOID_PTR, t.count, t.data);
  dl_cudnn_set(&call, pack, DL_CUDNN_ATTR_VARIANT_PACK_WORKSPACE, DL_CUDNN_TYPE_VOID_PTR, 1, &place);
  dl_cudnn_finish(&call, pack);
  if (call.status == DL_OK) {
    dl_cuda_while_recording also_then;
    int status = s->functions->set_stream(s->handle, dl_stream(a));
    if (status == 0) status = s->functions->execute(s->handle, plan->plan, pack);
    if (status != 0) call.status = dl_cudnn_failed(s->functions, "a plan", status);
  }
  dl_cudnn_graph_end(&call);
  return call.status == DL_OK ? dl_launched(a) : call.status;
}

/* ---- convolutions ---- */

static plan_key key_of(const dl_convolution *c, dl_convolve which, int alignment, bool tf32) {
  plan_key key;
  memset(&key, 0, sizeof key);
  key.kind = CONVOLUTION + (int)which;
  key.dtype = (int)c->dtype;
  key.alignment = alignment;
  key.flag = tf32;
  const int64_t *const lists[] = { c->in, c->out, c->kernel, c->stride, c->dilation, c->before };
  const int64_t sizes[] = { c->batch, c->groups, c->channels, c->filters };
  memcpy(key.numbers, sizes, sizeof sizes);
  for (int i = 0; i < 6; i++) memcpy(key.numbers + 4 + DL_SPACE * i, lists[i], DL_SPACE * sizeof(int64_t));
  return key;
}

/* As PyTorch does: what the library has rounded is rounded once more. */
template <class T> static dl_status add_bias(const dl_args *a, const void *bias, void *result, int64_t outer, int64_t channels,
                                             const int64_t *space) {
  const int64_t volume = space[0] * space[1] * space[2];
  const T *from = (const T *)bias;
  T *to = (T *)result;
  return dl_each(a, outer * channels * volume, [=] __device__ (int64_t i) {
    to[i] = dl_narrow<T>::of(dl_wide(to[i]) + dl_wide(from[i / volume % channels]));
  });
}

dl_status dl_cuda_cudnn_convolution(const dl_args *a, const dl_convolution *c, dl_convolve which, const void *first,
                                    const void *second, const void *bias, void *result, bool *done) {
  *done = false;
  if (!used.load() || c->dtype == DL_FLOAT64) return DL_OK;
  tensors t;
  t.add(which == DL_CONVOLVE ? DL_CUDNN_X : DL_CUDNN_Y, first);
  t.add(which == DL_CONVOLVE_WEIGHT ? DL_CUDNN_X : DL_CUDNN_WEIGHT, second);
  t.add(which == DL_CONVOLVE ? DL_CUDNN_Y : which == DL_CONVOLVE_INPUT ? DL_CUDNN_X : DL_CUDNN_WEIGHT, result);
  dl_stream(a);                        /* a handle is of the device that is current */
  state *s = state_of(dl_cuda_of(a));
  if (!s) return DL_ERROR;
  std::lock_guard<std::mutex> hold(s->lock);
  const int alignment = alignment_of(t);
  const bool tf32 = c->dtype == DL_FLOAT32 && dl_cuda_allow_tf32(-1);
  dl_cudnn_graph *plan = find_plan(s, key_of(c, which, alignment, tf32), [=] (dl_cudnn_graph *g, unsigned *without) {
    return dl_cudnn_convolution(g, c, which, alignment, tf32, without);
  });
  if (!plan) return DL_OK;
  *done = true;
  const dl_status status = run_plan(a, s, plan, t);
  if (status != DL_OK || !bias) return status;
#define ADD(T) return which == DL_CONVOLVE ? add_bias<T>(a, bias, result, c->batch, c->groups * c->filters, c->out) \
                                           : add_bias<T>(a, bias, result, c->batch, c->groups * c->channels, c->in)
  DL_BY_FLOAT(c->dtype, ADD)
#undef ADD
  return DL_OK;
}

/* ---- attention ---- */

static plan_key key_of(const dl_attention *w, bool gradients, int alignment) {
  plan_key key;
  memset(&key, 0, sizeof key);
  key.kind = ATTENTION + gradients;
  key.dtype = (int)w->dtype;
  key.alignment = alignment;
  key.flag = w->causal;
  const int64_t sizes[] = { w->batch_dims, w->queries, w->keys, w->depth, w->width, w->batch[0], w->batch[1] };
  const dl_attention_rows *const rows[] = { &w->q, &w->k, &w->v, &w->dy };
  memcpy(key.numbers, sizes, (size_t)(5 + w->batch_dims) * sizeof *sizes);
  for (int i = 0; i < (gradients ? 4 : 3); i++) {
    key.numbers[7 + 3 * i] = rows[i]->row;
    for (int d = 0; d < w->batch_dims; d++) key.numbers[8 + 3 * i + d] = rows[i]->batch[d];
  }
  return key;
}

/* What its plan would be without: kept plans do not tell such calls from others. */
static bool is_plain(const dl_attention *w, bool gradients) {
  return dl_dtype_is_half(w->dtype) && w->log_sum_dtype == DL_FLOAT32 && !w->mask.data && !w->seed
    && !(gradients && w->dlog_sum) && w->batch_dims <= 2;
}

static void name_tensors(const dl_attention *w, bool gradients, tensors *t) {
  t->add(DL_CUDNN_QUERY, w->q.data);
  t->add(DL_CUDNN_KEY, w->k.data);
  t->add(DL_CUDNN_VALUE, w->v.data);
  t->add(DL_CUDNN_Y, w->y);
  t->add(DL_CUDNN_LOG_SUM, w->log_sum);
  if (!gradients) return;
  t->add(DL_CUDNN_D_Y, w->dy.data);
  t->add(DL_CUDNN_D_QUERY, w->dq);
  t->add(DL_CUDNN_D_KEY, w->dk);
  t->add(DL_CUDNN_D_VALUE, w->dv);
}

/* Room for what the gradients need besides: the sums of dq first, at zero. */
static dl_status run_gradients(const dl_args *a, state *s, dl_cudnn_graph *plan, const dl_attention *w, tensors *t) {
  const int64_t rows = w->batches * w->queries, sums = (rows * w->depth * (int64_t)sizeof(float) + 255) / 256 * 256;
  dl_temporary scratch(a, sums + rows * (int64_t)sizeof(float));
  if (!scratch.data) return DL_NO_MEMORY;
  const dl_status status = dl_cuda_status(cudaMemsetAsync(scratch.data, 0, (size_t)sums, dl_stream(a)), "cudaMemsetAsync");
  t->add(DL_CUDNN_D_QUERY_SUM, scratch.data);
  t->add(DL_CUDNN_SHIFT, scratch.data + sums);
  return status == DL_OK ? run_plan(a, s, plan, *t) : status;
}

dl_status dl_cuda_cudnn_attention(const dl_args *a, const dl_attention *w, bool gradients, bool *done) {
  *done = false;
  if (!used.load() || !is_plain(w, gradients)) return DL_OK;
  tensors t;
  name_tensors(w, gradients, &t);
  dl_stream(a);                        /* a handle is of the device that is current */
  state *s = state_of(dl_cuda_of(a));
  if (!s) return DL_ERROR;
  std::lock_guard<std::mutex> hold(s->lock);
  const int alignment = alignment_of(t);
  dl_cudnn_graph *plan = find_plan(s, key_of(w, gradients, alignment), [=] (dl_cudnn_graph *g, unsigned *) {
    return gradients ? dl_cudnn_attention_backward(g, w, alignment) : dl_cudnn_attention_forward(g, w, alignment);
  });
  if (!plan) return DL_OK;
  *done = true;
  const float scale = (float)w->scale, lowest = -FLT_MAX, one = 1;
  t.add(DL_CUDNN_SCALE, &scale);
  if (w->causal) t.add(DL_CUDNN_LOWEST, &lowest);
  if (!gradients) return run_plan(a, s, plan, t);
  t.add(DL_CUDNN_ONE, &one);
  return run_gradients(a, s, plan, w, &t);
}

#endif
