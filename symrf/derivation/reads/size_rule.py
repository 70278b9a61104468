"""The size of a map by one rule in three whole numbers, of layers of numbers."""

from __future__ import annotations

from symrf.derivation.reads.extent import ratio, window_shift
from symrf.derivation.reads.padding import padding_in_force
from symrf.layers import AdaptivePool, Attention, ConvTranspose, Crop, Elementwise, Global, Layer, Upsample, Window
from symrf.numbers.atoms import Atoms


def size_rule(layer: Layer) -> tuple[int, int, int] | None:
    """(times, more, over): the last index is (times last + more)/over of the map below, rounded down; or None.

    >>> from symrf.layers import Conv
    >>> size_rule(Conv(3, stride=2, padding=1)), size_rule(Upsample(2))
    ((1, 0, 2), (2, 1, 1))
    """
    match layer:
        case Elementwise() | Attention():
            return 1, 0, 1
        case Global():
            return 0, 0, 1
        case AdaptivePool() | Upsample() if layer.size is not None:
            return 0, layer.size - 1, 1
        case Window():
            return 1, -window_shift(layer), layer.stride
        case Crop():
            return 1, -layer.left - layer.right, layer.step
        case ConvTranspose():
            left, right = padding_in_force(layer, None, Atoms())
            return layer.stride, layer.span - 1 - left - right + layer.output_padding, 1
        case Upsample():
            above, below = ratio(layer.factor)
            return above, above - below, below
    return None
