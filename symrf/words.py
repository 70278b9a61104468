"""What a checked statement says, in words. The n-th binder from outside is called i, j, m, …"""

from typing import Any


def term(data: Any, depth: int = 0, factor: bool = False) -> str:
    if not isinstance(data, list):
        return "ijmnwxyz"[depth - 1 - int(data[1:])] if str(data)[0] == "#" else str(data)
    op, *args = data
    if op == "at":
        return f"{args[0]}[{term(args[1], depth)}]"
    if op in ("sum", "prod"):
        lo, hi, kind = term(args[0], depth), term(args[1], depth), "Sum" if op == "sum" else "Product"
        return f"{kind}({term(args[2], depth + 1)}, {'ijmnwxyz'[depth]} = {lo} .. {hi})"
    text = (" + " if op == "+" else "*").join(term(a, depth, op == "*") for a in args)
    text = text.replace("+ -1*", "- ").replace("+ -", "- ")
    return f"({text})" if factor and op == "+" else text


def equation(data: dict) -> str:
    ranges = [f"{n} >= {term(lo)}" if hi is None else f"{n} = {term(lo)} .. {term(hi)}" for n, lo, hi in data["for"]]
    return " = ".join(map(term, data["equal"])) + (f"  for all {', '.join(ranges)}" if ranges else "")


def words(statement: dict) -> str:
    """The whole statement: what is claimed, of what, and on which conditions."""
    lines = [f"{statement['name']}: " + "; and ".join(map(equation, statement["goals"]))]
    free = [f"{f}[i]" for f in statement["sequences"]] + statement["numbers"]
    lines.append(", ".join([equation({"for": statement["for"], "equal": []}), *free]))
    for d in statement["definitions"]:
        back, name = "[i - 1]" if d["kind"] == "down" else "[i]", d["name"]
        start = "" if d["kind"] == "explicit" else f", {name}[{term(d['from'])}] = {term(d['base'])}"
        lines.append(f"  where {name}{back} = {term(d['value'], 1)}{start}")
    return "\n".join(lines + [f"  provided {equation(a)}" for a in statement["assume"]])
