"""What carries a number of a network: the recurrences of the catalogue, proved at this network's own layers.

A certificate says what each layer's k, s, d, p and q are and proves what the recurrences of r, S, P … come to, layer
by layer from the last one down. Only chains of windows have such layers; what is claimed of any other network rests on
the derivation, and `reason` says where.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from symrf.claims.evidence.copies import Lemma, NotCarried, copies
from symrf.claims.evidence.identity import KernelWriter, NotWritten
from symrf.derivation import derive
from symrf.exposition.path import numbers
from symrf.formulas.quantities import LETTERS as QUANTITIES
from symrf.formulas.quantities import SPAN
from symrf.kernel import Refused, check
from symrf.layers import Crop, Elementwise, Window
from symrf.network import Network, Node
from symrf.numbers.sound_sympy import sympy
from symrf.prove.statement import Json, definition, term
from symrf.repeat import Repeat
from symrf.statement import CATALOGUE, Definition
from symrf.terms import At, Rel, Sym, parse, parse_value
from symrf.terms.sympy_form import to_sympy, to_term
from symrf.terms.tree import put, walk
from symrf.theorem import claim

MOST_LAYERS = 300


@dataclass(frozen=True)
class Wanted:
    """A quantity of the last map: its letter, the feature that it is asked of, and the name of it in a claim."""

    letter: str
    feature: Any
    name: str


@dataclass
class CarriedChain:
    """The layers of a chain, from the input up, and what is proved of them."""

    layers: list[Mapping[str, Any]]
    writer: KernelWriter = field(default_factory=KernelWriter)
    parts: list[Lemma] = field(default_factory=list)

    @classmethod
    def of(cls, network: Network) -> CarriedChain:
        """The chain that a network on one axis is; NotCarried where it is none."""
        below = network.source
        nodes = [node for node in network.nodes if node.name != below]
        for node in nodes:
            if len(node.inputs) != 1 or node.inputs[0] != below:
                raise NotCarried(f"paths part or join at {node.name}")
            if not isinstance(node.layer, Window | Crop | Elementwise | Repeat):
                raise NotCarried(f"{node.name} is of the kind {node.layer.op}")
            below = node.name
        if len(network.nodes) > MOST_LAYERS:
            raise NotCarried(f"of more than {MOST_LAYERS} layers no certificate is written out")
        chain = cls([])
        named = any(isinstance(getattr(node.layer, "padding", None), str) for node in network.nodes)
        fields: Mapping[str, Any] = derive(network) if named else {}
        axis = network.axes[0]
        for node in nodes:
            chain.layers.append(chain._layer(node, network, {x: fields[x][axis] for x in fields}))
        return chain

    def _layer(self, node: Node, network: Network, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        """The numbers of one layer; a repetition is one layer, and what proves that is kept."""
        if isinstance(node.layer, Repeat):
            layer, shown = copies(node, network)
            body = CarriedChain.of(replace(node.layer.body, input_size={}))
            self.parts += body.parts
            whole = [Wanted(letter, 0, letter) for letter in "rSPQ"]
            self.parts.append(Lemma(f"one copy of {node.name}", body.certificate(whole, None), body.writer.where))
            self.parts.append(shown)
            return layer
        layer = numbers(node.layer, fields.get(node.name))
        if set("ksdpqK") - layer.keys():
            raise NotCarried(f"the padding of {node.name} is not one number")
        return layer

    def certificate(self, wanted: Sequence[Wanted], claimed: tuple[Any, Any] | None) -> Json:
        """The certificate, accepted by the kernel, that the recurrences at these layers give the claimed equation.

        claimed: both sides, with the name of a quantity for each; None: what the quantities come to is all.
        """
        try:
            found = _Steps(self, wanted, claimed).certificate()
            check(found)
        except (NotWritten, Refused) as why:
            raise NotCarried(f"there is no certificate at its layers ({why})") from None
        return found


class _Steps:
    """The steps of one certificate. Every equation that may be used has a number, its value and its place."""

    def __init__(self, chain: CarriedChain, wanted: Sequence[Wanted], claimed: tuple[Any, Any] | None) -> None:
        self.chain, self.wanted, self.claimed = chain, wanted, claimed
        self.writer = chain.writer
        self.depth = len(chain.layers)
        self.assumed: list[Json] = []
        self.steps: list[Json] = []
        self.known: dict[At, tuple[int, Any]] = {}
        """A term such as k[3] -> the number of the equation that says it, and what it says."""

    def certificate(self) -> Json:
        letters = tuple(dict.fromkeys(w.letter for w in self.wanted))
        rules = {letter: claim(QUANTITIES[letter].step) for letter in letters}
        used = "".join(sorted({x for rule in rules.values() for x in "ksdpqK" if x in _letters(rule)}))
        layers = [x for x in "ksdpq" if x in used or (x in "kd" and "K" in used)]
        for i, layer in enumerate(self.chain.layers, 1):
            for letter in layers:
                self._assume(At(letter, to_term(i)), self._value(layer[letter]))
        definitions = [definition(CATALOGUE["K"])] if "K" in used else []
        for letter in letters:
            definitions.append(self._definition(letter))
        for i in range(self.depth, 0, -1) if "K" in used else ():
            self._step(At("K", to_term(i)), claim(SPAN).right, i)
        for letter in letters:
            self._base(letter)
            for i in range(self.depth, 0, -1):
                self._step(At(letter, to_term(i - 1)), rules[letter].right, i)
        goal = self._claim() if self.claimed else None
        goals = [goal] if goal else [self._goal(w) for w in self.wanted]
        return {
            "schema": 1,
            "statement": {
                "name": "claim", "for": [], "numbers": sorted(self.writer.names.values()), "sequences": layers,
                "definitions": definitions, "assume": self.assumed, "goals": goals,
            },
            "proof": self.steps,
        }  # fmt: skip

    # ---- numbers

    def _value(self, number: Any) -> Any:
        """A number as a polynomial in the kernel's plain numbers."""
        above, below = self.writer.quotient(sympy.Add(number, 0))
        if below != "1":  # of a repetition; what it is stands in the certificate of its copies
            above = self.writer.name(number)
        return to_sympy(parse_value(above)).expand()

    def _json(self, value: Any, atoms: Mapping[Any, At] | None = None) -> Json:
        """A polynomial as a kernel term."""
        if value.is_Rational:
            return int(value) if value.q == 1 else f"{value.p}/{value.q}"
        if value.is_Symbol:
            return term(atoms[value]) if atoms and value in atoms else value.name
        if value.is_Pow:
            return self._many("*", [self._json(value.base, atoms)] * int(value.exp))
        return self._many("+" if value.is_Add else "*", [self._json(part, atoms) for part in value.args])

    def _many(self, op: str, parts: list[Json]) -> Json:
        return parts[0] if len(parts) == 1 else [op, *parts]

    # ---- equations

    def _assume(self, at: At, value: Any) -> None:
        self.known[at] = len(self.assumed), value
        self.assumed.append({"for": [], "equal": [term(at), self._json(value)]})

    def _definition(self, letter: str) -> Json:
        """The recurrence of the catalogue, from this network's last map down."""
        quantity = QUANTITIES[letter]
        feature = next(w.feature for w in self.wanted if w.letter == letter)
        base = "1" if quantity.first.endswith("== 1") else "0"
        if "uL" in quantity.first:
            base = self.writer.quotient(sympy.Add(feature, 0))[0]
        return definition(Definition.of(f"{letter}[{self.depth}] == {base}", quantity.step))

    def _base(self, letter: str) -> None:
        quantity = QUANTITIES[letter]
        feature = next(w.feature for w in self.wanted if w.letter == letter)
        value = self._value(feature) if "uL" in quantity.first else sympy.Integer(quantity.first.endswith("== 1"))
        self._add(At(letter, to_term(self.depth)), value, [[1, "base", letter]])

    def _step(self, at: At, rule: Any, i: int) -> None:
        """What a rule comes to at layer i, where all that it names is known."""
        value, rates = _rates(rule)
        proof: list[Json] = [[1, "unfold", at.name, i, [self.depth - i if at.name != "K" else 0]]]
        names = {atom: At(place.name, to_term(i)) for place, (atom, _) in rates.items()}
        known: dict[Any, Any] = {}
        for atom, rate in rates.values():
            which, what = self.known[names[atom]]
            proof.append([self._json(rate.xreplace(known).expand(), names), "use", which, [], []])
            known[atom] = what
        self._add(at, value.xreplace(known).expand(), proof)

    def _add(self, at: At, value: Any, proof: list[Json]) -> None:
        self.known[at] = len(self.assumed) + len(self.steps), value
        self.steps.append({"for": [], "equal": [term(at), self._json(value)], "proof": proof})

    def _goal(self, wanted: Wanted) -> Json:
        at = At(wanted.letter, to_term(0))
        return {"for": [], "equal": [term(at), self._json(self.known[at][1])]}

    def _claim(self) -> Json:
        """The claimed equation, each quantity of it replaced by what it comes to."""
        left, right = self.claimed or (None, None)
        places = {sympy.Symbol(w.name): At(w.letter, to_term(0)) for w in self.wanted}
        atoms = {self.writer.name(symbol): at for symbol, at in places.items()}
        tree = parse(self.writer.equation(left, right))
        if not isinstance(tree, Rel):
            raise NotWritten("no equation")
        for name in atoms:
            self.writer.names = {e: short for e, short in self.writer.names.items() if short != name}
        symbols = {name: sympy.Symbol(name) for name in atoms}
        names = {symbols[name]: at for name, at in atoms.items()}
        sides = [to_sympy(side).expand() for side in (tree.left, tree.right)]
        back = {sympy.Symbol(name, integer=True): symbols[name] for name in atoms}
        first, second = (side.xreplace(back) for side in sides)
        gap, proof = first - second, []
        for symbol, at in names.items():
            which, known = self.known[at]
            rate = sympy.cancel((gap - gap.xreplace({symbol: known})) / (symbol - known)).expand()
            proof.append([self._json(rate, names), "use", which, [], []])
            gap = gap.xreplace({symbol: known}).expand()
        goal = {"for": [], "equal": [self._json(first, names), self._json(second, names)]}
        self.steps.append({**goal, "proof": [p for p in proof if p[0] != 0]})
        return goal


@cache
def _rates(rule: Any) -> tuple[Any, Mapping[At, tuple[Any, Any]]]:
    """A rule as a polynomial; of each place in it what stands for it there, and how fast the rule grows with it."""
    atoms = {place: sympy.Dummy(place.name) for place in _places(rule)}
    named = put(rule, {place: Sym(atom.name) for place, atom in atoms.items()})
    value = to_sympy(named, {atom.name: atom for atom in atoms.values()})
    return value, {place: (atom, sympy.diff(value, atom)) for place, atom in atoms.items()}


def _places(rule: Any) -> list[At]:
    return list(dict.fromkeys(part for part in walk(rule) if isinstance(part, At)))


def _letters(rule: Rel) -> set[str]:
    return {at.name for at in _places(rule.right)}
