"""What the letters mean. A quantity is defined here once, by its recurrence; its closed form is a theorem in proofs/.

Layers l = 1 … L have kernel k, stride s, dilation d, left and right padding p and q; maps f_0 (input) … f_L (output).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symrf.terms import Rel, latex, parse
from symrf.terms.tree import LAYER_LETTERS
from symrf.theorem import claim, theorem

INPUT_SAMPLES = "samples of f_l"

__all__ = [
    "FIELD", "LAYER_LETTERS", "LETTERS", "MAP_LETTERS", "PARAMETERS", "QUANTITIES", "RANGE", "SPAN", "UNDILATED",
    "WALKED", "Parameter", "Quantity", "span",
]  # fmt: skip


@dataclass(frozen=True)
class Parameter:
    """A given number of each layer."""

    letter: str
    meaning: str
    least: int | None


PARAMETERS = (
    Parameter("k", "kernel size, in taps", 1),
    Parameter("s", "stride", 1),
    Parameter("d", "dilation", 1),
    Parameter("p", "left padding, in samples of the layer's input", None),
    Parameter("q", "right padding, in samples of the layer's input", None),
)


@dataclass(frozen=True)
class Quantity:
    """A number of each feature map, defined by a recurrence and its first value.

    name: also the name of the theorem that gives the closed form. unit: samples, indices, or none. attribute: what
    answers for it in the field of a node, seen from the input, of feature 0; "" where nothing does.
    `recurrence`, `boundary` and `closed_form` are SymPy equations; `latex(which)` typesets them as written.
    """

    letter: str
    name: str
    title: str
    meaning: str
    unit: str
    first: str
    step: str
    source: str
    attribute: str = ""

    @property
    def recurrence(self) -> Any:
        """The recurrence as a SymPy Eq over Indexed symbols."""
        return _sympy(self.step)

    @property
    def boundary(self) -> Any:
        """The first value as a SymPy Eq."""
        return _sympy(self.first)

    @property
    def closed_form(self) -> Any:
        """The closed form as a SymPy Eq: the statement of the theorem of the same name."""
        return _sympy(self.text("closed_form"))

    def text(self, which: str) -> str:
        """The formula as text; which is "recurrence", "boundary" or "closed_form"."""
        if which == "closed_form":
            return theorem(self.name).statement[0]
        return {"recurrence": self.step, "boundary": self.first}[which]

    def latex(self, which: str) -> str:
        """The formula as LaTeX, in the order in which a paper prints it."""
        return latex(parse(self.text(which)))


def _sympy(source: str) -> Any:
    from symrf.terms.sympy_form import to_sympy

    return to_sympy(parse(source))


SPAN, UNDILATED = "K[l] == d[l]*(k[l] - 1) + 1", "d[l] == 1"


def span() -> Rel:
    """K_l, the span of the dilated kernel, by definition."""
    return claim(SPAN)


QUANTITIES = (
    Quantity(
        "r", "size", "Receptive-field size",
        "span, in f_l and from first to last sample, of the region that one feature of f_L is computed from",
        INPUT_SAMPLES,
        "r[L] == 1", "r[l-1] == s[l]*r[l] + (K[l] - s[l])",
        "Araujo, Norris and Sim 2019, (1) and (2); with dilation", "size",
    ),
    Quantity(
        "u", "left-edge", "Left edge of the region", "first index, in f_l, of the region of feature u_L",
        "index in f_l",
        "u[L] == uL", "u[l-1] == s[l]*u[l] - p[l]", "Araujo, Norris and Sim 2019, (3) and (5)", "left",
    ),
    Quantity(
        "v", "right-edge", "Right edge of the region", "last index, in f_l, of the region of feature u_L",
        "index in f_l",
        "v[L] == uL", "v[l-1] == s[l]*v[l] - p[l] + K[l] - 1",
        "Araujo, Norris and Sim 2019, (4) and (6); with dilation", "right",
    ),
    Quantity(
        "S", "effective-stride", "Effective stride",
        "distance, in f_l, between the regions of neighbouring features of f_L", INPUT_SAMPLES,
        "S[L] == 1", "S[l-1] == s[l]*S[l]", "Araujo, Norris and Sim 2019, (9)", "stride",
    ),
    Quantity(
        "P", "effective-padding", "Effective left padding",
        "how far the region of feature 0 reaches beyond the left end of f_l", INPUT_SAMPLES,
        "P[L] == 0", "P[l-1] == s[l]*P[l] + p[l]", "Araujo, Norris and Sim 2019, (10)", "padding",
    ),
    Quantity(
        "Q", "effective-right-padding", "Effective right padding",
        "how far the region of the last feature may reach beyond the right end of f_l", INPUT_SAMPLES,
        "Q[L] == 0", "Q[l-1] == s[l]*Q[l] + q[l]", "new here", "right_padding",
    ),
    Quantity(
        "c", "center", "Centre of the region", "midpoint, in f_l, of the region of feature u_L", "index in f_l",
        "c[L] == uL", "c[l-1] == s[l]*c[l] - p[l] + (K[l] - 1)/2",
        "Araujo, Norris and Sim 2019, (11); with dilation", "center",
    ),
    Quantity(
        "J", "jump", "Jump", "distance, in f_0, between the regions of neighbouring features of f_l", "samples of f_0",
        "J[0] == 1", "J[l] == J[l-1]*s[l]", "Dang Ha The Hien 2017",
    ),
    Quantity(
        "R", "forward-size", "Receptive-field size, from the input",
        "span, in f_0, of the region that one feature of f_l is computed from", "samples of f_0",
        "R[0] == 1", "R[l] == R[l-1] + (K[l] - 1)*J[l-1]", "Dang Ha The Hien 2017; with dilation",
    ),
    Quantity(
        "start", "start", "Start",
        "centre of the region, in f_0, of feature 0 of f_l, where the first sample of f_0 has its centre at 1/2",
        "samples of f_0",
        "start[0] == 1/2", "start[l] == start[l-1] + ((K[l] - 1)/2 - p[l])*J[l-1]",
        "Dang Ha The Hien 2017; with dilation", "start",
    ),
    Quantity(
        "n", "output-size", "Output size", "number of features of f_l", "features",
        "n[0] == n0", "n[l] == floor((n[l-1] + p[l] + q[l] - K[l])/s[l]) + 1",
        "Dumoulin and Visin 2016; Dang Ha The Hien 2017", "output_size",
    ),
)  # fmt: skip


LETTERS = {q.letter: q for q in QUANTITIES}
FIELD = {q.letter: q.attribute for q in QUANTITIES if q.attribute}
"""The attribute of a node's field by the letter that it answers for."""
RANGE = {"r_min": "size_min", "r_max": "size_max"}
"""The same of the least and the greatest size, where features differ."""
WALKED = {
    "count": "number of features of f_l that feature u_L is computed from",
    "ub": "first index, in f_l, of the region of feature u_L when nothing outside any map is read",
    "vb": "last index, in f_l, of the region of feature u_L when nothing outside any map is read",
    "fewest": "number of features of f_L, of any index, that read the sample of f_l which the fewest read",
    "most": "number of features of f_L, of any index, that read the sample of f_l which the most read",
    "inside": "number of samples of f_l, without padding of any map, that the feature of f_L reads which reads fewest",
    "firstinside": "number of samples of f_l, without padding of any map, that the first feature of f_L reads",
    "lastinside": "number of samples of f_l, without padding of any map, that the last feature of f_L reads",
}
"""Quantities without a recurrence: only the walk knows them."""
MAP_LETTERS = frozenset(LETTERS) | frozenset(WALKED)
