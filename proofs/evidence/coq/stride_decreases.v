Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* Effective strides decrease towards the output. Made from the statement of the theorem stride-decreases. *)

(* The sequences exist. *)
Lemma stride_decreases_exists (L : Z) (s : Z -> Z) :
  exists S : Z -> Z,
  (S[L] = 1) /\
  (forall l, 1 <= l <= L -> S[l - 1] = s[l] * S[l]).
Proof.
  premises.
  pose (S := Down L (1) (fun l before => s[l] * before)).
  exists S; defined.
Qed.

Theorem stride_decreases (L : Z) (s S : Z -> Z) :
  (0 <= L) ->
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  (S[L] = 1) ->
  (forall l, 1 <= l <= L -> S[l - 1] = s[l] * S[l]) ->
  (forall l, 1 <= l <= L -> S[l - 1] >= S[l]) /\
  (forall l, 0 <= l <= L -> S[l] >= 1).
Proof.
  premises.
  assert (forall l, 0 <= l <= L -> 1 <= S[l]) by ordering.
  ordering.
Qed.

Print Assumptions stride_decreases.
