"""Claims about copies: R[i], P[i] and J[i] are size, padding and stride after copy i of layers repeated B times.

They are read as claims about a network of its own, in which what is repeated stands i times, i - 1 times and not at
all, so that all that proves and refutes claims about networks proves and refutes these. As B is any number, i is too.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from fractions import Fraction

from symrf.errors import SymrfError, shown
from symrf.layers import Elementwise
from symrf.network import Network, Node
from symrf.numbers.symbols import symbol
from symrf.repeat import LETTERS, Repeat, copied, free_symbols, substituted
from symrf.terms import At, Num, Op, Rel, Sym, Term, names, text
from symrf.terms.tree import negated, put, walk

ASKED = {"R": "size", "P": "padding", "J": "stride"}
"""What they ask for, of copies."""


def numbering(claims: Sequence[Rel], network: Network) -> str | None:
    """The letter that numbers the copies that claims are about, the inner ones' where it is two; None where none is.

    >>> from symrf.layers import Conv
    >>> net = Network.of(Repeat(symbol("B"), Network.of(Conv(symbol("k")))))
    >>> numbering([Rel("==", At("R", Sym("i")), Sym("i"))], net)
    'i'
    """
    known = copied(network)
    free = {name for claim in claims for name in names(claim)[0]}
    if known and not any(names(claim)[1] for claim in claims):  # a step of an induction may have a letter of its own
        known |= dict.fromkeys(sorted({*LETTERS} - {s.name for s in free_symbols(network)}), next(iter(known.values())))
    return next((letter for letter in reversed(known) if letter in free), None)


def after_copies(claims: Sequence[Rel], network: Network, letter: str) -> tuple[tuple[Rel, ...], Network]:
    """The claims with names of nodes for their letters, and the network that has these nodes.

    SymrfError for a letter or an index that says nothing of copies.
    """
    known = copied(network)
    inside, node = known.get(letter) or next(iter(known.values()))
    part = inside.up_to(node.name)
    nodes, number, one = part.nodes[:-1], symbol(letter), Num(Fraction(1))
    taken = {name for other in part.nodes for name in (other.name, *other.inputs)}
    after, before, none = (_unused(name, taken) for name in ("copies", "one less", "no copies"))
    index = _unused(letter, {letter, *(s.name for s in free_symbols(inside))})
    body = substituted(node.layer.body, {node.layer.index: symbol(index)})
    times = {after: number, before: number - 1}
    own = [Node(name, Repeat(many, body, index), node.inputs) for name, many in times.items()]
    whole = replace(part, nodes=(*nodes, Node(none, Elementwise(), node.inputs), *own))
    less = Op("+", (Sym(letter), negated(one)))
    called: dict[Term, str] = {Sym(letter): after, less: before, Num(Fraction(0)): none}
    asked = {part for claim in claims for part in walk(claim) if isinstance(part, At)}
    for at in asked:
        if at.name not in ASKED or at.index not in called:
            right = " ".join(f"{x}[{letter}] {x}[{letter}-1] {x}[0]" for x in ASKED)
            raise SymrfError(f"claim: {text(at)} says nothing of copy {letter} of {shown(node.name)}; write {right}")
    known = {at: Sym(f"{called[at.index]}.{ASKED[at.name]}") for at in asked}
    return tuple(Rel(one.op, put(one.left, known), put(one.right, known)) for one in claims), whole


def _unused(name: str, taken: Collection[str]) -> str:
    while name in taken:
        name += "_"
    return name
