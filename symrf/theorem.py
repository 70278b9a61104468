"""Theorems as data. Each lives in a file of its own in proofs/, named as the theorem."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from symrf.errors import SymrfError, near, shown, typed
from symrf.notebooks import InNotebooks
from symrf.terms import At, Big, Op, Rel, Sym, Term, names, parse, text
from symrf.terms.parse import number
from symrf.terms.tree import LAYER_LETTERS, children, summands

INDICES = frozenset("lmijt")
SCALARS = frozenset({"L", "uL", "n0"})
NAME = re.compile(r"[a-z][a-z0-9-]{0,60}")

AREAS = (
    "size", "centre", "padding", "holes", "coverage", "output-size", "upsampling", "adaptive", "effective-field",
)  # fmt: skip
"""What a statement is about."""

WHOLE = "floor(0) == 0"
"""Says nothing, but that numbers are whole: z3 and Coq read a statement in which something is rounded so."""


@dataclass(frozen=True)
class Theorem(InNotebooks):
    """A statement for every depth L.

    statement: one or more claims in the notation of symrf.terms; all are claimed.
    assume: conditions, each wherever the layers and maps that it names exist (s[m] == 1: in every layer).
    define: further sequences, each as (first value, recurrence).
    carry: claims that the induction carries along, proved first and then used.
    domain: inequalities under which the statement is claimed. integers: scalars that are integers, not rationals.
    by_hand: a Coq file in proofs/coq/ that proves what has no formula in this notation. proposition: what its theorem
    of this name has to say, in the words of proofs/coq/Networks.v; claimed beside the statement, if there is one. A
    long one stands in a file beside the entry, of the same name and .v.
    network: the padding of the networks it is about: "explicit", "same" or "ceil" (explicit, with ceil mode).
    area: one of AREAS, or nothing.
    """

    name: str
    title: str
    source: str
    statement: tuple[str, ...] = ()
    assume: tuple[str, ...] = ()
    define: tuple[tuple[str, str], ...] = ()
    carry: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    integers: tuple[str, ...] = ()
    network: str = "explicit"
    by_hand: str = ""
    proposition: str = ""
    prose: str = ""
    area: str = ""

    @property
    def scalars(self) -> frozenset[str]:
        """The names that are no index: L, uL, n0 and the statement's own integers."""
        return SCALARS | frozenset(self.integers)

    @property
    def formulas(self) -> tuple[str, ...]:
        """Every formula that the theorem is made of."""
        defined = [text for pair in self.define for text in pair if text]
        return (*self.statement, *self.assume, *self.carry, *self.domain, *defined)

    def claims(self) -> tuple[Rel, ...]:
        """The statement as trees."""
        return tuple(claim(text) for text in self.statement)


@dataclass(frozen=True)
class Refutation(Theorem):
    """A published statement that is false as written.

    right: the statement that is true instead. difference: right side - left side (what is claimed less what is true),
    an identity that is proved.
    holds_when: when it is right, in words; iff: the same as claims that hold exactly where the statement does.
    conditions: the statement under such conditions (right_if), as theorems that are proved.
    """

    right: str = ""
    difference: str = ""
    holds_when: str = ""
    iff: tuple[str, ...] = ()
    conditions: tuple[Theorem, ...] = ()

    def __post_init__(self) -> None:
        own: dict[str, Any] = {"statement": self.statement, "integers": self.integers}
        named = self.name.removeprefix("refuted-")
        said = (
            c if c.statement else replace(c, name=named + c.name, domain=c.domain or self.domain, **own)
            for c in self.conditions
        )
        object.__setattr__(self, "conditions", tuple(said))

    @property
    def gap(self) -> Theorem | None:
        """The identity right - left = difference, as a theorem."""
        if not self.difference:
            return None
        false = self.claims()[0]
        stated = f"({text(false.right)}) - ({text(false.left)}) == {self.difference}"
        return Theorem(f"{self.name}-difference", f"{self.title}: by how much", self.source, (stated,), self.assume)

    @property
    def known(self) -> tuple[Theorem, ...]:
        """What is proved about the statement: by how much it is wrong, and that it holds under its conditions."""
        return (*((self.gap,) if self.gap else ()), *self.conditions)


def right_if(case: str, title: str, *assume: str, **other: Any) -> Theorem:
    """A condition of the refutation refuted-NAME, whose statement and domain it takes over; its name is NAME-if-CASE.

    >>> theorem("refuted-size-counts-features").conditions[0].statement
    ('r[l] == count[l]',)
    """
    return Theorem(f"-if-{case}", title, "new here", assume=assume, **other)


def claim(source: str) -> Rel:
    """Read a claim; SymrfError where the text is a bare expression."""
    tree = parse(source, "claim")
    if not isinstance(tree, Rel):
        raise SymrfError(f"claim {typed(source)}: no relation; write for example r[0] == 1 + Sum(k[l] - 1, (l, 1, L))")
    return tree


def offset(index: Term, variable: str) -> int | None:
    """c where the index is variable + c, None where it is not."""
    return _beyond(index, Sym(variable))


def _beyond(index: Term, *parts: Term) -> int | None:
    """c where the index is the sum of these parts and c, None where it is not."""
    terms = summands(index)
    rest = [number(a) for a in terms if a not in parts]
    if len(rest) != len(terms) - len(parts) or any(v is None or v.denominator != 1 for v in rest):
        return None
    return sum(int(v) for v in rest if v is not None)


def free_index(tree: Rel, scalars: frozenset[str] | set[str] = SCALARS) -> str | None:
    """The name of the claim's free index: the one of l, m, i, j, t that no Sum or Product binds."""
    found = {n for n in names(tree)[0] - scalars if n in INDICES}
    if len(found) > 1:
        raise SymrfError(f"claim with the free indices {', '.join(sorted(found))}; use one, l")
    return found.pop() if found else None


def index_range(tree: Rel, variable: str) -> tuple[int, int]:
    """(a, b): the free index runs over a <= l <= L + b, where every map (0 … L) and layer (1 … L) named exists.

    Those named by a constant index ask for a least L instead: least_depth.
    """
    low, high = [0], [0]
    for at in named(tree):
        least = first_index(at)
        c = offset(at.index, variable)
        mirrored = _beyond(at.index, Sym("L"), Op("neg", (Sym(variable),)))  # L + mirrored - variable
        if c is not None:
            low.append(least - c)
            high.append(-c)
        if mirrored is not None:
            low.append(mirrored)
            high.append(mirrored - least)
    return max(low), min(high)


def least_depth(theorem: Theorem) -> int:
    """The least L for which every layer (1 … L) and map (0 … L) exists that is named outside sums by 3 or by L - 3.

    The statement is claimed from that depth on, or from what a condition on L asks.
    SymrfError where no network has such a layer or map.

    >>> least_depth(Theorem("first-layer", "", "", ("R[1] == K[1]",)))
    1
    """
    conditions = [claim(text) for text in (*theorem.domain, *theorem.assume)]
    asked = [_depth_asked(tree) for tree in conditions]
    terms = [at for tree in (*theorem.claims(), *conditions) for at in named(tree)]
    return max((*asked, *map(_depth_for, terms)), default=0)


def _depth_asked(condition: Rel) -> int:
    """The least L >= 0 that a condition L >= 2, L > 1 or L == 2 leaves."""
    least = number(condition.right)
    if condition.left != Sym("L") or least is None or least.denominator != 1 or condition.op not in (">=", ">", "=="):
        return 0
    return max(0, int(least) + (condition.op == ">"))


def depths(theorem: Theorem) -> tuple[str, ...]:
    """The condition on L under which the statement is claimed, where it is not claimed of every L >= 0."""
    least = least_depth(theorem)
    return (f"L >= {least}",) if least else ()


def _depth_for(at: At) -> int:
    """The least L with this layer or map, where the index depends on nothing else; 0 where it does."""
    least = first_index(at)
    constant, from_top = number(at.index), offset(at.index, "L")
    if constant is not None and constant >= least and constant.denominator == 1:
        return int(constant)
    if constant is not None or from_top is not None and from_top > 0:
        what, end = ("layer", "1 … L") if least else ("map", "0 … L")
        wrong = f"claim: {text(at)} names a {what} that no network has"
        raise SymrfError(f"{wrong}; {what}s are {end}, and only a Sum or Product may reach beyond")
    return 0 if from_top is None else least - from_top


def first_index(at: At) -> int:
    """The lowest index of a sequence: 1 of layers, 0 of maps."""
    return 1 if at.name in LAYER_LETTERS else 0


def named(tree: Rel | Term) -> list[At]:
    """The sequence terms outside what is summed or multiplied: what they name has to exist."""
    if isinstance(tree, Big):
        return [*named(tree.lo), *named(tree.hi)]
    here = [tree] if isinstance(tree, At) else []
    return here + [at for part in children(tree) for at in named(part)]


class Broken(SymrfError):
    """A file of the catalogue does not hold the theorem that it should hold."""


_HERE = Path(__file__).resolve().parent
HOME = _HERE / "_proofs" if (_HERE / "_proofs").is_dir() else _HERE.parent / "proofs"


def home() -> Path:
    """The folder of the proofs: inside an installed package, or beside it in a checkout."""
    return HOME


def proof_file(name: str) -> Path:
    """The file that holds the theorem (or refutation) of that name."""
    return (home() / "refuted" if name.startswith("refuted-") else home()) / f"{name.replace('-', '_')}.py"


def theorem(name: str) -> Theorem:
    """The theorem (or refutation) of that permanent name; SymrfError where there is none, Broken where it is none.

    >>> theorem("size").statement
    ('r[l] == 1 + Sum((K[m] - 1)*Product(s[i], (i, l+1, m-1)), (m, l+1, L))',)
    """
    path = proof_file(name)
    if not NAME.fullmatch(name) or not path.is_file():
        close = near(name, (*theorem_names(), *refutation_names()))
        raise SymrfError(f"no theorem {shown(name)}; {close}symrf list shows them all")
    return _read(path, name)


def readable(names: Iterable[str]) -> Iterator[Theorem]:
    """Those of these entries whose files hold them; of the others `symrf verify` says that they are broken."""
    for name in names:
        with suppress(Broken):
            yield theorem(name)


@cache
def _read(path: Path, name: str) -> Theorem:
    refuted, beside = name.startswith("refuted-"), path.with_suffix(".v")
    try:
        held = runpy.run_path(str(path))
        long = beside.read_text("utf-8") if beside.is_file() else ""
    except Exception as error:  # the file is Python: anything may go wrong in it
        raise Broken(f"theorem {name}: {path.name} cannot be read: {type(error).__name__}: {error}") from None
    found = held.get("refutation" if refuted else "theorem")
    if not isinstance(found, Theorem) or isinstance(found, Refutation) != refuted:
        raise Broken(f"theorem {name}: {path.name} holds no {'refutation' if refuted else 'theorem'} of that name")
    if found.name != name:
        raise Broken(f"theorem {name}: {path.name} holds the theorem {found.name}; file and theorem share one name")
    object.__setattr__(found, "prose", (held["__doc__"] or "").strip())
    object.__setattr__(found, "proposition", found.proposition or long)
    return found


def theorem_names() -> tuple[str, ...]:
    """The permanent names of all theorems, in alphabetical order."""
    return _stems(home())


def refutation_names() -> tuple[str, ...]:
    """The permanent names of all refuted statements, in alphabetical order."""
    return _stems(home() / "refuted")


def _stems(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(p.stem.replace("_", "-") for p in folder.glob("*.py") if not p.stem.startswith("_")))
