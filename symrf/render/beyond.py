"""What is said below the answers on a network: the numbers without its gates, and where a model goes on."""

from __future__ import annotations

from collections.abc import Container, Iterator

from symrf.derivation import Derivation, derive
from symrf.derivation.answers.features import Feature, along
from symrf.derivation.downward.ascent import Features
from symrf.errors import counted
from symrf.network import Network, gates
from symrf.render.text import filled, grid, plain, short
from symrf.terms.sympy_form import number_text

MOST = 20
"""So many places of the frontier are named."""


def beyond(network: Network, output: str | None = None) -> Iterator[str]:
    """Lines of text, each with its line break; none for a network that is all there, without gates."""
    yield from _gates(network if output is None else network.up_to(output))
    if network.frontier:
        yield "frontier: from these nodes on nothing is known\n"
    for end in network.frontier[:MOST]:
        along = "" if set(end.axes) == set(network.axes) else f" (axis {', '.join(end.axes)})"
        yield from _wrapped(f"{short(end.node)}, {plain(end.op)}{along}: {plain(end.reason)}")
    if len(network.frontier) > MOST:
        yield f"  and {len(network.frontier) - MOST} more; --format json has them all\n"


def seen_by(found: Derivation, sample: Feature, only: Container[str] | None = None) -> str:
    """A table of the features of every node that see one sample of the input; of the nodes `only`, where given."""
    seen = found.seeing(sample)
    rows = [
        [short(name), *("" if one is None else _features(one) for one in axes.values())]
        for name, axes in seen.items()
        if only is None or name in only
    ]
    at = ", ".join(f"{along(sample, axis)} on {axis}" for axis in found.axes)
    table = grid(["layer", *(f"features on {axis}" for axis in found.axes)], rows)
    return f"which features see the input sample {at}\n\n{table}\n"


def _features(seen: Features) -> str:
    every = seen.count == seen.last - seen.first + 1
    if every:
        return str(seen.first) if seen.first == seen.last else f"{seen.first} … {seen.last}"
    return f"{seen.count} of {seen.first} … {seen.last}"


def _wrapped(line: str) -> Iterator[str]:
    for part in filled(line, "  ", "    "):
        yield f"{part}\n"


def _gates(network: Network) -> Iterator[str]:
    """The numbers of the output without gates, where it has some below it."""
    found = gates(network)
    if not found:
        return
    output = derive(network, gates=False).output
    numbers = []
    for axes in _alike(output):
        axis = output[axes[0]]
        named = f" on {', '.join(axes)}" if len(axes) < len(output.axes) else ""
        size = "not known" if axis.size is None else number_text(axis.size)
        stride = "" if axis.stride is None else f", S = {number_text(axis.stride)}"
        numbers.append(f"r = {size}{stride}{named}")
    yield from _wrapped(
        f"with {counted(len(found), 'gate')}, by which features depend on a whole map; without (--no-gates)"
        f" {short(output.name)} has {'; '.join(numbers)}"
    )


def _alike(output: object) -> list[list[str]]:
    """The axes in groups of the same size and stride."""
    groups: dict[tuple[str, str], list[str]] = {}
    for name, axis in output.axes.items():  # type: ignore[attr-defined]
        groups.setdefault((str(axis.size), str(axis.stride)), []).append(name)
    return list(groups.values())
