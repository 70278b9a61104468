Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* The ends of what a layer reads. Made from the statement of the theorem one-equation-ends. *)

Theorem one_equation_ends (A B D k y : Z) :
  (D >= 1 -> k - D >= 0 -> - (- (A * y + B) / D) <= (A * y + B + k - 1) / D) /\
  (D >= 1 -> k - D >= 0 -> D * (- (- (A * y + B) / D) - 1) <= A * y + B - 1) /\
  (D >= 1 -> k - D >= 0 -> A * y + B <= D * (- (- (A * y + B) / D))) /\
  (D >= 1 -> k - D >= 0 -> D * ((A * y + B + k - 1) / D) <= A * y + B + k - 1) /\
  (D >= 1 -> k - D >= 0 -> A * y + B + k <= D * ((A * y + B + k - 1) / D + 1)).
Proof.
  premises.
  rounding.
Qed.

Print Assumptions one_equation_ends.
