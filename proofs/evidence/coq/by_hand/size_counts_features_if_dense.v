  premises.
  (* What is seen of a map is an interval, as long as the size says. *)
  assert (forall l, 0 <= l <= L -> 1 <= r[l] /\ exists a, forall i, In i seen[l] <-> a <= i <= a + r[l] - 1) as interval.
  { apply down; [intros _ | intros l range [positive [a interval]]].
    - repeat match goal with E : _ L = _ |- _ => rewrite E end. split; [lia|]. exists uL. simpl. lia.
    - instances l. repeat match goal with E : _ (l - 1) = _ |- _ => rewrite E end.
      repeat match goal with E : _ l = 1 |- _ => rewrite E in *; clear E end.
      match goal with E : K l = _ |- _ => rewrite E end.
      split; [lia|]. exists (a - p[l]). intros i. rewrite read_dense. setoid_rewrite interval. split.
      + intros [y near]. lia.
      + intros near. exists (Z.max a (i + p[l] - (k[l] - 1))). lia. }
  intros l range. destruct (interval l range) as [positive [a here]].
  symmetry. match goal with E : forall l, _ -> count l = _ |- _ => rewrite (E l range) end.
  apply (different_interval _ a); [lia | exact here].
