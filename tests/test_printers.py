"""Brackets stand where they have to, in every notation alike: what is printed as text is read back as it was."""

from fractions import Fraction

import pytest
from hypothesis import example, given

from symrf.render.mathml import mathml
from symrf.terms import Num, Op, Sym, Term, latex, parse_value, text
from symrf.terms.printer import signed
from symrf.verification.coq.writer import CoqWriter
from tests.strategies import terms

COQ = CoqWriter(whole=False, integers=frozenset({"l", "L", "i"}))


@pytest.mark.parametrize(
    ("source", "tex", "coq"),
    [
        ("(1/2)**n", r"\left(\frac{1}{2}\right)^{n}", None),
        ("(k/2)**i", r"\left(\frac{k}{2}\right)^{i}", "Pow (k / #2) i"),
        ("(-k)**i", "(-k)^{i}", "Pow (- k) i"),
        ("a - (b - c)", "a - (b - c)", "a - (b - c)"),
        ("a - b*c", "a - b c", "a - b * c"),
        ("-(a + b)*c", "(-(a + b)) c", "- (a + b) * c"),
        ("a*(b*c)", "a (b c)", "a * (b * c)"),
        ("a*(-b)", "a (-b)", "a * (- b)"),
        ("(a*b)/(c*d)", r"\frac{a b}{c d}", "a * b / (c * d)"),
        ("Sum(k, (i, 1, L))*a", r"\left(\sum_{i=1}^L k\right) a", "Sum 1 L (fun i => k) * a"),
        ("a*Sum(k + 1, (i, 1, L))", r"a \sum_{i=1}^L (k + 1)", "a * Sum 1 L (fun i => k + #1)"),
    ],
)
def test_brackets(source: str, tex: str, coq: str | None) -> None:
    tree = parse_value(source)
    assert latex(tree) == tex
    assert mathml(tree).count(">(</mo>") == tex.count("(")
    if coq is not None:
        assert COQ.value(tree) == coq


@given(terms)
@example(Op("+", (Op("+", (Num(Fraction(0)), Sym("k"))), Num(Fraction(0)))))
def test_text_is_read_back(tree: Term) -> None:
    assert text(parse_value(text(tree))) == text(tree)


@given(terms)
def test_two_notations_put_brackets_around_the_same(tree: Term) -> None:
    assert mathml(tree).count(">(</mo>") == latex(tree).count("(")


def test_signs_are_taken_off() -> None:
    a, b = parse_value("a"), parse_value("b")
    assert list(signed([a, Op("neg", (b,)), None])) == [(False, a), (True, b), (False, None)]
