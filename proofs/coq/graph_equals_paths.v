(* graph-equals-paths: one pass that keeps, at every node and for every stride, only the least left edge and the
   greatest right edge, gives the same region as all paths together.

   Lower bounds of the left edges and upper bounds of the right edges are the same for both: so are the least and the
   greatest. *)

Require Import ZArith List Lia.
Import ListNotations.
Open Scope Z_scope.

Inductive network : Type :=
| input : network
| window (k s d p : Z) (below : network) : network
| join (one other : network) : network.

Record field : Type := Field { stride : Z; left : Z; right : Z }.

Definition compose (f g : field) : field :=
  Field (stride f * stride g) (left f + stride f * left g) (right f + stride f * right g).

Definition of_window (k s d p : Z) : field := Field s (- p) (d * (k - 1) - p).

Fixpoint paths (n : network) : list field :=
  match n with
  | input => [Field 1 0 0]
  | window k s d p below => map (fun f => compose f (of_window k s d p)) (paths below)
  | join one other => paths one ++ paths other
  end.

(* the envelope: one entry per stride *)
Fixpoint insert (f : field) (known : list field) : list field :=
  match known with
  | [] => [f]
  | g :: rest =>
      if stride f =? stride g
      then Field (stride g) (Z.min (left f) (left g)) (Z.max (right f) (right g)) :: rest
      else g :: insert f rest
  end.

Fixpoint merged (fields known : list field) : list field :=
  match fields with
  | [] => known
  | f :: rest => merged rest (insert f known)
  end.

Fixpoint envelope (n : network) : list field :=
  match n with
  | input => [Field 1 0 0]
  | window k s d p below => map (fun f => compose f (of_window k s d p)) (envelope below)
  | join one other => merged (envelope one) (envelope other)
  end.

Definition above (u y : Z) (fields : list field) : Prop := forall f, In f fields -> u <= stride f * y + left f.
Definition below (v y : Z) (fields : list field) : Prop := forall f, In f fields -> stride f * y + right f <= v.

Lemma insert_above : forall u y f known, above u y (insert f known) <-> (u <= stride f * y + left f /\ above u y known).
Proof.
  intros u y f known. unfold above. induction known as [| g rest IH]; simpl.
  - split; [intros H; split; [apply H; now left | intros ? []] | intros [H _] ? [<- | []]; exact H].
  - destruct (stride f =? stride g) eqn:E; [apply Z.eqb_eq in E |]; simpl.
    + split.
      * intros H. pose proof (H _ (or_introl eq_refl)) as M. simpl in M. rewrite E. split; [lia |].
        intros h [<- | I]; [lia | apply H; now right].
      * intros [F H] h [<- | I]; [simpl; pose proof (H g (or_introl eq_refl)); rewrite E in F; lia | apply H; now right].
    + split.
      * intros H. assert (A : forall h, In h (insert f rest) -> u <= stride h * y + left h) by (intros; apply H; now right).
        apply IH in A. destruct A as [A B]. split; [exact A |]. intros h [<- | I]; [apply H; now left | now apply B].
      * intros [F H] h [<- | I]; [apply H; now left |]. revert h I. apply IH. split; [exact F | intros h I; apply H; now right].
Qed.

Lemma insert_below : forall v y f known, below v y (insert f known) <-> (stride f * y + right f <= v /\ below v y known).
Proof.
  intros v y f known. unfold below. induction known as [| g rest IH]; simpl.
  - split; [intros H; split; [apply H; now left | intros ? []] | intros [H _] ? [<- | []]; exact H].
  - destruct (stride f =? stride g) eqn:E; [apply Z.eqb_eq in E |]; simpl.
    + split.
      * intros H. pose proof (H _ (or_introl eq_refl)) as M. simpl in M. rewrite E. split; [lia |].
        intros h [<- | I]; [lia | apply H; now right].
      * intros [F H] h [<- | I]; [simpl; pose proof (H g (or_introl eq_refl)); rewrite E in F; lia | apply H; now right].
    + split.
      * intros H. assert (A : forall h, In h (insert f rest) -> stride h * y + right h <= v) by (intros; apply H; now right).
        apply IH in A. destruct A as [A B]. split; [exact A |]. intros h [<- | I]; [apply H; now left | now apply B].
      * intros [F H] h [<- | I]; [apply H; now left |]. revert h I. apply IH. split; [exact F | intros h I; apply H; now right].
Qed.

Lemma merged_above : forall u y fields known,
  above u y (merged fields known) <-> (above u y fields /\ above u y known).
Proof.
  induction fields as [| f rest IH]; simpl; intros known.
  - unfold above. simpl. intuition.
  - rewrite IH, insert_above. unfold above. simpl. split.
    + intros [A [B C]]. split; [intros g [<- | I]; auto | exact C].
    + intros [A B]. repeat split; auto.
Qed.

Lemma merged_below : forall v y fields known,
  below v y (merged fields known) <-> (below v y fields /\ below v y known).
Proof.
  induction fields as [| f rest IH]; simpl; intros known.
  - unfold below. simpl. intuition.
  - rewrite IH, insert_below. unfold below. simpl. split.
    + intros [A [B C]]. split; [intros g [<- | I]; auto | exact C].
    + intros [A B]. repeat split; auto.
Qed.

Lemma composed_above : forall u y g fields,
  above u y (map (fun f => compose f g) fields) <-> above u (stride g * y + left g) fields.
Proof.
  unfold above. intros u y g fields. split.
  - intros H f I. specialize (H (compose f g) (in_map _ _ _ I)). simpl in H. nia.
  - intros H f I. apply in_map_iff in I. destruct I as [h [<- I]]. specialize (H h I). simpl. nia.
Qed.

Lemma composed_below : forall v y g fields,
  below v y (map (fun f => compose f g) fields) <-> below v (stride g * y + right g) fields.
Proof.
  unfold below. intros v y g fields. split.
  - intros H f I. specialize (H (compose f g) (in_map _ _ _ I)). simpl in H. nia.
  - intros H f I. apply in_map_iff in I. destruct I as [h [<- I]]. specialize (H h I). simpl. nia.
Qed.

Lemma app_above : forall u y one other, above u y (one ++ other) <-> (above u y one /\ above u y other).
Proof. unfold above. intros. setoid_rewrite in_app_iff. intuition. Qed.

Lemma app_below : forall v y one other, below v y (one ++ other) <-> (below v y one /\ below v y other).
Proof. unfold below. intros. setoid_rewrite in_app_iff. intuition. Qed.

Theorem graph_equals_paths_left : forall n y u, above u y (envelope n) <-> above u y (paths n).
Proof.
  induction n as [| k s d p lower IH | one IH1 other IH2]; simpl; intros y u.
  - reflexivity.
  - rewrite !composed_above. apply IH.
  - rewrite merged_above, app_above, IH1, IH2. reflexivity.
Qed.

Theorem graph_equals_paths_right : forall n y v, below v y (envelope n) <-> below v y (paths n).
Proof.
  induction n as [| k s d p lower IH | one IH1 other IH2]; simpl; intros y v.
  - reflexivity.
  - rewrite !composed_below. apply IH.
  - rewrite merged_below, app_below, IH1, IH2. reflexivity.
Qed.

Print Assumptions graph_equals_paths_left.
Print Assumptions graph_equals_paths_right.
