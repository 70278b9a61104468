"""Blocks of torchvision's families, written by hand: few channels; the windows, joins and gates as there."""

from typing import Any

from tests.torch_models import functional, nn, torch


def unit(inside: int, outside: int, kernel: Any, stride: int = 1, act: Any = nn.ReLU, **more: Any) -> Any:
    """A convolution that keeps the size, normalised and activated."""
    span = kernel if isinstance(kernel, tuple) else (kernel, kernel)
    more.setdefault("padding", tuple(more.get("dilation", 1) * (k - 1) // 2 for k in span))
    return nn.Sequential(nn.Conv2d(inside, outside, kernel, stride, bias=False, **more), nn.BatchNorm2d(outside), act())


class Excitation(nn.Module):
    """A gate: every channel by a number that the whole map makes."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.avgpool, self.fc1, self.fc2 = nn.AdaptiveAvgPool2d(1), nn.Conv2d(channels, 2, 1), nn.Conv2d(2, channels, 1)
        self.activation, self.scale_activation = nn.ReLU(), nn.Hardsigmoid()

    def forward(self, x: Any) -> Any:
        return self.scale_activation(self.fc2(self.activation(self.fc1(self.avgpool(x))))) * x


class Inverted(nn.Module):
    """Wide, by its own channel, narrow again; with itself where the size stays."""

    def __init__(self, inside: int, outside: int, kernel: int, stride: int, gate: bool, act: Any) -> None:
        super().__init__()
        wide = 2 * inside
        self.block = nn.Sequential(
            unit(inside, wide, 1, act=act), unit(wide, wide, kernel, stride, act, groups=wide),
            *([Excitation(wide)] if gate else []), unit(wide, outside, 1, act=nn.Identity),
        )  # fmt: skip
        self.same = stride == 1 and inside == outside

    def forward(self, x: Any) -> Any:
        return x + self.block(x) if self.same else self.block(x)


def mobile(kernels: tuple[int, ...], gate: bool, act: Any) -> Any:
    """MobileNetV2 or V3: a stem and inverted residuals of strides 1, 2, 1, 2."""
    blocks = [
        Inverted(2, 2, kernel, stride, gate, act)
        for kernel, stride in zip(kernels, (1, 2, 1, 2), strict=True)
    ]
    return nn.Sequential(unit(3, 2, 3, 2, act), *blocks, unit(2, 4, 1, act=act))


class Dense(nn.Module):
    """DenseNet: every layer reads all before it, then a transition to half the size."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(unit(3, 4, 7, 2), nn.MaxPool2d(3, 2, 1))
        self.layers = nn.ModuleList(
            nn.Sequential(nn.BatchNorm2d(n), nn.ReLU(), nn.Conv2d(n, 4, 1), nn.Conv2d(4, 2, 3, padding=1))
            for n in (4, 6, 8)
        )
        self.transition = nn.Sequential(nn.BatchNorm2d(10), nn.ReLU(), nn.Conv2d(10, 4, 1), nn.AvgPool2d(2))

    def forward(self, x: Any) -> Any:
        found = [self.stem(x)]
        for layer in self.layers:
            found.append(layer(torch.cat(found, 1)))
        return self.transition(torch.cat(found, 1))


class Inception(nn.Module):
    """GoogLeNet's block between poolings that round up, then Inception v3's of kernels 1 × 7 and 7 × 1."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(unit(3, 4, 7, 2), nn.MaxPool2d(3, 2, ceil_mode=True))
        self.branch1, self.branch2 = unit(4, 2, 1), nn.Sequential(unit(4, 2, 1), unit(2, 2, 3))
        self.branch3 = nn.Sequential(unit(4, 2, 1), unit(2, 2, 3))
        self.branch4 = nn.Sequential(nn.MaxPool2d(3, 1, 1, ceil_mode=True), unit(4, 2, 1))
        self.pool = nn.MaxPool2d(2, 2, ceil_mode=True)
        self.far = nn.Sequential(unit(8, 2, 1), unit(2, 2, (1, 7)), unit(2, 2, (7, 1)))
        self.reduce = nn.Sequential(unit(2, 2, 3, 2, padding=0))

    def forward(self, x: Any) -> Any:
        x = self.stem(x)
        x = self.pool(torch.cat([self.branch1(x), self.branch2(x), self.branch3(x), self.branch4(x)], 1))
        far = self.far(x)
        return torch.cat([self.reduce(far), functional.max_pool2d(far, 3, 2)], 1)


class DeepLab(nn.Module):
    """Dilations side by side and the mean of the map, resized to the input; the backbone dilates at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.backbone = nn.Sequential(unit(3, 2, 3, 2), unit(2, 2, 3, 2), unit(2, 2, 3, dilation=2))
        self.convs = nn.ModuleList([unit(2, 2, 1), *(unit(2, 2, 3, dilation=rate) for rate in (2, 3, 5))])
        self.pooling, self.project = nn.Sequential(nn.AdaptiveAvgPool2d(1), unit(2, 2, 1)), unit(10, 2, 1)
        self.head = nn.Sequential(unit(2, 2, 3), nn.Conv2d(2, 5, 1))

    def forward(self, x: Any) -> Any:
        size = x.shape[-2:]
        low = self.backbone(x)
        over = functional.interpolate(self.pooling(low), size=low.shape[-2:], mode="bilinear", align_corners=False)
        found = self.head(self.project(torch.cat([*(conv(low) for conv in self.convs), over], 1)))
        return functional.interpolate(found, size=size, mode="bilinear", align_corners=False)


class Shuffle(nn.Module):
    """ShuffleNetV2: half the channels go through, then all are dealt out anew."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(unit(3, 4, 3, 2), nn.MaxPool2d(3, 2, 1))
        self.branch1 = nn.Sequential(unit(4, 4, 3, 2, nn.Identity, groups=4), unit(4, 4, 1))
        self.branch2 = nn.Sequential(unit(4, 4, 1), unit(4, 4, 3, 2, nn.Identity, groups=4), unit(4, 4, 1))
        self.later = nn.Sequential(unit(4, 4, 1), unit(4, 4, 3, 1, nn.Identity, groups=4), unit(4, 4, 1))

    def forward(self, x: Any) -> Any:
        x = self.stem(x)
        x = self.dealt(torch.cat((self.branch1(x), self.branch2(x)), dim=1))
        kept, other = x.chunk(2, dim=1)
        return self.dealt(torch.cat((kept, self.later(other)), dim=1))

    @staticmethod
    def dealt(x: Any) -> Any:
        batch, channels, *space = x.size()
        return x.view(batch, 2, channels // 2, *space).transpose(1, 2).contiguous().view(batch, -1, *space)


FAMILIES: dict[str, tuple[Any, tuple[int, ...]]] = {
    "MobileNetV2": (lambda: mobile((3, 3, 3, 3), False, nn.ReLU6), (1, 3, 33, 40)),
    "MobileNetV3": (lambda: mobile((3, 5, 5, 3), True, nn.Hardswish), (1, 3, 33, 40)),
    "DenseNet": (Dense, (1, 3, 33, 40)),
    "Inception": (Inception, (1, 3, 47, 52)),
    "DeepLab": (DeepLab, (1, 3, 33, 40)),
    "ShuffleNetV2": (Shuffle, (1, 3, 33, 40)),
}
"""Each with the shape of its input."""
