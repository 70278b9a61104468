"""The definitions of the Coq files, changed one by one, and second wordings of those that are propositions.

A change is (definition, text in the file, what stands there instead); it must show in an answer of coq_words, or in a
law that no longer holds.
"""

import re

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
    ("SumZ", "big Z.add 0", "big Z.add 1"),
    ("ProdZ", "big Z.mul 1", "big Z.add 0"),
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
    ("reads", "A * y + B + d * m", "A * y + B + m"),
    ("reads", "x mod D =? 0", "x mod D <=? 1"),
    ("same_reads", "In t (reads l y) <-> In t", "In t (reads l y) -> In t"),
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
ask 7 (forall l other, same_reads l other <->
    forall y, incl (reads l y) (reads other y) /\\ incl (reads other y) (reads l y))
  ltac:(intros; unfold same_reads, incl; split; [intros E y; split; intros t; apply E
    | intros E y t; split; intro I; [apply (proj1 (E y) t I) | apply (proj2 (E y) t I)]]).
Abort.
"""

SHAPES: dict[str, set[str]] = {
    "Symrf": set(), "Networks": {"layer", "network"},
    "Tables": {"network", "edge", "line", "answer", "padding", "size", "sized", "border"},
}  # fmt: skip
"""What data looks like: these have no meaning but in the functions on them."""


PROPOSITIONS = {"first", "last", "proper", "orderly", "well_formed", "dense", "same_reads"}
PROPOSITIONS |= {"sees", "exactly", "nothing", "states", "states_sized", "sees_just", "path", "flat"}
PROPOSITIONS |= {"aligned", "misaligned", "computed", "in_bounds", "unused"}
"""What is compared with a second wording by a proof, and not with numbers."""


def defined(text: str) -> set[str]:
    """The names that a Coq file defines."""
    words = r"^\s*(?:Definition|Fixpoint|Record|Inductive) (\w+)"
    return {*re.findall(words, text, re.MULTILINE), *re.findall(r'Notation "([^"]+)"', text)}
