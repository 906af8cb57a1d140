/* backward.c -- the walk from outputs back to leaves.
**
** Nodes wait in a heap ordered by when they were recorded; the latest goes first. A node is younger than
** everything that it reads, so when one is taken, all that could still flow into it has: the first node
** on any path from the outputs that had not been taken would be younger, and would stand above it in the heap.
** No count of consumers is needed, nothing recurses, and a chain of a million calls is a loop.
** Accumulators of leaves have sequence 0 and come last.
*/
#include <string.h>
#include "engine/profile.h"
#include "grad/tape.h"

typedef struct walk {
  uint64_t pass;
  dl_node **heap;
  int64_t count, capacity;
  dl_node **seen;                 /* every node of this walk, retained: their gradients are cleared at its end */
  int64_t nseen, seen_capacity;
  dl_backward_options options;
  bool closed;                    /* nothing behind the inputs belongs to this walk */
  int ninputs;                    /* dl_gradients: what is asked for */
  dl_tensor *const *inputs;
  dl_node **input_node;
  dl_tensor **answers;
  dl_device *device;              /* of the gradients flowing now */
} walk;

static bool push_pointer(dl_node ***array, int64_t *count, int64_t *capacity, dl_node *node) {
  if (*count == *capacity) {
    int64_t more = *capacity ? *capacity * 2 : 64;
    dl_node **bigger = dl_allocate((size_t)more * sizeof *bigger);
    if (!bigger) return false;
    if (*count) memcpy(bigger, *array, (size_t)*count * sizeof *bigger);
    dl_deallocate(*array, (size_t)*capacity * sizeof *bigger);
    *array = bigger;
    *capacity = more;
  }
  (*array)[(*count)++] = node;
  return true;
}

/* ---- the heap ---- */

static dl_status enqueue(walk *w, dl_node *node) {
  if (node->queued) return DL_OK;
  if (!push_pointer(&w->heap, &w->count, &w->capacity, node)) return DL_NO_MEMORY;
  node->queued = true;
  int64_t i = w->count - 1;
  while (i > 0 && w->heap[(i - 1) / 2]->sequence < node->sequence) {
    w->heap[i] = w->heap[(i - 1) / 2];
    i = (i - 1) / 2;
  }
  w->heap[i] = node;
  return DL_OK;
}

static dl_node *dequeue(walk *w) {
  dl_node *top = w->heap[0], *moved = w->heap[--w->count];
  int64_t i = 0;
  for (;;) {
    int64_t child = 2 * i + 1;
    if (child >= w->count) break;
    if (child + 1 < w->count && w->heap[child + 1]->sequence > w->heap[child]->sequence) child++;
    if (w->heap[child]->sequence <= moved->sequence) break;
    w->heap[i] = w->heap[child];
    i = child;
  }
  if (w->count) w->heap[i] = moved;
  top->queued = false;
  return top;
}

/* ---- gradients flowing into a node ---- */

static dl_status enter(walk *w, dl_node *node) {
  if (node->pass == w->pass) return DL_OK;
  if (node->pass)
    return dl_error_set("backward: called inside a backward walk over the same tape");
  if (!push_pointer(&w->seen, &w->nseen, &w->seen_capacity, node)) return DL_NO_MEMORY;
  dl_node_retain(node);
  node->pass = w->pass;
  node->queued = false;
  node->needed = w->ninputs == 0;
  return DL_OK;
}

/* Add into the sum so far: in place when nobody else can see it. */
static dl_status accumulate(dl_tensor **sum, dl_tensor *gradient, bool create_graph) {
  if (!*sum) {
    *sum = dl_tensor_retain(gradient);
    return DL_OK;
  }
  dl_value args[2] = { dl_value_tensor(*sum), dl_value_tensor(gradient) };
  const dl_op *add = dl_op_find("add");
  bool alone = !create_graph && (*sum)->references == 1 && (*sum)->storage->references == 1
    && dl_tensor_is_contiguous(*sum) && dl_tensor_same_shape(*sum, gradient);
  if (alone) return dl_call_in_place(add, 2, args);
  dl_tensor *total[DL_MAX_RESULTS];
  int n;
  dl_status status = dl_call(add, 2, args, &n, total);
  if (status != DL_OK) return status;
  dl_tensor_release(*sum);
  *sum = total[0];
  return DL_OK;
}

static dl_status flow(walk *w, dl_node *node, int output, dl_tensor *gradient) {
  if (enter(w, node) != DL_OK) return dl_error_status();
  dl_status status = accumulate(&node->gradient[output], gradient, w->options.create_graph);
  return status == DL_OK ? enqueue(w, node) : status;
}

/* ---- what gradient functions see ---- */

typedef struct run_context { walk *walk; dl_node *node; int first_edge[DL_MAX_ARGUMENTS]; } run_context;

static dl_edge *edge_of(const dl_grad *g, int i, int k) {
  const run_context *context = g->pass;
  return &context->node->edge[context->first_edge[i] + k];
}

static bool edge_wanted(const dl_edge *edge) {
  return edge->node && (edge->node->pass == 0 || edge->node->needed);
}

bool dl_wants_item(const dl_grad *g, int i, int k) {
  return k < dl_value_tensors_in(&g->arg[i]) && edge_wanted(edge_of(g, i, k));
}

bool dl_wants(const dl_grad *g, int i) {
  for (int k = 0; k < dl_value_tensors_in(&g->arg[i]); k++)
    if (dl_wants_item(g, i, k)) return true;
  return false;
}

/* A tensor of one number, of the shape and dtype of another. NULL: no memory, or an interruption. */
static dl_tensor *filled(const dl_tensor *like, dl_device *device, double number) {
  dl_tensor *t = dl_tensor_new((dl_dtype)like->dtype, like->ndim, like->shape, device);
  dl_value args[2] = { dl_value_tensor(t), dl_value_number(number) };
  if (t && dl_call_in_place(dl_op_find("fill"), 2, args) == DL_OK) return t;
  dl_tensor_release(t);
  return NULL;
}

dl_tensor *dl_upstream(dl_grad *g, int i) {
  const run_context *context = g->pass;
  if (!g->upstream[i]) g->upstream[i] = dl_scope_own(g->scope, filled(g->result[i], context->walk->device, 0));
  return g->upstream[i];
}

/* A gradient has the shape and dtype of its argument: broadcasting is undone here, for every operator. */
static dl_tensor *fit(dl_grad *g, const dl_tensor *like, dl_tensor *gradient) {
  if (!dl_tensor_same_shape(like, gradient)) {
    if (!(g->op->record->flags & DL_BROADCAST)) {
      g->scope->status = dl_error_set("backward of %s: gradient of shape %s for an argument of shape %s",
                                      g->op->name, DL_SHAPE_TEXT(gradient), DL_SHAPE_TEXT(like));
      return NULL;
    }
    gradient = DL(g, sumTo, gradient, dl_shape_of(like));
  }
  if (gradient && gradient->dtype != like->dtype) gradient = DL(g, to, gradient, (int)like->dtype);
  return gradient;
}

void dl_give_item(dl_grad *g, int i, int k, dl_tensor *gradient) {
  run_context *context = g->pass;
  if (g->scope->status != DL_OK || !gradient || !dl_wants_item(g, i, k)) return;
  gradient = fit(g, dl_value_tensor_at(&g->arg[i], k), gradient);
  const dl_edge *edge = edge_of(g, i, k);
  if (gradient) g->scope->status = flow(context->walk, edge->node, edge->output, gradient);
}

void dl_give(dl_grad *g, int i, dl_tensor *gradient) { dl_give_item(g, i, 0, gradient); }

static dl_status gradients_of(int noutputs, dl_tensor *const *outputs, dl_tensor *const *upstream,
                              int ninputs, dl_tensor *const *inputs, dl_tensor **gradients,
                              dl_backward_options options, bool closed);

/* ---- one node ---- */

static dl_status check_saved(const dl_node *node) {
  int e = 0;
  if (node->spent)
    return dl_error_set("backward: the tape behind '%s' was already given back by an earlier backward "
      "(use {retainGraph = true} for the earlier one)", node->op->name);
  for (int i = 0; i < node->nargs; i++)
    for (int k = 0; k < dl_value_tensors_in(&node->arg[i]); k++, e++) {
      const dl_tensor *t = dl_value_tensor_at(&node->arg[i], k);
      if (!node->edge[e].saved || t->storage->version == node->edge[e].version) continue;
      return dl_error_set("backward of '%s': its argument %d '%s' (%s %s) was overwritten in place after it "
        "was used, but the gradient needs its old value", node->op->name, i + 1, node->op->parameter[i].name,
        dl_dtype_name((dl_dtype)t->dtype), DL_SHAPE_TEXT(t));
    }
  for (int i = 0; i < node->nresults; i++) {
    const dl_tensor *t = node->result[i];
    if (!t->storage || t->storage->version == node->result_version[i]) continue;
    return dl_error_set("backward of '%s': its result was overwritten in place, "
      "but the gradient needs it", node->op->name);
  }
  return DL_OK;
}

/* An operator without a gradient of its own: differentiate its decomposition. */
static void grad_of_decomposition(dl_grad *g) {
  dl_value values[DL_MAX_ARGUMENTS];
  dl_tensor *leaves[DL_MAX_ARGUMENTS] = { NULL }, *results[DL_MAX_RESULTS], *gradients[DL_MAX_ARGUMENTS];
  dl_tensor *asked[DL_MAX_ARGUMENTS], *from[DL_MAX_RESULTS], *upstream[DL_MAX_RESULTS];
  run_context *context = g->pass;
  int n = 0, nfrom = 0;
  bool create = context->walk->options.create_graph;
  dl_args a = { .op = g->op, .nargs = g->nargs, .scope = g->scope, .device = context->walk->device };
  memcpy(values, g->arg, (size_t)g->nargs * sizeof *values);
  for (int i = 0; i < g->nargs; i++) {
    if (!dl_wants(g, i) || values[i].kind != DL_TENSOR) continue;
    /* With createGraph the argument itself is differentiated, so that the answer is on the tape again. */
    dl_tensor *leaf = create ? DL(g, view, values[i].tensor, dl_shape_of(values[i].tensor))
      : dl_scope_own(g->scope, dl_tensor_detach(values[i].tensor));
    if (!leaf) return;
    if (!dl_tensor_needs_grad(leaf)) g->scope->status = dl_tensor_set_requires_grad(leaf, true);
    values[i].tensor = leaves[i] = leaf;
    asked[n++] = leaf;
  }
  memcpy(a.arg, values, (size_t)g->nargs * sizeof *values);
  bool was = dl_grad_set_enabled(true);
  if (g->scope->status == DL_OK) g->scope->status = g->op->record->decomp(&a);
  memcpy(results, a.result, (size_t)a.nresults * sizeof *results);
  for (int i = 0; i < a.nresults; i++) {
    dl_scope_own(g->scope, results[i]);
    if (!results[i] || !g->upstream[i] || !dl_tensor_needs_grad(results[i])) continue;
    from[nfrom] = results[i];
    upstream[nfrom++] = g->upstream[i];
  }
  dl_backward_options options = { create, create, true };
  dl_grad_set_enabled(was);
  if (g->scope->status == DL_OK && n && nfrom)
    g->scope->status = gradients_of(nfrom, from, upstream, n, asked, gradients, options, true);
  if (g->scope->status != DL_OK || !nfrom) return;
  for (int i = 0, k = 0; i < g->nargs; i++) {
    if (!leaves[i]) continue;
    dl_tensor *gradient = gradients[k++];
    if (gradient) dl_give(g, i, dl_scope_own(g->scope, gradient));
  }
}

/* What the gradient reads of result i. For second derivatives it gets its place on the tape back, in a
** header of its own: the saved one has none, or the node would hold itself alive. */
static dl_tensor *result_for(const walk *w, dl_node *node, int i, dl_scope *scope) {
  dl_tensor *saved = node->result[i];
  if (!w->options.create_graph || !saved->storage) return saved;
  dl_tensor *alias = dl_scope_own(scope, dl_tensor_alias(saved));
  if (!alias) return saved;
  alias->node = dl_node_retain(node);
  alias->output = (uint8_t)i;
  return alias;
}

static dl_status run_gradient(walk *w, dl_node *node) {
  dl_status status = check_saved(node);
  if (status != DL_OK) return status;
  dl_scope scope;
  run_context context = { .walk = w, .node = node };
  dl_tensor *results[DL_MAX_RESULTS], *upstream[DL_MAX_RESULTS];
  dl_scope_open(&scope);
  for (int i = 0, e = 0; i < node->nargs; i++) {
    context.first_edge[i] = e;
    e += dl_value_tensors_in(&node->arg[i]);
  }
  for (int i = 0; i < node->nresults; i++) {
    results[i] = result_for(w, node, i, &scope);
    upstream[i] = node->gradient[i];
    if (upstream[i]) w->device = upstream[i]->storage->device;
  }
  dl_grad g = { .scope = &scope, .op = node->op, .nargs = node->nargs, .nresults = node->nresults,
                .arg = node->arg, .result = results, .upstream = upstream, .context = node->context, .pass = &context };
  dl_device *before = dl_device_for_creation(w->device);       /* zeros and the like belong beside the gradients */
  if (node->op->record->grad) node->op->record->grad(&g);
  else grad_of_decomposition(&g);
  dl_device_for_creation(before);
  status = scope.status;
  dl_scope_close(&scope);
  return status;
}

static dl_status call_hooks(dl_node *node) {
  for (dl_hook *hook = node->hooks; hook; hook = hook->next) {
    dl_tensor **gradient = &node->gradient[hook->output], *replacement = NULL;
    if (!*gradient) continue;
    if (hook->function) {
      dl_status status = hook->function(hook->user, *gradient, &replacement);
      if (status != DL_OK) return status;
      if (replacement) {
        dl_tensor_release(*gradient);
        *gradient = replacement;
      }
    } else if (hook->keeper) {
      dl_tensor_release(hook->keeper->grad);
      hook->keeper->grad = dl_tensor_retain(*gradient);
    }
  }
  return DL_OK;
}

/* The leaf's .grad: the first gradient is taken over if nobody else holds it, later ones are added. */
static dl_status into_leaf(const walk *w, dl_node *node) {
  dl_tensor *leaf = node->leaf, *gradient = node->gradient[0];
  if (!leaf || !gradient) return DL_OK;
  if (leaf->grad) {
    if (w->options.create_graph) return accumulate(&leaf->grad, gradient, true);
    dl_value args[2] = { dl_value_tensor(leaf->grad), dl_value_tensor(gradient) };
    return dl_call_in_place(dl_op_find("add"), 2, args);
  }
  bool ours = gradient->references == 1 && gradient->storage->references == 1 && dl_tensor_is_contiguous(gradient);
  if (ours || w->options.create_graph) {
    leaf->grad = dl_tensor_retain(gradient);
    return DL_OK;
  }
  dl_tensor *copy = dl_tensor_new((dl_dtype)gradient->dtype, gradient->ndim, gradient->shape, gradient->storage->device);
  if (!copy || dl_copy_data(copy, gradient) != DL_OK) {
    dl_tensor_release(copy);
    return dl_error_status();
  }
  leaf->grad = copy;
  return DL_OK;
}

static bool is_input(const walk *w, const dl_node *node) {
  for (int i = 0; i < w->ninputs; i++) if (w->input_node[i] == node) return true;
  return false;
}

static void answer(const walk *w, dl_node *node) {
  for (int i = 0; i < w->ninputs; i++)
    if (w->input_node[i] == node && !w->answers[i])
      w->answers[i] = dl_tensor_retain(node->gradient[w->inputs[i]->output]);
}

/* Does anything that was asked for lie behind this node? */
static bool leads_on(const dl_node *node) {
  for (int e = 0; e < node->nedges; e++) if (edge_wanted(&node->edge[e])) return true;
  return false;
}

static void drop_gradients(dl_node *node) {
  for (int i = 0; i < node->nresults; i++) {
    dl_tensor_release(node->gradient[i]);
    node->gradient[i] = NULL;
  }
}

static dl_status visit(walk *w, dl_node *node) {
  dl_status status = node->hooks ? call_hooks(node) : DL_OK;
  if (status != DL_OK) return status;
  if (w->ninputs) answer(w, node);
  if (!node->op) return w->ninputs ? DL_OK : into_leaf(w, node);
  bool leads = !(w->closed && is_input(w, node)) && leads_on(node);
  if (leads) status = run_gradient(w, node);
  drop_gradients(node);
  /* What was only asked for its gradient belongs to somebody else's backward, still to come. */
  if (status == DL_OK && leads && !w->options.retain_graph) dl_node_spend(node);
  return status;
}

static dl_status visit_profiled(walk *w, dl_node *node) {
  dl_frame frame;
  dl_profile_open(&frame, DL_FRAME_GRADIENT, node->op ? node->op->name : "accumulateGrad");
  frame.key.place = node->place;
  dl_status status = visit(w, node);
  dl_profile_close(&frame);
  return status;
}

/* ---- whole walks ---- */

/* dl_gradients: mark the nodes from which an input can be reached, so that the others are not computed.
** Reachability is found in the order of age: older nodes first, since edges point only to older ones. */
static dl_status mark_needed(walk *w) {
  for (int i = 0; i < w->ninputs; i++) if (enter(w, w->input_node[i]) != DL_OK) return dl_error_status();
  for (int64_t s = 0; s < w->nseen; s++) {                     /* nseen grows: a breadth-first walk */
    dl_node *node = w->seen[s];
    if (w->closed && is_input(w, node)) continue;
    for (int e = 0; e < node->nedges; e++)
      if (node->edge[e].node && enter(w, node->edge[e].node) != DL_OK) return dl_error_status();
  }
  for (int64_t s = 0; s < w->nseen; s++)
    if (enqueue(w, w->seen[s]) != DL_OK) return DL_NO_MEMORY;
  int64_t n = w->count;
  dl_node **order = dl_allocate((size_t)(n ? n : 1) * sizeof *order);
  if (!order) return DL_NO_MEMORY;
  for (int64_t s = 0; s < n; s++) order[s] = dequeue(w);
  for (int i = 0; i < w->ninputs; i++) w->input_node[i]->needed = true;
  for (int64_t s = n - 1; s >= 0; s--)
    for (int e = 0; e < order[s]->nedges && !order[s]->needed; e++)
      order[s]->needed = order[s]->edge[e].node && order[s]->edge[e].node->needed;
  dl_deallocate(order, (size_t)(n ? n : 1) * sizeof *order);
  return DL_OK;
}

static dl_status seed(walk *w, dl_tensor *output, dl_tensor *upstream, int i) {
  dl_node *node = dl_tape_node(output);
  if (!node)
    return dl_error_status() != DL_OK ? dl_error_status()
      : dl_error_set("backward: output %d does not require gradients", i + 1);
  if (upstream) {
    if (!dl_tensor_same_shape(output, upstream))
      return dl_error_set("backward: a gradient of shape %s for an output of shape %s", DL_SHAPE_TEXT(upstream),
                          DL_SHAPE_TEXT(output));
    return flow(w, node, output->output, upstream);
  }
  if (dl_tensor_numel(output) != 1)
    return dl_error_set("backward: the output has shape %s; only a single number has an implied gradient "
      "(pass one, or sum() first)", DL_SHAPE_TEXT(output));
  dl_tensor *ones = filled(output, output->storage->device, 1);
  if (!ones) return dl_error_status();
  dl_status status = flow(w, node, output->output, ones);
  dl_tensor_release(ones);
  return status;
}

static dl_status run(walk *w, int noutputs, dl_tensor *const *outputs, dl_tensor *const *upstream) {
  static _Thread_local uint64_t passes;
  dl_autocast_region *region = dl_autocast_innermost;      /* gradients have the dtypes of what they are gradients of */
  bool was = dl_grad_set_enabled(w->options.create_graph), profiled = dl_is_profiling();
  dl_frame frame;
  dl_autocast_innermost = NULL;
  if (profiled) {
    dl_profile_open(&frame, DL_FRAME_BACKWARD, "backward");
    frame.key.backward = true;
  }
  if (w->options.create_graph) w->options.retain_graph = true;
  w->pass = ++passes;
  w->device = dl_device_cpu();
  dl_status status = DL_OK;
  for (int i = 0; i < noutputs && status == DL_OK && w->ninputs; i++) {
    dl_node *node = dl_tape_node(outputs[i]);
    if (node) status = enter(w, node);
  }
  if (w->ninputs && status == DL_OK) status = mark_needed(w);
  for (int i = 0; i < noutputs && status == DL_OK; i++)
    status = seed(w, outputs[i], upstream ? upstream[i] : NULL, i);
  while (status == DL_OK && w->count) {
    dl_node *node = dequeue(w);
    status = dl_is_profiling() ? visit_profiled(w, node) : visit(w, node);
  }
  for (int64_t s = 0; s < w->nseen; s++) {
    dl_node *node = w->seen[s];
    node->pass = 0;
    node->queued = false;
    drop_gradients(node);
  }
  for (int64_t s = 0; s < w->nseen; s++) dl_node_release(w->seen[s]);
  dl_deallocate(w->seen, (size_t)w->seen_capacity * sizeof *w->seen);
  dl_deallocate(w->heap, (size_t)w->capacity * sizeof *w->heap);
  dl_autocast_innermost = region;
  if (profiled) dl_profile_close(&frame);
  dl_grad_set_enabled(was);
  return status;
}

dl_status dl_backward(int noutputs, dl_tensor *const *outputs, dl_tensor *const *upstream,
                      dl_backward_options options) {
  walk w = { .options = options };
  return run(&w, noutputs, outputs, upstream);
}

static dl_status gradients_of(int noutputs, dl_tensor *const *outputs, dl_tensor *const *upstream,
                              int ninputs, dl_tensor *const *inputs, dl_tensor **gradients,
                              dl_backward_options options, bool closed) {
  if (ninputs == 0) return DL_OK;             /* a walk without inputs is a backward, which writes .grad */
  size_t bytes = (size_t)ninputs * sizeof(dl_node *);
  dl_node **nodes = dl_allocate(bytes);
  if (!nodes) return DL_NO_MEMORY;
  walk w = { .options = options, .closed = closed, .ninputs = ninputs, .inputs = inputs, .input_node = nodes, .answers = gradients };
  dl_status status = DL_OK;
  memset(gradients, 0, bytes);
  for (int i = 0; i < ninputs && status == DL_OK; i++) {
    nodes[i] = dl_tape_node(inputs[i]);
    if (!nodes[i]) status = dl_error_set("grad: input %d does not require gradients", i + 1);
  }
  if (status == DL_OK) status = run(&w, noutputs, outputs, upstream);
  for (int i = 0; i < ninputs && status == DL_OK && !options.allow_unused; i++)
    if (!gradients[i])
      status = dl_error_set("grad: the outputs do not depend on input %d ({allowUnused = true} gives nil)", i + 1);
  if (status != DL_OK)
    for (int i = 0; i < ninputs; i++) {
      dl_tensor_release(gradients[i]);
      gradients[i] = NULL;
    }
  dl_deallocate(nodes, bytes);
  return status;
}

dl_status dl_gradients(int noutputs, dl_tensor *const *outputs, dl_tensor *const *upstream,
                       int ninputs, dl_tensor *const *inputs, dl_tensor **gradients,
                       dl_backward_options options) {
  return gradients_of(noutputs, outputs, upstream, ninputs, inputs, gradients, options, false);
}
