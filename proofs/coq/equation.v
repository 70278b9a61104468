(* One equation for every layer: one-equation, one-equation-ends, one-equation-period. *)

Require Import Networks NetworksLemmas.

Lemma between k D t x : 1 <= D -> ((exists m, 0 <= m < k /\ D * t = x + 1 * m) <-> x <= D * t <= x + k - 1).
Proof. intro. split; [intros [m [M E]]; lia |]. intro. exists (D * t - x). lia. Qed.

Lemma conv_alike w : same_reads (Conv w) (Equation (stride w) (- padding w) (dilation w) (kernel w) 1).
Proof.
  destruct w as [k s d p]. intros y t. rewrite in_equation by lia. cbn [reads kernel stride dilation padding].
  rewrite in_map_iff. setoid_rewrite in_upto. split; intros [m [E M]]; exists m; lia.
Qed.

Lemma transposed_alike w : 1 <= stride w ->
  same_reads (Transposed w) (Equation 1 (padding w - dilation w * (kernel w - 1)) (dilation w) (kernel w) (stride w)).
Proof.
  destruct w as [k s d p]. cbn [kernel stride dilation padding]. intros Hs y t. rewrite in_equation by lia.
  cbn [reads kernel stride dilation padding]. rewrite in_map_iff. setoid_rewrite filter_In. split.
  - intros [x [<- [I E]]]. apply in_map_iff in I. destruct I as [m [<- M]]. apply in_upto in M. apply Z.eqb_eq in E.
    exists (k - 1 - m). split; [lia |]. rewrite <- (proj2 (Z.div_exact (y + p - d * m) s ltac:(lia)) E). ring.
  - intros [m [M E]]. exists (s * t). split; [rewrite Z.mul_comm; apply Z.div_mul; lia |]. split.
    + apply in_map_iff. exists (k - 1 - m). split; [rewrite E; ring | apply in_upto; lia].
    + rewrite Z.mul_comm, Z.mod_mul by lia. reflexivity.
Qed.

Lemma nearest_alike f : 1 <= f -> same_reads (Nearest f) (Equation 1 (1 - f) 1 f f).
Proof.
  intros F y t. rewrite in_equation, between by lia. cbn [reads In]. split.
  - intros [<- | []]. Z.to_euclidean_division_equations; nia.
  - intro. left. Z.to_euclidean_division_equations; nia.
Qed.

Lemma linear_alike A B D : 1 <= D -> same_reads (Linear A B D) (Equation A (B + 1 - D) 1 (2 * D - 1) D).
Proof.
  intros HD y t. rewrite in_equation, between by lia. cbn [reads].
  replace (A * y + (B + 1 - D)) with (A * y + B + 1 - D) by lia.
  generalize (A * y + B) as x. intro x. destruct (Z.eqb_spec (x mod D) 0) as [E | E]; cbn [In]; split.
  - intros [<- | []]. Z.to_euclidean_division_equations; nia.
  - intro. left. Z.to_euclidean_division_equations; nia.
  - intros [<- | [<- | []]]; Z.to_euclidean_division_equations; nia.
  - intro H. assert (t = x / D \/ t = x / D + 1) as [-> | ->] by (Z.to_euclidean_division_equations; nia); auto.
Qed.

Theorem one_equation :
  (forall A B d k D y t, 1 <= D ->
    (In t (reads (Equation A B d k D) y) <-> exists m, 0 <= m < k /\ D * t = A * y + B + d * m)) /\
  (forall w, same_reads (Conv w) (Equation (stride w) (- padding w) (dilation w) (kernel w) 1)) /\
  (forall w, proper w ->
    same_reads (Transposed w)
      (Equation 1 (padding w - dilation w * (kernel w - 1)) (dilation w) (kernel w) (stride w))) /\
  (forall f, 1 <= f -> same_reads (Nearest f) (Equation 1 (1 - f) 1 f f) /\
    same_reads (asymmetric f) (Equation 1 (1 - f) 1 (2 * f - 1) f) /\
    same_reads (half_pixel f) (Equation 2 (2 - 3 * f) 1 (4 * f - 1) (2 * f)) /\
    (forall n, 1 < f * n ->
      same_reads (align_corners f n) (Equation (n - 1) (2 - f * n) 1 (2 * (f * n - 1) - 1) (f * n - 1)))) /\
  (forall n y t, In t (reads (Equation 0 0 1 n 1) y) <-> 0 <= t < n).
Proof.
  split; [exact in_equation |]. split; [exact conv_alike |].
  split; [intros w [_ [H _]]; now apply transposed_alike |]. split.
  - intros f H. split; [now apply nearest_alike |]. unfold asymmetric, half_pixel, align_corners.
    split; [| split; [| intros n N]].
    + replace (1 - f) with (0 + 1 - f) by lia. now apply linear_alike.
    + replace (2 - 3 * f) with (1 - f + 1 - 2 * f) by lia. replace (4 * f - 1) with (2 * (2 * f) - 1) by lia.
      apply linear_alike. lia.
    + replace (2 - f * n) with (0 + 1 - (f * n - 1)) by lia. apply linear_alike. lia.
  - intros n y t. rewrite in_equation by lia. split; [intros [m M]; lia |]. intro. exists t. lia.
Qed.

Theorem one_equation_ends : forall A B k D y, 1 <= D -> D <= k ->
  (forall t, (exists m, 0 <= m < k /\ D * t = A * y + B + m) <->
    - (- (A * y + B) / D) <= t <= (A * y + B + k - 1) / D) /\
  - (- (A * y + B) / D) <= (A * y + B + k - 1) / D.
Proof.
  intros A B k D y HD Hk. generalize (A * y + B) as x. intro x. split.
  - intro t. split.
    + intros [m [M E]]. Z.to_euclidean_division_equations; nia.
    + intro. exists (D * t - x). Z.to_euclidean_division_equations; nia.
  - Z.to_euclidean_division_equations; nia.
Qed.

Theorem one_equation_period : forall A B d k D y t, 1 <= D -> let g := Z.gcd A D in
  ((exists m, 0 <= m < k /\ D * (t + A / g) = A * (y + D / g) + B + d * m) <->
    exists m, 0 <= m < k /\ D * t = A * y + B + d * m).
Proof.
  intros A B d k D y t HD g. assert (E : D * (A / g) = A * (D / g)).
  { destruct (Z.gcd_divide_l A D) as [a Ea], (Z.gcd_divide_r A D) as [b Eb]. fold g in Ea, Eb.
    assert (g <> 0) by (intro; subst g; rewrite H in Eb; lia).
    rewrite Ea at 1. rewrite Eb at 2. rewrite !Z.div_mul by assumption. rewrite Ea at 1. rewrite Eb at 1. ring. }
  split; intros [m [M H]]; exists m; (split; [exact M |]); lia.
Qed.
