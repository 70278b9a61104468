"""Counterexamples read back: the network is rebuilt from what was printed, walked through, and both sides evaluated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from symrf.refute.measure import Chain, scope
from symrf.terms import Rel, names
from symrf.terms.evaluate import holds
from symrf.theorem import Theorem, free_index

LAYER = re.compile(r"\(k=(-?\d+) s=(-?\d+) d=(-?\d+)(?: p=(-?\d+) q=(-?\d+))?\)")


def chain_of(example: Mapping[str, Any], padding: str = "explicit") -> Chain:
    """The network that a counterexample prints; every number that it does not print is one that does not matter."""
    rows = [tuple(int(number or 0) for number in row) for row in LAYER.findall(str(example.get("network", "")))]
    layers = tuple((k, s, d, p, q) for k, s, d, p, q in rows)
    assert str(example.get("network", f"L = {len(layers)}")).startswith(f"L = {len(layers)}")
    outside = tuple((name.removeprefix("outside "), value) for name, value in example.items() if name[:8] == "outside ")
    return Chain(layers, example.get("uL", 0), example.get("n0", 1), padding=padding, given=outside)


def sides(tree: Rel, example: Mapping[str, Any], padding: str = "explicit") -> tuple[bool, str, str]:
    """Whether the claim holds where the counterexample says it does not, and what both sides come to there."""
    numbers = {name: value for name, value in example.items() if isinstance(value, int)}
    values = scope(chain_of(example, padding), names(tree)[1]) | numbers
    if "network" not in example and "L" in example:
        values["L"] = example["L"]
    true, left, right = holds(tree)(values)
    return true, str(left), str(right)


def fails(found: Theorem, example: Mapping[str, Any]) -> bool:
    """Whether some claim of the statement fails at the counterexample, with the two sides that it prints."""
    said = (False, str(example["left"]), str(example["right"]))
    index = {free_index(tree, found.scalars) for tree in found.claims()} - {None}
    assert ("l" in example) == bool(index) or len(found.claims()) > 1
    return any(sides(tree, named(example, tree, found), found.network) == said for tree in found.claims())


def named(example: Mapping[str, Any], tree: Rel, found: Theorem) -> dict[str, Any]:
    """The counterexample, in which the free index of the claim has its own name."""
    index = free_index(tree, found.scalars) or "l"
    return {index if name == "l" else name: value for name, value in example.items()}
