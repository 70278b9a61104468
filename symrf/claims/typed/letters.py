r"""What the letters of others mean, in symrf's own: a documented choice wherever habits differ, and always shown.

- In and out (Dang Ha The Hien 2017; `_in`, `_{\text{out}}`, n'): in is map l-1, out is map l, counted from the input:
  r is R, j and S are J. A statement that gives r_in and names no jump counts from the output: r stays r.
- A bare k, s, p, q, d, K beside in and out, in a recurrence, or among such letters only, is layer l's.
- RF is R (alone: R[L]); where RF of a map is given by that of a later map, it is r. j_l, jump_l are J, and r beside
  them is R. kernel_size, stride, padding, dilation, k_eff are k, s, p, d, K; H, W with in and out are n.
- Capitals for a layer's numbers (D_l, D or F anywhere, K_eff, a product of S_i over layers, bare P or S beside in and
  out, or with K alone, a bare K beside d) make K the kernel size k, without gaps, and D, P, S the letters d, p, s. f
  and F are k.
- An index of another name is renamed: r_{n-1}, s_n are r[l-1], s[l]; R_n = 1 + 2n is about R[l]. A sum over layers to a
  bare n or N is one to L.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from symrf.claims.typed.before_and_after import sides
from symrf.claims.typed.indices import indices_apart, usual_indices
from symrf.errors import SymrfError
from symrf.formulas.quantities import LAYER_LETTERS, MAP_LETTERS
from symrf.terms import At, Big, Num, Op, Rel, Sym, Term, names, text
from symrf.terms.tree import ONE, put, rebuilt, walk
from symrf.theorem import INDICES, SCALARS, offset

WORDS = {
    "jump": "J", "j": "J", "RF": "RF", "rf": "RF", "kernel": "k", "kernel_size": "k", "ksize": "k", "stride": "s",
    "padding": "p", "pad": "p", "dilation": "d", "H": "H", "W": "W", "k_eff": "K", "K_eff": "K", "kernel_eff": "K",
    "D": "d", "f": "k", "F": "k", "filter_size": "k", "kernelsize": "k", "strides": "s", "eta": "n",
    "receptive_field": "RF",
}  # fmt: skip
"""What others write for a letter; RF is R or r, H and W are n."""
MORE = "output_padding"
"""What only a transposed convolution has."""
STEP = {"in": -1, "input": -1, "out": 0, "output": 0}
_FORWARD = {"r": "R", "RF": "R", "S": "J", "H": "n", "W": "n"}
_BACKWARD = frozenset({"r", "RF", "u", "v", "c", "S", "P", "Q"})
_PARTS = re.compile(r"([A-Za-z][A-Za-z_]*?)_?([0-9]+|(?<=_)(?:[a-zL]|in|input|out|output))")
_LESS = re.compile(r"\s*([A-Za-z]+)_([a-z])([-+]1)?\s*=")
_OPS = frozenset({"+", "*", "/", "**", "neg", "floor", "ceil", "Min", "Max", "gcd"})


def in_own_letters(claims: tuple[Rel, ...], source: str, own: bool = False) -> tuple[Rel, ...]:
    """The claims about chains that somebody typed, in the letters of symrf.formulas.

    own: they are typed in its notation.

    >>> from symrf.terms import parse, text
    >>> text(in_own_letters((parse("r_out == r_in + (k - 1)*j_in"),), "")[0])
    'R[l] == R[l - 1] + (k[l] - 1)*J[l - 1]'
    """
    _less_one(source)
    primed = any(isinstance(part, Sym) and part.name.endswith("'") for claim in claims for part in walk(claim))
    split = sides(tuple(rebuilt(claim, lambda side: _split(side, frozenset())) for claim in claims))
    for claim in split:
        indices_apart(claim)
    usual = tuple(map(usual_indices, split))
    meaning = _Meaning(usual, primed, own)
    return tuple(Rel(c.op, meaning.of(c.left), meaning.of(c.right)) for c in usual)


def _less_one(source: str) -> None:
    """r_l-1 without braces may be the map before or a number less; between the two nobody can choose."""
    left = _LESS.match(source)
    if left is None:
        return
    name, index, less = left.groups()
    again = re.search(rf"(?<![A-Za-z]){name}_{index}([-+]1)(?![0-9])", source[left.end() :])
    if less or again:
        less = less or (again.group(1) if again else "")
        typed, braces = f"{name}_{index}{less}", f"{name}_{{{index}{less}}}"
        raise SymrfError(f"claim: {typed} can be read in two ways; write {braces}, or {name}_{index} {less[0]} 1")


def _split(term: Term, bound: frozenset[str]) -> Term:
    """Names with a subscript, such as k_1, k1, k_l and r_in, as terms of sequences; in and out stay words."""
    match term:
        case Sym(name=name) if name not in bound | SCALARS | MAP_LETTERS:
            if name.endswith("'"):
                return At(name[:-1], Sym("out"))
            parts = _PARTS.fullmatch(name)
            if not parts or parts.group(1) not in LAYER_LETTERS | MAP_LETTERS | WORDS.keys():
                return term
            base, index = parts.groups()
            if base in ("u", "v") and index == "L":
                return Sym("uL")
            return At(base, Num(Fraction(index)) if index.isdigit() else Sym(index))
        case Big():
            inside = bound | {term.var}
            low, high = _split(term.lo, bound), _split(term.hi, bound)
            return Big(term.kind, _split(term.body, inside), term.var, low, high)
        case Op(op=op, args=(arg,)) if op not in _OPS:
            inner = _split(arg, bound)
            places = all(isinstance(p, Num) or isinstance(p, Op) and p.op in ("+", "neg") or isinstance(p, Sym)
                         and p.name in INDICES | {"L"} for p in walk(inner))  # fmt: skip
            return At(op, inner) if places else Op("*", (Sym(op), inner))
    return rebuilt(term, lambda part: _split(part, bound))


@dataclass(frozen=True)
class _Meaning:
    """What the letters of one statement mean; it is decided by all of the statement."""

    claims: tuple[Rel, ...]
    primed: bool
    own: bool

    @cached_property
    def parts(self) -> list[Term]:
        return [part for claim in self.claims for part in walk(claim) if not isinstance(part, Rel)]

    @cached_property
    def terms(self) -> list[At]:
        return [part for part in self.parts if isinstance(part, At)]

    @cached_property
    def step(self) -> bool:
        """Whether it is about the input and the output of a layer."""
        return any(_side(at) is not None for at in self.terms)

    @cached_property
    def jumps(self) -> bool:
        return any(at.name in ("j", "jump") for at in self.terms)

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The capitals that stand for the small letters of a layer, as D does and K_eff says of K."""
        placed = {at.name for at in self.terms}
        called = placed | {part.name for part in self.parts if isinstance(part, Sym)}
        small = {"P", "S"} & (called if called & {"D", "F"} else called - placed if self.step else set())
        small |= {"P", "S"} & called if not placed and called <= {"P", "S", "K", "k"} else set()
        small |= {"S"} if not self.own and any(_of_strides(part) for part in self.parts) else set()
        beside = "d" in called and "K" in called - placed
        whole = "k" not in called and (small or called & {"D", "K_eff"} or beside)
        return frozenset(small | {"K"} if whole else small)

    @cached_property
    def index(self) -> str | None:
        """The letter of the layer: the free index, or l where it has no name."""
        free = {name for claim in self.claims for name in names(claim)[0]} & INDICES
        if self.step and not free - {"j"}:
            used = {part.var for part in self.parts if isinstance(part, Big)}
            return next((c for c in "lmijt" if c not in used), None)
        return free.pop() if len(free) == 1 else "l" if not free and not self.terms else None

    @cached_property
    def from_output(self) -> bool:
        """Whether a map's value is given by that of a later map."""
        left = self.claims[0].left
        if self.step:
            sides = {_side(at) for at in walk(left) if isinstance(at, At) and at.name in _BACKWARD}
            return sides == {-1} and not self.jumps and not any(at.name in ("J", "start") for at in self.terms)
        if self.index is None or not isinstance(left, At) or left.name != "RF":
            return False
        here = offset(left.index, self.index)
        there = [offset(at.index, self.index) for at in self.terms if at.name == "RF"]
        return here is not None and any(other is not None and other > here for other in there)

    @cached_property
    def recurrence(self) -> bool:
        """Whether neighbouring maps are compared, or the numbers of one layer and nothing else."""
        if not self.terms and not any(isinstance(part, Big) for part in self.parts):
            return {self.called(p.name) for p in self.parts if isinstance(p, Sym)} <= LAYER_LETTERS
        places = {offset(at.index, self.index) for at in self.terms if self.index and at.name in MAP_LETTERS | {"RF"}}
        return len(places - {None}) > 1

    def called(self, name: str) -> str:
        return name.lower() if name in self.capitals else WORDS.get(name, name)

    def letter(self, name: str) -> str:
        """The letter for what somebody calls so."""
        own = self.called(name)
        if self.step and not self.from_output:
            own = _FORWARD.get(own, own)
        elif own == "RF":
            own = "r" if self.from_output else "R"
        elif own in ("H", "W"):
            own = "n" if self.step else own
        return "R" if own == "r" and self.jumps else own

    def of(self, term: Term) -> Term:
        """The term in symrf's letters."""
        match term:
            case Sym(name=name):
                return self._bare(name)
            case At(name=name, index=index):
                return self._at(name, index)
        return rebuilt(term, self.of)

    def _bare(self, name: str) -> Term:
        """A name without an index."""
        own = self.letter(name)
        if own in LAYER_LETTERS and self.index and (self.step or self.recurrence):
            return At(own, Sym(self.index))
        if WORDS.get(name) == "RF" and not self.step:
            return At("R", Sym("L"))
        if self.step and (own in MAP_LETTERS or name == "j"):
            if self.primed:
                return self._at(name, Sym("in"))
            raise SymrfError(f"claim: {name} of which map? {self._sided(name)}")
        if own in ("H", "W"):
            raise SymrfError(f"claim: {name} of which map? write {name}_in of a layer's input, {name}_out after it")
        return Sym(own if own in LAYER_LETTERS else name)

    def _sided(self, name: str) -> str:
        """How to write a name of a map that stands bare: the claim again, where the other side is named."""
        beside = {_side(at) for at in self.terms if at.name == name} - {None}
        if len(beside) != 1:
            return f"write {name}_in or {name}_out beside the others"
        side = "in" if beside == {0} else "out"
        meant = (put(claim, {Sym(name): Sym(f"{name}_{side}")}) for claim in self.claims)
        return "write " + ", ".join(re.sub(r"\[(in|out)\]", r"_\1", text(claim)) for claim in meant)

    def _at(self, name: str, index: Term) -> Term:
        own = self.letter(name)
        side = _side(At(name, index))
        if side is None:
            if self.step and own in MAP_LETTERS and self.index in names(index)[0]:
                either = f"{name}_in or {name}_out"
                raise SymrfError(f"claim: {name}_{text(index)} beside in and out: of which map? write {either}")
            axis = self.step and len(name) > 1 and own in LAYER_LETTERS and isinstance(index, Num)
            return At(own, Sym(self.index) if axis and self.index else self.of(index))
        if own in LAYER_LETTERS:
            raise SymrfError(f"claim: {name}_{text(index)}: {own} belongs to the layer, not to a map; write {own}")
        if own in _BACKWARD and not self.from_output:
            raise SymrfError(
                f"claim: {name}_{text(index)} counts from the input, where only r, j, start and n have letters; "
                f"write {own}[l-1] and {own}[l] for what is counted from the output"
            )
        if self.index is None:
            raise SymrfError("claim: in and out, and several free indices; use in and out only, or an index only")
        here = Sym(self.index)
        return At(own, Op("+", (here, Op("neg", (ONE,)))) if side else here)


def _of_strides(part: Term) -> bool:
    """Whether it is a product over layers of S_i, which are not jumps then."""
    return isinstance(part, Big) and part.kind == "Product" and At("S", Sym(part.var)) in walk(part.body)


def _side(at: At) -> int | None:
    """-1 for the map that a layer reads, 0 for the one it makes, None for another index."""
    return STEP.get(at.index.name) if isinstance(at.index, Sym) else None
