"""When one layer with symbols reads every sample: (n + p + q - k) mod s is padding; k < s: all lie in one window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symrf.derivation import domain_of
from symrf.errors import SymrfError
from symrf.layers import Window
from symrf.layers.windows import ZEROS
from symrf.network import Network
from symrf.numbers.positive import exact, never_negative
from symrf.numbers.symbols import symbol
from symrf.questions.arithmetic.lines import Unanswered
from symrf.questions.arithmetic.threshold import number
from symrf.questions.evidence import by_walk, instance
from symrf.questions.solution import Solution, judged
from symrf.terms import latex
from symrf.terms.sympy_form import number_text, to_term
from symrf.verification.recorded import theorems
from symrf.verification.result import Result


def of_one_layer(network: Network, question: str, name: str) -> Solution:
    """The sizes of which one layer without dilation leaves nothing over."""
    layer = _layer(network)
    n, k, s = symbol(name), exact(layer.kernel), exact(layer.stride)
    left, right = (exact(one) for one in layer.padding)
    if not never_negative(left) or not never_negative(right):
        raise Unanswered("a padding may be negative: a crop always leaves samples over")
    parts = (k, s, left, right)
    apart, near = never_negative(s - k - 1), never_negative(k - s)
    domain, note = [*domain_of(network).conditions], ""
    between = _apart(n, *parts)
    if not apart and not near:
        domain.append(f"{number_text(s)} <= {k}" if k.is_number else f"{number_text(k)} >= {number_text(s)}")
        note = f"where {number_text(k)} < {number_text(s)}: {between[0]}"
    sentence, formula = between if apart else _whole(n, *parts)
    names = ["nothing-left-over"] * (not apart) + ["nothing-left-over-apart"] * (not near)
    checked = stated(layer, n, parts, " and ".join(names))
    routes = {"kernel": checked, "theorem": theorems(*names), "walk": _walked(network, name, parts)}
    verdict, reason = judged(routes, "kernel")
    return Solution(question, (name,), verdict, domain=tuple(domain), note=note, routes=routes,
                    sentence=sentence, formula=formula, reason=reason,
                    put=lambda values: _least(parts, values))  # fmt: skip


def _whole(n: Any, k: Any, s: Any, left: Any, right: Any) -> tuple[str, str]:
    """What is left after the last window is padding: in words and in LaTeX."""
    least, free = k - left - right, n + left + right - k
    fits, there = f"{n} >= {number_text(least)}", rf"{latex(to_term(n))} \ge {latex(to_term(least))}"
    if right == 0:
        said, written = f"({number_text(free)})/{_alone(s)} is an integer", (
            rf"{latex(to_term(free))} \equiv 0 \pmod{{{latex(to_term(s))}}}")  # fmt: skip
    else:
        said, written = f"({number_text(free)}) mod {_alone(s)} <= {number_text(right)}", (
            rf"\left({latex(to_term(free))}\right) \bmod {_alone(s, True)} \le {latex(to_term(right))}")  # fmt: skip
    return f"{said}, {fits}", rf"{written},\quad {there}"


def _apart(n: Any, k: Any, s: Any, left: Any, right: Any) -> tuple[str, str]:
    """The whole map lies in one window, with padding around it: in words and in LaTeX."""
    said, written = str(n), latex(to_term(n))
    if left != 0:
        said = f"{said} + ({_alone(left)} mod {_alone(s)})"
        written = rf"{written} + \left({_alone(left, True)} \bmod {_alone(s, True)}\right)"
    if right == 0:
        return f"{said} = {number_text(k)}", f"{written} = {latex(to_term(k))}"
    return f"{number_text(k - right)} <= {said} <= {number_text(k)}", (
        rf"{latex(to_term(k - right))} \le {written} \le {latex(to_term(k))}")  # fmt: skip


def _alone(value: Any, typeset: bool = False) -> str:
    """A number or a symbol, all else in brackets."""
    written = latex(to_term(value)) if typeset else number_text(value)
    if value.is_Symbol or value.is_Integer and value >= 0:
        return written
    return rf"\left({written}\right)" if typeset else f"({written})"


def stated(layer: Window, n: Any, parts: tuple[Any, ...], theorem: str) -> Result:
    """The kernel's verdict on k, s, p, q and n + p + q - k being what the theorem says of this layer."""
    left, right = (exact(one) for one in layer.padding)
    k, s, p, q = parts
    own = (exact(layer.kernel), exact(layer.stride), left, right, n + left + right - exact(layer.kernel))
    return instance.equal(theorem, list(zip((k, s, p, q, n + p + q - k), own, strict=True)))


def _layer(network: Network) -> Window:
    """The one layer; Unanswered where there are more, or one of another kind."""
    (node, *more) = network.nodes
    layer = node.layer
    if more or not isinstance(layer, Window) or isinstance(layer.padding, str) or layer.ceil_mode:
        raise Unanswered("with symbols it is asked of one layer, with explicit padding")
    if layer.border != ZEROS:
        raise Unanswered(f'border "{layer.border}" reads samples again')
    if layer.dilation != 1 and layer.kernel != 1:
        raise Unanswered("with dilation, samples between taps may be left over")
    return layer


def _holds(n: int, k: int, s: int, left: int, right: int) -> bool:
    """Whether n samples are all read."""
    if k < s:
        return k - right <= n + left % s <= k
    return n >= k - left - right and (n + left + right - k) % s <= right


def _least(parts: tuple[Any, ...], values: Mapping[str, int]) -> int:
    """The least size at these values."""
    missing = {s.name for part in parts for s in part.free_symbols} - {*values}
    if missing:
        raise SymrfError(f"give values of {', '.join(sorted(missing))}")
    k, s, left, right = (int(number(part, values)) for part in parts)
    lowest = max(1, k - left - right)
    found = next((n for n in range(lowest, lowest + max(k, s)) if _holds(n, k, s, left, right)), None)
    if found is None:
        numbers = ", ".join(f"{name} = {value}" for name, value in values.items())
        raise SymrfError(f"{numbers}: no input size does")
    return found


def _walked(network: Network, name: str, parts: tuple[Any, ...]) -> Result:
    """Random values of the symbols: sizes are gone through one by one."""
    leasts = {s: at for s, at in domain_of(network).values.items() if s != name}

    def said(at: Mapping[str, int]) -> bool:
        k, s, left, right = (int(number(part, at)) for part in parts)
        return _holds(at[name], k, s, left, right)

    return by_walk.every(network, name, lambda plain, at: by_walk.holds(plain, at[name], True), said, leasts)
