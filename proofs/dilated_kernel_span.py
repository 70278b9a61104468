"""A network of dilated kernels has the same sizes as the network of undilated kernels of `d[l]*(k[l] - 1) + 1` taps,
with the same strides. The sequences `kplain` and `rplain` are those of the undilated network.

Proof: induction from the output down; both networks add the same span in each layer.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="dilated-kernel-span",
    title="The span of a dilated kernel",
    area="size",
    source="aman.ai primer on the receptive field; Dumoulin and Visin 2016",
    statement=("r[l] == rplain[l]",),
    define=(
        ("", "kplain[l] == d[l]*(k[l] - 1) + 1"),
        ("rplain[L] == 1", "rplain[l-1] == s[l]*rplain[l] + (kplain[l] - s[l])"),
    ),
)
