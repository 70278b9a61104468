Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* A size is that with unit strides: if. Made from the statement of the theorem size-at-least-unit-stride-if. *)

(* The sequences exist. *)
Lemma size_at_least_unit_stride_if_exists (L : Z) (k s d : Z -> Z) :
  exists K r J R : Z -> Z,
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) /\
  (r[L] = 1) /\
  (forall l, 1 <= l <= L -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) /\
  (J[0] = 1) /\
  (forall l, 1 <= l <= L -> J[l] = J[l - 1] * s[l]) /\
  (R[0] = 1) /\
  (forall l, 1 <= l <= L -> R[l] = R[l - 1] + (K[l] - 1) * J[l - 1]).
Proof.
  premises.
  pose (K := fun l : Z => d[l] * (k[l] - 1) + 1).
  pose (r := Down L (1) (fun l before => s[l] * before + (K[l] - s[l]))).
  pose (J := Up 0 (1) (fun l before => before * s[l])).
  pose (R := Up 0 (1) (fun l before => before + (K[l] - 1) * J[l - 1])).
  exists K, r, J, R; defined.
Qed.

Theorem size_at_least_unit_stride_if (L : Z) (k s d K r J R : Z -> Z) :
  (0 <= L) ->
  (forall l, 1 <= l <= L -> 1 <= k[l]) ->
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  (forall l, 1 <= l <= L -> 1 <= d[l]) ->
  (forall m, 1 <= m <= L -> (K[m] - 1) * (J[m - 1] - 1) = 0) ->
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) ->
  (r[L] = 1) ->
  (forall l, 1 <= l <= L -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) ->
  (J[0] = 1) ->
  (forall l, 1 <= l <= L -> J[l] = J[l - 1] * s[l]) ->
  (R[0] = 1) ->
  (forall l, 1 <= l <= L -> R[l] = R[l - 1] + (K[l] - 1) * J[l - 1]) ->
  r[0] <= 1 + SumZ 1 L (fun m => K[m] - 1).
Proof.
  premises.
  assert (forall l, 1 <= l <= L -> 1 <= K[l]) by ordering.
  assert (forall l, 0 <= l <= L -> 1 <= J[l]) by ordering.
  assert (forall l, 0 <= l <= L -> 1 <= r[l]) by ordering.
  assert (forall l, 0 <= l <= L -> 1 <= R[l]) by ordering.
  assert (forall l, 0 <= l <= L -> r[l] <= r[0]) by ordering.
  assert (forall l, 0 <= l <= L -> R[l] + J[l] * (r[l] - 1) = r[0]) by ordering.
  assert (forall l, 0 <= l <= L -> r[0] = R[l] + J[l] * (r[l] - 1)) by ordering.
  assert (forall l, 0 <= l <= L -> R[l] = 1 + SumZ 1 l (fun m => K[m] - 1)) by ordering.
  assert (r[0] = R[L]) by ordering.
  first [solve [ordering] | assert (forall t, 0 <= t <= L -> r[t] <= 1 + SumZ 1 L (fun m => K[m] - 1)) by ordering; solve [ordering] | assert (forall t, 0 <= t <= L -> r[t] <= 1 + SumZ (t + 1) L (fun m => K[m] - 1)) by ordering; solve [ordering] | assert (forall t, 0 <= t <= L -> r[0] <= 1 + SumZ 1 t (fun m => K[m] - 1)) by ordering; solve [ordering]].
Qed.

Print Assumptions size_at_least_unit_stride_if.
