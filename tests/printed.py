r"""Formulas as they stand in public notes and programs, typed as they are printed there, and what they come to.

refuted here mostly means: left is a condition that is not stated beside the formula, such as that nothing is dilated;
it stands third, where one of the usual ones is enough. R and J are read where r stands with jumps or RF with an index;
an r of several maps without jumps is read as the size seen from the output, and then most are false.
"""

PRINTED: tuple[tuple[str, str, str], ...] = (
    (r"start_{out} = start_{in} + ( \frac{k - 1}{2} - p ) \cdot j_{in}", "refuted", "d[l] == 1"),
    (r"r_{out} = r_{in} + ( k - 1 ) * j_{in}", "refuted", "d[l] == 1"),
    (r"r_{n+1} = r_{n} + (k - 1) \cdot j_n", "refuted", "d[l] == 1 and k[l] == k[1]"),
    (r"rf_{out} = rf_{in} + (kernel-1)\times j_{out}", "refuted", "d[l] == 1 and s[l] == 1"),
    (r"j_{out} = j_{in}\times stride", "proved", ""),
    (r"n_{out} = \left ( \frac{n_{in} + 2p - k}{s} \right ) + 1", "refuted", ""),
    (r"start_{out} = start_{in} + ( \frac{k - 1}{2} - p ) * j_{in}", "refuted", "d[l] == 1"),
    (r"n_{out} = \frac{n_{in}+2p-k}{s} + 1", "refuted", ""),
    (r"r_{out} = r_{in} + (k-1)\cdot j_{in}, \qquad j_{out} = j_{in} \cdot s", "refuted", ""),
    (r"\text{RF}_{out} = \text{RF}_{in} + (k-1)\cdot j_{in}", "refuted", "d[l] == 1"),
    (r"r_{out} = r_{in} + (k - 1) \cdot \prod_{i=1}^{L-1} s_i", "refuted", "d[l] == 1 and s[l] == 1"),
    (r"r_l = r_{l-1} + (K_l - 1) \times j_{l-1}", "proved", ""),
    (r"RF_{l} = RF_{l-1} + (k_l - 1) \times \prod_{i=1}^{l-1}s_i", "refuted", "d[l] == 1"),
    (r"RF_{l} = RF_{l-1} + (K_l - 1) \cdot \prod_{i=1}^{l-1} S_i", "refuted", "s[l] == 1"),
    (r"RF_{l} = RF_{l-1} + (K_l - 1) \prod_{m=1}^{l-1} s_m", "proved", ""),
    (r"RF_{l} = RF_{l-1} + (k - 1)", "refuted", "d[l] == 1 and s[l] == 1"),
    (r"RF_l = RF_{l-1} + (K_l - 1) \cdot J_{l-1}", "proved", ""),
    (r"J_l = J_{l-1} \cdot S_l", "refuted", "s[l] == 1"),
    (r"RF_L = RF_{L-1} + (k_L - 1) \prod_{i=1}^{L-1} s_i", "refuted", "d[l] == 1"),
    (r"RF_L = RF_{L-1} + (k_L − 1) × jump_{L-1};   jump_L = jump_{L-1} × s_L", "refuted", ""),
    (r"r_l = r_{l-1} + (k_l - 1) \times \prod_{i=1}^{l-1} s_i", "refuted", ""),
    (r"r_L = 1 + \sum_{l=1}^{L} (k_l - 1)", "refuted", ""),
    (r"r_l = r_{l-1} + (k - 1) * \prod_{i=1}^{l-1} s_i", "refuted", ""),
    (r"r_l = r_{l-1} + (k_l - 1) \cdot j_{l-1}", "refuted", "d[l] == 1"),
    (r"j_l = j_{l-1} \cdot s_l", "proved", ""),
    (r"r_L = r_{L-1} + (k_L - 1)\prod_{\ell=1}^{L-1} s_\ell", "refuted", ""),
    (r"n_{out} = \left\lfloor \frac{n_{in} + 2p - k}{s} \right\rfloor + 1", "refuted", "d[l] == 1 and p[l] == q[l]"),
    (r"n_{out} = \left\lfloor \frac{n_{in}+2p - k}{s} + 1 \right\rfloor", "refuted", "d[l] == 1 and p[l] == q[l]"),
    (r"n_{out} = \left\lfloor \frac{n_{in} - k + 2p}{s} \right\rfloor + 1", "refuted", "d[l] == 1 and p[l] == q[l]"),
    (r"r_l = r_{l-1} + (k_l - 1) \cdot s^{l-1}", "refuted", ""),
    (r"R_l = 2l + 1", "refuted", ""),
)

NOT_READ: tuple[str, ...] = (
    r"RF_n = 1 + 2n",
    r"RF_l = RF_{l-1} + (D_l * (K_l - 1)) * J_{l-1}",
    r"r_L = 1 + L(k-1)",
    r"r_L = r_{L-1} + (k_L - 1)\prod_{\ell<L} s_\ell",
    r"r_l = r_{l-1} + (k_l - 1)\prod_{j<l} s_j",
    r"R_L = R_{L-1} + (k_L - 1) × ∏(s_i, i=1 to L-1)",
    r"k_l^{\text{eff}} = k_l + (k_l - 1)(d_l - 1)",
    r"K_eff = K + (K-1)(d-1)",
    r"H_out = ⌊(H_in + 2P - K)/S⌋ + 1",
)
"""What is printed so and not read: a letter with two meanings, limits of a product in words, a number of all layers."""
