"""Receptive fields of TF-Slim's networks as google-research/receptive_field publishes them, end point by end point.

Araujo, Norris and Sim (2019) print the last row of each. Columns: end point, r, S, P for n = 224, P for n = 321.
"""

ALEXNET_V2 = """
alexnet_v2/conv1 11 4 0 0
alexnet_v2/pool1 19 8 0 0
alexnet_v2/conv2 51 8 16 16
alexnet_v2/conv3 99 16 32 32
alexnet_v2/conv4 131 16 48 48
alexnet_v2/conv5 163 16 64 64
alexnet_v2/pool5 195 32 64 64
"""
VGG_16 = """
vgg_16/conv1/conv1_1 3 1 1 1
vgg_16/pool1 6 2 2 2
vgg_16/conv2/conv2_1 10 2 4 4
vgg_16/pool2 16 4 6 6
vgg_16/conv3/conv3_1 24 4 10 10
vgg_16/conv3/conv3_2 32 4 14 14
vgg_16/pool3 44 8 18 18
vgg_16/conv4/conv4_1 60 8 26 26
vgg_16/conv4/conv4_2 76 8 34 34
vgg_16/pool4 100 16 42 42
vgg_16/conv5/conv5_1 132 16 58 58
vgg_16/conv5/conv5_2 164 16 74 74
vgg_16/pool5 212 32 90 90
"""
MOBILENET_V1 = """
Conv2d_0 3 2 0 1
Conv2d_1_pointwise 7 2 2 3
Conv2d_2_pointwise 11 4 2 5
Conv2d_3_pointwise 19 4 6 9
Conv2d_4_pointwise 27 8 6 13
Conv2d_5_pointwise 43 8 14 21
Conv2d_6_pointwise 59 16 14 29
Conv2d_7_pointwise 91 16 30 45
Conv2d_8_pointwise 123 16 46 61
Conv2d_9_pointwise 155 16 62 77
Conv2d_10_pointwise 187 16 78 93
Conv2d_11_pointwise 219 16 94 109
Conv2d_12_pointwise 251 32 94 125
Conv2d_13_pointwise 315 32 126 157
"""
RESNET_V1_50 = """
resnet_v1_50/block1 35 8 15 17
resnet_v1_50/block2 99 16 47 49
resnet_v1_50/block3 291 32 143 145
resnet_v1_50/block4 483 32 239 241
"""
RESNET_V1_101 = """
resnet_v1_101/block1 35 8 15 17
resnet_v1_101/block2 99 16 47 49
resnet_v1_101/block3 835 32 415 417
resnet_v1_101/block4 1027 32 511 513
"""
RESNET_V1_152 = """
resnet_v1_152/block1 35 8 15 17
resnet_v1_152/block2 163 16 79 81
resnet_v1_152/block3 1315 32 655 657
resnet_v1_152/block4 1507 32 751 753
"""
RESNET_V1_200 = """
resnet_v1_200/block1 35 8 15 17
resnet_v1_200/block2 419 16 207 209
resnet_v1_200/block3 1571 32 783 785
resnet_v1_200/block4 1763 32 879 881
"""
INCEPTION_V2 = """
Conv2d_1a_7x7 7 2 2 3
MaxPool_2a_3x3 11 4 2 5
Conv2d_2b_1x1 11 4 2 5
Conv2d_2c_3x3 19 4 6 9
MaxPool_3a_3x3 27 8 6 13
Mixed_3b 59 8 22 29
Mixed_3c 91 8 38 45
Mixed_4a 123 16 46 61
Mixed_4b 187 16 78 93
Mixed_4c 251 16 110 125
Mixed_4d 315 16 142 157
Mixed_4e 379 16 174 189
Mixed_5a 443 32 190 221
Mixed_5b 571 32 254 285
Mixed_5c 699 32 318 349
"""
INCEPTION_V3 = """
Conv2d_1a_3x3 3 2 0 0
Conv2d_2a_3x3 7 2 0 0
Conv2d_2b_3x3 11 2 2 2
MaxPool_3a_3x3 15 4 2 2
Conv2d_3b_1x1 15 4 2 2
Conv2d_4a_3x3 23 4 2 2
MaxPool_5a_3x3 31 8 2 2
Mixed_5b 63 8 18 18
Mixed_5c 95 8 34 34
Mixed_5d 127 8 50 50
Mixed_6a 159 16 58 58
Mixed_6b 351 16 154 154
Mixed_6c 543 16 250 250
Mixed_6d 735 16 346 346
Mixed_6e 927 16 442 442
Mixed_7a 1055 32 490 490
Mixed_7b 1183 32 554 554
Mixed_7c 1311 32 618 618
"""
INCEPTION_V4 = """
Conv2d_1a_3x3 3 2 0 0
Conv2d_2a_3x3 7 2 0 0
Conv2d_2b_3x3 11 2 2 2
Mixed_3a 15 4 2 2
Mixed_4a 47 4 14 14
Mixed_5a 55 8 14 14
Mixed_5b 87 8 30 30
Mixed_5c 119 8 46 46
Mixed_5d 151 8 62 62
Mixed_5e 183 8 78 78
Mixed_6a 215 16 86 86
Mixed_6b 407 16 182 182
Mixed_6c 599 16 278 278
Mixed_6d 791 16 374 374
Mixed_6e 983 16 470 470
Mixed_6f 1175 16 566 566
Mixed_6g 1367 16 662 662
Mixed_6h 1559 16 758 758
Mixed_7a 1687 32 806 806
Mixed_7b 1815 32 870 870
Mixed_7c 1943 32 934 934
Mixed_7d 2071 32 998 998
"""
INCEPTION_RESNET_V2 = """
Conv2d_1a_3x3 3 2 0 0
Conv2d_2a_3x3 7 2 0 0
Conv2d_2b_3x3 11 2 2 2
MaxPool_3a_3x3 15 4 2 2
Conv2d_3b_1x1 15 4 2 2
Conv2d_4a_3x3 23 4 2 2
MaxPool_5a_3x3 31 8 2 2
Mixed_5b 63 8 18 18
Mixed_6a 415 16 186 186
PreAuxLogits 2335 16 1146 1146
Mixed_7a 2399 32 1162 1162
Conv2d_7b_1x1 3039 32 1482 1482
"""

Row = tuple[str, int, int, int, int]


def rows(table: str) -> list[Row]:
    """The rows of a table."""
    found = []
    for line in table.split("\n")[1:-1]:
        name, *numbers = line.split()
        size, stride, padding, padding_321 = map(int, numbers)
        found.append((name, size, stride, padding, padding_321))
    return found


SLIM = {
    "alexnet_v2": rows(ALEXNET_V2),
    "vgg_16": rows(VGG_16),
    "mobilenet_v1": rows(MOBILENET_V1),
    "mobilenet_v1_075": rows(MOBILENET_V1),
    "resnet_v1_50": rows(RESNET_V1_50),
    "resnet_v1_101": rows(RESNET_V1_101),
    "resnet_v1_152": rows(RESNET_V1_152),
    "resnet_v1_200": rows(RESNET_V1_200),
    "inception_v2": rows(INCEPTION_V2),
    "inception_v3": rows(INCEPTION_V3),
    "inception_v4": rows(INCEPTION_V4),
    "inception_resnet_v2": rows(INCEPTION_RESNET_V2),
}
