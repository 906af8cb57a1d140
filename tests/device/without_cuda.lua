--- Operators that cannot run on CUDA: neither they nor what their decompositions call have a kernel there. None.
return {}
