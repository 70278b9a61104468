"""What notebooks show of a value: HTML, Markdown, LaTeX. Who writes it stands above all that is shown.

Values know that they can be shown and nothing of how; the package itself says by whom.
"""

from __future__ import annotations

from collections.abc import Callable

Show = Callable[[str, object], str | None]
_writers: list[Show] = []


def shown_by(write: Show) -> None:
    """From now on `write` shows values: it gets a format, html, markdown or latex, and the value."""
    _writers[:] = [write]


class InNotebooks:
    """A value that notebooks show as more than its repr."""

    __slots__ = ()

    def _repr_html_(self) -> str | None:
        return _shown("html", self)

    def _repr_markdown_(self) -> str | None:
        return _shown("markdown", self)

    def _repr_latex_(self) -> str | None:
        return _shown("latex", self)


def _shown(format: str, value: object) -> str | None:
    return _writers[0](format, value) if _writers else None
