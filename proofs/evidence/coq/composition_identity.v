Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* The identity of composition. Made from the statement of the theorem composition-identity. *)

Theorem composition_identity (S1 a1 r1 : Qc) :
  (#1 * S1 = S1) /\
  (#0 + #1 * a1 = a1) /\
  (S1 * #1 = S1) /\
  (a1 + S1 * #0 = a1) /\
  (#1 + #1 * (r1 - #1) = r1) /\
  (r1 + S1 * (#1 - #1) = r1).
Proof.
  premises.
  symrf.
Qed.

Print Assumptions composition_identity.
