"""Layers repeated a symbolic number of times: the recurrence over copies, and how their sums are proved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symrf.derivation import AxisField, derive
from symrf.errors import SymrfError
from symrf.exposition.equation import NamedEquation
from symrf.exposition.sentences import Sentence
from symrf.exposition.table import Name
from symrf.network import Network
from symrf.numbers import Number, is_symbolic
from symrf.repeat import LETTERS, Repeat, copied, one_copy
from symrf.terms import At, Big, Op, Rel, Sym, Term, names
from symrf.terms.parse import added
from symrf.terms.sympy_form import to_term
from symrf.terms.tree import ONE, ZERO, children, negated, put, rebuilt, times, walk, within


def proof(name: str, stated: Rel) -> Iterator[NamedEquation]:
    """How the sum is proved: base and step of the induction, as the certificate has them."""
    found = induction(stated)
    if found is not None:
        i = found.index
        none: Sentence = ("by induction over the number of copies: the sum over none is 0, as the first equation says",)
        before: Sentence = ("what holds of ", Op("+", (i, negated(ONE))), " copies and what copy ", i, " adds give ")
        step: Sentence = (*before, "what holds of ", i, " copies, by the second equation, for ")
        run = within(ONE, i, found.copies)
        yield NamedEquation(name, (found.base, found.step), (none, (*step, run)))


def copies(network: Network, prefix: str) -> Iterator[NamedEquation]:
    """What one copy more adds, for layers that are repeated a symbolic number of times: the recurrence over copies.

    Of copies within copies, size, padding and stride are counted from the input of the outer one.
    """
    called: dict[int, tuple[str, Sentence]] = {id(network): (prefix, ("seen from the input",))}
    for letter, (inside, node, repeat) in copied(network).items():
        above, within_ = called[id(inside)]
        own = [x.layer for x in inside.nodes if isinstance(x.layer, Repeat) and is_symbolic(x.layer.times)]
        name = f"{above}.copies.{1 + next(i for i, layer in enumerate(own) if layer is repeat)}"
        called[id(repeat.body)] = name, ("seen from the input of one copy of ", Name(node.name))
        try:
            body = next(iter(derive(one_copy(repeat, letter)).output.axes.values()))
            below = next(iter(derive(inside, node.inputs[0]).output.axes.values()))
        except SymrfError:
            continue
        known = None not in (body.size, body.padding, below.size)
        if known and (body.kind, below.kind) == ("affine", "affine"):
            yield _recurrence(name, Sym(letter), repeat.times, body, below, within_)


def _recurrence(name: str, i: Sym, times_: Number, body: AxisField, below: AxisField, seen: Sentence) -> NamedEquation:
    before = Op("+", (i, negated(ONE)))
    jump = At("J", before)

    def more(what: str, by: Number) -> tuple[Rel, ...]:
        each = () if by == 0 else (times([to_term(by), jump]) if by != 1 else jump,)
        right: Term = Op("+", (At(what, before), *each)) if each else At(what, before)
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


@dataclass(frozen=True)
class Induction:
    """base: what is stated of no copy; step: what is stated of index - 1 copies and what one adds, and of index."""

    base: Rel
    step: Rel
    index: Sym
    copies: Sym


def induction(stated: Rel) -> Induction | None:
    """How a sum over 1 … B is proved that equals a closed form in B; None where it is no such sum.

    >>> from symrf.terms import parse, text
    >>> found = induction(parse("Sum(2*i - 1, (i, 1, B)) == B**2"))
    >>> text(found.base), text(found.step)
    ('0**2 == 0', '(i - 1)**2 + (2*i - 1) == i**2')
    """
    factors = stated.left.args if isinstance(stated.left, Op) and stated.left.op == "*" else (stated.left,)
    *before, whole = factors
    if not isinstance(whole, Big) or whole.kind != "Sum" or not isinstance(whole.hi, Sym) or whole.lo != ONE:
        return None
    copies = whole.hi
    bound = {part.var for part in walk(stated.right) if isinstance(part, Big)}
    index = Sym(next(x for x in (whole.var, *LETTERS) if x not in bound))
    body = put(whole.body, {Sym(whole.var): index})
    if copies.name in {*names(body)[0], *(name for one in before for name in names(one)[0])}:
        return None  # what one copy adds then depends on how many there are
    if index.name in names(stated.right)[0]:
        return None
    last = Op("+", (index, negated(ONE)))
    more = times([*before, body])
    step = Rel("==", Op("+", (_put(stated.right, copies, last), more)), _put(stated.right, copies, index))
    return Induction(Rel("==", _put(stated.right, copies, ZERO), ZERO), step, index, copies)


def _put(tree: Term, symbol: Sym, value: Term) -> Term:
    """The tree with a value for a symbol, in the sums that it is part of the numbers added up."""
    if tree == symbol:
        return value
    new = rebuilt(tree, lambda part: _put(part, symbol, value))
    if not isinstance(tree, Op) or tree.op != "+" or symbol not in tree.args:
        return new
    return added(children(new))
