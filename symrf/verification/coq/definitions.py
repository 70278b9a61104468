"""What is counted or walked: the number of features, and the samples that a feature is computed from."""

from __future__ import annotations

from dataclasses import dataclass

from symrf.statement import NotExpressible

LISTS = {"count": "seen", "ub": "inside", "vb": "inside"}
"""The list of samples that something walked is read off."""
HIDDEN = frozenset(LISTS.values())


@dataclass(frozen=True)
class Measured:
    """A sequence that is counted or walked: what is known of it, and a function that satisfies it."""

    letter: str
    facts: tuple[str, ...]
    witness: str
    lists: bool = False


LAYERS, MAPS = "forall l, 1 <= l <= L -> ", "forall l, 0 <= l <= L -> "
WINDOWS = "0 <= {n}[l] /\\ forall y, 0 <= y -> (y < {n}[l] <-> s[l] * y - p[l] + K[l] - 1 <= n[l - 1] - 1 + q[l])"
LACKING = "Z.max ((- (- {n} / s[l]) - 1) * s[l] + K[l] - {n}) 0"
ONE_MORE = (
    "if (0 <? {c}) && (s[l] * ({c} - 1) - p[l] + K[l] - 1 <? {n} - 1 + q[l]) && (s[l] * {c} - p[l] <=? {n} - 1)"
    " then {c} + 1 else {c}"
)
READ = "read k[l] s[l] d[l] p[l] {outputs}"


def measured(letter: str, network: str) -> list[Measured]:
    """The letter, with what goes with it in a network of that padding.

    n[l] is the number of windows that fit; in SAME networks the padding is what the windows lack; in ceil mode there
    is one window more where samples are left over and it does not start in the right padding. seen[l] is what output
    uL is computed from, inside[l] the same when nothing outside any map is read.
    """
    below, zero = "n[l - 1]", "n[0] = n0"
    if letter == "n" and network == "same":
        lacking = LACKING.format(n="before")
        count = f"let total := {lacking} in fitting s[l] K[l] (total / 2) (total - total / 2) before"
        total, half, rest = LACKING.format(n=below), "total[l] / 2", "total[l] - p[l]"
        return [
            Measured("n", (zero, LAYERS + WINDOWS.format(n="n")), f"Up 0 n0 (fun l before => {count})"),
            Measured("total", (f"{LAYERS}total[l] = {total}",), f"fun l : Z => {total}"),
            Measured("p", (f"{LAYERS}p[l] = {half}",), f"fun l : Z => {half}"),
            Measured("q", (f"{LAYERS}q[l] = {rest}",), f"fun l : Z => {rest}"),
        ]
    fits = "fitting s[l] K[l] p[l] q[l] "
    if letter == "n" and network == "ceil":
        one_more = f"{LAYERS}n[l] = {ONE_MORE.format(c='full[l]', n=below)}"
        count = f"let full := {fits}before in {ONE_MORE.format(c='full', n='before')}"
        return [
            Measured("n", (zero, one_more), f"Up 0 n0 (fun l before => {count})"),
            Measured("full", (LAYERS + WINDOWS.format(n="full"),), f"fun l : Z => {fits}{below}"),
        ]
    if letter == "n":
        return [Measured("n", (zero, LAYERS + WINDOWS.format(n="n")), f"Up 0 n0 (fun l before => {fits}before)")]
    if letter in ("seen", "inside"):
        within = "filter (within n[l - 1]) ({})" if letter == "inside" else "{}"
        first, step = f"{letter}[L] = uL :: nil", within.format(READ.format(outputs=f"{letter}[l]"))
        witness = f"Down L (uL :: nil) (fun l before => {within.format(READ.format(outputs='before'))})"
        return [Measured(letter, (first, f"{LAYERS}{letter}[l - 1] = {step}"), witness, lists=True)]
    if letter not in LISTS:
        raise NotExpressible(f"{letter} has no definition in Coq; only the walk knows it")
    value = {"count": "different seen[l]", "ub": "least inside[l]", "vb": "greatest inside[l]"}[letter]
    return [Measured(letter, (f"{MAPS}{letter}[l] = {value}",), f"fun l : Z => {value}")]
