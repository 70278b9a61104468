"""A repetition as one layer: the sums over its copies, proved by induction over their number.

Copy l of B is a layer with the kernel r, stride S and paddings P, Q of the body (theorem one-layer-equivalent); the
catalogue's recurrences from the input on, J and R, and the like ones of the paddings, then give the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from symrf.claims.evidence.identity import KernelWriter, NotWritten
from symrf.derivation import derive
from symrf.network import Network, Node
from symrf.numbers.order import at_least
from symrf.numbers.sound_sympy import sympy
from symrf.numbers.symbols import symbol
from symrf.prove.accepted import certified
from symrf.prove.find import NotFound
from symrf.prove.statement import Json
from symrf.repeat import Repeat
from symrf.statement import NotExpressible
from symrf.theorem import Theorem

NAMES = {"size": ("K", "R"), "stride": ("s", "J"), "padding": ("p", "x"), "right_padding": ("q", "z")}
"""Of a field: the letter that it is of a layer, and the sequence over the copies that it comes from."""

DEFINED = (("x[0] == 0", "x[l] == x[l-1] + p[l]*J[l-1]"), ("z[0] == 0", "z[l] == z[l-1] + q[l]*J[l-1]"))


@dataclass(frozen=True)
class Lemma:
    """A certificate, what it is of, and what its plain numbers stand for."""

    of: str
    certificate: Json
    where: Mapping[str, str]


class NotCarried(Exception):
    """Why no theorem of the catalogue carries a number of this network."""


def copies(node: Node, network: Network) -> tuple[Mapping[str, Any], Lemma]:
    """k s d p q K of a repetition as one layer, and the certificate of that; NotCarried where there is none."""
    repeat = node.layer
    if not isinstance(repeat, Repeat):
        raise NotCarried(f"{node.name} is no repetition")
    count = repeat.times
    if not count.is_Symbol:
        count = symbol("copies", 1 if at_least(repeat.times, 1) else 0)
    alone = replace(network, nodes=(Node(node.name, replace(repeat, times=count)),), input_size={}, chosen="")
    whole, body = _numbers(alone), _numbers(replace(repeat.body, input_size={}))
    writer = KernelWriter(count)
    try:
        certificate = certified(_theorem(writer, whole, body, repeat.index))
    except (NotFound, NotExpressible, NotWritten) as why:
        raise NotCarried(f"the kernel does not prove the sums over the copies of {node.name} ({why})") from None
    at = {what: value.xreplace({count: repeat.times}) for what, value in whole.items()}
    layer = {letter: at[what] for what, (letter, _) in NAMES.items()}
    where = writer.where | {"L": str(repeat.times)}
    return {**layer, "k": layer["K"], "d": 1}, Lemma(f"the copies of {node.name}", certificate, where)


def _numbers(network: Network) -> dict[str, Any]:
    """r, S, P and Q of a network."""
    field = derive(network).output
    found = {what: getattr(field, what) for what in NAMES}
    if field.kind != "affine":
        raise NotCarried(f"the field of {network.output} is {field.kind}")
    if None in found.values():
        unknown = [what.replace("_", " ") for what, value in found.items() if value is None]
        raise NotCarried(f"the {' and '.join(unknown)} of {network.output} is not known")
    return {what: sympy.Add(value, 0) for what, value in found.items()}


def _theorem(writer: KernelWriter, whole: Mapping[str, Any], body: Mapping[str, Any], index: str) -> Theorem:
    """Of every number L of copies, copy l of which has the numbers of the body."""
    letters = {what: "k" if letter == "K" else letter for what, (letter, _) in NAMES.items()}
    assume = [f"{letter}[l] == {_of_copy(writer, body[what], index)}" for what, letter in letters.items()]
    said = {"L": [], "l": []}  # type: dict[str, list[str]]
    for what in ("stride", "size", "padding", "right_padding"):
        mark = sympy.Dummy(what)
        for place, lines in said.items():
            writer.letter = place
            writer.names[mark] = f"{NAMES[what][1]}[{place}]"
            lines.append(writer.equation(mark, whole[what]))
            del writer.names[mark]
    return Theorem(
        "copies", "the sums over copies", "", tuple(said["L"]), assume=("d[l] == 1", *assume), define=DEFINED,
        carry=tuple(said["l"]),
    )  # fmt: skip


def _of_copy(writer: KernelWriter, value: Any, index: str) -> str:
    """A number of copy l. Where b**(index - 1) is a quotient of powers of b**index, it is written by what l - 1 is."""
    moving = [s for s in value.free_symbols if s.name == index]
    try:
        for place, more in (("l", 0), ("(l - 1)", 1)):
            writer.bound = dict.fromkeys(moving, place)
            above, below = writer.quotient(value.xreplace({s: s + more for s in moving}))
            if below == "1":
                return above
    finally:
        writer.bound = {}
    raise NotWritten(f"{value} is a quotient")
