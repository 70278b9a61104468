forall A B k D y, 1 <= D -> D <= k ->
(forall t, (exists m, 0 <= m < k /\ D * t = A * y + B + m) <->
  - (- (A * y + B) / D) <= t <= (A * y + B + k - 1) / D) /\
- (- (A * y + B) / D) <= (A * y + B + k - 1) / D
