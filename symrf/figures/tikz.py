"""A scene as TikZ, for pdflatex: a bare tikzpicture in black, white and grey."""

from __future__ import annotations

from symrf.figures.scene import CONTEXT, HOLLOW, OUTSIDE, OUTSIDE_READ, READ, Brace, Dot, Label, Polyline, Scene, Text
from symrf.printed import printed
from symrf.render.latex import escape
from symrf.terms import inline

DOTS = {
    READ: "fill=black", HOLLOW: "fill=white", CONTEXT: "draw=black!35,fill=white",
    OUTSIDE: "densely dotted,fill=white", OUTSIDE_READ: "densely dotted,thick,fill=black!30",
}  # fmt: skip
LINES = {"thin": "draw=black!45,line width=0.2pt", "plain": "", "thick": "very thick", "dashed": "densely dashed",
         "dotted": "densely dotted", "bare": "draw=none"}  # fmt: skip

KEYS = str.maketrans({"−": "-", "⌊": "floor(", "⌋": ")", "⌈": "ceil(", "⌉": ")", "…": "..."})
"""What a keyboard has for the signs in words: a comment is ASCII."""


def write(scene: Scene) -> str:
    """The scene as a tikzpicture; it needs tikz and amsmath."""
    lines = [f"% {_comment(scene.alternative)}", r"\begin{tikzpicture}[x=1cm,y=1cm,font=\scriptsize]"]
    lines += map(_mark, scene.marks)
    return "\n".join([*lines, r"\end{tikzpicture}", ""])


def _comment(words: str) -> str:
    return "".join(c if c.isascii() and c.isprintable() else "?" for c in " ".join(words.translate(KEYS).split()))


def _at(x: float, y: float) -> str:
    return f"({x:.3f},{y:.3f})"


def _mark(mark: Dot | Polyline | Text | Brace) -> str:
    match mark:
        case Dot():
            return rf"\draw[{DOTS[mark.style]}] {_at(mark.x, mark.y)} circle[radius={mark.radius:.3f}];"
        case Polyline():
            options = [o for o in (LINES[mark.style], "->" * mark.arrow, "fill=black!12" * mark.closed) if o]
            path = " -- ".join(_at(x, y) for x, y in mark.points) + " -- cycle" * mark.closed
            return rf"\draw[{','.join(options)}] {path};"
        case Brace(x=x, end=end, y=y):
            middle, low = (x + end) / 2, y - 0.2
            bend = min(0.1, (end - x) / 4)
            return (
                rf"\draw {_at(x, y)} .. controls {_at(x, low + 0.1)} .. {_at(x + bend, y - 0.1)} -- "
                rf"{_at(middle - bend, y - 0.1)} .. controls {_at(middle, y - 0.1)} .. {_at(middle, low)} "
                rf".. controls {_at(middle, y - 0.1)} .. {_at(middle + bend, y - 0.1)} -- "
                rf"{_at(end - bend, y - 0.1)} .. controls {_at(end, low + 0.1)} .. {_at(end, y)};"
            )
    anchor = "" if mark.anchor == "center" else f",anchor={mark.anchor}"
    font = r",font=\tiny\ttfamily" if mark.name else ""
    return rf"\node[inner sep=1pt{anchor}{font}] at {_at(mark.x, mark.y)} {{{_label(mark.label)}}};"


def _label(label: Label) -> str:
    return "".join(_words(part) if isinstance(part, str) else f"${inline(printed(part))}$" for part in label)


def _words(words: str) -> str:
    """Text as it was typed, the blanks at its ends kept."""
    inner = words.strip()
    before, after = words.partition(inner)[::2] if inner else (words, "")
    return f"{'~' * bool(before)}{escape(inner)}{'~' * bool(after)}"
