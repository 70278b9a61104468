Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Each layer adds its kernel size: the statement refuted-depth-adds-k, and where it fails. *)

Definition refuted_depth_adds_k_statement : Prop :=
forall (L : Z) (k s d : Z -> Z) (J K R : Z -> Qc),
  (0 <= L)%Z ->
  (forall l, (1 <= l <= L)%Z -> (1 <= k[l])%Z) ->
  (forall l, (1 <= l <= L)%Z -> (1 <= s[l])%Z) ->
  (forall l, (1 <= l <= L)%Z -> (1 <= d[l])%Z) ->
  (J[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * #(s[l])) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = #(d[l]) * (#(k[l]) - #1) + #1) ->
  (R[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> R[l] = R[l - 1] + (K[l] - #1) * J[l - 1]) ->
  forall l, (1 <= l <= L)%Z -> R[l] = R[l - 1] + #(k[l]).

Theorem refuted_depth_adds_k : ~ refuted_depth_adds_k_statement.
Proof.
  intro statement.
  pose (L := 1%Z).
  pose (k := layered (1%Z :: nil) 1%Z).
  pose (s := layered (1%Z :: nil) 1%Z).
  pose (d := layered (1%Z :: nil) 1%Z).
  pose (J := Up 0 (#1) (fun l before => before * #(s[l]))).
  pose (K := fun l : Z => #(d[l]) * (#(k[l]) - #1) + #1).
  pose (R := Up 0 (#1) (fun l before => before + (K[l] - #1) * J[l - 1])).
  specialize (statement L k s d J K R).
  refute statement.
Qed.

Print Assumptions refuted_depth_adds_k.
