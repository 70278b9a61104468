"""Which inputs a feature really reads, as a small picture in text."""

from __future__ import annotations

from symrf.network import Network
from symrf.testing.truth import Truth, samples

WIDEST = 40


def picture(network: Network, y: int = 0) -> str:
    """Two lines: indices, and under each what becomes of it.

    >>> from symrf.layers import Conv
    >>> print(picture(Network.of(Conv(2, dilation=2, padding=1)).with_input_size(4)))
    feature 0 reads   -1   0   1   2   3
                       o   .   #   .   .   (# read, o padding, . not read)
    """
    read = Truth(network).reads(y)
    if not read:
        return f"feature {y} reads nothing"
    n = samples(network)
    shown = range(min(*read, 0), max(*read, -1 if n is None else n - 1) + 1)
    cut = shown[:WIDEST]
    marks = (("#" if n is None or 0 <= i < n else "o") if i in read else "." for i in cut)
    width = max(3, *(len(str(i)) for i in cut))
    head = f"feature {y} reads"
    more = f" … up to {max(read)}" if len(shown) > len(cut) else ""
    numbers = "".join(f" {i:>{width}}" for i in cut)
    return f"{head} {numbers}{more}\n{' ' * len(head)} {''.join(f' {m:>{width}}' for m in marks)}   {LEGEND}"


LEGEND = "(# read, o padding, . not read)"
