(forall bottom middle top,
  Forall (fun w => 3 <= kernel w /\ stride w = 1 /\ 1 <= dilation w) (bottom :: middle ++ [top]) ->
  dilation bottom = 1 ->
  fold_right (fun w M => Z.max (M - 2 * dilation w) (Z.max (2 * dilation w - M) (dilation w))) (dilation top) middle
    <= kernel bottom ->
  let windows := bottom :: middle ++ [top] in
  forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1) /\
(let windows := [Window 5 1 1 0; Window 5 1 1 0; Window 5 1 8 0] in
  5 < Z.max (8 - 2 * 1) (Z.max (2 * 1 - 8) 1) /\
  forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1)
