Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* The size counts the features that contribute: the statement refuted-size-counts-features, and where it fails. *)

Definition refuted_size_counts_features_statement : Prop :=
forall (L uL : Z) (k s d p count K r : Z -> Z) (seen : Z -> list Z),
  (0 <= L) ->
  (forall l, 1 <= l <= L -> 1 <= k[l]) ->
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  (forall l, 1 <= l <= L -> 1 <= d[l]) ->
  (forall l, 1 <= l <= L -> 0 <= p[l]) ->
  (seen[L] = uL :: nil) ->
  (forall l, 1 <= l <= L -> seen[l - 1] = read k[l] s[l] d[l] p[l] seen[l]) ->
  (forall l, 0 <= l <= L -> count[l] = different seen[l]) ->
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) ->
  (r[L] = 1) ->
  (forall l, 1 <= l <= L -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) ->
  forall l, 0 <= l <= L -> r[l] = count[l].

Theorem refuted_size_counts_features : ~ refuted_size_counts_features_statement.
Proof.
  intro statement.
  pose (L := 1%Z).
  pose (uL := 0%Z).
  pose (k := layered (2%Z :: nil) 1%Z).
  pose (s := layered (1%Z :: nil) 1%Z).
  pose (d := layered (2%Z :: nil) 1%Z).
  pose (p := layered (0%Z :: nil) 1%Z).
  pose (seen := Down L (uL :: nil) (fun l before => read k[l] s[l] d[l] p[l] before)).
  pose (count := fun l : Z => different seen[l]).
  pose (K := fun l : Z => d[l] * (k[l] - 1) + 1).
  pose (r := Down L (1) (fun l before => s[l] * before + (K[l] - s[l]))).
  specialize (statement L uL k s d p count K r seen).
  refute statement.
Qed.

Print Assumptions refuted_size_counts_features.
