(* What the theorems of this folder are about: definitions only, to be read. Their proofs are not to be read; Coq is.
   Sequences of samples are lists, with one entry for every tap, so that a sample stands as often as there are paths. *)

From Coq Require Export ZArith List.
Export ListNotations.
Open Scope Z_scope.

(* 0, 1 … k - 1 *)
Definition upto (k : Z) : list Z := map Z.of_nat (seq 0 (Z.to_nat k)).

Definition first (xs : list Z) (u : Z) : Prop := In u xs /\ forall x, In x xs -> u <= x.
Definition last (xs : list Z) (v : Z) : Prop := In v xs /\ forall x, In x xs -> x <= v.
Definition least (xs : list Z) : Z := match xs with [] => 0 | x :: more => fold_right Z.min x more end.
Definition greatest (xs : list Z) : Z := match xs with [] => 0 | x :: more => fold_right Z.max x more end.
Definition count {A : Type} (xs : list A) : Z := Z.of_nat (length xs).
Definition total (xs : list Z) : Z := fold_right Z.add 0 xs.
Definition squares (xs : list Z) : Z := total (map (fun x => x * x) xs).
Definition from_first (xs : list Z) : list Z := map (fun x => x - least xs) xs.

(* ---- layers: what an output reads of the map below, padding included *)

Record window : Type := Window { kernel : Z; stride : Z; dilation : Z; padding : Z }.
Definition proper (w : window) : Prop := 1 <= kernel w /\ 1 <= stride w /\ 1 <= dilation w.

Inductive layer : Type :=
| Conv (w : window)         (* and pooling *)
| Transposed (w : window)
| Nearest (f : Z)
| Linear (A B D : Z)        (* output y is interpolated at (A y + B) / D; a tap of weight 0 is none *)
| Equation (A B d k D : Z). (* output y reads the t with D t = A y + B + d m for an m of 0 … k - 1 *)

Definition asymmetric (f : Z) : layer := Linear 1 0 f.
Definition half_pixel (f : Z) : layer := Linear 2 (1 - f) (2 * f).
Definition align_corners (f n : Z) : layer := Linear (n - 1) 0 (f * n - 1).

Definition reads (l : layer) (y : Z) : list Z :=
  match l with
  | Conv w => map (fun m => stride w * y - padding w + dilation w * m) (upto (kernel w))
  | Transposed w =>
      map (fun x => x / stride w)
        (filter (fun x => x mod stride w =? 0) (map (fun m => y + padding w - dilation w * m) (upto (kernel w))))
  | Nearest f => [y / f]
  | Linear A B D => if (A * y + B) mod D =? 0 then [(A * y + B) / D] else [(A * y + B) / D; (A * y + B) / D + 1]
  | Equation A B d k D =>
      map (fun x => x / D) (filter (fun x => x mod D =? 0) (map (fun m => A * y + B + d * m) (upto k)))
  end.

Definition same_reads (l other : layer) : Prop := forall y t, In t (reads l y) <-> In t (reads other y).

(* what a set of outputs reads through layers, the outermost first; and one pass with the ends alone *)
Fixpoint through (layers : list layer) (outputs : list Z) : list Z :=
  match layers with [] => outputs | l :: below => through below (flat_map (reads l) outputs) end.
Fixpoint lowest (layers : list layer) (u : Z) : Z :=
  match layers with [] => u | l :: below => lowest below (least (reads l u)) end.
Fixpoint highest (layers : list layer) (v : Z) : Z :=
  match layers with [] => v | l :: below => highest below (greatest (reads l v)) end.

(* every output reads something, and neither end of it ever decreases *)
Definition orderly (l : layer) : Prop := forall y z, y <= z ->
  reads l y <> [] /\ least (reads l y) <= least (reads l z) /\ greatest (reads l y) <= greatest (reads l z).

(* ---- networks of windows, as what the output reads: a node that is used twice is written twice, which changes neither
   what is read nor the paths *)

Inductive network : Type := input | on (w : window) (below : network) | join (one other : network).

Fixpoint well_formed (n : network) : Prop :=
  match n with
  | input => True
  | on w below => proper w /\ well_formed below
  | join one other => well_formed one /\ well_formed other
  end.

(* the input samples that output y is computed from *)
Fixpoint seen (n : network) (y : Z) : list Z :=
  match n with
  | input => [y]
  | on w below => flat_map (seen below) (reads (Conv w) y)
  | join one other => seen one y ++ seen other y
  end.

(* the law: a field sees jump y + left … jump y + right; the layer nearer the input is composed on the left *)
Record field : Type := Field { jump : Z; left : Z; right : Z }.
Definition compose (f g : field) : field :=
  Field (jump f * jump g) (left f + jump f * left g) (right f + jump f * right g).
Definition law (w : window) : field := Field (stride w) (- padding w) (dilation w * (kernel w - 1) - padding w).
Definition lefts (fields : list field) (y : Z) : list Z := map (fun f => jump f * y + left f) fields.
Definition rights (fields : list field) (y : Z) : list Z := map (fun f => jump f * y + right f) fields.

Fixpoint paths (n : network) : list field :=
  match n with
  | input => [Field 1 0 0]
  | on w below => map (fun f => compose f (law w)) (paths below)
  | join one other => paths one ++ paths other
  end.

(* one pass that keeps, per stride, the least left edge and the greatest right edge *)
Fixpoint insert (f : field) (known : list field) : list field :=
  match known with
  | [] => [f]
  | g :: rest =>
      if jump f =? jump g
      then Field (jump g) (Z.min (left f) (left g)) (Z.max (right f) (right g)) :: rest
      else g :: insert f rest
  end.
Definition merged (fields known : list field) : list field := fold_right insert known fields.
Fixpoint envelope (n : network) : list field :=
  match n with
  | input => [Field 1 0 0]
  | on w below => map (fun f => compose f (law w)) (envelope below)
  | join one other => merged (envelope one) (envelope other)
  end.

(* ---- chains of windows, listed from the input up; J is the jump below a layer, R the size below it *)

Definition chain (windows : list window) : network := fold_left (fun below w => on w below) windows input.
Definition jumps (windows : list window) : Z := fold_right (fun w J => stride w * J) 1 windows.

Fixpoint size (R J : Z) (windows : list window) : Z :=
  match windows with
  | [] => R
  | w :: above => size (R + (kernel w - 1) * (dilation w * J)) (J * stride w) above
  end.

(* taps stand, in input samples, at most as far apart as the layers below see consecutive samples *)
Fixpoint dense (R J : Z) (windows : list window) : Prop :=
  match windows with
  | [] => True
  | w :: above =>
      (1 < kernel w -> dilation w * J <= R) /\ dense (R + (kernel w - 1) * (dilation w * J)) (J * stride w) above
  end.

(* the sum over the layers of (d J)^2 (k^2 - 1) *)
Fixpoint spread (J : Z) (windows : list window) : Z :=
  match windows with
  | [] => 0
  | w :: above => (dilation w * J) ^ 2 * (kernel w ^ 2 - 1) + spread (J * stride w) above
  end.

Definition widening (windows : list window) : Z := total (map (fun w => dilation w * (kernel w - 1)) windows).
