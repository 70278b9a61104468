Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* The mean path ends at the centre. Made from the statement of the theorem path-mean-is-center. *)

(* The sequences exist. *)
Lemma path_mean_is_center_exists (L : Z) (k s d : Z -> Qc) :
  exists N J K R T : Z -> Qc,
  (N[0] = #1) /\
  (forall l, (1 <= l <= L)%Z -> N[l] = N[l - 1] * k[l]) /\
  (J[0] = #1) /\
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * s[l]) /\
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) /\
  (R[0] = #1) /\
  (forall l, (1 <= l <= L)%Z -> R[l] = R[l - 1] + (K[l] - #1) * J[l - 1]) /\
  (T[0] = #0) /\
  (forall l, (1 <= l <= L)%Z -> T[l] = k[l] * T[l - 1] + N[l - 1] * (d[l] * J[l - 1]) * (k[l] * (k[l] - #1) / #2)).
Proof.
  premises.
  pose (N := Up 0 (#1) (fun l before => before * k[l])).
  pose (J := Up 0 (#1) (fun l before => before * s[l])).
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (R := Up 0 (#1) (fun l before => before + (K[l] - #1) * J[l - 1])).
  pose (T := Up 0 (#0) (fun l before => k[l] * before + N[l - 1] * (d[l] * J[l - 1]) * (k[l] * (k[l] - #1) / #2))).
  exists N, J, K, R, T; defined.
Qed.

Theorem path_mean_is_center (L : Z) (k s d N J K R T : Z -> Qc) :
  (0 <= L)%Z ->
  (N[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> N[l] = N[l - 1] * k[l]) ->
  (J[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * s[l]) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (R[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> R[l] = R[l - 1] + (K[l] - #1) * J[l - 1]) ->
  (T[0] = #0) ->
  (forall l, (1 <= l <= L)%Z -> T[l] = k[l] * T[l - 1] + N[l - 1] * (d[l] * J[l - 1]) * (k[l] * (k[l] - #1) / #2)) ->
  forall l, (0 <= l <= L)%Z -> #2 * T[l] = N[l] * (R[l] - #1).
Proof.
  premises.
  symrf.
Qed.

Print Assumptions path_mean_is_center.
