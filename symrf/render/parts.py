"""Parts for other people's documents: one network's table and equations, one theorem's formula."""

from __future__ import annotations

from symrf.derivation.answers.features import Feature
from symrf.exposition import of_network
from symrf.exposition.architecture import architecture
from symrf.exposition.catalogue import Entry
from symrf.exposition.equations import own_equations, short
from symrf.exposition.own_symbols import apart
from symrf.exposition.view import view
from symrf.network import Network
from symrf.printed import printed
from symrf.render.breaking import HIGH, enclosed, height, relation, stacked
from symrf.render.document import WORDS, writer_of
from symrf.render.page import page
from symrf.render.shapes import WIDTHS, bare
from symrf.terms import latex
from symrf.terms.latex import width as wide

BEYOND = {
    "line": "Higher than a page, and left out; with --shape aligned a page may end in it.",
    "aligned": r"Higher than a page, which may end in it after \allowdisplaybreaks.",
}
"""What is said of an equation that no page holds, in each shape."""


def fragment(
    network: Network, format: str, output: str | None = None, expanded: bool = False, feature: Feature | None = None,
    width: str = "page",
) -> str:  # fmt: skip
    """One network without a document around it; with a feature also what this one sees.

    latex: a bare tabular, then the equations, no wider than a plain article or one of its columns; its first line says
    which packages it needs. markdown: sections.
    """
    writer = writer_of(format, WIDTHS[width])
    network, renamed = apart(network)
    found = architecture(network, output, expanded)
    shown = view(found, feature=feature, renamed=renamed, brief=True)
    below = network if output is None else network.up_to(network.node(output).name)
    own = short(own_equations(shown, below, found.sums))
    return page(f"fragment.{writer.suffix}.j2", writer, view=shown, equations=own, **WORDS).lstrip("\n")


def separate(network: Network, output: str | None, shape: str, width: str) -> str:
    """A network's equations alone, bare, each under its name and what makes it true, as comments.

    shape: "line" or "aligned", which has & and is no wider than `width`, "page" or "column".
    """
    writer = writer_of("latex")
    network, renamed = apart(network)
    found = architecture(network, output)
    below = network if output is None else network.up_to(network.node(output).name)
    shown = view(found, renamed=renamed)
    lines = [f"% {writer.sentence(said)}" for said in of_network.renamed(shown)]
    written: dict[str, str] = {}
    for one in own_equations(shown, below, found.sums):
        written[one.name] = bare(one.parts, shape, width)
        if written[one.name] == written.get(one.name.removesuffix(".worked")) and one.name.endswith(".worked"):
            continue  # in one line a derivation is its ends alone
        lines += ["", f"% {one.name}", *(f"% {writer.sentence(said)}" for said in one.where)]
        if height(written[one.name]) > HIGH:
            lines.append(f"% {BEYOND[shape]}")
            if shape == "line":
                continue
        lines.append(written[one.name])
    return "\n".join(lines).strip() + "\n"


def formula(entry: Entry, shape: str | None = None, width: str = "page") -> str:
    """The theorem's formula alone, for mathematics mode in an equation of one's own; several claims are `aligned`.

    Conditions stand beside the claim in brackets; a false one is marked, and comments say when it is right and what is
    true instead. What has no formula is a comment that says where its statement is. shape: "line" or "aligned", bare,
    without what stands beside it, as comments.
    """
    if not entry.statement:
        return f"% {entry.name} has no formula: {entry.file}, a Coq file, states and proves it\n"
    stated = tuple(map(printed, entry.statement))
    conditions = list(map(printed, entry.conditions))
    provided = r",\ ".join(map(latex, conditions))
    limit = WIDTHS[width]
    beside = [f"({provided})"] if provided else []
    below = [rf"&\quad ({provided})"] if provided else []
    if wide(provided) > limit:
        below = [enclosed(one, limit) for one in conditions]
    told = [f"% with ${latex(printed(claim))}$" for claim in entry.where]
    if entry.kind == "refutation":
        beside.append(r"\mathrm{(false)}")
        below.append(r"&\quad \mathrm{(false)}")
        when = writer_of("latex").prose(entry.holds_when)
        told.insert(0, f"% FALSE, right only when {when}" if when else "% FALSE")
        told += [f"% true instead: {entry.right}"] if entry.right else []
    if shape is not None:
        told += [f"% provided that ${provided}$"] if provided else []
    notes = "".join(f"{' '.join(line.split())}\n" for line in told)
    if shape is not None:
        return f"{notes}{bare(entry.statement, shape, width)}\n"
    if len(stated) == 1 and sum(map(wide, [latex(stated[0]), *beside])) <= limit:
        return notes + r" \qquad ".join([latex(stated[0]), *beside]) + "\n"
    rows = stacked([relation(one, limit=limit) for one in stated], limit, below)
    return f"{notes}% needs amsmath\n\\begin{{aligned}}\n{rows}\n\\end{{aligned}}\n"


def section(entry: Entry) -> str:
    """The theorem as a section of Markdown."""
    return page("entry.md.j2", writer_of("markdown"), entry=entry, alone=True)
