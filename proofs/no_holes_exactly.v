forall windows, Forall proper windows ->
let steps := (fix unrolled J windows := match windows with
  | [] => []
  | w :: above => Window (kernel w) 1 (dilation w * J) 0 :: unrolled (J * stride w) above end) 1 windows in
(Forall (fun w => 1 < kernel w -> dilation w <=
   1 + total (map (fun v => if dilation v <? dilation w then (kernel v - 1) * dilation v else 0) steps)) steps
 <-> forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1)
