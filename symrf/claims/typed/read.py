"""Claims as somebody typed them, to trees: symrf's own notation first, then everybody's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from symrf.claims.typed.indices import indices_apart
from symrf.claims.typed.letters import in_own_letters
from symrf.claims.typed.names import dotted, spelled
from symrf.errors import SymrfError, shown, typed
from symrf.network import Network
from symrf.terms import Rel, Term, parse, text

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
    short, names = (claim, dict[str, str]()) if network is None else dotted(in_signs(claim), network)
    trees, plain = _trees(short, known | names.keys())
    relations = tuple(spelled(tree, names) for tree in trees if isinstance(tree, Rel))
    if len(relations) < len(trees) or not relations:
        raise SymrfError(f"claim {typed(claim)}: no relation; write for example {EXAMPLE}")
    meant = in_own_letters(relations, claim) if network is None else relations
    if not plain:
        for tree in meant:
            indices_apart(tree)
    written = " ".join(claim.split())
    own = meant == relations and (plain or _bare(written) == _bare(", ".join(map(text, meant))))
    return Reading(written, meant, own)


_WORDS = {"odd": "{0} == 2*floor({0}/2) + 1", "even": "{0} == 2*floor({0}/2)", "an integer": "{0} == floor({0})"}


def in_signs(claim: str) -> str:
    """The claim, where it says what a domain says: k is odd, k is even, k/3 is an integer.

    >>> in_signs("k is odd")
    '(k) == 2*floor((k)/2) + 1'
    """
    what, _, words = claim.strip().rpartition(" is ")
    return _WORDS[words].format(f"({what})") if words in _WORDS else claim


def _trees(claim: str, known: frozenset[str]) -> tuple[tuple[Term | Rel, ...], bool]:
    """The trees, and whether they were typed in symrf's own notation."""
    try:
        return (parse(claim, "claim"),), True
    except SymrfError:
        from symrf.terms.typed import parse_typed

    return parse_typed(claim, "claim", known), False


def _bare(written: str) -> str:
    return re.sub(r"\s", "", written).replace("==", "=")


def _symbols(network: Network) -> frozenset[str]:
    from symrf.repeat import free_symbols

    return frozenset(symbol.name for symbol in free_symbols(network))
