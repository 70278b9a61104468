"""Claims about copies: R[i], P[i] and J[i] are size, padding and stride after copy i of layers repeated B times.

They are read as claims about a network of its own, in which what is repeated stands i times, i - 1 times and not at
all, so that all that proves and refutes claims about networks proves and refutes these. As B is any number, i is too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from symrf.claims.network.derived import Derived, unused
from symrf.claims.network.under_conditions import judge_given
from symrf.derivation import derive
from symrf.errors import SymrfError, shown
from symrf.layers import Conv, Elementwise
from symrf.network import INPUT, Network, Node
from symrf.numbers.symbols import symbol
from symrf.repeat import Repeat, copied, free_symbols, one_copy
from symrf.terms import At, Op, Rel, Sym, Term, names, text
from symrf.terms.tree import ONE, ZERO, negated, put, walk
from symrf.verification import Verdict
from symrf.verification.result import OPEN, PROVED

ASKED = {"R": "size", "P": "padding", "J": "stride"}
"""What they ask for, of copies."""


def judge_copies(
    claims: Sequence[Rel], network: Network, letter: str, where: tuple[Rel, ...], routes: Sequence[str] | None = None
) -> list[Verdict]:
    """The verdicts on claims about copies; SymrfError for a letter or an index that says nothing of copies.

    Where what is seen after i copies has no closed form, one copy is looked at on a window with symbols, as by the
    theorem one-layer-equivalent any map that sees alike is one: what is proved there holds of copy i.
    """
    copies = _Copies.of(network, letter)
    trees = [copies.named(claim) for claim in claims]
    derived = Derived(copies.whole, routes)
    found = [judge_given(tree, derived, where) for tree in trees]
    step = copies.step() if any(verdict.verdict == OPEN for verdict in found) else None
    if step is None:
        return found
    known = {f"{node.name}.{what}" for node in step.nodes for what in ASKED.values()}
    for number, tree in enumerate(trees):
        if found[number].verdict == OPEN and {name for name in names(tree)[0] if "." in name} <= known:
            more = judge_given(tree, Derived(step, routes), where)
            found[number] = more if more.verdict == PROVED else found[number]
    return found


@dataclass(frozen=True)
class _Copies:
    """A network in which nodes called so are i copies of what is repeated, i - 1 of them, and what is below them."""

    letter: str
    node: Node
    repeat: Repeat
    whole: Network
    after: str
    before: str
    below: str

    @classmethod
    def of(cls, network: Network, letter: str) -> _Copies:
        """All that is below the copies that the letter numbers, and copies; of several of no letter the first."""
        known = copied(network)
        inside, node, repeat = known.get(letter) or next(iter(known.values()))
        part, number = inside.up_to(node.name), symbol(letter)
        taken = {name for other in part.nodes for name in (other.name, *other.inputs)}
        after, before, below = (unused(name, taken) for name in ("copies", "one less", "no copies"))
        index = unused(letter, {letter, *(s.name for s in free_symbols(inside))})
        body = one_copy(repeat, index)
        times = {after: number, before: number - 1}
        own = [Node(name, Repeat(many, body, index), node.inputs) for name, many in times.items()]
        nodes = (*part.nodes[:-1], Node(below, Elementwise(), node.inputs), *own)
        return cls(letter, node, repeat, replace(part, nodes=nodes), after, before, below)

    def named(self, claim: Rel) -> Rel:
        """The claim with the names of these nodes for its letters."""
        less = Op("+", (Sym(self.letter), negated(ONE)))
        called: dict[Term, str] = {Sym(self.letter): self.after, less: self.before, ZERO: self.below}
        known = {}
        for at in (part for part in walk(claim) if isinstance(part, At)):
            if at.name not in ASKED or at.index not in called:
                right = " ".join(f"{x}[{self.letter}] {x}[{self.letter}-1] {x}[0]" for x in ASKED)
                said = f"{text(at)} says nothing of copy {self.letter} of {shown(self.node.name)}"
                raise SymrfError(f"claim: {said}; write {right}")
            known[at] = Sym(f"{called[at.index]}.{ASKED[at.name]}")
        return put(claim, known)

    def step(self) -> Network | None:
        """One copy, of this number, on a window; None where what is below, or a copy, has no one stride."""
        body = one_copy(self.repeat, self.letter)
        try:
            fields = [*derive(self.whole, self.below).output.axes.values(), *derive(body).output.axes.values()]
        except SymrfError:
            return None
        if any(field.kind != "affine" or field.status != "exact" for field in fields):
            return None
        taken = {s.name for s in free_symbols(self.whole)} | {self.letter}
        size, stride, padding = (unused(name, taken) for name in ("R_", "J_", "P_"))
        window = Conv(symbol(size), stride=symbol(stride), padding=(symbol(padding, None), 0))
        names_ = {node.name: f"{self.after}/{node.name}" for node in body.nodes} | {INPUT: self.before}
        copy = [Node(names_[n.name], n.layer, tuple(names_[below] for below in n.inputs)) for n in body.nodes]
        last = Node(self.after, Elementwise(), (names_[body.output],))
        return Network((Node(self.before, window), *copy, last), self.whole.axes)
