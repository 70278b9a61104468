  premises.
  (* What is read inside a map is an interval, cut at the map's end. *)
  assert (forall l, 0 <= l <= L -> exists a, 0 <= a <= Z.min v[l] (n[l] - 1) /\
    forall i, In i inside[l] <-> a <= i <= Z.min v[l] (n[l] - 1)) as interval.
  { apply down; [intros _ | intros l range [a [some interval]]].
    - exists uL. repeat match goal with E : inside L = _ |- _ => rewrite E | E : v L = _ |- _ => rewrite E end.
      simpl. split; [lia|]. intros. lia.
    - instances l. instances (l - 1).
      assert (n[l] = (n[l-1] + p[l] + q[l] - K[l]) / s[l] + 1) as size by (apply windows_counted; assumption).
      match goal with E : v (l - 1) = _ |- _ => rewrite E end.
      match goal with F : inside (l - 1) = _, N : inside (l - 1) <> nil |- _ => rename F into walked; rename N into read_some end.
      repeat match goal with E : _ l = 1 |- _ => rewrite E in *; clear E end. rewrite Z.div_1_r in size.
      match goal with E : K l = _ |- _ => rewrite E in * end.
      assert (forall i, In i inside[l - 1] <->
        Z.max 0 (a - p[l]) <= i <= Z.min (1 * v[l] - p[l] + (1 * (k[l] - 1) + 1) - 1) (n[l - 1] - 1)) as here.
      { intros i. rewrite walked, filter_In, read_dense. setoid_rewrite interval. unfold within.
        rewrite Bool.andb_true_iff, Z.leb_le, Z.ltb_lt. split.
        - intros [[y near] bounds]. lia.
        - intros near. split; [|lia]. exists (Z.max a (i + p[l] - (k[l] - 1))). lia. }
      exists (Z.max 0 (a - p[l])). split; [|exact here]. split; [lia|].
      destruct inside[l - 1] as [|i more]; [contradiction|]. generalize (proj1 (here i) (or_introl eq_refl)). lia. }
  match goal with E : forall l, _ -> vb l = _ |- _ => rewrite (E 0) by lia end.
  destruct (interval 0) as [a [some here]]; [lia|]. apply (greatest_interval _ a); [lia | exact here].
