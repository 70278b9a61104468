"""A chain that reads every sample of its region has a region of at most the product of its kernels; `L` layers of `k`
taps with dilations 1, `k`, `k**2`, … reach `k**L`.

Proof: there are no more paths than that; and each of these layers puts `k` copies of what is below side by side.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="largest-without-holes",
    title="The largest region without holes",
    area="holes",
    source="new here",
    statement=(),
    by_hand="holes.v",
    proposition=r"""
(forall windows, Forall proper windows ->
  (forall y, exists u, forall x, In x (seen (chain windows) y) <-> u <= x <= u + size 1 1 windows - 1) ->
  size 1 1 windows <= fold_right Z.mul 1 (map kernel windows)) /\
(forall L k, 1 <= k ->
  let windows := map (fun i => Window k 1 (k ^ Z.of_nat i) 0) (seq 0 L) in
  dense 1 1 windows /\ size 1 1 windows = k ^ Z.of_nat L)
""",
)
