Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* The left edge is not behind the right edge. Made from the statement of the theorem edges-ordered. *)

(* The sequences exist. *)
Lemma edges_ordered_exists (L uL : Z) (k s d p : Z -> Z) :
  exists u K v : Z -> Z,
  (u[L] = uL) /\
  (forall l, 1 <= l <= L -> u[l - 1] = s[l] * u[l] - p[l]) /\
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) /\
  (v[L] = uL) /\
  (forall l, 1 <= l <= L -> v[l - 1] = s[l] * v[l] - p[l] + K[l] - 1).
Proof.
  premises.
  pose (u := Down L (uL) (fun l before => s[l] * before - p[l])).
  pose (K := fun l : Z => d[l] * (k[l] - 1) + 1).
  pose (v := Down L (uL) (fun l before => s[l] * before - p[l] + K[l] - 1)).
  exists u, K, v; defined.
Qed.

Theorem edges_ordered (L uL : Z) (k s d p u K v : Z -> Z) :
  (0 <= L) ->
  (forall l, 1 <= l <= L -> 1 <= k[l]) ->
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  (forall l, 1 <= l <= L -> 1 <= d[l]) ->
  (u[L] = uL) ->
  (forall l, 1 <= l <= L -> u[l - 1] = s[l] * u[l] - p[l]) ->
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) ->
  (v[L] = uL) ->
  (forall l, 1 <= l <= L -> v[l - 1] = s[l] * v[l] - p[l] + K[l] - 1) ->
  forall l, 0 <= l <= L -> u[l] <= v[l].
Proof.
  premises.
  assert (forall l, 1 <= l <= L -> 1 <= K[l]) by ordering.
  assert (forall l, 0 <= l <= L -> u[l] <= v[l]) by ordering.
  ordering.
Qed.

Print Assumptions edges_ordered.
