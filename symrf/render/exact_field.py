"""The exact field of a node, for people and programs: support, holes, paths, their mean, variance and sizes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from symrf.derivation import Derivation
from symrf.derivation.answers.features import Feature, along
from symrf.derivation.answers.jsonform import written
from symrf.errors import SymrfError, counted
from symrf.exact import Exact, exact
from symrf.exposition.table import decimal
from symrf.network import Network
from symrf.network.axes import alike_axes
from symrf.numbers import Number, is_symbolic
from symrf.paths import Spread, path_polynomial, path_sizes
from symrf.paths import spread as spread_of
from symrf.render.text import lines as wrapped
from symrf.render.text import plain
from symrf.terms.sympy_form import number_text

NODES = 100
"""In a larger network only the output's exact field is worked out, unless one node is asked for."""

MANY = 10
"""Of more different sizes of paths the first and the last are shown."""

DIGITS = 12
"""A fraction of more digits is shown as a decimal number."""


@dataclass(frozen=True)
class ExactAnswer:
    """The exact field of one feature on one axis, and the sizes of its paths; what is missing has a reason.

    spread: the number of paths, their mean and variance in closed form, where the field itself is missing.
    polynomial: the sizes of the paths as the exponents of x, where they cannot be listed.
    """

    feature: int
    found: Exact | None
    sizes: dict[int, int] | None
    reason: str
    sizes_reason: str
    spread: Spread | None = None
    polynomial: Any = None


def answer(network: Network, node: str, feature: int) -> ExactAnswer:
    """The answer on a network of one axis."""
    found = sizes = spread = polynomial = None
    reason = sizes_reason = ""
    try:
        found = exact(network, node, feature)
    except SymrfError as why:
        reason = str(why)
        with suppress(SymrfError):
            spread = spread_of(network, node, feature)
    try:
        sizes = path_sizes(network, node)
    except SymrfError as why:
        sizes_reason = str(why)
        with suppress(SymrfError):
            polynomial = path_polynomial(network, node)
    return ExactAnswer(feature, found, sizes, reason, sizes_reason, spread, polynomial)


def answers(derivation: Derivation, feature: Feature = 0) -> dict[str, dict[str, ExactAnswer]]:
    """node -> axis -> answer, for every node of a small network, else for the output; equal axes share one."""
    network, names = derivation.network, list(derivation)
    if len(names) > NODES:
        names = [derivation.output.name]
    known: dict[tuple[str, str, int], ExactAnswer] = {}
    found: dict[str, dict[str, ExactAnswer]] = {name: {} for name in names}
    for first, axis in [(axes[0], axis) for axes in alike_axes(network) for axis in axes]:
        here, y = network.on(first), along(feature, axis)
        for name in names:
            if (name, first, y) not in known:
                known[name, first, y] = answer(here, name, y)
            found[name][axis] = known[name, first, y]
    return found


def record(answer: ExactAnswer) -> dict[str, Any]:
    """The answer for programs."""
    table: dict[str, Any] = {"feature": answer.feature}
    if answer.found is None:
        spread = {} if answer.spread is None else {k: written(v) for k, v in vars(answer.spread).items()}
        table |= {"reason": answer.reason, **spread}
    else:
        found = answer.found
        table |= {"support": len(found.paths), "size": found.size, "holes": list(found.holes)}
        table |= {"density": written(found.density), "paths": found.total}
        moments = (found.mean, found.variance) if found.paths else (None, None)
        table |= dict(zip(("mean", "variance"), map(written, moments), strict=True))
    table["path_sizes"] = None if answer.sizes is None else {str(r): n for r, n in answer.sizes.items()}
    if answer.sizes is None:
        table["path_sizes_reason"] = answer.sizes_reason
        if answer.polynomial is not None:
            table["path_sizes_polynomial"] = str(answer.polynomial)
    return table


LEFT_OUT = {"reason": f"left out in a network of more than {NODES} nodes; ask for this node alone, with --output"}


def add_to(record_of_all: dict[str, Any], derivation: Derivation, feature: Feature = 0) -> None:
    """Puts the key "exact" into the record of every axis of every node."""
    found = answers(derivation, feature)
    for node in record_of_all["nodes"]:
        for axis, table in node["axes"].items():
            known = found.get(node["name"])
            table["exact"] = LEFT_OUT if known is None else record(known[axis])


def lines(derivation: Derivation, feature: Feature = 0) -> str:
    """The answer on the output, for a terminal."""
    name = derivation.output.name
    by_axis = answers(derivation.__class__(derivation.network, {name: derivation.output}, derivation.terms), feature)
    groups: list[tuple[ExactAnswer, list[str]]] = []
    for axis, one in by_axis[name].items():
        like = next((axes for other, axes in groups if other is one), None)
        if like is None:
            groups.append((one, [axis]))
        else:
            like.append(axis)
    said = [[part for line in _said(name, axes, one) for part in _parts(line)] for one, axes in groups]
    return "\n\n".join(map("\n".join, said)) + "\n"


def _parts(line: str) -> list[str]:
    words = line.lstrip()
    return wrapped(words, line[: -len(words)], "    ")


def _said(name: str, axes: list[str], answer: ExactAnswer) -> list[str]:
    where = f"feature {answer.feature} of {plain(name)}, {'axis' if len(axes) == 1 else 'axes'} {', '.join(axes)}"
    if answer.found is None:
        said = [f"exact field of {where}: not known, {plain(answer.reason)}"]
        if answer.spread is not None:
            said.append(f"  {_spread(answer.spread)} (equal weights), in closed form")
    elif not answer.found.paths:
        said = [f"exact field of {where}: reads nothing"]
    else:
        found = answer.found
        holes = f"holes: {_holes(found)}" if found.holes else "no holes"
        said = [
            f"exact field of {where}:",
            f"  support {len(found.paths)} of {found.size} samples, density {_number(found.density)}, {holes}",
            f"  {_spread(Spread(found.total, found.mean, found.variance))} (equal weights)",
        ]
    if answer.polynomial is not None:
        return [*said, f"  sizes of paths, c*x**r for c paths of size r: {_number(answer.polynomial)}"]
    if answer.sizes is None:
        return [*said, f"  sizes of paths: not known, {plain(answer.sizes_reason)}"]
    return [*said, f"  sizes of paths (size: paths): {_sizes(answer.sizes)}"]


def _spread(spread: Spread) -> str:
    mean = "depends on the input size" if spread.mean is None else _number(spread.mean)
    return f"{counted(_number(spread.paths), 'path')}, mean {mean}, variance {_number(spread.variance)}"


def _holes(found: Exact) -> str:
    """Runs of indices, the first few."""
    runs: list[list[int]] = []
    for index in found.holes:
        if runs and runs[-1][1] == index - 1:
            runs[-1][1] = index
        else:
            runs.append([index, index])
    said = [str(a) if a == b else f"{a} … {b}" for a, b in runs[:MANY]]
    return ", ".join(said) + (f" and {len(runs) - MANY} more" if len(runs) > MANY else "")


def _sizes(sizes: dict[int, int]) -> str:
    pairs = [f"{size}: {number}" for size, number in sizes.items()]
    if len(pairs) <= MANY:
        return ", ".join(pairs)
    half = MANY // 2
    most = max(sizes, key=lambda size: sizes[size])
    shown = [*pairs[:half], "…", *pairs[-half:]]
    return f"{', '.join(shown)}; {len(pairs)} sizes, the most frequent {most} ({sizes[most]})"


def _number(value: Number) -> str:
    """A fraction, or where it is long a decimal number; an expression as it is."""
    if is_symbolic(value):
        return number_text(value)
    exactly = decimal(int(value) if value.denominator == 1 else value) or str(value)
    return exactly if len(exactly) <= DIGITS else f"about {float(value):.6g}"
