r"""An author's notation: another symbol for each quantity, other indices, other places that positions are counted from.

A notation is written in bundles as the definition of macros, and read by `check`: formulas go in as they come out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from symrf.errors import SymrfError, near, shown
from symrf.terms import At, Num, Op, Rel, Sym, Term, names
from symrf.terms.latex import GREEK, symbol
from symrf.terms.tree import Tree, rebuilt

MACROS = {
    "k": "kernel", "s": "stride", "d": "dilation", "p": "padleft", "q": "padright", "K": "span",
    "r": "size", "u": "left", "v": "right", "S": "effstride", "P": "effpad", "Q": "effpadright", "c": "center",
    "J": "jump", "R": "forwardsize", "start": "start", "n": "mapsize",
}  # fmt: skip
"""The name of each letter, in files and, after \\rf, of its macro, which takes the index."""

INDICES = ("l", "m", "i", "L")
ORIGINS = ("output", "input")
_HEAD = re.compile(
    rf"[A-Za-z]|\\(?:{'|'.join(GREEK.split())})|\\(?:tilde|hat|bar|mathcal|mathbf)\{{[A-Za-z]\}}"
    r"|\\math(?:rm|it|sf)\{[A-Za-z]+(?:\\_[A-Za-z]+)*\}"
)
_MACRO = re.compile(r"\\rf([a-z]+)(?![A-Za-z])\s*(\{(?:[^{}]|\{[^{}]*\})*\})?")
_LETTER = {name: letter for letter, name in MACROS.items()}
HALF = Num(Fraction(1, 2))


@dataclass(frozen=True)
class Notation:
    """heads: symbol by letter; indices: names by l, m, i, L; centers: where the centre of sample 0 is, 0 or 1/2.

    origin: whether a network's size and stride are called as seen from its output, r_0 and S_0, or from its input, R_L
    and J_L. SymrfError where two letters look alike.
    """

    heads: Mapping[str, str] = field(default_factory=dict)
    indices: Mapping[str, str] = field(default_factory=dict)
    centers: Fraction = Fraction(0)
    origin: str = "output"

    def __post_init__(self) -> None:
        said: dict[str, str] = {}
        for name, head in [*((MACROS[x], self.head(x)) for x in MACROS), *((x, self.index(x)) for x in INDICES)]:
            if head in said:
                raise SymrfError(f"notation: {said[head]} and {name} are both {head}; give one of them another symbol")
            said[head] = name

    def head(self, letter: str) -> str:
        """The symbol of a letter, as LaTeX."""
        return self.heads.get(letter, symbol(letter))

    def index(self, name: str) -> str:
        """The name of an index."""
        return self.indices.get(name, name)

    def plain(self, written: str) -> str:
        r"""A formula in this notation, or with a bundle's macros, in symrf's letters.

        >>> PRESETS["dang"].plain(r"r_{l} = r_{l-1} + (\rfkernel{l} - 1) j_{l-1}")
        'R_{l} = R_{l-1} + (k_{l} - 1) J_{l-1}'
        """
        for which in ("min", "max"):  # the least and the greatest size, which are names by themselves
            if rf"\rfsize{{\mathrm{{{which}}}}}" in written:
                return written.replace(rf"\rfsize{{\mathrm{{{which}}}}}", f"r_{which}")
        while (new := _MACRO.sub(self._macro, written)) != written:
            written = new
        other = {self.head(x): symbol(x) for x in MACROS if self.head(x) != symbol(x)}
        index = {self.index(x): x for x in INDICES if self.index(x) != x}
        parts = [rf"(?P<head>{_alternatives(other)})(?=\s*[_\[(])"] if other else []
        parts += [rf"(?P<index>{_alternatives(index)})(?![A-Za-z])"] if index else []
        if not parts:
            return written
        either = re.compile(rf"(?<![A-Za-z\\])(?:{'|'.join(parts)})")
        return either.sub(lambda m: other.get(m[0]) or index[m[0]], written)

    def _macro(self, match: re.Match[str]) -> str:
        """A bundle's macro in this notation."""
        if match[1] == "depth":
            return f"{self.index('L')} " if match[2] in (None, "{}") else match[0]
        letter = _LETTER.get(match[1])
        return match[0] if letter is None else f"{self.head(letter)}_{match[2] or ''}"

    def read(self, tree: Tree) -> Tree:
        """A tree whose centres are counted as here, with centres as symrf counts them."""
        return self._moved(tree, HALF) if self.centers else tree

    def write(self, tree: Tree) -> Tree:
        """A tree of symrf's with centres as here; a centre alone on the left stays alone."""
        if not self.centers:
            return tree
        if isinstance(tree, Rel) and isinstance(tree.left, At) and tree.left.name == "c":
            return Rel(tree.op, tree.left, _half_more(self._moved(tree.right, Op("neg", (HALF,)))))
        return self._moved(tree, Op("neg", (HALF,)))

    def _moved(self, tree: Tree, by: Num | Op) -> Tree:
        if isinstance(tree, Rel):
            return Rel(tree.op, self._moved(tree.left, by), self._moved(tree.right, by))
        match tree:
            case At(name="c") | Sym(name="c"):
                return Op("+", (tree, by))
        return rebuilt(tree, lambda part: self._moved(part, by))


def _half_more(term: Term) -> Term:
    """A term and one half, added up where that is a number."""
    match term:
        case Num(value=value):
            return Num(value + HALF.value)
        case Op(op="+", args=args):
            return Op("+", (*args, HALF))
    return Op("+", (term, HALF))


def of_network(claim: Rel, symbols: Collection[str] = ()) -> Rel:
    """A claim in which r_0, S_0, R_L … are those of a network's output, and u_0, v_0 those of its feature y.

    symbols: names of the network's own, which stay.

    >>> from symrf.terms import parse, text
    >>> text(of_network(parse("u[0] == 2*y - 5"))), text(of_network(parse("R[L] == 11")))
    ('u(y) == 2*y - 5', 'r == 11')
    """
    feature = "y" in names(claim)[0]

    def put(tree: Term) -> Term:
        match tree:
            case Sym(name=name) if name not in symbols and re.fullmatch("[ruvSPQc]_0|[RJ]_L|start_L", name):
                letter, _, index = name.partition("_")
                return put(At(letter, Sym("L") if index == "L" else Num(Fraction(0))))
            case At(name="u" | "v" as name, index=Num(value=Fraction(numerator=0))) if feature:
                return Op(name, (Sym("y"),))
            case At(name="r" | "u" | "v" | "S" | "P" | "Q" | "c" as name, index=Num(value=Fraction(numerator=0))):
                return Sym(name)
            case At(name="R" | "J" | "start" as name, index=Sym(name="L")):
                return Sym({"R": "r", "J": "S"}.get(name, name))
        return rebuilt(tree, put)

    return Rel(claim.op, put(claim.left), put(claim.right))


def _alternatives(known: Mapping[str, str]) -> str:
    return "|".join(re.escape(one) for one in sorted(known, key=len, reverse=True))


def _torch() -> dict[str, str]:
    words = {"k": "kernel\\_size", "s": "stride", "d": "dilation", "p": "padding", "q": "padding\\_right"}
    return {letter: rf"\mathrm{{{word}}}" for letter, word in words.items()}


PRESETS = {
    "distill": Notation(),
    "dang": Notation({"R": "r", "r": r"\rho", "J": "j"}, {}, Fraction(1, 2), "input"),
    "torch": Notation({**_torch(), "n": "H"}),
}
"""distill: Araujo, Norris and Sim 2019; dang: Dang Ha The Hien 2017; torch: the names of PyTorch's parameters."""


def notation(given: str | Notation | None) -> Notation:
    """A preset, a TOML file, or symrf's own notation where none is given.

    A file has a table [symbols] (names as size = "R"), a table [indices] (l = "i"), origin = "output" or "input" and
    centers = 0 or 0.5. SymrfError for a name or symbol that is not known, and for symbols that clash.

    >>> notation("dang").head("J")
    'j'
    """
    if given is None or isinstance(given, Notation):
        return given or Notation()
    if given in PRESETS:
        return PRESETS[given]
    path = Path(given)
    if not path.is_file():
        known = ", ".join(PRESETS)
        raise SymrfError(f"no notation {shown(given)}; {near(given, PRESETS)}give a TOML file or one of {known}")
    try:
        tree = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SymrfError(f"notation {shown(given)}: {' '.join(str(error).split())}") from None
    return _of(tree)


def _of(tree: Mapping[str, Any]) -> Notation:
    known = {"symbols": {}, "indices": {}, "origin": "output", "centers": 0}
    for name in tree:
        if name not in known:
            raise SymrfError(f"notation: no {shown(name)}; {near(name, known)}it has {', '.join(known)}")
    said = {**known, **tree}
    heads = {_known(name, _LETTER): _head(name, head) for name, head in _table(said, "symbols").items()}
    indices = {}
    for name, new in _table(said, "indices").items():
        if name not in INDICES or not re.fullmatch("[A-Za-z]", str(new)):
            which = ", ".join(INDICES)
            raise SymrfError(f"notation: index {shown(name)} = {shown(new)}; the indices {which} are letters")
        indices[name] = str(new)
    if said["origin"] not in ORIGINS:
        raise SymrfError(f"notation: origin {shown(said['origin'])}; write one of {', '.join(ORIGINS)}")
    if isinstance(said["centers"], bool) or said["centers"] not in (0, 0.5):
        raise SymrfError(f"notation: centers {shown(said['centers'])}; positions are counted from 0 or from 0.5")
    return Notation(heads, indices, Fraction(said["centers"]), str(said["origin"]))


def _table(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = said[name]
    if not isinstance(found, Mapping):
        raise SymrfError(f"notation: {name} is {shown(found)}; write a table [{name}]")
    return found


def _known(name: str, known: Mapping[str, str]) -> str:
    if name not in known:
        raise SymrfError(f"notation: no quantity {shown(name)}; {near(name, known)}they are {', '.join(known)}")
    return known[name]


def _head(name: str, head: object) -> str:
    if not isinstance(head, str) or not _HEAD.fullmatch(head):
        right = r"a letter, a Greek one as \rho, or \mathrm{word}, \tilde{r}"
        raise SymrfError(f"notation: {name} = {shown(head)}; a symbol is {right}")
    return head
