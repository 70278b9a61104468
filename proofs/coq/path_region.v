(* path-region: on a network with branches, the region of output y has, exactly, the least S y + a and the greatest
   S y + b of all paths (S, a, b) as its ends.

   A network is written as what its output reads: a node that is used twice is written twice, which changes neither
   what is read nor the paths. Layers are windows: kernel k, stride s, dilation d, left padding p. *)

Require Import ZArith List Lia.
Import ListNotations.
Open Scope Z_scope.

Inductive network : Type :=
| input : network
| window (k s d p : Z) (below : network) : network
| join (one other : network) : network.

Fixpoint well_formed (n : network) : Prop :=
  match n with
  | input => True
  | window k s d p below => 1 <= k /\ 1 <= s /\ 1 <= d /\ well_formed below
  | join one other => well_formed one /\ well_formed other
  end.

(* the meaning: output y is computed from input sample x *)
Fixpoint sees (n : network) (y x : Z) : Prop :=
  match n with
  | input => x = y
  | window k s d p below => exists m, 0 <= m < k /\ sees below (s * y - p + d * m) x
  | join one other => sees one y x \/ sees other y x
  end.

(* the law: a field sees S y + a … S y + b; the layer nearer the input is composed on the left *)
Record field : Type := Field { stride : Z; left : Z; right : Z }.

Definition compose (f g : field) : field :=
  Field (stride f * stride g) (left f + stride f * left g) (right f + stride f * right g).

Fixpoint paths (n : network) : list field :=
  match n with
  | input => [Field 1 0 0]
  | window k s d p below => map (fun f => compose f (Field s (- p) (d * (k - 1) - p))) (paths below)
  | join one other => paths one ++ paths other
  end.

Lemma strides_positive : forall n, well_formed n -> forall f, In f (paths n) -> 1 <= stride f.
Proof.
  induction n as [| k s d p below IH | one IH1 other IH2]; simpl; intros W f I.
  - destruct I as [<- | []]; simpl; lia.
  - apply in_map_iff in I. destruct I as [g [<- G]]. destruct W as [Hk [Hs [Hd W]]].
    specialize (IH W g G). simpl. nia.
  - apply in_app_iff in I. destruct W, I; auto.
Qed.

(* nothing is read outside what some path sees *)
Theorem within_a_path : forall n, well_formed n -> forall y x, sees n y x ->
  exists f, In f (paths n) /\ stride f * y + left f <= x <= stride f * y + right f.
Proof.
  induction n as [| k s d p below IH | one IH1 other IH2]; simpl; intros W y x R.
  - subst. exists (Field 1 0 0). split; [now left | cbn [stride left right]; lia].
  - destruct W as [Hk [Hs [Hd W]]]. destruct R as [m [Hm R]].
    destruct (IH W _ _ R) as [f [I B]].
    exists (compose f (Field s (- p) (d * (k - 1) - p))). split.
    + apply in_map_iff. now exists f.
    + pose proof (strides_positive _ W f I) as P. cbn [compose stride left right].
      assert (M : 0 <= d * m <= d * (k - 1)) by (split; [apply Z.mul_nonneg_nonneg | apply Z.mul_le_mono_nonneg_l]; lia).
      revert B M. generalize (d * m) (d * (k - 1)). intros q Q B M.
      assert (0 <= stride f * q) by (apply Z.mul_nonneg_nonneg; lia).
      assert (stride f * q <= stride f * Q) by (apply Z.mul_le_mono_nonneg_l; lia).
      replace (stride f * (s * y - p + q)) with (stride f * s * y - stride f * p + stride f * q) in B by ring.
      replace (stride f * - p) with (- (stride f * p)) by ring.
      replace (stride f * (Q - p)) with (stride f * Q - stride f * p) by ring.
      lia.
  - destruct W as [W1 W2]. destruct R as [R | R].
    + destruct (IH1 W1 _ _ R) as [f [I B]]. exists f. split; [apply in_app_iff; now left | exact B].
    + destruct (IH2 W2 _ _ R) as [f [I B]]. exists f. split; [apply in_app_iff; now right | exact B].
Qed.

(* both ends of every path are read *)
Theorem ends_are_seen : forall n, well_formed n -> forall f, In f (paths n) -> forall y,
  sees n y (stride f * y + left f) /\ sees n y (stride f * y + right f).
Proof.
  induction n as [| k s d p below IH | one IH1 other IH2]; simpl; intros W f I y.
  - destruct I as [<- | []]. cbn [stride left right]. split; lia.
  - destruct W as [Hk [Hs [Hd W]]]. apply in_map_iff in I. destruct I as [g [<- G]]. simpl. split.
    + exists 0. split; [lia |]. destruct (IH W g G (s * y - p + d * 0)) as [E _].
      replace (stride g * s * y + (left g + stride g * - p)) with (stride g * (s * y - p + d * 0) + left g) by ring.
      exact E.
    + exists (k - 1). split; [lia |]. destruct (IH W g G (s * y - p + d * (k - 1))) as [_ E].
      replace (stride g * s * y + (right g + stride g * (d * (k - 1) - p)))
        with (stride g * (s * y - p + d * (k - 1)) + right g) by ring.
      exact E.
  - destruct W as [W1 W2]. apply in_app_iff in I. destruct I as [I | I].
    + destruct (IH1 W1 f I y). tauto.
    + destruct (IH2 W2 f I y). tauto.
Qed.

(* so u is the first sample read iff it is the least left edge of a path, and v the last iff the greatest right edge *)
Theorem path_region : forall n, well_formed n -> forall y u,
  (sees n y u /\ (forall x, sees n y x -> u <= x)) <->
  ((exists f, In f (paths n) /\ u = stride f * y + left f) /\ (forall f, In f (paths n) -> u <= stride f * y + left f)).
Proof.
  intros n W y u. split.
  - intros [R least]. destruct (within_a_path n W y u R) as [f [I [B _]]].
    assert (E : forall g, In g (paths n) -> u <= stride g * y + left g).
    { intros g G. apply least. now apply ends_are_seen. }
    split; [| exact E]. exists f. split; [exact I |]. specialize (E f I). lia.
  - intros [[f [I ->]] least]. split.
    + now apply ends_are_seen.
    + intros x R. destruct (within_a_path n W y x R) as [g [G [B _]]]. specialize (least g G). lia.
Qed.

Theorem path_region_right : forall n, well_formed n -> forall y v,
  (sees n y v /\ (forall x, sees n y x -> x <= v)) <->
  ((exists f, In f (paths n) /\ v = stride f * y + right f) /\ (forall f, In f (paths n) -> stride f * y + right f <= v)).
Proof.
  intros n W y v. split.
  - intros [R greatest]. destruct (within_a_path n W y v R) as [f [I [_ B]]].
    assert (E : forall g, In g (paths n) -> stride g * y + right g <= v).
    { intros g G. apply greatest. now apply ends_are_seen. }
    split; [| exact E]. exists f. split; [exact I |]. specialize (E f I). lia.
  - intros [[f [I ->]] greatest]. split.
    + now apply ends_are_seen.
    + intros x R. destruct (within_a_path n W y x R) as [g [G [_ B]]]. specialize (greatest g G). lia.
Qed.

Print Assumptions path_region.
Print Assumptions path_region_right.
