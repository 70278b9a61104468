"""Networks from the literature, by name. Each is built by a small function, whose parameters give its variants.

Networks of images have the axes h and w, of volumes d, h and w, of sequences t. None has an input size: padding SAME
is resolved when one is given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from symrf.errors import SymrfError, shown
from symrf.network import Network
from symrf.zoo import chains, dense, inception, resnets

__all__ = ["MODELS", "ZooNetwork", "about", "zoo", "zoo_names"]


@dataclass(frozen=True)
class ZooNetwork:
    """A network of the zoo: its name, one line with the paper it is from, and how to build it."""

    name: str
    about: str
    build: Callable[[], Network]


MOBILENET = "Howard et al., MobileNets (2017)"
HE = "He et al., Deep residual learning (2016)"
HE_V2 = "He et al., Identity mappings (2016)"
SZEGEDY = "Szegedy et al., Inception-v4 and Inception-ResNet (2017)"
DISTILL = "Araujo, Norris and Sim, Computing receptive fields (2019)"

SLIM_RESNETS = {50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3), 200: (3, 24, 36, 3)}
TORCH_RESNETS = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}


def _slim_resnet(depth: int, units: tuple[int, ...]) -> ZooNetwork:
    name = f"resnet_v1_{depth}"
    about = f"ResNet-{depth}, TF-Slim's, stride in the last unit; {HE_V2 if depth == 200 else HE}"
    return ZooNetwork(name, about, lambda: resnets.resnet_v1(name, units))


def _torch_resnet(depth: int, blocks: tuple[int, ...]) -> ZooNetwork:
    title, bottleneck = f"ResNet-{depth}", depth >= 50
    where = "the 3 × 3 convolution" if bottleneck else "the first block"
    about = f"{title}, torchvision's, stride in {where}; {HE}"
    return ZooNetwork(f"resnet{depth}", about, lambda: resnets.torchvision_resnet(title, blocks, bottleneck))


MODELS = (
    ZooNetwork(
        "dang_alexnet",
        "AlexNet as in Dang Ha The Hien, A guide to receptive field arithmetic (2017), for inputs of 227",
        chains.dang_alexnet,
    ),
    ZooNetwork(
        "alexnet_v2",
        "AlexNet v2, TF-Slim's; Krizhevsky, One weird trick (2014)",
        chains.alexnet_v2,
    ),
    ZooNetwork(
        "vgg_16",
        "VGG-16, TF-Slim's names; Simonyan and Zisserman, Very deep convolutional networks (2015)",
        chains.vgg_16,
    ),
    ZooNetwork("mobilenet_v1", f"MobileNet v1, TF-Slim's; {MOBILENET}", chains.mobilenet_v1),
    ZooNetwork(
        "mobilenet_v1_075",
        f"MobileNet v1 at width 0.75, TF-Slim's; {MOBILENET}",
        lambda: chains.mobilenet_v1("MobileNet v1 0.75"),
    ),
    *(_slim_resnet(depth, units) for depth, units in SLIM_RESNETS.items()),
    ZooNetwork(
        "inception_v2",
        "Inception v2, TF-Slim's, padding SAME; Ioffe and Szegedy, Batch normalization (2015)",
        inception.inception_v2,
    ),
    ZooNetwork(
        "inception_v3",
        "Inception v3, TF-Slim's; Szegedy et al., Rethinking the Inception architecture (2016)",
        inception.inception_v3,
    ),
    ZooNetwork("inception_v4", f"Inception v4, TF-Slim's; {SZEGEDY}", inception.inception_v4),
    ZooNetwork("inception_resnet_v2", f"Inception-ResNet v2, TF-Slim's; {SZEGEDY}", inception.inception_resnet_v2),
    *(_torch_resnet(depth, blocks) for depth, blocks in TORCH_RESNETS.items()),
    ZooNetwork(
        "densenet121",
        "DenseNet-121, torchvision's; Huang et al., Densely connected convolutional networks (2017)",
        lambda: resnets.densenet("DenseNet-121", (6, 12, 24, 16)),
    ),
    ZooNetwork(
        "highresnet",
        "HighRes3DNet; Li et al., On the compactness, efficiency, and representation of 3D networks (2017)",
        dense.highresnet,
    ),
    ZooNetwork(
        "unet",
        "U-Net, valid convolutions; Ronneberger, Fischer and Brox, U-Net (2015), for inputs of 572",
        dense.unet,
    ),
    ZooNetwork(
        "aspp",
        "Atrous spatial pyramid pooling of DeepLab v3, without its image-level branch; Chen et al. (2017)",
        dense.aspp,
    ),
    ZooNetwork(
        "deeplab_v3",
        "DeepLab v3: ResNet-50 at output stride 16, then ASPP without the image-level branch; Chen et al. (2017)",
        dense.deeplab_v3,
    ),
    ZooNetwork(
        "wavenet",
        "WaveNet, three stacks of dilations 1 to 512; van den Oord et al., WaveNet (2016)",
        dense.wavenet,
    ),
    ZooNetwork(
        "tcn",
        "Temporal convolutional network, 8 levels of kernel 7; Bai, Kolter and Koltun (2018)",
        dense.tcn,
    ),
    ZooNetwork(
        "patchgan",
        "PatchGAN, the 70 × 70 discriminator; Isola et al., Image-to-image translation (2017)",
        chains.patchgan,
    ),
    ZooNetwork("distill_aligned", f"Two aligned paths; {DISTILL}", dense.distill_aligned),
    ZooNetwork("distill_misaligned", f"Two paths of unequal strides; {DISTILL}", dense.distill_misaligned),
)
_BY_NAME = {model.name: model for model in MODELS}


def zoo_names() -> tuple[str, ...]:
    """The names of the networks that can be read by name."""
    return tuple(_BY_NAME)


def zoo(name: str) -> Network:
    """The network of that name.

    >>> zoo("vgg_16").output
    'vgg_16/pool5'
    """
    return _model(name).build()


def about(name: str) -> str:
    """One line about a network of the zoo, with its paper."""
    return _model(name).about


def _model(name: str) -> ZooNetwork:
    if name not in _BY_NAME:
        raise SymrfError(f"no network {shown(name)} in the zoo; it has {', '.join(_BY_NAME)}")
    return _BY_NAME[name]
