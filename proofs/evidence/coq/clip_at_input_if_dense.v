Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* Right for unit strides and dilations. Made from the statement of the theorem clip-at-input-if-dense. *)

(* The sequences exist. *)
Lemma clip_at_input_if_dense_exists (L n0 uL : Z) (k s d p q : Z -> Z) :
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  exists (K : Z -> Z) (n : Z -> Z) (v : Z -> Z) (inside : Z -> list Z) (vb : Z -> Z),
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) /\
  (n[0] = n0) /\
  (forall l, 1 <= l <= L -> 0 <= n[l] /\ forall y, 0 <= y -> (y < n[l] <-> s[l] * y - p[l] + K[l] - 1 <= n[l - 1] - 1 + q[l])) /\
  (v[L] = uL) /\
  (forall l, 1 <= l <= L -> v[l - 1] = s[l] * v[l] - p[l] + K[l] - 1) /\
  (inside[L] = uL :: nil) /\
  (forall l, 1 <= l <= L -> inside[l - 1] = filter (within n[l - 1]) (read k[l] s[l] d[l] p[l] inside[l])) /\
  (forall l, 0 <= l <= L -> vb[l] = greatest inside[l]).
Proof.
  premises.
  pose (K := fun l : Z => d[l] * (k[l] - 1) + 1).
  pose (n := Up 0 n0 (fun l before => fitting s[l] K[l] p[l] q[l] before)).
  pose (v := Down L (uL) (fun l before => s[l] * before - p[l] + K[l] - 1)).
  pose (inside := Down L (uL :: nil) (fun l before => filter (within n[l - 1]) (read k[l] s[l] d[l] p[l] before))).
  pose (vb := fun l : Z => greatest inside[l]).
  exists K, n, v, inside, vb; defined.
Qed.

Theorem clip_at_input_if_dense (L n0 uL : Z) (k s d p q K n v vb : Z -> Z) (inside : Z -> list Z) :
  (0 <= L) ->
  (forall l, 1 <= l <= L -> 1 <= k[l]) ->
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  (forall l, 1 <= l <= L -> 1 <= d[l]) ->
  (forall l, 0 <= l <= L -> 1 <= n[l]) ->
  (forall l, 0 <= l <= L -> inside[l] <> nil) ->
  (forall m, 1 <= m <= L -> uL >= 0 -> n[L] - 1 - uL >= 0 -> s[m] = 1) ->
  (forall m, 1 <= m <= L -> uL >= 0 -> n[L] - 1 - uL >= 0 -> d[m] = 1) ->
  (forall m, 1 <= m <= L -> uL >= 0 -> n[L] - 1 - uL >= 0 -> p[m] >= 0) ->
  (forall m, 1 <= m <= L -> uL >= 0 -> n[L] - 1 - uL >= 0 -> q[m] >= 0) ->
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) ->
  (n[0] = n0) ->
  (forall l, 1 <= l <= L -> 0 <= n[l] /\ forall y, 0 <= y -> (y < n[l] <-> s[l] * y - p[l] + K[l] - 1 <= n[l - 1] - 1 + q[l])) ->
  (v[L] = uL) ->
  (forall l, 1 <= l <= L -> v[l - 1] = s[l] * v[l] - p[l] + K[l] - 1) ->
  (inside[L] = uL :: nil) ->
  (forall l, 1 <= l <= L -> inside[l - 1] = filter (within n[l - 1]) (read k[l] s[l] d[l] p[l] inside[l])) ->
  (forall l, 0 <= l <= L -> vb[l] = greatest inside[l]) ->
  uL >= 0 -> n[L] - 1 - uL >= 0 -> vb[0] = Z.min v[0] (n[0] - 1).
Proof.
  premises.
  rounding.
Qed.

Print Assumptions clip_at_input_if_dense.
