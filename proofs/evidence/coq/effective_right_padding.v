Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Effective right padding. Made from the statement of the theorem effective-right-padding. *)

(* The sequences exist. *)
Lemma effective_right_padding_exists (L : Z) (s q : Z -> Qc) :
  exists Q : Z -> Qc,
  (Q[L] = #0) /\
  (forall l, (1 <= l <= L)%Z -> Q[l - 1] = s[l] * Q[l] + q[l]).
Proof.
  premises.
  pose (Q := Down L (#0) (fun l before => s[l] * before + q[l])).
  exists Q; defined.
Qed.

Theorem effective_right_padding (L : Z) (s q Q : Z -> Qc) :
  (0 <= L)%Z ->
  (Q[L] = #0) ->
  (forall l, (1 <= l <= L)%Z -> Q[l - 1] = s[l] * Q[l] + q[l]) ->
  forall l, (0 <= l <= L)%Z -> Q[l] = Sum (l + 1) L (fun m => q[m] * Prod (l + 1) (m - 1) (fun i => s[i])).
Proof.
  premises.
  symrf.
Qed.

Print Assumptions effective_right_padding.
