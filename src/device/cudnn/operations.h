/* operations.h -- what dlua asks of cuDNN, as graphs: the three products of a convolution; attention and its gradients. Each
** function adds its operations to a graph that has begun, or fails with the reason why cuDNN is not to be asked. */
#ifndef DL_CUDNN_OPERATIONS_H
#define DL_CUDNN_OPERATIONS_H

#include "device/cudnn/graph.h"
#include "dl_op.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Tensors in memory, by the numbers that a call names them with. */
enum {
  DL_CUDNN_X = 1, DL_CUDNN_WEIGHT, DL_CUDNN_Y,
  DL_CUDNN_QUERY, DL_CUDNN_KEY, DL_CUDNN_VALUE, DL_CUDNN_LOG_SUM,
  DL_CUDNN_D_Y, DL_CUDNN_D_QUERY, DL_CUDNN_D_KEY, DL_CUDNN_D_VALUE,
  DL_CUDNN_SHIFT, DL_CUDNN_D_QUERY_SUM,             /* float32 scratch of the gradients: see dl_cudnn_attention_backward */
  DL_CUDNN_SCALE, DL_CUDNN_LOWEST, DL_CUDNN_ONE     /* float32 numbers in the host's memory */
};

/* y = x * weight, or the adjoint that `which` names, without bias. *without: notes that its plan must not have: results are the
** same each time, 16-bit floats are added up in float32, and float32 rounds to TF32 only where that is allowed. */
dl_status dl_cudnn_convolution(dl_cudnn_graph *g, const dl_convolution *c, dl_convolve which, int alignment, bool tf32,
                               unsigned *without);

/* y and log_sum from q, k and v. */
dl_status dl_cudnn_attention_forward(dl_cudnn_graph *g, const dl_attention *w, int alignment);
/* dq, dk and dv from these, y, log_sum and dy. Wants scratch: float32 for each query (SHIFT), and for each element of dq
** (D_QUERY_SUM), zeros at first: to the latter, blocks add up by atomic sums, in no fixed order. */
dl_status dl_cudnn_attention_backward(dl_cudnn_graph *g, const dl_attention *w, int alignment);

#ifdef __cplusplus
}
#endif

#endif
