Require Import Symrf SymrfTactics.
Open Scope Z_scope.

(* Right for unit strides and dilations. Made from the statement of the theorem clip-at-input-if-dense. *)

(* The sequences exist. *)
Lemma clip_at_input_if_dense_exists (L n0 uL : Z) (k s d p q : Z -> Z) :
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  exists (K : Z -> Z) (n : Z -> Z) (v : Z -> Z) (inside : Z -> list Z) (vb : Z -> Z),
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) /\
  (n[0] = n0) /\
  (forall l, 1 <= l <= L -> 0 <= n[l] /\ forall y, 0 <= y -> (y < n[l] <-> s[l] * y - p[l] + K[l] - 1 <= n[l - 1] - 1 + q[l])) /\
  (v[L] = uL) /\
  (forall l, 1 <= l <= L -> v[l - 1] = s[l] * v[l] - p[l] + K[l] - 1) /\
  (inside[L] = uL :: nil) /\
  (forall l, 1 <= l <= L -> inside[l - 1] = filter (within n[l - 1]) (read k[l] s[l] d[l] p[l] inside[l])) /\
  (forall l, 0 <= l <= L -> vb[l] = greatest inside[l]).
Proof.
  premises.
  pose (K := fun l : Z => d[l] * (k[l] - 1) + 1).
  pose (n := Up 0 n0 (fun l before => fitting s[l] K[l] p[l] q[l] before)).
  pose (v := Down L (uL) (fun l before => s[l] * before - p[l] + K[l] - 1)).
  pose (inside := Down L (uL :: nil) (fun l before => filter (within n[l - 1]) (read k[l] s[l] d[l] p[l] before))).
  pose (vb := fun l : Z => greatest inside[l]).
  exists K, n, v, inside, vb; defined.
Qed.

Theorem clip_at_input_if_dense (L n0 uL : Z) (k s d p q K n v vb : Z -> Z) (inside : Z -> list Z) :
  (0 <= L) ->
  (forall l, 1 <= l <= L -> 1 <= k[l]) ->
  (forall l, 1 <= l <= L -> 1 <= s[l]) ->
  (forall l, 1 <= l <= L -> 1 <= d[l]) ->
  (forall l, 0 <= l <= L -> 1 <= n[l]) ->
  (forall l, 0 <= l <= L -> inside[l] <> nil) ->
  (forall m, 1 <= m <= L -> s[m] = 1) ->
  (forall m, 1 <= m <= L -> d[m] = 1) ->
  (forall m, 1 <= m <= L -> q[m] >= 0) ->
  (forall l, 1 <= l <= L -> K[l] = d[l] * (k[l] - 1) + 1) ->
  (n[0] = n0) ->
  (forall l, 1 <= l <= L -> 0 <= n[l] /\ forall y, 0 <= y -> (y < n[l] <-> s[l] * y - p[l] + K[l] - 1 <= n[l - 1] - 1 + q[l])) ->
  (v[L] = uL) ->
  (forall l, 1 <= l <= L -> v[l - 1] = s[l] * v[l] - p[l] + K[l] - 1) ->
  (inside[L] = uL :: nil) ->
  (forall l, 1 <= l <= L -> inside[l - 1] = filter (within n[l - 1]) (read k[l] s[l] d[l] p[l] inside[l])) ->
  (forall l, 0 <= l <= L -> vb[l] = greatest inside[l]) ->
  uL >= 0 -> n[L] - 1 - uL >= 0 -> vb[0] = Z.min v[0] (n[0] - 1).
Proof.
  premises.
  (* What is read inside a map is an interval, cut at the map's end. *)
  assert (forall l, 0 <= l <= L -> exists a, 0 <= a <= Z.min v[l] (n[l] - 1) /\
    forall i, In i inside[l] <-> a <= i <= Z.min v[l] (n[l] - 1)) as interval.
  { apply down; [intros _ | intros l range [a [some interval]]].
    - exists uL. repeat match goal with E : inside L = _ |- _ => rewrite E | E : v L = _ |- _ => rewrite E end.
      simpl. split; [lia|]. intros. lia.
    - instances l. instances (l - 1).
      assert (n[l] = (n[l-1] + p[l] + q[l] - K[l]) / s[l] + 1) as size by (apply windows_counted; assumption).
      match goal with E : v (l - 1) = _ |- _ => rewrite E end.
      match goal with F : inside (l - 1) = _, N : inside (l - 1) <> nil |- _ => rename F into walked; rename N into read_some end.
      repeat match goal with E : _ l = 1 |- _ => rewrite E in *; clear E end. rewrite Z.div_1_r in size.
      match goal with E : K l = _ |- _ => rewrite E in * end.
      assert (forall i, In i inside[l - 1] <->
        Z.max 0 (a - p[l]) <= i <= Z.min (1 * v[l] - p[l] + (1 * (k[l] - 1) + 1) - 1) (n[l - 1] - 1)) as here.
      { intros i. rewrite walked, filter_In, read_dense. setoid_rewrite interval. unfold within.
        rewrite Bool.andb_true_iff, Z.leb_le, Z.ltb_lt. split.
        - intros [[y near] bounds]. lia.
        - intros near. split; [|lia]. exists (Z.max a (i + p[l] - (k[l] - 1))). lia. }
      exists (Z.max 0 (a - p[l])). split; [|exact here]. split; [lia|].
      destruct inside[l - 1] as [|i more]; [contradiction|]. generalize (proj1 (here i) (or_introl eq_refl)). lia. }
  match goal with E : forall l, _ -> vb l = _ |- _ => rewrite (E 0) by lia end.
  destruct (interval 0) as [a [some here]]; [lia|]. apply (greatest_interval _ a); [lia | exact here].
Qed.

Print Assumptions clip_at_input_if_dense.
