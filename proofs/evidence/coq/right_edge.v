Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Right edge of the region. Made from the statement of the theorem right-edge. *)

(* The sequences exist. *)
Lemma right_edge_exists (L : Z) (uL : Qc) (k s d p : Z -> Qc) :
  exists K v : Z -> Qc,
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) /\
  (v[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> v[l - 1] = s[l] * v[l] - p[l] + K[l] - #1).
Proof.
  premises.
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (v := Down L (uL) (fun l before => s[l] * before - p[l] + K[l] - #1)).
  exists K, v; defined.
Qed.

Theorem right_edge (L : Z) (uL : Qc) (k s d p K v : Z -> Qc) :
  (0 <= L)%Z ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (v[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> v[l - 1] = s[l] * v[l] - p[l] + K[l] - #1) ->
  forall l, (0 <= l <= L)%Z -> v[l] = uL * Prod (l + 1) L (fun i => s[i]) - Sum (l + 1) L (fun m => (#1 + p[m] - K[m]) * Prod (l + 1) (m - 1) (fun i => s[i])).
Proof.
  premises.
  symrf.
Qed.

Print Assumptions right_edge.
