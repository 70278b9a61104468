"""check: one claim, for every network or about one."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from symrf.claims.general import judge
from symrf.claims.names import dotted, spelled
from symrf.errors import SymrfError, shown
from symrf.formulas.quantities import LAYER_LETTERS, MAP_LETTERS
from symrf.network import Network
from symrf.terms import Rel, names, parse
from symrf.theorem import INDICES, SCALARS
from symrf.verification import Verdict

EXAMPLE = "r[0] == 1 + Sum(k[l] - 1, (l, 1, L))"


def check(claim: str, network: Network | None = None) -> Verdict:
    """The verdict on a claim, in ASCII or LaTeX notation.

    Without a network the claim is about every chain of every depth L; the letters are those of `symrf.formulas`
    (k s d p q K of layers; r u v c S P Q n, forward J R start of maps; uL). With a network, r S P c … are the
    quantities of its output, NODE.size, NODE.AXIS.stride … those of any node, and its symbols are free. Raises
    SymrfError where the text is not a claim.

    >>> print(check("r[l-1] == r[l] + (k[l] - s[l])").verdict)
    refuted
    >>> print(check("r[0] == 1 + Sum((K[l] - 1)*Product(s[i], (i, 1, l - 1)), (l, 1, L))").verdict)
    proved
    """
    tree = read_claim(claim, network)
    if network is not None:
        from symrf.claims.network import judge_network

        return judge_network(tree, network)
    known_letters(tree)
    return judge(tree)


def read_claim(claim: str, network: Network | None = None) -> Rel:
    """The claim as a tree; SymrfError where it is none. About a network dotted names are names: Sym("join.size")."""
    from symrf.terms.latex_reader import is_latex, parse_latex

    if not isinstance(claim, str):
        raise SymrfError(f"claim {shown(claim)}: not text; write for example {EXAMPLE}")
    plain: dict[str, str] = {}
    if network is not None and not is_latex(claim):
        from symrf.claims.quantities import ATTRIBUTES

        claim, plain = dotted(claim, network, ATTRIBUTES)
    tree = parse_latex(claim) if is_latex(claim) else parse(_in_signs(claim), "claim")
    if not isinstance(tree, Rel):
        raise SymrfError(f"claim {shown(claim)}: no relation; write for example {EXAMPLE}")
    return spelled(tree, plain)


_WORDS = {"odd": "{0} == 2*floor({0}/2) + 1", "even": "{0} == 2*floor({0}/2)", "an integer": "{0} == floor({0})"}


def _in_signs(claim: str) -> str:
    """The claim, where it says what a domain says: k is odd, k is even, k/3 is an integer."""
    what, _, words = claim.strip().rpartition(" is ")
    return _WORDS[words].format(f"({what})") if words in _WORDS else claim


def known_letters(tree: Rel) -> None:
    """SymrfError where a claim about every network uses a letter that has no meaning there."""
    scalars, sequences = names(tree)
    letters = LAYER_LETTERS | MAP_LETTERS
    for name in sorted(sequences - letters):
        raise SymrfError(f"claim: {shown(name)[1:-1]}[…] is not a quantity of layers or maps; {_known(name, letters)}")
    for name in sorted(scalars - SCALARS - INDICES):
        if name in letters:
            raise SymrfError(f"claim: {name} belongs to a layer or a map; write {name}[l], or name a network with --in")
        raise SymrfError(f"claim: unknown symbol {shown(name)}; {_known(name, letters | SCALARS)}")


def _known(name: str, letters: Any) -> str:
    close = get_close_matches(name, letters, 1)
    known = "known are " + " ".join(sorted(letters, key=lambda x: (len(x), x)))
    return f"did you mean {close[0]}? {known}" if close else known
