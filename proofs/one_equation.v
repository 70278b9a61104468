(forall A B d k D y t, 1 <= D ->
  (In t (reads (Equation A B d k D) y) <-> exists m, 0 <= m < k /\ D * t = A * y + B + d * m)) /\
(forall w, same_reads (Conv w) (Equation (stride w) (- padding w) (dilation w) (kernel w) 1)) /\
(forall w, proper w ->
  same_reads (Transposed w)
    (Equation 1 (padding w - dilation w * (kernel w - 1)) (dilation w) (kernel w) (stride w))) /\
(forall f, 1 <= f -> same_reads (Nearest f) (Equation 1 (1 - f) 1 f f) /\
  same_reads (asymmetric f) (Equation 1 (1 - f) 1 (2 * f - 1) f) /\
  same_reads (half_pixel f) (Equation 2 (2 - 3 * f) 1 (4 * f - 1) (2 * f)) /\
  (forall n, 1 < f * n ->
    same_reads (align_corners f n) (Equation (n - 1) (2 - f * n) 1 (2 * (f * n - 1) - 1) (f * n - 1)))) /\
(forall n y t, In t (reads (Equation 0 0 1 n 1) y) <-> 0 <= t < n)
