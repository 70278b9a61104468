"""Mathematics in the sentences of the catalogue is set as mathematics, in every format."""

import re
from collections.abc import Iterator

import pytest

from symrf.errors import SymrfError
from symrf.exposition import of_theorem
from symrf.exposition.catalogue import Entry, entries
from symrf.exposition.sentences import Emphasis, Sentence, prose
from symrf.exposition.table import Name
from symrf.formulas import QUANTITIES
from symrf.printed import using
from symrf.published.entries import all_published
from symrf.published.shown import entry
from symrf.render.document import writer_of
from symrf.render.formats import FORMATS
from symrf.render.text import TEXT
from symrf.terms import Rel, Sym
from symrf.verification import Verdict

ASCII = re.compile(
    r"(?<!\S)[A-Za-z0-9)\]]* [-+*/^] [A-Za-z0-9(\[]|[*^<>=]|\b[A-Za-z]_|\b(?:floor|ceil|max|min|gcd|mod)\b *\("
    r"|\b\w/[a-z]\b|(?<![\w)])-(?!th\b)\w|\w\(|(?<![\w.'])(?:[b-zB-HJ-Z])(?![\w'.-])| [b-zB-HJ-Z]\.(?=$| [A-Z])"
    r"|(?<![\w-])\d[A-Za-z]\b"
)
"""Mathematics that stands in text: signs between operands, functions, letters alone; not the _ and - of names."""
FORMULA = {"latex": r"\$[^$]*\$", "markdown": r"\$`.*?`\$", "html": r"<math.*?</math>"}
FAILS = {"network": "L = 1: (k=1 s=2 d=1 p=-1 q=0)", "L": 1, "l": 1, "left": "-3/2", "right": "1"}


def words(sentence: Sentence) -> str:
    """A sentence without its formulas and names."""
    text = (one.text if isinstance(one, Emphasis) else one for one in sentence)
    return "".join(one if isinstance(one, str) else "…" for one in text)


def said(found: Entry) -> Iterator[Sentence]:
    """All that is said of an entry."""
    yield from map(prose, (found.title, found.english, found.idea, found.holds_when))
    yield from of_theorem.entry(found)


def test_no_mathematics_stands_as_text() -> None:
    """The sources of what others published quote them as they are printed."""
    shown = [entry(one) for one in all_published()]
    published = [prose(text) for one in shown for text in (one.english, one.title, one.holds_when)]
    catalogue = [sentence for one in entries() for sentence in said(one)]
    quantities = [prose(text) for one in QUANTITIES for text in (one.title, one.meaning, one.unit, one.source)]
    assert min(map(len, (published, catalogue, quantities))) > 40
    pages = [words(one) for one in (*published, *catalogue, *quantities, of_theorem.example(FAILS))]
    assert [(page, heard[0]) for page in pages if (heard := ASCII.search(page))] == []


@pytest.mark.parametrize("text", [
    "adds k - s to it", "k - 1", "where s >= 1", "for k = 3", "floor((v + p)/s)", "a product s*y", "d (k - 1)", "2^L",
    "the tap m", "ends at y.", "samples -1 and 1", "M_2", "n/s is rounded", "takes s y", "2 d", "max(M, d)", "twice 2P",
])  # fmt: skip
def test_mathematics_as_text_is_heard(text: str) -> None:
    assert ASCII.search(text)


@pytest.mark.parametrize("text", ["a layer's taps", "12.5 samples, a/b", "1, 2, 4", "first-size", "(2) and (I)"])
def test_words_are_words(text: str) -> None:
    assert not ASCII.search(text.replace("a/b", ""))


@pytest.mark.parametrize("format", FORMATS)
def test_formulas_are_set(format: str) -> None:
    writer = writer_of(format)
    refuted = Verdict("x", "refuted", {}, FAILS)
    for found in entries()[::5]:
        for sentence in said(found):
            formulas = [one for one in sentence if not isinstance(one, str | Emphasis | Name)]
            page = writer.said(sentence)
            assert len(re.findall(FORMULA[format], page)) >= len(formulas)
            assert "`" not in re.sub(r"`[^`]*`" if format == "markdown" else "$^", "", page)
    assert len(re.findall(FORMULA[format], writer.said(of_theorem.example(refuted.counterexample or {})))) == 9


def test_a_terminal_writes_its_own_notation() -> None:
    assert TEXT.prose("through `y + p - s*t`, where `k >= s`") == "through y + p - s*t, where k >= s"
    assert TEXT.prose("`d[l] == 1`") == "d[l] = 1"


def test_a_proof_begins_with_a_capital_or_a_name() -> None:
    ideas = {one.name: one.idea for one in entries()}
    assert ideas["no-holes-in-order"].startswith("sorted-dilations")
    assert ideas["size"].startswith("Induction")
    named = {one.split()[0].rstrip(",.;") for one in ideas.values() if one[:1].islower()}
    assert named < set(ideas)


def test_scalars_of_a_theorem_are_no_letters_of_a_notation() -> None:
    with using("dang"):
        assert writer_of("latex").prose("`S*y + a` and `S[l]`").startswith("$S y + a$ and ")
    assert isinstance(prose("`S == 1`")[0], Rel)
    assert prose("`k`") == (Sym("k"),)


@pytest.mark.parametrize("text", [
    "of `k - `", "of `k", "`", "``", "`__import__('os')`", "`y + p - s t`", "`r >= s >= 1`",
])  # fmt: skip
def test_what_is_no_formula_is_an_error(text: str) -> None:
    with pytest.raises(SymrfError):
        prose(text)
