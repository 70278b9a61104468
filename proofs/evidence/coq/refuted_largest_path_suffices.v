Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* The largest path decides: the statement refuted-largest-path-suffices, and where it fails. *)

Definition refuted_largest_path_suffices_statement : Prop :=
forall (a1 a2 b1 b2 : Z),
  b1 - a1 >= 0 -> b2 - a2 >= 0 -> Z.max b1 b2 - Z.min a1 a2 + 1 = Z.max (b1 - a1 + 1) (b2 - a2 + 1).

Theorem refuted_largest_path_suffices : ~ refuted_largest_path_suffices_statement.
Proof.
  intro statement.
  pose (a1 := 0%Z).
  pose (a2 := 1%Z).
  pose (b1 := 0%Z).
  pose (b2 := 1%Z).
  specialize (statement a1 a2 b1 b2).
  refute statement.
Qed.

Print Assumptions refuted_largest_path_suffices.
