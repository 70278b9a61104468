"""What proofs/coq/holes.v and cover.v state of every depth, tried on small networks; and rules near them, which fail.

What is read is enumerated by the walk, which shares nothing with these rules.
"""

from functools import reduce
from itertools import product
from math import gcd
from operator import rshift

import pytest

from symrf.layers import Conv
from symrf.oracle import output_size, reads, walk
from tests.tools import some

Layer = tuple[int, int, int]  # kernel, stride, dilation


def convs(layers: tuple[Layer, ...]) -> list[Conv]:
    return [Conv(kernel=k, stride=s, dilation=d) for k, s, d in layers]


def seen(layers: list[Conv], y: int = 0) -> set[int]:
    """What output y of a chain reads, padding included."""
    samples = {y}
    for layer in reversed(layers):
        samples = {x for y in samples for x in reads(layer, y, None)}
    return samples


def full(layers: tuple[Layer, ...]) -> bool:
    samples = seen(convs(layers))
    return len(samples) == max(samples) - min(samples) + 1


def steps(layers: tuple[Layer, ...]) -> list[tuple[int, int]]:
    """Per layer its taps, and how far apart they are on the input."""
    jump, found = 1, []
    for k, s, d in layers:
        found.append((k, d * jump))
        jump *= s
    return found


def exactly(layers: tuple[Layer, ...]) -> bool:
    taps = steps(layers)
    return all(k == 1 or e <= 1 + sum((j - 1) * f for j, f in taps if f < e) for k, e in taps)


def layer_by_layer(layers: tuple[Layer, ...]) -> bool:
    size, fits = 1, True
    for k, e in steps(layers):
        fits = fits and (k == 1 or e <= size)
        size += (k - 1) * e
    return fits


SMALL = [*product(product((1, 2, 3), (1, 2, 3), (1, 2, 3, 5)), repeat=2)]
DEEP = [tuple(zip(ks, ss, ds, strict=True)) for ks in product((2, 3), repeat=3) for ss in product((1, 2), repeat=3)
        for ds in product((1, 2, 3, 4, 7), repeat=3)]  # fmt: skip


def test_the_walk_and_this_enumeration_agree():
    for layers in some(DEEP, 97):
        net = reduce(rshift, convs(layers))
        assert seen(convs(layers), 2) == walk(net, net.output, frozenset({2}))["input"]


def test_no_holes_exactly():
    for layers in [*some(SMALL, 2), *some(DEEP, 3)]:
        assert exactly(layers) == full(layers), layers


def test_no_holes_in_order():
    for layers in some(DEEP, 3):
        assert full(layers) or not layer_by_layer(layers), layers
        distances = [e for _, e in steps(layers)]
        if distances == sorted(distances):
            assert layer_by_layer(layers) == full(layers), layers
    assert full(((2, 1, 2), (2, 1, 1)))
    assert not layer_by_layer(((2, 1, 2), (2, 1, 1)))


def published(rates: tuple[int, ...]) -> int:
    """M_2 of Wang et al. 2018."""
    bound = rates[-1]
    for r in reversed(rates[1:-1]):
        bound = max(bound - 2 * r, 2 * r - bound, r)
    return bound


def repaired(rates: tuple[int, ...], k: int) -> int:
    bound = rates[-1]
    for r in reversed(rates[1:-1]):
        bound = max(bound - (k - 1) * r, r)
    return bound


@pytest.mark.parametrize("k", [2, 3, 4, 5])
def test_hybrid_dilation(k):
    sufficient = necessary = True
    for rates in [*product(range(1, 8), repeat=3), *product((1, 2, 4, 7), repeat=4)]:
        layers = tuple((k, 1, r) for r in rates)
        if rates[0] == 1 and rates[1:] == tuple(sorted(rates[1:])):
            assert (repaired(rates, k) <= k) == full(layers), rates
            assert k != 3 or (published(rates) <= k) == full(layers), rates
        sufficient = sufficient and (published(rates) > k or full(layers))
        necessary = necessary and (published(rates) <= k or not full(layers))
    assert not (sufficient and necessary)
    assert published((2, 2)) == 2
    assert not full(((3, 1, 2), (3, 1, 2)))
    assert published((1, 3, 1)) == 5
    assert full(((3, 1, 1), (3, 1, 3), (3, 1, 1)))


def test_two_convolutions_a_block_published():
    wider = [(k, b) for k in (2, 3) for b in range(k + 1, 2 * k)]
    assert all(full(tuple((k, 1, b**i) for i in range(2) for _ in range(2))) for k, b in wider)


@pytest.mark.parametrize("c", [1, 2, 3])
def test_growing_dilations(c):
    for k, b, blocks in product((2, 3, 4), range(1, 10), (2, 3)):
        if blocks == 2 or k * c < 7:
            layers = tuple((k, 1, b**i) for i in range(blocks) for _ in range(c))
            assert full(layers) == (b <= c * (k - 1) + 1), (k, b, c)


def test_a_common_factor():
    for layers in some([*product(product((1, 2, 3), (1,), (1, 2, 3, 4, 6)), repeat=3)], 7):
        if gcd(*(d for _, _, d in layers)) > 1 and any(k > 1 for k, _, _ in layers):
            assert not full(layers), layers
    assert not full(((3, 1, 2), (3, 1, 3)))


def test_every_sample_of_a_chain():
    by_kernels = by_size = True
    for parts in product(product((1, 2, 3, 4), (1, 2, 3)), repeat=2):
        layers = tuple((k, s, 1) for k, s in parts)
        gap, stride, size = 1, 1, 1
        for k, s, _ in reversed(layers):
            gap, stride, size = max(1, s * gap - (k - 1)), s * stride, s * size + k - s
        reads_all = {x for y in range(-20, 20) for x in seen(convs(layers), y)} >= set(range(stride))
        assert reads_all == (gap == 1), layers
        assert reads_all or any(k < s for k, s, _ in layers)
        assert not reads_all or size >= stride
        by_kernels = by_kernels and reads_all == all(k >= s for k, s, _ in layers)
        by_size = by_size and reads_all == (size >= stride)
    assert not by_kernels
    assert not by_size


def readers(k: int, s: int, d: int, x: int) -> int:
    """How many outputs of one layer read a sample; the stretch of outputs asked is wider than any that could."""
    layer = Conv(kernel=k, stride=s, dilation=d)
    return sum(x in reads(layer, y, None) for y in range(-k * d - 2, x + 3))


def test_every_sample():
    for k, s, d in product(range(1, 7), range(1, 5), range(1, 5)):
        counts = {readers(k, s, d, x) for x in range(s)}
        assert (0 not in counts) == (k >= s and gcd(s, d) == 1), (k, s, d)
        assert (0 not in counts and len(counts) == 1) == (k % s == 0 and gcd(s, d) == 1), (k, s, d)
    assert {readers(2, 2, 2, x) for x in range(2)} == {0, 2}  # s divides k


def padded(parts: tuple[tuple[int, int, int, int], ...]) -> list[Conv]:
    return [Conv(kernel=k, stride=s, dilation=d, padding=p) for k, s, d, p in parts]


PADDED = [*product(product((1, 2, 3), (1, 2, 3), (1, 2), (0, 1, 2)), repeat=3)]


def test_strides_into_dilations():
    differs = False
    for parts in some(PADDED, 301):
        for at in range(3):
            s = parts[at][1]
            k, _, d, p = parts[at]
            later = tuple((k, t, s * d, s * p) for k, t, d, p in parts[at + 1 :])
            kept = padded((*parts[:at], (k, 1, d, p), *later))
            for y in (0, 1, 3):
                assert seen(padded(parts), y) == seen(kept, s * y), (parts, at)
            unpadded = padded((*parts[:at], (k, 1, d, p), *((k, t, s * d, p) for k, t, d, p in parts[at + 1 :])))
            differs = differs or seen(padded(parts), 1) != seen(unpadded, s)
    assert differs  # the padding of the later layers grows too


def test_nothing_left_over_anywhere():
    verdicts = set()
    for parts in some(PADDED, 61):
        layers = padded(parts)
        for n in range(12, 21):
            size, whole, jump, paddings, r = n, True, 1, 0, 1
            for layer, (k, s, d, p) in zip(layers, parts, strict=True):
                above = output_size(layer, size)
                whole = whole and max(reads(layer, above - 1, None)) == size - 1 + p
                paddings, r, jump, size = paddings + 2 * p * jump, r + (k - 1) * d * jump, jump * s, above
            assert whole == (n + paddings == jump * (size - 1) + r), (parts, n)
            verdicts.add(whole)
    assert verdicts == {True, False}


def test_windows_that_meet_the_map():
    missed = 0
    for k, s, d, p, n in product((1, 2, 3, 4), (1, 2, 3), (1, 2, 3), (0, 1, 2, 3, 4), range(1, 7)):
        if (outputs := (n + 2 * p - d * (k - 1) - 1) // s + 1) < 1:
            continue
        layer = Conv(kernel=k, stride=s, dilation=d, padding=p)
        meet = [any(0 <= x < n for x in reads(layer, y, None)) for y in range(outputs)]
        for y, meets in enumerate(meet):
            a = s * y - p
            m = max(0, -(a // d))
            assert meets == (m < k and a + d * m < n), (k, s, d, p, n, y)
        if n >= d:
            assert all(meet) == (p <= d * (k - 1) and s * (outputs - 1) - p < n), (k, s, d, p, n)
        if d == 1 and 2 * p <= k:
            assert all(meet), (k, s, p, n)
        missed += 2 * p <= k and not all(meet)
    assert missed  # with dilation, half the kernel is too much
