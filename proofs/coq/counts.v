(* From which number on a bound holds, which paddings keep a size, which sizes pass an encoder-decoder. *)

Require Import Networks NetworksLemmas.

Theorem least_of_a_line : forall A C n x, 0 < A -> (n <= A * x + C <-> - ((C - n) / A) <= x).
Proof.
  intros A C n x HA. pose proof (Z.div_mod (C - n) A ltac:(lia)) as E.
  pose proof (Z.mod_pos_bound (C - n) A HA) as B. split; intro H; nia.
Qed.

Theorem least_of_a_power : forall A C b n low x, 0 < A -> 2 <= b -> 0 <= low <= x -> n <= A * b ^ x + C ->
  x = low \/ A * b ^ (x - 1) + C < n -> forall y, low <= y -> (n <= A * b ^ y + C <-> x <= y).
Proof.
  intros A C b n low x HA Hb Hx enough fewer y Hy. split; intro H.
  - destruct fewer as [-> | few]; [exact Hy |]. destruct (Z_lt_le_dec y x) as [less | more]; [| exact more].
    assert (b ^ y <= b ^ (x - 1)) by (apply Z.pow_le_mono_r; lia). nia.
  - assert (b ^ x <= b ^ y) by (apply Z.pow_le_mono_r; lia). nia.
Qed.

Theorem least_of_a_square : forall A E C n low x, 0 < A -> 0 <= E -> 0 <= low <= x -> n <= A * x ^ 2 + E * x + C ->
  x = low \/ A * (x - 1) ^ 2 + E * (x - 1) + C < n ->
  forall y, low <= y -> (n <= A * y ^ 2 + E * y + C <-> x <= y).
Proof.
  intros A E C n low x HA HE Hx enough fewer y Hy.
  assert (grows : forall a c, 0 <= a <= c -> A * a ^ 2 + E * a <= A * c ^ 2 + E * c).
  { intros a c [Ha Hc]. assert (a ^ 2 <= c ^ 2) by (apply Z.pow_le_mono_l; lia).
    pose proof (Z.mul_le_mono_nonneg_l a c E HE Hc). pose proof (Z.mul_le_mono_nonneg_l (a ^ 2) (c ^ 2) A); lia. }
  split; intro H.
  - destruct fewer as [-> | few]; [exact Hy |]. destruct (Z_lt_le_dec y x) as [less | more]; [| exact more].
    pose proof (grows y (x - 1) ltac:(lia)). lia.
  - pose proof (grows x y ltac:(lia)). lia.
Qed.

Lemma floors_differ s a b N : 0 < s -> a < b -> exists n, N <= n /\ (n + a) / s < (n + b) / s.
Proof.
  intros Hs H. set (m := Z.abs N + Z.abs b + 1). exists (s * m - b). split; [subst m; nia |].
  replace (s * m - b + b) with (m * s) by ring. rewrite Z.div_mul by lia.
  apply Z.div_lt_upper_bound; nia.
Qed.

Theorem floors_that_agree : forall s a b N, 0 < s ->
  ((forall n, N <= n -> (n + a) / s = (n + b) / s) <-> a = b).
Proof.
  intros s a b N Hs. split; [| now intros ->]. intro H. destruct (Z.lt_trichotomy a b) as [less | [same | more]].
  - destruct (floors_differ s a b N Hs less) as [n [Hn D]]. rewrite (H n Hn) in D. lia.
  - exact same.
  - destruct (floors_differ s b a N Hs more) as [n [Hn D]]. rewrite (H n Hn) in D. lia.
Qed.

Theorem paddings_that_keep_the_size : forall k s d p q N, 1 <= k -> 1 <= s -> 1 <= d ->
  ((forall n, N <= n -> (n + p + q - (d * (k - 1) + 1)) / s + 1 = - (- n / s)) <-> p + q = d * (k - 1)).
Proof.
  intros k s d p q N Hk Hs Hd. rewrite <- (Z.add_cancel_r (p + q) (d * (k - 1)) (s - 1 - d * (k - 1))).
  replace (d * (k - 1) + (s - 1 - d * (k - 1))) with (s - 1) by ring.
  rewrite <- (floors_that_agree s _ _ N ltac:(lia)).
  assert (up : forall n, - (- n / s) = (n + (s - 1)) / s).
  { intro n. pose proof (Z.div_mod (- n) s ltac:(lia)). pose proof (Z.mod_pos_bound (- n) s ltac:(lia)).
    apply (Z.div_unique_pos (n + (s - 1)) s _ (s - 1 - (- n) mod s)); [lia |]. rewrite Z.mul_opp_r. lia. }
  assert (here : forall n, (n + p + q - (d * (k - 1) + 1)) / s + 1 = (n + (p + q + (s - 1 - d * (k - 1)))) / s).
  { intro n. rewrite <- Z.div_add by lia. f_equal. ring. }
  split; intros H n Hn; specialize (H n Hn); rewrite ?up, ?here in *; exact H.
Qed.

Theorem causal_paddings : forall w q N, proper w -> stride w = 1 ->
  ((forall y, last (reads (Conv w) y) y) /\ (forall n, N <= n -> n + padding w + q - dilation w * (kernel w - 1) = n)
   <-> padding w = dilation w * (kernel w - 1) /\ q = 0).
Proof.
  intros w q N [Hk [Hs Hd]] one. cbn [reads]. rewrite one.
  assert (ends : forall y, last (map (fun m => 1 * y - padding w + dilation w * m) (upto (kernel w)))
    (y - padding w + dilation w * (kernel w - 1))).
  { intro y. split.
    - apply in_map_iff. exists (kernel w - 1). split; [ring |]. apply in_upto. lia.
    - intros x I. apply in_map_iff in I. destruct I as [m [<- I]]. apply in_upto in I. nia. }
  split.
  - intros [L S]. pose proof (S N ltac:(lia)). pose proof (L 0) as [A B]. destruct (ends 0) as [A' B'].
    specialize (B _ A'). specialize (B' _ A). split; lia.
  - intros [E ->]. split; [| lia]. intro y. pose proof (ends y) as H. rewrite E in *.
    replace (y - dilation w * (kernel w - 1) + dilation w * (kernel w - 1)) with y in H by ring. exact H.
Qed.

Theorem sizes_that_pass : forall s D n, 1 <= s -> 0 <= D ->
  ((forall l, 0 <= l < D -> s * (n / s ^ l / s) = n / s ^ l) <-> n mod s ^ D = 0).
Proof.
  intros s D n Hs HD. pattern D. apply natlike_ind; [| | exact HD].
  - split; intros; [apply Z.mod_1_r | lia].
  - clear D HD. intros D HD IH. unfold Z.succ. assert (positive : 0 < s ^ D) by (apply Z.pow_pos_nonneg; lia).
    assert (P : s ^ (D + 1) = s ^ D * s) by (rewrite Z.pow_add_r by lia; ring).
    assert (level : n mod s ^ D = 0 -> (s * (n / s ^ D / s) = n / s ^ D <-> n mod s ^ (D + 1) = 0)).
    { intro E. rewrite P, Z.rem_mul_r, E by lia.
      pose proof (Z.div_mod (n / s ^ D) s ltac:(lia)). split; intro; nia. }
    split.
    + intro H. assert (E : n mod s ^ D = 0) by (apply IH; intros l Hl; apply H; lia).
      apply level; [exact E |]. apply H. lia.
    + intro E. assert (E' : n mod s ^ D = 0).
      { rewrite P, Z.rem_mul_r in E by lia. pose proof (Z.mod_pos_bound n (s ^ D) ltac:(lia)).
        pose proof (Z.mod_pos_bound (n / s ^ D) s ltac:(lia)). nia. }
      intros l Hl. destruct (Z.eq_dec l D) as [-> | other]; [now apply level |].
      apply IH; [exact E' | lia].
Qed.

Theorem nothing_left_over : forall w q n, proper w -> dilation w = 1 -> stride w <= kernel w ->
  0 <= padding w -> 0 <= q -> 1 <= n -> kernel w <= n + padding w + q ->
  ((forall t, 0 <= t < n ->
      exists y, 0 <= y <= (n + padding w + q - kernel w) / stride w /\ In t (reads (Conv w) y))
   <-> (n + padding w + q - kernel w) mod stride w <= q).
Proof.
  intros w q n [Hk [Hs _]] one near Hp Hq Hn there. cbn [reads]. rewrite one.
  set (free := n + padding w + q - kernel w) in *. set (s := stride w) in *. set (k := kernel w) in *.
  pose proof (Z.div_mod free s ltac:(lia)) as E. pose proof (Z.mod_pos_bound free s ltac:(lia)) as B.
  assert (M0 : 0 <= free / s) by (apply Z.div_pos; lia). set (M := free / s) in *. split.
  - intro H. destruct (H (n - 1) ltac:(lia)) as [y [Hy I]]. apply in_map_iff in I. destruct I as [m [T I]].
    apply in_upto in I. assert (s * y <= s * M) by (apply Z.mul_le_mono_nonneg_l; lia). lia.
  - intros R t Ht. pose proof (Z.div_mod (t + padding w) s ltac:(lia)) as F.
    pose proof (Z.mod_pos_bound (t + padding w) s ltac:(lia)) as C.
    assert (0 <= (t + padding w) / s) by (apply Z.div_pos; lia).
    destruct (Z_le_gt_dec ((t + padding w) / s) M) as [low | high].
    + exists ((t + padding w) / s). split; [lia |]. apply in_map_iff. exists ((t + padding w) mod s).
      split; [lia |]. apply in_upto. lia.
    + exists M. split; [lia |]. apply in_map_iff. exists (t + padding w - s * M). split; [ring |]. apply in_upto.
      assert (s * (M + 1) <= s * ((t + padding w) / s)) by (apply Z.mul_le_mono_nonneg_l; lia). lia.
Qed.

Theorem nothing_left_over_apart : forall w q n, proper w -> dilation w = 1 -> kernel w < stride w ->
  0 <= padding w -> 0 <= q -> 1 <= n -> kernel w <= n + padding w + q ->
  ((forall t, 0 <= t < n ->
      exists y, 0 <= y <= (n + padding w + q - kernel w) / stride w /\ In t (reads (Conv w) y))
   <-> kernel w - q <= n + padding w mod stride w <= kernel w).
Proof.
  intros w q n [Hk [Hs _]] one apart Hp Hq Hn there. cbn [reads]. rewrite one.
  set (free := n + padding w + q - kernel w) in *. set (s := stride w) in *. set (k := kernel w) in *.
  set (p := padding w) in *.
  pose proof (Z.div_mod free s ltac:(lia)) as E. pose proof (Z.mod_pos_bound free s ltac:(lia)) as B.
  pose proof (Z.div_mod p s ltac:(lia)) as F. pose proof (Z.mod_pos_bound p s ltac:(lia)) as C.
  assert (P0 : 0 <= p / s) by (apply Z.div_pos; lia).
  set (M := free / s) in *. set (y0 := p / s) in *. set (m0 := p mod s) in *. split.
  - intro H.
    assert (read : forall t, 0 <= t < n -> exists y m, 0 <= y <= M /\ 0 <= m < k /\ t + p = s * y + m).
    { intros t Ht. destruct (H t Ht) as [y [Hy I]]. apply in_map_iff in I. destruct I as [m [T I]].
      apply in_upto in I. exists y, m. lia. }
    destruct (read 0 ltac:(lia)) as [a [i [Ha [Hi Ei]]]].
    assert (a = y0) by nia. subst a.
    destruct (read (n - 1) ltac:(lia)) as [b [j [Hb [Hj Ej]]]].
    assert (s * y0 <= s * M) by (apply Z.mul_le_mono_nonneg_l; lia).
    assert (same : b = y0).
    { destruct (Z.lt_trichotomy b y0) as [less | [same | more]]; [nia | exact same |].
      assert (s * (y0 + 1) <= s * b) by (apply Z.mul_le_mono_nonneg_l; lia).
      destruct (read (s * y0 + k - p) ltac:(lia)) as [c [h [Hc [Hh Eh]]]].
      destruct (Z_le_gt_dec c y0).
      - assert (s * c <= s * y0) by (apply Z.mul_le_mono_nonneg_l; lia). lia.
      - assert (s * (y0 + 1) <= s * c) by (apply Z.mul_le_mono_nonneg_l; lia). lia. }
    subst b. lia.
  - intros [low high] t Ht. exists y0.
    assert (y0 <= M).
    { destruct (Z_le_gt_dec y0 M) as [fits | late]; [exact fits |].
      assert (s * (M + 1) <= s * y0) by (apply Z.mul_le_mono_nonneg_l; lia). lia. }
    split; [lia |]. apply in_map_iff. exists (t + m0). split; [lia |]. apply in_upto. lia.
Qed.
