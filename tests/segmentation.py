"""Encoder-decoders as people build them: valid and padded, pooled and strided, transposed and upsampled."""

from __future__ import annotations

from itertools import product
from typing import Any

import symrf
from symrf.network import Network


def unet(depth: int, *, padded: bool, strided: bool = False, transposed: bool = True) -> Network:
    """A U-Net of that depth; where convolutions are not padded the skips are cropped as alignment wants them."""
    pad, layers, skips, size = (1 if padded else 0), [], [], {}  # type: ignore[var-annotated]

    def add(op: str, name: str, **more: Any) -> str:
        layers.append({"op": op, "name": name, **more})
        return name

    def double(name: str) -> str:
        add("conv", f"{name}a", kernel=3, padding=pad)
        return add("conv", f"{name}b", kernel=3, padding=pad)

    for level in range(depth):
        skips.append(double(f"down{level}"))
        if strided:
            add("conv", f"half{level}", kernel=2, stride=2)
        else:
            add("pool", f"half{level}", kernel=2, stride=2)
    below, crop = double("middle"), 4
    size[below] = crop
    for level in reversed(range(depth)):
        if transposed:
            up = add("conv_transpose", f"up{level}", kernel=2, stride=2, **{"from": below})
        else:
            up = add("upsample", f"up{level}", factor=2, **{"from": below})
        skip = skips[level]
        if not padded:
            skip = add("crop", f"crop{level}", left=crop, right=crop, **{"from": skip})
            crop = 2 * crop + 8
        add("concat", f"join{level}", **{"from": [up, skip]})
        below = double(f"up{level}")
    return symrf.read({"layer": layers})


TEN = [
    *((f"{word} {d}", unet(d, padded=word == "padded")) for word, d in product(("padded", "valid"), (2, 3, 4))),
    ("padded, depth 6, upsampled", unet(6, padded=True, transposed=False)),
    ("padded, depth 5, strided", unet(5, padded=True, strided=True)),
    ("valid, depth 2, upsampled", unet(2, padded=False, transposed=False)),
    ("valid, depth 3, strided", unet(3, padded=False, strided=True)),
]  # fmt: skip
