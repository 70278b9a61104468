Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* The period of what a layer reads. Made from the statement of the theorem one-equation-period. *)

Theorem one_equation_period (B a b d g m t y : Z) :
  #g * #b * (#t + #a) - (#g * #a * (#y + #b) + #B + #d * #m) = #g * #b * #t - (#g * #a * #y + #B + #d * #m).
Proof.
  premises.
  symrf.
Qed.

Print Assumptions one_equation_period.
