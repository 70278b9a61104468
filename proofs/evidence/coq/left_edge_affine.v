Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* The left edge is affine. Made from the statement of the theorem left-edge-affine. *)

(* The sequences exist. *)
Lemma left_edge_affine_exists (L : Z) (uL : Qc) (s p : Z -> Qc) :
  exists P S u : Z -> Qc,
  (P[L] = #0) /\
  (forall l, (1 <= l <= L)%Z -> P[l - 1] = s[l] * P[l] + p[l]) /\
  (S[L] = #1) /\
  (forall l, (1 <= l <= L)%Z -> S[l - 1] = s[l] * S[l]) /\
  (u[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> u[l - 1] = s[l] * u[l] - p[l]).
Proof.
  premises.
  pose (P := Down L (#0) (fun l before => s[l] * before + p[l])).
  pose (S := Down L (#1) (fun l before => s[l] * before)).
  pose (u := Down L (uL) (fun l before => s[l] * before - p[l])).
  exists P, S, u; defined.
Qed.

Theorem left_edge_affine (L : Z) (uL : Qc) (s p P S u : Z -> Qc) :
  (0 <= L)%Z ->
  (P[L] = #0) ->
  (forall l, (1 <= l <= L)%Z -> P[l - 1] = s[l] * P[l] + p[l]) ->
  (S[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> S[l - 1] = s[l] * S[l]) ->
  (u[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> u[l - 1] = s[l] * u[l] - p[l]) ->
  forall l, (0 <= l <= L)%Z -> u[l] = - P[l] + uL * S[l].
Proof.
  premises.
  symrf.
Qed.

Print Assumptions left_edge_affine.
