"""Quantities of a network by name: NODE.QUANTITY, NODE.AXIS.QUANTITY, with several inputs NODE.INPUT.QUANTITY.

A node's name may hold nearly any character, so names are found by looking for the network's own before a claim is
parsed; the longest one wins. Quotes say where a name begins and ends: "a/b".size is of node a/b, a/"b".size is a by b.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import count
from typing import NoReturn

from symrf.errors import SymrfError, shown
from symrf.formulas.quantities import FIELD, RANGE
from symrf.network import INPUT, MAX_NAME, Network
from symrf.repeat import LETTERS, copied, free_symbols
from symrf.terms import Rel, Sym, names
from symrf.terms.tree import put

INSIDE = ("inside", "firstinside", "lastinside")
"""How many samples are read that are no padding: by the feature that reads the fewest, by the first, by the last."""
EXACTLY = ("support", "density", "fewest", "most", *INSIDE)
"""What the ends of a region do not say: how many samples a feature reads, and how many features read a sample."""
READERS = "readers"
"""readers(x): how many features, of any index, read sample x."""
ASKED = FIELD | RANGE | {name: name for name in EXACTLY}
"""Letters and the attributes that they ask for."""
ATTRIBUTES = tuple(ASKED.values())
NAMES = tuple(dict.fromkeys((*ATTRIBUTES, *ASKED)))
"""What may follow a node's name: attributes, and the letters for them."""

MAX_TEXT = 4000
"""Longer text is no claim."""

_WORD = "[A-Za-z][A-Za-z0-9_]*"
_LAST = re.compile(rf"\.({_WORD})(?![\w.])")
_QUOTED = re.compile(r"""(?P<q>["'])(?P<node>.*?)(?P=q)(?P<rest>(?:\.[^\s.()"'*+/=<>,-]+)*)""")
_BRACKET = re.compile(r"\s*(?:\\left)?\(([^()]*)")
_LEFT_OVER = re.compile(rf"[^\s()*+=<>,]*[\w\])\"']\.{_WORD}")


def exactly(attribute: str) -> bool:
    """Whether it is counted, not read off the ends of regions: support, readers(3)."""
    return attribute in EXACTLY or sample(attribute) is not None


def sample(attribute: str) -> int | None:
    """The sample that is asked about, 3 of readers(3); None of other attributes."""
    return int(attribute[len(READERS) + 1 : -1]) if attribute.startswith(f"{READERS}(") else None


@dataclass(frozen=True)
class DottedName:
    """What a dotted name means. axis and source: None where the name leaves them to the network."""

    node: str
    quantity: str
    axis: str | None = None
    source: str | None = None


def place(network: Network, name: str) -> DottedName:
    """The quantity that one dotted name means; SymrfError, with what is near, where it means none.

    >>> from symrf.layers import Conv
    >>> net = Network.of(Conv(3))
    >>> place(net, "conv1.x.size")
    DottedName(node='conv1', quantity='size', axis='x', source=None)
    >>> place(net, "conv2.size")
    Traceback (most recent call last):
    symrf.errors.SymrfError: 'conv2.size': no node 'conv2'; did you mean 'conv1'?
    """
    return _NetworkNames(network).place(name)


def dotted(claim: str, network: Network) -> tuple[str, dict[str, str]]:
    """The claim with a plain name for every dotted one, so that it can be parsed; and plain name -> dotted name.

    >>> from symrf.layers import Conv
    >>> dotted("conv1.size == 2*conv1.stride + 1", Network.of(Conv(3)))
    ('dotted1 == 2*dotted2 + 1', {'dotted1': 'conv1.size', 'dotted2': 'conv1.stride'})
    """
    if len(claim) > MAX_TEXT or "." not in claim:
        return claim, {}
    known = _NetworkNames(network)
    ends = list(_LAST.finditer(claim))
    plain: dict[str, str] = {}
    unused = (f"dotted{number}" for number in count(1) if f"dotted{number}" not in claim)
    parts, at = [], 0
    while at < len(claim):
        end = known.end(claim, at, ends)
        if end is None:
            parts.append(claim[at])
            at += 1
            continue
        name = claim[at:end]
        _no_call(name, claim[end:])
        stand_in = next((short for short, long in plain.items() if long == name), None) or next(unused)
        plain[stand_in] = name
        parts.append(stand_in)
        at = end
    left = "".join(parts)
    known.no_other(left)
    return left, plain


def _no_call(name: str, after: str) -> None:
    """SymrfError where a bracket follows: of which feature it is, or a product."""
    if (found := _BRACKET.match(after)) is None:
        return
    said = f"{name}({shown(found[1], 30)[1:-1]})"
    raise SymrfError(f"claim: {said}: single features are asked of the output, as r(1); for a product write {name}*(…)")


def spelled(claim: Rel, plain: dict[str, str]) -> Rel:
    """The claim with the dotted names for the plain ones: Sym("join.size"), printed and looked up as it was typed."""
    return put(claim, {Sym(short): Sym(long) for short, long in plain.items()})


Head = tuple[str, str | None, str | None]
"""Node, axis, source."""


class _NetworkNames:
    """The names that mean something in one network."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.sources = network.inputs if len(network.inputs) > 1 else ()
        ends: dict[str, str | None] = {}
        for node in network.nodes:
            for cut in re.finditer(r"[/.]", node.name):
                end = node.name[cut.end() :]
                ends[end] = None if end in ends else node.name
        self.nodes = ends | {node.name: node.name for node in network.nodes} | {INPUT: INPUT}
        """Whole names, and ends of names, None where several nodes have it."""

    def place(self, name: str) -> DottedName:
        quoted = _QUOTED.fullmatch(name)
        node = quoted["node"] if quoted else None
        head, _, quantity = (quoted["rest"] if quoted else name).rpartition(".")
        if quantity not in NAMES:
            told = _near(quantity, NAMES) or f"; known are {', '.join(NAMES)}"
            raise SymrfError(f"{shown(name)}: no quantity {shown(quantity)}{told}")
        found = self.head(head, node)
        if found is None:
            self._unknown(name, (node or "") + head)
        return DottedName(found[0], quantity, *found[1:])

    def head(self, head: str, quoted: str | None = None) -> Head | None:
        """What stands before the quantity: a node and at most one axis and one input; the longest node name first.

        quoted: the node, where quotes tell it from what follows.
        """
        axis = source = None
        while (name := self.nodes.get(head) if quoted is None else None if head else self.nodes.get(quoted)) is None:
            head, dot, last = head.rpartition(".")
            if not dot:
                return None
            if axis is None and last in self.network.axes:
                axis = last
            elif source is None and last in self.sources:
                source = last
            else:
                return None
        return name, axis, source

    def end(self, claim: str, at: int, ends: list[re.Match[str]]) -> int | None:
        """Where the longest dotted name ends that begins here; None where none does."""
        if claim[at] in "\"'":
            quoted = _QUOTED.match(claim, at)
            if quoted is None:
                return None
            self.place(quoted[0])
            return quoted.end()
        if claim[at].isspace() or (at and _wordy(claim[at]) and (_wordy(claim[at - 1]) or claim[at - 1] == ".")):
            return None
        for end in reversed(ends):
            near = at < end.start() <= at + 3 * MAX_NAME and end[1] in NAMES
            if near and self.head(claim[at : end.start()]) is not None:
                return end.end()
        return None

    def no_other(self, left: str) -> None:
        """SymrfError where a dotted name is left that means nothing."""
        for found in _LEFT_OVER.finditer(left):
            self.place(found[0])
            raise SymrfError(f"claim: {shown(found[0])} cannot be told from what is around it; quote the node's name")

    def _unknown(self, name: str, head: str) -> NoReturn:
        """Say which part of a name is not known."""
        node, _, last = head.rpartition(".")
        if self.nodes.get(node):
            which = [*self.network.axes, *self.sources]
            told = _near(last, which) or f"; known are {', '.join(which)}"
            raise SymrfError(f"{shown(name)}: no axis or input {shown(last)}{told}")
        if not head:
            raise SymrfError(f'{shown(name)}: no node is named; write for example "{self.network.output}{name}"')
        while node and last in (*self.network.axes, *self.sources):
            head = node
            node, _, last = head.rpartition(".")
        near = _near(head, [known for known, whole in self.nodes.items() if whole])
        if not near or head in self.nodes:  # the name of several nodes, or of none
            self.network.node(head)
        raise SymrfError(f"{shown(name)}: no node {shown(head)}{near}")


def _wordy(c: str) -> bool:
    return c.isalnum() or c == "_"


def _near(word: str, known: Collection[str]) -> str:
    close = get_close_matches(word[:60], list(known), 1, 0.5)
    return f"; did you mean {close[0]!r}?" if close else ""


def numbering(claims: Sequence[Rel], network: Network) -> str | None:
    """The letter that numbers the copies that claims are about, the inner ones' where it is two; None where none is.

    >>> from symrf.layers import Conv
    >>> from symrf.numbers.symbols import symbol
    >>> from symrf.repeat import Repeat
    >>> from symrf.terms import At, Sym
    >>> net = Network.of(Repeat(symbol("B"), Network.of(Conv(symbol("k")))))
    >>> numbering([Rel("==", At("R", Sym("i")), Sym("i"))], net)
    'i'
    """
    known = copied(network)
    free = {name for claim in claims for name in names(claim)[0]}
    if known and not any(names(claim)[1] for claim in claims):  # a step of an induction may have a letter of its own
        known |= dict.fromkeys(sorted({*LETTERS} - {s.name for s in free_symbols(network)}), next(iter(known.values())))
    return next((letter for letter in reversed(known) if letter in free), None)
