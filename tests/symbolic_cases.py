"""The checker of networks with symbols: what it is to decide, by hand, and changes of it; see test_symbolic.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symrf.kernel.polynomial import Poly, atom, const

LEAST = {"j": 1, "k": 2, "p": 0, "z": None}
J, K, P, Z, POWER = (atom("var", name) for name in ("j", "k", "p", "z", "(2**j)"))
ONE, TWO = const(1), const(2)
NO = const(0)
Said = tuple[Poly, Sequence[Poly], Sequence[Poly]]

BY_HAND: list[tuple[list[list[Any]], list[Said], str]] = [
    ([[(0, TWO, NO - P, ONE, K)]], [(TWO, [NO - P], [K - P - ONE])], "accepted"),
    ([[(0, TWO, NO - P, ONE, K)]], [(TWO, [NO - P], [K - P])], "Wrong"),
    ([[(0, TWO, NO - P, ONE, K)]], [(TWO, [NO - P - ONE], [K - P - ONE])], "Wrong"),
    ([[(0, TWO, NO - P, ONE, K)]], [(ONE, [NO - P], [K - P - ONE])], "Wrong"),
    ([[(0, TWO, POWER, ONE, K)]], [(TWO, [NO], [K - ONE])], "Undecided"),
    ([[(0, ONE, NO, ONE, K), (0, ONE, NO, ONE, J)]], [(ONE, [NO], [K - ONE])], "Undecided"),
    ([[(0, ONE, NO, ONE, K), (0, ONE, NO, ONE, J)]], [(ONE, [NO], [K - ONE, J - ONE])], "accepted"),
    ([[(0, ONE, NO, ONE, K), (0, ONE, NO, ONE, ONE)]], [(ONE, [NO], [K - ONE])], "accepted"),
    ([[(0, ONE, NO, ONE, K), (0, TWO, NO, ONE, K)]], [(ONE, [NO], [K - ONE])], "Undecided"),
    ([[(0, ONE, NO, ONE, Z)]], [(ONE, [NO], [Z - ONE])], "Undecided"),
    ([[(0, ONE, NO, Z, K)]], [(ONE, [NO], [Z * (K - ONE)])], "Undecided"),
    ([[(0, ONE, NO, ONE, K - ONE)]], [(ONE, [NO], [K - TWO])], "accepted"),
    ([[(0, ONE, NO, ONE, K - TWO)]], [(ONE, [NO], [K - TWO - ONE])], "Undecided"),
    ([[(0, ONE, NO, POWER, K)]], [(ONE, [NO], [POWER * (K - ONE)])], "Undecided"),
    ([[(0, Z, NO, ONE, K)], [(1, ONE, NO, ONE, K)]],
     [(Z, [NO], [K - ONE]), (Z, [NO], [(Z + ONE) * (K - ONE)])], "Undecided"),
    ([[]], [(ONE, [NO], [NO])], "Wrong"),
    ([[(0, ONE, NO, ONE, K)]], [(ONE, [], [K - ONE])], "Wrong"),
    ([[(1, ONE, NO, ONE, K)]], [(ONE, [NO], [K - ONE])], "Wrong"),
    ([[(-1, ONE, NO, ONE, K)]], [(ONE, [NO], [K - ONE])], "Wrong"),
]  # fmt: skip

COUNT, DOUBLED, RAISED = (atom("var", name) for name in ("B", "(2**B)", "(z**B)"))
NONE = {"B": NO, "(2**B)": ONE, "(z**B)": ONE}
MORE = {"B": COUNT + ONE, "(2**B)": TWO * DOUBLED, "(z**B)": Z * RAISED}
GROWN = NO - J * (DOUBLED - ONE), K * (DOUBLED - ONE)
COPIES: list[tuple[Said, Said, str]] = [
    ((ONE, [NO - J * DOUBLED], [K * DOUBLED]), (ONE, [GROWN[0]], [GROWN[1]]), "accepted"),
    ((TWO, [NO - J], [K]), (DOUBLED, [GROWN[0]], [GROWN[1]]), "accepted"),
    ((ONE, [NO - J], [P]), (ONE, [NO - COUNT * J], [COUNT * P]), "accepted"),
    ((ONE, [NO - J * DOUBLED], [K * DOUBLED]), (ONE, [NO - J * DOUBLED], [GROWN[1]]), "Undecided"),
    ((ONE, [NO - J * DOUBLED], [K * DOUBLED]), (ONE, [GROWN[0]], [K * DOUBLED]), "Undecided"),
    ((ONE, [NO - J * DOUBLED], [K * DOUBLED]), (ONE, [GROWN[0] - J * COUNT], [GROWN[1]]), "Undecided"),
    ((ONE, [NO - J * DOUBLED], [K * DOUBLED]), (ONE, [GROWN[0]], [TWO * GROWN[1]]), "Undecided"),
    ((TWO, [NO], [NO]), (ONE, [NO], [NO]), "Undecided"),
    ((ONE, [NO], [NO]), (TWO, [NO], [NO]), "Undecided"),
    ((Z, [NO], [NO]), (RAISED, [NO], [NO]), "Undecided"),
]
"""Copies one above the other: the next one, what so many are said to see, and what is decided."""

MUTANTS = [
    ("[const(1), const(0), const(0)]:", "[const(1), const(0), right]:"),
    ("[const(1), const(0), const(0)]:", "[const(1), left, const(0)]:"),
    ("[const(1), const(0), const(0)]:", "[stride, const(0), const(0)]:"),
    ("for x in (stride, left, right)] != then or not", "for x in (stride, left, right)] != then and not"),
    (" or not self._never_negative(stride):", ":"),
    ("then = [stride * s, left", "then = [stride, left"),
    ("left + stride * a,", "left + a,"),
    ("right + stride * b]", "right + b]"),
    ("right - left, const(2)", "right, const(2)"),
    ("right - left, const(2)", "right - left, const(1)"),
    ('atom("var", name) + const(least)', 'atom("var", name) + const(least + 1)'),
    ('atom("var", name) + const(least)', 'atom("var", name)'),
    ("if not 0 <= below < len(self.known):", "if not below < len(self.known):"),
    ("((0, stride), (0, step), (1, taps))", "((0, stride), (0, step), (0, taps))"),
    ("((0, stride), (0, step), (1, taps))", "((0, stride), (1, taps))"),
    ("((0, stride), (0, step), (1, taps))", "((0, step), (1, taps))"),
    ("stride * first, stride * (first", "first, stride * (first"),
    ("step * (taps - const(1)))", "step * taps)"),
    ("return stride * up,", "return up,"),
    ("[start + left for left in lefts]", "[start for left in lefts]"),
    ("[end + right for right in rights]", "[end for right in rights]"),
    ("if any(stride != said[0] for stride, _, _ in seen):", "if False:"),
    (
        '(("a first sample", 1, lefts, said[1]), ("a last sample", -1, rights, said[2]))',
        '(("a last sample", -1, rights, said[2]),)',
    ),
    (', ("a last sample", -1, rights, said[2]))', ",)"),
    ("1, lefts", "-1, lefts"),
    ("-1, rights", "1, rights"),
    ("if not any(self._never_negative", "if False and any(self._never_negative"),
    ("if not said or any(one not in ends for one in said):", "if any(one not in ends for one in said):"),
    ("if not said or any(one not in ends for one in said):", "if not said:"),
    ("len(said) < 2 and ", ""),
    (" and self._only_symbols([*ends, *said])", ""),
    ("if {name for _, name in number.atoms()} - {*self.moved}:", "if False:"),
    ("all(c > 0 for _, c in number.substitute(self.moved))", "True"),
    ("all(c > 0 for _, c in number.substitute(self.moved))", "all(c > 0 for _, c in number)"),
    ('atom("var", name) + const(low)', 'atom("var", name) + const(low + 1)'),
    ("self.known.append(said)", "self.known.append(ITSELF)"),
]
