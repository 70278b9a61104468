"""What a picture consists of, in centimetres, y upwards: every number that is drawn is a number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from symrf.exposition.names import common, condensed
from symrf.notebooks import InNotebooks
from symrf.numbers import Number
from symrf.terms import Rel, Term, latex, text
from symrf.terms.latex import width

COLUMN = 7.9
"""The width of a column of text, which no picture exceeds."""

BREAKS, PART = "/._", 0.4
"""Where a name may be cut, and how much more of it than has to may be lost."""

LETTER = 0.145
"""About how wide a character of a label is."""

SMALL = 0.8
"""How much narrower a character of a name is."""

Label = tuple[str | Term | Rel, ...]
"""Words and formulas; words are somebody's names, or symrf's own."""

READ, HOLLOW, OUTSIDE, OUTSIDE_READ, CONTEXT = "read", "hollow", "outside", "outside-read", "context"
"""A sample that is read, one that is skipped between others, one in the padding, one there that is read, any other."""


@dataclass(frozen=True)
class Dot:
    """A sample. of: its map and its index there."""

    x: float
    y: float
    radius: float
    style: str
    of: tuple[str, int]


@dataclass(frozen=True)
class Polyline:
    """Straight lines through points. style: thin, plain, thick, dashed, dotted or bare, which is none; closed: an area,
    lightly filled."""

    points: tuple[tuple[float, float], ...]
    style: str = "plain"
    closed: bool = False
    arrow: bool = False


@dataclass(frozen=True)
class Text:
    """A label. anchor: which side of it is at the point: west, east, north, south or center."""

    x: float
    y: float
    label: Label
    anchor: str = "center"
    name: bool = False


@dataclass(frozen=True)
class Brace:
    """A brace below the stretch from x to end."""

    x: float
    end: float
    y: float


Mark = Dot | Polyline | Text | Brace


@dataclass(frozen=True)
class Scene(InNotebooks):
    """A picture: marks, what they show in one sentence (the alternative text), and the numbers that are labels."""

    marks: tuple[Mark, ...]
    alternative: str
    numbers: Mapping[str, Number] = field(default_factory=dict)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Least x and y, greatest x and y, labels included."""
        spans = [span for mark in self.marks for span in [extent(mark)]]
        xs, ys, ends, tops = zip(*spans, strict=True)
        return min(xs), min(ys), max(ends), max(tops)


def extent(mark: Mark) -> tuple[float, float, float, float]:
    """Where a mark is, about."""
    match mark:
        case Dot(x=x, y=y, radius=r):
            return x - r, y - r, x + r, y + r
        case Polyline(points=points):
            xs, ys = zip(*points, strict=True)
            return min(xs), min(ys), max(xs), max(ys)
        case Brace(x=x, end=end, y=y):
            return x, y - 0.2, end, y
    wide, tall = length(mark.label) * LETTER * (SMALL if mark.name else 1), 0.22 if mark.name else 0.3
    left = {"west": 0.0, "east": -wide}.get(mark.anchor, -wide / 2)
    below = {"south": 0.0, "north": -tall}.get(mark.anchor, -tall / 2)
    return mark.x + left, mark.y + below, mark.x + left + wide, mark.y + below + tall


def length(label: Label) -> int:
    """About how many characters wide a label is."""
    return sum(
        letters(part) if isinstance(part, str) else max(round(width(latex(part)) * 0.9), len(text(part)) * 3 // 4)
        for part in label
    )


def named(names: Iterable[str], most: int = 14) -> dict[str, str]:
    """The names, shortened; of those that would look alike what tells them apart.

    >>> list(named(["Mixed_3b/Branch_0/Conv2d_0a_1x1", "Mixed_3b/Branch_1/Conv2d_0a_1x1"]).values())
    ['…3b/Branch_0/…', '…3b/Branch_1/…']
    """
    found = {name: shortened(name, most) for name in names}
    for label in {label for label in found.values() if [*found.values()].count(label) > 1}:
        alike = [name.split("/") for name in found if found[name] == label]
        many = next((i for i, parts in enumerate(zip(*map(reversed, alike), strict=False)) if len({*parts}) > 1), 0)
        apart = {"/".join(parts): shortened("/".join(parts[:-many]), most - 2) + "/…" for parts in alike if many}
        if len({*apart.values()}) == len(alike):
            found |= apart
    return found


def brief(names: Iterable[str], inputs: Collection[str]) -> tuple[str, dict[str, str]]:
    """What all names but those of inputs begin with, and the names without it and what within them tells none apart.

    >>> brief(["input", "net/conv1", "net/conv2"], ["input"])
    ('net/', {'input': 'input', 'net/conv1': 'conv1', 'net/conv2': 'conv2'})
    """
    every = [*names]
    prefix = common([name for name in every if name not in inputs])
    short = [name.removeprefix(prefix) for name in every]
    prefix, short = (prefix, short) if len({*short}) == len(every) else ("", every)
    return prefix, dict(zip(every, condensed(short)[0], strict=True))


def heading(prefix: str, x: float, y: float, anchor: str = "west") -> list[Text]:
    """What is left out of all names, once above them."""
    return [Text(x, y, (f"{shortened(prefix, 40)}…",), anchor, name=True)] if prefix else []


def shortened(name: str, most: int = 14) -> str:
    """The end of a long name, which differs where the beginning does not; from a whole word on, where one begins soon.

    >>> shortened("resnet/block1/unit_3/conv2"), shortened("denseblock1.denselayer2.conv2", 20)
    ('…unit_3/conv2', '…denselayer2.conv2')
    >>> shortened("Repeat/…/Branch_0/Conv2d_1x1", 24)
    '…Branch_0/Conv2d_1x1'
    """
    line = " ".join(name.split())
    if letters(line) <= most:
        return line
    before = line
    while letters(line) >= most:
        line = line[1 - most :] if line.isascii() else line[1:]
    if before[-len(line) - 1] not in BREAKS:
        word = next((i for i, c in enumerate(line, 1) if c in BREAKS), 0)
        line = line[word:] if word <= PART * len(line) else line
    return f"…{line.removeprefix('…/')}"


def letters(label: str) -> int:
    """How many Latin letters wide a label is, at most: some writers spell those of other alphabets.

    >>> letters("conv"), letters("…conv"), letters("\u5c42")
    (4, 5, 4)
    """
    if label.isascii():
        return len(label)
    from anyascii import anyascii

    return sum(max(len(anyascii(c)), 1 + (east_asian_width(c) in "WF")) if c != "…" else 1 for c in label)
