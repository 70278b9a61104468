Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Jump. Made from the statement of the theorem jump. *)

(* The sequences exist. *)
Lemma jump_exists (L : Z) (s : Z -> Qc) :
  exists J : Z -> Qc,
  (J[0] = #1) /\
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * s[l]).
Proof.
  premises.
  pose (J := Up 0 (#1) (fun l before => before * s[l])).
  exists J; defined.
Qed.

Theorem jump (L : Z) (s J : Z -> Qc) :
  (0 <= L)%Z ->
  (J[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * s[l]) ->
  forall l, (0 <= l <= L)%Z -> J[l] = Prod 1 l (fun i => s[i]).
Proof.
  premises.
  symrf.
Qed.

Print Assumptions jump.
