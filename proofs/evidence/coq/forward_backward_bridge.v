Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Forward and backward agree. Made from the statement of the theorem forward-backward-bridge. *)

(* The sequences exist. *)
Lemma forward_backward_bridge_exists (L : Z) (uL : Qc) (k s d p : Z -> Qc) :
  exists J S K R r c start : Z -> Qc,
  (J[0] = #1) /\
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * s[l]) /\
  (S[L] = #1) /\
  (forall l, (1 <= l <= L)%Z -> S[l - 1] = s[l] * S[l]) /\
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) /\
  (R[0] = #1) /\
  (forall l, (1 <= l <= L)%Z -> R[l] = R[l - 1] + (K[l] - #1) * J[l - 1]) /\
  (r[L] = #1) /\
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) /\
  (c[L] = uL) /\
  (forall l, (1 <= l <= L)%Z -> c[l - 1] = s[l] * c[l] - p[l] + (K[l] - #1) / #2) /\
  (start[0] = #1 / #2) /\
  (forall l, (1 <= l <= L)%Z -> start[l] = start[l - 1] + ((K[l] - #1) / #2 - p[l]) * J[l - 1]).
Proof.
  premises.
  pose (J := Up 0 (#1) (fun l before => before * s[l])).
  pose (S := Down L (#1) (fun l before => s[l] * before)).
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (R := Up 0 (#1) (fun l before => before + (K[l] - #1) * J[l - 1])).
  pose (r := Down L (#1) (fun l before => s[l] * before + (K[l] - s[l]))).
  pose (c := Down L (uL) (fun l before => s[l] * before - p[l] + (K[l] - #1) / #2)).
  pose (start := Up 0 (#1 / #2) (fun l before => before + ((K[l] - #1) / #2 - p[l]) * J[l - 1])).
  exists J, S, K, R, r, c, start; defined.
Qed.

Theorem forward_backward_bridge (L : Z) (uL : Qc) (k s d p J S K R r c start : Z -> Qc) :
  (0 <= L)%Z ->
  (J[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * s[l]) ->
  (S[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> S[l - 1] = s[l] * S[l]) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (R[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> R[l] = R[l - 1] + (K[l] - #1) * J[l - 1]) ->
  (r[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) ->
  (c[L] = uL) ->
  (forall l, (1 <= l <= L)%Z -> c[l - 1] = s[l] * c[l] - p[l] + (K[l] - #1) / #2) ->
  (start[0] = #1 / #2) ->
  (forall l, (1 <= l <= L)%Z -> start[l] = start[l - 1] + ((K[l] - #1) / #2 - p[l]) * J[l - 1]) ->
  (J[L] = S[0]) /\
  (R[L] = r[0]) /\
  (start[L] + uL * J[L] = c[0] + #1 / #2).
Proof.
  premises.
  assert (forall l, (0 <= l <= L)%Z -> J[l] * S[l] = S[0]) by symrf.
  assert (forall l, (0 <= l <= L)%Z -> R[l] + J[l] * (r[l] - #1) = r[0]) by symrf.
  assert (forall l, (0 <= l <= L)%Z -> start[l] + J[l] * c[l] = c[0] + #1 / #2) by symrf.
  symrf.
Qed.

Print Assumptions forward_backward_bridge.
