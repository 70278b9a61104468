Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* When the region has no holes. Made from the statement of the theorem no-holes. *)

Theorem no_holes (D R k t : Z) :
  (t >= 0 -> D >= 1 -> k >= 1 -> R - D >= 0 -> R + D * (k - 1) - 1 - t >= 0 -> t - D * Z.min (t / D) (k - 1) >= 0) /\
  (t >= 0 -> D >= 1 -> k >= 1 -> R - D >= 0 -> R + D * (k - 1) - 1 - t >= 0 -> R - 1 - (t - D * Z.min (t / D) (k - 1)) >= 0).
Proof.
  premises.
  rounding.
Qed.

Print Assumptions no_holes.
