(* no-holes: where in every layer with more than one tap the taps stand at most as far apart, in input samples, as the
   layers below see consecutive samples (d J <= R), the region of a chain has no holes: every sample from its first to
   its last is read.

   Layers are listed from the input up; J is the jump below a layer, R the size below it. The samples read are counted
   from the first one: one tap of every layer is chosen, and the offsets m d J of the chosen taps add up. *)

Require Import ZArith List Lia.
Import ListNotations.
Open Scope Z_scope.

Record layer : Type := Layer { kernel : Z; stride : Z; dilation : Z }.

Definition proper (l : layer) : Prop := 1 <= kernel l /\ 1 <= stride l /\ 1 <= dilation l.

Fixpoint reads (J : Z) (chain : list layer) (x : Z) : Prop :=
  match chain with
  | [] => x = 0
  | l :: above => exists m y, 0 <= m < kernel l /\ reads (J * stride l) above y /\ x = m * (dilation l * J) + y
  end.

(* the size, from the input up: each layer adds (k - 1) d J *)
Fixpoint size (R J : Z) (chain : list layer) : Z :=
  match chain with
  | [] => R
  | l :: above => size (R + (kernel l - 1) * (dilation l * J)) (J * stride l) above
  end.

Fixpoint dense (R J : Z) (chain : list layer) : Prop :=
  match chain with
  | [] => True
  | l :: above =>
      (1 < kernel l -> dilation l * J <= R) /\ dense (R + (kernel l - 1) * (dilation l * J)) (J * stride l) above
  end.

(* one layer: a sample of the widened stretch is a sample of the stretch, moved by one of the taps *)
Lemma one_tap : forall k D R x, 1 <= k -> 1 <= D -> 1 <= R -> (1 < k -> D <= R) ->
  0 <= x <= R + (k - 1) * D - 1 -> exists m x0, 0 <= m < k /\ 0 <= x0 <= R - 1 /\ x = x0 + m * D.
Proof.
  intros k D R x Hk HD HR near Hx.
  pose proof (Z.div_mod x D ltac:(lia)) as E. pose proof (Z.mod_pos_bound x D ltac:(lia)) as B.
  assert (0 <= x / D) by (apply Z.div_pos; lia).
  destruct (Z_lt_le_dec (x / D) (k - 1)) as [low | high].
  - exists (x / D), (x mod D). assert (D <= R) by (apply near; lia). repeat split; try lia.
  - exists (k - 1), (x - (k - 1) * D). assert ((k - 1) * D <= x / D * D) by (apply Z.mul_le_mono_nonneg_r; lia).
    repeat split; lia.
Qed.

Lemma stretch : forall chain R J, 1 <= R -> 1 <= J -> Forall proper chain -> dense R J chain ->
  forall x, 0 <= x <= size R J chain - 1 -> exists x0 y, 0 <= x0 <= R - 1 /\ reads J chain y /\ x = x0 + y.
Proof.
  induction chain as [| l above IH]; simpl; intros R J HR HJ P Hd x Hx.
  - exists x, 0. lia.
  - inversion P as [| l' above' [Hk [Hs Hdil]] P']; subst. destruct Hd as [near Hd].
    assert (1 <= dilation l * J) by nia.
    assert (0 <= (kernel l - 1) * (dilation l * J)) by (apply Z.mul_nonneg_nonneg; lia).
    destruct (IH (R + (kernel l - 1) * (dilation l * J)) (J * stride l) ltac:(lia) ltac:(nia) P' Hd x Hx)
      as [x1 [y [B [Ry ->]]]].
    destruct (one_tap (kernel l) (dilation l * J) R x1 Hk ltac:(lia) HR near ltac:(lia)) as [m [x0 [Hm [B0 ->]]]].
    exists x0, (m * (dilation l * J) + y). repeat split; try lia. exists m, y. auto.
Qed.

(* the input itself has size 1 and jump 1 *)
Theorem no_holes : forall chain, Forall proper chain -> dense 1 1 chain ->
  forall x, 0 <= x <= size 1 1 chain - 1 -> reads 1 chain x.
Proof.
  intros chain P D x Hx. destruct (stretch chain 1 1 ltac:(lia) ltac:(lia) P D x Hx) as [x0 [y [B [R ->]]]].
  replace (x0 + y) with y by lia. exact R.
Qed.

(* and nothing else is read *)
Theorem no_more : forall chain J R, 1 <= J -> Forall proper chain ->
  forall x, reads J chain x -> 0 <= x <= size R J chain - R.
Proof.
  induction chain as [| l above IH]; simpl; intros J R HJ P x E; [lia |].
  inversion P as [| l' above' [Hk [Hs Hdil]] P']; subst. destruct E as [m [y [Hm [Ry ->]]]].
  specialize (IH (J * stride l) (R + (kernel l - 1) * (dilation l * J)) ltac:(nia) P' y Ry).
  assert (0 <= m * (dilation l * J) <= (kernel l - 1) * (dilation l * J)).
  { split; [apply Z.mul_nonneg_nonneg; nia | apply Z.mul_le_mono_nonneg_r; nia]. }
  lia.
Qed.

Print Assumptions no_holes.
