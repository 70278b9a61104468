"""Claims as somebody typed them, to trees: symrf's own notation first, then everybody's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from symrf.claims.letters import in_own_letters
from symrf.errors import SymrfError, shown
from symrf.network import Network
from symrf.terms import At, Num, Rel, Sym, Term, parse, text
from symrf.terms.parse import Unreadable
from symrf.terms.tree import rebuilt

EXAMPLE = "r[0] == 1 + Sum(k[l] - 1, (l, 1, L))"


@dataclass(frozen=True)
class Reading:
    """What was typed, on one line, and the claims that were read in it: all of them are claimed.

    own: whether it was typed in symrf's own notation, so that there is nothing to explain.
    """

    typed: str
    claims: tuple[Rel, ...]
    own: bool

    @property
    def text(self) -> str:
        """The claims in symrf's own notation."""
        return ", ".join(map(text, self.claims))


def read(claim: str, network: Network | None = None) -> Reading:
    """What a claim says, of all chains or of one network; SymrfError where it says nothing.

    >>> read("r_out = r_in + (k-1)*j_in").text
    'R[l] == R[l - 1] + (k[l] - 1)*J[l - 1]'
    >>> read("S_0 = J_L = \\\\prod_{i=1}^{L} s_i").text
    'S[0] == J[L], J[L] == Product(s[i], (i, 1, L))'
    """
    if not isinstance(claim, str):
        raise SymrfError(f"claim {shown(claim)}: not text; write for example {EXAMPLE}")
    known = _symbols(network) if network is not None else frozenset()
    trees, plain = _trees(claim, known)
    relations = tuple(tree for tree in trees if isinstance(tree, Rel))
    if len(relations) < len(trees) or not relations:
        raise SymrfError(f"claim {shown(claim)}: no relation; write for example {EXAMPLE}")
    if network is None:
        meant = in_own_letters(relations, claim)
    else:
        meant = tuple(Rel(c.op, _joined(c.left, known), _joined(c.right, known)) for c in relations)
    typed = " ".join(claim.split())
    own = meant == relations and (plain or _bare(typed) == _bare(", ".join(map(text, meant))))
    return Reading(typed, meant, own)


def _trees(claim: str, known: frozenset[str]) -> tuple[tuple[Term | Rel, ...], bool]:
    """The trees, and whether they were typed in symrf's own notation."""
    try:
        return (parse(claim, "claim"),), True
    except SymrfError as own:
        from symrf.terms.typed import parse_typed

        try:
            return parse_typed(claim, "claim", known), False
        except SymrfError as error:
            plain = claim.isascii() and not re.search(r"[\\{}^]", claim)
            raise (own if plain and not isinstance(own, Unreadable) else error) from None


def _bare(written: str) -> str:
    return re.sub(r"\s", "", written).replace("==", "=")


def _symbols(network: Network) -> frozenset[str]:
    from symrf.repeat import free_symbols

    return frozenset(symbol.name for symbol in free_symbols(network))


def _joined(term: Term, known: frozenset[str]) -> Term:
    """Symbols of the network as they are printed: k_{1} is k1 or k_1, where the network has one."""
    if isinstance(term, At) and isinstance(term.index, Num | Sym):
        spelled = (f"{term.name}{text(term.index)}", f"{term.name}_{text(term.index)}")
        found = next((name for name in spelled if name in known), None)
        if found is not None:
            return Sym(found)
    return rebuilt(term, lambda part: _joined(part, known))
