r"""An author's notation: another symbol for each quantity, other indices, other places that positions are counted from.

A notation is written in bundles as the definition of macros, in all that is printed while it is in use, and read
by `check`: formulas go in as they come out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from symrf.errors import SymrfError, near, shown
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term
from symrf.terms.latex import GREEK, symbol
from symrf.terms.tree import LAYER_LETTERS, ZERO, Head, Tree, rebuilt, summands

MACROS = {
    "k": "kernel", "s": "stride", "d": "dilation", "p": "padleft", "q": "padright", "K": "span",
    "r": "size", "u": "left", "v": "right", "S": "effstride", "P": "effpad", "Q": "effpadright", "c": "center",
    "J": "jump", "R": "forwardsize", "start": "start", "n": "mapsize",
}  # fmt: skip
"""The name of each letter, in files and, after \\rf, of its macro, which takes the index."""

OF_MAPS = frozenset(MACROS) - LAYER_LETTERS - {"n"}
"""Letters that no symbol of a network is, wherever they stand."""
FORWARD = {"r": "R", "S": "J"}
"""What a network's size and stride are called where the input is the origin."""
ALONE = {forward: letter for letter, forward in FORWARD.items()}

INDICES = ("l", "m", "i", "L")
ORIGINS = ("output", "input")
_HEAD = re.compile(
    rf"[A-Za-z]|\\(?:{'|'.join(GREEK.split())})|\\(?:tilde|hat|bar|mathcal|mathbf)\{{[A-Za-z]\}}"
    r"|\\math(?:rm|it|sf)\{[A-Za-z]+(?:\\_[A-Za-z]+)*\}"
)
_ENDS = re.compile(r"(?<![A-Za-z0-9_\\])r_\{?\\mathrm\{(min|max)\}\}?")
_MACRO = re.compile(r"\\rf([a-z]+)(?![A-Za-z])\s*(\{(?:[^{}]|\{[^{}]*\})*\})?")
_NO_SYMBOL = r"(?!_\{?(?:\\mathrm\{)?net)"
"""What a symbol of the network is written with where an author's letter is called so."""
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
            plain = Head(head).plain
            if plain in said:
                both = f"{said[plain]} and {name} are both {plain}"
                raise SymrfError(f"notation: {both}; give one of them another symbol")
            said[plain] = name

    def head(self, letter: str) -> str:
        """The symbol of a letter, as LaTeX."""
        return self.heads.get(letter, symbol(letter))

    def index(self, name: str) -> str:
        """The name of an index."""
        return self.indices.get(name, name)

    def plain(self, written: str, symbols: Collection[str] | None = None) -> str:
        r"""A formula in this notation, or with a bundle's macros, in symrf's letters.

        symbols: of the network that it is about, whose own quantities may stand without an index.

        >>> PRESETS["dang"].plain(r"r_{l} = r_{l-1} + (\rfkernel{l} - 1) j_{l-1}")
        'R_{l} = R_{l-1} + (k_{l} - 1) J_{l-1}'
        """
        macro = partial(self._macro, symbols=symbols or ())
        while (new := _MACRO.sub(macro, written)) != written:
            written = new
        other = {said: symbol(x) for x in self.heads for said in (self.head(x), Head(self.head(x)).plain)}
        index = {self.index(x): x for x in INDICES if self.index(x) != x}
        parts = [rf"(?P<head>{_alternatives(other)})(?=\s*[_\[(]){_NO_SYMBOL}"] if other else []
        parts += [rf"(?P<index>{_alternatives(index)}){_NO_SYMBOL}(?![A-Za-z])"] if index else []
        alone = {} if symbols is None else {
            said: ALONE.get(x, x) for x in {*self.heads, *(ALONE if self.origin == "input" else ())} & OF_MAPS
            for said in (self.head(x), Head(self.head(x)).plain) if said not in symbols
        }  # fmt: skip
        parts += [rf"(?<![0-9_])(?P<alone>{_alternatives(alone)})(?![A-Za-z0-9_\[(])"] if alone else []
        if parts:
            either = re.compile(rf"(?<![A-Za-z\\])(?:{'|'.join(parts)})")
            which = {"head": other, "index": index, "alone": alone}
            written = either.sub(lambda m: which[str(m.lastgroup)][m[0]], written)
        bare = re.sub(_ENDS, r"r_\1", written)
        return re.sub(_ENDS, r"\\mathrm{size\\_\1}", written) if "\\" in written else bare

    def _macro(self, match: re.Match[str], symbols: Collection[str] = ()) -> str:
        """A bundle's macro in this notation, so that it does not look like a symbol of the network."""
        if match[1] == "depth":
            return f"{self.index('L')} " if match[2] in (None, "{}") else match[0]
        letter = _LETTER.get(match[1])
        if letter is None:
            return match[0]
        head, index = self.head(letter), match[2] or ""
        if re.fullmatch(r"\{\d+\}", index) and {head + index[1:-1], f"{head}_{index[1:-1]}"} & {*symbols}:
            index = f"{{{index[1:-1]} + 0}}"
        return f"{head}_{index}"

    def read(self, tree: Tree, bare: bool = False) -> Tree:
        """A tree whose centres are counted as here, with centres as symrf counts them; bare: c alone is one too."""
        return self._moved(tree, HALF, bare) if self.centers else tree

    def write(self, tree: Tree) -> Tree:
        """A tree of symrf's with centres as here; a centre alone on the left stays alone."""
        if not self.centers:
            return tree
        if isinstance(tree, Rel) and isinstance(tree.left, At) and tree.left.name == "c":
            return Rel(tree.op, tree.left, _half_more(self._moved(tree.right, Op("neg", (HALF,)))))
        return self._moved(tree, Op("neg", (HALF,)))

    def own(self, left: Term) -> Term:
        """A number of a network's output as it is called here: counted from the input, r_0 is R_L and S_0 is J_L."""
        if self.origin == "input" and isinstance(left, At) and left.name in FORWARD and left.index == ZERO:
            return At(FORWARD[left.name], Sym("L"))
        return left

    def steps(self, left: Term, steps: Sequence[tuple[Term, ...]]) -> list[tuple[Term, ...]]:
        """What `left` equals, step by step, with centres as here."""
        if not (self.centers and isinstance(left, At) and left.name == "c"):
            return list(steps)
        *some, last = steps
        ended = (*last[:-1], *summands(_half_more(last[-1])))
        return [*((*(part for one in step for part in summands(one)), HALF) for step in some), ended]

    def printed(self, tree: Tree) -> Tree:
        """A formula of symrf's under these letters and indices, its centres as here; a centre alone stays alone."""
        if isinstance(tree, At | Sym):
            return self._renamed(tree)
        return self._renamed(self.write(tree))

    def _renamed(self, tree: Tree) -> Tree:
        heads = {letter: Head(head) for letter, head in self.heads.items()}
        own = {**self.indices, **{letter: head for letter, head in heads.items() if letter in OF_MAPS}}
        for end in ("min", "max"):
            if "r" in heads:
                own[f"r_{end}"] = Head(f"{heads['r']}_{{\\mathrm{{{end}}}}}")
        return renamed(tree, heads, own, self.indices)

    def _moved(self, tree: Tree, by: Num | Op, bare: bool = False) -> Tree:
        match tree:
            case At(name="c") | Op(op="c"):
                return Op("+", (tree, by))
            case Sym(name="c") if bare:
                return Op("+", (tree, by))
        return rebuilt(tree, lambda part: self._moved(part, by, bare))


def renamed(tree: Tree, heads: Mapping[str, str], symbols: Mapping[str, str], bound: Mapping[str, str]) -> Tree:
    """The tree with other names for sequences, for symbols, and for what its sums and products bind."""
    if isinstance(tree, Rel):
        return rebuilt(tree, lambda side: renamed(side, heads, symbols, bound))
    if isinstance(tree, Sym | At) and isinstance(tree.name, Head):
        return tree
    match tree:
        case Sym(name="uL" | "vL" as name) if name[0] in heads or "L" in symbols:
            return At(heads.get(name[0], name[0]), renamed(Sym("L"), heads, symbols, bound))
        case Sym(name=name):
            return Sym(symbols.get(name, name))
        case At(name=name, index=index):
            return At(heads.get(name, name), renamed(index, heads, symbols, bound))
        case Big(kind=kind, body=body, var=var, lo=lo, hi=hi):
            placed, low, high = (renamed(part, heads, symbols, bound) for part in (body, lo, hi))
            return Big(kind, placed, bound.get(var, var), low, high)
    return rebuilt(tree, lambda part: renamed(part, heads, symbols, bound))


def _half_more(term: Term) -> Term:
    """A term and one half, added up where that is a number."""
    match term:
        case Num(value=value):
            return Num(value + HALF.value)
        case Op(op="+", args=args):
            return Op("+", (*args, HALF))
    return Op("+", (term, HALF))


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
