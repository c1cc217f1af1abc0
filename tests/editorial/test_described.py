"""No picture without words: what it shows, or why it shows nothing that matters."""

import pytest
from wagtail.blocks import StructBlockValidationError

from tests.cast import City
from tests.media.pictures import jpeg
from yimen.demo import factories
from yimen.editorial.blocks import ImageBlock
from yimen.editorial.rules import why_not_described


def test_a_picture_is_described_or_somebody_answers_for_its_silence() -> None:
    assert why_not_described(description="湖上日出", is_decorative=False, reason="") == {}
    assert why_not_described(description="", is_decorative=True, reason="分隔用的花纹") == {}
    assert list(why_not_described(description=" ", is_decorative=False, reason="")) == ["alt"]
    assert list(why_not_described(description="湖上日出", is_decorative=True, reason="  ")) == ["reason"]


@pytest.mark.django_db
def test_the_desk_says_so_at_the_field(city: City) -> None:
    image = factories.image(jpeg(40, 30), title="花纹")
    said = {"image": image, "alt": "", "is_decorative": True, "reason": "", "caption": ""}
    block = ImageBlock()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.normalize(said))
    assert list(refused.value.block_errors) == ["reason"]
    assert block.clean(block.normalize({**said, "reason": "分隔用的花纹"}))["reason"] == "分隔用的花纹"
