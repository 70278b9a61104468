"""What a report says is made once: every format writes the same sentences, and no words of a sentence stand twice."""

import re
from collections import defaultdict

import pytest

import symrf
from symrf.exposition import of_network, of_theorem
from symrf.exposition.architecture import architecture
from symrf.exposition.catalogue import entries
from symrf.exposition.sentences import Emphasis, prose
from symrf.exposition.table import Name, Range
from symrf.exposition.view import AxisView, view
from symrf.render import text, text_network
from symrf.render.document import writer_of
from symrf.render.formats import FORMATS
from symrf.render.text import TEXT
from symrf.terms import Sym
from tests import goldens, networks
from tests.test_prose import ASCII, words
from tests.tools import ROOT

NETWORKS = [goldens.of_kind(name) for name in goldens.KINDS] + [networks.two_ended(), networks.either()]
ENOUGH = 6
"""So many words in a row are a sentence, or most of one."""


def axes() -> list[AxisView]:
    """The axes of every network, asked also about feature 1."""
    return [axis for net in NETWORKS for axis in view(architecture(net), feature=1).axes]


@pytest.mark.parametrize("format", FORMATS)
def test_documents_write_every_sentence(format: str) -> None:
    writer = writer_of(format)
    page = symrf.report(NETWORKS, format, verdicts=networks.accepted)
    views = [axis for net in NETWORKS for axis in view(architecture(net)).axes]
    expected = [writer.sentence(one) for axis in views for one in of_network.results(axis)]
    assert len(expected) > 40
    assert [one for one in expected if one not in page] == []


def test_the_terminal_writes_every_sentence() -> None:
    """But for those that say what the heads of its tables say; that all was checked again is not told there."""
    silent = (of_network.along, of_network.outside, of_network.checked)
    left_out = [one for axis in axes() for said in silent for one in said(axis)]
    pages = [text_network.architecture(view(architecture(net), feature=1)) for net in NETWORKS]
    page = " ".join("\n".join(pages).split())
    expected = [TEXT.said(one) for axis in axes() for one in of_network.results(axis) if one not in left_out]
    assert len(expected) > 40
    assert [one for one in expected if " ".join(one.split()) not in page] == []


def test_sentences_have_no_mathematics_as_text() -> None:
    """But for the names of axes, and reasons, which are messages."""
    sentences = [words(one) for axis in axes() for one in of_network.results(axis)]
    said = [re.sub(r"axis \w|along .*", "", one) for one in sentences if "not known" not in one]
    assert len(said) > 40
    assert [one for one in said if ASCII.search(one)] == []


def test_of_a_theorem_every_sentence_is_written() -> None:
    markdown = writer_of("markdown")
    page = symrf.report(format="markdown", verdicts=networks.accepted)
    for entry in entries():
        said, shown = of_theorem.entry(entry), " ".join(text.entry(entry).split())
        assert len(said) >= 1
        assert [one for one in said if markdown.sentence(one) not in page] == []
        assert [one for one in said if " ".join(TEXT.sentence(one).split()) not in shown] == []


def test_a_sentence_gets_a_capital_and_one_full_stop() -> None:
    assert TEXT.sentence(("feature ", Sym("y"), " sees ", Range(1, None))) == "Feature y sees 1 or more."
    assert TEXT.sentence((Emphasis("proof:"), " it is so.")) == "Proof: it is so."
    assert TEXT.sentence((Name("conv1"), " reads nothing")) == "conv1 reads nothing."
    assert writer_of("latex").said(prose("50% of s[l-1]")) == r"50\% of $s_{l-1}$"


# ---- no words twice


def repeated(sources: dict[str, str]) -> list[str]:
    """Runs of ENOUGH words that stand in two places; what templates and formatted strings fill in ends a run."""
    places: dict[str, set[str]] = defaultdict(set)
    for name, source in sources.items():
        for run in re.split(r"<%.*?%>|<<.*?>>|\{[^{}]*\}|[^A-Za-z,'\s-]", source, flags=re.DOTALL):
            words = run.split()
            for i in range(len(words) - ENOUGH + 1):
                places[" ".join(words[i : i + ENOUGH])].add(f"{name}:{source.index(run)}")
    return sorted(words for words, where in places.items() if len(where) > 1)


def spoken(source: str) -> str:
    """The strings of a module, docstrings left out."""
    without = re.sub(r'r?""".*?"""', "", source, flags=re.DOTALL)
    return "\0".join(re.findall(r'f?"([^"\n]*)"', without))


def test_no_sentence_stands_twice() -> None:
    templates = {path.name: path.read_text("utf-8") for path in (ROOT / "symrf/render/templates").iterdir()}
    modules = [*(ROOT / "symrf/render").glob("*.py"), *(ROOT / "symrf/exposition").glob("*.py")]
    assert repeated(templates | {path.name: spoken(path.read_text("utf-8")) for path in modules}) == []


def test_a_sentence_that_stands_twice_is_seen() -> None:
    said = "The numbers below are those of feature 0."
    assert repeated({"a.tex.j2": said, "b.py": spoken(f'x = f"{said}"\n')}) == [
        "The numbers below are those of", "numbers below are those of feature",
    ]  # fmt: skip
    assert repeated({"a.tex.j2": said, "b.py": spoken(f'"""{said}"""')}) == []
