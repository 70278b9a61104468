"""What people read: golden files, escaping in every format, and the numbers behind the words."""

import re
from collections.abc import Callable
from fractions import Fraction
from html import unescape

import pytest
import sympy

import symrf
from symrf.errors import SymrfError
from symrf.exposition.architecture import architecture
from symrf.exposition.instance import Instance
from symrf.render import fragment, html, latex, markdown, mathml
from symrf.render.breaking import broken
from symrf.render.pointing import script
from symrf.terms import parse_value
from symrf.terms import text as written
from symrf.terms.latex import width
from symrf.terms.sympy_form import number_text, to_term
from symrf.terms.tree import plus
from tests import goldens, networks


@pytest.mark.parametrize("name", goldens.FILES)
def test_golden_file(name: str) -> None:
    path = goldens.GOLDEN / name
    assert path.is_file(), "python3 dev.py regenerate writes it"
    assert goldens.FILES[name]() == path.read_text(encoding="utf-8"), "python3 dev.py regenerate rewrites it"


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in goldens.GOLDEN.iterdir()} == set(goldens.FILES)


# ---- text stays text


def latex_commands(source: str) -> set[str]:
    """The commands that a piece of LaTeX would run."""
    return set(re.findall(r"\\([A-Za-z]+|.)", source))


HARMLESS = {"ensuremath", "backslash", "allowbreak", "char", "{", "}", "#", "%", "_", "&", "'", "symrfname"}


@pytest.mark.parametrize("text", [networks.HOSTILE_TITLE, *networks.HOSTILE_NAMES])
def test_latex_of_text_holds_no_command_of_the_text(text: str) -> None:
    for done in (latex.escape(text), latex.name(text)):
        assert latex_commands(done) <= HARMLESS
        assert "$" not in done
        assert done.isascii()
        assert "\n" not in done
        assert not re.search(r"(?<!\\)[%#&_]", done)


@pytest.mark.parametrize("text", [networks.HOSTILE_TITLE, *networks.HOSTILE_NAMES])
def test_markdown_of_text_holds_no_markdown_of_the_text(text: str) -> None:
    for done in (markdown.escape(text), markdown.name(text)):
        assert not re.search(r"[$|<>@`]", done.replace(f"`{text}`", ""))
        assert "\n" not in done
        assert not re.search(r"(?<!\\)[*\[\]#!](?![0-9])", re.sub(r"&#[0-9]+;", "", done))


@pytest.mark.parametrize("text", [networks.HOSTILE_TITLE, *networks.HOSTILE_NAMES])
def test_html_of_text_is_that_text(text: str) -> None:
    done = html.escape(text)
    assert not re.search(r"[<>\"']|&(?!(amp|lt|gt|quot|#x27);)", done)
    assert unescape(done) == text


@pytest.mark.parametrize("character", ["\n", "\r", "\x00", "\x1b", "\u2028", "\u202e", "中", "🙂", "\u0301"])
def test_odd_characters_are_no_characters_of_latex(character: str) -> None:
    done = latex.escape(f"a{character}b")
    assert done.isascii()
    assert done.isprintable()


@pytest.mark.parametrize("format", ["latex", "markdown", "html"])
def test_a_hostile_network_is_a_page_like_any_other(format: str) -> None:
    page = symrf.report(networks.hostile(), format, verdicts=networks.accepted)
    assert page.count("<script") == (2 if format == "html" else 0), "its own script and its record"
    assert re.search(r"7\\?\*7", page), "what looks like a template is not filled in"
    if format != "html":
        assert len(re.findall(r"(?<!\\)\\(input|end\{document)", page)) == (1 if format == "latex" else 0)


def test_a_table_keeps_its_columns() -> None:
    """A | in a name must not end a cell."""
    rows = [line for line in fragment(networks.hostile(), "markdown").splitlines() if line.startswith("|")]
    counts = {line.count("|") for line in rows[3:]}
    assert len(counts) <= 2, rows


def test_a_symbol_with_a_harmful_name_is_refused() -> None:
    evil = symrf.Conv(sympy.Symbol(r"\input{x}", integer=True, positive=True))
    with pytest.raises(SymrfError, match="a name is a letter, then letters, digits or _"):
        symrf.report(evil, verdicts=networks.accepted)


# ---- numbers as formulas

SYMBOLS = sympy.symbols("k n B a2 a10", integer=True, positive=True)
k, n, B, a2, a10 = SYMBOLS


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7, "7"),
        (-7, "-7"),
        (Fraction(-7, 2), "-7/2"),
        (k * n / 2 + 3, "(k*n + 6)/2"),
        (-n / 2 - sympy.Rational(1, 2), "(-n - 1)/2"),
        (n - k, "n - k"),
        (a10 + a2, "a2 + a10"),
        (2**B * (k - 1) + 1, "2**B*(k - 1) + 1"),
        (sympy.Mod(n, 32), "n - 32*floor(n/32)"),
        (sympy.Max(n, k + B), "Max(n, B + k)"),
        (k * (n - 1) / (2 * B), "k*(n - 1)/(2*B)"),
        (sympy.Sum(k * 2**n, (n, 1, B)), "Sum(2**n*k, (n, 1, B))"),
        (sympy.floor((n - k) / 2), "floor((n - k)/2)"),
    ],
)
def test_a_number_reads_as_in_a_paper(value: object, text: str) -> None:
    assert number_text(value) == text
    assert parse_value(text) == parse_value(written(to_term(value)))


@pytest.mark.parametrize("value", [sympy.sin(k), True, None, "k", 1.5])
def test_what_is_no_number_of_the_language_is_refused(value: object) -> None:
    with pytest.raises(SymrfError):
        to_term(value)


# ---- long formulas


def test_no_line_is_wider_than_asked() -> None:
    letters = sympy.symbols("a1:60", integer=True, positive=True)
    total = sum(x * (x + 1) for x in letters)
    for value in (total, total / 2, (total + 1) * (total + 2), sympy.Max(total, 3 * a2, evaluate=False), -total):
        lines = broken((to_term(value),), limit=60)
        assert len(lines) > 5
        assert max(map(width, lines)) <= 66


def test_breaking_loses_nothing() -> None:
    letters = sympy.symbols("a1:60", integer=True, positive=True)
    term = to_term(sum(letters) - 1)
    assert " ".join(broken((term,), limit=40)) == broken((term,), limit=10_000)[0]


# ---- what the report says is so


@pytest.mark.parametrize("make", [make for make in networks.EVERY if make is not networks.either])  # no one path there
def test_every_chain_of_equations_ends_in_the_law(make: Callable[[], symrf.Network]) -> None:
    """The closed form is unrolled from the theorem; the law is a fold. They must meet, symbols and all."""
    network = make()
    derivation = symrf.derive(network)
    checked = 0
    for axis in architecture(network).axes:
        for calculation in axis.calculations:
            law = derivation.expanded(axis.value(calculation.quantity.letter))
            difference = sympy.expand(sympy.nsimplify(calculation.chain.value) - sympy.nsimplify(law))
            assert difference == 0, calculation.theorem
            checked += 1
    assert checked >= 4


def test_a_closed_form_that_is_wrong_never_appears(monkeypatch: pytest.MonkeyPatch) -> None:
    right = Instance._value
    monkeypatch.setattr(Instance, "_value", lambda *args: right(*args) + (args[1] == parse_value("s[i]")))
    with pytest.raises(SymrfError, match="this is an error in symrf, please report it"):
        architecture(networks.alexnet())


def test_steps_of_a_chain_are_equal() -> None:
    layers = [{"k": 3, "s": 2, "d": 2, "p": 1, "q": 1, "K": 5}, {"k": 4, "s": 1, "d": 1, "p": 0, "q": 2, "K": 4}]
    formula = parse_value("1 + Sum((K[m] - 1)*Product(s[i], (i, 1, m-1)), (m, 1, L))")
    chain = Instance(layers).chain(formula)
    said = [written(plus(list(step))) for step in chain.steps]
    assert said == ["1 + (K[1] - 1) + (K[2] - 1)*s[1]", "1 + 4 + 6", "11"]


def test_expanded_shows_every_term() -> None:
    short, full = (fragment(networks.deep(), "latex", expanded=e) for e in (False, True))
    assert [len(re.findall(r"\(k_\{?\d+\}? - 1\)", page)) for page in (short, full)] == [0, 40]


def test_the_path_of_a_branched_network() -> None:
    (axis,) = architecture(networks.symbolic()).axes
    assert [path.nodes for path in axis.paths] == [("stem", "body", "join")]
    (axis,) = architecture(networks.two_ended()).axes
    assert [(path.carries, path.nodes) for path in axis.paths] == [
        ("left", ("a", "join", "dilated")),
        ("right", ("b", "join", "dilated")),
    ]


# ---- errors


@pytest.mark.parametrize(
    ("networks_given", "format", "words"),
    [
        ("vgg_16", "latex", "report takes networks, not 'vgg_16'; symrf.read makes one"),
        ([], "latex", "empty list of networks"),
        ([3], "latex", "report takes networks, not 3"),
        (None, "word", "no format 'word'; formats of a report are latex, markdown, html"),
    ],
)
def test_a_wrong_report_says_what_is_right(networks_given: object, format: str, words: str) -> None:
    with pytest.raises(SymrfError, match=re.escape(words)):
        symrf.report(networks_given, format, verdicts=networks.accepted)  # type: ignore[arg-type]


# ---- HTML


def unclosed(page: str) -> list[str]:
    """The elements of a page that are opened and not closed, or the other way round."""
    from html.parser import HTMLParser

    open_now: list[str] = []
    wrong: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag != "meta":
                open_now.append(tag)

        def handle_startendtag(self, tag: str, attrs: object) -> None:
            """An element closed at once."""

        def handle_endtag(self, tag: str) -> None:
            if not open_now or open_now.pop() != tag:
                wrong.append(tag)

    Reader().feed(page)
    return wrong + open_now


@pytest.mark.parametrize("make", networks.EVERY)
def test_html_is_well_formed_and_loads_nothing(make: Callable[[], symrf.Network]) -> None:
    page = symrf.report(make(), "html", verdicts=networks.accepted)
    assert unclosed(page) == []
    own = f"<script>{script()}</script>"
    assert page.count(own) == 1
    record = re.compile(r'<script type="application/json">[^<]*</script>')
    assert not re.search(r"<(script|img|link|iframe|a)\b|javascript:|\burl\(", record.sub("", page.replace(own, "")))


def test_the_catalogue_in_html_and_markdown() -> None:
    assert unclosed(symrf.report(format="html", verdicts=networks.accepted)) == []
    page = symrf.report(format="markdown", verdicts=networks.accepted)
    assert page.count("```") % 2 == 0
    assert "## Published statements that are false as written" in page


HALF = "<mfrac><mrow><mi>n</mi></mrow><mrow><mn>2</mn></mrow></mfrac>"


def test_an_open_element_is_seen() -> None:
    assert unclosed("<p><b></p>") != []


@pytest.mark.parametrize(
    ("formula", "inside"),
    [
        ("2*3", "<mn>2</mn><mo>⋅</mo><mn>3</mn>"),
        ("a*(b - 1)", "<mi>a</mi><mo>&#8290;</mo><mrow>[(]<mi>b</mi><mo>−</mo><mn>1</mn>[)]</mrow>"),
        ("alpha1", "<msub><mi>α</mi><mi>1</mi></msub>"),
        ("n_in", "<msub><mi>n</mi><mi>in</mi></msub>"),
        ("floor(n)", "<mrow>[⌊]<mi>n</mi>[⌋]</mrow>"),
        ("floor(n/2)", f"<mrow><mo>⌊</mo>{HALF}<mo>⌋</mo></mrow>"),
        ("a/2", "<mfrac><mrow><mi>a</mi></mrow><mrow><mn>2</mn></mrow></mfrac>"),
        ("2**a", "<msup><mrow><mn>2</mn></mrow><mrow><mi>a</mi></mrow></msup>"),
        ("a - (b + c)", "<mi>a</mi><mo>−</mo><mrow>[(]<mi>b</mi><mo>+</mo><mi>c</mi>[)]</mrow>"),
    ],
)
def test_mathml(formula: str, inside: str) -> None:
    """Brackets stretch around what is high alone, as browsers leave room beside those that do."""
    expected = re.sub(r"\[(.)\]", r'<mo stretchy="false">\1</mo>', inside)
    assert mathml.mathml(parse_value(formula)) == expected
