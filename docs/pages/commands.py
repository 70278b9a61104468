"""The reference of the command line, made of the commands themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass

import click

from docs.pages.writing import Linking, Pages, fenced, written
from symrf.cli import cli
from symrf.render.html import escape
from symrf.render.writer import Finished

WRITER = Linking(".")

TYPED = re.compile(r"`([^`]+)`|(?<![\w-])(--?[a-z][\w-]*)")
"""What is typed, in a text: between backquotes, or the name of an option."""


@dataclass(frozen=True)
class Described:
    """A command as its page shows it."""

    name: str
    usage: str
    text: tuple[Finished, ...]
    options: tuple[tuple[str, str], ...]


def described() -> tuple[Described, ...]:
    """Every command, in the order of its use."""
    return tuple(_described(name, command) for name, command in cli.commands.items())


def _described(name: str, command: click.Command) -> Described:
    context = click.Context(command, info_name=f"symrf {name}")
    options = [one for one in command.params if isinstance(one, click.Option)]
    rows = [record for one in options if (record := one.get_help_record(context))]
    paragraphs = re.split(r"\n\s*\n", (command.help or "").strip())
    words = tuple(Finished(TYPED.sub(_code, escape(paragraph))) for paragraph in paragraphs)
    usage = command.get_usage(context).removeprefix("Usage: ")
    return Described(name, " ".join(usage.split()), words, tuple((option, said) for option, said in rows))


def _code(found: re.Match[str]) -> str:
    return f'<code class="option">{found[1] or found[2]}</code>'


def pages() -> Pages:
    """The page of the command line."""
    return {"commands.md": written("commands.md.j2", WRITER, commands=described(), fenced=fenced, epilog=cli.epilog)}
