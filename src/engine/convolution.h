/* convolution.h -- the three products of a convolution (device/cpu/level/convolution.c, device/cuda/convolution.cu), in up to
** 3 dimensions.
**
** y[n, f, o] = bias[f] + sum over c and k of weight[f, c, k] x[n, c, o stride + k dilation - before]
**
** x: batch x (groups channels) x in; y: batch x (groups filters) x out; weight: (groups filters) x channels x kernel.
** A filter sees the channels of its group. All tensors are contiguous; on the CPU they are float32 or
** float64, on CUDA any floats.
*/
#ifndef DL_CONVOLUTION_H
#define DL_CONVOLUTION_H

#define DL_SPACE 3                 /* dimensions; those that a tensor has not are 1 long and come first */

typedef struct dl_convolution {
  dl_device *device;
  dl_dtype dtype;
  int64_t batch, groups, channels, filters;      /* channels and filters of one group */
  int64_t in[DL_SPACE], out[DL_SPACE], kernel[DL_SPACE];
  int64_t stride[DL_SPACE], dilation[DL_SPACE], before[DL_SPACE];     /* before: the border in front */
} dl_convolution;

typedef enum { DL_CONVOLVE, DL_CONVOLVE_INPUT, DL_CONVOLVE_WEIGHT } dl_convolve;

#define dl_convolution_scratch DL_PASTE(dl_convolution_scratch_, DL_LEVEL)
#define dl_convolution_run DL_PASTE(dl_convolution_run_, DL_LEVEL)
size_t dl_convolution_scratch(const dl_convolution *c, dl_convolve which);
/* DL_CONVOLVE:        result y from x, weight and bias (or NULL).
** DL_CONVOLVE_INPUT:  result x from y and weight, the adjoint in x, plus bias for each channel (or NULL).
** DL_CONVOLVE_WEIGHT: result weight from y and x, the adjoint in the weight. */
dl_status dl_convolution_run(const dl_convolution *c, dl_convolve which, const void *first, const void *second,
                             const void *bias, void *result, void *scratch);

#endif
