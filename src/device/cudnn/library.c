/* library.c -- see library.h. The functions' types are the public ones of cudnn_graph.h. */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "device/cudnn/library.h"

#define OLDEST 90800               /* has descriptors of a device's properties */

static dl_cudnn_functions functions;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static char missing[240];          /* why there is none; "": there is one */

static void *open_library(void) {
  const char *home = getenv("CUDA_HOME");
  char path[600];
  for (int i = 0; home && i < 2; i++) {
    snprintf(path, sizeof path, "%s/%s/libcudnn.so.9", home, i ? "lib" : "lib64");
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library) return library;
  }
  return dlopen("libcudnn.so.9", RTLD_NOW | RTLD_LOCAL);
}

static bool find_functions(void *library) {
  const struct { const char *name; void *to; } wanted[] = {
    { "cudnnGetVersion", &functions.version }, { "cudnnCreate", &functions.create }, { "cudnnDestroy", &functions.destroy },
    { "cudnnSetStream", &functions.set_stream }, { "cudnnBackendCreateDescriptor", &functions.make },
    { "cudnnBackendDestroyDescriptor", &functions.drop }, { "cudnnBackendFinalize", &functions.finish },
    { "cudnnBackendSetAttribute", &functions.set }, { "cudnnBackendGetAttribute", &functions.get },
    { "cudnnBackendExecute", &functions.execute }, { "cudnnGetErrorString", &functions.name },
    { "cudnnGetLastErrorString", &functions.message },
  };
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    void *symbol = dlsym(library, wanted[i].name);
    if (!symbol) return false;
    memcpy(wanted[i].to, &symbol, sizeof symbol);
  }
  return true;
}

/* A library that was found stays open: threads of its own may run. */
static void open_once(void) {
  void *library = open_library();
  if (!library) {
    const char *reason = dlerror();
    snprintf(missing, sizeof missing, "cuDNN 9 is not found (CUDA_HOME may say where it is): %s", reason ? reason : "no reason");
  } else if (!find_functions(library) || functions.version() < OLDEST) {
    snprintf(missing, sizeof missing, "this cuDNN is too old: 9.8 or a later 9 is needed");
  }
}

const dl_cudnn_functions *dl_cudnn_open(void) {
  pthread_once(&once, open_once);
  if (!missing[0]) return &functions;
  dl_error_set("%s", missing);
  return NULL;
}

dl_status dl_cudnn_failed(const dl_cudnn_functions *cudnn, const char *what, int status) {
  char text[400] = "";
  cudnn->message(text, sizeof text);
  return dl_error_set("cuDNN: %s: %s%s%s", what, cudnn->name(status), text[0] ? ": " : "", text);
}
