"""What PyTorch prints of an nn.Sequential. A module of another class hides how its parts are joined, and is refused."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.network import INPUT, Network
from symrf.readers.model.graph import Graph, Operation
from symrf.readers.model.run import network_of

MAX_LINES = 100_000
MAX_NESTING = 60
MAX_LINE = 2000
_LINE = re.compile(r"(?:\((?P<name>[^()\s]{1,200})\): )?(?:\d+ x )?(?P<kind>[A-Za-z_]\w{0,99})\((?P<rest>.*)")
_START = re.compile(r"\s*[A-Z]\w{0,99}\((?:\n\s*\([^()\s]{1,200}\): |[^\n]*\)\s*$)")
INSTEAD = "symrf.read(module, input_shape=(1, 3, 224, 224)) in Python follows it, or an ONNX export"


@dataclass
class _Module:
    name: str
    kind: str
    line: int
    arguments: dict[str, Any] = field(default_factory=dict)
    parts: list[_Module] = field(default_factory=list)
    opens: bool = False


def is_printed(text: str) -> bool:
    """Whether a text begins as a printed module.

    >>> is_printed("Sequential(\\n  (0): ReLU()\\n)"), is_printed("title = 'net'")
    (True, False)
    """
    return _START.match(text[:1000]) is not None


def from_printed(text: str) -> Network:
    """The chain of modules, called by their paths: "0", "1.conv".

    SymrfError, with what to use instead, where a module is no Sequential and has parts.
    """
    from symrf.readers.text.modules import first_shape, rule_of

    top = _module(text)
    operations: list[Operation] = []
    for path, module in _chain(top, ""):
        before = operations[-1].outputs[0] if operations else INPUT
        operations.append(Operation(module.kind, (before,), (path,), module.arguments))
    if not operations:
        raise SymrfError("a Sequential without modules")
    shape = first_shape([(module.kind, module.arguments) for _, module in _chain(top, "")])
    return network_of(Graph({INPUT: shape}, {}, operations, "", [operations[-1].outputs[0]]), rule_of)


def _chain(module: _Module, path: str) -> Iterator[tuple[str, _Module]]:
    if not module.opens and module.kind != "Sequential":
        yield path or module.kind, module
        return
    if module.kind != "Sequential":
        where = f"module {shown(path)}" if path else "the model"
        raise SymrfError(f"line {module.line}: {where} is a {module.kind}, whose print hides its joins; {INSTEAD}")
    for part in module.parts:
        yield from _chain(part, f"{path}.{part.name}" if path else part.name)


def _module(text: str) -> _Module:
    """The tree of modules, by brackets that open at the end of a line and close on one of their own."""
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MAX_LINES:
        raise SymrfError(f"more than {MAX_LINES} lines")
    open_modules: list[_Module] = []
    top: _Module | None = None
    for number, line in lines:
        if top is not None and not open_modules:
            raise SymrfError(f"line {number}: {shown(line)} stands behind the end of the model")
        if line == ")":
            open_modules.pop()
            continue
        module = _read(number, line)
        if top is None:
            top = module
        else:
            if not module.name:
                raise SymrfError(f"line {number}: {shown(line)}; a module within another has a name, (0): {line[:20]}")
            open_modules[-1].parts.append(module)
        if module.opens:
            open_modules.append(module)
            if len(open_modules) > MAX_NESTING:
                raise SymrfError(f"line {number}: more than {MAX_NESTING} modules in each other")
    if top is None or open_modules:
        raise SymrfError("it ends within a module; a ) is missing")
    return top


def _read(number: int, line: str) -> _Module:
    """The module of one line."""
    found = _LINE.fullmatch(line[:MAX_LINE])
    if found is None:
        raise SymrfError(f'line {number}: {shown(line)}; write a module such as "(0): ReLU()"')
    module = _Module(found["name"] or "", found["kind"], number)
    rest = found["rest"]
    module.opens = not rest
    if rest:
        module.arguments = _arguments(number, f"{module.kind}({rest}")
    return module


def _arguments(number: int, call: str) -> dict[str, Any]:
    """The arguments of a printed call, by name or by place; words without quotes are text."""
    try:
        tree = ast.parse(call, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {"?": call} if call.endswith(")") else _broken(number, call)
    if not isinstance(tree, ast.Call):
        return _broken(number, call)
    try:
        found: dict[str, Any] = {str(i): _value(one) for i, one in enumerate(tree.args)}
        return found | {one.arg: _value(one.value) for one in tree.keywords if one.arg}
    except ValueError:
        return {"?": call}


def _broken(number: int, call: str) -> Any:
    raise SymrfError(f'line {number}: {shown(call)}; write a module such as "Conv2d(3, 8, kernel_size=(3, 3))"')


def _value(tree: ast.expr) -> Any:
    """A number, a word, a truth value or a tuple of these; ValueError of anything else."""
    if isinstance(tree, ast.Constant) and (tree.value is None or isinstance(tree.value, int | float | str)):
        return tree.value
    if isinstance(tree, ast.Name):
        return tree.id
    if isinstance(tree, ast.Tuple | ast.List):
        return tuple(map(_value, tree.elts))
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
        number = _value(tree.operand)
        if isinstance(number, int | float):
            return -number
    raise ValueError
