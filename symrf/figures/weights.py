"""Along how many paths each input sample is read, with the normal curve of their mean and variance, and the holes."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import exp, pi

from symrf.errors import SymrfError
from symrf.exact import exact
from symrf.figures.scene import COLUMN, HOLLOW, Brace, Dot, Label, Mark, Polyline, Scene, Text
from symrf.figures.words import counted, said
from symrf.network import Network
from symrf.printed import alone
from symrf.terms import Num, Op, Rel

Scale = Callable[[float], float]

TALL, BARS, CURVE = 2.6, 150, 80
"""Centimetres; more samples than BARS are drawn as an outline; the points of the curve."""

SEVERAL, DIGITS = 4_000, 15


def weights(network: Network, feature: int = 0) -> Scene:
    """The number of paths from `feature` of the output to every input sample, the greatest as tall as the picture."""
    found = exact(network, None, feature)
    if not found.paths:
        raise SymrfError(f"feature {feature} reads nothing; there are no weights to show")
    first, last = found.support[0], found.support[-1]
    if found.size > SEVERAL:
        raise SymrfError(f"{found.size} samples are too many for a picture of weights; at most {SEVERAL}")
    unit = (COLUMN - 0.4) / (found.size + 2)
    greatest = max(found.paths.values())
    highest = max(greatest, _peak(found.total, float(found.variance)) if found.variance > 0 else 0.0)

    def x(at: float) -> float:
        return 0.2 + (at - first + 1.5) * unit

    def y(count: float) -> float:
        return TALL * count / highest

    marks: list[Mark] = [Polyline(((0.2, 0.0), (COLUMN - 0.2, 0.0)))]
    if found.size <= BARS:
        for index, count in found.paths.items():
            low, high = x(index) - 0.35 * unit, x(index) + 0.35 * unit
            corners = ((low, 0.0), (low, y(count)), (high, y(count)), (high, 0.0))
            marks.append(Polyline(corners, "plain" if unit > 0.2 else "thin", closed=True))
        radius = min(0.06, 0.3 * unit)
        marks += [Dot(x(index), -0.12, radius, HOLLOW, (network.source, index)) for index in found.holes]
    else:
        outline = tuple((x(i), y(found.paths.get(i, 0))) for i in range(first, last + 1))
        marks.append(Polyline(((x(first), 0.0), *outline, (x(last), 0.0)), "bare", closed=True))
    if found.variance > 0:
        marks.append(_curve(float(found.mean), float(found.variance), found.total, first, last, x, y))
    marks.append(Brace(x(first) - unit / 2, x(last) + unit / 2, -0.24))
    if first < last:
        marks += [Text(x(end), -0.46, (Num(Fraction(end)),), "north") for end in (first, last)]
    marks.append(Text((x(first) + x(last)) / 2, -0.46, (Rel("==", alone("r"), Num(Fraction(found.size))),), "north"))
    most: Label = (*_rounded(greatest), " paths at most" if greatest > 1 else " path at most")
    marks.append(Text(0.2, TALL + 0.25, most, "west"))
    numbers = {"r": found.size, "holes": len(found.holes), "paths": found.total, "most": greatest}
    moments = {"mean": found.mean, "variance": found.variance}
    words = (
        f"Feature {feature} of {network.output} reads {len(found.paths)} of {counted(found.size, 'input sample')}, "
        f"{said(first)} to {said(last)}, along {counted(found.total, 'path')}, with {counted(len(found.holes), 'hole')}"
    )
    if found.variance > 0:
        words += "; dashed, the normal curve of the same mean and variance"
    return Scene(tuple(marks), words, numbers | moments)


def _rounded(number: int) -> Label:
    """The number, one of many digits as its first one and a power of ten."""
    zeros = len(str(number)) - 1
    if zeros < DIGITS:
        return (Num(Fraction(number)),)
    digit, ten = Fraction(round(Fraction(number, 10**zeros))), Op("**", (Num(Fraction(10)), Num(Fraction(zeros))))
    return "about ", ten if digit == 1 else Op("*", (Num(digit), ten))


def _curve(mean: float, variance: float, total: int, first: int, last: int, x: Scale, y: Scale) -> Polyline:
    """The density of the normal distribution of this mean and variance, times the number of paths."""
    peak = _peak(total, variance)
    points = []
    for number in range(CURVE + 1):
        at = first - 0.5 + (last - first + 1) * number / CURVE
        points.append((x(at), y(peak * exp(-((at - mean) ** 2) / (2 * variance)))))
    return Polyline(tuple(points), "dashed")


def _peak(total: int, variance: float) -> float:
    return float(total / (2 * pi * variance) ** 0.5)
