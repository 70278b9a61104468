Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* A map is as large as the padded one below: if. Made from the statement of the theorem map-shrinks-if. *)

(* The sequences exist. *)
Lemma map_shrinks_if_exists (L n0 : Z) (k s d p q : Z -> Z) :
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  exists K n : Z -> Z,
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) /\
  (n[0] = n0) /\
  (forall l, 1 <= l <= L -> 0 <= n[l] /\ forall y, 0 <= y -> (y < n[l] <-> s[l] * y - p[l] + K[l] - 1 <= n[l - 1] - 1 + q[l])).
Proof.
  premises.
  pose (K := fun l : Z => d[l] * (k[l] - 1) + 1).
  pose (n := Up 0 n0 (fun l before => fitting s[l] K[l] p[l] q[l] before)).
  exists K, n; defined.
Qed.

Theorem map_shrinks_if (L n0 : Z) (k s d p q K n : Z -> Z) :
  (0 <= L) ->
  (forall l, 1 <= l <= L -> 1 <= k[l]) ->
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  (forall l, 1 <= l <= L -> 1 <= d[l]) ->
  (forall l, 0 <= l <= L -> 1 <= n[l]) ->
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) ->
  (n[0] = n0) ->
  (forall l, 1 <= l <= L -> 0 <= n[l] /\ forall y, 0 <= y -> (y < n[l] <-> s[l] * y - p[l] + K[l] - 1 <= n[l - 1] - 1 + q[l])) ->
  forall l, 1 <= l <= L -> n[l - 1] + p[l] + q[l] >= 1 -> K[l] = 1 -> (s[l] - 1) * (n[l - 1] + p[l] + q[l] - 1) = 0 -> n[l] = n[l - 1] + p[l] + q[l].
Proof.
  premises.
  rounding.
Qed.

Print Assumptions map_shrinks_if.
