"""Whatever symrf writes as LaTeX goes through pdflatex without a complaint."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import symrf
from symrf.exposition.catalogue import entries
from symrf.printed import using
from symrf.render import formula, fragment
from symrf.render.breaking import broken
from symrf.render.parts import separate
from symrf.terms import Term, inline, latex
from symrf.terms.latex import width
from symrf.terms.parse import parse_value as parse
from symrf.zoo import zoo_names
from tests import goldens, networks
from tests.test_katex import drawn
from tests.tools import optional, some

COMPLAINTS = re.compile(r"^(!|Overfull|Underfull .box \(badness 10000\)|.*Warning|Missing|.*undefined).*", re.MULTILINE)
PASSES = 3


def complaints(source: str, directory: Path) -> list[str]:
    """What pdflatex says in its last pass, one line each; a pass without a complaint is the last."""
    (directory / "page.tex").write_text(source, encoding="ascii")
    command = [optional("pdflatex"), "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "page.tex"]
    for _ in range(PASSES):
        done = subprocess.run(command, cwd=directory, capture_output=True, check=False, timeout=120)
        log = (directory / "page.log").read_text(encoding="latin-1")
        found = [match.group(0) for match in COMPLAINTS.finditer(log)]
        if done.returncode or not found:
            break
    return found if done.returncode == 0 or found else [log[-500:]]


def read_back(directory: Path) -> str:
    """The words of the page, blanks and line breaks left out."""
    done = subprocess.run([optional("pdftotext"), "page.pdf", "-"], cwd=directory, capture_output=True, check=True)
    return re.sub(r"\s", "", done.stdout.decode())


def document(*parts: str, options: str = "", packages: str = "amsmath,array,booktabs,graphicx") -> str:
    """An author's document around parts: an article as it is."""
    head = f"\\documentclass[{options}]{{article}}\\usepackage{{{packages}}}"
    return "\n".join([head, "\\begin{document}", *parts, "\\end{document}", ""])


@pytest.mark.slow
@pytest.mark.parametrize("make", [*some(networks.EVERY, 6), networks.wide])
def test_a_report(make: Callable[[], symrf.Network], tmp_path: Path) -> None:
    assert complaints(symrf.report(make(), verdicts=networks.accepted), tmp_path) == []


@pytest.mark.slow
def test_every_kind_of_answer(tmp_path: Path) -> None:
    several = [goldens.of_kind(name) for name in goldens.KINDS]
    assert complaints(symrf.report(several, verdicts=networks.accepted), tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize(("width", "options"), [("page", ""), ("column", "twocolumn")])
def test_parts_fit_a_plain_article_and_its_column(width: str, options: str, tmp_path: Path) -> None:
    """Tables of any size, sums and cases; networks of the zoo, of every kind, and random ones with symbols."""
    every = [*map(symrf.read, some(zoo_names(), 16, 5)), *map(goldens.of_kind, goldens.KINDS)]
    every += [networks.wide(), networks.all_symbols(), networks.spelt(), *map(drawn, some(range(200), 100, 48))]
    parts = [fragment(network, "latex", feature=0, width=width) + r"\clearpage" for network in every]
    lines = [re.sub("(?m)^%.*\n", "", separate(network, None, "line", width)) for network in every]
    bare = [one.strip() for page in lines for one in page.split("\n\n")]
    equations = [f"\\begin{{equation}}\n{one}\n\\end{{equation}}" for one in bare]
    assert any("{aligned}" in one for one in equations)
    assert not all("{aligned}" in one for one in equations)
    parts += [*equations, r"\clearpage"]
    assert complaints(document(*parts, options=options), tmp_path) == []


@pytest.mark.slow
def test_a_report_on_several_networks(tmp_path: Path) -> None:
    source = symrf.report([make() for make in networks.EVERY], verdicts=networks.accepted, expanded=True)
    assert complaints(source, tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("notation", [None, "torch"])
def test_the_catalogue(notation: str | None, tmp_path: Path) -> None:
    with using(notation):
        assert complaints(symrf.report(verdicts=networks.accepted), tmp_path) == []


@pytest.mark.slow
def test_a_part_for_a_document_of_ones_own(tmp_path: Path) -> None:
    """A bare tabular in the author's table, and the author's macro wins."""
    part = fragment(networks.alexnet(), "latex")
    tabular, equations = part.split(r"\end{tabular}}%")
    source = document(
        r"\newcommand{\symrfname}[1]{\textsc{mine #1}}",
        r"\begin{table}\caption{One's own}\centering\footnotesize",
        tabular + r"\end{tabular}}",
        r"\end{table}",
        equations,
    )
    assert complaints(source, tmp_path) == []
    assert "mineconv1" in read_back(tmp_path).lower()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("width", "options", "notation"),
    [("page", "", None), ("column", "twocolumn", None), ("column", "twocolumn", "torch")],
)
def test_every_formula_in_an_equation_of_ones_own(
    width: str, options: str, notation: str | None, tmp_path: Path
) -> None:
    with using(notation):
        equations = [
            f"\\begin{{equation}}\\label{{{e.name}}}\n{formula(e, width=width)}\\end{{equation}} (\\ref{{{e.name}}})"
            for e in entries()
        ]
    assert len(equations) > 30
    assert complaints(document(*equations, options=options), tmp_path) == []


@pytest.mark.slow
def test_what_was_typed_is_what_is_read(tmp_path: Path) -> None:
    source = symrf.report(networks.hostile(), verdicts=networks.accepted)
    assert complaints(source, tmp_path) == []
    read = read_back(tmp_path)
    assert r"\input{/etc/passwd}$x$|<script>alert(1)</script>100%" in read
    assert "../../../etc/passwd" in read
    assert "root:" not in read


@pytest.mark.slow
def test_titles_that_no_page_holds(tmp_path: Path) -> None:
    """Over a section and in the summary: their beginning."""
    layers = [{"op": "conv", "kernel": 3}]
    every = [symrf.read({"title": title, "layer": layers}) for title in ("x" * 10_000, "\u5c64" * 10_000)]
    assert complaints(symrf.report(every, verdicts=networks.accepted), tmp_path) == []


def test_a_complaint_is_heard(tmp_path: Path) -> None:
    assert complaints(document(r"\undefinedcommand"), tmp_path)
    assert complaints(document(r"\hbox to 3cm{\rule{9cm}{1pt}}"), tmp_path)
    assert complaints(document(r"\ref{nowhere}"), tmp_path)


@pytest.mark.slow
def test_the_whole_zoo(tmp_path: Path) -> None:
    source = symrf.report([symrf.read(name) for name in some(zoo_names(), 8)], verdicts=networks.accepted)
    assert complaints(source, tmp_path) == []


def test_what_takes_several_lines_is_read_back() -> None:
    """Values of phases below each other, their conditions below them."""
    network = drawn(0)
    found = separate(network, None, "aligned", "page").partition("% net.region\n")[2].partition("\n\n")[0]
    region = "\n".join(line for line in found.splitlines() if not line.startswith("%"))
    assert "\\quad {} +" in region
    assert "\\quad \\text{where }" in region
    assert symrf.check(region, network).verdict == "proved"
    assert symrf.check(region.replace(" - 1 \\\\", " - 2 \\\\"), network).verdict == "refuted"


NESTED = parse("Max(Max(Max(3*k, 2*k + floor((h*k + 2)/3)) - 1, Max(3*k, 2*k + floor(h*k/3))) + 2, k + h)")
FLOORS = parse("m**B*ceil((k + floor((floor((n - (m**B - 1)*(k1 - 1))/2))/m**B) + 3*floor(k1/m**B + n))/2)")


@pytest.mark.parametrize("value", [NESTED, FLOORS])
@pytest.mark.parametrize("write", [latex, inline])
@pytest.mark.parametrize("limit", [30, 42])
def test_brackets_and_signs_take_room_too(value: Term, write: Callable[[Term], str], limit: float) -> None:
    assert max(map(width, broken((value,), limit, write))) <= limit


@pytest.mark.parametrize(("more", "verdict"), [(1, "proved"), (2, "refuted")])
def test_the_greatest_size_is_read_beside_commands(more: int, verdict: str) -> None:
    layers = [{"op": "conv", "kernel": "k"}, {"op": "upsample", "factor": 2}, {"op": "conv", "kernel": 3}]
    claim = rf"r_{{\mathrm{{max}}}} = \left\lfloor k \right\rfloor + {more}"
    assert symrf.check(claim, symrf.read({"layer": layers})).verdict == verdict
