/* program_source.c -- a program of pointwise steps as the source of a CUDA kernel (NVRTC has no headers: nothing is included).
**
** Every value of the program is a variable, steps are the formulas of DL_PROGRAM_STEPS. Outside of NVRTC (tests compile
** sources for the CPU) `wide` and `narrow` of 16-bit floats come from whoever includes the source.
*/
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "engine/engine.h"
#include "engine/program.h"

#define MOST_UNROLLED 64               /* steps of a formula that is computed for 16 bytes of elements at a time */

static const char *const formulas[] = {
#define FORMULA(name, operands, formula) #formula,
  DL_PROGRAM_STEPS(FORMULA)
#undef FORMULA
};

typedef struct text {
  char *at;
  size_t used, room;
} text;

static void put(text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(text *t, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const bool fits = t->used < t->room;
  const int n = vsnprintf(fits ? t->at + t->used : NULL, fits ? t->room - t->used : 0, format, arguments);
  va_end(arguments);
  if (n > 0) t->used += (size_t)n;
}

#define ELSEWHERE "#else\nfloat wide(element v);\nelement narrow(float f);\n#endif\n"

static const char half_conversions[] =
  "struct element { unsigned short bits; };\n"
  "#ifdef __CUDACC_RTC__\n"
  "static __device__ float wide(element v) {\n"
  "  float f;\n"
  "  asm(\"{ .reg .b16 h; mov.b16 h, %1; cvt.f32.f16 %0, h; }\" : \"=f\"(f) : \"h\"(v.bits));\n"
  "  return f;\n"
  "}\n"
  "static __device__ element narrow(float f) {\n"
  "  element v;\n"
  "  asm(\"{ .reg .b16 h; cvt.rn.f16.f32 h, %1; mov.b16 %0, h; }\" : \"=h\"(v.bits) : \"f\"(f));\n"
  "  return v;\n"
  "}\n"
  ELSEWHERE;

static const char bfloat_conversions[] =
  "struct element { unsigned short bits; };\n"
  "#ifdef __CUDACC_RTC__\n"
  "static __device__ float wide(element v) { return __uint_as_float((unsigned)v.bits << 16); }\n"
  "static __device__ element narrow(float f) {\n"                      /* to the nearest, ties to even */
  "  const unsigned u = __float_as_uint(f);\n"
  "  element v;\n"
  "  v.bits = f != f ? u >> 16 | 0x40 : (u + 0x7fff + (u >> 16 & 1)) >> 16;\n"
  "  return v;\n"
  "}\n"
  ELSEWHERE;

static void put_types(text *t, dl_dtype dtype) {
  put(t, "typedef %s T;\n", dtype == DL_FLOAT64 ? "double" : "float");
  if (dl_dtype_is_half(dtype)) put(t, "%s", dtype == DL_FLOAT16 ? half_conversions : bfloat_conversions);
  else put(t, "typedef T element;\nstatic __device__ T wide(T v) { return v; }\nstatic __device__ T narrow(T v) { return v; }\n");
  put(t, "enum { E = 16 / sizeof(element) };\nstruct alignas(16) elements { element v[E]; };\n");
  put(t, "struct alignas(E) truths { unsigned char v[E]; };\n");
  put(t, "struct launched {\n  long long total, ndim, shape[%d], step[%d][%d];\n", DL_MAX_DIMS, DL_MAX_DIMS, DL_PROGRAM_MOST_INPUTS);
  put(t, "  const element *from[%d];\n  void *to[%d];\n  double constant[%d];\n};\n", DL_PROGRAM_MOST_INPUTS,
      DL_PROGRAM_MOST_RESULTS, DL_PROGRAM_MOST_CONSTANTS);
}

static void put_step(text *t, const dl_program *p, int s) {
  static const char operand[] = "xyz";
  const dl_step *step = &p->step[s];
  const int n = dl_step_operands((dl_step_kind)step->kind), value = dl_program_first_step(p) + s;
  put(t, "  T v%d;\n  { const T ", value);
  for (int i = 0; i < n; i++) put(t, "%s%c = v%d", i ? ", " : "", operand[i], step->of[i]);
  put(t, "; v%d = (T)(%s); }\n", value, formulas[step->kind]);
}

/* One element: from inputs and constants v0 ... to results y0 ... */
static void put_compute(text *t, const dl_program *p) {
  put(t, "static __device__ void compute(");
  for (int v = 0; v < dl_program_first_step(p); v++) put(t, "const T v%d, ", v);
  for (int r = 0; r < p->results; r++) put(t, "%sT &y%d", r ? ", " : "", r);
  put(t, ") {\n");
  for (int s = 0; s < p->steps; s++) put_step(t, p, s);
  for (int r = 0; r < p->results; r++) put(t, "  y%d = v%d;\n", r, p->result[r]);
  put(t, "}\n");
}

/* The call for the elements e0 ..., or for element e of the vectors x0 ... */
static void put_call(text *t, const dl_program *p, bool of_vectors) {
  put(t, "T ");
  for (int r = 0; r < p->results; r++) put(t, "%sy%d", r ? ", " : "", r);
  put(t, ";\n      compute(");
  for (int k = 0; k < p->inputs; k++) put(t, of_vectors ? "wide(x%d.v[e]), " : "wide(e%d), ", k);
  for (int c = 0; c < p->constants; c++) put(t, "v%d, ", p->inputs + c);
  for (int r = 0; r < p->results; r++) put(t, "%sy%d", r ? ", " : "", r);
  put(t, ");\n");
}

/* Where inputs are dense or one number, and all lies at multiples of 16 bytes, so many are read and written at a time. */
static void put_dense(text *t, const dl_program *p) {
  put(t, "  bool dense = a.ndim == 1");
  for (int k = 0; k < p->inputs; k++)
    put(t, " && (a.step[0][%d] == 0 || (a.step[0][%d] == 1 && (unsigned long long)a.from[%d] %% 16 == 0))", k, k, k);
  for (int r = 0; r < p->results; r++) put(t, " && (unsigned long long)a.to[%d] %% 16 == 0", r);
  put(t, ";\n  const long long groups = dense ? a.total / E : 0;\n");
  put(t, "  for (long long g = first; g < groups; g += stride) {\n");
  for (int k = 0; k < p->inputs; k++)
    put(t, "    elements x%d;\n    if (a.step[0][%d]) x%d = ((const elements *)a.from[%d])[g];\n"
        "    else for (int e = 0; e < E; e++) x%d.v[e] = a.from[%d][0];\n", k, k, k, k, k, k);
  for (int r = 0; r < p->results; r++) put(t, "    %s r%d;\n", dl_program_result_is_truth(p, r) ? "truths" : "elements", r);
  put(t, "#pragma unroll\n    for (int e = 0; e < E; e++) {\n      ");
  put_call(t, p, true);
  for (int r = 0; r < p->results; r++)
    put(t, dl_program_result_is_truth(p, r) ? "      r%d.v[e] = y%d != 0;\n" : "      r%d.v[e] = narrow(y%d);\n", r, r);
  put(t, "    }\n");
  for (int r = 0; r < p->results; r++)
    put(t, "    ((%s *)a.to[%d])[g] = r%d;\n", dl_program_result_is_truth(p, r) ? "truths" : "elements", r, r);
  put(t, "  }\n");
}

/* Where the elements of number i are, which have any strides. */
static void put_places(text *t, const dl_program *p) {
  put(t, "    long long rest = i");
  for (int k = 0; k < p->inputs; k++) put(t, ", at%d = 0", k);
  put(t, ";\n    for (int d = (int)a.ndim - 1; d > 0; d--) {\n      const long long place = rest %% a.shape[d];\n      rest /= a.shape[d];\n");
  for (int k = 0; k < p->inputs; k++) put(t, "      at%d += place * a.step[d][%d];\n", k, k);
  put(t, "    }\n");
  for (int k = 0; k < p->inputs; k++) put(t, "    const element e%d = a.from[%d][at%d + rest * a.step[0][%d]];\n", k, k, k, k);
}

static void put_others(text *t, const dl_program *p, bool behind) {
  put(t, "  for (long long i = first%s; i < a.total; i += stride) {\n", behind ? " + groups * E" : "");
  put_places(t, p);
  put(t, "    {\n      ");
  put_call(t, p, false);
  for (int r = 0; r < p->results; r++) {
    if (dl_program_result_is_truth(p, r)) put(t, "      ((unsigned char *)a.to[%d])[i] = y%d != 0;\n", r, r);
    else put(t, "      ((element *)a.to[%d])[i] = narrow(y%d);\n", r, r);
  }
  put(t, "    }\n  }\n");
}

size_t dl_program_source(const dl_program *p, dl_dtype dtype, char *to, size_t room) {
  text t = { to, 0, room };
  const bool unrolled = p->steps <= MOST_UNROLLED;
  put_types(&t, dtype);
  put_compute(&t, p);
  put(&t, "extern \"C\" __global__ void formula(const launched a) {\n");
  put(&t, "  const long long stride = gridDim.x * (long long)blockDim.x, first = blockIdx.x * (long long)blockDim.x + threadIdx.x;\n");
  for (int c = 0; c < p->constants; c++) put(&t, "  const T v%d = (T)a.constant[%d];\n", p->inputs + c, c);
  if (unrolled) put_dense(&t, p);
  put_others(&t, p, unrolled);
  put(&t, "}\n");
  return t.used;
}
