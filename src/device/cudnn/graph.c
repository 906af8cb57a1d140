/* graph.c -- see graph.h. */
#include <string.h>
#include "device/cudnn/graph.h"

#define MOST_ENGINES 64

bool dl_cudnn_graph_begin(dl_cudnn_graph *g) {
  memset(g, 0, sizeof *g);
  g->cudnn = dl_cudnn_open();
  g->next_id = INT64_C(1) << 32;           /* far from those that are named */
  g->status = g->cudnn ? DL_OK : DL_ERROR;
  return g->cudnn != NULL;
}

void dl_cudnn_graph_end(dl_cudnn_graph *g) {
  while (g->count) g->cudnn->drop(g->made[--g->count]);
  g->plan = NULL;
}

/* The status of a call of cuDNN. */
static void check(dl_cudnn_graph *g, const char *what, int status) {
  if (status != 0 && g->status == DL_OK) g->status = dl_cudnn_failed(g->cudnn, what, status);
}

void *dl_cudnn_make(dl_cudnn_graph *g, int type) {
  void *made = NULL;
  if (g->status != DL_OK) return NULL;
  if (g->count == DL_CUDNN_MOST) {
    g->status = dl_error_set("cuDNN: a graph of more than %d descriptors", DL_CUDNN_MOST);
    return NULL;
  }
  check(g, "a descriptor", g->cudnn->make(type, &made));
  if (g->status != DL_OK) return NULL;
  g->made[g->count++] = made;
  return made;
}

void dl_cudnn_set(dl_cudnn_graph *g, void *descriptor, int attribute, int type, int64_t n, const void *values) {
  if (g->status == DL_OK) check(g, "an attribute", g->cudnn->set(descriptor, attribute, type, n, values));
}

void dl_cudnn_set_choice(dl_cudnn_graph *g, void *descriptor, int attribute, int type, int value) {
  dl_cudnn_set(g, descriptor, attribute, type, 1, &value);
}

void dl_cudnn_set_sizes(dl_cudnn_graph *g, void *descriptor, int attribute, int64_t n, const int64_t *values) {
  dl_cudnn_set(g, descriptor, attribute, DL_CUDNN_TYPE_INT64, n, values);
}

void dl_cudnn_set_part(dl_cudnn_graph *g, void *descriptor, int attribute, void *part) {
  dl_cudnn_set(g, descriptor, attribute, DL_CUDNN_TYPE_BACKEND_DESCRIPTOR, 1, &part);
}

void *dl_cudnn_finish(dl_cudnn_graph *g, void *descriptor) {
  if (g->status == DL_OK) check(g, "a part of a graph", g->cudnn->finish(descriptor));
  return descriptor;
}

static void set_truth(dl_cudnn_graph *g, void *descriptor, int attribute) {
  const char yes = 1;
  dl_cudnn_set(g, descriptor, attribute, DL_CUDNN_TYPE_BOOLEAN, 1, &yes);
}

void *dl_cudnn_make_tensor(dl_cudnn_graph *g, const dl_cudnn_tensor *t) {
  void *tensor = dl_cudnn_make(g, DL_CUDNN_BACKEND_TENSOR_DESCRIPTOR);
  const int64_t id = t->id ? t->id : g->next_id++, alignment = t->alignment ? t->alignment : 16;
  dl_cudnn_set_choice(g, tensor, DL_CUDNN_ATTR_TENSOR_DATA_TYPE, DL_CUDNN_TYPE_DATA_TYPE, t->dtype);
  dl_cudnn_set_sizes(g, tensor, DL_CUDNN_ATTR_TENSOR_DIMENSIONS, t->ndim, t->size);
  dl_cudnn_set_sizes(g, tensor, DL_CUDNN_ATTR_TENSOR_STRIDES, t->ndim, t->stride);
  dl_cudnn_set_sizes(g, tensor, DL_CUDNN_ATTR_TENSOR_UNIQUE_ID, 1, &id);
  dl_cudnn_set_sizes(g, tensor, DL_CUDNN_ATTR_TENSOR_BYTE_ALIGNMENT, 1, &alignment);
  if (!t->id) set_truth(g, tensor, DL_CUDNN_ATTR_TENSOR_IS_VIRTUAL);
  if (t->by_value) set_truth(g, tensor, DL_CUDNN_ATTR_TENSOR_IS_BY_VALUE);
  if (t->reordered)
    dl_cudnn_set_choice(g, tensor, DL_CUDNN_ATTR_TENSOR_REORDERING_MODE, DL_CUDNN_TYPE_TENSOR_REORDERING_MODE,
                        DL_CUDNN_TENSOR_REORDERING_F16x16);
  return dl_cudnn_finish(g, tensor);
}

void dl_cudnn_operation(dl_cudnn_graph *g, void *operation) {
  dl_cudnn_finish(g, operation);
  if (g->status == DL_OK && g->operation_count == DL_CUDNN_MOST_OPERATIONS)
    g->status = dl_error_set("cuDNN: a graph of more than %d operations", DL_CUDNN_MOST_OPERATIONS);
  if (g->status == DL_OK) g->operation[g->operation_count++] = operation;
}

/* ---- plans ---- */

void *dl_cudnn_properties_of(dl_cudnn_graph *g, void *handle) {
  void *properties = dl_cudnn_make(g, DL_CUDNN_BACKEND_DEVICEPROP_DESCRIPTOR);
  dl_cudnn_set(g, properties, DL_CUDNN_ATTR_DEVICEPROP_HANDLE, DL_CUDNN_TYPE_HANDLE, 1, &handle);
  return dl_cudnn_finish(g, properties);
}

void *dl_cudnn_properties_from(dl_cudnn_graph *g, const char *json, size_t length) {
  void *properties = dl_cudnn_make(g, DL_CUDNN_BACKEND_DEVICEPROP_DESCRIPTOR);
  dl_cudnn_set(g, properties, DL_CUDNN_ATTR_DEVICEPROP_JSON_REPRESENTATION, DL_CUDNN_TYPE_CHAR, (int64_t)length, json);
  return dl_cudnn_finish(g, properties);
}

/* The notes of what would run a configuration, as bits; of what does not tell, all of them. */
static unsigned notes_of(dl_cudnn_graph *g, void *configuration, int64_t *number) {
  int notes[DL_CUDNN_NUMERICAL_NOTE_TYPE_COUNT];
  int64_t n = 0;
  unsigned bits = 0;
  void *engine = NULL;
  if (g->cudnn->make(DL_CUDNN_BACKEND_ENGINE_DESCRIPTOR, &engine) != 0) return ~0u;
  if (g->cudnn->get(configuration, DL_CUDNN_ATTR_ENGINECFG_ENGINE, DL_CUDNN_TYPE_BACKEND_DESCRIPTOR, 1, &n, &engine) != 0
      || g->cudnn->get(engine, DL_CUDNN_ATTR_ENGINE_GLOBAL_INDEX, DL_CUDNN_TYPE_INT64, 1, &n, number) != 0
      || g->cudnn->get(engine, DL_CUDNN_ATTR_ENGINE_NUMERICAL_NOTE, DL_CUDNN_TYPE_NUMERICAL_NOTE,
                       DL_CUDNN_NUMERICAL_NOTE_TYPE_COUNT, &n, notes) != 0) bits = ~0u;
  else for (int64_t i = 0; i < n && i < DL_CUDNN_NUMERICAL_NOTE_TYPE_COUNT; i++) bits |= 1u << notes[i];
  g->cudnn->drop(engine);
  return bits;
}

/* A plan of this configuration; false where cuDNN cannot do what it proposed. */
static bool make_plan(dl_cudnn_graph *g, void *properties, void *configuration) {
  int64_t n = 0;
  void *plan = dl_cudnn_make(g, DL_CUDNN_BACKEND_EXECUTION_PLAN_DESCRIPTOR);
  dl_cudnn_set_part(g, plan, DL_CUDNN_ATTR_EXECUTION_PLAN_ENGINE_CONFIG, configuration);
  dl_cudnn_set_part(g, plan, DL_CUDNN_ATTR_EXECUTION_PLAN_DEVICEPROP, properties);
  if (g->status != DL_OK) return false;
  int status = g->cudnn->finish(plan);
  if (status == 0)
    status = g->cudnn->get(plan, DL_CUDNN_ATTR_EXECUTION_PLAN_WORKSPACE_SIZE, DL_CUDNN_TYPE_INT64, 1, &n, &g->workspace);
  if (status == 0) {
    g->plan = plan;
    return true;
  }
  g->cudnn->message(g->refusal, sizeof g->refusal);
  g->cudnn->drop(g->made[--g->count]);
  if (g->tries && --g->tries == 0)
    g->status = dl_error_set("cuDNN: of %d ways to run this graph the first that were tried cannot be done: %s", g->engines,
                             g->refusal);
  return false;
}

/* Tries what cuDNN proposes in this mode. The configuration that is taken stays with the graph. */
static void try_mode(dl_cudnn_graph *g, void *all, void *properties, int mode, unsigned without) {
  void *found[MOST_ENGINES] = { NULL };
  int64_t n = 0;
  void *heuristics = dl_cudnn_make(g, DL_CUDNN_BACKEND_ENGINEHEUR_DESCRIPTOR);
  dl_cudnn_set_part(g, heuristics, DL_CUDNN_ATTR_ENGINEHEUR_OPERATION_GRAPH, all);
  dl_cudnn_set_choice(g, heuristics, DL_CUDNN_ATTR_ENGINEHEUR_MODE, DL_CUDNN_TYPE_HEUR_MODE, mode);
  dl_cudnn_set_part(g, heuristics, DL_CUDNN_ATTR_ENGINEHEUR_DEVICEPROP, properties);
  dl_cudnn_finish(g, heuristics);
  if (g->status != DL_OK) return;
  for (int i = 0; i < MOST_ENGINES; i++)
    if (g->cudnn->make(DL_CUDNN_BACKEND_ENGINECFG_DESCRIPTOR, &found[i]) != 0) found[i] = NULL;
  check(g, "what runs a graph", g->cudnn->get(heuristics, DL_CUDNN_ATTR_ENGINEHEUR_RESULTS, DL_CUDNN_TYPE_BACKEND_DESCRIPTOR,
                                              MOST_ENGINES, &n, found));
  if (g->status == DL_OK) g->engines += (int)n;
  for (int64_t i = 0; i < n && i < MOST_ENGINES && g->status == DL_OK && !g->plan; i++) {
    if (notes_of(g, found[i], &g->engine) & without) continue;
    if (make_plan(g, properties, found[i]) && g->count < DL_CUDNN_MOST) {
      g->made[g->count++] = found[i];
      found[i] = NULL;
    }
  }
  for (int i = 0; i < MOST_ENGINES; i++) if (found[i]) g->cudnn->drop(found[i]);
}

dl_status dl_cudnn_graph_plan(dl_cudnn_graph *g, void *properties, unsigned without) {
  static const int modes[] = { DL_CUDNN_HEUR_MODE_A, DL_CUDNN_HEUR_MODE_FALLBACK };
  void *all = dl_cudnn_make(g, DL_CUDNN_BACKEND_OPERATIONGRAPH_DESCRIPTOR);
  dl_cudnn_set(g, all, DL_CUDNN_ATTR_OPERATIONGRAPH_OPS, DL_CUDNN_TYPE_BACKEND_DESCRIPTOR, g->operation_count, g->operation);
  dl_cudnn_finish(g, all);
  for (int i = 0; i < 2 && g->status == DL_OK && !g->plan; i++) try_mode(g, all, properties, modes[i], without);
  if (g->status == DL_OK && !g->plan)
    g->status = dl_error_set("cuDNN: of %d ways to run this graph there is none that is allowed and can be done%s%s", g->engines,
                             g->refusal[0] ? ": " : "", g->refusal);
  return g->status;
}
