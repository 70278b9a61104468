Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Each layer adds its kernel size: by how much. Made from the statement of the theorem refuted-depth-adds-k-difference. *)

(* The sequences exist. *)
Lemma refuted_depth_adds_k_difference_exists (L : Z) (k s d : Z -> Qc) :
  exists J K R : Z -> Qc,
  (J[0] = #1) /\
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * s[l]) /\
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) /\
  (R[0] = #1) /\
  (forall l, (1 <= l <= L)%Z -> R[l] = R[l - 1] + (K[l] - #1) * J[l - 1]).
Proof.
  premises.
  pose (J := Up 0 (#1) (fun l before => before * s[l])).
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (R := Up 0 (#1) (fun l before => before + (K[l] - #1) * J[l - 1])).
  exists J, K, R; defined.
Qed.

Theorem refuted_depth_adds_k_difference (L : Z) (k s d J K R : Z -> Qc) :
  (0 <= L)%Z ->
  (J[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * s[l]) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (R[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> R[l] = R[l - 1] + (K[l] - #1) * J[l - 1]) ->
  forall l, (1 <= l <= L)%Z -> R[l - 1] + k[l] - R[l] = k[l] - (k[l] - #1) * d[l] * J[l - 1].
Proof.
  premises.
  symrf.
Qed.

Print Assumptions refuted_depth_adds_k_difference.
