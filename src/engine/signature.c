/* signature.c -- reads "x: Tensor, dim: dim?, keepdim: bool = false" into parameters, once, at the start.
**
** Types: Tensor, Tensor|number, Tensors, number, int, bool, string, dim (a dimension; from 1 in Lua),
** dims (one or several), index (a position; from 1 in Lua), sizes (integers, the rest of the arguments in
** Lua), ints (one or a list), ints|string, dtype. A `?` behind the type lets it be nil; `= value` gives a default.
*/
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "engine/engine.h"

static const char *const type_names[] = {
  [DL_P_TENSOR] = "Tensor", [DL_P_TENSOR_OR_NUMBER] = "Tensor|number", [DL_P_TENSORS] = "Tensors",
  [DL_P_NUMBER] = "number", [DL_P_INT] = "int", [DL_P_BOOL] = "bool", [DL_P_STRING] = "string",
  [DL_P_DIM] = "dim", [DL_P_DIMS] = "dims", [DL_P_INDEX] = "index", [DL_P_SIZES] = "sizes",
  [DL_P_INTS] = "ints", [DL_P_INTS_OR_STRING] = "ints|string", [DL_P_DTYPE] = "dtype"
};
#define TYPES ((int)(sizeof type_names / sizeof *type_names))

const char *dl_parameter_type_name(dl_parameter_type type) { return type_names[type]; }

static const char *skip(const char *s) {
  while (isspace((unsigned char)*s)) s++;
  return s;
}

/* The length of a word made of letters, digits and `|`. */
static size_t word(const char *s) {
  size_t n = 0;
  while (isalnum((unsigned char)s[n]) || s[n] == '|') n++;
  return n;
}

static int type_from(const char *s, size_t n) {
  for (int type = 0; type < TYPES; type++)
    if (strlen(type_names[type]) == n && memcmp(type_names[type], s, n) == 0) return type;
  return -1;
}

/* A default as the type of the parameter wants it. Dims and indices are written as in Lua. */
static const char *parse_default(dl_parameter *p, const char *s) {
  char *end = (char *)s;
  switch (p->type) {
    case DL_P_NUMBER: case DL_P_TENSOR_OR_NUMBER:
      p->missing = dl_value_number(strtod(s, &end));
      break;
    case DL_P_INT: case DL_P_INTS: case DL_P_INTS_OR_STRING:
      p->missing = dl_value_integer(strtoll(s, &end, 10));
      break;
    case DL_P_DIM: case DL_P_INDEX: {
      int64_t n = strtoll(s, &end, 10);
      p->missing = dl_value_integer(n > 0 ? n - 1 : n);
      break;
    }
    case DL_P_BOOL:
      p->missing = dl_value_boolean(*s == 't');
      end = (char *)s + word(s);
      break;
    case DL_P_STRING: {
      const char *quote = *s == '"' ? strchr(s + 1, '"') : NULL;
      char *text = quote ? strndup(s + 1, (size_t)(quote - s - 1)) : NULL;   /* lives as long as the table */
      if (!text) return NULL;
      p->missing = dl_value_string(text);
      end = (char *)quote + 1;
      break;
    }
    case DL_P_DTYPE: {
      char name[16] = "";
      size_t n = word(s);
      if (n < sizeof name) memcpy(name, s, n);
      int dtype = dl_dtype_from_name(name);
      if (dtype < 0) return NULL;
      p->missing = dl_value_integer(dtype);
      end = (char *)s + n;
      break;
    }
    default: return NULL;
  }
  return end == s ? NULL : end;
}

/* The kinds that the kernel can take as they come; bind.c converts the others or refuses them. */
static uint16_t kinds_of(const dl_parameter *p) {
  static const uint16_t kinds[] = {
    [DL_P_TENSOR] = 1 << DL_TENSOR, [DL_P_TENSOR_OR_NUMBER] = 1 << DL_TENSOR | 1 << DL_NUMBER | 1 << DL_INTEGER,
    [DL_P_TENSORS] = 1 << DL_TENSORS, [DL_P_NUMBER] = 1 << DL_NUMBER, [DL_P_INT] = 1 << DL_INTEGER,
    [DL_P_BOOL] = 1 << DL_BOOLEAN, [DL_P_STRING] = 1 << DL_STRING, [DL_P_DIM] = 1 << DL_INTEGER,
    [DL_P_DIMS] = 1 << DL_INTS, [DL_P_INDEX] = 1 << DL_INTEGER, [DL_P_SIZES] = 1 << DL_INTS,
    [DL_P_INTS] = 1 << DL_INTS, [DL_P_INTS_OR_STRING] = 1 << DL_INTS | 1 << DL_STRING, [DL_P_DTYPE] = 0
  };
  return kinds[p->type] | (p->optional ? 1 << DL_NIL : 0);
}

static const char *parse_parameter(dl_parameter *p, const char *s) {
  size_t n = word(s);
  if (n == 0 || n >= sizeof p->name) return NULL;
  memcpy(p->name, s, n);
  s = skip(s + n);
  if (*s != ':') return NULL;
  s = skip(s + 1);
  n = word(s);
  int type = type_from(s, n);
  if (type < 0) return NULL;
  p->type = (uint8_t)type;
  s += n;
  if (*s == '?') {
    p->optional = true;
    s++;
  }
  s = skip(s);
  p->fits = kinds_of(p);
  if (*s == '=') s = parse_default(p, skip(s + 1));
  return s ? skip(s) : NULL;
}

dl_status dl_signature_parse(dl_op *op) {
  const char *s = skip(op->record->sig ? op->record->sig : "");
  while (s && *s) {
    if (op->nparameters == DL_MAX_ARGUMENTS)
      return dl_error_set("operator %s: more than %d parameters", op->name, DL_MAX_ARGUMENTS);
    dl_parameter *p = &op->parameter[op->nparameters++];
    s = parse_parameter(p, s);
    if (s && *s == ',') s = skip(s + 1);
    else if (s && *s) s = NULL;
    if (p->type == DL_P_TENSOR_OR_NUMBER) op->weak_numbers = true;
  }
  return s ? DL_OK : dl_error_set("operator %s: cannot read its signature \"%s\"", op->name, op->record->sig);
}
