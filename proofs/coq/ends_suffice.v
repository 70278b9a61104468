(* ends-suffice: where every output of every layer reads something, and both ends of what it reads never decrease with
   the output, the ends of a set's image are the images of the set's ends; so one pass with the ends alone is exact.

   A layer is what it reads: reads y t, with first y and last y the ends. A chain is a list of layers, output first. *)

Require Import ZArith List Lia.
Import ListNotations.
Open Scope Z_scope.

Record layer : Type := Layer {
  reads : Z -> Z -> Prop;
  first : Z -> Z;
  last : Z -> Z;
  first_read : forall y, reads y (first y);
  last_read : forall y, reads y (last y);
  within : forall y t, reads y t -> first y <= t <= last y;
  first_monotone : forall y z, y <= z -> first y <= first z;
  last_monotone : forall y z, y <= z -> last y <= last z }.

Fixpoint sees (chain : list layer) (y x : Z) : Prop :=
  match chain with
  | [] => x = y
  | l :: below => exists t, reads l y t /\ sees below t x
  end.

Fixpoint lowest (chain : list layer) (y : Z) : Z :=
  match chain with [] => y | l :: below => lowest below (first l y) end.

Fixpoint highest (chain : list layer) (y : Z) : Z :=
  match chain with [] => y | l :: below => highest below (last l y) end.

Lemma lowest_monotone : forall chain y z, y <= z -> lowest chain y <= lowest chain z.
Proof. induction chain as [| l below IH]; simpl; intros y z H; [exact H | apply IH, first_monotone, H]. Qed.

Lemma highest_monotone : forall chain y z, y <= z -> highest chain y <= highest chain z.
Proof. induction chain as [| l below IH]; simpl; intros y z H; [exact H | apply IH, last_monotone, H]. Qed.

Lemma ends_are_seen : forall chain y, sees chain y (lowest chain y) /\ sees chain y (highest chain y).
Proof.
  induction chain as [| l below IH]; simpl; intros y; [now split |]. split.
  - exists (first l y). split; [apply first_read | apply IH].
  - exists (last l y). split; [apply last_read | apply IH].
Qed.

Lemma between_the_ends : forall chain y x, sees chain y x -> lowest chain y <= x <= highest chain y.
Proof.
  induction chain as [| l below IH]; simpl; intros y x R; [lia |].
  destruct R as [t [T R]]. apply IH in R. apply within in T.
  pose proof (lowest_monotone below (first l y) t). pose proof (highest_monotone below t (last l y)). lia.
Qed.

(* of any set of outputs between u and v that has both: the first and the last sample read *)
Theorem ends_suffice : forall chain (outputs : Z -> Prop) u v,
  outputs u -> outputs v -> (forall y, outputs y -> u <= y <= v) ->
  (exists y, outputs y /\ sees chain y (lowest chain u)) /\
  (exists y, outputs y /\ sees chain y (highest chain v)) /\
  (forall y x, outputs y -> sees chain y x -> lowest chain u <= x <= highest chain v).
Proof.
  intros chain outputs u v U V B. repeat split.
  - exists u. split; [exact U | apply ends_are_seen].
  - exists v. split; [exact V | apply ends_are_seen].
  - apply between_the_ends in H0. pose proof (lowest_monotone chain u y). specialize (B y H). lia.
  - apply between_the_ends in H0. pose proof (highest_monotone chain y v). specialize (B y H). lia.
Qed.

Print Assumptions ends_suffice.
