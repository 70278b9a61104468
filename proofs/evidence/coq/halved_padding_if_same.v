Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* Right for SAME padding. Made from the statement of the theorem halved-padding-if-same. *)

(* The sequences exist. *)
Lemma halved_padding_if_same_exists (L n0 : Z) (k s d : Z -> Z) :
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  exists K n total p q : Z -> Z,
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) /\
  (n[0] = n0) /\
  (forall l, 1 <= l <= L -> 0 <= n[l] /\ forall y, 0 <= y -> (y < n[l] <-> s[l] * y - p[l] + K[l] - 1 <= n[l - 1] - 1 + q[l])) /\
  (forall l, 1 <= l <= L -> total[l] = Z.max ((- (- n[l - 1] / s[l]) - 1) * s[l] + K[l] - n[l - 1]) 0) /\
  (forall l, 1 <= l <= L -> p[l] = total[l] / 2) /\
  (forall l, 1 <= l <= L -> q[l] = total[l] - p[l]).
Proof.
  premises.
  pose (K := fun l : Z => d[l] * (k[l] - 1) + 1).
  pose (n := Up 0 n0 (fun l before => let total := Z.max ((- (- before / s[l]) - 1) * s[l] + K[l] - before) 0 in fitting s[l] K[l] (total / 2) (total - total / 2) before)).
  pose (total := fun l : Z => Z.max ((- (- n[l - 1] / s[l]) - 1) * s[l] + K[l] - n[l - 1]) 0).
  pose (p := fun l : Z => total[l] / 2).
  pose (q := fun l : Z => total[l] - p[l]).
  exists K, n, total, p, q; defined.
Qed.

Theorem halved_padding_if_same (L n0 : Z) (k s d K n total p q : Z -> Z) :
  (0 <= L) ->
  (forall l, 1 <= l <= L -> 1 <= k[l]) ->
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  (forall l, 1 <= l <= L -> 1 <= d[l]) ->
  (forall l, 0 <= l <= L -> 1 <= n[l]) ->
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) ->
  (n[0] = n0) ->
  (forall l, 1 <= l <= L -> 0 <= n[l] /\ forall y, 0 <= y -> (y < n[l] <-> s[l] * y - p[l] + K[l] - 1 <= n[l - 1] - 1 + q[l])) ->
  (forall l, 1 <= l <= L -> total[l] = Z.max ((- (- n[l - 1] / s[l]) - 1) * s[l] + K[l] - n[l - 1]) 0) ->
  (forall l, 1 <= l <= L -> p[l] = total[l] / 2) ->
  (forall l, 1 <= l <= L -> q[l] = total[l] - p[l]) ->
  forall l, 1 <= l <= L -> (n[l] - 1) * s[l] - n[l - 1] + K[l] >= 0 -> p[l] = ((n[l] - 1) * s[l] - n[l - 1] + K[l]) / 2.
Proof.
  premises.
  rounding.
Qed.

Print Assumptions halved_padding_if_same.
