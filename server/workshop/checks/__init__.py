"""Evidence in, verdict out: the machinery of checks. The checks themselves stand beside their notebooks' texts."""
