Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* Right where the first contains the second. Made from the statement of the theorem largest-path-suffices-if-it-contains. *)

Theorem largest_path_suffices_if_it_contains (a1 a2 b1 b2 : Z) :
  a2 - a1 >= 0 -> b1 - b2 >= 0 -> b2 - a2 >= 0 -> Z.max b1 b2 - Z.min a1 a2 + 1 = Z.max (b1 - a1 + 1) (b2 - a2 + 1).
Proof.
  premises.
  rounding.
Qed.

Print Assumptions largest_path_suffices_if_it_contains.
