"""What notebooks show of a picture."""

from __future__ import annotations

from symrf.figures import svg, tikz
from symrf.figures.scene import Scene


def write(format: str, value: object) -> str | None:
    """The picture as SVG where HTML is shown, as TikZ in LaTeX, in Markdown what it shows in words."""
    if not isinstance(value, Scene):
        return None
    if format == "markdown":
        return f"{value.alternative}.\n"
    return svg.write(value) if format == "html" else tikz.write(value)
