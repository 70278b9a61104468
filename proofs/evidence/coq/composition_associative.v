Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Composition is associative. Made from the statement of the theorem composition-associative. *)

Theorem composition_associative (S1 S2 S3 a1 a2 a3 r1 r2 r3 : Qc) :
  (S1 * S2 * S3 = S1 * (S2 * S3)) /\
  (a1 + S1 * a2 + S1 * S2 * a3 = a1 + S1 * (a2 + S2 * a3)) /\
  (r1 + S1 * (r2 - #1) + S1 * S2 * (r3 - #1) = r1 + S1 * (r2 + S2 * (r3 - #1) - #1)).
Proof.
  premises.
  symrf.
Qed.

Print Assumptions composition_associative.
