"""Architecture files that are tests: every line of [expect] is a claim about a node."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from symrf.claims.network.derived import Derived
from symrf.claims.network.judge import judge_network
from symrf.claims.typed.names import ATTRIBUTES, place
from symrf.errors import SymrfError, shown
from symrf.network import Network
from symrf.terms import Num, Rel, Sym, parse_value
from symrf.verification import Verdict


def judge_expected(network: Network, expect: Mapping[str, Any]) -> list[Verdict]:
    """The verdicts on "node.quantity" = value, such as "join.size" = "2*k + 5"; of several inputs "join.mask.size"."""
    if not expect:
        raise SymrfError('no [expect] in this file; write for example "join.size" = "2*k + 5"')
    derived = Derived(network)
    return [_one(derived, key, value) for key, value in expect.items()]


def _one(derived: Derived, key: str, value: Any) -> Verdict:
    where = f"[expect] {shown(str(key))}"
    if "." not in str(key):
        raise SymrfError(f'{where}: write "node.quantity", a quantity being {", ".join(ATTRIBUTES)}')
    try:
        place(derived.given, str(key))
    except SymrfError as error:
        raise SymrfError(f"[expect] {error}") from None
    right = parse_value(value, f"[expect] {key}") if isinstance(value, str) else _integer(value, key)
    return judge_network(Rel("==", Sym(str(key)), right), derived, f"{key} == {value}")


def _integer(value: Any, key: str) -> Num:
    if isinstance(value, int) and not isinstance(value, bool):
        return Num(Fraction(value))
    raise SymrfError(f"[expect] {shown(key)} is {shown(value)}; it must be an integer or a formula")
