(* Lemmas about recurrences, sums and products. Nothing is assumed, and nothing here has to be read to know what is
   proved. *)

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
