Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* The direction of the fold is irrelevant. Made from the statement of the theorem fold-direction-irrelevant. *)

(* The sequences exist. *)
Lemma fold_direction_irrelevant_exists (L : Z) (uL : Qc) (k s d p : Z -> Qc) :
  exists J S K R r A u : Z -> Qc,
  (J[0] = #1) /\
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * s[l]) /\
  (S[L] = #1) /\
  (forall l, (1 <= l <= L)%Z -> S[l - 1] = s[l] * S[l]) /\
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) /\
  (R[0] = #1) /\
  (forall l, (1 <= l <= L)%Z -> R[l] = R[l - 1] + (K[l] - #1) * J[l - 1]) /\
  (r[L] = #1) /\
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) /\
  (A[0] = #0) /\
  (forall l, (1 <= l <= L)%Z -> A[l] = A[l - 1] - p[l] * J[l - 1]) /\
  (u[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> u[l - 1] = s[l] * u[l] - p[l]).
Proof.
  premises.
  pose (J := Up 0 (#1) (fun l before => before * s[l])).
  pose (S := Down L (#1) (fun l before => s[l] * before)).
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (R := Up 0 (#1) (fun l before => before + (K[l] - #1) * J[l - 1])).
  pose (r := Down L (#1) (fun l before => s[l] * before + (K[l] - s[l]))).
  pose (A := Up 0 (#0) (fun l before => before - p[l] * J[l - 1])).
  pose (u := Down L (uL) (fun l before => s[l] * before - p[l])).
  exists J, S, K, R, r, A, u; defined.
Qed.

Theorem fold_direction_irrelevant (L : Z) (uL : Qc) (k s d p J S K R r A u : Z -> Qc) :
  (0 <= L)%Z ->
  (J[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * s[l]) ->
  (S[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> S[l - 1] = s[l] * S[l]) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (R[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> R[l] = R[l - 1] + (K[l] - #1) * J[l - 1]) ->
  (r[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) ->
  (A[0] = #0) ->
  (forall l, (1 <= l <= L)%Z -> A[l] = A[l - 1] - p[l] * J[l - 1]) ->
  (u[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> u[l - 1] = s[l] * u[l] - p[l]) ->
  (forall l, (0 <= l <= L)%Z -> J[l] * S[l] = S[0]) /\
  (forall l, (0 <= l <= L)%Z -> R[l] + J[l] * (r[l] - #1) = r[0]) /\
  (forall l, (0 <= l <= L)%Z -> A[l] + J[l] * u[l] = u[0]).
Proof.
  premises.
  symrf.
Qed.

Print Assumptions fold_direction_irrelevant.
