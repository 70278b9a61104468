"""Architecture files that are tests: every line of [expect] is a claim about a node."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symrf.claims.network import judge_network
from symrf.claims.quantities import LETTERS
from symrf.errors import SymrfError, near, shown
from symrf.network import Network
from symrf.terms import Num, Rel, Sym, parse_value
from symrf.verification import Verdict


def judge_expected(network: Network, expect: Mapping[str, Any]) -> list[Verdict]:
    """The verdicts on "node.quantity" = value, such as "join.size" = "2*k + 5"; of several inputs "join.mask.size"."""
    if not expect:
        raise SymrfError('no [expect] in this file; write for example "join.size" = "2*k + 5"')
    return [_one(network, key, value) for key, value in expect.items()]


def _one(network: Network, key: str, value: Any) -> Verdict:
    node, _, attribute = str(key).rpartition(".")
    known = {attribute: letter for letter, attribute in LETTERS.items()}
    if not node or attribute not in known:
        close = near(attribute, known)
        raise SymrfError(f"[expect] {shown(key)}: {close}write \"node.quantity\", a quantity being {', '.join(known)}")
    network, node = _seen(network, node)
    right = parse_value(value, f"[expect] {key}") if isinstance(value, str) else _integer(value, key)
    letter = known[attribute]
    return judge_network(Rel("==", Sym(letter), right), network, node, f"{key} == {value}")


def _seen(network: Network, node: str) -> tuple[Network, str]:
    """The network and the node that "node" or, where there are several inputs, "node.input" names."""
    name, _, source = node.rpartition(".")
    names = {other.name for other in network.nodes}
    return (network.seen_from(source), name) if node not in names and source in network.inputs else (network, node)


def _integer(value: Any, key: str) -> Num:
    if isinstance(value, int) and not isinstance(value, bool):
        from fractions import Fraction

        return Num(Fraction(value))
    raise SymrfError(f"[expect] {shown(key)} is {shown(value)}; it must be an integer or a formula")
