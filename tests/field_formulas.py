"""Formulas of the field that have to be there, by the ids under which their sources stand in proofs/published/."""

import math
from itertools import count

COLLECTED = [
    "slim_keff", "chang_kernel_plus_dilation", "chang_max0", "torch_out_dil", "int_trunc_out", "codetd_tcn",
    "causal_pad", "causal_stride", "tf_same_pad_case", "lkcell_same_k", "x2paddle_same_left", "x2paddle_nomax",
    "onnx_pool_same_floor", "timm_padding", "half_pad", "half_pad_stride", "halved_n_k3s2",
    "hifigan_get_padding", "same_twice", "floor_once", "keras_conv_input_length_same",
    "lasagne_conv_input_length", "keras_deconv_valid", "keras_deconv_full", "op_rule", "odena", "odena_dilated",
    "chainer_cover_all", "adaptive_kernel_ceil", "stft_torch", "stft_csdn", "fairseq_sub", "espnet4", "espnet6",
    "w2v2_400_320", "edifice_formula", "edifice_examples", "edifice_product", "keras_tcn_old", "so_2Lk",
    "so_2Lkm1p1", "sum_KDS", "keskival", "shift_index", "lea_dilated", "lea_ed", "mstcn", "convtasnet",
    "vaswani_contig", "layers_contig", "vaswani_dilated", "base_b", "julia_necessary_layers", "darts_layers",
    "unit8_exact", "oneconv_exact", "hdc_k3", "hdc_k3_mono", "hdc_k3_suff", "hdc_k3_suff_mono", "hdc_k2_first1",
    "hdc_k5_first1", "hdc_general", "hdc_factor", "brown", "layerwise_necessary", "spp_map_closest",
    "spp_map_inside", "anchor_roi", "anchor_roi_simple", "batexi_center", "frcnn_anchor_vgg",
    "frcnn_anchor_resnet", "fcos_location", "ssd_prior", "fcn_offset19", "fcn_compose", "leborji",
    "leborji_prev_stride", "window_of_m", "overlap", "pool_doubles_bwd", "tiling", "tiling_converse",
    "atrous_equiv", "atrous_equiv_set", "patchgan_n", "smilels70", "siamfc", "zf171", "unet_184", "unet_even",
    "div32", "mindpad", "proj_count", "all_used_one", "all_used_exact", "all_used_chain", "all_used_rS",
    "pool_pad_half", "onnx_convT_same", "hdc_examples", "hdc_res5b_alone", "caffe_coordmap", "hdc_sawtooth",
    "longformer_lw", "longformer_w_taps", "longformer_dil", "beatchord", "two_L_minus_1", "nearest_floor_half",
    "nearest_exact_ratio", "torch_up_size", "pixelshuffle", "unfold_L", "luo_var", "luo_ratio", "luo_gauss",
]  # fmt: skip
"""Those that were collected first."""

COMPLETE = {
    "dv": "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
    "araujo": "1 2 3 4 5 6 7 8 9 10 11 12_13 edges S P c spacing centered aligned misaligned count",
    "dang": "j r start ceil alexnet_355",
    "aman": "span kernel product separable upsampling",
    "torch": "out_dil convT lppool avgpool ceil unpool up_size adaptive same pad",
    "tf": "valid same same_pad_case",
    "keras": "full convT deconv_same deconv_valid deconv_full conv_input_length_same pool_valid pool_same pad",
    "onnx": """valid same pool_ceil pool_same_floor convT convT_same convT_shape half_pixel half_pixel_symmetric
        pytorch_half_pixel align_corners asymmetric tf_half_pixel tf_crop round_prefer""",
    "caffe": "conv deconv pool pool_unpadded bilinear coordmap",
    "matconvnet": "filter size caffe_pool caffe_pad convt convt_ends convt_sizes transposing compose overlay",
}
"""What has to be there of a guide, of papers and of manuals: the ends of the ids, which begin with its name."""

FLOATS = [
    (
        "layers-of-two-convolutions", "4 in place of 3 blocks for n = 63, k = 2, b = 5",
        (range(1, 200), range(2, 6), range(2, 6)),
        lambda n, k, b: math.ceil(math.log((n - 1) * (b - 1) / (k - 1) / 2 + 1, b)),
        lambda n, k, b: next(x for x in count() if 1 + 2 * (k - 1) * (b**x - 1) // (b - 1) >= n),
    ),
    (
        "layers-by-a-logarithm", "4 in place of 3 layers for n = 125, k = 5", (range(1, 200), range(2, 12)),
        lambda n, k: math.ceil(math.log(n, k)), lambda n, k: next(x for x in count() if k**x >= n),
    ),
    (
        "rounded-up-by-rounding-down", "scale of 1/49 makes 3 in place of 4 of n = 148", (range(1, 200), range(1, 50)),
        lambda n, s: int((n - 1.0) * (1.0 / s) + 1.0), lambda n, s: -(-n // s),
    ),
    (
        "upsampled-size", "scale of 1.4 makes 62 in place of 63 of n = 45", (range(1, 60), range(11, 30)),
        lambda n, tenths: math.floor(n * (tenths / 10)), lambda n, tenths: n * tenths // 10,
    ),
]  # fmt: skip
"""Entries that are true, and where the same in floating point fails first: the numbers tried, the float, the truth."""

FOUND = [
    ("oH = (iH - 1) * sH - 2 * padH + kH", "transpose-of-padded-strided"),
    ("L_out = (L_in - 1) s + d (k - 1) + 1 - 2 p + output_padding", "transposed-size"),
    ("r_out = r_in + (k-1)*j_in", "size-by-jumps"),
    (r"r_{out} = r_{in} + d (k-1) j_{in}", "forward-size"),
    ("r_0 = v_0 - u_0 + 1", "size-from-edges"),
    (r"r_0 = \sum_{l=1}^{L} \left((k_l - 1) \prod_{i=1}^{l-1} s_i\right) + 1", "size-of-plain-layers-in-closed-form"),
    ("1 + Sum((k[i]-1)*d[i]*Product(s[m], (m, 1, i-1)), (i, 1, L)) == r[0]", "size"),
    ("r[0] == Sum((K[l+1] - 1)*Product(s[i], (i, 1, l)), (l, 0, L-1)) + 1", "size"),
    ("k_eff = k + (k-1)(d-1)", "dilated-kernel-span"),
    ("n_out = floor((n_in + 2p - k)/s) + 1", "output-size-of-plain-layers"),
    ("n[l] == 1 + floor((n[l-1] - K[l] + p[l] + q[l])/s[l])", "output-size"),
    ("S_0 = \\prod_{i=1}^L s_i", "effective-stride"),
    ("r[l-1] = r[l] + k[l] - s[l]", "refuted-size-adds-k-minus-s"),
    ("r == 1 + 2*(k - 1)*(2**B - 1)", "two-convolutions-doubled"),
    ("k_e = k + (k-1)(r-1)", "span-by-gaps"),
    ("r[0] = 1 + (k-1)*(2**L - 1)", "doubling-dilation"),
    ("o = (i - k) + 2p + 1", "unit-strides-with-padding"),
    ("o' = s(i' - 1) + a + k - 2p", "transpose-with-remainder"),
    ("H'' = U (H - 1) + H' - C^- - C^+", "upsampled-and-cropped"),
    (r"l_k = l_{k-1} + (f_k - 1) \prod_{i=1}^{k-1} s_i", "size-by-strides-before"),
    ("k' = k + (k-1)(d-1)", "dilated-kernel-span"),
    (r"H_{out} = \lfloor \frac{H_{in} + 2p - d(k-1) - 1}{s} \rfloor + 1", "output-size-as-printed"),
    ("o = floor((i + 2p - k)/s) + 1", "output-size-of-plain-layers"),
    (r"S_0 = \prod_{l \le L} s_l", "effective-stride"),
    (r"u_0 = -P_0 + u_L S_0", "left-edge-affine"),
    ("c_0 = (u_0 + v_0)/2", "center-midpoint"),
    ("v_l = u_l + r_l - 1", "right-edge-from-size"),
    (r"r_{l-1} = (r_l - 1) s_l + K_l", "size"),
    ("P_{l-1} = s_l P_l + p_l", "effective-padding"),
    ("start_{out} = start_{in} + ((K-1)/2 - p) j_{in}", "start"),
    (r"r_0 = 1 + \sum_{l=1}^{n} (K_l - 1)", "size-unit-strides"),
    ("n_l = ceil(n_{l-1}/s_l)", "same-padding"),
    ("K_l = d_l k_l", "refuted-dilation-multiplies"),
    ("o' = s(i' - 1) + k - 2p", "transpose-of-padded-strided"),
    (r"J_l = \prod_{i \le l} s_i", "jump"),
    ("r = r + (k-1)*j", "size-by-jumps"),
    ("out = floor((in + pad_left + pad_right - k_eff)/stride) + 1", "output-size"),
]
"""What is searched for, and an entry that it equals."""

# fmt: off
PRINTED = [
    ("OpenVINO manual, Convolution-1", "refuted", r"n_{out} = \left ( \frac{n_{in} + 2p - k}{s} \right ) + 1"),
    ("README of seg_atrous", "refuted", "o = [i + 2p - k - (k-1)(d-1)]/s + 1"),
    ("a gist on sizes", "proved", "o = (i -1)*s - 2*p + k + output_padding"),
    ("an article on spans", "proved", r"K'=kernel+(kernel-1)\cdot(dilation-1)"),
    ("an article on spans", "refuted", r"W_{out}=\frac{w_{in}-K'+2padding}{stride}+1"),
    ("PaddlePaddle issue 5242", "refuted",
     "output = 1 + int(math.floor((2 * padding + img_size - filter_size) / float(stride)))"),
    ("torch/cunn issue 39", "refuted", "out_W = ( inWidth + 2*padding - kW ) / dW + 1"),
    ("torch/cunn issue 39", "refuted", "out_W = ( inWidth + padding - kW ) / dW + 1"),
    ("PyTorch forum 11173", "refuted",
     "h = (h_w[0] + (2 * pad[0]) - (dilation * (kernel_size[0] - 1)) - 1)// stride[0] + 1"),
    ("PyTorch forum 11173", "refuted", "h = (h_w[0] - 1) * stride[0] - 2 * pad[0] + kernel_size[0] + pad[0]"),
    ("MindSpore manual, conv_transpose2d", "proved",
     r"oH = (iH - 1) \times sH - 2 \times padH + dH \times (kH - 1) + out\_padH + 1"),
    ("an article on layers in order", "refuted",
     r"l_{k} = l_{k-1}+ \left [ (f_{k}-1)*\prod_{i=1}^{k-1}s_{i} \right ]"),
    ("an article on jumps", "refuted",
     r"\begin{aligned} j_{n} &= s^{n} \\ r_{n+1} &= r_{n} + (k - 1) \cdot j_n \end{aligned}"),
    ("a calculator's page", "proved", "out = floor((in + pad_left + pad_right − k_eff) / stride) + 1"),
    ("a calculator's page", "proved", "start_out = start_in + (((k_eff − 1) / 2) − pad_left) × j_in"),
    ("a calculator's page", "proved", "k_eff = dilation × (kernel − 1) + 1"),
    ("a calculator's page", "proved", "r_out = r_in + (k_eff − 1) × j_in"),
    ("a calculator's page", "proved", "j_out = j_in × stride"),
    ("lecture notes", "refuted", r"r_0 = L \cdot (k - 1) + 1"),
    ("lecture notes", "refuted", "h_o = h_i + 2p -k_h + 1"),
    ("Caffe issue 988", "refuted",
     "pooled_height_ = static_cast<int>(ceil(static_cast<float>(height_ + 2 * pad_h_ - kernel_h_) / stride_h_)) + 1"),
    ("Caffe issue 988", "refuted", "pooled_height = ceil((height + 2 * pad_h - kernel_h + 1) / stride_h)"),
    ("WebNN issue 449", "refuted",
     "output size = floor(1 + (input size - filter size + beginning padding + ending padding) / stride)"),
    ("WebNN issue 449", "refuted",
     "output_size = ceil(1 + (input_size - (window_size - 1) * dilation - 1 + beginning_padding"
     " + ending_padding) / stride)"),
    ("PyTorch forum on stft", "refuted",
     r"n\_frames = \text{int}(\text{np.floor}((\text{data\_len} - \text{win\_size}) / \text{hop\_size})) + 1"),
    ("DenseNet-Caffe issue 20", "proved", "floor((112-3+2)/2+1) = 56"),
    ("PaddlePaddle change 18813", "refuted",
     r"H^\prime_{out} = (H_{in} - 1) * strides[0] - 2 * paddings[0] + dilations[0] * (H_f - 1) + 1"),
    ("ONNX issue 3357", "refuted", "o = s(i-1) + k - 2p"),
    ("PyTorch issue 148123", "refuted",
     r"L_{out} = \left\lfloor \frac{L_{in} + 2 \times \text{padding} - \text{dilation}"
     r"  \times (\text{kernelsize} - 1) - 1}{\text{stride}} + 1\right\rfloor"),
    ("PyTorch issue 148123", "refuted",
     r"L_{out}^{\text{ceilmode}} = \left\lceil \frac{L_{in} + 2 \times \text{padding} - \text{dilation}"
     r"  \times (\text{kernelsize} - 1) - 1}{\text{stride}} + 1\right\rceil"),
    ("a blog on sizes", "refuted", "oh = (h + 2 * p - k) / s + 1"),
]
# fmt: on
"""Formulas of pages beside those of the entries, as printed; what most of them lack is p == q, or d == 1."""
