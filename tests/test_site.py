"""The documentation's site is built without a warning, leads nowhere wrong, and can be read by everybody.

The checkers are fed sites and pages that break what they look for.
"""

import json
import os
import sys
import warnings
from pathlib import Path

import pytest
from click.testing import CliRunner

from docs.pages.build import build
from docs.pages.known import known
from symrf.cli import cli
from symrf.render.parts import formula
from symrf.zoo import zoo_names
from tests.browser import browser, complaints, rules
from tests.site_checks import Site
from tests.tools import ROOT, deep, optional, some

KINDS = (
    "index.html",
    "start/paper.html",
    "tutorials/formula.html",
    "howto/figures.html",
    "questions.html",
    "catalogue/index.html",
    "catalogue/size.html",
    "catalogue/refuted-clip-at-input.html",
    "catalogue/published.html",
    "gallery/index.html",
    "gallery/unet.html",
    "glossary.html",
    "commands.html",
    "library.html",
    "performance.html",
    "conformance.html",
    "trust.html",
    "reports/unet.html",
    "genindex.html",
)
"""A page of each kind; at these, or every fifth, the browser looks in all six settings."""
WRITTEN = ("catalogue/size.html", "catalogue/refuted-dilation-multiplies.html")
"""Pages of entries to which written pages lead."""


def listed() -> list[tuple[str, list[str]]]:
    """Every entry of `symrf list`, and what its page has to say: title, verdict, formula in LaTeX."""
    record = json.loads(CliRunner().invoke(cli, ["list", "--format", "json"]).output)
    latex = {entry.name: formula(entry).splitlines() if entry.statement else [] for entry in known()}
    return [(one["name"], [one["title"], one["verdict"], *latex.get(one["name"], ())]) for one in record["entries"]]


def built(folder: Path, only: frozenset[str]) -> tuple[int, str]:
    """What building ended with, and what it complained of: in a fork, which has imported what there is to import."""
    said = folder / "said"
    child = os.fork()
    if not child:
        code = 2
        try:
            with said.open("w", encoding="utf-8") as sys.stderr:
                warnings.simplefilter("ignore")  # of libraries; what Sphinx complains of is an error
                os.chdir(ROOT)
                code = build(folder, only or None)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said.read_text("utf-8")


@pytest.mark.slow
def test_site(tmp_path: Path) -> None:
    """Built, linked, complete, and looked at in a browser: in one test, as it is built once."""
    for module in ("sphinx", "myst_parser", "furo"):
        optional(module)
    entries, networks, linked = listed(), zoo_names(), {Path(page).stem for page in (*KINDS, *WRITTEN)}
    names = [name for name, _ in entries]
    shown = {*some(names, 16), *some(networks, 24), *({*names, *networks} & linked)}
    assert built(tmp_path, frozenset() if deep() else frozenset(shown)) == (0, "")
    left = [f"catalogue/{name}.html" for name in names if name not in shown]
    left += [f"{kind}/{name}.html" for name in networks if name not in shown for kind in ("gallery", "reports")]
    site = Site(tmp_path / "html", frozenset(left))
    assert [name for name in left if name in site.pages] == []
    assert site.broken_links() == []
    assert site.remote_resources() == []
    assert site.wrong_entries([entry for entry in entries if entry[0] in shown]) == []
    for kind in ("gallery", "reports"):
        there = {Path(name).stem for name in site.pages if name.startswith(f"{kind}/")} - {"index"}
        assert there == {*networks} & shown
    checked = {name.partition(".")[0] for name in os.listdir(site.folder / "tables")}
    assert {"unet"} <= checked <= {*networks} & shown
    without = [name for name, page in site.pages.items() if name.startswith("gallery/") and not page.formulas]
    assert without == []
    assert [name for name in KINDS if name not in site.pages] == []
    for tool in ("chromium", "chromedriver", "selenium", "axe_core_python"):
        optional(tool)
    with browser() as driver:
        axe, known = rules(), set[str]()
        pages = [(name, complaints(driver, site.folder / name, axe, known)) for name in some(KINDS, 5)]
    assert [f"{name}: {one}" for name, found in pages for one in found] == []


# ---- and what a wrong site would do

HEAD = '<html lang="en"><head><title>t</title></head>'
PAGE = HEAD + '<body><article role="main"><h1 id="a">T</h1>{}</article></body></html>'


def site(folder: Path, **pages: str) -> Site:
    """A site of these pages."""
    for name, body in pages.items():
        path = folder / f"{name.replace('__', '/')}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE.format(body))
    return Site(folder)


def test_pages_that_are_left_out(tmp_path: Path) -> None:
    site(tmp_path, a='<a href="b.html">x</a><a href="b.html#c">x</a><a href="d.html">x</a>')
    assert Site(tmp_path, frozenset({"b.html"})).broken_links() == ["a.html: b.html#c", "a.html: d.html"]


@pytest.mark.parametrize(
    ("link", "right"),
    [
        ("#a", True),
        ("sub/b.html#a", True),
        ("sub", True),
        ("https://example.org/x", True),
        ("#b", False),
        ("sub/b.html#b", False),
        ("c.html", False),
        ("sub/c.html", False),
        ("../a.html", False),
    ],
)
def test_links(link: str, right: bool, tmp_path: Path) -> None:
    made = site(tmp_path / "s", a=f'<a href="{link}">x</a>', sub__b="", sub__index="")
    assert (made.broken_links() == []) is right


@pytest.mark.parametrize(
    ("body", "right"),
    [
        ('<img src="a.html">', True),
        ('<img src="data:image/png;base64,AA">', True),
        ('<a href="https://example.org">x</a>', True),
        ('<img src="https://example.org/x.png">', False),
        ('<script src="//example.org/x.js"></script>', False),
        ('<link rel="stylesheet" href="https://example.org/x.css">', False),
        ('<p style="background: url(https://example.org/x.png)"></p>', False),
        ('<img src="missing.png">', False),
    ],
)
def test_resources(body: str, right: bool, tmp_path: Path) -> None:
    assert (site(tmp_path, a=body).remote_resources() == []) is right


def test_style_sheets_load_nothing_from_elsewhere(tmp_path: Path) -> None:
    made = site(tmp_path, a="")
    (tmp_path / "x.css").write_text('@import "https://example.org/y.css"; a { background: url("x.css") }')
    assert made.remote_resources() == ["x.css: https://example.org/y.css"]


def test_missing_and_stale_entries(tmp_path: Path) -> None:
    made = site(tmp_path, catalogue__index="", catalogue__size="r = 1", catalogue__old="")
    assert made.wrong_entries([("size", ["r = 2"]), ("start", [])]) == [
        "no page for start",
        "no entry for the page old",
        "size: stale, lacks 'r = 2'",
    ]
    assert made.wrong_entries([("size", ["r =  1"]), ("old", [])]) == []


@pytest.mark.slow
def test_browser_sees_what_is_wrong(tmp_path: Path) -> None:
    for tool in ("chromium", "chromedriver", "selenium", "axe_core_python"):
        optional(tool)
    text = f"<p>{'word ' * 40}</p>"
    site(
        tmp_path,
        right=f"{text}<math><mi>r</mi></math>",
        wide=f"{text}<div style='width: 700px'>x</div>",
        blank=f"{text}<math style='display: none'><mi>r</mi></math>",
        pale=f"<p style='color: #bbb; background: #fff'>{'word ' * 40}</p>",
        remote=f"{text}<img alt='x' src='http://127.0.0.1:9/x.png'>",
        scripted="<p id=p></p><script>p.textContent = 'word '.repeat(40)</script>",
    )
    axe = rules()
    with browser() as driver:
        found = {path.stem: complaints(driver, path, axe) for path in tmp_path.glob("*.html")}
    assert found["right"] == []
    assert any("px wide in 360" in line for line in found["wide"])
    assert any("formulas are not seen" in line for line in found["blank"])
    assert any("color-contrast" in line for line in found["pale"])
    assert "asks for http://127.0.0.1:9/x.png" in found["remote"]
    assert any("letters to read, without script" in line for line in found["scripted"])
