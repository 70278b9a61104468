(* Lemmas on the words of Networks.v: the ends of lists, their sums, and that an output of a chain always reads the same
   list of offsets, moved, to which each layer adds each of its taps. Nothing here has to be read. *)

Require Export Networks Lia.

Lemma in_upto k m : In m (upto k) <-> 0 <= m < k.
Proof.
  unfold upto. rewrite in_map_iff. split.
  - intros [i [<- I]]. apply in_seq in I. lia.
  - intro H. exists (Z.to_nat m). split; [lia |]. apply in_seq. lia.
Qed.

(* ---- the ends of a list *)

Lemma least_is_first xs : xs <> [] -> first xs (least xs).
Proof.
  destruct xs as [| z xs]; [congruence | intros _]. unfold first. cbn [least].
  induction xs as [| x rest [I B]]; cbn [fold_right].
  - split; [now left |]. intros x [<- | []]. lia.
  - split.
    + destruct (Z.min_spec x (fold_right Z.min z rest)) as [[_ ->] | [_ ->]]; [right; now left |].
      destruct I as [I | I]; [now left | right; now right].
    + intros t [<- | [<- | T]]; [specialize (B z (or_introl eq_refl)) | | specialize (B t (or_intror T))]; lia.
Qed.

Lemma greatest_is_last xs : xs <> [] -> last xs (greatest xs).
Proof.
  destruct xs as [| z xs]; [congruence | intros _]. unfold last. cbn [greatest].
  induction xs as [| x rest [I B]]; cbn [fold_right].
  - split; [now left |]. intros x [<- | []]. lia.
  - split.
    + destruct (Z.max_spec x (fold_right Z.max z rest)) as [[_ ->] | [_ ->]]; [| right; now left].
      destruct I as [I | I]; [now left | right; now right].
    + intros t [<- | [<- | T]]; [specialize (B z (or_introl eq_refl)) | | specialize (B t (or_intror T))]; lia.
Qed.

(* ---- offsets of a chain *)

Definition moved (D : Z) (ms O : list Z) : list Z := flat_map (fun m => map (fun o => D * m + o) O) ms.

Fixpoint offsets (J : Z) (O : list Z) (windows : list window) : list Z :=
  match windows with
  | [] => O
  | w :: above => offsets (J * stride w) (moved (J * dilation w) (upto (kernel w)) O) above
  end.

Lemma flat_map_of_map (A B C : Type) (f : A -> B) (g : B -> list C) xs :
  flat_map g (map f xs) = flat_map (fun x => g (f x)) xs.
Proof. induction xs as [| x rest IH]; simpl; congruence. Qed.

Lemma map_of_flat_map (A B C : Type) (f : B -> C) (g : A -> list B) xs :
  map f (flat_map g xs) = flat_map (fun x => map f (g x)) xs.
Proof. induction xs as [| x rest IH]; simpl; [reflexivity |]. now rewrite map_app, IH. Qed.

Lemma one_layer w below J P O : (forall y, seen below y = map (fun o => J * y - P + o) O) ->
  forall y, seen (on w below) y =
    map (fun o => J * stride w * y - (P + J * padding w) + o) (moved (J * dilation w) (upto (kernel w)) O).
Proof.
  intros E y. cbn [seen reads]. unfold moved. rewrite flat_map_of_map, map_of_flat_map. apply flat_map_ext. intro m.
  rewrite E, map_map. apply map_ext. intro o. ring.
Qed.

Lemma chain_from : forall windows below J P O, (forall y, seen below y = map (fun o => J * y - P + o) O) ->
  exists P', forall y, seen (fold_left (fun below w => on w below) windows below) y =
    map (fun o => J * jumps windows * y - P' + o) (offsets J O windows).
Proof.
  induction windows as [| w above IH]; intros below J P O E; cbn [fold_left offsets jumps fold_right].
  - exists P. intro y. rewrite E. apply map_ext. intro. ring.
  - destruct (IH _ _ _ _ (one_layer w below J P O E)) as [P' E']. exists P'. intro y. rewrite E'. apply map_ext.
    intro. unfold jumps. ring.
Qed.

Lemma chain_moves windows : exists P, forall y, seen (chain windows) y =
  map (fun o => jumps windows * y - P + o) (offsets 1 [0] windows).
Proof.
  destruct (chain_from windows input 1 0 [0]) as [P E]; [intro; cbn [seen map]; f_equal; ring |].
  exists P. intro y. unfold chain. rewrite E. apply map_ext. intro. ring.
Qed.

(* ---- the first and the last offset *)

Lemma in_moved D k O x : In x (moved D (upto k) O) <-> exists m o, 0 <= m < k /\ In o O /\ x = D * m + o.
Proof.
  unfold moved. rewrite in_flat_map. split.
  - intros [m [M I]]. apply in_map_iff in I. destruct I as [o [<- I]]. apply in_upto in M. eauto.
  - intros [m [o [M [I ->]]]]. exists m. split; [now apply in_upto |]. apply in_map_iff. eauto.
Qed.

Definition spans (O : list Z) (R : Z) : Prop := In 0 O /\ In (R - 1) O /\ forall o, In o O -> 0 <= o <= R - 1.

Lemma spans_moved D k O R : 1 <= k -> 1 <= D -> spans O R -> spans (moved D (upto k) O) (R + (k - 1) * D).
Proof.
  intros Hk HD [A [B C]]. split; [| split].
  - apply in_moved. exists 0, 0. repeat split; [lia | lia | exact A | ring].
  - apply in_moved. exists (k - 1), (R - 1). repeat split; [lia | lia | exact B | ring].
  - intros x X. apply in_moved in X. destruct X as [m [o [M [I ->]]]]. apply C in I.
    assert (0 <= D * m <= (k - 1) * D) by (rewrite (Z.mul_comm D); split; [apply Z.mul_nonneg_nonneg | apply Z.mul_le_mono_nonneg_r]; lia).
    lia.
Qed.

Lemma spans_offsets : forall windows J O R, Forall proper windows -> 1 <= J -> spans O R ->
  spans (offsets J O windows) (size R J windows).
Proof.
  induction windows as [| w above IH]; intros J O R W HJ S; [exact S |].
  inversion W as [| a b [Hk [Hs Hd]] W']; subst. cbn [offsets size]. apply IH; [exact W' | nia |].
  replace (dilation w * J) with (J * dilation w) by ring. apply spans_moved; [exact Hk | nia | exact S].
Qed.

Lemma spans_input : spans [0] 1.
Proof. split; [now left |]. split; [now left |]. intros o [<- | []]. lia. Qed.

Lemma spans_chain windows : Forall proper windows -> spans (offsets 1 [0] windows) (size 1 1 windows).
Proof. intro W. apply spans_offsets; [exact W | lia | exact spans_input]. Qed.

Lemma ends O R c u v : spans O R -> first (map (fun o => c + o) O) u -> last (map (fun o => c + o) O) v ->
  u = c /\ v = c + R - 1.
Proof.
  intros [A [B C]] [U Lu] [V Lv]. apply in_map_iff in U, V. destruct U as [o [<- I]], V as [o' [<- I']].
  pose proof (C o I). pose proof (C o' I').
  pose proof (Lu (c + 0) (in_map _ _ _ A)). pose proof (Lv (c + (R - 1)) (in_map _ _ _ B)). lia.
Qed.

(* ---- stretches without holes *)

(* a sample of the widened stretch is a sample of the stretch, moved by one of the taps *)
Lemma one_tap k D R x : 1 <= k -> 1 <= D -> 1 <= R -> (1 < k -> D <= R) ->
  0 <= x <= R + (k - 1) * D - 1 -> exists m x0, 0 <= m < k /\ 0 <= x0 <= R - 1 /\ x = D * m + x0.
Proof.
  intros Hk HD HR near Hx.
  pose proof (Z.div_mod x D ltac:(lia)) as E. pose proof (Z.mod_pos_bound x D ltac:(lia)) as B.
  assert (0 <= x / D) by (apply Z.div_pos; lia).
  destruct (Z_lt_le_dec (x / D) (k - 1)) as [low | high].
  - exists (x / D), (x mod D). assert (D <= R) by (apply near; lia). repeat split; try lia.
  - exists (k - 1), (x - (k - 1) * D). assert ((k - 1) * D <= x / D * D) by (apply Z.mul_le_mono_nonneg_r; lia).
    repeat split; lia.
Qed.

(* ---- how many paths, the sum of their offsets, the sum of squares *)

Ltac nothing := cbv [total squares count moved flat_map map fold_right length app Z.of_nat]; ring.

Lemma count_cons x xs : count (x :: xs) = 1 + @count Z xs.
Proof. unfold count. simpl length. lia. Qed.
Lemma count_app xs ys : @count Z (xs ++ ys) = count xs + count ys.
Proof. unfold count. rewrite app_length. lia. Qed.
Lemma count_map f xs : @count Z (@map Z Z f xs) = count xs.
Proof. unfold count. now rewrite map_length. Qed.
Lemma total_app xs ys : total (xs ++ ys) = total xs + total ys.
Proof. induction xs as [| x rest IH]; simpl; [reflexivity |]. fold (total (rest ++ ys)) (total rest). lia. Qed.
Lemma squares_app xs ys : squares (xs ++ ys) = squares xs + squares ys.
Proof. unfold squares. now rewrite map_app, total_app. Qed.
Lemma total_cons x xs : total (x :: xs) = x + total xs. Proof. reflexivity. Qed.
Lemma squares_cons x xs : squares (x :: xs) = x * x + squares xs. Proof. reflexivity. Qed.

Lemma total_shifted c xs : total (map (fun x => c + x) xs) = c * count xs + total xs.
Proof.
  induction xs as [| x rest IH]; [nothing |].
  cbn [map]. rewrite !total_cons, count_cons, IH. ring.
Qed.
Lemma squares_shifted c xs : squares (map (fun x => c + x) xs) = c * c * count xs + 2 * c * total xs + squares xs.
Proof.
  induction xs as [| x rest IH]; [nothing |].
  cbn [map]. rewrite !squares_cons, total_cons, count_cons, IH. ring.
Qed.

Lemma count_moved D ms O : count (moved D ms O) = count ms * count O.
Proof.
  induction ms as [| m rest IH]; [reflexivity |]. unfold moved in *. cbn [flat_map].
  rewrite count_app, count_map, count_cons, IH. ring.
Qed.
Lemma total_moved D ms O : total (moved D ms O) = D * total ms * count O + count ms * total O.
Proof.
  induction ms as [| m rest IH]; [nothing |]. unfold moved in *. cbn [flat_map].
  rewrite total_app, total_shifted, total_cons, count_cons, IH. ring.
Qed.
Lemma squares_moved D ms O :
  squares (moved D ms O) = D * D * squares ms * count O + 2 * D * total ms * total O + count ms * squares O.
Proof.
  induction ms as [| m rest IH]; [nothing |]. unfold moved in *. cbn [flat_map].
  rewrite squares_app, squares_shifted, squares_cons, total_cons, count_cons, IH. ring.
Qed.

Lemma upto_moments k : 0 <= k ->
  count (upto k) = k /\ 2 * total (upto k) = k * (k - 1) /\ 6 * squares (upto k) = k * (k - 1) * (2 * k - 1).
Proof.
  intro H. rewrite <- (Z2Nat.id k H). unfold upto. rewrite Nat2Z.id. induction (Z.to_nat k) as [| n IH]; [repeat split |].
  replace (seq 0 (S n)) with (seq 0 n ++ [n]) by (symmetry; apply seq_S). rewrite map_app, count_app, total_app, squares_app.
  destruct IH as [A [B C]]. cbn [map]. rewrite total_cons, squares_cons, count_cons, A.
  change (total []) with 0. change (squares []) with 0. change (@count Z []) with 0.
  rewrite Nat2Z.inj_succ. unfold Z.succ. generalize dependent (Z.of_nat n). intros; repeat split; nia.
Qed.

(* ---- the equation *)

Lemma in_equation A B d k D y t : 1 <= D ->
  (In t (reads (Equation A B d k D) y) <-> exists m, 0 <= m < k /\ D * t = A * y + B + d * m).
Proof.
  intro HD. cbn [reads]. rewrite in_map_iff. setoid_rewrite filter_In. split.
  - intros [x [<- [I E]]]. apply in_map_iff in I. destruct I as [m [<- M]]. apply in_upto in M. apply Z.eqb_eq in E.
    exists m. split; [exact M |]. symmetry. apply Z.div_exact; lia.
  - intros [m [M E]]. exists (D * t). split; [rewrite Z.mul_comm; apply Z.div_mul; lia |]. split.
    + apply in_map_iff. exists m. split; [now symmetry | now apply in_upto].
    + rewrite Z.mul_comm, Z.mod_mul by lia. reflexivity.
Qed.
