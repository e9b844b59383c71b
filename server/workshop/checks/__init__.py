"""The machinery of checks: evidence in, verdict out. The checks themselves are beside the texts of their notebooks."""
