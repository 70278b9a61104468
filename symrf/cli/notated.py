"""Options of commands that print: in whose notation, in which shape, what Coq has proved; and formulas as arguments."""

from __future__ import annotations

import re

import click


class WithFormula(click.Command):
    """A command with a formula as an argument, which may begin with a minus: that is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments, formulas that begin with a minus last."""
        taking = {name for option in self.params if not getattr(option, "is_flag", True) for name in option.opts}
        formulas = [
            i for i, one in enumerate(args)
            if re.match(r"-[^-].*[=<>]|-[^-].*\\[lg]eq?\b", one, re.DOTALL) and (i == 0 or args[i - 1] not in taking)
        ]  # fmt: skip
        if formulas and "--" not in args:
            args = [*(one for i, one in enumerate(args) if i not in formulas), "--", *(args[i] for i in formulas)]
        return super().parse_args(ctx, args)


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


def refuse_shape(shape: str | None, format: str) -> None:
    """UsageError where a shape is asked of a format that has none."""
    if shape is not None and format != "latex":
        raise click.UsageError(f"--shape is for the format latex, not {format}")


with_width = click.option(
    "--width", type=click.Choice(["page", "column"]), default="page",
    help="How wide formulas may be: as in a plain article, or in a column.",
)  # fmt: skip


def _prove(context: click.Context, _: click.Parameter, given: str | None) -> None:
    if given is not None:
        from symrf.certified.recorded import take
        from symrf.derivation.answers.attested import forget

        context.call_on_close(forget)
        take(given)


with_certificate = click.option(
    "--certificate", metavar="DIR", callback=_prove, expose_value=False,
    help="A folder of symrf certify -o: which records Coq has proved.",
)  # fmt: skip
