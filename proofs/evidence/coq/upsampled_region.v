Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* The region of nearest upsampling. Made from the statement of the theorem upsampled-region. *)

Theorem upsampled_region (a u v y : Z) :
  (a >= 1 -> y - u >= 0 -> v - y >= 0 -> u / a <= y / a) /\
  (a >= 1 -> y - u >= 0 -> v - y >= 0 -> y / a <= v / a).
Proof.
  premises.
  rounding.
Qed.

Print Assumptions upsampled_region.
