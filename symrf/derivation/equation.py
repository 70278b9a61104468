"""What each layer reads, once: output y reads the inputs t with D t = A y + B + d m for some m = 0 … k − 1.

    layer                                         A        B              d   k         D
    window (k, s, d, left padding p)              s        −p             d   k         1
    transposed convolution (k, s, d, p)           1        p − d (k − 1)  d   k         s
    crop (left, step)                             step     left           1   1         1
    nearest upsampling by f                       1        1 − f          1   f         f
    linear, asymmetric, by f                      1        1 − f          1   2 f − 1   f
    linear, half-pixel, by f                      2        2 − 3 f        1   4 f − 1   2 f
    linear, align-corners, n → f n samples        n − 1    2 − f n        1   2 f n − 3 f n − 1
    global, of n samples                          0        0              1   n         1

After D/g outputs the same is read A/g inputs further on, g = gcd(A, D). Where d = 1 and k ≥ D every output reads
something, from ⌈(A y + B)/D⌉ to ⌊(A y + B + k − 1)/D⌋. Numbers or symbols; phases, formulas in y and sets of indices
are read off these five.
"""

from __future__ import annotations

from dataclasses import dataclass

from symrf.derivation.extent import NotDerived
from symrf.layers import ConvTranspose, Crop, Elementwise, Global, Layer, Upsample, Window
from symrf.number import Number


@dataclass(frozen=True, slots=True)
class Equation:
    """D t = A y + B + d m, m = 0 … k − 1: down t = up y + first + step m, m = 0 … taps − 1.

    repeats_ends: whether a sample beyond an end of the map is read as the one at that end, as interpolation does.
    """

    up: Number
    first: Number
    step: Number = 1
    taps: Number = 1
    down: Number = 1
    repeats_ends: bool = False

    @property
    def reach(self) -> Number:
        """d (k − 1): how far the last tap lies from the first."""
        return self.step * (self.taps - 1)


def equation(layer: Layer, left: Number = 0, last: Number | None = None) -> Equation:
    """The equation of a layer; left: its left padding in force, last: the last index of its input, where known.

    NotDerived where it depends on the size of the input, which is not given.

    >>> from symrf.layers import Conv
    >>> equation(Conv(3, stride=2), left=1)
    Equation(up=2, first=-1, step=1, taps=3, down=1, repeats_ends=False)
    """
    match layer:
        case Elementwise() | Upsample(factor=1):
            return Equation(1, 0, repeats_ends=isinstance(layer, Upsample) and layer.mode == "linear")
        case Crop():
            return Equation(layer.step, layer.left)
        case Window():
            return Equation(layer.stride, -left, layer.dilation, layer.kernel)
        case ConvTranspose(kernel=k, dilation=d):
            return Equation(1, left - d * (k - 1), d, k, layer.stride)
        case Global():
            if last is None:
                raise NotDerived("the whole input, whose size is not given")
            return Equation(0, 0, 1, last + 1)
        case Upsample(factor=f, mode="nearest"):
            return Equation(1, 1 - f, 1, f, f)
        case Upsample(factor=f, rule="asymmetric"):
            return Equation(1, 1 - f, 1, 2 * f - 1, f, repeats_ends=True)
        case Upsample(factor=f, rule="half_pixel"):
            return Equation(2, 2 - 3 * f, 1, 4 * f - 1, 2 * f, repeats_ends=True)
        case Upsample(factor=f):
            if last is None:
                raise NotDerived("align_corners depends on the input size; give --input-size")
            above = f * (last + 1) - 1
            return Equation(last, 1 - above, 1, 2 * above - 1, above, repeats_ends=True)
    raise NotDerived(f"the operation {layer.op} has no formula here")
