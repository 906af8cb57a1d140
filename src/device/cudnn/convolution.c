/* convolution.c -- see operations.h. Tensors are as ours are: images, channels, positions in space, each dense. In one dimension
** they are of height 1; in three there are five dimensions. */
#include <string.h>
#include "device/cudnn/operations.h"

static int data_type(dl_dtype dtype) {
  return dtype == DL_FLOAT16 ? DL_CUDNN_DATA_HALF : dtype == DL_BFLOAT16 ? DL_CUDNN_DATA_BFLOAT16 : DL_CUDNN_DATA_FLOAT;
}

/* Dimensions before this one are 1 long and do nothing. */
static int first_dimension(const dl_convolution *c) {
  return c->in[0] == 1 && c->out[0] == 1 && c->kernel[0] == 1 && c->before[0] == 0 ? 1 : 0;
}

static void *dense(dl_cudnn_graph *g, const dl_convolution *c, int64_t id, int64_t outer, int64_t channels, const int64_t *space,
                   int alignment) {
  const int first = first_dimension(c);
  dl_cudnn_tensor t = { .dtype = data_type(c->dtype), .ndim = 2 + DL_SPACE - first, .id = id, .alignment = alignment };
  t.size[0] = outer;
  t.size[1] = channels;
  for (int d = first; d < DL_SPACE; d++) t.size[2 + d - first] = space[d];
  int64_t step = 1;
  for (int d = t.ndim - 1; d >= 0; d--) {
    t.stride[d] = step;
    step *= t.size[d];
  }
  return dl_cudnn_make_tensor(g, &t);
}

/* The border behind that leads to this size of y; of those that do, the same as in front if possible. */
static int64_t behind(const dl_convolution *c, int d) {
  const int64_t reach = (c->kernel[d] - 1) * c->dilation[d] + 1;
  const int64_t least = (c->out[d] - 1) * c->stride[d] + reach - c->in[d] - c->before[d], most = least + c->stride[d] - 1;
  if (c->before[d] >= least && c->before[d] <= most) return c->before[d];
  return least < 0 && most >= 0 ? 0 : least;
}

static void *describe(dl_cudnn_graph *g, const dl_convolution *c) {
  const int first = first_dimension(c);
  const int64_t n = DL_SPACE - first;
  int64_t after[DL_SPACE];
  for (int d = 0; d < DL_SPACE; d++) after[d] = behind(c, d);
  void *p = dl_cudnn_make(g, DL_CUDNN_BACKEND_CONVOLUTION_DESCRIPTOR);
  dl_cudnn_set_choice(g, p, DL_CUDNN_ATTR_CONVOLUTION_COMP_TYPE, DL_CUDNN_TYPE_DATA_TYPE, DL_CUDNN_DATA_FLOAT);
  dl_cudnn_set_choice(g, p, DL_CUDNN_ATTR_CONVOLUTION_CONV_MODE, DL_CUDNN_TYPE_CONVOLUTION_MODE, DL_CUDNN_CROSS_CORRELATION);
  dl_cudnn_set_sizes(g, p, DL_CUDNN_ATTR_CONVOLUTION_SPATIAL_DIMS, 1, &n);
  dl_cudnn_set_sizes(g, p, DL_CUDNN_ATTR_CONVOLUTION_PRE_PADDINGS, n, c->before + first);
  dl_cudnn_set_sizes(g, p, DL_CUDNN_ATTR_CONVOLUTION_POST_PADDINGS, n, after + first);
  dl_cudnn_set_sizes(g, p, DL_CUDNN_ATTR_CONVOLUTION_FILTER_STRIDES, n, c->stride + first);
  dl_cudnn_set_sizes(g, p, DL_CUDNN_ATTR_CONVOLUTION_DILATIONS, n, c->dilation + first);
  return dl_cudnn_finish(g, p);
}

/* The operation of each product, and its attributes. */
static const struct { int type, description, x, weight, y, alpha, beta; } kinds[] = {
  [DL_CONVOLVE] = {
    DL_CUDNN_BACKEND_OPERATION_CONVOLUTION_FORWARD_DESCRIPTOR, DL_CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_CONV_DESC,
    DL_CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_X, DL_CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_W,
    DL_CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_Y, DL_CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_ALPHA,
    DL_CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_BETA },
  [DL_CONVOLVE_INPUT] = {
    DL_CUDNN_BACKEND_OPERATION_CONVOLUTION_BACKWARD_DATA_DESCRIPTOR, DL_CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_CONV_DESC,
    DL_CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_DX, DL_CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_W,
    DL_CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_DY, DL_CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_ALPHA,
    DL_CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_BETA },
  [DL_CONVOLVE_WEIGHT] = {
    DL_CUDNN_BACKEND_OPERATION_CONVOLUTION_BACKWARD_FILTER_DESCRIPTOR, DL_CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_CONV_DESC,
    DL_CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_X, DL_CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_DW,
    DL_CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_DY, DL_CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_ALPHA,
    DL_CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_BETA },
};

/* What cuDNN has no word for. */
static dl_status possible(const dl_convolution *c) {
  if (c->dtype == DL_FLOAT64) return dl_error_set("cuDNN: float64 is not asked for");
  if (c->batch <= 0 || c->groups <= 0 || c->channels <= 0 || c->filters <= 0) return dl_error_set("cuDNN: nothing to compute");
  for (int d = 0; d < DL_SPACE; d++) {
    if (c->in[d] <= 0 || c->out[d] <= 0 || c->kernel[d] <= 0) return dl_error_set("cuDNN: nothing to compute");
    if (c->before[d] < 0 || behind(c, d) < 0) return dl_error_set("cuDNN: a border that crops");
  }
  return DL_OK;
}

dl_status dl_cudnn_convolution(dl_cudnn_graph *g, const dl_convolution *c, dl_convolve which, int alignment, bool tf32,
                               unsigned *without) {
  const float one = 1, zero = 0;
  if (possible(c) != DL_OK) return g->status = DL_ERROR;
  *without = 1u << DL_CUDNN_NUMERICAL_NOTE_NONDETERMINISTIC | 1u << DL_CUDNN_NUMERICAL_NOTE_REDUCED_PRECISION_REDUCTION;
  if (c->dtype == DL_FLOAT32 && !tf32)
    *without |= 1u << DL_CUDNN_NUMERICAL_NOTE_TENSOR_CORE | 1u << DL_CUDNN_NUMERICAL_NOTE_DOWN_CONVERT_INPUTS;
  void *operation = dl_cudnn_make(g, kinds[which].type);
  dl_cudnn_set_part(g, operation, kinds[which].description, describe(g, c));
  dl_cudnn_set_part(g, operation, kinds[which].x, dense(g, c, DL_CUDNN_X, c->batch, c->groups * c->channels, c->in, alignment));
  dl_cudnn_set_part(g, operation, kinds[which].weight,
                    dense(g, c, DL_CUDNN_WEIGHT, c->groups * c->filters, c->channels, c->kernel, alignment));
  dl_cudnn_set_part(g, operation, kinds[which].y, dense(g, c, DL_CUDNN_Y, c->batch, c->groups * c->filters, c->out, alignment));
  dl_cudnn_set(g, operation, kinds[which].alpha, DL_CUDNN_TYPE_FLOAT, 1, &one);
  dl_cudnn_set(g, operation, kinds[which].beta, DL_CUDNN_TYPE_FLOAT, 1, &zero);
  dl_cudnn_operation(g, operation);
  return g->status;
}
