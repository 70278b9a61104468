"""What `derive` says of a network, typed as claims about it: every number of every record, every line and phase."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import symrf
from symrf.derivation import AxisField, Derivation
from symrf.derivation.answers.records import NUMBERS
from symrf.exposition.answer import region
from symrf.network import Network
from symrf.numbers import is_symbolic
from symrf.terms import text
from symrf.terms.sympy_form import number_text
from symrf.zoo import zoo, zoo_names

RANGE = ("size_min", "size_max")
MOST_PHASES = 4


def claims(network: Network, nodes: tuple[str, ...] | None = None) -> Iterator[str]:
    """The claims, of the nodes named or of all, of every axis that is not like the first one."""
    found = symrf.derive(network)
    for name in found if nodes is None else nodes:
        for axis in network.axes[:1]:
            field = found[name][axis]
            if field.status not in ("unsupported", "upper-bound"):
                yield from _of_node(found, field, f'"{name}".{axis}' if len(network.axes) > 1 else f'"{name}"')
    last = found.output
    field = next(iter(last.axes.values()))
    if len(network.axes) == 1 and field.status == "exact":
        yield from _of_features(field)


def _of_node(found: Derivation, field: AxisField, name: str) -> Iterator[str]:
    for attribute in (*NUMBERS, *(RANGE if field.size is None else ()), "output_size"):
        value = getattr(field, attribute)
        if value is not None:
            yield f"{name}.{attribute} == {_written(found.expanded(value))}"
            if is_symbolic(value):  # as the JSON record has it
                yield f"{name}.{attribute} == {found.expanded(value)}"


def _written(value: Any) -> str:
    return number_text(value)


def _of_features(field: AxisField) -> Iterator[str]:
    """What feature y sees, by formulas in y, or phase by phase."""
    ends = region(field)
    if ends is not None:
        yield from (f"{x}(y) == {text(end)}" for x, end in zip("uv", ends, strict=True))
    for number, phase in enumerate((field.phases or ()) if field.phase_symbol is None else ()):
        if number < MOST_PHASES and hasattr(phase, "size"):
            place = f"{field.period}*t + {number}"
            yield f"u({place}) == ({_written(phase.stride)})*t + ({_written(phase.left)})"
            yield f"v({place}) == ({_written(phase.stride)})*t + ({_written(phase.right)})"
            yield f"r({place}) == {_written(phase.size)}"


def main() -> None:
    """Every claim of every network of the zoo, of all nodes (--outputs: of the last); prints those not proved."""
    counts: Counter[str] = Counter()
    alone = "--outputs" in sys.argv
    for name in [x for x in sys.argv[1:] if x != "--outputs"] or zoo_names():
        network = zoo(name)
        for claim in claims(network, (network.output,) if alone else None):
            verdict = symrf.check(claim, network)
            counts[verdict.verdict] += 1
            if verdict.verdict != "proved":
                print(name, verdict, flush=True)
        print(name, dict(counts), flush=True)


if __name__ == "__main__":
    main()
