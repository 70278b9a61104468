"""Mathematical signs of Unicode, as they are pasted from pages, in plain ASCII."""

from __future__ import annotations

import re
import unicodedata

from symrf.errors import shown
from symrf.terms.parse import Checks

_SPACES = dict.fromkeys("\u00a0\u2002\u2003\u2009\u200a\u202f\u205f\t\r", " ") | dict.fromkeys("\u2061\u2062\u200b", "")
_NAMES = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau"
_GREEK = f"{_NAMES} upsilon phi chi psi omega".split()
SIGNS = _SPACES | {
    "\u00d7": "*", "\u00b7": "*", "\u22c5": "*", "\u2219": "*", "\u2217": "*", "\u2022": "*", "\u00f7": "/",
    "\u2212": "-", "\u2013": "-", "\u2215": "/", "\u2044": "/",
    "\u2264": "<=", "\u2a7d": "<=", "\u2265": ">=", "\u2a7e": ">=", "\u2032": "'", "\u2019": "'",
    "\u230a": "\\lfloor ", "\u230b": "\\rfloor ", "\u2308": "\\lceil ", "\u2309": "\\rceil ",
    "\u2211": "\\sum ", "\u03a3": "\\sum ", "\u220f": "\\prod ", "\u03a0": "\\prod ",
    "\u2026": "...", "\u22ef": "...", "\u2113": "l", "\u00bd": "(1/2)", "\u00bc": "(1/4)",
} | dict(zip(map(chr, range(0x3B1, 0x3CA)), (f"{name} " for name in _GREEK), strict=True))  # fmt: skip
"""Each sign and what is read instead."""
LOW = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₗₘₙᵢⱼₜₖₛₚₐₑₒₓ", "0123456789+-=()lmnijtkspaeox", strict=True))
HIGH = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᴸⁿⁱˡᵐᵏʲ", "0123456789+-=()Lnilmkj", strict=True))
_RUN = re.compile(f"([{''.join(map(re.escape, LOW))}]+)|([{''.join(map(re.escape, HIGH))}]+)")


def plain(checks: Checks) -> tuple[str, list[int]]:
    """The source in ASCII, and for each character the place in the source that it comes from."""
    source, written, places, at = checks.source, [], [], 0
    while at < len(source):
        run = _RUN.match(source, at)
        if run:
            table, sign = (LOW, "_") if run.group(1) else (HIGH, "^")
            piece = f"{sign}{{{''.join(table[c] for c in run.group())}}}"
        else:
            c = source[at]
            known = c.isascii() and (c.isprintable() or c == "\n")
            if not known and c not in SIGNS:
                name = unicodedata.name(c, "no name").lower()
                checks.wrong(f"the character {shown(c)[1:-1]} (U+{ord(c):04X}, {name}) is no sign of a formula")
            piece = c if known else SIGNS[c]
        written.append(piece)
        places += [at] * len(piece)
        at = run.end() if run else at + 1
    return "".join(written), places
