"""Calls and statements that symrf must not contain, found in the syntax tree."""

import ast

from tests.floors import nodes

EXECUTING = {"eval", "exec", "sympify", "parse_expr"}
"""Each of them runs Python that stands in a string, and a user's formula must never reach one."""


def evaluating(module: str, source: str) -> list[str]:
    """Every use of a name of EXECUTING, and of SymPy's S(…), which is sympify by another name.

    A use is more than a call: an alias or `map(eval, …)` calls it too. The attribute `.eval` of anything but
    builtins is left alone, being an ordinary method elsewhere.
    """
    found: list[tuple[int, str]] = []
    for node in nodes(source):
        if isinstance(node, ast.Name) and node.id in EXECUTING:
            found.append((node.lineno, node.id))
        elif isinstance(node, ast.Attribute) and node.attr in EXECUTING:
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if node.attr in {"sympify", "parse_expr"} or owner in {"builtins", "__builtins__"}:
                found.append((node.lineno, node.attr))
        elif isinstance(node, ast.ImportFrom):
            found += [(node.lineno, alias.name) for alias in node.names if alias.name in EXECUTING]
        elif isinstance(node, ast.Call) and is_sympy_s(node.func):
            found.append((node.lineno, "S(…)"))
    return [f"{module}:{line}: {name} executes text as Python" for line, name in found]


def is_sympy_s(function: ast.expr) -> bool:
    """Whether a call's function is written S, sympy.S or sp.S."""
    if isinstance(function, ast.Attribute):
        owner = function.value
        return function.attr == "S" and isinstance(owner, ast.Name) and owner.id in {"sympy", "sp"}
    return isinstance(function, ast.Name) and function.id == "S"


def asserting(module: str, source: str) -> list[str]:
    """Every assert statement: python -O deletes them, so none may guard a proof."""
    lines = [node.lineno for node in nodes(source) if isinstance(node, ast.Assert)]
    return [f"{module}:{line}: assert in the kernel; raise" for line in lines]
