Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* Output size in ceil mode. Made from the statement of the theorem output-size-ceil-mode. *)

(* The sequences exist. *)
Lemma output_size_ceil_mode_exists (L n0 : Z) (k s d p q : Z -> Z) :
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  exists K n full : Z -> Z,
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) /\
  (n[0] = n0) /\
  (forall l, 1 <= l <= L -> n[l] = if (0 <? full[l]) && (s[l] * (full[l] - 1) - p[l] + K[l] - 1 <? n[l - 1] - 1 + q[l]) && (s[l] * full[l] - p[l] <=? n[l - 1] - 1) then full[l] + 1 else full[l]) /\
  (forall l, 1 <= l <= L -> 0 <= full[l] /\ forall y, 0 <= y -> (y < full[l] <-> s[l] * y - p[l] + K[l] - 1 <= n[l - 1] - 1 + q[l])).
Proof.
  premises.
  pose (K := fun l : Z => d[l] * (k[l] - 1) + 1).
  pose (n := Up 0 n0 (fun l before => let full := fitting s[l] K[l] p[l] q[l] before in if (0 <? full) && (s[l] * (full - 1) - p[l] + K[l] - 1 <? before - 1 + q[l]) && (s[l] * full - p[l] <=? before - 1) then full + 1 else full)).
  pose (full := fun l : Z => fitting s[l] K[l] p[l] q[l] n[l - 1]).
  exists K, n, full; defined.
Qed.

Theorem output_size_ceil_mode (L n0 : Z) (k s d p q K n full : Z -> Z) :
  (0 <= L) ->
  (forall l, 1 <= l <= L -> 1 <= k[l]) ->
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  (forall l, 1 <= l <= L -> 1 <= d[l]) ->
  (forall l, 0 <= l <= L -> 1 <= n[l]) ->
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) ->
  (n[0] = n0) ->
  (forall l, 1 <= l <= L -> n[l] = if (0 <? full[l]) && (s[l] * (full[l] - 1) - p[l] + K[l] - 1 <? n[l - 1] - 1 + q[l]) && (s[l] * full[l] - p[l] <=? n[l - 1] - 1) then full[l] + 1 else full[l]) ->
  (forall l, 1 <= l <= L -> 0 <= full[l] /\ forall y, 0 <= y -> (y < full[l] <-> s[l] * y - p[l] + K[l] - 1 <= n[l - 1] - 1 + q[l])) ->
  forall l, 1 <= l <= L -> n[l - 1] + p[l] + q[l] - K[l] >= 0 -> K[l] - 1 - q[l] >= 0 -> n[l] = Z.min (- (- (n[l - 1] + p[l] + q[l] - K[l]) / s[l]) + 1) (- (- (n[l - 1] + p[l]) / s[l])).
Proof.
  premises.
  rounding.
Qed.

Print Assumptions output_size_ceil_mode.
