Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* The output size rounded up: the statement refuted-ceil-output-size, and where it fails. *)

Definition refuted_ceil_output_size_statement : Prop :=
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
  forall l, 1 <= l <= L -> n[l] = - (- (n[l - 1] + p[l] + q[l] - K[l]) / s[l]) + 1.

Theorem refuted_ceil_output_size : ~ refuted_ceil_output_size_statement.
Proof.
  intro statement.
  pose (L := 1%Z).
  pose (n0 := 2%Z).
  pose (k := layered (1%Z :: nil) 1%Z).
  pose (s := layered (2%Z :: nil) 1%Z).
  pose (d := layered (1%Z :: nil) 1%Z).
  pose (p := layered (0%Z :: nil) 1%Z).
  pose (q := layered (0%Z :: nil) 1%Z).
  pose (K := fun l : Z => d[l] * (k[l] - 1) + 1).
  pose (n := Up 0 n0 (fun l before => fitting s[l] K[l] p[l] q[l] before)).
  specialize (statement L n0 k s d p q K n).
  refute statement.
Qed.

Print Assumptions refuted_ceil_output_size.
