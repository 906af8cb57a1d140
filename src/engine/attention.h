/* attention.h -- attention in blocks (device/cpu/level/attention.c, device/cuda/attention.cu): what ops/attention.c asks for.
**
** y = softmax(scale q k^T, masked) v for each batch. Rows of tensors are dense, one behind the other in their own steps.
*/
#ifndef DL_ATTENTION_H
#define DL_ATTENTION_H

#ifdef __cplusplus
extern "C" {
#endif

/* Elements between rows, and between batches along each batch dimension. */
typedef struct dl_attention_rows { const char *data; int64_t row, batch[DL_MAX_DIMS]; } dl_attention_rows;

typedef struct dl_attention {
  dl_device *device;
  dl_dtype dtype, log_sum_dtype;           /* of all; of log_sum and dlog_sum. On the CPU both are float32, or float64 */
  int batch_dims;
  int64_t batch[DL_MAX_DIMS], batches, queries, keys, depth, width;   /* depth: of queries and keys, width: of values */
  dl_attention_rows q, k, v, mask, dy;
  int64_t mask_column;
  bool causal, truth;                      /* truth: the mask says which keys are seen; else it is added */
  double scale, dropout;
  const int64_t *seed;                     /* NULL: no weights are dropped */
  char *y, *log_sum, *dq, *dk, *dv;        /* contiguous */
  const char *dlog_sum;                    /* or NULL */
} dl_attention;

#define dl_attention_forward DL_PASTE(dl_attention_forward_, DL_LEVEL)
#define dl_attention_backward DL_PASTE(dl_attention_backward_, DL_LEVEL)
#define dl_attention_dropout DL_PASTE(dl_attention_dropout_, DL_LEVEL)
/* y and log_sum from q, k and v. */
dl_status dl_attention_forward(const dl_attention *w);
/* dq, dk and dv from these, y, log_sum and their gradients. On the CPU it wants scratch: a double for each query. */
dl_status dl_attention_backward(const dl_attention *w, void *scratch);
/* What dropout multiplies the first n weights by, into y. */
dl_status dl_attention_dropout(const dl_attention *w, int64_t n);

#ifdef __cplusplus
}
#endif

#endif
