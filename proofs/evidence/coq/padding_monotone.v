Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* More left padding moves the region to the left. Made from the statement of the theorem padding-monotone. *)

(* The sequences exist. *)
Lemma padding_monotone_exists (L : Z) (uL : Qc) (k s d p g : Z -> Qc) :
  exists a u K b v r : Z -> Qc,
  (a[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> a[l - 1] = s[l] * a[l] - (p[l] + g[l])) /\
  (u[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> u[l - 1] = s[l] * u[l] - p[l]) /\
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) /\
  (b[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> b[l - 1] = s[l] * b[l] - (p[l] + g[l]) + K[l] - #1) /\
  (v[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> v[l - 1] = s[l] * v[l] - p[l] + K[l] - #1) /\
  (r[L] = #1) /\
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])).
Proof.
  premises.
  pose (a := Down L (uL) (fun l before => s[l] * before - (p[l] + g[l]))).
  pose (u := Down L (uL) (fun l before => s[l] * before - p[l])).
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (b := Down L (uL) (fun l before => s[l] * before - (p[l] + g[l]) + K[l] - #1)).
  pose (v := Down L (uL) (fun l before => s[l] * before - p[l] + K[l] - #1)).
  pose (r := Down L (#1) (fun l before => s[l] * before + (K[l] - s[l]))).
  exists a, u, K, b, v, r; defined.
Qed.

Theorem padding_monotone (L : Z) (uL : Qc) (k s d p g a u K b v r : Z -> Qc) :
  (0 <= L)%Z ->
  (a[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> a[l - 1] = s[l] * a[l] - (p[l] + g[l])) ->
  (u[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> u[l - 1] = s[l] * u[l] - p[l]) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (b[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> b[l - 1] = s[l] * b[l] - (p[l] + g[l]) + K[l] - #1) ->
  (v[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> v[l - 1] = s[l] * v[l] - p[l] + K[l] - #1) ->
  (r[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) ->
  (forall l, (0 <= l <= L)%Z -> u[l] - a[l] = Sum (l + 1) L (fun m => g[m] * Prod (l + 1) (m - 1) (fun i => s[i]))) /\
  (forall l, (0 <= l <= L)%Z -> v[l] - b[l] = Sum (l + 1) L (fun m => g[m] * Prod (l + 1) (m - 1) (fun i => s[i]))) /\
  (forall l, (0 <= l <= L)%Z -> b[l] - a[l] + #1 = r[l]).
Proof.
  premises.
  symrf.
Qed.

Print Assumptions padding_monotone.
