"""The rules of the house: what imports what, how long files are, what is never called.

Every checker is also given something that breaks its rule: a check that cannot fail checks nothing.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from symrf.published.recorded import CODE
from tests.floors import DATA, FLOOR, FLOORS, circles, part_graph, part_of, reachable, violations
from tests.forbidden import asserting, evaluating
from tests.tools import ROOT

PACKAGE = ROOT / "symrf"
FILE_LIMIT = KERNEL_LIMIT = 300
HEAVY = {"sympy", "torch", "onnx", "z3", "hypothesis"}


def modules() -> dict[str, Path]:
    """Every module of symrf by its dotted name; a package's name stands for its __init__.py."""
    dotted = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in PACKAGE.rglob("*.py")}
    return {name.removesuffix(".__init__"): path for name, path in sorted(dotted.items())}


def sources(package: str = "symrf") -> dict[str, str]:
    """The sources of the modules of a package, itself included."""
    inside = {name: path for name, path in modules().items() if f"{name}.".startswith(f"{package}.")}
    return {name: path.read_text(encoding="utf-8") for name, path in inside.items()}


def too_long(paths: list[Path], limit: int = FILE_LIMIT) -> list[str]:
    """The files with more lines than `limit`."""
    counts = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return [f"{path}: {count} lines, at most {limit}" for path, count in counts.items() if count > limit]


def heavy_imports(*args: str) -> set[str]:
    """The heavy packages that `python ARGS` imports, from Python's own log of imports."""
    command = [sys.executable, "-X", "importtime", *args]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = done.stderr.splitlines()
    log = [line for line in lines if line.startswith("import time:")]
    assert done.returncode == 0, "\n".join(line for line in lines if line not in log)
    assert log
    return {line.rsplit("|", 1)[1].strip().split(".")[0] for line in log} & HEAVY


# ---- (a) imports go down


def test_every_floor_holds_what_there_is() -> None:
    parts = {part_of(name) for name in modules() if name != "symrf"}
    assert "kernel" in parts
    assert parts == set(FLOOR)


def test_imports_go_down() -> None:
    packages = {name for name, path in modules().items() if path.name == "__init__.py"}
    assert violations(sources(), packages) == []


@pytest.mark.parametrize(
    ("module", "source", "words"),
    [
        ("symrf.kernel.poly", "import sympy", "only the standard library, not sympy"),
        ("symrf.numbers.order", "def f():\n    import sympy", "SymPy is taken from symrf.numbers.sound_sympy"),
        ("symrf.terms", "from sympy import Add", "imports sympy.Add: SymPy is taken from"),
        ("symrf.kernel.poly", "from symrf.errors import SymrfError", "floor 1 (kernel) imports symrf.errors"),
        ("symrf.kernel.poly", "from .. import field", "imports symrf.field on floor 5"),
        ("symrf.oracle", "from symrf.field import Field", "floor 5 (oracle) imports symrf.field.Field"),
        ("symrf.oracle", "from .field import Field", "floor 5 (oracle) imports symrf.field.Field"),
        ("symrf.oracle", "def f():\n    import symrf.field", "symrf.oracle:2: floor 5 (oracle)"),
        ("symrf.layers", "from symrf import oracle", "imports symrf.oracle on floor 5"),
        ("symrf.field", "from symrf.prove import search", "imports symrf.prove.search on floor 7"),
        ("symrf.zoo", "importlib.import_module('symrf.render')", "imports symrf.render on floor 11"),
        ("symrf.zoo", "from importlib import import_module as i", "renamed import_module"),
        ("symrf.zoo", "importlib.import_module('symrf.' + x)", "computed name"),
        ("symrf.zoo", "importlib.import_module(f'symrf.{x}')", "computed name"),
        ("symrf.zoo", "importlib.import_module(f'symrf.render{x}')", "computed name"),
        ("symrf.zoo", "importlib.import_module(f'symrf.render.{x}')", "imports symrf.render.* on floor 11"),
        ("symrf.zoo", "if TYPE_CHECKING:\n    import symrf.cli", "symrf.zoo:2: floor 10 (zoo)"),
        ("symrf.prove", "from symrf import Conv", "name the module that defines it"),
        ("symrf.prove", "import symrf", "name the module that defines it"),
        ("symrf.derivation.reads.taps", "from symrf.derivation.shapes.phases import P", "the room reads of derivation"),
        ("symrf.derivation.shapes.phases", "from ..downward import descent", "imports downward: imports go"),
        ("symrf.derivation.answers.nodes", "from symrf.derivation import derive", "the room answers of derivation"),
        (
            "symrf.claims.typed.read",
            "from symrf.claims.network.written_out import Claim",
            "the room typed of claims imports",
        ),
        ("symrf.claims.network.judge", "from symrf.claims.chains import restated", "room network of claims imports"),
        ("symrf.novelty", "", "not in the table of floors; add it to FLOORS in tests/floors.py"),
        ("symrf.novelty.inside", "", "not in the table of floors"),
    ],
)
def test_imports_that_go_up_are_seen(module: str, source: str, words: str) -> None:
    (problem,) = violations({module: source}, set())
    assert words in problem


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("symrf", "from symrf.cli import main"),
        ("symrf.numbers.sound_sympy", "import sympy"),
        ("symrf.kernel", "import fractions\nfrom .poly import Poly\nfrom symrf.kernel import check"),
        ("symrf.oracle", "from symrf.layers import Conv\nfrom symrf.errors import SymrfError"),
        ("symrf.cli", "from symrf import __version__, derivation\nimport click"),
        ("symrf.readers", "importlib.import_module(f'symrf.readers.{x}')"),
        ("symrf.derivation", "from symrf.derivation.answers.nodes import Derivation"),
        ("symrf.derivation.upward.joined", "from .state import State\nfrom ..shapes import lines"),
        ("symrf.readers.onnx", "from .values import value\nfrom ..derivation import derive\nimport onnx"),
    ],
)
def test_imports_that_go_down_are_let_through(module: str, source: str) -> None:
    assert violations({module: source}, {"symrf", "symrf.kernel"}) == []


def test_the_law_and_the_walk_are_strangers() -> None:
    """Whatever the table of floors may come to allow: neither reaches the other, not by a detour either."""
    packages = {name for name, path in modules().items() if path.name == "__init__.py"}
    graph = part_graph(sources(), packages)
    assert "layers" in reachable("oracle", graph)
    assert "field" not in reachable("oracle", graph)
    assert "oracle" not in reachable("field", graph)


def test_the_code_that_judges_what_is_published_is_all_that_it_imports() -> None:
    packages = {name for name, path in modules().items() if path.name == "__init__.py"}
    parts = reachable("published", part_graph(sources(), packages)) | {"published"}
    shown = {"exposition", "notebooks", "printed", "render"}
    assert {part.removesuffix(".py") for part in CODE} >= parts - DATA - shown
    assert all((PACKAGE / part).exists() for part in CODE)


def test_a_detour_is_seen() -> None:
    detour = {"symrf.oracle": "import symrf.layers", "symrf.layers": "def f():\n    from .field import Field"}
    assert reachable("oracle", part_graph(detour, set())) == {"layers", "field"}


def test_no_imports_go_round() -> None:
    packages = {name for name, path in modules().items() if path.name == "__init__.py"}
    assert circles(sources(), packages) == []


@pytest.mark.parametrize("back", ["from symrf.layers import Conv", "def f():\n    from .layers import Conv"])
def test_a_circle_is_seen(back: str) -> None:
    round_trip = {"symrf.layers": "from symrf.network import Network", "symrf.network": back}
    (problem,) = circles(round_trip, {"symrf.layers"})
    assert problem in {
        "symrf.layers imports symrf.network imports symrf.layers",
        "symrf.network imports symrf.layers imports symrf.network",
    }


# ---- (b) files stay short


def test_files_are_short() -> None:
    found = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.j2"), *(ROOT / "proofs").glob("**/*.py")]
    found += [*(ROOT / "docs").glob("*.py"), *(ROOT / "docs" / "pages").rglob("*.*")]
    found = [path for path in found if path.suffix != ".pyc"]
    assert too_long(sorted([*found, *(ROOT / "tests").rglob("*.py"), ROOT / "dev.py"])) == []


def test_the_kernel_is_short() -> None:
    counts = {name: len(text.splitlines()) for name, text in sources("symrf.kernel").items()}
    assert sum(counts.values()) <= KERNEL_LIMIT, counts


def test_a_long_file_is_seen(tmp_path: Path) -> None:
    (tmp_path / "fits.py").write_text("x = 1\n" * FILE_LIMIT)
    (tmp_path / "long.py").write_text("x = 1\n" * (FILE_LIMIT + 1))
    (problem,) = too_long(sorted(tmp_path.iterdir()))
    assert "long.py: 301 lines, at most 300" in problem


# ---- (c) starting is quick


def test_importing_symrf_is_light() -> None:
    assert heavy_imports("-c", "import symrf") == set()


def test_help_is_light() -> None:
    assert heavy_imports("-m", "symrf", "--help") == set()


def test_a_verdict_waits_for_nothing_that_it_does_not_need() -> None:
    """SymPy is for numbers of networks and for how wrong a formula is; random networks are Hypothesis's."""
    assert heavy_imports("-m", "symrf", "list") == set()
    assert heavy_imports("-m", "symrf", "check", "r[l-1] == s[l]*r[l] + K[l] - s[l]") == {"hypothesis"}


HOMES = [("derivation", "derive"), ("verification", "verify"), ("claims", "check"), ("render", "report")]


def test_a_function_is_not_hidden_by_its_module() -> None:
    """Importing symrf.x binds that module to the name x of the package: no function may have a module's name."""
    each = [f"import symrf.{module}; {2 * f'assert callable(symrf.{name}), {name!r}; '}" for module, name in HOMES]
    command = [sys.executable, "-c", "\n".join(each)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_heavy_import_is_seen() -> None:
    assert heavy_imports("-c", "import sympy") == {"sympy"}


# ---- (d) the kernel's guards stay, and no text is executed


def test_the_kernel_asserts_nothing() -> None:
    kernel = sources("symrf.kernel")
    assert [problem for name, text in kernel.items() for problem in asserting(name, text)] == []


def test_an_assert_is_seen() -> None:
    (problem,) = asserting("symrf.kernel", "def f(x):\n    assert x")
    assert problem == "symrf.kernel:2: assert in the kernel; raise"


def test_no_text_is_executed() -> None:
    assert [problem for name, text in sources().items() for problem in evaluating(name, text)] == []


@pytest.mark.parametrize(
    "source",
    [
        "eval('1')",
        "exec('1')",
        "import sympy\nsympy.sympify('1')",
        "from sympy import sympify as number",
        "from sympy.parsing.sympy_parser import parse_expr",
        "import builtins\nbuiltins.eval('1')",
        "list(map(eval, words))",
        "from sympy import S\nS('1')",
        "import sympy as sp\nsp.S('1')",
    ],
)
def test_executed_text_is_seen(source: str) -> None:
    assert len(evaluating("symrf.terms", source)) == 1


@pytest.mark.parametrize("source", ["m.eval()", "from sympy import S\nS.Zero", "'eval(x)'", "evaluate(x)"])
def test_harmless_text_is_let_through(source: str) -> None:
    assert evaluating("symrf.terms", source) == []


def test_the_floors_that_are_described_are_those_there_are() -> None:
    told = (ROOT / "docs" / "architecture.md").read_text("utf-8").partition("```text\n")[2].partition("```")[0]
    floors = {int(number): set(parts) for number, *parts in map(str.split, told.splitlines())}
    assert floors == {number: set(parts) for number, parts in enumerate(FLOORS)}
