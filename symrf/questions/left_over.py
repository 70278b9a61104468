"""When one layer with symbols reads every sample: (n + p + q - k) mod s is padding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symrf.derivation import domain_of
from symrf.errors import SymrfError
from symrf.layers import Window
from symrf.layers.windows import ZEROS
from symrf.network import Network
from symrf.numbers.symbols import symbol
from symrf.questions import by_walk, instance
from symrf.questions.lines import Undecided
from symrf.questions.positive import exact, never_negative
from symrf.questions.solution import Solution
from symrf.terms import latex
from symrf.terms.sympy_form import number_text, to_term
from symrf.verification.result import OPEN, REFUTED, Result


def of_one_layer(network: Network, question: str, name: str) -> Solution:
    """The sizes of which one layer without dilation, its kernel at least its stride, leaves nothing over."""
    layer = _layer(network)
    n, k, s = symbol(name), exact(layer.kernel), exact(layer.stride)
    left, right = (exact(one) for one in layer.padding)
    if not never_negative(left) or not never_negative(right):
        raise Undecided("a padding may be negative: a crop always leaves samples over")
    free = n + left + right - k
    fits = f"{name} >= {number_text(k - left - right)}"
    domain = [*domain_of(network).conditions]
    if not never_negative(k - s):
        if (k - s).is_number:
            raise Undecided("the stride is larger than the kernel: samples between the windows are read by none")
        domain.append(f"{number_text(s)} <= {k}" if k.is_number else f"{number_text(k)} >= {number_text(s)}")
    whole = right == 0
    said = f"({number_text(free)})/{number_text(s)} is an integer" if whole else (
        f"({number_text(free)}) mod {number_text(s)} <= {number_text(right)}")  # fmt: skip
    above, by, most = (latex(to_term(value)) for value in (free, s, right))
    formula = rf"{above} \equiv 0 \pmod{{{by}}}" if whole else rf"\left({above}\right) \bmod {by} \le {most}"
    route = _walked(network, name, (free, s, right), k)
    checked = stated(layer, n, (free, s, right))
    routes = {"kernel": checked, "theorem": instance.theorem("nothing-left-over"), "walk": route}
    wrong = route.verdict == REFUTED
    return Solution(question, (name,), OPEN if wrong else checked.verdict, domain=tuple(domain), routes=routes,
                    sentence=f"{said}, {fits}", formula=rf"{formula},\quad {latex(to_term(n))} \ge "
                    f"{latex(to_term(k - left - right))}",
                    reason="the walk disagrees; this is an error in symrf, please report it" if wrong else (
                        checked.reason or ""),
                    put=lambda values: _least(name, free, s, right, values))  # fmt: skip


def stated(layer: Window, n: Any, parts: tuple[Any, Any, Any]) -> Result:
    """The kernel's verdict on (n + p + q - k, s, q) being what the theorem says of this layer."""
    left, right = (exact(one) for one in layer.padding)
    own = (n + left + right - exact(layer.kernel), exact(layer.stride), right)
    return instance.equal("nothing-left-over", list(zip(parts, own, strict=True)))


def _layer(network: Network) -> Window:
    """The one layer; Undecided where there are more, or one of another kind."""
    (node, *more) = network.nodes
    layer = node.layer
    if more or not isinstance(layer, Window) or isinstance(layer.padding, str) or layer.ceil_mode:
        symbols = ", ".join(sorted(map(str, domain_of(network).symbols)))
        raise Undecided(f"the network has the symbols {symbols}; give them numbers (--at)")
    if layer.border != ZEROS:
        raise Undecided(f'border "{layer.border}" reads samples again; give numbers (--at)')
    if layer.dilation != 1 and layer.kernel != 1:
        raise Undecided("with dilation, samples between taps may be left over; give numbers (--at)")
    return layer


def _least(name: str, free: Any, stride: Any, right: Any, values: Mapping[str, int]) -> int:
    """The least size at these values."""
    values = {**values, name: 0}
    missing = {s.name for part in (free, stride, right) for s in part.free_symbols} - {*values}
    if missing:
        raise SymrfError(f"give values of {', '.join(sorted(missing))}")
    offset, step, most = (
        int(part.xreplace({s: values[s.name] for s in part.free_symbols})) for part in (free, stride, right)
    )
    lowest = max(1, -offset)
    return next(n for n in range(lowest, lowest + step) if (n + offset) % step <= most)


def _walked(network: Network, name: str, parts: tuple[Any, Any, Any], kernel: Any) -> Result:
    """Random values of the symbols, the kernel at least the stride: sizes are gone through one by one."""
    leasts = {s: at for s, at in domain_of(network).values.items() if s != name}

    def said(at: Mapping[str, int]) -> bool | None:
        above, step, most, taps = (
            int(part.xreplace({s: at[s.name] for s in part.free_symbols})) for part in (*parts, kernel)
        )
        return None if taps < step else above >= 0 and above % step <= most

    return by_walk.every(network, name, lambda plain, at: by_walk.holds(plain, at[name], True), said, leasts)
