"""The map is true: what is added where docs/architecture.md says, and nowhere else, works."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dev
from symrf.verification.coq.file import LIBRARY
from tests.floors import FLOOR
from tests.tools import ROOT

THEOREM = '''"""The size less one is the distance of the edges.

Proof: the size is the last index less the first index plus one.
"""

from symrf.theorem import Theorem

theorem = Theorem(name="edge-distance", title="Distance of the edges", source="new", statement=(
    "v[l] - u[l] == r[l] - 1",
))
'''
HAAR = '''

@dataclass(frozen=True)
class Haar(Layer):
    """Half of a wavelet: output y is made of the samples 2 y and 2 y + 1."""

    op: ClassVar[str] = "haar"
'''
WORDY = '''"""Words in capitals."""

from symrf.render.writer import Finished
from symrf.render.markdown import Markdown


class Wordy(Markdown):
    """As Markdown, names shouted."""

    suffix = "txt"

    def name(self, text: str) -> Finished:
        return Finished(text.upper())


WRITER = Wordy()
'''
SLASHED = '''"""Chains as text: 3/1 5/2 is a kernel of 3, then one of 5 with stride 2."""

from typing import Any

from symrf.readers.architecture import Architecture
from symrf.readers.chain import from_list


def reads(source: Any) -> Architecture | None:
    """The chain; None where it is no such text."""
    if not isinstance(source, str) or not all("/" in word for word in source.split()):
        return None
    return Architecture(from_list([[*map(int, word.split("/")), 0] for word in source.split()]))
'''
EQUATION = "symrf/derivation/reads/equation.py"
IN = " " * 8
ROW = f"{IN}case Haar():\n{IN}"
NEW, END = "", "\0"
"""A file that is new; the end of a file."""

ADDITIONS: dict[str, list[tuple[str, str, str]]] = {
    "theorem": [("proofs/edge_distance.py", NEW, THEOREM)],
    "layer": [
        ("symrf/layers/__init__.py", '    "Global",\n', '    "Haar",\n'),
        ("symrf/layers/__init__.py", END, HAAR),
        ("symrf/oracle.py", "    Global,\n", "    Haar,\n"),
        ("symrf/oracle.py", f"{IN}    return set(outputs)\n",
         f"{ROW}    return {{2 * y + i for i in (0, 1) for y in outputs}}\n"),
        ("symrf/oracle.py", f"{IN}    return int(layer.size)\n", f"{ROW}    return n // 2\n"),
        (EQUATION, "    Global,\n", "    Haar,\n"),
        (EQUATION, f"{IN}    return Equation(1, 0)\n", f"{ROW}    return Equation(2, 0, 1, 2)\n"),
        (EQUATION, f"{IN}    return Extent(0)\n", f"{ROW}    return below.above(2, 1)\n"),
        ("symrf/readers/operations.py", "    Global,\n", "    Haar,\n"),
        ("symrf/readers/operations.py", '    "global": (Global, ()),\n', '    "haar": (Haar, ()),\n'),
        ("tests/strategies.py", "    Global,\n", "    Haar,\n"),
        ("tests/strategies.py", "unsized_layers = st.one_of(\n", "    st.just(Haar()),\n"),
    ],
    "format": [
        ("symrf/render/wordy.py", NEW, WORDY),
        ("symrf/render/templates/report.txt.j2", NEW, "<% for view in views %><< view.title >> ENDS<% endfor %>\n"),
        ("symrf/render/templates/fragment.txt.j2", NEW, "OUTPUT << w.name(view.output) >>\n"),
        ("symrf/render/formats.py", '    "html": ("report",),\n', '    "wordy": ("derive", "report"),\n'),
    ],
    "reader": [
        ("symrf/readers/slashed.py", NEW, SLASHED),
        ("symrf/readers/__init__.py", '    "built_in",\n', '    "slashed",\n'),
    ],
}  # fmt: skip
"""Something new of each kind: file, the row that it stands after, what is added."""

SCRIPT = """
import io, json, sys
from contextlib import redirect_stdout
from pathlib import Path
from symrf import derive, oracle, read, report, verify
from symrf.cli import run
from symrf.prove.find import certificate
from symrf.theorem import theorem
from symrf.verification import evidence

def said(*arguments):
    with redirect_stdout(io.StringIO()) as out:
        code = run(arguments)
    return out.getvalue() if code == 0 else f"ended with {code}"

Path("net.toml").write_text('''
[[layer]]
op = "conv"
kernel = 3
padding = { left = 1, right = 0 }
[[layer]]
op = "haar"
[[layer]]
op = "conv"
kernel = 4
stride = 3
''')
net = read("net.toml")
walked = []
for y in range(oracle.sizes(net, 60)["conv2"]):
    seen = oracle.walk(net, "conv2", frozenset({y}))["input"]
    walked.append([min(seen), max(seen)])
sized = derive(net.with_input_size(60))["conv2"]["x"]
from hypothesis import find
from tests.strategies import unsized_layers
evidence.evidence("edge-distance").write_text(evidence.dumped(certificate(theorem("edge-distance"))), "utf-8")
print(json.dumps({
    "walked": walked,
    "derived": [list(sized.region(y)) for y in range(sized.output_size)],
    "drawn": find(unsized_layers, lambda layer: layer.op == "haar").op,
    "read": said("derive", "3/1 5/2", "--format", "json"),
    "derive": said("derive", "net.toml", "--format", "wordy"),
    "report": report(net, "wordy", verdicts=lambda names: []),
    "listed": said("list"),
    "verdict": verify(["edge-distance"], routes=["kernel"])[0].verdict,
    "away": sorted(m for m in ("torch", "onnx", "z3") if m in sys.modules),
}))
"""


def paragraph(kind: str) -> str:
    """What docs/architecture.md says of where something new of this kind goes."""
    section = (ROOT / "docs/architecture.md").read_text("utf-8").partition("## Where something new goes")[2]
    (found,) = re.findall(rf"^An? \*\*{kind}\*\*.*?(?=\n\n)", section, re.MULTILINE | re.DOTALL)
    return str(found)


def unnamed(paths: set[str], said: str) -> set[str]:
    """Those of the paths that the text does not name, as they are or within the package; folders end with /."""
    named = [f"{start}{place}" for place in re.findall(r"`([\w./]+)`", said) for start in ("", "symrf/")]
    return {path for path in paths if not any(path == x or (x[-1] == "/" and path.startswith(x)) for x in named)}


def grown(source: str, row: str, more: str) -> str:
    """The source with more lines after the row, which it has once."""
    if row == END:
        return source + more
    (before, after) = source.split(row)
    return f"{before}{row}{more}{after}"


@pytest.mark.parametrize("kind", ADDITIONS)
def test_only_places_that_the_map_names_are_touched(kind: str) -> None:
    assert unnamed({path for path, *_ in ADDITIONS[kind]}, paragraph(kind)) == set()


def test_a_place_that_the_map_does_not_name_is_seen() -> None:
    assert unnamed({"symrf/oracle.py", "symrf/field.py"}, paragraph("layer")) == {"symrf/field.py"}


def test_what_is_new_is_small() -> None:
    """A theorem is a file; a layer is in four places of the package; a format and a reader are modules and a line."""
    of_package = {path for path, *_ in ADDITIONS["layer"] if path.startswith("symrf/")}
    assert (len(ADDITIONS["theorem"]), len(of_package)) == (1, 4)
    for kind in ("format", "reader"):
        (line,) = [more for _, row, more in ADDITIONS[kind] if row != NEW]
        assert line.count("\n") == 1


def copied(target: Path) -> None:
    """The package, the proofs and the tests, with what Python has compiled: of what is changed it is made anew."""
    for part in ("symrf", "proofs", "tests"):
        shutil.copytree(ROOT / part, target / part)


def test_what_is_added_there_works(tmp_path: Path) -> None:
    copied(tmp_path)
    for path, row, more in (addition for every in ADDITIONS.values() for addition in every):
        file = tmp_path / path
        assert file.exists() == (row != NEW), path
        file.write_text(more if row == NEW else grown(file.read_text("utf-8"), row, more), "utf-8")
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, cwd=tmp_path, env={"PATH": ""}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["derived"] == found["walked"]
    assert (len(found["walked"]), found["walked"][0], found["drawn"]) == (9, [-1, 8], "haar")
    assert json.loads(found["read"])["nodes"][1]["axes"]["x"]["size"] == 7
    assert found["derive"] == "OUTPUT CONV2\n"
    assert "ENDS" in found["report"]
    assert re.search("^edge-distance +theorem", found["listed"], re.MULTILINE)
    assert found["verdict"] == "proved"
    assert found["away"] == []


def test_no_floor_and_no_extra_waits_for_what_is_to_come() -> None:
    """Every part on a floor is there, and what extras of users hold is imported somewhere; Sphinx runs by itself."""
    assert [part for part in FLOOR if not any((ROOT / "symrf" / f"{part}{end}").exists() for end in ("", ".py"))] == []
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    every = [package for extra, packages in extras.items() if extra not in ("dev", "docs") for package in packages]
    wanted = {re.split("[-<>=]", package)[0] for package in every}
    sources = "".join(path.read_text("utf-8") for part in ("symrf", "tests") for path in (ROOT / part).rglob("*.py"))
    assert wanted
    assert [package for package in wanted if not re.search(rf"(import|from|optional\(.) ?{package}\b", sources)] == []


def test_the_places_exist() -> None:
    section = (ROOT / "docs/architecture.md").read_text("utf-8").partition("## Where something new goes")[2]
    places = re.findall(r"`([\w./]+(?:\.py|\.v|\.md|/))`", section.partition("## Dependencies")[0])
    assert len(places) > 10
    assert [place for place in places if not any((ROOT / at / place).exists() for at in ("", "symrf"))] == []


GENERATED = {
    "symrf.verification.evidence": "proofs/evidence/*.json",
    "symrf.verification.coq": "proofs/evidence/coq/*.v",
    "tests.goldens": "tests/golden/*",
}
"""What is made from the sources in seconds, and by which module."""


def test_regenerating_rewrites_all_that_is_generated(tmp_path: Path) -> None:
    """Everything generated is deleted in a copy, and the commands of `dev.py regenerate` bring it back as it was."""
    copied(tmp_path)
    generated = [path for pattern in GENERATED.values() for path in tmp_path.glob(pattern) if path.stem not in LIBRARY]
    assert len(generated) > 100
    for path in generated:
        path.unlink()
    commands = [[sys.executable, *arguments] for arguments in dev.REGENERATE if arguments[-1] in GENERATED]
    assert len(commands) == len(GENERATED)
    at_once = [subprocess.Popen(command, cwd=tmp_path, env={}, stdout=subprocess.DEVNULL) for command in commands]
    assert [process.wait() for process in at_once] == [0] * len(commands)
    here = {path: ROOT / path.relative_to(tmp_path) for path in generated}
    wrong = [path.name for path in generated if not path.is_file() or path.read_bytes() != here[path].read_bytes()]
    assert wrong == []
