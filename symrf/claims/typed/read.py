"""Claims and conditions as somebody typed them, to trees: symrf's own notation first, then everybody's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from symrf.claims.typed.indices import indices_apart
from symrf.claims.typed.letters import in_own_letters
from symrf.claims.typed.logarithms import without_logarithm, written_out
from symrf.claims.typed.names import EXACTLY, dotted, spelled
from symrf.errors import SymrfError, shown, typed
from symrf.network import Network
from symrf.repeat import free_symbols
from symrf.terms import At, Op, Rel, Sym, Term, parse, text
from symrf.terms.tree import ZERO, rebuilt
from symrf.terms.typed import parse_typed

EXAMPLE, OF_A_LAYER = "r[0] == 1 + Sum(k[l] - 1, (l, 1, L))", "W_out = (W_in - F + 2P)/S + 1"


@dataclass(frozen=True)
class TypedClaims:
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


def read(claim: str, network: Network | None = None, integers: frozenset[str] = frozenset()) -> TypedClaims:
    """What a claim says, of all chains or of one network; SymrfError where it says nothing.

    integers: names of numbers of its own; then letters are symrf's, as they may be called as these are.

    >>> read("r_out = r_in + (k-1)*j_in").text
    'R[l] == R[l - 1] + (k[l] - 1)*J[l - 1]'
    >>> read("S_0 = J_L = \\\\prod_{i=1}^{L} s_i").text
    'S[0] == J[L], J[L] == Product(s[i], (i, 1, L))'
    """
    if not isinstance(claim, str):
        raise SymrfError(f"claim {shown(claim)}: not text; write for example {EXAMPLE}")
    if not claim.strip():
        raise SymrfError(f"no claim: the text is empty; write for example {EXAMPLE}")
    if re.search(r"\sor\s", claim):
        raise SymrfError(f"claim {typed(claim)}: or is no part of a claim; write one for each")
    known = integers if network is None else frozenset(symbol.name for symbol in free_symbols(network))
    apart = AND.sub(", ", claim)
    said = in_quantities(apart, network is None)
    short, names = (said, dict[str, str]()) if network is None else dotted(in_signs(said), network)
    bare, log = without_logarithm(short)
    trees, plain = _trees(bare, known | names.keys() | ({log.name} if log else set()))
    if log:
        of, base = (_value(part, known | names.keys()) for part in (log.of, log.base))
        trees, plain = tuple(one for tree in trees for one in written_out(tree, log, of, base)), False
    if network is None:
        trees = tuple(map(_counted, trees))
    relations = tuple(spelled(tree, names) for tree in trees if isinstance(tree, Rel))
    if len(relations) < len(trees) or not relations:
        example = OF_A_LAYER if re.search(r"\b[HW]\b", claim) and network is None else EXAMPLE
        raise SymrfError(f"claim {typed(claim)}: no relation; write for example {example}")
    meant = in_own_letters(relations, claim, plain) if network is None and not integers else relations
    if not plain:
        for tree in meant:
            indices_apart(tree)
    written = " ".join(claim.split())
    own = said == apart and meant == relations and (plain or _bare(written) == _bare(", ".join(map(text, meant))))
    return TypedClaims(written, meant, own)


def _value(source: str, known: frozenset[str]) -> Term:
    trees, _ = _trees(source, known)
    if len(trees) != 1 or isinstance(trees[0], Rel):
        raise SymrfError(f"claim {typed(source)}: a logarithm is of a value")
    return trees[0]


_WORDS = {"odd": "{0} == 2*floor({0}/2) + 1", "even": "{0} == 2*floor({0}/2)", "an integer": "{0} == floor({0})"}


def in_signs(claim: str) -> str:
    """The claim, where it says what a domain says: k is odd, k is even, k/3 is an integer.

    >>> in_signs("k is odd")
    '(k) == 2*floor((k)/2) + 1'
    """
    what, _, words = claim.strip().rpartition(" is ")
    return _WORDS[words].format(f"({what})") if words in _WORDS else claim


_AT_LEAST_ONE = {
    "every_sample_read": "fewest", "every_window_meets": "inside", "first_window_meets": "firstinside",
    "last_window_meets": "lastinside",
}  # fmt: skip
"""Properties, and of what they say that there is one at least."""
_PROPERTY = re.compile(rf"\s*(?P<node>.*\.)?(?P<what>no_holes|holes|{'|'.join(_AT_LEAST_ONE)})\s*", re.DOTALL)


def is_property(claim: str) -> bool:
    """Whether it is a claim in one word, such as no_holes.

    >>> is_property("no_holes"), is_property("models/")
    (True, False)
    """
    return _PROPERTY.fullmatch(claim) is not None


def in_quantities(claim: str, chains: bool) -> str:
    """The claim, where it is a property: no_holes, holes, every_sample_read, of a network NODE.no_holes too.

    every_window_meets, first_window_meets and last_window_meets say that a window reads a sample that is no padding.

    >>> in_quantities("no_holes", True), in_quantities("stage.holes", False)
    ('support[0] == r[0]', 'stage.support < stage.size')
    >>> in_quantities("every_window_meets", True), in_quantities("pool.last_window_meets", False)
    ('inside[0] >= 1', 'pool.lastinside >= 1')
    """
    found = _PROPERTY.fullmatch(claim)
    if found is None:
        return claim
    node, relation = found["node"] or "", "==" if found["what"] == "no_holes" else "<"
    if least := _AT_LEAST_ONE.get(found["what"]):
        return f"{least}[0] >= 1" if chains else f"{node}{least} >= 1"
    return f"support[0] {relation} r[0]" if chains else f"{node}support {relation} {node}size"


def _counted(tree: Any) -> Any:
    """With support and density of chains by the letters of statements: count, and count/r."""
    match rebuilt(tree, _counted):
        case At(name="support", index=index):
            return At("count", index)
        case Sym(name=name) if name in EXACTLY:
            return _counted(At(name, ZERO))
        case At(name="density", index=index):
            return Op("/", (At("count", index), At("r", index)))
        case found:
            return found


def _trees(claim: str, known: frozenset[str]) -> tuple[tuple[Term | Rel, ...], bool]:
    """The trees, and whether they were typed in symrf's own notation."""
    try:
        return (parse(claim, "claim"),), True
    except SymrfError:
        return parse_typed(claim, "claim", known), False


def _bare(written: str) -> str:
    return re.sub(r"\s", "", written).replace("==", "=")


AND = re.compile(r"\s+and\s+|\s*\\land\b\s*")

def split(where: Iterable[str] | str) -> tuple[str, ...]:
    """The single conditions of a list whose members may be joined by "and", or by commas.

    >>> split(["k = 3, s = 1", "r[0] == Sum(k[i], (i, 1, L)) and L >= 2"])
    ('k = 3', 's = 1', 'r[0] == Sum(k[i], (i, 1, L))', 'L >= 2')
    """
    given = [where] if isinstance(where, str) else list(where)
    if not all(isinstance(condition, str) for condition in given):
        raise SymrfError("where: not text; write for example d[l] == 1")
    joined_by_and = (part for condition in given for part in AND.split(condition.strip()))
    return tuple(part.strip() for parts in joined_by_and for part in _apart(parts))


def _apart(text: str) -> list[str]:
    r"""What stands between commas outside of all brackets; \, is a blank."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if character == "," and not depth and not parts[-1].endswith("\\"):
            parts.append("")
        else:
            parts[-1] += character
    return parts


def joined(conditions: Iterable[Rel]) -> str:
    """Conditions as text that can be read again."""
    return " and ".join(text(condition) for condition in conditions)
