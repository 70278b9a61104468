Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Centre of the region. Made from the statement of the theorem center. *)

(* The sequences exist. *)
Lemma center_exists (L : Z) (uL : Qc) (k s d p : Z -> Qc) :
  exists K c : Z -> Qc,
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) /\
  (c[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> c[l - 1] = s[l] * c[l] - p[l] + (K[l] - #1) / #2).
Proof.
  premises.
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (c := Down L (uL) (fun l before => s[l] * before - p[l] + (K[l] - #1) / #2)).
  exists K, c; defined.
Qed.

Theorem center (L : Z) (uL : Qc) (k s d p K c : Z -> Qc) :
  (0 <= L)%Z ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (c[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> c[l - 1] = s[l] * c[l] - p[l] + (K[l] - #1) / #2) ->
  forall l, (0 <= l <= L)%Z -> c[l] = uL * Prod (l + 1) L (fun i => s[i]) - Sum (l + 1) L (fun m => (p[m] - (K[m] - #1) / #2) * Prod (l + 1) (m - 1) (fun i => s[i])).
Proof.
  premises.
  symrf.
Qed.

Print Assumptions center.
