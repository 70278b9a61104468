r"""symrf's letters as macros, so that an author's own definitions win: `r_{l-1}` is written `\rfsize{l-1}`.

While a formula is laid out its letters stand as private characters, which no name that somebody typed can hold, as many
as the letter is wide; then each is replaced by its macro.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from symrf.notation import MACROS, Notation
from symrf.render.latex import Latex
from symrf.render.writer import Finished
from symrf.terms import At, Big, Rel, Sym, Term, inline, latex
from symrf.terms.latex import subscripted, width
from symrf.terms.tree import Tree, rebuilt

MAPS = "ruvSPQcJR"
"""The letters that a symbol of a network must not look like; k beside k_l is usual."""

INDICES = {"l": "ljtab", "m": "mjtab", "i": "ijtab", "L": "LNMHD"}
"""The indices of formulas, with others for where a symbol of the network is called so."""

_PRIVATE = {letter: chr(0xE000 + number) for number, letter in enumerate([*MACROS, "L"])}
_LETTER = {c: letter for letter, c in _PRIVATE.items()}
_BLANK = chr(0xE0FF)
_WRITTEN = re.compile(r"\\mathrm\{([\uE000-\uE0FE])\uE0FF*\}(?:_(\{(?:[^{}]|\{[^{}]*\})*\}|.))?")


@dataclass(frozen=True)
class Letters:
    r"""How letters are written. heads: what stands for each letter, its index below; indices: new names of indices.

    renamed: what is written otherwise than usually, since a symbol of the network is called so.
    """

    heads: Mapping[str, str]
    indices: Mapping[str, str]
    renamed: tuple[tuple[str, str], ...] = ()
    notation: Notation = field(default_factory=Notation)

    def write(self, tree: Term | Rel, general: bool = True, line: bool = False) -> str:
        r"""The tree as LaTeX with macros; general: it is the catalogue's, its L no network's symbol; line: within text.

        >>> from symrf.theorem import claim
        >>> print(letters(()).write(claim("r[l-1] == s[l]*r[l] + (K[l] - s[l])")))
        \rfsize{l-1} = \rfstride{l} \rfsize{l} + (\rfspan{l} - \rfstride{l})
        """
        placed = self.placed if general else self.of_network
        whole = Rel(tree.op, placed(tree.left), placed(tree.right)) if isinstance(tree, Rel) else placed(tree)
        return finished(inline(whole) if line else latex(whole))

    def of_network(self, tree: Tree) -> Tree:
        """The same where symbols by themselves are the network's own, but for the index of its last map."""
        if isinstance(tree, Rel):
            return Rel(tree.op, self.of_network(tree.left), self.of_network(tree.right))
        match tree:
            case Sym(name="uL" | "vL"):
                return self.placed(tree)
            case At(name=name, index=index):
                here = self.placed(index) if index == Sym("L") else self.of_network(index)
                return At(self._stand_in(name), here)
        return rebuilt(tree, self.of_network)

    def placed(self, tree: Tree) -> Tree:
        """The catalogue's tree with private characters for letters, and the indices renamed."""
        if isinstance(tree, Rel):
            return Rel(tree.op, self.placed(tree.left), self.placed(tree.right))
        match tree:
            case Sym(name="L"):
                return Sym(self._stand_in("L"))
            case Sym(name="uL" | "vL" as name):
                return At(self._stand_in(name[0]), Sym(self._stand_in("L")))
            case Sym(name=name):
                return Sym(self.indices.get(name, name))
            case At(name=name, index=index):
                return At(self._stand_in(name), self.placed(index))
            case Big(kind=kind, body=body, var=var, lo=lo, hi=hi):
                inner = (self.placed(part) for part in (body, lo, hi))
                placed, low, high = inner
                return Big(kind, placed, self.indices.get(var, var), low, high)
        return rebuilt(tree, self.placed)

    def _stand_in(self, letter: str) -> str:
        """Private characters for a letter, as many as it is wide; other names as they are."""
        if letter not in _PRIVATE:
            return letter
        return _PRIVATE[letter] + _BLANK * (round(width(self.heads[letter]) / width("k")) - 1)

    @property
    def definitions(self) -> str:
        r"""The macros, each by \providecommand."""
        lines = [rf"\providecommand{{\rf{name}}}[1]{{{self.heads[x]}_{{#1}}}}" for x, name in MACROS.items()]
        lines.append(rf"\providecommand{{\rfdepth}}{{{self.heads['L']}}}")
        lines.append(Latex.macros)
        return "".join(f"{line}\n" for line in lines)


def finished(written: str) -> str:
    """LaTeX with macros for private characters."""
    while (new := _WRITTEN.sub(_macro, written)) != written:
        written = new
    return written


def _macro(match: re.Match[str]) -> str:
    letter, index = _LETTER[match[1]], match[2]
    if letter == "L":
        return r"\rfdepth{}" + ("" if index is None else f"_{index}")
    index = index or "{}"
    return rf"\rf{MACROS[letter]}{index if index.startswith('{') else f'{{{index}}}'}"


def letters(symbols: Iterable[str], notation: Notation | None = None, own: Collection[str] = ()) -> Letters:
    """The letters of a notation, and others for those that a symbol of the network is called by.

    own: symbols that are what they are called, as s1 where it is the stride of layer 1.

    >>> letters(["r", "L"]).renamed
    (('L', 'N'), ('r', '\\\\tilde{r}'))
    >>> letters(["s1", "k"]).renamed, letters(["s1"], own=["s1"]).renamed
    ((('s', '\\\\tilde{s}'),), ())
    """
    written = {name: subscripted(name) for name in symbols}
    taken = {head for head, _ in written.values()}
    placed = {head for name, (head, below) in written.items() if name not in own and (below.isdigit() or below == "L")}
    known = notation or Notation()
    heads = {letter: known.head(letter) for letter in MACROS}
    clashes = {x: rf"\tilde{{{head}}}" for x, head in heads.items() if head in (taken if x in MAPS else placed)}
    wanted = {index: known.index(index) + others for index, others in INDICES.items()}
    free = {index: next((x for x in others if x not in taken), others[0]) for index, others in wanted.items()}
    if free["l"] == free["m"]:
        free["m"] = next(x for x in "tabgz" if x not in {*taken, free["l"], free["i"]})
    if free["i"] in (free["l"], free["m"]):
        free["i"] = next(x for x in "tabghz" if x not in {*taken, free["l"], free["m"]})
    depth = free.pop("L")
    other = {index: new for index, new in free.items() if new != index}
    said = [(known.index(x), new) for x, new in {**free, "L": depth}.items() if new != known.index(x)]
    said += [(heads[letter], new) for letter, new in clashes.items()]
    return Letters({**heads, **clashes, "L": depth}, other, tuple(said), known)


class Macros(Latex):
    """LaTeX for a bundle: letters as macros, and tables in letters of the usual size."""

    lines = 40

    def __init__(self, letters: Letters, general: bool = True) -> None:
        super().__init__()
        self.letters, self.general = letters, general

    def inline(self, tree: Term | Rel) -> Finished:
        """A formula in a line of text."""
        return Finished(f"${self.letters.write(tree, self.general, line=True)}$")
