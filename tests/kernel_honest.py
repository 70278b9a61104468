"""Small certificates that the kernel must accept: each rule once, and what the kept evidence has none of."""

from tests.kernel_claims import UP, claim, steps

BEYOND = ["+", "L", 1]
SQUARES = {"name": "f", "kind": "explicit", "value": ["*", "#0", "#0"]}
NESTED = {"name": "f", "kind": "explicit", "value": ["sum", 1, "#0", ["sum", "#0", "#1", ["*", "#0", "#1"]]]}
HONEST = {
    "a square unfolded": claim([SQUARES], [["at", "f", 3], 9], [[1, "unfold", "f", 3, [0]]]),
    "the index of every binder": claim(
        [NESTED], [["at", "f", "l"], ["sum", 1, "l", ["sum", "#0", "l", ["*", "#0", "#1"]]]],
        [[1, "unfold", "f", "l", [0]]],
    ),
    "up": claim([UP], [["at", "f", 1], 2], [[1, "unfold", "f", 1, [0]], [2, "base", "f"]]),
    "half of the depth": claim([], [["*", "1/2", "l"], ["*", "l", "1/2"]], []),
    "a combination": claim(
        [], [["sum", 1, "l", ["+", ["*", 3, ["at", "s", "#0"]], "#0"]],
             ["+", ["*", 3, ["sum", 1, "l", ["at", "s", "#0"]]], ["sum", 1, "l", "#0"]]],
        [[1, "linear", 1, "l", [3, ["at", "s", "#0"]], [1, "#0"]]], sequences=["s"],
    ),
    "factors": claim(
        [], [["prod", 1, "l", ["*", 2, ["at", "s", "#0"]]],
             ["*", ["prod", 1, "l", 2], ["prod", 1, "l", ["at", "s", "#0"]]]],
        [[1, "factor", 1, "l", 2, ["at", "s", "#0"]]], sequences=["s"],
    ),
    "an empty sum": claim([], [["sum", BEYOND, "L", "#0"], 0], [[1, "empty", "sum", BEYOND, "L", "#0", [0]]]),
    "an empty product": claim(
        [], [["prod", BEYOND, "l", "#0"], 1], [[1, "empty", "prod", BEYOND, "l", "#0", [0, [1, 2]]]]
    ),
    "the first factor": claim(
        [], [["prod", "l", "L", "#0"], ["*", "l", ["prod", ["+", "l", 1], "L", "#0"]]],
        [[1, "first", "prod", "l", "L", "#0", [0, [1, 2]]]],
    ),
    "the last term": claim(
        [], [["sum", "l", "L", "#0"], ["+", "L", ["sum", "l", ["+", "L", -1], "#0"]]],
        [[1, "last", "sum", "l", "L", "#0", [0, [1, 2]]]],
    ),
    "counted from elsewhere": claim(
        [], [["sum", 1, "l", ["sum", 1, "#0", ["*", "#0", "#1"]]],
             ["sum", 3, ["+", "l", 2], ["sum", 1, ["+", "#0", -2], ["*", "#0", ["+", "#1", -2]]]]],
        [[1, "shift", "sum", 1, "l", ["sum", 1, "#0", ["*", "#0", "#1"]], 2]],
    ),
    "backwards": claim(
        [], [["prod", 2, "L", ["+", "#0", 1]], ["prod", 2, "L", ["+", "L", 3, ["*", -1, "#0"]]]],
        [[1, "reverse", "prod", 2, "L", ["+", "#0", 1]]],
    ),
    "inside twice": claim(
        [], [["sum", 1, "l", ["sum", 1, "#0", ["sum", ["+", "#1", 1], "#0", 1]]], ["sum", 1, "l", ["sum", 1, "#0", 0]]],
        [[1, "inside", "sum", 1, "l", ["sum", 1, "#0", ["sum", ["+", "#1", 1], "#0", 1]], ["sum", 1, "#0", 0],
          [[1, "inside", "sum", 1, "'i", ["sum", ["+", "'i", 1], "#0", 1], 0,
            [[1, "empty", "sum", ["+", "'i", 1], "'ii", 1, [0, [1, 6]]]]]]]],
    ),
    "the first of three": claim(
        [], [["sum", 1, 3, "#0"], ["+", 1, ["sum", 2, 3, "#0"]]], [[1, "first", "sum", 1, 3, "#0", [2]]]
    ),
    "facts are counted once, and no constants": steps(
        {"for": [["l", 0, "L"]], "equal": [["sum", 1, "L", ["sum", ["+", "L", 1], "#0", 1]], ["sum", 1, "L", 0]],
         "induction": "down", "step": [[1, "use", 0, [], []]],
         "base": [[1, "inside", "sum", 1, "L", ["sum", ["+", "L", 1], "#0", 1], 0,
                   [[1, "empty", "sum", ["+", "L", 1], "'i", 1, [0, [1, 2]]]]]]},
    ),
    "a base that knows that its range is not empty": steps(
        {"for": [["l", 1, "L"]], "equal": [["sum", 1, "L", 1], ["+", 1, ["sum", 2, "L", 1]]],
         "induction": "down", "step": [[1, "use", 0, [], []]], "base": [[1, "first", "sum", 1, "L", 1, [0, [1, 1]]]]},
    ),
    "an induction on the last of two integers": steps(
        {"for": [["a", None, None], ["b", ["+", "a", -1], None]],
         "equal": [["sum", "a", "b", 1], ["+", "b", 1, ["*", -1, "a"]]], "induction": "up",
         "base": [[1, "empty", "sum", "a", ["+", "a", -1], 1, [0]]],
         "step": [[1, "last", "sum", "a", ["+", "b", 1], 1, [0, [1, 1]]], [1, "use", 0, [], []]]},
    ),
    "half of two facts": steps(
        {"for": [["m", None, None], ["t", ["*", 2, "m"], 0]], "equal": [["sum", 1, "m", 1], 0],
         "proof": [[1, "empty", "sum", 1, "m", 1, [0, ["1/2", 1], ["1/2", 2]]]]},
    ),
    "up from three": claim([{**UP, "from": 3}], [["at", "f", 4], 2], [[1, "unfold", "f", 4, [0]], [2, "base", "f"]]),
    "a lemma and its use": steps(
        {"for": [["t", 0, None]], "equal": [["sum", 1, "t", 1], "t"], "induction": "up",
         "base": [[1, "empty", "sum", 1, 0, 1, [0]]],
         "step": [[1, "last", "sum", 1, ["+", "t", 1], 1, [0, [1, 1]]], [1, "use", 0, [], []]]},
        {"for": [], "equal": [["sum", 1, "L", 1], "L"], "proof": [[1, "use", 0, ["L"], [[0, [1, 0]]]]]},
    ),
}  # fmt: skip
