"""A SAME layer has as many outputs as there are strides begun in its input; a total padding of what the windows
lack, but at least zero, gives just that many, and its smaller half goes to the left.

Proof: with the padding that the windows lack the numerator is a multiple of the stride; with none, the
windows cover less than the input by less than a stride.
"""

from symrf.theorem import Theorem

theorem = Theorem(
    name="same-padding",
    title="SAME padding",
    area="padding",
    source="TensorFlow documentation of tf.nn.convolution",
    statement=(
        "n[l] == ceil(n[l-1]/s[l])",
        "n[l] == floor((n[l-1] + Max((ceil(n[l-1]/s[l]) - 1)*s[l] + K[l] - n[l-1], 0) - K[l])/s[l]) + 1",
        "p[l] == floor(Max((n[l] - 1)*s[l] + K[l] - n[l-1], 0)/2)",
    ),
    network="same",
)
