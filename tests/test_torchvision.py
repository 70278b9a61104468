"""A model of torchvision's, where that is installed; python -m tests.torchvision_models reads them all."""

import pytest

pytest.importorskip("torch", reason="torch is not installed; pip install 'symrf[torch]'")

from tests.tools import missing, some

if why := missing("torchvision"):
    pytest.skip(why, allow_module_level=True)

import symrf
from tests import torchvision_models as models

pytestmark = pytest.mark.filterwarnings("default")


@pytest.mark.parametrize("name", some(models.COMPARED, 12))
def test_what_is_read_is_what_torchvision_computes(name: str) -> None:
    count, wrong = models.compared(name)
    assert (count > 20, wrong) == (True, [])


def test_a_model_is_read_without_weights() -> None:
    field = symrf.derive(models.read("resnet18"))["layer4.1.conv2"]
    assert (field.size, field.stride, field.output_size) == (435, 32, 7)
