"""Which entries say what somebody typed: up to notation by a normal form, else by the kernel; else which are nearest.

Two claims are the same where their differences of sides agree, up to a factor, for all numbers, whatever they mean: the
maps' quantities are taken for arbitrary numbers then, as otherwise all true equations were one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from symrf.claims.chains.judge import by_certificate
from symrf.claims.check import of_all_layers, read_of_chains
from symrf.claims.transposed import as_transposed
from symrf.claims.typed.letters import MORE
from symrf.claims.typed.read import read
from symrf.errors import SymrfError
from symrf.formulas.quantities import MAP_LETTERS, QUANTITIES, SPAN
from symrf.published.entries import all_published
from symrf.published.normal import normal, placed
from symrf.terms import At, Op, Rel, Sym, Term, names, text
from symrf.terms.tree import ONE, ZERO, put, rebuilt
from symrf.theorem import SCALARS, Theorem, claim, free_index, refutation_names, theorem, theorem_names
from symrf.verification.result import PROVED

NO_DILATION: dict[Term, Term] = {At("K", Sym("l")): At("k", Sym("l")), At("d", Sym("l")): ONE}
EVEN: dict[Term, Term] = {At("q", Sym("l")): At("p", Sym("l"))}
EXACT = "where nothing is rounded"
OFTEN_UNSAID: Mapping[str, Mapping[Term, Term]] = {
    "where d[l] == 1": NO_DILATION, "where p[l] == q[l]": EVEN, "where d[l] == 1 and p[l] == q[l]": NO_DILATION | EVEN,
    EXACT: {}, f"{EXACT} and p[l] == q[l]": EVEN,
}  # fmt: skip
"""Under which conditions what is printed may be what an entry says, and what stands for what then."""
WHOLE: Mapping[Term, Term] = {At("R", Sym("L")): At("r", ZERO), At("J", Sym("L")): At("S", ZERO)}
"""The whole network's, counted from the input and from the output."""
NEAREST, TRIED, ALIKE = 3, 4, 0.6
"""How many near ones are shown, how many the kernel is asked about, and how alike print is that is not read."""


@dataclass(frozen=True)
class PublishedClaim:
    """One claim that an entry makes. fixed: names in it that are no index."""

    name: str
    tree: Rel
    fixed: frozenset[str] = SCALARS

    @property
    def written(self) -> str:
        return text(self.tree)


@dataclass(frozen=True)
class Match:
    """An entry that says what was typed, and how that is known; or how near it is, from 0 to 1."""

    name: str
    claim: str
    how: str
    near: float = 1.0


@dataclass(frozen=True)
class Found:
    """read_as: what was read. equal: the entries that say it. nearest: others, the nearest first."""

    read_as: str
    equal: tuple[Match, ...]
    nearest: tuple[Match, ...]


def find(formula: str) -> Found:
    """The entries of the catalogue that a formula equals, or the nearest; SymrfError where it is no claim.

    >>> find("r_out = r_in + (k-1)*d*j_in").equal[0].name
    'forward-size'
    >>> find("r_0 = v_0 - u_0 + 1").equal[0].how
    'at l = 0'
    """
    as_printed = [Match(e.name, one.formula, "as printed") for e in all_published() for one in e.sources
                  if _bare(formula) in map(_bare, _stated(one.formula))]  # fmt: skip
    try:
        claims = _read(formula)
    except SymrfError:
        near = sorted(_by_print(formula), key=lambda match: -match.near)[:NEAREST]
        if as_printed or near:
            return Found(formula, tuple(as_printed), () if as_printed else tuple(near))
        raise
    equal = {match.name: match for tree in claims for match in (*_by_form(tree), *as_printed)}
    near = sorted((_near(claims[0], said) for said in every()), key=lambda match: -match.near)
    if not equal:
        tried = [match for match in near if claim(match.claim).op == "=="][:TRIED]
        equal = {m.name: Match(m.name, m.claim, "proved by the kernel") for m in tried if alike(claims[0], m.claim)}
    near = [*_under_a_condition(claims[0]), *near] if not equal else near
    others = {match.name: match for match in reversed(near) if match.name not in equal}
    nearest = sorted(others.values(), key=lambda match: (-match.near, match.name))[:NEAREST]
    return Found(", ".join(map(text, claims)), tuple(equal.values()), tuple(nearest))


@cache
def every() -> tuple[PublishedClaim, ...]:
    """Every claim of the catalogue, recurrences among them."""
    return tuple(_every())


def _every() -> Iterator[PublishedClaim]:
    for quantity in QUANTITIES:
        yield PublishedClaim(quantity.name, claim(quantity.step))
    yield PublishedClaim("dilated-kernel-span", claim(SPAN))
    for name in (*theorem_names(), *refutation_names()):
        found = theorem(name)
        yield from (PublishedClaim(name, tree, found.scalars) for tree in found.claims())
    for entry in all_published():
        fixed = SCALARS | frozenset(entry.integers)
        yield from (PublishedClaim(entry.name, claim(one), fixed) for one in entry.claim if "." not in one)


@cache
def _forms() -> dict[str, list[tuple[PublishedClaim, str]]]:
    """Normal form -> who has it, and where: as it is, or at the first or last map."""
    forms: dict[str, list[tuple[PublishedClaim, str]]] = {}
    for said in every():
        for how, tree in placed(said.tree, said.fixed):
            forms.setdefault(normal(tree, said.fixed), []).append((said, how))
    return forms


@cache
def _forms_where(condition: str) -> dict[str, list[PublishedClaim]]:
    """Normal form under a condition -> who has it: of equations that it changes or leaves."""
    forms: dict[str, list[PublishedClaim]] = {}
    for said in every():
        if said.tree.op == "==":
            forms.setdefault(normal(_where(condition, said.tree), said.fixed), []).append(said)
    return forms


def _where(condition: str, tree: Rel) -> Rel:
    """The claim with what stands for what under the condition."""
    tree = put(tree, OFTEN_UNSAID[condition])
    return rebuilt(tree, _exactly) if condition.startswith(EXACT) else tree


def _exactly(term: Term) -> Term:
    match rebuilt(term, _exactly):
        case Op(op="floor" | "ceil", args=(inner,)):
            return inner
        case found:
            return found


def _under_a_condition(tree: Rel) -> Iterator[Match]:
    """Those that a claim about one layer equals where nothing is dilated, or both paddings are one."""
    found: set[str] = set()
    for i, condition in enumerate(OFTEN_UNSAID):
        form = normal(_where(condition, tree))
        for said in _forms_where(condition).get(form, []) if not form.startswith("0 ") else ():
            if said.name not in found:
                yield Match(said.name, said.written, condition, 1 - i / 100)
            found.add(said.name)


def _by_form(tree: Rel) -> Iterator[Match]:
    """Those of one form with the claim, or with what it says of the size after a transposed convolution."""
    found = _forms().get(normal(tree), [])
    for said, how in sorted(found, key=lambda one: one[1] != "up to notation"):
        yield Match(said.name, said.written, how)
    whole = normal(put(tree, WHOLE))
    for said, _ in _forms().get(whole, []) if not found and not whole.startswith("0 ") else ():
        yield Match(said.name, said.written, "of the whole network")
    if (other := as_transposed(tree)) is not None:
        for said, _ in _forms().get(normal(put(other[0], {Sym(MORE): Sym("o")})), []):
            yield Match(said.name, said.written, "after a transposed convolution")


def alike(tree: Rel, other: str) -> bool:
    """Whether the kernel proves that two equations are one, or that the first is the second at the first or last map.

    The quantities of maps are arbitrary numbers there.
    """
    if tree.op != "==" or names(tree)[1] & MAP_LETTERS != names(claim(other))[1] & MAP_LETTERS:
        return False
    return any(_same(tree, there) for _, there in placed(claim(other)))


def _same(tree: Rel, there: Rel) -> bool:
    if free_index(tree) != free_index(there):
        return False
    gap, known = _gap(tree), _gap(there)
    for right in (known, Op("neg", (known,))):
        stated = Theorem("claim", "claim", "", (text(Rel("==", _arbitrary(gap), _arbitrary(right))),))
        with suppress(SymrfError):  # it names a map that no network has
            if by_certificate(stated).verdict == PROVED:
                return True
    return False


def _gap(tree: Rel) -> Term:
    return Op("+", (tree.left, Op("neg", (tree.right,))))


def _arbitrary(term: Term) -> Term:
    """The term with sequences of no meaning for the quantities of maps."""
    match rebuilt(term, _arbitrary):
        case At(name=name, index=index) if name in MAP_LETTERS:
            return At(f"any{name}", index)
        case changed:
            return changed


def _near(tree: Rel, said: PublishedClaim) -> Match:
    """How alike the letters are, and the text."""
    here, there = ({*names(t)[0], *names(t)[1]} for t in (tree, said.tree))
    letters = len(here & there) / max(1, len(here | there))
    alike = SequenceMatcher(None, text(tree), said.written).ratio()
    return Match(said.name, said.written, "near", round((letters + alike) / 2, 3))


def _by_print(formula: str) -> Iterator[Match]:
    """Those that are printed in nearly these words, of what is not read."""
    for entry in all_published():
        alike = (SequenceMatcher(None, _bare(formula), _bare(one.formula)).ratio() for one in entry.sources)
        if (near := max(alike)) >= ALIKE:
            yield Match(entry.name, entry.sources[0].formula, "near as printed", round(near, 3))


def _stated(printed: str) -> Iterator[str]:
    """What a source says: the whole, without what stands before a colon, and the last of a list.

    >>> [*_stated("s = 1, p = 0: k' = k, o' = i' + (k - 1)")][1:]
    ["k' = k, o' = i' + (k - 1)", "o' = i' + (k - 1)"]
    """
    yield printed
    yield (claimed := printed.split(": ")[-1])
    yield claimed.split(", ")[-1]


def _read(formula: str) -> tuple[Rel, ...]:
    """The claims as of chains, in the words of manuals too; else as of a network, which names letters of its own."""
    with suppress(SymrfError):
        claims, alike = of_all_layers(read_of_chains(formula, read))
        bare = {one.right: Sym(one.right.name) for one in alike if isinstance(one.right, At)}
        return tuple(put(tree, bare) for tree in claims.claims)
    return read(formula).claims


def _bare(formula: str) -> str:
    return "".join(formula.split()).replace("==", "=").replace("**", "^").replace("*", "")
