Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Right for unit strides and kernels of one tap. Made from the statement of the theorem size-adds-k-minus-s-if-one-tap. *)

(* The sequences exist. *)
Lemma size_adds_k_minus_s_if_one_tap_exists (L : Z) (k s d : Z -> Qc) :
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

Theorem size_adds_k_minus_s_if_one_tap (L : Z) (k s d K r : Z -> Qc) :
  (0 <= L)%Z ->
  (forall m, (1 <= m <= L)%Z -> s[m] = #1) ->
  (forall m, (1 <= m <= L)%Z -> k[m] = #1) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (r[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) ->
  forall l, (1 <= l <= L)%Z -> r[l - 1] = r[l] + (k[l] - s[l]).
Proof.
  premises.
  symrf.
Qed.

Print Assumptions size_adds_k_minus_s_if_one_tap.
