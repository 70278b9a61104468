Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* A chain is one layer. Made from the statement of the theorem one-layer-equivalent. *)

(* The sequences exist. *)
Lemma one_layer_equivalent_exists (L n0 : Z) (k s d p q : Z -> Z) :
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  exists P Q S K n r : Z -> Z,
  (P[L] = 0) /\
  (forall l, 1 <= l <= L -> P[l - 1] = s[l] * P[l] + p[l]) /\
  (Q[L] = 0) /\
  (forall l, 1 <= l <= L -> Q[l - 1] = s[l] * Q[l] + q[l]) /\
  (S[L] = 1) /\
  (forall l, 1 <= l <= L -> S[l - 1] = s[l] * S[l]) /\
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) /\
  (n[0] = n0) /\
  (forall l, 1 <= l <= L -> 0 <= n[l] /\ forall y, 0 <= y -> (y < n[l] <-> s[l] * y - p[l] + K[l] - 1 <= n[l - 1] - 1 + q[l])) /\
  (r[L] = 1) /\
  (forall l, 1 <= l <= L -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])).
Proof.
  premises.
  pose (P := Down L (0) (fun l before => s[l] * before + p[l])).
  pose (Q := Down L (0) (fun l before => s[l] * before + q[l])).
  pose (S := Down L (1) (fun l before => s[l] * before)).
  pose (K := fun l : Z => d[l] * (k[l] - 1) + 1).
  pose (n := Up 0 n0 (fun l before => fitting s[l] K[l] p[l] q[l] before)).
  pose (r := Down L (1) (fun l before => s[l] * before + (K[l] - s[l]))).
  exists P, Q, S, K, n, r; defined.
Qed.

Theorem one_layer_equivalent (L n0 : Z) (k s d p q P Q S K n r : Z -> Z) :
  (0 <= L) ->
  (forall l, 1 <= l <= L -> 1 <= k[l]) ->
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  (forall l, 1 <= l <= L -> 1 <= d[l]) ->
  (forall l, 0 <= l <= L -> 1 <= n[l]) ->
  (P[L] = 0) ->
  (forall l, 1 <= l <= L -> P[l - 1] = s[l] * P[l] + p[l]) ->
  (Q[L] = 0) ->
  (forall l, 1 <= l <= L -> Q[l - 1] = s[l] * Q[l] + q[l]) ->
  (S[L] = 1) ->
  (forall l, 1 <= l <= L -> S[l - 1] = s[l] * S[l]) ->
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) ->
  (n[0] = n0) ->
  (forall l, 1 <= l <= L -> 0 <= n[l] /\ forall y, 0 <= y -> (y < n[l] <-> s[l] * y - p[l] + K[l] - 1 <= n[l - 1] - 1 + q[l])) ->
  (r[L] = 1) ->
  (forall l, 1 <= l <= L -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) ->
  n[L] = (n[0] + P[0] + Q[0] - r[0]) / S[0] + 1.
Proof.
  premises.
  assert (forall l, 1 <= l <= L -> 1 <= K[l]) by ordering.
  assert (forall l, 0 <= l <= L -> 1 <= S[l]) by ordering.
  assert (forall l, 0 <= l <= L -> 1 <= r[l]) by ordering.
  assert (forall l, 0 <= l <= L -> S[l] <= S[0]) by ordering.
  assert (forall l, 0 <= l <= L -> r[l] <= r[0]) by ordering.
  first [solve [ordering] | assert (forall t, 0 <= t <= L -> n[L] = (n[t] + P[t] + Q[t] - r[t]) / S[t] + 1) by ordering; solve [ordering] | assert (forall t, 0 <= t <= L -> n[t] = (n[0] + P[0] + Q[0] - r[0]) / S[0] + 1) by ordering; solve [ordering]].
Qed.

Print Assumptions one_layer_equivalent.
