"""Each extra layer is said to increase the size by the kernel size.

Right only where `k[l] - 1` divides `k[l]`, so for two taps, at a distance of two input samples.
"""

from symrf.theorem import Refutation

refutation = Refutation(
    name="refuted-depth-adds-k",
    title="Each layer adds its kernel size",
    area="size",
    source="aman.ai primer on the receptive field",
    statement=("R[l] == R[l-1] + k[l]",),
    difference="k[l] - (k[l] - 1)*d[l]*J[l-1]",
    holds_when="`k[l] == 2` and `d[l]*J[l-1] == 2`",
    iff=("k[l] == 2", "d[l]*J[l-1] == 2"),
    right="forward-size",
)
