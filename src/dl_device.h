/* dl_device.h -- the device table and nothing else.
**
** A device is a table of functions; the CPU's is linked in, every other comes from
** a shared library `dlua_NAME.so` with one exported function, dl_device_table_v1.
** The table is append-only: `abi` changes only when an entry changes its meaning,
** `size` says how much of it the library knew. Functions return 0, or not 0 and
** then error() says why. Kernels are found by operator name, once, and cached.
*/
#ifndef DL_DEVICE_H
#define DL_DEVICE_H

#include <stddef.h>
#include <stdint.h>

#define DL_DEVICE_ABI 1u

struct dl_args;
typedef int (*dl_device_kernel)(struct dl_args *arguments);

enum { DL_TO_DEVICE, DL_FROM_DEVICE, DL_WITHIN_DEVICE };

typedef struct dl_device_table {
  uint32_t abi, size;
  const char *name;
  int (*count)(void);                                  /* how many there are; 0: error() says why */
  int (*open)(int ordinal, void **context);
  void (*close)(void *context);
  void *(*allocate)(void *context, size_t bytes);      /* 64-byte aligned; NULL: no memory */
  void (*release)(void *context, void *memory, size_t bytes);
  int (*copy)(void *context, void *to, const void *from, size_t bytes, int direction);
  int (*synchronize)(void *context);
  dl_device_kernel (*kernel)(const char *operator_name);  /* NULL: the operator's decomposition runs */
  const char *(*error)(void);
  void (*memory)(void *context, size_t bytes[4]);      /* in use, kept for later, the most ever in use, all there is */
  void (*empty_cache)(void *context);
  const char *(*describe)(void *context);              /* for people: "NVIDIA H200, compute capability 9.0" */
  /* Kernels compiled at run time (NULL: the device runs none); an image is of the architecture, 90 for sm_90. */
  int (*architecture)(void *context);
  int (*load_kernel)(void *context, const void *image, const char *name, void **kernel);
  int (*launch_kernel)(void *context, void *kernel, const unsigned grid[3], const unsigned block[3], unsigned shared,
                       void **arguments);
} dl_device_table;

typedef const dl_device_table *(*dl_device_entry)(uint32_t abi);

struct dl_device {
  const dl_device_table *table;
  void *context;
  int ordinal;
  char name[24];                                       /* "cpu", "null", "cuda:1" */
  dl_device_kernel *kernels;                           /* by operator index; filled on first use */
  int kernel_count;
};

#endif
