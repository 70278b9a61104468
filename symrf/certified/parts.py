"""Of which parts a network with symbols consists, as definitions and lemmas of Coq.

A part is nodes in a row, or copies of another such network, put above the last node before them. Of each prefix it is
said how many nodes it has, and of each part at which numbers its nodes are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from symrf.certified.coq import nested

Numbers = tuple[str, ...]
"""What is said of a node: S, a and b, or both ends as functions."""


@dataclass(frozen=True)
class Below:
    """A node that is known: its number, what is said of it, and the lemma that does."""

    number: str
    numbers: Numbers
    lemma: str


@dataclass
class Segment:
    """Nodes in a row, or copies of a level that are put above the last node before them."""

    before: str
    nodes: list[str] = field(default_factory=list)
    level: Parts | None = None
    count: str = ""


@dataclass
class Parts:
    """A network, or the body of copies. name: in Coq; copies: how many are below, of each level from the outermost on.

    output: its last node, by name. lemmas: on nodes; before: what the definition needs.
    """

    output: str
    name: str = "net"
    copies: Sequence[str] = ()
    parts: list[Segment] = field(default_factory=lambda: [Segment("0")])
    known: dict[str, Below] = field(default_factory=dict)
    lemmas: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)

    @property
    def _all(self) -> str:
        return "".join(f"forall {c}, 0 <= {c} -> " for c in self.copies)

    @property
    def _intro(self) -> str:
        return "".join(f"intros {c} H{c}. " for c in self.copies)

    def _called(self, name: str, copies: Sequence[str] | None = None) -> str:
        return f"({' '.join([name, *(self.copies if copies is None else copies)])})"

    def _use(self, lemma: str) -> str:
        return f"({' '.join([lemma, *(f'{c} H{c}' for c in self.copies)])})"

    @property
    def net(self) -> str:
        """The network, by its name."""
        return self._called(self.name)

    @property
    def body(self) -> str:
        """The body, as a function of how many copies are below."""
        return self._called(self.name, self.copies[:-1])

    @property
    def written(self) -> str:
        """The network, written out."""
        made = ""
        for part in self.parts:
            if part.level is not None:
                every = f"copies (fun {part.level.copies[-1]} : Z => {part.level.written}) {part.count}"
                made = f"(put_on {made or '[]'} ({every}))"
            elif part.nodes:
                nodes = "[" + ";\n  ".join(part.nodes) + "]"
                made = f"({made} ++ {nodes})" if made else nodes
        return made or "[]"

    @property
    def size(self) -> str:
        """The number of its nodes, which is that of the last."""
        return self._number(len(self.parts[-1].nodes))

    def _number(self, place: int) -> str:
        before = self.parts[-1].before
        return str(place) if before == "0" else f"({before} + {place})" if place else before

    # ---- of which parts the network consists, and all about it

    @property
    def definitions(self) -> str:
        """What is repeated, the network, and the lemmas on its nodes."""
        made = [*self.before, self._prefix(0, "[]", "0", "reflexivity", "apply grounded_nil")]
        for k, part in enumerate(self.parts, 1):
            made.append(self._part(k, part))
        given, last = "".join(f"({c} : Z) " for c in self.copies), len(self.parts)
        made.append(f"Definition {self.name} {given}: network := {self._called(f'{self.name}_{last}')}.\n")
        made += [self._place(k, part) for k, part in enumerate(self.parts, 1)]
        made += self.lemmas
        if self.copies:
            numbers = " ".join(self.known[self.output].numbers)
            parts = [f"{self.name}_grounded{last}", f"{self.name}_size{last}", self.known[self.output].lemma]
            script = f"exact {nested([*map(self._use, parts)])}"
            made.append(self._proved(f"{self.name}_is", f"body_is {self.net} {self.size} {numbers}", script))
        return "".join(made)

    def _proved(self, lemma: str, goal: str, script: str) -> str:
        return f"Lemma {lemma} : {self._all}{goal}.\nProof. {self._intro}{script}. Qed.\n"

    def _prefix(self, k: int, net: str, size: str, counted: str, grounded: str) -> str:
        """The first k parts: the network, how many nodes it has, and that all read earlier ones."""
        name = f"{self.name}_{k}"
        given = "".join(f"({c} : Z) " for c in self.copies)
        made = f"Definition {name} {given}: network := {net}.\n"
        made += self._proved(f"{self.name}_size{k}", f"nodes {self._called(name)} = {size}", counted)
        if self.copies:
            made += self._proved(f"{self.name}_grounded{k}", f"grounded {self._called(name)}", grounded)
        return made

    def _part(self, k: int, part: Segment) -> str:
        before = self._called(f"{self.name}_{k - 1}")
        size, sound = (self._use(f"{self.name}_{x}{k - 1}") for x in ("size", "grounded"))
        if part.level is not None:
            found = f"({self._use(f'{part.level.name}_copies')} {part.count} ltac:(bounds))"
            more = f"{part.level.size} * {part.count}"
            net, total = f"put_on {before} (copies {part.level.body} {part.count})", f"({part.before} + {more})"
            counted = f"apply (size_put {before} _ _ _ _ _ _ {size} {found})"
            grounded = f"exact (grounded_above _ _ {sound} (proj1 {found}))"
            return self._prefix(k, net, total, counted, grounded)
        if not part.nodes:
            return self._prefix(k, before, part.before, f"exact {size}", f"exact {sound}")
        nodes, total = f"[{'; '.join(part.nodes)}]", f"({part.before} + {len(part.nodes)})"
        net, counted = f"{before} ++ {nodes}", f"apply (size_app {before} {nodes} _ {len(part.nodes)} {size} eq_refl)"
        return self._prefix(k, net, total, counted, f"apply (grounded_app _ _ _ {size} {sound}); grounds")

    def _place(self, k: int, part: Segment) -> str:
        """Where the nodes of a part are."""
        if part.level is None and not part.nodes:
            return ""
        what = f"[{'; '.join(part.nodes)}]"
        if part.level is not None:
            what = f"(map (map (shifted {part.before})) (copies {part.level.body} {part.count}))"
        later = [one for one in self.parts[k:] if one.level is not None or one.nodes]
        script = "".join(f"apply {'located_left' if one.level is None else 'located_under'}. " for one in later[::-1])
        script += f"apply {'located_right' if part.level is None else 'located_above'}. "
        script += f"exact {self._use(f'{self.name}_size{k - 1}')}"
        return self._proved(f"{self.name}_at{k}", f"located {self.net} {part.before} {what}", script)
