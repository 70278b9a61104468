Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Left edge of the region. Made from the statement of the theorem left-edge. *)

(* The sequences exist. *)
Lemma left_edge_exists (L : Z) (uL : Qc) (s p : Z -> Qc) :
  exists u : Z -> Qc,
  (u[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> u[l - 1] = s[l] * u[l] - p[l]).
Proof.
  premises.
  pose (u := Down L (uL) (fun l before => s[l] * before - p[l])).
  exists u; defined.
Qed.

Theorem left_edge (L : Z) (uL : Qc) (s p u : Z -> Qc) :
  (0 <= L)%Z ->
  (u[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> u[l - 1] = s[l] * u[l] - p[l]) ->
  forall l, (0 <= l <= L)%Z -> u[l] = uL * Prod (l + 1) L (fun i => s[i]) - Sum (l + 1) L (fun m => p[m] * Prod (l + 1) (m - 1) (fun i => s[i])).
Proof.
  premises.
  symrf.
Qed.

Print Assumptions left_edge.
