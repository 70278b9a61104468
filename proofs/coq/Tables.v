(* What is said of one network of numbers, node by node: definitions only, to be read. *)

From Coq Require Export ZArith List Bool.
Export ListNotations.
Open Scope Z_scope.

(* an edge: output y reads the outputs t of node `from` with  down t = up y + first + step m  for some 0 <= m < taps *)
Record edge : Type := Edge { from : Z; up : Z; first : Z; step : Z; taps : Z; down : Z }.

(* nodes 1, 2, …, each with its edges: several at a join, none at another input; node 0 is the input looked at *)
Definition network : Type := list (list edge).

(* element number i of a list, counted from 0 *)
Fixpoint nth {A : Type} (xs : list A) (i : Z) : option A :=
  match xs with [] => None | x :: more => if i =? 0 then Some x else nth more (i - 1) end.

(* output y of node i is computed from input sample x, padding included *)
Inductive sees (net : network) : Z -> Z -> Z -> Prop :=
| itself : forall x, sees net 0 x x
| through : forall i node e y m t x, nth net i = Some node -> In e node -> 0 <= m < taps e ->
    down e * t = up e * y + first e + step e * m -> sees net (from e) t x -> sees net (i + 1) y x.

(* from u to v: both ends, and nothing beyond *)
Definition exactly (net : network) (i y u v : Z) : Prop :=
  sees net i y u /\ sees net i y v /\ forall x, sees net i y x -> u <= x <= v.
Definition nothing (net : network) (i y : Z) : Prop := forall x, ~ sees net i y x.

(* an answer: a list of lines for each phase; output T m + phase sees from the least S m + a to the greatest S m + b *)
Record line : Type := Line { slope : Z; left : Z; right : Z }.
Definition answer : Type := list (list line).
Definition period (a : answer) : Z := Z.of_nat (length a).
Definition least (x : Z) (xs : list Z) : Z := fold_right Z.min x xs.
Definition greatest (x : Z) (xs : list Z) : Z := fold_right Z.max x xs.
Definition low (m : Z) (l : line) : Z := slope l * m + left l.
Definition high (m : Z) (l : line) : Z := slope l * m + right l.

(* an entry: the number of a node and its answer *)
Definition states (net : network) (entry : Z * answer) : Prop :=
  forall phase lines m, nth (snd entry) phase = Some lines ->
  let y := period (snd entry) * m + phase in
  match lines with
  | [] => nothing net (fst entry) y
  | l :: more =>
      exactly net (fst entry) y (least (low m l) (map (low m) more)) (greatest (high m l) (map (high m) more))
  end.

(* ---- layers repeated: nodes put above the last node of a network, their numbers moved on; and copies 0, 1, … of them *)

Definition nodes (net : network) : Z := Z.of_nat (length net).
Definition shifted (k : Z) (e : edge) : edge := Edge (from e + k) (up e) (first e) (step e) (taps e) (down e).
Definition put_on (net top : network) : network := net ++ map (map (shifted (nodes net))) top.
Fixpoint stacked (body : Z -> network) (n : nat) : network :=
  match n with O => [] | S k => put_on (stacked body k) (body (Z.of_nat k)) end.
Definition copies (body : Z -> network) (count : Z) : network := stacked body (Z.to_nat count).

(* 1 + b + b^2 + …, `count` terms *)
Fixpoint sum_of_powers (b : Z) (n : nat) : Z := match n with O => 0 | S k => 1 + b * sum_of_powers b k end.
Definition geometric (b count : Z) : Z := sum_of_powers b (Z.to_nat count).
(* how many pairs there are of so many things *)
Definition pairs (count : Z) : Z := count * (count - 1) / 2.

(* ---- networks on inputs of any size n: what a layer with SAME padding reads depends on the size of the map below *)

(* first as it is, or by SAME: the padding is what the last output lacks, half of it on the left; of an odd one the
   larger half where `upper` *)
Inductive padding : Type := Explicit | Same (upper : bool).
(* last, the last index of a map: (times last + more) / over of that of another *)
Record size : Type := Size { of : Z; times : Z; more : Z; over : Z }.
Definition sized : Type := list (list (edge * padding) * size).

Definition total (e : edge) (last : Z) : Z := Z.max 0 (step e * (taps e - 1) - last mod up e).
Definition padded (e : edge) (p : padding) (last : Z) : edge :=
  match p with
  | Explicit => e
  | Same false => Edge (from e) (up e) (- (total e last / 2)) (step e) (taps e) (down e)
  | Same true => Edge (from e) (up e) (- (total e last - total e last / 2)) (step e) (taps e) (down e)
  end.
Definition last_of (lasts : list Z) (i : Z) : Z := match nth lasts i with Some l => l | None => 0 end.
Definition last_above (lasts : list Z) (s : size) : Z := (times s * last_of lasts (of s) + more s) / over s.

(* the network on an input of n samples, of which the last is n - 1 *)
Fixpoint with_lasts (lasts : list Z) (net : sized) : network :=
  match net with
  | [] => []
  | (node, s) :: rest =>
      map (fun '(e, p) => padded e p (last_of lasts (from e))) node :: with_lasts (lasts ++ [last_above lasts s]) rest
  end.
Definition on_size (net : sized) (n : Z) : network := with_lasts [n - 1] net.

(* how many samples the input and the maps of nodes 1, 2, … have *)
Fixpoint all_lasts (lasts : list Z) (net : sized) : list Z :=
  match net with [] => lasts | (_, s) :: rest => all_lasts (lasts ++ [last_above lasts s]) rest end.
Definition sizes_on (net : sized) (n : Z) : list Z := map (fun last => last + 1) (all_lasts [n - 1] net).

(* the tables on inputs of n samples, for n mod M = 0, 1, … M - 1, M of them *)
Definition states_sized (net : sized) (tables : list (list (Z * answer))) : Prop :=
  forall n table, 1 <= n -> nth tables (n mod Z.of_nat (length tables)) = Some table ->
  Forall (states (on_size net n)) table.

(* ---- which samples exactly: output T m + phase sees the S m + o of its list of (S, o), and no other *)
Definition sees_just (net : network) (i : Z) (all : list (list (Z * Z))) : Prop :=
  forall phase some m x, nth all phase = Some some ->
  (sees net i (Z.of_nat (length all) * m + phase) x <-> exists s o, In (s, o) some /\ x = s * m + o).

(* ---- all paths from a node down to the input, as their edges; none of them upsamples *)
Inductive path (net : network) : Z -> list edge -> Prop :=
| at_input : path net 0 []
| longer : forall i node e es, nth net i = Some node -> In e node -> down e = 1 -> path net (from e) es ->
    path net (i + 1) (e :: es).

(* S and 2 c: output y sees along this path alone S y + a … S y + b, and so about S y + c *)
Fixpoint along (es : list edge) : Z * Z :=
  match es with
  | [] => (1, 0)
  | e :: more => let '(s, c) := along more in (s * up e, s * (2 * first e + step e * (taps e - 1)) + c)
  end.
Definition flat (net : network) : Prop := forall i node e, nth net i = Some node -> In e node -> down e = 1.
Definition aligned (net : network) (i : Z) : Prop :=
  flat net /\ forall p q, path net i p -> path net i q -> along p = along q.
Definition misaligned (net : network) (i : Z) : Prop :=
  flat net /\ exists p q, path net i p /\ path net i q /\ along p <> along q.

(* ---- in bounds: of a map of n samples, which one is read for index t, if any *)
Inductive border : Type := Zeros | Replicate | Circular | Reflect.
Definition stands_for (b : border) (n t : Z) : option Z :=
  if (0 <=? t) && (t <? n) then Some t else
  match b with
  | Zeros => None
  | Replicate => Some (Z.max 0 (Z.min t (n - 1)))
  | Circular => Some (t mod n)
  | Reflect => let r := t mod (2 * (n - 1)) in Some (if n =? 1 then 0 else if r <? n then r else 2 * (n - 1) - r)
  end.

(* the maps of nodes 0, 1, … have these sizes, the layers of nodes 1, 2, … these borders (beyond the list: zeros) *)
Definition size_of (sizes : list Z) (i : Z) : Z := match nth sizes i with Some n => n | None => 0 end.
Definition border_of (borders : list border) (i : Z) : border :=
  match nth borders (i - 1) with Some b => b | None => Zeros end.
Inductive computed (net : network) (borders : list border) (sizes : list Z) : Z -> Z -> Z -> Prop :=
| sample : forall x, 0 <= x < size_of sizes 0 -> computed net borders sizes 0 x x
| of_samples : forall i node e y m t t' x, nth net i = Some node -> In e node ->
    0 <= y < size_of sizes (i + 1) -> 0 <= m < taps e -> down e * t = up e * y + first e + step e * m ->
    stands_for (border_of borders (i + 1)) (size_of sizes (from e)) t = Some t' ->
    computed net borders sizes (from e) t' x -> computed net borders sizes (i + 1) y x.

(* from which to which sample outputs 0, 1, … are computed *)
Definition in_bounds (net : network) (borders : list border) (sizes : list Z) (i : Z) (regions : list (option (Z * Z)))
  : Prop :=
  forall y region, nth regions y = Some region ->
  match region with
  | None => forall x, ~ computed net borders sizes i y x
  | Some (u, v) =>
      computed net borders sizes i y u /\ computed net borders sizes i y v /\
      forall x, computed net borders sizes i y x -> u <= x <= v
  end.

(* the samples of which no output is computed *)
Definition unused (net : network) (borders : list border) (sizes : list Z) (i : Z) (xs : list Z) : Prop :=
  forall x, In x xs <-> 0 <= x < size_of sizes 0 /\ forall y, ~ computed net borders sizes i y x.
