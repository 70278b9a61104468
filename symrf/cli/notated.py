"""The options of commands that print formulas: in whose notation, and in which shape."""

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
with_shape = click.option(
    "--shape", type=click.Choice(["line", "aligned"]), help="Bare equations only, in one line or with & (latex)."
)
with_width = click.option(
    "--width", type=click.Choice(["page", "column"]), default="page", help="How wide aligned ones may be."
)
