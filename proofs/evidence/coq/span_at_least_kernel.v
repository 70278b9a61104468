Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* A span is at least the kernel size. Made from the statement of the theorem span-at-least-kernel. *)

(* The sequences exist. *)
Lemma span_at_least_kernel_exists (L : Z) (k d : Z -> Z) :
  exists K : Z -> Z,
  forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1.
Proof.
  premises.
  pose (K := fun l : Z => d[l] * (k[l] - 1) + 1).
  exists K; defined.
Qed.

Theorem span_at_least_kernel (L : Z) (k d K : Z -> Z) :
  (0 <= L) ->
  (forall l, 1 <= l <= L -> 1 <= k[l]) ->
  (forall l, 1 <= l <= L -> 1 <= d[l]) ->
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) ->
  forall l, 1 <= l <= L -> K[l] >= k[l].
Proof.
  premises.
  assert (forall l, 1 <= l <= L -> 1 <= K[l]) by ordering.
  ordering.
Qed.

Print Assumptions span_at_least_kernel.
