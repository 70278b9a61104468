"""Where the networks in order of size end: deep chains of equal layers, layers with large numbers, random chains.

What fails there is made smaller as long as it fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from random import Random

from symrf.refute.graded import MAX_LEAST, PLAIN, Example, Given, GradedSearch, Space, values
from symrf.refute.measure import Chain, LayerNumbers

MAX_DEPTH, MAX_NUMBER = 17, 30
MOST = {"k": 9, "s": 5, "d": 5, "p": 6, "q": 6, "n0": 300, "uL": 6}


def among_larger(search: GradedSearch, networks: int) -> Example | None:
    """A failure among so many larger networks, made smaller; None where none was found."""
    found = search.first(examples(search.space), networks) if search.space.least <= MAX_LEAST else None
    return None if found is None else smaller(search, found)


def examples(space: Space) -> Iterator[Given]:
    """Larger networks of several kinds, in turn; none of fewer layers than the claim is about."""
    least = space.least
    kinds = [_large(space, 1), _equal(space, 1, range(least, least + MAX_DEPTH)), _large(space, 2)]
    kinds += [_equal(space, 5, range(least + 2, least + 6)), _random(space)]
    while kinds:
        for kind in list(kinds):
            try:
                yield next(kind)
            except StopIteration:
                kinds.remove(kind)


def _equal(space: Space, most: int, depths: range) -> Iterator[Given]:
    """Chains of equal layers."""
    width = len(space.layer)
    for weight in range(most + 1):
        for found in values([*space.layer, *space.others.values()], weight):
            for depth in depths if space.depths else (0,):
                yield space.example([found[:width]] * depth, found[width:])


def _large(space: Space, many: int) -> Iterator[Given]:
    """One layer (or as many equal ones as there are at least), all numbers plain but so many."""
    width, every = len(space.layer), [*space.layer, *space.others.values()]
    for weight in range(many, MAX_NUMBER):
        for chosen in combinations(range(len(every)), many):
            for more in values([1] * many, weight - many):
                found = [low or 0 for low in every]
                for place, number in zip(chosen, more, strict=True):
                    found[place] += number
                yield space.example([found[:width]] * max(space.least, 1), found[width:])


def _random(space: Space) -> Iterator[Given]:
    random = Random(0)
    drawn = list(zip(space.parameters, space.layer, strict=True))
    while True:
        depth = space.least + random.randint(0 if space.least else 1, 6)
        layers = [[_any(random, p, low) for p, low in drawn] for _ in range(depth)]
        yield space.example(layers, [_any(random, name, low) for name, low in space.others.items()])


def _any(random: Random, name: str, low: int | None) -> int:
    most = MOST.get(name, 9)
    return random.randint(-most if low is None else low, most)


def smaller(search: GradedSearch, example: Example) -> Example:
    """The example without the layers, and with the plainest numbers, that it can do with."""
    while True:
        for chain, scalars in _smaller(example):
            less = search.failure(chain, scalars)
            if less is not None and less.size < example.size:
                example = less
                break
        else:
            return example


def _smaller(example: Example) -> Iterator[Given]:
    """A layer less; or a number at its plainest, or one nearer to it."""
    chain, scalars = example.chain, dict(example.scalars)
    for i in range(chain.depth):
        yield replace(chain, layers=chain.layers[:i] + chain.layers[i + 1 :]), scalars
    for i, row in enumerate(chain.layers):
        for nearer in _rows(row):
            yield replace(chain, layers=(*chain.layers[:i], nearer, *chain.layers[i + 1 :])), scalars
    for name, plain in (("uL", 0), ("n0", 1)):
        for value in _nearer(getattr(chain, name), plain):
            yield _with(chain, name, value), scalars
    for value in _nearer(chain.outside[0], 1):
        yield replace(chain, outside=(value,)), scalars
    for name, number in scalars.items():
        for value in _nearer(number, 0):
            yield chain, {**scalars, name: value}


def _rows(row: LayerNumbers) -> Iterator[LayerNumbers]:
    for i, plain in enumerate(PLAIN.values()):
        for value in _nearer(row[i], plain):
            k, s, d, p, q = [value if j == i else number for j, number in enumerate(row)]
            yield k, s, d, p, q


def _nearer(value: int, plain: int) -> list[int]:
    """The plainest value, half the way to it, and one step towards it."""
    far, sign = abs(value - plain), 1 if value > plain else -1
    return list(dict.fromkeys([plain, plain + sign * (far // 2), plain + sign * (far - 1)])) if far else []


def _with(chain: Chain, name: str, value: int) -> Chain:
    return replace(chain, uL=value) if name == "uL" else replace(chain, n0=value)
