/* graph.h -- a graph of cuDNN's operations, and the plan to run it: the descriptors that both consist of.
**
** A graph is made call by call. The first call that fails leaves its error in `status`, and those behind it do nothing, so that
** who makes a graph asks once, at the end. Nothing here touches a device; only its properties are asked for, and they may come
** from a text.
*/
#ifndef DL_CUDNN_GRAPH_H
#define DL_CUDNN_GRAPH_H

#include "device/cudnn/library.h"
#include "device/cudnn/names.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { DL_CUDNN_MOST = 128, DL_CUDNN_MOST_OPERATIONS = 24 };

typedef struct dl_cudnn_graph {
  const dl_cudnn_functions *cudnn;
  dl_status status;
  int count, operation_count;
  void *made[DL_CUDNN_MOST], *operation[DL_CUDNN_MOST_OPERATIONS];
  int64_t next_id;                         /* of tensors that nobody names */
  void *plan;                              /* NULL: there is none (yet) */
  int64_t workspace, engine;               /* bytes that the plan needs; cuDNN's number of what runs it */
  int engines, tries;                      /* ways to run the graph that cuDNN proposed; how many to try, 0: all */
  char refusal[300];                       /* what it said of the last of them that it cannot do */
} dl_cudnn_graph;

typedef struct dl_cudnn_tensor {
  int dtype, ndim;                         /* dtype: one of DL_CUDNN_DATA_ */
  int64_t size[5], stride[5];
  int64_t id;                              /* 0: only this graph knows it, and it is nowhere in memory */
  int64_t alignment;                       /* bytes, of what is in memory */
  bool by_value, reordered;                /* a number that is read from the host's memory; an order of cuDNN's own */
} dl_cudnn_tensor;

/* Empty; false, and the error says why: no cuDNN. */
bool dl_cudnn_graph_begin(dl_cudnn_graph *g);
/* Drops all that was made for it. */
void dl_cudnn_graph_end(dl_cudnn_graph *g);

/* A descriptor, dropped with the graph. NULL: the graph has failed. */
void *dl_cudnn_make(dl_cudnn_graph *g, int type);
void dl_cudnn_set(dl_cudnn_graph *g, void *descriptor, int attribute, int type, int64_t n, const void *values);
void dl_cudnn_set_choice(dl_cudnn_graph *g, void *descriptor, int attribute, int type, int value);
void dl_cudnn_set_sizes(dl_cudnn_graph *g, void *descriptor, int attribute, int64_t n, const int64_t *values);
void dl_cudnn_set_part(dl_cudnn_graph *g, void *descriptor, int attribute, void *part);
void *dl_cudnn_finish(dl_cudnn_graph *g, void *descriptor);
void *dl_cudnn_make_tensor(dl_cudnn_graph *g, const dl_cudnn_tensor *t);
/* Finishes an operation, which is the graph's next one. */
void dl_cudnn_operation(dl_cudnn_graph *g, void *operation);

/* ---- plans ---- */

/* The properties of the device of a handle, or those of a text (JSON) for a device that is not here. */
void *dl_cudnn_properties_of(dl_cudnn_graph *g, void *handle);
void *dl_cudnn_properties_from(dl_cudnn_graph *g, const char *json, size_t length);
/* The first way to run the graph that cuDNN proposes, without these numerical notes (bits), and that it can really do. Fails if
** there is none. */
dl_status dl_cudnn_graph_plan(dl_cudnn_graph *g, void *properties, unsigned without);

#ifdef __cplusplus
}
#endif

#endif
