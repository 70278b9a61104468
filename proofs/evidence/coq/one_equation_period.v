Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* The period of what a layer reads. Made from the statement of the theorem one-equation-period. *)

Theorem one_equation_period (B a b d g m t y : Z) :
  b >= 1 -> g >= 1 -> g * b * (t + a) - (g * a * (y + b) + B + d * m) = g * b * t - (g * a * y + B + d * m).
Proof.
  premises.
  ordering.
Qed.

Print Assumptions one_equation_period.
