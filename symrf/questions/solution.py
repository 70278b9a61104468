"""An answer: what to choose, for which values of the other symbols, by which proof; as a sentence, LaTeX or JSON.

Numbers are put into it that are among those that it is about: its conditions are read again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from symrf.errors import SymrfError
from symrf.network import Network
from symrf.numbers import plain
from symrf.numbers.symbols import symbol
from symrf.questions.arithmetic.sets import SizeSet
from symrf.questions.arithmetic.threshold import number
from symrf.repeat import free_symbols, substituted
from symrf.terms import Rel, Sym, latex, parse
from symrf.terms.evaluate import RELATIONS
from symrf.terms.sympy_form import number_text, to_sympy, to_term
from symrf.terms.tree import ZERO
from symrf.verification.result import OPEN, PROVED, REFUTED, Result

Put = Callable[[Mapping[str, int]], Any]


@dataclass(frozen=True)
class Solution:
    """The answer to a question about a network.

    value: an expression, a tuple of them for several names, or a list of such tuples where several are least; None
    where the answer is a set of sizes, or where there is none.
    sizes: the set of input sizes, where that was asked. least: the least value, where one exists.
    domain: conditions under which it is the answer. verdict: "proved", "refuted" (there is none), or "open".
    routes: what each method said. reason: why it is open, or why there is none. note: what else has to be known.
    """

    question: str
    names: tuple[str, ...]
    verdict: str
    value: Any = None
    sizes: SizeSet | None = None
    domain: tuple[str, ...] = ()
    routes: Mapping[str, Result] = field(default_factory=dict)
    reason: str = ""
    note: str = ""
    sentence: str = ""
    formula: str = ""
    put: Put | None = field(default=None, repr=False)

    @property
    def least(self) -> Any:
        """The least value: of a set of sizes its least size, of a number the number; None where there is no such."""
        if self.sizes is not None:
            return self.sizes.least
        return self.value if isinstance(self.value, int) else None

    def contains(self, n: int) -> bool:
        """Whether an input of n samples is in the set; SymrfError where the answer is no set of sizes."""
        if self.sizes is None:
            raise SymrfError(f"the answer to {self.question!r} is no set of sizes")
        if isinstance(n, bool) or not isinstance(n, int):
            raise SymrfError(f"{n!r} is no number of samples")
        return self.sizes.contains(n)

    def at(self, **values: int) -> Any:
        """The answer at these values of its symbols, in whole numbers: an int, or a tuple of ints.

        >>> import symrf
        >>> blocks = {"op": "repeat", "times": "B", "layers": [{"op": "conv", "kernel": "k"}]}
        >>> symrf.solve(symrf.read({"layer": [blocks]}), "r >= n", "B").at(k=3, n=1000)
        500
        """
        if self.put is None:
            raise SymrfError(f"the answer to {self.question!r} is {self}; there is nothing to put numbers into")
        for name, value in values.items():
            if isinstance(value, bool) or not isinstance(value, int):
                raise SymrfError(f"{name} = {value!r} is no integer")
        return self.put(values)

    def __str__(self) -> str:
        said = self.sentence
        if self.verdict == REFUTED:
            said = f"no {', '.join(self.names)}: {self.reason}"
        elif self.verdict == OPEN:
            said = f"{said + '; ' if said else ''}open: {self.reason}"
        where = f" where {' and '.join(self.domain)}" if self.domain and self.verdict != REFUTED else ""
        note = f"\nnote: {self.note}" if self.note else ""
        return f"{said}{where}{note}"

    @property
    def exit_code(self) -> int:
        """0 proved, 1 proved that there is none, 3 open."""
        return {PROVED: 0, REFUTED: 1}.get(self.verdict, 3)


def judged(routes: Mapping[str, Result], *deciding: str) -> tuple[str, str]:
    """The verdict by these routes, and why it is open: the deciding ones have to prove it, and none may refute it."""
    wrong = next((name for name, said in routes.items() if said.verdict == REFUTED), None)
    if wrong is not None:
        return OPEN, f"the {wrong} disagrees; this is an error in symrf, please report it"
    unproved = next((routes[name] for name in deciding if routes[name].verdict != PROVED), None)
    return (PROVED, "") if unproved is None else (OPEN, unproved.reason or "no route proves it")


def assigned(found: Mapping[str, Any]) -> dict[str, Any]:
    """What an answer has of the expressions found for its names: its value, in words, in LaTeX, with numbers put in."""
    every = tuple(found.values())

    def put(values: Mapping[str, int]) -> Any:
        numbers = tuple(plain(number(one, values)) for one in every)
        return numbers if len(numbers) > 1 else numbers[0]

    return {
        "value": every if len(every) > 1 else every[0],
        "sentence": ", ".join(f"{name} = {number_text(value)}" for name, value in found.items()),
        "formula": r",\quad ".join(f"{latex(Sym(name))} = {latex(to_term(value))}" for name, value in found.items()),
        "put": put,
    }


def data(found: Solution) -> dict[str, Any]:
    """What the answer says: numbers as numbers, expressions as text."""
    sizes = found.sizes
    return {
        "schema": 1,
        "question": found.question,
        "names": list(found.names),
        "verdict": found.verdict,
        "answer": str(found),
        "latex": found.formula or None,
        "least": found.least,
        "pairs": found.value if isinstance(found.value, list) else None,
        "sizes": None if sizes is None else {
            "modulus": sizes.modulus, "remainders": list(sizes.remainders), "since": sizes.first,
            "few": list(sizes.few),
        },
        "domain": list(found.domain),
        "routes": {name: dict(route) for name, route in found.routes.items()},
        "reason": found.reason or None,
    }  # fmt: skip


_SAID = re.compile(r"(.*) is (an integer|odd|even)")


def guarded(network: Network, found: Solution, at: Mapping[str, int]) -> Solution:
    """The answer, into which only numbers are put that the network may have and its conditions allow."""
    if found.put is None:
        return found
    put, own = found.put, {s.name for s in free_symbols(network)}

    def checked(values: Mapping[str, int]) -> Any:
        every = {**at, **values}
        substituted(network, {name: value for name, value in every.items() if name in own})
        broken = outside(found.domain, every)
        if broken:
            numbers = ", ".join(f"{name} = {value}" for name, value in values.items())
            raise SymrfError(f"{numbers}: the answer is one where {broken}")
        return put(values)

    return replace(found, put=checked)


def outside(conditions: Iterable[str], values: Mapping[str, int]) -> str | None:
    """The first condition that does not hold of these numbers; those are left out of which a number is missing.

    >>> outside(["k >= 2", "k is odd"], {"k": 4}), outside(["(k - 1)/2 is an integer"], {"k": 3})
    ('k is odd', None)
    """
    return next((one for one in conditions if _holds(one, values) is False), None)


def _holds(condition: str, values: Mapping[str, int]) -> bool | None:
    said = _SAID.fullmatch(condition)
    tree = parse(said[1] if said else condition, "condition")
    sides = (tree.left, tree.right) if isinstance(tree, Rel) else (tree, ZERO)
    one, other = (_number(side, values) for side in sides)
    if one is None or other is None:
        return None
    if said:
        modulus, rest = {"an integer": (1, 0), "odd": (2, 1), "even": (2, 0)}[said[2]]
        return bool((one - rest) % modulus == 0)
    op = tree.op if isinstance(tree, Rel) else "=="
    return bool(RELATIONS[op](one, other))


def _number(side: Any, values: Mapping[str, int]) -> Any:
    value = to_sympy(side, {}, symbol)
    value = value.xreplace({s: s - s + values[s.name] for s in value.free_symbols if s.name in values})
    return None if value.free_symbols else value
