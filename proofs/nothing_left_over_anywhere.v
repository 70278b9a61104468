forall layers n, Forall (fun l => proper (fst l)) layers ->
let above n l := (n + padding (fst l) + snd l - (dilation (fst l) * (kernel (fst l) - 1) + 1)) / stride (fst l) + 1 in
let whole := fix whole n layers := match layers with
  | [] => True
  | l :: more => last (reads (Conv (fst l)) (above n l - 1)) (n - 1 + snd l) /\ whole (above n l) more end in
let paddings := fix paddings J layers := match layers with
  | [] => 0
  | l :: more => (padding (fst l) + snd l) * J + paddings (J * stride (fst l)) more end in
(whole n layers <->
 n + paddings 1 layers = jumps (map fst layers) * (fold_left above layers n - 1) + size 1 1 (map fst layers))
