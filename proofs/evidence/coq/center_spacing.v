Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Centres are spaced by the effective stride. Made from the statement of the theorem center-spacing. *)

(* The sequences exist. *)
Lemma center_spacing_exists (L : Z) (uL : Qc) (k s d p : Z -> Qc) :
  exists S K c cnext : Z -> Qc,
  (S[L] = #1) /\
  (forall l, (1 <= l <= L)%Z -> S[l - 1] = s[l] * S[l]) /\
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) /\
  (c[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> c[l - 1] = s[l] * c[l] - p[l] + (K[l] - #1) / #2) /\
  (cnext[L] = uL + #1) /\
  (forall l, (1 <= l <= L)%Z -> cnext[l - 1] = s[l] * cnext[l] - p[l] + (K[l] - #1) / #2).
Proof.
  premises.
  pose (S := Down L (#1) (fun l before => s[l] * before)).
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (c := Down L (uL) (fun l before => s[l] * before - p[l] + (K[l] - #1) / #2)).
  pose (cnext := Down L (uL + #1) (fun l before => s[l] * before - p[l] + (K[l] - #1) / #2)).
  exists S, K, c, cnext; defined.
Qed.

Theorem center_spacing (L : Z) (uL : Qc) (k s d p S K c cnext : Z -> Qc) :
  (0 <= L)%Z ->
  (S[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> S[l - 1] = s[l] * S[l]) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (c[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> c[l - 1] = s[l] * c[l] - p[l] + (K[l] - #1) / #2) ->
  (cnext[L] = uL + #1) ->
  (forall l, (1 <= l <= L)%Z -> cnext[l - 1] = s[l] * cnext[l] - p[l] + (K[l] - #1) / #2) ->
  forall l, (0 <= l <= L)%Z -> cnext[l] - c[l] = S[l].
Proof.
  premises.
  symrf.
Qed.

Print Assumptions center_spacing.
