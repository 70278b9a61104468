"""Layers repeated a symbolic number of times: the recurrence over copies, and how their sums are proved."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symrf.derivation import AxisField, derive
from symrf.errors import SymrfError
from symrf.exposition.equation import NamedEquation
from symrf.exposition.induction import induction
from symrf.exposition.sentences import Sentence
from symrf.exposition.table import Name
from symrf.network import Network
from symrf.numbers import Number, is_symbolic
from symrf.numbers.symbols import symbol
from symrf.repeat import Repeat, copied, substituted
from symrf.terms import At, Num, Op, Rel, Sym, Term
from symrf.terms.sympy_form import to_term
from symrf.terms.tree import negated, times, within

ZERO = Num(Fraction(0))


def proof(name: str, stated: Rel) -> Iterator[NamedEquation]:
    """How the sum is proved: base and step of the induction, as the certificate has them."""
    found = induction(stated)
    if found is not None:
        i, one = found.index, Num(Fraction(1))
        none: Sentence = ("by induction over the number of copies: the sum over none is 0, as the first equation says",)
        before: Sentence = ("what holds of ", Op("+", (i, negated(one))), " copies and what copy ", i, " adds give ")
        step: Sentence = (*before, "what holds of ", i, " copies, by the second equation, for ")
        run = within(one, i, found.copies)
        yield NamedEquation(name, (found.base, found.step), (none, (*step, run)))


def copies(network: Network, prefix: str) -> Iterator[NamedEquation]:
    """What one copy more adds, for layers that are repeated a symbolic number of times: the recurrence over copies.

    Of copies within copies, size, padding and stride are counted from the input of the outer one.
    """
    names: dict[int, tuple[str, Sentence]] = {id(network): (prefix, ("seen from the input",))}
    for letter, (inside, node, repeat) in copied(network).items():
        above, within_ = names[id(inside)]
        own = [x.layer for x in inside.nodes if isinstance(x.layer, Repeat) and is_symbolic(x.layer.times)]
        name = f"{above}.copies.{1 + next(i for i, layer in enumerate(own) if layer is repeat)}"
        names[id(repeat.body)] = name, ("seen from the input of one copy of ", Name(node.name))
        try:
            body = next(iter(derive(one(repeat, letter)).output.axes.values()))
            below = next(iter(derive(inside, node.inputs[0]).output.axes.values()))
        except SymrfError:
            continue
        known = None not in (body.size, body.padding, below.size)
        if known and (body.kind, below.kind) == ("affine", "affine"):
            yield _recurrence(name, Sym(letter), repeat.times, body, below, within_)


def one(repeat: Repeat, letter: str) -> Network:
    """One copy of what is repeated, its number called by this letter."""
    known = repeat.index == letter
    return repeat.body if known else substituted(repeat.body, {repeat.index: symbol(letter)})


def _recurrence(name: str, i: Sym, times_: Number, body: AxisField, below: AxisField, seen: Sentence) -> NamedEquation:
    before = Op("+", (i, negated(Num(Fraction(1)))))
    jump = At("J", before)

    def more(what: str, by: Number) -> tuple[Rel, ...]:
        added = () if by == 0 else (times([to_term(by), jump]) if by != 1 else jump,)
        right: Term = Op("+", (At(what, before), *added)) if added else At(what, before)
        return (Rel("==", At(what, i), right),)

    parts = [
        *more("R", body.size - 1),
        *more("P", body.padding),
        Rel("==", At("J", i), times([to_term(body.stride), jump]) if body.stride != 1 else jump),
    ]
    parts += [
        Rel("==", At(letter, ZERO), to_term(getattr(below, what)))
        for letter, what in (("R", "size"), ("P", "padding"), ("J", "stride"))
    ]
    copies: Sentence = ("after copy ", i, " of ", to_term(times_), ", with index 0 before the first copy")
    letters: Sentence = (At("R", i), ", ", At("P", i), " and ", At("J", i), " are size, padding and stride ")
    return NamedEquation(name, tuple(parts), ((*letters, *copies, ", ", *seen),))
