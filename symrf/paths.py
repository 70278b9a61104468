"""The paths of a network taken together, symbols and all: how many there are, where they end, how large they are.

Along a path of windows the input index that output y reads is S y + Σ J t, t = d m − p for a tap m of each layer. Over
all taps t has the mean d (k − 1)/2 − p and the variance d² (k² − 1)/12, and they add up, times J and J² (theorem
uniform-weight-variance). Where paths meet, their mean and variance are those of the mixture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

from symrf.derivation.reads.equation import equation
from symrf.derivation.reads.extent import needs_size
from symrf.derivation.reads.padding import padding_in_force
from symrf.errors import SymrfError, shown
from symrf.layers import Crop, Elementwise, Input, Layer, Window
from symrf.network import INPUT, Network
from symrf.numbers import Number, expression, half, is_symbolic, plain
from symrf.numbers.atoms import Atoms
from symrf.numbers.sound_sympy import sympy
from symrf.repeat import Repeat, one_axis_below, only_numbers

Known = TypeVar("Known")
"""What is known of the paths of one stride."""


@dataclass(frozen=True)
class Spread:
    """The ends of the paths from one feature: their number, the mean of the input index, its variance.

    mean: None where a strided layer is padded SAME, as it depends on the size of its input then.
    """

    paths: Number
    mean: Number
    variance: Number


def spread(network: Network, output: str | None = None, feature: Number = 0) -> Spread:
    """Where the paths from an output feature end, all taps weighing the same; numbers or expressions.

    >>> from symrf.layers import Conv
    >>> spread(Conv(3) >> Conv(3, stride=2) >> Conv(3))
    Spread(paths=27, mean=4, variance=4)
    """
    found = _along(network, output, Spread(1, 0, 0), _spread_on_top, _mixed).items()
    moved = [Spread(s.paths, None if s.mean is None else s.mean + stride * feature, s.variance) for stride, s in found]
    if not moved:
        raise SymrfError("the spread of no paths; the output does not depend on this input")
    mixed = _mixed(moved)
    return Spread(mixed.paths, None if mixed.mean is None else plain(mixed.mean), plain(mixed.variance))


def _spread_on_top(stride: Number, below: Spread, layer: Layer) -> tuple[Number, Spread]:
    if isinstance(layer, Repeat):
        return stride, _copied(stride, below, layer)
    left = _left(layer)
    read = equation(layer, 0 if left is None else left)
    mean = None if below.mean is None or left is None else below.mean + stride * (read.first + half(read.reach))
    more = (read.step * stride) ** 2 * (read.taps**2 - 1)
    added = below.variance + (Fraction(more, 12) if isinstance(more, int) else more / 12)
    return stride * read.up, Spread(below.paths * read.taps, mean, added)


def _copied(stride: Number, below: Spread, layer: Repeat) -> Spread:
    """Through a number of copies that is a symbol: means and variances add up, in closed form and proved."""
    from symrf.derivation.upward.repeat import total

    found = _along(layer.body, None, Spread(1, 0, 0), _spread_on_top, _mixed)
    body = next(iter(found.values()))
    moving = is_symbolic(body.paths) and any(symbol.name == layer.index for symbol in body.paths.free_symbols)
    if list(found) != [1] or moving or body.mean is None:
        copies = f"{layer.times} copies with strides, or with kernels that change"
        raise SymrfError(f"the spread over {copies} has no closed form")
    mean, variance = (total(term, layer.index, layer.times) for term in (body.mean, body.variance))
    if mean is None or variance is None:
        raise SymrfError(f"the spread over {layer.times} copies has no closed form that was proved")
    moved = None if below.mean is None else below.mean + stride * mean
    return Spread(below.paths * body.paths**layer.times, moved, below.variance + stride**2 * variance)


def _left(layer: Layer) -> Number | None:
    """The left padding in force; None where it depends on the size of the layer's input."""
    return None if needs_size(layer) else expression(padding_in_force(layer, None, Atoms())[0])


def _mixed(every: list[Spread]) -> Spread:
    """All paths together."""
    first, *others = every
    if not others:
        return first
    means = [one.mean for one in every]
    paths = sum(one.paths for one in every)
    if None in means:
        raise SymrfError("the variance over several paths with SAME padding needs numbers and the input size")
    mean = _ratio(sum(one.paths * one.mean for one in every), paths)
    square = _ratio(sum(one.paths * (one.variance + one.mean**2) for one in every), paths)
    variance = square - mean**2
    if is_symbolic(variance):
        variance = sympy.factor(variance)
    return Spread(paths, mean, variance)


def _ratio(above: Number, below: Number) -> Number:
    return above / below if is_symbolic(above) or is_symbolic(below) else Fraction(above) / below


def path_sizes(network: Network, output: str | None = None) -> dict[int, int]:
    """How many paths from the output to the input have which receptive-field size: for residual networks.

    >>> from symrf.layers import Conv
    >>> block = Conv(3, padding=1) >> Conv(3, padding=1)
    >>> path_sizes(Conv(3) >> (block | Elementwise()) >> (block | Elementwise()))
    {3: 1, 7: 2, 11: 1}
    """
    only_numbers(network, "counting paths by size")

    def grown(stride: int, below: Counter[int], layer: Layer) -> tuple[int, Counter[int]]:
        read = equation(layer)
        more = read.reach * stride
        return stride * read.up, Counter({size + more: number for size, number in below.items()})

    def added(every: Iterable[Counter[int]]) -> Counter[int]:
        total: Counter[int] = Counter()
        for sizes in every:
            total.update(sizes)
        return total

    found = _along(network, output, Counter({1: 1}), grown, added)
    return dict(sorted(added(found.values()).items()))


def path_polynomial(network: Network, output: str | None = None) -> Any:
    """Σ x^r over the paths from the output to the input, r the size of a path's own region: a product for each block.

    >>> from symrf.layers import Conv
    >>> from symrf.numbers.symbols import symbol
    >>> block = Conv(symbol("k")) >> Conv(symbol("k"))
    >>> path_polynomial(Conv(3) >> (block | Elementwise()) >> (block | Elementwise()))
    x**3*(x**(2*k - 2) + 1)**2
    """
    return sympy.Add(*(sympy.Mul(*factors) for factors in _polynomials(network, output).values()))


def _polynomials(network: Network, output: str | None) -> dict[Number, tuple[Any, ...]]:
    """For each stride of paths the factors of their polynomial."""
    x = sympy.Symbol("x")

    def grown(stride: Number, below: tuple[Any, ...], layer: Layer) -> tuple[Number, tuple[Any, ...]]:
        if isinstance(layer, Repeat):
            return stride, (*below, _copies(layer, x, stride))
        read = equation(layer)
        return stride * read.up, (*below, x ** sympy.expand(read.reach * stride)) if read.taps != 1 else below

    return _along(network, output, (x,), grown, _sum)


def _sum(every: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    """The sum of products as a product: what all begin with, times the sum of the rest."""
    if len(every) == 1:
        return every[0]
    common = 0
    while all(len(f) > common and f[common] == every[0][common] for f in every):
        common += 1
    return (*every[0][:common], sympy.Add(*(sympy.Mul(*factors[common:]) for factors in every)))


def _copies(layer: Repeat, x: Any, stride: Number) -> Any:
    """The factor of a number of copies that is a symbol, each the same."""
    found = _polynomials(layer.body, None)
    one = sympy.Add(*(sympy.Mul(*factors) for factors in found.values())) / x
    if list(found) != [1] or any(symbol.name == layer.index for symbol in one.free_symbols):
        raise SymrfError(f"the sizes of paths through {layer.times} copies that are not alike have no closed form")
    return sympy.Pow(one.xreplace({x: x**stride}) if stride != 1 else one, layer.times)


def _along(
    network: Network,
    output: str | None,
    start: Known,
    grown: Callable[[Number, Known, Layer], tuple[Number, Known]],
    together: Callable[[list[Known]], Known],
) -> dict[Number, Known]:
    """From the source up: what is known of the paths to the output, by their strides.

    start: what is known of none; grown: what a layer makes of the paths of one stride; together: of several sets of
    one stride.
    """
    net, name = one_axis_below(network, output)
    states: dict[str, dict[Number, Known]] = {INPUT: {}, net.source: {1: start}}
    for node in net.nodes:
        if isinstance(node.layer, Input):
            states.setdefault(node.name, {})
            continue
        if not isinstance(node.layer, Window | Elementwise | Crop | Repeat):
            raise SymrfError(f"node {shown(node.name)} ({node.layer.op}): paths are counted through windows and joins")
        groups: dict[Number, list[Known]] = {}
        for below, known in (pair for name in node.inputs for pair in states[name].items()):
            stride, here = grown(below, known, node.layer)
            groups.setdefault(stride, []).append(here)
        states[node.name] = {stride: together(group) for stride, group in groups.items()}
    return states[name]
