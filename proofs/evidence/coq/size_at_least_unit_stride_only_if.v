Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* A size is that with unit strides: only if. Made from the statement of the theorem size-at-least-unit-stride-only-if. *)

(* The sequences exist. *)
Lemma size_at_least_unit_stride_only_if_exists (L : Z) (k s d : Z -> Z) :
  exists J K r R E : Z -> Z,
  (J[0] = 1) /\
  (forall l, 1 <= l <= L -> J[l] = J[l - 1] * s[l]) /\
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) /\
  (r[L] = 1) /\
  (forall l, 1 <= l <= L -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) /\
  (R[0] = 1) /\
  (forall l, 1 <= l <= L -> R[l] = R[l - 1] + (K[l] - 1) * J[l - 1]) /\
  (E[0] = 0) /\
  (forall l, 1 <= l <= L -> E[l] = E[l - 1] + (K[l] - 1) * (J[l - 1] - 1)).
Proof.
  premises.
  pose (J := Up 0 (1) (fun l before => before * s[l])).
  pose (K := fun l : Z => d[l] * (k[l] - 1) + 1).
  pose (r := Down L (1) (fun l before => s[l] * before + (K[l] - s[l]))).
  pose (R := Up 0 (1) (fun l before => before + (K[l] - 1) * J[l - 1])).
  pose (E := Up 0 (0) (fun l before => before + (K[l] - 1) * (J[l - 1] - 1))).
  exists J, K, r, R, E; defined.
Qed.

Theorem size_at_least_unit_stride_only_if (L : Z) (k s d J K r R E : Z -> Z) :
  (0 <= L) ->
  (forall l, 1 <= l <= L -> 1 <= k[l]) ->
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  (forall l, 1 <= l <= L -> 1 <= d[l]) ->
  (J[0] = 1) ->
  (forall l, 1 <= l <= L -> J[l] = J[l - 1] * s[l]) ->
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) ->
  (r[L] = 1) ->
  (forall l, 1 <= l <= L -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) ->
  (R[0] = 1) ->
  (forall l, 1 <= l <= L -> R[l] = R[l - 1] + (K[l] - 1) * J[l - 1]) ->
  (E[0] = 0) ->
  (forall l, 1 <= l <= L -> E[l] = E[l - 1] + (K[l] - 1) * (J[l - 1] - 1)) ->
  forall l, 1 <= l <= L -> r[0] <= 1 + SumZ 1 L (fun m => K[m] - 1) -> (K[l] - 1) * (J[l - 1] - 1) = 0.
Proof.
  premises.
  assert (forall l, 1 <= l <= L -> 1 <= K[l]) by ordering.
  assert (forall l, 0 <= l <= L -> 1 <= J[l]) by ordering.
  assert (forall l, 0 <= l <= L -> 1 <= r[l]) by ordering.
  assert (forall l, 0 <= l <= L -> 1 <= R[l]) by ordering.
  assert (forall l, 0 <= l <= L -> r[l] <= r[0]) by ordering.
  assert (forall l, 0 <= l <= L -> R[l] + J[l] * (r[l] - 1) = r[0]) by ordering.
  assert (forall l, 0 <= l <= L -> r[0] = R[l] + J[l] * (r[l] - 1)) by ordering.
  assert (r[0] = R[L]) by ordering.
  assert (forall l, 0 <= l <= L -> R[l] = 1 + SumZ 1 l (fun m => K[m] - 1) + E[l]) by ordering.
  assert (r[0] = 1 + SumZ 1 L (fun m => K[m] - 1) + E[L]) by ordering.
  assert (forall l, 0 <= l <= L -> E[l] >= 0) by ordering.
  assert (forall l, 0 <= l <= L -> E[L] >= E[l]) by ordering.
  ordering.
Qed.

Print Assumptions size_at_least_unit_stride_only_if.
