Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* Two branches of equal stride. Made from the statement of the theorem equal-stride-branches. *)

Theorem equal_stride_branches (S a1 a2 b1 b2 i : Z) :
  Z.max (S * i + b1) (S * i + b2) - Z.min (S * i + a1) (S * i + a2) + 1 = Z.max b1 b2 - Z.min a1 a2 + 1.
Proof.
  premises.
  rounding.
Qed.

Print Assumptions equal_stride_branches.
