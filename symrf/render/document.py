"""report(): everything about some networks, or the whole catalogue, as one document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any

from symrf.errors import SymrfError, shown
from symrf.exposition.architecture import architecture
from symrf.exposition.catalogue import Entry, entries
from symrf.exposition.equations import appendix, own_equations
from symrf.exposition.own_symbols import apart
from symrf.exposition.records import Exposition
from symrf.exposition.view import View, definition, summary, view
from symrf.formulas import LETTERS, QUANTITIES
from symrf.formulas.quantities import PARAMETERS, SPAN
from symrf.layers import Layer
from symrf.network import Network
from symrf.render.breaking import LINE
from symrf.render.formats import FORMATS
from symrf.render.page import page
from symrf.render.verdicts import MEANINGS, notes, route_words, routes_of, verified
from symrf.render.writer import Aligned, Document, Finished
from symrf.terms import At, Sym, names, parse_value
from symrf.theorem import claim, theorem_names
from symrf.verification import Verdict
from symrf.verification.recorded import recorded

KINDS = (("theorem", "Theorems"), ("refutation", "Published statements that are false as written"))
WORDS = {"L": Sym("L"), "one": parse_value("1")}
"""Formulas that the prose of a template mentions."""

Verifier = Callable[[Sequence[str]], Iterable[Verdict]]


def report(
    networks: Network | Layer | Iterable[Network | Layer] | None = None,
    format: str = "latex",
    *,
    output: str | None = None,
    expanded: bool = False,
    verify: bool = False,
    verdicts: Verifier | None = None,
) -> str:
    """A document on one network or several; without a network on the whole catalogue of formulas and theorems.

    format: "latex" (for pdflatex), "markdown" (GitHub's) or "html". output: the node it is about, the last one where
    none is named. expanded: sums and expressions in full. verify: the verdicts on theorems are proved now, and not as
    recorded with the package; verdicts: what finds them by name instead. A network's own sums are always proved now.
    Raises SymrfError for an unknown format or node, and what derive raises.

    >>> import symrf
    >>> page = symrf.report(symrf.Conv(3) >> symrf.Conv(3), "markdown")
    >>> print(page.splitlines()[0])
    # Receptive fields
    """
    writer = writer_of(format)
    every = [apart(network) for network in _networks(networks)]
    found = [architecture(network, output, expanded) for network, _ in every]
    views = [
        view(one, number if len(found) > 1 else 0, renamed=renamed, brief=True)
        for number, (one, (_, renamed)) in enumerate(zip(found, every, strict=True), start=1)
    ]
    listed = entries() if networks is None else ()
    stated = [entry.name for entry in listed] if networks is None else _stated(views)
    known = list((verdicts or (_verify if verify else recorded))(stated)) if stated else []
    by_name = {verdict.name: verdict for verdict in known}
    listed = tuple(replace(entry, verdict=by_name.get(entry.name)) for entry in listed)
    sums = list(dict.fromkeys(one for each in found for one in each.sums))
    copies = [
        equation
        for (network, _), shown_, each in zip(every, views, found, strict=True)
        for equation in appendix(own_equations(shown_, network.up_to(each.output) if output else network, each.sums))
    ]
    own = [network for network, _ in every]
    context = _context(views, listed, known) | (_pointing(own, found, output) if format == "html" else {})
    return page(f"report.{writer.suffix}.j2", writer, sums=sums, appendix=copies, **context)


def _pointing(networks: Sequence[Network], found: Sequence[Exposition], output: str | None) -> dict[str, Any]:
    """What a page that is pointed at needs: for every network and set of axes a picture, and what the page may do."""
    from symrf.exposition.pointing import pointing
    from symrf.render.pointing import Picture, policy, script

    parts = [net if output is None else net.up_to(net.node(output).name) for net in networks]
    sights = [
        [pointing(net, axis.axes[0]) for axis in one.axes] for net, one in zip(parts, found, strict=True)
    ]
    points = [[None if one is None else Picture(one) for one in each] for each in sights]
    return {"points": points, "policy": Finished(policy()), "script": Finished(script())}


def writer_of(format: str, limit: float = LINE) -> Document:
    """What writes the format, alignments no wider than that; SymrfError where there is none."""
    if format not in FORMATS:
        raise SymrfError(f"no format {shown(format)}; formats of a report are {', '.join(FORMATS)}")
    writer: Document = import_module(f"symrf.render.{format}").WRITER
    return type(writer)(limit) if isinstance(writer, Aligned) and limit != LINE else writer


def _networks(networks: Any) -> list[Network]:
    if networks is None:
        return []
    several = [networks] if isinstance(networks, Network | Layer) else networks
    if isinstance(several, str) or not isinstance(several, Iterable):
        raise SymrfError(f"report takes networks, not {shown(several)}; symrf.read makes one")
    found: list[Network] = []
    for network in several:
        if not isinstance(network, Network | Layer):
            raise SymrfError(f"report takes networks, not {shown(network)}; symrf.read makes one")
        found += Network.of(network).by_source()
    if not found:
        raise SymrfError("report got an empty list of networks; leave it out for the catalogue")
    return found


def _stated(views: Sequence[View]) -> list[str]:
    known = {*theorem_names()}
    return list(dict.fromkeys(name for one in views for name in one.theorems if name in known))


def _verify(names: Sequence[str]) -> Iterable[Verdict]:
    by_name = {verdict.name: verdict for verdict in verified(names, examples=200)}
    return [by_name[name] for name in names]


def _context(views: Sequence[View], listed: Sequence[Entry], known: Sequence[Verdict]) -> dict[str, Any]:
    from symrf import __version__

    used = {c.quantity.letter for one in views for axis in one.axes for c in axis.report.calculations}
    facts = [fact for one in views for axis in one.axes for fact in axis.facts]
    used |= {fact.symbol.name.partition("_")[0] for fact in facts if isinstance(fact.symbol, At | Sym)}
    used |= {head.name for one in views for axis in one.axes for head in axis.table.seen if isinstance(head, Sym)}
    used |= {letter for x in used & set(LETTERS) for letter in names(claim(LETTERS[x].step))[1]}
    quantities = [quantity for quantity in QUANTITIES if quantity.letter in used or not views]
    definitions = [definition(quantity) for quantity in quantities]
    if not views:  # closed forms are theorems, which the catalogue lists
        definitions = [replace(one, closed=()) for one in definitions]
    said = [claim(SPAN), *(rel for one in definitions for rel in (*one.rule, *one.closed))]
    said += [rel for one in views for axis in one.axes for rel in axis.table.always]
    used |= {letter for rel in said for letter in names(rel)[1]}
    used |= {column.heading.name for one in views for axis in one.axes for column in axis.table.columns
             if isinstance(column.heading, Sym)}  # fmt: skip
    routes = routes_of(known)
    return {
        "version": __version__,
        "title": "Receptive fields" if views else "Receptive-field arithmetic",
        "subtitle": f"symrf {__version__}: {'exact, from proved formulas' if views else 'formulas and theorems'}",
        "views": views,
        "summary": summary(views),
        "definitions": definitions,
        "parameters": [(one, At(one.letter, Sym("l"))) for one in PARAMETERS if one.letter in used or not views],
        "span": claim(SPAN),
        "maps": (parse_value("f[0]"), parse_value("f[L]")),
        "entries": listed,
        "kinds": KINDS,
        "verdicts": [(verdict, [route_words(verdict.routes.get(route)) for route in routes]) for verdict in known],
        "routes": routes,
        "notes": notes(known),
        "meanings": [(route, MEANINGS[route]) for route in routes],
        **WORDS,
    }
