-- train.accuracy: the share of examples whose largest score is that of the right class.

--- output: (N, C) scores, of any kind; target: (N) integers from 1. Returns a number from 0 to 1.
return function(output, target)
  return output:detach():argmax(2):eq(target):to("float64"):mean():item()
end
