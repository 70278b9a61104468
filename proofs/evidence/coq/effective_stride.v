Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Effective stride. Made from the statement of the theorem effective-stride. *)

(* The sequences exist. *)
Lemma effective_stride_exists (L : Z) (s : Z -> Qc) :
  exists S : Z -> Qc,
  (S[L] = #1) /\
  (forall l, (1 <= l <= L)%Z -> S[l - 1] = s[l] * S[l]).
Proof.
  premises.
  pose (S := Down L (#1) (fun l before => s[l] * before)).
  exists S; defined.
Qed.

Theorem effective_stride (L : Z) (s S : Z -> Qc) :
  (0 <= L)%Z ->
  (S[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> S[l - 1] = s[l] * S[l]) ->
  forall l, (0 <= l <= L)%Z -> S[l] = Prod (l + 1) L (fun i => s[i]).
Proof.
  premises.
  symrf.
Qed.

Print Assumptions effective_stride.
