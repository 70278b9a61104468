Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Each layer adds kernel less stride: by how much. Made from the statement of the theorem refuted-size-adds-k-minus-s-difference. *)

(* The sequences exist. *)
Lemma refuted_size_adds_k_minus_s_difference_exists (L : Z) (k s d : Z -> Qc) :
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

Theorem refuted_size_adds_k_minus_s_difference (L : Z) (k s d K r : Z -> Qc) :
  (0 <= L)%Z ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (r[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) ->
  forall l, (1 <= l <= L)%Z -> r[l] + (k[l] - s[l]) - r[l - 1] = - (s[l] - #1) * r[l] - (d[l] - #1) * (k[l] - #1).
Proof.
  premises.
  symrf.
Qed.

Print Assumptions refuted_size_adds_k_minus_s_difference.
