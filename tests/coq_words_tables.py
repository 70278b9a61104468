"""The words of Tables.v, for tests/test_coq_words.py: answers, changed copies, and laws for what is no number.

A law is a second wording of a proposition, proved; of a changed copy one of them is not.
"""

from itertools import product
from typing import Any

TABLES_MUTANTS = [
    ("nth", "if i =? 0 then Some x", "if i =? 1 then Some x"),
    ("nth", "else nth more (i - 1)", "else nth more (i - 2)"),
    ("sees", "forall x, sees net 0 x x", "forall x, sees net 0 x (x + 1)"),
    ("sees", "nth net i = Some node", "nth net (i + 1) = Some node"),
    ("sees", "0 <= m < taps e", "0 <= m <= taps e"),
    ("sees", "0 <= m < taps e", "0 < m < taps e"),
    ("sees", "down e * t =", "t ="),
    ("sees", "up e * y + first e", "y + first e"),
    ("sees", "up e * y + first e", "up e * y - first e"),
    ("sees", "step e * m", "m"),
    ("sees", "sees net (from e) t x", "sees net (from e) y x"),
    ("sees", "sees net (i + 1) y x", "sees net (i + 2) y x"),
    ("exactly", "sees net i y u /\\", "True /\\"),
    ("exactly", "sees net i y v /\\", "True /\\"),
    ("exactly", "u <= x <= v", "u - 1 <= x <= v"),
    ("exactly", "u <= x <= v", "u <= x"),
    ("nothing", "~ sees net i y x", "~ sees net i x y"),
    ("period", "Z.of_nat (length a)", "Z.of_nat (pred (length a))"),
    ("least", "fold_right Z.min x xs", "x"),
    ("least", "fold_right Z.min x xs", "fold_right Z.min 0 xs"),
    ("greatest", "fold_right Z.max x xs", "fold_right Z.max 0 xs"),
    ("low", "slope l * m + left l", "slope l * m + right l"),
    ("low", "slope l * m + left l", "m + left l"),
    ("high", "slope l * m + right l", "slope l * m - right l"),
    ("high", "slope l * m + right l", "m + right l"),
    ("states", "period (snd entry) * m + phase", "m + phase"),
    ("states", "period (snd entry) * m + phase", "period (snd entry) * m"),
    ("states", "[] => nothing net (fst entry) y", "[] => True"),
    ("states", "(least (low m l) (map (low m) more))", "(low m l)"),
    ("states", "(greatest (high m l) (map (high m) more))", "(high m l)"),
    ("states", "exactly net (fst entry) y", "exactly net (fst entry + 1) y"),
    ("nodes", "Z.of_nat (length net)", "Z.of_nat (S (length net))"),
    ("shifted", "(from e + k) (up e)", "(from e) (up e)"),
    ("put_on", "(shifted (nodes net))", "(shifted 0)"),
    ("put_on", "net ++ map (map (shifted (nodes net))) top", "map (map (shifted (nodes net))) top ++ net"),
    ("stacked", "(body (Z.of_nat k))", "(body (Z.of_nat n))"),
    ("stacked", "put_on (stacked body k) (body", "put_on (body (Z.of_nat k)) (body"),
    ("copies", "(Z.to_nat count)", "(Z.to_nat (count + 1))"),
    ("sum_of_powers", "1 + b * sum_of_powers b k", "b * sum_of_powers b k"),
    ("sum_of_powers", "1 + b *", "1 +"),
    ("geometric", "(Z.to_nat count)", "(S (Z.to_nat count))"),
    ("pairs", "count * (count - 1) / 2", "count * (count + 1) / 2"),
    ("total", "Z.max 0 (step e", "(step e"),
    ("total", "(taps e - 1)", "taps e"),
    ("total", "last mod up e", "last mod down e"),
    ("padded", "(- (total e last / 2))", "(total e last / 2)"),
    ("padded", "(- (total e last - total e last / 2))", "(- (total e last / 2))"),
    ("padded", "Explicit => e", "Explicit => Edge 0 0 0 1 1 1"),
    ("last_of", "None => 0", "None => 1"),
    ("last_of", "nth lasts i", "nth lasts (i + 1)"),
    ("last_above", "+ more s", "- more s"),
    ("last_above", "(times s * last_of lasts (of s) + more s) / over s", "last_of lasts (of s) / over s"),
    ("with_lasts", "lasts ++ [last_above lasts s]", "[last_above lasts s] ++ lasts"),
    ("with_lasts", "(last_of lasts (from e))", "(last_of lasts 0)"),
    ("on_size", "with_lasts [n - 1]", "with_lasts [n]"),
    ("all_lasts", "(lasts ++ [last_above lasts s]) rest end", "([last_above lasts s] ++ lasts) rest end"),
    ("all_lasts", "[] => lasts", "[] => []"),
    ("sizes_on", "last + 1", "last"),
    ("sizes_on", "all_lasts [n - 1]", "all_lasts [n]"),
    ("states_sized", "1 <= n ->", "2 <= n ->"),
    ("states_sized", "n mod Z.of_nat (length tables)", "(n + 1) mod Z.of_nat (length tables)"),
    ("states_sized", "(states (on_size net n)) table", "(states (on_size net (n + 1))) table"),
]
"""(definition, text in the file, what stands there instead)."""


def tables_answers() -> list[tuple[str, Any]]:
    """Of Tables.v."""
    found: list[tuple[str, Any]] = []
    for i in (-1, 0, 1, 2, 3):
        value = [[4, 7, 6][i]] if 0 <= i < 3 else []
        found.append((f"match nth [4; 7; 6] ({i}) with Some x => [x] | None => [] end", value))
    for xs in ([4], [3, -2, 5, -2], [-7, -1, -3], [2, 9]):
        head, *more = (f"({x})" for x in xs)
        found.append((f"[least {head} [{'; '.join(more)}]; greatest {head} [{'; '.join(more)}]]", [min(xs), max(xs)]))
    found.append(("[period [[]; []; []]; period [[]]]", [3, 1]))
    found.append(("[low 5 (Line 3 (-4) 8); high 5 (Line 3 (-4) 8)]", [11, 23]))
    body = "(fun c : Z => [[Edge 0 1 c 1 2 1]; [Edge 1 (c + 5) 0 1 1 1; Edge 0 7 0 1 1 1]])"
    made = f"put_on [[Edge 0 9 0 1 1 1]] (copies {body} 2)"
    read = "[from e; up e; first e]"
    found.append((f"concat (map (fun e => {read}) (concat ({made})))", [
        0, 9, 0, 1, 1, 0, 2, 5, 0, 1, 7, 0, 3, 1, 1, 4, 6, 0, 3, 7, 0,
    ]))  # fmt: skip
    found.append((f"[nodes ({made}); nodes (copies {body} 0); nodes (copies {body} 3)]", [5, 0, 6]))
    found.append(("[geometric 3 0; geometric 3 1; geometric 3 4; geometric 1 5]", [0, 1, 40, 5]))
    found.append(("[pairs 0; pairs 1; pairs 2; pairs 5]", [0, 0, 1, 10]))
    edge = "let e := Edge 1 2 3 4 5 6 in [from e; up e; first e; step e; taps e; down e]"
    five = "[from e; up e; first e; step e; taps e; down e]"
    for upper, last, given in product((False, True), (4, 5, 6), ("Edge 1 3 0 2 4 1", "Edge 1 2 0 1 1 5")):
        _, up, _, step, taps, down = map(int, given.split()[1:])
        lacking = max(step * (taps - 1) - last % up, 0)
        left = -(-lacking // 2) if upper else lacking // 2
        e = f"let e := padded ({given}) (Same {str(upper).lower()}) {last} in {five}"
        found.append((e, [1, up, -left, step, taps, down]))
    found += [(f"let e := padded (Edge 1 2 3 4 5 6) Explicit 7 in {five}", [1, 2, 3, 4, 5, 6])]
    found += [("[last_of [5; 6] 1; last_of [5; 6] 3; last_above [5; 9] (Size 1 3 (-2) 4)]", [6, 0, 25 // 4])]
    net = "[([(Edge 0 2 0 1 3 1, Same false)], Size 0 1 0 2); "
    net += "([(Edge 1 2 0 1 3 1, Same false); (Edge 0 1 7 1 1 1, Explicit)], Size 1 1 (-1) 1); "
    net += "([(Edge 2 3 0 1 4 1, Same true)], Size 2 1 0 3)]"
    for n in range(5, 12):
        lasts = [n - 1, (n - 1) // 2, (n - 1) // 2 - 1]
        found.append((f"sizes_on {net} {n}", [n, lasts[1] + 1, lasts[2] + 1, lasts[2] // 3 + 1]))
        pads = [max(2 - lasts[0] % 2, 0) // 2, max(2 - lasts[1] % 2, 0) // 2, -(-max(3 - lasts[2] % 3, 0) // 2)]
        found.append((f"map first (concat (on_size {net} {n}))", [-pads[0], -pads[1], 7, -pads[2]]))
    found += [(edge, [1, 2, 3, 4, 5, 6]), ("let l := Line 7 8 9 in [slope l; left l; right l]", [7, 8, 9])]
    return found


TABLES_LAWS = r"""
Ltac ask number claim tac := first
  [let h := fresh in assert (h : claim) by tac; clear h; idtac "law" number "holds" | idtac "law" number "fails"].
Ltac node0 S := inversion S as [|? ? ? ? ? ? ? N0 ? ? ? ? E0]; [subst | exfalso; clear - N0 E0;
  match type of E0 with ?i + 1 = 0 => replace i with (-1) in N0 by lia; cbn in N0; discriminate end].
Ltac node1 S := inversion S as [|i n e y' m t x' N I M D S' EI]; assert (i = 0) by lia; subst i; cbn in N;
  injection N as <-; destruct I as [<-|[]]; cbn [up first step taps down from] in *; node0 S'.

Goal True.
ask 1 (forall y x, sees [[Edge 0 1 0 1 1 1]] 0 y x <-> x = y)
  ltac:(intros y x; split; [intro S; node0 S; reflexivity | intros ->; constructor]).
ask 2 (forall y x, sees [[Edge 0 3 (-1) 2 3 4]] 1 y x <-> exists m, 0 <= m < 3 /\ 4 * x = 3 * y - 1 + 2 * m)
  ltac:(intros y x; split; [intro S; node1 S; exists m; lia
    | intros [m [M E]]; apply (through [[Edge 0 3 (-1) 2 3 4]] 0 _ (Edge 0 3 (-1) 2 3 4) y m x x eq_refl);
      [left; reflexivity | exact M | cbn [up first step taps down from]; lia | constructor]]).
ask 3 (forall net i y u v, exactly net i y u v <->
    (sees net i y u /\ forall x, sees net i y x -> ~ x < u) /\ (sees net i y v /\ forall x, sees net i y x -> ~ v < x))
  ltac:(intros; unfold exactly; split;
    [intros [A [B C]]; split; (split; [assumption|]); intros x X Y; apply C in X; lia
    | intros [[A B] [C D]]; split; [assumption|split; [assumption|]]; intros x X;
      pose proof (B x X); pose proof (D x X); lia]).
ask 4 (forall net i y, nothing net i y <-> forall x, sees net i y x -> False)
  ltac:(intros; unfold nothing, not; split; auto).
ask 5 (forall net one two, states_sized net [one; two] <->
    forall k, (1 <= k -> Forall (states (on_size net (2 * k))) one) /\
      (0 <= k -> Forall (states (on_size net (2 * k + 1))) two))
  ltac:(intros net one two; split;
    [intros S k; split; intro K; apply S; try lia; change (Z.of_nat _) with 2;
      [replace (2 * k) with (0 + k * 2) by lia | replace (2 * k + 1) with (1 + k * 2) by lia]; rewrite Z_mod_plus_full;
      reflexivity
    | intros S n table N; change (Z.of_nat _) with 2; pose proof (Z.div_mod n 2); pose proof (Z.mod_pos_bound n 2);
      destruct (S (n / 2)) as [A B]; assert (n mod 2 = 0 \/ n mod 2 = 1) as [E | E] by lia; rewrite E; cbn [nth Z.eqb];
      intro T; injection T as <-; [replace n with (2 * (n / 2)) by lia; apply A
      | replace n with (2 * (n / 2) + 1) by lia; apply B]; lia]).
ask 6 (forall net i, states net (i, [[Line 1 0 2; Line 2 (-1) 3]; []]) <->
    (forall m, exactly net i (2 * m) (Z.min m (2 * m - 1)) (Z.max (m + 2) (2 * m + 3))) /\
    (forall m x, ~ sees net i (2 * m + 1) x))
  ltac:(intros net i; split;
    [intro S; split; [intro m; specialize (S 0 _ m eq_refl); cbn [fst snd] in S; change (period _) with 2 in S;
        cbn [least greatest map fold_right low high slope left right] in S;
        replace (2 * m) with (2 * m + 0) by lia;
        replace (Z.min m (2 * m + 0 - 1)) with (Z.min (2 * m + -1) (1 * m + 0)) by lia;
        replace (Z.max (m + 2) (2 * m + 0 + 3)) with (Z.max (2 * m + 3) (1 * m + 2)) by lia; exact S
      | intros m x; exact (S 1 _ m eq_refl x)]
    | intros [A B] phase lines m N; cbn [nth snd] in N;
      destruct (Z.eqb_spec phase 0); [subst; injection N as <-; cbn [fst snd]; change (period _) with 2;
        unfold least, greatest; cbn [map fold_right]; unfold low, high; cbn [slope left right];
        specialize (A m); replace (2 * m + 0) with (2 * m) by lia;
        replace (Z.min (2 * m + -1) (1 * m + 0)) with (Z.min m (2 * m - 1)) by lia;
        replace (Z.max (2 * m + 3) (1 * m + 2)) with (Z.max (m + 2) (2 * m + 3)) by lia; exact A
      | destruct (Z.eqb_spec (phase - 1) 0); [|discriminate]; injection N as <-; cbn [fst snd];
        change (period _) with 2; replace phase with 1 by lia; exact (B m)]]).
Abort.
"""
