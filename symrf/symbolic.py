"""Checks what a derivation says of a node of a network with symbols, from what is said of the nodes that it reads.

Numbers are the kernel's polynomials; what stands for no symbol (a power, a floor) is a number of its own there. A node
is said to see from the least of some S y + a to the greatest of some S y + b, for every output y and all values of the
symbols for which the numbers are whole. Its edges [from, up, first, step, taps] read the outputs up y + first + step m
of an earlier node, 0 <= m < taps. That S, a and b are those of an edge is a polynomial identity; that no other edge
reaches beyond all of them is an inequality: with every symbol its least value and something more, no coefficient of
the difference is negative.
"""

from collections.abc import Mapping, Sequence

from symrf.kernel.polynomial import Poly, Refused, atom, const, work

Ends = tuple[Poly, Sequence[Poly], Sequence[Poly]]
Edge = tuple[int, Poly, Poly, Poly, Poly]
ITSELF: Ends = (const(1), (const(0),), (const(0),))


class Wrong(Exception):
    """What is said is not so."""


class Undecided(Exception):
    """What is said may be so: these rules do not show it."""


class CheckedSymbols:
    """The nodes that have been checked, in order; at first the input alone.

    least: of each symbol the least value, where it has one; what is not named is any number.
    """

    def __init__(self, least: Mapping[str, int | None]) -> None:
        self.known: list[Ends] = [ITSELF]
        self.least = least
        self.moved = {name: atom("var", name) + const(low) for name, low in least.items() if low is not None}

    def bound(self, name: str, least: int) -> None:
        """Give a number that stands for no symbol, as a power, its least value."""
        self.moved[name] = atom("var", name) + const(least)

    def copies(self, below: int, copy: Ends, said: Ends, none: Mapping[str, Poly], more: Mapping[str, Poly]) -> Edge:
        """Check what so many copies see, one above the other, by induction; the edge that reads them all.

        said: of so many; copy: of the next, each end one polynomial. none and more: what each number that depends on
        how many there are is for none of them, and for one more. Undecided where the induction does not go through.
        """
        (stride, (left,), (right,)), (s, (a,), (b,)) = said, copy
        if [x.substitute({**none}) for x in (stride, left, right)] != [const(1), const(0), const(0)]:
            raise Undecided("no copy that sees something")
        then = [stride * s, left + stride * a, right + stride * b]
        if [x.substitute({**more}) for x in (stride, left, right)] != then or not self._never_negative(stride):
            raise Undecided("one copy more that sees something else")
        return below, stride, left, right - left, const(2)

    def add(self, edges: Sequence[Edge], said: Ends) -> None:
        """Check the next node; Wrong or Undecided where it is not shown to be as said."""
        work[0] = 0
        try:
            self._check([self._through(edge) for edge in edges], said)
        except Refused as why:
            raise Undecided(str(why)) from None
        self.known.append(said)

    def _through(self, edge: Edge) -> Ends:
        """What is seen through one edge."""
        below, up, first, step, taps = edge
        if not 0 <= below < len(self.known):
            raise Wrong("an edge from no earlier node")
        stride, lefts, rights = self.known[below]
        for least, number in ((0, stride), (0, step), (1, taps)):
            if not self._never_negative(number - const(least)):
                raise Undecided("a stride, a step or a number of taps that may be too small")
        start, end = stride * first, stride * (first + step * (taps - const(1)))
        return stride * up, [start + left for left in lefts], [end + right for right in rights]

    def _check(self, seen: list[Ends], said: Ends) -> None:
        self._same("a stride", [stride for stride, _, _ in seen], [said[0]])
        if any(stride != said[0] for stride, _, _ in seen):
            raise Undecided("strides that are not equal")
        lefts, rights = [end for _, ends, _ in seen for end in ends], [end for _, _, ends in seen for end in ends]
        for what, sign, ends, told in (("a first sample", 1, lefts, said[1]), ("a last sample", -1, rights, said[2])):
            self._same(what, ends, told)
            for end in ends:
                if not any(self._never_negative((end - one) * const(sign)) for one in told):
                    raise Undecided(f"{what} that another edge may go beyond")

    def _same(self, what: str, ends: Sequence[Poly], said: Sequence[Poly]) -> None:
        """That what is said is what an edge has.

        Where it is one polynomial and none of theirs, it is wrong: the product of its differences from them is not 0
        everywhere. Of several, or with numbers that are not known, nothing is certain.
        """
        if not said or any(one not in ends for one in said):
            certain = len(said) < 2 and self._only_symbols([*ends, *said])
            raise (Wrong if certain else Undecided)(f"{what} that is that of no edge")

    def _never_negative(self, number: Poly) -> bool:
        if {name for _, name in number.atoms()} - {*self.moved}:
            return False
        return all(c > 0 for _, c in number.substitute(self.moved))

    def _only_symbols(self, numbers: list[Poly]) -> bool:
        return all(part[1] in self.least for number in numbers for part in number.atoms())
