Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* Clipping at the input: the statement refuted-clip-at-input, and where it fails. *)

Definition refuted_clip_at_input_statement : Prop :=
forall (L n0 uL : Z) (k s d p q K n v vb : Z -> Z) (inside : Z -> list Z),
  (0 <= L) ->
  (forall l, 1 <= l <= L -> 1 <= k[l]) ->
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  (forall l, 1 <= l <= L -> 1 <= d[l]) ->
  (forall l, 1 <= l <= L -> 0 <= p[l]) ->
  (forall l, 1 <= l <= L -> 0 <= q[l]) ->
  (forall l, 0 <= l <= L -> 1 <= n[l]) ->
  (forall l, 0 <= l <= L -> inside[l] <> nil) ->
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) ->
  (n[0] = n0) ->
  (forall l, 1 <= l <= L -> 0 <= n[l] /\ forall y, 0 <= y -> (y < n[l] <-> s[l] * y - p[l] + K[l] - 1 <= n[l - 1] - 1 + q[l])) ->
  (v[L] = uL) ->
  (forall l, 1 <= l <= L -> v[l - 1] = s[l] * v[l] - p[l] + K[l] - 1) ->
  (inside[L] = uL :: nil) ->
  (forall l, 1 <= l <= L -> inside[l - 1] = filter (within n[l - 1]) (read k[l] s[l] d[l] p[l] inside[l])) ->
  (forall l, 0 <= l <= L -> vb[l] = greatest inside[l]) ->
  uL >= 0 -> n[L] - 1 - uL >= 0 -> vb[0] = Z.min v[0] (n[0] - 1).

Theorem refuted_clip_at_input : ~ refuted_clip_at_input_statement.
Proof.
  intro statement.
  pose (L := 1%Z).
  pose (n0 := 2%Z).
  pose (uL := 0%Z).
  pose (k := layered (2%Z :: nil) 1%Z).
  pose (s := layered (1%Z :: nil) 1%Z).
  pose (d := layered (2%Z :: nil) 1%Z).
  pose (p := layered (0%Z :: nil) 1%Z).
  pose (q := layered (1%Z :: nil) 1%Z).
  pose (K := fun l : Z => d[l] * (k[l] - 1) + 1).
  pose (n := Up 0 n0 (fun l before => fitting s[l] K[l] p[l] q[l] before)).
  pose (v := Down L (uL) (fun l before => s[l] * before - p[l] + K[l] - 1)).
  pose (inside := Down L (uL :: nil) (fun l before => filter (within n[l - 1]) (read k[l] s[l] d[l] p[l] before))).
  pose (vb := fun l : Z => greatest inside[l]).
  specialize (statement L n0 uL k s d p q K n v vb inside).
  refute statement.
Qed.

Print Assumptions refuted_clip_at_input.
