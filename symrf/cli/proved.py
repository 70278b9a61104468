"""The option of commands that print records: which of them Coq has proved before."""

from __future__ import annotations

import click


def _take(context: click.Context, _: click.Parameter, given: str | None) -> None:
    if given is not None:
        from symrf.certified.recorded import take
        from symrf.derivation.answers.attested import forget

        context.call_on_close(forget)
        take(given)


with_certificate = click.option(
    "--certificate", metavar="DIR", callback=_take, expose_value=False,
    help="A folder of symrf certify -o: which records Coq has proved.",
)  # fmt: skip
