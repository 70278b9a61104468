(* Any number of paths (S, a, b), each seeing S y + a … S y + b: what their joined region is when strides are equal
   (equal-stride-network), when centres are equal too (aligned-network), and when strides differ (unequal-strides).
   That the joined region is the least left edge to the greatest right edge is path-region. *)

Require Import ZArith List Lia.
Import ListNotations.
Open Scope Z_scope.

Record field : Type := Field { stride : Z; left : Z; right : Z }.

Definition first (paths : list field) (y u : Z) : Prop :=
  (exists f, In f paths /\ u = stride f * y + left f) /\ (forall f, In f paths -> u <= stride f * y + left f).

Definition last (paths : list field) (y v : Z) : Prop :=
  (exists f, In f paths /\ v = stride f * y + right f) /\ (forall f, In f paths -> stride f * y + right f <= v).

Definition size (f : field) : Z := right f - left f + 1.

(* equal strides: the size is the greatest b less the least a, plus one, for every output *)
Theorem equal_stride_network : forall paths S a b, (forall f, In f paths -> stride f = S) ->
  first paths 0 a -> last paths 0 b ->
  forall y u v, first paths y u -> last paths y v -> u = S * y + a /\ v = S * y + b /\ v - u + 1 = b - a + 1.
Proof.
  intros paths S a b same [[fa [Ia ->]] La] [[fb [Ib ->]] Lb] y u v [[fu [Iu ->]] Lu] [[fv [Iv ->]] Lv].
  pose proof (same fa Ia). pose proof (same fb Ib). pose proof (same fu Iu). pose proof (same fv Iv).
  specialize (La fu Iu). specialize (Lu fa Ia). specialize (Lb fv Iv). specialize (Lv fb Ib).
  rewrite !H, !H1 in *. rewrite !H0, !H2 in *. lia.
Qed.

(* equal centres too: the joined region is that of a largest path *)
Theorem aligned_network : forall paths S c, (forall f, In f paths -> stride f = S /\ left f + right f = c) ->
  (forall f, In f paths -> left f <= right f) ->
  forall y u v, first paths y u -> last paths y v ->
  exists f, In f paths /\ u = S * y + left f /\ v = S * y + right f /\ v - u + 1 = size f /\
    (forall g, In g paths -> size g <= size f).
Proof.
  intros paths S c same proper y u v [[f [I ->]] Lu] [[g [J ->]] Lv].
  pose proof (same f I) as [Sf Cf]. pose proof (same g J) as [Sg Cg].
  pose proof (Lu g J) as A. pose proof (Lv f I) as B. rewrite Sf, Sg in *.
  exists f. unfold size. repeat split; try lia; try assumption.
  intros h K. pose proof (same h K) as [Sh Ch]. pose proof (Lu h K) as C. rewrite Sh in C. lia.
Qed.

(* unequal strides: the left edge is concave in the output, the right edge convex *)
Theorem unequal_strides_left : forall paths y before here after,
  first paths (y - 1) before -> first paths y here -> first paths (y + 1) after -> before + after <= 2 * here.
Proof.
  intros paths y before here after [_ L] [[f [I ->]] _] [_ M]. specialize (L f I). specialize (M f I). lia.
Qed.

Theorem unequal_strides_right : forall paths y before here after,
  last paths (y - 1) before -> last paths y here -> last paths (y + 1) after -> 2 * here <= before + after.
Proof.
  intros paths y before here after [_ L] [[f [I ->]] _] [_ M]. specialize (L f I). specialize (M f I). lia.
Qed.

Print Assumptions equal_stride_network.
