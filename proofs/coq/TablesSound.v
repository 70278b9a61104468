(* A table that passes `check` states nothing but what is so. The proofs are not to be read; Coq is. *)

From Coq Require Import Lia.
Require Export Tables.

(* ---- the check, by computation *)

Definition plain : Type := (Z * Z)%type.   (* S m + a, as (S, a) *)
Definition value (m : Z) (l : plain) : Z := fst l * m + snd l.

(* for every m one of the others is at most the line: one of the same slope, or a steeper one up to m and a flatter
   one from m + 1 on *)
Definition reached (l : plain) (others : list plain) : bool :=
  existsb (fun o => (fst o =? fst l) && (snd o <=? snd l)) others ||
  existsb (fun o => (fst l <? fst o) &&
    let m := (snd l - snd o) / (fst o - fst l) in
    existsb (fun p => (fst p <? fst l) && (value (m + 1) p <=? value (m + 1) l)) others) others.
Definition same (one other : list plain) : bool :=
  forallb (fun l => reached l other) one && forallb (fun l => reached l one) other.

(* x, x + 1, …, n of them *)
Fixpoint from_on (x : Z) (n : nat) : list Z := match n with O => [] | S k => x :: from_on (x + 1) k end.
Definition numbers (x n : Z) : list Z := from_on x (Z.to_nat n).

Definition phase_of (a : answer) (t : Z) : list line :=
  match nth a (t mod period a) with Some lines => lines | None => [] end.

(* the taps that can decide the least and the greatest sample, of output `phase` of a period *)
Definition start (e : edge) (phase : Z) : Z := - ((- (up e * phase + first e)) / down e).
Definition stop (e : edge) (phase : Z) : Z := (up e * phase + first e + step e * (taps e - 1)) / down e.
Definition fits (e : edge) (phase t : Z) : bool := (down e * t - (up e * phase + first e)) mod step e =? 0.
Definition some (e : edge) (below : answer) (phase : Z) : Z :=
  Z.min (step e * period below) (stop e phase - start e phase + 1).
Definition firsts (e : edge) (below : answer) (phase : Z) : list Z :=
  filter (fits e phase) (numbers (start e phase) (some e below phase)).
Definition lasts (e : edge) (below : answer) (phase : Z) : list Z :=
  filter (fits e phase) (numbers (stop e phase - some e below phase + 1) (some e below phase)).

Definition turns (e : edge) (below : answer) (whole : Z) : Z := up e * whole / (down e * period below).
Definition lows (whole phase : Z) (read : edge * answer) : list plain :=
  let '(e, below) := read in
  flat_map (fun t => map (fun l => (slope l * turns e below whole, slope l * (t / period below) + left l))
    (phase_of below t)) (firsts e below phase).
Definition highs (whole phase : Z) (read : edge * answer) : list plain :=
  let '(e, below) := read in
  flat_map (fun t => map (fun l => (- (slope l * turns e below whole), - (slope l * (t / period below) + right l)))
    (phase_of below t)) (lasts e below phase).

Definition claimed_lows (a : answer) (whole phase : Z) : list plain :=
  map (fun l => (slope l * (whole / period a), slope l * (phase / period a) + left l)) (phase_of a phase).
Definition claimed_highs (a : answer) (whole phase : Z) : list plain :=
  map (fun l => (- (slope l * (whole / period a)), - (slope l * (phase / period a) + right l))) (phase_of a phase).

Definition sound_edge (whole : Z) (read : edge * answer) : bool :=
  let '(e, below) := read in
  (1 <=? step e) && (1 <=? down e) && ((up e * whole) mod (down e * period below) =? 0).
Definition sound_answer (a : answer) : bool :=
  (0 <? period a) && forallb (forallb (fun l => 0 <=? slope l)) a.
Definition common (a : answer) (reads : list (edge * answer)) : Z :=
  fold_right (fun '(e, below) whole => Z.lcm whole (down e * period below / Z.gcd (up e) (down e * period below)))
    (period a) reads.

Definition sound_node (reads : list (edge * answer)) (a : answer) : bool :=
  let whole := common a reads in
  sound_answer a && (0 <? whole) && (whole mod period a =? 0) && forallb (sound_edge whole) reads &&
  forallb (fun phase => same (claimed_lows a whole phase) (flat_map (lows whole phase) reads) &&
                        same (claimed_highs a whole phase) (flat_map (highs whole phase) reads)) (numbers 0 whole).

(* the edges with what is known of the nodes below; `before` are the answers of nodes i - 1, i - 2, …, 0 *)
Fixpoint known (before : list answer) (i : Z) (node : list edge) : option (list (edge * answer)) :=
  match node with
  | [] => Some []
  | e :: more =>
      match nth before (i - 1 - from e), known before i more with
      | Some below, Some reads => Some ((e, below) :: reads)
      | _, _ => None
      end
  end.

Fixpoint check_from (i : Z) (before : list answer) (net : network) (answers : list answer) : bool :=
  match net, answers with
  | [], [] => true
  | node :: net', a :: answers' =>
      match known before i node with
      | Some reads => sound_node reads a && check_from (i + 1) (a :: before) net' answers'
      | None => false
      end
  | _, _ => false
  end.

Definition source : answer := [[Line 1 0 0]].
(* of the nodes 1, 2, …; the input sees itself *)
Definition check (net : network) (answers : list answer) : bool := check_from 1 [source] net answers.

(* the first node whose answer is not so, to be told; nothing rests on it *)
Fixpoint refused_from (i : Z) (before : list answer) (net : network) (answers : list answer) : Z :=
  match net, answers with
  | node :: net', a :: answers' =>
      match known before i node with
      | Some reads => if sound_node reads a then refused_from (i + 1) (a :: before) net' answers' else i
      | None => i
      end
  | _, _ => 0
  end.
Definition refused (net : network) (answers : list answer) : Z := refused_from 1 [source] net answers.

Definition line_eqb (l o : line) : bool := (slope l =? slope o) && (left l =? left o) && (right l =? right o).
Fixpoint list_eqb {A : Type} (eqb : A -> A -> bool) (xs ys : list A) : bool :=
  match xs, ys with
  | [], [] => true
  | x :: xs', y :: ys' => eqb x y && list_eqb eqb xs' ys'
  | _, _ => false
  end.
(* the table says of a node what is among the answers *)
Definition among (answers : list answer) (entry : Z * answer) : bool :=
  match nth (source :: answers) (fst entry) with
  | Some a => list_eqb (list_eqb line_eqb) a (snd entry)
  | None => false
  end.

(* ---- lists *)

Lemma nth_negative : forall A (xs : list A) i, i < 0 -> nth xs i = None.
Proof.
  induction xs as [|x xs IH]; intros i H; simpl; [reflexivity|].
  destruct (Z.eqb_spec i 0); [lia|]. apply IH; lia.
Qed.

Lemma nth_range : forall A (xs : list A) i x, nth xs i = Some x -> 0 <= i < Z.of_nat (length xs).
Proof.
  induction xs as [|x xs IH]; intros i y H; [discriminate|]. cbn [nth] in H.
  change (length (x :: xs)) with (S (length xs)). destruct (Z.eqb_spec i 0); [lia|].
  apply IH in H. lia.
Qed.

Lemma nth_some : forall A (xs : list A) i, 0 <= i < Z.of_nat (length xs) -> exists x, nth xs i = Some x.
Proof.
  induction xs as [|x xs IH]; intros i H; cbn [length] in H; [lia|]. cbn [nth].
  destruct (Z.eqb_spec i 0); [eauto|]. apply IH; lia.
Qed.

Lemma nth_in : forall A (xs : list A) i x, nth xs i = Some x -> In x xs.
Proof.
  induction xs as [|x xs IH]; intros i y H; [discriminate|]. cbn [nth] in H.
  destruct (Z.eqb_spec i 0); [left; congruence | right; eauto].
Qed.

Lemma nth_app : forall A (xs : list A) x ys, nth (xs ++ x :: ys) (Z.of_nat (length xs)) = Some x.
Proof.
  induction xs as [|z xs IH]; intros x ys; [reflexivity|].
  cbn [app nth length]. destruct (Z.eqb_spec (Z.of_nat (S (length xs))) 0); [lia|].
  replace (Z.of_nat (S (length xs)) - 1) with (Z.of_nat (length xs)) by lia. apply IH.
Qed.

Lemma in_from_on : forall n x t, In t (from_on x n) <-> x <= t < x + Z.of_nat n.
Proof.
  induction n as [|n IH]; intros x t; cbn [from_on In]; [lia|]. rewrite IH. lia.
Qed.

Lemma in_numbers : forall x n t, In t (numbers x n) <-> x <= t < x + Z.max 0 n.
Proof. intros x n t. unfold numbers. rewrite in_from_on. lia. Qed.

(* ---- lines *)

Lemma reached_spec : forall l others, reached l others = true ->
  forall m, exists o, In o others /\ value m o <= value m l.
Proof.
  intros [s a] others H m. unfold reached in H. apply orb_true_iff in H. destruct H as [H|H].
  - apply existsb_exists in H. destruct H as [[s' a'] [Hin H]]. cbn [fst snd] in *.
    apply andb_true_iff in H. destruct H as [H1 H2]. apply Z.eqb_eq in H1. apply Z.leb_le in H2.
    exists (s', a'). split; [assumption|]. unfold value; cbn [fst snd]. subst s'. lia.
  - apply existsb_exists in H. destruct H as [[s1 a1] [Hin1 H]]. cbn [fst snd] in *.
    apply andb_true_iff in H. destruct H as [H1 H]. apply Z.ltb_lt in H1.
    apply existsb_exists in H. destruct H as [[s2 a2] [Hin2 H]]. cbn [fst snd] in *.
    apply andb_true_iff in H. destruct H as [H2 H]. apply Z.ltb_lt in H2. apply Z.leb_le in H.
    unfold value in *; cbn [fst snd] in *.
    pose proof (Z.mul_div_le (a - a1) (s1 - s) ltac:(lia)) as Hd.
    set (q := (a - a1) / (s1 - s)) in *. clearbody q.
    destruct (Z_le_gt_dec m q).
    + exists (s1, a1). split; [assumption|]. cbn [fst snd]. nia.
    + exists (s2, a2). split; [assumption|]. cbn [fst snd]. nia.
Qed.

Lemma same_spec : forall one other, same one other = true -> forall m,
  (forall l, In l one -> exists o, In o other /\ value m o <= value m l) /\
  (forall o, In o other -> exists l, In l one /\ value m l <= value m o).
Proof.
  intros one other H m. unfold same in H. apply andb_true_iff in H. destruct H as [H1 H2].
  rewrite forallb_forall in H1, H2. split; intros l Hl.
  - exact (reached_spec _ _ (H1 _ Hl) m).
  - exact (reached_spec _ _ (H2 _ Hl) m).
Qed.

(* ---- an answer holds of a node *)

Definition low_at (a : answer) (t : Z) (l : line) : Z := slope l * (t / period a) + left l.
Definition high_at (a : answer) (t : Z) (l : line) : Z := slope l * (t / period a) + right l.

Record holds (net : network) (i : Z) (a : answer) : Prop := Holds {
  positive : 0 < period a;
  rising : forall phase l, In l (phase_of a phase) -> 0 <= slope l;
  above : forall y x, sees net i y x ->
    (exists l, In l (phase_of a y) /\ low_at a y l <= x) /\ (exists l, In l (phase_of a y) /\ x <= high_at a y l);
  met : forall y l, In l (phase_of a y) ->
    (exists x, sees net i y x /\ x <= low_at a y l) /\ (exists x, sees net i y x /\ high_at a y l <= x)
}.

Lemma least_spec : forall x xs, In (least x xs) (x :: xs) /\ forall z, In z (x :: xs) -> least x xs <= z.
Proof.
  intros x xs. unfold least. induction xs as [|y xs [IH1 IH2]]; cbn [fold_right].
  - split; [left; reflexivity|]. intros z [->|[]]; lia.
  - split.
    + destruct (Z.min_spec y (fold_right Z.min x xs)) as [[_ ->]|[_ ->]]; [right; left; reflexivity|].
      destruct IH1 as [H|H]; [left; exact H | right; right; exact H].
    + intros z [H|[H|H]].
      * specialize (IH2 z (or_introl H)). lia.
      * lia.
      * specialize (IH2 z (or_intror H)). lia.
Qed.

Lemma greatest_spec : forall x xs, In (greatest x xs) (x :: xs) /\ forall z, In z (x :: xs) -> z <= greatest x xs.
Proof.
  intros x xs. unfold greatest. induction xs as [|y xs [IH1 IH2]]; cbn [fold_right].
  - split; [left; reflexivity|]. intros z [->|[]]; lia.
  - split.
    + destruct (Z.max_spec y (fold_right Z.max x xs)) as [[_ ->]|[_ ->]]; [|right; left; reflexivity].
      destruct IH1 as [H|H]; [left; exact H | right; right; exact H].
    + intros z [H|[H|H]].
      * specialize (IH2 z (or_introl H)). lia.
      * lia.
      * specialize (IH2 z (or_intror H)). lia.
Qed.

Lemma holds_states : forall net i a, holds net i a -> states net (i, a).
Proof.
  intros net i a [Hp _ Ha Hm] phase lines m Hn y. cbn [fst snd] in *.
  pose proof (nth_range _ _ _ _ Hn) as Hr. fold (period a) in Hr.
  assert (Hmod : y mod period a = phase).
  { unfold y. rewrite Z.mul_comm, Z.add_comm, Z_mod_plus_full. apply Z.mod_small. lia. }
  assert (Hdiv : y / period a = m).
  { unfold y. rewrite Z.mul_comm, Z.div_add_l by lia. rewrite Z.div_small by lia. lia. }
  assert (Hph : phase_of a y = lines).
  { unfold phase_of. rewrite Hmod, Hn. reflexivity. }
  assert (Hlow : forall l, low_at a y l = low m l) by (intros; unfold low_at, low; rewrite Hdiv; reflexivity).
  assert (Hhigh : forall l, high_at a y l = high m l) by (intros; unfold high_at, high; rewrite Hdiv; reflexivity).
  specialize (Ha y). specialize (Hm y). rewrite Hph in Ha, Hm.
  destruct lines as [|l0 more].
  - intros x Hx. destruct (Ha x Hx) as [[l [[] _]] _].
  - destruct (least_spec (low m l0) (map (low m) more)) as [L1 L2].
    destruct (greatest_spec (high m l0) (map (high m) more)) as [G1 G2].
    change (low m l0 :: map (low m) more) with (map (low m) (l0 :: more)) in L1, L2.
    change (high m l0 :: map (high m) more) with (map (high m) (l0 :: more)) in G1, G2.
    set (u := least _ _) in *. set (v := greatest _ _) in *. clearbody u v.
    assert (Hall : forall x, sees net i y x -> u <= x <= v).
    { intros x Hx. destruct (Ha x Hx) as [[l [Hl Hl']] [l' [Hr1 Hr2]]].
      rewrite Hlow in Hl'. rewrite Hhigh in Hr2.
      specialize (L2 _ (in_map (low m) _ _ Hl)). specialize (G2 _ (in_map (high m) _ _ Hr1)). lia. }
    apply in_map_iff in L1. destruct L1 as [lu [Hlu Hinu]].
    apply in_map_iff in G1. destruct G1 as [lv [Hlv Hinv]].
    destruct (Hm lu Hinu) as [[xu [Hxu Hxu']] _]. destruct (Hm lv Hinv) as [_ [xv [Hxv Hxv']]].
    rewrite Hlow in Hxu'. rewrite Hhigh in Hxv'.
    assert (xu = u) by (specialize (Hall _ Hxu); lia). assert (xv = v) by (specialize (Hall _ Hxv); lia).
    subst xu xv. split; [|split]; assumption.
Qed.

(* ---- one node *)

Lemma phase_of_shift : forall a t k, 0 < period a -> phase_of a (t + period a * k) = phase_of a t.
Proof. intros a t k H. unfold phase_of. rewrite (Z.mul_comm (period a)), Z_mod_plus_full. reflexivity. Qed.

Lemma phase_of_in : forall a t l, In l (phase_of a t) -> exists lines, In lines a /\ In l lines.
Proof.
  intros a t l H. unfold phase_of in H. destruct (nth a (t mod period a)) as [lines|] eqn:E; [|destruct H].
  exists lines. split; [eapply nth_in; eauto | assumption].
Qed.

Lemma div_shift : forall t p k, 0 < p -> (t + p * k) / p = t / p + k.
Proof. intros. rewrite (Z.mul_comm p), Z.div_add by lia. reflexivity. Qed.

(* a tap t of output y *)
Lemma between_iff : forall e y t, 1 <= step e -> 1 <= down e ->
  (start e y <= t <= stop e y /\ fits e y t = true <->
   exists m, 0 <= m < taps e /\ down e * t = up e * y + first e + step e * m).
Proof.
  intros e phase t Hs Hd. unfold start, stop, fits.
  set (at_ := up e * phase + first e). clearbody at_. split.
  - intros [[H1 H2] H3]. apply Z.eqb_eq in H3.
    pose proof (Z.div_mod (down e * t - at_) (step e) ltac:(lia)) as Hdm. rewrite H3 in Hdm.
    set (m := (down e * t - at_) / step e) in *. clearbody m. exists m.
    pose proof (Z.div_mod (- at_) (down e) ltac:(lia)). pose proof (Z.mod_pos_bound (- at_) (down e) ltac:(lia)).
    pose proof (Z.mul_div_le (at_ + step e * (taps e - 1)) (down e) ltac:(lia)).
    set (q1 := - at_ / down e) in *. set (q2 := (at_ + step e * (taps e - 1)) / down e) in *. clearbody q1 q2.
    assert (0 <= step e * m) by nia. assert (step e * m <= step e * (taps e - 1)) by nia.
    split; [split; nia | lia].
  - intros [m [Hm Heq]]. split; [split|].
    + assert (0 <= step e * m) by nia.
      assert (- t <= - at_ / down e) by (apply Z.div_le_lower_bound; lia). lia.
    + assert (step e * m <= step e * (taps e - 1)) by nia. apply Z.div_le_lower_bound; lia.
    + apply Z.eqb_eq. replace (down e * t - at_) with (m * step e) by lia. apply Z_mod_mult.
Qed.

Section Node.
Variable net : network.
Variables (e : edge) (below : answer) (whole : Z).
Hypothesis Hbelow : holds net (from e) below.
Hypothesis Hsound : sound_edge whole (e, below) = true.

Let T := period below.
Let turn := turns e below whole.

Lemma sound_parts : 1 <= step e /\ 1 <= down e /\ 0 < T /\ up e * whole = down e * T * turn.
Proof.
  unfold sound_edge in Hsound. apply andb_true_iff in Hsound. destruct Hsound as [H1 H3].
  apply andb_true_iff in H1. destruct H1 as [H1 H2].
  apply Z.leb_le in H1, H2. apply Z.eqb_eq in H3. pose proof (positive _ _ _ Hbelow) as Hp.
  repeat split; try assumption. unfold turn, turns, T.
  assert (down e * period below <> 0) by nia.
  pose proof (Z.div_mod (up e * whole) (down e * period below) H). lia.
Qed.

(* a tap t of output `phase`, in the words of the check *)
Definition tap (phase t : Z) : Prop := start e phase <= t <= stop e phase /\ fits e phase t = true.

Lemma tap_iff : forall phase t, tap phase t <->
  exists m, 0 <= m < taps e /\ down e * t = up e * phase + first e + step e * m.
Proof. destruct sound_parts as [Hs [Hd _]]. intros. apply between_iff; assumption. Qed.

Lemma moved : forall phase j t m, 
  down e * (t + T * (turn * j)) = up e * (whole * j + phase) + first e + step e * m <->
  down e * t = up e * phase + first e + step e * m.
Proof.
  destruct sound_parts as [_ [_ [_ H]]]. intros phase j t m.
  replace (down e * (t + T * (turn * j))) with (down e * t + down e * T * turn * j) by ring. rewrite <- H.
  replace (up e * (whole * j + phase)) with (up e * whole * j + up e * phase) by ring. lia.
Qed.

Lemma fits_shift : forall phase t k, fits e phase (t + step e * k) = fits e phase t.
Proof.
  intros. unfold fits. f_equal.
  replace (down e * (t + step e * k) - (up e * phase + first e))
    with (down e * t - (up e * phase + first e) + (down e * k) * step e) by ring.
  apply Z_mod_plus_full.
Qed.

Lemma lows_spec : forall phase j s a, In (s, a) (lows whole phase (e, below)) <->
  exists t l, In t (firsts e below phase) /\ In l (phase_of below t) /\
    s = slope l * turn /\ a = slope l * (t / T) + left l /\
    value j (s, a) = low_at below (t + T * (turn * j)) l.
Proof.
  destruct sound_parts as [_ [_ [HT _]]]. intros phase j s a. unfold lows. rewrite in_flat_map. split.
  - intros [t [Ht H]]. apply in_map_iff in H. destruct H as [l [Heq Hl]].
    injection Heq as <- <-. exists t, l. repeat split; try assumption.
    unfold value, low_at, T. cbn [fst snd]. rewrite div_shift by assumption. fold turn. ring.
  - intros [t [l [Ht [Hl [-> [-> _]]]]]]. exists t. split; [assumption|].
    apply in_map_iff. exists l. split; [reflexivity | assumption].
Qed.

Lemma highs_spec : forall phase j s a, In (s, a) (highs whole phase (e, below)) <->
  exists t l, In t (lasts e below phase) /\ In l (phase_of below t) /\
    s = - (slope l * turn) /\ a = - (slope l * (t / T) + right l) /\
    value j (s, a) = - high_at below (t + T * (turn * j)) l.
Proof.
  destruct sound_parts as [_ [_ [HT _]]]. intros phase j s a. unfold highs. rewrite in_flat_map. split.
  - intros [t [Ht H]]. apply in_map_iff in H. destruct H as [l [Heq Hl]].
    injection Heq as <- <-. exists t, l. repeat split; try assumption.
    unfold value, high_at, T. cbn [fst snd]. rewrite div_shift by assumption. fold turn. ring.
  - intros [t [l [Ht [Hl [-> [-> _]]]]]]. exists t. split; [assumption|].
    apply in_map_iff. exists l. split; [reflexivity | assumption].
Qed.

Lemma firsts_tap : forall phase t, In t (firsts e below phase) -> tap phase t.
Proof.
  intros phase t H. unfold firsts in H. apply filter_In in H. destruct H as [H1 H2].
  apply in_numbers in H1. unfold some in H1. split; [lia | assumption].
Qed.

Lemma lasts_tap : forall phase t, In t (lasts e below phase) -> tap phase t.
Proof.
  intros phase t H. unfold lasts in H. apply filter_In in H. destruct H as [H1 H2].
  apply in_numbers in H1. unfold some in H1. split; [lia | assumption].
Qed.

(* what lies further on by a whole number of step T reads alike, and no less far *)
Lemma first_enough : forall phase t, tap phase t -> exists t' k, In t' (firsts e below phase) /\ 0 <= k /\
  t = t' + step e * T * k.
Proof.
  destruct sound_parts as [Hs [Hd [HT _]]]. intros phase t [[H1 H2] H3].
  set (r := step e * T). assert (Hr : 0 < r) by (unfold r; nia).
  pose proof (Z.div_mod (t - start e phase) r ltac:(lia)) as Hdm.
  pose proof (Z.mod_pos_bound (t - start e phase) r Hr) as Hb.
  assert (Hq : 0 <= (t - start e phase) / r) by (apply Z.div_pos; lia).
  set (k := (t - start e phase) / r) in *. set (w := (t - start e phase) mod r) in *. clearbody k w.
  exists (start e phase + w), k. split; [|split; [assumption | fold r; lia]].
  unfold firsts. apply filter_In. split.
  - apply in_numbers. unfold some. fold T. fold r. nia.
  - rewrite <- H3. replace t with ((start e phase + w) + step e * (T * k)) by (unfold r in Hdm; lia).
    rewrite fits_shift. reflexivity.
Qed.

Lemma last_enough : forall phase t, tap phase t -> exists t' k, In t' (lasts e below phase) /\ 0 <= k /\
  t = t' - step e * T * k.
Proof.
  destruct sound_parts as [Hs [Hd [HT _]]]. intros phase t [[H1 H2] H3].
  set (r := step e * T). assert (Hr : 0 < r) by (unfold r; nia).
  pose proof (Z.div_mod (stop e phase - t) r ltac:(lia)) as Hdm.
  pose proof (Z.mod_pos_bound (stop e phase - t) r Hr) as Hb.
  assert (Hq : 0 <= (stop e phase - t) / r) by (apply Z.div_pos; lia).
  set (k := (stop e phase - t) / r) in *. set (w := (stop e phase - t) mod r) in *. clearbody k w.
  exists (stop e phase - w), k. split; [|split; [assumption | fold r; lia]].
  unfold lasts. apply filter_In. split.
  - apply in_numbers. unfold some. fold T. fold r. nia.
  - rewrite <- H3. replace t with ((stop e phase - w) + step e * (- (T * k))) by (unfold r in Hdm; lia).
    rewrite fits_shift. reflexivity.
Qed.

Lemma edge_above : forall phase j m t x, 0 <= m < taps e ->
  down e * t = up e * (whole * j + phase) + first e + step e * m -> sees net (from e) t x ->
  (exists l, In l (lows whole phase (e, below)) /\ value j l <= x) /\
  (exists l, In l (highs whole phase (e, below)) /\ value j l <= - x).
Proof.
  destruct sound_parts as [Hs [Hd [HT _]]]. intros phase j m t x Hm Heq Hx.
  destruct (above _ _ _ Hbelow t x Hx) as [[l [Hl Hlow]] [l' [Hl' Hhigh]]].
  set (b := t - T * (turn * j)).
  assert (Hb : t = b + T * (turn * j)) by (unfold b; lia).
  assert (Htap : tap phase b).
  { apply tap_iff. exists m. split; [assumption|]. rewrite Hb in Heq. apply moved in Heq. exact Heq. }
  split.
  - destruct (first_enough _ _ Htap) as [t' [k [Hin [Hk Ht']]]].
    assert (Hph : phase_of below t' = phase_of below t).
    { rewrite Hb, Ht'. replace (t' + step e * T * k + T * (turn * j)) with (t' + period below * (step e * k + turn * j))
        by (fold T; ring). symmetry. apply phase_of_shift. assumption. }
    exists (slope l * turn, slope l * (t' / T) + left l). split.
    + apply (lows_spec _ j). exists t', l. repeat split; try assumption; [rewrite Hph; assumption|].
      unfold value, low_at. cbn [fst snd]. fold T. rewrite div_shift by assumption. ring.
    + unfold value. cbn [fst snd]. unfold low_at in Hlow. fold T in Hlow.
      rewrite Hb, Ht' in Hlow.
      replace (t' + step e * T * k + T * (turn * j)) with (t' + T * (step e * k + turn * j)) in Hlow by ring.
      rewrite div_shift in Hlow by assumption.
      assert (Hsl : 0 <= slope l) by (eapply (rising _ _ _ Hbelow); exact Hl).
      assert (0 <= slope l * (step e * k)) by nia. nia.
  - destruct (last_enough _ _ Htap) as [t' [k [Hin [Hk Ht']]]].
    assert (Hph : phase_of below t' = phase_of below t).
    { rewrite Hb, Ht'. replace (t' - step e * T * k + T * (turn * j))
        with (t' + period below * (- (step e * k) + turn * j)) by (fold T; ring).
      symmetry. apply phase_of_shift. assumption. }
    exists (- (slope l' * turn), - (slope l' * (t' / T) + right l')). split.
    + apply (highs_spec _ j). exists t', l'. repeat split; try assumption; [rewrite Hph; assumption|].
      unfold value, high_at. cbn [fst snd]. fold T. rewrite div_shift by assumption. ring.
    + unfold value. cbn [fst snd]. unfold high_at in Hhigh. fold T in Hhigh.
      rewrite Hb, Ht' in Hhigh.
      replace (t' - step e * T * k + T * (turn * j)) with (t' + T * (- (step e * k) + turn * j)) in Hhigh by ring.
      rewrite div_shift in Hhigh by assumption.
      assert (Hsl : 0 <= slope l') by (eapply (rising _ _ _ Hbelow); exact Hl').
      assert (0 <= slope l' * (step e * k)) by nia. nia.
Qed.

Lemma edge_met_low : forall phase j l, In l (lows whole phase (e, below)) ->
  exists m t x, 0 <= m < taps e /\ down e * t = up e * (whole * j + phase) + first e + step e * m /\
    sees net (from e) t x /\ x <= value j l.
Proof.
  destruct sound_parts as [_ [_ [HT _]]]. intros phase j [s a] H. apply (lows_spec _ j) in H.
  destruct H as [t [l [Ht [Hl [_ [_ Hv]]]]]].
  apply firsts_tap, tap_iff in Ht. destruct Ht as [m [Hm Heq]].
  assert (Hl' : In l (phase_of below (t + T * (turn * j)))) by (unfold T; rewrite phase_of_shift; assumption).
  destruct (met _ _ _ Hbelow _ _ Hl') as [[x [Hx Hle]] _].
  exists m, (t + T * (turn * j)), x. repeat split; try assumption; try lia. apply moved. assumption.
Qed.

Lemma edge_met_high : forall phase j l, In l (highs whole phase (e, below)) ->
  exists m t x, 0 <= m < taps e /\ down e * t = up e * (whole * j + phase) + first e + step e * m /\
    sees net (from e) t x /\ - x <= value j l.
Proof.
  destruct sound_parts as [_ [_ [HT _]]]. intros phase j [s a] H. apply (highs_spec _ j) in H.
  destruct H as [t [l [Ht [Hl [_ [_ Hv]]]]]].
  apply lasts_tap, tap_iff in Ht. destruct Ht as [m [Hm Heq]].
  assert (Hl' : In l (phase_of below (t + T * (turn * j)))) by (unfold T; rewrite phase_of_shift; assumption).
  destruct (met _ _ _ Hbelow _ _ Hl') as [_ [x [Hx Hle]]].
  exists m, (t + T * (turn * j)), x. repeat split; try assumption; try lia. apply moved. assumption.
Qed.

End Node.

Lemma sees_node : forall net i node y x, nth net i = Some node -> sees net (i + 1) y x ->
  exists e m t, In e node /\ 0 <= m < taps e /\ down e * t = up e * y + first e + step e * m /\ sees net (from e) t x.
Proof.
  intros net i node y x Hn H. pose proof (nth_range _ _ _ _ Hn) as Hr. remember (i + 1) as i' eqn:Ei.
  destruct H as [x | i0 node0 e y m t x Hn0 Hin Hm Heq Hs]; [lia|].
  assert (i0 = i) by lia. subst i0. rewrite Hn in Hn0. injection Hn0 as <-. eauto 8.
Qed.

Section Sound.
Variables (net : network) (i : Z) (node : list edge) (reads : list (edge * answer)) (a : answer).
Hypothesis Hnode : nth net i = Some node.
Hypothesis Hreads : map (@fst edge answer) reads = node.
Hypothesis Hall : forall e below, In (e, below) reads -> holds net (from e) below.
Hypothesis Hsound : sound_node reads a = true.

Let whole := common a reads.
Let T := period a.

Lemma node_parts : sound_answer a = true /\ 0 < whole /\ whole = T * (whole / T) /\
  (forall r, In r reads -> sound_edge whole r = true) /\
  (forall phase, 0 <= phase < whole ->
    same (claimed_lows a whole phase) (flat_map (lows whole phase) reads) = true /\
    same (claimed_highs a whole phase) (flat_map (highs whole phase) reads) = true).
Proof.
  unfold sound_node in Hsound. fold whole in Hsound.
  apply andb_true_iff in Hsound. destruct Hsound as [H H5]. apply andb_true_iff in H. destruct H as [H H4].
  apply andb_true_iff in H. destruct H as [H H3]. apply andb_true_iff in H. destruct H as [H1 H2].
  apply Z.ltb_lt in H2. apply Z.eqb_eq in H3. rewrite forallb_forall in H4, H5.
  assert (HT : 0 < T).
  { unfold sound_answer in H1. apply andb_true_iff in H1. destruct H1 as [H1 _]. apply Z.ltb_lt in H1. exact H1. }
  split; [assumption|]. split; [assumption|]. split.
  { pose proof (Z.div_mod whole T ltac:(lia)). unfold T in *. lia. }
  split; [assumption|]. intros phase Hph. specialize (H5 phase).
  rewrite andb_true_iff in H5. apply H5. apply in_numbers. lia.
Qed.

Lemma period_positive : 0 < T.
Proof.
  destruct node_parts as [H1 _]. unfold sound_answer in H1. apply andb_true_iff in H1. destruct H1 as [H1 _].
  apply Z.ltb_lt in H1. exact H1.
Qed.

Lemma slopes : forall phase l, In l (phase_of a phase) -> 0 <= slope l.
Proof.
  intros phase l H. apply phase_of_in in H. destruct H as [lines [H1 H2]].
  destruct node_parts as [Hs _]. unfold sound_answer in Hs. apply andb_true_iff in Hs. destruct Hs as [_ Hs].
  rewrite forallb_forall in Hs. specialize (Hs _ H1). rewrite forallb_forall in Hs. specialize (Hs _ H2).
  apply Z.leb_le. exact Hs.
Qed.

(* output y is phase y mod whole of the common period *)
Lemma place : forall y, exists j phase, y = whole * j + phase /\ 0 <= phase < whole /\
  phase_of a y = phase_of a phase /\ y / T = whole / T * j + phase / T.
Proof.
  destruct node_parts as [_ [Hw [HwT _]]]. pose proof period_positive as HT. intros y.
  exists (y / whole), (y mod whole).
  pose proof (Z.div_mod y whole ltac:(lia)) as Hdm. pose proof (Z.mod_pos_bound y whole Hw) as Hb.
  set (j := y / whole) in *. set (phase := y mod whole) in *. clearbody j phase.
  set (w := whole / T) in *. clearbody w.
  assert (Hy : y = phase + T * (w * j)) by (rewrite Hdm, HwT; ring).
  repeat split; try lia.
  - rewrite Hy. apply phase_of_shift. assumption.
  - rewrite Hy. rewrite div_shift by assumption. ring.
Qed.

Lemma node_above : forall y x, sees net (i + 1) y x ->
  (exists l, In l (phase_of a y) /\ low_at a y l <= x) /\ (exists l, In l (phase_of a y) /\ x <= high_at a y l).
Proof.
  intros y x H. destruct (sees_node _ _ _ _ _ Hnode H) as [e [m [t [Hin [Hm [Heq Hx]]]]]].
  rewrite <- Hreads in Hin. apply in_map_iff in Hin. destruct Hin as [[e' below] [He Hin]]. cbn [fst] in He. subst e'.
  destruct node_parts as [_ [_ [_ [Hedges Hsame]]]].
  destruct (place y) as [j [phase [Hy [Hph [Hpo Hdiv]]]]]. specialize (Hsame _ Hph). destruct Hsame as [S1 S2].
  rewrite Hy in Heq.
  destruct (edge_above net e below whole (Hall _ _ Hin) (Hedges _ Hin) phase j m t x Hm Heq Hx)
    as [[l [Hl Hv]] [l' [Hl' Hv']]].
  split.
  - destruct (same_spec _ _ S1 j) as [_ C].
    destruct (C l) as [c [Hc Hcv]]. { apply in_flat_map. exists (e, below). split; assumption. }
    unfold claimed_lows in Hc. apply in_map_iff in Hc. destruct Hc as [line [<- Hline]].
    exists line. split; [rewrite Hpo; assumption|]. unfold low_at. fold T. rewrite Hdiv.
    unfold value in Hcv, Hv. cbn [fst snd] in Hcv. fold T in Hcv. unfold value in Hcv.
    replace (slope line * (whole / T * j + phase / T) + left line)
      with (slope line * (whole / T) * j + (slope line * (phase / T) + left line)) by ring. lia.
  - destruct (same_spec _ _ S2 j) as [_ C].
    destruct (C l') as [c [Hc Hcv]]. { apply in_flat_map. exists (e, below). split; assumption. }
    unfold claimed_highs in Hc. apply in_map_iff in Hc. destruct Hc as [line [<- Hline]].
    exists line. split; [rewrite Hpo; assumption|]. unfold high_at. fold T. rewrite Hdiv.
    unfold value in Hcv, Hv'. cbn [fst snd] in Hcv. fold T in Hcv.
    replace (slope line * (whole / T * j + phase / T) + right line)
      with (- (- (slope line * (whole / T)) * j + - (slope line * (phase / T) + right line))) by ring. lia.
Qed.

Lemma node_met : forall y l, In l (phase_of a y) ->
  (exists x, sees net (i + 1) y x /\ x <= low_at a y l) /\ (exists x, sees net (i + 1) y x /\ high_at a y l <= x).
Proof.
  intros y l Hl. destruct node_parts as [_ [_ [_ [Hedges Hsame]]]].
  destruct (place y) as [j [phase [Hy [Hph [Hpo Hdiv]]]]]. specialize (Hsame _ Hph). destruct Hsame as [S1 S2].
  rewrite Hpo in Hl. split.
  - destruct (same_spec _ _ S1 j) as [C _].
    destruct (C (slope l * (whole / T), slope l * (phase / T) + left l)) as [o [Ho Hov]].
    { apply in_map_iff. exists l. split; [reflexivity | assumption]. }
    apply in_flat_map in Ho. destruct Ho as [[e below] [Hin Ho]].
    destruct (edge_met_low net e below whole (Hall _ _ Hin) (Hedges _ Hin) phase j o Ho) as [m [t [x [Hm [Heq [Hx Hle]]]]]].
    exists x. split.
    + apply (through net i node e y m t x); try assumption.
      * rewrite <- Hreads. apply in_map_iff. exists (e, below). split; [reflexivity | assumption].
      * rewrite Hy. assumption.
    + unfold low_at. fold T. rewrite Hdiv. unfold value at 2 in Hov. cbn [fst snd] in Hov.
      replace (slope l * (whole / T * j + phase / T) + left l)
        with (slope l * (whole / T) * j + (slope l * (phase / T) + left l)) by ring. lia.
  - destruct (same_spec _ _ S2 j) as [C _].
    destruct (C (- (slope l * (whole / T)), - (slope l * (phase / T) + right l))) as [o [Ho Hov]].
    { apply in_map_iff. exists l. split; [reflexivity | assumption]. }
    apply in_flat_map in Ho. destruct Ho as [[e below] [Hin Ho]].
    destruct (edge_met_high net e below whole (Hall _ _ Hin) (Hedges _ Hin) phase j o Ho) as [m [t [x [Hm [Heq [Hx Hle]]]]]].
    exists x. split.
    + apply (through net i node e y m t x); try assumption.
      * rewrite <- Hreads. apply in_map_iff. exists (e, below). split; [reflexivity | assumption].
      * rewrite Hy. assumption.
    + unfold high_at. fold T. rewrite Hdiv. unfold value at 2 in Hov. cbn [fst snd] in Hov.
      replace (slope l * (whole / T * j + phase / T) + right l)
        with (- (- (slope l * (whole / T)) * j + - (slope l * (phase / T) + right l))) by ring. lia.
Qed.

Lemma node_holds : holds net (i + 1) a.
Proof. exact (Holds net (i + 1) a period_positive slopes node_above node_met). Qed.

End Sound.

Lemma source_holds : forall net, holds net 0 source.
Proof.
  intros net.
  assert (P : forall t, phase_of source t = [Line 1 0 0]).
  { intros t. unfold phase_of. change (period source) with 1. rewrite Z.mod_1_r. reflexivity. }
  assert (S : forall y x, sees net 0 y x -> x = y).
  { intros y x H. remember 0 as z eqn:Ez. destruct H as [x | i node e y m t x Hn]; [reflexivity|].
    apply nth_range in Hn. lia. }
  split.
  - reflexivity.
  - intros phase l H. rewrite P in H. destruct H as [<-|[]]. cbn [slope]. lia.
  - intros y x H. apply S in H. subst x. rewrite P. unfold low_at, high_at. change (period source) with 1.
    rewrite Z.div_1_r. split; exists (Line 1 0 0); (split; [left; reflexivity | cbn [slope left right]; lia]).
  - intros y l H. rewrite P in H. destruct H as [<-|[]]. unfold low_at, high_at. change (period source) with 1.
    rewrite Z.div_1_r. split; exists y; (split; [constructor | cbn [slope left right]; lia]).
Qed.

Lemma known_spec : forall before i node reads, known before i node = Some reads ->
  map (@fst edge answer) reads = node /\
  forall e below, In (e, below) reads -> nth before (i - 1 - from e) = Some below.
Proof.
  induction node as [|e node IH]; intros reads H; cbn [known] in H.
  - injection H as <-. split; [reflexivity | intros ? ? []].
  - destruct (nth before (i - 1 - from e)) as [b|] eqn:E; [|discriminate].
    destruct (known before i node) as [rs|] eqn:K; [|discriminate]. injection H as <-.
    destruct (IH _ eq_refl) as [H1 H2]. split; [cbn [map fst]; congruence|].
    intros e' below' [Hx|Hx]; [injection Hx as <- <-; assumption | auto].
Qed.

Definition all_hold (net : network) (i : Z) (before : list answer) : Prop :=
  forall p b, nth before p = Some b -> holds net (i - 1 - p) b.

Lemma check_from_sound : forall net rest done answers before i,
  net = done ++ rest -> i = Z.of_nat (length done) + 1 -> all_hold net i before ->
  check_from i before rest answers = true ->
  forall p b, nth answers p = Some b -> holds net (i + p) b.
Proof.
  intros net rest. induction rest as [|node rest IH]; intros done answers before i Hnet Hi Hbefore H p b Hp;
    destruct answers as [|a answers]; try discriminate.
  cbn [check_from] in H. destruct (known before i node) as [reads|] eqn:K; [|discriminate].
  apply andb_true_iff in H. destruct H as [H1 H2]. destruct (known_spec _ _ _ _ K) as [K1 K2].
  assert (Hnode : nth net (i - 1) = Some node).
  { rewrite Hnet, Hi. replace (Z.of_nat (length done) + 1 - 1) with (Z.of_nat (length done)) by lia. apply nth_app. }
  assert (Ha : holds net i a).
  { replace i with (i - 1 + 1) by lia. apply (node_holds net (i - 1) node reads a); try assumption.
    intros e below Hin. specialize (Hbefore _ _ (K2 _ _ Hin)).
    replace (i - 1 - (i - 1 - from e)) with (from e) in Hbefore by lia. assumption. }
  cbn [nth] in Hp. destruct (Z.eqb_spec p 0) as [->|Hne].
  - injection Hp as <-. replace (i + 0) with i by lia. assumption.
  - specialize (IH (done ++ [node]) answers (a :: before) (i + 1)).
    replace (i + p) with (i + 1 + (p - 1)) by lia. apply IH; try assumption.
    + rewrite <- app_assoc. exact Hnet.
    + rewrite app_length. cbn [length]. lia.
    + intros q c Hq. cbn [nth] in Hq. destruct (Z.eqb_spec q 0) as [->|Hq0].
      * injection Hq as <-. replace (i + 1 - 1 - 0) with i by lia. assumption.
      * specialize (Hbefore _ _ Hq). replace (i + 1 - 1 - q) with (i - 1 - (q - 1)) by lia. assumption.
Qed.

Lemma list_eqb_eq : forall A (eqb : A -> A -> bool), (forall x y, eqb x y = true -> x = y) ->
  forall xs ys, list_eqb eqb xs ys = true -> xs = ys.
Proof.
  intros A eqb H. induction xs as [|x xs IH]; intros [|y ys] E; try discriminate; [reflexivity|].
  cbn [list_eqb] in E. apply andb_true_iff in E. destruct E as [E1 E2].
  rewrite (H _ _ E1), (IH _ E2). reflexivity.
Qed.

Lemma line_eqb_eq : forall l o, line_eqb l o = true -> l = o.
Proof.
  intros [s a b] [s' a' b'] H. unfold line_eqb in H. cbn [slope left right] in H.
  apply andb_true_iff in H. destruct H as [H H3]. apply andb_true_iff in H. destruct H as [H1 H2].
  apply Z.eqb_eq in H1, H2, H3. congruence.
Qed.

Theorem answer_sound : forall net answers i a,
  check net answers = true -> nth (source :: answers) i = Some a -> states net (i, a).
Proof.
  intros net answers i a Hc E. apply holds_states.
  cbn [nth] in E. destruct (Z.eqb_spec i 0) as [->|Hi].
  - injection E as <-. apply source_holds.
  - replace i with (1 + (i - 1)) by lia.
    apply (check_from_sound net net [] answers [source] 1); try assumption; try reflexivity.
    intros p b Hp. cbn [nth] in Hp. destruct (Z.eqb_spec p 0) as [->|]; [|discriminate].
    injection Hp as <-. apply source_holds.
Qed.

Theorem table_sound : forall net answers table,
  check net answers && forallb (among answers) table = true -> Forall (states net) table.
Proof.
  intros net answers table H. apply andb_true_iff in H. destruct H as [Hc Ht].
  apply Forall_forall. intros [i a] Hin. rewrite forallb_forall in Ht. specialize (Ht _ Hin).
  unfold among in Ht. cbn [fst snd] in Ht.
  destruct (nth (source :: answers) i) as [a'|] eqn:E; [|discriminate].
  apply (list_eqb_eq _ _ (list_eqb_eq _ _ line_eqb_eq)) in Ht. subst a'. eapply answer_sound; eauto.
Qed.

(* of a node of one phase *)
Lemma every_output : forall net i l more, states net (i, [l :: more]) -> forall m,
  exactly net i m (least (low m l) (map (low m) more)) (greatest (high m l) (map (high m) more)).
Proof.
  intros net i l more H m. specialize (H 0 (l :: more) m eq_refl). cbn [fst snd] in H.
  change (period [l :: more]) with 1 in H. replace (1 * m + 0) with m in H by lia. exact H.
Qed.

Lemma no_output : forall net i, states net (i, [[]]) -> forall m, nothing net i m.
Proof.
  intros net i H m. specialize (H 0 [] m eq_refl). cbn [fst snd] in H.
  change (period [[]]) with 1 in H. replace (1 * m + 0) with m in H by lia. exact H.
Qed.

(* ---- networks on inputs of any size: what they read depends on n mod M alone *)

(* by how much the last index of each map grows where n grows by M *)
Definition grows (turns : list Z) (s : size) : Z := times s * last_of turns (of s) / over s.
Fixpoint repeats (turns : list Z) (net : sized) : bool :=
  match net with
  | [] => true
  | (node, s) :: rest =>
      (0 <? over s) && ((times s * last_of turns (of s)) mod over s =? 0) &&
      forallb (fun '(e, p) =>
        match p with Explicit => true | Same _ => (0 <? up e) && (last_of turns (from e) mod up e =? 0) end) node &&
      repeats (turns ++ [grows turns s]) rest
  end.

Lemma nth_map2 : forall (f : Z -> Z -> Z) xs ys i, length xs = length ys -> f 0 0 = 0 ->
  last_of (map (fun '(x, y) => f x y) (combine xs ys)) i = f (last_of xs i) (last_of ys i).
Proof.
  intros f xs. unfold last_of. induction xs as [|x xs IH]; intros [|y ys] i L F; try discriminate.
  - cbn. symmetry. exact F.
  - cbn [combine map nth]. destruct (i =? 0); [reflexivity|]. apply IH; [cbn in L; lia | assumption].
Qed.

Definition moved_by (k : Z) (lasts turns : list Z) : list Z := map (fun '(l, t) => l + k * t) (combine lasts turns).

Lemma last_moved : forall k lasts turns i, length lasts = length turns ->
  last_of (moved_by k lasts turns) i = last_of lasts i + k * last_of turns i.
Proof. intros. unfold moved_by. apply (nth_map2 (fun l t => l + k * t)); [assumption | lia]. Qed.

Lemma moved_app : forall k lasts turns l t, length lasts = length turns ->
  moved_by k (lasts ++ [l]) (turns ++ [t]) = moved_by k lasts turns ++ [l + k * t].
Proof.
  intros k lasts. unfold moved_by. induction lasts as [|x xs IH]; intros [|y ys] l t L; try discriminate; [reflexivity|].
  cbn [app combine map]. rewrite IH by (cbn in L; lia). reflexivity.
Qed.

Lemma repeats_spec : forall net k lasts turns, length lasts = length turns -> repeats turns net = true ->
  with_lasts (moved_by k lasts turns) net = with_lasts lasts net.
Proof.
  induction net as [|[node s] net IH]; intros k lasts turns L H; [reflexivity|].
  cbn [repeats] in H. apply andb_true_iff in H. destruct H as [H H4]. apply andb_true_iff in H. destruct H as [H H3].
  apply andb_true_iff in H. destruct H as [H1 H2]. apply Z.ltb_lt in H1. apply Z.eqb_eq in H2.
  rewrite forallb_forall in H3. cbn [with_lasts]. f_equal.
  - apply map_ext_in. intros [e p] Hin. specialize (H3 _ Hin). cbn in H3. rewrite last_moved by assumption.
    destruct p as [|upper]; [reflexivity|]. apply andb_true_iff in H3. destruct H3 as [Hu Hm].
    apply Z.ltb_lt in Hu. apply Z.eqb_eq in Hm.
    assert (E : total e (last_of lasts (from e) + k * last_of turns (from e)) = total e (last_of lasts (from e))).
    { unfold total. do 2 f_equal. apply Z.div_exact in Hm; [|lia]. rewrite Hm.
      replace (k * (up e * (last_of turns (from e) / up e))) with (k * (last_of turns (from e) / up e) * up e) by ring.
      apply Z_mod_plus_full. }
    unfold padded. rewrite E. reflexivity.
  - replace (moved_by k lasts turns ++ [last_above (moved_by k lasts turns) s])
      with (moved_by k (lasts ++ [last_above lasts s]) (turns ++ [grows turns s])).
    + apply IH; [rewrite !app_length; cbn [length]; lia | assumption].
    + rewrite moved_app by assumption. do 2 f_equal. unfold last_above, grows. rewrite last_moved by assumption.
      apply Z.div_exact in H2; [|lia].
      set (q := times s * last_of turns (of s) / over s) in *. clearbody q.
      replace (times s * (last_of lasts (of s) + k * last_of turns (of s)) + more s)
        with (times s * last_of lasts (of s) + more s + k * (times s * last_of turns (of s))) by ring.
      rewrite H2. replace (k * (over s * q)) with (k * q * over s) by ring.
      rewrite Z.div_add by lia. reflexivity.
Qed.

Lemma on_size_repeats : forall net M n, 0 < M -> repeats [M] net = true -> on_size net n = on_size net (n mod M).
Proof.
  intros net M n HM H. unfold on_size. rewrite <- (repeats_spec net (n / M) [n mod M - 1] [M] eq_refl H).
  unfold moved_by. cbn [combine map]. do 2 f_equal. pose proof (Z.div_mod n M). lia.
Qed.

(* the answers on inputs of n samples, for n mod M = 0, 1, … M - 1 *)
Definition check_sizes (net : sized) (answers : list (list answer)) : bool :=
  let M := Z.of_nat (length answers) in
  (0 <? M) && repeats [M] net &&
  forallb (fun r => match nth answers r with Some a => check (on_size net r) a | None => false end) (numbers 0 M).

Theorem sizes_sound : forall net answers n some i a, check_sizes net answers = true ->
  nth answers (n mod Z.of_nat (length answers)) = Some some -> nth (source :: some) i = Some a ->
  states (on_size net n) (i, a).
Proof.
  intros net answers n some i a H Hs Hi. unfold check_sizes in H.
  apply andb_true_iff in H. destruct H as [H H3]. apply andb_true_iff in H. destruct H as [H1 H2].
  apply Z.ltb_lt in H1. rewrite (on_size_repeats net (Z.of_nat (length answers)) n) by assumption.
  set (r := n mod Z.of_nat (length answers)) in *. clearbody r.
  rewrite forallb_forall in H3. specialize (H3 r). rewrite Hs in H3. eapply answer_sound; [|exact Hi].
  apply H3. apply in_numbers. apply nth_range in Hs. lia.
Qed.

Fixpoint all_among (answers : list (list answer)) (tables : list (list (Z * answer))) : bool :=
  match answers, tables with
  | [], [] => true
  | a :: answers', t :: tables' => forallb (among a) t && all_among answers' tables'
  | _, _ => false
  end.

Lemma all_among_spec : forall answers tables, all_among answers tables = true ->
  length answers = length tables /\ forall r t, nth tables r = Some t ->
  exists a, nth answers r = Some a /\ forallb (among a) t = true.
Proof.
  induction answers as [|a answers IH]; intros [|t tables] H; try discriminate.
  - split; [reflexivity | intros ? ? N; discriminate].
  - cbn [all_among] in H. apply andb_true_iff in H. destruct H as [H1 H2]. destruct (IH _ H2) as [L S].
    split; [cbn; congruence|]. intros r u N. cbn [nth] in *. destruct (r =? 0); [|auto].
    injection N as <-. eauto.
Qed.

Theorem sized_sound : forall net answers tables,
  check_sizes net answers && all_among answers tables = true -> states_sized net tables.
Proof.
  intros net answers tables H n table _ N. apply andb_true_iff in H. destruct H as [H1 H2].
  destruct (all_among_spec _ _ H2) as [L S]. rewrite <- L in N. destruct (S _ _ N) as [some [Ns Hs]].
  apply Forall_forall. intros [i a] Hin. rewrite forallb_forall in Hs. specialize (Hs _ Hin).
  unfold among in Hs. cbn [fst snd] in Hs. destruct (nth (source :: some) i) as [a'|] eqn:E; [|discriminate].
  apply (list_eqb_eq _ _ (list_eqb_eq _ _ line_eqb_eq)) in Hs. subst a'. eapply sizes_sound; eauto.
Qed.

(* ---- networks with symbols: one node after the other, each from those that it reads *)

(* node i sees S y + a … S y + b *)
Definition affine (net : network) (i s a b : Z) : Prop := 0 <= s /\ forall y, exactly net i y (s * y + a) (s * y + b).

Lemma affine_ends : forall net i s a b, affine net i s a b -> forall y, exactly net i y (s * y + a) (s * y + b).
Proof. intros net i s a b [_ H]. exact H. Qed.

Lemma input_affine : forall net, affine net 0 1 0 0.
Proof.
  intros net. split; [lia|]. intros y. replace (1 * y + 0) with y by lia.
  split; [constructor|]. split; [constructor|]. intros x H. remember 0 as z eqn:Ez.
  destruct H as [x|i node e y m t x Hn]; [lia|]. apply nth_range in Hn. lia.
Qed.

(* edges with the S, a and b of the nodes that they read; what all of them see together *)
Definition lowest (y : Z) (r : edge * (Z * Z * Z)) : Z :=
  let '(e, (s, a, b)) := r in s * (up e * y + first e) + a.
Definition highest (y : Z) (r : edge * (Z * Z * Z)) : Z :=
  let '(e, (s, a, b)) := r in s * (up e * y + first e + step e * (taps e - 1)) + b.
Fixpoint readable (net : network) (reads : list (edge * (Z * Z * Z))) : Prop :=
  match reads with
  | [] => True
  | (e, (s, a, b)) :: more =>
      down e = 1 /\ 0 <= step e /\ 1 <= taps e /\ affine net (from e) s a b /\ readable net more
  end.

Lemma readable_in : forall net reads e s a b, readable net reads -> In (e, (s, a, b)) reads ->
  down e = 1 /\ 0 <= step e /\ 1 <= taps e /\ affine net (from e) s a b.
Proof.
  induction reads as [|[e' [[s' a'] b']] reads IH]; intros e s a b H Hin; [destruct Hin|].
  cbn [readable] in H. destruct H as [H1 [H2 [H3 [H4 H5]]]].
  destruct Hin as [Hin|Hin]; [injection Hin as <- <- <- <-; auto | eauto].
Qed.

Lemma node_affine : forall net i reads s a b, nth net i = Some (map fst reads) -> readable net reads -> 0 <= s ->
  (forall y, Forall (fun r => s * y + a <= lowest y r /\ highest y r <= s * y + b) reads) ->
  (forall y, Exists (fun r => lowest y r = s * y + a) reads) ->
  (forall y, Exists (fun r => highest y r = s * y + b) reads) ->
  affine net (i + 1) s a b.
Proof.
  intros net i reads s a b Hn Hr Hs Hall Hlow Hhigh. split; [assumption|]. intros y.
  assert (Hin : forall e m t x, In e (map fst reads) -> 0 <= m < taps e ->
    down e * t = up e * y + first e + step e * m -> sees net (from e) t x -> sees net (i + 1) y x).
  { intros e m t x He Hm Heq Hx. eapply through; eauto. }
  split; [|split].
  - specialize (Hlow y). apply Exists_exists in Hlow. destruct Hlow as [[e [[s' a'] b']] [He Hl]].
    destruct (readable_in _ _ _ _ _ _ Hr He) as [Hd [Hst [Ht [_ Hf]]]]. cbn [lowest] in Hl. rewrite <- Hl.
    apply (Hin e 0 (up e * y + first e)); [apply in_map_iff; exists (e, (s', a', b')); auto | lia | rewrite Hd; lia |].
    apply (Hf (up e * y + first e)).
  - specialize (Hhigh y). apply Exists_exists in Hhigh. destruct Hhigh as [[e [[s' a'] b']] [He Hl]].
    destruct (readable_in _ _ _ _ _ _ Hr He) as [Hd [Hst [Ht [_ Hf]]]]. cbn [highest] in Hl. rewrite <- Hl.
    apply (Hin e (taps e - 1) (up e * y + first e + step e * (taps e - 1)));
      [apply in_map_iff; exists (e, (s', a', b')); auto | lia | rewrite Hd; lia |].
    apply (Hf (up e * y + first e + step e * (taps e - 1))).
  - intros x Hx. destruct (sees_node _ _ _ _ _ Hn Hx) as [e [m [t [He [Hm [Heq Hsee]]]]]].
    apply in_map_iff in He. destruct He as [[e' [[s' a'] b']] [Heq' He]]. cbn [fst] in Heq'. subst e'.
    destruct (readable_in _ _ _ _ _ _ Hr He) as [Hd [Hst [Ht [Hs' Hf]]]].
    specialize (Hall y). rewrite Forall_forall in Hall. specialize (Hall _ He). cbn [lowest highest] in Hall.
    destruct (Hf t) as [_ [_ Hb]]. specialize (Hb _ Hsee). rewrite Hd in Heq. replace (1 * t) with t in Heq by lia.
    subst t. assert (0 <= step e * m) by nia. assert (step e * m <= step e * (taps e - 1)) by nia. nia.
Qed.

(* ---- layers repeated a number of times that is a symbol *)

(* every edge of a node is from an earlier one *)
Definition grounded (net : network) : Prop :=
  forall i node e, nth net i = Some node -> In e node -> 0 <= from e <= i.
(* the nodes of `part` are nodes o + 1, o + 2, … of the network, their numbers moved by o *)
Definition located (net : network) (o : Z) (part : network) : Prop :=
  forall j node, nth part j = Some node -> nth net (o + j) = Some node.

Lemma nth_left : forall A (xs ys : list A) i x, nth xs i = Some x -> nth (xs ++ ys) i = Some x.
Proof.
  induction xs as [|z xs IH]; intros ys i x H; cbn [nth app] in *; [discriminate|].
  destruct (i =? 0); auto.
Qed.

Lemma nth_right : forall A (xs ys : list A) j, 0 <= j -> nth (xs ++ ys) (Z.of_nat (length xs) + j) = nth ys j.
Proof.
  induction xs as [|z xs IH]; intros ys j Hj; [cbn; f_equal; lia|].
  change (length (z :: xs)) with (S (length xs)). cbn [nth app].
  destruct (Z.eqb_spec (Z.of_nat (S (length xs)) + j) 0); [lia|].
  replace (Z.of_nat (S (length xs)) + j - 1) with (Z.of_nat (length xs) + j) by lia. auto.
Qed.

Lemma nth_map : forall A B (f : A -> B) xs i, nth (map f xs) i = option_map f (nth xs i).
Proof. induction xs as [|z xs IH]; intros i; cbn; [reflexivity|]. destruct (i =? 0); auto. Qed.

Lemma located_whole : forall net, located net 0 net.
Proof. intros net j node H. exact H. Qed.
Lemma located_left : forall left right o part, located left o part -> located (left ++ right) o part.
Proof. intros left right o part H j node Hj. apply nth_left. auto. Qed.
Lemma located_right : forall left part o, nodes left = o -> located (left ++ part) o part.
Proof.
  intros left part o <- j node Hj. unfold nodes. rewrite nth_right; [exact Hj|]. apply nth_range in Hj. lia.
Qed.
Lemma located_above : forall left top o, nodes left = o -> located (put_on left top) o (map (map (shifted o)) top).
Proof. intros left top o <-. apply located_right. reflexivity. Qed.

Lemma located_under : forall left top o part, located left o part -> located (put_on left top) o part.
Proof. intros. apply located_left. assumption. Qed.

Lemma nodes_app : forall one other, nodes (one ++ other) = nodes one + nodes other.
Proof. intros. unfold nodes. rewrite app_length. lia. Qed.
Lemma nodes_above : forall net top, nodes (put_on net top) = nodes net + nodes top.
Proof. intros. unfold put_on. rewrite nodes_app. unfold nodes. rewrite map_length. reflexivity. Qed.
Lemma nodes_copies : forall body n, (forall k, 0 <= k -> nodes (body k) = n) -> forall c, 0 <= c ->
  nodes (copies body c) = n * c.
Proof.
  intros body n H c Hc. unfold copies. rewrite <- (Z2Nat.id c Hc) at 2. induction (Z.to_nat c) as [|k IH]; cbn [stacked].
  - unfold nodes. cbn. lia.
  - rewrite nodes_above, IH, H by lia. lia.
Qed.

Lemma sees_located : forall net o top, 0 <= o -> grounded top -> located net o (map (map (shifted o)) top) ->
  forall j y x, 0 <= j <= nodes top ->
  (sees net (o + j) y x <-> exists t, sees top j y t /\ sees net o t x).
Proof.
  intros net o top Ho G L j y x Hj. split.
  - intro H. remember (o + j) as i eqn:Ei. revert j Hj Ei.
    induction H as [x|i node e y m t x Hn He Hm Heq Hs IH]; intros j Hj Ei.
    + assert (j = 0) by lia. assert (o = 0) by lia. subst. exists x. split; constructor.
    + destruct (Z.eq_dec j 0) as [->|Hj0].
      * exists y. split; [constructor|]. replace o with (i + 1) by lia. eapply through; eauto.
      * destruct (nth_some _ top (j - 1)) as [here Hh]; [unfold nodes in Hj; lia|].
        assert (Hn' := L (j - 1) (map (shifted o) here)). rewrite nth_map, Hh in Hn'. specialize (Hn' eq_refl).
        replace (o + (j - 1)) with i in Hn' by lia. rewrite Hn in Hn'. injection Hn' as ->.
        apply in_map_iff in He. destruct He as [e0 [<- He0]]. pose proof (G _ _ _ Hh He0) as Hf.
        cbn [shifted from up first step taps down] in *.
        destruct (IH (from e0)) as [t' [H1 H2]]; [lia|lia|]. exists t'. split; [|exact H2].
        replace j with (j - 1 + 1) by lia. eapply through; eauto.
  - intros [t [H1 H2]]. revert H2. clear Hj.
    induction H1 as [z|i node e y m t z Hn He Hm Heq Hs IH]; intro H2; [replace (o + 0) with o by lia; exact H2|].
    replace (o + (i + 1)) with (o + i + 1) by lia.
    assert (Hn' := L i (map (shifted o) node)). rewrite nth_map, Hn in Hn'. specialize (Hn' eq_refl).
    apply (through net (o + i) (map (shifted o) node) (shifted o e) y m t x); cbn [shifted from up first step taps down];
      auto using in_map. replace (from e + o) with (o + from e) by lia. auto.
Qed.

Lemma affine_located : forall net o top n s a b S A C, 0 <= o -> grounded top -> nodes top = n ->
  located net o (map (map (shifted o)) top) -> affine net o S A C -> affine top n s a b ->
  affine net (o + n) (S * s) (S * a + A) (S * b + C).
Proof.
  intros net o top n s a b S A C Ho G <- L [HS H] [Hs T]. split; [nia|]. intro y.
  assert (N : 0 <= nodes top <= nodes top) by (unfold nodes; lia).
  pose proof (fun x => sees_located net o top Ho G L (nodes top) y x N) as E.
  destruct (T y) as [T1 [T2 T3]].
  split; [|split].
  - apply E. exists (s * y + a). split; [exact T1|]. replace (S * s * y + _) with (S * (s * y + a) + A) by ring. apply H.
  - apply E. exists (s * y + b). split; [exact T2|]. replace (S * s * y + _) with (S * (s * y + b) + C) by ring. apply H.
  - intros x Hx. apply E in Hx. destruct Hx as [t [X1 X2]]. apply T3 in X1. apply (H t) in X2. nia.
Qed.

Lemma grounded_above : forall net top, grounded net -> grounded top -> grounded (put_on net top).
Proof.
  intros net top G T i node e Hn He. unfold put_on in Hn.
  destruct (Z_lt_le_dec i (nodes net)) as [Hi|Hi].
  - destruct (nth_some _ net i) as [here Hh]; [apply nth_range in Hn; unfold nodes in Hi; lia|].
    rewrite (nth_left _ _ _ _ _ Hh) in Hn. injection Hn as <-. eauto.
  - replace i with (nodes net + (i - nodes net)) in Hn by lia. unfold nodes in Hn at 1.
    rewrite nth_right, nth_map in Hn by lia.
    destruct (nth top (i - nodes net)) as [here|] eqn:Hh; [|discriminate]. injection Hn as <-.
    apply in_map_iff in He. destruct He as [e0 [<- He0]]. pose proof (T _ _ _ Hh He0). cbn [shifted from]. unfold nodes in *. lia.
Qed.

Lemma grounded_nil : grounded [].
Proof. intros i node e H. discriminate. Qed.

Lemma shifted_none : forall net, map (map (shifted 0)) net = net.
Proof.
  intro net. rewrite <- (map_id net) at 2. apply map_ext. intro node. rewrite <- (map_id node) at 2. apply map_ext.
  intros [f u a s t d]. unfold shifted. cbn. rewrite Z.add_0_r. reflexivity.
Qed.

Lemma affine_left : forall net more i s a b, grounded net -> nodes net = i -> affine net i s a b ->
  affine (net ++ more) i s a b.
Proof.
  intros net more i s a b G N H.
  replace i with (0 + i) by lia. replace s with (1 * s) by lia.
  replace a with (1 * a + 0) by lia. replace b with (1 * b + 0) by lia.
  apply (affine_located _ _ net); auto using input_affine; [lia|].
  rewrite shifted_none. apply located_left, located_whole.
Qed.

Lemma grounded_copies : forall body c, (forall k, 0 <= k -> grounded (body k)) -> grounded (copies body c).
Proof.
  intros body c H. unfold copies. induction (Z.to_nat c) as [|k IH]; [apply grounded_nil|].
  apply grounded_above; [exact IH | apply H; lia].
Qed.

(* the nodes of a body, and what its last one sees of the body's input *)
Definition body_is (net : network) (n s a b : Z) : Prop := grounded net /\ nodes net = n /\ affine net n s a b.

(* what c copies see, by induction on c: once more, the numbers of the next copy put into those of c copies *)
Theorem copies_affine : forall (body : Z -> network) n (s a b S A C : Z -> Z),
  (forall c, 0 <= c -> body_is (body c) n (s c) (a c) (b c)) ->
  S 0 = 1 /\ A 0 = 0 /\ C 0 = 0 ->
  (forall c, 0 <= c -> S (c + 1) = S c * s c /\ A (c + 1) = S c * a c + A c /\ C (c + 1) = S c * b c + C c) ->
  forall c, 0 <= c -> body_is (copies body c) (n * c) (S c) (A c) (C c).
Proof.
  intros body n s a b S A C H [Z1 [Z2 Z3]] step c Hc.
  assert (N : forall c, 0 <= c -> nodes (copies body c) = n * c) by (apply nodes_copies; intros; apply H; lia).
  split; [apply grounded_copies; intros; apply H; lia|]. split; [apply N; exact Hc|].
  revert c Hc. apply natlike_ind.
  - rewrite Z1, Z2, Z3. replace (n * 0) with 0 by ring. apply input_affine.
  - intros c Hc IH. unfold Z.succ. destruct (step c Hc) as [-> [-> ->]]. destruct (H c Hc) as [G [M T]].
    assert (E : copies body (c + 1) = put_on (copies body c) (body c)).
    { unfold copies. rewrite Z2Nat.inj_add, Nat.add_1_r by lia. cbn [stacked]. rewrite Z2Nat.id by lia. reflexivity. }
    rewrite E. replace (n * (c + 1)) with (n * c + n) by ring.
    apply (affine_located _ _ (body c)); auto.
    + rewrite <- (N c Hc). unfold nodes. lia.
    + apply located_above, N, Hc.
    + apply affine_left; auto. apply grounded_copies. intros. apply H. lia.
Qed.

(* the numbers of sums over copies *)
Lemma power_next : forall b c, 0 <= c -> b ^ (c + 1) = b * b ^ c.
Proof. intros. rewrite Z.pow_add_r by lia. ring. Qed.
Lemma power_least : forall b c, 1 <= b -> 0 <= c -> 1 <= b ^ c.
Proof. intros b c H Hc. pose proof (Z.pow_pos_nonneg b c ltac:(lia) Hc). lia. Qed.
Lemma geometric_0 : forall b, geometric b 0 = 0.
Proof. reflexivity. Qed.
Lemma geometric_next : forall b c, 0 <= c -> geometric b (c + 1) = 1 + b * geometric b c.
Proof. intros. unfold geometric. rewrite Z2Nat.inj_add, Nat.add_1_r by lia. reflexivity. Qed.
Lemma geometric_power : forall b c, 0 <= c -> b ^ c = 1 + (b - 1) * geometric b c.
Proof.
  intros b c Hc. revert c Hc. apply natlike_ind; [rewrite geometric_0; ring|].
  intros c Hc IH. unfold Z.succ. rewrite power_next, geometric_next, IH by exact Hc. ring.
Qed.
Lemma geometric_least : forall b c, 1 <= b -> 0 <= c -> c <= geometric b c.
Proof.
  intros b c Hb Hc. revert c Hc. apply natlike_ind; [rewrite geometric_0; lia|].
  intros c Hc IH. unfold Z.succ. rewrite geometric_next by exact Hc. nia.
Qed.
Lemma pairs_0 : pairs 0 = 0.
Proof. reflexivity. Qed.
Lemma pairs_next : forall c, pairs (c + 1) = pairs c + c.
Proof. intros. unfold pairs. replace ((c + 1) * (c + 1 - 1)) with (c * (c - 1) + c * 2) by ring. apply Z.div_add. lia. Qed.
Lemma pairs_twice : forall c, 0 <= c -> 0 <= pairs c /\ 2 * pairs c = c * (c - 1).
Proof.
  intros c Hc. assert (E : 2 * pairs c = c * (c - 1)).
  { revert c Hc. apply natlike_ind; [reflexivity|]. intros c _ IH. unfold Z.succ. rewrite pairs_next. lia. }
  split; [nia | exact E].
Qed.

(* a node of a part of the network, and what is repeated as one node *)
Lemma node_located : forall net o part j i reads s a b, located net o part -> nth part j = Some (map fst reads) ->
  i = o + j + 1 -> readable net reads -> 0 <= s ->
  (forall y, Forall (fun r => s * y + a <= lowest y r /\ highest y r <= s * y + b) reads) ->
  (forall y, Exists (fun r => lowest y r = s * y + a) reads) ->
  (forall y, Exists (fun r => highest y r = s * y + b) reads) ->
  affine net i s a b.
Proof. intros net o part j i reads s a b L H ->. apply node_affine. exact (L _ _ H). Qed.

Lemma copies_located : forall net left o part n s a b S A C i s' a' b', located net o (map (map (shifted o)) part) ->
  nodes left = o -> body_is part n s a b -> affine net o S A C ->
  i = o + n -> s' = S * s -> a' = S * a + A -> b' = S * b + C -> affine net i s' a' b'.
Proof.
  intros net left o part n s a b S A C i s' a' b' L M [G [N T]] H -> -> -> ->.
  apply (affine_located net o part n); auto. rewrite <- M. unfold nodes. lia.
Qed.

(* how many nodes there are, and what grounds them, part by part *)
Lemma size_app : forall left part o n, nodes left = o -> nodes part = n -> nodes (left ++ part) = o + n.
Proof. intros left part o n <- <-. apply nodes_app. Qed.
Lemma size_put : forall left part o n s a b, nodes left = o -> body_is part n s a b -> nodes (put_on left part) = o + n.
Proof. intros left part o n s a b <- [_ [<- _]]. apply nodes_above. Qed.

Fixpoint grounded_from (i : Z) (part : network) : Prop :=
  match part with [] => True | node :: more => Forall (fun e => 0 <= from e <= i) node /\ grounded_from (i + 1) more end.

Lemma grounded_app : forall left part o, nodes left = o -> grounded left -> grounded_from o part ->
  grounded (left ++ part).
Proof.
  intros left part o <- G P i node e Hn He. destruct (Z_lt_le_dec i (nodes left)) as [Hi|Hi].
  - destruct (nth_some _ left i) as [here Hh]; [apply nth_range in Hn; unfold nodes in Hi; lia|].
    rewrite (nth_left _ _ _ _ _ Hh) in Hn. injection Hn as <-. eauto.
  - replace i with (nodes left + (i - nodes left)) in * by lia. unfold nodes in Hn at 1. rewrite nth_right in Hn by lia.
    revert P Hn. generalize (nodes left) at 1 3 as o. generalize (i - nodes left) as j. clear - He.
    induction part as [|here part IH]; intros j o P Hn; [discriminate|]. destruct P as [P Q]. cbn [nth] in Hn.
    destruct (Z.eqb_spec j 0) as [->|J].
    + injection Hn as ->. rewrite Forall_forall in P. specialize (P _ He). lia.
    + replace (o + j) with (o + 1 + (j - 1)) by lia. eauto.
Qed.

(* the script for one node: its numbers follow from those of the nodes that it reads *)
Ltac numbers_in := cbn [lowest highest readable up first step taps down from fst snd map].
Ltac bounds := lia.
Ltac as_sums := repeat match goal with
  | |- context [geometric ?b ?c] => match goal with |- context [b ^ c] => rewrite (geometric_power b c) by lia end
  end.
Ltac equal := first [ring | as_sums; ring | lia].
Ltac one_of := first [apply Exists_cons_hd; numbers_in; equal | apply Exists_cons_tl; one_of].
Ltac signs := repeat apply Z.mul_nonneg_nonneg; first [lia | nia].
Ltac each := match goal with
  | |- True => exact I
  | |- _ => split; [reflexivity | split; [signs | split; [signs | split; [assumption | each]]]]
  end.
Ltac node place j reads :=
  match goal with |- affine ?net ?i ?s ?a ?b => refine (node_located net _ _ j i reads s a b place eq_refl _ _ _ _ _ _) end;
  [ ring
  | numbers_in; each
  | signs
  | intros y; repeat constructor; numbers_in; first [apply Z.eq_le_incl; ring | lia | nia | as_sums; first [apply Z.eq_le_incl; ring | lia | nia]]
  | intros y; one_of
  | intros y; one_of ].

(* the script for what is repeated, and for its place *)
Ltac repeated place size all below :=
  refine (copies_located _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ place size all below _ _ _ _); cbv beta; equal.
Ltac none_and_one_more body n s a b S A C := apply (copies_affine body n s a b S A C); cbv beta;
  [assumption
  | rewrite ?Z.pow_0_r, ?geometric_0, ?pairs_0; repeat split; ring
  | intros c Hc; rewrite ?power_next, ?geometric_next, ?pairs_next by exact Hc; repeat split; equal].
Ltac grounds := cbn [grounded_from]; repeat split; repeat constructor; cbn [from]; first [lia | nia].
