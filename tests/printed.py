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
    (r"RF_{l} = RF_{l-1} + (K_l - 1) \cdot \prod_{i=1}^{l-1} S_i", "refuted", "d[l] == 1"),
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
    (r"RF_n = 1 + 2n", "refuted", ""),
    (r"RF_l = RF_{l-1} + (D_l * (K_l - 1)) * J_{l-1}", "proved", ""),
    (r"RF_L = 1 + L(k-1)", "refuted", "d[l] == 1 and s[l] == 1"),
    (r"r_L = 1 + L(k-1)", "refuted", ""),
    (r"r_L = r_{L-1} + (k_L - 1)\prod_{\ell<L} s_\ell", "refuted", ""),
    (r"r_l = r_{l-1} + (k_l - 1)\prod_{j<l} s_j", "refuted", ""),
    (r"R_L = R_{L-1} + (k_L - 1) × ∏(s_i, i=1 to L-1)", "refuted", "d[l] == 1"),
    (r"k_l^{\text{eff}} = k_l + (k_l - 1)(d_l - 1)", "proved", ""),
    (r"K_eff = K + (K-1)(d-1)", "proved", ""),
    (r"H_out = ⌊(H_in + 2P - K)/S⌋ + 1", "refuted", "d[l] == 1 and p[l] == q[l]"),
    (r"l_{k} = l_{k-1} + \left[ (f_{k} - 1) \times \prod_{i=1}^{k-1} s_{i} \right]", "refuted", "d[l] == 1"),
    (r"l_k = l_{k-1} + (f_k - 1) \times s_{k-1}", "refuted", "d[l] == 1 and s[l] == 1"),
    (r"RF_i = RF_{i-1} + (K - 1) \cdot \prod_{j=1}^{i-1} S_j", "refuted", "d[l] == 1"),
    (r"η_out= (η_in+2P-K)/S +1", "refuted", ""),
    (r"J_out=J_in*S", "proved", ""),
    (r"R_out= R_in + (K-1)*J_in", "proved", ""),
    (r"o = [i + 2p - k - (k-1)(d-1)]/s + 1", "refuted", ""),
    (r"W_2 = (W_1 - F + 2P)/S + 1", "refuted", ""),
    (r"W_2=(W_1−F)/S+1", "refuted", ""),
    (r"P = (F-1)/2", "refuted", ""),
    (r"p = \frac{f - 1}{2}", "refuted", ""),
    (r"r = r + (k-1)*j", "refuted", "d[l] == 1"),
    (r"start = start + ( (k-1)/2 - p)*j", "refuted", "d[l] == 1"),
    (r"j = j*s", "proved", ""),
    (r"n = floor( (n - k + p)/s ) + 1", "refuted", ""),
    (r"j_{n} = s^{n}", "proved", ""),
    (
        r"r_{n+1} = \frac{r_{n}}{2} + \left\lfloor\frac{k}{2} \right\rfloor \cdot j_n + 0 + \left\lfloor "
        r"\frac{k}{2} \right\rfloor \cdot j_n + \frac{r_{n}}{2}",
        "refuted",
        "",
    ),
    (r"out = (in - filter_size + 2*padding)/strides + 1", "refuted", ""),
    (
        r"W_{out} = \frac{W_{in} + 2 \times \mathrm{padding} - \mathrm{dilation} \times "
        r"(\mathrm{kernelsize}-1)-1}{\mathrm{stride}} + 1",
        "refuted",
        "",
    ),
    (r"k' = k + (k-1)(d-1)", "proved", ""),
    (r"k = (dilation-1)*(kernel_size-1)+kernel_size", "refuted", "d[l] == 1"),
    (r"R = 1 + 2(K-1) \sum_{i=1}^{n} d_i", "refuted", ""),
    (r"receptive_field = 1 + 2 * (k - 1) * (2^n - 1)", "refuted", ""),
)

NOT_READ: tuple[str, ...] = (
    r"s_{l_i} = s_{l_i} + (kernel size - 1) \cdot dilation factor",
    r"W_rf = dilation*(kernel_size-1)+1",
)
"""What is no formula, or names what nothing tells."""
