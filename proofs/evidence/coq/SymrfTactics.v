(* The tactics of the generated files: `symrf` for statements of sums and products, `rounding` for whole numbers. *)

Require Export SymrfLemmas.
Open Scope Z_scope.

(* ---- tactics: facts at an index *)

(* The hypothesis H, which holds for lo <= l <= hi, at i where that is in the range. *)
Ltac instance H i lo hi :=
  try (let R := fresh in assert (R : lo <= i <= hi) by lia;
       let E := fresh "E" in pose proof (H i R) as E; clear R).
Ltac instances i :=
  try match goal with
  | H : forall l : Z, ?lo <= l <= ?hi -> _ |- _ => instance H i lo hi; revert H; instances i; intro H
  end.
Ltac ends :=
  try match goal with
  | H : forall l : Z, ?lo <= l <= ?hi -> _ |- _ => instance H lo lo hi; instance H hi lo hi; revert H; ends; intro H
  end.
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
Ltac sums i := repeat match goal with
  | |- context [Sum ?lo ?hi ?f] =>
      let g := fresh "g" in evar (g : Z -> Qc);
      let E := fresh in assert (E : forall m, lo <= m <= hi -> f m = g m);
      [ let m := fresh "m" in intros m ?; simplify i; lazymatch goal with |- ?t = _ =>
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
Ltac from_equations := variables; intros; subst; first
  [ ring
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
Ltac by_rounding := solve [whole].

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
Ltac bigs i := repeat match goal with
  | H : context [SumZ _ _ _] |- _ => revert H
  | H : context [ProdZ _ _ _] |- _ => revert H
  end; cbv beta; placed i; peelZ i; placed i; peelZ i; placed i;
  repeat match goal with
  | |- context [SumZ ?lo ?hi ?f] => generalize (SumZ lo hi f); intro
  | |- context [ProdZ ?lo ?hi ?f] => generalize (ProdZ lo hi f); intro
  end; premises.
Ltac nested := match goal with
  | W : 0 <= ?n /\ forall y : Z, 0 <= y -> (y < ?n <-> ?s * y - ?p + ?K - 1 <= ?m - 1 + ?q) |- _ =>
      match goal with
      | E : m = ?a / ?b + 1 |- n = ?a' / ?b' + 1 => apply (layer_above s K p q m n a b a' b')
      | E : ?N = ?a / ?b + 1 |- ?N = ?a' / ?b' + 1 => apply (layer_below s K p q m n N (a - n) b a' b')
      end
  end; first [assumption | lia | nia | match goal with E : ?N = ?a / ?b + 1 |- ?N = _ => rewrite E; do 2 f_equal; lia end].
Ltac ordered := first [nia | windows; Z.to_euclidean_division_equations; nia].
Ltac by_order_at i := solve [instances i; instances (i - 1); instances (i + 1); forget; bigs i; first [nested | ordered]].
Ltac by_order := solve [ends; forget; bigs 0; first [assumption | ordered]].

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
Ltac ordering := premises; by_induction ltac:(fun i => by_order_at i) ltac:(by_order).
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
  [ vm_compute; reflexivity | vm_compute; discriminate | apply Qc_is_canon; vm_compute; reflexivity
  | lazymatch goal with |- forall l : Z, ?lo <= l <= ?hi -> _ => let l := fresh "l" in intros l ?; each_index l lo hi; computed end ].
Ltac absurd_claim H := first
  [ discriminate H
  | vm_compute in H; first [discriminate H | exact (H eq_refl)]
  | apply (f_equal this) in H; vm_compute in H; discriminate H ].
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
