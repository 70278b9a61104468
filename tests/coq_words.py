"""The definitions of the Coq files, as questions: an expression in Coq, and the answer of the walk or of plain Python.

Answers are lists of integers. What is a proposition is compared with a second wording by a proof: LAWS.
"""

from __future__ import annotations

import re
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


AT = "(at level 1, left associativity, only parsing)"
SYMRF_MUTANTS = [
    ("number", "Q2Qc (inject_Z z)", "Q2Qc (inject_Z (Z.abs z))"),
    ("# z", '"# z" := (number z)', '"# z" := (number (z + 1))'),
    ("f [ i ]", f"(f i%Z) {AT} : Qc_scope", f"(f (i + 1)%Z) {AT} : Qc_scope"),
    ("f [ i ]", f"(f i%Z) {AT} : Z_scope", f"(f (i - 1)%Z) {AT} : Z_scope"),
    ("fold", "join (f lo) (fold n (lo + 1) f)", "join (fold n (lo + 1) f) (f lo)"),
    ("fold", "(fold n (lo + 1) f)", "(fold n (lo - 1) f)"),
    ("fold", "O => unit", "O => join unit unit"),
    ("big", "Z.to_nat (hi - lo + 1)", "Z.to_nat (hi - lo)"),
    ("big", "Z.to_nat (hi - lo + 1)", "Z.to_nat (Z.abs (hi - lo + 1))"),
    ("Sum", "big Qcplus 0%Qc", "big Qcplus 1%Qc"),
    ("Prod", "big Qcmult 1%Qc", "big Qcplus 0%Qc"),
    ("Pow", "Z0 => 1", "Z0 => 0"),
    ("Pow", "Zneg n => / Qcpower", "Zneg n => Qcpower"),
    ("Pow", "Zpos n => Qcpower b (Pos.to_nat n)", "Zpos n => Qcpower b (S (Pos.to_nat n))"),
    ("lower", "next (start - Z.of_nat n) (lower n)", "next (start - Z.of_nat (S n)) (lower n)"),
    ("Down", "lower (Z.to_nat (start - l))", "lower (Z.to_nat (l - start))"),
    ("Down", "lower (Z.to_nat (start - l))", "lower (Z.to_nat (Z.abs (start - l)))"),
    ("higher", "next (start + Z.of_nat (S n)) (higher n)", "next (start + Z.of_nat n) (higher n)"),
    ("Up", "higher (Z.to_nat (l - start))", "higher (Z.to_nat (Z.abs (l - start)))"),
    ("fitting", "Z.max 0 ((m + p + q - K) / s + 1)", "(m + p + q - K) / s + 1"),
    ("fitting", "(m + p + q - K) / s + 1)", "- (- (m + p + q - K) / s) + 1)"),
    ("fitting", "(m + p + q - K)", "(m + p + p - K)"),
    ("read", "s * y - p + d", "s * y + p + d"),
    ("read", "d * Z.of_nat m", "Z.of_nat m"),
    ("read", "(seq 0 (Z.to_nat k))", "(seq 1 (Z.to_nat k))"),
    ("within", "(i <? n)", "(i <=? n)"),
    ("within", "(0 <=? i)", "(0 <? i)"),
    ("different", "length (nodup Z.eq_dec indices)", "length indices"),
    ("least", "fold_right Z.min i more", "i"),
    ("greatest", "fold_right Z.max i more", "fold_right Z.max 0 more"),
    ("layered", "Z.to_nat (l - 1)", "Z.to_nat l"),
    ("layered", "if 1 <=? l", "if 0 <=? l"),
    ("layered", "inside outside else outside", "inside outside else 0"),
]  # fmt: skip
"""(definition, text in the file, what stands there instead)."""


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


LAWS = """
Ltac ask number claim tac := first
  [let h := fresh in assert (h : claim) by tac; clear h; idtac "law" number "holds" | idtac "law" number "fails"].

Goal True.
ask 1 (forall xs u, first xs u <-> (exists before after, xs = before ++ u :: after) /\\ Forall (fun x => ~ x < u) xs)
  ltac:(intros; unfold first; rewrite Forall_forall; split;
    [intros [I L]; split; [now apply in_split | intros x X; apply L in X; lia]
    | intros [[b [a ->]] L]; split; [apply in_elt | intros x X; apply L in X; lia]]).
ask 2 (forall xs v, last xs v <-> (exists before after, xs = before ++ v :: after) /\\ Forall (fun x => ~ v < x) xs)
  ltac:(intros; unfold last; rewrite Forall_forall; split;
    [intros [I L]; split; [now apply in_split | intros x X; apply L in X; lia]
    | intros [[b [a ->]] L]; split; [apply in_elt | intros x X; apply L in X; lia]]).
ask 3 (forall w, proper w <-> Forall (fun x => 0 < x) [kernel w; stride w; dilation w])
  ltac:(intro w; unfold proper; split; [intros; repeat constructor; lia | intro F; inversion F as [|? ? ? F2];
    inversion F2 as [|? ? ? F3]; inversion F3; subst; lia]).
ask 4 (forall l, orderly l <-> (forall y, reads l y = [] -> False)
    /\\ (forall y z, y <= z -> ~ least (reads l z) < least (reads l y))
    /\\ (forall y z, y <= z -> ~ greatest (reads l z) < greatest (reads l y)))
  ltac:(intro l; unfold orderly; split;
    [intro Q; split; [intros y; exact (proj1 (Q y y (Z.le_refl y))) | split; intros y z H; destruct (Q y z H); lia]
    | intros [N [A B]] y z H; specialize (A y z H); specialize (B y z H); split; [exact (N y) | lia]]).
ask 5 ((forall w n, well_formed (on w n) <-> proper w /\\ well_formed n)
    /\\ (forall a b, well_formed (join a b) <-> well_formed a /\\ well_formed b) /\\ well_formed input)
  ltac:(split; [intros; simpl; tauto | split; [intros; simpl; tauto | exact I]]).
ask 6 (forall windows R J, dense R J windows <-> forall a w b, windows = a ++ w :: b -> 1 < kernel w ->
    dilation w * (J * jumps a) <= size R J a)
  ltac:(induction windows as [| x rest IH]; intros R J; simpl; split;
    [intros _ a w b E; destruct a; discriminate E | auto
    | intros [N D] a w b E K; destruct a as [| y a]; injection E as <- ->;
      [unfold jumps; simpl; rewrite Z.mul_1_r; auto
      | pose proof (proj1 (IH _ _) D a w b eq_refl K) as L; unfold jumps in *; simpl; rewrite (Z.mul_assoc J); exact L]
    | intro H; split;
      [intro K; specialize (H [] x rest eq_refl K); unfold jumps in H; simpl in H; now rewrite Z.mul_1_r in H
      | apply IH; intros a w b -> K; specialize (H (x :: a) w b eq_refl K); unfold jumps in *; simpl in H;
        rewrite (Z.mul_assoc J) in H; exact H]]).
Abort.
"""

NETWORKS_MUTANTS = [
    ("upto", "(seq 0 (Z.to_nat k))", "(seq 1 (Z.to_nat k))"),
    ("upto", "Z.to_nat k)", "Z.to_nat (Z.abs k))"),
    ("first", "In x xs -> u <= x", "In x xs -> u < x + 2"),
    ("first", "(xs : list Z) (u : Z) : Prop := In u xs /\\", "(xs : list Z) (u : Z) : Prop := True /\\"),
    ("last", "In x xs -> x <= v", "In x xs -> x <= v + 1"),
    ("last", "(v : Z) : Prop := In v xs /\\", "(v : Z) : Prop := (In v xs \\/ xs = []) /\\"),
    ("least", "fold_right Z.min x more", "x"),
    ("greatest", "fold_right Z.max x more", "fold_right Z.max 0 more"),
    ("count", "Z.of_nat (length xs)", "Z.of_nat (pred (length xs))"),
    ("total", "fold_right Z.add 0 xs", "fold_right Z.add 1 xs"),
    ("squares", "x * x", "x * Z.abs x"),
    ("from_first", "x - least xs", "x - hd 0 xs"),
    ("window", "kernel : Z; stride : Z", "stride : Z; kernel : Z"),
    ("proper", "1 <= kernel w", "0 <= kernel w"),
    ("proper", "/\\ 1 <= dilation w", ""),
    ("asymmetric", "Linear 1 0 f", "Linear 1 1 f"),
    ("half_pixel", "Linear 2 (1 - f) (2 * f)", "Linear 2 (f - 1) (2 * f)"),
    ("align_corners", "Linear (n - 1) 0 (f * n - 1)", "Linear n 0 (f * n)"),
    ("reads", "stride w * y - padding w + dilation w * m", "stride w * y + padding w + dilation w * m"),
    ("reads", "stride w * y - padding w + dilation w * m", "stride w * y - padding w + m"),
    ("reads", "x mod stride w =? 0", "x mod stride w <=? 0 + 1"),
    ("reads", "y + padding w - dilation w * m", "y - padding w - dilation w * m"),
    ("reads", "[y / f]", "[- (- y / f)]"),
    ("reads", "mod D =? 0", "mod D <? 0"),
    ("reads", "(A * y + B) / D + 1]", "(A * y + B) / D + 2]"),
    ("through", "through below (flat_map (reads l) outputs)", "flat_map (reads l) (through below outputs)"),
    ("lowest", "least (reads l u)", "greatest (reads l u)"),
    ("highest", "greatest (reads l v)", "least (reads l v)"),
    ("orderly", "reads l y <> [] /\\", ""),
    ("orderly", "least (reads l y) <= least (reads l z)", "least (reads l y) <= greatest (reads l z)"),
    ("well_formed", "proper w /\\ well_formed below", "proper w"),
    ("well_formed", "well_formed one /\\ well_formed other", "well_formed one \\/ well_formed other"),
    ("seen", "flat_map (seen below) (reads (Conv w) y)", "flat_map (reads (Conv w)) (seen below y)"),
    ("seen", "seen one y ++ seen other y", "seen one y"),
    ("field", "Field { jump : Z; left : Z; right : Z }", "Field { jump : Z; right : Z; left : Z }"),
    ("compose", "left f + jump f * left g", "left g + jump g * left f"),
    ("compose", "right f + jump f * right g", "right f + right g"),
    ("law", "dilation w * (kernel w - 1) - padding w", "dilation w * kernel w - 1 - padding w"),
    ("law", "(- padding w)", "(padding w)"),
    ("lefts", "jump f * y + left f", "y + left f"),
    ("rights", "jump f * y + right f", "jump f * y + left f"),
    ("paths", "map (fun f => compose f (law w)) (paths below)", "map (compose (law w)) (paths below)"),
    ("paths", "paths one ++ paths other", "paths one"),
    ("insert", "Z.min (left f) (left g)", "Z.max (left f) (left g)"),
    ("insert", "(Z.max (right f) (right g)) :: rest", "(Z.max (right f) (right g)) :: g :: rest"),
    ("insert", "else g :: insert f rest", "else insert f rest"),
    ("merged", "fold_right insert known fields", "known"),
    ("envelope", "merged (envelope one) (envelope other)", "envelope one ++ envelope other"),
    ("envelope", "compose f (law w)) (envelope below)", "compose f (law w)) (paths below)"),
    ("chain", "fold_left (fun below w => on w below) windows input", "fold_right on input windows"),
    ("jumps", "stride w * J", "stride w + J"),
    ("size", "size (R + (kernel w - 1) * (dilation w * J))", "size (R + (kernel w - 1) * J)"),
    ("size", "| [] => R", "| [] => R - 1"),
    ("dense", "dilation w * J <= R", "dilation w * J <= R + 1"),
    ("dense", "1 < kernel w ->", "2 < kernel w ->"),
    ("spread", "(kernel w ^ 2 - 1)", "kernel w ^ 2"),
    ("spread", "(dilation w * J) ^ 2", "(dilation w * J) ^ 1"),
    ("widening", "dilation w * (kernel w - 1)", "dilation w * kernel w"),
]  # fmt: skip


SHAPES = {"layer", "network"}
"""What data looks like: these have no meaning but in the functions on them."""


PROPOSITIONS = {"first", "last", "proper", "orderly", "well_formed", "dense"}
"""What is compared with a second wording by a proof, and not with numbers."""


def defined(text: str) -> set[str]:
    """The names that a Coq file defines."""
    words = r"^\s*(?:Definition|Fixpoint|Record|Inductive) (\w+)"
    return {*re.findall(words, text, re.MULTILINE), *re.findall(r'Notation "([^"]+)"', text)}
