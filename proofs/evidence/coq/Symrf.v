(* What the statements mean: definitions only. Numbers are Qc, the rationals in lowest terms, so that equal numbers are
   equal; indices are integers, and a sequence is any function from the integers. *)

From Coq Require Export ZArith QArith Qcanon List.
Open Scope bool_scope.
Open Scope Z_scope.

(* ---- the notation of the statements: numbers, terms of sequences, sums, products and powers *)

Definition number (z : Z) : Qc := Q2Qc (inject_Z z).
Arguments number z%Z.
Notation "# z" := (number z) (at level 1, z at level 1, format "# z") : Qc_scope.
Notation "f [ i ]" := (f i%Z) (at level 1, left associativity, only parsing) : Qc_scope.
Notation "f [ i ]" := (f i%Z) (at level 1, left associativity, only parsing) : Z_scope.

(* The terms at lo, lo + 1, … hi joined; the unit, where hi < lo. *)
Section Big.
  Context {A : Type} (join : A -> A -> A) (unit : A).
  Fixpoint fold (n : nat) (lo : Z) (f : Z -> A) : A :=
    match n with O => unit | S n => join (f lo) (fold n (lo + 1) f) end.
  Definition big (lo hi : Z) (f : Z -> A) : A := fold (Z.to_nat (hi - lo + 1)) lo f.
End Big.
Definition Sum := big Qcplus 0%Qc.
Definition Prod := big Qcmult 1%Qc.
Definition SumZ := big Z.add 0.
Definition ProdZ := big Z.mul 1.
Arguments Sum (lo hi)%Z f.
Arguments Prod (lo hi)%Z f.

Definition Pow (b : Qc) (e : Z) : Qc :=
  match e with Z0 => 1 | Zpos n => Qcpower b (Pos.to_nat n) | Zneg n => / Qcpower b (Pos.to_nat n) end%Qc.
Arguments Pow b e%Z.

(* ---- sequences that satisfy a recurrence down from an index, or up from it *)

Section Recursion.
  Context {A : Type} (start : Z) (first : A) (next : Z -> A -> A).
  Fixpoint lower (n : nat) : A := match n with O => first | S n => next (start - Z.of_nat n) (lower n) end.
  Definition Down (l : Z) : A := lower (Z.to_nat (start - l)).
  Fixpoint higher (n : nat) : A := match n with O => first | S n => next (start + Z.of_nat (S n)) (higher n) end.
  Definition Up (l : Z) : A := higher (Z.to_nat (l - start)).
End Recursion.

(* How many windows of span K and stride s fit into a map of m features with p and q of padding. *)
Definition fitting (s K p q m : Z) : Z := Z.max 0 ((m + p + q - K) / s + 1).

(* ---- walking a network: what outputs read, in a layer with k taps, stride s, dilation d and left padding p *)

Definition read (k s d p : Z) (outputs : list Z) : list Z :=
  flat_map (fun y => map (fun m => s * y - p + d * Z.of_nat m) (seq 0 (Z.to_nat k))) outputs.
Definition within (n i : Z) : bool := (0 <=? i) && (i <? n).
Definition different (indices : list Z) : Z := Z.of_nat (length (nodup Z.eq_dec indices)).
Definition least (indices : list Z) : Z := match indices with nil => 0 | i :: more => fold_right Z.min i more end.
Definition greatest (indices : list Z) : Z := match indices with nil => 0 | i :: more => fold_right Z.max i more end.

(* The values of the layers 1, 2, … from a list, and one value for every other index. *)
Definition layered (inside : list Z) (outside l : Z) : Z :=
  if 1 <=? l then nth (Z.to_nat (l - 1)) inside outside else outside.
