Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Equal layers of unit stride. Made from the statement of the theorem uniform-layers-unit-stride. *)

(* The sequences exist. *)
Lemma uniform_layers_unit_stride_exists (L : Z) (Kbar : Qc) (k s d : Z -> Qc) :
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

Theorem uniform_layers_unit_stride (L : Z) (Kbar : Qc) (k s d K r : Z -> Qc) :
  (0 <= L)%Z ->
  (forall m, (1 <= m <= L)%Z -> K[m] = Kbar) ->
  (forall m, (1 <= m <= L)%Z -> s[m] = #1) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (r[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) ->
  r[0] = #1 + #L * (Kbar - #1).
Proof.
  premises.
  assert (forall l, (0 <= l <= L)%Z -> r[l] = #1 + (#L - #l) * (Kbar - #1)) by symrf.
  symrf.
Qed.

Print Assumptions uniform_layers_unit_stride.
