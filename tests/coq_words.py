"""The definitions of the Coq files, as questions: an expression in Coq, and the answer of the walk or of plain Python.

Answers are lists of integers. What is a proposition is compared with a second wording by a proof: LAWS.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import product

from symrf.layers import Conv, ConvTranspose, Layer, Upsample
from symrf.network import Network
from symrf.oracle import output_size, reads, walk

Answers = list[tuple[str, list[int]]]
Window = tuple[int, int, int, int]
Tree = tuple  # () the input; (window, tree); (tree, tree, "join")

WINDOWS: list[Window] = [(3, 2, 1, 1), (2, 1, 3, 0), (1, 3, 2, -1), (4, 1, 2, 5)]


def listed(numbers: list[int]) -> str:
    """A list of integers in Coq, without the brackets that Symrf.v uses otherwise."""
    return "(" + "".join(f"({n}) :: " for n in numbers) + "nil)"


def parts(value: Fraction | int) -> list[int]:
    """A rational number in lowest terms."""
    return [Fraction(value).numerator, Fraction(value).denominator]


# ---- Symrf.v

SYMRF_HEAD = """
Definition one (z : Z) : list Z := z :: nil.
Definition shown (q : Qc) : list Z := Qnum (this q) :: Zpos (Qden (this q)) :: nil.
Definition square (i : Z) : Qc := number (i * i + 1).
Definition minus (a b : Qc) : Qc := (a - b)%Qc.
Definition half : Qc := (#1 / #2)%Qc.
Definition step (l before : Z) : Z := 10 * before + l.
"""


def squares(lo: int, hi: int) -> list[int]:
    return [i * i + 1 for i in range(lo, hi + 1)]


def alternating(lo: int, hi: int) -> Fraction:
    """The terms, each less all that follows, and 1/2 in the end."""
    return reduce(lambda rest, term: term - rest, reversed(squares(lo, hi)), Fraction(1, 2))


def stepped(start: int, first: int, indices: range) -> int:
    return reduce(lambda before, l: 10 * before + l, indices, first)


def symrf_answers() -> Answers:
    """Of Symrf.v."""
    found: Answers = [(f"shown (number ({z}))", parts(z)) for z in (-3, 0, 7)]
    found += [("shown (#5)%Qc", [5, 1]), ("shown (square[3])%Qc", [10, 1])]
    found.append(("one (let f (i : Z) := i * i in f[2 + 1])", [9]))
    found += [(f"shown (fold minus half {n} 2 square)", parts(alternating(2, n + 1))) for n in (0, 1, 3)]
    ends = [(2, 5), (3, 3), (3, 2), (3, -4), (-1, 1)]
    found += [(f"shown (big minus half ({lo}) ({hi}) square)", parts(alternating(lo, hi))) for lo, hi in ends]
    found += [(f"shown (Sum ({lo}) ({hi}) square)", parts(sum(squares(lo, hi)))) for lo, hi in ends]
    found += [(f"shown (Prod ({lo}) ({hi}) square)", parts(reduce(int.__mul__, squares(lo, hi), 1))) for lo, hi in ends]
    whole = [(lo, hi, squares(lo, hi)) for lo, hi in ends]
    square = "(fun i => i * i + 1)"
    found += [(f"one (SumZ ({lo}) ({hi}) {square})", [sum(terms)]) for lo, hi, terms in whole]
    found += [(f"one (ProdZ ({lo}) ({hi}) {square})", [reduce(int.__mul__, terms, 1)]) for lo, hi, terms in whole]
    found += [(f"shown (Pow half ({e}))", parts(Fraction(1, 2) ** e)) for e in (-3, -1, 0, 1, 4)]
    for first in (3, 6):
        found += [(f"one (lower 5 {first} step {n})", [stepped(5, first, range(5, 5 - n, -1))]) for n in (0, 1, 3)]
        found += [(f"one (Down 5 {first} step ({l}))", [stepped(5, first, range(5, l, -1))]) for l in (5, 4, 1, -1, 6)]
        found += [(f"one (higher 2 {first} step {n})", [stepped(2, first, range(3, 3 + n))]) for n in (0, 1, 3)]
        found += [(f"one (Up 2 {first} step ({l}))", [stepped(2, first, range(3, l + 1))]) for l in (2, 3, 6, 1)]
    for (k, s, d, p), n, q in product(WINDOWS, (1, 2, 4, 9), (0, 2)):
        layer, span = Conv(k, s, d, (p, q)), d * (k - 1) + 1
        found.append((f"one (fitting {s} {span} ({p}) {q} {n})", [output_size(layer, n)]))
        outputs = [0, 3]
        read = [i for y in outputs for i in sorted(reads(layer, y, None))]
        found.append((f"read {k} {s} {d} ({p}) {listed(outputs)}", read))
        kept = [i for i in read if 0 <= i < n]
        found.append((f"filter (within {n}) {listed(read)}", kept))
        seen = walk(Network.of(layer), Network.of(layer).output, frozenset(outputs))["input"]
        found.append((f"one (different {listed(read)})", [len(seen)]))
        low, high = (min(kept), max(kept)) if kept else (0, 0)
        found.append((f"least {listed(kept)} :: greatest {listed(kept)} :: nil", [low, high]))
    found.append((f"map (layered {listed([5, 7])} 9) {listed([-1, 0, 1, 2, 3, 4])}", [9, 9, 5, 7, 9, 9]))
    return found


# ---- Networks.v


def window(w: Window) -> str:
    """A window in Coq."""
    return f"(Window {w[0]} {w[1]} {w[2]} ({w[3]}))"


def tree(n: Tree) -> str:
    """A network in Coq."""
    if not n:
        return "input"
    return f"(join {tree(n[0])} {tree(n[1])})" if len(n) == 3 else f"(on {window(n[0])} {tree(n[1])})"


def taps(w: Window, y: int) -> list[int]:
    """What output y of a window reads, by the walk."""
    return sorted(reads(Conv(*w), y, None))


def ends(n: Tree, y: int) -> list[int]:
    """Where the paths from output y end, every path by itself."""
    if not n:
        return [y]
    return ends(n[0], y) + ends(n[1], y) if len(n) == 3 else [x for t in taps(n[0], y) for x in ends(n[1], t)]


def routes(n: Tree) -> list[list[Window]]:
    """The windows along each way through a network, from the output."""
    if not n:
        return [[]]
    return routes(n[0]) + routes(n[1]) if len(n) == 3 else [[n[0], *rest] for rest in routes(n[1])]


def followed(way: list[Window], y: int, tap: int) -> int:
    """Where the way along the first (0) or the last (-1) taps ends."""
    return reduce(lambda t, w: taps(w, t)[tap], way, y)


def fields(n: Tree) -> list[list[int]]:
    """(stride, left, right) of every way, by following it from outputs 0 and 1."""
    return [[followed(w, 1, 0) - followed(w, 0, 0), followed(w, 0, 0), followed(w, 0, -1)] for w in routes(n)]


def enveloped(found: list[list[int]]) -> list[int]:
    """Per stride the least left and the greatest right edge, in order of strides, in one list."""
    strides = sorted({f[0] for f in found})
    rows = [(s, min(f[1] for f in found if f[0] == s), max(f[2] for f in found if f[0] == s)) for s in strides]
    return [value for row in rows for value in row]


def of_chain(windows: list[Window]) -> Tree:
    """Windows listed from the input up, as a network."""
    return reduce(lambda below, w: (w, below), windows, ())


LAYERS: list[tuple[str, Layer, int | None]] = [
    *((f"Conv {window(w)}", Conv(*w), None) for w in WINDOWS),
    *((f"Transposed {window(w)}", ConvTranspose(*w), None) for w in [(3, 2, 1, 1), (4, 2, 3, 0), (2, 3, 1, -1)]),
    *((f"Nearest {f}", Upsample(f, "nearest"), None) for f in (2, 3)),
    *((f"asymmetric {f}", Upsample(f, "linear", "asymmetric"), None) for f in (2, 3)),
    *((f"half_pixel {f}", Upsample(f, "linear", "half_pixel"), None) for f in (2, 3)),
    *((f"align_corners {f} 5", Upsample(f, "linear", "align_corners"), 5) for f in (2, 3)),
    ("Linear 1 0 2", Upsample(2, "linear", "asymmetric"), None),
    ("Equation 2 (-1) 3 3 1", Conv(3, 2, 3, 1), None),
    ("Equation 1 (-9) 3 4 2", ConvTranspose(4, 2, 3, 0), None),
    ("Equation 2 (-2) 1 5 3", Upsample(Fraction(3, 2), "linear", "asymmetric"), None),
]
CHAINS = [[], WINDOWS[:1], WINDOWS[:2], WINDOWS[1::-1], WINDOWS, WINDOWS[::-1]]
MIXED = [LAYERS[0], LAYERS[8], LAYERS[1], LAYERS[4]]
TREES = [
    (),
    (WINDOWS[0], ()),
    ((WINDOWS[0], ()), (WINDOWS[1], (WINDOWS[1], ())), "join"),
    (WINDOWS[3], ((WINDOWS[0], ()), ((WINDOWS[0], ((WINDOWS[1], ()), (), "join")), (WINDOWS[2], ()), "join"), "join")),
]
NETWORKS_HEAD = """
Import ListNotations.
Definition sorted (xs : list Z) : list Z :=
  fold_right (fix put x (ys : list Z) := match ys with
    [] => [x] | y :: more => if x <=? y then x :: ys else y :: put x more end) [] xs.
Definition flat (fields : list field) : list Z := flat_map (fun f => [jump f; left f; right f]) fields.
Fixpoint put (f : field) (fs : list field) : list field := match fs with
  [] => [f] | g :: more => if jump f <=? jump g then f :: fs else g :: put f more end.
Definition in_order (fields : list field) : list Z := flat (fold_right put [] fields).
"""


def networks_answers() -> Answers:
    """Of Networks.v."""
    found: Answers = [(f"upto ({k})", list(range(k))) for k in (-1, 0, 1, 4)]
    for xs in ([], [4], [3, -2, 5, -2], [-7, -1, -3]):
        low, high = (min(xs), max(xs)) if xs else (0, 0)
        given = [low, high, len(xs), sum(xs), sum(x * x for x in xs)]
        words = "; ".join(f"{word} {listed(xs)}" for word in ("least", "greatest", "count", "total", "squares"))
        found += [(f"[{words}]", given), (f"from_first {listed(xs)}", [x - low for x in xs])]
    found.append(("let w := Window 2 3 5 7 in [kernel w; stride w; dilation w; padding w]", [2, 3, 5, 7]))
    for (name, layer, n), y in product(LAYERS, (-3, 0, 2)):
        found.append((f"sorted (reads ({name}) ({y}))", sorted(reads(layer, y, n))))
    for depth in range(5):
        used = MIXED[:depth]
        network = reduce(lambda a, b: a >> b, [layer for _, layer, _ in reversed(used)], Network())
        names = "[" + "; ".join(name for name, _, _ in used) + "]"
        seen = sorted(walk(network, network.output, frozenset({2, 5}))["input"])
        found.append((f"sorted (nodup Z.eq_dec (through {names} [5; 2]))", seen))
        found.append((f"[lowest {names} 2; highest {names} 5]", [seen[0], seen[-1]]))
    for n, y in product(TREES, (0, 2)):
        found.append((f"sorted (seen {tree(n)} {y})", sorted(ends(n, y))))
        every = fields(n)
        found.append((f"flat (paths {tree(n)})", [value for row in every for value in row]))
        found.append((f"lefts (paths {tree(n)}) {y}", [followed(way, y, 0) for way in routes(n)]))
        found.append((f"rights (paths {tree(n)}) {y}", [followed(way, y, -1) for way in routes(n)]))
        found.append((f"in_order (envelope {tree(n)})", enveloped(every)))
    some = [[1, 0, 3], [2, -1, 4], [1, -2, 1], [3, 5, 6], [2, 0, 9]]
    written = "[" + "; ".join(f"Field {s} ({a}) {b}" for s, a, b in some) + "]"
    found.append((f"in_order (merged {written} [Field 2 (-8) 0])", enveloped([*some, [2, -8, 0]])))
    found.append(("in_order (insert (Field 2 0 1) [Field 1 0 0; Field 2 1 0])", [1, 0, 0, 2, 0, 1]))
    a, b = WINDOWS[0], WINDOWS[3]
    found.append((f"flat [law {window(a)}]", fields((a, ()))[0]))
    found.append((f"flat [compose (law {window(a)}) (law {window(b)})]", fields((b, (a, ())))[0]))
    for windows in CHAINS:
        names = "[" + "; ".join(map(window, windows)) + "]"
        seen = sorted(ends(of_chain(windows), 0))
        found.append((f"sorted (seen (chain {names}) 0)", seen))
        found.append((f"[jumps {names}]", [min(ends(of_chain(windows), 1)) - seen[0]]))
        found.append((f"[size 1 1 {names}]", [seen[-1] - seen[0] + 1]))
        mean = Fraction(sum(seen), len(seen))
        found.append((f"[spread 1 {names}]", [int(12 * sum((x - mean) ** 2 for x in seen) / len(seen))]))
        flat = sorted(ends(of_chain([(k, 1, d, p) for k, _, d, p in windows]), 0))
        found.append((f"[widening {names}]", [flat[-1] - flat[0]]))
    return found
