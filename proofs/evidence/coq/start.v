Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Start. Made from the statement of the theorem start. *)

(* The sequences exist. *)
Lemma start_exists (L : Z) (k s d p : Z -> Qc) :
  exists K J start : Z -> Qc,
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) /\
  (J[0] = #1) /\
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * s[l]) /\
  (start[0] = #1 / #2) /\
  (forall l, (1 <= l <= L)%Z -> start[l] = start[l - 1] + ((K[l] - #1) / #2 - p[l]) * J[l - 1]).
Proof.
  premises.
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (J := Up 0 (#1) (fun l before => before * s[l])).
  pose (start := Up 0 (#1 / #2) (fun l before => before + ((K[l] - #1) / #2 - p[l]) * J[l - 1])).
  exists K, J, start; defined.
Qed.

Theorem start (L : Z) (k s d p K J start : Z -> Qc) :
  (0 <= L)%Z ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (J[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * s[l]) ->
  (start[0] = #1 / #2) ->
  (forall l, (1 <= l <= L)%Z -> start[l] = start[l - 1] + ((K[l] - #1) / #2 - p[l]) * J[l - 1]) ->
  forall l, (0 <= l <= L)%Z -> start[l] = #1 / #2 + Sum 1 l (fun m => ((K[m] - #1) / #2 - p[m]) * Prod 1 (m - 1) (fun i => s[i])).
Proof.
  premises.
  assert (forall l, (0 <= l <= L)%Z -> J[l] = Prod 1 l (fun i => s[i])) by symrf.
  symrf.
Qed.

Print Assumptions start.
