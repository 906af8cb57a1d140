/* rows.c -- the operators of this instruction-set level, as the build found them. */
#include "engine/engine.h"

#define DL_NAME_OF(name) DL_PASTE(name##_, DL_LEVEL)
#define DL_RECORD(op) DL_PASTE(dl_record_##op##_, DL_LEVEL)

#define DL_ROW(op) extern const dl_record DL_RECORD(op);
#include "operator_rows.inc"
#undef DL_ROW

#define DL_ROW(op) { #op, &DL_RECORD(op) },
static const dl_row rows[] = {
#include "operator_rows.inc"
  { NULL, NULL }
};

#define DL_TEXT_(x) #x
#define DL_TEXT(x) DL_TEXT_(x)

void DL_NAME_OF(dl_convert_level)(dl_dtype to, void *destination, dl_dtype from, const void *source, int64_t n);

extern const dl_level DL_NAME_OF(dl_level);
const dl_level DL_NAME_OF(dl_level) = { DL_TEXT(DL_LEVEL), rows, DL_NAME_OF(dl_convert_level) };
