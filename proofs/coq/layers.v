(* Single layers and what a set of outputs reads through many: transposed-region, ends-suffice. *)

Require Import Networks NetworksLemmas.

Lemma by_ends l (f g : Z -> Z) : (forall y, first (reads l y) (f y) /\ last (reads l y) (g y)) ->
  (forall y z, y <= z -> f y <= f z /\ g y <= g z) -> orderly l.
Proof.
  intros E M y z H. assert (N : forall y, reads l y <> []) by (intros x N; destruct (E x) as [[I _] _]; now rewrite N in I).
  assert (A : forall y, least (reads l y) = f y /\ greatest (reads l y) = g y).
  { intro x. destruct (E x) as [[I L] [J G]]. destruct (least_is_first _ (N x)) as [I' L'].
    destruct (greatest_is_last _ (N x)) as [J' G']. specialize (L _ I'). specialize (L' _ I). specialize (G _ J').
    specialize (G' _ J). lia. }
  split; [apply N |]. destruct (A y), (A z), (M y z H). lia.
Qed.

(* ---- transposed convolution *)

Lemma in_transposed k s d p y t : 1 <= s -> In t (reads (Transposed (Window k s d p)) y) <->
  exists m, 0 <= m < k /\ y + p - d * m = s * t.
Proof.
  intro Hs. cbn [reads kernel stride dilation padding]. rewrite in_map_iff. setoid_rewrite filter_In. split.
  - intros [x [<- [I E]]]. apply in_map_iff in I. destruct I as [m [<- M]]. apply in_upto in M. apply Z.eqb_eq in E.
    exists m. split; [exact M |]. apply Z.div_exact; lia.
  - intros [m [M E]]. exists (s * t). split; [rewrite Z.mul_comm; apply Z.div_mul; lia |]. split.
    + apply in_map_iff. exists m. split; [exact E |]. now apply in_upto.
    + rewrite Z.mul_comm, Z.mod_mul by lia. reflexivity.
Qed.

Lemma up_le a s t : 1 <= s -> (- (- a / s) <= t <-> a <= s * t).
Proof. intro. split; intro; Z.to_euclidean_division_equations; nia. Qed.
Lemma le_down a s t : 1 <= s -> (t <= a / s <-> s * t <= a).
Proof. intro. split; intro; Z.to_euclidean_division_equations; nia. Qed.

Theorem transposed_region : forall k s p, 1 <= k -> 1 <= s -> forall u v, u <= v ->
  (forall t, (exists y, u <= y <= v /\ In t (reads (Transposed (Window k s 1 p)) y)) <->
    - (- (u + p - k + 1) / s) <= t <= (v + p) / s) /\
  (s <= k -> - (- (u + p - k + 1) / s) <= (v + p) / s) /\
  (forall d y t, 1 <= d -> u <= y <= v -> In t (reads (Transposed (Window k s d p)) y) ->
    - (- (u + p - d * (k - 1)) / s) <= t <= (v + p) / s).
Proof.
  intros k s p Hk Hs u v H. split; [| split].
  - intro t. rewrite up_le, le_down by lia. setoid_rewrite in_transposed; [| lia]. split.
    + intros [y [B [m [M E]]]]. lia.
    + intro B. exists (Z.max u (s * t - p)). split; [lia |]. exists (Z.max u (s * t - p) + p - s * t). lia.
  - intro. Z.to_euclidean_division_equations. nia.
  - intros d y t Hd B I. apply in_transposed in I; [| lia]. destruct I as [m [M E]].
    rewrite up_le, le_down by lia.
    assert (0 <= d * m <= d * (k - 1)) by (split; [apply Z.mul_nonneg_nonneg | apply Z.mul_le_mono_nonneg_l]; lia). lia.
Qed.

(* ---- ends *)

Lemma through_ends : forall layers, Forall orderly layers -> forall outputs u v, first outputs u -> last outputs v ->
  first (through layers outputs) (lowest layers u) /\ last (through layers outputs) (highest layers v).
Proof.
  induction layers as [| l below IH]; cbn [through lowest highest]; intros H outputs u v U V; [now split |].
  inversion H as [| a b O H']; subst.
  assert (N : forall y, reads l y <> []) by (intro y; apply (O y y); lia).
  apply IH; [exact H' | |].
  - destruct U as [I L]. split.
    + apply in_flat_map. exists u. split; [exact I |]. now apply least_is_first.
    + intros x X. apply in_flat_map in X. destruct X as [y [Y X]].
      destruct (least_is_first _ (N y)) as [_ F]. specialize (F x X). destruct (O u y (L y Y)) as [_ [M _]]. lia.
  - destruct V as [I L]. split.
    + apply in_flat_map. exists v. split; [exact I |]. now apply greatest_is_last.
    + intros x X. apply in_flat_map in X. destruct X as [y [Y X]].
      destruct (greatest_is_last _ (N y)) as [_ F]. specialize (F x X). destruct (O y v (L y Y)) as [_ [_ M]]. lia.
Qed.

Lemma conv_orderly w : proper w -> orderly (Conv w).
Proof.
  destruct w as [k s d p]. intros [Hk [Hs Hd]]. cbn [kernel stride dilation] in *.
  apply (by_ends _ (fun y => s * y - p) (fun y => s * y - p + d * (k - 1))); [intro y | intros; nia].
  unfold first, last. cbn [reads kernel stride dilation padding]. setoid_rewrite in_map_iff. setoid_rewrite in_upto.
  repeat split.
  - exists 0. lia.
  - intros x [m [<- M]]. assert (0 <= d * m) by (apply Z.mul_nonneg_nonneg; lia). lia.
  - exists (k - 1). lia.
  - intros x [m [<- M]]. assert (d * m <= d * (k - 1)) by (apply Z.mul_le_mono_nonneg_l; lia). lia.
Qed.

Lemma nearest_orderly f : 1 <= f -> orderly (Nearest f).
Proof.
  intro. apply (by_ends _ (fun y => y / f) (fun y => y / f)).
  - intro y. unfold first, last. cbn [reads In]. repeat split; auto; intros x [<- | []]; lia.
  - intros y z ?. split; apply Z.div_le_mono; lia.
Qed.

Lemma linear_orderly A B D : 0 <= A -> 1 <= D -> orderly (Linear A B D).
Proof.
  intros HA HD. apply (by_ends _ (fun y => (A * y + B) / D) (fun y => - (- (A * y + B) / D))).
  - intro y. unfold first, last. cbn [reads]. destruct (Z.eqb_spec ((A * y + B) mod D) 0) as [E | E]; cbn [In];
      assert (C : - (- (A * y + B) / D) = (A * y + B) / D + (if (A * y + B) mod D =? 0 then 0 else 1)).
    1, 3: destruct (Z.eqb_spec ((A * y + B) mod D) 0); [| ]; try lia; Z.to_euclidean_division_equations; nia.
    + rewrite E in C. cbn [Z.eqb] in C. repeat split; try lia; intros x [<- | []]; lia.
    + destruct (Z.eqb_spec ((A * y + B) mod D) 0); [lia |]. repeat split; try lia; intros x [<- | [<- | []]]; lia.
  - intros y z H. assert (A * y <= A * z) by (apply Z.mul_le_mono_nonneg_l; lia). split.
    + apply Z.div_le_mono; lia.
    + apply Z.opp_le_mono. rewrite !Z.opp_involutive. apply Z.div_le_mono; lia.
Qed.

Lemma transposed_orderly w : proper w -> dilation w = 1 -> stride w <= kernel w -> orderly (Transposed w).
Proof.
  destruct w as [k s d p]. intros [Hk [Hs _]] one wide. cbn [kernel stride dilation] in *. subst d.
  apply (by_ends _ (fun y => - (- (y + p - k + 1) / s)) (fun y => (y + p) / s)).
  - intro y. destruct (transposed_region k s p Hk Hs y y ltac:(lia)) as [E [N _]]. specialize (N wide).
    assert (F : forall t, In t (reads (Transposed (Window k s 1 p)) y) <-> - (- (y + p - k + 1) / s) <= t <= (y + p) / s).
    { intro t. rewrite <- E. split; [intro; exists y; split; [lia | assumption] |]. intros [x [B I]].
      replace y with x by lia. exact I. }
    unfold first, last. setoid_rewrite F. repeat split; lia.
  - intros y z H. split; [apply Z.opp_le_mono; rewrite !Z.opp_involutive |]; apply Z.div_le_mono; lia.
Qed.

Lemma equation_orderly A B k D : 0 <= A -> 1 <= D -> D <= k -> orderly (Equation A B 1 k D).
Proof.
  intros HA HD Hk. apply (by_ends _ (fun y => - (- (A * y + B) / D)) (fun y => (A * y + B + k - 1) / D)).
  - intro y. unfold first, last. setoid_rewrite (fun t => in_equation A B 1 k D y t HD).
    generalize (A * y + B) as x. intro x. repeat split.
    + exists (D * (- (- x / D)) - x). Z.to_euclidean_division_equations; nia.
    + intros t [m [M E]]. Z.to_euclidean_division_equations; nia.
    + exists (D * ((x + k - 1) / D) - x). Z.to_euclidean_division_equations; nia.
    + intros t [m [M E]]. Z.to_euclidean_division_equations; nia.
  - intros y z H. assert (A * y <= A * z) by (apply Z.mul_le_mono_nonneg_l; lia). split.
    + apply Z.opp_le_mono. rewrite !Z.opp_involutive. apply Z.div_le_mono; lia.
    + apply Z.div_le_mono; lia.
Qed.

Theorem ends_suffice :
  (forall layers, Forall orderly layers -> forall outputs u v, first outputs u -> last outputs v ->
    first (through layers outputs) (lowest layers u) /\ last (through layers outputs) (highest layers v)) /\
  (forall w, proper w -> orderly (Conv w)) /\
  (forall f, 1 <= f -> orderly (Nearest f) /\ orderly (asymmetric f) /\ orderly (half_pixel f) /\
    forall n, 1 < f * n -> 1 <= n -> orderly (align_corners f n)) /\
  (forall w, proper w -> dilation w = 1 -> stride w <= kernel w -> orderly (Transposed w)) /\
  (forall A B k D, 0 <= A -> 1 <= D -> D <= k -> orderly (Equation A B 1 k D)).
Proof.
  split; [exact through_ends |]. split; [exact conv_orderly |].
  split; [| split; [exact transposed_orderly | exact equation_orderly]].
  intros f H. split; [now apply nearest_orderly |]. unfold asymmetric, half_pixel, align_corners.
  split; [apply linear_orderly; lia |]. split; [apply linear_orderly; lia |]. intros n F N. apply linear_orderly; lia.
Qed.
