Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* The centre is affine. Made from the statement of the theorem center-affine. *)

(* The sequences exist. *)
Lemma center_affine_exists (L : Z) (uL : Qc) (k s d p : Z -> Qc) :
  exists P S K c r : Z -> Qc,
  (P[L] = #0) /\
  (forall l, (1 <= l <= L)%Z -> P[l - 1] = s[l] * P[l] + p[l]) /\
  (S[L] = #1) /\
  (forall l, (1 <= l <= L)%Z -> S[l - 1] = s[l] * S[l]) /\
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) /\
  (c[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> c[l - 1] = s[l] * c[l] - p[l] + (K[l] - #1) / #2) /\
  (r[L] = #1) /\
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])).
Proof.
  premises.
  pose (P := Down L (#0) (fun l before => s[l] * before + p[l])).
  pose (S := Down L (#1) (fun l before => s[l] * before)).
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (c := Down L (uL) (fun l before => s[l] * before - p[l] + (K[l] - #1) / #2)).
  pose (r := Down L (#1) (fun l before => s[l] * before + (K[l] - s[l]))).
  exists P, S, K, c, r; defined.
Qed.

Theorem center_affine (L : Z) (uL : Qc) (k s d p P S K c r : Z -> Qc) :
  (0 <= L)%Z ->
  (P[L] = #0) ->
  (forall l, (1 <= l <= L)%Z -> P[l - 1] = s[l] * P[l] + p[l]) ->
  (S[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> S[l - 1] = s[l] * S[l]) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (c[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> c[l - 1] = s[l] * c[l] - p[l] + (K[l] - #1) / #2) ->
  (r[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) ->
  forall l, (0 <= l <= L)%Z -> c[l] = - P[l] + uL * S[l] + (r[l] - #1) / #2.
Proof.
  premises.
  symrf.
Qed.

Print Assumptions center_affine.
