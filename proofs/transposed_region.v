forall k s p, 1 <= k -> 1 <= s -> forall u v, u <= v ->
(forall t, (exists y, u <= y <= v /\ In t (reads (Transposed (Window k s 1 p)) y)) <->
  - (- (u + p - k + 1) / s) <= t <= (v + p) / s) /\
(s <= k -> - (- (u + p - k + 1) / s) <= (v + p) / s) /\
(forall d y t, 1 <= d -> u <= y <= v -> In t (reads (Transposed (Window k s d p)) y) ->
  - (- (u + p - d * (k - 1)) / s) <= t <= (v + p) / s)
