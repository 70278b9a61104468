Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* A residual stage. Made from the statement of the theorem residual-stage. *)

(* The sequences exist. *)
Lemma residual_stage_exists (L : Z) (Delta Js R0 : Qc) :
  exists Rs : Z -> Qc,
  (Rs[0] = R0) /\
  (forall l, (1 <= l <= L)%Z -> Rs[l] = Rs[l - 1] + Delta * Js).
Proof.
  premises.
  pose (Rs := Up 0 (R0) (fun l before => before + Delta * Js)).
  exists Rs; defined.
Qed.

Theorem residual_stage (L : Z) (Delta Js R0 : Qc) (Rs : Z -> Qc) :
  (0 <= L)%Z ->
  (Rs[0] = R0) ->
  (forall l, (1 <= l <= L)%Z -> Rs[l] = Rs[l - 1] + Delta * Js) ->
  Rs[L] = R0 + #L * Delta * Js.
Proof.
  premises.
  assert (forall l, (0 <= l <= L)%Z -> Rs[l] = R0 + #l * Delta * Js) by symrf.
  symrf.
Qed.

Print Assumptions residual_stage.
