Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* Equal layers. Made from the statement of the theorem uniform-layers. *)

(* The sequences exist. *)
Lemma uniform_layers_exists (L : Z) (Kbar sbar : Qc) (k s d : Z -> Qc) :
  exists K r : Z -> Qc,
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) /\
  (r[L] = #1) /\
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])).
Proof.
  premises.
  pose (K := fun l : Z => d[l] * (k[l] - #1) + #1).
  pose (r := Down L (#1) (fun l before => s[l] * before + (K[l] - s[l]))).
  exists K, r; defined.
Qed.

Theorem uniform_layers (L : Z) (Kbar sbar : Qc) (k s d K r : Z -> Qc) :
  (0 <= L)%Z ->
  (forall m, (1 <= m <= L)%Z -> K[m] = Kbar) ->
  (forall m, (1 <= m <= L)%Z -> s[m] = sbar) ->
  (forall l, (1 <= l <= L)%Z -> K[l] = d[l] * (k[l] - #1) + #1) ->
  (r[L] = #1) ->
  (forall l, (1 <= l <= L)%Z -> r[l - 1] = s[l] * r[l] + (K[l] - s[l])) ->
  (sbar - #1) * (r[0] - #1) = (Kbar - #1) * (Pow sbar L - #1).
Proof.
  premises.
  assert (forall l, (0 <= l <= L)%Z -> (sbar - #1) * (r[l] - #1) = (Kbar - #1) * (Pow sbar (L - l) - #1)) by symrf.
  symrf.
Qed.

Print Assumptions uniform_layers.
