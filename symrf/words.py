"""What a checked statement, or table, says, in words.

The n-th binder from outside is called i, j, m, … unless that is taken.
"""

from itertools import chain, count, islice
from typing import Any

BINDERS = "ijmnwxyz"


def term(data: Any, letters: Any = BINDERS, depth: int = 0, factor: bool = False) -> str:
    if not isinstance(data, list):
        return letters[depth - 1 - int(data[1:])] if str(data)[0] == "#" else str(data)
    op, *args = data
    if op == "at":
        return f"{args[0]}[{term(args[1], letters, depth)}]"
    if op in ("sum", "prod"):
        lo, hi = (term(end, letters, depth) for end in args[:2])
        kind, body = "Sum" if op == "sum" else "Product", term(args[2], letters, depth + 1)
        return f"{kind}({body}, {letters[depth]} = {lo} .. {hi})"
    text = (" + " if op == "+" else "*").join(term(a, letters, depth, op == "*") for a in args)
    text = text.replace("+ -1*", "- ").replace("+ -", "- ")
    return f"({text})" if factor and op == "+" else text


def integer(name: str, lo: Any, hi: Any) -> str:
    if lo is None or hi is None:
        ends = [f">= {term(lo)}"] * (lo is not None) + [f"<= {term(hi)}"] * (hi is not None)
        return " ".join([name, *ends]) if ends else f"every integer {name}"
    return f"{name} = {term(lo)} .. {term(hi)}"


def equation(data: dict, letters: Any = BINDERS) -> str:
    ranges = ", ".join(integer(*quantifier) for quantifier in data["for"])
    return " = ".join(term(side, letters) for side in data["equal"]) + (f"  for all {ranges}" if ranges else "")


def words(statement: dict) -> str:
    """The whole statement: what is claimed, of what, and on which conditions."""
    equations = [statement, *statement["goals"], *statement["assume"]]
    taken = {*statement["numbers"], *(name for data in equations for name, _, _ in data["for"])}
    letters = list(islice((x for x in chain(BINDERS, (f"i{n}" for n in count())) if x not in taken), len(BINDERS)))
    lines = [f"{statement['name']}: " + "; and ".join(equation(goal, letters) for goal in statement["goals"])]
    free = [f"{f}[{letters[0]}]" for f in statement["sequences"]] + statement["numbers"]
    every = equation({"for": statement["for"], "equal": []})
    lines.append(", ".join([every, *free]) if every else "  for all " + ", ".join(free) if free else "")
    for d in statement["definitions"]:
        back, name = f"[{letters[0]} - 1]" if d["kind"] == "down" else f"[{letters[0]}]", d["name"]
        start = "" if d["kind"] == "explicit" else f", {name}[{term(d['from'])}] = {term(d['base'], letters)}"
        lines.append(f"  where {name}{back} = {term(d['value'], letters, 1)}{start}")
    lines += [f"  provided {equation(a, letters)}" for a in statement["assume"]]
    return "\n".join(line for line in lines if line)


def seen(answers: Any) -> str:
    """What a checked table states of each of its nodes."""
    lines = ["for every integer m"]
    for number, (status, phases) in enumerate(answers):
        for phase, found in enumerate(phases):
            first, last = (", ".join(f"{line[0]} m + {line[end]}" for line in found) for end in (1, 2))
            sees = f"from the least of {first} to the greatest of {last}" if found else "nothing"
            lines.append(f"  output {len(phases)} m + {phase} of node {number} sees {sees} ({status})")
    return "\n".join(lines)
