"""A closed form at one network: the formula of a theorem with its sums and products written out, step by step.

Nothing here knows a formula: the statement of the theorem is unrolled over the layers, then letters give way to
numbers. Layers are numbered 1 … L; each has k, s, d, p, q and the span K.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from symrf.numbers import Number, half, is_symbolic, plain
from symrf.terms import At, Big, Num, Op, Sym, Term, names, text
from symrf.terms.sympy_form import to_term
from symrf.terms.tree import ONE, negated, summands, times

MANY = 24
FREE = "uL"
Step = tuple[Term, ...]
"""The parts of a sum."""


@dataclass(frozen=True)
class Evaluation:
    """head = each step = … = value; value is linear in the feature index u_L where the formula is.

    abridged: without the line in letters, as the sum is long.
    """

    steps: tuple[Step, ...]
    value: Number
    per_feature: Number
    abridged: bool = False


class Instance:
    """Layers 1 … L, for writing out formulas.

    >>> from symrf.terms.tree import plus
    >>> from symrf.terms import parse_value, text
    >>> layers = [{"k": 11, "s": 4, "K": 11}, {"k": 3, "s": 2, "K": 3}, {"k": 1, "s": 1, "K": 1}]
    >>> chain = Instance(layers).chain(parse_value("1 + Sum((K[m] - 1)*Product(s[i], (i, 1, m-1)), (m, 1, L))"))
    >>> for step in chain.steps: print(text(plus(list(step))))
    1 + (k[1] - 1) + (k[2] - 1)*s[1]
    1 + 10 + 8
    19
    """

    def __init__(self, layers: Sequence[Mapping[str, Number]]) -> None:
        self.layers = layers
        self.dilated = any(layer["K"] != layer["k"] for layer in layers)
        self._products: dict[tuple[Term, int], list[Number]] = {}

    def chain(self, formula: Term, full: bool = False, in_letters: bool = True) -> Evaluation:
        """The formula's right side, written out in letters, in numbers, term by term, and summed up.

        Terms that are zero and factors that are one are left out. A long sum is not written out in letters
        and equal terms of it are counted together, unless `full`. Nothing is left to dots: all can be read back.
        in_letters: not where others have the numbers of these layers, and k_1 is of another one.
        """
        parts = list(self._parts(formula, {}))
        worth = [(self._value(part, {**scope, FREE: 1}), FREE in names(part)[0]) for part, scope in parts]
        parts = [part for part, (value, _) in zip(parts, worth, strict=True) if value != 0]
        values = [pair for pair in worth if pair[0] != 0]
        long = len(parts) > MANY and not full
        letters = [] if long or not in_letters else [self._letters(part, scope) for part, scope in parts]
        numbers = [self._numbers(part, scope, whole=True) for part, scope in parts]
        runs = [(1, *one) for one in zip(numbers, values, strict=True)]
        if long:
            runs = [(count, *one) for one, count in Counter(one[1:] for one in runs).items()]
        ends = ([count * v for count, _, (v, free) in runs if free == which] for which in (False, True))
        constant, slope = map(total, ends)
        terms = [(count, written) for count, written, _ in runs]
        if len(runs) > 1 and not any(is_symbolic(v) for v, _ in values):  # one line of numbers is enough
            terms = [(count, _scaled(v, FREE if free else None)) for count, _, (v, free) in runs]
        counted = [_counted(*term) for term in terms]
        steps: list[Step] = [tuple(letters), () if long and len(counted) > MANY else tuple(counted)]
        steps.append(tuple(linear(slope, constant)))
        written = [[text(part) for part in step] for step in steps]
        kept = tuple(s for i, s in enumerate(steps) if s and written[i] not in written[:i])
        return Evaluation(kept, constant, slope, long)

    def _parts(self, term: Term, scope: dict[str, int]) -> Iterator[tuple[Term, dict[str, int]]]:
        match term:
            case Op(op="+", args=args):
                for arg in args:
                    yield from self._parts(arg, scope)
            case Op(op="neg", args=(inner,)):
                for part, inside in self._parts(inner, scope):
                    yield negated(part), inside
            case Big(kind="Sum", body=body, var=var):
                for i in self._range(term, scope):
                    yield body, {**scope, var: i}
            case _:
                yield term, scope

    def value(self, term: Term) -> Number:
        """What a term in the layers' letters is worth; ValueError where it says something else, or of no layer.

        >>> from symrf.terms import parse_value
        >>> layers = [{"k": 3, "K": 3, "s": 2}, {"k": 3, "K": 3, "s": 3}]
        >>> Instance(layers).value(parse_value("Product(s[i], (i, 1, L))"))
        6
        """
        return self._value(term, {"L": len(self.layers)})

    def _range(self, big: Big, scope: Mapping[str, int]) -> range:
        low, high = (self._whole(end, {**scope, "L": len(self.layers)}) for end in (big.lo, big.hi))
        if high - low >= len(self.layers):
            raise ValueError(f"from {low} to {high} are more than {len(self.layers)} layers")
        return range(low, high + 1)

    def _whole(self, term: Term, scope: Mapping[str, int]) -> int:
        """The value of an index; ValueError where it is no whole number."""
        value = self._value(term, scope)
        if not isinstance(value, int):
            raise ValueError(f"{text(term)} is no whole number")
        return value

    def _value(self, term: Term, scope: Mapping[str, int]) -> Number:
        match term:
            case Num(value=value):
                return plain(value)
            case Sym(name=name):
                if name not in scope:
                    raise ValueError(f"{name} is no letter of a layer")
                return scope[name]
            case At(name=name, index=index):
                layer = self.layer(index, scope)
                if name not in layer:
                    raise ValueError(f"{text(term)} is not known of its layer")
                return layer[name]
            case Big(kind="Product", body=body, var=var):
                span = self._range(term, scope)
                return self._product(body, var, span.start, span.stop - 1)
            case Big(body=body, var=var):
                return sum(self._value(body, {**scope, var: i}) for i in self._range(term, scope))
        values = [self._value(arg, scope) for arg in term.args]
        match term.op, values:
            case "+", _:
                return plain(sum(values))
            case "neg", [value]:
                return -value
            case "/", [above, 2]:
                return half(above)
            case "*", _:
                product = values[0]
                for value in values[1:]:
                    product = product * value
                return plain(product)
        raise ValueError(f"not part of a closed form: {term.op}")

    def layer(self, index: Term, scope: Mapping[str, int]) -> Mapping[str, Number]:
        """The layer of that index; ValueError where there is none, as Python counts from the end below 0."""
        place = self._whole(index, scope)
        if not 1 <= place <= len(self.layers):
            raise ValueError(f"there is no layer {place}")
        return self.layers[place - 1]

    def _product(self, body: Term, var: str, low: int, high: int) -> Number:
        """The product over low … high; all shorter ones are kept, as every layer asks for the next."""
        known = self._products.setdefault((body, low), [1])
        for i in range(low + len(known) - 1, high + 1):
            known.append(plain(known[-1] * self._value(body, {var: i})))
        return known[max(high - low + 1, 0)]

    def _letters(self, term: Term, scope: Mapping[str, int]) -> Term:
        match term:
            case Sym(name=name) if name in scope:
                return Num(Fraction(scope[name]))
            case At(name=name, index=index):
                letter = "k" if name == "K" and not self.dilated else name
                return At(letter, Num(Fraction(self._value(index, scope))))
            case Big(body=body, var=var):
                places = [{**scope, var: i} for i in self._range(term, scope)]
                return times([self._letters(body, place) for place in places if self._value(body, place) != 1])
            case Op(op="*", args=args):
                factors = [self._letters(arg, scope) for arg in args]
                return times([f for f in factors if f != ONE])
            case Op(op=op, args=args):
                return Op(op, tuple(self._letters(arg, scope) for arg in args))
        return term

    def _numbers(self, term: Term, scope: Mapping[str, int], whole: bool = False) -> Term:
        match term:
            case Sym(name=name) if name == FREE:
                return term
            case Op(op="*", args=(Sym(name=name), other)) if name == FREE:
                return _scaled(self._value(other, scope), FREE)
            case Op(op="*", args=args):
                factors = [self._numbers(arg, scope) for arg in args]
                return times([f for f in factors if f != ONE])
            case Num():
                return term
            case Op(op="+" | "/") if is_symbolic(value := self._value(term, scope)):
                return to_term(value)
            case Op(op=op, args=args):
                return Op(op, tuple(self._numbers(arg, scope) for arg in args))
            case Big(body=body, var=var) if whole:
                values = [self._value(body, {**scope, var: i}) for i in self._range(term, scope)]
                return times([to_term(value) for value in values if value != 1])
        return to_term(self._value(term, scope))


def total(values: list[Number]) -> Number:
    """The sum; expressions are added at once, as one by one each addition would sort all terms anew."""
    if not any(map(is_symbolic, values)):
        return plain(sum(values))
    from symrf.numbers.sound_sympy import sympy

    return plain(sympy.Add(*values))


def linear(slope: Number, constant: Number, variable: str = FREE) -> list[Term]:
    """slope · variable + constant, as the parts of a sum."""
    scaled = [] if slope == 0 else [_scaled(slope, variable)]
    if constant == 0 and scaled:
        return scaled
    return [*scaled, *summands(_scaled(constant, None))]


def _scaled(value: Number, variable: str | None) -> Term:
    if variable is None:
        return to_term(value)
    return Sym(variable) if value == 1 else times([to_term(value), Sym(variable)])


def _counted(count: int, term: Term) -> Term:
    if count == 1:
        return term
    if isinstance(term, Op) and term.op == "neg":
        return negated(_counted(count, term.args[0]))
    factors = term.args if isinstance(term, Op) and term.op == "*" else (term,)
    return times([Num(Fraction(count)), *factors])
