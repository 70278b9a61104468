(forall windows, Forall proper windows -> forall y u v,
  first (seen (chain windows) y) u -> last (seen (chain windows) y) v ->
  2 * total (seen (chain windows) y) = count (seen (chain windows) y) * (u + v)) /\
(forall y, from_first (seen (chain []) y) = [0]) /\
(forall windows w, Forall proper (windows ++ [w]) -> forall y z,
  let before := from_first (seen (chain windows) z) in
  let after := from_first (seen (chain (windows ++ [w])) y) in
  count after = count before * kernel w /\
  2 * total after = 2 * kernel w * total before
    + count before * (dilation w * jumps windows) * (kernel w * (kernel w - 1)))
