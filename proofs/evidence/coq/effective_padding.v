Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Effective left padding. Made from the statement of the theorem effective-padding. *)

(* The sequences exist. *)
Lemma effective_padding_exists (L : Z) (s p : Z -> Qc) :
  exists P : Z -> Qc,
  (P[L] = #0) /\
  (forall l, (1 <= l <= L)%Z -> P[l - 1] = s[l] * P[l] + p[l]).
Proof.
  premises.
  pose (P := Down L (#0) (fun l before => s[l] * before + p[l])).
  exists P; defined.
Qed.

Theorem effective_padding (L : Z) (s p P : Z -> Qc) :
  (0 <= L)%Z ->
  (P[L] = #0) ->
  (forall l, (1 <= l <= L)%Z -> P[l - 1] = s[l] * P[l] + p[l]) ->
  forall l, (0 <= l <= L)%Z -> P[l] = Sum (l + 1) L (fun m => p[m] * Prod (l + 1) (m - 1) (fun i => s[i])).
Proof.
  premises.
  symrf.
Qed.

Print Assumptions effective_padding.
