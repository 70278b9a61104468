Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* The start of a dilated layer: the statement refuted-start-ignores-dilation, and where it fails. *)

Definition refuted_start_ignores_dilation_statement : Prop :=
forall (L : Z) (k s d p : Z -> Z) (J K start : Z -> Qc),
  (0 <= L)%Z ->
  (forall l, (1 <= l <= L)%Z -> (1 <= k[l])%Z) ->
  (forall l, (1 <= l <= L)%Z -> (1 <= s[l])%Z) ->
  (forall l, (1 <= l <= L)%Z -> (1 <= d[l])%Z) ->
  (forall l, (1 <= l <= L)%Z -> (0 <= p[l])%Z) ->
  (J[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * #(s[l])) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = #(d[l]) * (#(k[l]) - #1) + #1) ->
  (start[0] = #1 / #2) ->
  (forall l, (1 <= l <= L)%Z -> start[l] = start[l - 1] + ((K[l] - #1) / #2 - #(p[l])) * J[l - 1]) ->
  forall l, (1 <= l <= L)%Z -> start[l] = start[l - 1] + ((#(k[l]) - #1) / #2 - #(p[l])) * J[l - 1].

Theorem refuted_start_ignores_dilation : ~ refuted_start_ignores_dilation_statement.
Proof.
  intro statement.
  pose (L := 1%Z).
  pose (k := layered (2%Z :: nil) 1%Z).
  pose (s := layered (1%Z :: nil) 1%Z).
  pose (d := layered (2%Z :: nil) 1%Z).
  pose (p := layered (0%Z :: nil) 1%Z).
  pose (J := Up 0 (#1) (fun l before => before * #(s[l]))).
  pose (K := fun l : Z => #(d[l]) * (#(k[l]) - #1) + #1).
  pose (start := Up 0 (#1 / #2) (fun l before => before + ((K[l] - #1) / #2 - #(p[l])) * J[l - 1])).
  specialize (statement L k s d p J K start).
  refute statement.
Qed.

Print Assumptions refuted_start_ignores_dilation.
