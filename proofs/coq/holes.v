(* Layers without strides: when there are no holes, how large a field without holes can be, a condition that is
   sufficient only. *)

Require Import Networks NetworksLemmas.
From Coq Require Import Permutation.

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

(* ---- exactly: every layer as taps on the input, by their distance *)

Fixpoint unrolled (J : Z) (windows : list window) : list window :=
  match windows with
  | [] => []
  | w :: above => Window (kernel w) 1 (dilation w * J) 0 :: unrolled (J * stride w) above
  end.

Lemma unrolled_offsets : forall windows J O, offsets 1 O (unrolled J windows) = offsets J O windows.
Proof.
  induction windows as [| w above IH]; intros J O; cbn [unrolled offsets kernel stride dilation]; [reflexivity |].
  rewrite !Z.mul_1_l, (Z.mul_comm (dilation w)). apply IH.
Qed.

Lemma unrolled_size : forall windows J R, size R 1 (unrolled J windows) = size R J windows.
Proof.
  induction windows as [| w above IH]; intros J R; cbn [unrolled size kernel stride dilation]; [reflexivity |].
  rewrite !Z.mul_1_r. apply IH.
Qed.

Lemma unrolled_flat : forall windows J, Forall proper windows -> 1 <= J -> Forall flat (unrolled J windows).
Proof.
  induction windows as [| w above IH]; intros J W HJ; cbn [unrolled]; constructor.
  - inversion W as [| a b [Hk [Hs Hd]] W']; subst. repeat split; cbn; nia.
  - inversion W as [| a b [Hk [Hs Hd]] W']; subst. apply IH; [exact W' | nia].
Qed.

Lemma flat_one windows : Forall flat windows -> Forall (fun w => stride w = 1) windows.
Proof. apply Forall_impl. now intros w []. Qed.

Lemma same_offsets windows others : Permutation windows others -> Forall flat windows ->
  forall x, In x (offsets 1 [0] windows) <-> In x (offsets 1 [0] others).
Proof.
  induction 1 as [| w one other P IH | v w rest | one two three P IH P' IH']; intros W x.
  - reflexivity.
  - inversion W as [| a b [_ unit] W']; subst. pose proof (Permutation_Forall P W') as W''.
    rewrite !one_at_a_time by (try apply flat_one; assumption). rewrite !in_moved. split.
    + intros [m [o [M [I E]]]]. exists m, o. repeat split; try lia. now apply (IH W').
    + intros [m [o [M [I E]]]]. exists m, o. repeat split; try lia. now apply (IH W').
  - inversion W as [| a b [_ unit] W']; subst. inversion W' as [| a b [_ unit'] W'']; subst.
    pose proof (flat_one _ W'') as ones.
    rewrite !one_at_a_time by (try constructor; assumption). rewrite !in_moved.
    split; intros [m [o [M [I E]]]]; apply one_at_a_time, in_moved in I; try assumption;
      destruct I as [m' [o' [M' [I' E']]]].
    + exists m', (dilation w * m + o'). repeat split; [lia | lia | | lia]. apply one_at_a_time; [assumption | assumption |].
      apply in_moved. exists m, o'. repeat split; [lia | lia | assumption].
    + exists m', (dilation v * m + o'). repeat split; [lia | lia | | lia]. apply one_at_a_time; [assumption | assumption |].
      apply in_moved. exists m, o'. repeat split; [lia | lia | assumption].
  - rewrite (IH W). apply IH'. exact (Permutation_Forall P W).
Qed.

Lemma same_size windows others : Permutation windows others -> Forall flat windows ->
  size 1 1 windows = size 1 1 others.
Proof.
  intros P W. pose proof (Permutation_Forall P W) as W'.
  rewrite !size_is_a_sum by (apply flat_one; assumption). f_equal. unfold widening.
  clear W W'. induction P; cbn [map]; rewrite ?total_cons; try lia.
Qed.

Lemma sorting : forall windows : list window, exists sorted,
  Permutation windows sorted /\ ForallOrdPairs (fun v w => dilation v <= dilation w) sorted.
Proof.
  assert (inserting : forall w sorted, ForallOrdPairs (fun v w => dilation v <= dilation w) sorted ->
    exists more, Permutation (w :: sorted) more /\ ForallOrdPairs (fun v w => dilation v <= dilation w) more).
  { intros w. induction sorted as [| v rest IH]; intro S.
    - exists [w]. split; [reflexivity |]. repeat constructor.
    - inversion S as [| a b least S']; subst. destruct (Z_le_gt_dec (dilation w) (dilation v)) as [low | high].
      + exists (w :: v :: rest). split; [reflexivity |]. constructor; [| exact S]. constructor; [exact low |].
        revert least. apply Forall_impl. intros z. lia.
      + destruct (IH S') as [more [P M]]. exists (v :: more). split.
        * rewrite perm_swap. now constructor.
        * constructor; [| exact M]. apply (Permutation_Forall P). constructor; [lia | exact least]. }
  induction windows as [| w rest [sorted [P S]]]; [exists []; split; constructor |].
  destruct (inserting w sorted S) as [more [P' S']]. exists more. split; [| exact S'].
  rewrite <- P'. now constructor.
Qed.

(* what layers of smaller distance widen *)
Definition smaller (e : Z) (windows : list window) : Z :=
  total (map (fun v => if dilation v <? e then (kernel v - 1) * dilation v else 0) windows).
Definition reached (windows : list window) : Prop :=
  Forall (fun w => 1 < kernel w -> dilation w <= 1 + smaller (dilation w) windows) windows.

Lemma smaller_permuted e windows others : Permutation windows others -> smaller e windows = smaller e others.
Proof. unfold smaller. induction 1; cbn [map]; rewrite ?total_cons; lia. Qed.

Lemma nothing_smaller e windows : Forall (fun w => e <= dilation w) windows -> smaller e windows = 0.
Proof.
  unfold smaller. induction 1 as [| w rest low _ IH]; cbn [map]; [reflexivity |]. rewrite total_cons, IH.
  destruct (Z.ltb_spec (dilation w) e); lia.
Qed.

Lemma reached_dense : forall windows below R, Forall flat windows ->
  ForallOrdPairs (fun v w => dilation v <= dilation w) windows ->
  Forall (fun w => 1 < kernel w -> dilation w <= R + smaller (dilation w) windows) windows ->
  below = 1 -> dense R below windows.
Proof.
  induction windows as [| w above IH]; intros below R W rising all ->; cbn [dense]; [exact I |].
  inversion W as [| a b [[Hk [Hs Hd]] one] W']; subst. inversion rising as [| a b later rising']; subst.
  pose proof all as whole. inversion all as [| a b mine others]; subst. split.
  - intro several. specialize (mine several). rewrite nothing_smaller in mine; [lia |].
    constructor; [lia | exact later].
  - apply IH; [exact W' | exact rising' | | lia]. rewrite Forall_forall in others |- *. intros v I several.
    specialize (others v I several). unfold smaller in *. cbn [map] in others. rewrite total_cons in others.
    destruct (Z.ltb_spec (dilation w) (dilation v)); nia.
Qed.

Lemma below_is_bounded e : forall windows x, Forall flat windows -> In x (offsets 1 [0] windows) ->
  0 <= x /\ (e <= x \/ x <= smaller e windows).
Proof.
  induction windows as [| w above IH]; intros x W I.
  - cbn [offsets] in I. destruct I as [<- | []]. unfold smaller. cbn. lia.
  - inversion W as [| a b [[Hk [Hs Hd]] one] W']; subst. apply one_at_a_time in I; [| exact one | now apply flat_one].
    apply in_moved in I. destruct I as [m [o [M [I ->]]]]. destruct (IH o W' I) as [pos B].
    unfold smaller in *. cbn [map]. rewrite total_cons.
    assert (0 <= dilation w * m) by nia. split; [lia |].
    destruct (Z.ltb_spec (dilation w) e) as [less | more].
    + assert (dilation w * m <= (kernel w - 1) * dilation w) by nia. lia.
    + destruct (Z.eq_dec m 0) as [-> | some]; [lia |]. assert (dilation w <= dilation w * m) by nia. lia.
Qed.

Lemma smaller_is_part e : forall windows, Forall flat windows -> 0 <= smaller e windows <= widening windows.
Proof.
  induction 1 as [| w above [[Hk [Hs Hd]] one] W IH]; unfold smaller, widening in *; cbn [map]; [cbn; lia |].
  rewrite !total_cons. destruct (dilation w <? e); nia.
Qed.

Lemma full_iff_reached windows : Forall flat windows ->
  (reached windows <-> full (offsets 1 [0] windows) (size 1 1 windows)).
Proof.
  intro W. split.
  - intro all. destruct (sorting windows) as [sorted [P rising]]. pose proof (Permutation_Forall P W) as W'.
    intro x. rewrite (same_offsets _ _ P W), (same_size _ _ P W). revert x. fold (full (offsets 1 [0] sorted) (size 1 1 sorted)).
    apply full_iff_dense; [exact W' | lia | exact rising | intro o; cbn [In]; lia |].
    apply reached_dense; [exact W' | exact rising | | reflexivity].
    apply (Permutation_Forall P). revert all. apply Forall_impl. intros w H several. rewrite <- (smaller_permuted _ _ _ P). auto.
  - intros F. apply Forall_forall. intros w I several.
    destruct (Z_lt_le_dec (1 + smaller (dilation w) windows) (dilation w)) as [far | near]; [exfalso | exact near].
    set (e := dilation w) in *. set (T := 1 + smaller e windows) in *.
    assert (B : 0 <= T <= size 1 1 windows - 1).
    { rewrite size_is_a_sum by now apply flat_one. pose proof (smaller_is_part e windows W). split; [subst T; lia |].
      pose proof W as each. rewrite Forall_forall in each. destruct (each w I) as [[Hk [Hs Hd]] one].
      apply in_split in I. destruct I as [l1 [l2 ->]]. subst T. clear - several far W e.
      unfold smaller, widening in *. rewrite !map_app, !total_app in *. cbn [map] in *. rewrite !total_cons in *.
      apply Forall_app in W. destruct W as [W1 W2]. inversion W2 as [| a b [[Hk [Hs Hd]] one] W2']; subst.
      pose proof (smaller_is_part e l1 W1) as [_ A]. pose proof (smaller_is_part e l2 W2') as [_ C]. unfold smaller, widening in A, C.
      subst e. rewrite Z.ltb_irrefl in *. nia. }
    apply F in B. destruct (below_is_bounded e windows T W B) as [_ [C | C]]; subst T; lia.
Qed.

Theorem no_holes_exactly : forall windows, Forall proper windows ->
  let steps := (fix unrolled J windows := match windows with
    | [] => []
    | w :: above => Window (kernel w) 1 (dilation w * J) 0 :: unrolled (J * stride w) above end) 1 windows in
  (Forall (fun w => 1 < kernel w -> dilation w <=
     1 + total (map (fun v => if dilation v <? dilation w then (kernel v - 1) * dilation v else 0) steps)) steps
   <-> forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1).
Proof.
  intros windows W steps. change steps with (unrolled 1 windows). clear steps. rewrite <- (seen_full windows W).
  pose proof (full_iff_reached (unrolled 1 windows) (unrolled_flat windows 1 W ltac:(lia))) as H.
  rewrite unrolled_offsets, unrolled_size in H. exact H.
Qed.

Lemma unrolled_dense : forall windows J R, dense R 1 (unrolled J windows) <-> dense R J windows.
Proof.
  induction windows as [| w above IH]; intros J R; cbn [unrolled dense kernel stride dilation]; [reflexivity |].
  rewrite !Z.mul_1_r, IH. reflexivity.
Qed.

Theorem no_holes_in_order : forall windows, Forall proper windows ->
  let steps := (fix unrolled J windows := match windows with
    | [] => []
    | w :: above => Window (kernel w) 1 (dilation w * J) 0 :: unrolled (J * stride w) above end) 1 windows in
  ForallOrdPairs (fun v w => dilation v <= dilation w) steps ->
  (dense 1 1 windows <->
   forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1).
Proof.
  intros windows W steps rising. change steps with (unrolled 1 windows) in rising. clear steps.
  rewrite <- (seen_full windows W), <- (unrolled_dense windows 1), <- (unrolled_offsets windows 1),
    <- (unrolled_size windows 1).
  apply full_iff_dense; [apply unrolled_flat; [exact W | lia] | lia | exact rising |]. intro o. cbn [In]. lia.
Qed.

(* ---- hybrid dilation *)

Lemma short_is_dense : forall windows top R, Forall (fun w => 2 <= kernel w /\ stride w = 1) (windows ++ [top]) ->
  (fold_right (fun w M => Z.max (M - (kernel w - 1) * dilation w) (dilation w)) (dilation top) windows <= R
   <-> dense R 1 (windows ++ [top])).
Proof.
  induction windows as [| w above IH]; intros top R W; cbn [fold_right app dense].
  - inversion W as [| a b [Hk one] _]; subst. split; [intro; split; [lia | exact I] | intros [H _]; specialize (H ltac:(lia)); lia].
  - inversion W as [| a b [Hk one] W']; subst. rewrite one, Z.mul_1_l, Z.mul_1_r, <- (IH top _ W').
    split; [intro H; split; [lia |] | intros [H H']; specialize (H ltac:(lia))]; lia.
Qed.

Lemma steps_agree : forall windows top, Forall (fun w => kernel w = 3) windows ->
  ForallOrdPairs (fun v w => dilation v <= dilation w) (windows ++ [top]) ->
  fold_right (fun w M => Z.max (M - 2 * dilation w) (Z.max (2 * dilation w - M) (dilation w))) (dilation top) windows =
  fold_right (fun w M => Z.max (M - (kernel w - 1) * dilation w) (dilation w)) (dilation top) windows /\
  Forall (fun v => dilation v <= fold_right (fun w M => Z.max (M - (kernel w - 1) * dilation w) (dilation w)) (dilation top) windows)
    (firstn 1 (windows ++ [top])).
Proof.
  induction windows as [| w above IH]; intros top three rising; cbn [fold_right app firstn] in *.
  - split; [reflexivity |]. repeat constructor. lia.
  - inversion three as [| a b mine three']; subst. inversion rising as [| a b later rising']; subst.
    destruct (IH top three' rising') as [E B]. rewrite E, mine. split; [| repeat constructor; lia].
    assert (dilation w <= fold_right (fun w M => Z.max (M - (kernel w - 1) * dilation w) (dilation w)) (dilation top) above); [| lia].
    destruct above as [| v rest]; cbn [app firstn] in *; inversion B as [| a b C _]; inversion later as [| a' b' D _]; subst; lia.
Qed.

Theorem hybrid_dilation_repaired : forall bottom middle top,
  Forall (fun w => 2 <= kernel w /\ stride w = 1 /\ 1 <= dilation w) (bottom :: middle ++ [top]) ->
  dilation bottom = 1 -> ForallOrdPairs (fun v w => dilation v <= dilation w) (middle ++ [top]) ->
  let windows := bottom :: middle ++ [top] in
  (fold_right (fun w M => Z.max (M - (kernel w - 1) * dilation w) (dilation w)) (dilation top) middle <= kernel bottom
   <-> forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1).
Proof.
  intros bottom middle top W unit rising windows.
  assert (W' : Forall (fun w => proper w /\ stride w = 1) windows).
  { revert W. apply Forall_impl. unfold proper. intros w H. lia. }
  rewrite <- sorted_dilations; [| exact W' |].
  - subst windows. inversion W as [| a b [Hk [one Hd]] above]; subst. cbn [dense].
    rewrite unit, one, !Z.mul_1_l, Z.mul_1_r. replace (1 + (kernel bottom - 1)) with (kernel bottom) by ring.
    rewrite <- short_is_dense; [lia |]. revert above. apply Forall_impl. intros w H. lia.
  - subst windows. constructor; [| exact rising]. inversion W as [| a b _ above]; subst.
    revert above. apply Forall_impl. intros w H. lia.
Qed.

Theorem hybrid_dilation_of_three : forall bottom middle top,
  Forall (fun w => kernel w = 3 /\ stride w = 1 /\ 1 <= dilation w) (bottom :: middle ++ [top]) ->
  dilation bottom = 1 -> ForallOrdPairs (fun v w => dilation v <= dilation w) (middle ++ [top]) ->
  let windows := bottom :: middle ++ [top] in
  (fold_right (fun w M => Z.max (M - 2 * dilation w) (Z.max (2 * dilation w - M) (dilation w))) (dilation top) middle
     <= 3
   <-> forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1).
Proof.
  intros bottom middle top W unit rising windows.
  assert (three : Forall (fun w => kernel w = 3) middle).
  { inversion W as [| a b _ above]; subst. apply Forall_app in above. destruct above as [M _].
    revert M. apply Forall_impl. tauto. }
  destruct (steps_agree middle top three rising) as [-> _]. inversion W as [| a b [Hk _] _]; subst.
  rewrite <- Hk at 1. apply hybrid_dilation_repaired; [| exact unit | exact rising].
  revert W. apply Forall_impl. intros w H. lia.
Qed.

Theorem hybrid_dilation_in_general :
  (let windows := [Window 3 1 2 0; Window 3 1 2 0] in
    2 <= 3 /\ ~ forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1) /\
  (let windows := [Window 3 1 1 0; Window 3 1 3 0; Window 3 1 1 0] in
    3 < Z.max (1 - 2 * 3) (Z.max (2 * 3 - 1) 3) /\
    forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1).
Proof.
  split; cbv zeta.
  - split; [lia |]. rewrite <- sorted_dilations; [| repeat constructor; cbn; lia ..]. cbn. lia.
  - split; [reflexivity |]. apply no_holes_exactly; [repeat constructor; cbn; lia |]. repeat constructor; cbn; lia.
Qed.

(* ---- convolutions in blocks *)

Lemma dense_copies : forall c k d above R, 2 <= k -> 1 <= d -> 1 <= R ->
  (dense R 1 (repeat (Window k 1 d 0) (S c) ++ above) <->
   d <= R /\ dense (R + Z.of_nat (S c) * ((k - 1) * d)) 1 above).
Proof.
  induction c as [| c IH]; intros k d above R Hk Hd HR.
  - cbn [repeat app dense kernel stride dilation]. rewrite !Z.mul_1_r. change (Z.of_nat 1) with 1. rewrite Z.mul_1_l.
    split; intros [A B]; (split; [lia | exact B]).
  - change (repeat (Window k 1 d 0) (S (S c)) ++ above)
      with (Window k 1 d 0 :: (repeat (Window k 1 d 0) (S c) ++ above)).
    cbn [dense kernel stride dilation]. rewrite !Z.mul_1_r, IH by nia.
    replace (R + (k - 1) * d + Z.of_nat (S c) * ((k - 1) * d)) with (R + Z.of_nat (S (S c)) * ((k - 1) * d)) by lia.
    split; [intros [A [B C]] | intros [A C]]; repeat split; try exact C; try lia; nia.
Qed.

Lemma copies_sorted : forall c k d above, ForallOrdPairs (fun v w => dilation v <= dilation w) above ->
  (forall w, In w above -> d <= dilation w) ->
  ForallOrdPairs (fun v w => dilation v <= dilation w) (repeat (Window k 1 d 0) c ++ above).
Proof.
  induction c as [| c IH]; intros k d above S later; cbn [repeat app]; [exact S |]. constructor; [| now apply IH].
  apply Forall_app. split; apply Forall_forall; intros w I; [| exact (later w I)].
  apply repeat_spec in I. subst w. cbn. lia.
Qed.

Definition blocks (k b : Z) (c from count : nat) : list window :=
  flat_map (fun i => repeat (Window k 1 (b ^ Z.of_nat i) 0) c) (seq from count).

Theorem growing_dilations : forall k b c B, 2 <= k -> 1 <= b -> (1 <= c)%nat -> (2 <= B)%nat ->
  let windows := flat_map (fun i => repeat (Window k 1 (b ^ Z.of_nat i) 0) c) (seq 0 B) in
  (b <= Z.of_nat c * (k - 1) + 1 <->
   forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1).
Proof.
  intros k b c B Hk Hb Hc HB windows. destruct c as [| c]; [lia |].
  assert (grows : forall i j, (i <= j)%nat -> 1 <= b ^ Z.of_nat i <= b ^ Z.of_nat j).
  { intros i j H. split; [pose proof (Z.pow_pos_nonneg b (Z.of_nat i)); lia | apply Z.pow_le_mono_r; lia]. }
  assert (member : forall w from count, In w (blocks k b (S c) from count) ->
    exists i, (from <= i)%nat /\ w = Window k 1 (b ^ Z.of_nat i) 0).
  { intros w from count I. apply in_flat_map in I. destruct I as [i [S I]]. apply in_seq in S. apply repeat_spec in I.
    exists i. split; [lia | exact I]. }
  rewrite <- sorted_dilations.
  - subst windows. split.
    + intro narrow. assert (D : forall count from R, b ^ Z.of_nat from <= R -> dense R 1 (blocks k b (S c) from count)).
      { induction count as [| count IH]; intros from R H; unfold blocks; cbn [seq flat_map]; [exact I |].
        destruct (grows from from (le_n _)) as [one _]. apply dense_copies; [exact Hk | exact one | lia |].
        split; [exact H |]. apply IH. rewrite Nat2Z.inj_succ, Z.pow_succ_r by lia. nia. }
      apply D. cbn. lia.
    + intro D. destruct B as [| [| B]]; [lia | lia |]. cbn [seq flat_map] in D.
      change (b ^ Z.of_nat 0) with 1 in D. change (Z.of_nat 1) with 1 in D. rewrite Z.pow_1_r in D.
      apply dense_copies in D; [| lia | lia | lia]. destruct D as [_ D].
      apply dense_copies in D; [destruct D as [D _]; lia | exact Hk | exact Hb | nia].
  - apply Forall_forall. intros w I. apply member in I. destruct I as [i [_ ->]]. destruct (grows i i (le_n _)).
    unfold proper. cbn. lia.
  - subst windows. clear HB. change (ForallOrdPairs (fun v w => dilation v <= dilation w) (blocks k b (S c) 0 B)).
    generalize 0%nat as from. induction B as [| B IH]; intro from; [constructor |].
    change (blocks k b (S c) from (S B))
      with (repeat (Window k 1 (b ^ Z.of_nat from) 0) (S c) ++ blocks k b (S c) (S from) B).
    apply copies_sorted; [apply IH |]. intros w I. apply member in I. destruct I as [i [Hi ->]].
    destruct (grows from i ltac:(lia)). cbn. lia.
Qed.

Theorem two_convolutions_a_block : forall k b B, 2 <= k -> 1 <= b -> (2 <= B)%nat ->
  let windows := flat_map (fun i => [Window k 1 (b ^ Z.of_nat i) 0; Window k 1 (b ^ Z.of_nat i) 0]) (seq 0 B) in
  (b <= 2 * k - 1 <->
   forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1).
Proof.
  intros k b B Hk Hb HB windows. pose proof (growing_dilations k b 2 B Hk Hb ltac:(lia) HB) as G.
  cbn [repeat] in G. cbv zeta in G. fold windows in G. rewrite <- G. lia.
Qed.

(* ---- dilations with a common factor *)

Lemma multiples g : forall windows O, Forall (fun w => stride w = 1 /\ (g | dilation w)) windows ->
  (forall o, In o O -> (g | o)) -> forall o, In o (offsets 1 O windows) -> (g | o).
Proof.
  induction windows as [| w above IH]; intros O W H o I; [exact (H o I) |]. cbn [offsets] in I.
  inversion W as [| a b [one D] W']; subst. rewrite one, !Z.mul_1_l in I. revert o I. apply IH; [exact W' |].
  intros o I. apply in_moved in I. destruct I as [m [x [_ [I ->]]]].
  apply Z.divide_add_r; [now apply Z.divide_mul_l | now apply H].
Qed.

Theorem common_factor_of_dilations :
  (forall windows g, Forall proper windows -> Forall (fun w => stride w = 1 /\ (g | dilation w)) windows ->
    1 < g -> Exists (fun w => 1 < kernel w) windows ->
    ~ forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1) /\
  (let windows := [Window 3 1 2 0; Window 3 1 3 0] in
    Z.gcd 2 3 = 1 /\
    ~ forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1).
Proof.
  split.
  - intros windows g W F Hg some H. apply (seen_full windows W) in H.
    assert (ones : Forall (fun w => stride w = 1) windows) by (revert F; apply Forall_impl; tauto).
    assert (wide : 1 <= widening windows).
    { unfold widening. assert (positive : forall ws, Forall proper ws -> 0 <= widening ws).
      { unfold widening. induction ws as [| w above IH]; intro P; cbn [map]; [cbn; lia |]. rewrite total_cons.
        inversion P as [| a b [Hk [_ Hd]] P']; subst. specialize (IH P'). nia. }
      clear F H ones. induction windows as [| w above IH]; [inversion some |]. cbn [map]. rewrite total_cons.
      inversion W as [| a b [Hk [_ Hd]] W']; subst. pose proof (positive above W') as P. unfold widening in P.
      inversion some as [a b big | a b more]; subst; [nia |]. specialize (IH W' more). nia. }
    assert (I : In 1 (offsets 1 [0] windows)) by (apply H; rewrite (size_is_a_sum _ _ ones); lia).
    apply (multiples g windows [0] F) in I.
    + apply Z.divide_1_r_nonneg in I; lia.
    + intros o [<- | []]. apply Z.divide_0_r.
  - cbv zeta. split; [reflexivity |]. rewrite <- sorted_dilations; [| repeat constructor; cbn; lia ..]. cbn. lia.
Qed.
