"""The Coq file of a theorem: that its sequences exist, the statement, the proof."""

from __future__ import annotations

from pathlib import Path

from symrf.formulas.quantities import WALKED
from symrf.statement import NotExpressible, read
from symrf.terms import At, Big, Op, Rel
from symrf.terms.parse import number
from symrf.terms.tree import walk
from symrf.theorem import Theorem, claim, home
from symrf.verification.coq.statement import FALLING, RISING, CoqStatement, coq_statement
from symrf.verification.coq.writer import named

LIBRARY = ("Symrf", "SymrfTactics")
POSITIVE = frozenset("SJrRPQ")
"""Sequences whose sign an order may rest on."""
WORDS = {
    "Symrf": LIBRARY,
    "Networks": ("Networks", "NetworksLemmas"),
    "Tables": ("Tables", "TablesSound", "TablesExact"),
}
"""What statements are written in: a file of definitions, to be read, and the lemmas on them."""
MEANINGS = {
    "Symrf": "f0f586e7bac4939342c51079f5e28edb42c4f774a0ab0ea6f012a24c386b78f0",
    "Tables": "6511816f4c9262d479d76fdbd0c87ff2d182eb4a82c329ac8436a501c655a31b",
    "Networks": "aa71c10f576e954fb5447a16ac8beda94a6250040fde5e72cd5b57cab697a003",
}
"""SHA-256 of the definitions as tests compare them with the walk; a file that is changed is refused."""
HEADER = "Require Import Symrf SymrfTactics.\n"
HEADERS = {"Symrf": HEADER, "Tables": "Require Import TablesExact.\n"}
"""How files begin that are made here; those of one kind are compiled together."""


_FACTS = """let g := constr:(Z.gcd a b) in pose proof (Z.gcd_nonneg a b);
        let divides a fact := let x := fresh "x" in let E := fresh in destruct fact as [x E];
          assert (0 < a -> 0 < g) by (intro; destruct (Z.eq_dec g 0) as [N|]; [rewrite N in E; lia | lia]);
          assert (0 < a -> 0 < x) by nia; assert (0 < a -> g <= a) by (intro; assert (0 < x) by auto; nia) in
        divides a (Z.gcd_divide_l a b); divides b (Z.gcd_divide_r a b)"""
_DIVISORS = [
    "(repeat match goal with H : context [Z.gcd _ _] |- _ => revert H | |- context [Z.gcd ?a ?b] =>\n"
    f"        {facts};\n"
    "        generalize dependent (Z.gcd a b); intros end)"
    for facts in (_FACTS, f"{_FACTS}; destruct (Z.gcd_bezout a b _ eq_refl) as (? & ? & ?)")
]
DIVIDING = "by_induction\n    ltac:(fun i => first [{}])\n    ltac:(first [{}])".format(
    *(" | ".join(f"solve [{at}{divisors}; {forget}whole]" for divisors in _DIVISORS)
      for at, forget in (("instances i; ", "forget; "), ("", "")))
)  # fmt: skip
"""The proof by what a common divisor is: it divides both, and is a sum of multiples of them."""


def folder() -> Path:
    """Where the library and the generated files are kept."""
    return home() / "evidence" / "coq"


def found(name: str) -> Path:
    """Where a file of the library is kept, by its name in Coq."""
    return (folder() if name in LIBRARY else home() / "coq") / f"{name}.v"


def identifier(name: str) -> str:
    """The Coq name of a theorem."""
    return named(name.replace("-", "_"))


def scope(made: CoqStatement) -> str:
    """Where + and = are looked up."""
    return "Z_scope" if made.whole else "Qc_scope"


def binders(made: CoqStatement, defined: bool = True) -> str:
    """Everything that is arbitrary, by its type; without the sequences that have a recurrence, if wanted."""
    value = "Z" if made.whole else "Qc"
    given = "Z" if made.whole or made.writer.given else "Qc"
    groups = [(made.integers, "Z"), (made.rationals, "Qc")]
    if given == value:
        groups.append((made.given + made.defined * defined, f"Z -> {value}"))
    else:
        groups += [(made.given, f"Z -> {given}"), (made.defined * defined, f"Z -> {value}")]
    groups.append((made.lists * defined, "Z -> list Z"))
    return "".join(f" ({' '.join(group)} : {kind})" for group, kind in groups if group)


def proposition(made: CoqStatement) -> str:
    """The statement below its binders."""
    premises = "".join(f"  {bracketed(premise)} ->\n" for premise in (*made.conditions, *made.known))
    return premises + "  " + conjunction(made.goals)


def bracketed(text: str) -> str:
    """A premise in brackets, where it has none."""
    return text if text == "(0 <= L)%Z" else f"({text})"


def conjunction(propositions: list[str]) -> str:
    """All of the propositions."""
    return propositions[0] if len(propositions) == 1 else " /\\\n  ".join(f"({p})" for p in propositions)


def closed(made: CoqStatement) -> str:
    """The statement as one closed proposition."""
    bound = binders(made)
    return f"forall{bound},\n{proposition(made)}" if bound else proposition(made).strip()


def text(theorem: Theorem) -> str:
    """The file of a theorem; NotExpressible where Coq is not asked."""
    made, name = coq_statement(theorem), identifier(theorem.name)
    return "\n".join(
        [
            f"{HEADER}Open Scope {scope(made)}.\n",
            f"(* {theorem.title.replace('*', '')}. Made from the statement of the theorem {theorem.name}. *)\n",
            *([existence(made, name)] if made.witnesses else []),
            f"Theorem {name}{binders(made)} :\n{proposition(made)}.\nProof.\n{script(theorem, made)}Qed.\n",
            f"Print Assumptions {name}.\n",
        ]
    )


def script(theorem: Theorem, made: CoqStatement) -> str:
    """The same proof for every theorem, or one by hand, which only a statement that rounds may need."""
    by_hand = folder() / "by_hand" / f"{theorem.name.replace('-', '_')}.v"
    if made.whole and by_hand.is_file():
        return by_hand.read_text("utf-8")
    walked = sorted(WALKED.keys() & {*made.defined})
    if walked:
        raise NotExpressible(f"{', '.join(walked)}: known only by walking a network")
    stated = read(theorem)
    bigs = any(isinstance(part, Big) for said in stated.goals for part in walk(said.tree))
    plain = stated.orders and not stated.rounds and (bigs or not stated.extremes)
    if made.whole and POSITIVE & {*made.defined} or plain:
        return f"  premises.\n{ordering(theorem, made)}"
    tactic = "rounding" if made.whole else "symrf"
    if any(isinstance(part, Op) and part.op == "gcd" for tree in stated.trees for part in walk(tree)):
        tactic = DIVIDING
    carried = "".join(f"  assert ({claim}) by {tactic}.\n" for claim in made.carried)
    if made.places:
        tactic = f"first [{' | '.join([tactic, *map(at_layer, made.places)])}]"
    return f"  premises.\n{carried}  {tactic}.\n"


def at_layer(place: str) -> str:
    """The proof by what is known of one layer; the map below layer 2 is then called 1 and not 2 - 1."""
    if not place.isdigit():
        return f"by_rounding_at {place}"
    plain = f"change ({place} - 1) with {int(place) - 1} in *"
    return f"by_rounding_at {place} | solve [instances {place}; {plain}; forget; whole]"
def ordering(theorem: Theorem, made: CoqStatement) -> str:
    """The proof of an order: first what is positive; then the claim, or one for every map that implies it."""
    positive = [("K", 1, 1), ("S", 0, 1), ("J", 0, 1), ("r", 0, 1), ("R", 0, 1)]
    bounds = [tree.left for tree in map(claim, theorem.assume) if _not_negative(tree)]
    cropped = {"P", "Q"} - {at.name.upper() for at in bounds if isinstance(at, At)}
    positive += [(x, 0, 0) for x in "PQ" if x not in cropped]
    known = [f"forall l, {low} <= l <= L -> {least} <= {x}[l]" for x, low, least in positive if x in made.defined]
    claimed = " ".join(made.goals)
    ends = [(x, end) for letters, end in ((FALLING, "0"), (RISING, "L")) for x in letters if f"{x}[{end}]" in claimed]
    known += [f"forall l, 0 <= l <= L -> {x}[l] <= {x}[{end}]" for x, end in ends if x not in cropped]
    known += ["forall l, 0 <= l <= L -> J[l] * S[l] = S[0]"] if {"J", "S"} <= {*made.defined} else []
    known += ["forall l, 0 <= l <= L -> R[l] + J[l] * (r[l] - 1) = r[0]"] if {"R", "r"} <= {*made.defined} else []
    known += ["forall l, 0 <= l <= L -> u[l] <= v[l]"] if {"u", "v"} <= {*made.defined} else []
    asserted = "".join(f"  assert ({fact}) by ordering.\n" for fact in (*known, *made.carried))
    ways = [f"assert ({fact}) by ordering; solve [ordering]" for fact in dict.fromkeys(made.general)]
    if made.numbers:
        ways.insert(0, "".join(f"at_number {i} {i - 1}; " for i in made.numbers) + "by_numbers")
    for x, places in made.apart.items():
        if x not in cropped:
            ways.insert(0, apart(x, places, made.index))
    if not ways:
        return f"{asserted}  ordering.\n"
    return f"{asserted}  first [solve [ordering] | {' | '.join(ways)}].\n"


def apart(letter: str, places: list[str], index: str) -> str:
    """The proof by what falls, or rises, from every map to the next, and so between the maps that the claim names."""
    word, step = ("falls", "{0}[l] <= {0}[l - 1]") if letter in FALLING else ("rises", "{0}[l - 1] <= {0}[l]")
    fact = f"{word}_{letter}"
    pairs = "".join(f"between ({word} {letter} L {fact}) ({a}) ({b}); " for a in places for b in places if a != b)
    known = f"assert ({fact} : forall l, 1 <= l <= L -> {step.format(letter)}) by ordering; "
    return f"{known}{f'intros {index} ?; ' if index else ''}{pairs}by_numbers"


def _not_negative(tree: Rel) -> bool:
    least = number(tree.right)
    return tree.op in ("==", ">=") and least is not None and least >= 0


def existence(made: CoqStatement, name: str) -> str:
    """That the sequences exist, whatever is given: what is known of them contradicts nothing."""
    letters = list(made.witnesses)
    kind = "Z -> Z" if made.whole else "Z -> Qc"
    if made.lists:
        bound = " ".join(f"({x} : Z -> {'list Z' if x in made.lists else 'Z'})" for x in letters)
    else:
        bound = f"{' '.join(letters)} : {kind}"
    witnesses = "".join(f"  pose ({letter} := {witness}).\n" for letter, witness in made.witnesses.items())
    positive = "".join(f"  ({c}) ->\n" for c in made.conditions if "n" in made.witnesses and "<= s[l]" in c)
    return (
        f"(* The sequences exist. *)\nLemma {name}_exists{binders(made, defined=False)} :\n{positive}"
        f"  exists {bound},\n  {conjunction(made.known)}.\n"
        f"Proof.\n  premises.\n{witnesses}  exists {', '.join(letters)}; defined.\nQed.\n"
    )
