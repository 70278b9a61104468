Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* The span of a dilated kernel. Made from the statement of the theorem dilated-kernel-span. *)

(* The sequences exist. *)
Lemma dilated_kernel_span_exists (L : Z) (k s d : Z -> Qc) :
  exists K r kplain rplain : Z -> Qc,
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) /\
  (r[L] = #1) /\
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) /\
  (forall l, (1 <= l <= L)%Z -> kplain[l] = d[l] * (k[l] - #1) + #1) /\
  (rplain[L] = #1) /\
  (forall l, (1 <= l <= L)%Z -> rplain[l - 1] = s[l] * rplain[l] + (kplain[l] - s[l])).
Proof.
  premises.
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (r := Down L (#1) (fun l before => s[l] * before + (K[l] - s[l]))).
  pose (kplain := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (rplain := Down L (#1) (fun l before => s[l] * before + (kplain[l] - s[l]))).
  exists K, r, kplain, rplain; defined.
Qed.

Theorem dilated_kernel_span (L : Z) (k s d K r kplain rplain : Z -> Qc) :
  (0 <= L)%Z ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (r[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) ->
  (forall l, (1 <= l <= L)%Z -> kplain[l] = d[l] * (k[l] - #1) + #1) ->
  (rplain[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> rplain[l - 1] = s[l] * rplain[l] + (kplain[l] - s[l])) ->
  forall l, (0 <= l <= L)%Z -> r[l] = rplain[l].
Proof.
  premises.
  symrf.
Qed.

Print Assumptions dilated_kernel_span.
