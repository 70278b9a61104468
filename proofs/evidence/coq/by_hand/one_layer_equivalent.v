  premises.
  (* Above every map l the chain is one layer, and its stride is positive. *)
  assert (forall l, 0 <= l <= L -> 1 <= S[l] /\ n[L] = (n[l] + P[l] + Q[l] - r[l]) / S[l] + 1) as chain.
  { apply down; [intros _ | intros l range [positive rest]].
    - repeat match goal with E : _ L = _ |- _ => rewrite E end. rewrite Z.div_1_r. lia.
    - instances l.
      assert (n[l] = (n[l-1] + p[l] + q[l] - K[l]) / s[l] + 1) as size
        by (apply windows_counted; assumption).
      repeat match goal with E : _ (l - 1) = _ |- _ => rewrite E end.
      split; [nia|].
      rewrite rest, size.
      (* the nested floor *)
      replace (n[l-1] + (s[l] * P[l] + p[l]) + (s[l] * Q[l] + q[l]) - (s[l] * r[l] + (K[l] - s[l])))
        with (n[l-1] + p[l] + q[l] - K[l] + (1 + P[l] + Q[l] - r[l]) * s[l]) by ring.
      rewrite <- Z.div_div, Z.div_add by lia.
      do 2 f_equal. ring. }
  destruct (chain 0); lia.
