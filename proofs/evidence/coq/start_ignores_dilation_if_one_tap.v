Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Right for kernels of one tap. Made from the statement of the theorem start-ignores-dilation-if-one-tap. *)

(* The sequences exist. *)
Lemma start_ignores_dilation_if_one_tap_exists (L : Z) (k s d p : Z -> Qc) :
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

Theorem start_ignores_dilation_if_one_tap (L : Z) (k s d p J K start : Z -> Qc) :
  (0 <= L)%Z ->
  (forall m, (1 <= m <= L)%Z -> k[m] = #1) ->
  (J[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * s[l]) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (start[0] = #1 / #2) ->
  (forall l, (1 <= l <= L)%Z -> start[l] = start[l - 1] + ((K[l] - #1) / #2 - p[l]) * J[l - 1]) ->
  forall l, (1 <= l <= L)%Z -> start[l] = start[l - 1] + ((k[l] - #1) / #2 - p[l]) * J[l - 1].
Proof.
  premises.
  symrf.
Qed.

Print Assumptions start_ignores_dilation_if_one_tap.
