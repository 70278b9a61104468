Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* A dilated kernel spans dilation times taps: the statement refuted-dilation-multiplies, and where it fails. *)

Definition refuted_dilation_multiplies_statement : Prop :=
forall (L : Z) (k d : Z -> Z) (K : Z -> Qc),
  (0 <= L)%Z ->
  (forall l, (1 <= l <= L)%Z -> (1 <= k[l])%Z) ->
  (forall l, (1 <= l <= L)%Z -> (1 <= d[l])%Z) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = #(d[l]) * (#(k[l]) - #1) + #1) ->
  forall l, (1 <= l <= L)%Z -> K[l] = #(d[l]) * #(k[l]).

Theorem refuted_dilation_multiplies : ~ refuted_dilation_multiplies_statement.
Proof.
  intro statement.
  pose (L := 1%Z).
  pose (k := layered (1%Z :: nil) 1%Z).
  pose (d := layered (2%Z :: nil) 1%Z).
  pose (K := fun l : Z => #(d[l]) * (#(k[l]) - #1) + #1).
  specialize (statement L k d K).
  refute statement.
Qed.

Print Assumptions refuted_dilation_multiplies.
