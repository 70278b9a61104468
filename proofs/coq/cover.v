(* Which samples one layer reads, how often, and what a stride that becomes dilation changes. *)

Require Import Networks NetworksLemmas.
From Coq Require Import Znumtheory.

(* ---- every sample *)

Lemma read_by_a_tap w x : 1 <= stride w ->
  ((exists y, In x (reads (Conv w) y)) <->
   exists m, 0 <= m < kernel w /\ (x + padding w - dilation w * m) mod stride w = 0).
Proof.
  intro Hs. split.
  - intros [y I]. cbn [reads] in I. apply in_map_iff in I. destruct I as [m [<- M]]. apply in_upto in M. exists m.
    split; [exact M |]. replace (_ - _) with (y * stride w) by ring. apply Z.mod_mul. lia.
  - intros [m [M E]]. exists ((x + padding w - dilation w * m) / stride w). cbn [reads]. apply in_map_iff. exists m.
    split; [| now apply in_upto]. pose proof (Z.div_mod (x + padding w - dilation w * m) (stride w) ltac:(lia)). lia.
Qed.

Lemma unit_step d s x : 1 <= s -> Z.gcd s d = 1 -> exists m, 0 <= m < s /\ (x - d * m) mod s = 0.
Proof.
  intros Hs G. destruct (Z.gcd_bezout s d 1 G) as [a [b E]]. exists ((b * x) mod s). split; [apply Z.mod_pos_bound; lia |].
  apply Z.mod_divide; [lia |]. pose proof (Z.div_mod (b * x) s ltac:(lia)) as D.
  exists (a * x + d * (b * x / s)). replace ((b * x) mod s) with (b * x - s * (b * x / s)) by lia.
  replace x with (x * (a * s + b * d)) at 1 by (rewrite E; ring). ring.
Qed.

Lemma one_step_only d s x m n : 1 <= s -> Z.gcd s d = 1 -> (x - d * m) mod s = 0 -> (x - d * n) mod s = 0 -> (s | m - n).
Proof.
  intros Hs G M N. apply Z.mod_divide in M; [| lia]. apply Z.mod_divide in N; [| lia].
  apply (Z.gauss s d); [| exact G]. replace (d * (m - n)) with ((x - d * n) - (x - d * m)) by ring. now apply Z.divide_sub_r.
Qed.

Lemma all_are_read w : proper w ->
  ((forall x, exists y, In x (reads (Conv w) y)) <-> stride w <= kernel w /\ Z.gcd (stride w) (dilation w) = 1).
Proof.
  intros [Hk [Hs Hd]]. split.
  - intro all. assert (taps : forall x, exists m, 0 <= m < kernel w /\ (x - dilation w * m) mod stride w = 0).
    { intro x. destruct (proj1 (read_by_a_tap w _ Hs) (all (x - padding w))) as [m M].
      replace (x - padding w + padding w) with x in M by ring. now exists m. }
    split.
    + assert (L : incl (upto (stride w)) (map (fun m => (dilation w * m) mod stride w) (upto (kernel w)))).
      { intros x I. apply in_upto in I. destruct (taps x) as [m [M E]]. apply in_map_iff. exists m. split; [| now apply in_upto].
        apply Z.mod_divide in E; [| lia]. destruct E as [q E]. replace (dilation w * m) with (x + - q * stride w) by lia.
        rewrite Z.mod_add by lia. apply Z.mod_small. lia. }
      apply NoDup_incl_length in L; [| apply (NoDup_map_inv Z.to_nat); unfold upto;
        rewrite map_map, (map_ext _ _ Nat2Z.id), map_id; apply seq_NoDup].
      unfold upto in L. rewrite !map_length, !seq_length in L. lia.
    + destruct (taps 1) as [m [M E]]. apply Z.mod_divide in E; [| lia].
      pose proof (Z.gcd_divide_l (stride w) (dilation w)) as A. pose proof (Z.gcd_divide_r (stride w) (dilation w)) as B.
      assert (one : (Z.gcd (stride w) (dilation w) | 1)).
      { replace 1 with ((1 - dilation w * m) + dilation w * m) by ring. apply Z.divide_add_r.
        - now apply (Z.divide_trans _ (stride w)).
        - now apply Z.divide_mul_l. }
      pose proof (Z.gcd_nonneg (stride w) (dilation w)). apply Z.divide_1_r_nonneg in one; assumption.
  - intros [wide G] x. apply (read_by_a_tap w x Hs). destruct (unit_step _ _ (x + padding w) Hs G) as [m [M E]].
    exists m. split; [lia | exact E].
Qed.

Theorem every_sample_is_read : forall w, proper w ->
  ((forall x, exists y, In x (reads (Conv w) y)) <-> stride w <= kernel w /\ Z.gcd (stride w) (dilation w) = 1).
Proof. exact all_are_read. Qed.

(* ---- equally often: by as many taps, each of another output *)

Definition hits (w : window) (x : Z) : list Z :=
  filter (fun m => (x + padding w - dilation w * m) mod stride w =? 0) (upto (kernel w)).

Lemma upto_split a b : 0 <= a -> 0 <= b -> upto (a + b) = upto a ++ map (fun m => a + m) (upto b).
Proof.
  intros Ha Hb. unfold upto. rewrite Z2Nat.inj_add, seq_app, map_app by assumption. f_equal. cbn [Nat.add].
  rewrite map_map. rewrite <- (Nat.add_0_r (Z.to_nat a)) at 1.
  generalize (Z.to_nat b) as n, 0%nat as i. induction n as [| n IH]; intro i; cbn [seq map]; [reflexivity |].
  f_equal; [lia |]. rewrite <- IH. f_equal. now rewrite Nat.add_succ_r.
Qed.

Lemma filter_length_map (f : Z -> bool) (g : Z -> Z) xs : length (filter f (map g xs)) = length (filter (fun x => f (g x)) xs).
Proof. induction xs as [| x rest IH]; cbn [map filter]; [reflexivity |]. destruct (f (g x)); cbn [length]; lia. Qed.

Lemma only_one (f : Z -> bool) xs m : NoDup xs -> In m xs -> f m = true -> (forall n, In n xs -> f n = true -> n = m) ->
  length (filter f xs) = 1%nat.
Proof.
  induction xs as [| x rest IH]; intros N I F only; [destruct I |]. inversion N as [| a b out N']; subst. cbn [filter].
  destruct (f x) eqn:X.
  - assert (x = m) as -> by (apply only; [now left | exact X]). cbn [length]. f_equal.
    destruct (filter f rest) as [| n more] eqn:R; [reflexivity |]. exfalso.
    assert (In n (filter f rest)) by (rewrite R; now left). apply filter_In in H. destruct H as [J F'].
    apply out. rewrite <- (only n); [exact J | now right | exact F'].
  - destruct I as [-> | I]; [congruence |]. apply IH; [exact N' | exact I | exact F |]. intros n J. apply only. now right.
Qed.

Lemma nodup_upto k : NoDup (upto k).
Proof.
  apply (NoDup_map_inv Z.to_nat). unfold upto. rewrite map_map, (map_ext _ _ Nat2Z.id), map_id. apply seq_NoDup.
Qed.

Lemma once_in_a_period d s x : 1 <= s -> Z.gcd s d = 1 ->
  length (filter (fun m => (x - d * m) mod s =? 0) (upto s)) = 1%nat.
Proof.
  intros Hs G. destruct (unit_step d s x Hs G) as [m [M E]]. apply (only_one _ _ m); [apply nodup_upto | now apply in_upto | |].
  - now apply Z.eqb_eq.
  - intros n I F. apply Z.eqb_eq in F. apply in_upto in I. destruct (one_step_only d s x n m Hs G F E) as [q Q].
    assert (-1 < q < 1) by (split; nia). nia.
Qed.

Lemma periods d s : 1 <= s -> Z.gcd s d = 1 -> forall q x,
  Z.of_nat (length (filter (fun m => (x - d * m) mod s =? 0) (upto (s * Z.of_nat q)))) = Z.of_nat q.
Proof.
  intros Hs G. induction q as [| q IH]; intro x; [now rewrite Z.mul_0_r |].
  replace (s * Z.of_nat (S q)) with (s + s * Z.of_nat q) by lia. rewrite upto_split by lia.
  rewrite filter_app, app_length, filter_length_map, Nat2Z.inj_add, (once_in_a_period d s x Hs G).
  rewrite (filter_ext _ (fun m => (x - d * s - d * m) mod s =? 0)) by (intro m; do 2 f_equal; ring). rewrite IH. lia.
Qed.

(* over a whole period every tap is hit once *)
Lemma hit_by_one d s m : 1 <= s -> length (filter (fun x => (x - d * m) mod s =? 0) (upto s)) = 1%nat.
Proof.
  intro Hs. apply (only_one _ _ ((d * m) mod s)).
  - apply nodup_upto.
  - apply in_upto, Z.mod_pos_bound. lia.
  - apply Z.eqb_eq. rewrite Zminus_mod_idemp_l, Z.sub_diag. apply Z.mod_0_l. lia.
  - intros n I F. apply Z.eqb_eq, Z.mod_divide in F; [| lia]. apply in_upto in I. destruct F as [q F].
    replace (d * m) with (n + - q * s) by lia. rewrite Z.mod_add by lia. now rewrite Z.mod_small.
Qed.

Lemma counted_twice (f : Z -> Z -> bool) xs ys :
  total (map (fun x => count (filter (f x) ys)) xs) = total (map (fun y => count (filter (fun x => f x y) xs)) ys).
Proof.
  induction xs as [| x rest IH]; cbn [map filter].
  - induction ys as [| y more IH]; cbn [map]; [reflexivity |]. rewrite total_cons, <- IH. reflexivity.
  - rewrite total_cons, IH. clear IH. induction ys as [| y more IH]; cbn [map filter]; [reflexivity |].
    rewrite !total_cons. destruct (f x y); rewrite ?count_cons; lia.
Qed.

Lemma total_of_same (f : Z -> Z) c xs : (forall x, In x xs -> f x = c) -> total (map f xs) = c * count xs.
Proof.
  induction xs as [| x rest IH]; intro H; cbn [map]; [cbn; lia |]. rewrite total_cons, count_cons, (H x) by now left.
  rewrite IH; [ring |]. intros z I. apply H. now right.
Qed.

Definition readers (w : window) (x : Z) : list Z :=
  map (fun m => (x + padding w - dilation w * m) / stride w) (hits w x).

Lemma in_hits w x m : In m (hits w x) <-> 0 <= m < kernel w /\ (x + padding w - dilation w * m) mod stride w = 0.
Proof. unfold hits. now rewrite filter_In, in_upto, Z.eqb_eq. Qed.

Lemma in_readers w x y : proper w -> In y (readers w x) <-> In x (reads (Conv w) y).
Proof.
  intros [Hk [Hs Hd]]. unfold readers. cbn [reads]. rewrite !in_map_iff. setoid_rewrite in_hits. split.
  - intros [m [<- [M E]]]. exists m. split; [| now apply in_upto].
    pose proof (Z.div_mod (x + padding w - dilation w * m) (stride w) ltac:(lia)). lia.
  - intros [m [<- M]]. apply in_upto in M. exists m. replace (_ - _) with (y * stride w) by ring.
    rewrite Z.div_mul, Z.mod_mul by lia. now repeat split.
Qed.

Lemma readers_once w x : proper w -> NoDup (readers w x).
Proof.
  intros [Hk [Hs Hd]]. unfold readers.
  assert (N : NoDup (hits w x)) by (apply NoDup_filter, nodup_upto).
  assert (all : forall m, In m (hits w x) -> (x + padding w - dilation w * m) mod stride w = 0) by (intros m I; now apply in_hits in I).
  revert N all. generalize (hits w x) as ms. induction ms as [| m rest IH]; intros N all; cbn [map]; [constructor |].
  inversion N as [| a b out N']; subst. constructor; [| apply IH; [exact N' | intros n I; apply all; now right]].
  intro I. apply in_map_iff in I. destruct I as [n [E I]]. apply out. replace m with n; [exact I |].
  pose proof (Z.div_mod (x + padding w - dilation w * m) (stride w) ltac:(lia)) as A. rewrite (all m) in A by now left.
  pose proof (Z.div_mod (x + padding w - dilation w * n) (stride w) ltac:(lia)) as B. rewrite (all n) in B by now right.
  rewrite E in B. nia.
Qed.

Lemma as_many (xs ys : list Z) : NoDup xs -> NoDup ys -> (forall z, In z xs <-> In z ys) -> count xs = count ys.
Proof.
  intros X Y same. unfold count. f_equal. apply Nat.le_antisymm; apply NoDup_incl_length; try assumption; intros z; apply same.
Qed.

Lemma count_readers w x : count (readers w x) = count (hits w x).
Proof. unfold readers. apply count_map. Qed.

Theorem every_sample_equally_often : forall w, proper w ->
  ((exists c, 1 <= c /\ forall x, exists ys, NoDup ys /\ count ys = c /\ forall y, In y ys <-> In x (reads (Conv w) y))
   <-> Z.gcd (stride w) (dilation w) = 1 /\ (stride w | kernel w)).
Proof.
  intros w P. pose proof P as [Hk [Hs Hd]]. split.
  - intros [c [Hc H]]. assert (C : forall x, count (hits w x) = c).
    { intro x. destruct (H x) as [ys [N [<- same]]]. rewrite <- count_readers. apply as_many; [now apply readers_once | exact N |].
      intro y. rewrite same. now apply in_readers. }
    assert (all : forall x, exists y, In x (reads (Conv w) y)).
    { intro x. destruct (H x) as [[| y ys] [_ [E same]]]; [cbn in E; lia |]. exists y. apply same. now left. }
    destruct (proj1 (all_are_read w P) all) as [_ G]. split; [exact G |]. exists c.
    pose proof (counted_twice (fun x m => (x - dilation w * m) mod stride w =? 0) (upto (stride w)) (upto (kernel w))) as T.
    rewrite (total_of_same _ c) in T.
    2: { intros x _. specialize (C (x - padding w)). unfold hits in C. rewrite <- C. f_equal. apply filter_ext. intro m.
         do 2 f_equal. ring. }
    rewrite (total_of_same (fun m => count _) 1) in T.
    2: { intros m _. unfold count. now rewrite (hit_by_one (dilation w) (stride w) m Hs). }
    assert (U : forall k, 0 <= k -> count (upto k) = k).
    { intros k K. unfold count, upto. rewrite map_length, seq_length. lia. }
    rewrite !U in T by lia. lia.
  - intros [G [q Q]]. exists q. assert (1 <= q) by nia. split; [assumption |]. intro x. exists (readers w x).
    split; [now apply readers_once |]. split; [| intro y; now apply in_readers].
    rewrite count_readers. unfold hits. rewrite Q.
    replace (q * stride w) with (stride w * Z.of_nat (Z.to_nat q)) by (rewrite Z2Nat.id; lia).
    unfold count. rewrite (periods (dilation w) (stride w) Hs G (Z.to_nat q) (x + padding w)). lia.
Qed.

(* ---- a stride that becomes dilation in all layers above *)

Definition wider (s : Z) (w : window) : window := Window (kernel w) (stride w) (s * dilation w) (s * padding w).

Lemma seen_above : forall above s one other, (forall y x, In x (seen one y) <-> In x (seen other (s * y))) ->
  forall y x, In x (seen (fold_left (fun below w => on w below) above one) y) <->
    In x (seen (fold_left (fun below w => on w below) (map (wider s) above) other) (s * y)).
Proof.
  induction above as [| w above IH]; intros s one other same y x; cbn [fold_left map]; [apply same |].
  apply IH. clear x y. intros y x. cbn [seen reads wider kernel stride dilation padding].
  rewrite !in_flat_map. setoid_rewrite in_map_iff. split.
  - intros [t [[m [<- M]] I]]. exists (s * (stride w * y - padding w + dilation w * m)). split; [| now apply same].
    exists m. split; [ring | exact M].
  - intros [t [[m [<- M]] I]]. exists (stride w * y - padding w + dilation w * m). split; [now exists m |].
    apply same. replace (s * _) with (stride w * (s * y) - s * padding w + s * dilation w * m) by ring. exact I.
Qed.

Theorem strides_into_dilations : forall below w above y x,
  In x (seen (chain (below ++ w :: above)) y) <->
  In x (seen (chain (below ++ Window (kernel w) 1 (dilation w) (padding w) ::
    map (fun v => Window (kernel v) (stride v) (stride w * dilation v) (stride w * padding v)) above)) (stride w * y)).
Proof.
  intros below w above y x. unfold chain. rewrite !fold_left_app. cbn [fold_left]. apply (seen_above above (stride w)).
  clear x y above. intros y x. cbn [seen reads kernel stride dilation padding].
  now rewrite (map_ext _ (fun m => 1 * (stride w * y) - padding w + dilation w * m)) by (intro m; ring).
Qed.

(* ---- nothing left over, at any layer *)

Lemma last_of_reads w y v : proper w -> (last (reads (Conv w) y) v <-> v = stride w * y - padding w + dilation w * (kernel w - 1)).
Proof.
  intros [Hk [Hs Hd]]. cbn [reads]. unfold last. setoid_rewrite in_map_iff. split.
  - intros [[m [<- M]] all]. apply in_upto in M. specialize (all (stride w * y - padding w + dilation w * (kernel w - 1))).
    assert (dilation w * m <= dilation w * (kernel w - 1)) by nia. enough (dilation w * (kernel w - 1) <= dilation w * m) by lia.
    apply Z.add_le_mono_l with (p := stride w * y - padding w). apply all. exists (kernel w - 1). split; [reflexivity |]. apply in_upto. lia.
  - intros ->. split; [exists (kernel w - 1); split; [reflexivity | apply in_upto; lia] |]. intros x [m [<- M]].
    apply in_upto in M. nia.
Qed.

Theorem nothing_left_over_anywhere : forall layers n, Forall (fun l => proper (fst l)) layers ->
  let above n l := (n + padding (fst l) + snd l - (dilation (fst l) * (kernel (fst l) - 1) + 1)) / stride (fst l) + 1 in
  let whole := fix whole n layers := match layers with
    | [] => True
    | l :: more => last (reads (Conv (fst l)) (above n l - 1)) (n - 1 + snd l) /\ whole (above n l) more end in
  let paddings := fix paddings J layers := match layers with
    | [] => 0
    | l :: more => (padding (fst l) + snd l) * J + paddings (J * stride (fst l)) more end in
  (whole n layers <->
   n + paddings 1 layers = jumps (map fst layers) * (fold_left above layers n - 1) + size 1 1 (map fst layers)).
Proof.
  intros layers n W above whole paddings.
  assert (H : forall layers n J R, Forall (fun l : window * Z => proper (fst l)) layers -> 1 <= J ->
    let left := J * (n - 1) + paddings J layers + R - J * jumps (map fst layers) * (fold_left above layers n - 1)
      - size R J (map fst layers) in
    0 <= left /\ (whole n layers <-> left = 0)).
  { clear. induction layers as [| l more IH]; intros n J R W HJ left; subst left.
    - cbn. split; [lia | split; [intro; lia | trivial]].
    - inversion W as [| a b P W']; subst. pose proof P as [Hk [Hs Hd]].
      specialize (IH (above n l) (J * stride (fst l)) (R + (kernel (fst l) - 1) * (dilation (fst l) * J)) W' ltac:(nia)).
      cbv zeta in IH. destruct IH as [IH IH'].
      set (rest := n + padding (fst l) + snd l - (dilation (fst l) * (kernel (fst l) - 1) + 1)).
      pose proof (Z.div_mod rest (stride (fst l)) ltac:(lia)) as D. pose proof (Z.mod_pos_bound rest (stride (fst l)) ltac:(lia)) as B.
      assert (A : stride (fst l) * (above n l - 1) = rest - rest mod stride (fst l)).
      { unfold above. fold rest. rewrite Z.add_simpl_r. lia. }
      assert (E : J * (n - 1) + paddings J (l :: more) + R - J * jumps (map fst (l :: more)) * (fold_left above (l :: more) n - 1)
          - size R J (map fst (l :: more)) =
        J * (rest mod stride (fst l)) + (J * stride (fst l) * (above n l - 1) + paddings (J * stride (fst l)) more +
          (R + (kernel (fst l) - 1) * (dilation (fst l) * J)) -
          J * stride (fst l) * jumps (map fst more) * (fold_left above more (above n l) - 1) -
          size (R + (kernel (fst l) - 1) * (dilation (fst l) * J)) (J * stride (fst l)) (map fst more))).
      { replace (J * stride (fst l) * (above n l - 1)) with (J * (stride (fst l) * (above n l - 1))) by ring. rewrite A.
        cbn [paddings map jumps fold_right fold_left size]. fold (jumps (map fst more)).
        assert (X : rest = n + padding (fst l) + snd l - (dilation (fst l) * (kernel (fst l) - 1) + 1)) by reflexivity.
        clearbody rest. rewrite X. generalize (size (R + (kernel (fst l) - 1) * (dilation (fst l) * J)) (J * stride (fst l)) (map fst more)).
        intro. ring. }
      rewrite E. assert (0 <= J * (rest mod stride (fst l))) by nia. split; [lia |].
      cbn [whole]. rewrite last_of_reads by exact P. rewrite IH'.
      assert (Q : n - 1 + snd l = stride (fst l) * (above n l - 1) - padding (fst l) + dilation (fst l) * (kernel (fst l) - 1)
        <-> rest mod stride (fst l) = 0) by (rewrite A; subst rest; lia).
      rewrite Q. split; [intros [-> ->]; ring | intro Z0; split; [| lia]].
      assert (J * (rest mod stride (fst l)) = 0) as Z1 by lia. nia. }
  destruct (H layers n 1 1 W ltac:(lia)) as [_ ->]. rewrite !Z.mul_1_l. lia.
Qed.

(* ---- windows that meet the map *)

Lemma meeting a d k n : 1 <= k -> 1 <= d ->
  ((exists m, 0 <= m < k /\ 0 <= a + d * m < n) <-> Z.max 0 (- (a / d)) < k /\ a + d * Z.max 0 (- (a / d)) < n).
Proof.
  intros Hk Hd. pose proof (Z.div_mod a d ltac:(lia)) as D. pose proof (Z.mod_pos_bound a d ltac:(lia)) as B.
  set (e := a / d) in *. split.
  - intros [m [M H]]. assert (- e <= m) by nia. split; [lia |].
    assert (d * Z.max 0 (- e) <= d * m) by (apply Z.mul_le_mono_nonneg_l; lia). lia.
  - intros [few before]. exists (Z.max 0 (- e)). split; [lia |]. split; [| exact before]. nia.
Qed.

Theorem window_that_meets_the_map : forall w n y, proper w ->
  let a := stride w * y - padding w in
  let m := Z.max 0 (- (a / dilation w)) in
  ((exists x, In x (reads (Conv w) y) /\ 0 <= x < n) <-> m < kernel w /\ a + dilation w * m < n).
Proof.
  intros w n y [Hk [Hs Hd]] a m. subst m. rewrite <- (meeting a (dilation w) (kernel w) n Hk Hd). cbn [reads].
  setoid_rewrite in_map_iff. setoid_rewrite in_upto. fold a. split.
  - intros [x [[m [<- M]] B]]. now exists m.
  - intros [m [M B]]. exists (a + dilation w * m). split; [now exists m | exact B].
Qed.

Lemma meets w n y : proper w -> dilation w <= n -> padding w - stride w * y <= dilation w * (kernel w - 1) ->
  stride w * y - padding w < n -> exists x, In x (reads (Conv w) y) /\ 0 <= x < n.
Proof.
  intros P far left right. apply (window_that_meets_the_map w n y P). pose proof P as [Hk [Hs Hd]].
  set (a := stride w * y - padding w) in *.
  pose proof (Z.div_mod a (dilation w) ltac:(lia)) as D. pose proof (Z.mod_pos_bound a (dilation w) ltac:(lia)) as B.
  set (e := a / dilation w) in *. split; [nia |].
  destruct (Z.max_spec 0 (- e)) as [[_ ->] | [_ ->]]; rewrite ?Z.mul_opp_r, ?Z.mul_0_r; lia.
Qed.

Theorem windows_that_meet_the_map : forall w q n, proper w -> dilation w <= n ->
  let outputs := (n + padding w + q - (dilation w * (kernel w - 1) + 1)) / stride w + 1 in
  1 <= outputs ->
  ((forall y, 0 <= y < outputs -> exists x, In x (reads (Conv w) y) /\ 0 <= x < n) <->
   padding w <= dilation w * (kernel w - 1) /\ stride w * (outputs - 1) - padding w < n).
Proof.
  intros w q n P far outputs some. pose proof P as [Hk [Hs Hd]]. split.
  - intro H. pose proof (H 0 ltac:(lia)) as A. pose proof (H (outputs - 1) ltac:(lia)) as C.
    destruct A as [x [I X]]. destruct C as [z [J Z]]. cbn [reads] in I, J. apply in_map_iff in I, J.
    destruct I as [m [<- M]]. destruct J as [m' [<- M']]. apply in_upto in M, M'.
    assert (dilation w * m <= dilation w * (kernel w - 1)) by nia. assert (0 <= dilation w * m') by nia. lia.
  - intros [left right] y Hy.
    assert (0 <= stride w * y <= stride w * (outputs - 1)) by (split; [nia | apply Z.mul_le_mono_nonneg_l; lia]).
    apply meets; [exact P | exact far | lia | lia].
Qed.

Theorem windows_that_meet_the_input : forall layers n,
  Forall (fun l => proper (fst l) /\ padding (fst l) <= dilation (fst l) * (kernel (fst l) - 1) /\
    snd l <= dilation (fst l) * (kernel (fst l) - 1)) layers ->
  let above n l := (n + padding (fst l) + snd l - (dilation (fst l) * (kernel (fst l) - 1) + 1)) / stride (fst l) + 1 in
  let wide := fix wide n layers := match layers with
    | [] => True
    | l :: more => dilation (fst l) <= n /\ wide (above n l) more end in
  let inside := fix inside n layers y x := match layers with
    | [] => x = y /\ 0 <= x < n
    | l :: more => exists t, inside (above n l) more y t /\ In x (reads (Conv (fst l)) t) /\ 0 <= x < n end in
  wide n layers -> forall y, 0 <= y < fold_left above layers n -> exists x, inside n layers y x.
Proof.
  intros layers n W above wide inside. revert n W. induction layers as [| l more IH]; intros n W far y Hy.
  - exists y. cbn in *. split; [reflexivity | exact Hy].
  - inversion W as [| a b [P [left right]] W']; subst. destruct far as [far farther]. cbn [fold_left] in Hy.
    destruct (IH (above n l) W' farther y Hy) as [t T].
    assert (B : 0 <= t < above n l).
    { clear - T. destruct more as [| m more]; cbn in T; [lia | now destruct T as [? [_ [_ B]]]]. }
    pose proof P as [Hk [Hs Hd]]. unfold above in B.
    set (rest := n + padding (fst l) + snd l - (dilation (fst l) * (kernel (fst l) - 1) + 1)) in *.
    pose proof (Z.mul_div_le rest (stride (fst l)) ltac:(lia)).
    assert (0 <= stride (fst l) * t <= stride (fst l) * (rest / stride (fst l)))
      by (split; [nia | apply Z.mul_le_mono_nonneg_l; lia]).
    destruct (meets (fst l) n t P far ltac:(lia) ltac:(lia)) as [x [I X]].
    exists x. cbn [inside]. exists t. split; [exact T |]. now split.
Qed.

Theorem half_the_kernel_as_padding :
  (forall w n, proper w -> dilation w = 1 -> 1 <= n -> 0 <= 2 * padding w <= kernel w ->
    forall y, 0 <= y <= (n + 2 * padding w - kernel w) / stride w -> exists x, In x (reads (Conv w) y) /\ 0 <= x < n) /\
  (forall x, In x (reads (Conv (Window 2 1 2 1)) 0) -> ~ 0 <= x < 1).
Proof.
  split.
  - intros w n P one Hn Hp y Hy. pose proof P as [Hk [Hs Hd]].
    pose proof (Z.mul_div_le (n + 2 * padding w - kernel w) (stride w) ltac:(lia)).
    assert (0 <= stride w * y <= stride w * ((n + 2 * padding w - kernel w) / stride w))
      by (split; [nia | apply Z.mul_le_mono_nonneg_l; lia]).
    apply meets; [exact P | lia | rewrite one; lia | lia].
  - intros x I. change (reads (Conv (Window 2 1 2 1)) 0) with [-1; 1] in I. destruct I as [<- | [<- | []]]; lia.
Qed.

(* ---- every sample, by a chain without dilation: G, the longest gap from one sample that is read to the next *)

Lemma seen_through : forall windows below y x, In x (seen (fold_left (fun below w => on w below) windows below) y) <->
  exists t, In t (seen (chain windows) y) /\ In x (seen below t).
Proof.
  unfold chain. induction windows as [| w above IH]; intros below y x; cbn [fold_left].
  - split; [intro I; exists y; now split; [left |] |]. now intros [t [[-> | []] I]].
  - rewrite IH. setoid_rewrite (IH (on w input)). cbn [seen]. setoid_rewrite in_flat_map. split.
    + intros [t [T [z [R I]]]]. exists z. split; [| exact I]. exists t. split; [exact T |]. exists z. split; [exact R | now left].
    + intros [z [[t [T [z' [R [-> | []]]]]] I]]. eauto.
Qed.

Definition some_read (windows : list window) (x : Z) : Prop := exists y, In x (seen (chain windows) y).

Lemma read_below w above x : some_read (w :: above) x <-> exists t, some_read above t /\ In x (reads (Conv w) t).
Proof.
  unfold some_read. assert (E : forall y, In x (seen (chain (w :: above)) y) <->
    exists t, In t (seen (chain above) y) /\ In x (reads (Conv w) t)).
  { intro y. change (chain (w :: above)) with (fold_left (fun below w => on w below) above (on w input)).
    rewrite seen_through. cbn [seen]. setoid_rewrite in_flat_map. split.
    - intros [t [T [z [R [<- | []]]]]]. now exists t.
    - intros [t [T R]]. exists t. split; [exact T |]. exists x. split; [exact R | now left]. }
  setoid_rewrite E. split.
  - intros [y [t [T R]]]. exists t. split; [now exists y | exact R].
  - intros [t [[y T] R]]. now exists y, t.
Qed.

Definition gap (windows : list window) : Z :=
  fold_right (fun w G => Z.max 1 (stride w * G - (kernel w - 1))) 1 windows.

Definition undilated (w : window) : Prop := proper w /\ dilation w = 1.

Lemma in_window w t x : dilation w = 1 ->
  (In x (reads (Conv w) t) <-> stride w * t - padding w <= x <= stride w * t - padding w + kernel w - 1).
Proof.
  intro one. cbn [reads]. rewrite in_map_iff, one. split.
  - intros [m [<- M]]. apply in_upto in M. lia.
  - intro B. exists (x - (stride w * t - padding w)). split; [lia |]. apply in_upto. lia.
Qed.

Lemma gap_is_longest : forall windows, Forall undilated windows -> 1 <= gap windows /\
  (forall x, exists t, some_read windows t /\ x <= t < x + gap windows) /\
  (exists x, forall t, some_read windows t -> ~ x <= t < x + gap windows - 1).
Proof.
  induction windows as [| w above IH]; intro W.
  - cbn [gap fold_right]. split; [lia |]. split; [intro x; exists x | exists 0; intros t _; lia].
    split; [exists x; now left | lia].
  - inversion W as [| a b [[Hk [Hs Hd]] one] W']; subst. destruct (IH W') as [HG [hit [x0 miss]]].
    cbn [gap fold_right]. fold (gap above). set (G := gap above) in *. set (G' := Z.max 1 (stride w * G - (kernel w - 1))).
    split; [lia |]. split.
    + intro x. set (z := x + padding w - kernel w + 1). pose proof (Z.div_mod (- z) (stride w) ltac:(lia)) as D.
      pose proof (Z.mod_pos_bound (- z) (stride w) ltac:(lia)) as B. set (q := - z / stride w) in *.
      destruct (hit (- q)) as [t [T HT]]. exists (Z.max x (stride w * t - padding w)).
      assert (z <= stride w * t) by nia.
      assert (stride w * t <= z + stride w - 1 + stride w * (G - 1)) by nia.
      assert (stride w * (G - 1) = stride w * G - stride w) by ring.
      split; [| lia]. apply read_below. exists t. split; [exact T |]. apply in_window; [exact one | lia].
    + exists (stride w * (x0 - 1) + kernel w - padding w). intros z R B. apply read_below in R.
      destruct R as [t [T I]]. apply in_window in I; [| exact one]. apply (miss t T).
      assert (stride w * (x0 - 1) < stride w * t) by lia. assert (x0 - 1 < t) by nia.
      assert (stride w * t < stride w * (x0 + G - 1)) by nia. assert (t < x0 + G - 1) by nia. lia.
Qed.

Theorem every_sample_of_a_chain : forall windows, Forall (fun w => proper w /\ dilation w = 1) windows ->
  ((forall x, exists y, In x (seen (chain windows) y)) <->
   fold_right (fun w G => Z.max 1 (stride w * G - (kernel w - 1))) 1 windows = 1).
Proof.
  intros windows W. destruct (gap_is_longest windows W) as [HG [hit [x0 miss]]]. fold (gap windows). split.
  - intro all. destruct (Z.eq_dec (gap windows) 1) as [E | N]; [exact E |]. exfalso. apply (miss x0 (all x0)). lia.
  - intros E x. rewrite E in hit. destruct (hit x) as [t [T B]]. now replace x with t by lia.
Qed.

Lemma size_from : forall windows R J, size (1 + J * (R - 1)) J windows = 1 + J * (size R 1 windows - 1).
Proof.
  assert (all : forall windows A R J, size (1 + A * (R - 1)) (A * J) windows = 1 + A * (size R J windows - 1)).
  { induction windows as [| w above IH]; intros A R J; cbn [size]; [reflexivity |].
    rewrite <- IH. f_equal; ring. }
  intros windows R J. rewrite <- all. f_equal. ring.
Qed.

Lemma size_moved : forall windows R J c, size (R + c) J windows = size R J windows + c.
Proof.
  induction windows as [| w above IH]; intros R J c; cbn [size]; [reflexivity |]. rewrite <- IH. f_equal. ring.
Qed.

Theorem every_sample_of_a_chain_in_general :
  (forall windows, Forall (fun w => proper w /\ dilation w = 1) windows -> Forall (fun w => stride w <= kernel w) windows ->
    forall x, exists y, In x (seen (chain windows) y)) /\
  (forall windows, Forall (fun w => proper w /\ dilation w = 1) windows ->
    (forall x, exists y, In x (seen (chain windows) y)) -> jumps windows <= size 1 1 windows) /\
  (let windows := [Window 3 1 1 0; Window 1 2 1 0] in 1 < 2 /\ forall x, exists y, In x (seen (chain windows) y)) /\
  (let windows := [Window 1 2 1 0; Window 2 1 1 0] in
    jumps windows <= size 1 1 windows /\ ~ forall x, exists y, In x (seen (chain windows) y)).
Proof.
  split; [| split; [| split]].
  - intros windows W S. apply (every_sample_of_a_chain windows W). revert S. induction W as [| w above [[Hk [Hs Hd]] one] _ IH].
    + reflexivity.
    + intro S. inversion S as [| a b fits S']; subst. cbn [fold_right]. rewrite (IH S'). lia.
  - intros windows W all. apply (every_sample_of_a_chain windows W) in all. fold (gap windows) in all.
    enough (jumps windows - size 1 1 windows + 1 <= gap windows) by lia. clear all.
    induction W as [| w above [[Hk [Hs Hd]] one] _ IH]; [cbn; lia |].
    cbn [jumps gap fold_right size]. fold (jumps above) (gap above). rewrite one, !Z.mul_1_l, Z.mul_1_r.
    rewrite size_moved. pose proof (size_from above 1 (stride w)) as E. replace (1 + stride w * (1 - 1)) with 1 in E by ring.
    rewrite E. nia.
  - cbv zeta. split; [lia |]. apply every_sample_of_a_chain; [repeat constructor; cbn; lia | reflexivity].
  - cbv zeta. split; [cbn; lia |]. rewrite every_sample_of_a_chain; [discriminate | repeat constructor; cbn; lia].
Qed.
