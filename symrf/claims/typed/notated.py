"""Claims in an author's notation: the formulas of a bundle, or of whatever was printed in it, as they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from fractions import Fraction

from symrf.claims.typed.names import numbering
from symrf.claims.typed.phases import by_phase
from symrf.claims.typed.read import TypedClaims, read
from symrf.formulas.quantities import FIELD
from symrf.network import Network
from symrf.notation import Notation
from symrf.notation import notation as notation_of
from symrf.repeat import free_symbols
from symrf.terms import At, Num, Op, Rel, Sym, Term, names
from symrf.terms.tree import ZERO, rebuilt


def written_in(notation: str | Notation | None) -> Callable[[str, Network | None], TypedClaims]:
    """What reads claims in this notation."""
    meant = Notation() if notation is None else notation_of(notation)

    def reading(claim: str, network: Network | None) -> TypedClaims:
        phases = by_phase(in_line(claim), network, simple) if isinstance(claim, str) and network is not None else None
        return phases or simple(claim, network)

    def simple(claim: str, network: Network | None) -> TypedClaims:
        taken = None if network is None else {symbol.name for symbol in free_symbols(network)}
        said = meant.plain(in_line(claim), taken) if isinstance(claim, str) else claim
        found = read(said, network)
        claims = found.claims
        if taken is not None and network is not None and not numbering(claims, network):
            claims = tuple(of_network(one, taken) for one in claims)
        claims = tuple(meant.read(one, taken is not None) for one in claims)
        if notation is None and said == claim and claims == found.claims:
            return found
        return TypedClaims(" ".join(claim.split()), claims, False)

    return reading


_BEGIN, _END = r"\begin{cases}", r"\end{cases}"
_ENVIRONMENT = re.compile(f"({re.escape(_BEGIN)}.*?{re.escape(_END)})", re.DOTALL)


def in_line(claim: str) -> str:
    r"""An aligned formula, as symrf prints it over several lines, in one.

    >>> in_line(r"r &= 1 \\ &\quad {} + k \\ s &= 2")
    'r = 1 + k , s = 2'
    >>> in_line(r"r &= \begin{cases} 1 \end{cases} \\ r &= \begin{cases} k \end{cases}")
    'r = \\begin{cases} 1 \\\\ k \\end{cases}'
    """
    if "&" not in claim:
        return claim
    claim = re.sub(r"\\(begin|end)\{aligned\}", "", claim)
    parts = _ENVIRONMENT.split(claim)
    for i in range(0, len(parts), 2):
        one = re.sub(r"\\\\\s*&\\quad\s*(?:\{\}\s*)?", " ", parts[i])
        one = re.sub(r"\\\\\s*&(?=\s*(?:[=<>]|\\[lg]e\b))", " ", one)
        parts[i] = " ".join(re.sub(r"\\\\", ", ", one).replace("&", "").split()) + " "
    return "".join(_gone_on(parts)).strip()


def _gone_on(parts: list[str]) -> list[str]:
    """Words and cases by turns: cases that go on under the same left side, as no page holds all of them, as one."""
    found = parts[:1]
    for cases, after in zip(parts[1::2], parts[2::2], strict=True):
        if len(found) > 2 and found[-1].strip(" ,") == found[-3].rpartition(",")[2].strip():
            found[-2:] = [found[-2].replace(_END, r"\\") + cases.removeprefix(_BEGIN), after]
        else:
            found += [cases, after]
    return found


_FEATURES = ("y", "x", "t", "eta")
"""What a feature is called: the first that no symbol is, and no letter of the author's."""


def of_network(claim: Rel, symbols: Collection[str] = ()) -> Rel:
    """A claim in which r_0, S_0, R_L … are those of a network's output, and u_0, v_0 those of its feature y.

    symbols: names of the network's own, which stay.

    >>> from symrf.terms import parse, text
    >>> text(of_network(parse("u[0] == 2*y - 5"))), text(of_network(parse("R[L] == 11")))
    ('u(y) == 2*y - 5', 'r == 11')
    """
    free = names(claim)[0] - {*symbols}
    called = next((letter for letter in _FEATURES if letter in free), next(x for x in _FEATURES if x not in symbols))
    feature = bool({called, "uL", "u_L"} & free)

    def quantity(letter: str) -> Sym:
        """By a word where a symbol of the network is called like its letter."""
        return Sym(FIELD.get(letter, letter) if letter in symbols else letter)

    def put(tree: Term) -> Term:
        match tree:
            case Sym(name=name) if name not in symbols and re.fullmatch("[ruvSPQc]_0|[RJn]_L|start_L", name):
                letter, _, index = name.partition("_")
                return put(At(letter, Sym("L") if index == "L" else ZERO))
            case Sym(name="uL" | "u_L"):
                return Sym(called)
            case At(name="u" | "v" | "c" as name, index=Num(value=Fraction(numerator=0))) if feature:
                return Op(name, (Sym(called),))
            case At(name="r" | "u" | "v" | "S" | "P" | "Q" | "c" as name, index=Num(value=Fraction(numerator=0))):
                return quantity(name)
            case At(name="R" | "J" | "start" | "n" as name, index=Sym(name="L")):
                return quantity({"R": "r", "J": "S", "n": "output_size"}.get(name, name))
        return rebuilt(tree, put)

    return rebuilt(claim, put)
