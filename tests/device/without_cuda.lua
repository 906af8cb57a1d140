--- Operators that cannot run on CUDA yet: neither they nor what their decompositions call have a kernel there. All of them
-- are linear algebra, which the CPU has from LAPACK.
return {
  "cholesky",
  "choleskySolve",
  "cofactors",
  "det",
  "eigh",
  "eigvalsh",
  "inverse",
  "logdet",
  "lstsq",
  "matrixNorm",
  "matrixPower",
  "matrixRank",
  "pinv",
  "qr",
  "slogdet",
  "solve",
  "svd",
  "svdvals",
  "triangularSolve",
}
