"""The option of commands that print formulas: in whose notation."""

from __future__ import annotations

import click


def _take(context: click.Context, _: click.Parameter, given: str | None) -> None:
    if given is not None:
        from symrf.printed import using

        context.with_resource(using(given))


with_notation = click.option(
    "--notation", metavar="FILE", callback=_take, expose_value=False,
    help="Formulas in your own letters: a TOML file, or distill, dang, torch.",
)  # fmt: skip
