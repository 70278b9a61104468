"""The words of the second half of Tables.v: samples exactly, paths, in bounds; as tests/coq_words_tables.py."""

from itertools import product
from typing import Any

from symrf.oracle import _standing_for as standing_for

EXACT_MUTANTS = [
    ("sees_just", "Z.of_nat (length all) * m + phase", "m + phase"),
    ("sees_just", "x = s * m + o", "x = s * m - o"),
    ("sees_just", "x <-> exists s o", "x -> exists s o"),
    ("path", "at_input : path net 0 []", "at_input : path net 1 []"),
    ("path", "In e node -> down e = 1 ->", "In e node ->"),
    ("path", "path net (from e) es ->", "path net i es ->"),
    ("path", "path net (i + 1) (e :: es)", "path net (i + 1) es"),
    ("along", "[] => (1, 0)", "[] => (1, 1)"),
    ("along", "(s * up e,", "(up e,"),
    ("along", "2 * first e + step e", "first e + step e"),
    ("along", "s * (2", "(2"),
    ("along", "(taps e - 1)) + c)", "taps e) + c)"),
    ("along", "(taps e - 1)) + c)", "(taps e - 1)))"),
    ("flat", "In e node -> down e = 1.", "In e node -> up e = 1."),
    ("flat", "nth net i = Some node -> In e node -> down e = 1.",
     "nth net (i + 1) = Some node -> In e node -> down e = 1."),
    ("aligned", "flat net /\\ forall p q", "forall p q"),
    ("aligned", "along p = along q", "fst (along p) = fst (along q)"),
    ("aligned", "path net i q -> along p", "path net 0 q -> along p"),
    ("misaligned", "flat net /\\ exists p q", "exists p q"),
    ("misaligned", "along p <> along q", "p <> q"),
    ("misaligned", "path net i q /\\ along p", "along p"),
    ("stands_for", "(0 <=? t) &&", "(0 <? t) &&"),
    ("stands_for", "(t <? n) then Some t", "(t <=? n) then Some t"),
    ("stands_for", "Zeros => None", "Zeros => Some 0"),
    ("stands_for", "Z.max 0 (Z.min t (n - 1))", "Z.min t (n - 1)"),
    ("stands_for", "(Z.min t (n - 1))", "(Z.min t n)"),
    ("stands_for", "Some (t mod n)", "Some (n - t mod n)"),
    ("stands_for", "t mod (2 * (n - 1))", "t mod (2 * n - 1)"),
    ("stands_for", "if n =? 1 then 0 else", ""),
    ("stands_for", "if r <? n then r", "if r <=? n then r"),
    ("stands_for", "else 2 * (n - 1) - r", "else 2 * n - 1 - r"),
    ("size_of", "match nth sizes i with", "match nth sizes (i + 1) with"),
    ("size_of", "Some n => n | None => 0", "Some n => n | None => 1"),
    ("border_of", "nth borders (i - 1)", "nth borders i"),
    ("border_of", "None => Zeros", "None => Replicate"),
    ("computed", "forall x, 0 <= x < size_of sizes 0 -> computed", "forall x, computed"),
    ("computed", "computed net borders sizes 0 x x", "computed net borders sizes 0 x (x + 1)"),
    ("computed", "0 <= y < size_of sizes (i + 1) -> 0 <= m", "0 <= m"),
    ("computed", "0 <= m < taps e -> down e * t = up e * y + first e + step e * m ->\n    stands_for",
     "0 < m < taps e -> down e * t = up e * y + first e + step e * m ->\n    stands_for"),
    ("computed", "(border_of borders (i + 1))", "(border_of borders i)"),
    ("computed", "(size_of sizes (from e)) t", "(size_of sizes (i + 1)) t"),
    ("computed", "computed net borders sizes (from e) t' x", "computed net borders sizes (from e) x x"),
    ("in_bounds", "None => forall x, ~ computed", "None => forall x, computed"),
    ("in_bounds", "computed net borders sizes i y u /\\", "True /\\"),
    ("in_bounds", "computed net borders sizes i y v /\\", "True /\\"),
    ("in_bounds", "sizes i y x -> u <= x <= v", "sizes i y x -> u <= x"),
    ("unused", "In x xs <-> 0 <= x", "In x xs -> 0 <= x"),
    ("unused", "0 <= x < size_of sizes 0 /\\", "True /\\"),
    ("unused", "forall y, ~ computed", "exists y, ~ computed"),
]  # fmt: skip
"""(definition, text in the file, what stands there instead)."""


def exact_answers() -> list[tuple[str, Any]]:
    """Of what can be computed."""
    found: list[tuple[str, Any]] = []
    edges = [(0, 2, -1, 1, 3, 1), (1, 3, 4, 5, 6, 1), (2, 1, -2, 2, 3, 1)]
    for path in (edges[:1], edges[1::-1], edges[::-1]):
        rate, left, right = 1, 0, 0
        for _, up, first, step, taps, _ in reversed(path):  # nearest the input first
            left, right = left + rate * first, right + rate * (first + step * (taps - 1))
            rate *= up
        written = "; ".join("Edge " + " ".join(f"({x})" for x in edge) for edge in path)
        found.append((f"let c := along [{written}] in [fst c; snd c]", [rate, left + right]))
    for border, n in product(("zeros", "replicate", "circular", "reflect"), (1, 2, 5)):
        for t in (-9, -5, -4, -1, 0, 1, 2, 4, 5, 6, 8, 9, 13):
            inside = border != "zeros" or 0 <= t < n
            value = [standing_for(t, n, border)] if inside else []
            asked = f"stands_for {border.capitalize()} {n} ({t})"
            found.append((f"match {asked} with Some t => [t] | None => [] end", value))
    found.append(("[size_of [7; 8] 0; size_of [7; 8] 1; size_of [7; 8] 2]", [7, 8, 0]))
    number = "match border_of [Replicate; Circular; Reflect] ({}) with "
    number += "Zeros => 0 | Replicate => 1 | Circular => 2 | Reflect => 3 end"
    found.append(("[" + "; ".join(number.format(i) for i in (0, 1, 2, 3, 4)) + "]", [0, 1, 2, 3, 0]))
    return found


EXACT_LAWS = r"""
Ltac ask number claim tac := first
  [let h := fresh in assert (h : claim) by tac; clear h; idtac "law" number "holds" | idtac "law" number "fails"].
Goal True.
ask 7 (forall net i, sees_just net i [[(2, -1); (3, 4)]; []] <->
    (forall m x, sees net i (2 * m) x <-> x = 2 * m - 1 \/ x = 3 * m + 4) /\ (forall m x, ~ sees net i (2 * m + 1) x))
  ltac:(intros net i; split;
    [intro S; split; intros m x; [pose proof (S 0 _ m x eq_refl) as H | pose proof (S 1 _ m x eq_refl) as H];
      change (Z.of_nat _) with 2 in H; [replace (2 * m + 0) with (2 * m) in H by lia; rewrite H; split;
        [intros [s [o [[I|[I|[]]] ->]]]; injection I as <- <-; lia
        | intros [->| ->]; [exists 2, (-1) | exists 3, 4]; (split; [cbn; auto | lia])]
      | rewrite H; intros [s [o [[] _]]]]
    | intros [A B] phase some m x N; cbn [nth] in N; change (Z.of_nat _) with 2;
      destruct (Z.eqb_spec phase 0); [subst; injection N as <-; replace (2 * m + 0) with (2 * m) by lia; rewrite A;
        split;
        [intros [->| ->]; [exists 2, (-1) | exists 3, 4]; (split; [cbn; auto | lia])
        | intros [s [o [[I|[I|[]]] ->]]]; injection I as <- <-; lia]
      | destruct (Z.eqb_spec (phase - 1) 0); [|discriminate]; injection N as <-; replace phase with 1 by lia;
        split; [intro S; destruct (B m x S) | intros [s [o [[] _]]]]]]).
ask 8 (forall net p, path net 0 p <-> p = [])
  ltac:(intros net p; split; [intro H; inversion H as [|i n e es N I D H' E];
      [reflexivity | exfalso; replace i with (-1) in N by lia; destruct net; cbn in N; [discriminate|];
        assert (X : forall (xs : network) j, j < 0 -> nth xs j = None) by
          (clear; induction xs as [|z xs IH]; intros j J; cbn [nth]; [reflexivity|]; destruct (Z.eqb_spec j 0);
            [lia|];
            apply IH; lia);
        rewrite X in N by lia; discriminate] | intros ->; constructor]).
ask 9 (forall p, path [[]; [Edge 0 2 (-1) 1 3 1; Edge 0 1 0 1 1 2]] 2 p <-> p = [Edge 0 2 (-1) 1 3 1])
  ltac:(intros p; split;
    [intro H; inversion H as [|i n e es N I D H' E]; assert (i = 1) by lia; subst i; cbn in N; injection N as <-;
      destruct I as [<-|[<-|[]]]; cbn [from down] in *; [|discriminate];
        inversion H' as [|i' n' e' es' N' I' D' H'' E'];
      [reflexivity | exfalso; replace i' with (-1) in N' by lia; cbn in N'; discriminate]
    | intros ->; apply (longer _ 1 [Edge 0 2 (-1) 1 3 1; Edge 0 1 0 1 1 2]); try reflexivity;
      [left; reflexivity | constructor]]).
ask 10 (flat [[Edge 0 7 0 1 1 1]; [Edge 1 1 0 1 1 1]] /\ ~ flat [[]; [Edge 0 5 0 1 1 1; Edge 1 1 0 1 1 3]])
  ltac:(split; [intros i node e N I; cbn [nth] in N; destruct (i =? 0); [injection N as <-; destruct I as [<-|[]];
    reflexivity|];
      destruct (i - 1 =? 0); [injection N as <-; destruct I as [<-|[]]; reflexivity | discriminate]
    | intro F; specialize (F 1 _ (Edge 1 1 0 1 1 3) eq_refl (or_intror (or_introl eq_refl))); discriminate]).
ask 11 (forall net i, aligned net i <-> flat net /\ ~ exists p q, path net i q /\ path net i p /\
    (fst (along p) <> fst (along q) \/ snd (along p) <> snd (along q)))
  ltac:(intros net i; split; intros [F A]; (split; [exact F|]);
    [intros [p [q [Q [P D]]]]; rewrite (A p q P Q) in D; tauto
    | intros p q P Q; destruct (Z.eq_dec (fst (along p)) (fst (along q))), (Z.eq_dec (snd (along p)) (snd (along q)));
      [destruct (along p), (along q); cbn [fst snd] in *; congruence | | |]; exfalso; apply A; exists p, q; tauto]).
ask 12 (forall net i, misaligned net i <-> flat net /\ exists p q, path net i q /\ path net i p /\
    (fst (along p) <> fst (along q) \/ snd (along p) <> snd (along q)))
  ltac:(intros net i; split; intros [F [p [q H]]]; (split; [exact F|]); exists p, q;
    [destruct H as [P [Q D]]; split; [exact Q|]; split; [exact P|];
      destruct (Z.eq_dec (fst (along p)) (fst (along q))), (Z.eq_dec (snd (along p)) (snd (along q))); try tauto;
      exfalso; apply D; destruct (along p), (along q); cbn [fst snd] in *; congruence
    | destruct H as [Q [P D]]; split; [exact P|]; split; [exact Q|]; intro E; rewrite E in D; tauto]).
ask 13 (forall y x, computed [[Edge 0 2 (-1) 1 3 1]] [Circular] [5; 3] 1 y x <->
    0 <= y < 3 /\ exists m, 0 <= m < 3 /\ stands_for Circular 5 (2 * y - 1 + m) = Some x /\ 0 <= x < 5)
  ltac:(intros y x; split;
    [intro C; inversion C as [|i n e y' m t t' x' N I Y M D B C' E]; assert (i = 0) by lia; subst i; cbn in N;
      injection N as <-; destruct I as [<-|[]]; cbn [up first step taps down from] in *;
      change (border_of [Circular] (0 + 1)) with Circular in B; change (size_of [5; 3] 0) with 5 in B;
      inversion C' as [x0 X|i' n' e' y0 m' t0 t1 x1 N']; [|exfalso; replace i' with (-1) in N' by lia; cbn in N';
        discriminate];
      subst; change (size_of [5; 3] 0) with 5 in X; change (size_of [5; 3] (0 + 1)) with 3 in Y; split; [exact Y|];
      exists m; split; [exact M|]; split; [rewrite <- B; f_equal; lia | exact X]
    | intros [Y [m [M [B X]]]];
      apply (of_samples _ _ _ 0 [Edge 0 2 (-1) 1 3 1] (Edge 0 2 (-1) 1 3 1) y m (2 * y - 1 + m) x);
      cbn [up first step taps down from]; try reflexivity; try assumption; try lia; [left; reflexivity | constructor;
        exact X]]).
ask 14 (forall y x, computed [] [] [5] 0 y x <-> x = y /\ 0 <= x < 5)
  ltac:(intros y x; split;
    [intro C; inversion C as [x0 X|i n e y' m t t' x' N]; [subst; split; [reflexivity | exact X] | cbn in N;
      discriminate]
    | intros [-> X]; constructor; exact X]).
ask 15 (forall net b s i, in_bounds net b s i [None; Some (3, 5)] <->
    (forall x, computed net b s i 0 x -> False) /\ computed net b s i 1 5 /\ computed net b s i 1 3 /\
    (forall x, computed net b s i 1 x -> x <= 5 /\ 3 <= x))
  ltac:(intros net b s i; split;
    [intro H; split; [exact (H 0 _ eq_refl)|]; destruct (H 1 _ eq_refl) as [U [V A]]; split; [exact V|]; split;
      [exact U|];
      intros x X; apply A in X; lia
    | intros [A [V [U B]]] y r N; cbn [nth] in N; destruct (Z.eqb_spec y 0); [subst; injection N as <-; exact A|];
      destruct (Z.eqb_spec (y - 1) 0); [|discriminate]; injection N as <-; replace y with 1 by lia; split; [exact U|];
      split; [exact V|]; intros x X; apply B in X; lia]).
ask 16 (forall net b s i xs, unused net b s i xs <->
    (forall x, 0 <= x < size_of s 0 -> (forall y, ~ computed net b s i y x) -> In x xs) /\
    (forall x, In x xs -> 0 <= x < size_of s 0 /\ ~ exists y, computed net b s i y x))
  ltac:(intros net b s i xs; split;
    [intro H; split; intros x X; [intro N; apply H; split; [exact X | exact N]
      | apply H in X; destruct X as [X N]; split; [exact X | intros [y C]; exact (N y C)]]
    | intros [A B] x; split; [intro X; apply B in X; destruct X as [X N]; split; [exact X | intros y C; apply N;
      exists y; exact C]
      | intros [X N]; exact (A x X N)]]).
Abort.
"""
