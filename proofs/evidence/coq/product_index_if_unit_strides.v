Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Right for unit strides. Made from the statement of the theorem product-index-if-unit-strides. *)

(* The sequences exist. *)
Lemma product_index_if_unit_strides_exists (L : Z) (k s d : Z -> Qc) :
  exists K r : Z -> Qc,
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) /\
  (r[L] = #1) /\
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])).
Proof.
  premises.
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (r := Down L (#1) (fun l before => s[l] * before + (K[l] - s[l]))).
  exists K, r; defined.
Qed.

Theorem product_index_if_unit_strides (L : Z) (k s d K r : Z -> Qc) :
  (0 <= L)%Z ->
  (forall m, (1 <= m <= L)%Z -> s[m] = #1) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (r[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) ->
  forall l, (0 <= l <= L)%Z -> r[0] = Sum 1 L (fun i => (K[i] - #1) * Prod 1 (l - 1) (fun j => s[j])) + #1.
Proof.
  premises.
  assert (forall l, (0 <= l <= L)%Z -> r[l] = #1 + Sum (l + 1) L (fun m => (K[m] - #1) * Prod (l + 1) (m - 1) (fun i => s[i]))) by symrf.
  symrf.
Qed.

Print Assumptions product_index_if_unit_strides.
