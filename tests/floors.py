"""The floors of symrf: imports go down only.

The checker reads sources and imports nothing, so it also sees the imports inside functions and under
TYPE_CHECKING, and can be fed sources that break the rule.
"""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter

FLOORS = (
    ("words", "tables", "notebooks"),
    ("kernel", "errors"),
    ("numbers",),
    ("network", "terms", "symbolic"),
    ("layers", "theorem"),
    ("field", "oracle", "repeat", "formulas", "notation"),
    ("domain", "exact", "printed", "statement"),
    ("prove", "refute"),
    ("derivation", "verification"),
    ("exposition", "paths"),
    ("claims", "zoo", "certified"),
    ("questions", "readers", "render"),
    ("testing", "figures", "published"),
    ("bundle",),
    ("cli", "pytest_plugin"),
    ("__main__",),
)
"""Nothing imports what stands on its own floor: `oracle` and `field`, each the check of the other, stay strangers."""

FLOOR = {part: number for number, parts in enumerate(FLOORS) for part in parts}

ROOMS = {
    "derivation": (("reads",), ("shapes", "downward"), ("upward",), ("answers",)),
    "claims": (("typed", "evidence"), ("chains", "network")),
    "exposition": (
        ("path", "closed_form", "instance", "catalogue", "conditions", "names", "own_symbols"),
        ("records",),
        ("architecture", "table", "cases"), ("answer", "sentences"), ("view", "equation", "repeated"),
        ("exactness",), ("of_network", "of_theorem", "copies"), ("equations",),
    ),
    "readers": (
        ("values",), ("operations", "model"), ("architecture", "onnx"), ("chain",), ("torch", "keras"), ("text",)
    ),
    "verification": (("result", "generalised", "concurrent", "first_difference"), ("smt", "coq"), ("routes",)),
    "questions": (("arithmetic",), ("asked", "solution", "evidence"), ("sizes",), ("parameters",)),
    "testing": (("truth",), ("mistakes",), ("drawn", "functions"), ("verdicts",)),
}  # fmt: skip
"""The floors inside of a part: its rooms, and modules that these import; what else stands beside them left out."""

DATA = {"__version__"}
"""What a module may take from the lazy `symrf/__init__.py`; any other name would hide where it comes from."""

REPAIRED = "symrf.numbers.sound_sympy"
"""Where SymPy is taken from, so that no module asks it before it is set right."""

HIDDEN = "?"
"""Stands for a module whose name is not written out."""


def part_of(module: str) -> str:
    """The file or package right under symrf: symrf.kernel.poly → kernel."""
    return module.split(".")[1]


def imported(module: str, source: str, packages: set[str]) -> tuple[tuple[int, str], ...]:
    """The modules that `source` imports anywhere, absolute, with their lines; `from m import n` gives m.n."""
    return _imported(tuple(module.split(".") if module in packages else module.split(".")[:-1]), source)


@cache
def _imported(base: tuple[str, ...], source: str) -> tuple[tuple[int, str], ...]:
    """The same of a module in that package; once for all tests that ask."""
    return tuple(_imports(list(base), source))


@cache
def nodes(source: str) -> tuple[ast.AST, ...]:
    """Every node of a module's syntax."""
    return (*ast.walk(ast.parse(source)),)


def _imports(base: list[str], source: str) -> Iterator[tuple[int, str]]:
    for node in nodes(source):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = base[: len(base) - node.level + 1] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)
            renamed = [alias for alias in node.names if alias.name == "import_module" and alias.asname]
            yield from ((node.lineno, HIDDEN) for _ in renamed)
        elif isinstance(node, ast.Call) and called(node) in {"import_module", "__import__"}:
            name = beginning(node.args[0]) if node.args else ""
            if name:
                yield node.lineno, ".".join([*base, name.lstrip(".")]) if name.startswith(".") else name
            else:
                yield node.lineno, HIDDEN


def beginning(target: ast.expr) -> str:
    """A name that is written out, or one whose part of symrf is: f"symrf.readers.{name}"; otherwise nothing."""
    if isinstance(target, ast.JoinedStr):
        start = target.values[0] if target.values else None
        known = isinstance(start, ast.Constant) and str(start.value).count(".") > 1
        return f"{start.value}*" if known else ""
    return target.value if isinstance(target, ast.Constant) and isinstance(target.value, str) else ""


def called(node: ast.Call) -> str:
    """The last name of what is called: importlib.import_module(…) → import_module."""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def complaint(module: str, name: str) -> str | None:
    """What is wrong with `module` importing `name`, or None."""
    here, words = part_of(module), name.split(".")
    if name == HIDDEN:
        return "imports through a computed name or a renamed import_module: its floor cannot be checked"
    if words[0] != "symrf":
        if here == "kernel" and words[0] not in sys.stdlib_module_names:
            return f"the kernel imports only the standard library, not {words[0]}"
        unrepaired = words[0] == "sympy" and module != REPAIRED
        return f"imports {name}: SymPy is taken from {REPAIRED}, where it is set right" if unrepaired else None
    there = words[1] if len(words) > 1 else ""
    if there == here:
        return misplaced(here, module.split(".")[2:], words[2:])
    if there in DATA:
        return None
    if there not in FLOOR:
        return f"imports {name}: name the module that defines it, not the package"
    if FLOOR[there] < FLOOR[here]:
        return None
    return f"floor {FLOOR[here]} ({here}) imports {name} on floor {FLOOR[there]}: imports go down only"


def misplaced(part: str, module: list[str], name: list[str]) -> str | None:
    """What is wrong with a module of a part importing another of the same part, both without the part's own name."""
    floor = {room: number for number, rooms in enumerate(ROOMS.get(part, ())) for room in rooms}
    if not module or module[0] not in floor or name[:1] == module[:1]:
        return None
    if name and floor.get(name[0], len(floor)) < floor[module[0]]:
        return None
    return f"the room {module[0]} of {part} imports {name[0] if name else part}: imports go down only"


def violations(sources: dict[str, str], packages: set[str]) -> list[str]:
    """Every broken rule in {dotted module name: source}, a line each.

    `packages` are the names among them that are an `__init__.py`. The lazy `symrf/__init__.py` is exempt: it
    forwards names from every floor.
    """
    found = []
    for module, source in sorted(sources.items()):
        if module == "symrf":
            continue
        if part_of(module) not in FLOOR:
            found.append(f"{module}: not in the table of floors; add it to FLOORS in tests/floors.py")
            continue
        for line, name in imported(module, source, packages):
            problem = complaint(module, name)
            if problem:
                found.append(f"{module}:{line}: {problem}")
    return found


def part_graph(sources: dict[str, str], packages: set[str]) -> dict[str, set[str]]:
    """Which parts of symrf each part imports, itself left out."""
    graph: dict[str, set[str]] = {}
    for module, source in sources.items():
        if module != "symrf":
            names = (name.split(".") for _, name in imported(module, source, packages))
            parts = {words[1] for words in names if words[0] == "symrf" and len(words) > 1}
            graph.setdefault(part_of(module), set()).update(parts - {part_of(module)})
    return graph


def reachable(part: str, graph: dict[str, set[str]]) -> set[str]:
    """Every part that `part` imports, directly or through others."""
    found: set[str] = set()
    todo = [part]
    while todo:
        new = graph.get(todo.pop(), set()) - found
        found |= new
        todo += new
    return found


def circles(sources: dict[str, str], packages: set[str]) -> list[str]:
    """The circles of imports among modules, imports inside functions too; the lazy `symrf/__init__.py` left out.

    That a package's `__init__` is run before what is in it is no import of its own, and what a row of a table names is
    looked at where it imports.
    """
    graph = {}
    for module, source in sources.items():
        every = (name for _, name in imported(module, source, packages) if not name.endswith("*"))
        names = {name for name in every if name.split(".")[0] == "symrf"}
        found = {name if name in sources else name.rpartition(".")[0] for name in names}
        graph[module] = {name for name in found if name in sources and name not in ("symrf", module)}
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as circle:
        return [" imports ".join(reversed(circle.args[1]))]
    return []
