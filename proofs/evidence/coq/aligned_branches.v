Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* Two aligned branches. Made from the statement of the theorem aligned-branches. *)

Theorem aligned_branches (a1 a2 b1 b2 : Z) :
  b1 - a1 >= 0 -> b2 - a2 >= 0 -> a1 + b1 - a2 - b2 >= 0 -> a2 + b2 - a1 - b1 >= 0 -> Z.max b1 b2 - Z.min a1 a2 + 1 = Z.max (b1 - a1 + 1) (b2 - a2 + 1).
Proof.
  premises.
  rounding.
Qed.

Print Assumptions aligned_branches.
