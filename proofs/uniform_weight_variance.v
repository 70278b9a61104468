(forall windows, Forall proper windows -> forall y u v,
  first (seen (chain windows) y) u -> last (seen (chain windows) y) v ->
  3 * squares (map (fun x => 2 * x - (u + v)) (seen (chain windows) y))
    = count (seen (chain windows) y) * spread 1 windows) /\
(forall windows w, Forall proper (windows ++ [w]) -> forall y z,
  let k := kernel w in let dJ := dilation w * jumps windows in
  let before := from_first (seen (chain windows) z) in
  let after := from_first (seen (chain (windows ++ [w])) y) in
  count after = count before * k /\
  2 * total after = 2 * k * total before + count before * dJ * (k * (k - 1)) /\
  6 * squares after = 6 * k * squares before + 6 * total before * dJ * (k * (k - 1))
    + count before * dJ ^ 2 * (k * (k - 1) * (2 * k - 1)))
