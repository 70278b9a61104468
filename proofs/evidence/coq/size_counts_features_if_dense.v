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
  (* What is seen of a map is an interval, as long as the size says. *)
  assert (forall l, 0 <= l <= L -> 1 <= r[l] /\ exists a, forall i, In i seen[l] <-> a <= i <= a + r[l] - 1) as interval.
  { apply down; [intros _ | intros l range [positive [a interval]]].
    - repeat match goal with E : _ L = _ |- _ => rewrite E end. split; [lia|]. exists uL. simpl. lia.
    - instances l. repeat match goal with E : _ (l - 1) = _ |- _ => rewrite E end.
      repeat match goal with E : _ l = 1 |- _ => rewrite E in *; clear E end.
      match goal with E : K l = _ |- _ => rewrite E end.
      split; [lia|]. exists (a - p[l]). intros i. rewrite read_dense. setoid_rewrite interval. split.
      + intros [y near]. lia.
      + intros near. exists (Z.max a (i + p[l] - (k[l] - 1))). lia. }
  intros l range. destruct (interval l range) as [positive [a here]].
  symmetry. match goal with E : forall l, _ -> count l = _ |- _ => rewrite (E l range) end.
  apply (different_interval _ a); [lia | exact here].
Qed.

Print Assumptions size_counts_features_if_dense.
