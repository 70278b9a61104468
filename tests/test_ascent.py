"""Which features see a sample: the sets on the way up against those on the way down, feature by feature."""

import random

import pytest

import symrf
from symrf.derivation.downward.ascent import Features, seeing
from symrf.derivation.downward.index_set import IndexSet
from symrf.errors import SymrfError
from symrf.layers import (
    BORDERS,
    AdaptivePool,
    Attention,
    Conv,
    ConvTranspose,
    Crop,
    Elementwise,
    Global,
    Layer,
    Pool,
    Upsample,
)


def layer(chance: random.Random) -> Layer:
    """A layer of any kind."""
    number = chance.randint
    match number(0, 7):
        case 0 | 1 | 2:
            pads = number(0, 3), number(0, 3)
            return Conv(number(1, 4), number(1, 3), number(1, 3), pads, border=chance.choice(BORDERS))
        case 3:
            return Upsample(number(2, 3), mode=chance.choice(("nearest", "linear", "cubic")))
        case 4:
            return ConvTranspose(number(1, 4), number(1, 3), 1, number(0, 1))
        case 5:
            return Crop(number(-1, 2), number(-1, 2), number(1, 3))
        case 6:
            return Pool(3, 2, padding="same")
    return chance.choice((AdaptivePool(5), Attention(), Elementwise()))


def holds(found: IndexSet, x: int) -> bool:
    """Whether an index is in a set."""
    return x >= found.first and bool(found.bits >> x - found.first & 1)


@pytest.mark.parametrize("seed", range(40))
def test_the_way_up_is_the_way_down_read_backwards(seed: int) -> None:
    chance = random.Random(seed)
    size = chance.randint(9, 25)
    while True:
        network = layer(chance) >> layer(chance) >> layer(chance)
        if chance.random() < 0.3:
            network = network >> (Elementwise() | Global())
        try:
            axis = symrf.derive(network, input_size=size).output.axes["x"]
        except SymrfError:
            continue  # a map without features, or inputs that do not fit
        break
    read = [axis.descent.sets(axis.node, y, in_bounds=True) for y in range(axis.output_size)]
    for x in range(size):
        true = [y for y, found in enumerate(read) if holds(found, x)]
        said = seeing(axis.descent, x)[axis.node]
        assert said == (Features(true[0], true[-1], len(true)) if true else None)


def test_a_sample_that_is_not_there() -> None:
    derivation = symrf.derive(Conv(3) >> Conv(2), input_size=9)
    assert derivation.seeing(0)["conv2"] == {"x": Features(0, 0, 1)}
    with pytest.raises(SymrfError, match="no sample 9; the input has the samples 0 to 8"):
        derivation.seeing(9)
    with pytest.raises(SymrfError, match="depends on the input size; give it as a number"):
        symrf.derive(Conv(3) >> Conv(2)).seeing(0)


def test_a_sample_that_no_feature_sees() -> None:
    derivation = symrf.derive(Conv(1, stride=3) >> Conv(1), input_size=9)
    assert [derivation.seeing(x)["conv2"]["x"] for x in (1, 3)] == [None, Features(1, 1, 1)]
