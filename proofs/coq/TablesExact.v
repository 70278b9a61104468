(* Samples exactly, paths and regions in bounds of one network, by computation. The proofs are not to be read; Coq is. *)

From Coq Require Import Lia.
Require Export TablesSound.

(* ---- node after node: each value from the edges and the values of the nodes that they read *)

Section Sweep.
Context {A : Type}.

Fixpoint values (before : list A) (i : Z) (node : list edge) : option (list (edge * A)) :=
  match node with
  | [] => Some []
  | e :: more =>
      match nth before (i - 1 - from e), values before i more with
      | Some below, Some reads => Some ((e, below) :: reads)
      | _, _ => None
      end
  end.

Variable f : Z -> list (edge * A) -> option A.
Fixpoint sweep (i : Z) (before : list A) (net : network) : option (list A) :=
  match net with
  | [] => Some before
  | node :: rest =>
      match values before i node with
      | Some reads => match f i reads with Some a => sweep (i + 1) (a :: before) rest | None => None end
      | None => None
      end
  end.
Definition at_node (first : A) (net : network) (i : Z) : option A :=
  match sweep 1 [first] net with Some all => nth all (Z.of_nat (length net) - i) | None => None end.

Lemma values_spec : forall before i node reads, values before i node = Some reads ->
  map fst reads = node /\ forall e a, In (e, a) reads -> nth before (i - 1 - from e) = Some a.
Proof.
  induction node as [|e node IH]; intros reads H; cbn [values] in H.
  - injection H as <-. split; [reflexivity | intros ? ? []].
  - destruct (nth before (i - 1 - from e)) as [b|] eqn:E; [|discriminate].
    destruct (values before i node) as [rs|] eqn:K; [|discriminate]. injection H as <-.
    destruct (IH _ eq_refl) as [H1 H2]. split; [cbn [map fst]; congruence|].
    intros e' a' [X|X]; [injection X as <- <-; assumption | auto].
Qed.

Variable net : network.
Variable P : Z -> A -> Prop.
Hypothesis Hnode : forall i node reads a, nth net i = Some node -> map fst reads = node ->
  (forall e b, In (e, b) reads -> P (from e) b) -> f (i + 1) reads = Some a -> P (i + 1) a.

Lemma sweep_spec : forall rest done before i all, net = done ++ rest -> i = Z.of_nat (length done) + 1 ->
  (forall p b, nth before p = Some b -> P (i - 1 - p) b) -> sweep i before rest = Some all ->
  forall p b, nth all p = Some b -> P (Z.of_nat (length net) - p) b.
Proof.
  induction rest as [|node rest IH]; intros done before i all Hnet Hi Hb H p b Hp; cbn [sweep] in H.
  - injection H as <-. specialize (Hb _ _ Hp). rewrite Hnet, app_nil_r.
    replace (Z.of_nat (length done) - p) with (i - 1 - p) by lia. exact Hb.
  - destruct (values before i node) as [reads|] eqn:V; [|discriminate].
    destruct (f i reads) as [a|] eqn:F; [|discriminate]. destruct (values_spec _ _ _ _ V) as [V1 V2].
    assert (Pa : P i a).
    { replace i with (i - 1 + 1) by lia. apply (Hnode _ node reads).
      - rewrite Hnet, Hi. replace (Z.of_nat (length done) + 1 - 1) with (Z.of_nat (length done)) by lia. apply nth_app.
      - exact V1.
      - intros e c Hin. specialize (Hb _ _ (V2 _ _ Hin)). replace (i - 1 - (i - 1 - from e)) with (from e) in Hb by lia.
        exact Hb.
      - replace (i - 1 + 1) with i by lia. exact F. }
    apply (IH (done ++ [node]) (a :: before) (i + 1) all); try assumption.
    + rewrite <- app_assoc. exact Hnet.
    + rewrite app_length. cbn [length]. lia.
    + intros q c Hq. cbn [nth] in Hq. destruct (Z.eqb_spec q 0) as [->|Hq0].
      * injection Hq as <-. replace (i + 1 - 1 - 0) with i by lia. exact Pa.
      * specialize (Hb _ _ Hq). replace (i + 1 - 1 - q) with (i - 1 - (q - 1)) by lia. exact Hb.
Qed.

Lemma at_node_spec : forall first i a, P 0 first -> at_node first net i = Some a -> P i a.
Proof.
  intros first i a P0 H. unfold at_node in H. destruct (sweep 1 [first] net) as [all|] eqn:S; [|discriminate].
  replace i with (Z.of_nat (length net) - (Z.of_nat (length net) - i)) by lia.
  apply (sweep_spec net [] [first] 1 all eq_refl eq_refl); try assumption.
  intros p b Hp. cbn [nth] in Hp. destruct (Z.eqb_spec p 0) as [->|]; [|discriminate]. injection Hp as <-. exact P0.
Qed.
End Sweep.

(* the taps of output y *)
Definition between (e : edge) (y : Z) : list Z :=
  filter (fits e y) (numbers (start e y) (stop e y - start e y + 1)).
Definition sound (e : edge) : bool := (1 <=? step e) && (1 <=? down e).

Lemma between_spec : forall e y t, sound e = true -> (In t (between e y) <->
  exists m, 0 <= m < taps e /\ down e * t = up e * y + first e + step e * m).
Proof.
  intros e y t H. unfold sound in H. apply andb_true_iff in H. destruct H as [H1 H2]. apply Z.leb_le in H1, H2.
  rewrite <- between_iff by assumption. unfold between. rewrite filter_In, in_numbers.
  split; (intros [X Y]; split; [lia | assumption]).
Qed.

Lemma sees_input : forall net y x, sees net 0 y x <-> x = y.
Proof.
  intros net y x. split; [|intros ->; constructor]. intro H. remember 0 as z eqn:Ez.
  destruct H as [x | i node e y m t x Hn]; [reflexivity|]. apply nth_range in Hn. lia.
Qed.

(* ---- which samples exactly *)

Definition points : Type := list (list (Z * Z)).
Definition turning (p : points) : Z := Z.of_nat (length p).
Definition points_of (p : points) (t : Z) : list (Z * Z) :=
  match nth p (t mod turning p) with Some some => some | None => [] end.
Definition lacks (all : list (Z * Z)) (p : Z * Z) : bool :=
  negb (existsb (fun q => (fst q =? fst p) && (snd q =? snd p)) all).
Definition joined (ps all : list (Z * Z)) : list (Z * Z) :=
  fold_right (fun p all => if lacks all p then p :: all else all) all ps.
Definition whole_of (reads : list (edge * points)) : Z :=
  fold_right (fun '(e, below) whole =>
    Z.lcm whole (down e * turning below / Z.gcd (up e) (down e * turning below))) 1 reads.
Definition further (whole : Z) (e : edge) (below : points) : Z := up e * whole / (down e * turning below).
Definition read_points (whole phase : Z) (read : edge * points) : list (Z * Z) :=
  let '(e, below) := read in
  flat_map (fun t => map (fun p => (fst p * further whole e below, fst p * (t / turning below) + snd p))
    (points_of below t)) (between e phase).
Definition regular (whole : Z) (read : edge * points) : bool :=
  let '(e, below) := read in
  sound e && (0 <? turning below) && ((up e * whole) mod (down e * turning below) =? 0).
Definition node_points (_ : Z) (reads : list (edge * points)) : option points :=
  let whole := whole_of reads in
  if (0 <? whole) && forallb (regular whole) reads
  then Some (map (fun phase => fold_right (fun r all => joined (read_points whole phase r) all) [] reads)
    (numbers 0 whole))
  else None.

Definition points_hold (net : network) (i : Z) (p : points) : Prop := 0 < turning p /\
  forall y x, sees net i y x <-> exists s o, In (s, o) (points_of p y) /\ x = s * (y / turning p) + o.

Lemma joined_spec : forall ps all p, In p (joined ps all) <-> In p ps \/ In p all.
Proof.
  induction ps as [|q ps IH]; intros all p; cbn [joined fold_right In]; [tauto|]. fold (joined ps all).
  destruct (lacks (joined ps all) q) eqn:L; cbn [In].
  - rewrite IH. tauto.
  - rewrite IH. unfold lacks in L. apply negb_false_iff in L. apply existsb_exists in L. destruct L as [[a b] [H1 H2]].
    cbn [fst snd] in H2. apply andb_true_iff in H2. destruct H2 as [A B]. apply Z.eqb_eq in A, B.
    destruct q as [c d]. cbn [fst snd] in A, B. subst. rewrite IH in H1. split; [tauto|].
    intros [[<-|H]|H]; tauto.
Qed.

Lemma all_joined_spec : forall (g : edge * points -> list (Z * Z)) reads p,
  In p (fold_right (fun r all => joined (g r) all) [] reads) <-> exists r, In r reads /\ In p (g r).
Proof.
  intros g reads p. induction reads as [|r reads IH]; cbn [fold_right In].
  - split; [intros [] | intros [? [[] _]]].
  - rewrite joined_spec, IH. split.
    + intros [H|[q [H1 H2]]]; eauto.
    + intros [q [[<-|H1] H2]]; eauto.
Qed.

Lemma nth_map : forall A B (g : A -> B) xs i, nth (map g xs) i = match nth xs i with Some x => Some (g x) | None => None end.
Proof.
  intros A B g xs. induction xs as [|x xs IH]; intro i; [reflexivity|]. cbn [map nth].
  destruct (i =? 0); [reflexivity | apply IH].
Qed.

Lemma nth_numbers : forall n x i, nth (numbers x n) i = if (0 <=? i) && (i <? n) then Some (x + i) else None.
Proof.
  intros n x i. unfold numbers. remember (Z.to_nat n) as k eqn:K.
  assert (n = Z.of_nat k \/ n <= 0 /\ k = O) as D by lia. clear K. revert x i n D.
  induction k as [|k IH]; intros x i n D; cbn [from_on nth].
  - destruct (Z.leb_spec 0 i), (Z.ltb_spec i n); cbn [andb]; try reflexivity; lia.
  - destruct (Z.eqb_spec i 0) as [->|].
    + destruct (Z.ltb_spec 0 n); [|lia]. cbn [andb Z.leb Z.compare]. f_equal. lia.
    + rewrite (IH (x + 1) (i - 1) (n - 1)) by lia.
      destruct (Z.leb_spec 0 (i - 1)), (Z.ltb_spec (i - 1) (n - 1)), (Z.leb_spec 0 i), (Z.ltb_spec i n);
        cbn [andb]; try reflexivity; try lia. f_equal. lia.
Qed.

Lemma length_numbers : forall x n, Z.of_nat (length (numbers x n)) = Z.max 0 n.
Proof.
  intros x n. unfold numbers. replace (Z.max 0 n) with (Z.of_nat (Z.to_nat n)) by lia.
  generalize (Z.to_nat n). intro k. revert x. induction k as [|k IH]; intro x; [reflexivity|].
  cbn [from_on length]. specialize (IH (x + 1)). lia.
Qed.

Lemma points_of_shift : forall p t k, points_of p (t + turning p * k) = points_of p t.
Proof. intros. unfold points_of. rewrite (Z.mul_comm (turning p)), Z_mod_plus_full. reflexivity. Qed.

Lemma node_points_hold : forall net i node reads p, nth net i = Some node -> map fst reads = node ->
  (forall e b, In (e, b) reads -> points_hold net (from e) b) -> node_points (i + 1) reads = Some p ->
  points_hold net (i + 1) p.
Proof.
  intros net i node reads p Hn Hm Hb H. unfold node_points in H. set (whole := whole_of reads) in *. clearbody whole.
  destruct (0 <? whole) eqn:W; [|discriminate]. apply Z.ltb_lt in W. cbn [andb] in H.
  destruct (forallb (regular whole) reads) eqn:R; [|discriminate]. rewrite forallb_forall in R. injection H as <-.
  match goal with |- points_hold _ _ (map ?h _) => set (g := h) end.
  assert (L : turning (map g (numbers 0 whole)) = whole).
  { unfold turning. rewrite map_length, length_numbers. lia. }
  split; [lia|]. intros y x. rewrite L.
  set (j := y / whole). set (phase := y mod whole).
  assert (Hy : y = whole * j + phase) by (apply Z.div_mod; lia).
  assert (Hp : 0 <= phase < whole) by (apply Z.mod_pos_bound; lia).
  assert (E : points_of (map g (numbers 0 whole)) y = g phase).
  { unfold points_of. rewrite L. fold phase. rewrite nth_map, nth_numbers.
    destruct (Z.leb_spec 0 phase), (Z.ltb_spec phase whole); cbn [andb]; try lia. reflexivity. }
  rewrite E. unfold g. clear E L g. clearbody j phase.
  assert (Shift : forall e below, In (e, below) reads -> sound e = true /\ 0 < turning below /\ forall t m,
    down e * (t + turning below * (further whole e below * j)) = up e * y + first e + step e * m <->
    down e * t = up e * phase + first e + step e * m).
  { intros e below Hin. specialize (R _ Hin). cbn [regular] in R. apply andb_true_iff in R. destruct R as [R R3].
    apply andb_true_iff in R. destruct R as [R1 R2]. apply Z.ltb_lt in R2. apply Z.eqb_eq in R3.
    split; [exact R1|]. split; [exact R2|]. intros t m.
    unfold sound in R1. apply andb_true_iff in R1. destruct R1 as [_ D]. apply Z.leb_le in D.
    assert (N : down e * turning below <> 0) by nia. pose proof (Z.div_mod (up e * whole) _ N) as M.
    fold (further whole e below) in M. set (f := further whole e below) in *. clearbody f. rewrite Hy.
    replace (down e * (t + turning below * (f * j))) with (down e * t + down e * turning below * f * j) by ring.
    replace (up e * (whole * j + phase)) with (up e * whole * j + up e * phase) by ring. rewrite M, R3. lia. }
  split.
  - intro Hx. destruct (sees_node _ _ _ _ _ Hn Hx) as [e [m [t [Hin [Hm' [Heq Hs]]]]]].
    rewrite <- Hm in Hin. apply in_map_iff in Hin. destruct Hin as [[e' below] [He Hin]]. cbn [fst] in He. subst e'.
    destruct (Shift _ _ Hin) as [So [Tp Mv]]. destruct (Hb _ _ Hin) as [_ Hb']. apply Hb' in Hs.
    destruct Hs as [s [o [Ho ->]]]. set (f := further whole e below) in *.
    set (t0 := t - turning below * (f * j)). assert (Ht : t = t0 + turning below * (f * j)) by (unfold t0; lia).
    rewrite Ht in Heq, Ho |- *. rewrite points_of_shift in Ho. apply Mv in Heq.
    exists (s * f), (s * (t0 / turning below) + o). split.
    + apply all_joined_spec. exists (e, below). split; [exact Hin|]. cbn [read_points]. apply in_flat_map. exists t0.
      split; [apply between_spec; eauto|]. apply in_map_iff. exists (s, o). split; [reflexivity | exact Ho].
    + rewrite div_shift by lia. ring.
  - intros [s [o [Ho ->]]]. apply all_joined_spec in Ho. destruct Ho as [[e below] [Hin Ho]].
    destruct (Shift _ _ Hin) as [So [Tp Mv]]. destruct (Hb _ _ Hin) as [_ Hb']. cbn [read_points] in Ho.
    apply in_flat_map in Ho. destruct Ho as [t0 [Ht0 Ho]]. apply in_map_iff in Ho. destruct Ho as [[s' o'] [Heq Ho]].
    cbn [fst snd] in Heq. injection Heq as <- <-. apply between_spec in Ht0; [|exact So].
    destruct Ht0 as [m [Hm' Heq]]. apply Mv in Heq. set (f := further whole e below) in *.
    apply (through net i node e y m (t0 + turning below * (f * j))); try assumption.
    + rewrite <- Hm. apply in_map_iff. exists (e, below). split; [reflexivity | exact Hin].
    + apply Hb'. exists s', o'. split; [rewrite points_of_shift; exact Ho|]. rewrite div_shift by lia. ring.
Qed.

(* the same (S, o) for every phase *)
Definition alike (ps qs : list (Z * Z)) : bool := forallb (fun p => negb (lacks qs p)) ps && forallb (fun q => negb (lacks ps q)) qs.
Fixpoint all_alike (ps qs : points) : bool :=
  match ps, qs with [], [] => true | p :: ps', q :: qs' => alike p q && all_alike ps' qs' | _, _ => false end.
Definition check_points (net : network) (i : Z) (all : points) : bool :=
  match at_node node_points [[(1, 0)]] net i with Some p => all_alike p all | None => false end.

Lemma lacks_spec : forall qs p, negb (lacks qs p) = true -> In p qs.
Proof.
  intros qs [a b] H. unfold lacks in H. rewrite negb_involutive in H. apply existsb_exists in H.
  destruct H as [[c d] [H1 H2]]. cbn [fst snd] in H2. apply andb_true_iff in H2. destruct H2 as [A B].
  apply Z.eqb_eq in A, B. subst. exact H1.
Qed.

Lemma all_alike_spec : forall ps qs, all_alike ps qs = true -> length ps = length qs /\
  forall i q, nth qs i = Some q -> exists p, nth ps i = Some p /\ forall x, In x p <-> In x q.
Proof.
  induction ps as [|p ps IH]; intros [|q qs] H; try discriminate.
  - split; [reflexivity | intros ? ? N; discriminate].
  - cbn [all_alike] in H. apply andb_true_iff in H. destruct H as [H1 H2]. destruct (IH _ H2) as [L S].
    split; [cbn; congruence|]. intros i r N. cbn [nth] in *. destruct (i =? 0); [|auto]. injection N as <-.
    exists p. split; [reflexivity|]. unfold alike in H1. apply andb_true_iff in H1. destruct H1 as [A B].
    rewrite forallb_forall in A, B. intro x. split; intro X; [apply A in X | apply B in X]; apply lacks_spec; exact X.
Qed.

Theorem points_sound : forall net i all, check_points net i all = true -> sees_just net i all.
Proof.
  intros net i all H. unfold check_points in H. destruct (at_node node_points _ net i) as [p|] eqn:E; [|discriminate].
  assert (Hold : points_hold net i p).
  { apply (at_node_spec node_points net (points_hold net)) with (first := [[(1, 0)]]); [apply node_points_hold | | exact E].
    split; [reflexivity|]. intros y x. rewrite sees_input. unfold points_of. change (turning [[(1, 0)]]) with 1.
    rewrite Z.mod_1_r, Z.div_1_r. cbn [nth Z.eqb]. split.
    - intros ->. exists 1, 0. split; [left; reflexivity | lia].
    - intros [s [o [[X|[]] ->]]]. injection X as <- <-. lia. }
  destruct (all_alike_spec _ _ H) as [L S]. destruct Hold as [Hp Hs].
  intros phase some m x N. rewrite <- L. fold (turning p). pose proof (nth_range _ _ _ _ N) as R. rewrite <- L in R.
  fold (turning p) in R. destruct (S _ _ N) as [ps [Np Hps]]. rewrite Hs.
  replace (turning p * m + phase) with (phase + turning p * m) by ring. rewrite points_of_shift, div_shift by lia.
  rewrite Z.div_small by lia. unfold points_of. rewrite Z.mod_small by lia. rewrite Np.
  split; intros [s [o [X ->]]]; exists s, o; (split; [apply Hps; exact X | ring]).
Qed.

(* ---- all paths *)

(* the one value of all paths to a node, if there is a path *)
Definition centred (e : edge) (c : Z * Z) : Z * Z :=
  (fst c * up e, fst c * (2 * first e + step e * (taps e - 1)) + snd c).
Definition node_centre (_ : Z) (reads : list (edge * option (Z * Z))) : option (option (Z * Z)) :=
  fold_right (fun '(e, below) all =>
    match below, all with
    | _, None => None
    | None, _ => all
    | Some c, Some None => Some (Some (centred e c))
    | Some c, Some (Some d) =>
        if (fst (centred e c) =? fst d) && (snd (centred e c) =? snd d) then all else None
    end) (Some None) reads.

Definition centre_holds (net : network) (i : Z) (c : option (Z * Z)) : Prop :=
  forall p, path net i p -> c = Some (along p).

Lemma node_centre_spec : forall reads c, node_centre 0 reads = Some c -> forall e b, In (e, Some b) reads ->
  c = Some (centred e b).
Proof.
  induction reads as [|[e' below] reads IH]; intros c H e b Hin; [destruct Hin|]. cbn [node_centre fold_right] in H.
  fold (node_centre 0 reads) in H. destruct (node_centre 0 reads) as [all|]; [|destruct below; discriminate].
  specialize (IH _ eq_refl). destruct Hin as [X|Hin].
  - injection X as -> ->. destruct all as [d|]; [|injection H as <-; reflexivity].
    destruct (_ && _) eqn:Q; [|discriminate]. injection H as <-. apply andb_true_iff in Q. destruct Q as [A B].
    apply Z.eqb_eq in A, B. destruct d, (centred e b). cbn [fst snd] in *. subst. reflexivity.
  - specialize (IH _ _ Hin). subst all. destruct below as [b'|]; [|injection H as <-; reflexivity].
    destruct (_ && _); [injection H as <-; reflexivity | discriminate].
Qed.

Lemma node_centre_holds : forall net i node reads c, nth net i = Some node -> map fst reads = node ->
  (forall e b, In (e, b) reads -> centre_holds net (from e) b) -> node_centre (i + 1) reads = Some c ->
  centre_holds net (i + 1) c.
Proof.
  intros net i node reads c Hn Hm Hb H p Hp. change (node_centre (i + 1) reads) with (node_centre 0 reads) in H.
  pose proof (nth_range _ _ _ _ Hn) as R. remember (i + 1) as k eqn:Ek.
  destruct Hp as [|i' node' e es Hn' Hin _ Hp]; [lia|]. assert (i' = i) by lia. subst i'. rewrite Hn in Hn'.
  injection Hn' as <-. rewrite <- Hm in Hin. apply in_map_iff in Hin. destruct Hin as [[e' b] [He Hin]].
  cbn [fst] in He. subst e'. specialize (Hb _ _ Hin _ Hp). subst b.
  replace (along (e :: es)) with (centred e (along es)); [exact (node_centre_spec _ _ H _ _ Hin)|].
  cbn [along]. unfold centred. destruct (along es). reflexivity.
Qed.

Definition flat_net (net : network) : bool := forallb (forallb (fun e => down e =? 1)) net.
Definition check_aligned (net : network) (i : Z) : bool :=
  flat_net net && match at_node node_centre (Some (1, 0)) net i with Some _ => true | None => false end.

Lemma flat_spec : forall net, flat_net net = true -> flat net.
Proof.
  intros net H i node e Hn He. unfold flat_net in H. rewrite forallb_forall in H. apply nth_in in Hn.
  specialize (H _ Hn). rewrite forallb_forall in H. apply Z.eqb_eq. auto.
Qed.

Theorem aligned_sound : forall net i, check_aligned net i = true -> aligned net i.
Proof.
  intros net i H. unfold check_aligned in H. apply andb_true_iff in H. destruct H as [H1 H2].
  split; [apply flat_spec; exact H1|]. destruct (at_node node_centre _ net i) as [c|] eqn:E; [|discriminate].
  assert (C : centre_holds net i c).
  { apply (at_node_spec node_centre net (centre_holds net)) with (first := Some (1, 0)); [apply node_centre_holds | | exact E].
    intros p Hp. remember 0 as z eqn:Ez. destruct Hp as [|i' ? ? ? Hn]; [reflexivity|].
    apply nth_range in Hn. lia. }
  intros p q Hp Hq. apply C in Hp, Hq. congruence.
Qed.

(* a path as the places of its edges *)
Fixpoint path_at (net : network) (i : Z) (places : list Z) : option (list edge) :=
  match places with
  | [] => if i =? 0 then Some [] else None
  | place :: more =>
      match nth net (i - 1) with
      | Some node =>
          match nth node place with
          | Some e =>
              if down e =? 1 then match path_at net (from e) more with Some es => Some (e :: es) | None => None end
              else None
          | None => None
          end
      | None => None
      end
  end.
Definition check_misaligned (net : network) (i : Z) (p q : list Z) : bool :=
  flat_net net &&
  match path_at net i p, path_at net i q with
  | Some es, Some fs => negb ((fst (along es) =? fst (along fs)) && (snd (along es) =? snd (along fs)))
  | _, _ => false
  end.

Lemma path_at_spec : forall net places i es, path_at net i places = Some es -> path net i es.
Proof.
  intros net places. induction places as [|place places IH]; intros i es H; cbn [path_at] in H.
  - destruct (Z.eqb_spec i 0) as [->|]; [injection H as <-; constructor | discriminate].
  - destruct (nth net (i - 1)) as [node|] eqn:N; [|discriminate]. destruct (nth node place) as [e|] eqn:M; [|discriminate].
    destruct (Z.eqb_spec (down e) 1); [|discriminate]. destruct (path_at net (from e) places) as [more|] eqn:Q; [|discriminate].
    injection H as <-. replace i with (i - 1 + 1) by lia.
    apply (longer net (i - 1) node); [exact N | eapply nth_in; exact M | assumption | apply IH; exact Q].
Qed.

Theorem misaligned_sound : forall net i p q, check_misaligned net i p q = true -> misaligned net i.
Proof.
  intros net i p q H. unfold check_misaligned in H. apply andb_true_iff in H. destruct H as [H1 H].
  split; [apply flat_spec; exact H1|]. destruct (path_at net i p) as [es|] eqn:E; [|discriminate].
  destruct (path_at net i q) as [fs|] eqn:F; [|discriminate]. exists es, fs.
  split; [eapply path_at_spec; exact E|]. split; [eapply path_at_spec; exact F|].
  intro X. rewrite X, !Z.eqb_refl in H. discriminate.
Qed.

(* ---- in bounds: the samples that each output is computed from, as the bits of a number *)

Section Bounds.
Variables (net : network) (borders : list border) (sizes : list Z).

Definition mask_of (row : list Z) (t : option Z) : Z :=
  match t with Some t => match nth row t with Some mask => mask | None => 0 end | None => 0 end.
Definition row_at (i : Z) (reads : list (edge * list Z)) (y : Z) : Z :=
  fold_right (fun '(e, row) mask =>
    fold_right (fun t mask => Z.lor (mask_of row (stands_for (border_of borders i) (size_of sizes (from e)) t)) mask)
      mask (between e y)) 0 reads.
(* the same, what does not depend on y worked out once *)
Definition sized_reads (reads : list (edge * list Z)) : list (edge * (list Z * Z)) :=
  map (fun '(e, row) => (e, (row, size_of sizes (from e)))) reads.
Definition row_from (b : border) (reads : list (edge * (list Z * Z))) (y : Z) : Z :=
  fold_right (fun '(e, (row, n)) mask =>
    fold_right (fun t mask => Z.lor (mask_of row (stands_for b n t)) mask) mask (between e y)) 0 reads.
Definition node_row (i : Z) (reads : list (edge * list Z)) : option (list Z) :=
  let b := border_of borders i in
  let sized := sized_reads reads in
  if forallb (fun r => sound (fst r)) reads then Some (map (row_from b sized) (numbers 0 (size_of sizes i))) else None.

Lemma row_from_at : forall i reads y, row_from (border_of borders i) (sized_reads reads) y = row_at i reads y.
Proof.
  intros i reads y. unfold row_from, sized_reads, row_at. induction reads as [|[e row] reads IH]; [reflexivity|].
  cbn [map fold_right]. rewrite IH. reflexivity.
Qed.
Definition first_row : list Z := map (fun x => 2 ^ x) (numbers 0 (size_of sizes 0)).

Definition row_holds (i : Z) (row : list Z) : Prop :=
  forall y x, computed net borders sizes i y x <-> exists mask, nth row y = Some mask /\ Z.testbit mask x = true.

Lemma first_row_holds : row_holds 0 first_row.
Proof.
  intros y x. unfold first_row. rewrite nth_map, nth_numbers. split.
  - intro H. remember 0 as z eqn:Ez. destruct H as [x H | i node e y m t t' x Hn]; [|apply nth_range in Hn; lia].
    destruct (Z.leb_spec 0 x), (Z.ltb_spec x (size_of sizes 0)); cbn [andb]; try lia.
    exists (2 ^ (0 + x)). split; [reflexivity|]. rewrite Z.pow2_bits_eqb by lia. apply Z.eqb_eq. lia.
  - intros [mask [H1 H2]]. destruct (Z.leb_spec 0 y), (Z.ltb_spec y (size_of sizes 0)); cbn [andb] in H1; try discriminate.
    injection H1 as <-. rewrite Z.pow2_bits_eqb in H2 by lia. apply Z.eqb_eq in H2. replace x with y by lia.
    constructor. lia.
Qed.

Lemma taps_bits : forall (g : Z -> Z) ts mask x,
  Z.testbit (fold_right (fun t mask => Z.lor (g t) mask) mask ts) x = true <->
  (exists t, In t ts /\ Z.testbit (g t) x = true) \/ Z.testbit mask x = true.
Proof.
  intros g ts mask x. induction ts as [|t ts IH]; cbn [fold_right In].
  - split; [auto | intros [[? [[] _]]|H]; exact H].
  - rewrite Z.lor_spec, orb_true_iff, IH. split.
    + intros [H|[[t' [H1 H2]]|H]]; eauto.
    + intros [[t' [[<-|H1] H2]]|H]; eauto.
Qed.

Lemma row_bits : forall i reads y x, Z.testbit (row_at i reads y) x = true <->
  exists e row t, In (e, row) reads /\ In t (between e y) /\
    Z.testbit (mask_of row (stands_for (border_of borders i) (size_of sizes (from e)) t)) x = true.
Proof.
  intros i reads y x. unfold row_at. induction reads as [|[e row] reads IH]; cbn [fold_right In].
  - rewrite Z.bits_0. split; [discriminate | intros [? [? [? [[] _]]]]].
  - rewrite taps_bits, IH. split.
    + intros [[t [H1 H2]]|[e' [row' [t [H1 H2]]]]]; [exists e, row, t | exists e', row', t]; intuition.
    + intros [e' [row' [t [[X|H1] H2]]]]; [injection X as <- <-; left; eauto | right; eauto 6].
Qed.

Lemma node_row_holds : forall i node reads row, nth net i = Some node -> map fst reads = node ->
  (forall e b, In (e, b) reads -> row_holds (from e) b) -> node_row (i + 1) reads = Some row -> row_holds (i + 1) row.
Proof.
  intros i node reads row Hn Hm Hb H. unfold node_row in H.
  destruct (forallb _ reads) eqn:S; [|discriminate]. injection H as <-. rewrite forallb_forall in S.
  rewrite (map_ext _ _ (row_from_at (i + 1) reads)).
  pose proof (nth_range _ _ _ _ Hn) as R. intros y x. rewrite nth_map, nth_numbers. split.
  - intro Hc. remember (i + 1) as k eqn:Ek. destruct Hc as [|i' node' e y m t t' x Hn' Hin Hy Hmt Heq Hst Hc]; [lia|].
    assert (i' = i) by lia. subst i'. rewrite Hn in Hn'. injection Hn' as <-. subst node.
    apply in_map_iff in Hin. destruct Hin as [[e' below] [He Hin]]. cbn [fst] in He. subst e'.
    destruct (Z.leb_spec 0 y), (Z.ltb_spec y (size_of sizes (i + 1))); cbn [andb]; try lia.
    eexists. split; [reflexivity|]. apply row_bits. exists e, below, t. split; [exact Hin|]. split.
    + apply between_spec; [exact (S _ Hin) | exists m; split; [exact Hmt|]]. replace (0 + y) with y by lia. exact Heq.
    + rewrite Hst. apply (Hb _ _ Hin) in Hc. destruct Hc as [mask [H1 H2]]. cbn [mask_of]. rewrite H1. exact H2.
  - intros [mask [H1 H2]]. destruct (Z.leb_spec 0 y), (Z.ltb_spec y (size_of sizes (i + 1))); cbn [andb] in H1; try discriminate.
    injection H1 as <-. replace (0 + y) with y in H2 by lia. apply row_bits in H2.
    destruct H2 as [e [below [t [Hin [Ht Hbit]]]]]. apply between_spec in Ht; [|exact (S _ Hin)]. destruct Ht as [m [Hmt Heq]].
    destruct (stands_for _ _ t) as [t'|] eqn:Hst; [|cbn [mask_of] in Hbit; rewrite Z.bits_0 in Hbit; discriminate].
    cbn [mask_of] in Hbit. destruct (nth below t') as [mask|] eqn:Hrow; [|rewrite Z.bits_0 in Hbit; discriminate].
    apply (of_samples net borders sizes i node e y m t t' x); try assumption; try lia.
    + rewrite <- Hm. apply in_map_iff. exists (e, below). split; [reflexivity | exact Hin].
    + apply (Hb _ _ Hin). eauto.
Qed.

Lemma row_sound : forall i row, at_node node_row first_row net i = Some row -> row_holds i row.
Proof.
  intros i row H. apply (at_node_spec node_row net row_holds) with (first := first_row);
    [apply node_row_holds | apply first_row_holds | exact H].
Qed.

Definition span_is (mask : Z) (region : option (Z * Z)) : bool :=
  match region with
  | None => mask =? 0
  | Some (u, v) =>
      (0 <=? u) && (u <=? v) && Z.testbit mask u && Z.testbit mask v && (Z.shiftr mask (v + 1) =? 0) &&
      (Z.land mask (Z.ones u) =? 0)
  end.
Fixpoint spans_are (row : list Z) (regions : list (option (Z * Z))) : bool :=
  match row, regions with
  | [], [] => true
  | mask :: row', region :: regions' => span_is mask region && spans_are row' regions'
  | _, _ => false
  end.

Lemma span_spec : forall mask u v, span_is mask (Some (u, v)) = true ->
  Z.testbit mask u = true /\ Z.testbit mask v = true /\ forall x, Z.testbit mask x = true -> u <= x <= v.
Proof.
  intros mask u v H. cbn [span_is] in H. repeat (apply andb_true_iff in H; destruct H as [H ?]).
  apply Z.leb_le in H. repeat match goal with X : (_ =? _) = true |- _ => apply Z.eqb_eq in X end.
  match goal with X : (_ <=? _) = true |- _ => apply Z.leb_le in X end.
  split; [assumption|]. split; [assumption|]. intros x Hx.
  assert (0 <= x). { destruct (Z_lt_le_dec x 0) as [N|]; [|assumption]. rewrite Z.testbit_neg_r in Hx by assumption. discriminate. }
  split.
  - destruct (Z_lt_le_dec x u) as [N|]; [|assumption]. assert (X : Z.testbit (Z.land mask (Z.ones u)) x = true).
    { rewrite Z.land_spec, Hx, Z.ones_spec_low by lia. reflexivity. }
    rewrite H0 in X. rewrite Z.bits_0 in X. discriminate.
  - destruct (Z_lt_le_dec v x) as [N|]; [|assumption]. assert (X : Z.testbit (Z.shiftr mask (v + 1)) (x - (v + 1)) = true).
    { rewrite Z.shiftr_spec by lia. replace (x - (v + 1) + (v + 1)) with x by lia. exact Hx. }
    rewrite H1 in X. rewrite Z.bits_0 in X. discriminate.
Qed.

Lemma spans_spec : forall row regions, spans_are row regions = true -> forall y region, nth regions y = Some region ->
  exists mask, nth row y = Some mask /\ span_is mask region = true.
Proof.
  induction row as [|mask row IH]; intros [|r regions] H y region N; try discriminate.
  cbn [spans_are] in H. apply andb_true_iff in H. destruct H as [H1 H2]. cbn [nth] in *.
  destruct (y =? 0); [injection N as <-; eauto | eauto].
Qed.

Definition all_of (row : list Z) : Z := fold_right Z.lor 0 row.
Definition left_over (all : Z) (xs : list Z) : bool :=
  forallb (fun x => (0 <=? x) && (x <? size_of sizes 0)) xs &&
  forallb (fun x => Bool.eqb (existsb (Z.eqb x) xs) (negb (Z.testbit all x))) (numbers 0 (size_of sizes 0)).

Lemma all_spec : forall row x, Z.testbit (all_of row) x = true <-> exists y mask, nth row y = Some mask /\ Z.testbit mask x = true.
Proof.
  intros row x. unfold all_of. induction row as [|mask row IH]; cbn [fold_right].
  - rewrite Z.bits_0. split; [discriminate | intros [? [? [H _]]]; discriminate].
  - rewrite Z.lor_spec, orb_true_iff, IH. split.
    + intros [H|[y [m [H1 H2]]]]; [exists 0, mask; split; [reflexivity | exact H]|].
      exists (y + 1), m. pose proof (nth_range _ _ _ _ H1). cbn [nth]. destruct (Z.eqb_spec (y + 1) 0); [lia|].
      replace (y + 1 - 1) with y by lia. auto.
    + intros [y [m [H1 H2]]]. cbn [nth] in H1. destruct (y =? 0); [injection H1 as <-; auto | right; eauto].
Qed.

Definition check_bounds (i : Z) (regions : list (option (Z * Z))) (xs : list Z) : bool :=
  match at_node node_row first_row net i with
  | Some row => spans_are row regions && left_over (all_of row) xs
  | None => false
  end.

Theorem bounds_sound : forall i regions xs, check_bounds i regions xs = true ->
  in_bounds net borders sizes i regions /\ unused net borders sizes i xs.
Proof.
  intros i regions xs H. unfold check_bounds in H. destruct (at_node node_row first_row net i) as [row|] eqn:E; [|discriminate].
  apply row_sound in E. apply andb_true_iff in H. destruct H as [H1 H2]. split.
  - intros y region N. destruct (spans_spec _ _ H1 _ _ N) as [mask [Nm Sm]]. destruct region as [[u v]|].
    + destruct (span_spec _ _ _ Sm) as [A [B C]]. split; [apply E; eauto|]. split; [apply E; eauto|].
      intros x Hx. apply E in Hx. destruct Hx as [mask' [N' Hx]]. rewrite Nm in N'. injection N' as <-. auto.
    + intros x Hx. apply E in Hx. destruct Hx as [mask' [N' Hx]]. rewrite Nm in N'. injection N' as <-.
      cbn [span_is] in Sm. apply Z.eqb_eq in Sm. subst mask. rewrite Z.bits_0 in Hx. discriminate.
  - unfold left_over in H2. apply andb_true_iff in H2. destruct H2 as [A B]. rewrite forallb_forall in A, B.
    assert (U : forall x, (exists y, computed net borders sizes i y x) <-> Z.testbit (all_of row) x = true).
    { intro x. rewrite all_spec. split.
      - intros [y Hy]. apply E in Hy. destruct Hy as [mask Hy]. eauto.
      - intros [y [mask Hy]]. exists y. apply E. eauto. }
    assert (K : forall x, 0 <= x < size_of sizes 0 -> (In x xs <-> Z.testbit (all_of row) x = false)).
    { intros x Hx. specialize (B x). rewrite in_numbers in B. specialize (B ltac:(lia)). apply eqb_prop in B.
      split; intro X.
      - assert (Y : existsb (Z.eqb x) xs = true) by (apply existsb_exists; exists x; split; [exact X | apply Z.eqb_refl]).
        rewrite Y in B. symmetry in B. apply negb_true_iff in B. exact B.
      - rewrite X in B. cbn [negb] in B. apply existsb_exists in B. destruct B as [z [Z1 Z2]]. apply Z.eqb_eq in Z2. subst z. exact Z1. }
    intro x. split.
    + intro X. specialize (A _ X). apply andb_true_iff in A. destruct A as [A1 A2]. apply Z.leb_le in A1. apply Z.ltb_lt in A2.
      split; [lia|]. intros y Hy. apply K in X; [|lia]. rewrite (proj1 (U x)) in X by eauto. discriminate.
    + intros [Hx Hy]. apply K; [exact Hx|]. destruct (Z.testbit (all_of row) x) eqn:Q; [|reflexivity].
      apply U in Q. destruct Q as [y Q]. destruct (Hy _ Q).
Qed.
End Bounds.

(* ---- networks with symbols: ends that are no lines, each from those of the nodes that are read *)

Definition rises (f : Z -> Z) : Prop := forall y z, y <= z -> f y <= f z.
Definition spans (net : network) (i : Z) (lo hi : Z -> Z) : Prop :=
  rises lo /\ rises hi /\ forall y, exactly net i y (lo y) (hi y).
Definition ends : Type := (Z -> Z) * (Z -> Z).

(* the first and the last output that is read, where all between are, or none is upsampled *)
Definition from_tap (e : edge) (y : Z) : Z := (up e * y + first e + down e - 1) / down e.
Definition to_tap (e : edge) (y : Z) : Z := (up e * y + first e + step e * (taps e - 1)) / down e.
Definition dense (e : edge) : Prop :=
  0 <= up e /\ 1 <= taps e /\ (down e = 1 /\ 0 <= step e \/ step e = 1 /\ 1 <= down e <= taps e).

Lemma dense_taps : forall e y, dense e ->
  (exists m, 0 <= m < taps e /\ down e * from_tap e y = up e * y + first e + step e * m) /\
  (exists m, 0 <= m < taps e /\ down e * to_tap e y = up e * y + first e + step e * m) /\
  forall m t, 0 <= m < taps e -> down e * t = up e * y + first e + step e * m -> from_tap e y <= t <= to_tap e y.
Proof.
  intros e y [Hu [Ht H]]. unfold from_tap, to_tap. set (a := up e * y + first e). clearbody a.
  assert (Hd : 1 <= down e) by lia.
  pose proof (Z.div_mod (a + down e - 1) (down e) ltac:(lia)) as D1.
  pose proof (Z.mod_pos_bound (a + down e - 1) (down e) ltac:(lia)) as B1.
  pose proof (Z.div_mod (a + step e * (taps e - 1)) (down e) ltac:(lia)) as D2.
  pose proof (Z.mod_pos_bound (a + step e * (taps e - 1)) (down e) ltac:(lia)) as B2.
  set (q := (a + down e - 1) / down e) in *. set (r := (a + down e - 1) mod down e) in *. clearbody q r.
  set (p := (a + step e * (taps e - 1)) / down e) in *. set (w := (a + step e * (taps e - 1)) mod down e) in *.
  clearbody p w.
  destruct H as [[E S] | [S [_ L]]].
  - rewrite E in *. split; [exists 0; lia|]. split; [exists (taps e - 1); lia|]. intros m t M Q. nia.
  - rewrite S in *. split; [exists (down e * q - a); lia|]. split; [exists (down e * p - a); lia|]. intros m t M Q. nia.
Qed.

Lemma taps_rise : forall e, dense e -> rises (from_tap e) /\ rises (to_tap e).
Proof.
  intros e [Hu [Ht H]]. assert (1 <= down e) by lia.
  split; intros y z L; apply Z.div_le_mono; try lia; assert (up e * y <= up e * z) by nia; lia.
Qed.

Fixpoint known_spans (net : network) (reads : list (edge * ends)) : Prop :=
  match reads with
  | [] => True
  | (e, (lo, hi)) :: more => dense e /\ spans net (from e) lo hi /\ known_spans net more
  end.
Definition lowest_of (y : Z) (r : edge * ends) : Z := fst (snd r) (from_tap (fst r) y).
Definition highest_of (y : Z) (r : edge * ends) : Z := snd (snd r) (to_tap (fst r) y).

Lemma known_in : forall net reads e lo hi, known_spans net reads -> In (e, (lo, hi)) reads ->
  dense e /\ spans net (from e) lo hi.
Proof.
  induction reads as [|[e' [lo' hi']] reads IH]; intros e lo hi H I; [destruct I|]. cbn [known_spans] in H.
  destruct H as [A [B C]]. destruct I as [I|I]; [injection I as <- <- <-; auto | eauto].
Qed.

Lemma node_spans : forall net i r reads lo hi, nth net i = Some (map fst (r :: reads)) -> known_spans net (r :: reads) ->
  (forall y, lo y = least (lowest_of y r) (map (lowest_of y) reads)) ->
  (forall y, hi y = greatest (highest_of y r) (map (highest_of y) reads)) -> spans net (i + 1) lo hi.
Proof.
  intros net i r0 reads0 lo hi Hn Hk Hlo Hhi.
  assert (L : forall y, (exists r, In r (r0 :: reads0) /\ lowest_of y r = lo y) /\
    forall r, In r (r0 :: reads0) -> lo y <= lowest_of y r).
  { intro y. rewrite (Hlo y). destruct (least_spec (lowest_of y r0) (map (lowest_of y) reads0)) as [A B].
    change (lowest_of y r0 :: map (lowest_of y) reads0) with (map (lowest_of y) (r0 :: reads0)) in A, B. split.
    - apply in_map_iff in A. destruct A as [r [A1 A2]]. exists r. auto.
    - intros r I. apply B. apply in_map. exact I. }
  assert (H : forall y, (exists r, In r (r0 :: reads0) /\ highest_of y r = hi y) /\
    forall r, In r (r0 :: reads0) -> highest_of y r <= hi y).
  { intro y. rewrite (Hhi y). destruct (greatest_spec (highest_of y r0) (map (highest_of y) reads0)) as [A B].
    change (highest_of y r0 :: map (highest_of y) reads0) with (map (highest_of y) (r0 :: reads0)) in A, B. split.
    - apply in_map_iff in A. destruct A as [r [A1 A2]]. exists r. auto.
    - intros r I. apply B. apply in_map. exact I. }
  set (reads := r0 :: reads0) in *. clearbody reads. clear Hlo Hhi.
  assert (K : forall r, In r reads -> dense (fst r) /\ spans net (from (fst r)) (fst (snd r)) (snd (snd r))).
  { intros [e [lo' hi']] I. exact (known_in _ _ _ _ _ Hk I). }
  assert (Edge_in : forall r, In r reads -> In (fst r) (map fst reads)) by (intros r I; apply in_map; exact I).
  split; [|split].
  - intros y z Y. destruct (L z) as [[r [I <-]] _]. destruct (L y) as [_ B]. specialize (B _ I).
    destruct (K _ I) as [D [R _]]. destruct (taps_rise _ D) as [F _]. specialize (F _ _ Y).
    apply R in F. unfold lowest_of in *. lia.
  - intros y z Y. destruct (H y) as [[r [I <-]] _]. destruct (H z) as [_ B]. specialize (B _ I).
    destruct (K _ I) as [D [_ [R _]]]. destruct (taps_rise _ D) as [_ F]. specialize (F _ _ Y).
    apply R in F. unfold highest_of in *. lia.
  - intro y. split; [|split].
    + destruct (L y) as [[r [I <-]] _]. destruct (K _ I) as [D [_ [_ S]]].
      destruct (dense_taps _ y D) as [[m [M E]] _].
      apply (through net i _ (fst r) y m (from_tap (fst r) y) _ Hn (Edge_in _ I) M E).
      destruct (S (from_tap (fst r) y)) as [S1 _]. exact S1.
    + destruct (H y) as [[r [I <-]] _]. destruct (K _ I) as [D [_ [_ S]]].
      destruct (dense_taps _ y D) as [_ [[m [M E]] _]].
      apply (through net i _ (fst r) y m (to_tap (fst r) y) _ Hn (Edge_in _ I) M E).
      destruct (S (to_tap (fst r) y)) as [_ [S2 _]]. exact S2.
    + intros x X. destruct (sees_node _ _ _ _ _ Hn X) as [e [m [t [I [M [E S]]]]]].
      apply in_map_iff in I. destruct I as [r [<- I]]. destruct (K _ I) as [D [R1 [R2 A]]].
      destruct (dense_taps _ y D) as [_ [_ B]]. specialize (B _ _ M E). destruct (A t) as [_ [_ C]]. specialize (C _ S).
      destruct (L y) as [_ L']. specialize (L' _ I). destruct (H y) as [_ H']. specialize (H' _ I).
      unfold lowest_of, highest_of in *. destruct B as [B1 B2]. apply R1 in B1. apply R2 in B2. lia.
Qed.

Lemma node_spans_located : forall net o part j i r reads lo hi, located net o part ->
  nth part j = Some (map fst (r :: reads)) -> i = o + j + 1 -> known_spans net (r :: reads) ->
  (forall y, lo y = least (lowest_of y r) (map (lowest_of y) reads)) ->
  (forall y, hi y = greatest (highest_of y r) (map (highest_of y) reads)) -> spans net i lo hi.
Proof. intros net o part j i r reads lo hi L H ->. apply node_spans. exact (L _ _ H). Qed.

Lemma copies_spans : forall net left o part n s a b lo hi i lo' hi', located net o (map (map (shifted o)) part) ->
  nodes left = o -> body_is part n s a b -> spans net o lo hi -> i = o + n ->
  (forall y, lo' y = lo (s * y + a)) -> (forall y, hi' y = hi (s * y + b)) -> spans net i lo' hi'.
Proof.
  intros net left o part n s a b lo hi i lo' hi' L M [G [N [S T]]] [R1 [R2 H]] -> E1 E2.
  assert (O : 0 <= o) by (rewrite <- M; unfold nodes; lia).
  split; [intros y z Q; rewrite !E1; apply R1; nia|]. split; [intros y z Q; rewrite !E2; apply R2; nia|]. intro y.
  assert (W : 0 <= n <= nodes part) by (rewrite <- N; unfold nodes; lia).
  pose proof (fun x => sees_located net o part O G L n y x W) as E. rewrite E1, E2.
  destruct (T y) as [T1 [T2 T3]]. split; [|split].
  - apply E. exists (s * y + a). split; [exact T1 | apply H].
  - apply E. exists (s * y + b). split; [exact T2 | apply H].
  - intros x X. apply E in X. destruct X as [t [X1 X2]]. apply T3 in X1. destruct (H t) as [_ [_ B]]. apply B in X2.
    destruct X1 as [B1 B2]. apply R1 in B1. apply R2 in B2. lia.
Qed.

Lemma input_spans : forall net, spans net 0 (fun y => y) (fun y => y).
Proof.
  intro net. split; [intros y z L; exact L|]. split; [intros y z L; exact L|]. intro y.
  split; [constructor|]. split; [constructor|]. intros x X. apply sees_input in X. lia.
Qed.

Lemma spans_ends : forall net i lo hi, spans net i lo hi -> forall y, exactly net i y (lo y) (hi y).
Proof. intros net i lo hi [_ [_ H]]. exact H. Qed.

(* the script: divisions by 1 go, equal dividends are one, and each quotient lies where it lies *)
Ltac quotients := repeat match goal with
  | |- context [?x / ?d] => let q := fresh "q" in
      pose proof (Z.mul_div_le x d ltac:(lia)); pose proof (Z.mul_succ_div_gt x d ltac:(lia)); set (q := x / d) in *; clearbody q
  end.
Ltac one_dividend := repeat match goal with
  | |- context [?x / ?d] => match goal with |- context [?z / d] =>
      tryif constr_eq x z then fail else replace z with x by ring end
  end.
Ltac ends_are := intros y; unfold lowest_of, highest_of, from_tap, to_tap, least, greatest;
  cbn [fst snd map fold_right up first step taps down from]; rewrite ?Z.div_1_r;
  first [ring | solve [one_dividend; first [ring | lia | quotients; first [lia | nia]]] | solve [quotients; nia]].
Ltac is_dense := unfold dense; cbn [up first step taps down from];
  split; [signs | split; [first [lia | nia] | first [left; split; [reflexivity | signs] | right; split; [reflexivity | split; first [lia | nia]]]]].
Ltac all_known := cbn [known_spans map fst snd]; repeat match goal with
  | |- True => exact I
  | |- dense _ /\ _ => split; [is_dense | split; [assumption |]]
  end.
Ltac node_is place j r reads :=
  match goal with |- spans ?net ?i ?lo ?hi => refine (node_spans_located net _ _ j i r reads lo hi place eq_refl _ _ _ _) end;
  [ring | all_known | ends_are | ends_are].
Ltac repeated_is place size all below :=
  refine (copies_spans _ _ _ _ _ _ _ _ _ _ _ _ _ place size all below _ _ _); [equal | ends_are | ends_are].
