Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* The join is the hull. Made from the statement of the theorem join-is-hull. *)

Theorem join_is_hull (S a1 a2 b1 b2 y : Z) :
  (Z.min (S * y + a1) (S * y + a2) = S * y + Z.min a1 a2) /\
  (Z.max (S * y + b1) (S * y + b2) = S * y + Z.max b1 b2).
Proof.
  premises.
  rounding.
Qed.

Print Assumptions join_is_hull.
