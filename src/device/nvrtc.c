/* nvrtc.c -- see nvrtc.h. The functions' types are the public ones of nvrtc.h of CUDA 12 and 13. */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "device/nvrtc.h"

static struct {
  void *library;
  int (*version)(int *major, int *minor);
  int (*create)(void **program, const char *source, const char *file, int headers, const char *const *texts, const char *const *names);
  int (*destroy)(void **program);
  int (*add_name)(void *program, const char *expression);
  int (*compile)(void *program, int options, const char *const *option);
  int (*log_size)(void *program, size_t *size);
  int (*log)(void *program, char *log);
  int (*image_size)(void *program, size_t *size);
  int (*image)(void *program, char *image);
  int (*lowered_name)(void *program, const char *expression, const char **name);
  const char *(*error)(int code);
} nvrtc;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *open_library(void) {
  static const char *const paths[] = { "libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so", "/usr/local/cuda/lib64/libnvrtc.so",
                                       "/usr/local/cuda/lib/libnvrtc.so" };
  const char *given = getenv("DLUA_NVRTC"), *home = getenv("CUDA_HOME");
  char path[600];
  if (given && *given) return dlopen(given, RTLD_NOW | RTLD_LOCAL);
  for (int i = 0; home && i < 2; i++) {
    snprintf(path, sizeof path, "%s/%s/libnvrtc.so", home, i ? "lib" : "lib64");
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library) return library;
  }
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    void *library = dlopen(paths[i], RTLD_NOW | RTLD_LOCAL);
    if (library) return library;
  }
  return NULL;
}

static bool find_functions(void *library) {
  const struct { const char *name; void *to; } wanted[] = {
    { "nvrtcVersion", &nvrtc.version }, { "nvrtcCreateProgram", &nvrtc.create }, { "nvrtcDestroyProgram", &nvrtc.destroy },
    { "nvrtcAddNameExpression", &nvrtc.add_name }, { "nvrtcCompileProgram", &nvrtc.compile },
    { "nvrtcGetProgramLogSize", &nvrtc.log_size }, { "nvrtcGetProgramLog", &nvrtc.log },
    { "nvrtcGetCUBINSize", &nvrtc.image_size }, { "nvrtcGetCUBIN", &nvrtc.image },
    { "nvrtcGetLoweredName", &nvrtc.lowered_name }, { "nvrtcGetErrorString", &nvrtc.error },
  };
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    void *symbol = dlsym(library, wanted[i].name);
    if (!symbol) return false;
    memcpy(wanted[i].to, &symbol, sizeof symbol);
  }
  return true;
}

static bool open_once(void) {
  if (nvrtc.library) return true;
  void *library = open_library();
  if (!library) {
    dl_error_set("NVIDIA's compiler library libnvrtc is not found (CUDA_HOME, or DLUA_NVRTC, may say where it is)");
    return false;
  }
  if (!find_functions(library)) {
    dl_error_set("libnvrtc is too old: CUDA 12 or newer is needed");
    dlclose(library);
    return false;
  }
  nvrtc.library = library;
  return true;
}

bool dl_nvrtc_open(int *major, int *minor) {
  pthread_mutex_lock(&lock);
  const bool there = open_once();
  pthread_mutex_unlock(&lock);
  if (there) nvrtc.version(major, minor);
  return there;
}

static dl_status failed(const char *what, int code) { return dl_error_set("NVRTC: %s: %s", what, nvrtc.error(code)); }

static char *take_log(void *program) {
  size_t size = 0;
  if (nvrtc.log_size(program, &size) != 0 || size <= 1) return NULL;
  char *log = malloc(size + 1);
  if (!log || nvrtc.log(program, log) != 0) {
    free(log);
    return NULL;
  }
  log[size] = 0;
  return log;
}

static dl_status take_image(void *program, const char *kernel, dl_compiled *compiled) {
  const char *name = NULL;
  int code = nvrtc.lowered_name(program, kernel, &name);
  if (code == 0 && strlen(name) >= sizeof compiled->name) return dl_error_set("the kernel's name is too long");
  if (code == 0) strcpy(compiled->name, name);
  if (code == 0) code = nvrtc.image_size(program, &compiled->size);
  if (code != 0) return failed("the compiled kernel", code);
  if (!(compiled->image = malloc(compiled->size))) return dl_error_set("out of memory");
  code = nvrtc.image(program, compiled->image);
  return code == 0 ? DL_OK : failed("the compiled kernel", code);
}

dl_status dl_nvrtc_compile(const char *source, const char *kernel, int architecture, dl_compiled *compiled) {
  int major, minor;
  void *program = NULL;
  char target[40];
  memset(compiled, 0, sizeof *compiled);
  if (!dl_nvrtc_open(&major, &minor)) return DL_ERROR;
  snprintf(target, sizeof target, "--gpu-architecture=sm_%d", architecture);
  const char *const options[] = { target, "--std=c++17", "-default-device" };
  int code = nvrtc.create(&program, source, "kernel.cu", 0, NULL, NULL);
  if (code != 0) return failed("a program", code);
  code = nvrtc.add_name(program, kernel);
  dl_status status = code == 0 ? DL_OK : failed("the kernel's name", code);
  if (status == DL_OK) {
    code = nvrtc.compile(program, sizeof options / sizeof *options, options);
    compiled->log = take_log(program);
    if (code != 0) status = failed("the source does not compile", code);
  }
  if (status == DL_OK) status = take_image(program, kernel, compiled);
  nvrtc.destroy(&program);
  return status;
}

void dl_nvrtc_free(dl_compiled *compiled) {
  free(compiled->image);
  free(compiled->log);
}
