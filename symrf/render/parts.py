"""Parts for other people's documents: one network's table and equations, one theorem's formula."""

from __future__ import annotations

from symrf.derivation.answers.features import Feature
from symrf.exposition.apart import apart
from symrf.exposition.architecture import architecture
from symrf.exposition.catalogue import Entry
from symrf.exposition.equations import own_equations, short
from symrf.exposition.view import view
from symrf.network import Network
from symrf.render.breaking import LINE, relation
from symrf.render.document import WORDS, writer_of
from symrf.render.page import page
from symrf.terms import Rel, latex
from symrf.terms.latex import width


def fragment(
    network: Network, format: str, output: str | None = None, expanded: bool = False, feature: Feature | None = None
) -> str:
    """One network without a document around it; with a feature also what this one sees.

    latex: a bare tabular, then the equations; its first line says which packages it needs. markdown: sections.
    """
    writer = writer_of(format)
    network, renamed = apart(network)
    found = architecture(network, output, expanded)
    shown = view(found, feature=feature, renamed=renamed, brief=True)
    below = network if output is None else network.up_to(network.node(output).name)
    own = short(own_equations(shown, below, found.sums))
    return page(f"fragment.{writer.suffix}.j2", writer, view=shown, equations=own, **WORDS).lstrip("\n")


def formula(entry: Entry) -> str:
    """The theorem's formula alone, for mathematics mode in an equation of one's own; several claims are `aligned`.

    Conditions stand beside the claim in brackets; a false one is marked, and comments say when it is right and what is
    true instead. What has no formula is a comment that says where its statement is.
    """
    if not entry.statement:
        return f"% {entry.name} has no formula: {entry.file}, a Coq file, states and proves it\n"
    beside = [rf"({conditions})" for conditions in [_listed(entry.conditions)] if conditions]
    told = [f"% with ${latex(claim)}$" for claim in entry.where]
    if entry.kind == "refutation":
        beside.append(r"\mathrm{(false)}")
        told.insert(0, f"% FALSE{f', right only when {entry.holds_when}' if entry.holds_when else ''}")
        told += [f"% true instead: {entry.right}"] if entry.right else []
    notes = "".join(f"{' '.join(line.split())}\n" for line in told)
    if len(entry.statement) == 1 and sum(map(width, [latex(entry.statement[0]), *beside])) <= LINE:
        return notes + r" \qquad ".join([latex(entry.statement[0]), *beside]) + "\n"
    rows = " \\\\\n".join([*map(relation, entry.statement), *(rf"&\quad {line}" for line in beside)])
    return f"{notes}% needs amsmath\n\\begin{{aligned}}\n{rows}\n\\end{{aligned}}\n"


def _listed(claims: tuple[Rel, ...]) -> str:
    return r",\ ".join(map(latex, claims))


def section(entry: Entry) -> str:
    """The theorem as a section of Markdown."""
    return page("entry.md.j2", writer_of("markdown"), entry=entry, alone=True)
