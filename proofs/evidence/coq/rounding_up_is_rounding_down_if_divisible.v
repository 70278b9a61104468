Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* Rounding up and down agree on whole quotients. Made from the statement of the theorem rounding-up-is-rounding-down-if-divisible. *)

Theorem rounding_up_is_rounding_down_if_divisible (a x : Z) :
  a >= 1 -> a * (x / a) - x >= 0 -> - (- x / a) = x / a.
Proof.
  premises.
  rounding.
Qed.

Print Assumptions rounding_up_is_rounding_down_if_divisible.
