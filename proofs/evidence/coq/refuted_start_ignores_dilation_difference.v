Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* The start of a dilated layer: by how much. Made from the statement of the theorem refuted-start-ignores-dilation-difference. *)

(* The sequences exist. *)
Lemma refuted_start_ignores_dilation_difference_exists (L : Z) (k s d p : Z -> Qc) :
  exists J K start : Z -> Qc,
  (J[0] = #1) /\
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * s[l]) /\
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) /\
  (start[0] = #1 / #2) /\
  (forall l, (1 <= l <= L)%Z -> start[l] = start[l - 1] + ((K[l] - #1) / #2 - p[l]) * J[l - 1]).
Proof.
  premises.
  pose (J := Up 0 (#1) (fun l before => before * s[l])).
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (start := Up 0 (#1 / #2) (fun l before => before + ((K[l] - #1) / #2 - p[l]) * J[l - 1])).
  exists J, K, start; defined.
Qed.

Theorem refuted_start_ignores_dilation_difference (L : Z) (k s d p J K start : Z -> Qc) :
  (0 <= L)%Z ->
  (J[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * s[l]) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (start[0] = #1 / #2) ->
  (forall l, (1 <= l <= L)%Z -> start[l] = start[l - 1] + ((K[l] - #1) / #2 - p[l]) * J[l - 1]) ->
  forall l, (1 <= l <= L)%Z -> start[l - 1] + ((k[l] - #1) / #2 - p[l]) * J[l - 1] - start[l] = - (d[l] - #1) * (k[l] - #1) * J[l - 1] / #2.
Proof.
  premises.
  symrf.
Qed.

Print Assumptions refuted_start_ignores_dilation_difference.
