"""Replace a stride `s` by 1 and multiply dilation and padding of all later layers by `s`: output `s*y` reads exactly
what output `y` read, at any depth.

Proof: induction over the later layers; position `t` of the old map is position `s*t` of the new one.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="strides-into-dilations",
    title="A stride that becomes dilation above",
    area="holes",
    source="new here",
    statement=(),
    by_hand="cover.v",
    proposition=r"""
forall below w above y x,
In x (seen (chain (below ++ w :: above)) y) <->
In x (seen (chain (below ++ Window (kernel w) 1 (dilation w) (padding w) ::
  map (fun v => Window (kernel v) (stride v) (stride w * dilation v) (stride w * padding v)) above)) (stride w * y))
""",
)
