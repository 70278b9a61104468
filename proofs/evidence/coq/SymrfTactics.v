(* Lemmas about recurrences, sums and products, and the tactics of the generated files. Nothing is assumed, and nothing
   here has to be read to know what is proved. One file, as Coq takes longer to start than to read it. *)

From Coq Require Export Lia NsatzTactic.
From Coq Require Import Permutation FinFun.
Require Export Symrf.
Open Scope Z_scope.

(* ---- sequences *)

Section Recursion.
  Context {A : Type} (start : Z) (first : A) (next : Z -> A -> A).
  Local Notation Down := (Down start first next).
  Local Notation Up := (Up start first next).
  Lemma Down_first : Down start = first.
  Proof. unfold Symrf.Down. now rewrite Z.sub_diag. Qed.
  Lemma Up_first : Up start = first.
  Proof. unfold Symrf.Up. now rewrite Z.sub_diag. Qed.
  Lemma Down_next l : l <= start -> Down (l - 1) = next l (Down l).
  Proof.
    intro. unfold Symrf.Down. replace (Z.to_nat (start - (l - 1))) with (S (Z.to_nat (start - l))) by lia.
    simpl. f_equal. lia.
  Qed.
  Lemma Up_next l : start < l -> Up l = next l (Up (l - 1)).
  Proof.
    intro. unfold Symrf.Up. replace (Z.to_nat (l - start)) with (S (Z.to_nat (l - 1 - start))) by lia.
    simpl. f_equal. lia.
  Qed.
End Recursion.

Lemma fitting_windows s K p q m : 1 <= s ->
  0 <= fitting s K p q m /\ forall y, 0 <= y -> (y < fitting s K p q m <-> s * y - p + K - 1 <= m - 1 + q).
Proof. intro. unfold fitting. split; [lia|]. intros. Z.to_euclidean_division_equations. nia. Qed.

(* Only the last window and the one after it matter. *)
Lemma windows_ends (fits : Z -> Prop) n : (0 <= n /\ forall y, 0 <= y -> (y < n <-> fits y)) ->
  0 <= n /\ (n = 0 \/ fits (n - 1)) /\ ~ fits n.
Proof.
  intros [positive count]. repeat split; [exact positive| |intro; apply count in H; lia].
  destruct (Z.eq_dec n 0); [now left|right]. apply count; lia.
Qed.
Lemma windows_counted s K p q m n : 1 <= s -> 1 <= n ->
  (0 <= n /\ forall y, 0 <= y -> (y < n <-> s * y - p + K - 1 <= m - 1 + q)) -> n = (m + p + q - K) / s + 1.
Proof. intros ? ? fits. apply windows_ends in fits. Z.to_euclidean_division_equations. nia. Qed.
Lemma same_counted s K p q m n t : 1 <= s -> 1 <= m -> 1 <= K ->
  (0 <= n /\ forall y, 0 <= y -> (y < n <-> s * y - p + K - 1 <= m - 1 + q)) ->
  t = Z.max ((- (- m / s) - 1) * s + K - m) 0 -> p = t / 2 -> q = t - p -> n = - (- m / s).
Proof.
  intros ? ? ? fits -> -> ->. apply windows_ends in fits. Z.to_euclidean_division_equations. nia.
Qed.

(* A layer below or above a chain that is like one layer: a floor of a floor. *)
Lemma layer_above s K p q m n a b a' b' : 1 <= s -> 1 <= b -> 1 <= n ->
  (0 <= n /\ forall y, 0 <= y -> (y < n <-> s * y - p + K - 1 <= m - 1 + q)) ->
  m = a / b + 1 -> a' = a + b * (1 + p + q - K) -> b' = b * s -> n = a' / b' + 1.
Proof.
  intros ? ? ? fits size -> ->. rewrite (windows_counted s K p q m n) by assumption.
  rewrite <- Z.div_div, (Z.mul_comm b), Z.div_add by lia. do 2 f_equal. lia.
Qed.
Lemma layer_below s K p q m n N a b a' b' : 1 <= s -> 1 <= b -> 1 <= n ->
  (0 <= n /\ forall y, 0 <= y -> (y < n <-> s * y - p + K - 1 <= m - 1 + q)) ->
  N = (n + a) / b + 1 -> a' = m + p + q - K + s * (1 + a) -> b' = s * b -> N = a' / b' + 1.
Proof.
  intros ? ? ? fits size -> ->. rewrite size, (windows_counted s K p q m n) by assumption.
  rewrite <- Z.div_div, (Z.mul_comm s), Z.div_add by lia. do 2 f_equal. lia.
Qed.

(* ---- induction over the indices a … b *)

Lemma down (P : Z -> Prop) a b :
  (a <= b -> P b) -> (forall l, a < l <= b -> P l -> P (l - 1)) -> forall l, a <= l <= b -> P l.
Proof.
  intros base step l H. replace l with (b - Z.of_nat (Z.to_nat (b - l))) by lia.
  assert (N : a <= b - Z.of_nat (Z.to_nat (b - l))) by lia. revert N.
  induction (Z.to_nat (b - l)) as [|n IH]; intro.
  - replace (b - Z.of_nat 0) with b by lia. apply base. lia.
  - replace (b - Z.of_nat (S n)) with (b - Z.of_nat n - 1) by lia. apply step; [lia|]. apply IH. lia.
Qed.

Lemma up (P : Z -> Prop) a b :
  (a <= b -> P a) -> (forall l, a < l <= b -> P (l - 1) -> P l) -> forall l, a <= l <= b -> P l.
Proof.
  intros base step l H. replace l with (a + Z.of_nat (Z.to_nat (l - a))) by lia.
  assert (N : a + Z.of_nat (Z.to_nat (l - a)) <= b) by lia. revert N.
  induction (Z.to_nat (l - a)) as [|n IH]; intro.
  - replace (a + Z.of_nat 0) with a by lia. apply base. lia.
  - apply step; [lia|]. replace (a + Z.of_nat (S n) - 1) with (a + Z.of_nat n) by lia. apply IH. lia.
Qed.

(* What falls or rises from each map to the next does so from any map to any later one. *)
Lemma falls (f : Z -> Z) top : (forall l, 1 <= l <= top -> f l <= f (l - 1)) ->
  forall a b, 0 <= a -> a <= b -> b <= top -> f b <= f a.
Proof.
  intros H a b ? ? ?. apply (up (fun l => f l <= f a) a top); [lia| |lia].
  intros l ? E. assert (N := H l ltac:(lia)). lia.
Qed.
Lemma rises (f : Z -> Z) top : (forall l, 1 <= l <= top -> f (l - 1) <= f l) ->
  forall a b, 0 <= a -> a <= b -> b <= top -> f a <= f b.
Proof.
  intros H a b ? ? ?. apply (up (fun l => f a <= f l) a top); [lia| |lia].
  intros l ? E. assert (N := H l ltac:(lia)). lia.
Qed.

(* ---- arithmetic: ring and nsatz on Qc, with literals *)

Definition reduced (op : Q -> Q -> Q) a b := Qred (op a b).
Lemma literals :
  ring_morph 0%Qc 1%Qc Qcplus Qcmult Qcminus Qcopp eq
    0%Q 1%Q (reduced Qplus) (reduced Qmult) (reduced Qminus) Qopp Qeq_bool Q2Qc.
Proof.
  split; intros; apply Qc_is_canon; unfold reduced, Qcminus, Qcplus, Qcmult, Qcopp, Q2Qc, this;
    rewrite ?Qred_correct; try reflexivity.
  now apply Qeq_bool_eq.
Qed.
Ltac literal t :=
  match t with
  | number ?z => match isZcst z with true => constr:(inject_Z z) end
  | Qcinv (number ?z) => match isZcst z with true => let c := eval vm_compute in (Qinv (inject_Z z)) in c end
  | Q2Qc 0 => constr:(0%Q)
  | Q2Qc 1 => constr:(1%Q)
  | _ => constr:(InitialRing.NotConstant)
  end.
Add Ring Rationals : Qcrt (morphism literals, constants [literal], preprocess [unfold Qcdiv]).

#[export] Instance Qc_ops : @Ncring.Ring_ops Qc 0%Qc 1%Qc Qcplus Qcmult Qcminus Qcopp (@eq Qc) := {}.
#[export] Instance Qc_ring : Ncring.Ring (Ro := Qc_ops).
Proof.
  constructor; try typeclasses eauto; try (repeat intro; cbv [Algebra_syntax.equality] in *; subst; reflexivity).
  - exact Qcplus_0_l.
  - exact Qcplus_comm.
  - exact Qcplus_assoc.
  - exact Qcmult_1_l.
  - exact Qcmult_1_r.
  - exact Qcmult_assoc.
  - exact Qcmult_plus_distr_l.
  - intros. apply Qcmult_plus_distr_r.
  - exact Qcplus_opp_r.
Qed.
#[export] Instance Qc_commutative : Cring.Cring (Rr := Qc_ring) := Qcmult_comm.
#[export] Instance Qc_domain : Integral_domain.Integral_domain (Rcr := Qc_commutative).
Proof. split; [exact Qcmult_integral | discriminate]. Qed.
Class closed (z : Z) := is_closed : True.
#[export] Hint Extern 0 (closed ?z) => match isZcst z with true => exact I end : typeclass_instances.
#[export] Instance reify_number z l {_ : closed z} : Ncring_tac.reify (PEc z) l (number z) := {}.
Ltac NsatzTactic.nsatz_internal_discrR ::= let H := fresh in intro H; vm_compute in H; discriminate H.

Lemma number_plus a b : # (a + b) = (#a + #b)%Qc.
Proof. apply Qc_is_canon. unfold number, Qcplus, Q2Qc, this. now rewrite !Qred_correct, inject_Z_plus. Qed.
Lemma number_mult a b : # (a * b) = (#a * #b)%Qc.
Proof. apply Qc_is_canon. unfold number, Qcmult, Q2Qc, this. now rewrite !Qred_correct, inject_Z_mult. Qed.
Lemma number_opp a : # (- a) = (- #a)%Qc.
Proof. apply Qc_is_canon. unfold number, Qcopp, Q2Qc, this. now rewrite !Qred_correct, inject_Z_opp. Qed.
Lemma number_minus a b : # (a - b) = (#a - #b)%Qc.
Proof. unfold Z.sub. rewrite number_plus, number_opp. ring. Qed.

(* ---- sums and products *)

Section Bigs.
  Context {A : Type}.
  Variables (join : A -> A -> A) (unit : A).
  Hypotheses (assoc : forall a b c, join a (join b c) = join (join a b) c) (comm : forall a b, join a b = join b a).
  Hypothesis left : forall a, join unit a = a.
  Local Notation big := (big join unit).
  Lemma big_empty lo hi f : hi < lo -> big lo hi f = unit.
  Proof. intro. unfold Symrf.big. now replace (Z.to_nat (hi - lo + 1)) with O by lia. Qed.
  Lemma big_first lo hi f : lo <= hi -> big lo hi f = join (f lo) (big (lo + 1) hi f).
  Proof.
    intro. unfold Symrf.big. now replace (Z.to_nat (hi - lo + 1)) with (S (Z.to_nat (hi - (lo + 1) + 1))) by lia.
  Qed.
  Lemma from_above (P : Z -> Prop) hi :
    (forall lo, hi < lo -> P lo) -> (forall lo, lo <= hi -> P (lo + 1) -> P lo) -> forall lo, P lo.
  Proof.
    intros empty step lo. destruct (Z.lt_ge_cases hi lo) as [|H]; [auto|].
    apply (down P lo (hi + 1)); [intros; apply empty; lia| |lia].
    intros l R IH. apply step; [lia|]. now replace (l - 1 + 1) with l by lia.
  Qed.
  Lemma big_last lo hi f : lo <= hi -> big lo hi f = join (big lo (hi - 1) f) (f hi).
  Proof.
    revert lo. refine (from_above _ hi _ _); intros lo H; [lia|]. intros IH _. destruct (Z.eq_dec lo hi) as [->|].
    - rewrite big_first, !big_empty, left, comm, left by lia. reflexivity.
    - rewrite big_first, IH, assoc, <- (big_first lo (hi - 1)) by lia. reflexivity.
  Qed.
  Lemma big_ext lo hi f g : (forall i, lo <= i <= hi -> f i = g i) -> big lo hi f = big lo hi g.
  Proof.
    revert lo. refine (from_above _ hi _ _); intros lo H; [intros; now rewrite !big_empty by lia|].
    intros IH E. rewrite !(big_first lo) by lia. f_equal; [apply E; lia|]. apply IH. intros. apply E. lia.
  Qed.
  Lemma big_join lo hi f g : big lo hi (fun i => join (f i) (g i)) = join (big lo hi f) (big lo hi g).
  Proof.
    revert lo. refine (from_above _ hi _ _); intros lo H; [now rewrite !big_empty, left by lia|].
    intros IH. rewrite !(big_first lo), IH by lia. rewrite !assoc. f_equal. rewrite <- !assoc. f_equal. apply comm.
  Qed.
  Lemma big_shift c lo hi f : big (lo + c) (hi + c) f = big lo hi (fun i => f (i + c)).
  Proof.
    revert lo. refine (from_above _ hi _ _); intros lo H; [now rewrite !big_empty by lia|].
    intros IH. rewrite !(big_first (_ + _)), (big_first lo), <- IH by lia.
    now replace (lo + c + 1) with (lo + 1 + c) by lia.
  Qed.
End Bigs.

Lemma Sum_empty lo hi f : hi < lo -> Sum lo hi f = 0%Qc.
Proof. apply big_empty. Qed.
Lemma Sum_first lo hi f : lo <= hi -> Sum lo hi f = (f lo + Sum (lo + 1) hi f)%Qc.
Proof. apply big_first. Qed.
Lemma Sum_last lo hi f : lo <= hi -> Sum lo hi f = (Sum lo (hi - 1) f + f hi)%Qc.
Proof. apply big_last; intros; ring. Qed.
Lemma Prod_empty lo hi f : hi < lo -> Prod lo hi f = 1%Qc.
Proof. apply big_empty. Qed.
Lemma Prod_first lo hi f : lo <= hi -> Prod lo hi f = (f lo * Prod (lo + 1) hi f)%Qc.
Proof. apply big_first. Qed.
Lemma Prod_last lo hi f : lo <= hi -> Prod lo hi f = (Prod lo (hi - 1) f * f hi)%Qc.
Proof. apply big_last; intros; ring. Qed.
Lemma SumZ_empty lo hi f : hi < lo -> SumZ lo hi f = 0.
Proof. apply big_empty. Qed.
Lemma SumZ_first lo hi f : lo <= hi -> SumZ lo hi f = f lo + SumZ (lo + 1) hi f.
Proof. apply big_first. Qed.
Lemma SumZ_last lo hi f : lo <= hi -> SumZ lo hi f = SumZ lo (hi - 1) f + f hi.
Proof. apply big_last; intros; ring. Qed.
Lemma ProdZ_empty lo hi f : hi < lo -> ProdZ lo hi f = 1.
Proof. apply big_empty. Qed.
Lemma ProdZ_first lo hi f : lo <= hi -> ProdZ lo hi f = f lo * ProdZ (lo + 1) hi f.
Proof. apply big_first. Qed.
Lemma ProdZ_last lo hi f : lo <= hi -> ProdZ lo hi f = ProdZ lo (hi - 1) f * f hi.
Proof. apply big_last; intros; ring. Qed.
Lemma ProdZ_positive lo hi f : (forall i, lo <= i <= hi -> 1 <= f i) -> 1 <= ProdZ lo hi f.
Proof.
  intro factors. assert (H : forall n, Z.of_nat n = hi - lo + 1 -> 1 <= ProdZ lo hi f); [|].
  - intro n. revert hi factors. induction n as [|n IH]; intros hi factors size.
    + rewrite ProdZ_empty by lia. lia.
    + rewrite ProdZ_last by lia. assert (1 <= f hi) by (apply factors; lia).
      assert (1 <= ProdZ lo (hi - 1) f) by (apply IH; [intros; apply factors; lia | lia]). nia.
  - destruct (Z_lt_le_dec hi lo); [rewrite ProdZ_empty by lia; lia | apply (H (Z.to_nat (hi - lo + 1))); lia].
Qed.
Lemma SumZ_nonnegative lo hi f : (forall i, lo <= i <= hi -> 0 <= f i) -> 0 <= SumZ lo hi f.
Proof.
  intro terms. assert (H : forall n, Z.of_nat n = hi - lo + 1 -> 0 <= SumZ lo hi f); [|].
  - intro n. revert hi terms. induction n as [|n IH]; intros hi terms size.
    + rewrite SumZ_empty by lia. lia.
    + rewrite SumZ_last by lia. assert (0 <= f hi) by (apply terms; lia).
      assert (0 <= SumZ lo (hi - 1) f) by (apply IH; [intros; apply terms; lia | lia]). lia.
  - destruct (Z_lt_le_dec hi lo); [rewrite SumZ_empty by lia; lia | apply (H (Z.to_nat (hi - lo + 1))); lia].
Qed.

(* ---- orders of polynomials: after a shift of every variable by its least value no coefficient is negative *)

Lemma above a b : a <= b -> exists t, 0 <= t /\ b = a + t.
Proof. exists (b - a). lia. Qed.
Lemma weighed c a b g : a <= b -> 0 <= c -> 0 <= g - c * (b - a) -> 0 <= g.
Proof. nia. Qed.
Lemma same_sign a g : 0 <= a -> a = g -> 0 <= g.
Proof. congruence. Qed.
Lemma gap_le a b : 0 <= b - a -> a <= b.
Proof. lia. Qed.
Lemma gap_lt a b : 0 <= b - a - 1 -> a < b.
Proof. lia. Qed.
Lemma Prod_mult lo hi f g : Prod lo hi (fun i => f i * g i)%Qc = (Prod lo hi f * Prod lo hi g)%Qc.
Proof. apply big_join; intros; ring. Qed.
Lemma Prod_ones lo hi f : (forall i, lo <= i <= hi -> f i = (#1)%Qc) -> Prod lo hi f = 1%Qc.
Proof.
  intro ones. transitivity (Prod lo hi (fun _ => 1%Qc)); [apply big_ext; exact ones|]. clear.
  revert lo. refine (from_above _ hi _ _); intros lo H; [apply Prod_empty; lia|].
  intros IH. rewrite Prod_first, IH by lia. ring.
Qed.
Lemma Pow_next b e e' : 0 <= e -> e' = e + 1 -> Pow b e' = (b * Pow b e)%Qc.
Proof.
  intros H ->. destruct e as [|e|e]; [simpl; ring| |lia].
  unfold Pow. simpl Z.add. now rewrite Pos.add_1_r, Pos2Nat.inj_succ.
Qed.

(* A sum whose terms are in normal form, so that the tactics do not treat it again. *)
Definition Done := Sum.
Lemma Sum_done lo hi f g : (forall i, lo <= i <= hi -> f i = g i) -> Sum lo hi f = Done lo hi g.
Proof. apply big_ext. Qed.
Lemma Done_plus lo hi f g : Done lo hi (fun i => f i + g i)%Qc = (Done lo hi f + Done lo hi g)%Qc.
Proof. apply big_join; intros; ring. Qed.
Lemma Done_scale c lo hi f : Done lo hi (fun i => c * f i)%Qc = (c * Done lo hi f)%Qc.
Proof.
  unfold Done. revert lo. refine (from_above _ hi _ _); intros lo H; [rewrite !Sum_empty by lia; ring|].
  intros IH. rewrite !(Sum_first lo), IH by lia. ring.
Qed.

(* ---- walking: intervals of indices *)

Lemma read_dense k p outputs i : In i (read k 1 1 p outputs) <-> exists y, In y outputs /\ y - p <= i <= y - p + k - 1.
Proof.
  unfold read. rewrite in_flat_map. split; intros [y [output H]]; exists y; split; try assumption.
  - apply in_map_iff in H as [m [<- H]]. apply in_seq in H. lia.
  - apply in_map_iff. exists (Z.to_nat (i - (y - p))). rewrite in_seq. lia.
Qed.
Lemma different_interval indices a r :
  0 <= r -> (forall i, In i indices <-> a <= i <= a + r - 1) -> different indices = r.
Proof.
  intros positive interval. unfold different.
  rewrite (Permutation_length (l' := map (fun m => a + Z.of_nat m) (seq 0 (Z.to_nat r)))).
  - rewrite map_length, seq_length. lia.
  - apply NoDup_Permutation; [apply NoDup_nodup| |].
    + apply FinFun.Injective_map_NoDup; [intros x y; lia | apply seq_NoDup].
    + intros i. rewrite nodup_In, interval, in_map_iff. setoid_rewrite in_seq. split.
      * intros. exists (Z.to_nat (i - a)). lia.
      * intros [m [<- H]]. lia.
Qed.
Lemma greatest_interval indices a b : a <= b -> (forall i, In i indices <-> a <= i <= b) -> greatest indices = b.
Proof.
  intros some interval. assert (forall i more, In (fold_right Z.max i more) (i :: more) /\
    forall j, In j (i :: more) -> j <= fold_right Z.max i more) as maximum.
  { induction more as [|j more [IH1 IH2]]; [simpl; intuition lia|]. split.
    - simpl. destruct (Z.max_spec j (fold_right Z.max i more)) as [[_ ->]|[_ ->]]; simpl in *; tauto.
    - intros m. simpl in *. specialize (IH2 m). intuition lia. }
  destruct indices as [|i more]; [exfalso; apply (interval b); lia|].
  destruct (maximum i more) as [reached bound]. apply interval in reached.
  specialize (bound b (proj2 (interval b) ltac:(lia))). simpl in *. lia.
Qed.

(* ---- tactics: `symrf` for statements of sums and products, `rounding` and `ordering` for whole numbers *)

(* ---- tactics: facts at an index *)

(* The hypothesis H, which holds for lo <= l <= hi, at i where that is in the range; that it is is asked once. *)
Definition ranged (lo i hi : Z) := lo <= i <= hi.
Definition unsaid (lo i hi : Z) := True.
Ltac instance H i lo hi := let E := fresh "E" in
  lazymatch goal with
  | R : lo <= i <= hi |- _ => pose proof (H i R) as E
  | R : ranged lo i hi |- _ => pose proof (H i R) as E
  | _ : unsaid lo i hi |- _ => idtac
  | _ => let R := fresh "R" in first
      [ assert (R : ranged lo i hi) by (unfold ranged; lia); pose proof (H i R) as E
      | assert (R : unsaid lo i hi) by exact I ]
  end.
Ltac answered := repeat match goal with R : ranged _ _ _ |- _ => clear R | R : unsaid _ _ _ |- _ => clear R end.
Ltac each_instance i :=
  try match goal with
  | H : forall l : Z, ?lo <= l <= ?hi -> _ |- _ => instance H i lo hi; revert H; each_instance i; intro H
  end.
Ltac instances i := each_instance i; answered.
Ltac each_end :=
  try match goal with
  | H : forall l : Z, ?lo <= l <= ?hi -> _ |- _ =>
      instance H lo lo hi; instance H hi lo hi; revert H; each_end; intro H
  end.
Ltac ends := each_end; answered.
Ltac premises := repeat match goal with |- ?A -> ?B => intro end.
Ltac equations := repeat match goal with H : @eq Qc _ _ |- _ => revert H end.

(* ---- tactics: the goal in terms of indices near i, with the terms at i taken out of sums, products and powers *)

Ltac literals_of op := repeat match goal with
  | |- context [op ?a ?b] => match isZcst a with true => match isZcst b with true =>
      let c := eval vm_compute in (op a b) in change (op a b) with c end end
  end.
Ltac near i e := lazymatch e with i + 1 => fail | i - 1 => fail | _ =>
  first [replace e with i by lia | replace e with (i - 1) by lia | replace e with (i + 1) by lia] end.
Ltac indices i :=
  repeat match goal with |- context [?a + ?b] => near i (a + b) | |- context [?a - ?b] => near i (a - b) end;
  literals_of Z.add; literals_of Z.sub.
Ltac peel i := repeat match goal with
  | |- context [Sum ?lo ?hi ?f] => rewrite (Sum_empty lo hi f) by lia
  | |- context [Prod ?lo ?hi ?f] => rewrite (Prod_empty lo hi f) by lia
  | H : forall l : Z, _ -> ?f l = (#1)%Qc |- context [Prod ?lo ?hi (fun j => ?f j)] =>
      rewrite (Prod_ones lo hi (fun j => f j)) by (intros; apply H; lia)
  | |- context [Sum i ?hi ?f] => rewrite (Sum_first i hi f) by lia
  | |- context [Prod i ?hi ?f] => rewrite (Prod_first i hi f) by lia
  | |- context [Sum ?lo i ?f] => rewrite (Sum_last lo i f) by lia
  | |- context [Prod ?lo i ?f] => rewrite (Prod_last lo i f) by lia
  | |- context [Pow ?b ?e] => match isZcst e with true =>
      let t := eval cbv [Pow Qcpower Pos.to_nat Pos.iter_op Nat.add] in (Pow b e) in change (Pow b e) with t end
  | |- context [Pow ?b ?e] => replace (Pow b e) with 1%Qc by (replace e with 0 by lia; reflexivity)
  | |- context [Pow ?b ?e] => match goal with |- context [Pow b ?e'] =>
      first [constr_eq e e'; fail 1 | replace e with e' by lia | rewrite (Pow_next b e' e) by lia] end
  end; cbv beta.
Ltac simplify i := cbv beta; indices i; peel i; indices i; peel i;
  rewrite ?number_plus, ?number_minus, ?number_mult, ?number_opp, ?Prod_mult.

(* ---- tactics: sums in normal form. A polynomial in m is a list of (coefficient, part that depends on m). *)

Ltac times a b := lazymatch a with number 1 => b | _ => lazymatch b with number 1 => a | _ => constr:((a * b)%Qc) end end.
Ltac scaled x q rest := lazymatch q with
  | nil => rest
  | cons (?c, ?g) ?more => lazymatch x with (?c', ?g') =>
      let c := times c' c in let g := times g' g in let k := scaled x more rest in constr:(cons (c, g) k) end
  end.
Ltac product p q := lazymatch p with nil => p | cons ?x ?more => let k := product more q in scaled x q k end.
Ltac joined p q := lazymatch p with nil => q | cons ?x ?more => let k := joined more q in constr:(cons x k) end.
Ltac one c g := constr:(cons (c, g) (@nil (Qc * Qc))).
Ltac polynomial m t := lazymatch t with
  | (?a + ?b)%Qc => let p := polynomial m a in let q := polynomial m b in joined p q
  | (?a - ?b)%Qc => polynomial m (a + - b)%Qc
  | (- ?a)%Qc => let p := one (- #1)%Qc (#1)%Qc in let q := polynomial m a in product p q
  | (?a * ?b)%Qc => let p := polynomial m a in let q := polynomial m b in product p q
  | (?a / ?b)%Qc => polynomial m (a * / b)%Qc
  | context [m] => one (#1)%Qc t
  | _ => one t (#1)%Qc
  end.
Ltac written p := lazymatch p with
  | cons (?c, ?g) nil => constr:((c * g)%Qc)
  | cons (?c, ?g) ?more => let k := written more in constr:((c * g + k)%Qc)
  end.
Ltac ones m := repeat match goal with
  | A : forall l : Z, _ -> ?f l = (#1)%Qc |- context [?f m] => rewrite (A m) by lia
  end.
Ltac sums i := repeat match goal with
  | |- context [Sum ?lo ?hi ?f] =>
      let g := fresh "g" in evar (g : Z -> Qc);
      let E := fresh in assert (E : forall m, lo <= m <= hi -> f m = g m);
      [ let m := fresh "m" in intros m ?; simplify i; ones m; lazymatch goal with |- ?t = _ =>
          let p := polynomial m t in let w := written p in transitivity w; [ring | unfold g; reflexivity] end
      | rewrite (Sum_done lo hi f g E); clear E; unfold g; clear g; rewrite ?Done_plus, ?Done_scale ]
  end.

(* ---- tactics: proofs *)

(* Every term that is not arithmetic becomes a variable. *)
Ltac variables := repeat match goal with
  | |- context [Done ?lo ?hi ?f] => generalize (Done lo hi f); intro
  | |- context [Prod ?lo ?hi ?f] => generalize (Prod lo hi f); intro
  | |- context [Pow ?b ?e] => generalize (Pow b e); intro
  | |- context [number ?z] => lazymatch isZcst z with false => generalize (number z); intro end
  | |- context [?f ?e] => is_var f; lazymatch type of f with Z -> Qc => generalize (f e); intro end
  end.
Ltac reciprocals := unfold Qcdiv; repeat match goal with
  | |- context [Qcinv (number ?z)] =>
      assert ((#z * / #z)%Qc = #1) by (apply Qc_is_canon; reflexivity); generalize dependent (/ #z)%Qc; intros
  end.
Lemma by_difference (a b x y : Qc) : a = b -> (x - y)%Qc = (a - b)%Qc -> x = y.
Proof. intros -> E. replace x with (x - y + y)%Qc by ring. rewrite E. ring. Qed.
Ltac from_equations := variables; intros; subst; first
  [ ring
  | lazymatch goal with |- context [Qcdiv] => idtac end; (* with reciprocals as unknowns nsatz is slow *)
    match goal with H : @eq Qc ?a ?b |- ?x = ?y => apply (by_difference a b x y H); ring end
  | equations; reciprocals; intros;
    solve [nsatz with radicalmax := 1%N strategy := 1%Z parameters := (@nil Qc) variables := (@nil Qc)] ].
Ltac by_algebra_at i := solve [instances i; instances (i - 1); equations; simplify i; sums i; from_equations].
Ltac by_algebra := solve [ends; equations; simplify 0;
  try match goal with H : 0 <= ?top |- _ => is_var top; simplify top end; sums 0; from_equations].

(* Whole numbers: a number of windows is compared with 0 and with its neighbours, what divides with what is left. *)
Ltac spans := repeat match goal with
  | H : ?K = ?d * (?k - 1) + 1 |- _ => lazymatch goal with _ : 1 <= K |- _ => fail | _ => assert (1 <= K) by nia end
  end.
Ltac same_paddings := repeat match goal with
  | T : ?t = Z.max ((- (- ?m / ?s) - 1) * ?s + ?K - ?m) 0, P : ?p = ?t / 2, Q : ?q = ?t - ?p,
    W : 0 <= ?n /\ forall y : Z, 0 <= y -> (y < ?n <-> _) |- _ =>
      assert (n = - (- m / s)) by (apply (same_counted s K p q m n t); auto with zarith); clear W
  end.
Ltac windows := repeat match goal with
  | H : 0 <= ?n /\ forall y : Z, 0 <= y -> (y < ?n <-> _) |- _ =>
      apply windows_ends in H; destruct H as (? & ? & ?)
  | H : context [?x <? ?y] |- _ => destruct (Z.ltb_spec x y); cbn [andb] in H
  | H : context [?x <=? ?y] |- _ => destruct (Z.leb_spec x y); cbn [andb] in H
  end.
Ltac whole := premises; spans; windows; Z.to_euclidean_division_equations; nia.
Ltac forget := repeat match goal with H : forall l : Z, _ <= l <= _ -> _ |- _ => clear H end.
Ltac idle := repeat match goal with (* bounds of what is mentioned nowhere else *)
  | B : _ <= ?x |- ?G => revert B; lazymatch G with context [x] => fail | _ => idtac end;
      lazymatch goal with _ : context [x] |- _ => fail | |- _ => intros _ end
  end.
(* Every fact makes the search longer: so first without first values, spans in terms of taps, and that maps have features. *)
Ltac only_layer i :=
  repeat match goal with H : forall l : Z, 0 <= l <= _ -> 1 <= _ |- _ => clear H end; instances i; forget;
  repeat match goal with H : _ 0 = _ |- _ => clear H | H : _ <= i <= _ |- _ => clear H end;
  premises; spans; repeat match goal with H : _ = _ * (_ - 1) + 1 |- _ => clear H end; idle.
Ltac by_rounding_at i := first
  [ solve [only_layer i; whole]
  | solve [instances i; premises; spans; same_paddings; forget; whole]
  | solve [instances i; instances (i - 1); forget; whole] ].
(* A floor of a floor is one floor. *)
Ltac nested_floors := repeat first [rewrite Z.opp_involutive | rewrite Z.div_div by lia | rewrite <- Z.div_add by lia];
  lazymatch goal with |- @eq Z _ _ => first [reflexivity | progress f_equal; ring | f_equal; f_equal; ring] end.
Ltac by_rounding := first [solve [premises; nested_floors] | solve [whole]].

(* Orders: sums and products lose their terms at i, and then are numbers like all others. *)
Ltac index_near i e := lazymatch e with _ + _ => near i e | _ - _ => near i e end.
Ltac placed i := literals_of Z.add; literals_of Z.sub; repeat match goal with
  | |- context [SumZ ?lo ?hi _] => first [index_near i lo | index_near i hi]
  | |- context [ProdZ ?lo ?hi _] => first [index_near i lo | index_near i hi]
  | |- context [?f ?e] => is_var f; index_near i e
  end; literals_of Z.add; literals_of Z.sub.
Ltac few lo hi := let n := eval vm_compute in (hi - lo) in match isZcst n with true => assert_succeeds (assert (n <= 9) by lia) end.
Ltac peelZ i := repeat match goal with
  | |- context [SumZ ?lo ?hi ?f] => rewrite (SumZ_empty lo hi f) by lia
  | |- context [ProdZ ?lo ?hi ?f] => rewrite (ProdZ_empty lo hi f) by lia
  | |- context [SumZ i ?hi ?f] => rewrite (SumZ_first i hi f) by lia
  | |- context [ProdZ i ?hi ?f] => rewrite (ProdZ_first i hi f) by lia
  | |- context [SumZ ?lo i ?f] => rewrite (SumZ_last lo i f) by lia
  | |- context [ProdZ ?lo i ?f] => rewrite (ProdZ_last lo i f) by lia
  | |- context [SumZ ?lo ?hi ?f] => few lo hi; rewrite (SumZ_last lo hi f) by lia
  | |- context [ProdZ ?lo ?hi ?f] => few lo hi; rewrite (ProdZ_last lo hi f) by lia
  end; cbv beta.
(* Products with the same factors, or one of which has one more. *)
Ltac neighbours := repeat match goal with
  | |- context [ProdZ ?lo ?a ?f] => match goal with |- context [ProdZ lo ?b f] => first
      [ constr_eq a b; fail 1
      | replace (ProdZ lo b f) with (ProdZ lo a f) by (f_equal; lia)
      | assert_succeeds (assert (b = a + 1) by lia); rewrite (ProdZ_last lo b f) by lia; replace (b - 1) with a by lia ]
    end
  end; cbv beta.
(* Terms whose least values are known: x is e + t with t >= 0, and a polynomial of such t without a negative
   coefficient is not negative. What is known already is taken away as often as some number at hand says. *)
Ltac positive_terms := lazymatch goal with
  | |- 0 <= _ + _ => apply Z.add_nonneg_nonneg; positive_terms
  | |- 0 <= _ * _ => apply Z.mul_nonneg_nonneg; positive_terms
  | |- 0 <= _ ^ _ => apply Z.pow_nonneg; positive_terms
  | |- 0 <= ?x => tryif is_var x then assumption else lia
  end.
Ltac written_out g := let H := fresh in
  let a := constr:(ltac:(pose proof (fun w : Z => @id (w = g -> Z)) as H; ring_simplify g in H;
    lazymatch type of H with forall w, (w = ?a -> _) -> _ => exact a end) : Z) in
  let a := eval cbv beta zeta in a in lazymatch a with eq_rec_r _ (fun _ => ?x) _ _ => x | _ => a end.
Ltac no_less := lazymatch goal with |- 0 <= ?g =>
  let a := written_out g in apply (same_sign a g); [positive_terms | ring] end.
Ltac numbers := repeat match goal with
  | H : @eq Z _ _ |- _ => revert H | H : _ <= _ |- _ => revert H | H : _ >= _ |- _ => apply Z.ge_le in H; revert H
  | H : _ < _ |- _ => apply Z.lt_le_pred in H; revert H | H : _ > _ |- _ => apply Z.gt_lt in H | H : _ /\ _ |- _ => destruct H
  end; repeat match goal with |- context [?f ?e] => is_var f; lazymatch type of f with Z -> Z => generalize (f e); intro end
  end; premises.
Ltac from_least e x H :=
  let t := fresh "t" in let E := fresh in destruct (above e x H) as (t & ? & E); clear H; subst x.
Ltac shifted := repeat match goal with H : ?x = ?y |- _ => first [is_var x; subst x | is_var y; subst y] end;
  repeat match goal with H : ?e <= ?x |- _ => is_var e; is_var x; from_least e x H end;
  repeat match goal with H : ?e <= ?x |- _ => is_var x; lazymatch e with 0 => fail | _ => from_least e x H end end.
Ltac with_weight H := first
  [ apply (weighed 1 _ _ _ H); [lia | no_less]
  | match goal with _ : 0 <= ?t |- context [?t] => is_var t; (* of the layer that is new *)
      lazymatch type of H with context [t] => fail | _ => apply (weighed (1 + t) _ _ _ H); [lia | no_less] end end ].
Ltac by_terms := lazymatch goal with |- _ <= _ => apply gap_le | |- _ >= _ => apply Z.le_ge, gap_le
  | |- _ < _ => apply gap_lt | |- _ > _ => apply Z.lt_gt, gap_lt end;
  first [no_less | match goal with H : ?a <= ?b |- _ =>
    lazymatch isZcst a with false => tryif is_var b then fail else with_weight H end end].
(* A product of what is at least 1, a sum of what is at least 0. *)
Ltac positives := repeat match goal with
  | |- context [ProdZ ?lo ?hi ?f] =>
      try (let P := fresh in pose proof (ProdZ_positive lo hi f ltac:(least_term)) as P; revert P);
      generalize (ProdZ lo hi f); intro
  | |- context [SumZ ?lo ?hi ?f] =>
      try (let P := fresh in pose proof (SumZ_nonnegative lo hi f ltac:(least_term)) as P; revert P);
      generalize (SumZ lo hi f); intro
  end
with least_term := let i := fresh in intros i ?; cbv beta; instances i; instances (i - 1); forget;
  first [lia | positives; numbers; shifted; by_terms].
Ltac bigs i := repeat match goal with
  | H : forall l : Z, _ <= l <= _ -> _ |- _ => lazymatch type of H with context [SumZ] => clear H | context [ProdZ] => clear H end
  end; repeat match goal with
  | H : context [SumZ _ _ _] |- _ => revert H
  | H : context [ProdZ _ _ _] |- _ => revert H
  end; cbv beta; placed i; peelZ i; placed i; peelZ i; placed i; neighbours; positives; premises.
Ltac nested := match goal with
  | W : 0 <= ?n /\ forall y : Z, 0 <= y -> (y < ?n <-> ?s * y - ?p + ?K - 1 <= ?m - 1 + ?q) |- _ =>
      match goal with
      | E : m = ?a / ?b + 1 |- n = ?a' / ?b' + 1 => apply (layer_above s K p q m n a b a' b')
      | E : ?N = ?a / ?b + 1 |- ?N = ?a' / ?b' + 1 => apply (layer_below s K p q m n N (a - n) b a' b')
      end
  end; first [assumption | lia | nia | match goal with E : ?N = ?a / ?b + 1 |- ?N = _ => rewrite E; do 2 f_equal; lia end].
Ltac ordered := first [nia | progress (windows; Z.to_euclidean_division_equations); nia].
Ltac by_terms_at i := solve [instances i; instances (i - 1); bigs i; forget; numbers; shifted; by_terms].
Ltac by_order_at i := solve [instances i; instances (i - 1); instances (i + 1); bigs i; forget; first [nested | ordered]].
Ltac by_order := solve [ends; bigs 0; forget; first [assumption | ordered]].
Ltac by_ends := solve [ends; bigs 0; forget; first [assumption | numbers; shifted; by_terms]].

(* A claim about maps far apart, from what falls or rises from map to map; one about a layer named by a number. *)
Ltac between fact a b := try (let E := fresh in pose proof (fact a b ltac:(lia) ltac:(lia) ltac:(lia)) as E).
Ltac at_number i before := instances i; change (i - 1) with before in *.
Ltac by_numbers := solve [forget; ordered].

(* A claim about the depth as a claim about every depth up to it. *)
Ltac over_depth := match goal with H : 0 <= ?top |- ?claim => is_var top; lazymatch claim with context [top] =>
    pattern top; lazymatch goal with |- ?P top =>
      let A := fresh in assert (A : forall l, 0 <= l <= top -> P l); [cbv beta | apply A; lia] end end end.
Ltac by_induction solve_at solve_once := lazymatch goal with
  | |- ?a /\ ?b => let A := fresh in assert (A : a);
      [by_induction solve_at solve_once | split; [exact A | by_induction solve_at solve_once]]
  | |- forall l : Z, ?lo <= l <= ?hi -> _ =>
      let l := fresh "l" in first
      [ intros l ?; solve_at l
      | apply down; [intros ?; solve_at hi | intros l ? ?; solve_at l]
      | apply up; [intros ?; solve_at lo | intros l ? ?; solve_at l]
      | intros l ?; solve_once ]
  | |- _ => first [solve_once | over_depth; by_induction solve_at solve_once]
  end.
Ltac symrf := premises; by_induction ltac:(fun i => by_algebra_at i) ltac:(by_algebra).
Ltac ordering := premises; first
  [ lazymatch goal with |- context [SumZ] => idtac | |- context [ProdZ] => idtac | |- context [_ >= _] => idtac end;
    by_induction ltac:(fun i => by_terms_at i) ltac:(by_ends)
  | by_induction ltac:(fun i => by_order_at i) ltac:(by_order) ].
Ltac rounding := premises; by_induction ltac:(fun i => by_rounding_at i) ltac:(by_rounding).

(* ---- tactics: that sequences with given recurrences exist *)

Ltac defined := repeat match goal with |- _ /\ _ => split end; intros;
  first
    [ reflexivity
    | refine (Down_first _ _ _) | refine (Up_first _ _ _)
    | refine (Down_next _ _ _ _ _); lia | refine (Up_next _ _ _ _ _); lia
    | apply fitting_windows; auto
    | match goal with |- 0 <= ?n ?l /\ _ =>
        let E := fresh in assert (E := Up_next 0 _ _ l ltac:(lia) : n l = _); rewrite E; apply fitting_windows; auto end ].

(* ---- tactics: a statement refuted at concrete layers *)

Ltac each_index l lo hi := (* l is one of the numbers lo … hi *)
  let top := eval vm_compute in hi in let low := eval vm_compute in lo in
  first [ exfalso; lia
        | destruct (Z.eq_dec l low) as [->|]; [| let next := eval vm_compute in (low + 1) in each_index l next top] ].
Ltac computed := first
  [ lazymatch goal with |- forall l : Z, ?lo <= l <= ?hi -> _ => let l := fresh "l" in intros l ?; each_index l lo hi; computed end
  | vm_compute; reflexivity | vm_compute; discriminate | apply Qc_is_canon; vm_compute; reflexivity ].
Ltac absurd_claim H := first
  [ lazymatch type of H with @eq Qc _ _ => apply (f_equal this) in H | _ => idtac end;
    vm_compute in H; first [discriminate H | exact (H eq_refl)]
  | discriminate H ].
Ltac refute_claim H := lazymatch type of H with
  | _ /\ _ => let A := fresh in let B := fresh in destruct H as [A B]; first [refute_claim A | refute_claim B]
  | forall l : Z, ?lo <= l <= ?hi -> _ => let low := eval vm_compute in lo in refute_from H low hi
  | ?A -> ?B => let a := fresh in assert (a : A) by computed; specialize (H a); refute_claim H
  | _ => absurd_claim H
  end
with refute_from H i hi := first
  [ let C := fresh in assert (C : i <= hi) by (vm_compute; discriminate); clear C;
    let P := fresh in assert (P := H i); let R := fresh in assert (R := P ltac:(split; vm_compute; discriminate)); refute_claim R
  | let next := eval vm_compute in (i + 1) in
    let C := fresh in assert (C : next <= hi) by (vm_compute; discriminate); clear C; refute_from H next hi ].
Ltac refute H := lazymatch type of H with
  | forall l : Z, ?lo <= l <= ?hi -> _ => refute_claim H
  | ?A -> ?B => let a := fresh in assert (a : A);
      [clear H; first [solve [defined] | solve [computed]] | specialize (H a); refute H]
  | _ => refute_claim H
  end.
