"""Numbers with symbols as Coq: polynomials with whole coefficients, in symbols, powers and sums of powers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from symrf.derivation import AxisField
from symrf.numbers import expression
from symrf.numbers.sound_sympy import sympy
from symrf.numbers.symbols import least_of
from symrf.terms.geometric import Geometric

M = sympy.Dummy("m", integer=True)
"""Any output; no symbol of a network is the same, whatever its name."""
PARITY = re.compile(r"(\w+) is (odd|even)")
LEAST = re.compile(r"(\w+) >= (-?\d+)")
MAX_RATE = 8


class NoRule(Exception):
    """Why there is no theorem."""


class SymbolWriter:
    """Expressions as Coq, in the symbols of the network, called x1, x2, … there, and in numbers of copies, c1, c2, …

    facts: of each power and sum that has been written, by its text, what says how large it is at least.
    """

    def __init__(self, output: AxisField) -> None:
        self.halved = {m[1]: m[2] for c in output.domain if (m := PARITY.fullmatch(c))}
        self.least = {m[1]: int(m[2]) for c in output.domain if (m := LEAST.fullmatch(c))}
        self.names: dict[str, str] = {}
        self.bounds: dict[str, int] = {}
        self.facts: dict[str, str] = {}
        self.copies: dict[Any, str] = {M: "m"}
        self._powers: dict[Any, tuple[Any, Any]] = {}

    def copy(self) -> Any:
        """The number of a copy, as a symbol that no other is."""
        made = sympy.Dummy("c", integer=True, nonnegative=True)
        self.copies[made] = f"c{len(self.copies)}"
        return made

    def text(self, value: Any) -> str:
        """A number; NoRule where it is no polynomial with whole coefficients in what has a word."""
        given = sympy.Add(expression(value), 0)
        try:
            e = sympy.expand(self._atoms(given.xreplace(self._known(given))))
            e = e if _whole(e) else self._with_sums(e)
        except NoRule:
            raise NoRule(f"{given} has no word in Coq here") from None
        if not e.is_polynomial(*e.free_symbols):
            raise NoRule(f"{given} is no polynomial")
        if not _whole(e):
            raise NoRule(f"{given} has coefficients that are not whole")
        return _polynomial(e)

    def term(self, value: Any) -> str:
        """An expression in the output m, with floors, least and greatest; NoRule where Z has no word for it."""
        try:
            return self._term(sympy.expand(value.xreplace(self._known(value))))
        except NoRule:
            said = value.xreplace({M: sympy.Symbol("m")})
            raise NoRule(f"{said} has no word in Coq here") from None

    def _term(self, e: Any) -> str:
        if e.is_Integer:
            return f"({int(e)})"
        if e.is_Symbol:
            return str(e.name)
        if (e.is_Add or e.is_Mul) and any(not part.is_Integer for part in e.atoms(sympy.Rational)):
            above, below = sympy.fraction(sympy.together(e))
            if below.is_Integer:  # it is whole, and so the division leaves no rest
                return f"({self._term(sympy.expand(above))} / {self._term(below)})"
        if e.is_Add or e.is_Mul:
            return f"({(' + ' if e.is_Add else ' * ').join(map(self._term, e.args))})"
        if e.is_Pow and e.exp.is_Integer and 0 < e.exp < 9:
            return f"({' * '.join([self._term(e.base)] * int(e.exp))})"
        if isinstance(e, Geometric) or e.is_Pow and not e.exp.is_Integer:
            return self._term(self._atoms(e))
        if isinstance(e, sympy.Max | sympy.Min):
            word, (text, *more) = "Z.max" if isinstance(e, sympy.Max) else "Z.min", map(self._term, e.args)
            for one in more:
                text = f"({word} {one} {text})"
            return text
        if isinstance(e, sympy.floor):
            above, below = sympy.fraction(sympy.together(e.args[0]))
            return f"({self._term(sympy.expand(above))} / {self._term(sympy.expand(below))})"
        raise NoRule

    def _known(self, value: Any) -> Mapping[Any, Any]:
        return {s: self._symbol(s) for s in sorted(value.free_symbols, key=str)}

    def _symbol(self, s: Any) -> Any:
        if s in self.copies:
            return _integer(self.copies[s])
        name = self.names.setdefault(s.name, f"x{len(self.names) + 1}")
        least = max((x for x in (least_of(s), self.least.get(s.name)) if x is not None), default=None)
        half = {"odd": 1, "even": 0}.get(self.halved.get(s.name, ""))
        if least is not None:
            self.bounds[name] = least if half is None else -((half - least) // 2)
        return _integer(name) if half is None else 2 * _integer(name) + half

    # ---- powers, and the sums that repeating leaves

    def _atoms(self, e: Any) -> Any:
        """With symbols, called as they are written, for powers and geometric sums."""
        if isinstance(e, Geometric):
            return self._sum(*map(self._atoms, e.args))
        if e.is_Pow and not e.exp.is_Integer:
            return self._power(self._atoms(e.base), sympy.expand(e.exp))
        return e.func(*map(self._atoms, e.args)) if e.args else e

    def _power(self, base: Any, exponent: Any) -> Any:
        if base.is_Integer and base > 1:
            primes = sympy.factorint(base).items()
            return sympy.Mul(*(self._powers_of(sympy.Integer(p), n * exponent) for p, n in primes))
        return self._powers_of(base, exponent)

    def _powers_of(self, base: Any, exponent: Any) -> Any:
        """b^(r x + … + e) as (b^x)^r … b^e."""
        more, moving = exponent.as_coeff_Add()
        made = base ** max(more, 0)
        for part in sympy.Add.make_args(moving):
            rate, symbol = part.as_coeff_Mul()
            if not (symbol.is_Symbol and rate.is_Integer and 0 < rate <= MAX_RATE):
                raise NoRule
            if rate == 1 and more < 0:  # of the first alone: B - 2 copies
                symbol, more = symbol + more, 0
            atom = _integer(f"({self.text_of(base)} ^ {_polynomial(symbol)})")
            self._powers[atom] = base, symbol
            self._say(atom, "power_least", base, symbol)
            made *= atom**rate
        if more < 0:
            raise NoRule
        return made

    def _sum(self, base: Any, count: Any) -> Any:
        atom = _integer(f"(geometric {self.text_of(base)} {_polynomial(count)})")
        self._say(atom, "geometric_least", base, count)
        return atom

    def _say(self, atom: Any, lemma: str, base: Any, count: Any) -> None:
        proof = f"({lemma} {self.text_of(base)} {_polynomial(count)} ltac:(bounds) ltac:(bounds))"
        self.facts[atom.name] = f"first [pose proof {proof} | idtac]. "

    def text_of(self, e: Any) -> str:
        """What is written already, in Coq's symbols."""
        return self._term(sympy.expand(e))

    def _with_sums(self, e: Any) -> Any:
        """Without quotients: b^n - 1 is b - 1 times a geometric sum, and n^2 - n twice a number of pairs."""
        sums = {atom: 1 + (base - 1) * self._sum(base, n) for atom, (base, n) in self._powers.items() if e.has(atom)}
        e = sympy.expand(sympy.cancel(e.xreplace(sums)))
        for name in [*self.names.values(), *self.copies.values()]:
            n = _integer(name)
            if not _whole(e) and e.has(n) and e.is_polynomial(n):
                atom = _integer(f"(pairs {name})")
                self.facts[atom.name] = f"first [pose proof (pairs_twice {name} ltac:(bounds)) | idtac]. "
                e = sympy.expand(sympy.rem(e, n**2 - n - 2 * atom, n))
        return e

    def known(self, text: str) -> str:
        """The script that says how large the powers and sums in a text are."""
        return "".join(fact for atom, fact in self.facts.items() if atom in text)

    @property
    def said(self) -> str:
        """What the symbols are."""
        parts = []
        for given, name in self.names.items():
            least, parity = self.bounds.get(name), self.halved.get(given, "")
            if least is not None and parity:
                least = 2 * least + (parity == "odd")
            bound = "" if least is None else f" >= {least}"
            parts.append(f"{parity} integer {given}{bound}".strip())
        return ", ".join(parts)


def _integer(name: str) -> Any:
    return sympy.Symbol(name, integer=True)


def _polynomial(e: Any) -> str:
    symbols = sorted(e.free_symbols, key=str)
    if not symbols or e.is_Symbol:
        return e.name if e.is_Symbol else f"({int(e)})"
    terms = []
    for monomial, coefficient in sympy.Poly(e, *symbols).terms():
        factors = [s.name for s, power in zip(symbols, monomial, strict=True) for _ in range(power)]
        terms.append(" * ".join([f"({coefficient})", *factors]))
    return f"({' + '.join(terms)})"


def _whole(e: Any) -> bool:
    """Whether it is a polynomial with whole coefficients."""
    if not e.free_symbols:
        return bool(e.is_Integer)
    symbols = sorted(e.free_symbols, key=str)
    return bool(e.is_polynomial(*symbols)) and all(c.is_Integer for c in sympy.Poly(e, *symbols).coeffs())
