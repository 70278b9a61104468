(* graph-equals-paths. Lower bounds of the left edges and upper bounds of the right edges are the same for the envelope
   and for all paths together: so are the least and the greatest. *)

Require Import Networks NetworksLemmas FinFun.

Definition above (u y : Z) (fields : list field) : Prop := forall f, In f fields -> u <= jump f * y + left f.
Definition below (v y : Z) (fields : list field) : Prop := forall f, In f fields -> jump f * y + right f <= v.

Ltac merging f known IH :=
  induction known as [| g rest IH]; simpl;
  [ split; [intros H; split; [apply H; now left | intros ? []] | intros [H _] ? [<- | []]; exact H] |];
  destruct (jump f =? jump g) eqn:E; [apply Z.eqb_eq in E |]; simpl; split;
  [ intros H; pose proof (H _ (or_introl eq_refl)) as M; simpl in M; rewrite E; split; [lia |];
    intros h [<- | I]; [lia | apply H; now right]
  | intros [F H] h [<- | I]; [simpl; pose proof (H g (or_introl eq_refl)); rewrite E in F; lia | apply H; now right]
  | intros H; apply and_comm; split; [intros h [<- | I] |]; [apply H; now left | |];
    (destruct IH as [IH _]; destruct IH as [A B]; [intros i J; apply H; now right |]); [now apply B | exact A]
  | intros [F H] h [<- | I]; [apply H; now left |]; revert h I; apply IH; split; [exact F | intros h I; apply H; now right] ].

Lemma insert_above u y f known : above u y (insert f known) <-> (u <= jump f * y + left f /\ above u y known).
Proof. unfold above. merging f known IH. Qed.

Lemma insert_below v y f known : below v y (insert f known) <-> (jump f * y + right f <= v /\ below v y known).
Proof. unfold below. merging f known IH. Qed.

Lemma merged_above u y known : forall fields, above u y (merged fields known) <-> (above u y fields /\ above u y known).
Proof.
  induction fields as [| f rest IH]; cbn [merged fold_right].
  - unfold above. simpl. intuition.
  - rewrite insert_above. fold (merged rest known). rewrite IH. unfold above. simpl. split.
    + intros [A [B C]]. split; [intros g [<- | I]; auto | exact C].
    + intros [A B]. repeat split; auto.
Qed.

Lemma merged_below v y known : forall fields, below v y (merged fields known) <-> (below v y fields /\ below v y known).
Proof.
  induction fields as [| f rest IH]; cbn [merged fold_right].
  - unfold below. simpl. intuition.
  - rewrite insert_below. fold (merged rest known). rewrite IH. unfold below. simpl. split.
    + intros [A [B C]]. split; [intros g [<- | I]; auto | exact C].
    + intros [A B]. repeat split; auto.
Qed.

Lemma composed_above u y g fields : above u y (map (fun f => compose f g) fields) <-> above u (jump g * y + left g) fields.
Proof.
  unfold above. split.
  - intros H f I. specialize (H (compose f g) (in_map _ _ _ I)). simpl in H. nia.
  - intros H f I. apply in_map_iff in I. destruct I as [h [<- I]]. specialize (H h I). simpl. nia.
Qed.

Lemma composed_below v y g fields : below v y (map (fun f => compose f g) fields) <-> below v (jump g * y + right g) fields.
Proof.
  unfold below. split.
  - intros H f I. specialize (H (compose f g) (in_map _ _ _ I)). simpl in H. nia.
  - intros H f I. apply in_map_iff in I. destruct I as [h [<- I]]. specialize (H h I). simpl. nia.
Qed.

Lemma app_above u y one other : above u y (one ++ other) <-> (above u y one /\ above u y other).
Proof. unfold above. setoid_rewrite in_app_iff. intuition. Qed.

Lemma app_below v y one other : below v y (one ++ other) <-> (below v y one /\ below v y other).
Proof. unfold below. setoid_rewrite in_app_iff. intuition. Qed.

Lemma same_lower_bounds : forall n y u, above u y (envelope n) <-> above u y (paths n).
Proof.
  induction n as [| w lower IH | one IH1 other IH2]; simpl; intros y u.
  - reflexivity.
  - rewrite !composed_above. apply IH.
  - rewrite merged_above, app_above, IH1, IH2. reflexivity.
Qed.

Lemma same_upper_bounds : forall n y v, below v y (envelope n) <-> below v y (paths n).
Proof.
  induction n as [| w lower IH | one IH1 other IH2]; simpl; intros y v.
  - reflexivity.
  - rewrite !composed_below. apply IH.
  - rewrite merged_below, app_below, IH1, IH2. reflexivity.
Qed.

(* two lists with the same lower bounds have the same first element *)
Lemma first_by_bounds xs ys : (forall u, (forall x, In x xs -> u <= x) <-> (forall x, In x ys -> u <= x)) ->
  forall u, first xs u -> first ys u.
Proof.
  intros same u [I L]. assert (M : forall x, In x ys -> u <= x) by (apply same, L). split; [| exact M].
  destruct (in_dec Z.eq_dec u ys) as [| out]; [assumption |].
  assert (N : forall x, In x xs -> u + 1 <= x).
  { apply same. intros x X. specialize (M x X). destruct (Z.eq_dec u x) as [-> |]; [contradiction | lia]. }
  specialize (N u I). lia.
Qed.

Lemma last_by_bounds xs ys : (forall v, (forall x, In x xs -> x <= v) <-> (forall x, In x ys -> x <= v)) ->
  forall v, last xs v -> last ys v.
Proof.
  intros same v [I L]. assert (M : forall x, In x ys -> x <= v) by (apply same, L). split; [| exact M].
  destruct (in_dec Z.eq_dec v ys) as [| out]; [assumption |].
  assert (N : forall x, In x xs -> x <= v - 1).
  { apply same. intros x X. specialize (M x X). destruct (Z.eq_dec v x) as [-> |]; [contradiction | lia]. }
  specialize (N v I). lia.
Qed.

Lemma bounds_of_lefts u y fields : (forall x, In x (lefts fields y) -> u <= x) <-> above u y fields.
Proof.
  unfold above, lefts. split.
  - intros H f I. apply H, in_map_iff. eauto.
  - intros H x X. apply in_map_iff in X. destruct X as [f [<- I]]. auto.
Qed.

Lemma bounds_of_rights v y fields : (forall x, In x (rights fields y) -> x <= v) <-> below v y fields.
Proof.
  unfold below, rights. split.
  - intros H f I. apply H, in_map_iff. eauto.
  - intros H x X. apply in_map_iff in X. destruct X as [f [<- I]]. auto.
Qed.

(* one entry per stride *)
Lemma strides_inserted S f known : In S (map jump (insert f known)) <-> S = jump f \/ In S (map jump known).
Proof.
  induction known as [| g rest IH]; simpl; [intuition |].
  destruct (jump f =? jump g) eqn:E; simpl; [apply Z.eqb_eq in E; rewrite E; intuition | rewrite IH; intuition].
Qed.

Lemma strides_merged S known : forall fields,
  In S (map jump (merged fields known)) <-> In S (map jump fields) \/ In S (map jump known).
Proof.
  induction fields as [| f rest IH]; cbn [merged fold_right map In]; [intuition |].
  rewrite strides_inserted. fold (merged rest known). rewrite IH. intuition.
Qed.

Lemma inserted_once f known : NoDup (map jump known) -> NoDup (map jump (insert f known)).
Proof.
  induction known as [| g rest IH]; simpl; intro N; [repeat constructor; intros [] |].
  inversion N as [| a b out N']; subst. destruct (jump f =? jump g) eqn:E; simpl; constructor; auto.
  rewrite strides_inserted. apply Z.eqb_neq in E. intros [H | H]; [lia | contradiction].
Qed.

Lemma once : forall n, well_formed n -> NoDup (map jump (envelope n)).
Proof.
  induction n as [| w lower IH | one IH1 other IH2]; cbn [envelope well_formed]; intro W.
  - repeat constructor. intros [].
  - destruct W as [[_ [P _]] W]. rewrite map_map. cbn [compose jump law].
    rewrite <- (map_map jump (fun S => S * stride w)). apply Injective_map_NoDup; [| auto].
    intros a b E. nia.
  - destruct W as [W1 W2]. unfold merged. induction (envelope one) as [| f rest IH]; cbn [fold_right]; [auto |].
    apply inserted_once, IH. intros _. specialize (IH1 W1). cbn [map] in IH1. now inversion IH1.
Qed.

Lemma same_strides : forall n S, In S (map jump (envelope n)) <-> In S (map jump (paths n)).
Proof.
  induction n as [| w lower IH | one IH1 other IH2]; cbn [envelope paths]; intro S.
  - reflexivity.
  - rewrite !map_map. cbn [compose jump law]. rewrite <- !(map_map jump (fun S => S * stride w)), !in_map_iff.
    setoid_rewrite IH. reflexivity.
  - rewrite strides_merged, map_app, in_app_iff, IH1, IH2. reflexivity.
Qed.

Theorem graph_equals_paths : forall n, well_formed n ->
  (forall y u, first (lefts (envelope n) y) u <-> first (lefts (paths n) y) u) /\
  (forall y v, last (rights (envelope n) y) v <-> last (rights (paths n) y) v) /\
  NoDup (map jump (envelope n)) /\
  forall S, In S (map jump (envelope n)) <-> In S (map jump (paths n)).
Proof.
  intros n W. repeat apply conj.
  - intros y u. split; apply first_by_bounds; intro; rewrite !bounds_of_lefts, same_lower_bounds; reflexivity.
  - intros y v. split; apply last_by_bounds; intro; rewrite !bounds_of_rights, same_upper_bounds; reflexivity.
  - now apply once.
  - apply same_strides.
Qed.
