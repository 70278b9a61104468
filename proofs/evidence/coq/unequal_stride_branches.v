Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* Two branches of unequal strides. Made from the statement of the theorem unequal-stride-branches. *)

Theorem unequal_stride_branches (S1 S2 a1 a2 b1 b2 i : Z) :
  (2 * Z.min (S1 * i + a1) (S2 * i + a2) - Z.min (S1 * (i - 1) + a1) (S2 * (i - 1) + a2) - Z.min (S1 * (i + 1) + a1) (S2 * (i + 1) + a2) >= 0) /\
  (Z.max (S1 * (i - 1) + b1) (S2 * (i - 1) + b2) + Z.max (S1 * (i + 1) + b1) (S2 * (i + 1) + b2) - 2 * Z.max (S1 * i + b1) (S2 * i + b2) >= 0).
Proof.
  premises.
  rounding.
Qed.

Print Assumptions unequal_stride_branches.
