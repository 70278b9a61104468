"""What a statement says, in words."""

from typing import Any


def term(data: Any, depth: int = 0, tight: bool = False) -> str:
    """A term of a checked statement as text; the n-th binder from outside is called i, j, m, …"""
    if not isinstance(data, list):
        return "ijmnwxyz"[depth - 1 - int(data[1:])] if str(data)[0] == "#" else str(data)
    op, *args = data
    if op == "at":
        return f"{args[0]}[{term(args[1], depth)}]"
    if op in ("sum", "prod"):
        lo, hi, index = term(args[0], depth), term(args[1], depth), "ijmnwxyz"[depth]
        return f"{'Sum' if op == 'sum' else 'Product'}({term(args[2], depth + 1)}, {index} = {lo} .. {hi})"
    if op == "*" and args[0] == -1:
        text = "-" + "*".join(term(a, depth, True) for a in args[1:])
    else:
        text = (" + " if op == "+" else "*").join(term(a, depth, op == "*") for a in args).replace("+ -", "- ")
    return f"({text})" if tight and op == "+" else text


def equation(data: dict) -> str:
    ranges = [f"{name} >= {term(lo)}" if hi is None else f"{name} = {term(lo)} .. {term(hi)}" for name, lo, hi in data["for"]]
    return " = ".join(map(term, data["equal"])) + (f"  for all {', '.join(ranges)}" if ranges else "")


def words(statement: dict) -> str:
    """The whole statement: what is claimed, of what, and on which conditions."""
    lines = [f"{statement['name']}: " + "; and ".join(map(equation, statement["goals"]))]
    integers = [equation({"for": [q], "equal": []}).strip() for q in statement["for"]]
    lines += [f"  {', '.join(integers)}"] if integers else []
    free = [f"{name}[i]" for name in statement["sequences"]] + statement["numbers"]
    lines += [f"  for all rational {', '.join(free)}"] if free else []
    for d in statement["definitions"]:
        shown = {"explicit": d["name"] + "[i]", "up": d["name"] + "[i]", "down": d["name"] + "[i - 1]"}[d["kind"]]
        start = "" if d["kind"] == "explicit" else f", {d['name']}[{term(d['from'])}] = {term(d['base'])}"
        lines.append(f"  where {shown} = {term(d['value'], 1)}{start}")
    return "\n".join([*lines, *(f"  provided {equation(a)}" for a in statement["assume"])])
