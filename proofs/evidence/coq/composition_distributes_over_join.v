Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* Composition distributes over join. Made from the statement of the theorem composition-distributes-over-join. *)

Theorem composition_distributes_over_join (S a a1 a2 b b1 b2 : Z) :
  (S >= 1 -> a + S * Z.min a1 a2 = Z.min (a + S * a1) (a + S * a2)) /\
  (S >= 1 -> b + S * Z.max b1 b2 = Z.max (b + S * b1) (b + S * b2)) /\
  (S >= 1 -> Z.min a1 a2 + S * a = Z.min (a1 + S * a) (a2 + S * a)).
Proof.
  premises.
  rounding.
Qed.

Print Assumptions composition_distributes_over_join.
