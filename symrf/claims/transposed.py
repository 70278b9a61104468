"""The size after a transposed convolution, which many write as that after any layer: n_out = s (n_in - 1) + k - 2 p.

Among chains n is the size after a convolution or pooling; a claim that is refuted there is judged as this one, too.
"""

from __future__ import annotations

from dataclasses import replace

from symrf.claims.network.derived import Derived
from symrf.claims.network.under_conditions import judge_given
from symrf.claims.typed.letters import MORE
from symrf.formulas.quantities import LAYER_LETTERS
from symrf.layers import ConvTranspose
from symrf.network import Network, Node
from symrf.numbers.symbols import symbol
from symrf.terms import At, Big, Op, Rel, Sym, Term, names
from symrf.terms.parse import parse_value
from symrf.terms.tree import rebuilt, walk
from symrf.theorem import free_index, offset
from symrf.verification import Verdict

OUTPUT = "output_size"


def as_transposed(tree: Rel) -> tuple[Rel, Network] | None:
    """The claim about the size after one transposed convolution, and that network; None where it is none.

    Sizes are given by products there; what is divided or rounded is a convolution's. What is not named is plain.

    >>> from symrf.terms import parse, text
    >>> text(as_transposed(parse("n[l] == (n[l-1] - 1)*s[l] + k[l]"))[0])
    'output_size == (n - 1)*s + k'
    """
    index, terms = free_index(tree), [part for part in walk(tree) if isinstance(part, At)]
    others = names(tree)[0] - {index, MORE}
    places = {(part.name == "n", offset(part.index, index or "")) for part in terms}
    rounded = any(isinstance(p, Big) or isinstance(p, Op) and p.op not in ("+", "*", "neg") for p in walk(tree.right))
    named = {part.name for part in terms}
    size = isinstance(tree.left, At) and tree.left.name == "n" and offset(tree.left.index, index or "") == 0
    if index is None or others or rounded or not size or not named <= LAYER_LETTERS | {"n"} or "s" not in named:
        return None
    if tree.op != "==" or not places <= {(True, 0), (True, -1), (False, 0)} or (True, -1) not in places:
        return None

    def plain(term: Term) -> Term:
        match term:
            case At(name="n", index=place):
                return Sym("n" if offset(place, index) else OUTPUT)
            case At(name="K"):
                return parse_value("d*(k - 1) + 1")
            case At(name=name):
                return Sym(name)
        return rebuilt(term, plain)

    k, s, d, p, q, n = (symbol(name, name not in "pq") for name in "ksdpqn")
    dilated = bool(named & {"d", "K"})
    pads = (p if "p" in named else 0, q if "q" in named else p if "p" in named else 0)
    more = symbol(MORE, 0) if MORE in names(tree)[0] else 0
    layer = ConvTranspose(k, s, d if dilated else 1, pads, more)
    return Rel("==", plain(tree.left), plain(tree.right)), Network((Node("up", layer),), input_size={"x": n})


def judged(tree: Rel) -> Verdict | None:
    """The verdict on the claim as one about a transposed convolution, or None where it is about none."""
    found = as_transposed(tree)
    if found is None:
        return None
    verdict = judge_given(found[0], Derived(found[1]), ())
    return replace(verdict, read_as=f"{verdict.name}, after a transposed convolution of n samples", note=None)


def beside(verdict: Verdict, tree: Rel) -> Verdict:
    """A refutation of the size after a convolution, with what is true of a transposed one."""
    found = judged(tree)
    if found is None:
        return verdict
    said = f"n[l] is read as the size after a convolution or pooling; after a transposed one {found.name} is"
    where = f", and proved where {'; where '.join(found.holds_when)}" if found.holds_when else ""
    return replace(verdict, note=f"{said} {found.verdict}{where}")
