(* Layers without strides: when there are no holes, how large a field without holes can be, a condition that is
   sufficient only. *)

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

(* ---- the gaps that layers leave together, from the output down *)

Definition near (T : list Z) (R M : Z) : Prop := forall t, In t T -> t < R - 1 -> exists u, In u T /\ t < u <= t + M.

Lemma near_moved T R M d k : 3 <= k -> 1 <= d -> spans T R -> near T R M ->
  near (moved d (upto k) T) (R + (k - 1) * d) (Z.max (M - 2 * d) d).
Proof.
  intros Hk Hd [_ [_ within]] N x I less. apply in_moved in I. destruct I as [m [t [Hm [I ->]]]].
  destruct (Z_lt_le_dec m (k - 1)) as [low | high].
  - exists (d * (m + 1) + t). split; [apply in_moved; exists (m + 1), t; repeat split; try lia; exact I | lia].
  - assert (m = k - 1) as -> by lia. destruct (N t I) as [u [U B]]; [lia |].
    assert (step : forall j, 0 <= j <= 2 -> In (d * (k - 1 - j) + u) (moved d (upto k) T)).
    { intros j Hj. apply in_moved. exists (k - 1 - j), u. repeat split; try lia. exact U. }
    destruct (Z_le_gt_dec (u - t) d); [| destruct (Z_le_gt_dec (u - t) (2 * d))].
    + exists (d * (k - 1 - 0) + u). split; [apply step; lia | lia].
    + exists (d * (k - 1 - 1) + u). split; [apply step; lia | lia].
    + exists (d * (k - 1 - 2) + u). split; [apply step; lia | lia].
Qed.

Lemma near_below T R M x : spans T R -> near T R M -> 0 <= x <= R - 1 -> exists t, In t T /\ t <= x < t + Z.max M 1.
Proof.
  intros [first [_ within]] N [Hx up]. revert up. pattern x. apply natlike_ind; [| | exact Hx].
  - intros _. exists 0. split; [exact first | lia].
  - clear x Hx. intros x Hx IH up. destruct IH as [t [I B]]; [lia |]. destruct (N t I) as [u [U C]]; [lia |].
    destruct (Z_lt_le_dec (x + 1) u) as [before | after].
    + exists t. split; [exact I | lia].
    + exists u. split; [exact U | lia].
Qed.

(* the order of layers without stride does not matter to what is read *)
Lemma apart : forall windows O x, Forall (fun w => stride w = 1) windows ->
  (In x (offsets 1 O windows) <-> exists o t, In o O /\ In t (offsets 1 [0] windows) /\ x = o + t).
Proof.
  induction windows as [| w above IH]; intros O x W; cbn [offsets].
  - split; [intro I; exists x, 0; repeat split; [exact I | now left | ring] |].
    intros [o [t [I [[<- | []] ->]]]]. now rewrite Z.add_0_r.
  - inversion W as [| a b one W']; subst. rewrite one, !Z.mul_1_l, (IH _ _ W').
    setoid_rewrite (IH (moved (dilation w) (upto (kernel w)) [0]) _ W'). setoid_rewrite in_moved. split.
    + intros [o [t [[m [x0 [M [I ->]]]] [T ->]]]]. exists x0, (dilation w * m + t). repeat split; [exact I | | ring].
      exists (dilation w * m), t. repeat split; [| exact T]. exists m, 0. repeat split; [lia | lia | now left | ring].
    + intros [o [t [I [[o' [t' [[m [z [M [[<- | []] ->]]]] [T ->]]]] ->]]]]. exists (dilation w * m + o), t'.
      repeat split; [| exact T | ring]. exists m, o. repeat split; [lia | lia | exact I].
Qed.

Definition combined (top : window) (windows : list window) : Z :=
  fold_right (fun w M => Z.max (M - 2 * dilation w) (Z.max (2 * dilation w - M) (dilation w))) (dilation top) windows.

Lemma size_is_a_sum : forall windows R, Forall (fun w => stride w = 1) windows ->
  size R 1 windows = R + widening windows.
Proof.
  induction windows as [| w above IH]; intros R W; cbn [size]; [unfold widening; cbn; ring |].
  inversion W as [| a b one W']; subst. rewrite one, Z.mul_1_l, (IH _ W'). unfold widening. cbn [map]. rewrite total_cons. ring.
Qed.

Lemma one_at_a_time w above x : stride w = 1 -> Forall (fun w => stride w = 1) above ->
  (In x (offsets 1 [0] (w :: above)) <-> In x (moved (dilation w) (upto (kernel w)) (offsets 1 [0] above))).
Proof.
  intros one W. cbn [offsets]. rewrite one, !Z.mul_1_l, (apart _ _ _ W). setoid_rewrite in_moved. split.
  - intros [o [t [[m [z [M [[<- | []] ->]]]] [T ->]]]]. exists m, t. repeat split; [lia | lia | exact T | ring].
  - intros [m [t [M [T ->]]]]. exists (dilation w * m), t. repeat split; [| exact T].
    exists m, 0. repeat split; [lia | lia | now left | ring].
Qed.

Definition wide (w : window) : Prop := 3 <= kernel w /\ stride w = 1 /\ 1 <= dilation w.
Lemma wide_proper windows : Forall wide windows -> Forall proper windows.
Proof. apply Forall_impl. intros w [A [B C]]. unfold proper. lia. Qed.
Lemma wide_one windows : Forall wide windows -> Forall (fun w => stride w = 1) windows.
Proof. apply Forall_impl. now intros w [A [B C]]. Qed.

Lemma near_chain : forall windows top, Forall wide (windows ++ [top]) ->
  near (offsets 1 [0] (windows ++ [top])) (size 1 1 (windows ++ [top])) (combined top windows).
Proof.
  induction windows as [| w above IH]; intros top W; cbn [app combined fold_right] in *.
  - inversion W as [| a b [Hk [one Hd]] _]; subst. intros t I less. cbn [offsets] in *. rewrite !Z.mul_1_l in *.
    cbn [size] in less. apply in_moved in I. destruct I as [m [z [M [[<- | []] ->]]]].
    exists (dilation top * (m + 1) + 0). split; [| lia]. apply in_moved. exists (m + 1), 0.
    repeat split; [lia | nia | now left].
  - inversion W as [| a b [Hk [one Hd]] W']; subst. fold (combined top above). specialize (IH top W').
    pose proof (spans_chain _ (wide_proper _ W')) as S. pose proof (wide_one _ W') as ones.
    pose proof (near_moved _ _ _ (dilation w) (kernel w) Hk Hd S IH) as N. rewrite (size_is_a_sum _ _ ones) in N.
    intros t I less. apply (one_at_a_time w _ t one ones) in I. destruct (N t I) as [u [U B]].
    + rewrite (size_is_a_sum (w :: _)) in less by now constructor. unfold widening in *. cbn [map] in less.
      rewrite total_cons in less. lia.
    + exists u. split; [now apply (one_at_a_time w _ u one ones) | lia].
Qed.

Lemma hybrid_is_full bottom windows top : Forall wide (bottom :: windows ++ [top]) -> dilation bottom = 1 ->
  combined top windows <= kernel bottom ->
  forall o, In o (offsets 1 [0] (bottom :: windows ++ [top])) <-> 0 <= o <= size 1 1 (bottom :: windows ++ [top]) - 1.
Proof.
  intros W unit short o. pose proof (spans_chain _ (wide_proper _ W)) as [_ [_ within]].
  split; [apply within |]. intro B. inversion W as [| a b [Hk [one Hd]] W']; subst.
  pose proof (spans_chain _ (wide_proper _ W')) as S. pose proof (wide_one _ W') as ones.
  rewrite (size_is_a_sum (bottom :: _)) in B by now constructor.
  pose proof (size_is_a_sum (windows ++ [top]) 1 ones) as E. unfold widening in *. cbn [map] in B.
  rewrite total_cons, unit in B. apply (one_at_a_time bottom _ o one ones), in_moved. rewrite unit.
  destruct (Z_lt_le_dec (size 1 1 (windows ++ [top]) - 1) o) as [after | inside].
  - destruct S as [_ [top' _]]. exists (o - (size 1 1 (windows ++ [top]) - 1)), (size 1 1 (windows ++ [top]) - 1).
    repeat split; [lia | lia | exact top' | ring].
  - destruct (near_below _ _ _ o S (near_chain windows top W') ltac:(lia)) as [t [I T]].
    exists (o - t), t. repeat split; [lia | lia | exact I | ring].
Qed.

Theorem hybrid_dilation :
  (forall bottom middle top,
    Forall (fun w => 3 <= kernel w /\ stride w = 1 /\ 1 <= dilation w) (bottom :: middle ++ [top]) ->
    dilation bottom = 1 ->
    fold_right (fun w M => Z.max (M - 2 * dilation w) (Z.max (2 * dilation w - M) (dilation w))) (dilation top) middle
      <= kernel bottom ->
    let windows := bottom :: middle ++ [top] in
    forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1) /\
  (let windows := [Window 5 1 1 0; Window 5 1 1 0; Window 5 1 8 0] in
    5 < Z.max (8 - 2 * 1) (Z.max (2 * 1 - 8) 1) /\
    forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1).
Proof.
  split.
  - intros bottom middle top W unit short windows. apply (seen_full windows (wide_proper _ W)).
    exact (hybrid_is_full bottom middle top W unit short).
  - cbv zeta. split; [reflexivity |]. apply sorted_dilations; [| |].
    + repeat constructor; cbn; lia.
    + repeat constructor; cbn; lia.
    + cbn. lia.
Qed.
