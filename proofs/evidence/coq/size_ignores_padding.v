Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Padding does not change the size. Made from the statement of the theorem size-ignores-padding. *)

(* The sequences exist. *)
Lemma size_ignores_padding_exists (L : Z) (uL : Qc) (k s d p pother : Z -> Qc) :
  exists u uother K v vother : Z -> Qc,
  (u[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> u[l - 1] = s[l] * u[l] - p[l]) /\
  (uother[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> uother[l - 1] = s[l] * uother[l] - pother[l]) /\
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) /\
  (v[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> v[l - 1] = s[l] * v[l] - p[l] + K[l] - #1) /\
  (vother[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> vother[l - 1] = s[l] * vother[l] - pother[l] + K[l] - #1).
Proof.
  premises.
  pose (u := Down L (uL) (fun l before => s[l] * before - p[l])).
  pose (uother := Down L (uL) (fun l before => s[l] * before - pother[l])).
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (v := Down L (uL) (fun l before => s[l] * before - p[l] + K[l] - #1)).
  pose (vother := Down L (uL) (fun l before => s[l] * before - pother[l] + K[l] - #1)).
  exists u, uother, K, v, vother; defined.
Qed.

Theorem size_ignores_padding (L : Z) (uL : Qc) (k s d p pother u uother K v vother : Z -> Qc) :
  (0 <= L)%Z ->
  (u[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> u[l - 1] = s[l] * u[l] - p[l]) ->
  (uother[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> uother[l - 1] = s[l] * uother[l] - pother[l]) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (v[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> v[l - 1] = s[l] * v[l] - p[l] + K[l] - #1) ->
  (vother[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> vother[l - 1] = s[l] * vother[l] - pother[l] + K[l] - #1) ->
  forall l, (0 <= l <= L)%Z -> v[l] - u[l] = vother[l] - uother[l].
Proof.
  premises.
  symrf.
Qed.

Print Assumptions size_ignores_padding.
