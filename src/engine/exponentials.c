/* exponentials.c -- where exp and expm1 are constant, in single and double precision (exponentials.h). */
#include "engine/exponentials.h"

const struct dl_exp_limits_float dl_exp_limits_float = { -104, -20, 89 };
const struct dl_exp_limits_double dl_exp_limits_double = { -746, -40, 710 };
