"""What is said of a network: of what its output sees, and of the table of its layers."""

from __future__ import annotations

from collections.abc import Iterator

from symrf.derivation import AxisField
from symrf.derivation.shapes.border import Border
from symrf.exposition import exactness
from symrf.exposition.answer import FIRST, LAST, Pieces, Seen, Words, between
from symrf.exposition.conditions import spaced
from symrf.exposition.repeated import repeated
from symrf.exposition.sentences import Sentence, listed
from symrf.exposition.table import Cell, File, Name, Range
from symrf.exposition.view import AxisView, View
from symrf.terms import Op, Rel, Sym, Term, names

MOST = 8
"""Of more other outputs the first are named."""

OUTSIDE = "samples outside the input are padding"


def along(axis: AxisView) -> Iterator[Sentence]:
    """The size of the input, and for which axes everything is said."""
    alike = (" and ".join(axis.axes),) if len(axis.axes) > 1 else ()
    if axis.size is not None:
        yield (*((f"along {alike[0]} alike ",) if alike else ()), "the input has ", axis.size, " samples")
    elif alike:
        yield (f"what is said holds along {alike[0]} alike",)


def region(axis: AxisView) -> Iterator[Sentence]:
    """What feature y sees: one formula, the outermost of several lines, or phase by phase."""
    pieces = axis.pieces
    if axis.of_all:
        yield axis.of_all
    elif axis.region:
        ends = Range(FIRST, LAST) if axis.long_region else Range(*axis.region)
        yield _sees(axis, axis.y, ends, " below" if axis.long_region else "")
    if pieces is not None and pieces.period is None:
        least, greatest = (Op("+", (Op("*", (Sym("S"), axis.y)), Sym(end))) for end in "ab")
        differ = ("its paths have different strides ", Sym("S"), ", so the size of the region depends on ", axis.y)
        yield (*differ, ": the least ", least, " and the greatest ", greatest, " are its ends")
    elif pieces is not None:
        yield _sees(axis, pieces.feature, Range(*pieces.ends))


_SEES = {False: "sees the input samples", True: "sees at most the input samples"}


def _sees(axis: AxisView, feature: Cell | Rel, ends: Cell, more: str = "") -> Sentence:
    return ("feature ", feature, " of ", Name(axis.output), f" {_SEES[axis.report.bound]} ", ends, more)


def outside(axis: AxisView) -> Iterator[Sentence]:
    """What indices beyond the ends mean."""
    if axis.region:
        yield (OUTSIDE,)


def domain(axis: AxisView) -> Iterator[Sentence]:
    """For which values of the symbols that is so, and for which input sizes the network fits."""
    for said, conditions in (("that is so", axis.domain), ("maps have features and joins fit", axis.fits_for)):
        if conditions:
            yield (f"{said} where ", *(piece for one in listed(conditions) for piece in spaced(one)))


def phases(pieces: Pieces | None) -> Iterator[Sentence]:
    """How the table of phases is to be read."""
    if pieces is None or pieces.period is None:
        return
    if pieces.repeated:
        yield ("of several lines of one phase the least first and the greatest last sample count",)
    if pieces.blank:
        yield ("a phase without numbers reads nothing",)
    if pieces.left_out:
        yield (f"{pieces.left_out} more phases are not shown; the JSON record has them all",)


def feature_zero(axis: AxisView) -> Iterator[Sentence]:
    """Of which feature the numbers are, where features differ."""
    if axis.affine:
        return
    but: Sentence = (", but for ", *listed(axis.range), " of all features") if axis.range else ()
    mean: Sentence = ()
    if axis.average and axis.report.value("S") is not None and not axis.report.bound:
        mean = ("; ", Sym("S"), " is an average over ", axis.average, " features")
    yield ("the numbers below are those of feature 0", *but, *mean)


def border(found: Border | None) -> Iterator[Sentence]:
    """Which features reach beyond the input."""
    if found is None or not found.beyond:
        return
    more = f"{found.beyond} others reach" if found.beyond > 1 else "one other reaches"
    if found.first is None or found.last is None:
        every = "the regions of all features reach" if found.beyond > 1 else "the region of the feature reaches"
        yield (f"{every} beyond the input",)
    elif found.first == found.last:
        yield (f"the region of feature {found.first} lies within the input, {more} beyond it",)
    else:
        some = f"{found.within} of the " if found.within < found.last - found.first + 1 else ""
        run = Range(found.first, found.last)
        yield (f"the regions of {some}features ", run, f" lie within the input, {more} beyond it")


def unused(axis: AxisView) -> Iterator[Sentence]:
    """How many samples no feature reads."""
    found = axis.unused
    if found is not None:
        some = "at least " if axis.report.bound else ""
        samples = f"{some}{found.total} samples are" if found.total > 1 else f"{some}1 sample is"
        yield (f"{samples} read by no feature: {some}{found.before} at the start, {some}{found.after} at the end",)


def feature(axis: AxisView, seen: Seen) -> Sentence:
    """What one feature sees."""
    named = seen.axes or (() if axis.alone else axis.axes)
    label = f", {'axis' if len(named) == 1 else 'axes'} {', '.join(named)}" if named else ""
    name: Sentence = (f"feature {seen.feature} of ", Name(axis.output), label)
    if seen.reason:
        return ("what ", *name, f" sees is not known: {seen.reason}")
    if seen.region is None:
        return (*name, " reads nothing")
    inside: Sentence = () if seen.inside == () else ("; in bounds ", Range(*seen.inside) if seen.inside else "nothing")
    return (*name, f" {_SEES[axis.report.bound]} ", Range(*seen.region), *inside)


def features(axis: AxisView) -> Iterator[tuple[Seen, Sentence]]:
    """The features that were asked for, and what each sees."""
    return ((one, feature(axis, one)) for one in axis.seen)


def disagreement(field: AxisField) -> Iterator[Sentence]:
    """Which paths do not agree, and by how much."""
    found, sizes = field.misalignment, field.aligned_for
    if found is None:
        return
    what = found.what.replace("center", "centre")
    of: Sentence = (f" of feature {found.feature} of ", Name(found.join)) if what == "centre" else ()
    copy: Sentence = (" in copy ", Sym(found.copy[0]), " of ", Name(found.copy[1])) if found.copy else ()
    one, two = found.values
    vanishing = ", but for symbols with which this is 0" if found.may_vanish and not sizes else ""
    yield (
        "note: paths do not agree", *copy, f": the {what}", *of, " is ", one, " by one and ", two,
        " by another, a difference of ", found.difference, vanishing,
    )  # fmt: skip
    yield ("they part at ", Name(found.part), " and join at ", Name(found.join))
    for path, way in zip(("one", "the other"), (_through(between(path)) for path in found.paths), strict=True):
        yield (f"{path} passes through ", *way) if way else (f"{path} has no layer between these",)
    if sizes:
        n, by, left = Sym(sizes.of), sizes.modulus, " or ".join(map(str, sizes.remainders))
        yield ("they agree on inputs of ", n, " samples where ", n, f" divided by {by} leaves {left}")


def _through(way: Words) -> Sentence:
    return tuple(listed(Name(step) if isinstance(step, str) else f"{step} more" for step in way))


def checked(axis: AxisView) -> Iterator[Sentence]:
    """Whether the numbers were checked again."""
    found = axis.report.field
    if found.certificate:
        yield ("Coq has proved these numbers, as a theorem about this network: ", File(found.certificate))
    elif not found.checked and found.status == "exact":
        yield ("these numbers are derived, and not checked again",)
    elif found.checked:
        yield ("these numbers, and those of the layers below, were checked again by a program that knows no layer",)


def results(axis: AxisView) -> tuple[Sentence, ...]:
    """All that a document says of what an output sees."""
    seen = (one for _, one in features(axis))
    said = (along(axis), region(axis), outside(axis), domain(axis), phases(axis.pieces), exactness.there(axis))
    near = border(axis.report.field.border)
    numbers = (feature_zero(axis), near, unused(axis), seen)
    more = (*numbers, exactness.gaps(axis), disagreement(axis.report.field), checked(axis))
    return tuple(sentence for some in (*said, *more) for sentence in some)


def numbered(axis: AxisView) -> Iterator[Sentence]:
    """Along which path the table numbers the layers."""
    path = " numbers the layers of a path that "
    if len(axis.report.paths) == 2:
        left = ("the column ", Name("left"), f"{path}reaches its first sample, the column ", Name("right"))
        yield ("no single path carries the region: ", *left, " those of a path that reaches its last")
    elif axis.report.paths and axis.report.branched:
        rest = "carries the region; what the output sees by other paths lies inside it"
        yield ("the column ", Sym("l"), f"{path}{rest}")


OF_LAYER = {
    "k": "the kernel size", "s": "the stride", "d": "the dilation", "K": "the span of the dilated kernel",
    "p": "the left padding", "q": "the right padding",
}  # fmt: skip


def own(axis: AxisView) -> Iterator[Sentence]:
    """What the letters of a layer's own numbers mean, those that the table or what is said beside it has."""
    used = {column.heading.name for column in axis.table.columns if isinstance(column.heading, Sym)}
    used |= {letter for rel in axis.table.always for letter in names(rel)[1]}
    said = [(f"{what.removeprefix('the ')} ", Sym(letter)) for letter, what in OF_LAYER.items() if letter in used]
    if said:
        yield ("a layer has ", *(piece for i, one in enumerate(said) for piece in (", " if i else "", *one)))


OF_OUTPUT: tuple[tuple[Term | str, str], ...] = (
    (Sym("n"), "the number of features"),
    (Sym("J"), "the distance between the regions of neighbouring features, in input samples"),
    (Sym("R"), "the size of such a region"),
)
OF_FEATURE: tuple[tuple[Term | str, str], ...] = (
    ("pad", "how far it reaches beyond the start of the input"),
    ("first", "its first sample"),
    ("last", "its last sample"),
    ("mid", "its midpoint, as an index"),
    (Sym("start"), "its midpoint where the first sample of the input has its centre at 1/2"),
)


IMPLIED: dict[Term | str, tuple[str, str]] = {
    "pad": ("u", ", minus its first sample"),
    Sym("start"): ("c", "; as an index it is 1/2 less"),
}
"""Letters without a column, and what is said of them beside another."""


def headed(axis: AxisView) -> Iterator[Sentence]:
    """What heads the columns of numbers."""
    one, two = (tuple(_meaning(axis, heads)) for heads in (OF_OUTPUT, OF_FEATURE))
    whole: Sentence = ("of the layer's output, ", *one) if one else ()
    more: Sentence = ("; of the region of its feature 0, ", *two) if two else ()
    if whole:
        yield (*whole, *more)


def _meaning(axis: AxisView, heads: tuple[tuple[Term | str, str], ...]) -> Iterator[Cell | Rel]:
    for i, (head, what) in enumerate((head, what) for head, what in heads if head in axis.table.seen):
        letter, rest = IMPLIED.get(head, ("", ""))
        more = rest if letter in axis.table.implied else ""
        yield from (", " if i else "", f"“{head}”" if isinstance(head, str) else head, f" is {what}{more}")


def everywhere(axis: AxisView) -> Iterator[Sentence]:
    """What holds in every layer and has no column."""
    if axis.table.always:
        yield ("in every layer ", *listed(axis.table.always))


def prefix(axis: AxisView) -> Iterator[Sentence]:
    """What the table leaves out of names."""
    if axis.table.prefix:
        yield ("all names of layers begin with ", Name(axis.table.prefix), ", which the table leaves out")
    if axis.table.inner:
        yield ("in names … stands for ", *listed(map(Name, axis.table.inner)))


def renamed(view: View) -> Iterator[Sentence]:
    """Which symbols of the network are written otherwise."""
    if view.renamed:
        pairs = [(Name(old), " is written ", Sym(new)) for old, new in view.renamed]
        said = (piece for i, pair in enumerate(pairs) for piece in (", " if i else " ", *pair))
        yield ("of the network's symbols", *said, ", as a formula here has a letter of that name")


def pieces(axis: AxisView) -> Sentence:
    """How the pieces of a field are to be read."""
    return tuple(region(axis))[-1]


def table(view: View, axis: AxisView) -> tuple[Sentence, ...]:
    """What stands beside the table of the layers."""
    inside = repeated(axis.report.field.descent.network)
    return (*numbered(axis), *headed(axis), *everywhere(axis), *inside, *prefix(axis), *others(view))


def others(view: View) -> Iterator[Sentence]:
    """The outputs that this is not about."""
    if view.others:
        more = len(view.others) - MOST
        first = listed(map(Name, view.others[:MOST]))
        yield ("outputs too, as nothing reads them: ", *first, *((f" and {more} more",) if more > 0 else ()))
