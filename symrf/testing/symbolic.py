"""Symbols through somebody's code: where it is plain arithmetic, what it returns is proved or refuted, not sampled."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.layers import Conv
from symrf.network import Network
from symrf.numbers.symbols import symbol
from symrf.testing.answers import Answer
from symrf.testing.draw import chain_of
from symrf.testing.worker import Worker

DEPTH = 6
ABOUT = ("size", "stride", "left", "right", "padding", "right_padding", "center", "start", "output_size")
SHAPES = ("kspqd", "kspd", "ksp", "ksd", "ks", "k")
"""Which numbers of a layer are symbols; the others are the plainest. The first that the function takes counts."""


@dataclass(frozen=True)
class Proof:
    """What `check` says of the expressions that were returned for one quantity, of chains of every depth up to `depth`.

    verdict: of the least depth that is not proved. expression: what was returned there. of: the symbols, as "kspd".
    """

    quantity: str
    verdict: str
    depth: int
    expression: str
    of: str
    detail: str = ""


@dataclass(frozen=True)
class Symbolic:
    """The proofs, or why there are none."""

    proofs: tuple[Proof, ...] = ()
    reason: str = ""

    @property
    def refuted(self) -> tuple[Proof, ...]:
        """Those that are wrong."""
        return tuple(proof for proof in self.proofs if proof.verdict == "refuted")


def symbolic(worker: Worker, supports: Collection[str]) -> Symbolic:
    """Send chains of symbols through the function, and put what it returns to the test.

    worker: one that reads answers with `as_text`. supports: what the function claims: without "dilation", "asymmetric"
    or "even_kernels" no symbols stand for these.
    """
    shape, sized, why = "", True, ""
    for with_size, candidate in ((n, c) for n in (True, False) for c in _allowed(supports)):
        answer = worker.ask(_chain(1, candidate, supports, with_size))
        if not answer.problem:
            shape, sized = candidate, with_size
            break
        if answer.hung:
            return Symbolic(reason=f"no symbols go through this code: it {answer.problem}")
        why = why if answer.unsupported and why else answer.problem
    if not shape:
        return Symbolic(reason=f"no symbols go through this code: it {why}" if why else "it takes no symbols")
    proofs: dict[str, Proof] = {}
    for depth in range(1, DEPTH + 1):
        network = _chain(depth, shape, supports, sized)
        answer = worker.ask(network)
        if answer.problem:
            return Symbolic(tuple(proofs.values()), f"at depth {depth} it {answer.problem}")
        for quantity, text in answer.values.items():
            if quantity in proofs and proofs[quantity].verdict != "proved":
                continue
            proofs[quantity] = _judged(network, quantity, text, depth, shape)
    if not proofs:
        return Symbolic(reason="it returned no expression that is compared")
    return Symbolic(tuple(proofs.values()))


def _judged(network: Network, quantity: str, text: str, depth: int, shape: str) -> Proof:
    from symrf.claims import check

    try:
        verdict = check(f"{network.output}.{quantity} == {text}", network)
    except SymrfError as error:
        return Proof(quantity, "open", depth, text, shape, str(error))
    numbers = dict(verdict.counterexample or {})
    true, returned = numbers.pop("left", None), numbers.pop("right", None)
    at = ", ".join(f"{key} = {value}" for key, value in numbers.items())
    detail = f"{at}: returned {returned}, true {true}" if numbers else verdict.reason or ""
    return Proof(quantity, verdict.verdict, depth, text, shape, detail)


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


def as_text(returned: Any) -> Answer:
    """A returned mapping of expressions, each as text in the notation of claims."""
    if not isinstance(returned, Mapping):
        return Answer(problem=f"returned {shown(returned)}; a mapping is expected")
    found = {}
    for quantity in ABOUT:
        value = returned.get(quantity)
        if value is None:
            continue
        text = _text(value)
        if text is None:
            return Answer(problem=f"returned {shown(value)} for {quantity}, which is no expression")
        found[quantity] = text
    return Answer(found)


def _text(value: Any) -> str | None:
    import sympy

    if isinstance(value, int | float) and not isinstance(value, bool):
        value = sympy.Rational(value) if value == value and abs(value) != float("inf") else None
    if not isinstance(value, sympy.Expr):
        return None
    exact = value.xreplace({x: sympy.Rational(x) for x in value.atoms(sympy.Float)})
    return str(exact).replace("ceiling(", "ceil(")
