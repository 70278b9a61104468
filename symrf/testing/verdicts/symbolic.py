"""Symbols through somebody's code: where it is plain arithmetic, what it returns is proved or refuted, not sampled.

The symbols cannot be looked at (`unseen.py`), and with a few numbers put in, what came out for the symbols has to be
what comes out for the numbers: code that does something else for symbols than for numbers is not proved.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.layers import Conv
from symrf.network import Network
from symrf.numbers.symbols import symbol
from symrf.testing.drawn.draw import chain_of, seeded
from symrf.testing.functions.answers import LARGEST, Returned
from symrf.testing.functions.unseen import Looked, Unseen
from symrf.testing.functions.worker import Worker
from symrf.testing.truth import equal

DEPTH, COMPARED, POINTS = 6, 2, 12
"""Chains up to this depth are proved; up to that one compared with as many chains of numbers."""

ABOUT = ("size", "stride", "left", "right", "padding", "right_padding", "center", "start", "output_size")
SHAPES = ("kspqd", "kspd", "ksp", "ksd", "ks", "k")
"""Which numbers of a layer are symbols; the others are the plainest. The first that the function takes counts."""


@dataclass(frozen=True)
class Proof:
    """What `check` says of the expressions that were returned for one quantity, of chains of every depth up to `depth`.

    verdict: of the least depth that is not proved. expression: what was returned there. of: the symbols, as "kspd".
    held: what the numbers are that no symbols stand for, as "d = 1". at: where it is refuted, and the true value
    there.
    """

    quantity: str
    verdict: str
    depth: int
    expression: str
    of: str
    detail: str = ""
    held: str = ""
    at: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Symbolic:
    """The proofs, or why there are none."""

    proofs: tuple[Proof, ...] = ()
    reason: str = ""

    @property
    def refuted(self) -> tuple[Proof, ...]:
        """Those that are wrong."""
        return tuple(proof for proof in self.proofs if proof.verdict == "refuted")

    def refuted_beside(self, known: Collection[str]) -> tuple[Proof, ...]:
        """Those that are wrong, but for quantities of which that is known."""
        return tuple(proof for proof in self.refuted if proof.quantity not in known)


def symbolic(worker: Worker, numeric: Worker, supports: Collection[str]) -> Symbolic:
    """Send chains of symbols through the function, and put what it returns to the test.

    worker: one that hides numbers from the function and reads answers with `as_expressions`. numeric: an ordinary one.
    supports: what the function claims: without "dilation", "asymmetric" or "even_kernels" no symbols stand for these.
    """
    shape, sized, why = "", True, ""
    for with_size, candidate in ((n, c) for n in (True, False) for c in _allowed(supports)):
        answer = worker.ask(_chain(1, candidate, supports, with_size))
        if not answer.problem:
            shape, sized = candidate, with_size
            break
        why = why if answer.unsupported and why else _why(answer)
        if answer.hung:
            break
    if not shape:
        return Symbolic(reason=f"no symbols go through this code: it {why}" if why else "it takes no symbols")
    proofs: dict[str, Proof] = {}
    for depth in range(1, DEPTH + 1):
        network = _chain(depth, shape, supports, sized)
        answer = worker.ask(network)
        if answer.problem:
            return Symbolic(tuple(proofs.values()), f"at depth {depth} it {_why(answer)}")
        other = _otherwise(numeric, network, answer.values, supports) if depth <= COMPARED else {}
        for quantity, expression in answer.values.items():
            if quantity in proofs and proofs[quantity].verdict != "proved":
                continue
            text = str(expression).replace("ceiling(", "ceil(")  # as claims call it
            if quantity in other:
                proofs[quantity] = Proof(quantity, "open", depth, text, shape, other[quantity])
            else:
                about = network if quantity == "output_size" else _of_any_input(network, expression)
                proofs[quantity] = _judged(about, quantity, text, depth, shape, _held(shape, supports))
    if not proofs:
        return Symbolic(reason="it returned no expression that is compared")
    return Symbolic(tuple(proofs.values()))


def _of_any_input(network: Network, expression: Any) -> Network:
    """Without the size of the input, which would ask that every map has features; with it where code has used it."""
    used = any(x.name == "n" for x in expression.free_symbols)
    return network if used else replace(network, input_size={})


def _why(answer: Returned) -> str:
    return answer.problem.removeprefix(f"raised {Looked.__name__}: ")


def _otherwise(
    numeric: Worker, network: Network, expressions: Mapping[str, Any], supports: Collection[str]
) -> dict[str, str]:
    """The quantities of which something else is returned for numbers than the expression says of them, and where."""
    from symrf.numbers.sound_sympy import sympy

    found: dict[str, str] = {}
    pick = seeded(f"symbols {len(network.nodes)}")
    for _ in range(POINTS):
        layers: list[Any] = [node.layer for node in network.nodes]
        symbols = {x for layer in layers for y in (layer.kernel, layer.stride, layer.dilation, *layer.padding)
                   for x in getattr(y, "free_symbols", ())}  # fmt: skip
        kernels = range(1, 8) if "even_kernels" in supports else range(1, 8, 2)
        at = {x: sympy.Integer(pick(range(4) if x.name[0] in "pq" else kernels if x.name[0] == "k" else range(1, 5)))
              for x in sorted(symbols, key=str)}  # fmt: skip
        n = sympy.Integer(60 + pick(range(9)))

        def put(value: Any, at: Any = at) -> int:
            return int(value.xreplace(at)) if hasattr(value, "xreplace") else value

        numbers = [Conv(put(x.kernel), put(x.stride), put(x.dilation), tuple(map(put, x.padding))) for x in layers]
        answer = numeric.ask(chain_of(numbers).with_input_size(int(n)))
        at = at | {x: n for e in expressions.values() for x in e.free_symbols if x.name == "n"}
        for quantity, expression in expressions.items():
            said, returned = expression.xreplace(at), answer.values.get(quantity)
            if returned is None or not said.is_Rational or not equal(returned, Fraction(int(said.p), int(said.q))):
                where = ", ".join(f"{x} = {number}" for x, number in at.items())
                given = answer.problem or returned
                found.setdefault(quantity, f"with numbers it returns something else: {given} for {said} at {where}")
    return found


def _held(shape: str, supports: Collection[str]) -> str:
    """What is not a symbol, in words: nothing is claimed of other values."""
    told = ["k odd"] if "even_kernels" not in supports else []
    told += ["s = 1"] if "s" not in shape else []
    told += ["p = q = 0"] if "p" not in shape else ["q = p"] if "q" not in shape else []
    told += ["d = 1"] if "d" not in shape else []
    return ", ".join(told)


def _judged(network: Network, quantity: str, text: str, depth: int, shape: str, held: str) -> Proof:
    from symrf.claims import check

    try:
        verdict = check(f"{network.output}.{quantity} == {text}", network)
    except SymrfError as error:
        return Proof(quantity, "open", depth, text, shape, str(error), held)
    numbers = dict(verdict.counterexample or {})
    true, returned = numbers.pop("left", None), numbers.pop("right", None)
    at = ", ".join(f"{key} = {value}" for key, value in numbers.items())
    detail = f"{at}: returned {returned}, true {true}" if numbers else verdict.reason or ""
    where = {key: str(value) for key, value in (*numbers.items(), ("true", true))} if numbers else {}
    return Proof(quantity, verdict.verdict, depth, text, shape, detail, held, where)


def _allowed(supports: Collection[str]) -> list[str]:
    left_out = {letter for letter, name in (("q", "asymmetric"), ("d", "dilation")) if name not in supports}
    return [shape for shape in SHAPES if not left_out & set(shape)]


def _chain(depth: int, shape: str, supports: Collection[str], sized: bool) -> Network:
    """Convolutions whose numbers are symbols k1, s1, …, on an input of n samples."""
    layers = []
    for i in range(1, depth + 1):
        odd = None if "even_kernels" in supports else True
        numbers: dict[str, Any] = {"k": 1, "s": 1, "p": 0, "d": 1}
        for letter in set(shape) - {"q"}:
            numbers[letter] = symbol(f"{letter}{i}", 0 if letter == "p" else 1, odd if letter == "k" else None)
        right = symbol(f"q{i}", 0) if "q" in shape else numbers["p"]
        layers.append(Conv(numbers["k"], numbers["s"], numbers["d"], (numbers["p"], right)))
    network = chain_of(layers)
    return network.with_input_size(symbol("n")) if sized else network


def as_expressions(returned: Any) -> Returned:
    """A returned mapping of what became of symbols, as SymPy expressions of exact numbers."""
    if not isinstance(returned, Mapping):
        return Returned(problem=f"returned {shown(returned)}; a mapping is expected")
    found = {}
    for quantity in ABOUT:
        value = returned.get(quantity)
        if value is None:
            continue
        found[quantity] = _expression(value)
        if found[quantity] is None:
            told = f"returned {shown(value)} for {quantity}, which is no arithmetic on what it was given"
            return Returned(problem=told)
    return Returned(found)


def _expression(value: Any) -> Any:
    """Numbers, and what was computed of symbols; an expression of SymPy's own may have been looked at on the way."""
    from symrf.numbers.sound_sympy import sympy

    if isinstance(value, Unseen):
        exact = value.expression
        return exact.xreplace({x: sympy.Rational(x) for x in exact.atoms(sympy.Float)})
    if not isinstance(value, int | float | Fraction) or isinstance(value, bool) or not -LARGEST < value < LARGEST:
        return None
    return sympy.Rational(Fraction(value)) if math.isfinite(value) else None
