forall layers n,
Forall (fun l => proper (fst l) /\ padding (fst l) <= dilation (fst l) * (kernel (fst l) - 1) /\
  snd l <= dilation (fst l) * (kernel (fst l) - 1)) layers ->
let above n l := (n + padding (fst l) + snd l - (dilation (fst l) * (kernel (fst l) - 1) + 1)) / stride (fst l) + 1 in
let wide := fix wide n layers := match layers with
  | [] => True
  | l :: more => dilation (fst l) <= n /\ wide (above n l) more end in
let inside := fix inside n layers y x := match layers with
  | [] => x = y /\ 0 <= x < n
  | l :: more => exists t, inside (above n l) more y t /\ In x (reads (Conv (fst l)) t) /\ 0 <= x < n end in
wide n layers -> forall y, 0 <= y < fold_left above layers n -> exists x, inside n layers y x
