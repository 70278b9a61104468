Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Dilations that double. Made from the statement of the theorem doubling-dilation. *)

(* The sequences exist. *)
Lemma doubling_dilation_exists (L : Z) (kbar : Qc) (k s d : Z -> Qc) :
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

Theorem doubling_dilation (L : Z) (kbar : Qc) (k s d K r : Z -> Qc) :
  (0 <= L)%Z ->
  (forall m, (1 <= m <= L)%Z -> k[m] = kbar) ->
  (forall m, (1 <= m <= L)%Z -> s[m] = #1) ->
  (forall m, (1 <= m <= L)%Z -> d[m] = Pow #2 (m - 1)) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (r[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) ->
  r[0] = #1 + (kbar - #1) * (Pow #2 L - #1).
Proof.
  premises.
  assert (forall l, (0 <= l <= L)%Z -> r[l] = #1 + (kbar - #1) * (Pow #2 L - Pow #2 l)) by symrf.
  symrf.
Qed.

Print Assumptions doubling_dilation.
