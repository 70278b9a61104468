(forall layers, Forall orderly layers -> forall outputs u v, first outputs u -> last outputs v ->
  first (through layers outputs) (lowest layers u) /\ last (through layers outputs) (highest layers v)) /\
(forall w, proper w -> orderly (Conv w)) /\
(forall f, 1 <= f -> orderly (Nearest f) /\ orderly (asymmetric f) /\ orderly (half_pixel f) /\
  forall n, 1 < f * n -> 1 <= n -> orderly (align_corners f n)) /\
(forall w, proper w -> dilation w = 1 -> stride w <= kernel w -> orderly (Transposed w)) /\
(forall A B k D, 0 <= A -> 1 <= D -> D <= k -> orderly (Equation A B 1 k D))
