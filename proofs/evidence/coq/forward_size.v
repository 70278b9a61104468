Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Size, from the input. Made from the statement of the theorem forward-size. *)

(* The sequences exist. *)
Lemma forward_size_exists (L : Z) (k s d : Z -> Qc) :
  exists K J R : Z -> Qc,
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) /\
  (J[0] = #1) /\
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * s[l]) /\
  (R[0] = #1) /\
  (forall l, (1 <= l <= L)%Z -> R[l] = R[l - 1] + (K[l] - #1) * J[l - 1]).
Proof.
  premises.
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (J := Up 0 (#1) (fun l before => before * s[l])).
  pose (R := Up 0 (#1) (fun l before => before + (K[l] - #1) * J[l - 1])).
  exists K, J, R; defined.
Qed.

Theorem forward_size (L : Z) (k s d K J R : Z -> Qc) :
  (0 <= L)%Z ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (J[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * s[l]) ->
  (R[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> R[l] = R[l - 1] + (K[l] - #1) * J[l - 1]) ->
  forall l, (0 <= l <= L)%Z -> R[l] = #1 + Sum 1 l (fun m => (K[m] - #1) * Prod 1 (m - 1) (fun i => s[i])).
Proof.
  premises.
  assert (forall l, (0 <= l <= L)%Z -> J[l] = Prod 1 l (fun i => s[i])) by symrf.
  symrf.
Qed.

Print Assumptions forward_size.
