"""The catalogue as data: what each quantity is, and what each theorem says, why it holds, and what is known of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from symrf.formulas import QUANTITIES
from symrf.notation import OF_MAPS, renamed
from symrf.terms import Op, Rel, Term, parse_value
from symrf.terms.tree import Head, Tree
from symrf.theorem import Refutation, claim, refutation_names, theorem, theorem_names
from symrf.verification import Verdict


@dataclass(frozen=True)
class Entry:
    """One theorem for a reader: English first, then formula, conditions, the idea of the proof, source, verdict.

    where: recurrences of sequences that are not among the catalogue's quantities. file: the Coq file, in a checkout,
    that states and proves what has no formula. Of a refutation also the difference (what is claimed less what is
    true), when it holds, in words (`exactly` then, or at least then), the name of what is true instead, and how that
    reads.
    """

    name: str
    title: str
    kind: str
    source: str
    english: str
    idea: str
    statement: tuple[Rel, ...]
    conditions: tuple[Rel, ...]
    where: tuple[Rel, ...]
    verdict: Verdict | None = None
    difference: Term | None = None
    holds_when: str = ""
    exactly: bool = False
    right: str = ""
    instead: tuple[Rel, ...] = ()
    file: str = ""


def entry(name: str, verdict: Verdict | None = None) -> Entry:
    """The entry of one theorem; SymrfError where there is none.

    >>> print(entry("size-from-edges").title)
    Size from the edges
    """
    found = theorem(name)
    english, idea = _split(found.prose)
    shown = Entry(
        found.name,
        found.title,
        "theorem",
        found.source,
        english,
        idea,
        tuple(map(kept, found.claims())),
        tuple(kept(claim(text)) for text in (*found.assume, *found.domain)),
        tuple(kept(claim(text)) for pair in found.define for text in pair if text),
        verdict,
        file=f"proofs/coq/{found.by_hand}" if found.by_hand else "",
    )
    if not isinstance(found, Refutation):
        return shown
    return replace(
        shown,
        kind="refutation",
        difference=kept(signs_first(parse_value(found.difference))) if found.difference else None,
        holds_when=found.holds_when,
        exactly=bool(found.iff),
        right=found.right,
        instead=_formula(found.right),
    )


def entries() -> tuple[Entry, ...]:
    """Every theorem of the catalogue, those that give a quantity first, then every refutation; without verdicts."""
    quantities = [quantity.name for quantity in QUANTITIES]
    named = [name for name in quantities if name in theorem_names()]
    others = [name for name in theorem_names() if name not in named]
    return tuple(entry(name) for name in (*named, *others, *refutation_names()))


def kept(tree: Tree) -> Tree:
    """The tree with scalars that only the theorem has, such as c in floor(x/c), marked as no letter of a notation."""
    return renamed(tree, {}, {letter: Head(letter) for letter in OF_MAPS if len(letter) == 1}, {})


def _formula(name: str) -> tuple[Rel, ...]:
    """What a theorem claims, where that can be read without definitions of its own."""
    found = theorem(name) if name else None
    return () if found is None or found.define else tuple(map(kept, found.claims()))


def signs_first(term: Term) -> Term:
    """A product's minus sign in front of it: - (s - 1) r and not (-(s - 1)) r.

    >>> from symrf.terms import latex
    >>> latex(signs_first(parse_value("-(s[l] - 1)*r[l] - 1")))
    '-(s_l - 1) r_l - 1'
    """
    if not isinstance(term, Op):
        return term
    args = tuple(map(signs_first, term.args))
    match term.op, args:
        case "*", (Op(op="neg", args=(first,)), *others):
            return Op("neg", (Op("*", (first, *others)),))
        case "/", (Op(op="neg", args=(above,)), below):
            return Op("neg", (Op("/", (above, below)),))
    return Op(term.op, args)


def _split(prose: str) -> tuple[str, str]:
    """(the statement in English, the idea of its proof): paragraphs before and from the one that begins "Proof"."""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", prose) if part.strip()]
    start = next((i for i, text in enumerate(paragraphs) if re.match(r"Proof\b", text)), len(paragraphs))
    idea = re.sub(r"^Proof[:.]?\s*", "", " ".join(paragraphs[start:]))
    named = re.split(r"[^a-z-]", idea)[0] in theorem_names()
    return " ".join(paragraphs[:start]), idea if named else idea[:1].upper() + idea[1:]
