Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* The region of a transposed convolution. Made from the statement of the theorem transposed-region. *)

Theorem transposed_region (k p s t u v y : Z) :
  (s >= 1 -> k >= 1 -> y - u >= 0 -> v - y >= 0 -> y + p - s * t >= 0 -> k - 1 - (y + p - s * t) >= 0 -> t - - (- (u + p - k + 1) / s) >= 0) /\
  (s >= 1 -> k >= 1 -> y - u >= 0 -> v - y >= 0 -> y + p - s * t >= 0 -> k - 1 - (y + p - s * t) >= 0 -> (v + p) / s - t >= 0).
Proof.
  premises.
  rounding.
Qed.

Print Assumptions transposed_region.
