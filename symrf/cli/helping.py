"""Pages of help: of a block that keeps its lines the second column is wrapped where the terminal is narrower."""

from __future__ import annotations

import re
from textwrap import wrap

import click

COLUMNS = re.compile(r"(  +\S.*?  +)(\S.*)")


class Formatter(click.HelpFormatter):
    """Help as wide as the terminal."""

    def write_text(self, text: str) -> None:
        """Words, and blocks of lines that are kept."""
        room = self.width - self.current_indent
        super().write_text("\n".join(line for given in text.split("\n") for line in beside(given, room)))


def beside(line: str, room: int) -> list[str]:
    """A line, or where it is wider than the room and has two columns, the words of the second below each other.

    >>> beside("  symrf verify    prove every formula again", 36)
    ['  symrf verify    prove every', '                  formula again']
    """
    found = COLUMNS.fullmatch(line)
    if found is None or len(line) <= room:
        return [line]
    first, *rest = wrap(found[2], max(room - len(found[1]), 12))
    return [found[1] + first, *(" " * len(found[1]) + words for words in rest)]


class Helping(click.Context):
    """What a command is run in."""

    formatter_class = Formatter
