Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Each layer adds kernel less stride: the statement refuted-size-adds-k-minus-s, and where it fails. *)

Definition refuted_size_adds_k_minus_s_statement : Prop :=
forall (L : Z) (k s d : Z -> Z) (K r : Z -> Qc),
  (0 <= L)%Z ->
  (forall l, (1 <= l <= L)%Z -> (1 <= k[l])%Z) ->
  (forall l, (1 <= l <= L)%Z -> (1 <= s[l])%Z) ->
  (forall l, (1 <= l <= L)%Z -> (1 <= d[l])%Z) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = #(d[l]) * (#(k[l]) - #1) + #1) ->
  (r[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = #(s[l]) * r[l] + (K[l] - #(s[l]))) ->
  forall l, (1 <= l <= L)%Z -> r[l - 1] = r[l] + (#(k[l]) - #(s[l])).

Theorem refuted_size_adds_k_minus_s : ~ refuted_size_adds_k_minus_s_statement.
Proof.
  intro statement.
  pose (L := 1%Z).
  pose (k := layered (1%Z :: nil) 1%Z).
  pose (s := layered (2%Z :: nil) 1%Z).
  pose (d := layered (1%Z :: nil) 1%Z).
  pose (K := fun l : Z => #(d[l]) * (#(k[l]) - #1) + #1).
  pose (r := Down L (#1) (fun l before => #(s[l]) * before + (K[l] - #(s[l])))).
  specialize (statement L k s d K r).
  refute statement.
Qed.

Print Assumptions refuted_size_adds_k_minus_s.
