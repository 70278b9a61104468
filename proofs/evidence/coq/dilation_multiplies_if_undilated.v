Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Right without dilation. Made from the statement of the theorem dilation-multiplies-if-undilated. *)

(* The sequences exist. *)
Lemma dilation_multiplies_if_undilated_exists (L : Z) (k d : Z -> Qc) :
  exists K : Z -> Qc,
  forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1.
Proof.
  premises.
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  exists K; defined.
Qed.

Theorem dilation_multiplies_if_undilated (L : Z) (k d K : Z -> Qc) :
  (0 <= L)%Z ->
  (forall m, (1 <= m <= L)%Z -> d[m] = #1) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  forall l, (1 <= l <= L)%Z -> K[l] = d[l] * k[l].
Proof.
  premises.
  symrf.
Qed.

Print Assumptions dilation_multiplies_if_undilated.
