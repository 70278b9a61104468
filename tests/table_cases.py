"""Small tables by hand: right ones, wrong ones, and such as are none; see test_tables.py."""

from typing import Any

INPUT = ["exact", [[[1, 0, 0]]]]


def one(edges: list[Any], phases: Any, status: str = "exact", whole: Any = ()) -> Any:
    """A table of one node."""
    return {"schema": 1, "network": [edges], "whole": [*whole], "answers": [INPUT, [status, phases]]}


def over_stride_2(edge: list[int], line: list[int]) -> Any:
    """A table of two nodes, of which the second has that edge from one of stride 2."""
    answers = [INPUT, ["exact", [[[2, 0, 0]]]], ["exact", [[line]]]]
    return {"schema": 1, "network": [[[0, 2, 0, 1, 1, 1]], [edge]], "whole": [], "answers": answers}


CONV = one([[0, 2, -1, 1, 3, 1]], [[[2, -1, 1]]])
HONEST = {
    "a window": CONV,
    "a dilated window": one([[0, 1, -2, 2, 3, 1]], [[[1, -2, 2]]]),
    "another input": one([], [[]]),
    "everything": one([[0, 0, 0, 1, 7, 1]], [[[0, 0, 6]]], "whole-input", [1]),
    "a transposed convolution": one([[0, 1, -2, 1, 4, 2]], [[[1, -1, 0]], [[1, 0, 1]]]),
    "one that skips": one([[0, 1, 0, 1, 1, 2]], [[[1, 0, 0]], []]),
    "more phases than are needed": one([[0, 2, -1, 1, 3, 1]], [[[4, -1, 1]], [[4, 1, 3]]]),
    "a line that never decides": one(
        [[0, 1, 0, 1, 1, 1], [0, 2, -1, 1, 3, 1], [0, 3, 0, 1, 1, 1]], [[[1, 0, 0], [2, -1, 1], [3, 0, 0]]]
    ),
    "one of them left out": one([[0, s, 0, 1, 1, 1] for s in (1, 2, 3)], [[[1, 0, 0], [3, 0, 0]]]),
    "one that decides between two samples only": one(
        [[0, 1, 0, 1, 2, 1], [0, 2, -1, 1, 1, 1], [0, 3, -1, 1, 1, 1]], [[[1, 0, 1], [3, -1, -1]]]
    ),
    "one between lines of which others are worse": one(
        [[0, s, b, 1, 1, 1] for s, b in ((1, 0), (2, 0), (4, 0), (5, 40), (6, -40), (0, 5))],
        [[[s, b, b] for s, b in ((1, 0), (4, 0), (5, 40), (6, -40), (0, 5))]],
    ),
    "everything of an input that is not looked at": {
        "schema": 1, "network": [[], [[1, 0, 0, 1, 7, 1]]], "whole": [2],
        "answers": [INPUT, ["exact", [[]]], ["exact", [[]]]],
    },
    "edges of two and of three phases": one(
        [[0, 1, 0, 1, 1, 2], [0, 1, 0, 1, 1, 3]],
        [[[2, 0, 0], [3, 0, 0]], [], [[3, 1, 1]], [[2, 1, 1]], [[3, 2, 2]], []],
    ),
    "a wide window over one that skips": {
        "schema": 1, "network": [[[0, 1, 0, 1, 1, 3]], [[1, 1, 0, 2, 9, 1]]], "whole": [],
        "answers": [INPUT, ["exact", [[[1, 0, 0]], [], []]], ["exact", [[[1, 0, 4]], [[1, 1, 5]], [[1, 2, 6]]]]],
    },
    "phases that do not decide": one(
        [[0, 1, 0, 1, 2, 2], [0, 1, 0, 1, 1, 1], [0, 0, -5, 1, 11, 1]], [[[0, -5, 5], [1, 0, 0]]]
    ),
}  # fmt: skip
"""Small tables that are right; those of random networks come on top."""

MALFORMED = {
    "no table": 7,
    "another schema": {**CONV, "schema": 2},
    "true for a schema": {**CONV, "schema": True},
    "a key too many": {**CONV, "more": 1},
    "no key": {},
    "an answer too many": {**CONV, "answers": [*CONV["answers"], INPUT]},
    "an answer too few": {**CONV, "answers": [INPUT]},
    "no answers": {**CONV, "answers": []},
    "an input that sees more": {**CONV, "answers": [["exact", [[[1, 0, 1]]]], ["exact", [[[2, -1, 2]]]]]},
    "an input that is all": {**CONV, "answers": [["whole-input", INPUT[1]], ["whole-input", [[[2, -1, 1]]]]]},
    "whole of no node": {**CONV, "whole": [2]},
    "whole of the input": {**CONV, "whole": [0]},
    "whole of a truth value": one([[0, 0, 0, 1, 7, 1]], [[[0, 0, 6]]], "whole-input", [True]),
    "whole of a text": {**CONV, "whole": ["1"]},
    "a status that is none": one([[0, 2, -1, 1, 3, 1]], [[[2, -1, 1]]], "upper-bound"),
    "no phase": one([], []),
    "a line of two": one([[0, 2, -1, 1, 3, 1]], [[[2, -1]]]),
    "half a line": one([[0, 2, -1, 1, 3, 1]], [[[2, -1.0, 1]]]),
    "a truth value in a line": one([[0, 1, 0, 1, 2, 1]], [[[True, 0, 1]]]),
    "a line of fractions": one([[0, 1, 0, 1, 2, 1]], [[[1.0, 0.0, 1.0]]]),
    "a line that goes back": one([[0, -1, 0, 1, 1, 1]], [[[-1, 0, 0]]]),
    "an edge of five": one([[0, 2, -1, 1, 3]], [[[2, -1, 1]]]),
    "an edge of fractions": one([[0, 2.0, -1, 1, 3, 1]], [[[2, -1, 1]]]),
    "an edge of truth values": one([[False, True, 0, 1, 1, 1]], [[[1, 0, 0]]]),
    "an edge from a truth value": one([[False, 1, 0, 1, 1, 1]], [[[1, 0, 0]]]),
    "no taps, from the first to the one before": one([[0, 1, 0, 1, 0, 1]], [[[1, 0, -1]]]),
    "an edge to itself": one([[1, 1, 0, 1, 1, 1]], [[[1, 0, 0]]]),
    "an edge to before the input": one([[-1, 1, 0, 1, 1, 1]], [[[1, 0, 0]]]),
    "no step": one([[0, 1, 0, 0, 2, 1]], [[[1, 0, 0]]]),
    "no step, and nothing seen": one([[0, 1, 0, 0, 2, 1]], [[]]),
    "no taps": one([[0, 1, 0, 1, 0, 1]], [[]]),
    "no denominator": one([[0, 1, 0, 1, 1, 0]], [[[1, 0, 0]]]),
    "texts": one("edges", "phases"),
    "nothing for an answer": {**CONV, "answers": [INPUT, None]},
}

WRONG = {
    "the first sample, strides forgotten": over_stride_2([1, 1, -1, 1, 2, 1], [2, -1, 0]),
    "the last sample, strides forgotten": over_stride_2([1, 1, 0, 1, 2, 1], [2, 0, 1]),
    "the stride of the layer alone": over_stride_2([1, 1, 0, 1, 1, 1], [1, 0, 0]),
    "the last sample, dilation forgotten": one([[0, 1, 0, 2, 3, 1]], [[[1, 0, 2]]]),
    "one edge left out on the left": one([[0, 1, -1, 1, 1, 1], [0, 1, 0, 1, 2, 1]], [[[1, 0, 1]]]),
    "one edge left out on the right": one([[0, 1, 0, 1, 1, 1], [0, 1, 0, 1, 2, 1]], [[[1, 0, 0]]]),
    "the status": one([[0, 2, -1, 1, 3, 1]], [[[2, -1, 1]]], "whole-input"),
    "the status of a global operation": one([[0, 0, 0, 1, 7, 1]], [[[0, 0, 6]]], "exact", [1]),
    "a stray sample on the left": one([[0, s, 0, 1, 1, 1] for s in (1, 3)], [[[1, 0, 0], [2, -1, -1], [3, 0, 0]]]),
    "a line that decides left out": one(
        [[0, s, b, 1, k, 1] for s, b, k in ((1, 0, 1), (2, -1, 3), (3, 0, 1))], [[[1, 0, 0], [3, 0, 0]]]
    ),
    "a line that decides on the right only": one(
        [[0, s, 0, 1, k, 1] for s, k in ((1, 1), (2, 2), (3, 1))], [[[1, 0, 0], [3, 0, 0]]]
    ),
    "only one of a slope": one([[0, 1, 0, 1, 1, 1], [0, 2, 0, 1, 1, 1]], [[[1, 0, 0]]]),
    "a gap of one between two lines": one(
        [[0, s, b, 1, 1, 1] for s, b in ((1, 0), (2, -3), (3, -3))], [[[1, 0, 0], [3, -3, -3]]]
    ),
    "half a sample between a steep line and a flat one": one(
        [[0, s, b, 1, 1, 1] for s, b in ((0, 0), (1, -1), (3, 0))], [[[0, 0, 0], [3, 0, 0]]]
    ),
    "half a sample between a flat line and a steep one": one(
        [[0, s, b, 1, 1, 1] for s, b in ((1, 0), (3, -1), (4, 0))], [[[1, 0, 0], [4, 0, 0]]]
    ),
    "what only every other output reads": one([[0, 1, 0, 1, 1, 1], [0, 1, 1, 1, 1, 2]], [[[1, 0, 0]]]),
    "one phase for two": {
        "schema": 1, "network": [[[0, 1, 0, 1, 1, 2]], [[1, 1, 0, 1, 1, 1]]], "whole": [],
        "answers": [INPUT, ["exact", [[[1, 0, 0]], []]], ["exact", [[[0, 0, 0]]]]],
    },
    "a phase that sees nothing": one([[0, 1, 0, 1, 1, 2]], [[[1, 0, 0]], [[1, 0, 0]]]),
    "an edge to a later node": {
        "schema": 1, "network": [[[2, 1, 0, 1, 1, 1]], [[1, 1, 0, 1, 1, 1]]], "whole": [],
        "answers": [INPUT, ["exact", [[[1, 5, 5]]]], ["exact", [[[1, 5, 5]]]]],
    },
}  # fmt: skip
