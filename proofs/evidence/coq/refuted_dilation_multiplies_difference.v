Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* A dilated kernel spans dilation times taps: by how much. Made from the statement of the theorem refuted-dilation-multiplies-difference. *)

(* The sequences exist. *)
Lemma refuted_dilation_multiplies_difference_exists (L : Z) (k d : Z -> Qc) :
  exists K : Z -> Qc,
  forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1.
Proof.
  premises.
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  exists K; defined.
Qed.

Theorem refuted_dilation_multiplies_difference (L : Z) (k d K : Z -> Qc) :
  (0 <= L)%Z ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  forall l, (1 <= l <= L)%Z -> d[l] * k[l] - K[l] = d[l] - #1.
Proof.
  premises.
  symrf.
Qed.

Print Assumptions refuted_dilation_multiplies_difference.
