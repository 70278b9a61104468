Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Size from the edges. Made from the statement of the theorem size-from-edges. *)

(* The sequences exist. *)
Lemma size_from_edges_exists (L : Z) (uL : Qc) (k s d p : Z -> Qc) :
  exists K r u v : Z -> Qc,
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) /\
  (r[L] = #1) /\
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) /\
  (u[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> u[l - 1] = s[l] * u[l] - p[l]) /\
  (v[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> v[l - 1] = s[l] * v[l] - p[l] + K[l] - #1).
Proof.
  premises.
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (r := Down L (#1) (fun l before => s[l] * before + (K[l] - s[l]))).
  pose (u := Down L (uL) (fun l before => s[l] * before - p[l])).
  pose (v := Down L (uL) (fun l before => s[l] * before - p[l] + K[l] - #1)).
  exists K, r, u, v; defined.
Qed.

Theorem size_from_edges (L : Z) (uL : Qc) (k s d p K r u v : Z -> Qc) :
  (0 <= L)%Z ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (r[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) ->
  (u[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> u[l - 1] = s[l] * u[l] - p[l]) ->
  (v[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> v[l - 1] = s[l] * v[l] - p[l] + K[l] - #1) ->
  forall l, (0 <= l <= L)%Z -> r[l] = v[l] - u[l] + #1.
Proof.
  premises.
  symrf.
Qed.

Print Assumptions size_from_edges.
