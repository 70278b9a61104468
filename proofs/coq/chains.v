(* Chains of any depth: no-holes, path-mean-is-center, uniform-weight-variance, residual-stage. By induction over the
   layers from the input up, each of which moves every offset by each of its taps. *)

Require Import Networks NetworksLemmas.

(* ---- no holes *)

Lemma full_offsets : forall windows J O R, Forall proper windows -> 1 <= J -> 1 <= R -> dense R J windows ->
  (forall o, In o O <-> 0 <= o <= R - 1) -> forall o, In o (offsets J O windows) <-> 0 <= o <= size R J windows - 1.
Proof.
  induction windows as [| w above IH]; intros J O R W HJ HR Hd F; [exact F |].
  inversion W as [| a b [Hk [Hs Hdil]] W']; subst. destruct Hd as [near Hd]. cbn [offsets size].
  assert (1 <= dilation w * J) by nia.
  assert (0 <= (kernel w - 1) * (dilation w * J)) by (apply Z.mul_nonneg_nonneg; lia).
  apply IH; [exact W' | nia | lia | exact Hd |]. intro o. rewrite in_moved. split.
  - intros [m [x [M [I ->]]]]. apply F in I.
    assert (0 <= J * dilation w * m <= (kernel w - 1) * (dilation w * J)).
    { replace (J * dilation w * m) with (m * (dilation w * J)) by ring.
      split; [apply Z.mul_nonneg_nonneg; nia | apply Z.mul_le_mono_nonneg_r; nia]. }
    lia.
  - intro B. destruct (one_tap (kernel w) (dilation w * J) R o Hk ltac:(lia) HR near B) as [m [x [M [X ->]]]].
    exists m, x. repeat split; try lia. now apply F.
Qed.

Theorem no_holes : forall windows, Forall proper windows -> dense 1 1 windows ->
  forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1.
Proof.
  intros windows W D y. destruct (chain_moves windows) as [P E].
  exists (jumps windows * y - P). intro x. rewrite E, in_map_iff.
  assert (F : forall o, In o (offsets 1 [0] windows) <-> 0 <= o <= size 1 1 windows - 1).
  { apply full_offsets; [exact W | lia | lia | exact D |]. intro o. cbn [In]. lia. }
  split.
  - intros [o [<- I]]. apply F in I. lia.
  - intro B. exists (x - (jumps windows * y - P)). split; [ring |]. apply F. lia.
Qed.

(* ---- moments *)

Lemma offsets_moments : forall windows J O R X, Forall proper windows -> 1 <= J ->
  1 <= count O -> 2 * total O = count O * (R - 1) ->
  12 * (count O * squares O - total O * total O) = count O * count O * X ->
  let all := offsets J O windows in 1 <= count all /\ 2 * total all = count all * (size R J windows - 1) /\
  12 * (count all * squares all - total all * total all) = count all * count all * (X + spread J windows).
Proof.
  induction windows as [| w above IH]; intros J O R X W HJ N M V; cbn [offsets size spread].
  - repeat split; [exact N | exact M | rewrite V; ring].
  - inversion W as [| a b [Hk [Hs Hd]] W']; subst. destruct (upto_moments (kernel w) ltac:(lia)) as [A [B C]].
    rewrite Z.add_assoc. apply IH; [exact W' | nia | | |].
    + rewrite count_moved, A. nia.
    + rewrite count_moved, total_moved, A.
      replace (2 * (J * dilation w * total (upto (kernel w)) * count O + kernel w * total O))
        with (J * dilation w * (2 * total (upto (kernel w))) * count O + kernel w * (2 * total O)) by ring.
      rewrite B, M. ring.
    + rewrite count_moved, total_moved, squares_moved, A.
      set (k := kernel w) in *. set (D := J * dilation w). set (T := total (upto k)) in *. set (Q := squares (upto k)) in *.
      set (N0 := count O) in *. set (T0 := total O) in *. set (U0 := squares O) in *.
      transitivity (k * k * (12 * (N0 * U0 - T0 * T0)) + D * D * N0 * N0 * (2 * k * (6 * Q) - 3 * (2 * T) * (2 * T))); [ring |].
      rewrite V, B, C. unfold D. ring.
Qed.

Lemma mean_is_center : forall windows, Forall proper windows -> forall y u v,
  first (seen (chain windows) y) u -> last (seen (chain windows) y) v ->
  2 * total (seen (chain windows) y) = count (seen (chain windows) y) * (u + v).
Proof.
  intros windows W y u v U V. destruct (chain_moves windows) as [P E]. rewrite E in *.
  destruct (ends _ _ _ _ _ (spans_chain windows W) U V) as [-> ->].
  destruct (offsets_moments windows 1 [0] 1 0 W ltac:(lia) ltac:(cbv; discriminate) eq_refl eq_refl) as [_ [M _]].
  rewrite total_shifted, count_map. nia.
Qed.

Lemma variance : forall windows, Forall proper windows -> forall y u v,
  first (seen (chain windows) y) u -> last (seen (chain windows) y) v ->
  3 * squares (map (fun x => 2 * x - (u + v)) (seen (chain windows) y)) = count (seen (chain windows) y) * spread 1 windows.
Proof.
  intros windows W y u v U V. destruct (chain_moves windows) as [P E]. rewrite E in *.
  destruct (ends _ _ _ _ _ (spans_chain windows W) U V) as [-> ->].
  destruct (offsets_moments windows 1 [0] 1 0 W ltac:(lia) ltac:(cbv; discriminate) eq_refl eq_refl) as [N [M X]].
  rewrite count_map, map_map. set (O := offsets 1 [0] windows) in *. set (R := size 1 1 windows) in *.
  assert (S : squares (map (fun o => 2 * (jumps windows * y - P + o) -
      (jumps windows * y - P + (jumps windows * y - P + R - 1))) O)
    = 4 * squares O - 4 * (R - 1) * total O + (R - 1) * (R - 1) * count O).
  { clear. induction O as [| o rest IH]; [nothing |].
    cbn [map]. rewrite !squares_cons, total_cons, count_cons, IH. ring. }
  rewrite S. clear S. apply (Z.mul_reg_l _ _ (count O)); [lia |].
  transitivity (12 * (count O * squares O) - 12 * total O * (count O * (R - 1)) + 3 * (count O * (R - 1)) * (count O * (R - 1))); [ring |].
  rewrite <- M. transitivity (12 * (count O * squares O - total O * total O)); [ring |]. rewrite X. ring.
Qed.

(* N, T and U of the recurrences are the number of paths, the sum of their offsets and the sum of the squares *)

Lemma least_of_spanned O R c : spans O R -> least (map (fun o => c + o) O) = c.
Proof.
  intros [A [_ C]]. pose proof (in_map (fun o => c + o) _ _ A) as I.
  destruct (least_is_first (map (fun o => c + o) O)) as [J L]; [intro N; now rewrite N in I |].
  specialize (L _ I). apply in_map_iff in J. destruct J as [o [E J]]. specialize (C o J). lia.
Qed.

Lemma from_first_of_spanned O R c : spans O R -> from_first (map (fun o => c + o) O) = O.
Proof.
  intro S. unfold from_first. rewrite (least_of_spanned O R c S), map_map. rewrite <- (map_id O) at 2. apply map_ext.
  intro. ring.
Qed.

Lemma moments : forall windows w, Forall proper (windows ++ [w]) -> forall y z,
  let k := kernel w in let dJ := dilation w * jumps windows in
  let before := from_first (seen (chain windows) z) in let after := from_first (seen (chain (windows ++ [w])) y) in
  count after = count before * k /\
  2 * total after = 2 * k * total before + count before * dJ * (k * (k - 1)) /\
  6 * squares after =
    6 * k * squares before + 6 * total before * dJ * (k * (k - 1)) + count before * dJ ^ 2 * (k * (k - 1) * (2 * k - 1)).
Proof.
  intros windows w W y z. apply Forall_app in W. destruct W as [W Ww]. inversion Ww as [| a b [Hk [Hs Hd]] _]; subst.
  destruct (chain_moves windows) as [P E]. pose proof (spans_chain windows W) as S.
  assert (J : 1 <= jumps windows).
  { clear - W. induction W as [| x l [_ [H _]] _ IH]; cbn [jumps fold_right] in *; [lia |]. fold (jumps l) in *. nia. }
  unfold chain. rewrite fold_left_app. cbn [fold_left]. fold (chain windows).
  rewrite (one_layer w _ _ _ _ E). rewrite E. cbv zeta.
  rewrite (from_first_of_spanned _ _ _ S), (from_first_of_spanned _ _ _ (spans_moved (jumps windows * dilation w) _ _ _ Hk ltac:(nia) S)).
  destruct (upto_moments (kernel w) ltac:(lia)) as [A [B C]].
  rewrite count_moved, total_moved, squares_moved, A. set (O := offsets 1 [0] windows).
  repeat split; [ring | |].
  - transitivity (jumps windows * dilation w * (2 * total (upto (kernel w))) * count O + 2 * kernel w * total O); [ring |].
    rewrite B. ring.
  - transitivity (jumps windows * dilation w * (jumps windows * dilation w) * (6 * squares (upto (kernel w))) * count O
      + 6 * (jumps windows * dilation w) * (2 * total (upto (kernel w))) * total O + 6 * kernel w * squares O); [ring |].
    rewrite B, C. ring.
Qed.

Theorem path_mean_is_center :
  (forall windows, Forall proper windows -> forall y u v,
    first (seen (chain windows) y) u -> last (seen (chain windows) y) v ->
    2 * total (seen (chain windows) y) = count (seen (chain windows) y) * (u + v)) /\
  (forall y, from_first (seen (chain []) y) = [0]) /\
  (forall windows w, Forall proper (windows ++ [w]) -> forall y z,
    let before := from_first (seen (chain windows) z) in
    let after := from_first (seen (chain (windows ++ [w])) y) in
    count after = count before * kernel w /\
    2 * total after = 2 * kernel w * total before
      + count before * (dilation w * jumps windows) * (kernel w * (kernel w - 1))).
Proof.
  split; [exact mean_is_center |]. split; [intro y; unfold from_first; simpl; f_equal; lia |].
  intros windows w W y z. destruct (moments windows w W y z) as [A [B _]]. now split.
Qed.

Theorem uniform_weight_variance :
  (forall windows, Forall proper windows -> forall y u v,
    first (seen (chain windows) y) u -> last (seen (chain windows) y) v ->
    3 * squares (map (fun x => 2 * x - (u + v)) (seen (chain windows) y))
      = count (seen (chain windows) y) * spread 1 windows) /\
  (forall windows w, Forall proper (windows ++ [w]) -> forall y z,
    let k := kernel w in let dJ := dilation w * jumps windows in
    let before := from_first (seen (chain windows) z) in
    let after := from_first (seen (chain (windows ++ [w])) y) in
    count after = count before * k /\
    2 * total after = 2 * k * total before + count before * dJ * (k * (k - 1)) /\
    6 * squares after = 6 * k * squares before + 6 * total before * dJ * (k * (k - 1))
      + count before * dJ ^ 2 * (k * (k - 1) * (2 * k - 1))).
Proof. split; [exact variance | exact moments]. Qed.

(* ---- residual stages *)

Lemma size_app : forall a b R J, size R J (a ++ b) = size (size R J a) (J * jumps a) b.
Proof.
  induction a as [| w rest IH]; intros b R J; cbn [app size jumps fold_right]; [f_equal; ring |].
  fold (jumps rest). rewrite IH. f_equal. ring.
Qed.

Lemma size_of_block : forall block R J, Forall (fun w => stride w = 1) block ->
  size R J block = R + widening block * J /\ jumps block = 1.
Proof.
  induction block as [| w rest IH]; intros R J H; cbn [size]; [split; [unfold widening; nothing | reflexivity] |].
  inversion H as [| a b one H']; subst. rewrite one, Z.mul_1_r. destruct (IH (R + (kernel w - 1) * (dilation w * J)) J H') as [E F].
  split; [rewrite E; unfold widening; cbn [map]; rewrite total_cons; ring |].
  unfold jumps in *. cbn [fold_right]. rewrite one, F. reflexivity.
Qed.

Lemma size_of_stage : forall blocks R J Delta,
  Forall (fun block => Forall (fun w => stride w = 1) block /\ widening block = Delta) blocks ->
  size R J (concat blocks) = R + count blocks * Delta * J.
Proof.
  induction blocks as [| block rest IH]; intros R J Delta H; cbn [concat size]; [nothing |].
  inversion H as [| a b [one wide] H']; subst. rewrite size_app. destruct (size_of_block block R J one) as [E F].
  rewrite E, F, Z.mul_1_r, (IH _ _ _ H'). unfold count. cbn [length]. rewrite Nat2Z.inj_succ. unfold Z.succ. ring.
Qed.

Theorem residual_stage : forall windows blocks Delta, Forall proper (windows ++ concat blocks) ->
  Forall (fun block => Forall (fun w => stride w = 1) block /\ widening block = Delta) blocks ->
  forall y z u v a b, first (seen (chain windows) y) u -> last (seen (chain windows) y) v ->
  first (seen (chain (windows ++ concat blocks)) z) a -> last (seen (chain (windows ++ concat blocks)) z) b ->
  b - a + 1 = (v - u + 1) + count blocks * Delta * jumps windows.
Proof.
  intros windows blocks Delta W H y z u v a b U V A B. pose proof W as W'. apply Forall_app in W'. destruct W' as [W1 _].
  destruct (chain_moves windows) as [P E]. destruct (chain_moves (windows ++ concat blocks)) as [P' E']. rewrite E in U, V.
  rewrite E' in A, B. destruct (ends _ _ _ _ _ (spans_chain _ W1) U V) as [-> ->].
  destruct (ends _ _ _ _ _ (spans_chain _ W) A B) as [-> ->].
  rewrite size_app, (size_of_stage _ _ _ _ H). ring.
Qed.
