"""What every notation of a tree has in common: what binds how tightly, and where brackets have to stand.

A notation says how each thing looks, and how tightly a part has to bind to stand in each place without brackets.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar

from symrf.terms.tree import At, Big, Num, Op, Rel, Sym, Term

SUM, BIG, PRODUCT, UNARY, POWER, ATOM = range(1, 7)
Written = tuple[str, int]
"""What is written, and how tightly it binds."""


def signed(parts: Sequence[Term]) -> Iterator[tuple[bool, Term]]:
    """The parts of a sum without their signs, and whether that is a minus."""
    for part in parts:
        minus = isinstance(part, Op) and part.op == "neg"
        yield minus, part.args[0] if isinstance(part, Op) and minus else part


class Printer(ABC):
    """A notation. summand, opposite: how tightly a part of a sum, and what stands after a minus sign, has to bind.

    relations: how they are written, where that is not as in symrf's own notation.
    """

    relations: ClassVar[Mapping[str, str]] = {}
    plus: ClassVar[str] = " + "
    minus: ClassVar[str] = " - "
    sign: ClassVar[str] = "-"
    summand: ClassVar[int]
    opposite: ClassVar[int]
    negated: ClassVar[int]

    def write(self, tree: Term | Rel) -> str:
        """The tree without outer brackets; of a relation both sides."""
        if isinstance(tree, Rel):
            return f"{self.write(tree.left)} {self.relations.get(tree.op, tree.op)} {self.write(tree.right)}"
        return self.written(tree)[0]

    def inside(self, tree: Term, least: int) -> str:
        """The tree, in brackets unless it binds at least so tightly."""
        written, level = self.written(tree)
        return written if level >= least else self.brackets(written)

    def written(self, tree: Term) -> Written:
        """The tree, and how tightly it binds."""
        match tree:
            case Num(value=value):
                return self.number(value)
            case Sym(name=name):
                return self.name(name), ATOM
            case At():
                return self.indexed(tree), ATOM
            case Big():
                return self.big(tree)
            case Op(op="+", args=args):
                return self.added(args), SUM
            case Op(op="*", args=args):
                return self.multiplied(args)
            case Op(op="neg", args=(inner,)):
                return self.sign + self.inside(inner, self.opposite), self.negated
            case Op(op="/", args=(above, below)):
                return self.quotient(above, below)
            case Op(op="**", args=(base, exponent)):
                return self.power(base, exponent)
            case Op():
                return self.applied(tree)
        raise TypeError(f"not a term: {tree!r}")

    def added(self, args: Sequence[Term]) -> str:
        """A sum, each part with its sign; a sum that comes first is read as the same without brackets."""
        first, *rest = args
        written = [self.write(first)]
        for minus, part in signed(rest):
            written.append((self.minus if minus else self.plus) + self.inside(part, self.summand))
        return "".join(written)

    @abstractmethod
    def brackets(self, written: str) -> str:
        """Round brackets."""

    @abstractmethod
    def number(self, value: Fraction) -> Written:
        """A number."""

    @abstractmethod
    def name(self, name: str) -> str:
        """A symbol, or the name of a sequence."""

    @abstractmethod
    def indexed(self, tree: At) -> str:
        """A term of a sequence."""

    @abstractmethod
    def big(self, tree: Big) -> Written:
        """A sum or product over an index."""

    @abstractmethod
    def multiplied(self, args: Sequence[Term]) -> Written:
        """A product."""

    @abstractmethod
    def quotient(self, above: Term, below: Term) -> Written:
        """A quotient."""

    @abstractmethod
    def power(self, base: Term, exponent: Term) -> Written:
        """A power."""

    @abstractmethod
    def applied(self, tree: Op) -> Written:
        """A rounding, minimum or maximum."""


class Linear(Printer):
    """A notation in a line of text. factor, divisor: how tightly a factor but the first, and a divisor, has to bind."""

    times: ClassVar[str]
    over: ClassVar[str]
    factor: ClassVar[int]
    divisor: ClassVar[int]
    summand = PRODUCT
    negated = UNARY

    def brackets(self, written: str) -> str:
        """Round brackets."""
        return f"({written})"

    def multiplied(self, args: Sequence[Term]) -> Written:
        """A product."""
        first, *rest = args
        return self.times.join([self.inside(first, PRODUCT), *(self.inside(a, self.factor) for a in rest)]), PRODUCT

    def quotient(self, above: Term, below: Term) -> Written:
        """A quotient."""
        return f"{self.inside(above, PRODUCT)}{self.over}{self.inside(below, self.divisor)}", PRODUCT


class Typeset(Printer):
    """A notation with fractions, exponents and sum signs; factors stand side by side.

    room: between letters that would else be read as a word.
    """

    room: ClassVar[str]
    summand = opposite = BIG
    negated = SUM

    def multiplied(self, args: Sequence[Term]) -> Written:
        """Factors side by side; a sum or product sign only last."""
        written = ""
        for i, arg in enumerate(args):
            last = i == len(args) - 1
            piece = self.inside(arg, BIG if last and i else PRODUCT)
            piece = self.brackets(piece) if isinstance(arg, Op) and arg.op == "*" else piece
            beside = [one for one in args[max(i - 1, 0) : i + 1] if isinstance(one, Sym | At)]
            apart = len(beside) == 2 and (any(map(self.is_long, beside)) or self._read_as_a_word(beside, args))
            room = self.room if apart else None
            written += (room or self.between(written, piece, arg) if i else "") + piece
        return written, BIG if isinstance(args[-1], Big) else PRODUCT

    def _read_as_a_word(self, beside: Sequence[Term], factors: Sequence[Term]) -> bool:
        return is_word(factors) and all(isinstance(one, Sym) for one in beside)

    @abstractmethod
    def is_long(self, symbol: Sym | At) -> bool:
        """Whether a symbol is a word by itself."""

    @abstractmethod
    def between(self, before: str, piece: str, arg: Term) -> str:
        """What stands between two factors: a dot where both would else be read as one number."""


def is_word(factors: Sequence[Term]) -> bool:
    """Whether three letters or more stand side by side."""
    return any(all(isinstance(one, Sym) for one in factors[i : i + 3]) for i in range(len(factors) - 2))
