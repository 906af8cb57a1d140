/* tape.h -- the nodes of the tape, as the files of this room share them.
**
** A node is one recorded call. It holds the arguments that the gradient will read, and edges
** to the nodes which made its tensor arguments. Results hold their node, nodes hold their
** edges, so a tape lives as long as somebody can start a backward walk from it; nothing waits
** for a collector. Results that the gradient reads are saved as aliases without a node, or
** they would hold themselves alive.
*/
#ifndef DL_TAPE_H
#define DL_TAPE_H

#include "engine/engine.h"
#include "grad/grad.h"

typedef struct dl_edge {
  dl_node *node;              /* NULL: this argument needs no gradient */
  uint8_t output;
  bool saved;                 /* the tensor was kept, to be read by the gradient */
  uint32_t version;           /* of its storage when it was kept */
} dl_edge;

typedef struct dl_hook {
  struct dl_hook *next;
  int output;
  uint64_t id;
  dl_tensor *keeper;          /* not counted: a non-leaf whose .grad is to be kept */
  dl_hook_function function;
  void (*drop)(void *user);
  void *user;
} dl_hook;

struct dl_node {
  int32_t references;
  int16_t nargs, nedges, nresults;
  bool spent;                 /* its saved values were given back by a backward walk */
  bool queued, needed;        /* marks of the walk numbered `pass` */
  uint64_t sequence;          /* later calls have higher ones: the order of the walk */
  uint64_t pass;
  uint32_t bytes;             /* of this block: the arrays below lie behind it */
  uint32_t place;             /* the module in which it was recorded, while a profile ran */
  const dl_op *op;            /* NULL: the accumulator of a leaf */
  dl_tensor *leaf;            /* of an accumulator; not counted */
  dl_hook *hooks;
  void *context;              /* DL_OPAQUE: left by forward */
  void (*drop_context)(void *context);
  dl_value *arg;
  dl_edge *edge;
  dl_tensor **result;         /* aliases (saved) or bare headers */
  uint32_t *result_version;
  dl_tensor **gradient;       /* what has flowed in during a walk */
  dl_node *next_free;         /* the list of nodes being taken down */
};

/* The node that a tensor stands for: what made it, or the accumulator of a leaf; NULL: none. A view
** whose base was written in place since gets a new one here. Sets a status on failure. */
dl_node *dl_tape_node(dl_tensor *t);
dl_node *dl_node_retain(dl_node *node);
void dl_node_release(dl_node *node);
/* Give back what the gradient reads. */
void dl_node_spend(dl_node *node);

#endif
