Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* Nested floors. Made from the statement of the theorem nested-floor. *)

Theorem nested_floor (a b c x : Z) :
  a >= 1 -> c >= 1 -> (x / a + b) / c = (x + a * b) / (a * c).
Proof.
  premises.
  rounding.
Qed.

Print Assumptions nested_floor.
