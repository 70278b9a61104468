Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* Sizes decrease towards the output. Made from the statement of the theorem size-decreases. *)

(* The sequences exist. *)
Lemma size_decreases_exists (L : Z) (k s d : Z -> Z) :
  exists K r : Z -> Z,
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) /\
  (r[L] = 1) /\
  (forall l, 1 <= l <= L -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])).
Proof.
  premises.
  pose (K := fun l : Z => d[l] * (k[l] - 1) + 1).
  pose (r := Down L (1) (fun l before => s[l] * before + (K[l] - s[l]))).
  exists K, r; defined.
Qed.

Theorem size_decreases (L : Z) (k s d K r : Z -> Z) :
  (0 <= L) ->
  (forall l, 1 <= l <= L -> 1 <= k[l]) ->
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  (forall l, 1 <= l <= L -> 1 <= d[l]) ->
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) ->
  (r[L] = 1) ->
  (forall l, 1 <= l <= L -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) ->
  forall l, 1 <= l <= L -> r[l - 1] >= r[l].
Proof.
  premises.
  assert (forall l, 1 <= l <= L -> 1 <= K[l]) by ordering.
  assert (forall l, 0 <= l <= L -> 1 <= r[l]) by ordering.
  first [solve [ordering] | assert (falls_r : forall l, 1 <= l <= L -> r[l] <= r[l - 1]) by ordering; intros l ?; between (falls r L falls_r) (l - 1) (l); between (falls r L falls_r) (l) (l - 1); by_numbers].
Qed.

Print Assumptions size_decreases.
