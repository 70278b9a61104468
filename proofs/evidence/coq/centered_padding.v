Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Centred padding. Made from the statement of the theorem centered-padding. *)

(* The sequences exist. *)
Lemma centered_padding_exists (L : Z) (uL : Qc) (k s d p : Z -> Qc) :
  exists S K c : Z -> Qc,
  (S[L] = #1) /\
  (forall l, (1 <= l <= L)%Z -> S[l - 1] = s[l] * S[l]) /\
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) /\
  (c[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> c[l - 1] = s[l] * c[l] - p[l] + (K[l] - #1) / #2).
Proof.
  premises.
  pose (S := Down L (#1) (fun l before => s[l] * before)).
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (c := Down L (uL) (fun l before => s[l] * before - p[l] + (K[l] - #1) / #2)).
  exists S, K, c; defined.
Qed.

Theorem centered_padding (L : Z) (uL : Qc) (k s d p S K c : Z -> Qc) :
  (0 <= L)%Z ->
  (forall m, (1 <= m <= L)%Z -> p[m] = (K[m] - #1) / #2) ->
  (S[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> S[l - 1] = s[l] * S[l]) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (c[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> c[l - 1] = s[l] * c[l] - p[l] + (K[l] - #1) / #2) ->
  forall l, (0 <= l <= L)%Z -> c[l] = uL * S[l].
Proof.
  premises.
  symrf.
Qed.

Print Assumptions centered_padding.
