(* Networks with branches: path-region, equal-stride-network, aligned-network, unequal-strides. Induction over the
   network: a window's ends are read by its first and last tap, strides are positive, and a join reads what either of
   its inputs reads. *)

Require Import Networks NetworksLemmas.

Lemma in_seen_on w below y x : In x (seen (on w below) y) <->
  exists m, 0 <= m < kernel w /\ In x (seen below (stride w * y - padding w + dilation w * m)).
Proof.
  cbn [seen reads]. rewrite in_flat_map. split.
  - intros [t [T X]]. apply in_map_iff in T. destruct T as [m [<- M]]. apply in_upto in M. eauto.
  - intros [m [M X]]. eexists. split; [| exact X]. apply in_map_iff. exists m. split; [reflexivity |]. now apply in_upto.
Qed.

Lemma jump_positive : forall n, well_formed n -> forall f, In f (paths n) -> 1 <= jump f.
Proof.
  induction n as [| w below IH | one IH1 other IH2]; simpl; intros W f I.
  - destruct I as [<- | []]; simpl; lia.
  - apply in_map_iff in I. destruct I as [g [<- G]]. destruct W as [[Hk [Hs Hd]] W].
    specialize (IH W g G). simpl. nia.
  - apply in_app_iff in I. destruct W, I; auto.
Qed.

(* nothing is read outside what some path sees *)
Lemma within_a_path : forall n, well_formed n -> forall y x, In x (seen n y) ->
  exists f, In f (paths n) /\ jump f * y + left f <= x <= jump f * y + right f.
Proof.
  induction n as [| w below IH | one IH1 other IH2]; intros W y x R.
  - destruct R as [<- | []]. exists (Field 1 0 0). split; [now left | cbn [jump left right]; lia].
  - destruct W as [[Hk [Hs Hd]] W]. apply in_seen_on in R. destruct R as [m [Hm R]].
    destruct (IH W _ _ R) as [f [I B]].
    exists (compose f (law w)). split.
    + cbn [paths]. apply in_map_iff. now exists f.
    + pose proof (jump_positive _ W f I) as P. cbn [compose law jump left right].
      destruct w as [k s d p]. cbn [kernel stride dilation padding] in *.
      assert (M : 0 <= d * m <= d * (k - 1)) by (split; [apply Z.mul_nonneg_nonneg | apply Z.mul_le_mono_nonneg_l]; lia).
      revert B M. generalize (d * m) (d * (k - 1)). intros q Q B M.
      assert (0 <= jump f * q) by (apply Z.mul_nonneg_nonneg; lia).
      assert (jump f * q <= jump f * Q) by (apply Z.mul_le_mono_nonneg_l; lia).
      replace (jump f * (s * y - p + q)) with (jump f * s * y - jump f * p + jump f * q) in B by ring.
      replace (jump f * - p) with (- (jump f * p)) by ring.
      replace (jump f * (Q - p)) with (jump f * Q - jump f * p) by ring.
      lia.
  - destruct W as [W1 W2]. cbn [seen paths] in *. apply in_app_iff in R. destruct R as [R | R].
    + destruct (IH1 W1 _ _ R) as [f [I B]]. exists f. split; [apply in_app_iff; now left | exact B].
    + destruct (IH2 W2 _ _ R) as [f [I B]]. exists f. split; [apply in_app_iff; now right | exact B].
Qed.

(* both ends of every path are read *)
Lemma ends_are_seen : forall n, well_formed n -> forall f, In f (paths n) -> forall y,
  In (jump f * y + left f) (seen n y) /\ In (jump f * y + right f) (seen n y).
Proof.
  induction n as [| w below IH | one IH1 other IH2]; intros W f I y.
  - destruct I as [<- | []]. cbn [seen jump left right]. split; left; lia.
  - destruct W as [[Hk [Hs Hd]] W]. cbn [paths] in I. apply in_map_iff in I. destruct I as [g [<- G]].
    rewrite !in_seen_on. destruct w as [k s d p]. cbn [compose law jump left right kernel stride dilation padding] in *.
    split.
    + exists 0. split; [lia |]. destruct (IH W g G (s * y - p + d * 0)) as [E _].
      replace (jump g * s * y + (left g + jump g * - p)) with (jump g * (s * y - p + d * 0) + left g) by ring.
      exact E.
    + exists (k - 1). split; [lia |]. destruct (IH W g G (s * y - p + d * (k - 1))) as [_ E].
      replace (jump g * s * y + (right g + jump g * (d * (k - 1) - p)))
        with (jump g * (s * y - p + d * (k - 1)) + right g) by ring.
      exact E.
  - destruct W as [W1 W2]. cbn [seen paths] in *. rewrite !in_app_iff. apply in_app_iff in I. destruct I as [I | I].
    + destruct (IH1 W1 f I y). tauto.
    + destruct (IH2 W2 f I y). tauto.
Qed.

Lemma first_of_lefts fields y u : first (lefts fields y) u <->
  (exists f, In f fields /\ u = jump f * y + left f) /\ (forall f, In f fields -> u <= jump f * y + left f).
Proof.
  unfold first, lefts. rewrite in_map_iff. split.
  - intros [[f [E I]] L]. split; [exists f; auto |]. intros g G. apply L, in_map_iff. eauto.
  - intros [[f [I E]] L]. split; [exists f; auto |]. intros x X. apply in_map_iff in X. destruct X as [g [<- G]]. auto.
Qed.

Lemma last_of_rights fields y v : last (rights fields y) v <->
  (exists f, In f fields /\ v = jump f * y + right f) /\ (forall f, In f fields -> jump f * y + right f <= v).
Proof.
  unfold last, rights. rewrite in_map_iff. split.
  - intros [[f [E I]] L]. split; [exists f; auto |]. intros g G. apply L, in_map_iff. eauto.
  - intros [[f [I E]] L]. split; [exists f; auto |]. intros x X. apply in_map_iff in X. destruct X as [g [<- G]]. auto.
Qed.

(* so u is the first sample read iff it is the least left edge of a path, and v the last iff the greatest right edge *)
Theorem path_region : forall n, well_formed n -> forall y u v,
  (first (seen n y) u <-> first (lefts (paths n) y) u) /\ (last (seen n y) v <-> last (rights (paths n) y) v).
Proof.
  intros n W y u v. rewrite first_of_lefts, last_of_rights. split; split.
  - intros [R low]. destruct (within_a_path n W y u R) as [f [I [B _]]].
    assert (E : forall g, In g (paths n) -> u <= jump g * y + left g).
    { intros g G. apply low. now apply ends_are_seen. }
    split; [| exact E]. exists f. split; [exact I |]. specialize (E f I). lia.
  - intros [[f [I ->]] low]. split.
    + now apply ends_are_seen.
    + intros x R. destruct (within_a_path n W y x R) as [g [G [B _]]]. specialize (low g G). lia.
  - intros [R high]. destruct (within_a_path n W y v R) as [f [I [_ B]]].
    assert (E : forall g, In g (paths n) -> jump g * y + right g <= v).
    { intros g G. apply high. now apply ends_are_seen. }
    split; [| exact E]. exists f. split; [exact I |]. specialize (E f I). lia.
  - intros [[f [I ->]] high]. split.
    + now apply ends_are_seen.
    + intros x R. destruct (within_a_path n W y x R) as [g [G [_ B]]]. specialize (high g G). lia.
Qed.

Lemma some_path : forall n, exists f, In f (paths n).
Proof.
  induction n as [| w below [f I] | one [f I] other _]; cbn [paths].
  - exists (Field 1 0 0). now left.
  - exists (compose f (law w)). apply in_map_iff. eauto.
  - exists f. apply in_app_iff. now left.
Qed.

Lemma least_of (A : Type) (value : A -> Z) : forall xs x, In x xs ->
  exists f, In f xs /\ forall g, In g xs -> value f <= value g.
Proof.
  induction xs as [| a rest IH]; [intros ? [] |]. intros x _. destruct rest as [| b more].
  - exists a. split; [now left |]. intros h [<- | []]. lia.
  - destruct (IH b ltac:(now left)) as [f [I L]]. destruct (Z_le_gt_dec (value a) (value f)).
    + exists a. split; [now left |]. intros h [<- | G]; [lia |]. specialize (L h G). lia.
    + exists f. split; [now right |]. intros h [<- | G]; [lia |]. auto.
Qed.

(* equal strides: the size does not depend on the output *)
Theorem equal_stride_network : forall n S, well_formed n -> (forall f, In f (paths n) -> jump f = S) ->
  exists a b, first (map left (paths n)) a /\ last (map right (paths n)) b /\
    forall y, first (seen n y) (S * y + a) /\ last (seen n y) (S * y + b).
Proof.
  intros n S W same. destruct (some_path n) as [f0 I0].
  destruct (least_of field left (paths n) f0 I0) as [f [F Lf]].
  destruct (least_of field (fun g => - right g) (paths n) f0 I0) as [g [G Lg]].
  exists (left f), (right g). repeat split.
  - now apply in_map.
  - intros x X. apply in_map_iff in X. destruct X as [h [<- H]]. auto.
  - now apply in_map.
  - intros x X. apply in_map_iff in X. destruct X as [h [<- H]]. specialize (Lg h H). lia.
  - rewrite <- (same f F). now apply ends_are_seen.
  - intros x X. apply (within_a_path n W) in X. destruct X as [h [H [B _]]]. rewrite (same h H) in B.
    specialize (Lf h H). lia.
  - rewrite <- (same g G). now apply ends_are_seen.
  - intros x X. apply (within_a_path n W) in X. destruct X as [h [H [_ B]]]. rewrite (same h H) in B.
    specialize (Lg h H). lia.
Qed.

(* equal centres too: the region is that of a largest path *)
Theorem aligned_network : forall n S c, well_formed n ->
  (forall f, In f (paths n) -> jump f = S /\ left f + right f = c) ->
  exists f, In f (paths n) /\ (forall g, In g (paths n) -> right g - left g <= right f - left f) /\
    forall y, first (seen n y) (S * y + left f) /\ last (seen n y) (S * y + right f).
Proof.
  intros n S c W same. destruct (some_path n) as [f0 I0].
  destruct (least_of field left (paths n) f0 I0) as [f [F Lf]]. destruct (same f F) as [Sf Cf].
  exists f. split; [exact F |]. split.
  - intros g G. destruct (same g G) as [_ C]. specialize (Lf g G). lia.
  - intro y. repeat split.
    + rewrite <- Sf. now apply ends_are_seen.
    + intros x X. apply (within_a_path n W) in X. destruct X as [h [H [B _]]]. destruct (same h H) as [Sh _].
      rewrite Sh in B. specialize (Lf h H). lia.
    + rewrite <- Sf. now apply ends_are_seen.
    + intros x X. apply (within_a_path n W) in X. destruct X as [h [H [_ B]]]. destruct (same h H) as [Sh C].
      rewrite Sh in B. specialize (Lf h H). lia.
Qed.

(* unequal strides: the left edge is concave in the output, the right edge convex *)
Theorem unequal_strides : forall n, well_formed n -> forall y before here after,
  (first (seen n (y - 1)) before -> first (seen n y) here -> first (seen n (y + 1)) after ->
    before + after <= 2 * here) /\
  (last (seen n (y - 1)) before -> last (seen n y) here -> last (seen n (y + 1)) after ->
    2 * here <= before + after).
Proof.
  intros n W y before here after. split; intros A B C.
  - apply (path_region n W _ _ 0), first_of_lefts in A, B, C. destruct A as [_ A], C as [_ C], B as [[f [I ->]] _].
    specialize (A f I). specialize (C f I). lia.
  - apply (path_region n W _ 0), last_of_rights in A, B, C. destruct A as [_ A], C as [_ C], B as [[f [I ->]] _].
    specialize (A f I). specialize (C f I). lia.
Qed.
