/* toDevice.c -- a copy on another device. Its gradient is carried back. */
#include "dl_op.h"

#ifndef DL_DEVICE_PASS

static void nothing_to_drop(void *device) { (void)device; }       /* devices stay open */

/* The gradient must know where x was, and nothing else of it. */
static dl_status to_device_decomp(dl_args *a) {
  const dl_tensor *x = dl_in(a, 0);
  dl_device *device = dl_device_find(dl_string(a, 1));
  if (!device) return DL_ERROR;
  dl_tensor *moved = dl_moved(x, device, dl_boolean(a, 2));
  if (!moved) return DL_ERROR;
  dl_status status = dl_give_result(a, 0, moved);
  dl_tensor_release(moved);
  a->context = x->storage->device;
  a->drop_context = nothing_to_drop;
  return status;
}

static void to_device_grad(dl_grad *g) {
  dl_give(g, 0, DL(g, toDevice, dl_upstream(g, 0), dl_device_name(g->context)));
}

DL_OP(toDevice) {
  .sig = "x: Tensor, device: string, nonBlocking: bool = false",
  .doc = "A copy of x on a device: \"cpu\", \"cuda\", \"cuda:1\". x:to(device) leaves out the copy where x is there already. "
         "With nonBlocking the call does not wait for a copy from pinned memory (x:pinMemory()), which must not be written "
         "meanwhile, and a copy to the CPU lies in pinned memory, which is not to be read before the device is synchronized.",
  .flags = DL_OPAQUE,
  .decomp = to_device_decomp,
  .grad = to_device_grad,
  .sample = "{ randn(3, 4), 'cpu' }, { randn(3, 4):t(), 'cpu' }, { randn(), 'cpu' }, { randn(0), 'cpu' }, { randn(3), 'cpu', true }",
  .error = "{ randn(3), 'cup' }, { randn(3) }, { randn(3), 'null:7' }",
};
#endif
