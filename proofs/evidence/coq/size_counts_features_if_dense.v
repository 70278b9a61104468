Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* Right for unit strides and dilations. Made from the statement of the theorem size-counts-features-if-dense. *)

(* The sequences exist. *)
Lemma size_counts_features_if_dense_exists (L uL : Z) (k s d p : Z -> Z) :
  exists (seen : Z -> list Z) (count : Z -> Z) (K : Z -> Z) (r : Z -> Z),
  (seen[L] = uL :: nil) /\
  (forall l, 1 <= l <= L -> seen[l - 1] = read k[l] s[l] d[l] p[l] seen[l]) /\
  (forall l, 0 <= l <= L -> count[l] = different seen[l]) /\
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) /\
  (r[L] = 1) /\
  (forall l, 1 <= l <= L -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])).
Proof.
  premises.
  pose (seen := Down L (uL :: nil) (fun l before => read k[l] s[l] d[l] p[l] before)).
  pose (count := fun l : Z => different seen[l]).
  pose (K := fun l : Z => d[l] * (k[l] - 1) + 1).
  pose (r := Down L (1) (fun l before => s[l] * before + (K[l] - s[l]))).
  exists seen, count, K, r; defined.
Qed.

Theorem size_counts_features_if_dense (L uL : Z) (k s d p count K r : Z -> Z) (seen : Z -> list Z) :
  (0 <= L) ->
  (forall l, 1 <= l <= L -> 1 <= k[l]) ->
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  (forall l, 1 <= l <= L -> 1 <= d[l]) ->
  (forall m, 1 <= m <= L -> s[m] = 1) ->
  (forall m, 1 <= m <= L -> d[m] = 1) ->
  (seen[L] = uL :: nil) ->
  (forall l, 1 <= l <= L -> seen[l - 1] = read k[l] s[l] d[l] p[l] seen[l]) ->
  (forall l, 0 <= l <= L -> count[l] = different seen[l]) ->
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) ->
  (r[L] = 1) ->
  (forall l, 1 <= l <= L -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) ->
  forall l, 0 <= l <= L -> r[l] = count[l].
Proof.
  premises.
  rounding.
Qed.

Print Assumptions size_counts_features_if_dense.
