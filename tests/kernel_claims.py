"""Certificates to try a kernel with: how to write them, and those that are none at all."""

from typing import Any


def claim(
    definitions: Any, goal: Any, proof: Any, *, sequences: Any = (), numbers: Any = (), assume: Any = (),
    induction: Any = None,
) -> Any:  # fmt: skip
    """A certificate of one goal, claimed for every l = 0 … L."""
    data = {"for": [["l", 0, "L"]], "equal": goal}
    step = {**data, **({"proof": proof} if induction is None else {"induction": induction, **proof})}
    return {
        "schema": 1,
        "statement": {
            "name": "attack", "for": [["L", 0, None]], "numbers": list(numbers), "sequences": list(sequences),
            "definitions": list(definitions), "assume": list(assume), "goals": [data],
        },
        "proof": [step],
    }  # fmt: skip


DOWN = {"name": "f", "kind": "down", "from": "L", "base": 1, "value": ["at", "f", "#0"]}
UP = {"name": "f", "kind": "up", "from": 0, "base": 1, "value": ["*", 2, ["at", "f", ["+", "#0", -1]]]}
DOUBLING = {"name": "f", "kind": "down", "from": "L", "base": 1, "value": ["*", 2, ["at", "f", "#0"]]}


def steps(*proof: Any, **more: Any) -> Any:
    """A certificate of several steps, of which the last is the goal."""
    definitions = more.pop("definitions", ())
    made = claim(definitions, [0, 0], [], **more)
    goal = {"for": proof[-1]["for"], "equal": proof[-1]["equal"]}
    return {**made, "statement": {**made["statement"], "goals": [goal]}, "proof": list(proof)}


def without(data: Any, **more: Any) -> Any:
    """The certificate with another part in its statement."""
    return {**data, "statement": {**data["statement"], **more}}


def deep(levels: int) -> Any:
    """A term that is nested so deep."""
    term: Any = 1
    for _ in range(levels):
        term = ["+", term, 1]
    return term


def sums(levels: int) -> Any:
    """So many sums, each in the one before."""
    term: Any = "l"
    for _ in range(levels):
        term = ["sum", 1, 2, term]
    return term


MALFORMED = {
    "nothing": None, "a number": 3, "a list": [], "no keys": {}, "a text": "x", "no statement": {"schema": 1},
    "a list for a statement": {"schema": 1, "statement": [], "proof": []},
    "a number for a name": {"schema": 1, "statement": {"name": 3}, "proof": 7},
    "null for a statement": {"schema": 1, "statement": None, "proof": [None]},
    "another kind of definition": claim([{**UP, "kind": "both"}], [0, 0], []),
    "a rule of nothing": claim([], [0, 0], [[]]),
    "a rule of a number": claim([], [0, 0], [7]),
    "a place that is not there": claim([], [0, 0], [[1, "use", 5, [], []]]),
    "a definition of a number": claim([7], [0, 0], []),
    "a side that is missing": claim([], [0], []),
    "a name that cannot be a key": claim([], [0, 0], [[1, "base", [1]]]),
}  # fmt: skip


HEAVY_WORK = 50_000
"""What `heavy` takes more than: less than the kernel's own limit, which nothing quick can reach."""


def heavy() -> dict[str, Any]:
    """A sum and a product of more terms than a kernel of that limit adds up."""
    long = ["+", *(["at", "s", i] for i in range(400))]
    terms: list[Any] = [["at", "s", i] for i in range(256)]
    while len(terms) > 2:
        terms = [["+", *terms[i : i + 2]] for i in range(0, len(terms), 2)]
    square = ["*", ["+", *terms], ["+", *terms]]
    return {
        "a long sum": claim([], [long, long], [], sequences=["s"]),
        "a long product": claim([], [0, 0], [[square, "reverse", "sum", 1, 1, 1]], sequences=["s"]),
    }
