/* program.c -- programs of pointwise steps: their text, where values live, how inputs are walked. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "engine/engine.h"
#include "engine/program.h"

static const struct { const char *name; int operands; } kinds[] = {
#define KIND(name, operands, formula) { #name, operands },
  DL_PROGRAM_STEPS(KIND)
#undef KIND
};

int dl_step_operands(dl_step_kind kind) { return kinds[kind].operands; }
const char *dl_step_name(dl_step_kind kind) { return kinds[kind].name; }

bool dl_step_is_truth(dl_step_kind kind) {
  switch (kind) {
    case DL_STEP_eq: case DL_STEP_ne: case DL_STEP_lt: case DL_STEP_le: case DL_STEP_gt: case DL_STEP_ge:
    case DL_STEP_logicalAnd: case DL_STEP_logicalOr: case DL_STEP_logicalNot: case DL_STEP_isnan: return true;
    default: return false;
  }
}

bool dl_program_result_is_truth(const dl_program *p, int result) {
  const int step = p->result[result] - dl_program_first_step(p);
  return step >= 0 && dl_step_is_truth((dl_step_kind)p->step[step].kind);
}

/* ---- reading ---- */

static const char *skip(const char *s) {
  while (*s == ' ') s++;
  return s;
}

/* The kind of the step named by the word at s, whose length is n; DL_STEP_KINDS: there is none. */
static int find_kind(const char *s, size_t n) {
  int low = 0, high = DL_STEP_KINDS;
  while (low < high) {
    const int middle = (low + high) / 2;
    int order = strncmp(s, kinds[middle].name, n);
    if (order == 0 && kinds[middle].name[n]) order = -1;
    if (order == 0) return middle;
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return DL_STEP_KINDS;
}

/* A value among the first `count`. */
static const char *read_value(const char *s, uint16_t *value, int count) {
  int v = 0, digits = 0;
  for (s = skip(s); *s >= '0' && *s <= '9' && v < 100000; s++, digits++) v = v * 10 + (*s - '0');
  if (digits == 0 || v >= count) return NULL;
  *value = (uint16_t)v;
  return s;
}

static const char *read_constants(dl_program *p, const char *s) {
  p->constants = 0;
  for (s = skip(s); *s; s = skip(s)) {
    char *end;
    if (p->constants == DL_PROGRAM_MOST_CONSTANTS) return "more than 128 constants";
    p->constant[p->constants++] = strtod(s, &end);
    if (end == s || (*end && *end != ' ')) return "a constant is no number";
    s = end;
  }
  return NULL;
}

const char *dl_program_read(dl_program *p, int inputs, const char *steps, const char *constants) {
  p->inputs = inputs;
  p->steps = p->results = 0;
  if (inputs > DL_PROGRAM_MOST_INPUTS) return "more than 16 inputs";
  const char *problem = read_constants(p, constants), *s = skip(steps);
  if (problem) return problem;
  while (*s && *s != '=') {
    size_t n = strcspn(s, " ");
    const int kind = find_kind(s, n);
    if (kind == DL_STEP_KINDS) return "a step has an unknown name";
    if (p->steps == DL_PROGRAM_MOST_STEPS) return "more than 2048 steps";
    dl_step *step = &p->step[p->steps];
    *step = (dl_step){ .kind = (uint8_t)kind };
    s += n;
    for (int i = 0; i < kinds[kind].operands; i++)
      if (!(s = read_value(s, &step->of[i], dl_program_values(p)))) return "a step has an operand that is no value before it";
    p->steps++;
    s = skip(s);
  }
  if (*s++ != '=') return "it names no results (\"= 3\" at the end)";
  for (s = skip(s); *s; s = skip(s)) {
    if (p->results == DL_PROGRAM_MOST_RESULTS) return "more than 16 results";
    if (!(s = read_value(s, &p->result[p->results], dl_program_values(p)))) return "a result is no value of it";
    p->results++;
  }
  return p->results ? NULL : "it has no result";
}

/* ---- writing ---- */

/* Which values the results need; new numbers for them, from `next` on for constants and steps. */
static void mark_needed(const dl_program *p, bool *needed) {
  const int first = dl_program_first_step(p);
  memset(needed, 0, (size_t)dl_program_values(p));
  for (int r = 0; r < p->results; r++) needed[p->result[r]] = true;
  for (int s = p->steps - 1; s >= 0; s--)
    for (int i = 0; needed[first + s] && i < kinds[p->step[s].kind].operands; i++) needed[p->step[s].of[i]] = true;
}

static char *put_text(char *to, const char *text) {
  const size_t n = strlen(text);
  memcpy(to, text, n);
  return to + n;
}

static char *put_number(char *to, unsigned v) {
  char digits[12], *d = digits + sizeof digits;
  do *--d = (char)('0' + v % 10); while (v /= 10);
  const size_t n = (size_t)(digits + sizeof digits - d);
  *to++ = ' ';
  memcpy(to, d, n);
  return to + n;
}

void dl_program_write(const dl_program *p, char *steps, char *constants) {
  enum { MOST = DL_PROGRAM_MOST_INPUTS + DL_PROGRAM_MOST_CONSTANTS + DL_PROGRAM_MOST_STEPS };
  bool needed[MOST];
  uint16_t number[MOST];
  int next = p->inputs;
  const int first = dl_program_first_step(p);
  mark_needed(p, needed);
  for (int v = 0; v < p->inputs; v++) number[v] = (uint16_t)v;
  constants[0] = 0;
  for (int v = p->inputs; v < first; v++) {
    if (!needed[v]) continue;
    number[v] = (uint16_t)next++;
    constants += sprintf(constants, "%.17g ", p->constant[v - p->inputs]);
  }
  for (int s = 0; s < p->steps; s++) {
    if (!needed[first + s]) continue;
    number[first + s] = (uint16_t)next++;
    steps = put_text(steps, kinds[p->step[s].kind].name);
    for (int i = 0; i < kinds[p->step[s].kind].operands; i++) steps = put_number(steps, number[p->step[s].of[i]]);
    *steps++ = ' ';
  }
  *steps++ = '=';
  for (int r = 0; r < p->results; r++) steps = put_number(steps, number[p->result[r]]);
  *steps = 0;
}

/* ---- places ---- */

void dl_program_place(const dl_program *p, dl_places_of_values *places) {
  enum { MOST = DL_PROGRAM_MOST_INPUTS + DL_PROGRAM_MOST_CONSTANTS + DL_PROGRAM_MOST_STEPS };
  const int first = dl_program_first_step(p), values = dl_program_values(p);
  int last[MOST];                                      /* the step that reads a value last */
  uint16_t unused[DL_PROGRAM_MOST_STEPS];
  int nunused = 0;
  for (int v = 0; v < values; v++) last[v] = v < first ? INT32_MAX : v - first;
  for (int s = 0; s < p->steps; s++)
    for (int i = 0; i < kinds[p->step[s].kind].operands; i++)
      if (p->step[s].of[i] >= first) last[p->step[s].of[i]] = s;
  for (int r = 0; r < p->results; r++) last[p->result[r]] = INT32_MAX;
  places->count = first;
  for (int v = 0; v < first; v++) places->of[v] = (uint16_t)v;
  for (int s = 0; s < p->steps; s++) {
    /* Its own place is found first: no step writes where it reads. */
    places->of[first + s] = (uint16_t)(nunused ? unused[--nunused] : places->count++);
    for (int i = 0; i < kinds[p->step[s].kind].operands; i++) {
      const int v = p->step[s].of[i];
      if (v < first || last[v] != s) continue;
      unused[nunused++] = places->of[v];
      last[v] = -1;                                    /* given back once, though it may be read twice */
    }
    if (last[first + s] == s) unused[nunused++] = places->of[first + s];      /* nobody reads it */
  }
}

bool dl_program_fits_a_launch(const dl_program *p) {
  if (p->steps > DL_PROGRAM_MOST_LAUNCHED || p->constants > DL_PROGRAM_LAUNCHED_CONSTANTS) return false;
  if (dl_program_values(p) <= DL_PROGRAM_LAUNCHED_PLACES) return true;
  dl_places_of_values places;
  dl_program_place(p, &places);
  return places.count <= DL_PROGRAM_LAUNCHED_PLACES;
}

/* ---- walks ---- */

void dl_program_walk_make(dl_program_walk *walk, int ndim, const int64_t *shape, int inputs, dl_tensor *const *tensors) {
  walk->inputs = inputs;
  walk->ndim = 0;
  walk->total = 1;
  for (int o = 0; o < inputs; o++) walk->data[o] = dl_tensor_data(tensors[o]);
  for (int d = 0; d < ndim; d++) {
    int64_t step[DL_PROGRAM_MOST_INPUTS];
    bool merges = walk->ndim > 0;
    walk->total *= shape[d];
    if (shape[d] == 1) continue;
    for (int o = 0; o < inputs; o++) {
      const dl_tensor *t = tensors[o];
      const int own = d - (ndim - t->ndim);
      step[o] = own >= 0 && t->shape[own] == shape[d] ? t->stride[own] : 0;
      merges = merges && walk->step[walk->ndim - 1][o] == step[o] * shape[d];
    }
    if (merges) walk->shape[walk->ndim - 1] *= shape[d];
    else walk->shape[walk->ndim++] = shape[d];
    memcpy(walk->step[walk->ndim - 1], step, (size_t)inputs * sizeof *step);
  }
}
