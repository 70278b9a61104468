Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* The order of two layers matters. Made from the statement of the theorem order-matters. *)

Theorem order_matters (Kf Kg sf sg : Qc) :
  #1 + (Kf - #1) + (Kg - #1) * sf - (#1 + (Kg - #1) + (Kf - #1) * sg) = (Kg - #1) * (sf - #1) - (Kf - #1) * (sg - #1).
Proof.
  premises.
  symrf.
Qed.

Print Assumptions order_matters.
