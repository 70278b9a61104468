"""Certificates that the kernel must refuse, each for one rule or guard."""

from tests.kernel_claims import DOUBLING, DOWN, UP, claim, deep, steps, sums, without

ATTACKS = {
    "two definitions in a circle": claim(
        [{"name": "f", "kind": "explicit", "value": ["+", ["at", "g", "#0"], 1]},
         {"name": "g", "kind": "explicit", "value": ["at", "f", "#0"]}],
        [0, 1], [[1, "unfold", "f", "l", [0]], [1, "unfold", "g", "l", [0]]],
    ),
    "a definition of itself": claim(
        [{"name": "f", "kind": "explicit", "value": ["+", ["at", "f", "#0"], 1]}],
        [0, 1], [[1, "unfold", "f", "l", [0]]]
    ),
    "up and down at once": claim(
        [{"name": "f", "kind": "down", "from": "L", "base": 0, "value": ["+", ["at", "f", ["+", "#0", -1]], 1]}],
        [0, 1], [[1, "unfold", "f", "l", [0, [1, 2]]]],
    ),
    "itself inside a sum, through the sum's own index": claim(
        [{"name": "f", "kind": "down", "from": "L", "base": 0,
          "value": ["+", 1, ["sum", ["+", "#0", -1], ["+", "#0", -1], ["at", "f", "#0"]]]}],
        [0, 1],
        [[1, "unfold", "f", "L", [0]],
         [1, "first", "sum", ["+", "L", -1], ["+", "L", -1], ["at", "f", "#0"], [0]],
         [1, "empty", "sum", "L", ["+", "L", -1], ["at", "f", "#0"], [0]]],
    ),
    "itself inside a sum, not through its index": claim(
        [{"name": "f", "kind": "explicit", "value": ["+", 1, ["sum", "#0", "#0", ["at", "f", "#1"]]]}], [0, 1],
        [[1, "unfold", "f", "l", [0]], [1, "first", "sum", "l", "l", ["at", "f", "l"], [0]],
         [1, "empty", "sum", ["+", "l", 1], "l", ["at", "f", "l"], [0]]],
    ),
    "a first value that needs the sequence": claim(
        [{"name": "f", "kind": "down", "from": "L", "base": ["+", ["at", "f", "L"], 1], "value": 0}],
        [0, 1], [[1, "base", "f"]],
    ),
    "a name defined twice": claim([DOWN, {**DOWN, "base": 2}], [["at", "f", "L"], 2], [[1, "base", "f"]]),
    "a definition over a free sequence": claim([DOWN], [1, 1], [], sequences=["f"]),
    "beyond the range of a definition": claim(
        [DOWN], [["at", "f", "L"], ["at", "f", ["+", "L", 1]]], [[1, "unfold", "f", ["+", "L", 1], [0]]]
    ),
    "a range that is not empty": claim(
        [], [["sum", "l", "L", 1], 0], [[1, "empty", "sum", "l", "L", 1, [0, [1, 2]]]]
    ),
    "a range that may be empty": claim(
        [], [["sum", ["+", "l", 1], "L", 1], ["+", 1, ["sum", ["+", "l", 2], "L", 1]]],
        [[1, "first", "sum", ["+", "l", 1], "L", 1, [-1, [1, 2]]]],
    ),
    "a negative multiplier": claim(
        [], [["sum", "l", "L", 1], 0], [[1, "empty", "sum", "l", "L", 1, [-1, [-1, 2]]]]
    ),
    "a fact that does not exist": claim([], [["sum", "l", "L", 1], 0], [[1, "empty", "sum", "l", "L", 1, [0, [1, 9]]]]),
    "a negative place of a fact": claim(
        [], [["sum", "l", "L", 1], ["+", 1, ["sum", ["+", "l", 1], "L", 1]]],
        [[1, "first", "sum", "l", "L", 1, [0, [1, -1]]]],
    ),
    "the hypothesis without an induction": claim([], [0, 1], [[1, "use", 0, [], []]]),
    "the hypothesis in the base": claim(
        [], [0, 1], {"base": [[1, "use", 0, [], []]], "step": [[1, "use", 0, [], []]]}, induction="down"
    ),
    "an induction from nowhere": claim([], [0, 1], {"base": [], "step": [[1, "use", 0, [], []]]}, induction="down"),
    "an induction sideways": claim([], [0, 0], {"base": [], "step": []}, induction="across"),
    "a sum over halves": claim([], [["sum", "1/2", "L", 1], ["sum", "1/2", "L", 1]], []),
    "an index that is not an integer": claim(
        [], [["at", "s", "x"], ["at", "s", "x"]], [], sequences=["s"], numbers=["x"]
    ),
    "an index that is a square": claim([], [["at", "s", ["*", "l", "l"]]] * 2, [], sequences=["s"]),
    "an assumption at an index outside its range": claim(
        [], [["at", "s", "l"], 1], [[1, "use", 0, ["l"], [[0, [1, 1]], [0, [1, 2]]]]], sequences=["s"],
        assume=[{"for": [["m", 1, "L"]], "equal": [["at", "s", "m"], 1]}],
    ),
    "a quantifier that captures a number": claim(
        [], ["l", 5], [[1, "use", 0, [], []]], numbers=["l"], assume=[{"for": [], "equal": ["l", 5]}]
    ),
    "a bound index that is free": claim([], ["#0", "#0"], []),
    "an opened index that is not open": claim([], ["'i", "'i"], []),
    "an opened index let out": claim(
        [], [["sum", "l", "L", "#0"], ["sum", "l", "L", "l"]],
        [[1, "inside", "sum", "l", "L", "#0", "'i", []]],
    ),
    "unequal bodies": claim([], [["sum", "l", "L", "#0"], 0], [[1, "inside", "sum", "l", "L", "#0", 0, []]]),
    "an unknown rule": claim([], [0, 1], [[1, "trust me"]]),
    "an undeclared name": claim([], ["x", "x"], []),
    "no goals": {**claim([], [0, 0], []), "statement": {**claim([], [0, 0], [])["statement"], "goals": []}},
    "another goal than what is proved": {
        **claim([], [0, 0], []),
        "statement": {**claim([], [0, 0], [])["statement"], "goals": [{"for": [], "equal": [0, 1]}]},
    },
    "a float": claim([], [0.5, 0.5], []),
    "a truth value": claim([], [True, 1], []),
    "a division by zero": claim([], ["1/0", "1/0"], []),
    "a hidden power of ten": claim([], ["1e9", "1e9"], []),
    "another schema": {**claim([], [0, 0], []), "schema": 2},
    "more keys": {**claim([], [0, 0], []), "note": "x"},
    # ---- terms
    "nested too deep": claim([], [deep(60), deep(60)], []),
    "nine binders": claim([], [sums(9), sums(9)], []),
    "a sequence that is not declared": claim([], [["at", "f", "l"], ["at", "f", "l"]], []),
    "a rational with something behind it": claim([], ["1/2 ", "1/2"], []),
    "a name with something behind it": claim([], [0, 0], [], numbers=["x\n"]),
    "an index that is a product": claim([], [["at", "s", ["*", "l", "L"]]] * 2, [], sequences=["s"]),
    "an index that is half an integer": claim([], [["at", "s", ["*", "1/2", "l"]]] * 2, [], sequences=["s"]),
    "an index that is a term of a sequence": claim([], [["at", "s", ["at", "s", "l"]]] * 2, [], sequences=["s"]),
    "a sum up to a number": claim([], [["sum", 1, "x", 1]] * 2, [], numbers=["x"]),
    "a number named as the kernel's own index": claim(
        [], [["sum", 1, 2, "'"], ["sum", 1, 2, "#0"]], [[1, "shift", "sum", 1, 2, "'", 0]], numbers=["'"]
    ),
    "an integer named as the kernel's own index": steps(
        {"for": [["'", None, None]], "equal": [["sum", 1, 2, "'"], ["sum", 1, 2, "#0"]],
         "proof": [[1, "shift", "sum", 1, 2, "'", 0]]},
    ),
    "a name that is no name": without(claim([], [0, 0], []), name="size\nproved: everything"),
    "numbers that are one text": without(claim([], [0, 0], []), numbers="xy"),
    "numbers that are keys": without(claim([], [0, 0], []), numbers={"x": 1}, sequences={"s": 1}),
    "an index beyond its binder, in a definition": claim(
        [{"name": "f", "kind": "explicit", "value": "#1"}], [0, 0], []
    ),
    "an index without a binder, as an end": claim([], [0, 0], [[0, "reverse", "sum", "#0", 2, 1]]),
    "an index beyond its binder, in a factor": claim([], [0, 0], [[0, "factor", 1, "l", "#1"]]),
    "an index beyond its binder, in a combination": claim([], [0, 0], [[0, "linear", 1, "l", [1, "#1"]]]),
    "an index beyond its binder, in a sum": claim([], [0, 0], [[0, "reverse", "sum", 1, "l", "#1"]]),
    # ---- side conditions
    "a multiplier that is not a number": steps(
        {"for": [["m", None, None]], "equal": [["sum", "m", -1, 1], 0],
         "proof": [[1, "empty", "sum", "m", -1, 1, ["m"]]]}
    ),
    "an index that may be negative": steps(
        {"for": [["m", None, None]], "equal": [["sum", "m", -1, 1], 0],
         "proof": [[1, "empty", "sum", "m", -1, 1, [0, [1, 1]]]]}
    ),
    "a range of one term called empty": claim([], [["sum", "l", "l", 1], 0], [[1, "empty", "sum", "l", "l", 1, [0]]]),
    "the first term of an empty range": claim(
        [], [["sum", 2, 1, 1], ["+", 1, ["sum", 3, 1, 1]]], [[1, "first", "sum", 2, 1, 1, [0]]]
    ),
    "the last term of an empty product": claim(
        [], [["prod", 2, 1, 5], ["*", 5, ["prod", 2, 0, 5]]], [[1, "last", "prod", 2, 1, 5, [0]]]
    ),
    "a side condition left open": claim([], [["sum", "l", "L", 1], 0], [[1, "empty", "sum", "l", "L", 1, [7]]]),
    # ---- definitions
    "at the start of a definition": claim(
        [UP], [1, ["*", 2, ["at", "f", -1]]], [[-1, "base", "f"], [1, "unfold", "f", 0, [0]]]
    ),
    "below the start of a definition": claim(
        [UP], [["at", "f", -1], ["*", 2, ["at", "f", -2]]], [[1, "unfold", "f", -1, [0]]]
    ),
    "an explicit definition has no first value": claim(
        [{"name": "f", "kind": "explicit", "value": 1, "from": 0, "base": 2}], [["at", "f", 0], 2], [[1, "base", "f"]]
    ),
    "a definition with more keys": claim([{**DOWN, "note": "x"}], [["at", "f", "L"], 1], [[1, "base", "f"]]),
    "a definition from half an integer": claim(
        [{**DOWN, "from": "1/2"}], [["at", "f", "l"], ["at", "f", "l"]], []
    ),
    "a definition whose name is no name": claim(
        [{**DOWN, "name": "f g", "value": 1}], [["at", "f g", "L"], 1], [[1, "base", "f g"]]
    ),
    "a definition of what comes later": claim(
        [{"name": "g", "kind": "explicit", "value": ["at", "f", "#0"]}, DOWN], [["at", "g", "L"], 1],
        [[1, "unfold", "g", "L", [0]], [1, "base", "f"]],
    ),
    "down by two": claim(
        [{"name": "f", "kind": "down", "from": "L", "base": 1, "value": ["at", "f", ["+", "#0", 1]]}], [0, 0], []
    ),
    "up at once": claim([{**UP, "value": ["+", ["at", "f", "#0"], 1]}], [0, 1], [[1, "unfold", "f", 1, [0]]]),
    "a square unfolded": claim(
        [{"name": "f", "kind": "explicit", "value": ["*", "#0", "#0"]}], [["at", "f", 3], 3],
        [[1, "unfold", "f", 3, [0]]],
    ),
    # ---- equations
    "an assumption without its conditions": claim(
        [], [["at", "s", "l"], 1], [[1, "use", 0, ["l"], []]], sequences=["s"],
        assume=[{"for": [["m", 1, "L"]], "equal": [["at", "s", "m"], 1]}],
    ),
    "an assumption without its place": steps(
        {"for": [["m", 1, "L"]], "equal": [["at", "s", "m"], 1],
         "proof": [[1, "use", 0, [], [[0, [1, 1]], [0, [1, 2]]]]]},
        sequences=["s"], assume=[{"for": [["m", 1, "L"]], "equal": [["at", "s", "m"], 1]}],
    ),
    "an assumption at a number": claim(
        [], [["at", "s", 0], 1], [[1, "use", 0, ["x"], []]], sequences=["s"], numbers=["x"],
        assume=[{"for": [["m", None, None]], "equal": [["at", "s", 0], 1]}],
    ),
    "an equation counted from the end": claim(
        [], [["at", "s", "l"], 1], [[1, "use", -1, ["l"], []]], sequences=["s"],
        assume=[{"for": [["m", None, None]], "equal": [["at", "s", "m"], 1]}],
    ),
    "a later step": steps(
        {"for": [], "equal": [0, 1], "proof": [[1, "use", 1, [], []]]},
        {"for": [], "equal": [0, 1], "proof": [[1, "use", 0, [], []]]},
    ),
    "a quantifier that captures the depth": steps(
        {"for": [["L", None, None]], "equal": [["at", "f", "L"], 1], "proof": [[1, "base", "f"]]},
        {"for": [], "equal": [["at", "f", 0], 1], "proof": [[1, "use", 0, [0], []]]},
        definitions=[DOUBLING],
    ),
    "a quantifier from half an integer": steps(
        {"for": [["m", "1/2", None]], "equal": [["at", "s", "m"], ["at", "s", "m"]], "proof": []}, sequences=["s"]
    ),
    "a quantifier twice": steps({"for": [["m", 0, 1], ["m", 2, 3]], "equal": ["m", "m"], "proof": []}),
    # ---- rules
    "the index of a sum let out as a factor": claim(  # 3*3 = 2*5
        [], [["*", ["sum", 1, 2, "#0"], ["sum", 1, 2, "#0"]],
             ["*", ["sum", 1, 2, 1], ["sum", 1, 2, ["*", "#0", "#0"]]]],
        [[["sum", 1, 2, "#0"], "linear", 1, 2, ["#0", 1]],
         [["*", -1, ["sum", 1, 2, 1]], "linear", 1, 2, ["#0", "#0"]]],
    ),
    "an end that takes the sum's own index": claim([], [["sum", "#0", 2, 1], ["sum", "#0", 2, 1]], []),
    "a product of sums": claim(
        [], [["prod", 1, "l", ["+", "x", 1]], ["*", ["prod", 1, "l", "x"], ["prod", 1, "l", 1]]],
        [[1, "factor", 1, "l", "x", 1]], numbers=["x"],
    ),
    "bodies equal but at the first index": claim(
        [], [["sum", 1, "L", ["sum", "#0", 1, 1]], ["sum", 1, "L", 0]],
        [[1, "inside", "sum", 1, "L", ["sum", "#0", 1, 1], 0, [[1, "empty", "sum", "'i", 1, 1, [0, [1, 3]]]]]],
    ),
    "bodies equal but at the last index": claim(
        [], [["sum", 1, "L", ["sum", "L", "#0", 1]], ["sum", 1, "L", 0]],
        [[1, "inside", "sum", 1, "L", ["sum", "L", "#0", 1], 0, [[1, "empty", "sum", "L", "'i", 1, [0, [1, 4]]]]]],
    ),
    "two opened indices of one name": claim(
        [], [["sum", 1, 2, ["sum", 5, 6, 1]], ["sum", 1, 2, ["sum", 5, 6, 0]]],
        [[1, "inside", "sum", 1, 2, ["sum", 5, 6, 1], ["sum", 5, 6, 0],
          [[1, "inside", "sum", 5, 6, 1, 0,
            [[1, "empty", "sum", 1, 1, 1, [2, [1, 4], [1, 5]]], [-1, "first", "sum", 1, 1, 1, [0]],
             [-1, "empty", "sum", 2, 1, 1, [0]]]]]]],
    ),
    "shifted one way only": claim([], [["sum", 1, 2, "#0"], ["sum", 2, 3, ["+", "#0", 1]]],
                                  [[1, "shift", "sum", 1, 2, "#0", 1]]),
    # ---- induction
    "the hypothesis where it is to be shown": steps(
        {"for": [["l", 0, "L"]], "equal": [["at", "f", "l"], 1], "induction": "down", "base": [[1, "base", "f"]],
         "step": [[1, "use", 0, [["+", "l", -1]], [[0, [1, 3]], [1, [1, 2]]]]]},
        definitions=[DOUBLING],
    ),
    "an induction without a step": steps(
        {"for": [["l", 0, "L"]], "equal": [["at", "f", "l"], 1], "induction": "down", "base": [[1, "base", "f"]],
         "step": []},
        definitions=[DOUBLING],
    ),
    "an induction without a base": steps(
        {"for": [["l", 0, "L"]], "equal": [["at", "s", "l"], ["at", "s", "l"]], "induction": "down", "step": []},
        sequences=["s"],
    ),
    "an induction without end": steps(
        {"for": [["l", 0, None]], "equal": ["l", "l"], "induction": "down", "base": [], "step": []}
    ),
    "an induction beside a proof": steps(
        {"for": [["l", 0, "L"]], "equal": ["l", "l"], "induction": "up", "base": [], "step": [], "proof": []}
    ),
    "an induction on nothing": steps({"for": [], "equal": [0, 0], "induction": "up", "base": [], "step": []}),
    "a step with more keys": steps({"for": [], "equal": [0, 0], "proof": [], "note": "x"}),
    "another range than what is proved": without(
        steps({"for": [["l", 0, 0]], "equal": [["sum", 1, "l", 1], 0],
               "proof": [[1, "empty", "sum", 1, "l", 1, [0, [1, 2]]]]}),
        goals=[{"for": [["l", 0, "L"]], "equal": [["sum", 1, "l", 1], 0]}],
    ),
    "one of two goals": without(
        steps({"for": [], "equal": [0, 0], "proof": []}),
        goals=[{"for": [], "equal": [0, 0]}, {"for": [], "equal": [0, 1]}],
    ),
}  # fmt: skip
