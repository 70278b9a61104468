"""What proves a claim about one network: the kernel, z3 and Coq, the theorems of the catalogue at its layers."""
