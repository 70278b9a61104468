"""What output `y + D/g` reads of a layer with the equation `D*t == A*y + B + d*m` is what `y` reads, moved by `A/g`,
where `g` is the greatest common divisor of `A` and `D`. With `A == g*a` and `D == g*b`, so by `b` and `a`.

Proof: `D*A/g` is added to both sides.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="one-equation-period",
    title="The period of what a layer reads",
    area="upsampling",
    source="new here",
    statement=("g*b*(t + a) - (g*a*(y + b) + B + d*m) == g*b*t - (g*a*y + B + d*m)",),
    integers=("B", "a", "b", "d", "g", "m", "t", "y"),
    by_hand="equation.v",
    proposition=r"""
forall A B d k D y t, 1 <= D -> let g := Z.gcd A D in
((exists m, 0 <= m < k /\ D * (t + A / g) = A * (y + D / g) + B + d * m) <->
  exists m, 0 <= m < k /\ D * t = A * y + B + d * m)
""",
)
