Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* No holes, one layer more. Made from the statement of the theorem no-holes-one-layer. *)

Theorem no_holes_one_layer (D R k t : Z) :
  (t >= 0 -> D >= 1 -> k >= 1 -> R - D >= 0 -> R + D * (k - 1) - 1 - t >= 0 -> t - D * Z.min (t / D) (k - 1) >= 0) /\
  (t >= 0 -> D >= 1 -> k >= 1 -> R - D >= 0 -> R + D * (k - 1) - 1 - t >= 0 -> R - 1 - (t - D * Z.min (t / D) (k - 1)) >= 0).
Proof.
  premises.
  rounding.
Qed.

Print Assumptions no_holes_one_layer.
