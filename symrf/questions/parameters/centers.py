"""What has to be cropped or padded so that the branches of every join are aligned: equal centres, then equal sizes.

After an upsampling the centres of a branch are its mean over a period. A crop moves centres by whole strides, so each
join is a linear equation of one unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from symrf.derivation import AxisField, derive
from symrf.errors import SymrfError, shown
from symrf.network import INPUT, Network, gates
from symrf.numbers.number import expression, half, plain
from symrf.numbers.positive import exact
from symrf.numbers.sound_sympy import sympy
from symrf.numbers.symbols import symbol
from symrf.questions.arithmetic.lines import Unanswered
from symrf.questions.evidence import instance
from symrf.questions.sizes.fits import fits, sizes_where
from symrf.repeat import free_symbols, substituted, unrolled
from symrf.verification.result import OPEN, PROVED, Result


class Impossible(Exception):
    """Why no value of the unknowns aligns the branches."""


def aligned(network: Network, names: tuple[str, ...]) -> dict[str, Any]:
    """The value of each unknown with which all branches of every join agree on centre and size."""
    found: dict[str, Any] = {}
    sized = network if network.input_size else network.with_input_size(symbol("n_0"))
    for attribute in (_center, _size):
        for join, one, other in _pairs(network):
            known = substituted(sized, found)
            unknown = [name for name in names if name not in found]
            values = [_in_terms_of(known, branch, attribute, unknown) for branch in (one, other)]
            if attribute is _center:
                _same_strides(known, join, one, other)
            _solve(join, sympy.expand(values[0] - values[1]), unknown, found, attribute is _center)
    missing = [name for name in names if name not in found]
    if missing:
        raise Unanswered(f"alignment and sizes do not depend on {', '.join(missing)}")
    return found


def checked(network: Network, found: Mapping[str, Any]) -> Result:
    """Whether with these values, put in anew, centres agree at every join, by the kernel, and sizes for some input."""
    known = substituted(network if network.input_size else network.with_input_size(symbol("n_0")), found)
    centers, sizes = [], []
    for join, one, other in _pairs(known):
        centers.append((exact(_center(known, one)), exact(_center(known, other))))
        if sympy.expand(centers[-1][0] - centers[-1][1]) != 0:
            said = ", ".join(f"{name} = {value}" for name, value in found.items())
            return Result(OPEN, f"with {said} the centres at {shown(join)} are {' and '.join(map(str, centers[-1]))}")
        sizes.append(tuple(exact(_size(known, branch)) for branch in (one, other)))
    rounded = [pair for pair in sizes if any(size.has(sympy.floor, sympy.ceiling) for size in pair)]
    agree = instance.equal("", [*centers, *(pair for pair in sizes if pair not in rounded)])
    if agree.verdict != PROVED or not rounded:
        return agree
    plain = replace(substituted(network, found), input_size={})
    if not free_symbols(plain) and sizes_where(unrolled(plain), fits).least is None:
        return Result(OPEN, "no input size fits")
    return agree


def joins(network: Network) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every join with the branches that have a feature for each of its own."""
    gated = gates(network)
    for node in network.nodes:
        branches = tuple(name for name in node.inputs if (node.name, name) not in gated)
        if len(branches) > 1:
            yield node.name, branches


def _pairs(network: Network) -> Iterator[tuple[str, str, str]]:
    for join, (first, *rest) in joins(network):
        yield from ((join, first, other) for other in rest)


def _solve(join: str, difference: Any, unknown: list[str], found: dict[str, Any], exact: bool) -> None:
    """Solve difference = 0 for the one unknown in it; keep what it has to be."""
    symbols = [s for s in difference.free_symbols if s.name in unknown]
    if not symbols:
        if difference != 0 and exact and not difference.free_symbols:
            raise Impossible(f"the branches of {shown(join)} differ by {difference}, which none of the names changes")
        return
    if len(symbols) > 1:
        if exact:
            raise Unanswered(f"one equation at {shown(join)} for {', '.join(sorted(s.name for s in symbols))}")
        return
    (s,) = symbols
    if not difference.is_polynomial(s) or sympy.degree(difference, s) != 1:
        if exact:
            raise Unanswered(f"the branches of {shown(join)} do not differ by a line in {s.name}")
        return
    slope, rest = sympy.Poly(difference, s).all_coeffs()
    value = sympy.cancel(-rest / slope)
    if value.is_Rational and not value.is_Integer:
        raise Impossible(f"{s.name} would have to be {value} at {shown(join)}, and it is an integer")
    found[s.name] = plain(value)


def _in_terms_of(network: Network, branch: str, attribute: Any, unknown: list[str]) -> Any:
    """The attribute as an expression of the unknowns, or as the line through two values where it has no formula."""
    try:
        value = exact(expression(attribute(network, branch)))
        if attribute is _center and value.has(sympy.floor, sympy.ceiling):
            raise Unanswered(f"the centre of {shown(branch)} is rounded")
        return value
    except (SymrfError, Unanswered):
        below = network.up_to(branch) if branch != INPUT else network
        inside = [name for name in unknown if any(s.name == name for s in free_symbols(below))]
        if len(inside) != 1:
            raise Unanswered(f"the centre of {shown(branch)} has no formula") from None
        values = [exact(attribute(substituted(network, {inside[0]: x}), branch)) for x in range(3)]
        if values[2] - values[1] != values[1] - values[0]:
            raise Unanswered(f"the centre of {shown(branch)} is no line in {inside[0]}") from None
        return values[0] + (values[1] - values[0]) * symbol(inside[0], least=None)


def _field(network: Network, branch: str) -> AxisField:
    (axis,) = network.axes
    return derive(network, branch)[branch][axis]


def _center(network: Network, branch: str) -> Any:
    """The centre of feature 0, on average over a period where features differ."""
    found = derive(network, branch)
    (axis,) = network.axes
    field = found[branch][axis]
    if field.center is not None and field.kind != "periodic":
        return found.expanded(field.center)
    if field.stride is None or not isinstance(field.period, int):
        raise Unanswered(f"{shown(branch)} has no one centre")
    regions = [field.region(y) for y in range(field.period)]
    if None in regions:
        raise Unanswered(f"a feature of {shown(branch)} reads nothing")
    centers = [half(u + v) - field.stride * y for y, (u, v) in enumerate(filter(None, regions))]
    return exact(sum(map(exact, centers))) / field.period


def _size(network: Network, branch: str) -> Any:
    found = derive(network, branch)
    (axis,) = network.axes
    size = found[branch][axis].output_size
    if size is None:
        raise Unanswered(f"{shown(branch)} has no size")
    return found.expanded(size)


def _same_strides(network: Network, join: str, one: str, other: str) -> None:
    first, second = (_field(network, branch).stride for branch in (one, other))
    if first is None or second is None or sympy.expand(exact(first) - exact(second)) != 0:
        raise Impossible(f"the branches of {shown(join)} have strides {first} and {second}")
