(forall windows,
  Forall (fun w => proper w /\ dilation w = 1) windows -> Forall (fun w => stride w <= kernel w) windows ->
  forall x, exists y, In x (seen (chain windows) y)) /\
(forall windows, Forall (fun w => proper w /\ dilation w = 1) windows ->
  (forall x, exists y, In x (seen (chain windows) y)) -> jumps windows <= size 1 1 windows) /\
(let windows := [Window 3 1 1 0; Window 1 2 1 0] in 1 < 2 /\ forall x, exists y, In x (seen (chain windows) y)) /\
(let windows := [Window 1 2 1 0; Window 2 1 1 0] in
  jumps windows <= size 1 1 windows /\ ~ forall x, exists y, In x (seen (chain windows) y))
