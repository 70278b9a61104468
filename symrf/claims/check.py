"""check: one claim, for every network or about one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from symrf.claims.chains.judge import judge
from symrf.claims.network.remainders import every_remainder
from symrf.claims.typed.letters import MORE, STEP, WORDS
from symrf.claims.typed.manuals import in_usual_words
from symrf.claims.typed.names import ASKED, READERS, numbering
from symrf.claims.typed.notated import in_line, written_in
from symrf.claims.typed.phases import by_case, covering, never
from symrf.claims.typed.read import TypedClaims, read, split
from symrf.errors import SymrfError, shown, typed
from symrf.formulas.quantities import LAYER_LETTERS, MAP_LETTERS
from symrf.network import Network
from symrf.network.side_by_side import beside as side_by_side
from symrf.notation import Notation
from symrf.printed import using
from symrf.repeat import free_symbols
from symrf.terms import At, Op, Rel, Sym, names, text
from symrf.terms.tree import FEATURE, ONE, ZERO, put, walk
from symrf.terms.typed import CALLED
from symrf.theorem import INDICES, SCALARS
from symrf.verification import Verdict
from symrf.verification.result import OPEN, PROVED, REFUTED

FROM_INPUT = frozenset({"n", "R", "J", "start"})
"""Of which the whole network's is that of map L; of the others, that of map 0."""
MEANT = {"center": "start", "centre": "start"}
"""What is meant by names that are not read, as habits differ too much."""


def check(
    claim: str,
    network: Network | Mapping[str, Network] | None = None,
    where: Iterable[str] = (),
    notation: str | Notation | None = None,
    integers: Iterable[str] = (),
    routes: Sequence[str] | None = None,
) -> Verdict:
    """The verdict on a claim, in ASCII or LaTeX notation; a = b = c is two claims, and the verdict is on both.

    Without a network the claim is about every chain of every depth L; the letters are those of `symrf.formulas`
    (k s d p q K of layers; r u v c S P Q n, forward J R start of maps; uL). With a network, r S P c … are the
    quantities of its output, NODE.size, NODE.AXIS.stride … those of any node, r(y) u(y) … those of feature y, and its
    symbols are free; R[i], P[i], J[i] are seen after copy i of repeated layers. Several networks have
    names: A.r == B.r of {"A": …, "B": …}. Other people's letters are read too
    (`symrf.claims.typed.letters`); the verdict then says what was read, as `read_as`. Raises SymrfError where the text
    is not a claim.

    where: conditions such as d[l] == 1, p[l] == q[l], k[l] >= 2 or k[l] == k[1] (one kernel for all layers), each
    taken for every layer and map; with a network symbol == expression or symbol >= number. Only networks that meet
    them are spoken of.

    integers: names of numbers of its own that a claim about chains has, as n and m in ceil(n/m) <= n/m + 1; conditions
    on them are written as any other.

    notation: of the claim and the conditions, a preset or a file (`symrf.notation`).

    routes: of a claim about a network, whether z3 and Coq may be asked; None: both.

    >>> print(check("r[l-1] == r[l] + (k[l] - s[l])").verdict)
    refuted
    >>> print(check("r[0] == 1 + Sum((K[l] - 1)*Product(s[i], (i, 1, l - 1)), (l, 1, L))").verdict)
    proved
    >>> print(check("R[l] == R[l-1] + (k[l] - 1)*J[l-1]", where=["d[l] == 1"]).verdict)
    proved
    >>> print(check("j_{out} = s j_{in}").read_as)
    J[l] == s[l]*J[l - 1]
    """
    several = isinstance(network, Mapping)
    if isinstance(network, Mapping):
        network = side_by_side(network)
    own = frozenset(integers)
    if own and network is not None:
        raise SymrfError("integers are named of claims about chains; a network's symbols are free in claims about it")
    if own and notation is not None:
        raise SymrfError("integers are named of claims in symrf's own letters; leave out the notation or the integers")
    as_typed = written_in(notation) if not own else lambda typed, _: read(typed, integers=own)
    if network is not None and isinstance(claim, str):
        network = as_printed(claim, network, notation)
        if every := by_case(in_line(claim)):
            return _of_cases(claim, network, every, tuple(where), notation, routes)
    named = None if network is None else with_sizes(network)
    reading = as_typed(claim, named) if named is not None else read_of_chains(claim, as_typed, own)
    conditions = tuple(tree for condition in split(where) for tree in as_typed(condition, named).claims)
    if network is None:
        reading, alike = (reading, ()) if own else of_all_layers(reading)
        conditions = tuple(dict.fromkeys((*conditions, *alike)))
        return together(reading, [_of_chains(tree, conditions, own) for tree in reading.claims])
    from symrf.claims.network.copies import judge_copies
    from symrf.claims.network.derived import derived_of
    from symrf.claims.network.layers import in_layers, of_layers
    from symrf.claims.network.readers import judge_readers

    for tree in reading.claims if several else ():
        whose(tree, network)
    if in_layers(reading.claims):
        reading = replace(reading, claims=of_layers(reading.claims, network), own=False)
    if letter := numbering(reading.claims, network):
        return together(replace(reading, own=False), judge_copies(reading.claims, network, letter, conditions, routes))
    derived = derived_of(network, routes).naming_sizes((*reading.claims, *conditions))
    return together(reading, [judge_readers(tree, derived, conditions) for tree in reading.claims])


def with_sizes(network: Network) -> Network:
    """The network with symbols for the sizes of its input on which documents say that something depends."""
    from symrf.claims.network.derived import derived_of

    return derived_of(network).with_sizes.given


def read_of_chains(
    claim: str, as_typed: Callable[[str, None], TypedClaims], own: frozenset[str] = frozenset()
) -> TypedClaims:
    """What was typed about chains; where it is not read, what it says in the words of manuals and programs.

    >>> read_of_chains("out_W = (inWidth - kW)/dW + 1", read).text
    'n[l] == (n[l - 1] - k[l])/s[l] + 1'
    """
    wordings = [claim] if own or not isinstance(claim, str) else dict.fromkeys((claim, in_usual_words(claim)))
    problems: list[SymrfError] = []
    for wording in wordings:
        try:
            reading = as_typed(wording, None)
            for tree in (reading if own else of_all_layers(reading)[0]).claims:
                known_letters(tree, own | {MORE})
                if wording != claim:
                    _indices_alone(tree)
        except SymrfError as why:
            problems.append(why)
            continue
        return reading if wording == claim else replace(reading, typed=" ".join(claim.split()), own=False)
    raise problems[0]


def _indices_alone(tree: Rel) -> None:
    """SymrfError where words have made an index of a quantity, as s_{l_i}, in which l is a length."""
    for part in walk(tree):
        if isinstance(part, At) and any(isinstance(below, At) for below in walk(part.index)):
            raise SymrfError(f"claim: {shown(text(part))} is no letter of a layer or map")


def as_printed(claim: str, network: Network, notation: str | Notation | None) -> Network:
    """The network with its symbols called as documents call them, where the claim has one of these other names."""
    from symrf.exposition.own_symbols import apart

    with using(notation):
        other, renamed = apart(network)
    try:
        claims = written_in(notation)(claim, other).claims if renamed else ()
    except SymrfError:
        return network
    spoken = {name for one in claims for name in names(one)[0]}
    return other if spoken & {new for _, new in renamed} else network


def _of_cases(
    claim: str, network: Network, every: Sequence[tuple[str, str]], where: tuple[str, ...],
    notation: str | Notation | None, routes: Sequence[str] | None,
) -> Verdict:  # fmt: skip
    """Each value where its conditions hold, or that they never do, and that those of one always hold."""
    cases = [written_in(notation)(when, network).claims for _, when in every]
    judged, said = list[Verdict](), list[str]()

    def of_symbols(claim: Rel) -> Verdict:
        apart = map(text, every_remainder(claim))
        return replace(check(text(claim), network, (*where, *apart), notation, (), routes), where=where)

    for (value, when), conditions in zip(every, cases, strict=True):
        judged.append(check(value, network, (*where, when), notation, (), routes))
        said.append(f"{judged[-1].read_as or judged[-1].name} where {', '.join(judged[-1].where)}")
        if judged[-1].verdict == OPEN:
            impossible = of_symbols(never(conditions))
            judged[-1] = impossible if impossible.verdict == PROVED else judged[-1]
        if judged[-1].verdict == REFUTED:
            break
    else:
        judged.append(of_symbols(covering(cases)))
        said.append(f"one of these always holds: {judged[-1].name}")
    return replace(together(TypedClaims(" ".join(claim.split()), (), False), judged), read_as="; ".join(said), where=())


def of_all_layers(reading: TypedClaims) -> tuple[TypedClaims, tuple[Rel, ...]]:
    """With k[1] for a bare k beside quantities of maps, and k[l] == k[1] as a condition: all layers have the one k.

    In other people's notation r, where it is what is claimed, is the whole network's, r[0], and R is R[L].

    >>> read_again, alike = of_all_layers(read("RF_L = 1 + L(k - 1)"))
    >>> read_again.text, len(alike)
    ('R[L] == 1 + L*(k[1] - 1)', 1)
    """
    whole: dict[Any, Any] = {Sym("r"): At("r", ZERO), Sym("R"): At("R", Sym("L"))}
    claims = tuple(Rel(t.op, t.left if reading.own else whole.get(t.left, t.left), t.right) for t in reading.claims)
    scalars, sequences = (set().union(*found) for found in zip(*map(names, claims), strict=True))
    bare = sorted(scalars & LAYER_LETTERS - sequences) if sequences & MAP_LETTERS else []
    first = {Sym(name): At(name, ONE) for name in bare}
    alike = tuple(Rel("==", At(name, Sym("l")), one) for name, one in zip(bare, first.values(), strict=True))
    claims = tuple(put(tree, first) for tree in claims)
    return (replace(reading, claims=claims, own=False) if claims != reading.claims else reading), alike


def _of_chains(tree: Rel, where: tuple[Rel, ...], own: frozenset[str]) -> Verdict:
    """The verdict on one claim about chains; what can only be about a transposed convolution is judged as that."""
    if MORE in names(tree)[0] and not where:
        from symrf.claims.transposed import judged

        if (found := judged(tree)) is not None:
            return found
    for stated in (tree, *where):
        known_letters(stated, own)
    verdict = judge(tree, where, tuple(own))
    if verdict.verdict != REFUTED or where:
        return verdict
    from symrf.claims.transposed import beside

    return beside(verdict, tree)


def whose(tree: Rel, network: Network) -> None:
    """SymrfError where a claim about several networks does not say of which one a quantity is."""
    symbols = {symbol.name for symbol in free_symbols(network)}
    for part in walk(tree):
        name = part.name if isinstance(part, Sym) else part.op if isinstance(part, Op) and part.op in FEATURE else ""
        if name in ASKED and name not in symbols:
            raise SymrfError(f"claim: {name}: of which network? write {network.output}.{name}")


def together(reading: TypedClaims, found: Sequence[Verdict]) -> Verdict:
    """The verdict on what was typed: refuted where one claim is, proved where all are, otherwise open.

    The routes stay with the claims, since different claims may be proved by different routes.
    """
    name, read_as = (", ".join(one.name for one in found), None) if reading.own else (reading.typed, reading.text)
    if len(found) == 1:
        return replace(found[0], name=name, read_as=found[0].read_as or read_as)
    domain = tuple(dict.fromkeys(condition for v in found for condition in v.domain))
    worst = next((v for v in found if v.verdict == REFUTED), next((v for v in found if v.verdict == OPEN), None))
    if worst is None:
        return Verdict(name, PROVED, read_as=read_as, claims=tuple(found), where=found[0].where, domain=domain)
    return Verdict(
        name, worst.verdict, counterexample=worst.counterexample, read_as=read_as, claims=tuple(found),
        reason=f"{worst.name}: {worst.reason}" if worst.verdict == OPEN else None, where=found[0].where,
        domain=domain,
    )  # fmt: skip


def read_claim(claim: str) -> Rel:
    """The one claim about chains that a text makes, as a tree; SymrfError where it makes none or several."""
    found = read(claim).claims
    if len(found) > 1:
        raise SymrfError(f"claim {typed(claim)}: {len(found)} claims; write one")
    return found[0]


def known_letters(tree: Rel, integers: frozenset[str] = frozenset()) -> None:
    """SymrfError where a claim about every network uses a letter that has no meaning there."""
    scalars, sequences = names(tree)
    letters = LAYER_LETTERS | MAP_LETTERS
    if READERS in sequences | {part.op for part in walk(tree) if isinstance(part, Op)}:
        raise SymrfError(f"claim: {READERS}(x) is of a network, which --in names; of chains there are fewest and most")
    for name in sorted(sequences - letters):
        raise SymrfError(f"claim: {shown(name)[1:-1]}[…] is not a quantity of layers or maps; {_known(name, letters)}")
    for name in sorted(scalars - SCALARS - INDICES - integers):
        if name in letters:
            same = f"; where all layers have one {name}, write {name}[1] with --where '{name}[l] == {name}[1]'"
            whole = f"{name}[{'L' if name in FROM_INPUT else 0}] for the whole network, {name}[l] for map l"
            owned = f"a layer; write {name}[l]" if name in LAYER_LETTERS else f"a map; write {whole}"
            more = same if name in LAYER_LETTERS else ""
            raise SymrfError(f"claim: {name} belongs to {owned}, or name a network with --in{more}")
        known = f"{_known(name, letters | SCALARS)}; a number of its own is named with --integers {name}"
        raise SymrfError(f"claim: unknown symbol {shown(name)}; {known}; what was read is {typed(text(tree))}")


def _known(name: str, letters: Any) -> str:
    base, _, side = name.partition("_")
    if side:
        sided = {*letters, *WORDS} - SCALARS
        bases = {base} & sided or get_close_matches("n" if base == "L" else MEANT.get(base, base), sided, 1)
        sides = get_close_matches(side, STEP, 1)
        close = [f"{b}_{i}" for b in bases for i in sides]
    else:
        close = get_close_matches(MEANT.get(name, name), {*letters, *CALLED}, 1)
    known = "known are " + " ".join(sorted(letters, key=lambda x: (len(x), x)))
    return f"did you mean {close[0]}? {known}" if close else known
