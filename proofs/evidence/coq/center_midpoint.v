Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* The centre is the midpoint. Made from the statement of the theorem center-midpoint. *)

(* The sequences exist. *)
Lemma center_midpoint_exists (L : Z) (uL : Qc) (k s d p : Z -> Qc) :
  exists K c u v : Z -> Qc,
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) /\
  (c[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> c[l - 1] = s[l] * c[l] - p[l] + (K[l] - #1) / #2) /\
  (u[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> u[l - 1] = s[l] * u[l] - p[l]) /\
  (v[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> v[l - 1] = s[l] * v[l] - p[l] + K[l] - #1).
Proof.
  premises.
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (c := Down L (uL) (fun l before => s[l] * before - p[l] + (K[l] - #1) / #2)).
  pose (u := Down L (uL) (fun l before => s[l] * before - p[l])).
  pose (v := Down L (uL) (fun l before => s[l] * before - p[l] + K[l] - #1)).
  exists K, c, u, v; defined.
Qed.

Theorem center_midpoint (L : Z) (uL : Qc) (k s d p K c u v : Z -> Qc) :
  (0 <= L)%Z ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (c[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> c[l - 1] = s[l] * c[l] - p[l] + (K[l] - #1) / #2) ->
  (u[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> u[l - 1] = s[l] * u[l] - p[l]) ->
  (v[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> v[l - 1] = s[l] * v[l] - p[l] + K[l] - #1) ->
  forall l, (0 <= l <= L)%Z -> c[l] = (u[l] + v[l]) / #2.
Proof.
  premises.
  symrf.
Qed.

Print Assumptions center_midpoint.
