Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* The padding in effect is half of what is used: the statement refuted-halved-padding, and where it fails. *)

Definition refuted_halved_padding_statement : Prop :=
forall (L n0 : Z) (k s d p q K n : Z -> Z),
  (0 <= L) ->
  (forall l, 1 <= l <= L -> 1 <= k[l]) ->
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  (forall l, 1 <= l <= L -> 1 <= d[l]) ->
  (forall l, 1 <= l <= L -> 0 <= p[l]) ->
  (forall l, 1 <= l <= L -> 0 <= q[l]) ->
  (forall l, 0 <= l <= L -> 1 <= n[l]) ->
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) ->
  (n[0] = n0) ->
  (forall l, 1 <= l <= L -> 0 <= n[l] /\ forall y, 0 <= y -> (y < n[l] <-> s[l] * y - p[l] + K[l] - 1 <= n[l - 1] - 1 + q[l])) ->
  forall l, 1 <= l <= L -> p[l] = ((n[l] - 1) * s[l] - n[l - 1] + K[l]) / 2.

Theorem refuted_halved_padding : ~ refuted_halved_padding_statement.
Proof.
  intro statement.
  pose (L := 1%Z).
  pose (n0 := 1%Z).
  pose (k := layered (1%Z :: nil) 1%Z).
  pose (s := layered (1%Z :: nil) 1%Z).
  pose (d := layered (1%Z :: nil) 1%Z).
  pose (p := layered (1%Z :: nil) 1%Z).
  pose (q := layered (0%Z :: nil) 1%Z).
  pose (K := fun l : Z => d[l] * (k[l] - 1) + 1).
  pose (n := Up 0 n0 (fun l before => fitting s[l] K[l] p[l] q[l] before)).
  specialize (statement L n0 k s d p q K n).
  refute statement.
Qed.

Print Assumptions refuted_halved_padding.
