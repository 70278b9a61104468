"""What notebooks show: networks and fields as in a report, theorems and verdicts as in the catalogue, in three formats.

A value that cannot be shown so, as a network that has no receptive field, is shown as its repr: None is returned.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any

from symrf.derivation import AxisField, Derivation, NodeField
from symrf.errors import SymrfError
from symrf.exposition.architecture import architecture
from symrf.exposition.catalogue import entry
from symrf.exposition.view import view
from symrf.field import Field
from symrf.formulas import LETTERS
from symrf.network import Network
from symrf.render import text
from symrf.render.breaking import relation
from symrf.render.document import WORDS, writer_of
from symrf.render.page import page
from symrf.render.parts import formula, section
from symrf.terms import Rel, Sym
from symrf.terms.sympy_form import to_term
from symrf.theorem import Theorem
from symrf.verification import Verdict


def write(format: str, value: object) -> str | None:
    """The value in a format, html, markdown or latex; None where it is shown as its repr.

    >>> print(write("latex", Field.window(kernel=3, stride=2, left=1, right=1)))
    $$\\begin{aligned}
    r &= 3 \\\\
    S &= 2 \\\\
    P &= 1
    \\end{aligned}$$
    """
    made = next((make for kind, make in MAKERS.items() if isinstance(value, kind)), None)
    try:
        return None if made is None else made(format, value)
    except SymrfError:
        return None


def _network(format: str, network: Network) -> str:
    found = architecture(network)
    if format == "latex":
        facts = [fact for axis in found.axes for fact in axis.facts]
        return _aligned([fact.claim for fact in facts])
    brief = replace(found, axes=tuple(replace(axis, calculations=()) for axis in found.axes))
    writer = writer_of(format)
    return page(f"fragment.{writer.suffix}.j2", writer, view=view(brief), **WORDS).lstrip("\n")


def _axis(format: str, field: AxisField) -> str:
    network = field.descent.network
    return _network(format, network.up_to(field.node) if field.node != network.output else network)


def _node(format: str, field: NodeField) -> str:
    return "\n".join(dict.fromkeys(_axis(format, axis) for axis in field.axes.values()))


def _field(format: str, field: Field) -> str:
    numbers = {"r": field.size, "S": field.stride, "P": field.padding}
    claims = [Rel("==", Sym(letter), to_term(value)) for letter, value in numbers.items()]
    if format == "latex":
        return _aligned(claims)
    writer = writer_of(format)
    lines = [(LETTERS[letter].title, writer.inline(claim)) for letter, claim in zip(numbers, claims, strict=True)]
    if format == "markdown":
        return "".join(f"- {title}: {written}\n" for title, written in lines)
    return f"<ul>{''.join(f'<li>{writer.escape(title)}: {written}</li>' for title, written in lines)}</ul>"


def _theorem(format: str, stated: Theorem) -> str:
    found = entry(stated.name)
    if format == "markdown":
        return section(found)
    if format == "latex":
        return f"$${formula(found).strip()}$$" if found.statement else ""
    writer = writer_of(format)
    shown = "".join(f"<div>{writer.claims((claim,))}</div>" for claim in found.statement)
    said = f"<p>{writer.name(found.name)}: {writer.prose(found.english)}</p>"
    return f"<h3>{writer.escape(found.title)}</h3>{said}{shown}"


def _verdict(format: str, found: Verdict) -> str | None:
    said = text.answer(found).strip()
    if format == "latex":
        return None
    return f"<pre>{escape(said)}</pre>" if format == "html" else "".join(f"    {line}\n" for line in said.splitlines())


def _aligned(claims: list[Rel]) -> str:
    return "$$\\begin{aligned}\n" + " \\\\\n".join(map(relation, claims)) + "\n\\end{aligned}$$"


MAKERS: dict[type, Callable[[str, Any], str | None]] = {
    Network: _network, NodeField: _node, AxisField: _axis, Field: _field, Theorem: _theorem,
    Verdict: _verdict, Derivation: lambda format, found: _network(format, found.network),
}  # fmt: skip
