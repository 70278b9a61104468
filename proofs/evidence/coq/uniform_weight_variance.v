Require Import Symrf SymrfTactics.
Open Scope Qc_scope.

(* The variance of the field with uniform weights. Made from the statement of the theorem uniform-weight-variance. *)

(* The sequences exist. *)
Lemma uniform_weight_variance_exists (L : Z) (k s d : Z -> Qc) :
  exists J N T U : Z -> Qc,
  (J[0] = #1) /\
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * s[l]) /\
  (N[0] = #1) /\
  (forall l, (1 <= l <= L)%Z -> N[l] = N[l - 1] * k[l]) /\
  (T[0] = #0) /\
  (forall l, (1 <= l <= L)%Z -> T[l] = k[l] * T[l - 1] + N[l - 1] * (d[l] * J[l - 1]) * (k[l] * (k[l] - #1) / #2)) /\
  (U[0] = #0) /\
  (forall l, (1 <= l <= L)%Z -> U[l] = k[l] * U[l - 1] + #2 * T[l - 1] * (d[l] * J[l - 1]) * (k[l] * (k[l] - #1) / #2) + N[l - 1] * Pow (d[l] * J[l - 1]) 2 * (k[l] * (k[l] - #1) * (#2 * k[l] - #1) / #6)).
Proof.
  premises.
  pose (J := Up 0 (#1) (fun l before => before * s[l])).
  pose (N := Up 0 (#1) (fun l before => before * k[l])).
  pose (T := Up 0 (#0) (fun l before => k[l] * before + N[l - 1] * (d[l] * J[l - 1]) * (k[l] * (k[l] - #1) / #2))).
  pose (U := Up 0 (#0) (fun l before => k[l] * before + #2 * T[l - 1] * (d[l] * J[l - 1]) * (k[l] * (k[l] - #1) / #2) + N[l - 1] * Pow (d[l] * J[l - 1]) 2 * (k[l] * (k[l] - #1) * (#2 * k[l] - #1) / #6))).
  exists J, N, T, U; defined.
Qed.

Theorem uniform_weight_variance (L : Z) (k s d J N T U : Z -> Qc) :
  (0 <= L)%Z ->
  (J[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> J[l] = J[l - 1] * s[l]) ->
  (N[0] = #1) ->
  (forall l, (1 <= l <= L)%Z -> N[l] = N[l - 1] * k[l]) ->
  (T[0] = #0) ->
  (forall l, (1 <= l <= L)%Z -> T[l] = k[l] * T[l - 1] + N[l - 1] * (d[l] * J[l - 1]) * (k[l] * (k[l] - #1) / #2)) ->
  (U[0] = #0) ->
  (forall l, (1 <= l <= L)%Z -> U[l] = k[l] * U[l - 1] + #2 * T[l - 1] * (d[l] * J[l - 1]) * (k[l] * (k[l] - #1) / #2) + N[l - 1] * Pow (d[l] * J[l - 1]) 2 * (k[l] * (k[l] - #1) * (#2 * k[l] - #1) / #6)) ->
  forall l, (0 <= l <= L)%Z -> #12 * (N[l] * U[l] - T[l] * T[l]) = N[l] * N[l] * Sum 1 l (fun m => Pow (d[m] * J[m - 1]) 2 * (Pow k[m] 2 - #1)).
Proof.
  premises.
  symrf.
Qed.

Print Assumptions uniform_weight_variance.
