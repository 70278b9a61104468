(* Sorted dilations without strides: when there are no holes, and how large a field without holes can be. *)

Require Import Networks NetworksLemmas.

Definition flat (w : window) : Prop := proper w /\ stride w = 1.
Definition full (O : list Z) (R : Z) : Prop := forall o, In o O <-> 0 <= o <= R - 1.

Lemma size_grows : forall windows R, Forall flat windows -> R <= size R 1 windows.
Proof.
  induction windows as [| w above IH]; intros R W; cbn [size]; [lia |].
  inversion W as [| a b [[Hk [Hs Hd]] one] W']; subst. rewrite one, Z.mul_1_l.
  specialize (IH (R + (kernel w - 1) * (dilation w * 1)) W'). nia.
Qed.

Lemma never_reached : forall windows O x, Forall flat windows -> Forall (fun w => x < dilation w) windows ->
  (forall o, In o O -> 0 <= o) -> ~ In x O -> ~ In x (offsets 1 O windows).
Proof.
  induction windows as [| w above IH]; intros O x W far positive out; [exact out |]. cbn [offsets].
  inversion W as [| a b [[Hk [Hs Hd]] one] W']; subst. inversion far as [| a b wide far']; subst.
  rewrite one, !Z.mul_1_l. apply IH; [exact W' | exact far' | |].
  - intros o I. apply in_moved in I. destruct I as [m [o' [M [I ->]]]]. specialize (positive _ I). nia.
  - intro I. apply in_moved in I. destruct I as [m [o [M [I E]]]]. specialize (positive _ I).
    destruct (Z.eq_dec m 0) as [-> | some]; [| nia]. apply out. rewrite E. now replace (dilation w * 0 + o) with o by ring.
Qed.

Lemma full_iff_dense : forall windows O R, Forall flat windows -> 1 <= R ->
  ForallOrdPairs (fun v w => dilation v <= dilation w) windows -> full O R ->
  (dense R 1 windows <-> full (offsets 1 O windows) (size R 1 windows)).
Proof.
  induction windows as [| w above IH]; intros O R W HR rising F; cbn [dense offsets size]; [now split |].
  pose proof W as whole. inversion W as [| a b [[Hk [Hs Hd]] one] W']; subst.
  inversion rising as [| a b later rising']; subst. rewrite one, !Z.mul_1_l, Z.mul_1_r.
  assert (wide : 0 <= (kernel w - 1) * dilation w) by nia.
  destruct (Z.eq_dec (kernel w) 1) as [single | several];
    [| destruct (Z_lt_le_dec R (dilation w)) as [far | near]].
  - rewrite <- (IH (moved (dilation w) (upto (kernel w)) O)); [| exact W' | lia | exact rising' |].
    + split; [now intros [_ D] | intro D; split; [lia | exact D]].
    + intro o. rewrite in_moved, single. split.
      * intros [m [x [M [I ->]]]]. apply F in I. replace m with 0 by lia. lia.
      * intro B. exists 0, o. repeat split; try lia. apply F. lia.
  - split; [intros [D _]; specialize (D ltac:(lia)); lia |]. intro all. exfalso.
    assert (out : ~ In R (offsets 1 O (w :: above))).
    { apply never_reached; [exact whole | | intros o I; apply F in I; lia | intro I; apply F in I; lia].
      constructor; [exact far |]. apply Forall_forall. intros v I. rewrite Forall_forall in later.
      specialize (later v I). cbn in later. lia. }
    apply out. cbn [offsets]. rewrite one, !Z.mul_1_l. apply all. split; [lia |].
    pose proof (size_grows above (R + (kernel w - 1) * dilation w) W'). nia.
  - rewrite <- (IH (moved (dilation w) (upto (kernel w)) O)); [| exact W' | lia | exact rising' |].
    + split; [now intros [_ D] | intro D; split; [lia | exact D]].
    + intro o. rewrite in_moved. split.
      * intros [m [x [M [I ->]]]]. apply F in I. nia.
      * intro B. destruct (one_tap (kernel w) (dilation w) R o Hk ltac:(lia) HR ltac:(lia) B) as [m [x [M [X ->]]]].
        exists m, x. repeat split; try lia. now apply F.
Qed.

Lemma flat_is_proper windows : Forall flat windows -> Forall proper windows.
Proof. apply Forall_impl. now intros w []. Qed.

Lemma seen_full windows : Forall proper windows ->
  (full (offsets 1 [0] windows) (size 1 1 windows) <->
   forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1).
Proof.
  intro W. destruct (chain_moves windows) as [P E]. split.
  - intros F y. exists (jumps windows * y - P). intro x. rewrite E, in_map_iff. split.
    + intros [o [<- I]]. apply F in I. lia.
    + intro B. exists (x - (jumps windows * y - P)). split; [ring |]. apply F. lia.
  - intro H. destruct (H 0) as [u U]. pose proof (spans_chain windows W) as [first [_ within]].
    assert (I : forall o, In o (offsets 1 [0] windows) <-> In (jumps windows * 0 - P + o) (seen (chain windows) 0)).
    { intro o. rewrite E. split; intro I; [now apply (in_map (fun o => jumps windows * 0 - P + o)) |].
      apply in_map_iff in I. destruct I as [o' [eq I]]. now replace o with o' by lia. }
    set (c := jumps windows * 0 - P) in *.
    assert (positive : 1 <= size 1 1 windows) by (specialize (within _ first); lia).
    assert (u = c) as ->.
    { apply I in first. apply U in first. assert (S : In (c + (u - c)) (seen (chain windows) 0)).
      { apply U. lia. }
      apply I, within in S. lia. }
    intro o. rewrite I, U. lia.
Qed.

Theorem sorted_dilations : forall windows, Forall (fun w => proper w /\ stride w = 1) windows ->
  ForallOrdPairs (fun v w => dilation v <= dilation w) windows ->
  (dense 1 1 windows <->
   forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1).
Proof.
  intros windows W rising. rewrite <- (seen_full windows (flat_is_proper _ W)).
  apply full_iff_dense; [exact W | lia | exact rising |]. intro o. cbn [In]. lia.
Qed.

(* ---- how large a field without holes can be *)

Lemma upto_nodup k : NoDup (upto k).
Proof.
  apply (NoDup_map_inv Z.to_nat). unfold upto. rewrite map_map, (map_ext _ _ Nat2Z.id), map_id. apply seq_NoDup.
Qed.

Lemma full_is_no_longer O R : 0 <= R -> full O R -> R <= count O.
Proof.
  intros HR F. destruct (upto_moments R HR) as [C _]. rewrite <- C. unfold count. apply Nat2Z.inj_le.
  apply NoDup_incl_length; [apply upto_nodup |]. intros x I. apply in_upto in I. apply F. lia.
Qed.

Lemma count_offsets : forall windows J O, Forall proper windows ->
  count (offsets J O windows) = count O * fold_right Z.mul 1 (map kernel windows).
Proof.
  induction windows as [| w above IH]; intros J O W; cbn [offsets map fold_right]; [ring |].
  inversion W as [| a b [Hk _] W']; subst. rewrite (IH _ _ W'), count_moved.
  destruct (upto_moments (kernel w) ltac:(lia)) as [-> _]. ring.
Qed.

Lemma size_is_positive windows : Forall proper windows -> 1 <= size 1 1 windows.
Proof. intro W. destruct (spans_chain windows W) as [I [_ B]]. specialize (B _ I). lia. Qed.

Lemma powers_of_k : forall L i k, 1 <= k ->
  let windows := map (fun i => Window k 1 (k ^ Z.of_nat i) 0) (seq i L) in
  Forall proper windows /\ dense (k ^ Z.of_nat i) 1 windows /\
  size (k ^ Z.of_nat i) 1 windows = k ^ Z.of_nat (i + L).
Proof.
  induction L as [| L IH]; intros i k Hk; cbn [seq map].
  - repeat split; [constructor |]. cbn [size]. now rewrite Nat.add_0_r.
  - destruct (IH (S i) k Hk) as [W [D E]]. assert (1 <= k ^ Z.of_nat i) by (pose proof (Z.pow_pos_nonneg k (Z.of_nat i)); lia).
    assert (step : k ^ Z.of_nat i + (k - 1) * (k ^ Z.of_nat i * 1) = k ^ Z.of_nat (S i)).
    { rewrite Nat2Z.inj_succ, Z.pow_succ_r by lia. ring. }
    cbn [dense size kernel dilation stride]. rewrite step, Z.mul_1_r. repeat split.
    + constructor; [| exact W]. unfold proper. cbn. lia.
    + lia.
    + exact D.
    + etransitivity; [exact E |]. f_equal. lia.
Qed.

Theorem largest_without_holes :
  (forall windows, Forall proper windows ->
    (forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1) ->
    size 1 1 windows <= fold_right Z.mul 1 (map kernel windows)) /\
  (forall L k, 1 <= k ->
    let windows := map (fun i => Window k 1 (k ^ Z.of_nat i) 0) (seq 0 L) in
    dense 1 1 windows /\ size 1 1 windows = k ^ Z.of_nat L).
Proof.
  split.
  - intros windows W H. apply (seen_full windows W) in H. pose proof (size_is_positive windows W).
    apply full_is_no_longer in H; [| lia]. rewrite count_offsets in H by exact W.
    change (count [0]) with 1 in H. lia.
  - intros L k Hk. destruct (powers_of_k L 0 k Hk) as [_ [D E]]. cbv zeta in *.
    change (k ^ Z.of_nat 0) with 1 in D, E. split; [exact D | exact E].
Qed.
