"""The glossary: every letter with its meaning, direction and unit, from symrf's own table of quantities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from docs.pages.known import names as known
from docs.pages.writing import Linking, Pages, written
from symrf.formulas import QUANTITIES
from symrf.formulas.quantities import PARAMETERS, SPAN, WALKED
from symrf.terms import At, Rel, Sym, Term, names, parse_value
from symrf.theorem import claim, theorem_names

FROM_OUTPUT, FROM_INPUT, NONE = "from the output down", "from the input up", "of one layer"


@dataclass(frozen=True)
class Letter:
    """A letter: what it means, in which direction its recurrence goes, in which unit it counts."""

    letter: str
    shown: Term
    meaning: str
    direction: str
    unit: str
    attribute: str = ""
    name: str = ""
    rule: tuple[Rel, ...] = ()

    @property
    def anchor(self) -> str:
        """Its place in the glossary."""
        return f"letter-{self.letter}"


@cache
def glossary() -> tuple[Letter, ...]:
    """Every letter, those of layers first."""
    return (*_layers(), *_maps(), *_walked(), *SCALARS)


def _layers() -> Iterable[Letter]:
    for one in PARAMETERS:
        meaning, _, unit = one.meaning.partition(", in ")
        yield Letter(one.letter, _at(one.letter), meaning, NONE, unit or "a number")
    yield Letter("K", _at("K"), "span of the dilated kernel", NONE, "samples of the layer's input", rule=(claim(SPAN),))


def _maps() -> Iterable[Letter]:
    for one in QUANTITIES:
        rules = (claim(one.step), claim(one.first))
        down = rules[0].left != _at(one.letter)
        yield Letter(
            one.letter, _at(one.letter), one.meaning, FROM_OUTPUT if down else FROM_INPUT, one.unit, one.attribute,
            one.name if one.name in theorem_names() else "", rules,
        )  # fmt: skip


def _walked() -> Iterable[Letter]:
    for letter, meaning in WALKED.items():
        unit = "features" if letter == "count" else "index in f_l"
        yield Letter(letter, _at(letter), meaning, "known by walking only", unit)


def _at(letter: str) -> Term:
    return At(letter, Sym("l"))


SCALARS = (
    Letter("L", Sym("L"), "number of layers; map 0 is the input, map `L` the output", "–", "a number"),
    Letter("l", Sym("l"), "index of a layer, 1 … `L`, or of a map, 0 … `L`", "–", "a number"),
    Letter("uL", parse_value("uL"), "the feature of the output that is looked at", "–", "index in f_L"),
    Letter("n0", parse_value("n0"), "number of samples of the input", "–", "samples of f_0"),
)


def letters(claims: Iterable[Rel]) -> list[Letter]:
    """The letters of the glossary that the claims name, those of K too where it stands."""
    every = [names(one) for one in claims]
    used = {name for scalars, sequences in every for name in (*scalars, *sequences)}
    used |= {"d", "k"} if "K" in used else set()
    return [letter for letter in glossary() if letter.letter in used]


def pages() -> Pages:
    """The page of the glossary."""
    return {"glossary.md": written("glossary.md.j2", Linking(".", known), letters=glossary())}
