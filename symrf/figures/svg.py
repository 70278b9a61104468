"""A scene as SVG, with alternative text; no fonts, no scripts, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape as html_escape

from symrf.figures.scene import CONTEXT, HOLLOW, OUTSIDE, OUTSIDE_READ, READ, Brace, Dot, Polyline, Scene, Text
from symrf.figures.words import with_signs
from symrf.printed import printed
from symrf.terms import Rel, Term, text

Place = Callable[[float, float], tuple[float, float]]
"""From centimetres to pixels."""

SCALE = 40.0
"""Pixels in a centimetre."""

MARGIN = 0.1
DOTS = {
    READ: 'fill="black"', HOLLOW: 'fill="white"', CONTEXT: 'fill="white" stroke-opacity="0.4"',
    OUTSIDE: 'fill="white"', OUTSIDE_READ: 'fill="#b3b3b3"',
}  # fmt: skip
LINES = {
    "thin": 'stroke-width="0.4" stroke-opacity="0.5"', "plain": "", "thick": 'stroke-width="2.5"',
    "dashed": 'stroke-dasharray="5 3"', "bare": 'stroke="none"', "dotted": 'stroke-dasharray="1.5 2"',
}  # fmt: skip
RAISED, LOWERED = re.compile(r"\*\*(?:(\w+)|\(([^()]*)\))"), re.compile(r"\[([^\[\]]*)\]")
"""The exponent of a power, an index."""

LETTERS = re.compile(r"<[^>]*>|&\w+;|(?P<slanted>\b[^\W\d_](?:\b|\w*\b(?!\()))")
"""What stands slanted in a formula: names, but neither numbers nor functions; tags and entities are no names."""

THIN = "\u2009"
SMALLER = "font-size='75%'"
ANCHORS = {"west": "start", "east": "end"}
DOWN = {"north": 0.28, "south": -0.06}


def write(scene: Scene) -> str:
    """The scene as one svg element."""
    left, low, right, top = scene.box
    wide, tall = ((end - start + 2 * MARGIN) * SCALE for start, end in ((left, right), (low, top)))

    def at(x: float, y: float) -> tuple[float, float]:
        return round((x - left + MARGIN) * SCALE, 1), round((top - y + MARGIN) * SCALE, 1)

    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {tall:.0f}" width="{wide:.0f}" '
        f'role="img" font-family="sans-serif" font-size="10" stroke="black" fill="none">'
    )
    title = f"<title>{escape(scene.alternative)}</title>"
    paper = f'<rect width="{wide:.0f}" height="{tall:.0f}" fill="white" stroke="none"/>'
    return "\n".join([head, title, paper, *(_mark(mark, at) for mark in scene.marks), "</svg>", ""])


def escape(words: str) -> str:
    """Text that is read as it was typed; characters that XML does not have are left out.

    >>> escape('<script> & "x"')
    '&lt;script&gt; &amp; &quot;x&quot;'
    """
    return html_escape("".join(c for c in words if c.isprintable() and not 0xD800 <= ord(c) <= 0xDFFF))


def _mark(mark: Dot | Polyline | Text | Brace, place: Place) -> str:
    match mark:
        case Dot():
            x, y = place(mark.x, mark.y)
            return f'<circle cx="{x}" cy="{y}" r="{mark.radius * SCALE:.1f}" {DOTS[mark.style]}{_edge(mark)}/>'
        case Polyline():
            points = " ".join("{},{}".format(*place(*point)) for point in mark.points)
            kind, fill = ("polygon", 'fill="#e0e0e0"') if mark.closed else ("polyline", "")
            return f'<{kind} points="{points}" {LINES[mark.style]} {fill}/>' + _head(mark, place)
        case Brace(x=x, end=end, y=y):
            middle = (x + end) / 2
            corners = ((x, y), (x, y - 0.1), (middle, y - 0.1), (middle, y - 0.2), (middle, y - 0.1), (end, y - 0.1))
            written = " ".join("{},{}".format(*place(*point)) for point in (*corners, (end, y)))
            return f'<polyline points="{written}"/>'
    x, y = place(mark.x, mark.y - DOWN.get(mark.anchor, 0.09))
    font = ' font-family="monospace" font-size="8"' if mark.name else ""
    inner = "".join(map(_piece, mark.label))
    anchor = ANCHORS.get(mark.anchor, "middle")
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="black" stroke="none"{font}>{inner}</text>'


def _edge(dot: Dot) -> str:
    """The edge of a sample, thinner and with shorter dashes where it is small."""
    radius = dot.radius * SCALE
    thin = f' stroke-width="{radius / 4:.2f}"' if radius < 4 else ""
    dash = f"{min(2.0, radius / 2):.2f}"
    return f'{thin} stroke-dasharray="{dash} {dash}"' if dot.style in (OUTSIDE, OUTSIDE_READ) else thin


def _head(line: Polyline, place: Place) -> str:
    if not line.arrow:
        return ""
    (x0, y0), (x, y) = (place(*point) for point in line.points[-2:])
    long = max(((x - x0) ** 2 + (y - y0) ** 2) ** 0.5, 1e-9)
    dx, dy = (x - x0) / long * 5, (y - y0) / long * 5
    ends = ((x, y), (x - dx - dy / 2, y - dy + dx / 2), (x - dx + dy / 2, y - dy - dx / 2))
    return f'<polygon points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in ends)}" fill="black" stroke="none"/>'


def _piece(part: str | Term | Rel) -> str:
    if isinstance(part, str):
        return escape(part)
    written = escape(with_signs(text(printed(part))))
    raised = RAISED.sub(rf"<tspan {SMALLER} baseline-shift='super'>\1\2</tspan>", written)
    lowered = LOWERED.sub(rf"<tspan {SMALLER} baseline-shift='sub'>\1</tspan>", raised)
    return LETTERS.sub(_slanted, lowered).replace("**", "^").replace("*", THIN)


def _slanted(found: re.Match[str]) -> str:
    return f"<tspan font-style='italic'>{found[0]}</tspan>" if found["slanted"] else found[0]
